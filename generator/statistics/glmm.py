"""Counts pooled by their exact likelihood, with a normal random intercept between studies.

The log odds (or log rate) of study i is mu + tau z_i with z_i standard normal. The likelihood of
each study is integrated over z by adaptive Gauss-Hermite quadrature: nodes centred and scaled at
the study's own mode. Sources: Liu Q, Pierce DA. Biometrika 1994;81:624-629; Stijnen T et al. Stat
Med 2010;29:3046-3067; derivatives by Louis TA. J R Stat Soc B 1982;44:226-233.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.statistics.cumulant import Counts, as_column
from generator.statistics.effect import Floats
from generator.statistics.no_answer import NoMaximumError, NotConvergedError

# With half as many points the fit is the same (tests/statistics/test_glmm.py).
EXACT_POINTS = 101
# Enough to choose between peaks; the chosen one is then climbed with all points.
_SCOUT_POINTS = 15
# Steps on the scale of log odds: a longer one could leap from one peak over another, or to where
# exp overflows.
_LARGEST_STEP = 2.0
# Spreads of log odds from none to speak of up to one at which nearly all studies have all or none;
# a likelihood that is highest at the last one grows without end.
_SPREADS = np.geomspace(0.01, 12.0, 18)
# A spread below this moves no log odds that could be printed: there is none.
_NO_SPREAD = 1e-6
# No fit of the reference data needs as many steps.
_ROUNDS, _ROUNDS_OF_COMMON, _ROUNDS_OF_SCOUT = 200, 500, 12
# Relative to the place: its square, by which the likelihood changes, is lost in a float.
_SETTLED, _SETTLED_COMMON, _SETTLED_MODE, _SETTLED_SCOUT = 1e-11, 1e-14, 1e-10, 1e-3
# The likelihood may seem to fall by its own rounding; more than that is downhill.
_ROUNDING = 1e-12
# The quadrature itself is not nearer than this share where the spread is wide and groups are small.
_INTEGRATED = 1e-9
_SMALLEST_STEP = 1e-14
_FLAT = 1e-12
# In place of no spread, so that a step may be as long as it likes.
_TINY = 1e-300


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


class Integrated(NamedTuple):
    """The log-likelihood with its gradient and Hessian in the mean and the spread."""

    loglik: float
    gradient: Floats
    hessian: Floats


def fit_random_intercept(counts: Counts) -> RandomIntercept:
    """Return the maximum-likelihood fit of counts with a normal random intercept.

    The mean and spread that give the highest likelihood anywhere, also where it has two peaks, by
    101-point quadrature; standard errors from the observed information. Without a maximum (no event
    at all, or nothing but events) it raises NoMaximumError. Responders to hyperdynamic therapy
    (Zhou XH et al. Stat Med 1999;18:2683-2693): 80 % by R's lme4:

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import PRITZ
    >>> fit = fit_random_intercept(Binomial.of(*PRITZ))
    >>> round(fit.estimate, 4), round(fit.se, 4), round(fit.tau2, 4), fit.boundary
    (1.3766, 0.2884, 0.5893, False)
    """
    common = fit_common(counts)
    best, mean, spread = common.loglik, common.estimate, 0.0
    scout_mean = mean
    for scout in _SPREADS:
        scout_mean, loglik = _best_mean(counts, scout_mean, float(scout))
        if loglik > best:
            best, mean, spread = loglik, scout_mean, float(scout)
    if spread == _SPREADS[-1]:
        raise NoMaximumError("the spread between studies grows without end")
    if spread == 0.0 and not _rises_from_no_spread(counts, common.estimate):
        return common
    return _polished(counts, common, mean, spread or float(_SPREADS[0]))


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


def integrate(counts: Counts, mean: float, spread: float, points: int = EXACT_POINTS) -> Integrated:
    """Return the log-likelihood at a mean and a spread, with the derivatives of the exact one.

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import PRITZ
    >>> round(integrate(Binomial.of(*PRITZ), 1.37659439, 0.76766499).loglik, 4)
    -32.6054
    """
    nodes, log_parts = _quadrature(counts, mean, spread, points)
    top = log_parts.max(axis=1)
    parts = np.exp(log_parts - top[:, None])
    sums = parts.sum(axis=1)
    shares = parts / sums[:, None]
    _, expected, variance = counts.cumulants(mean + spread * nodes)
    score = as_column(counts.events, nodes) - expected
    first, second = (shares * score).sum(axis=1), (shares * score * nodes).sum(axis=1)
    curvatures = [
        (shares * (score**2 - variance) * nodes**power).sum(axis=1) - gained
        for power, gained in ((0, first**2), (1, first * second), (2, second**2))
    ]
    inner, mixed, outer = (float(curvature.sum()) for curvature in curvatures)
    return Integrated(
        float((top + np.log(sums) + counts.constant).sum()),
        np.array([first.sum(), second.sum()]),
        np.array([[inner, mixed], [mixed, outer]]),
    )


def modes(counts: Counts, mean: float, spread: float) -> tuple[Floats, Floats]:
    """Return each study's most likely z and the curvature there; its steps cannot run away.

    >>> from generator.statistics.cumulant import Binomial
    >>> z, curvature = modes(Binomial.of([5], [10]), 0.0, 1.0)
    >>> float(z[0]), float(curvature[0])
    (0.0, 3.5)
    """
    z = np.zeros_like(counts.events)
    longest = _LARGEST_STEP / max(spread, _TINY)
    for _ in range(_ROUNDS):
        _, expected, variance = counts.cumulants(mean + spread * z)
        curvature = 1 + spread**2 * variance
        step = np.clip((spread * (counts.events - expected) - z) / curvature, -longest, longest)
        z = z + step
        if (np.abs(step) <= _SETTLED_MODE * (1 + np.abs(z))).all():
            return z, 1 + spread**2 * counts.cumulants(mean + spread * z).variance
    raise NotConvergedError("the most likely level of each study", _ROUNDS)


@lru_cache(maxsize=8)
def hermite(points: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the nodes of Gauss-Hermite quadrature and the logarithms of its weights times e^(x^2).

    >>> nodes, logs = hermite(1)
    >>> nodes.tolist(), round(float(np.exp(logs[0])) ** 2, 12)
    ([0.0], 3.14159265359)
    """
    nodes, weights = np.polynomial.hermite.hermgauss(points)
    return nodes, np.log(weights) + nodes**2


def _quadrature(counts: Counts, mean: float, spread: float, points: int) -> tuple[Floats, Floats]:
    """Return the nodes of each study and the logarithms of the parts of its integral."""
    centre, curvature = modes(counts, mean, spread)
    scale = np.sqrt(2 / curvature)
    abscissae, log_weights = hermite(points)
    nodes = centre[:, None] + scale[:, None] * abscissae
    parameter = mean + spread * nodes
    kernel = (
        as_column(counts.events, nodes) * parameter
        - counts.cumulants(parameter).normaliser
        - nodes**2 / 2
    )
    return nodes, kernel + log_weights + np.log(scale)[:, None] - math.log(2 * math.pi) / 2


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


def _bounded(slope: float, information: float) -> float:
    """Return Newton's step, or the longest one up the slope where nothing is curved down."""
    if information <= 0:
        return math.copysign(_LARGEST_STEP, slope)
    return max(-_LARGEST_STEP, min(_LARGEST_STEP, slope / information))


def _rises_from_no_spread(counts: Counts, mean: float) -> bool:
    """Tell whether the likelihood grows with the first bit of spread: sum((x - K')^2 - K'') > 0."""
    _, expected, variance = counts.cumulants(np.full_like(counts.events, mean))
    return float(((counts.events - expected) ** 2 - variance).sum()) > 0


def _best_mean(counts: Counts, mean: float, spread: float) -> tuple[float, float]:
    """Return the best mean at a spread, near enough to start from, and its log-likelihood."""
    scouted = integrate(counts, mean, spread, _SCOUT_POINTS)
    for _ in range(_ROUNDS_OF_SCOUT):
        step = _bounded(float(scouted.gradient[0]), -float(scouted.hessian[0, 0]))
        mean += step
        scouted = integrate(counts, mean, spread, _SCOUT_POINTS)
        if abs(step) <= _SETTLED_SCOUT:
            break
    # Whether it has settled is no matter: the last steps are taken in both directions at once.
    return mean, scouted.loglik


def _polished(
    counts: Counts, common: RandomIntercept, mean: float, spread: float
) -> RandomIntercept:
    """Return the peak near a start, by Newton steps in mean and spread that never go down."""
    place, here = np.array([mean, spread]), integrate(counts, mean, spread)
    settled = False
    for _ in range(_ROUNDS):
        step, here = _step_up(counts, place, here)
        place = place + step
        settled = bool(np.abs(step).max() <= _SETTLED * (1 + float(np.abs(place).max())))
        if settled:
            break
    tau = abs(float(place[1]))
    gain = here.loglik - common.loglik
    if tau < _NO_SPREAD or gain <= 0:
        return common
    if not settled and gain <= _INTEGRATED * abs(common.loglik):
        # Groups of one person: any spread explains the counts as well as none.
        return common
    if not settled:
        raise NotConvergedError("the mean and the spread of highest likelihood", _ROUNDS)
    covariance = np.linalg.inv(-here.hessian)
    return RandomIntercept(
        k=common.k,
        estimate=float(place[0]),
        se=math.sqrt(covariance[0, 0]),
        tau=tau,
        tau_se=math.sqrt(covariance[1, 1]),
        loglik=here.loglik,
        loglik_common=common.loglik,
        boundary=False,
    )


def _step_up(counts: Counts, place: Floats, here: Integrated) -> tuple[Floats, Integrated]:
    """Return a step that does not go down, halved as often as needed, and what is found there."""
    step, lowest = _uphill(here), here.loglik - _ROUNDING * abs(here.loglik)
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
