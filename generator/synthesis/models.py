"""The models that average a body of evidence: here the numeric core meets the records."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from generator.model.record import record
from generator.statistics.effect import Floats
from generator.statistics.heterogeneity import q_profile
from generator.statistics.mantel_haenszel import (
    Stratified,
    mantel_haenszel_odds_ratio,
    mantel_haenszel_rate_ratio,
    mantel_haenszel_risk_ratio,
    peto_odds_ratio,
)
from generator.statistics.no_answer import NoMaximumError
from generator.statistics.pooled_share import pool_shares
from generator.statistics.pooling import Pooled as Fit
from generator.statistics.pooling import pool_common, pool_random, weights_percent
from generator.synthesis.figure import Scale

SHARES = (
    "random-intercept logistic model (maximum likelihood by numerical integration), "
    "intervals by the t distribution on k − 1 degrees of freedom"
)
MEANS = (
    "random-effects model (REML), intervals by the modified Hartung-Knapp method, never narrower "
    "than the normal one"
)
MANTEL_HAENSZEL = "Mantel-Haenszel"
_NOTHING_ADDED = (
    "with nothing added to groups without an event; it assumes one and the same ratio in every "
    "study"
)
# With fewer studies an interval for a new setting says little but that there are few studies. A
# convention of this site; the Cochrane Handbook, version 6, section 10.10.4.3, names no number but
# warns of few studies.
FEWEST_FOR_PREDICTION = 5
# A table of two groups: events and people on the drug, then beside it; of rates, events and time.
Table = tuple[int, int, int, int]
Cells = tuple[float, float, float, float]


@record
class Pooled:
    """An average over studies on the readers' scale, with its 95 % and prediction intervals.

    There is no prediction from few studies, nor from a method that assumes one effect. `tau` is the
    standard deviation between studies: of log odds for shares, of log ratios for ratios, in the
    units of the scale for differences; None where the method assumes one effect. `tau_low` and
    `tau_high` are its Q-profile interval, None for shares and where it is empty. `error` is the
    standard error on the scale of the model. `i2` is in percent, None for shares. `weights` are in
    percent, in the order of the studies. `crude_counts` is the sum of events and of people, for
    contrast only.
    """

    scale: Scale
    method: str
    studies: int
    value: float
    low: float
    high: float
    error: float = math.nan
    prediction_low: float | None = None
    prediction_high: float | None = None
    tau: float | None = None
    tau_low: float | None = None
    tau_high: float | None = None
    i2: float | None = None
    weights: tuple[float, ...] = ()
    crude_counts: tuple[int, int] | None = None

    @property
    def crude(self) -> float | None:
        """Return the sum of events over the sum of people, where people were counted."""
        return self.crude_counts[0] / self.crude_counts[1] if self.crude_counts else None


def average_shares(counts: Sequence[tuple[int, int]]) -> Pooled | None:
    """Return the average share over studies of (events, people); None if all or none had it.

    A search that does not settle raises NotConvergedError: it has another reason to be told.
    """
    events, totals = zip(*counts, strict=True)
    try:
        share = pool_shares(events, totals)
    except NoMaximumError:
        return None
    return Pooled(
        scale="share",
        method=SHARES,
        studies=len(counts),
        value=share.share,
        low=share.ci.low,
        high=share.ci.high,
        prediction_low=share.prediction.low,
        prediction_high=share.prediction.high,
        tau=share.fit.tau,
        crude_counts=(sum(events), sum(totals)),
    )


def average_effects(scale: Scale, values: Sequence[float], errors: Sequence[float]) -> Pooled:
    """Return the average of differences, or of ratios on the scale of their logarithms.

    `errors` are standard errors on that scale. Viechtbauer W. J Educ Behav Stat 2005;30:261-293;
    Rover C and others. BMC Med Res Methodol 2015;15:99; prediction interval with t on k - 1 degrees
    of freedom.
    """
    yi, vi = _on_the_scale_of_the_model(scale, values, errors)
    fit = pool_random(yi, vi, method="REML", test="adhoc")
    pooled = _pooled(scale, MEANS, fit, vi)
    return _with_spread(pooled, fit, yi, vi)


def other_averages(
    scale: Scale, values: Sequence[float], errors: Sequence[float]
) -> tuple[Pooled, ...]:
    """Return the same studies averaged by other methods, for contrast with the one shown."""
    yi, vi = _on_the_scale_of_the_model(scale, values, errors)
    normal = "random-effects model (REML), plain normal interval"
    common = "one effect in every study (inverse variance)"
    return (
        _pooled(scale, normal, pool_random(yi, vi, method="REML", test="z"), vi),
        _pooled(scale, common, pool_common(yi, vi), vi),
    )


def average_rare(effect: str, tables: Sequence[Cells]) -> Pooled | None:
    """Return the Mantel-Haenszel ratio of risks or rates; None where no ratio is defined."""
    name, way = _RARE[effect]
    pooled = _stratified(f"{MANTEL_HAENSZEL} {name} {_NOTHING_ADDED}", way, tables)
    return replace(pooled, weights=_mantel_haenszel_weights(tables)) if pooled else None


_RARE: dict[str, tuple[str, Callable[..., Stratified | None]]] = {
    "risk-ratio": ("risk ratio", mantel_haenszel_risk_ratio),
    "rate-ratio": ("rate ratio", mantel_haenszel_rate_ratio),
}


def other_rare(effect: str, tables: Sequence[Cells]) -> tuple[Pooled, ...]:
    """Return the odds ratios of counts of people, by Peto and by Mantel and Haenszel."""
    if effect != "risk-ratio":
        return ()
    ways: dict[str, Callable[..., Stratified | None]] = {
        "Peto's odds ratio, for rare events in groups of about one size": peto_odds_ratio,
        "Mantel-Haenszel odds ratio": mantel_haenszel_odds_ratio,
    }
    every = (_stratified(name, way, tables) for name, way in ways.items())
    return tuple(pooled for pooled in every if pooled is not None)


def _on_the_scale_of_the_model(
    scale: Scale, values: Sequence[float], errors: Sequence[float]
) -> tuple[Floats, Floats]:
    yi = np.asarray(values, dtype=float)
    return np.log(yi) if scale == "ratio" else yi, np.asarray(errors, dtype=float) ** 2


def _back(scale: Scale) -> Callable[[float], float]:
    return math.exp if scale == "ratio" else float


def _pooled(scale: Scale, method: str, fit: Fit, vi: Floats) -> Pooled:
    back = _back(scale)
    return Pooled(
        scale=scale,
        method=method,
        studies=fit.k,
        value=back(fit.estimate),
        low=back(fit.ci.low),
        high=back(fit.ci.high),
        error=fit.se,
        weights=tuple(weights_percent(vi, fit.tau2).tolist()),
    )


def _with_spread(pooled: Pooled, fit: Fit, yi: Floats, vi: Floats) -> Pooled:
    """Return an average with how far its studies differ, and what a new one may show."""
    spread, back = q_profile(yi, vi).tau, _back(pooled.scale)
    # Where Q is small at every spread, no spread fits, and the set is empty.
    profile = spread if spread.high > 0 else None
    predicted = fit.pi_t_km1 if fit.k >= FEWEST_FOR_PREDICTION else None
    return replace(
        pooled,
        prediction_low=back(predicted.low) if predicted else None,
        prediction_high=back(predicted.high) if predicted else None,
        tau=math.sqrt(fit.tau2),
        tau_low=profile.low if profile else None,
        tau_high=profile.high if profile else None,
        i2=fit.i2,
    )


def _mantel_haenszel_weights(tables: Sequence[Cells]) -> tuple[float, ...]:
    """Return the weight of each ratio in percent: x2 n1/N, of its sum, n people or time."""
    _, n1, x2, n2 = np.asarray(tables, dtype=float).T
    weights = x2 * n1 / (n1 + n2)
    return tuple((100 * weights / weights.sum()).tolist())


def _stratified(
    method: str, way: Callable[..., Stratified | None], tables: Sequence[Cells]
) -> Pooled | None:
    fit = way(*(list(column) for column in zip(*tables, strict=True)))
    if fit is None:
        return None
    return Pooled(
        scale="ratio",
        method=method,
        studies=len(tables),
        value=math.exp(fit.estimate),
        low=math.exp(fit.ci.low),
        high=math.exp(fit.ci.high),
        error=fit.se,
        i2=fit.i2,
    )
