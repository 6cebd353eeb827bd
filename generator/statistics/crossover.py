"""Crossover trials and pairs: one group measured under both treatments.

The difference is the first treatment less the second, in units of the scale, with the standard
error within people. Taking the two periods for two groups throws this away: the interval comes out
far too wide. Source: Cochrane Handbook, version 6, 23.2.7.
"""

import math
from typing import NamedTuple

from scipy.special import stdtrit

from generator.statistics.adjusted_difference import correlation_is_possible
from generator.statistics.change_spread import implied_correlation
from generator.statistics.effect_mean import small_sample_correction
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import quantile
from generator.statistics.two_means import Difference, Standardised


class Paired(NamedTuple):
    """A difference within people: how many, the difference, and its standard error."""

    n: float
    estimate: float
    se: float

    @property
    def difference(self) -> Difference:
        """The difference with its t on n - 1 degrees of freedom.

        >>> paired = from_spread(12, 2.2, 3.1)
        >>> [round(limit, 3) for limit in paired.difference.interval()]
        [0.23, 4.17]
        """
        return Difference(self.estimate, self.se, self.n - 1)

    @property
    def deviation(self) -> float:
        """The standard deviation of single differences: se sqrt(n).

        >>> round(from_error(10, -1.4, 0.5).deviation, 4)
        1.5811
        """
        return self.se * math.sqrt(self.n)

    @property
    def standardised(self) -> Standardised:
        """The difference in standard deviations of single differences: J(n - 1) md/sd.

        se = sqrt(1/n + g^2/(2n)), as metafor escalc("SMCC"). It may not be pooled with differences
        in standard deviations between people.

        >>> round(from_spread(12, 2.2, 3.1).standardised.g, 4)
        0.66
        """
        if self.se <= 0:
            raise NoAnswerError("everybody differed by the same, so that there is no unit")
        d, correction = self.estimate / self.deviation, float(small_sample_correction(self.n - 1))
        if math.isnan(correction):
            raise NoAnswerError(f"{self.n:g} people are too few for a standardised difference")
        g = correction * d
        return Standardised(d, correction, g, math.sqrt((1 + g**2 / 2) / self.n))

    def correlation(self, sd1: float, sd2: float) -> float:
        """Return the correlation that goes with the spreads under both treatments.

        (sd1^2 + sd2^2 - sd of differences^2)/(2 sd1 sd2); beyond -1 or 1 the figures clash.

        >>> round(from_spread(16, 5.0, 4.0).correlation(10, 12), 2)
        0.95
        """
        return implied_correlation(sd1, sd2, self.deviation)

    def between_people(self, sd1: float, sd2: float) -> Difference:
        """Return the difference in standard deviations between people, to pool with other trials.

        md/sqrt((sd1^2 + sd2^2)/2), se = sqrt(1/n + d^2/(2n)) sqrt(2 (1 - r)). Source: Handbook,
        23.2.7.2.

        >>> answer = from_spread(16, 5.0, 4.0).between_people(10, 12)
        >>> round(answer.estimate, 4), round(answer.se, 4)
        (0.4527, 0.083)
        """
        r = self.correlation(sd1, sd2)
        if not correlation_is_possible(r):
            raise NoAnswerError(f"the spreads do not fit together: their correlation is {r:.2f}")
        d = self.estimate / math.sqrt((sd1**2 + sd2**2) / 2)
        square = (1 + d**2 / 2) / self.n * 2 * max(0.0, 1 - r)
        return Difference(d, math.sqrt(square))


def from_correlation(n: float, estimate: float, sd1: float, sd2: float, r: float) -> Paired:
    """Return the pairs whose spreads and correlation are known: sd^2 = s1^2 + s2^2 - 2 r s1 s2.

    >>> round(from_correlation(16, 5.0, 10, 12, 0.95).se, 6)
    1.0
    """
    if not correlation_is_possible(r):
        raise NoAnswerError(f"a correlation lies between -1 and 1, not at {r:g}")
    square = (sd1 - sd2) ** 2 + 2 * max(0.0, 1 - r) * sd1 * sd2
    return from_spread(n, estimate, math.sqrt(square))


def from_spread(n: float, estimate: float, deviation: float) -> Paired:
    """Return the pairs whose single differences have this standard deviation.

    >>> round(from_spread(12, 2.2, 3.1).se, 4)
    0.8949
    """
    return from_error(n, estimate, deviation / math.sqrt(n) if n > 0 else math.nan)


def from_error(n: float, estimate: float, se: float) -> Paired:
    """Return the pairs whose mean difference has this standard error.

    >>> from_error(10, -1.4, 0.5)
    Paired(n=10, estimate=-1.4, se=0.5)
    """
    if n < 2 or not se >= 0:  # noqa: PLR2004 - one pair has no spread
        raise NoAnswerError(f"no answer from {n:g} pairs with the standard error {se:g}")
    return Paired(n, estimate, se)


def from_t(n: float, estimate: float, t: float) -> Paired:
    """Return the pairs of this paired t test: se = |md|/|t|.

    >>> from_t(14, 3.0, 2.4).se
    1.25
    """
    if t == 0 or estimate == 0:
        raise NoAnswerError("no difference at all tells nothing about its standard error")
    return from_error(n, estimate, abs(estimate) / abs(t))


def from_p(n: float, estimate: float, p: float) -> Paired:
    """Return the pairs of the paired t test with this two-sided p: t is its 1 - p/2 quantile.

    >>> round(from_p(10, 0.5, 0.3).se, 4)
    0.4547
    """
    if not 0 < p <= 1 or n < 2:  # noqa: PLR2004 - one pair has no spread
        raise NoAnswerError(f"no t goes with p = {p:g} of {n:g} pairs")
    return from_t(n, estimate, -float(stdtrit(n - 1, p / 2)))


def from_interval(
    n: float, estimate: float, low: float, high: float, level: float = 0.95
) -> Paired:
    """Return the pairs of this t interval: se = (high - low)/(2 t), t on n - 1.

    >>> round(from_interval(12, 1.5, 0.4, 2.6).se, 4)
    0.4998
    """
    if not low < high or n < 2:  # noqa: PLR2004 - one pair has no spread
        raise NoAnswerError(f"no answer from an interval from {low:g} to {high:g} of {n:g} pairs")
    return from_error(n, estimate, (high - low) / (2 * quantile(n - 1, level)))
