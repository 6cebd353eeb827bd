"""Intervals of another level of confidence: their standard error, and their 95 % interval."""

from generator.statistics.pooling import quantile
from generator.statistics.proportion import Interval

_USUAL = 0.95


def error_of_interval(low: float, high: float, confidence: float = _USUAL) -> float:
    """Return the standard error that a normal interval of this confidence stands for.

    (high - low) / (2 z): Altman DG, Bland JM. BMJ 2011;343:d2090.

    >>> round(error_of_interval(-1.96, 1.96), 3), round(error_of_interval(-1.645, 1.645, 0.9), 3)
    (1.0, 1.0)
    """
    return (high - low) / (2 * quantile(None, confidence))


def at_usual_level(middle: float, low: float, high: float, confidence: float) -> Interval:
    """Return the 95 % interval around an estimate with an interval of another confidence.

    Each side keeps its share of the width, times the quotient of the two normal quantiles.

    >>> [round(limit, 2) for limit in at_usual_level(0.0, -1.645, 3.29, 0.9)]
    [-1.96, 3.92]
    """
    # Printed limits stay what they are to the last digit.
    if confidence == _USUAL:
        return Interval(low, high)
    times = quantile(None) / quantile(None, confidence)
    return Interval(middle - times * (middle - low), middle + times * (high - middle))
