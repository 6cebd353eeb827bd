"""What a printed number can stand for: every value that rounds to it, both ends included."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple


class Span(NamedTuple):
    """The lowest and the highest value that a printed number can stand for, exactly."""

    low: Fraction
    high: Fraction

    def __contains__(self, value: object) -> bool:
        """Tell whether a value lies in the span, its ends included."""
        return (
            isinstance(value, int | Fraction | Decimal) and self.low <= Fraction(value) <= self.high
        )

    def meets(self, other: "Span") -> bool:
        """Tell whether two spans have a value in common."""
        return self.low <= other.high and other.low <= self.high


def span(printed: Decimal) -> Span:
    """Return what a printed number can stand for: half a unit of its last decimal either way.

    Halves may have been rounded up, down or to even, so both ends count (Brown NJL, Heathers JAJ.
    Soc Psychol Personal Sci 2017;8:363-369, on the GRIM test).

    >>> [float(end) for end in span(Decimal("71.4"))]
    [71.35, 71.45]
    """
    half = Fraction(1, 2) * Fraction(10) ** int(printed.as_tuple().exponent)
    exact = Fraction(printed)
    return Span(exact - half, exact + half)
