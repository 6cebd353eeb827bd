"""The evidence as plain tables for other programs: what each table holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.audit.verdict import Audit, Checked
from generator.exports.flat_record import Line, flat
from generator.exports.sheet import Sheet
from generator.model.answer import Answer
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.judgement import Acceptance, Appraisal, AppraisalItem, Certainty, Correction
from generator.model.meaning import is_record, record_fields
from generator.model.number import WorkedOutCount
from generator.model.population import Population
from generator.model.provenance import Source
from generator.model.ratings import all_ratings
from generator.model.reference import Relation, ScreeningRecord
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.result import RESULT_KINDS
from generator.model.study import Arm, Baseline, Discrepancy, Harm, Patient, PatientValue, Study
from generator.model.vocabulary import Drug, Measure
from generator.synthesis.arms_of_result import Numbered, beside, unreported_beside
from generator.synthesis.groups import domain
from generator.synthesis.original import original_of_source


class SheetKind(NamedTuple):
    """A table to download before it has rows; `records` are those whose fields its columns are."""

    name: str
    row_is: str
    records: tuple[type, ...]
    rows: Callable[[Evidence], Iterable[Line]]


def sheets(evidence: Evidence, checks: Audit) -> tuple[Sheet, ...]:
    """Return every table of the evidence."""
    every = []
    for kind in _kinds(checks):
        rows = tuple(kind.rows(evidence))
        every.append(Sheet(kind.name, kind.row_is, kind.records, rows))
    return tuple(every)


def _kinds(checks: Audit) -> tuple[SheetKind, ...]:
    """Return the tables in the order of the page; what the checks said stands among them."""
    return (
        *_OF_STUDIES,
        *_OF_JUDGEMENTS,
        SheetKind("checks", "what one check said", (), lambda _: map(_check, checks.checked)),
        *_OF_THE_RECORD,
    )


def _of_studies(part: str) -> Callable[[Evidence], Iterator[Line]]:
    """Return what writes the rows of a part of every study."""

    def rows(evidence: Evidence) -> Iterator[Line]:
        for study in evidence.studies.values():
            for row in getattr(study, part):
                yield {"study": study.id, **flat(row)}

    return rows


def _list(name: str) -> Callable[[Evidence], Iterator[Line]]:
    """Return what writes the rows of a list of the evidence."""

    def rows(evidence: Evidence) -> Iterator[Line]:
        records = getattr(evidence, name)
        yield from map(flat, records.values() if isinstance(records, Mapping) else records)

    return rows


def _studies(evidence: Evidence) -> Iterator[Line]:
    # Each of these parts is a table of its own.
    tables = {"arms", "baseline", "results", "patients", "harms", "discrepancies", "sources"}
    for study in evidence.studies.values():
        notices: dict[str, None] = {}
        for notice in evidence.notices_of(study):
            notices |= dict.fromkeys(notice.kinds_seen)
        yield {
            **flat(study, leave_out=tables),
            "design_label": evidence.designs[study.design].label,
            "notices": " | ".join(notices),
        }


def _drafts(evidence: Evidence) -> Iterator[Line]:
    """Yield studies still to be extracted: what names them, and no figure of them."""
    named = ("id", "label", "name", "reports", "registrations", "evidence", "drugs", "populations")
    for study in evidence.drafts.values():
        line = flat(study)
        names = {name: line[name] for name in named if name in line}
        yield {**names, "included": str(study.extraction.first)}


def _results(evidence: Evidence) -> Iterator[Line]:
    """Yield results with the columns of every kind in one fixed order: files stay alike."""
    # A column stands even where no result of the day has a value for it.
    order: Line = {}
    for kind in RESULT_KINDS.values():
        order |= dict.fromkeys(_columns(kind), "")
    for study in evidence.studies.values():
        for result in study.results:
            place = {"study": study.id, "address": f"studies/{study.id}.html#{result.id}"}
            others = {"beside": _beside(evidence, study, result)}
            yield {
                **place,
                **order,
                **flat(result),
                **_worked_out(result),
                "domain": domain(evidence, result),
                **others,
            }


def _harms(evidence: Evidence) -> Iterator[Line]:
    for study in evidence.studies.values():
        for harm in study.harms:
            line = {"study": study.id, **flat(harm)}
            missing = " | ".join(unreported_beside(evidence, study, harm))
            others = {"beside": _beside(evidence, study, harm), "not_reported_for": missing}
            yield {**line, **_worked_out(harm), **others}


def _worked_out(row: Numbered) -> Line:
    """Return the counts that no source prints, apart from those that one does, and their basis."""
    names = ("events", "total")
    counts = {name: getattr(row, name, None) for name in names}
    known = {name: value for name, value in counts.items() if isinstance(value, WorkedOutCount)}
    basis = next((value.basis for value in known.values()), "")
    columns = {f"computed_{name}": str(known.get(name, "")) for name in names}
    return {**columns, "computed_because": basis}


def _beside(evidence: Evidence, study: Study, row: Numbered) -> str:
    """Return the addresses of what the other groups of the study did on the same question."""
    others = beside(evidence, study, row)
    return " | ".join(f"studies/{study.id}.html#{other.id}" for other in others)


def _columns(kind: type) -> Iterator[str]:
    for field in record_fields(kind).values():
        if is_record(field.annotation):
            yield from (f"{field.name}_{part}" for part in record_fields(field.annotation))
        else:
            yield field.name


def _patients(evidence: Evidence) -> Iterator[Line]:
    """Yield a row for each value of each patient; one without values for a patient who has none."""
    for study in evidence.studies.values():
        for patient in study.patients:
            line = {"study": study.id, **flat(patient, leave_out={"values"})}
            values = [(value.time, value.value) for value in patient.values]
            for time, value in values or [("", "")]:
                yield {**line, "time": time, "value": value}


def _sources(evidence: Evidence) -> Iterator[Line]:
    for study in evidence.studies.values():
        for name, source in study.sources.items():
            original = original_of_source(evidence, study, source)
            host = evidence.host_of(source.url)
            yield {
                "study": study.id,
                "source": name,
                "rank": str(source.rank),
                "original": original.address if original else "",
                "host": host.kind if host else "",
                **flat(source),
            }


def _appraisals(evidence: Evidence) -> Iterator[Line]:
    """Yield every answer of every rater; a column says whether it is the one pages show."""
    counting = {id(ratings.settled) for ratings in all_ratings(evidence)}
    for appraisal in evidence.appraisals:
        line = flat(appraisal, leave_out={"items"})
        line["counts"] = "true" if id(appraisal) in counting else "false"
        for answer in appraisal.items:
            parts = flat(answer)
            yield {**line, "item": parts.pop("id"), **parts}


def _check(checked: Checked) -> Line:
    verdict = checked.verdict
    return {
        "code": checked.rule.code,
        "rule": checked.rule.title,
        "study": verdict.study,
        "file": verdict.file,
        "path": verdict.path,
        "numbers": " | ".join(verdict.numbers),
        "against": " | ".join(verdict.against),
        "verdict": str(verdict.ruling),
        "words": verdict.words,
        "expected": verdict.expected,
        "accepted": checked.accepted.reason if checked.accepted else "",
    }


def _citations(evidence: Evidence) -> Iterator[Line]:
    """Yield reports; how a title looks is for pages, the title itself is plain text."""
    for citation in evidence.citations.values():
        yield flat(citation, leave_out={"title_tree"})


_OF_STUDIES = (
    SheetKind("studies", "a study", (Study,), _studies),
    SheetKind("studies-to-extract", "a study of which no number was read", (Study,), _drafts),
    SheetKind("arms", "a group of a study", (Arm,), _of_studies("arms")),
    SheetKind("results", "one result of a study", (*RESULT_KINDS.values(),), _results),
    SheetKind("harms", "one harm in one group of a study", (Harm,), _harms),
    SheetKind(
        "baseline", "one line about participants at the start", (Baseline,), _of_studies("baseline")
    ),
    SheetKind(
        "patients", "one value of one patient at one time", (Patient, PatientValue), _patients
    ),
    SheetKind("sources", "a page on which values of a study were read", (Source,), _sources),
    SheetKind(
        "discrepancies",
        "something on which sources disagree",
        (Discrepancy,),
        _of_studies("discrepancies"),
    ),
)
_OF_JUDGEMENTS = (
    SheetKind(
        "registered-trials", "a registered trial", (RegisteredTrial,), _list("registered_trials")
    ),
    SheetKind(
        "safety-notices",
        "something a regulator or a safety study says",
        (SafetyNotice,),
        _list("safety_notices"),
    ),
    SheetKind(
        "reported-in-reviews",
        "what a review says of a study",
        (ReviewedStudy,),
        _list("reported_in_reviews"),
    ),
    SheetKind("appraisals", "one answer of an appraisal", (AppraisalItem, Appraisal), _appraisals),
    SheetKind("certainty", "a rating of certainty", (Certainty,), _list("certainty")),
    SheetKind("answers", "the written answer of a page", (Answer,), _list("answers")),
)
_OF_THE_RECORD = (
    SheetKind("accepted", "a finding that was read and accepted", (Acceptance,), _list("accepted")),
    SheetKind("corrections", "a known fault of a source", (Correction,), _list("corrections")),
    SheetKind("screening", "a report that was found", (ScreeningRecord,), _list("screening")),
    SheetKind("citations", "a report in the bibliography", (Citation,), _citations),
    SheetKind("relations", "a relation between two reports", (Relation,), _list("relations")),
    SheetKind("measures", "an outcome measure", (Measure,), _list("measures")),
    SheetKind("drugs", "a drug or treatment", (Drug,), _list("drugs")),
    SheetKind("populations", "a group of people", (Population,), _list("populations")),
)
