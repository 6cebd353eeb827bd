"""The figures of a study one by one, with the place of each: what the checks walk over."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import NamedTuple

from generator.audit.verdict import Subject
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import (
    ChangeResult,
    ContinuousResult,
    ProportionResult,
    Result,
    Summary,
    TimeToEventResult,
)
from generator.model.study import Baseline, Harm, Study
from generator.model.vocabulary import Measure
from generator.statistics.printed import span


class Share(NamedTuple):
    """Some of a group: how many had it, out of how many, as a percentage; what is not printed is None."""

    subject: Subject
    events: Count | None
    total: Count | None
    percent: Number | None
    arm: str | None
    row: ProportionResult | Harm | Baseline


class Summed(NamedTuple):
    """A summary of values at one time, with the measure and how many people it sums up."""

    subject: Subject
    values: Summary
    measure: Measure | None
    unit: str | None
    total: Count | None
    is_change: bool


def subject_of(study: Study, kind: str, place: int, row: object, key: str = "") -> Subject:
    """Return the subject of a row of a study, or of one of its keys."""
    name = getattr(row, "id", None)
    path = f"{kind}[{place}]{f'.{key}' if key else ''}"
    return Subject(study, path, (name,) if name else ())


def shares(study: Study) -> Iterator[Share]:
    """Yield every share of people (or of things) in the results, harms and lines at the start."""
    for place, result in enumerate(study.results):
        if isinstance(result, ProportionResult):
            yield _share(subject_of(study, "results", place, result), result)
    for place, harm in enumerate(study.harms):
        if harm.counted == "participants":
            yield _share(subject_of(study, "harms", place, harm), harm)
    for place, line in enumerate(study.baseline):
        if line.events or line.percent:
            yield _share(subject_of(study, "baseline", place, line), line)


def summaries(evidence: Evidence, study: Study) -> Iterator[Summed]:
    """Yield every summary of values: before, after and change, and the lines at the start."""
    for place, result in enumerate(study.results):
        measure = evidence.measures.get(result.measure)
        unit = result.unit or (measure.unit if measure else None)
        for key in ("baseline", "follow_up", "change"):
            values = getattr(result, key, None)
            if isinstance(values, Summary):
                subject = subject_of(study, "results", place, result, key)
                total = (
                    result.total if isinstance(result, ChangeResult | ContinuousResult) else None
                )
                is_time = isinstance(result, TimeToEventResult)
                yield Summed(
                    subject, values, None if is_time else measure, unit, total, key == "change"
                )
    for place, line in enumerate(study.baseline):
        measure = evidence.measures.get(line.measure or "")
        names = ("mean", "sd", "median", "q1", "q3", "min", "max")
        values = Summary(**{name: getattr(line, name) for name in names})
        if any(getattr(line, name) for name in names):
            yield Summed(
                subject_of(study, "baseline", place, line),
                values,
                measure,
                line.unit,
                line.total,
                False,
            )


def scale_of(measure: Measure | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest value of a measure's scale, as far as the vocabulary says."""
    scale = measure.range if measure else None
    return (
        scale.low.value if scale and scale.low else None,
        scale.high.value if scale and scale.high else None,
    )


def group_size(study: Study, arm_id: str | None) -> Count | None:
    """Return how many people a group had."""
    return study.arm(arm_id).total if arm_id else None


def same_question(first: Result, second: Result) -> bool:
    """Tell whether two results answer the same question: measure, words, time, group of people and kind."""
    return (
        first.measure == second.measure
        and (first.domain, first.subgroup, first.interim)
        == (second.domain, second.subgroup, second.interim)
        and str(first.time or "") == str(second.time or "")
    )


def differs(one: object, other: object) -> bool:
    """Tell whether two printed figures cannot stand for one value; what is missing differs from nothing."""
    if one is None or other is None:
        return False
    if isinstance(one, Number) and isinstance(other, Number):
        return not span(one.value).meets(span(other.value))
    if isinstance(one, Summary) and isinstance(other, Summary):
        return any(
            differs(getattr(one, item.name), getattr(other, item.name)) for item in fields(one)
        )
    return one != other


def _share(subject: Subject, row: ProportionResult | Harm | Baseline) -> Share:
    return Share(subject, row.events, row.total, row.percent, row.arm, row)
