"""Two groups of counts compared by their likelihood, with a level of its own for each study.

The log odds (or log rate) is a_i + d + tau z_i/2 in the first group of study i and a_i - tau z_i/2
in the second: the unconditional model with fixed studies ("UM.FS"), random effects coded -/+ 1/2.
Sources: Turner RM et al. Stat Med 2000;19:3417-3432; Jackson D et al. Stat Med 2018;37:1059-1085.
"""

import math
from typing import NamedTuple

import numpy as np

from generator.statistics.cumulant import Counts, as_column
from generator.statistics.effect import Floats
from generator.statistics.glmm import hermite
from generator.statistics.maximum import Peak, climb

_LARGEST_STEP = 2.0


class Pair(NamedTuple):
    """The counts of the first and of the second group of the same studies."""

    first: Counts
    second: Counts


class TwoGroups(NamedTuple):
    """A fit of two groups: difference of log odds or log rates, its standard error, the variance between studies.

    `loglik` is that of the counts at the modes of the studies, `loglik_common` that of one
    difference for all.
    """

    estimate: float
    se: float
    tau2: float
    loglik: float
    loglik_common: float


def fit_fixed_studies(pair: Pair, start: float, spread: float, points: int = 7) -> TwoGroups:
    """Return the highest likelihood of the model with a level for each study, from a start near it.

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
    levels = _Levels(pair, points)
    common = climb(lambda at: levels.loglik(float(at[0]), 0.0), [start])
    peak = climb(
        lambda at: levels.loglik(float(at[0]), abs(float(at[1]))), [start, max(spread, 0.1)]
    )
    if peak.height <= common.height + 1e-10 * abs(common.height):
        return _fit(levels, common, common.height)
    return _fit(levels, peak, common.height)


class _Levels:
    """The likelihood with the best level of each study; levels found before are where the next search starts."""

    def __init__(self, pair: Pair, points: int) -> None:
        self._pair = pair
        self._points = points
        events = pair.first.events + pair.second.events
        both = [counts.cumulants(np.zeros_like(events)).expected for counts in pair]
        start = np.log((events + 0.5) / (both[0] + both[1]))
        self._levels = np.clip(start, -10.0, 10.0)

    def loglik(self, difference: float, spread: float) -> float:
        """Return the log-likelihood at a difference and a spread."""
        for _ in range(60):
            found, slope, curvature = self._at(difference, spread)
            step = np.clip(slope / np.maximum(-curvature, 1e-8), -_LARGEST_STEP, _LARGEST_STEP)
            self._levels = np.clip(self._levels + step, -60.0, 60.0)
            if np.abs(step).max() <= 1e-9:  # noqa: PLR2004 - its square is lost beside the likelihood
                break
        found, _, _ = self._at(difference, spread)
        return float(found.sum())

    def at_modes(self, difference: float, spread: float) -> float:
        """Return the log-likelihood of the counts at the modes of the random effects."""
        self.loglik(difference, spread)
        modes, _ = self._modes(difference, spread)
        return float(
            (self._kernel(difference, spread, modes[:, None])[:, 0] + self._constant).sum()
        )

    @property
    def _constant(self) -> Floats:
        return np.asarray(self._pair.first.constant + self._pair.second.constant)

    def _parameters(self, difference: float, spread: float, z: Floats) -> tuple[Floats, Floats]:
        level = as_column(self._levels, z)
        return level + difference + spread * z / 2, level - spread * z / 2

    def _kernel(self, difference: float, spread: float, z: Floats) -> Floats:
        parts = [
            as_column(counts.events, z) * parameter - counts.cumulants(parameter).normaliser
            for counts, parameter in zip(
                self._pair, self._parameters(difference, spread, z), strict=True
            )
        ]
        return np.asarray(parts[0] + parts[1])

    def _modes(self, difference: float, spread: float) -> tuple[Floats, Floats]:
        z = np.zeros_like(self._levels)
        longest, curvature = _LARGEST_STEP / max(spread, 1e-300), np.ones_like(z)
        for _ in range(100):
            (gap1, var1), (gap2, var2) = self._gaps(difference, spread, z)
            curvature = 1 + spread**2 / 4 * (var1 + var2)
            step = np.clip((spread / 2 * (gap1 - gap2) - z) / curvature, -longest, longest)
            z = z + step
            if np.abs(step).max() <= 1e-10:  # noqa: PLR2004 - on the scale of a standard normal
                break
        return z, curvature

    def _gaps(self, difference: float, spread: float, z: Floats) -> list[tuple[Floats, Floats]]:
        """Return observed less expected counts, and their variances, of both groups."""
        found = []
        for counts, parameter in zip(
            self._pair, self._parameters(difference, spread, z), strict=True
        ):
            _, expected, variance = counts.cumulants(parameter)
            found.append((as_column(counts.events, z) - expected, variance))
        return found

    def _at(self, difference: float, spread: float) -> tuple[Floats, Floats, Floats]:
        """Return each study's log-likelihood with its slope and curvature in the level."""
        modes, curvature = self._modes(difference, spread)
        at, log_weights = hermite(self._points)
        scale = np.sqrt(2 / curvature)
        z = modes[:, None] + scale[:, None] * at
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
    spread = abs(float(peak.place[1])) if len(peak.place) > 1 else 0.0
    estimate = float(peak.place[0])
    loglik = levels.at_modes(estimate, spread)
    return TwoGroups(
        estimate, math.sqrt(max(peak.covariance[0, 0], 0.0)), spread**2, loglik, common
    )
