"""Counts of studies pooled by their exact likelihood, with a normal random intercept between studies.

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

EXACT_POINTS = 101
_SCOUT_POINTS = 15
_LARGEST_STEP = 2.0
_SPREADS = np.geomspace(0.01, 12.0, 18)
_NO_SPREAD = 1e-6


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


class NoMaximumError(ValueError):
    """The likelihood has no highest point: it grows without end, as when nobody had the event."""


class Integrated(NamedTuple):
    """The log-likelihood with its gradient and Hessian in the mean and the spread."""

    loglik: float
    gradient: Floats
    hessian: Floats


def fit_random_intercept(counts: Counts) -> RandomIntercept:
    """Return the maximum-likelihood fit of counts with a normal random intercept, by 101-point quadrature.

    The mean and spread that give the highest likelihood anywhere, also where it has two peaks;
    standard errors from the observed information. Without a maximum (no event at all, or nothing
    but events) it raises NoMaximumError. Responders to hyperdynamic therapy (Zhou XH et al. Stat
    Med 1999;18:2683-2693): 80 % by R's lme4:

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
        scout_mean, found = _best_mean(counts, scout_mean, float(scout))
        if found > best:
            best, mean, spread = found, scout_mean, float(scout)
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
    """Return each study's most likely z with the curvature there, by Newton steps that cannot run away.

    >>> from generator.statistics.cumulant import Binomial
    >>> z, curvature = modes(Binomial.of([5], [10]), 0.0, 1.0)
    >>> float(z[0]), float(curvature[0])
    (0.0, 3.5)
    """
    z = np.zeros_like(counts.events)
    longest = _LARGEST_STEP / max(spread, 1e-300)
    for _ in range(200):
        _, expected, variance = counts.cumulants(mean + spread * z)
        curvature = 1 + spread**2 * variance
        step = np.clip((spread * (counts.events - expected) - z) / curvature, -longest, longest)
        z = z + step
        if (np.abs(step) <= 1e-10 * (1 + np.abs(z))).all():
            break
    return z, 1 + spread**2 * counts.cumulants(mean + spread * z).variance


@lru_cache(maxsize=8)
def hermite(points: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the nodes of Gauss-Hermite quadrature, and the logarithms of its weights with e^(x^2) put back.

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
    at, log_weights = hermite(points)
    nodes = centre[:, None] + scale[:, None] * at
    parameter = mean + spread * nodes
    kernel = (
        as_column(counts.events, nodes) * parameter
        - counts.cumulants(parameter).normaliser
        - nodes**2 / 2
    )
    return nodes, kernel + log_weights + np.log(scale)[:, None] - math.log(2 * math.pi) / 2


def _common_mean(counts: Counts) -> tuple[float, float, float]:
    """Return the one parameter of highest likelihood, the log-likelihood and the information there."""
    mean = 0.0
    for _ in range(500):
        _, expected, variance = counts.cumulants(np.full_like(counts.events, mean))
        information = float(variance.sum())
        gap = float((counts.events - expected).sum())
        step = max(
            -_LARGEST_STEP,
            min(_LARGEST_STEP, gap / information if information else math.copysign(9, gap)),
        )
        mean += step
        if abs(step) <= 1e-14 * (1 + abs(mean)):
            break
    normaliser, _, variance = counts.cumulants(np.full_like(counts.events, mean))
    return (
        mean,
        float((counts.events * mean - normaliser + counts.constant).sum()),
        float(variance.sum()),
    )


def _rises_from_no_spread(counts: Counts, mean: float) -> bool:
    """Tell whether the likelihood grows with the first bit of spread: sum((x - K')^2 - K'') > 0."""
    _, expected, variance = counts.cumulants(np.full_like(counts.events, mean))
    return float(((counts.events - expected) ** 2 - variance).sum()) > 0


def _best_mean(counts: Counts, mean: float, spread: float) -> tuple[float, float]:
    """Return the mean of highest likelihood at a spread, near enough to start from, and the log-likelihood."""
    found = integrate(counts, mean, spread, _SCOUT_POINTS)
    for _ in range(12):
        slope, curvature = float(found.gradient[0]), float(found.hessian[0, 0])
        step = slope / -curvature if curvature < 0 else math.copysign(_LARGEST_STEP, slope)
        step = max(-_LARGEST_STEP, min(_LARGEST_STEP, step))
        mean += step
        found = integrate(counts, mean, spread, _SCOUT_POINTS)
        if abs(step) <= 1e-3:  # noqa: PLR2004 - the last steps are taken in both directions at once
            break
    return mean, found.loglik


def _polished(
    counts: Counts, common: RandomIntercept, mean: float, spread: float
) -> RandomIntercept:
    """Return the peak near a start, by Newton steps in mean and spread that never go down."""
    place, found = np.array([mean, spread]), integrate(counts, mean, spread)
    for _ in range(200):
        step = _uphill(found)
        while (new := integrate(counts, *(place + step))).loglik < found.loglik - 1e-12 * abs(
            found.loglik
        ):
            step = step / 2
            if np.abs(step).max() < 1e-14:  # noqa: PLR2004 - nothing is higher
                break
        place, found = place + step, new
        if np.abs(step).max() <= 1e-11 * (1 + float(np.abs(place).max())):
            break
    tau = abs(float(place[1]))
    if tau < _NO_SPREAD or found.loglik <= common.loglik:
        return common
    covariance = np.linalg.inv(-found.hessian)
    return RandomIntercept(
        k=common.k,
        estimate=float(place[0]),
        se=math.sqrt(covariance[0, 0]),
        tau=tau,
        tau_se=math.sqrt(covariance[1, 1]),
        loglik=found.loglik,
        loglik_common=common.loglik,
        boundary=False,
    )


def _uphill(found: Integrated) -> Floats:
    """Return Newton's step where the likelihood is curved down, else a step up its slope; never longer than 1."""
    values, vectors = np.linalg.eigh(found.hessian)
    step = vectors @ ((vectors.T @ found.gradient) / np.maximum(np.abs(values), 1e-12))
    return np.asarray(step / max(1.0, float(np.abs(step).max())))
