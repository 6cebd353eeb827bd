"""One share from several groups of people, by the likelihood of their counts."""

import math
from typing import NamedTuple

from numpy.typing import ArrayLike

from generator.statistics.cumulant import Binomial
from generator.statistics.effect_proportion import share_of_log_odds
from generator.statistics.glmm import RandomIntercept, fit_random_intercept
from generator.statistics.pooling import around, quantile
from generator.statistics.proportion import Interval


class PooledShare(NamedTuple):
    """A share over k groups, its interval, and the interval of a new group's share.

    `fit` holds mean and spread on the scale of log odds.
    """

    k: int
    share: float
    ci: Interval
    prediction: Interval
    fit: RandomIntercept


def pool_shares(events: ArrayLike, totals: ArrayLike, confidence: float = 0.95) -> PooledShare:
    """Return the share of two or more groups that differ, by the random-intercept logistic model.

    The share of a group in the middle; intervals by t on k - 1 degrees of freedom, with sqrt(se^2 +
    tau^2) for a new group. Nothing is added to zeros. It raises NoMaximumError where nobody, or
    everybody, had the event: then only the crude share can be told. Source: Stijnen T et al. Stat
    Med 2010;29:3046-3067. Responders to hyperdynamic therapy (Zhou XH et al. Stat Med
    1999;18:2683-2693):

    >>> from generator.statistics.examples import PRITZ
    >>> pooled = pool_shares(*PRITZ)
    >>> round(pooled.share, 3), [round(limit, 3) for limit in pooled.ci]
    (0.798, [0.68, 0.881])
    >>> [round(limit, 3) for limit in pooled.prediction]
    [0.403, 0.959]
    """
    counts = Binomial.of(events, totals)
    if len(counts.events) < 2:  # noqa: PLR2004 - one group has nothing to differ from
        raise ValueError("at least two groups are needed to see how far groups differ")
    fit = fit_random_intercept(counts)
    t = quantile(fit.k - 1, confidence)
    narrow, wide = (
        _shares(around(fit.estimate, t * spread))
        for spread in (fit.se, math.hypot(fit.se, fit.tau))
    )
    return PooledShare(fit.k, float(share_of_log_odds(fit.estimate)), narrow, wide, fit)


def _shares(log_odds: Interval) -> Interval:
    return Interval(float(share_of_log_odds(log_odds.low)), float(share_of_log_odds(log_odds.high)))
