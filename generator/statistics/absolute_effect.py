"""What a relative effect means for people: the risk with treatment, and the difference it makes.

Risks are of the event, between 0 and 1 (also for a hazard ratio, where R's meta takes survival);
differences are treated less control, so that below 0 fewer have the event. Three intervals:

* `absolute_effect` carries the limits of the relative effect through at a control risk taken as
  known: GRADE's way, and what R's `meta::rd` does (its version 8.4 looks at no uncertainty of the
  control risk);
* `delta_interval` does the same by the delta method;
* `uncertain_absolute_effect` carries the uncertainty of the control risk too: exact quantiles.
"""

import math
from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from scipy.special import betainc, betaln, ndtr

from generator.statistics.effect import Floats
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import quantile
from generator.statistics.proportion import Interval
from generator.statistics.root import root
from generator.statistics.two_means import Difference

Measure = Literal["RR", "OR", "HR", "RD"]
# The quadrature: Gauss's rule of ten points on (0, 1), on so many pieces, each halved until that
# changes the piece by no more than this for each person: the logarithm of the density loses so
# many digits. The tails that it leaves out hold less than `_TAIL`.
_NODES = (np.polynomial.legendre.leggauss(10)[0] + 1) / 2
_WEIGHTS = np.polynomial.legendre.leggauss(10)[1] / 2
_PIECES, _HALVINGS, _SETTLED = 24, 30, 1e-14
_TAIL = 1e-14
_EDGE = 1e-300
# How many standard errors a ratio may lie off before that is as good as impossible.
_FAR = 9.0


class Effect(NamedTuple):
    """A ratio of risks, odds or hazards, or a difference of risks, with its interval."""

    measure: Measure
    estimate: float
    low: float
    high: float
    confidence: float = 0.95

    @property
    def linear(self) -> Difference:
        """The effect on the scale on which it is normal, the logarithm of a ratio, with its se.

        >>> round(Effect("RR", 0.92, 0.8, 1.06).linear.se, 4)
        0.0718
        """
        figures = self.estimate, self.low, self.high
        if self.measure != "RD":
            if min(figures) <= 0:
                raise NoAnswerError("a ratio, and each of its limits, is above 0")
            figures = math.log(self.estimate), math.log(self.low), math.log(self.high)
        estimate, low, high = figures
        return Difference(estimate, (high - low) / (2 * quantile(None, self.confidence)))


class Absolute(NamedTuple):
    """A difference of risks with its interval, at one control risk."""

    control: float
    difference: float
    interval: Interval

    @property
    def risk(self) -> float:
        """The risk with treatment; above 1 where a risk ratio does not fit so high a control risk.

        >>> round(absolute_effect(Effect("RR", 3.1, 1.9, 5.06), 0.45).risk, 4)
        1.395
        """
        return self.control + self.difference

    @property
    def risk_interval(self) -> Interval:
        """The interval of the risk with treatment.

        >>> [round(x, 3) for x in absolute_effect(Effect("RR", 0.92, 0.8, 1.06), 0.3).risk_interval]
        [0.24, 0.318]
        """
        return Interval(*(self.control + limit for limit in self.interval))

    @property
    def impossible(self) -> bool:
        """Whether a risk, or a limit of it, lies outside 0 to 1: then the effect does not fit.

        >>> absolute_effect(Effect("RR", 3.1, 1.9, 5.06), 0.45).impossible
        True
        """
        return any(not 0 <= risk <= 1 for risk in (self.risk, *self.risk_interval))

    @property
    def cut(self) -> "Absolute":
        """The same with every risk cut to 0 and 1.

        >>> round(absolute_effect(Effect("RR", 3.1, 1.9, 5.06), 0.45).cut.difference, 4)
        0.55
        """

        def within(difference: float) -> float:
            return min(max(difference, -self.control), 1 - self.control)

        interval = Interval(*(within(limit) for limit in self.interval))
        return Absolute(self.control, within(self.difference), interval)

    def per(self, people: int) -> tuple[float, Interval]:
        """Return how many more (below 0, fewer) of so many people have the event, with interval.

        >>> effect = absolute_effect(Effect("RR", 0.92, 0.8, 1.06), 0.3)
        >>> round(effect.per(1000)[0], 6), [round(limit, 6) for limit in effect.per(1000)[1]]
        (-24.0, [-60.0, 18.0])
        """
        return people * self.difference, Interval(*(people * limit for limit in self.interval))


class ControlRisk(NamedTuple):
    """The control risk as it was seen: events of so many people; Jeffreys' beta distribution.

    Beta(x + 1/2, n - x + 1/2), as for a share whose prior is Jeffreys'.
    """

    events: float
    total: float

    @property
    def shapes(self) -> tuple[float, float]:
        """The two shapes of the beta distribution.

        >>> ControlRisk(21, 48).shapes
        (21.5, 27.5)
        """
        if not 0 <= self.events <= self.total or self.total <= 0:
            raise NoAnswerError(f"{self.events:g} of {self.total:g} people is no risk")
        return self.events + 0.5, self.total - self.events + 0.5

    @property
    def mean(self) -> float:
        """The mean of the beta distribution: (x + 1/2)/(n + 1).

        >>> round(ControlRisk(21, 48).mean, 4)
        0.4388
        """
        first, second = self.shapes
        return first / (first + second)

    @property
    def sd(self) -> float:
        """The standard deviation of the beta distribution.

        >>> round(ControlRisk(21, 48).sd, 4)
        0.0702
        """
        first, second = self.shapes
        return math.sqrt(self.mean * (1 - self.mean) / (first + second + 1))


def risk_difference(measure: Measure, effect: float, control: float) -> float:
    """Return by how much the risk differs under this effect: treated less control.

    RR: p (e - 1); OR: p (1 - p)(e - 1)/(1 - p + e p); HR: (1 - p) - (1 - p)^e, p the risk of the
    event; RD: the effect itself. Equal to R's meta::rd. Sources: Cochrane Handbook, version 6,
    15.4.4; Altman DG, Andersen PK. BMJ 1999;319:1492-1495. The Handbook's odds ratio of 0.73 at 30
    of 100 makes 6 fewer:

    >>> round(risk_difference("OR", 0.73, 0.3), 4)
    -0.0617
    """
    if not 0 <= control <= 1:
        raise NoAnswerError(f"a risk lies between 0 and 1, not at {control:g}")
    if measure == "RD":
        return effect
    if effect < 0:
        raise NoAnswerError(f"a ratio is not below 0, as {effect:g} is")
    if measure == "RR":
        return control * (effect - 1)
    if measure == "OR":
        # At the limit of sure events odds are without end, and the risk stays what it is.
        odds = 1 - control + effect * control
        return control * (1 - control) * (effect - 1) / odds if odds else 0.0
    if control == 1:
        return 0.0
    return -(1 - control) * math.expm1((effect - 1) * math.log1p(-control))


def absolute_effect(effect: Effect, control: float) -> Absolute:
    """Return the difference of risks at a control risk taken as known, limits carried through.

    Equal to R's `meta::rd(estimate, p.c, sm, lower, upper)` (for a hazard ratio with p.c = 1 -
    control); not cut at 1. Altman & Andersen's hazard ratio at two years (BMJ 1999;319:1492-1495),
    a third of whose controls had died:

    >>> difference, limits = absolute_effect(Effect("HR", 0.72, 0.55, 0.92), 0.33).per(100)
    >>> round(difference, 2), [round(limit, 2) for limit in limits]
    (-7.95, [-13.23, -2.18])
    """
    difference, low, high = (
        risk_difference(effect.measure, value, control)
        for value in (effect.estimate, effect.low, effect.high)
    )
    return Absolute(control, difference, Interval(low, high))


def delta_interval(effect: Effect, control: float) -> Interval:
    """Return the interval of the difference by the delta method, the control risk taken as known.

    difference -/+ z slope se, the slope that of the difference over the logarithm of the effect.

    >>> [round(limit, 4) for limit in delta_interval(Effect("RR", 0.92, 0.8, 1.06), 0.3)]
    [-0.0628, 0.0148]
    """
    difference = risk_difference(effect.measure, effect.estimate, control)
    error = _slope_over_effect(effect, control) * effect.linear.se
    return Difference(difference, error).interval(effect.confidence)


def uncertain_delta(effect: Effect, control: ControlRisk) -> Difference:
    """Return the difference at the mean control risk, its se by the delta method in both.

    >>> answer = uncertain_delta(Effect("RR", 0.92, 0.8, 1.06), ControlRisk(21, 48))
    >>> round(answer.estimate, 4), round(answer.se, 4)
    (-0.0351, 0.0295)
    """
    of_effect = _slope_over_effect(effect, control.mean) * effect.linear.se
    of_control = _slope_over_control(effect, control.mean) * control.sd
    estimate = risk_difference(effect.measure, effect.estimate, control.mean)
    return Difference(estimate, math.hypot(of_effect, of_control))


def uncertain_absolute_effect(effect: Effect, control: ControlRisk) -> Absolute:
    """Return the difference with an interval that carries the uncertainty of effect and control.

    Median and quantiles of the difference when the logarithm of the effect is normal and the
    control risk beta, independent of each other: what simulation converges to, here by quadrature
    (to about 1e-8). The median lies a little off the difference at the mean risk; risks are not cut
    at 1. Why both: Murad MH et al. BMJ 2023;381:e073141.

    >>> answer = uncertain_absolute_effect(Effect("RR", 0.92, 0.8, 1.06), ControlRisk(21, 48))
    >>> round(answer.difference, 5), [round(limit, 5) for limit in answer.interval]
    (-0.03416, [-0.09294, 0.02576])
    """
    linear, tail = effect.linear, (1 - effect.confidence) / 2
    if effect.measure == "RD":
        return Absolute(control.mean, linear.estimate, linear.interval(effect.confidence))
    share_below = _distribution(effect.measure, linear, control)
    highest = 1.0
    if effect.measure == "RR":
        highest = max(1.0, math.exp(linear.estimate + _FAR * linear.se))

    def quantile_of(share: float) -> float:
        return root(lambda value: share_below(value) - share, -1.0, highest)

    low, middle, high = quantile_of(tail), quantile_of(0.5), quantile_of(1 - tail)
    return Absolute(control.mean, middle, Interval(low, high))


def _distribution(
    measure: Measure, linear: Difference, control: ControlRisk
) -> Callable[[float], float]:
    """Return the share of differences below a value: the mean over the control risk."""
    if linear.se <= 0:
        raise NoAnswerError("an effect without uncertainty has no distribution")
    first, second = control.shapes
    middle, reach = math.log(first / second), 1 - math.log(_TAIL) / min(first, second)

    def share_below(difference: float) -> float:
        def density_times_share(logits: Floats) -> Floats:
            risk, rest = 1 / (1 + np.exp(-logits)), 1 / (1 + np.exp(logits))
            # On the very edge a risk may come out as 0 where it is a little more.
            treated = np.maximum(risk + difference, _EDGE), np.maximum(rest - difference, _EDGE)
            effects = _log_effect(measure, (risk, rest), treated)
            log_density = -first * np.logaddexp(0, -logits) - second * np.logaddexp(0, logits)
            density = np.exp(log_density - betaln(first, second))
            return np.asarray(density * ndtr((effects - linear.estimate) / linear.se))

        # Control risks from which no effect, or every effect, leads to a smaller difference.
        low, high, sure = middle - reach, middle + reach, 0.0
        if difference < 0:
            low = max(low, _logit(-difference))
        elif difference > 0 and measure != "RR":
            high = min(high, -_logit(difference))
            sure = float(betainc(second, first, min(difference, 1.0)))
        if low >= high:
            return sure
        return sure + _integral(density_times_share, low, high, _SETTLED * (1 + first + second))

    return share_below


def _logit(share: float) -> float:
    return math.log(share) - math.log1p(-share) if share < 1 else math.inf


def _integral(
    function: Callable[[Floats], Floats], low: float, high: float, settled: float
) -> float:
    """Return an integral by Gauss's rule on ever smaller pieces, until halving changes nothing."""
    ends = np.linspace(low, high, _PIECES + 1)
    starts, widths, total = ends[:-1], np.diff(ends), 0.0
    values = _gauss(function, starts, widths)
    for _ in range(_HALVINGS):
        halves = np.concatenate([starts, starts + widths / 2])
        half_widths = np.concatenate([widths, widths]) / 2
        half_values = _gauss(function, halves, half_widths)
        both = half_values[: len(starts)] + half_values[len(starts) :]
        unsettled = np.abs(both - values) > settled
        total += float(both[~unsettled].sum())
        again = np.concatenate([unsettled, unsettled])
        starts, widths, values = halves[again], half_widths[again], half_values[again]
        if not len(starts):
            return total
    return total + float(values.sum())


def _gauss(function: Callable[[Floats], Floats], starts: Floats, widths: Floats) -> Floats:
    points = starts[:, None] + widths[:, None] * _NODES
    return np.asarray(widths * (function(points.ravel()).reshape(points.shape) @ _WEIGHTS))


def _log_effect(
    measure: Measure, control: tuple[Floats, Floats], treated: tuple[Floats, Floats]
) -> Floats:
    """Return the logarithm of the effect that leads from one risk to another.

    Each risk comes with what it lacks to 1, which keeps its digits where the risk is nearly 1.
    """
    (risk, rest), (risk_with, rest_with) = control, treated
    if measure == "RR":
        return np.asarray(np.log(risk_with / risk))
    if measure == "OR":
        return np.asarray(np.log(risk_with / risk) - np.log(rest_with / rest))
    hazard, hazard_with = _hazard(risk, rest), _hazard(risk_with, rest_with)
    return np.asarray(np.log(hazard_with) - np.log(hazard))


def _hazard(risk: Floats, rest: Floats) -> Floats:
    """Return -log(1 - risk), by whichever of risk and rest is small."""
    small = risk < 0.5  # noqa: PLR2004 - half-way
    by_risk = -np.log1p(-np.where(small, risk, 0.0))
    return np.asarray(np.where(small, by_risk, -np.log(np.where(small, 1.0, rest))))


def _slope_over_effect(effect: Effect, control: float) -> float:
    """Return how the difference grows with the logarithm of the effect (RD: with itself)."""
    measure, value = effect.measure, effect.estimate
    if measure == "RD":
        return 1.0
    if measure == "RR":
        return control * value
    if measure == "OR":
        risk = control + risk_difference(measure, value, control)
        return risk * (1 - risk)
    if control == 1:
        return 0.0
    log_survival = math.log1p(-control)
    return -value * log_survival * math.exp(value * log_survival)


def _slope_over_control(effect: Effect, control: float) -> float:
    """Return how the difference grows with the control risk."""
    measure, value = effect.measure, effect.estimate
    if measure == "RD":
        return 0.0
    if measure == "RR":
        return value - 1
    if measure == "OR":
        return value / (1 - control + value * control) ** 2 - 1
    return value * math.exp((value - 1) * math.log1p(-control)) - 1
