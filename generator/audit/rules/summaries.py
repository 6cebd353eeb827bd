"""Summaries of values: in order, spread as they can be, changed as they say."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, product

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import Summed, printed_figures, scale_of, subject_of, summaries
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult, Result, Summary
from generator.model.study import Baseline, Study
from generator.statistics.dispersion import largest_deviation, smallest_deviation
from generator.statistics.printed import Span, span
from generator.statistics.rounding import format_number

# As sources print an interquartile range or an interval: [9 to 20], [9-20], [9; 20].
_BRACKET = re.compile(r"\[\s*(-?\d+(?:\.\d+)?)\s*(?:,|to|-|–|;)\s*(-?\d+(?:\.\d+)?)\s*\]")


_ORDER = "Counting: values in order of size"


@value_check(
    "W421",
    "order-of-values",
    "Quartiles, median or range out of order",
    checked="Order of quartiles, median and range",
    why="A lower quartile above the median is a slip in the source or in the record.",
    method=_ORDER,
    reads=("min", "q1", "median", "q3", "max", "mean", "interval_low", "interval_high", "text"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def order_of_values(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the lowest value, quartiles, median and highest value stand in order."""
    for summary in summaries(evidence, study):
        for names in _RISING:
            yield from _in_order(summary, names)
    yield from _follow_up_in_order(study)
    yield from _brackets_in_words(study)


# The mean need not lie between the quartiles, so it is held against the ends alone.
_RISING = (
    ("min", "q1", "median", "q3", "max"),
    ("min", "mean", "max"),
    ("interval_low", "interval_high"),
)


def _in_order(summary: Summed, names: tuple[str, ...]) -> Iterator[Verdict]:
    known = printed_figures(summary.values, names)
    if len(known) <= 1:
        return
    words = "is " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in known)
    for (lower, low), (higher, high) in pairwise(known):
        if low.value > high.value:
            expected = f"{lower} at most {higher}".replace("_", " ")
            yield summary.subject.cannot_be(words, expected)
            return
    yield summary.subject.agrees(words)


@value_check(
    "W423",
    "interval-holds-estimate",
    "An estimate lies outside its interval",
    checked="Estimate against its interval",
    why="An interval is made around its estimate.",
    method="Altman DG, Machin D, Bryant TN, Gardner MJ. Statistics with Confidence. BMJ "
    "Books, 2000",
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
    for summary in summaries(evidence, study):
        values = summary.values
        low, high, centre = values.interval_low, values.interval_high, values.centre
        if low and high and centre:
            holds = low.value <= centre.value <= high.value
            lies = "lies" if holds else "does not lie"
            words = f"{centre} {lies} in {low} to {high}"
            yield summary.subject.agrees_or_not(words, _HELD, fits=holds)
    for place, result in enumerate(study.results):
        low, high = getattr(result, "ci_low", None), getattr(result, "ci_high", None)
        if low and high:
            subject = subject_of(study, "results", place, result)
            yield _holds(subject, _estimate(result), low, high)


_HELD = "an estimate inside its interval"


def _holds(subject: Subject, estimate: Number | None, low: Number, high: Number) -> Verdict:
    if estimate is None:
        words = f"has the interval {low} to {high} and no estimate"
        if low.value <= high.value:
            return subject.not_testable(words)
        return subject.cannot_be(words, "an interval that runs upwards")
    if low.value <= estimate.value <= high.value:
        return subject.agrees(f"{estimate} lies in {low} to {high}")
    return subject.cannot_be(f"{estimate} lies outside {low} to {high}", _HELD)


@value_check(
    "W424",
    "deviation-can-be",
    "A standard deviation cannot be",
    checked="Size of a standard deviation",
    why="Values between two ends can only spread so far.",
    method="Bhatia R, Davis C. Am Math Mon 2000;107:353-357; Thomson GW. Biometrika "
    "1955;42:268-269",
    reads=("sd", "mean", "total", "min", "max", "range", "low", "high"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def deviation_can_be(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether an SD can belong to its mean, range and number of people."""
    for summary in summaries(evidence, study):
        deviation = summary.values.sd
        if deviation is None:
            continue
        if deviation.value < 0:
            yield summary.subject.cannot_be(f"has the SD {deviation}", "an SD of 0 or more")
        else:
            yield _deviation(summary, deviation)


@value_check(
    "W425",
    "change-is-difference",
    "A change is not what lies between before and after",
    checked="Change against before and after",
    why="In the same people the mean change is the difference of the means.",
    method="Cochrane Handbook, section 6.5.2.8",
    reads=("change", "baseline", "follow_up", "mean", "median", "percent"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def change_is_difference(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a printed change is what lies between before and after."""
    for place, result in enumerate(study.results):
        if not isinstance(result, ChangeResult | ContinuousResult):
            continue
        if result.baseline and result.follow_up and result.change:
            subject = subject_of(study, "results", place, result, "change")
            yield from _difference(subject, result.baseline, result.follow_up, result.change)


@value_check(
    "W426",
    "same-start",
    "Two records of one start differ",
    checked="Records of one start against each other",
    why="One group has one value at the start.",
    method=_ORDER,
    reads=("baseline", "measure", "arm", "unit", "mean", "sd", "median", "q1", "q3"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def same_start(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the results of a group start where the lines at the start say it started."""
    for place, result in enumerate(study.results):
        before = getattr(result, "baseline", None)
        if not isinstance(before, Summary):
            continue
        subject = subject_of(study, "results", place, result, "baseline")
        for line in study.baseline:
            if _is_start_of(line, result):
                yield from _start(subject, before, line)


def _is_start_of(line: Baseline, result: Result) -> bool:
    """Tell whether a line is about the measure, people and unit of a result."""
    return (
        line.measure == result.measure
        and line.arm in {None, result.arm}
        and line.unit in {None, result.unit, *_UNITLESS}
    )


# A score is counted in points, whatever a source calls them.
_UNITLESS = frozenset({"score", "points"})


def _start(subject: Subject, before: Summary, line: Baseline) -> Iterator[Verdict]:
    for name in ("mean", "sd", "median", "q1", "q3"):
        here, there = getattr(before, name), getattr(line, name)
        if here is not None and there is not None:
            yield subject.agrees_or_not(
                f"has the {name} {here}, the line at the start {there}",
                "one figure for one group at the start",
                fits=span(here.value).meets(span(there.value)),
            )


def _difference(
    subject: Subject, before: Summary, after: Summary, change: Summary
) -> Iterator[Verdict]:
    if before.mean and after.mean and change.mean:
        first, second = span(before.mean.value), span(after.mean.value)
        between = Span(second.low - first.high, second.high - first.low)
        words = f"change is {change.mean}: {after.mean} - {before.mean}"
        yield _within(subject, words, between, change.mean)
    start, end = before.centre, after.centre
    if start and end and change.percent and start.value:
        first, second = span(start.value), span(end.value)
        # Rounded, the start may be nothing, of which everything is an endless percentage.
        if first.low <= 0:
            yield subject.not_testable("is a percentage of a start that may be 0")
            return
        ends = [100 * (last - begin) / begin for begin, last in product(first, second)]
        words = f"is {change.percent} %: ({end} - {start}) / {start}"
        yield _within(subject, words, Span(min(ends), max(ends)), change.percent)


def _within(subject: Subject, seen: str, expected: Span, printed: Number) -> Verdict:
    if expected.meets(span(printed.value)):
        return subject.agrees(seen)
    # Sources call it a fall of 18.7 and print no minus.
    if expected.meets(span(-printed.value)):
        return subject.agrees_if(f"{seen}: agrees if a fall is printed without its sign")
    middle = format_number((expected.low + expected.high) / 2, printed.decimals)
    return subject.cannot_be(seen, f"about {middle}, if the same people were measured twice")


def _deviation(summary: Summed, deviation: Number) -> Verdict:
    subject, mean, total = summary.subject, summary.values.mean, summary.total
    # One person has no SD.
    if mean is None or total is None or total.value <= 1:
        return subject.not_testable(f"has the SD {deviation} without mean or number of people")
    low, high = _ends(summary)
    if low is None or high is None:
        return subject.not_testable(f"has the SD {deviation}; neither range nor scale is known")
    if not low <= mean.value <= high:
        return subject.not_testable(f"has a mean outside {low} to {high}")
    people = total.value
    most = largest_deviation(float(mean.value), float(low), float(high), people)
    least = 0.0
    # Somebody stands at each end of a printed range; nobody need stand at the ends of a scale.
    if summary.values.min and summary.values.max:
        least = smallest_deviation(float(low), float(high), people)
    near = span(deviation.value)
    return subject.agrees_or_not(
        f"has the SD {deviation} around {mean} in {people} people between {low} and {high}",
        f"an SD from {format_number(least, 1)} to {format_number(most, 1)}",
        fits=least <= float(near.high) and float(near.low) <= most,
    )


def _ends(summary: Summed) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends between which all values lie: those printed, else those of the scale.

    The scale says nothing about changes on it.
    """
    low, high = (None, None) if summary.is_change else scale_of(summary.measure)
    if summary.values.min:
        low = summary.values.min.value
    if summary.values.max:
        high = summary.values.max.value
    return low, high


def _estimate(result: Result) -> Number | None:
    # The interval of a share is printed in per cent, as the share is.
    if isinstance(result, ProportionResult):
        return result.percent
    value = getattr(result, "value", None)
    return value if isinstance(value, Number) else None


def _follow_up_in_order(study: Study) -> Iterator[Verdict]:
    known = printed_figures(study.follow_up, ("min", "median", "max")) if study.follow_up else []
    if len(known) > 1:
        lengths = [length.value for _, length in known]
        words = "is " + ", ".join(f"{name} {length}" for name, length in known)
        subject = Subject(study, "follow_up")
        fits = lengths == sorted(lengths)
        yield subject.agrees_or_not(words, "lengths in order", fits=fits)


def _brackets_in_words(study: Study) -> Iterator[Verdict]:
    """Yield whether a bracket quoted in a remark runs upwards: the impossible is told there."""
    for place, discrepancy in enumerate(study.discrepancies):
        subject = Subject(study, f"discrepancies[{place}].text", discrepancy.about)
        for low, high in _BRACKET.findall(discrepancy.text):
            yield subject.agrees_or_not(
                f"quotes the bracket {low} to {high}",
                "a lower figure that is the lower one",
                fits=float(low) <= float(high),
            )
