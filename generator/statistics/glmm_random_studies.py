"""Two groups of counts compared by their likelihood, with random levels and differences.

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
from generator.statistics.no_answer import NotConvergedError

# Steps on the scale of log odds. Odds of e^25 are past any count: a study in which all or none had
# the event has its difference there.
_LARGEST_STEP, _FARTHEST, _FARTHEST_LEVEL = 2.0, 25.0, 20.0
# A search that starts without any spread would stay there: the slope in the spread is 0 at 0.
_LEAST_LEVELS, _LEAST_START = 0.2, 0.1
# More than this share of the log-likelihood is more than the rounding of its search.
_GAIN = 1e-9
# No fit of the reference data needs as many steps.
_ROUNDS_OF_MODES, _ROUNDS_OF_DIFFERENCES = 100, 60
# Their squares, by which the likelihood changes, are lost in a float.
_SETTLED_MODE, _SETTLED_DIFFERENCE = 1e-10, 1e-7
# The step of a central difference of second order, and the flattest curvature it can tell from 0.
_STEP, _FLAT = 1e-3, 1e-6
# Levels that spread less than this do not spread.
_NO_SPREAD = 1e-4
_TINY = 1e-300


class Differing(NamedTuple):
    """Tests for differences between studies: Wald's and the likelihood ratio's."""

    wald: float
    ratio: float


def fit_random_studies(pair: Pair, start: float, spread: float) -> tuple[TwoGroups, Differing]:
    """Return the highest Laplace likelihood near a start, and the tests for differing studies.

    The trials of BCG in R's metafor with lme4:

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import BCG
    >>> pair = Pair(Binomial.of(*BCG[:2]), Binomial.of(*BCG[2:]))
    >>> fit, tests = fit_random_studies(pair, -0.76, 0.56)
    >>> round(fit.estimate, 2), round(fit.se, 2), round(fit.tau2, 2), round(fit.loglik, 1)
    (-0.76, 0.18, 0.32, -126.3)
    """
    pair.expect_difference()
    level, levels = _start(pair)

    def loglik(place: Floats) -> float:
        return float(_laplace(pair, place[0], place[1], place[2], place[3]).sum())

    common = climb(lambda place: loglik(np.append(place, 0.0)), [level, start, levels])
    near = [common.place[0], start, common.place[2], max(spread, _LEAST_START)]
    peak = climb(loglik, near)
    tests = _differing(pair, common)
    if peak.height <= common.height + _GAIN * abs(common.height):
        return _fit(common, 0.0, common.height), tests
    return _fit(peak, float(peak.place[3]) ** 2, common.height), tests


def _start(pair: Pair) -> tuple[float, float]:
    """Return the mean and the spread of the levels of the second groups, from their own counts."""
    zero = np.zeros_like(pair.second.events)
    levels = np.log((pair.second.events + 0.5) / (pair.second.cumulants(zero).expected + 0.5))
    mean = np.clip(levels.mean(), -_FARTHEST_LEVEL, _FARTHEST_LEVEL)
    return float(mean), max(_LEAST_LEVELS, float(levels.std()))


def _laplace(
    pair: Pair, level: float, difference: Floats | float, levels: float, spread: float
) -> Floats:
    """Return each study's log-likelihood by Laplace's method at its most likely u and z."""
    half = spread / 2
    u, z = _modes(pair, level, difference, levels, half)
    first, second = level + difference + levels * u + half * z, level + levels * u - half * z
    kernel1, kernel2 = pair.first.cumulants(first), pair.second.cumulants(second)
    a, b, c = _curvature(levels, half, kernel1.variance, kernel2.variance)
    counts = pair.first.events * first - kernel1.normaliser
    counts = counts + pair.second.events * second - kernel2.normaliser
    constant = pair.first.constant + pair.second.constant
    return np.asarray(counts + constant - (u**2 + z**2) / 2 - np.log(a * c - b * b) / 2)


def _modes(
    pair: Pair, level: float, difference: Floats | float, levels: float, half: float
) -> tuple[Floats, Floats]:
    """Return each study's most likely u and z, by Newton steps in both that cannot run away."""
    u, z = np.zeros_like(pair.first.events), np.zeros_like(pair.first.events)
    for _ in range(_ROUNDS_OF_MODES):
        first, second = level + difference + levels * u + half * z, level + levels * u - half * z
        _, mean1, var1 = pair.first.cumulants(first)
        _, mean2, var2 = pair.second.cumulants(second)
        gap1, gap2 = pair.first.events - mean1, pair.second.events - mean2
        slope_u, slope_z = levels * (gap1 + gap2) - u, half * (gap1 - gap2) - z
        a, b, c = _curvature(levels, half, var1, var2)
        determinant = a * c - b * b
        step_u = (c * slope_u - b * slope_z) / determinant
        step_z = (a * slope_z - b * slope_u) / determinant
        longest = np.maximum(np.abs(levels * step_u), np.abs(half * step_z))
        damped = np.minimum(1.0, _LARGEST_STEP / np.maximum(longest, _TINY))
        u, z = u + damped * step_u, z + damped * step_z
        if max(float(np.abs(step_u).max()), float(np.abs(step_z).max())) <= _SETTLED_MODE:
            return u, z
    raise NotConvergedError("the most likely effects of each study", _ROUNDS_OF_MODES)


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

    def loglik(place: Floats) -> float:
        differences[:] = each(float(place[0]), float(place[1]))
        return float(_laplace(pair, float(place[0]), differences, float(place[1]), 0.0).sum())

    peak = climb(loglik, [common.place[0], common.place[2]])
    loglik(peak.place)
    ratio = max(0.0, 2 * (peak.height - common.height))
    return Differing(_wald(pair, peak.place, differences), ratio)


def _best_differences(pair: Pair, level: float, levels: float, start: Floats) -> Floats:
    """Return the best difference for each study by itself, by Newton steps with differences."""
    finite = _has_difference(pair)
    ends = np.where(pair.first.events > pair.first.least, _FARTHEST, -_FARTHEST)
    place = np.where(finite, start, ends)
    for _ in range(_ROUNDS_OF_DIFFERENCES):
        here, up, down = (
            _laplace(pair, level, place + shift, levels, 0.0) for shift in (0.0, _STEP, -_STEP)
        )
        slope, bend = (up - down) / (2 * _STEP), (up - 2 * here + down) / _STEP**2
        move = np.clip(slope / np.maximum(-bend, _FLAT), -_LARGEST_STEP, _LARGEST_STEP)
        move = np.where(finite, move, 0.0)
        place = np.clip(place + move, -_FARTHEST, _FARTHEST)
        if np.abs(move).max() <= _SETTLED_DIFFERENCE:
            return np.asarray(place)
    raise NotConvergedError("the difference in each study", _ROUNDS_OF_DIFFERENCES)


def _has_difference(pair: Pair) -> NDArray[np.bool_]:
    """Tell which studies have a finite one: in the first group some had the event, some not."""
    first = pair.first
    return np.asarray((first.events > first.least) & (first.events < first.most))


def _wald(pair: Pair, place: Floats, differences: Floats) -> float:
    """Return Wald's statistic for one difference in all studies; infinite ones add nothing."""
    finite, size = _has_difference(pair), len(differences)
    if not finite.any():
        return 0.0
    information = np.zeros((size + 2, size + 2))
    for study in range(size):
        places = np.array([0, 1, study + 2])
        information[np.ix_(places, places)] -= _curvatures_of(pair, place, differences, study)
    kept = np.flatnonzero(finite) + 2
    # Where levels do not spread, their spread has no slope and no part in the doubt.
    spread = [1] if abs(float(place[1])) > _NO_SPREAD else []
    chosen = np.array([0, *spread, *kept])
    covariance = np.linalg.inv(information[np.ix_(chosen, chosen)])[-len(kept) :, -len(kept) :]
    precision = np.linalg.inv(covariance)
    values = differences[finite]
    middle = float(precision.sum(axis=0) @ values / precision.sum())
    return float((values - middle) @ precision @ (values - middle))


def _curvatures_of(pair: Pair, place: Floats, differences: Floats, study: int) -> Floats:
    """Return how one study's likelihood is curved in level, spread of levels and difference."""

    def loglik(point: Floats) -> float:
        moved = differences + (point[2] - differences[study])
        return float(_laplace(pair, point[0], moved, point[1], 0.0)[study])

    point = np.array([place[0], place[1], differences[study]])
    return hessian(loglik, point, loglik(point))


def _fit(peak: Peak, tau2: float, common: float) -> TwoGroups:
    error = math.sqrt(max(peak.covariance[1, 1], 0.0))
    return TwoGroups(float(peak.place[1]), error, tau2, peak.height, common)
