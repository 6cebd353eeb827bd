"""Standard deviations and differences worked out from what a report prints in their place.

Standard errors, intervals of a mean, the t or p of a comparison. Units are those of the scale.
Figures from which nothing follows raise NoAnswerError. Source of all: Cochrane Handbook, version 6,
sections 6.5.2.2 and 6.5.2.3.
"""

import math
from typing import NamedTuple

from scipy.special import ndtri, stdtr, stdtrit

from generator.statistics.no_answer import NoAnswerError
from generator.statistics.two_means import Difference, Group, Standardised, g_of


class Comparison(NamedTuple):
    """The t of two groups with equal spread, on n1 + n2 - 2 degrees of freedom."""

    t: float
    n1: float
    n2: float

    @property
    def df(self) -> float:
        """The degrees of freedom.

        >>> Comparison(2.1, 20, 22).df
        40
        """
        return self.n1 + self.n2 - 2

    @property
    def p(self) -> float:
        """The two-sided p value.

        >>> round(Comparison(2.1, 20, 22).p, 6)
        0.042082
        """
        return 2 * float(stdtr(self.df, -abs(self.t)))

    @property
    def g(self) -> Standardised:
        """Hedges' g with d = t sqrt(1/n1 + 1/n2): it needs no means.

        >>> round(Comparison(2.1, 20, 22).g.g, 4)
        0.6366
        """
        return g_of(self.t * math.sqrt(1 / self.n1 + 1 / self.n2), self.n1, self.n2)

    def difference(self, estimate: float) -> Difference:
        """Return a mean difference with the standard error |difference|/|t|; t interval.

        The Handbook's example in 6.5.2.3, with P = 0.008 for 25 and 22 people and a difference of
        3.8, prints 1.37:

        >>> round(Comparison.from_p(0.008, 25, 22).difference(3.8).se, 2)
        1.37
        """
        if self.t == 0 or estimate == 0:
            raise NoAnswerError("no difference at all tells nothing about its standard error")
        return Difference(estimate, abs(estimate) / abs(self.t), self.df)

    def deviation(self, estimate: float) -> float:
        """Return the standard deviation within groups: se/sqrt(1/n1 + 1/n2).

        >>> round(Comparison.from_p(0.008, 25, 22).deviation(3.8), 2)
        4.68
        """
        return self.difference(estimate).se / math.sqrt(1 / self.n1 + 1 / self.n2)

    @classmethod
    def from_p(
        cls, p: float, n1: float, n2: float, *, estimate: float = 1.0, one_sided: bool = False
    ) -> "Comparison":
        """Return the comparison that has this p value, with the sign of the estimate.

        t is the 1 - p/2 quantile on n1 + n2 - 2, or the 1 - p quantile of a p in the direction of
        the estimate. The p value must be exact, not a bound, and come from a t test.

        >>> round(Comparison.from_p(0.008, 25, 22).t, 2)
        2.78
        """
        if not 0 < p <= 1 or n1 + n2 <= 2:  # noqa: PLR2004 - two people have no spread
            raise NoAnswerError(f"no t goes with p = {p:g} of {n1:g} and {n2:g} people")
        tail = p if one_sided else p / 2
        # The lower quantile, turned round, keeps its digits where p is tiny.
        quantile = -float(stdtrit(n1 + n2 - 2, tail)) + 0.0
        return cls(math.copysign(1.0, estimate) * quantile, n1, n2)


def spread_from_error(se: float, n: float) -> float:
    """Return the standard deviation that goes with the standard error of a mean: se sqrt(n).

    >>> spread_from_error(1.5, 16)
    6.0
    """
    if se < 0 or n < 1:
        raise NoAnswerError(f"no spread goes with the standard error {se:g} of {n:g} people")
    return se * math.sqrt(n)


def spread_from_normal_interval(low: float, high: float, n: float, level: float = 0.95) -> float:
    """Return the standard deviation that goes with a normal interval: sqrt(n) (high - low)/(2 z).

    For large groups (the Handbook's 3.92 for 95 %); for others the t interval is read, by
    `change_spread.spread_from_interval`.

    >>> round(spread_from_normal_interval(30.0, 34.2, 25), 2)
    5.36
    """
    if not low < high:
        raise NoAnswerError(f"an interval runs from low to high, not from {low:g} to {high:g}")
    return math.sqrt(n) * (high - low) / (2 * float(ndtri(0.5 + level / 2)))


def group_from_error(n: float, mean: float, se: float) -> Group:
    """Return a group of which the standard error of the mean is printed.

    >>> group_from_error(16, 3.2, 1.5)
    Group(n=16, mean=3.2, sd=6.0)
    """
    return Group(n, mean, spread_from_error(se, n))


def off_centre(estimate: float, low: float, high: float) -> float:
    """Return how far the middle of an interval lies from its estimate; 0 but for rounding.

    Further off, the interval is not symmetric on this scale, and no spread follows from it.

    >>> off_centre(2.0, 1.0, 5.0)
    1.0
    """
    return (low + high) / 2 - estimate
