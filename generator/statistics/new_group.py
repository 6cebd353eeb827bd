"""What several control groups say of a new one like them: a random-effects model of log odds.

x_j ~ Binomial(n_j, expit(m + t z_j)), z_j ~ N(0, 1), m ~ N(0, 2^2), t ~ half-normal; the new group
has z ~ N(0, 1) of its own. Source: Neuenschwander B, Capkun-Niggli G, Branson M, Spiegelhalter DJ.
Clin Trials 2010;7:5-18. Every integral is a quadrature: no chance, the same answer every time.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.special import expit, gammaln, log_expit, logsumexp, ndtr

from generator.statistics.effect import Floats

# Prior of the mean log odds: two standard deviations reach from 2 to 98 %.
_MEAN_SPREAD = 2.0
# Scale of the half-normal prior of the spread between groups; 1 is the usual choice for shares
# (Weber S et al. J Stat Softw 2021;100(19):1-32).
USUAL_SPREAD = 1.0
# The prior holds less than a part in ten million million beyond so many scales of the spread.
_FURTHEST_SPREAD = 7.5
# Points of each integral; twice as many change no answer by a part in ten million.
_SPREADS, _MEANS, _GROUPS = 60, 101, 31
# A narrow spread changes little between these.
_NARROW = 15
# Densities below e^-40 of their highest value add nothing that is printed.
_NEGLIGIBLE = 40.0
# Halvings of an interval that leave no more than its rounding.
_HALVINGS = 45
# No log odds of the mean lie beyond: the prior there is below e^-112.
_FURTHEST_MEAN = 30.0
_GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True)
class NewGroup:
    """The posterior of mean and spread of the log odds, point by point, and its weights.

    `log_evidence` is the logarithm of the likelihood of the groups under the priors.
    """

    means: Floats
    spreads: Floats
    weights: Floats
    log_evidence: float

    @property
    def mean(self) -> float:
        """Return the posterior mean of the mean log odds."""
        return float((self.weights * self.means).sum())

    @property
    def spread(self) -> float:
        """Return the posterior mean of the spread of log odds between groups."""
        return float((self.weights * self.spreads).sum())

    def chances(self, people: int) -> tuple[float, ...]:
        """Return how likely each number of events among new people is, none to all of them."""
        return tuple(self._chance(events, people) for events in range(people + 1))

    def share(self, probability: float) -> float:
        """Return the share below which that of the new group lies with this probability."""
        below = self._distribution()
        low, high = -4 * _FURTHEST_MEAN, 4 * _FURTHEST_MEAN
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if below(middle) < probability else (low, middle)
        return float(expit((low + high) / 2))

    def _distribution(self) -> Callable[[float], float]:
        """Return the function that gives how likely the new log odds lie below a value.

        Under a spread wider than the steps between the means, the sum over means is smooth. Under a
        narrower one it would be a staircase, and the new log odds are all but the mean itself.
        """
        steps = self.means[:, 1] - self.means[:, 0]
        wide = self.spreads[:, 0] > steps
        means, spreads, weights = self.means[wide], self.spreads[wide], self.weights[wide]
        narrow = [_narrow(*row) for row in zip(*self._rows(~wide), strict=True)]

        def below(log_odds: float) -> float:
            smooth = float((weights * ndtr((log_odds - means) / spreads)).sum())
            return smooth + sum(part(log_odds) for part in narrow)

        return below

    def _rows(self, chosen: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
        return self.means[chosen], self.spreads[chosen, 0], self.weights[chosen]

    def _chance(self, events: int, people: int) -> float:
        logs = _log_likelihood(events, people, self.means, self.spreads)
        return float((self.weights * np.exp(logs)).sum())


def new_group(controls: Sequence[tuple[int, int]], spread: float = USUAL_SPREAD) -> NewGroup:
    """Return what counts (events, people) of several groups say of a new group like them.

    `spread` is the scale of the half-normal prior of the spread between groups. 5 of 20 three times
    over:

    >>> group = new_group([(5, 20)] * 3, 0.5)
    >>> round(group.mean, 3), round(group.spread, 3), round(group.share(0.5), 3)
    (-1.094, 0.284, 0.251)
    """
    nodes, node_weights = np.polynomial.legendre.leggauss(_SPREADS)
    roots = (nodes + 1) / 2
    furthest = _FURTHEST_SPREAD * spread
    # The square puts many points near 0, where large groups that are alike hold the spread.
    spreads = furthest * roots**2
    log_weights = np.log(node_weights * furthest * roots)
    prior = 0.5 * math.log(2 / math.pi) - math.log(spread) - (spreads / spread) ** 2 / 2

    def height(means: Floats) -> Floats:
        return _log_of_means(controls, means, spreads if means.ndim == 1 else spreads[:, None])

    means, steps = _grid(height)
    logs = height(means) + (prior + log_weights + np.log(steps))[:, None]
    # The trapezium rule: half a step at both ends.
    logs[:, (0, -1)] -= math.log(2)
    evidence = float(logsumexp(logs))
    every_spread = np.broadcast_to(spreads[:, None], logs.shape)
    return NewGroup(means, every_spread, np.exp(logs - evidence), evidence)


def _narrow(means: Floats, spread: float, weights: Floats) -> Callable[[float], float]:
    """Return how much of a narrow spread's weight lies below a log odds."""
    step = means[1] - means[0]
    densities = weights / step
    densities[[0, -1]] *= 2
    mass = CubicSpline(means, densities).antiderivative()
    nodes, node_weights = np.polynomial.hermite_e.hermegauss(_NARROW)
    node_weights = node_weights / node_weights.sum()

    def below(log_odds: float) -> float:
        places = np.clip(log_odds - spread * nodes, means[0], means[-1])
        return float(node_weights @ mass(places))

    return below


def _log_of_means(controls: Sequence[tuple[int, int]], means: Floats, spreads: Floats) -> Floats:
    """Return prior and likelihood of a mean under a spread, as a logarithm."""
    prior = -0.5 * math.log(2 * math.pi) - math.log(_MEAN_SPREAD) - (means / _MEAN_SPREAD) ** 2 / 2
    likelihoods = (_log_likelihood(x, n, means, spreads) for x, n in controls)
    return np.asarray(sum(likelihoods, prior))


def _grid(height: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    """Return for each spread the means that matter, evenly spaced, and the steps between them.

    Prior and likelihoods are log-concave in the mean, so that there is one peak, and a way down on
    either side.
    """
    peaks = _peaks(height)
    tops = height(peaks)
    low = _where_negligible(height, peaks, tops, -_FURTHEST_MEAN)
    high = _where_negligible(height, peaks, tops, _FURTHEST_MEAN)
    means = np.linspace(low, high, _MEANS, axis=1)
    return means, (high - low) / (_MEANS - 1)


def _peaks(height: Callable[[Floats], Floats]) -> Floats:
    """Return the most likely mean under each spread, by golden section."""
    low, high = np.full(_SPREADS, -_FURTHEST_MEAN), np.full(_SPREADS, _FURTHEST_MEAN)
    for _ in range(_HALVINGS):
        first, second = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        rises = height(first) < height(second)
        low, high = np.where(rises, first, low), np.where(rises, high, second)
    return np.asarray((low + high) / 2)


def _where_negligible(
    height: Callable[[Floats], Floats], peaks: Floats, tops: Floats, end: float
) -> Floats:
    """Return where, between each peak and the end, the density has become negligible."""
    near, far = peaks, np.full(_SPREADS, end)
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        matters = height(middle) > tops - _NEGLIGIBLE
        near, far = np.where(matters, middle, near), np.where(matters, far, middle)
    return far


def _log_likelihood(events: int, people: int, means: Floats, spreads: Floats) -> Floats:
    """Return the logarithm of the chance of a count, integrated over where its group lies.

    Gauss-Hermite quadrature, centred and scaled at the peak of each integrand: Liu Q, Pierce DA.
    Biometrika 1994;81:624-629.
    """
    nodes, weights = np.polynomial.hermite.hermgauss(_GROUPS)
    peaks = _group_peaks(events, people, means, spreads)
    shares = expit(means + spreads * peaks)
    widths = 1 / np.sqrt(1 + spreads**2 * people * shares * (1 - shares))
    z = peaks[..., None] + math.sqrt(2) * widths[..., None] * nodes
    log_odds = means[..., None] + spreads[..., None] * z
    logs = (
        events * log_expit(log_odds)
        + (people - events) * log_expit(-log_odds)
        - z**2 / 2
        + nodes**2
        + np.log(weights)
    )
    ways = gammaln(people + 1) - gammaln(events + 1) - gammaln(people - events + 1)
    return np.asarray(logsumexp(logs, axis=-1) + np.log(widths) + ways - 0.5 * math.log(math.pi))


def _group_peaks(events: int, people: int, means: Floats, spreads: Floats) -> Floats:
    """Return where each integrand is highest: its slope t(x - n p) - z falls from end to end."""
    shape = np.broadcast(means, spreads).shape
    low = np.broadcast_to(spreads * (events - people), shape)
    high = np.broadcast_to(spreads * events, shape)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        rises = spreads * (events - people * expit(means + spreads * middle)) > middle
        low, high = np.where(rises, middle, low), np.where(rises, high, middle)
    return np.asarray((low + high) / 2)
