"""The figure by which a result stands in a picture or a synthesis: its scale, its 95 % interval, its origin."""

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from generator.model.number import Number, bare_decimal
from generator.model.record import record
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    ProportionResult,
    Summary,
)
from generator.model.study import Patient
from generator.statistics.change_spread import (
    CORRELATIONS,
    implied_correlation,
    mean_interval,
    spread_from_correlation,
    spread_from_interval,
    spread_from_p,
)
from generator.statistics.effect_comparison import log_risk_ratios
from generator.statistics.proportion import wilson_interval
from generator.statistics.rounding import format_number
from generator.synthesis.candidates import Candidate

Scale = Literal["share", "difference", "ratio"]
Origin = Literal["reported", "computed"]
# Where only a range of correlations is known, the middle one stands in a picture, and all are
# shown.
USUAL_CORRELATION = 0.5
_Z = 1.959963984540054
RATIOS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio"})
_DIFFERENCES = frozenset({"risk-difference", "mean-difference"})


@record
class Figure:
    """A value on a scale with its 95 % interval; `error` is its standard error, of the logarithm for a ratio.

    `how` says in words where the interval comes from. `spreads` holds, for a change, the standard
    deviations of change it was worked out with, under the words that say how each came about;
    several where none is known.
    """

    scale: Scale
    value: float
    low: float | None
    high: float | None
    error: float | None
    origin: Origin
    how: str
    spreads: tuple[tuple[str, float], ...] = ()


def figure_of(one: Candidate) -> Figure | None:
    """Return the figure of a result, or None where it has none that can stand on a scale."""
    result = one.result
    if isinstance(result, ProportionResult):
        return _ratio_of_shares(result, one.control) if one.control else _share(result)
    if isinstance(result, ComparisonResult):
        return _comparison(result)
    if isinstance(result, ChangeResult | ContinuousResult) and one.form == "change":
        return _change(one, result)
    return None


def share_of(result: ProportionResult) -> Figure | None:
    """Return the share of people in one group with its Wilson interval."""
    return _share(result)


def _share(result: ProportionResult) -> Figure | None:
    counts = _counts(result)
    if counts is None:
        return None
    low, high = wilson_interval(*counts)
    return Figure(scale="share", value=counts[0] / counts[1], low=low, high=high, error=None, origin="computed",
                  how="Wilson interval of the printed count")  # fmt: skip


def _ratio_of_shares(result: ProportionResult, control: ProportionResult) -> Figure | None:
    """Return the risk ratio of two counted groups: Katz D and others. Biometrics 1978;34:469-474.

    Where one group has nobody with the outcome, or everybody in both has it, 0.5 is added to each
    of the four cells.
    """
    own, beside = _counts(result), _counts(control)
    if own is None or beside is None:
        return None
    effects = log_risk_ratios(*([count] for count in (*own, *beside)))
    log, error = float(effects.yi[0]), math.sqrt(float(effects.vi[0]))
    return Figure(scale="ratio", value=math.exp(log), low=math.exp(log - _Z * error), high=math.exp(log + _Z * error),
                  error=error, origin="computed", how="risk ratio of the printed counts, not adjusted")  # fmt: skip


def _comparison(result: ComparisonResult) -> Figure | None:
    value = _exact(result.value)
    if value is None or result.effect not in RATIOS | _DIFFERENCES:
        return None
    low, high = _exact(result.ci_low), _exact(result.ci_high)
    scale: Scale = "ratio" if result.effect in RATIOS else "difference"
    if scale == "ratio" and min(value, *(limit for limit in (low, high) if limit is not None)) <= 0:
        return None
    return Figure(scale=scale, value=value, low=low, high=high, error=_error(scale, low, high), origin="reported",
                  how=f"{result.effect.replace('-', ' ')} as printed")  # fmt: skip


def _exact(number: Number | None) -> float | None:
    """Return a printed number; None where there is none, or only a bound."""
    return None if number is None or number.exact is None else float(number.exact)


def _error(scale: Scale, low: float | None, high: float | None) -> float | None:
    """Return the standard error that a printed 95 % interval stands for."""
    if low is None or high is None:
        return None
    width = math.log(high) - math.log(low) if scale == "ratio" else high - low
    return width / (2 * _Z) if width > 0 else None


def _change(one: Candidate, result: ChangeResult | ContinuousResult) -> Figure | None:
    change = mean_change(result)
    if change is None:
        return None
    people = result.total.value if result.total else 0
    spreads = tuple(change_spreads(one, result)) if people > 1 else ()
    if not spreads:
        return Figure(scale="difference", value=change, low=None, high=None, error=None, origin="computed",
                      how="mean after less mean before; no spread of the change")  # fmt: skip
    words, spread = _usual(spreads)
    low, high = mean_interval(change, spread, people)
    if len(spreads) > 1:
        words = f"{words}; {_over_all(change, spreads, people)}"
    return Figure(scale="difference", value=change, low=low, high=high, error=spread / math.sqrt(people),
                  origin="computed", how=f"standard deviation of change {words}", spreads=spreads)  # fmt: skip


def _over_all(change: float, spreads: tuple[tuple[str, float], ...], people: int) -> str:
    """Return the interval under every correlation that may be, in words."""
    limits = [mean_interval(change, spread, people) for _, spread in spreads]
    shown = (
        f"{format_number(low)} to {format_number(high)} at {r}"
        for r, (low, high) in zip(CORRELATIONS, limits, strict=True)
    )
    return f"the interval is {', '.join(shown)}"


def mean_change(result: ChangeResult | ContinuousResult) -> float | None:
    """Return the mean change: as printed, else the mean after less the mean before, exactly."""
    printed = _mean(result.change)
    if printed is not None:
        return float(printed)
    before, after = _mean(result.baseline), _mean(result.follow_up)
    return None if before is None or after is None else float(after - before)


def _mean(summary: Summary | None) -> Decimal | None:
    return summary.mean.exact if summary and summary.mean else None


def change_spreads(
    one: Candidate, result: ChangeResult | ContinuousResult
) -> Iterator[tuple[str, float]]:
    """Yield the standard deviation of change under the words that say where it comes from, the surest first.

    Printed; else from the printed interval; else from single patients; else implied by the p value;
    else one for each of four correlations of before and after (Cochrane Handbook, version 6,
    section 6.5.2.8). The first kind that is there is used alone.
    """
    people = result.total.value if result.total else 0
    for way in (_printed, _from_interval, _from_patients, _from_p):
        found = way(one, result, people)
        if found is not None and found[1] > 0:
            yield found
            return
    yield from _over_correlations(result)


def _printed(
    _: Candidate, result: ChangeResult | ContinuousResult, __: int
) -> tuple[str, float] | None:
    sd = _spread(result.change)
    return ("as printed", sd) if sd is not None else None


def _from_interval(
    _: Candidate, result: ChangeResult | ContinuousResult, people: int
) -> tuple[str, float] | None:
    change = result.change
    if change is None or "95" not in (change.interval_kind or ""):
        return None
    low, high = _exact(change.interval_low), _exact(change.interval_high)
    if low is None or high is None or low >= high:
        return None
    return "worked back from the printed 95 % interval", spread_from_interval(low, high, people)


def _from_patients(
    one: Candidate, result: ChangeResult | ContinuousResult, people: int
) -> tuple[str, float] | None:
    rows = [
        row
        for row in one.study.patients
        if row.measure == result.measure and row.arm in {None, result.arm}
    ]
    changes = [
        change
        for row in rows
        if (change := _change_in_patient(row, str(result.time or ""))) is not None
    ]
    if len(changes) != people:
        return None
    mean = sum(changes) / people
    return "from the single patients", math.sqrt(
        sum((change - mean) ** 2 for change in changes) / (people - 1)
    )


def _change_in_patient(row: Patient, time: str) -> float | None:
    """Return the change from a patient's first value to the one at this time, or to the second of two."""
    values = [bare_decimal(value.value) for value in row.values]
    named = [
        place
        for place, value in enumerate(row.values)
        if _time_words(value.time) == _time_words(time)
    ]
    after = named[0] if named else 1 if len(values) == 2 else 0  # noqa: PLR2004 - before and after
    if not after or values[0] is None or (last := values[after]) is None:
        return None
    return float(last - values[0])


def _time_words(time: str) -> tuple[str, ...]:
    """Return the words of a time without order and plural: `week 4` and `4 weeks` are one time."""
    return tuple(sorted(word.removesuffix("s") for word in time.casefold().split()))


def _from_p(
    _: Candidate, result: ChangeResult | ContinuousResult, people: int
) -> tuple[str, float] | None:
    """Return the spread that an exactly printed p implies, unless it clashes with the printed spreads."""
    change = mean_change(result)
    p = _exact(result.p)
    if p is None or result.p is None or not 0 < p < 1 or not change:
        return None
    spread = spread_from_p(change, people, p)
    spreads = _both_spreads(result)
    if spreads and not -1 <= implied_correlation(*spreads, spread) <= 1:
        return None
    return f"implied by p = {result.p.text.lstrip('= ')}, if that is from a paired t test", spread


def _over_correlations(result: ChangeResult | ContinuousResult) -> Iterator[tuple[str, float]]:
    if spreads := _both_spreads(result):
        for r in CORRELATIONS:
            yield (
                f"for a correlation of {r} between before and after",
                spread_from_correlation(*spreads, r),
            )


def _both_spreads(result: ChangeResult | ContinuousResult) -> tuple[float, float] | None:
    before, after = _spread(result.baseline), _spread(result.follow_up)
    return (before, after) if before and after else None


def _spread(values: Summary | None) -> float | None:
    return _exact(values.sd) if values else None


def _usual(spreads: tuple[tuple[str, float], ...]) -> tuple[str, float]:
    """Return the one spread that is known, or that of the usual correlation."""
    return (
        spreads[CORRELATIONS.index(USUAL_CORRELATION)]
        if len(spreads) == len(CORRELATIONS)
        else spreads[0]
    )


def _counts(result: ProportionResult) -> tuple[int, int] | None:
    if (
        result.events is None
        or result.total is None
        or not 0 <= result.events.value <= result.total.value
    ):
        return None
    return (result.events.value, result.total.value) if result.total.value else None
