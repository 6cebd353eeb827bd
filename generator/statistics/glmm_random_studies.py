"""Two groups of counts compared by their likelihood, with random levels and random differences of studies.

The log odds (or log rate) is b + d + s u_i + tau z_i/2 in the first group of study i and b + s u_i
- tau z_i/2 in the second: the unconditional model with random studies ("UM.RS"), by Laplace's
method as R's lme4 fits it. Source: Jackson D et al. Stat Med 2018;37:1059-1085.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.statistics.effect import Floats
from generator.statistics.glmm_fixed_studies import Pair, TwoGroups
from generator.statistics.maximum import Peak, climb, hessian

_LARGEST_STEP = 2.0
_FARTHEST = 25.0


class Differing(NamedTuple):
    """Tests for differences between studies: Wald's and the likelihood ratio's."""

    wald: float
    ratio: float


def fit_random_studies(pair: Pair, start: float, spread: float) -> tuple[TwoGroups, Differing]:
    """Return the highest Laplace likelihood from a start near it, and the tests for differences between studies.

    The trials of BCG in R's metafor with lme4:

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import BCG
    >>> pair = Pair(Binomial.of(*BCG[:2]), Binomial.of(*BCG[2:]))
    >>> fit, tests = fit_random_studies(pair, -0.76, 0.56)
    >>> round(fit.estimate, 2), round(fit.se, 2), round(fit.tau2, 2), round(fit.loglik, 1)
    (-0.76, 0.18, 0.32, -126.3)
    """
    level, levels = _start(pair)

    def common_loglik(at: Floats) -> float:
        return float(_laplace(pair, at[0], at[1], at[2], 0.0).sum())

    common = climb(common_loglik, [level, start, levels])

    def loglik(at: Floats) -> float:
        return float(_laplace(pair, at[0], at[1], at[2], at[3]).sum())

    peak = climb(loglik, [common.place[0], start, common.place[2], max(spread, 0.1)])
    tests = _differing(pair, common)
    if peak.height <= common.height + 1e-9 * abs(common.height):
        return _fit(common, 0.0, common.height), tests
    return _fit(peak, float(peak.place[3]) ** 2, common.height), tests


def _start(pair: Pair) -> tuple[float, float]:
    """Return the mean and the spread of the levels of the second groups, from their own counts."""
    zero = np.zeros_like(pair.second.events)
    levels = np.log((pair.second.events + 0.5) / (pair.second.cumulants(zero).expected + 0.5))
    return float(np.clip(levels.mean(), -20, 20)), max(0.2, float(levels.std()))


def _laplace(
    pair: Pair, level: float, difference: Floats | float, levels: float, spread: float
) -> Floats:
    """Return each study's log-likelihood by Laplace's method at its most likely u and z."""
    half = spread / 2
    u, z = np.zeros_like(pair.first.events), np.zeros_like(pair.first.events)
    for _ in range(100):
        first, second = level + difference + levels * u + half * z, level + levels * u - half * z
        _, mean1, var1 = pair.first.cumulants(first)
        _, mean2, var2 = pair.second.cumulants(second)
        gap1, gap2 = pair.first.events - mean1, pair.second.events - mean2
        slope_u, slope_z = levels * (gap1 + gap2) - u, half * (gap1 - gap2) - z
        a, b, c = _curvature(levels, half, var1, var2)
        determinant = a * c - b * b
        step_u, step_z = (
            (c * slope_u - b * slope_z) / determinant,
            (a * slope_z - b * slope_u) / determinant,
        )
        longest = np.maximum(np.abs(levels * step_u), np.abs(half * step_z))
        damped = np.minimum(1.0, _LARGEST_STEP / np.maximum(longest, 1e-300))
        u, z = u + damped * step_u, z + damped * step_z
        if max(float(np.abs(step_u).max()), float(np.abs(step_z).max())) <= 1e-10:  # noqa: PLR2004 - of a normal
            break
    first, second = level + difference + levels * u + half * z, level + levels * u - half * z
    kernel1, kernel2 = pair.first.cumulants(first), pair.second.cumulants(second)
    a, b, c = _curvature(levels, half, kernel1.variance, kernel2.variance)
    counts = (
        pair.first.events * first
        - kernel1.normaliser
        + pair.second.events * second
        - kernel2.normaliser
    )
    constant = pair.first.constant + pair.second.constant
    return np.asarray(counts + constant - (u**2 + z**2) / 2 - np.log(a * c - b * b) / 2)


def _curvature(
    levels: float, half: float, var1: Floats, var2: Floats
) -> tuple[Floats, Floats, Floats]:
    both = var1 + var2
    return 1 + levels**2 * both, levels * half * (var1 - var2), 1 + half**2 * both


def _differing(pair: Pair, common: Peak) -> Differing:
    """Return the tests that compare one difference for all with one for each study."""
    studies = len(pair.first.events)
    differences = np.full(studies, float(common.place[1]))

    def each(level: float, levels: float) -> Floats:
        return _best_differences(pair, level, levels, differences)

    def loglik(at: Floats) -> float:
        differences[:] = each(float(at[0]), float(at[1]))
        return float(_laplace(pair, float(at[0]), differences, float(at[1]), 0.0).sum())

    peak = climb(loglik, [common.place[0], common.place[2]])
    loglik(peak.place)
    ratio = max(0.0, 2 * (peak.height - common.height))
    return Differing(_wald(pair, peak.place, differences), ratio)


def _best_differences(pair: Pair, level: float, levels: float, start: Floats) -> Floats:
    """Return the difference of highest likelihood for each study by itself, by Newton steps with differences."""
    told, step = _told(pair), 1e-3
    at = np.where(
        told, start, np.where(pair.first.events > pair.first.least, _FARTHEST, -_FARTHEST)
    )
    for _ in range(60):
        here, up, down = (
            _laplace(pair, level, at + shift, levels, 0.0) for shift in (0.0, step, -step)
        )
        slope, bend = (up - down) / (2 * step), (up - 2 * here + down) / step**2
        move = np.where(
            told, np.clip(slope / np.maximum(-bend, 1e-6), -_LARGEST_STEP, _LARGEST_STEP), 0.0
        )
        at = np.clip(at + move, -_FARTHEST, _FARTHEST)
        if np.abs(move).max() <= 1e-7:  # noqa: PLR2004 - its square is lost beside the likelihood
            break
    return np.asarray(at)


def _told(pair: Pair) -> NDArray[np.bool_]:
    """Tell which studies have a finite difference: somebody in the first group had the event, and not everybody."""
    return np.asarray(
        (pair.first.events > pair.first.least) & (pair.first.events < pair.first.most)
    )


def _wald(pair: Pair, place: Floats, differences: Floats) -> float:
    """Return Wald's statistic for one difference in all studies; a study without a finite one adds nothing."""
    told, size = _told(pair), len(differences)
    information = np.zeros((size + 2, size + 2))
    for study in range(size):

        def own(at: Floats, study: int = study) -> float:
            return float(
                _laplace(pair, at[0], differences + (at[2] - differences[study]), at[1], 0.0)[study]
            )

        at = np.array([place[0], place[1], differences[study]])
        places = np.array([0, 1, study + 2])
        information[np.ix_(places, places)] -= hessian(own, at, own(at))
    kept = np.flatnonzero(told) + 2
    if not len(kept):
        return 0.0
    # Where levels do not spread, their spread has no slope and no part in the doubt.
    chosen = np.array([0, *([1] if abs(float(place[1])) > 1e-4 else []), *kept])  # noqa: PLR2004
    covariance = np.linalg.inv(information[np.ix_(chosen, chosen)])[-len(kept) :, -len(kept) :]
    precision = np.linalg.inv(covariance)
    values = differences[told]
    middle = float(precision.sum(axis=0) @ values / precision.sum())
    return float((values - middle) @ precision @ (values - middle))


def _fit(peak: Peak, tau2: float, common: float) -> TwoGroups:
    return TwoGroups(
        float(peak.place[1]), math.sqrt(max(peak.covariance[1, 1], 0.0)), tau2, peak.height, common
    )
