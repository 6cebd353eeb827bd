"""How many of some new people would respond without the drug, from what control groups did.

A prediction, no comparison: it supposes that the new people are like those of the control groups.
Taking the share of a small control group as known would be too sure, so that its uncertainty goes
into the prediction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import betaln, gammaln

from generator.statistics.effect import Floats
from generator.statistics.new_group import USUAL_SPREAD, NewGroup, new_group

# Jeffreys' prior of a share: half a person with the event, half a person without.
_JEFFREYS = 0.5


class ControlCount(NamedTuple):
    """How many of how many people in a control group had the event."""

    events: int
    total: int


@dataclass(frozen=True, slots=True)
class Prediction:
    """How likely each number of events among new people is, from none to all of them."""

    chances: tuple[float, ...]

    @property
    def people(self) -> int:
        """Return of how many new people the prediction is."""
        return len(self.chances) - 1

    @property
    def mean(self) -> float:
        """Return the expected number of events."""
        return float(np.arange(len(self.chances)) @ np.array(self.chances))

    def quantile(self, probability: float) -> int:
        """Return the least number k with P(X <= k) >= probability."""
        # Rounding of the sum must not push a quantile past the last number.
        below = np.cumsum(self.chances) >= probability * (1 - 1e-12)
        return int(np.argmax(below)) if below.any() else self.people

    def at_least(self, events: int) -> float:
        """Return how likely at least so many events are."""
        return float(sum(self.chances[max(0, events) :]))

    def at_most(self, events: int) -> float:
        """Return how likely at most so many events are."""
        return float(sum(self.chances[: events + 1]))


def predict_from_one(control: ControlCount, people: int) -> Prediction:
    """Return the beta-binomial prediction from one control group under Jeffreys' prior.

    P(X = k) = C(N, k) B(k + a, N - k + b) / B(a, b), a = x + 1/2, b = n - x + 1/2. Source: Gelman A
    et al. Bayesian Data Analysis, 3rd ed. 2013, sections 2.4 and 2.8. From 21 of 48, of ten people
    about four, with 90 % from two to seven:

    >>> prediction = predict_from_one(ControlCount(21, 48), 10)
    >>> [prediction.quantile(q) for q in (0.05, 0.5, 0.95)], round(prediction.at_least(10), 5)
    ([2, 4, 7], 0.0007)
    """
    _check(control, people)
    counts = np.arange(people + 1)
    a, b = control.events + _JEFFREYS, control.total - control.events + _JEFFREYS
    logs = _log_ways(people) + betaln(counts + a, people - counts + b) - betaln(a, b)
    return Prediction(tuple(map(float, np.exp(logs))))


def predict_from_several(
    controls: Sequence[ControlCount], people: int, spread: float = USUAL_SPREAD
) -> Prediction:
    """Return the prediction for a new group like several control groups that may differ.

    The groups' log odds are normal around a common mean; the new group is another of them
    (meta-analytic-predictive). `spread` is the scale of the half-normal prior of how much groups
    differ. Source: Neuenschwander B et al. Clin Trials 2010;7:5-18. From 21 of 48 and 8 of 20:

    >>> controls = [ControlCount(21, 48), ControlCount(8, 20)]
    >>> prediction = predict_from_several(controls, 10)
    >>> [prediction.quantile(q) for q in (0.05, 0.5, 0.95)], round(prediction.at_least(10), 5)
    ([1, 4, 8], 0.01378)
    """
    for control in controls:
        _check(control, people)
    return _of_new_group(tuple(controls), people, spread)


def predict(controls: Sequence[ControlCount], people: int) -> Prediction:
    """Return the prediction from one control group or several; ValueError without any."""
    if not controls:
        raise ValueError("there is no control group")
    if len(controls) == 1:
        return predict_from_one(controls[0], people)
    return predict_from_several(controls, people)


# Several pages ask for the same prediction, and it takes a tenth of a second.
@lru_cache(maxsize=256)
def _of_new_group(controls: tuple[ControlCount, ...], people: int, spread: float) -> Prediction:
    group: NewGroup = new_group(controls, spread)
    return Prediction(group.chances(people))


def _log_ways(people: int) -> Floats:
    counts = np.arange(people + 1)
    ways = gammaln(people + 1) - gammaln(counts + 1) - gammaln(people - counts + 1)
    return np.asarray(ways)


def _check(control: ControlCount, people: int) -> None:
    if not 0 <= control.events <= control.total or control.total == 0:
        raise ValueError(f"{control.events} of {control.total} is no share of people")
    if people < 1:
        raise ValueError(f"{people} new people")
