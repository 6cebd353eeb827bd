"""p values, effects and intervals worked out again from the figures they rest on."""

import math
from collections.abc import Callable, Iterator
from itertools import product

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
_METHODS = 1.6


@value_check(
    "W441",
    "p-of-change",
    "A p value of a change cannot be",
    why="A paired p implies the SD of the change and the correlation of before and after, which has limits.",
    method="Cochrane Handbook, sections 6.5.2.3 and 6.5.2.8; Wilcoxon F. Biometrics Bull 1945;1:80-83",
    reads=("p", "mean", "sd", "total"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def p_of_change(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield which correlation of before and after a p value implies; it must lie between -1 and 1."""
    for place, result in enumerate(study.results):
        if not isinstance(result, ChangeResult) or result.p is None:
            continue
        subject = subject_of(study, "results", place, result, "p")
        yield _correlation(subject, result)
        if result.total and result.total.value > 1:
            yield _smallest(subject, result.p, result.total.value)


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
        if (
            result.p
            and isinstance(first, ProportionResult)
            and isinstance(second, ProportionResult)
        ):
            counts = (first.events, first.total, second.events, second.total)
            subject = subject_of(study, "results", place, result, "p")
            if any(count is None or (n % 2 and not count.value) for n, count in enumerate(counts)):
                yield subject.not_testable("a count or a total of the two groups is not printed")
                continue
            table = [count.value for count in counts if count]
            if table[0] > table[1] or table[2] > table[3]:
                continue
            tests = {
                "Fisher": p_value.fisher_p(*table),
                "chi-squared": p_value.chi_squared_p(*table),
                "chi-squared with correction": p_value.chi_squared_p(*table, corrected=True),
            }
            yield _against_tests(
                subject,
                result.p,
                tests,
                f"{table[0]} of {table[1]} against {table[2]} of {table[3]}",
            )


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
        one, two = _mean_of(first), _mean_of(second)
        if result.p and one and two:
            subject = subject_of(study, "results", place, result, "p")
            tests = {
                "Student's t": p_value.student_t_test(*one, *two).p,
                "Welch's t": p_value.welch_t_test(*one, *two).p,
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
    """Yield whether a risk difference, risk ratio or odds ratio is that of the counts of its groups."""
    for place, result, first, second in _pairs(study, ProportionResult):
        if (
            not isinstance(first, ProportionResult)
            or not isinstance(second, ProportionResult)
            or result.value is None
        ):
            continue
        counts = (first.events, first.total, second.events, second.total)
        if any(count is None for count in counts):
            continue
        a, n, c, m = (count.value for count in counts if count)
        expected = _effects(result.effect, a, n, c, m)
        subject = subject_of(study, "results", place, result, "value")
        if not expected:
            yield subject.not_testable(f"{a} of {n} against {c} of {m} has no such effect")
            continue
        words = f"is {result.value}: {a} of {n} against {c} of {m}"
        near = span(result.value.value)
        if any(float(near.low) <= value <= float(near.high) for value in expected.values()):
            yield subject.agrees(words)
        elif any(
            math.isclose(value, float(result.value.value), rel_tol=0.15)
            for value in expected.values()
        ):
            yield subject.agrees_if(f"{words}: agrees if it was adjusted or weighted")
        else:
            would = " or ".join(f"{value:.2f}" for value in expected.values())
            yield subject.cannot_be(words, f"about {would}, unless adjusted")


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
        if (
            not isinstance(result, ComparisonResult)
            or result.value is None
            or not (result.ci_low and result.ci_high)
        ):
            continue
        subject = subject_of(study, "results", place, result)
        ratio = result.effect in _RATIOS
        if result.effect in {"p-only", "other"} and not ratio:
            yield subject.not_testable("the kind of effect is not known")
            continue
        numbers = (
            float(result.value.value),
            float(result.ci_low.value),
            float(result.ci_high.value),
        )
        if (ratio and min(numbers) <= 0) or not numbers[1] < numbers[0] < numbers[2]:
            yield subject.not_testable(
                "the interval cannot be used: it holds 0, or not its estimate"
            )
            continue
        yield _symmetric(subject, result, ratio=ratio)
        if result.p:
            yield _p_and_interval(subject, result, ratio=ratio)


def _pairs(
    study: Study, *kinds: type[Result]
) -> Iterator[tuple[int, ComparisonResult, Result, Result]]:
    """Yield each comparison with the results of its two groups on the same question."""
    for place, result in enumerate(study.results):
        # A comparison that names no group is not one of the results that name none.
        if isinstance(result, ComparisonResult) and result.arm:
            groups = [
                [other for other in study.results
                 if isinstance(other, kinds) and other.arm == arm and same_question(result, other)]
                for arm in (result.arm, result.against)
            ]  # fmt: skip
            if all(len(group) == 1 for group in groups):
                yield place, result, groups[0][0], groups[1][0]


def _correlation(subject: Subject, result: ChangeResult) -> Verdict:
    before, after, total, p = result.baseline, result.follow_up, result.total, result.p
    if not (
        before and after and before.mean and after.mean and before.sd and after.sd and total and p
    ):
        return subject.not_testable("needs means, SDs and the number of people")
    if (
        total.value < 2  # noqa: PLR2004 - one person has no SD
        or not before.sd.value
        or not after.sd.value
        or before.mean.value == after.mean.value
    ):
        return subject.not_testable("no spread, no change or one person")
    people = total.value
    printed = (before.mean, before.sd, after.mean, after.sd)

    def implied(levels: tuple[float, ...]) -> list[float]:
        """Return the correlation for each level of p and each end of what the other figures can stand for."""
        ends = [_ends(number, positive=place % 2 == 1) for place, number in enumerate(printed)]
        return [
            p_value.implied_correlation(m1, s1, m2, s2, people, level)
            for m1, s1, m2, s2 in product(*ends)
            for level in levels
            if 0 < level < 1
        ]

    near = span(p.value)
    levels = (float(near.low), float(near.high)) if p.relation == "=" else (float(p.value),)
    values = implied(levels)
    if not values:
        return subject.not_testable(f"p {p} leads to no correlation")
    low, high = min(values), max(values)
    figures = [float(number.value) for number in printed]
    middle = p_value.implied_correlation(*_four(figures), people, float(p.value))
    words = f"is {p.text}: a paired t test of {result_words(before, after)}, n {total}, implies r = {middle:.2f}"
    if p.relation == "=":
        words += f" ({low:.2f} to {high:.2f} over the rounding)"
    else:
        words += " or more" if p.relation.startswith("<") else " or less"
    if low <= 1 and (high >= -1 or p.relation.startswith("<")):
        return subject.agrees(words)
    one_sided = implied(tuple(2 * level for level in levels))
    if one_sided and min(one_sided) <= 1 and max(one_sided) >= -1:
        return subject.agrees_if(f"{words}: agrees if the test was one-sided")
    return subject.cannot_be(words, "a correlation between -1 and 1, if a paired t test was used")


def _four(figures: list[float]) -> tuple[float, float, float, float]:
    first, second, third, fourth = figures
    return first, second, third, fourth


def result_words(before: Summary, after: Summary) -> str:
    """Return before and after in a few words."""
    return f"{before.mean} ± {before.sd} to {after.mean} ± {after.sd}"


def _smallest(subject: Subject, p: Number, total: int) -> Verdict:
    least = p_value.smallest_signed_rank_p(total)
    words = f"is {p.text} in {total} people; the smallest p of an exact signed rank or sign test is {least:.2g}"
    if float(span(p.value).high) >= least or p.relation.startswith("<"):
        return subject.agrees(words)
    return subject.agrees_if(f"{words}: agrees if another test was used")


def _against_tests(subject: Subject, p: Number, tests: dict[str, float], what: str) -> Verdict:
    shown = ", ".join(f"{name} {value:.4g}" for name, value in tests.items())
    words = f"is {p.text} for {what} ({shown})"
    for name, value in tests.items():
        if _same_p(p, value):
            return subject.agrees(f"{words}: {name}")
    for name, value in tests.items():
        if _same_p(p, value / 2):
            return subject.agrees_if(f"{words}: agrees if {name} was one-sided")
    printed = float(p.value)
    near = [
        value
        for value in tests.values()
        if value / _METHODS <= max(printed, 1e-12) <= value * _METHODS
    ]
    if near:
        return subject.agrees_if(f"{words}: agrees if another test or an adjustment was used")
    return subject.cannot_be(words, "the p of a usual test of these figures")


def _same_p(p: Number, value: float) -> bool:
    if p.relation in {"<", "<="}:
        return value <= float(p.value)
    if p.relation in {">", ">="}:
        return value >= float(p.value)
    near = span(p.value)
    return float(near.low) <= value <= float(near.high)


def _mean_of(result: Result) -> tuple[float, float, int] | None:
    values = (
        result.change if isinstance(result, ChangeResult) else getattr(result, "follow_up", None)
    )
    if not isinstance(values, Summary) or not (values.mean and values.sd and result.total):
        return None
    if result.total.value < 2 or not values.sd.value:  # noqa: PLR2004 - one person has no SD
        return None
    return float(values.mean.value), float(values.sd.value), result.total.value


def _effects(effect: str, a: int, n: int, c: int, m: int) -> dict[str, float]:
    """Return the effect by the counts, and turned round, as sources compare either way."""
    if not (n and m) or a > n or c > m:
        return {}
    if effect == "risk-difference":
        gap = a / n - c / m
        return {"as a share": gap, "in points": 100 * gap, "turned round": -100 * gap}
    pairs: dict[str, tuple[float, float]] = {
        "risk-ratio": (a * m, c * n),
        "odds-ratio": (a * (m - c), c * (n - a)),
    }
    over, under = pairs.get(effect, (0.0, 0.0))
    return {"as printed": over / under, "turned round": under / over} if over and under else {}


def _symmetric(subject: Subject, result: ComparisonResult, *, ratio: bool) -> Verdict:
    value, low, high = result.value, result.ci_low, result.ci_high
    assert value is not None  # noqa: S101 - chosen by the caller
    assert low is not None  # noqa: S101 - the same
    assert high is not None  # noqa: S101 - the same
    scale: Callable[[float], float] = math.log if ratio else float
    gaps = []
    for one, two, three in product(
        *(_ends(number, positive=ratio) for number in (value, low, high))
    ):
        width = scale(three) - scale(two)
        if width > 0:
            gaps.append((scale(one) - (scale(two) + scale(three)) / 2) / width)
    words = (
        f"is {value} with {low} to {high}, {'on the log scale' if ratio else 'on its own scale'}"
    )
    if not gaps or (min(gaps) <= _LEAN and max(gaps) >= -_LEAN):
        return subject.agrees(f"{words}: in the middle")
    lean = min(gaps, key=abs)
    if abs(lean) <= 2 * _LEAN:
        return subject.agrees_if(
            f"{words}: agrees if the interval was made another way (exact, profile, bootstrap)"
        )
    return subject.cannot_be(
        f"{words}: not in the middle", "an estimate near the middle of its interval"
    )


def _ends(number: Number, *, positive: bool) -> tuple[float, float]:
    low, high = (float(end) for end in span(number.value))
    return (max(low, 1e-9), high) if positive else (low, high)


def _p_and_interval(subject: Subject, result: ComparisonResult, *, ratio: bool) -> Verdict:
    value, low, high, p = result.value, result.ci_low, result.ci_high, result.p
    assert value is not None  # noqa: S101 - chosen by the caller
    assert low is not None  # noqa: S101 - the same
    assert high is not None  # noqa: S101 - the same
    assert p is not None  # noqa: S101 - the same
    implied = []
    for one, two, three in product(
        *(_ends(number, positive=ratio) for number in (value, low, high))
    ):
        if two < three:
            implied.append(p_value.p_from_interval(one, two, three, ratio=ratio))
    if not implied:
        return subject.not_testable("the interval has no width")
    least, most = min(implied), max(implied)
    words = f"is {value} ({low} to {high}), p {p.text}; the interval implies p {least:.2g} to {most:.2g}"
    near = span(p.value)
    if p.relation == "=" and float(near.low) <= most and least <= float(near.high):
        return subject.agrees(words)
    if (p.relation.startswith("<") and least <= float(p.value)) or (
        p.relation.startswith(">") and most >= float(p.value)
    ):
        return subject.agrees(words)
    printed = float(p.value)
    same_side = (printed < 0.05) == (most < 0.05) or (printed < 0.05) == (least < 0.05)  # noqa: PLR2004 - the usual level
    # Far out in the tail the usual tests differ by more than near the level at which decisions
    # fall.
    room = 10 if max(printed, most) < 0.01 else 3  # noqa: PLR2004 - the usual levels
    if same_side and least / room <= printed <= most * room:
        return subject.agrees_if(f"{words}: agrees if another test or an adjustment was used")
    return subject.cannot_be(words, "a p value and an interval that say the same")
