"""What a comparison says: direction and size, by estimate and interval, never by a p value.

The rule and its sources stand in `importance`. A p value tells neither which side did better nor by
how much, so that it gives no direction and takes none away (Cochrane Handbook for Systematic
Reviews of Interventions, version 6, section 15.3.2).
"""

import math
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.limits import level_of_limits
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    NarrativeResult,
    RateResult,
    Result,
    Summary,
)
from generator.model.study import Study
from generator.statistics.difference import difference_interval
from generator.statistics.effect_comparison import log_risk_ratios
from generator.statistics.effect_mean import mean_differences
from generator.statistics.effect_rate import log_rate_ratios
from generator.statistics.interval_level import at_usual_level
from generator.statistics.pooling import quantile
from generator.statistics.proportion import Interval
from generator.synthesis.contrast import (
    Contrast,
    Row,
    Share,
    lower_effect_is_better,
    lower_is_better,
    share,
)
from generator.synthesis.crossover import why_not_as_groups
from generator.synthesis.design_effect import error_factor
from generator.synthesis.group_figures import events_in_time
from generator.synthesis.importance import (
    Importance,
    Large,
    Reading,
    Said,
    Size,
    large_ratio,
    read,
    what_matters,
)

# Ratios of which a quarter more or less is a size that readers of trials know.
_RATIOS_OF_EVENTS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio", "rate-ratio"})
# Differences in the unit in which thresholds are stated: of a hundred people, or of the measure.
_IN_UNIT_OF_THRESHOLD = frozenset({"risk-difference", "mean-difference"})
# The normal quantile of a 95 % interval.
_Z = 1.959963984540054
# So many people have a spread.
_FEWEST = 2


class Basis(StrEnum):
    """On what a comparison rests, the firmest first."""

    INTERVAL = "the interval of the source's estimate"
    COUNTS = "the interval of the difference of the two shares, computed, not adjusted"
    RATES = "the interval of the ratio of the two rates, computed, not adjusted"
    MEANS = "the interval of the difference of the two means, computed, not adjusted"
    FIGURES = "the printed figures alone: no interval can be worked out"
    WORDS = "the words of the source"
    NOTHING = "nothing that tells the groups apart"


# What says how sure a difference is; the rest names at most a side.
WITH_INTERVAL = frozenset({Basis.INTERVAL, Basis.COUNTS, Basis.RATES, Basis.MEANS})


class Verdict(NamedTuple):
    """What a contrast says, on what that rests, and how large the difference is."""

    said: Said
    basis: Basis
    size: Size | None = None


class Effect(NamedTuple):
    """An effect on a scale on which more is good for people on the drug, with its 95 % limits."""

    scale: str
    value: float
    low: float
    high: float

    @property
    def variance(self) -> float:
        """Return the variance for which the limits stand."""
        return float(((self.high - self.low) / (2 * _Z)) ** 2)


class Sized(NamedTuple):
    """An effect with what is known of the sizes that matter."""

    effect: Effect
    matters: Importance | None
    large: Large | None

    @property
    def reading(self) -> Reading:
        """Return what the interval of the effect says."""
        return read(self.effect.low, self.effect.high, self.matters, self.large)


def judge(evidence: Evidence, contrast: Contrast) -> Verdict:
    """Return what a contrast says: by the source's interval, else by counts, rates, means, figures.

    What a source estimated goes before what is computed here from its counts or means alone, which
    adjusts for nothing; an adjusted estimate goes before one that is not. Figures without an
    interval name a side; the words of the source come last.
    """
    intervals = (
        (_estimated(evidence, contrast), Basis.INTERVAL),
        (_difference_of_shares(evidence, contrast), Basis.COUNTS),
        (_ratio_of_rates(evidence, contrast), Basis.RATES),
        (_difference_of_means(evidence, contrast), Basis.MEANS),
    )
    for sized, basis in intervals:
        if sized:
            said, size = sized.reading
            return Verdict(said, basis, _size_of_shares(evidence, contrast, basis) or size)
    return _without_interval(evidence, contrast)


def sized_effects(evidence: Evidence, contrast: Contrast) -> tuple[Sized, ...]:
    """Return the effect of a contrast on each scale on which it has an interval, firmest first."""
    ways = (
        _estimated,
        _ratio_of_shares,
        _difference_of_shares,
        _ratio_of_rates,
        _difference_of_means,
    )
    effects = (way(evidence, contrast) for way in ways)
    return tuple(effect for effect in effects if effect)


def estimated_effect(evidence: Evidence, study: Study, row: Result) -> Sized | None:
    """Return a study's own estimate with its interval; None where its direction cannot be told.

    A hazard ratio on a measure of which more is good does not say whether good or bad events were
    counted.
    """
    if not isinstance(row, ComparisonResult) or not _is_readable(evidence, row):
        return None
    # An interval that takes the same people, or those of clusters, for others is too narrow.
    if why_not_as_groups(study, row) or error_factor(study, row) != 1:
        return None
    limits = _limits(row)
    if limits is None:
        return None
    if row.is_ratio:
        return _of_ratio(evidence, row, row.effect, limits)
    matters = None
    if row.effect in _IN_UNIT_OF_THRESHOLD:
        matters = what_matters(evidence, study, row, of_shares=row.effect == "risk-difference")
    return Sized(_good(evidence, row, row.effect, limits), matters, None)


def difference(shares: tuple[Share, Share]) -> Interval:
    """Return the interval of the difference of two shares, first less second."""
    drug, control = shares
    return difference_interval(drug.events, drug.total, control.events, control.total)


def _estimated(evidence: Evidence, contrast: Contrast) -> Sized | None:
    estimates = sorted(contrast.estimates, key=lambda row: not getattr(row, "adjusted", None))
    effects = (estimated_effect(evidence, contrast.study, row) for row in estimates)
    return next(filter(None, effects), None)


def _limits(row: ComparisonResult) -> tuple[float, float, float] | None:
    """Return the estimate between its 95 % limits, of a ratio their logarithms.

    None without limits, or where nobody says what interval they are.
    """
    limits = _on_its_scale(row)
    level = level_of_limits(row.interval_kind)
    if limits is None or level is None:
        return None
    low, middle, high = limits
    bounds = at_usual_level(middle, low, high, level)
    return bounds.low, middle, bounds.high


def _on_its_scale(row: ComparisonResult) -> tuple[float, float, float] | None:
    """Return the estimate between its printed limits, of a ratio their logarithms."""
    low, value, high = _exact(row.ci_low), _exact(row.value), _exact(row.ci_high)
    if low is None or high is None:
        return None
    if not row.is_ratio:
        times = _to_hundred(row)
        return times * low, times * ((low + high) / 2 if value is None else value), times * high
    # A ratio of 0 has no logarithm.
    if min(low, high) <= 0 or (value is not None and value <= 0):
        return None
    middle = math.sqrt(low * high) if value is None else value
    return math.log(low), math.log(middle), math.log(high)


def _is_readable(evidence: Evidence, row: ComparisonResult) -> bool:
    return row.scale is not None and lower_effect_is_better(evidence, row) is not None


def _to_hundred(row: ComparisonResult) -> int:
    """Return by what a risk difference is multiplied to be one of a hundred people."""
    in_hundred = row.unit is not None and ("percent" in row.unit or "%" in row.unit)
    return 1 if row.effect != "risk-difference" or in_hundred else 100


def _ratio_of_shares(evidence: Evidence, contrast: Contrast) -> Sized | None:
    """Return the risk ratio of two counts: Katz D and others. Biometrics 1978;34:469-474."""
    row = contrast.rows[0]
    if contrast.shares is None or lower_is_better(evidence, row) is None:
        return None
    drug, control = contrast.shares
    effects = log_risk_ratios([drug.events], [drug.total], [control.events], [control.total])
    log, spread = float(effects.yi[0]), _Z * math.sqrt(float(effects.vi[0]))
    return _of_ratio(evidence, row, "risk-ratio", (log - spread, log, log + spread))


def _of_ratio(
    evidence: Evidence, row: Row, scale: str, limits: tuple[float, float, float]
) -> Sized:
    large = None
    if scale in _RATIOS_OF_EVENTS:
        large = large_ratio(lower_is_good=bool(lower_effect_is_better(evidence, row)))
    return Sized(_good(evidence, row, scale, limits), None, large)


def _difference_of_shares(evidence: Evidence, contrast: Contrast) -> Sized | None:
    row = contrast.rows[0]
    if contrast.shares is None or lower_is_better(evidence, row) is None:
        return None
    drug, control = contrast.shares
    interval = difference(contrast.shares)
    middle = drug.events / drug.total - control.events / control.total
    limits = (100 * interval.low, 100 * middle, 100 * interval.high)
    matters = what_matters(evidence, contrast.study, row, of_shares=True)
    return Sized(_good(evidence, row, "risk-difference", limits), matters, None)


def _size_of_shares(evidence: Evidence, contrast: Contrast, basis: Basis) -> Size | None:
    """Return what sizes two counts leave open by their ratio, where no source gives a threshold."""
    shares, ratio = _difference_of_shares(evidence, contrast), _ratio_of_shares(evidence, contrast)
    if basis is not Basis.COUNTS or not shares or not ratio or not ratio.large or shares.matters:
        return None
    if shares.reading.said is not Said.NOT_SHOWN:
        return None
    # Wide enough to hold no difference, whichever of the two intervals is a little narrower.
    low, high = min(ratio.effect.low, 0.0), max(ratio.effect.high, 0.0)
    return read(low, high, None, ratio.large).size


def _ratio_of_rates(evidence: Evidence, contrast: Contrast) -> Sized | None:
    """Return the ratio of two rates of events in time, each of the whole group."""
    drug, control = contrast.drug, contrast.control
    if not isinstance(drug, RateResult) or not isinstance(control, RateResult):
        return None
    if not contrast.sets_people_apart or lower_is_better(evidence, drug) is None:
        return None
    treated, beside = events_in_time([drug]), events_in_time([control])
    if treated is None or beside is None or treated.unit != beside.unit:
        return None
    effects = log_rate_ratios(*([figure] for figure in (*treated[:2], *beside[:2])))
    log, spread = float(effects.yi[0]), _Z * math.sqrt(float(effects.vi[0]))
    return _of_ratio(evidence, drug, "rate-ratio", (log - spread, log, log + spread))


def _difference_of_means(evidence: Evidence, contrast: Contrast) -> Sized | None:
    row = contrast.rows[0]
    if not contrast.sets_people_apart:
        return None
    drug, control = _spread(contrast.drug), _spread(contrast.control)
    if drug is None or control is None or lower_is_better(evidence, row) is None:
        return None
    effects = mean_differences(*([value] for value in (*drug, *control)))
    people = drug[0] + control[0]
    # Small groups: the t distribution on both together, as in a plain t test.
    spread = quantile(people - 2) * math.sqrt(float(effects.vi[0]))
    middle = float(effects.yi[0])
    matters = what_matters(evidence, contrast.study, row, of_shares=False)
    limits = (middle - spread, middle, middle + spread)
    return Sized(_good(evidence, row, "mean-difference", limits), matters, None)


def _spread(row: Row | None) -> tuple[int, float, float] | None:
    """Return people, mean and deviation of a figure at its end; None unless all are printed."""
    summary = _end(row)
    if row is None or row.total is None or summary is None:
        return None
    mean, deviation = _exact(summary.mean), _exact(summary.sd)
    # One person has no deviation.
    if row.total.value < _FEWEST or mean is None or not deviation:
        return None
    return row.total.value, mean, deviation


def _end(row: Row | None) -> Summary | None:
    return row.follow_up if isinstance(row, ChangeResult | ContinuousResult) else None


def _good(evidence: Evidence, row: Row, scale: str, limits: tuple[float, float, float]) -> Effect:
    """Return an effect turned so that more is good."""
    low, middle, high = limits
    if lower_effect_is_better(evidence, row):
        return Effect(scale, -middle, -high, -low)
    # A ratio of people who got better is on another scale than one of those who did not.
    good_events = scale in _RATIOS_OF_EVENTS
    return Effect(f"{scale} of good events" if good_events else scale, middle, low, high)


def _without_interval(evidence: Evidence, contrast: Contrast) -> Verdict:
    lower = lower_is_better(evidence, contrast.rows[0])
    distance = _distance(evidence, contrast) if lower is not None else None
    if distance is not None:
        good = -distance if lower else distance
        side = Said.BETTER if good > 0 else Said.WORSE
        return Verdict(side if good else Said.NOT_SHOWN, Basis.FIGURES, Size.NO_INTERVAL)
    said = _in_words(contrast.estimates)
    return Verdict(said, Basis.WORDS) if said else Verdict(Said.UNTOLD, Basis.NOTHING)


def _distance(evidence: Evidence, contrast: Contrast) -> float | None:
    """Return how far the drug lies above its control, on any scale; 0 for no difference."""
    for row in contrast.estimates:
        value = _exact(getattr(row, "value", None))
        if isinstance(row, ComparisonResult) and value is not None and _is_readable(evidence, row):
            above = value - (row.null or 0)
            # More wins are good; of other effects the side is that of what was measured.
            turned = lower_effect_is_better(evidence, row) != lower_is_better(evidence, row)
            return -above if turned else above
    drug, control = _figure(contrast.drug), _figure(contrast.control)
    if drug is None or control is None or drug[0] != control[0]:
        return None
    return drug[1] - control[1]


def _figure(row: Row | None) -> tuple[str, float] | None:
    """Return the share or the middle of a group under the name of its statistic."""
    percent = _percent(row)
    if percent is not None:
        return "share", percent
    summary = _end(row)
    for name in ("mean", "median", "value"):
        middle = _exact(getattr(summary, name, None))
        if middle is not None:
            return name, middle
    return None


def _percent(row: Row | None) -> float | None:
    """Return the share of people as a percentage: as printed, else from the counts."""
    # Published cases are not all who were treated, and are no share of them.
    if getattr(row, "collected", False):
        return None
    printed = _exact(getattr(row, "percent", None))
    if printed is not None:
        return printed
    counted = share(row)
    return 100 * counted.events / counted.total if counted else None


def _exact(number: object) -> float | None:
    """Return a printed number; None where there is none, or only a bound."""
    exact = getattr(number, "exact", None)
    return None if exact is None else float(exact)


# That no difference was found is, in words, the outcome of a test; it shows no sameness.
_OF_WORDS = {
    "better": Said.BETTER,
    "worse": Said.WORSE,
    "unchanged": Said.NOT_SHOWN,
}


def _in_words(estimates: Iterable[Result]) -> Said | None:
    told = (row.direction for row in estimates if isinstance(row, NarrativeResult))
    return next((_OF_WORDS[word] for word in told if word in _OF_WORDS), None)
