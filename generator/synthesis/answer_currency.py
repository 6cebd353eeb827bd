"""Why a written answer waits to be read again: what it rests on changed, went, or came since."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any

from generator.model.answer import HOME, Answer
from generator.model.evidence import Evidence
from generator.model.number import Count, Number, WorkedOutCount
from generator.model.release import Release
from generator.model.result import Summary, TimePoint
from generator.model.study import Study
from generator.synthesis.answer_text import Reference, figure_at, references
from generator.synthesis.groups import domain, standing, treatment_studies


def reasons_to_read_again(evidence: Evidence, answer: Answer) -> tuple[str, ...]:
    """Return why an answer waits to be read again, the gravest first; none while it holds."""
    return (
        *_retracted(evidence, answer),
        *_changed(evidence, answer),
        *_arrived(evidence, answer),
    )


def rests_on(answer: Answer) -> tuple[Reference, ...]:
    """Return every number that an answer prints or was judged by, once each, as whole numbers."""
    further = (f"{{{address}}}" for address in answer.rests_on)
    named = references(" ".join((answer.sentence, *further)))
    return tuple(dict.fromkeys(reference._replace(part="") for reference in named))


def _retracted(evidence: Evidence, answer: Answer) -> Iterator[str]:
    for study_id in dict.fromkeys(reference.study for reference in rests_on(answer)):
        if study_id in evidence.retracted_studies:
            yield f"{evidence.studies[study_id].label} was retracted"


def _changed(evidence: Evidence, answer: Answer) -> Iterator[str]:
    later = [release for release in evidence.releases if _is_after(release, answer)]
    for reference in rests_on(answer):
        released = any(_changes(release, reference) for release in later)
        if released or _changed_since_the_last_version(evidence, answer, reference):
            yield f"{_name(evidence, reference)} changed"


def _is_after(release: Release, answer: Answer) -> bool:
    """Tell whether a version may be later than an answer: an unknown day may be any."""
    return release.date.last_day > answer.date.first_day


def _changes(release: Release, reference: Reference) -> bool:
    """Tell whether a version changed a reported value of a number."""
    address = f"studies/{reference.address}"
    changes = chain.from_iterable(changed.changes for changed in release.changed)
    return any(
        change.kind == "reported" and (change.at == address or change.at.startswith(f"{address}/"))
        for change in changes
    )


def _changed_since_the_last_version(
    evidence: Evidence, answer: Answer, reference: Reference
) -> bool:
    """Tell whether a number differs from the last version, in which the answer stood as it does.

    What changed since that version has no day yet; an answer written anew since may know of it.
    """
    figure = figure_at(evidence, reference)
    statements = evidence.published.statements if evidence.published else {}
    before = statements.get(f"studies/{reference.address}")
    if figure is None or before is None or not _stood(statements, answer):
        return False
    printed = {key: text for key, text in before.values.items() if _is_of_a_number(key)}
    return printed != dict(_numbers(figure.row))


def _stood(statements: Mapping[str, Any], answer: Answer) -> bool:
    return any(
        address.startswith("answers/")
        and stated.values.get("about") == answer.about
        and stated.values.get("sentence") == answer.sentence
        and stated.values.get("date") == str(answer.date)
        for address, stated in statements.items()
    )


def _is_of_a_number(key: str) -> bool:
    """Tell whether a statement under this key is a number of a row, or its time."""
    before, _, name = key.rpartition(".")
    return name in _FIELDS_OF_NUMBERS and before in _PARTS_WITH_NUMBERS


# Every field in which a row holds a number, in itself or in one of these parts.
_FIELDS_OF_NUMBERS = frozenset(
    {field.name for field in fields(Summary)} - {"interval_kind", "spread_kind"}
    | {"events", "total", "ci_low", "ci_high", "p", "person_time", "interaction_p"}
)
_PARTS_WITH_NUMBERS = frozenset({"", "baseline", "follow_up", "change", "time"})


def _numbers(row: Any, before: str = "") -> Iterator[tuple[str, str]]:
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, Summary | TimePoint):
            yield from _numbers(value, f"{field.name}.")
        elif field.name in _FIELDS_OF_NUMBERS and _is_printed(value):
            yield f"{before}{field.name}", str(value)


def _is_printed(value: object) -> bool:
    # What is worked out here follows from what is printed.
    return isinstance(value, Number | Count) and not isinstance(value, WorkedOutCount)


def _arrived(evidence: Evidence, answer: Answer) -> Iterator[str]:
    for study in standing(evidence, treatment_studies(evidence)):
        is_later = study.extraction.first.first_day > answer.date.last_day
        if is_later and _is_about(evidence, answer.about, study):
            yield f"{study.label} was read since"


def _is_about(evidence: Evidence, about: str, study: Study) -> bool:
    population, _, outcome = about.partition("/")
    if outcome:
        domains = {domain(evidence, result) for result in study.results}
        return population in study.populations and outcome in domains
    return about == HOME or about in study.populations or about in study.drugs


def _name(evidence: Evidence, reference: Reference) -> str:
    study = evidence.studies.get(reference.study)
    return f"a number of {study.label if study else reference.study}"
