"""Two groups of counts compared by their likelihood, with a level of its own for each study.

The log odds (or log rate) is a_i + d + tau z_i/2 in the first group of study i and a_i - tau z_i/2
in the second: the unconditional model with fixed studies ("UM.FS"), random effects coded -/+ 1/2.
Sources: Turner RM et al. Stat Med 2000;19:3417-3432; Jackson D et al. Stat Med 2018;37:1059-1085.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from generator.statistics.cumulant import Counts, as_column
from generator.statistics.effect import Floats
from generator.statistics.integrated_likelihood import hermite
from generator.statistics.maximum import Peak, climb
from generator.statistics.no_answer import NoMaximumError, NotConvergedError

# Steps on the scale of log odds; no level or difference that counts can show lies beyond these.
_LARGEST_STEP, _FARTHEST_START, _FARTHEST = 2.0, 10.0, 60.0
# A search that starts without any spread would stay there: the slope in the spread is 0 at 0.
_LEAST_START = 0.1
# More than this share of the log-likelihood is more than the rounding of its search.
_GAIN = 1e-10
# No fit of the reference data needs as many steps.
_ROUNDS_OF_LEVELS, _ROUNDS_OF_MODES = 60, 100
# Steps on the scale of a standard normal, or of log odds: their squares, by which the likelihood
# changes, are lost in a float.
_SETTLED_LEVEL, _SETTLED_MODE = 1e-9, 1e-10
_FLAT, _TINY = 1e-8, 1e-300


class Pair(NamedTuple):
    """The counts of the first and of the second group of the same studies."""

    first: Counts
    second: Counts

    def expect_difference(self) -> None:
        """Raise NoMaximumError where in one of the groups nobody, or everybody, had the event."""
        for counts in self:
            if (counts.events <= counts.least).all() or (counts.events >= counts.most).all():
                raise NoMaximumError(
                    "in one of the groups every count is the smallest, or the largest, possible"
                )


class TwoGroups(NamedTuple):
    """A fit of two groups: the difference of log odds or log rates, and how far studies differ.

    `loglik` is that of the counts at the modes of the studies, `loglik_common` that of one
    difference for all.
    """

    estimate: float
    se: float
    tau2: float
    loglik: float
    loglik_common: float


def fit_fixed_studies(pair: Pair, start: float, spread: float, points: int = 7) -> TwoGroups:
    """Return the highest likelihood of the model with a level for each study, from a start nearby.

    Levels are solved for each difference and spread, so that only these two are searched; standard
    errors hold the doubt about levels and spread. Studies in which nobody or everybody had the
    event must be left out before. The trials of BCG in R's metafor with lme4:

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import BCG
    >>> pair = Pair(Binomial.of(*BCG[:2]), Binomial.of(*BCG[2:]))
    >>> fit = fit_fixed_studies(pair, -0.74, 0.55)
    >>> round(fit.estimate, 3), round(fit.se, 3), round(fit.tau2, 3)
    (-0.745, 0.176, 0.295)
    """
    pair.expect_difference()
    levels = _Levels(pair, points)
    common = climb(lambda place: levels.loglik(float(place[0]), 0.0), [start])
    peak = climb(
        lambda place: levels.loglik(float(place[0]), abs(float(place[1]))),
        [start, max(spread, _LEAST_START)],
    )
    if peak.height <= common.height + _GAIN * abs(common.height):
        return _fit(levels, common, common.height)
    return _fit(levels, peak, common.height)


class _Levels:
    """The likelihood with the best level of each study, where each search starts from the last."""

    def __init__(self, pair: Pair, points: int) -> None:
        self._pair = pair
        self._points = points
        events = pair.first.events + pair.second.events
        first, second = (counts.cumulants(np.zeros_like(events)).expected for counts in pair)
        start = np.log((events + 0.5) / (first + second))
        self._levels = np.clip(start, -_FARTHEST_START, _FARTHEST_START)

    def loglik(self, difference: float, spread: float) -> float:
        """Return the log-likelihood at a difference and a spread."""
        for _ in range(_ROUNDS_OF_LEVELS):
            _, slope, curvature = self._integrated(difference, spread)
            step = slope / np.maximum(-curvature, _FLAT)
            step = np.clip(step, -_LARGEST_STEP, _LARGEST_STEP)
            self._levels = np.clip(self._levels + step, -_FARTHEST, _FARTHEST)
            if np.abs(step).max() <= _SETTLED_LEVEL:
                logliks, _, _ = self._integrated(difference, spread)
                return float(logliks.sum())
        raise NotConvergedError("the level of each study", _ROUNDS_OF_LEVELS)

    def loglik_at_modes(self, difference: float, spread: float) -> float:
        """Return the log-likelihood of the counts at the modes of the random effects."""
        self.loglik(difference, spread)
        modes, _ = self._modes(difference, spread)
        kernel = self._kernel(difference, spread, modes[:, None])[:, 0]
        return float((kernel + self._constant).sum())

    @property
    def _constant(self) -> Floats:
        return np.asarray(self._pair.first.constant + self._pair.second.constant)

    def _with_parameters(
        self, difference: float, spread: float, z: Floats
    ) -> Iterator[tuple[Counts, Floats]]:
        """Yield the counts of both groups with their log odds or log rates."""
        level = as_column(self._levels, z)
        yield self._pair.first, level + difference + spread * z / 2
        yield self._pair.second, level - spread * z / 2

    def _kernel(self, difference: float, spread: float, z: Floats) -> Floats:
        first, second = (
            as_column(counts.events, z) * parameter - counts.cumulants(parameter).normaliser
            for counts, parameter in self._with_parameters(difference, spread, z)
        )
        return np.asarray(first + second)

    def _modes(self, difference: float, spread: float) -> tuple[Floats, Floats]:
        """Return each study's most likely z and the curvature before the last step towards it."""
        z = np.zeros_like(self._levels)
        longest = _LARGEST_STEP / max(spread, _TINY)
        for _ in range(_ROUNDS_OF_MODES):
            (gap1, var1), (gap2, var2) = self._gaps(difference, spread, z)
            curvature = 1 + spread**2 / 4 * (var1 + var2)
            step = np.clip((spread / 2 * (gap1 - gap2) - z) / curvature, -longest, longest)
            z = z + step
            if np.abs(step).max() <= _SETTLED_MODE:
                return z, curvature
        raise NotConvergedError("the most likely effect of each study", _ROUNDS_OF_MODES)

    def _gaps(self, difference: float, spread: float, z: Floats) -> Iterator[tuple[Floats, Floats]]:
        """Yield observed less expected counts, and their variances, of both groups."""
        for counts, parameter in self._with_parameters(difference, spread, z):
            _, expected, variance = counts.cumulants(parameter)
            yield as_column(counts.events, z) - expected, variance

    def _integrated(self, difference: float, spread: float) -> tuple[Floats, Floats, Floats]:
        """Return each study's log-likelihood with its slope and curvature in the level."""
        modes, curvature = self._modes(difference, spread)
        abscissae, log_weights = hermite(self._points)
        scale = np.sqrt(2 / curvature)
        z = modes[:, None] + scale[:, None] * abscissae
        parts = self._kernel(difference, spread, z) - z**2 / 2 + log_weights
        parts = parts + np.log(scale)[:, None] - math.log(2 * math.pi) / 2
        top = parts.max(axis=1)
        shares = np.exp(parts - top[:, None])
        sums = shares.sum(axis=1)
        shares = shares / sums[:, None]
        (gap1, var1), (gap2, var2) = self._gaps(difference, spread, z)
        slope = (shares * (gap1 + gap2)).sum(axis=1)
        bend = (shares * ((gap1 + gap2) ** 2 - var1 - var2)).sum(axis=1) - slope**2
        return top + np.log(sums) + self._constant, slope, bend


def _fit(levels: _Levels, peak: Peak, common: float) -> TwoGroups:
    difference, *spreads = map(float, peak.place)
    spread = abs(spreads[0]) if spreads else 0.0
    loglik = levels.loglik_at_modes(difference, spread)
    error = math.sqrt(max(peak.covariance[0, 0], 0.0))
    return TwoGroups(difference, error, spread**2, loglik, common)
