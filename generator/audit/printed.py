"""What printed figures can stand for, and whether a printed p can be one of them."""

from generator.model.number import Number
from generator.statistics.printed import span

# A ratio, and an SD, lies above 0 even where the printed figure can stand for 0.
_ABOVE_ZERO = 1e-9


def ends(number: Number, *, positive: bool) -> tuple[float, float]:
    """Return the lowest and highest value that a printed figure can stand for."""
    low, high = map(float, span(number.value))
    return (max(low, _ABOVE_ZERO), high) if positive else (low, high)


def can_lie(p: Number, least: float, most: float) -> bool:
    """Tell whether a printed p, or a bound on it, can be one of the values between two ends."""
    if p.relation.startswith("<"):
        return least <= float(p.value)
    if p.relation.startswith(">"):
        return most >= float(p.value)
    near = span(p.value)
    return float(near.low) <= most and least <= float(near.high)
