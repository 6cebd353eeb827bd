"""Percentages against counts: which counts can give a printed percentage."""

import math
from decimal import Decimal
from fractions import Fraction

from generator.statistics.printed import span


def percentage_fits(events: int, total: int, printed: Decimal) -> bool:
    """Tell whether events out of a total can be printed as this percentage.

    >>> percentage_fits(10, 14, Decimal("71.4")), percentage_fits(10, 15, Decimal("71.4"))
    (True, False)
    """
    return total > 0 and Fraction(100 * events, total) in span(printed)


def counts_that_fit(total: int, printed: Decimal) -> tuple[int, ...]:
    """Return every count out of a total that can be printed as this percentage; maybe none.

    >>> counts_that_fit(26, Decimal("44.0")), counts_that_fit(25, Decimal("44.0"))
    ((), (11,))
    """
    low, high = (Fraction(total, 100) * end for end in span(printed))
    return tuple(range(max(0, math.ceil(low)), min(total, math.floor(high)) + 1))
