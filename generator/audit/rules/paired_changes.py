"""The p value of a change before and after, worked out again from means, SDs and people."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import subject_of
from generator.audit.printed import ends
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import (
    ChangeResult,
)
from generator.model.study import Study
from generator.statistics import p_value
from generator.statistics.printed import span


@value_check(
    "W441",
    "p-of-change",
    "A p value of a change cannot be",
    checked="P value of a change",
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


# A correlation this far outside -1 to 1 is no near miss, and its digits say nothing.
_FAR_OFF = 100


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
        limits = [
            ends(number, positive=place % 2 == 1) for place, number in enumerate(self.figures)
        ]
        return [
            p_value.implied_correlation(m1, s1, m2, s2, self.people, level)
            for m1, s1, m2, s2, level in product(*limits, levels)
        ]


def _correlation(subject: Subject, result: ChangeResult, p: Number) -> Verdict:
    change = _change_of(result)
    if change is None:
        return subject.not_testable("needs means, SDs and the number of people")
    if not change.has_spread:
        return subject.not_testable("no spread, no change or one person")
    levels = _levels(p)
    values = change.correlations(levels)
    if not values:
        return subject.not_testable(f"p {p} leads to no correlation")
    words = f"is {p.text}: {_implied(change, p, levels, values)}"
    # A bound on p from above bounds the correlation from below alone.
    if min(values) <= 1 and (max(values) >= -1 or p.relation.startswith("<")):
        return subject.agrees(words)
    one_sided = change.correlations([2 * level for level in levels if 2 * level < 1])
    if one_sided and min(one_sided) <= 1 and max(one_sided) >= -1:
        return subject.agrees_if(f"{words}: agrees if the test was one-sided")
    return subject.cannot_be(words, "a correlation between -1 and 1, if a paired t test was used")


def _levels(p: Number) -> tuple[float, ...]:
    """Return the p values between which the test lies, as far as a t test can give them.

    None of 0 itself, which no test gives, and of a bound that bounds nothing: another rule says so.
    """
    if p.relation != "=":
        levels: tuple[float, ...] = (float(p.value),)
    elif 0 < p.value <= 1:
        levels = tuple(map(float, span(p.value)))
    else:
        levels = ()
    return tuple(level for level in levels if 0 < level < 1)


def _change_of(result: ChangeResult) -> _Change | None:
    before, after, total = result.baseline, result.follow_up, result.total
    if not (before and after and total):
        return None
    if not (before.mean and before.sd and after.mean and after.sd):
        return None
    return _Change((before.mean, before.sd, after.mean, after.sd), total.value)


def _implied(change: _Change, p: Number, levels: tuple[float, ...], values: list[float]) -> str:
    """Return which correlation a p value implies, in words."""
    first, spread, last, spread_after = change.figures
    # A p of 1.000 was rounded up from one just below it; from 1 itself no spread follows.
    level = min(float(p.value), max(levels))
    middle = p_value.implied_correlation(
        float(first.value),
        float(spread.value),
        float(last.value),
        float(spread_after.value),
        change.people,
        level,
    )
    means = f"{first} ± {spread} to {last} ± {spread_after}"
    if middle < -_FAR_OFF:
        return f"a paired t test of {means}, n {change.people}, gives a far smaller p"
    words = f"a paired t test of {means}, n {change.people}, implies r = {middle:.2f}"
    if p.relation == "=":
        return f"{words} ({min(values):.2f} to {max(values):.2f} over the rounding)"
    return f"{words} or more" if p.relation.startswith("<") else f"{words} or less"


def _smallest(subject: Subject, p: Number, people: int) -> Verdict:
    least = p_value.smallest_signed_rank_p(people)
    smallest = f"the smallest p of an exact signed rank or sign test is {least:.2g}"
    words = f"is {p.text} in {people} people; {smallest}"
    if float(span(p.value).high) >= least or p.relation.startswith("<"):
        return subject.agrees(words)
    return subject.agrees_if(f"{words}: agrees if another test was used")
