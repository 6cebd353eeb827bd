"""Two groups of one study compared: ratios of counts and of rates, the difference of means."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from generator.model.result import RateResult, Result
from generator.model.study import Study
from generator.statistics.effect import Effects
from generator.statistics.effect_comparison import log_risk_ratios
from generator.statistics.effect_mean import mean_differences, standardised_mean_differences
from generator.statistics.effect_rate import log_rate_ratios
from generator.synthesis.candidates import Candidate
from generator.synthesis.design_effect import error_factor
from generator.synthesis.figure import Figure
from generator.synthesis.group_means import BASES, GroupMean, put_together

# The normal quantile of a 95 % interval.
_Z = 1.959963984540054


def table_of(candidate: Candidate) -> tuple[int, int, int, int] | None:
    """Return events and people of the groups on the drug, then of those beside them.

    None where a count is missing or cannot be one.
    """
    try:
        counts = (*candidate.counts, *candidate.control_counts)
    except ValueError:
        return None
    events, people, beside, others = counts
    whole = 0 <= events <= people and 0 <= beside <= others and people and others
    published = any(row.collected for row in (*candidate.treated, *candidate.controls))
    return None if published or not whole else counts


def ratio_of_shares(candidate: Candidate) -> Figure | None:
    """Return the risk ratio of two counted groups: Katz D and others. Biometrics 1978;34:469-474.

    Where one group has nobody with the outcome, or everybody in both has it, 0.5 is added to each
    of the four cells.
    """
    table = table_of(candidate)
    if table is None:
        return None
    effects = log_risk_ratios(*([count] for count in table))
    added = lacks_events(table)
    words = _and_half("risk ratio of the printed counts, not adjusted", added=added)
    return replace(_ratio(candidate, "risk-ratio", effects, words), added_half=added)


def ratio_of_rates(candidate: Candidate) -> Figure | None:
    """Return the ratio of two rates: (x1/t1)/(x2/t2), log variance 1/x1 + 1/x2.

    Where one group has no event, 0.5 is added to both counts. None where the times under
    observation are missing or in different units. Rothman KJ, Greenland S. Modern Epidemiology.
    """
    on_drug, beside = events_in_time(candidate.treated), events_in_time(candidate.controls)
    if on_drug is None or beside is None or on_drug.unit != beside.unit:
        return None
    effects = log_rate_ratios(*([each] for each in (*on_drug[:2], *beside[:2])))
    added = 0 in {on_drug.events, beside.events}
    words = "rate ratio of the printed events and times under observation, not adjusted"
    if added:
        words = f"{words}; 0.5 added to both counts, as one is 0"
    return replace(_ratio(candidate, "rate-ratio", effects, words), added_half=added)


class EventsInTime(NamedTuple):
    """Events of a side and how long its people were observed together, in a unit."""

    events: int
    time: float
    unit: str


def events_in_time(rows: Iterable[Result]) -> EventsInTime | None:
    """Return the events and time of groups together; None where one has none, or other units."""
    events, time, units = 0, 0.0, set[str]()
    for row in rows:
        observed = (
            row.person_time.exact if isinstance(row, RateResult) and row.person_time else None
        )
        if not isinstance(row, RateResult) or row.events is None or not observed:
            return None
        events, time = events + row.events.value, time + float(observed)
        units.add((row.person_time_unit or "").casefold())
    return EventsInTime(events, time, units.pop()) if len(units) == 1 else None


def _ratio(candidate: Candidate, effect: str, effects: Effects, how: str) -> Figure:
    log, error = _single(effects)
    factor = error_factor(candidate.study, candidate.result) or 1.0
    error *= factor
    return Figure(
        scale="ratio",
        value=math.exp(log),
        low=math.exp(log - _Z * error),
        high=math.exp(log + _Z * error),
        error=error,
        origin="computed",
        how=how if factor == 1 else f"{how}; interval widened for clusters",
        effect=effect,
        adjusted=False,
    )


def lacks_events(table: tuple[int, int, int, int]) -> bool:
    """Tell whether a group of a table has nobody with the event, or nobody without it."""
    events, people, beside, others = table
    return 0 in {events, people - events, beside, others - beside}


def _and_half(how: str, *, added: bool) -> str:
    return f"{how}; 0.5 added to each cell, as one is 0" if added else how


def difference_of_means(candidate: Candidate) -> Figure | None:
    """Return the difference of two means: of changes where both groups have them, else at the end.

    Mean on the drug less the mean beside it; its variance is sd1^2/n1 + sd2^2/n2. Cochrane
    Handbook, version 6, sections 6.5.1 and 10.5.2.
    """
    return _difference(candidate, "mean-difference", mean_differences)


def difference_in_deviations(candidate: Candidate) -> Figure | None:
    """Return the difference of two means in standard deviations (Hedges' g), or None without.

    Hedges LV. J Educ Stat 1981;6:107-128, with the large-sample variance.
    """
    return _difference(candidate, "standardised-mean-difference", standardised_mean_differences)


def _difference(candidate: Candidate, effect: str, make: Callable[..., Effects]) -> Figure | None:
    means = means_of(candidate)
    if means is None:
        return None
    basis, on_drug, beside = means
    difference, error = _single(make(*_columns(on_drug, beside)))
    error *= error_factor(candidate.study, candidate.result) or 1.0
    spreads = "; ".join(dict.fromkeys((on_drug.how, beside.how)))
    return Figure(
        scale="difference",
        value=difference,
        low=difference - _Z * error,
        high=difference + _Z * error,
        error=error,
        origin="computed",
        how=f"{effect.replace('-', ' ')}: {basis}, {spreads}",
        effect=effect,
        adjusted=False,
    )


class Means(NamedTuple):
    """The means of two sides on one basis: changes from the start, or values at the end."""

    basis: str
    on_drug: GroupMean
    beside: GroupMean


def means_of(candidate: Candidate) -> Means | None:
    """Return the means of both sides; None where they have none on one basis, or in one unit."""
    # Where a group names no unit, it is taken to be that of the others: they share the measure.
    named = {row.unit.casefold() for row in (*candidate.treated, *candidate.controls) if row.unit}
    if len(named) > 1:
        return None
    for basis in BASES:
        on_drug = _side(candidate.study, candidate.treated, basis)
        beside = _side(candidate.study, candidate.controls, basis)
        if on_drug and beside:
            return Means(basis, on_drug, beside)
    return None


def _side(study: Study, rows: Iterable[Result], basis: str) -> GroupMean | None:
    groups = [BASES[basis](study, row) for row in rows]
    known = [group for group in groups if group is not None]
    return put_together(known) if known and len(known) == len(groups) else None


def _columns(on_drug: GroupMean, beside: GroupMean) -> tuple[list[float], ...]:
    figures = (*on_drug[:3], *beside[:3])
    return tuple([figure] for figure in figures)


def _single(effects: Effects) -> tuple[float, float]:
    """Return the estimate of one study and its standard error."""
    return float(effects.yi[0]), math.sqrt(float(effects.vi[0]))
