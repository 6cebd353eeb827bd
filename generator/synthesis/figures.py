"""The figure by which a result stands in a picture or a synthesis: scale, interval, origin."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from statistics import stdev

from generator.model.limits import level_of
from generator.model.number import Number, bare_decimal
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    ProportionResult,
    Result,
    Summary,
)
from generator.model.study import Patient, Study
from generator.statistics.change_spread import (
    CORRELATIONS,
    implied_correlation,
    mean_interval,
    spread_from_correlation,
    spread_from_interval,
    spread_from_p,
)
from generator.statistics.proportion import wilson_interval
from generator.statistics.rounding import format_number
from generator.synthesis.candidates import Candidate, Form
from generator.synthesis.crossover import why_not_as_groups
from generator.synthesis.design_effect import error_factor
from generator.synthesis.figure import Figure
from generator.synthesis.group_figures import (
    difference_in_deviations,
    difference_of_means,
    ratio_of_rates,
    ratio_of_shares,
)
from generator.synthesis.participants import must_share_people
from generator.synthesis.printed_effect import printed_effect

# Where the correlation of before and after is unknown, this one stands in a picture, and the
# interval under each of them is shown beside it.
USUAL_CORRELATION = 0.5
# The normal quantile of a 95 % interval.
_Z = 1.959963984540054
_BEFORE_AND_AFTER = 2
_PRINTED = "mean change as printed"
_SUBTRACTED = "mean after less mean before"


def figure_of(candidate: Candidate) -> Figure | None:
    """Return the figure of a result, or None where it has none that can stand on a scale.

    Two groups that a study sets against each other are compared; one group has its own figure.
    """
    result = candidate.result
    if isinstance(result, ComparisonResult):
        return _turned(candidate, printed_effect(candidate.study, result))
    if candidate.controls:
        return _of_two_groups(candidate)
    if isinstance(result, ProportionResult):
        return share_of(result)
    if isinstance(result, ChangeResult | ContinuousResult) and candidate.form == "change":
        return _change(candidate, result)
    return None


def _of_two_groups(candidate: Candidate) -> Figure | None:
    if not _sets_people_apart(candidate):
        return None
    if candidate.effect == "standardised-mean-difference":
        return _turned(candidate, difference_in_deviations(candidate))
    return _TWO_GROUPS[candidate.form](candidate)


def _turned(candidate: Candidate, figure: Figure | None) -> Figure | None:
    """Return a figure as on a scale that runs the other way, where the candidate asks for that."""
    if figure is None or not candidate.turned or figure.scale != "difference":
        return figure
    low, high = (None if limit is None else -limit for limit in (figure.high, figure.low))
    how = f"{figure.how}; sign turned, as this scale runs the other way"
    return replace(figure, value=-figure.value, low=low, high=high, how=how)


def _sets_people_apart(candidate: Candidate) -> bool:
    """Tell whether two groups can be compared as other people, with an error that is known."""
    study, result = candidate.study, candidate.result
    groups = (*(candidate.treated or (result,)), *candidate.controls)
    sizes = [row.total.value for row in groups if row.total]
    if must_share_people(study, sizes):
        return False
    return not why_not_as_groups(study, result) and error_factor(study, result) is not None


_TWO_GROUPS: dict[Form, Callable[[Candidate], Figure | None]] = {
    "share": ratio_of_shares,
    "rate": ratio_of_rates,
    "change": difference_of_means,
    "level": difference_of_means,
}


def share_of(result: ProportionResult) -> Figure | None:
    """Return the share of people in one group with its Wilson interval."""
    counts = _counts(result)
    if counts is None:
        return None
    events, total = counts
    low, high = wilson_interval(events, total)
    return Figure(
        scale="share",
        value=events / total,
        low=low,
        high=high,
        error=None,
        origin="computed",
        how="Wilson interval of the printed count",
        effect="share",
    )


def _exact(number: Number | None) -> float | None:
    """Return a printed number; None where there is none, or only a bound."""
    return None if number is None or number.exact is None else float(number.exact)


def _change(candidate: Candidate, result: ChangeResult | ContinuousResult) -> Figure | None:
    change = mean_change(result)
    if change is None:
        return None
    printed = _mean(result.change) is not None
    bare = Figure(
        scale="difference",
        value=change,
        low=None,
        high=None,
        error=None,
        origin="reported" if printed else "computed",
        how=f"{_PRINTED if printed else _SUBTRACTED}; no spread of the change",
        effect="change",
    )
    people = _people(result)
    # One person has no spread.
    spreads = tuple(change_spreads(candidate, result)) if people > 1 else ()
    if not spreads:
        return bare
    words, spread = _usual(spreads)
    if len(spreads) > 1:
        words = f"{words}; {_over_all(change, spreads, people)}"
    low, high = mean_interval(change, spread, people)
    return replace(
        bare,
        low=low,
        high=high,
        error=spread / math.sqrt(people),
        # The interval is computed also where the change itself is printed.
        origin="computed",
        how=f"standard deviation of change {words}",
        spreads=spreads,
    )


def _people(result: Result) -> int:
    return result.total.value if result.total else 0


def _over_all(change: float, spreads: tuple[tuple[str, float], ...], people: int) -> str:
    """Return the interval under every correlation that may be, in words."""
    parts = []
    for correlation, (_, spread) in zip(CORRELATIONS, spreads, strict=True):
        low, high = map(format_number, mean_interval(change, spread, people))
        parts.append(f"{low} to {high} at {correlation}")
    return f"the interval is {', '.join(parts)}"


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
    candidate: Candidate, result: ChangeResult | ContinuousResult
) -> Iterator[tuple[str, float]]:
    """Yield the SD of change under the words that say where it comes from, the surest first.

    Printed; else from the printed interval; else from single patients; else implied by the p value;
    else one for each of four correlations of before and after (Cochrane Handbook, version 6,
    section 6.5.2.8). The first kind that is there is used alone.
    """
    for way in (_printed, _from_interval, _from_patients, _from_p):
        spread = way(candidate.study, result)
        # A spread of 0 would give a study all the weight, so the next way is tried.
        if spread is not None and spread[1] > 0:
            yield spread
            return
    yield from _over_correlations(result)


def _printed(_: Study, result: ChangeResult | ContinuousResult) -> tuple[str, float] | None:
    sd = _spread(result.change)
    return ("as printed", sd) if sd is not None else None


def _from_interval(_: Study, result: ChangeResult | ContinuousResult) -> tuple[str, float] | None:
    change = result.change
    # From an interval of another or unknown level the spread would come out wrong.
    level = level_of(change.interval_kind) if change else None
    if change is None or level is None:
        return None
    low, high = _exact(change.interval_low), _exact(change.interval_high)
    if low is None or high is None or low >= high:
        return None
    spread = spread_from_interval(low, high, _people(result), level)
    return f"worked back from the printed {100 * level:.6g} % interval", spread


def _from_patients(
    study: Study, result: ChangeResult | ContinuousResult
) -> tuple[str, float] | None:
    """Return the SD of single changes, where every person of the result is there."""
    changes = []
    for row in study.patients:
        if row.measure == result.measure and row.arm in {None, result.arm}:
            change = _change_in_patient(row, str(result.time or ""))
            if change is not None:
                changes.append(change)
    if len(changes) != _people(result):
        return None
    return "from the single patients", stdev(changes)


def _change_in_patient(row: Patient, time: str) -> float | None:
    """Return the change from a patient's first value to the one at this time."""
    after = _place_after(row, time)
    if after == 0:
        return None
    first, last = (bare_decimal(row.values[place].value) for place in (0, after))
    return None if first is None or last is None else float(last - first)


def _place_after(row: Patient, time: str) -> int:
    """Return the place of the value at a time; of two values the second, whatever it is called."""
    times = [_time_words(value.time) for value in row.values]
    if _time_words(time) in times:
        return times.index(_time_words(time))
    return len(times) - 1 if len(times) == _BEFORE_AND_AFTER else 0


def _time_words(time: str) -> tuple[str, ...]:
    """Return the words of a time without order and plural: `week 4` and `4 weeks` are one time."""
    return tuple(sorted(word.removesuffix("s") for word in time.casefold().split()))


def _from_p(_: Study, result: ChangeResult | ContinuousResult) -> tuple[str, float] | None:
    """Return the spread that an exactly printed p implies, unless it clashes with printed ones."""
    change, p = mean_change(result), _exact(result.p)
    # With a change of 0 every spread gives p = 1, and none follows.
    if not change or p is None or result.p is None or not 0 < p < 1:
        return None
    spread = spread_from_p(change, _people(result), p)
    spreads = _both_spreads(result)
    # The p came from another test, or a figure is misprinted: no spread follows.
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
    if len(spreads) == len(CORRELATIONS):
        return spreads[CORRELATIONS.index(USUAL_CORRELATION)]
    return spreads[0]


def _counts(result: ProportionResult) -> tuple[int, int] | None:
    if result.collected or result.events is None or result.total is None:
        return None
    events, total = result.events.value, result.total.value
    return (events, total) if 0 <= events <= total and total else None
