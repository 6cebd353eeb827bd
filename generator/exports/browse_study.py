"""A study in the index of the applications: plain texts, in the words of its page."""

from collections.abc import Iterator, Mapping

from generator.html.check_marks import study_line
from generator.html.element import missing
from generator.html.escape import Safe
from generator.html.harm_line import harm_count, harm_interval, serious_harms
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval, p_value, small_interval
from generator.html.result_line import time_of, worked_out
from generator.html.study_facts import doses, follow_up_words, people_counts, who_words
from generator.model.evidence import Evidence
from generator.model.host import host_name
from generator.model.provenance import Rank, Source
from generator.model.result import Result, TimePoint
from generator.model.study import FollowUp, Harm, Study
from generator.model.vocabulary import UNLISTED
from generator.synthesis.appraisal import Appraised, appraisal_for
from generator.synthesis.arms_of_result import Numbered, beside
from generator.synthesis.candidates import weeks_of
from generator.synthesis.groups import domain, domains_in_order
from generator.synthesis.original import original_of_source
from generator.synthesis.selection import drug_taken, main_result
from generator.synthesis.study_design import has_control, is_randomised
from generator.wording.limits_words import limits_name
from generator.wording.result_names import control_words, outcome_name, unit_of

# Kinds of evidence in which a response is to be seen beside a control group.
_WITH_CONTROL = frozenset({"treatment", "comparator"})


def described(page: OpenPage, study: Study) -> Mapping[str, object]:
    """Return everything that the applications know of a study."""
    evidence = page.evidence
    return _known(
        {
            "id": study.id,
            "label": study.label,
            "name": study.name,
            "year": year_of(evidence, study),
            "evidence": study.evidence,
            "drugs": study.drugs,
            "populations": study.populations,
            "design": study.design,
            "comparative": study.id in page.site.compared,
            "randomised": study.id in page.site.compared and is_randomised(evidence, study),
            "control": _missing_control(page, study),
            "size": study.size.value if study.size else None,
            "sizeText": str(study.size) if study.size else plain_text(missing()),
            "people": plain_text(people_counts(study)),
            "age": study.population.age_group if study.population else None,
            "who": who_words(study),
            "dose": "; ".join(doses(page.evidence, study)),
            "followUp": plain_text(follow_up_words(study.follow_up)),
            "weeks": _weeks(study.follow_up),
            "measures": measures_of(study),
            "followed": followed_in(study),
            "domains": domains_of(evidence, study),
            "appraisal": _appraisal(evidence, study),
            "source": source_quality(study),
            "notices": page.notices_seen(study),
            "retracted": study.id in page.site.retracted,
            "summary": study.summary,
            "registrations": study.registrations,
            "checks": study_line(page, study),
            "results": [_result(page, study, result) for result in study.results],
            "serious": plain_text(serious_harms(page, study)),
            "harms": [_harm(evidence, study, harm) for harm in study.harms],
            "sources": [
                {
                    "title": source.title,
                    "kind": source.kind_words,
                    "rank": str(source.rank),
                    **_addresses(evidence, study, source),
                }
                for source in study.sources.values()
            ],
        }
    )


def _addresses(evidence: Evidence, study: Study, source: Source) -> Mapping[str, str]:
    """Return where the report or entry is found, and the page that was read with its kind."""
    original = original_of_source(evidence, study, source)
    host = evidence.host_of(source.url)
    return {
        "url": original.address if original else source.url,
        "read": source.url,
        "host": host.words if host else host_name(source.url),
    }


def plain_text(markup: Safe | None) -> str:
    """Return markup of ours as the plain text that a reader sees, on one line."""
    return " ".join(markup.striptags().split()) if markup else ""


def year_of(evidence: Evidence, study: Study) -> int | None:
    """Return the year of the first report of a study whose year is known."""
    reports = (evidence.citations[key] for key in study.reports if key in evidence.citations)
    return next((report.year for report in reports if report.year), None)


def measures_of(study: Study) -> tuple[str, ...]:
    """Return the measures of the vocabulary that a study reports on, in the order of its record."""
    return tuple(
        dict.fromkeys(result.measure for result in study.results if result.measure != UNLISTED)
    )


def followed_in(study: Study) -> tuple[str, ...]:
    """Return the measures followed in single patients, and in no result."""
    named = (
        patient.measure
        for patient in study.patients
        if patient.measure and patient.measure != UNLISTED
    )
    return tuple(name for name in dict.fromkeys(named) if name not in measures_of(study))


def domains_of(evidence: Evidence, study: Study) -> tuple[str, ...]:
    """Return the domains of outcome a study reports on, in their order."""
    return domains_in_order(evidence, (domain(evidence, result) for result in study.results))


def source_quality(study: Study) -> str:
    """Return how many sources of a study's values are primary: all, some or none; or no values."""
    ranks = {study.sources[row.source].rank for row in study.rows if row.source in study.sources}
    if not ranks:
        return "empty"
    if Rank.PRIMARY not in ranks:
        return "secondary"
    return "mixed" if len(ranks) > 1 else "primary"


def _weeks(follow_up: FollowUp | None) -> float | None:
    """Return for how many weeks people were followed, only to put studies in order."""
    if follow_up is None:
        return None
    length = follow_up.value or follow_up.median or follow_up.max or follow_up.min
    weeks = weeks_of(TimePoint(value=length, unit=follow_up.unit))
    return None if weeks is None else float(round(weeks, 1))


def _appraisal(evidence: Evidence, study: Study) -> Mapping[str, str]:
    appraisal = appraisal_for(evidence, study)
    if not isinstance(appraisal, Appraised):
        return {"words": appraisal.words, "level": "none", "sign": ""}
    level, sign = appraisal.overall_level, appraisal.overall_symbol
    return {"words": appraisal.words, "level": level, "sign": sign}


def _missing_control(page: OpenPage, study: Study) -> str | None:
    """Return what a study of a treatment says of its missing control group."""
    if study.evidence not in _WITH_CONTROL or study.id in page.site.compared:
        return None
    return control_words(page.evidence, study)


def _result(page: OpenPage, study: Study, result: Result) -> Mapping[str, object]:
    evidence = page.evidence
    name = domain(evidence, result)
    return _known(
        {
            "id": result.id,
            "measure": result.measure,
            "domain": name,
            "name": outcome_name(page.evidence, result),
            "drug": drug_taken(evidence, study, result),
            "arm": study.arm(result.arm).label if result.arm else None,
            "against": study.arm(result.against).label if result.against else None,
            "beside": _beside(evidence, study, result),
            "time": plain_text(time_of(result)),
            "text": plain_text(figure(result, unit_of(page.evidence, result))),
            "interval": plain_text(small_interval(interval(result), limits_name(result))),
            "p": plain_text(p_value(result.p)),
            "computed": plain_text(worked_out(page, study, result)),
            "total": result.total.value if result.total else None,
            "main": main_result(evidence, study, name) is result,
            "remarks": tuple(_remarks(study, result)),
        }
    )


def _remarks(study: Study, result: Result) -> Iterator[str]:
    """Yield what has to be said of a figure wherever it stands."""
    if result.role == "primary":
        yield "primary outcome"
    if result.interim:
        yield "interim figure"
    if result.subgroup:
        yield f"subgroup: {result.subgroup}"
    if result.same_as:
        yield f"same figure as {result.same_as}"
    if study.discrepancies_about(result.id):
        yield "discrepancy noted"


def _beside(evidence: Evidence, study: Study, row: Numbered) -> tuple[str, ...]:
    """Return the ids of what the other groups did; people treated earlier are not set beside."""
    if not has_control(evidence, study):
        return ()
    return tuple(other.id for other in beside(evidence, study, row))


def _harm(evidence: Evidence, study: Study, harm: Harm) -> Mapping[str, object]:
    return _known(
        {
            "id": harm.id,
            "event": harm.event,
            "arm": study.arm(harm.arm).label,
            "text": plain_text(harm_count(harm)),
            "interval": plain_text(harm_interval(harm)),
            "p": plain_text(p_value(harm.p)),
            "beside": _beside(evidence, study, harm),
            "counted": harm.counted,
            "serious": harm.serious,
            "discrepancy": bool(study.discrepancies_about(harm.id)),
        }
    )


def _known(fields: Mapping[str, object]) -> Mapping[str, object]:
    """Return what is known; "not serious" is an answer, other denials go without saying."""
    return {
        name: value
        for name, value in fields.items()
        if value not in (None, "", (), []) and (value is not False or name == "serious")
    }
