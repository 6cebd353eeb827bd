"""An effect beside its interval and p value: whether the three can be right together."""

import math
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import subject_of
from generator.audit.printed import can_lie, ends
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.limits import USUAL_LEVEL, level_of_limits
from generator.model.number import Number
from generator.model.result import (
    ComparisonResult,
)
from generator.model.study import Study
from generator.statistics import p_value

# Intervals of small groups are seldom quite symmetric; this much of their width is let pass.
_LEAN = 0.12
# Up to this much is put down to another way of making the interval.
_MOST_LEAN = 2 * _LEAN
# The usual level of decisions: a p value and an interval that differ on it clash.
_LEVEL = 0.05
# Far out in the tail the usual tests differ by more than near the level of decisions.
_TAIL = 0.01
_ROOM, _ROOM_IN_TAIL = 3, 10


@value_check(
    "W445",
    "p-of-interval",
    "A p value and an interval contradict each other",
    checked="P value against its interval",
    why="An interval is made from the same standard error as the p value, around the estimate.",
    method="Altman DG, Bland JM. BMJ 2011;343:d2304",
    reads=("value", "ci_low", "ci_high", "p", "effect", "interval_kind"),
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
                result.value,
                result.ci_low,
                result.ci_high,
                ratio=result.is_ratio,
                level=level_of_limits(result.interval_kind),
            )
            subject = subject_of(study, "results", place, result)
            yield from _of_interval(subject, result, interval)


class _Interval(NamedTuple):
    """An effect with its interval, as printed; without a level where nobody states one."""

    value: Number
    low: Number
    high: Number
    ratio: bool
    level: float | None

    @property
    def can_be_used(self) -> bool:
        """Tell whether the interval holds its estimate, and a ratio lies above 0."""
        low, value, high = self.low.value, self.value.value, self.high.value
        return low < value < high and (low > 0 or not self.ratio)

    def corners(self) -> Iterator[tuple[float, float, float]]:
        """Yield the effect and its limits at each end of what the figures can stand for."""
        figures = (self.value, self.low, self.high)
        for value, low, high in product(*(ends(n, positive=self.ratio) for n in figures)):
            if low < high:
                yield value, low, high

    def implied_p(self) -> list[float]:
        """Return the p value that the interval implies at each end of what it can stand for."""
        level = USUAL_LEVEL if self.level is None else self.level
        return [
            p_value.p_from_interval(*corner, ratio=self.ratio, confidence=level)
            for corner in self.corners()
        ]

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
    if result.scale is None:
        yield subject.not_testable("the kind of effect is not known")
    elif interval.level is None:
        yield subject.not_testable("the limits are no interval of a stated level")
    elif not interval.can_be_used:
        yield subject.not_testable("the interval cannot be used: it holds 0, or not its estimate")
    else:
        yield _symmetric(subject, interval)
        if result.p:
            yield _p_and_interval(subject, result.p, interval)


def _symmetric(subject: Subject, interval: _Interval) -> Verdict:
    value, low, high, ratio, _ = interval
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


def _p_and_interval(subject: Subject, p: Number, interval: _Interval) -> Verdict:
    value, low, high, *_ = interval
    implied = interval.implied_p()
    least, most = min(implied), max(implied)
    implies = f"the interval implies p {least:.2g} to {most:.2g}"
    words = f"is {value} ({low} to {high}), p {p.text}; {implies}"
    if can_lie(p, least, most):
        return subject.agrees(words)
    printed = float(p.value)
    same_side = _is_below_level(p) in {most < _LEVEL, least < _LEVEL}
    room = _ROOM_IN_TAIL if max(printed, most) < _TAIL else _ROOM
    if same_side and least / room <= printed <= most * room:
        return subject.agrees_if(f"{words}: agrees if another test or an adjustment was used")
    return subject.cannot_be(words, "a p value and an interval that say the same")


def _is_below_level(p: Number) -> bool:
    """Tell whether a p value is below the level of decisions; `<0.05` is, `<0.1` need not be."""
    return p.value < _LEVEL or (p.relation == "<" and p.value <= _LEVEL)
