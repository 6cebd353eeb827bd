"""Counts pooled by their exact likelihood, with a normal random intercept between studies.

The log odds (or log rate) of study i is mu + tau z_i with z_i standard normal. Source: Stijnen T et
al. Stat Med 2010;29:3046-3067.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from generator.statistics.cumulant import Counts
from generator.statistics.effect import Floats
from generator.statistics.integrated_likelihood import Integrated, integrate, integrate_roughly
from generator.statistics.no_answer import NoMaximumError, NotConvergedError

# Steps on the scale of log odds: a longer one could leap from one peak over another, or to where
# exp overflows.
_LARGEST_STEP = 2.0
# Spreads of log odds from none to speak of up to one at which nearly all studies have all or none;
# a likelihood that is highest at the last one may grow without end.
_SPREADS = np.geomspace(0.01, 12.0, 18)
_WIDER = float(_SPREADS[1] / _SPREADS[0])
# A share of the likelihood beyond what its scouting is off by.
_LIKELIER = 1e-6
# A spread below this moves no log odds that could be printed: there is none.
_NO_SPREAD = 1e-6
# No fit of the reference data needs as many steps.
_ROUNDS, _ROUNDS_OF_COMMON, _ROUNDS_OF_SCOUT = 200, 500, 12
# Relative to the place: its square, by which the likelihood changes, is lost in a float.
_SETTLED_COMMON, _SETTLED_SCOUT = 1e-14, 1e-3
# The likelihood may seem to fall by its own rounding; more than that is downhill.
_ROUNDING = 1e-12
# A step that promises a smaller share of the likelihood is the last one: the peak is nearer than a
# millionth of its standard error.
_SETTLED = 1e-14
_SMALLEST_STEP = 1e-14
_FLAT = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomIntercept:
    """The highest likelihood of the model: mean, spread, their standard errors, log-likelihood.

    On the boundary the spread is 0 and the mean is that of one common parameter. `tau_se` is none
    there. `loglik_common` is the log-likelihood without spread.
    """

    k: int
    estimate: float
    se: float
    tau: float
    tau_se: float | None
    loglik: float
    loglik_common: float
    boundary: bool

    @property
    def tau2(self) -> float:
        """Return the variance between studies."""
        return self.tau**2


class _Scout(NamedTuple):
    """The best mean that was found at a spread, and about how likely the two are."""

    loglik: float
    mean: float
    spread: float


def fit_random_intercept(counts: Counts) -> RandomIntercept:
    """Return the maximum-likelihood fit of counts with a normal random intercept.

    The mean and spread that give the highest likelihood anywhere, also where it has two peaks;
    standard errors from the observed information. Without a maximum (no event at all, nothing but
    events, or every study one or the other) it raises NoMaximumError. Responders to hyperdynamic
    therapy (Zhou XH et al. Stat Med 1999;18:2683-2693): 80 % by R's lme4:

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import PRITZ
    >>> fit = fit_random_intercept(Binomial.of(*PRITZ))
    >>> round(fit.estimate, 4), round(fit.se, 4), round(fit.tau2, 4), fit.boundary
    (1.3766, 0.2884, 0.5893, False)
    """
    common = fit_common(counts)
    scout = _scouted(counts, common)
    if scout.spread == 0.0 and not _rises_from_no_spread(counts, common.estimate):
        return common
    return _polished(counts, common, scout)


def fit_common(counts: Counts) -> RandomIntercept:
    """Return the maximum-likelihood fit of one parameter that all studies share.

    >>> from generator.statistics.cumulant import Binomial
    >>> fit = fit_common(Binomial.of([3, 6, 10, 1], [11, 17, 21, 6]))
    >>> round(fit.estimate, 4), round(fit.se, 4), round(fit.loglik, 4)
    (-0.5596, 0.2803, -6.9569)
    """
    if (counts.events <= counts.least).all() or (counts.events >= counts.most).all():
        raise NoMaximumError(
            "every study has the smallest, or the largest, count that was possible"
        )
    mean, loglik, information = _common_mean(counts)
    return RandomIntercept(
        k=len(counts.events),
        estimate=mean,
        se=1 / math.sqrt(information),
        tau=0.0,
        tau_se=None,
        loglik=loglik,
        loglik_common=loglik,
        boundary=True,
    )


def _common_mean(counts: Counts) -> tuple[float, float, float]:
    """Return the one parameter of highest likelihood, its log-likelihood and information."""
    mean = 0.0
    for _ in range(_ROUNDS_OF_COMMON):
        _, expected, variance = counts.cumulants(np.full_like(counts.events, mean))
        gap, information = float((counts.events - expected).sum()), float(variance.sum())
        step = _bounded(gap, information)
        mean += step
        if abs(step) <= _SETTLED_COMMON * (1 + abs(mean)):
            break
    else:
        raise NotConvergedError("the parameter that all studies share", _ROUNDS_OF_COMMON)
    normaliser, _, variance = counts.cumulants(np.full_like(counts.events, mean))
    loglik = float((counts.events * mean - normaliser + counts.constant).sum())
    return mean, loglik, float(variance.sum())


def _bounded(slope: float, information: float, longest: float = _LARGEST_STEP) -> float:
    """Return Newton's step, or the longest one up the slope where nothing is curved down."""
    if information <= 0:
        return math.copysign(longest, slope)
    return max(-longest, min(longest, slope / information))


def _rises_from_no_spread(counts: Counts, mean: float) -> bool:
    """Tell whether the likelihood grows with the first bit of spread: sum((x - K')^2 - K'') > 0."""
    _, expected, variance = counts.cumulants(np.full_like(counts.events, mean))
    return float(((counts.events - expected) ** 2 - variance).sum()) > 0


def _scouted(counts: Counts, common: RandomIntercept) -> _Scout:
    """Return where the likelihood is about highest; without spread where none is likelier."""
    best, mean = _Scout(common.loglik, common.estimate, 0.0), common.estimate
    for spread in _SPREADS:
        scout = _best_mean(counts, mean, float(spread))
        best, mean = _likelier(best, scout), scout.mean
    return best if best.spread < _SPREADS[-1] else _beyond(counts, best)


def _beyond(counts: Counts, widest: _Scout) -> _Scout:
    """Return where the likelihood is about highest at a spread as wide as this or wider."""
    if ((counts.events <= counts.least) | (counts.events >= counts.most)).all():
        raise NoMaximumError("the spread between studies grows without end")
    # A study in which some had the event, and some not, is the less likely the wider the spread.
    while True:
        wider = _best_mean(counts, widest.mean * _WIDER, widest.spread * _WIDER)
        if _likelier(widest, wider) is widest:
            return widest
        widest = wider


def _likelier(best: _Scout, scout: _Scout) -> _Scout:
    return scout if scout.loglik > best.loglik + _LIKELIER * abs(best.loglik) else best


def _best_mean(counts: Counts, mean: float, spread: float) -> _Scout:
    """Return the best mean at a spread, near enough to start from."""
    here = integrate_roughly(counts, mean, spread)
    for _ in range(_ROUNDS_OF_SCOUT):
        longest = max(_LARGEST_STEP, spread)
        step = _bounded(float(here.gradient[0]), -float(here.hessian[0, 0]), longest)
        mean += step
        here = integrate_roughly(counts, mean, spread)
        if abs(step) <= _SETTLED_SCOUT * (1 + spread):
            break
    # Whether it has settled is no matter: the last steps are taken in both directions at once.
    return _Scout(here.loglik, mean, spread)


def _polished(counts: Counts, common: RandomIntercept, scout: _Scout) -> RandomIntercept:
    """Return the peak near a start, by Newton steps in mean and spread that never go down."""
    place = np.array([scout.mean, scout.spread or _SPREADS[0]])
    here = integrate(counts, *place)
    for _ in range(_ROUNDS):
        uphill = _uphill(here)
        settled = float(uphill @ here.gradient) <= _SETTLED * (1 + abs(here.loglik))
        step, here = _step_up(counts, place, here, uphill)
        place = place + step
        if settled:
            return _fitted(common, place, here)
    raise NotConvergedError("the mean and the spread of highest likelihood", _ROUNDS)


def _fitted(common: RandomIntercept, place: Floats, here: Integrated) -> RandomIntercept:
    """Return the fit at a peak, or that without spread where the peak has none to speak of."""
    mean, tau = float(place[0]), abs(float(place[1]))
    # Groups of one person: any spread explains the counts as well as none.
    if tau < _NO_SPREAD or here.loglik - common.loglik <= _ROUNDING * abs(common.loglik):
        return common
    covariance = np.linalg.inv(-here.hessian)
    return RandomIntercept(
        k=common.k,
        estimate=mean,
        se=math.sqrt(covariance[0, 0]),
        tau=tau,
        tau_se=math.sqrt(covariance[1, 1]),
        loglik=here.loglik,
        loglik_common=common.loglik,
        boundary=False,
    )


def _step_up(
    counts: Counts, place: Floats, here: Integrated, step: Floats
) -> tuple[Floats, Integrated]:
    """Return a step that does not go down, halved as often as needed, and what is found there."""
    lowest = here.loglik - _ROUNDING * abs(here.loglik)
    while (there := integrate(counts, *(place + step))).loglik < lowest:
        step = step / 2
        if np.abs(step).max() < _SMALLEST_STEP:
            break
    return step, there


def _uphill(here: Integrated) -> Floats:
    """Return Newton's step, turned uphill where the likelihood curves up; never longer than 1."""
    values, vectors = np.linalg.eigh(here.hessian)
    step = vectors @ ((vectors.T @ here.gradient) / np.maximum(np.abs(values), _FLAT))
    return np.asarray(step / max(1.0, float(np.abs(step).max())))
