"""Two groups compared: p values and effects worked out again from what each group showed."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import counts_of, same_question, subject_of
from generator.audit.printed import can_lie
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

# A p value within this factor of a test's is put down to another test or an adjustment.
_METHODS = 1.6
# An effect within this share of its counts' is put down to adjustment or weights.
_ADJUSTED = 0.15
# Smaller than any p value that is printed as a figure.
_TINY = 1e-12


@value_check(
    "W442",
    "p-of-counts",
    "A p value is not that of its counts",
    checked="P value against its counts",
    why="Two counts out of two totals leave only one p for each test.",
    method="Fisher RA. J R Stat Soc 1935;98:39-82; Yates F. J R Stat Soc Suppl 1934;1:217-235",
    reads=("p", "events", "total"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def p_of_counts(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the p of two shares is that of a test of their counts."""
    for place, result, first, second in _pairs(study, ProportionResult):
        if result.p is None:
            continue
        subject = subject_of(study, "results", place, result, "p")
        compared = _compared(evidence, study, first, second)
        table = compared.table if compared else None
        if compared is None or table is None or not (table.total and table.other_total):
            yield subject.not_testable("a count or a total of the two groups is not printed")
        elif table.can_be:
            tests = {
                "Fisher": p_value.fisher_p(*table),
                "chi-squared": p_value.chi_squared_p(*table),
                "chi-squared with correction": p_value.chi_squared_p(*table, corrected=True),
            }
            verdict = _against_tests(subject, result.p, tests, str(table))
            yield _as_far_as_known(subject, verdict, supposed=compared.supposed)


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


class _Compared(NamedTuple):
    """The counts of two groups; `supposed` where a whole group is taken to have been counted."""

    table: _Table
    supposed: bool


def _compared(evidence: Evidence, study: Study, first: Result, second: Result) -> _Compared | None:
    """Return the counts of two results, printed or worked out; None where one does not follow."""
    counts: list[int] = []
    supposed = False
    for result in (first, second):
        events = getattr(result, "events", None)
        if events is not None and result.total is not None:
            counts += [events.value, result.total.value]
            continue
        share = counts_of(evidence, study, result)
        if share is None:
            return None
        counts += [share.events, share.total]
        supposed = supposed or not share.follows
    return _Compared(_Table(*counts), supposed)


def _as_far_as_known(subject: Subject, verdict: Verdict, *, supposed: bool) -> Verdict:
    """Return a verdict with its condition, where whole groups are taken to have been counted."""
    if not supposed or verdict.ruling is Ruling.NOT_TESTABLE:
        return verdict
    if verdict.ruling is Ruling.CANNOT_BE:
        # Fewer people may have been counted, so that nothing is wrong for certain.
        return subject.not_testable(f"{verdict.words}; how many were counted is not printed")
    return subject.agrees_if(f"{verdict.words}; agrees if the whole groups were counted")


@value_check(
    "W443",
    "p-of-means",
    "A p value is not that of its means",
    checked="P value against its means",
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
    checked="Effect against its counts",
    why="Two counts out of two totals leave only one risk ratio, odds ratio and risk difference.",
    method="Cochrane Handbook, section 6.4.1",
    reads=("effect", "value", "events", "total"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def effect_of_counts(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a risk difference, risk ratio or odds ratio is that of its counts."""
    for place, result, first, second in _pairs(study, ProportionResult):
        compared = _compared(evidence, study, first, second)
        if result.value is not None and compared is not None:
            table = compared.table
            subject = subject_of(study, "results", place, result, "value")
            verdict = _effect(subject, result.value, table, _effects(result.effect, table))
            yield _as_far_as_known(subject, verdict, supposed=compared.supposed)


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


def _against_tests(subject: Subject, p: Number, tests: dict[str, float], compared: str) -> Verdict:
    shown = ", ".join(f"{name} {value:.4g}" for name, value in tests.items())
    words = f"is {p.text} for {compared} ({shown})"
    for name, value in tests.items():
        if can_lie(p, value, value):
            return subject.agrees(f"{words}: {name}")
    # A one-sided p is half of the two-sided one.
    for name, value in tests.items():
        if can_lie(p, value / 2, value / 2):
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
