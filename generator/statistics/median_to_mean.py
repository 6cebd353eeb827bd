"""Means and standard deviations of a group of which median and quartiles or range are printed.

They are right for values near a normal distribution only: where what is printed shows that it is
skewed, `mean_from_median` refuses. Units are those of the scale.
Sources: Wan X et al. BMC Med Res Methodol 2014;14:135; Luo D et al. Stat Methods Med Res
2018;27:1785-1805; Shi J et al. Res Synth Methods 2020;11:641-654; the test of skewness, Shi J et
al. Stat Methods Med Res 2023;32:1338-1360. Quantiles are those of the formula for every
number of people, not of the tables that Wan prints up to 50 and 201, which R's meta takes instead.
"""

import math
from typing import Literal, NamedTuple

from scipy.special import ndtri

from generator.statistics.no_answer import NoAnswerError
from generator.statistics.two_means import Group

Kind = Literal["range", "iqr", "both"]


class Summary(NamedTuple):
    """How many people, their median, and what else of the distribution is printed."""

    n: int
    median: float
    quartiles: tuple[float, float] | None = None
    ends: tuple[float, float] | None = None

    @property
    def kind(self) -> Kind:
        """Which figures stand beside the median.

        >>> Summary(15, 49.3, quartiles=(45.1, 54.8)).kind
        'iqr'
        """
        if self.quartiles and self.ends:
            return "both"
        if not self.quartiles and not self.ends:
            raise NoAnswerError("a median alone, without quartiles or range, has no spread")
        return "iqr" if self.quartiles else "range"


def mean_from_median(summary: Summary) -> Group:
    """Return Luo's mean with Wan's or Shi's standard deviation, unless the values are skewed.

    >>> group = mean_from_median(Summary(15, 49.3, (45.1, 54.8), (32.4, 66.3)))
    >>> round(group.mean, 4), round(group.sd, 4)
    (49.6607, 9.2699)
    >>> mean_from_median(Summary(25, 7.5, ends=(3.0, 24.6)))
    Traceback (most recent call last):
    generator.statistics.no_answer.NoAnswerError: values around a median of 7.5 are skewed: \
0.58 where 0.38 is the limit
    """
    skewness, limit = skew(summary), skew_limit(summary)
    if skewness is not None and skewness >= limit:
        raise NoAnswerError(
            f"values around a median of {summary.median:g} are skewed: "
            f"{skewness:.2f} where {limit:.2f} is the limit"
        )
    return Group(summary.n, luo_mean(summary), spread(summary))


def luo_mean(summary: Summary) -> float:
    """Return Luo's mean: the middles of ends and quartiles weighted with the median.

    Range: w = 4/(4 + n^0.75); quartiles: w = 0.7 + 0.39/n; both: 2.2/(2.2 + n^0.75) for the range
    and 0.7 - 0.72/n^0.55 for the quartiles (equations 7, 11 and 15). The median has the rest.

    >>> round(luo_mean(Summary(25, 7.5, quartiles=(5.5, 9.9))), 5)
    7.64312
    """
    n, kind = summary.n, summary.kind
    root = math.pow(n, 0.75)
    if kind == "range":
        of_ends, of_quartiles = 4 / (4 + root), 0.0
    elif kind == "iqr":
        of_ends, of_quartiles = 0.0, 0.7 + 0.39 / n
    else:
        of_ends, of_quartiles = 2.2 / (2.2 + root), 0.7 - 0.72 / math.pow(n, 0.55)
    mean = (1 - of_ends - of_quartiles) * summary.median
    for weight, figures in ((of_ends, summary.ends), (of_quartiles, summary.quartiles)):
        mean += weight * sum(figures or ()) / 2
    return mean


def wan_mean(summary: Summary) -> float:
    """Return Wan's mean, the plain one that earlier reviews took.

    (a + 2m + b)/4, (q1 + m + q3)/3 or (a + 2 q1 + 2m + 2 q3 + b)/8.

    >>> wan_mean(Summary(25, 8.0, quartiles=(5.5, 10.5)))
    8.0
    """
    middle, ends, quartiles = summary.median, summary.ends or (), summary.quartiles or ()
    if summary.kind == "range":
        return (sum(ends) + 2 * middle) / 4
    if summary.kind == "iqr":
        return (sum(quartiles) + middle) / 3
    return (sum(ends) + 2 * sum(quartiles) + 2 * middle) / 8


def spread(summary: Summary) -> float:
    """Return the standard deviation: Wan's from range or quartiles, Shi's from both.

    (b - a)/xi, (q3 - q1)/eta, or both of these with weights w and 1 - w, w = 1/(1 + 0.07 n^0.6).
    xi = 2 z((n - 0.375)/(n + 0.25)), eta = 2 z((0.75 n - 0.125)/(n + 0.25)).

    >>> round(spread(Summary(25, 7.5, quartiles=(5.5, 9.9))), 4)
    3.4589
    """
    return _spread(summary, 1 / (1 + 0.07 * math.pow(summary.n, 0.6)))


def wan_spread(summary: Summary) -> float:
    """Return Wan's standard deviation, which gives range and quartiles equal weight.

    >>> round(wan_spread(Summary(15, 49.3, (45.1, 54.8), (32.4, 66.3))), 4)
    8.8392
    """
    return _spread(summary, 0.5)


def skew(summary: Summary) -> float | None:
    """Return Shi's test statistic of skewness: how far the median lies from the middle.

    |a + b - 2m|/(b - a) of the range, |q1 + q3 - 2m|/(q3 - q1) of the quartiles, or, of both, the
    larger of the first times 2.65 log(0.6 n)/sqrt(n) and the second. None where quartiles or ends
    are one value.

    >>> round(skew(Summary(25, 7.5, ends=(3.0, 24.6))), 4)
    0.5833
    """
    printed = [figures for figures in (summary.ends, summary.quartiles) if figures]
    kind = summary.kind
    if any(low == high for low, high in printed):
        return None
    distances = [abs(low + high - 2 * summary.median) / (high - low) for low, high in printed]
    if kind == "both":
        distances[0] *= 2.65 * math.log(0.6 * summary.n) / math.sqrt(summary.n)
    return max(distances)


def skew_limit(summary: Summary) -> float:
    """Return the value from which skewness is significant at 5 percent.

    Range: 1/log(n + 9) + 2.5/(n + 1); quartiles: 2.65/sqrt(n) - 6/n^2; both: 3/sqrt(n) - 40/n^3.

    >>> round(skew_limit(Summary(25, 7.5, quartiles=(5.5, 9.9))), 4)
    0.5204
    """
    n = summary.n
    if summary.kind == "range":
        return 1 / math.log(n + 9) + 2.5 / (n + 1)
    if summary.kind == "iqr":
        return 2.65 / math.sqrt(n) - 6 / n**2
    return 3 / math.sqrt(n) - 40 / n**3


def _spread(summary: Summary, weight_of_ends: float) -> float:
    n, by_range, by_quartiles = summary.n, 0.0, 0.0
    if n < 2:  # noqa: PLR2004 - one person has no spread
        raise NoAnswerError("one person has no standard deviation")
    if summary.ends:
        by_range = (summary.ends[1] - summary.ends[0]) / _width(n, n - 0.375)
    if summary.quartiles:
        by_quartiles = (summary.quartiles[1] - summary.quartiles[0]) / _width(n, 0.75 * n - 0.125)
    if summary.kind != "both":
        return by_range + by_quartiles
    return weight_of_ends * by_range + (1 - weight_of_ends) * by_quartiles


def _width(n: int, rank: float) -> float:
    """Return how many standard deviations lie between the ranks expected at both ends."""
    return 2 * float(ndtri(rank / (n + 0.25)))
