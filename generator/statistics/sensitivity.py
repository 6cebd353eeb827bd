"""What an estimate owes to single studies, how it grew, and whether small studies differ."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from generator.statistics.effect import Floats
from generator.statistics.pooling import two_sided_p
from generator.statistics.tau_squared import check_studies

Fit = TypeVar("Fit")
# With fewer studies the test tells chance from asymmetry too rarely to be shown (Sterne JAC et al.
# BMJ 2011;343:d4002).
EGGER_FROM = 10
# A line through two studies leaves nothing over.
_FEWEST = 3
# A spread of standard errors, or a residual, this small beside the figures is their rounding.
_NO_SPREAD, _ROUNDING = 1e-12, 1e-15


class Egger(NamedTuple):
    """The t statistic of the slope of estimates on standard errors, on k - 2 degrees of freedom."""

    t: float
    df: int
    p: float


def leave_one_out(yi: Floats, vi: Floats, pool: Callable[[Floats, Floats], Fit]) -> list[Fit]:
    """Return the fit without each study in turn.

    >>> import numpy as np
    >>> leave_one_out(np.array([1.0, 2.0, 6.0]), np.ones(3), lambda y, v: float((y / v).mean()))
    [4.0, 3.5, 1.5]
    """
    return [pool(np.delete(yi, place), np.delete(vi, place)) for place in range(len(yi))]


def cumulative(
    yi: Floats, vi: Floats, order: Sequence[int], pool: Callable[[Floats, Floats], Fit]
) -> list[Fit]:
    """Return the fit of the first study, of the first two, and so on, in this order of places.

    >>> import numpy as np
    >>> yi, vi = np.array([1.0, 2.0, 6.0]), np.ones(3)
    >>> cumulative(yi, vi, [2, 0, 1], lambda y, v: float((y / v).mean()))
    [6.0, 3.5, 3.0]
    """
    places = np.asarray(order, dtype=int)
    return [pool(yi[places[:count]], vi[places[:count]]) for count in range(1, len(places) + 1)]


def egger_test(yi: Floats, vi: Floats) -> Egger | None:
    """Return Egger's test of whether studies with larger standard errors estimate something else.

    Weighted least squares of yi on sqrt(vi) with weights 1/vi and a free residual variance. It
    tells little below ten studies. None below three studies, where all standard errors are one, or
    where all estimates lie on a line. Source: Egger M et al. BMJ 1997;315:629-634; the trials of
    BCG as log risk ratios in metafor's documentation:

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> test = egger_test(*log_risk_ratios(*BCG))
    >>> round(test.t, 4), test.df, round(test.p, 4)
    (-1.4013, 11, 0.1887)
    """
    check_studies(yi, vi)
    k = len(yi)
    errors, weights = np.sqrt(vi), 1 / vi
    centred = errors - (weights @ errors) / weights.sum()
    spread = float(weights @ centred**2)
    if k < _FEWEST or spread <= _NO_SPREAD * k:
        return None
    slope = float(weights @ (centred * yi)) / spread
    residuals = yi - (weights @ yi) / weights.sum() - slope * centred
    residuals[np.abs(residuals) <= _ROUNDING * np.abs(yi).max()] = 0.0
    variance = float(weights @ residuals**2) / (k - 2)
    if variance == 0:
        return None
    t = slope / math.sqrt(variance / spread)
    return Egger(t, k - 2, two_sided_p(t, k - 2))
