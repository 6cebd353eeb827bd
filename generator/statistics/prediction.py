"""Where the effect in a new setting lies, and in what share of settings it passes a threshold.

Effects of settings are taken to be normal around the average (on the log scale for ratios), and the
average to be uncertain: (effect - average)/sqrt(tau^2 + se^2) follows t or the normal distribution.
"""

import math
from typing import Literal, NamedTuple

from scipy.special import ndtr, stdtr

from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import Pooled, around, quantile
from generator.statistics.proportion import Interval

# What the degrees of freedom are: studies less one (R's meta today, ours), less two (Higgins 2009),
# or none, for the normal distribution.
Kind = Literal["t_km1", "t_km2", "normal"]


class Prediction(NamedTuple):
    """The effect in a new setting: its middle, its standard error, the degrees of freedom of t."""

    estimate: float
    se: float
    df: int | None

    def interval(self, confidence: float = 0.95) -> Interval:
        """Return the prediction interval: estimate -/+ quantile sqrt(tau^2 + se^2).

        >>> [round(limit, 3) for limit in Prediction(-0.7, 0.6, 12).interval()]
        [-2.007, 0.607]
        """
        return around(self.estimate, quantile(self.df, confidence) * self.se)

    def below(self, threshold: float) -> float:
        """Return the share of settings with an effect below a threshold, between 0 and 1.

        Source: Siemens W et al. 2025, as cidprop() in R's meta.

        >>> round(Prediction(-0.7, 0.6, 12).below(0.0), 3)
        0.867
        """
        return self._share((threshold - self.estimate) / self.se)

    def above(self, threshold: float) -> float:
        """Return the share of settings with an effect above a threshold.

        >>> round(Prediction(-0.7, 0.6, 12).above(0.0), 3)
        0.133
        """
        return self._share((self.estimate - threshold) / self.se)

    def between(self, low: float, high: float) -> float:
        """Return the share of settings with an effect between two thresholds: 0 if they are one.

        >>> Prediction(-0.7, 0.6, 12).between(0.0, 0.0)
        0.0
        """
        if low > high:
            raise NoAnswerError(f"thresholds run from low to high, not from {low:g} to {high:g}")
        return self.below(high) - self.below(low)

    def _share(self, statistic: float) -> float:
        return float(ndtr(statistic) if self.df is None else stdtr(self.df, statistic))


def prediction(normal: Pooled, kind: Kind = "t_km1") -> Prediction:
    """Return the prediction of a random-effects estimate with the normal test (`test="z"`).

    With the classic se, 1/sqrt(sum of weights), also beside a Hartung-Knapp interval, as R's meta
    has it; metafor takes the se of the test: `Pooled.pi_t_km1` of an estimate with that test. No
    answer for t on k - 2 of two studies. Sources: Veroniki AA et al. Res Synth Methods
    2019;10:23-43; Higgins JPT et al. J R Stat Soc A 2009;172:137-159. The trials of BCG:

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> from generator.statistics.pooling import pool_random
    >>> answer = prediction(pool_random(*log_risk_ratios(*BCG), test="z"))
    >>> [round(math.exp(limit), 3) for limit in answer.interval()]
    [0.136, 1.762]
    """
    if normal.df is not None:
        raise ValueError("a prediction needs the estimate with its classic se, of the normal test")
    less = {"t_km1": 1, "t_km2": 2}.get(kind)
    df = None if less is None else normal.k - less
    if df is not None and df < 1:
        raise NoAnswerError(f"too few studies for this prediction: {normal.k}")
    return Prediction(normal.estimate, math.hypot(math.sqrt(normal.tau2), normal.se), df)
