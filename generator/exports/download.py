"""The evidence as plain tables for other programs: CSV and JSON, with the meaning of every column."""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_type_hints

import pandas as pd

from generator.audit.verdict import Audit, Checked
from generator.exports.dictionary import meaning_of_column
from generator.model.citation import Citation
from generator.model.date import Interval, PartialDate
from generator.model.evidence import Evidence
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.judgement import Acceptance, Appraisal, AppraisalItem, Certainty, Correction
from generator.model.number import Count, Number
from generator.model.provenance import Source
from generator.model.reference import Relation, ScreeningRecord
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.result import RESULT_KINDS, Summary
from generator.model.study import Arm, Baseline, Discrepancy, Harm, Patient, PatientValue, Study
from generator.model.vocabulary import Drug, Measure, Population
from generator.synthesis.groups import domain

Line = dict[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """One table to download: its name, what one row is, the records it shows, and its rows of text.

    An absent value is empty.
    """

    name: str
    row_is: str
    records: tuple[type, ...]
    rows: tuple[Line, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns in the order in which they first appear."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row))

    def csv(self) -> bytes:
        """Return the table as CSV (RFC 4180, UTF-8)."""
        frame = pd.DataFrame(list(self.rows), columns=list(self.columns), dtype=str).fillna("")
        return bytes(frame.to_csv(index=False, lineterminator="\r\n").encode())

    def json(self) -> bytes:
        """Return the table as a JSON list of objects; what is missing is left out."""
        return _json([{name: value for name, value in row.items() if value} for row in self.rows])

    def meanings(self) -> Iterator[tuple[str, str]]:
        """Yield each column with its meaning."""
        for name in self.columns:
            yield name, meaning_of_column(self.records, name)


def sheets(evidence: Evidence, checks: Audit) -> tuple[Sheet, ...]:
    """Return every table of the evidence."""
    studies = evidence.studies.values()
    lists: tuple[tuple[str, str, tuple[type, ...], Iterable[Line]], ...] = (
        ("studies", "a study", (Study,), (_study(evidence, study) for study in studies)),
        (
            "studies-to-extract",
            "a study of which no number was read",
            (Study,),
            (_draft(study) for study in evidence.drafts.values()),
        ),
        ("arms", "a group of a study", (Arm,), _of_studies(evidence, "arms")),
        ("results", "one result of a study", (*RESULT_KINDS.values(),), _results(evidence)),
        ("harms", "one harm in one group of a study", (Harm,), _of_studies(evidence, "harms")),
        (
            "baseline",
            "one line about participants at the start",
            (Baseline,),
            _of_studies(evidence, "baseline"),
        ),
        (
            "patients",
            "one value of one patient at one time",
            (Patient, PatientValue),
            _patients(evidence),
        ),
        ("sources", "a page on which values of a study were read", (Source,), _sources(evidence)),
        (
            "discrepancies",
            "something on which sources disagree",
            (Discrepancy,),
            _of_studies(evidence, "discrepancies"),
        ),
        (
            "registered-trials",
            "a registered trial",
            (RegisteredTrial,),
            map(flat, evidence.registered_trials),
        ),
        (
            "safety-notices",
            "something a regulator or a safety study says",
            (SafetyNotice,),
            map(flat, evidence.safety_notices),
        ),
        (
            "reported-in-reviews",
            "what a review says of a study",
            (ReviewedStudy,),
            map(flat, evidence.reported_in_reviews),
        ),
        (
            "appraisals",
            "one answer of an appraisal",
            (AppraisalItem, Appraisal),
            _appraisals(evidence),
        ),
        ("certainty", "a rating of certainty", (Certainty,), map(flat, evidence.certainty)),
        ("checks", "what one check said", (), map(_check, checks.checked)),
        (
            "accepted",
            "a finding that was read and accepted",
            (Acceptance,),
            map(flat, evidence.accepted),
        ),
        (
            "corrections",
            "a known fault of a source",
            (Correction,),
            map(flat, evidence.corrections),
        ),
        ("screening", "a report that was found", (ScreeningRecord,), map(flat, evidence.screening)),
        (
            "citations",
            "a report in the bibliography",
            (Citation,),
            map(_citation, evidence.citations.values()),
        ),
        ("relations", "a relation between two reports", (Relation,), map(flat, evidence.relations)),
        ("measures", "an outcome measure", (Measure,), map(flat, evidence.measures.values())),
        ("drugs", "a drug or treatment", (Drug,), map(flat, evidence.drugs.values())),
        (
            "populations",
            "a group of people",
            (Population,),
            map(flat, evidence.populations.values()),
        ),
    )
    return tuple(Sheet(name, row_is, records, tuple(rows)) for name, row_is, records, rows in lists)


# Where values stand in files, what was stated before, and how a site orders and offers what it holds
# are no part of what the evidence says.
_NOT_DOWNLOADED = frozenset({"places", "published", "next_release", "domains", "age_groups"})


def whole(evidence: Evidence, version: str = "") -> bytes:
    """Return the whole evidence as one JSON document, every number as printed, with the version it is."""
    parts = {
        item.name: getattr(evidence, item.name)
        for item in dataclasses.fields(evidence)
        if item.name not in _NOT_DOWNLOADED
    }
    parts["topic"] = dataclasses.replace(evidence.topic, instruments=())
    named = {"version": version} if version else {}
    return _json({**named, **{name: _plain(value) for name, value in parts.items()}})


def flat(record: object) -> Line:
    """Return a record as one line of text: parts of parts get names joined by a low line."""
    return dict(_flat(record, ""))


def _citation(citation: Citation) -> Line:
    """Return a report as one line; how its title looks is for pages, the title itself is plain text."""
    return dict(_flat(citation, "", leave_out={"title_tree"}))


def _check(item: Checked) -> Line:
    verdict = item.verdict
    return {
        "code": item.rule.code,
        "rule": item.rule.title,
        "study": verdict.study,
        "file": verdict.file,
        "path": verdict.path,
        "numbers": " | ".join(verdict.numbers),
        "verdict": str(verdict.ruling),
        "words": verdict.words,
        "expected": verdict.expected,
        "accepted": item.accepted.reason if item.accepted else "",
    }


def _study(evidence: Evidence, study: Any) -> Line:
    tables = {"arms", "baseline", "results", "patients", "harms", "discrepancies", "sources"}
    line = dict(_flat(study, "", leave_out=tables))
    seen = dict.fromkeys(
        kind for notice in evidence.notices_of(study) for kind in notice.kinds_seen
    )
    return {
        **line,
        "design_label": evidence.designs[study.design].label,
        "notices": " | ".join(seen),
    }


def _draft(study: Study) -> Line:
    """Return a study still to be extracted: what names it, and no figure of it."""
    line = flat(study)
    named = ("id", "label", "name", "reports", "registrations", "evidence", "drugs", "populations")
    return {
        **{name: line[name] for name in named if name in line},
        "included": str(study.extraction.first),
    }


def _of_studies(evidence: Evidence, part: str) -> Iterator[Line]:
    for study in evidence.studies.values():
        for row in getattr(study, part):
            yield {"study": study.id, **flat(row)}


def _results(evidence: Evidence) -> Iterator[Line]:
    """Yield results with the columns of every kind in one fixed order, so that files stay alike over time."""
    order = {name: "" for kind in RESULT_KINDS.values() for name in _columns(kind)}
    for study in evidence.studies.values():
        for result in study.results:
            place = {"study": study.id, "address": f"studies/{study.id}.html#{result.id}"}
            yield {**place, **order, **flat(result), "domain": domain(evidence, result)}


def _columns(kind: type) -> Iterator[str]:
    hints = get_type_hints(kind)
    for item in dataclasses.fields(kind):
        if hints[item.name] in (Summary, Summary | None):
            yield from (f"{item.name}_{part.name}" for part in dataclasses.fields(Summary))
        elif item.name == "time":
            yield from ("time_value", "time_unit", "time_label")
        else:
            yield item.name


def _patients(evidence: Evidence) -> Iterator[Line]:
    for study in evidence.studies.values():
        for patient in study.patients:
            line = {"study": study.id, **dict(_flat(patient, "", leave_out={"values"}))}
            for value in patient.values or (None,):  # noqa: PD011 - a patient is no data frame
                yield {
                    **line,
                    "time": value.time if value else "",
                    "value": value.value if value else "",
                }


def _sources(evidence: Evidence) -> Iterator[Line]:
    for study in evidence.studies.values():
        for name, source in study.sources.items():
            yield {"study": study.id, "source": name, "rank": str(source.rank), **flat(source)}


def _appraisals(evidence: Evidence) -> Iterator[Line]:
    for appraisal in evidence.appraisals:
        line = dict(_flat(appraisal, "", leave_out={"items"}))
        for item in appraisal.items:
            yield {
                **line,
                "item": item.id,
                "question": item.question,
                "answer": item.answer,
                "reason": item.reason,
            }


def _flat(record: object, prefix: str, leave_out: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    for item in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, item.name)
        name = f"{prefix}{item.name}"
        if item.name in leave_out:
            continue
        if _is_record(value):
            yield from _flat(value, f"{name}_")
        else:
            yield name, _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "; ".join(_text(item) for item in value)
    if _is_record(value):
        return ", ".join(f"{name}: {text}" for name, text in _flat(value, "") if text)
    return str(value)


_WHOLE: tuple[type, ...] = (Number, Count, PartialDate, Interval, Doi, Pmid, Pmcid)


def _is_record(value: object) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, (type, *_WHOLE))


def _plain(value: object) -> object:
    """Return a value as JSON knows it; numbers stay the text that was printed."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if _is_record(value):
        parts = {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}  # type: ignore[arg-type]
        return {name: _plain(part) for name, part in parts.items() if part not in (None, (), "")}
    if value is None or isinstance(value, bool):
        return value
    return str(value)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
