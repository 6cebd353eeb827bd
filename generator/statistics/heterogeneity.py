"""How far true effects differ between studies: intervals for tau², I² and H²."""

import math
from typing import NamedTuple

from scipy.special import chdtri

from generator.statistics.effect import Floats
from generator.statistics.pooling import quantile, typical_variance
from generator.statistics.proportion import Interval
from generator.statistics.tau_squared import check_studies, residual_sum, where_residual_sum_is


class HeterogeneityInterval(NamedTuple):
    """Intervals for the variance between studies, its root, I squared in percent, and H squared."""

    tau2: Interval
    tau: Interval
    i2: Interval
    h2: Interval

    @property
    def is_empty(self) -> bool:
        """Tell whether no variance between studies fits: they agree more closely than by chance.

        Q then lies below its lower quantile even at a variance of 0, and both limits are 0.
        """
        return self.tau2.high == 0


def q_profile(yi: Floats, vi: Floats, confidence: float = 0.95) -> HeterogeneityInterval:
    """Return the Q-profile interval: where Q meets the quantiles of chi-squared on k - 1.

    The limits are variances between studies. One at which Q is never that large is 0. Source:
    Viechtbauer W. Stat Med 2007;26:37-52; the trials of BCG as log risk ratios (Viechtbauer W. J
    Stat Softw 2010;36(3):1-48):

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> intervals = q_profile(*log_risk_ratios(*BCG))
    >>> [round(limit, 4) for limit in intervals.tau2], [round(limit, 2) for limit in intervals.i2]
    ([0.1197, 1.1115], [81.92, 97.68])
    """
    check_studies(yi, vi, least=2)
    df, tail = len(yi) - 1, (1 - confidence) / 2
    # chdtri takes the upper tail: the higher quantile gives the lower limit.
    low, high = (
        where_residual_sum_is(yi, vi, float(chdtri(df, upper))) for upper in (tail, 1 - tail)
    )
    typical = typical_variance(vi)
    return HeterogeneityInterval(
        Interval(low, high),
        Interval(math.sqrt(low), math.sqrt(high)),
        Interval(100 * low / (low + typical), 100 * high / (high + typical)),
        Interval(low / typical + 1, high / typical + 1),
    )


def i_squared_interval(yi: Floats, vi: Floats, confidence: float = 0.95) -> Interval | None:
    """Return the test-based interval of I² in percent; none for two studies that agree.

    I² = max(0, (Q - df)/Q). On the scale of log H, H = sqrt(Q/df), cut at 1, with se = (log Q - log
    df)/(2(sqrt(2Q) - sqrt(2k - 3))) where Q > k, else sqrt((1 - 1/(3(k - 2)^2))/(2(k - 2))).
    Source: Higgins JPT, Thompson SG. Stat Med 2002;21:1539-1558; the trials of BCG in R's meta:

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> [round(limit, 1) for limit in i_squared_interval(*log_risk_ratios(*BCG))]
    [88.3, 94.7]
    """
    check_studies(yi, vi, least=2)
    k, q = len(yi), residual_sum(yi, vi, 0.0)
    df = k - 1
    if q > k:
        se = (math.log(q) - math.log(df)) / (2 * (math.sqrt(2 * q) - math.sqrt(2 * k - 3)))
    elif k > 2:  # noqa: PLR2004 - two studies have no se
        se = math.sqrt((1 - 1 / (3 * (k - 2) ** 2)) / (2 * (k - 2)))
    else:
        return None
    middle, spread = math.log(max(1.0, math.sqrt(q / df))), quantile(None, confidence) * se
    low, high = (max(1.0, math.exp(middle + sign * spread)) for sign in (-1, 1))
    return Interval(*(100 * (h * h - 1) / (h * h) for h in (low, high)))
