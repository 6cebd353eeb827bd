"""Two groups compared by the people in them who had an event.

0.5 is added to all four cells of a table that holds a zero, for RR, OR and RD alike; tables without
any event stay in. Source: Viechtbauer W. J Stat Softw 2010;36(3):1-48; the examples are Aronson's
trial of BCG (4 of 123, 11 of 139).
"""

import numpy as np
from numpy.typing import ArrayLike

from generator.statistics.effect import Effects, Floats, floats


def log_risk_ratios(
    events1: ArrayLike, totals1: ArrayLike, events2: ArrayLike, totals2: ArrayLike
) -> Effects:
    """Return log risk ratios (RR): log((x1/n1)/(x2/n2)), variance 1/x1 - 1/n1 + 1/x2 - 1/n2.

    >>> effects = log_risk_ratios([4], [123], [11], [139])
    >>> round(float(effects.yi[0]), 4), round(float(effects.vi[0]), 4)
    (-0.8893, 0.3256)
    """
    a, b, c, d = _cells(events1, totals1, events2, totals2)
    n1, n2 = a + b, c + d
    return Effects(np.log(a / n1) - np.log(c / n2), 1 / a - 1 / n1 + 1 / c - 1 / n2)


def log_odds_ratios(
    events1: ArrayLike, totals1: ArrayLike, events2: ArrayLike, totals2: ArrayLike
) -> Effects:
    """Return the log odds ratios (OR): log(ad/(bc)) with variance 1/a + 1/b + 1/c + 1/d.

    >>> effects = log_odds_ratios([4], [123], [11], [139])
    >>> round(float(effects.yi[0]), 4), round(float(effects.vi[0]), 4)
    (-0.9387, 0.3571)
    """
    a, b, c, d = _cells(events1, totals1, events2, totals2)
    return Effects(np.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d)


def risk_differences(
    events1: ArrayLike, totals1: ArrayLike, events2: ArrayLike, totals2: ArrayLike
) -> Effects:
    """Return the risk differences (RD): x1/n1 - x2/n2 with variance p1(1 - p1)/n1 + p2(1 - p2)/n2.

    >>> round(float(risk_differences([4], [123], [11], [139]).yi[0]), 4)
    -0.0466
    """
    a, b, c, d = _cells(events1, totals1, events2, totals2)
    n1, n2 = a + b, c + d
    return Effects(a / n1 - c / n2, a * b / n1**3 + c * d / n2**3)


def arcsine_differences(
    events1: ArrayLike, totals1: ArrayLike, events2: ArrayLike, totals2: ArrayLike
) -> Effects:
    """Return differences of the arcsine roots of two shares (AS), variance 1/(4 n1) + 1/(4 n2).

    Nothing is added to zeros. Source: Rucker G et al. Stat Med 2009;28:721-738.

    >>> round(float(arcsine_differences([4], [123], [11], [139]).yi[0]), 4)
    -0.1038
    """
    x1, n1, x2, n2 = floats(events1, totals1, events2, totals2)
    return Effects(
        np.arcsin(np.sqrt(x1 / n1)) - np.arcsin(np.sqrt(x2 / n2)), 1 / (4 * n1) + 1 / (4 * n2)
    )


def _cells(
    events1: ArrayLike, totals1: ArrayLike, events2: ArrayLike, totals2: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return events and others of both groups, 0.5 added to each cell of a table with a zero."""
    x1, n1, x2, n2 = floats(events1, totals1, events2, totals2)
    table = np.stack([x1, n1 - x1, x2, n2 - x2])
    a, b, c, d = np.where((table == 0).any(axis=0), table + 0.5, table)
    return a, b, c, d
