"""Summaries of values: in order, on their scale, with a spread that can be, and changes that are differences."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import Summed, scale_of, subject_of, summaries
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult, Result, Summary
from generator.model.study import Study
from generator.statistics.dispersion import largest_deviation, smallest_deviation
from generator.statistics.printed import Span, span
from generator.statistics.rounding import format_number

_OLDEST = 120
_BRACKET = re.compile(r"\[\s*(-?\d+(?:\.\d+)?)\s*(?:,|to|-|–|;)\s*(-?\d+(?:\.\d+)?)\s*\]")
_AGE = re.compile(r"^(?:\w+ )?age\b", re.IGNORECASE)


_ORDER = "Counting: values in order of size"


@value_check(
    "W421",
    "order-of-values",
    "Quartiles, median or range out of order",
    why="A lower quartile above the median is a slip in the source or in the record.",
    method=_ORDER,
    reads=("min", "q1", "median", "q3", "max", "mean", "interval_low", "interval_high", "text"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def order_of_values(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the lowest value, quartiles, median and highest value stand in order."""
    for item in summaries(evidence, study):
        for names in (
            ("min", "q1", "median", "q3", "max"),
            ("min", "mean", "max"),
            ("interval_low", "interval_high"),
        ):
            known = [
                (name, value) for name in names if (value := getattr(item.values, name)) is not None
            ]
            if len(known) < 2:  # noqa: PLR2004 - one value is in order
                continue
            words = "is " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in known)
            broken = [(a, b) for a, b in pairwise(known) if a[1].value > b[1].value]
            if broken:
                (low, _), (high, _) = broken[0]
                yield item.subject.cannot_be(words, f"{low} at most {high}".replace("_", " "))
            else:
                yield item.subject.agrees(words)
    yield from _follow_up_in_order(study)
    yield from _brackets_in_words(study)


@value_check(
    "W422",
    "inside-scale",
    "A value lies outside its scale",
    why="A score that the scale cannot give is a slip, or belongs to another scale.",
    method="The range of each measure with its source: data/vocabulary/measures.yml",
    reads=(
        "mean",
        "median",
        "q1",
        "q3",
        "min",
        "max",
        "value",
        "interval_low",
        "interval_high",
        "p",
        "percent",
        "age",
        "range",
        "low",
        "high",
    ),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def inside_scale(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether every value lies on the scale of its measure; ages on that of a life; p from 0 to 1."""
    for item in summaries(evidence, study):
        yield from _on_scale(item, _is_age(item))
    for place, result in enumerate(study.results):
        for key in ("p", "percent"):
            value, most = getattr(result, key, None), 100 if key == "percent" else 1
            if isinstance(value, Number):
                subject = subject_of(study, "results", place, result, key)
                inside = 0 <= value.value <= most
                yield (
                    subject.agrees(f"is {value}")
                    if inside
                    else subject.cannot_be(f"is {value}", f"0 to {most}")
                )
    yield from _patients_on_scale(evidence, study)


@value_check(
    "W423",
    "interval-holds-estimate",
    "An estimate lies outside its interval",
    why="An interval is made around its estimate.",
    method="Altman DG, Machin D, Bryant TN, Gardner MJ. Statistics with Confidence. BMJ Books, 2000",
    reads=(
        "interval_low",
        "interval_high",
        "mean",
        "median",
        "value",
        "percent",
        "ci_low",
        "ci_high",
    ),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def interval_holds_estimate(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each interval runs upwards and holds its estimate."""
    for item in summaries(evidence, study):
        low, high, centre = item.values.interval_low, item.values.interval_high, item.values.centre
        if low and high and centre:
            words = f"{centre} {{}} in {low} to {high}"
            if low.value <= centre.value <= high.value:
                yield item.subject.agrees(words.format("lies"))
            else:
                yield item.subject.cannot_be(
                    words.format("does not lie"), "an estimate inside its interval"
                )
    for place, result in enumerate(study.results):
        low, high = getattr(result, "ci_low", None), getattr(result, "ci_high", None)
        if not (low and high):
            continue
        subject = subject_of(study, "results", place, result)
        estimate = _estimate(result)
        if estimate is None:
            ordered = low.value <= high.value
            words = f"has the interval {low} to {high} and no estimate"
            yield (
                subject.not_testable(words)
                if ordered
                else subject.cannot_be(words, "an interval that runs upwards")
            )
        elif low.value <= estimate.value <= high.value:
            yield subject.agrees(f"{estimate} lies in {low} to {high}")
        else:
            yield subject.cannot_be(
                f"{estimate} lies outside {low} to {high}", "an estimate inside its interval"
            )


@value_check(
    "W424",
    "deviation-can-be",
    "A standard deviation cannot be",
    why="Values between two ends can only spread so far.",
    method="Bhatia R, Davis C. Am Math Mon 2000;107:353-357; Thomson GW. Biometrika 1955;42:268-269",
    reads=("sd", "mean", "total", "min", "max", "range", "low", "high"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def deviation_can_be(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether an SD can belong to its mean, range and number of people."""
    for item in summaries(evidence, study):
        values = item.values
        if values.sd is None:
            continue
        if values.sd.value < 0:
            yield item.subject.cannot_be(f"has the SD {values.sd}", "an SD of 0 or more")
            continue
        yield _deviation(item)


@value_check(
    "W425",
    "change-is-difference",
    "A change is not what lies between before and after",
    why="In the same people the mean change is the difference of the means.",
    method="Cochrane Handbook, section 6.5.2.8",
    reads=("change", "baseline", "follow_up", "mean", "median", "percent"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def change_is_difference(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a printed change is what lies between before and after."""
    for place, result in enumerate(study.results):
        if (
            isinstance(result, ChangeResult | ContinuousResult)
            and result.baseline
            and result.follow_up
            and result.change
        ):
            subject = subject_of(study, "results", place, result, "change")
            yield from _difference(subject, result.baseline, result.follow_up, result.change)


@value_check(
    "W426",
    "same-start",
    "Two records of one start differ",
    why="One group has one value at the start.",
    method=_ORDER,
    reads=("baseline", "measure", "arm", "unit", "mean", "sd", "median", "q1", "q3"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def same_start(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether values at the start agree between the lines at the start and the results of the same group."""
    starts = [line for line in study.baseline if line.measure]
    for place, result in enumerate(study.results):
        before = getattr(result, "baseline", None)
        if not isinstance(before, Summary):
            continue
        for line in starts:
            if (
                line.measure == result.measure
                and line.arm in {None, result.arm}
                and line.unit in {None, result.unit, *_UNITLESS}
            ):
                yield from _start(
                    subject_of(study, "results", place, result, "baseline"), before, line
                )


_UNITLESS = frozenset({"score", "points"})


def _start(subject: Subject, before: Summary, line: object) -> Iterator[Verdict]:
    for name in ("mean", "sd", "median", "q1", "q3"):
        here, there = getattr(before, name), getattr(line, name)
        if here is None or there is None:
            continue
        words = f"has the {name} {here}, the line at the start {there}"
        agree = span(here.value).meets(span(there.value))
        yield (
            subject.agrees(words)
            if agree
            else subject.cannot_be(words, "one figure for one group at the start")
        )


def _difference(
    subject: Subject, before: Summary, after: Summary, change: Summary
) -> Iterator[Verdict]:
    if before.mean and after.mean and change.mean:
        yield _compared(subject, "change", before.mean, after.mean, change.mean)
    if before.centre and after.centre and change.percent and before.centre.value:
        first, second = span(before.centre.value), span(after.centre.value)
        if first.low <= 0:
            yield subject.not_testable("is a percentage of a start that may be 0")
            return
        ends = [100 * (b - a) / a for a in first for b in second]
        words = f"is {change.percent} %: ({after.centre} - {before.centre}) / {before.centre}"
        yield _within(subject, words, Span(min(ends), max(ends)), change.percent)


def _compared(
    subject: Subject, name: str, before: Number, after: Number, printed: Number
) -> Verdict:
    first, second = span(before.value), span(after.value)
    words = f"{name} is {printed}: {after} - {before}"
    return _within(subject, words, Span(second.low - first.high, second.high - first.low), printed)


def _within(subject: Subject, words: str, expected: Span, printed: Number) -> Verdict:
    if expected.meets(span(printed.value)):
        return subject.agrees(words)
    if expected.meets(span(-printed.value)):
        return subject.agrees_if(f"{words}: agrees if a fall is printed without its sign")
    middle = format_number((expected.low + expected.high) / 2, printed.decimals)
    return subject.cannot_be(words, f"about {middle}, if the same people were measured twice")


def _deviation(item: Summed) -> Verdict:
    values, total = item.values, item.total.value if item.total else None
    mean, deviation = values.mean, values.sd
    assert deviation is not None  # noqa: S101 - chosen by the caller
    if mean is None or total is None or total < 2:  # noqa: PLR2004 - one person has no SD
        return item.subject.not_testable(f"has the SD {deviation} without mean or number of people")
    low, high = (None, None) if item.is_change else scale_of(item.measure)
    low, high = values.min.value if values.min else low, values.max.value if values.max else high
    if low is None or high is None:
        return item.subject.not_testable(
            f"has the SD {deviation}; neither range nor scale is known"
        )
    if not low <= mean.value <= high:
        return item.subject.not_testable(f"has a mean outside {low} to {high}")
    most = largest_deviation(float(mean.value), float(low), float(high), total)
    least = smallest_deviation(float(low), float(high), total) if values.min and values.max else 0.0
    near = span(deviation.value)
    words = f"has the SD {deviation} around {mean} in {total} people between {low} and {high}"
    if least <= float(near.high) and float(near.low) <= most:
        return item.subject.agrees(words)
    return item.subject.cannot_be(
        words, f"an SD from {format_number(least, 1)} to {format_number(most, 1)}"
    )


def _on_scale(item: Summed, is_age: bool) -> Iterator[Verdict]:
    low, high = (Fraction(0), Fraction(_OLDEST)) if is_age else scale_of(item.measure)
    if low is None or high is None:
        return
    width = Fraction(high) - Fraction(low)
    bottom, top = (-width, width) if item.is_change else (Fraction(low), Fraction(high))
    for name in (
        "mean",
        "median",
        "q1",
        "q3",
        "min",
        "max",
        "value",
        "interval_low",
        "interval_high",
    ):
        value = getattr(item.values, name)
        if value is None:
            continue
        words = f"has the {name.replace('_', ' ')} {value}"
        if bottom <= Fraction(value.value) <= top:
            yield item.subject.agrees(f"{words} on a scale of {low} to {high}")
        else:
            yield item.subject.cannot_be(
                words, f"{float(bottom):g} to {float(top):g}, the ends of the scale"
            )


def _is_age(item: Summed) -> bool:
    line = item.subject.path.partition("[")[0] == "baseline"
    place = re.search(r"\[(\d+)\]", item.subject.path)
    if not line or not place or not (item.unit or "").startswith("year"):
        return False
    return bool(_AGE.search(item.subject.study.baseline[int(place[1])].item))


def _patients_on_scale(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    for place, patient in enumerate(study.patients):
        subject = Subject(study, f"patients[{place}]")
        low, high = scale_of(evidence.measures.get(patient.measure or ""))
        for value in patient.values:
            try:
                number = Number.parse(value.value)
            except ValueError:
                continue
            if low is not None and high is not None:
                words = f"has {value.value} at {value.time}"
                inside = low <= number.value <= high
                yield (
                    subject.agrees(words)
                    if inside
                    else subject.cannot_be(words, f"{low} to {high}")
                )
        if patient.age:
            words = f"is {patient.age} years old"
            inside = 0 <= patient.age.value <= _OLDEST
            yield (
                subject.agrees(words)
                if inside
                else subject.cannot_be(words, f"0 to {_OLDEST} years")
            )


def _estimate(result: Result) -> Number | None:
    if isinstance(result, ProportionResult):
        return result.percent
    value = getattr(result, "value", None)
    return value if isinstance(value, Number) else None


def _follow_up_in_order(study: Study) -> Iterator[Verdict]:
    if study.follow_up is None:
        return
    known = [
        (name, n)
        for name in ("min", "median", "max")
        if (n := getattr(study.follow_up, name)) is not None
    ]
    if len(known) > 1:
        words = "is " + ", ".join(f"{name} {value}" for name, value in known)
        subject = Subject(study, "follow_up")
        ordered = all(a.value <= b.value for (_, a), (_, b) in pairwise(known))
        yield subject.agrees(words) if ordered else subject.cannot_be(words, "lengths in order")


@value_check(
    "W427",
    "age-fits-group",
    "An age does not fit the age group",
    why="A child among adults, or a slip in the age.",
    method="Plausibility: the ages in years that the vocabulary gives for the age group",
    reads=("age_group", "age", "item", "unit", "mean", "median"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def age_fits_group(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the ages of a study are those that its age group can have."""
    group = evidence.age_groups.get((study.population and study.population.age_group) or "")
    if group is None or group.youngest is None or group.oldest is None:
        return
    low, high = group.youngest.value, group.oldest.value
    ages = [
        (Subject(study, f"baseline[{place}]"), value)
        for place, line in enumerate(study.baseline)
        if _AGE.search(line.item) and (line.unit or "").startswith("year")
        for value in (line.mean, line.median)
        if value
    ]
    ages += [
        (Subject(study, f"patients[{place}].age"), item.age)
        for place, item in enumerate(study.patients)
        if item.age
    ]
    for subject, age in ages:
        words = f"has the age {age} in a study of {group.id} people"
        if low <= age.value <= high:
            yield subject.agrees(words)
        else:
            yield subject.to_read(
                words, f"{low} to {high} years", "Check the age, its unit, and the age group."
            )


def _brackets_in_words(study: Study) -> Iterator[Verdict]:
    """Yield whether a bracket quoted in a remark runs upwards: the impossible is told there."""
    for place, item in enumerate(study.discrepancies):
        for low, high in _BRACKET.findall(item.text):
            subject = Subject(study, f"discrepancies[{place}].text", item.about)
            words = f"quotes the bracket {low} to {high}"
            ordered = float(low) <= float(high)
            yield (
                subject.agrees(words)
                if ordered
                else subject.cannot_be(words, "a lower figure that is the lower one")
            )
