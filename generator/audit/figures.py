"""The figures of a study one by one, with the place of each: what the checks walk over."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from typing import NamedTuple

from generator.audit.verdict import Subject
from generator.model.evidence import Evidence
from generator.model.group_size import group_size, most_people
from generator.model.number import Count, Number
from generator.model.provenance import Rank
from generator.model.result import (
    ChangeResult,
    ContinuousResult,
    ProportionResult,
    Result,
    Summary,
    TimeToEventResult,
)
from generator.model.study import Baseline, FollowUp, Harm, Study
from generator.model.vocabulary import Measure
from generator.statistics.denominators import PrintedShare, WorkedOut, work_out
from generator.statistics.printed import span

# The keys of a result that hold what was found, whatever its kind.
FIGURES = (
    "events",
    "total",
    "person_time",
    "percent",
    "baseline",
    "follow_up",
    "change",
    "value",
    "ci_low",
    "ci_high",
)


class Share(NamedTuple):
    """Some of a group: how many had it, of how many, as a percentage; None is not printed."""

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
    path = f"{kind}[{place}]"
    if key:
        path = f"{path}.{key}"
    return Subject(study, path, (name,) if name else ())


def in_question(study: Study, path: str, *results: Result) -> Subject:
    """Return the subject of results that cannot all be right, by which of them is in question.

    An interim figure is in question before a final one, an account of the study before a copy of
    its text and that before the report itself; figures of equal standing all are.
    """
    doubts = [_doubt(study, result) for result in results]
    worst = max(doubts)
    doubted: list[str] = []
    others: list[str] = []
    for result, doubt in zip(results, doubts, strict=True):
        (doubted if doubt == worst else others).append(result.id)
    return Subject(study, path, tuple(doubted), tuple(others))


def _doubt(study: Study, result: Result) -> tuple[bool, int]:
    """Return how much a result is to be doubted before others: a larger one first."""
    source = study.sources.get(result.source)
    return bool(result.interim), list(Rank).index(source.rank) if source else 0


def shares(study: Study) -> Iterator[Share]:
    """Yield every share of people (or of things) in the results, harms and lines at the start."""
    for place, result in enumerate(study.results):
        if isinstance(result, ProportionResult):
            yield _share(subject_of(study, "results", place, result), result)
    for place, harm in enumerate(study.harms):
        # One person may have several events: a count of events is no share of people.
        if harm.counted == "participants":
            yield _share(subject_of(study, "harms", place, harm), harm)
    for place, line in enumerate(study.baseline):
        if line.events or line.percent:
            yield _share(subject_of(study, "baseline", place, line), line)


def summaries(evidence: Evidence, study: Study) -> Iterator[Summed]:
    """Yield every summary of values: before, after and change, and the lines at the start."""
    for place, result in enumerate(study.results):
        for key in ("baseline", "follow_up", "change"):
            values = getattr(result, key, None)
            if isinstance(values, Summary):
                subject = subject_of(study, "results", place, result, key)
                yield _of_result(evidence, subject, result, values)
    for place, line in enumerate(study.baseline):
        figures = {name: getattr(line, name) for name in _OF_A_LINE}
        if any(figures.values()):
            yield Summed(
                subject=subject_of(study, "baseline", place, line),
                values=Summary(**figures),
                measure=evidence.measures.get(line.measure or ""),
                unit=line.unit,
                total=line.total,
                is_change=False,
            )


_OF_A_LINE = ("mean", "sd", "median", "q1", "q3", "min", "max")


def _of_result(evidence: Evidence, subject: Subject, result: Result, values: Summary) -> Summed:
    measure = evidence.measures.get(result.measure)
    unit = result.unit or (measure.unit if measure else None)
    # The figures of a time to an event are lengths of time, not values on the scale of the measure.
    if isinstance(result, TimeToEventResult):
        measure = None
    total = result.total if isinstance(result, ChangeResult | ContinuousResult) else None
    return Summed(subject, values, measure, unit, total, subject.path.endswith(".change"))


def scale_of(measure: Measure | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and highest value of a measure's scale, as far as the vocabulary says."""
    if measure is None or measure.range is None:
        return None, None
    return value_of(measure.range.low), value_of(measure.range.high)


def value_of(number: Number | None) -> Decimal | None:
    """Return the value of a printed number; None where none is printed."""
    return number.value if number else None


def counts_of(evidence: Evidence, study: Study, result: Result) -> WorkedOut | None:
    """Return how many of how many people, printed or worked out; None where that does not follow.

    A figure of part of a group, or before the end of a study, is not about the whole group.
    """
    if not isinstance(result, ProportionResult) or result.unit:
        return None
    group = None if result.subgroup or result.interim else group_size(study, result.arm)
    highest = most_people(study, result.arm)
    return work_out(
        PrintedShare(
            events=result.events.value if result.events else None,
            total=result.total.value if result.total else None,
            percent=result.percent.exact if result.percent else None,
            group=group.value if group else None,
            highest=highest.value if highest else None,
            estimated=may_be_over_time(evidence, result),
        )
    )


def may_be_over_time(evidence: Evidence, result: ProportionResult) -> bool:
    """Tell whether a share may be an estimate of a survival curve, which no count has to match."""
    measure = evidence.measures.get(result.measure)
    domain = evidence.domains.get(result.domain or (measure.domain if measure else ""))
    return domain is not None and domain.over_time


def same_question(first: Result, second: Result) -> bool:
    """Tell whether two results are about one measure, in one part of the people, at one time."""
    # Two results that name no subgroup are both about everybody.
    return (
        first.measure == second.measure
        and (first.domain, first.subgroup, first.interim)
        == (second.domain, second.subgroup, second.interim)
        and str(first.time or "") == str(second.time or "")
    )


def differs(first: object, second: object) -> bool:
    """Tell whether two printed figures cannot stand for one value.

    A missing figure differs from nothing.
    """
    if first is None or second is None:
        return False
    if isinstance(first, Number) and isinstance(second, Number):
        return not span(first.value).meets(span(second.value))
    if isinstance(first, Summary) and isinstance(second, Summary):
        names = (field.name for field in fields(first))
        return any(differs(getattr(first, name), getattr(second, name)) for name in names)
    return first != second


def first_difference(first: Result, second: Result, keys: Iterable[str]) -> str | None:
    """Return the first of some keys whose figures cannot stand for one value, or None."""
    for key in keys:
        if differs(getattr(first, key, None), getattr(second, key, None)):
            return key
    return None


def _share(subject: Subject, row: ProportionResult | Harm | Baseline) -> Share:
    return Share(subject, row.events, row.total, row.percent, row.arm, row)


def printed_figures(
    values: Summary | Baseline | FollowUp, names: tuple[str, ...]
) -> list[tuple[str, Number]]:
    """Return the figures that are printed, each with its name."""
    figures = ((name, getattr(values, name)) for name in names)
    return [(name, value) for name, value in figures if value is not None]
