"""The random-intercept model as other programs fit it: Laplace's method or a few quadrature points.

Only to reproduce papers: with few points the likelihood of rare events is off, and so are estimate
and spread. Source: Bates D et al. J Stat Softw 2015;67(1):1-48 (nAGQ = 1 is Laplace's method).
"""

import math
from typing import NamedTuple

from generator.statistics.cumulant import Counts
from generator.statistics.effect import Floats
from generator.statistics.glmm import RandomIntercept
from generator.statistics.integrated_likelihood import integrate_by_points, modes
from generator.statistics.maximum import climb


class ByPoints(NamedTuple):
    """A fit with a few quadrature points.

    `loglik` is that of the counts at the modes of the studies, as metafor prints it.
    """

    estimate: float
    se: float
    tau2: float
    loglik: float


def fit_by_points(counts: Counts, exact: RandomIntercept, points: int) -> ByPoints:
    """Return the highest likelihood under this many quadrature points, starting from the exact fit.

    On the boundary every number of points gives the exact fit. Responders to hyperdynamic therapy
    (Zhou XH et al. Stat Med 1999;18:2683-2693) in R's lme4 with nAGQ = 7:

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import PRITZ
    >>> from generator.statistics.glmm import fit_random_intercept
    >>> counts = Binomial.of(*PRITZ)
    >>> fit = fit_by_points(counts, fit_random_intercept(counts), 7)
    >>> round(fit.estimate, 4), round(fit.se, 4), round(fit.tau2, 4), round(fit.loglik, 3)
    (1.3766, 0.2884, 0.5893, -21.661)

    With nAGQ = 1 lme4 stops early (0.2834 and 0.5726); told to go on (tolPwrss = 1e-10) it gives
    0.28624 and 0.5738:

    >>> fit = fit_by_points(counts, fit_random_intercept(counts), 1)
    >>> round(fit.se, 5), round(fit.tau2, 4)
    (0.28624, 0.5738)
    """
    if exact.boundary:
        return ByPoints(exact.estimate, exact.se, 0.0, exact.loglik)

    def loglik(place: Floats) -> float:
        return integrate_by_points(counts, float(place[0]), abs(float(place[1])), points).loglik

    peak = climb(loglik, [exact.estimate, exact.tau])
    mean, spread = float(peak.place[0]), abs(float(peak.place[1]))
    return ByPoints(
        mean, math.sqrt(peak.covariance[0, 0]), spread**2, _at_modes(counts, mean, spread)
    )


def _at_modes(counts: Counts, mean: float, spread: float) -> float:
    parameter = mean + spread * modes(counts, mean, spread)[0]
    return float(
        (counts.events * parameter - counts.cumulants(parameter).normaliser + counts.constant).sum()
    )
