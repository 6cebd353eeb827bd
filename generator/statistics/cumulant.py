"""The distributions of counts that models of studies are made of, each by its cumulant function.

Given the parameter t (log odds, log rate, log odds ratio), the log-likelihood of a count x is x t -
K(t) + constant; K'(t) is the expected count and K''(t) its variance. Each function takes an array
with one row a study. Source: McCullagh P, Nelder JA. Generalized Linear Models, 2nd ed. 1989,
section 2.2; the noncentral hypergeometric distribution of a table with fixed margins: section 7.3.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from generator.statistics.effect import Floats, floats


class Cumulants(NamedTuple):
    """The cumulant function with its two derivatives: normaliser, expected count, variance."""

    normaliser: Floats
    expected: Floats
    variance: Floats


class Counts(Protocol):
    """Counts of studies, whose likelihood is known up to one parameter each."""

    @property
    def events(self) -> Floats:
        """Return the count of each study."""

    @property
    def least(self) -> Floats:
        """Return the smallest count that was possible."""

    @property
    def most(self) -> Floats:
        """Return the largest count that was possible; infinite for events over time."""

    @property
    def constant(self) -> Floats:
        """Return the part of each log-likelihood that no parameter changes."""

    def cumulants(self, parameter: Floats) -> Cumulants:
        """Return the cumulants at a parameter of shape (studies,) or (studies, points)."""


def as_column(values: Floats, like: Floats) -> Floats:
    """Return one value a study in a shape that goes with `like`.

    >>> as_column(np.array([1.0, 2.0]), np.zeros((2, 3))).shape
    (2, 1)
    """
    return values.reshape(values.shape + (1,) * (like.ndim - 1))


@dataclass(frozen=True, slots=True)
class Binomial:
    """Events out of totals; the parameter is the log odds. `offset` is added to it."""

    events: Floats
    totals: Floats
    offset: Floats

    @classmethod
    def of(cls, events: ArrayLike, totals: ArrayLike, offset: ArrayLike = 0.0) -> "Binomial":
        """Return counts from columns.

        >>> Binomial.of([3], [11]).constant.round(4).tolist()
        [5.1059]
        """
        return cls(*floats(events, totals, offset))

    @property
    def least(self) -> Floats:
        """Return 0 for each study."""
        return np.zeros_like(self.totals)

    @property
    def most(self) -> Floats:
        """Return the totals."""
        return self.totals

    @property
    def constant(self) -> Floats:
        """Return the logarithms of the binomial coefficients, with the events times the offset."""
        x, n = self.events, self.totals
        return np.asarray(gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1) + x * self.offset)

    def cumulants(self, parameter: Floats) -> Cumulants:
        """Return n log(1 + e^t), n p and n p (1 - p) with p = e^t/(1 + e^t)."""
        n, t = as_column(self.totals, parameter), parameter + as_column(self.offset, parameter)
        small = np.exp(-np.abs(t))
        share = np.where(t < 0, small, 1.0) / (1 + small)
        return Cumulants(
            n * (np.maximum(t, 0) + np.log1p(small)), n * share, n * small / (1 + small) ** 2
        )


@dataclass(frozen=True, slots=True)
class Poisson:
    """Events over times; the parameter is the log rate."""

    events: Floats
    times: Floats

    @classmethod
    def of(cls, events: ArrayLike, times: ArrayLike) -> "Poisson":
        """Return counts from columns.

        >>> Poisson.of([9], [413]).cumulants(np.array([0.0])).expected.tolist()
        [413.0]
        """
        return cls(*floats(events, times))

    @property
    def least(self) -> Floats:
        """Return 0 for each study."""
        return np.zeros_like(self.times)

    @property
    def most(self) -> Floats:
        """Return infinity: events have no upper end."""
        return np.full_like(self.times, np.inf)

    @property
    def constant(self) -> Floats:
        """Return x log(t) - log(x!)."""
        return np.asarray(self.events * np.log(self.times) - gammaln(self.events + 1))

    def cumulants(self, parameter: Floats) -> Cumulants:
        """Return the expected count three times: normaliser, mean and variance are one."""
        # Floats end near e^709: even times of 10^40 leave a number.
        expected = as_column(self.times, parameter) * np.exp(np.minimum(parameter, 600.0))
        return Cumulants(expected, expected, expected)


@dataclass(frozen=True, slots=True)
class Hypergeometric:
    """Events in the first of two groups, given those of both; the parameter is the log odds ratio.

    `support` holds the counts that were possible and `weights` the logarithms of their number of
    ways, one array a study.
    """

    events: Floats
    support: tuple[Floats, ...]
    weights: tuple[Floats, ...]

    @classmethod
    def of(
        cls, events1: ArrayLike, totals1: ArrayLike, events2: ArrayLike, totals2: ArrayLike
    ) -> "Hypergeometric":
        """Return counts from the tables of studies.

        >>> tables = Hypergeometric.of([4], [123], [11], [139])
        >>> float(tables.least[0]), float(tables.most[0])
        (0.0, 15.0)
        """
        x1, n1, x2, n2 = floats(events1, totals1, events2, totals2)
        support = tuple(
            np.arange(max(0.0, both - second), min(first, both) + 1)
            for both, first, second in zip(x1 + x2, n1, n2, strict=True)
        )
        ways = tuple(
            -gammaln(u + 1)
            - gammaln(first - u + 1)
            - gammaln(both - u + 1)
            - gammaln(second - both + u + 1)
            for u, first, second, both in zip(support, n1, n2, x1 + x2, strict=True)
        )
        # Weights are those of equal odds, so that the parameter 0 has the normaliser 0.
        return cls(x1, support, tuple(way - _log_sum(way) for way in ways))

    @property
    def least(self) -> Floats:
        """Return the smallest count that goes with the margins."""
        return np.array([u[0] for u in self.support])

    @property
    def most(self) -> Floats:
        """Return the largest count that goes with the margins."""
        return np.array([u[-1] for u in self.support])

    @property
    def constant(self) -> Floats:
        """Return the logarithm of the probability of what was seen under equal odds."""
        places = (self.events - self.least).astype(int)
        return np.array(
            [weights[place] for weights, place in zip(self.weights, places, strict=True)]
        )

    def cumulants(self, parameter: Floats) -> Cumulants:
        """Return the cumulants by summing over the counts that were possible."""
        rows = [
            _summed(u, weights, np.atleast_1d(t))
            for u, weights, t in zip(self.support, self.weights, parameter, strict=True)
        ]
        return Cumulants(
            *(np.array(part).reshape(parameter.shape) for part in zip(*rows, strict=True))
        )


def _log_sum(logarithms: Floats) -> float:
    top = float(logarithms.max())
    return top + float(np.log(np.exp(logarithms - top).sum()))


def _summed(support: Floats, weights: Floats, parameter: Floats) -> tuple[Floats, Floats, Floats]:
    exponents = weights + parameter[:, None] * support
    top = exponents.max(axis=1)
    parts = np.exp(exponents - top[:, None])
    sums = parts.sum(axis=1)
    shares = parts / sums[:, None]
    expected = shares @ support
    variance = (shares * (support - expected[:, None]) ** 2).sum(axis=1)
    return top + np.log(sums), expected, variance
