"""p values, effects and intervals worked out again from the figures they rest on."""

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import same_question, subject_of
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    ProportionResult,
    Result,
    Summary,
)
from generator.model.study import Study
from generator.statistics import p_value
from generator.statistics.printed import span

_RATIOS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio"})
# Intervals of small groups are seldom quite symmetric; this much of their width is let pass.
_LEAN = 0.12
# Up to this much is put down to another way of making the interval.
_MOST_LEAN = 2 * _LEAN
# A p value within this factor of a test's is put down to another test or an adjustment.
_METHODS = 1.6
# An effect within this share of its counts' is put down to adjustment or weights.
_ADJUSTED = 0.15
# The usual level of decisions: a p value and an interval that differ on it clash.
_LEVEL = 0.05
# Far out in the tail the usual tests differ by more than near the level of decisions.
_TAIL = 0.01
_ROOM, _ROOM_IN_TAIL = 3, 10
# Smaller than any p value that is printed as a figure.
_TINY = 1e-12
# A ratio, and an SD, lies above 0 even where the printed figure can stand for 0.
_ABOVE_ZERO = 1e-9


@value_check(
    "W441",
    "p-of-change",
    "A p value of a change cannot be",
    why="A paired p implies the SD of the change and the correlation of before and after, "
    "which has limits.",
    method="Cochrane Handbook, sections 6.5.2.3 and 6.5.2.8; Wilcoxon F. Biometrics Bull "
    "1945;1:80-83",
    reads=("p", "mean", "sd", "total"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def p_of_change(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the correlation of before and after that a p value implies can be."""
    for place, result in enumerate(study.results):
        if not isinstance(result, ChangeResult) or result.p is None:
            continue
        subject = subject_of(study, "results", place, result, "p")
        yield _correlation(subject, result, result.p)
        if result.total and result.total.value > 1:
            yield _smallest(subject, result.p, result.total.value)


class _Change(NamedTuple):
    """A change as it is printed: mean and SD before and after, and the number of people."""

    figures: tuple[Number, Number, Number, Number]
    people: int

    @property
    def has_spread(self) -> bool:
        """Tell whether a correlation can be worked out: some people differ, and some changed."""
        before, spread_before, after, spread_after = self.figures
        return bool(
            self.people > 1
            and spread_before.value
            and spread_after.value
            and before.value != after.value
        )

    def correlations(self, levels: Iterable[float]) -> list[float]:
        """Return the correlation for each level of p, at each end of what the figures stand for."""
        ends = [_ends(number, positive=place % 2 == 1) for place, number in enumerate(self.figures)]
        known = [level for level in levels if 0 < level < 1]
        return [
            p_value.implied_correlation(m1, s1, m2, s2, self.people, level)
            for m1, s1, m2, s2, level in product(*ends, known)
        ]


def _correlation(subject: Subject, result: ChangeResult, p: Number) -> Verdict:
    change = _change_of(result)
    if change is None:
        return subject.not_testable("needs means, SDs and the number of people")
    if not change.has_spread:
        return subject.not_testable("no spread, no change or one person")
    near = span(p.value)
    levels = (float(near.low), float(near.high)) if p.relation == "=" else (float(p.value),)
    values = change.correlations(levels)
    if not values:
        return subject.not_testable(f"p {p} leads to no correlation")
    words = f"is {p.text}: {_implied(change, p, values)}"
    # A bound on p from above bounds the correlation from below alone.
    if min(values) <= 1 and (max(values) >= -1 or p.relation.startswith("<")):
        return subject.agrees(words)
    one_sided = change.correlations([2 * level for level in levels])
    if one_sided and min(one_sided) <= 1 and max(one_sided) >= -1:
        return subject.agrees_if(f"{words}: agrees if the test was one-sided")
    return subject.cannot_be(words, "a correlation between -1 and 1, if a paired t test was used")


def _change_of(result: ChangeResult) -> _Change | None:
    before, after, total = result.baseline, result.follow_up, result.total
    if not (before and after and total):
        return None
    if not (before.mean and before.sd and after.mean and after.sd):
        return None
    return _Change((before.mean, before.sd, after.mean, after.sd), total.value)


def _implied(change: _Change, p: Number, values: list[float]) -> str:
    """Return which correlation a p value implies, in words."""
    first, spread, last, spread_after = change.figures
    middle = p_value.implied_correlation(
        float(first.value),
        float(spread.value),
        float(last.value),
        float(spread_after.value),
        change.people,
        float(p.value),
    )
    means = f"{first} ± {spread} to {last} ± {spread_after}"
    words = f"a paired t test of {means}, n {change.people}, implies r = {middle:.2f}"
    if p.relation == "=":
        return f"{words} ({min(values):.2f} to {max(values):.2f} over the rounding)"
    return f"{words} or more" if p.relation.startswith("<") else f"{words} or less"


@value_check(
    "W442",
    "p-of-counts",
    "A p value is not that of its counts",
    why="Two counts out of two totals leave only one p for each test.",
    method="Fisher RA. J R Stat Soc 1935;98:39-82; Yates F. J R Stat Soc Suppl 1934;1:217-235",
    reads=("p", "events", "total"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def p_of_counts(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the p of two shares is that of a test of their counts."""
    for place, result, first, second in _pairs(study, ProportionResult):
        if result.p is None:
            continue
        subject = subject_of(study, "results", place, result, "p")
        table = _table(first, second)
        if table is None or not (table.total and table.other_total):
            yield subject.not_testable("a count or a total of the two groups is not printed")
        elif table.can_be:
            tests = {
                "Fisher": p_value.fisher_p(*table),
                "chi-squared": p_value.chi_squared_p(*table),
                "chi-squared with correction": p_value.chi_squared_p(*table, corrected=True),
            }
            yield _against_tests(subject, result.p, tests, str(table))


class _Table(NamedTuple):
    """Two counts out of two totals."""

    events: int
    total: int
    other_events: int
    other_total: int

    @property
    def can_be(self) -> bool:
        """Tell whether no count is above its total."""
        return self.events <= self.total and self.other_events <= self.other_total

    def __str__(self) -> str:
        first, second = f"{self.events} of {self.total}", f"{self.other_events} of"
        return f"{first} against {second} {self.other_total}"


def _table(first: Result, second: Result) -> _Table | None:
    """Return the counts of two results; None where one of them is not printed."""
    counts = []
    for result in (first, second):
        events = getattr(result, "events", None)
        if events is None or result.total is None:
            return None
        counts += [events.value, result.total.value]
    return _Table(*counts)


@value_check(
    "W443",
    "p-of-means",
    "A p value is not that of its means",
    why="Two means with SD and number leave only one p for each t test.",
    method="Student. Biometrika 1908;6:1-25; Welch BL. Biometrika 1947;34:28-35",
    reads=("p", "mean", "sd", "total"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE),
)
@in_each_study
def p_of_means(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the p of two means is that of a t test."""
    for place, result, first, second in _pairs(study, ContinuousResult, ChangeResult):
        here, there = _mean_of(first), _mean_of(second)
        if result.p and here and there:
            subject = subject_of(study, "results", place, result, "p")
            tests = {
                "Student's t": p_value.student_t_test(*here, *there).p,
                "Welch's t": p_value.welch_t_test(*here, *there).p,
            }
            yield _against_tests(subject, result.p, tests, "the two means")


@value_check(
    "W444",
    "effect-of-counts",
    "An effect is not that of its counts",
    why="Two counts out of two totals leave only one risk ratio, odds ratio and risk difference.",
    method="Cochrane Handbook, section 6.4.1",
    reads=("effect", "value", "events", "total"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def effect_of_counts(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a risk difference, risk ratio or odds ratio is that of its counts."""
    for place, result, first, second in _pairs(study, ProportionResult):
        table = _table(first, second)
        if result.value is not None and table is not None:
            subject = subject_of(study, "results", place, result, "value")
            yield _effect(subject, result.value, table, _effects(result.effect, table))


def _effect(
    subject: Subject, printed: Number, table: _Table, effects: tuple[float, ...]
) -> Verdict:
    if not effects:
        return subject.not_testable(f"{table} has no such effect")
    words = f"is {printed}: {table}"
    near = span(printed.value)
    if any(float(near.low) <= effect <= float(near.high) for effect in effects):
        return subject.agrees(words)
    value = float(printed.value)
    if any(math.isclose(effect, value, rel_tol=_ADJUSTED) for effect in effects):
        return subject.agrees_if(f"{words}: agrees if it was adjusted or weighted")
    would = " or ".join(f"{effect:.2f}" for effect in effects)
    return subject.cannot_be(words, f"about {would}, unless adjusted")


@value_check(
    "W445",
    "p-of-interval",
    "A p value and an interval contradict each other",
    why="An interval is made from the same standard error as the p value, around the estimate.",
    method="Altman DG, Bland JM. BMJ 2011;343:d2304",
    reads=("value", "ci_low", "ci_high", "p", "effect"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def p_of_interval(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the p of an effect and its interval say the same."""
    for place, result in enumerate(study.results):
        if not isinstance(result, ComparisonResult):
            continue
        if result.value and result.ci_low and result.ci_high:
            interval = _Interval(
                result.value, result.ci_low, result.ci_high, ratio=result.effect in _RATIOS
            )
            subject = subject_of(study, "results", place, result)
            yield from _of_interval(subject, result, interval)


class _Interval(NamedTuple):
    """An effect with its interval, as printed."""

    value: Number
    low: Number
    high: Number
    ratio: bool

    @property
    def can_be_used(self) -> bool:
        """Tell whether the interval holds its estimate, and a ratio lies above 0."""
        low, value, high = self.low.value, self.value.value, self.high.value
        return low < value < high and (low > 0 or not self.ratio)

    def corners(self) -> Iterator[tuple[float, float, float]]:
        """Yield the effect and its limits at each end of what the figures can stand for."""
        figures = (self.value, self.low, self.high)
        for value, low, high in product(*(_ends(n, positive=self.ratio) for n in figures)):
            if low < high:
                yield value, low, high

    def leans(self) -> list[float]:
        """Return how far the effect lies from the middle, in widths of the interval."""
        scale: Callable[[float], float] = math.log if self.ratio else float
        leans = []
        for corner in self.corners():
            value, low, high = map(scale, corner)
            leans.append((value - (low + high) / 2) / (high - low))
        return leans


def _of_interval(
    subject: Subject, result: ComparisonResult, interval: _Interval
) -> Iterator[Verdict]:
    if result.effect in {"p-only", "other"}:
        yield subject.not_testable("the kind of effect is not known")
    elif not interval.can_be_used:
        yield subject.not_testable("the interval cannot be used: it holds 0, or not its estimate")
    else:
        yield _symmetric(subject, interval)
        if result.p:
            yield _p_and_interval(subject, result.p, interval)


def _pairs(
    study: Study, *kinds: type[Result]
) -> Iterator[tuple[int, ComparisonResult, Result, Result]]:
    """Yield each comparison with the results of its two groups on the same question."""
    for place, result in enumerate(study.results):
        # A comparison that names no group is not one of the results that name none.
        if isinstance(result, ComparisonResult) and result.arm:
            first = _answers(study, kinds, result, result.arm)
            second = _answers(study, kinds, result, result.against)
            # With two answers of one group nobody knows which of them was compared.
            if len(first) == len(second) == 1:
                yield place, result, first[0], second[0]


def _answers(
    study: Study, kinds: tuple[type[Result], ...], comparison: ComparisonResult, arm: str
) -> list[Result]:
    """Return what a group showed on the question of a comparison."""
    return [
        result
        for result in study.results
        if isinstance(result, kinds) and result.arm == arm and same_question(comparison, result)
    ]


def _smallest(subject: Subject, p: Number, people: int) -> Verdict:
    least = p_value.smallest_signed_rank_p(people)
    smallest = f"the smallest p of an exact signed rank or sign test is {least:.2g}"
    words = f"is {p.text} in {people} people; {smallest}"
    if float(span(p.value).high) >= least or p.relation.startswith("<"):
        return subject.agrees(words)
    return subject.agrees_if(f"{words}: agrees if another test was used")


def _against_tests(subject: Subject, p: Number, tests: dict[str, float], compared: str) -> Verdict:
    shown = ", ".join(f"{name} {value:.4g}" for name, value in tests.items())
    words = f"is {p.text} for {compared} ({shown})"
    for name, value in tests.items():
        if _can_lie(p, value, value):
            return subject.agrees(f"{words}: {name}")
    # A one-sided p is half of the two-sided one.
    for name, value in tests.items():
        if _can_lie(p, value / 2, value / 2):
            return subject.agrees_if(f"{words}: agrees if {name} was one-sided")
    # A p printed as 0 or 0.000 is as small as can be.
    printed = max(float(p.value), _TINY)
    if any(value / _METHODS <= printed <= value * _METHODS for value in tests.values()):
        return subject.agrees_if(f"{words}: agrees if another test or an adjustment was used")
    return subject.cannot_be(words, "the p of a usual test of these figures")


def _mean_of(result: Result) -> tuple[float, float, int] | None:
    """Return mean, SD and number of people of a result; None where no t test can be made of it."""
    key = "change" if isinstance(result, ChangeResult) else "follow_up"
    values = getattr(result, key, None)
    if not isinstance(values, Summary) or not (values.mean and values.sd and result.total):
        return None
    # One person has no SD.
    if result.total.value <= 1 or not values.sd.value:
        return None
    return float(values.mean.value), float(values.sd.value), result.total.value


def _effects(kind: str, table: _Table) -> tuple[float, ...]:
    """Return the effect by the counts, and turned round, as sources compare either way.

    A risk difference is given as a share and in percentage points.
    """
    events, total, other_events, other_total = table
    if not (total and other_total and table.can_be):
        return ()
    if kind == "risk-difference":
        gap = events / total - other_events / other_total
        return gap, 100 * gap, -100 * gap
    over, under = 0, 0
    if kind == "risk-ratio":
        over, under = events * other_total, other_events * total
    elif kind == "odds-ratio":
        over = events * (other_total - other_events)
        under = other_events * (total - events)
    return (over / under, under / over) if over and under else ()


def _symmetric(subject: Subject, interval: _Interval) -> Verdict:
    value, low, high, ratio = interval
    scale = "on the log scale" if ratio else "on its own scale"
    words = f"is {value} with {low} to {high}, {scale}"
    leans = interval.leans()
    if min(leans) <= _LEAN and max(leans) >= -_LEAN:
        return subject.agrees(f"{words}: in the middle")
    if min(map(abs, leans)) <= _MOST_LEAN:
        way = "the interval was made another way (exact, profile, bootstrap)"
        return subject.agrees_if(f"{words}: agrees if {way}")
    expected = "an estimate near the middle of its interval"
    return subject.cannot_be(f"{words}: not in the middle", expected)


def _ends(number: Number, *, positive: bool) -> tuple[float, float]:
    """Return the lowest and highest value that a printed figure can stand for."""
    low, high = map(float, span(number.value))
    return (max(low, _ABOVE_ZERO), high) if positive else (low, high)


def _p_and_interval(subject: Subject, p: Number, interval: _Interval) -> Verdict:
    value, low, high, ratio = interval
    implied = [p_value.p_from_interval(*corner, ratio=ratio) for corner in interval.corners()]
    least, most = min(implied), max(implied)
    implies = f"the interval implies p {least:.2g} to {most:.2g}"
    words = f"is {value} ({low} to {high}), p {p.text}; {implies}"
    if _can_lie(p, least, most):
        return subject.agrees(words)
    printed = float(p.value)
    same_side = (printed < _LEVEL) in {most < _LEVEL, least < _LEVEL}
    room = _ROOM_IN_TAIL if max(printed, most) < _TAIL else _ROOM
    if same_side and least / room <= printed <= most * room:
        return subject.agrees_if(f"{words}: agrees if another test or an adjustment was used")
    return subject.cannot_be(words, "a p value and an interval that say the same")


def _can_lie(p: Number, least: float, most: float) -> bool:
    """Tell whether a printed p, or a bound on it, can be one of the values between two ends."""
    if p.relation.startswith("<"):
        return least <= float(p.value)
    if p.relation.startswith(">"):
        return most >= float(p.value)
    near = span(p.value)
    return float(near.low) <= most and least <= float(near.high)
