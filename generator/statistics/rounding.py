"""The one place where computed numbers are rounded; reported numbers are shown as printed."""

from decimal import Decimal
from fractions import Fraction

# One person is a percent or more of a smaller group: a decimal would say more than is known.
_LARGE_GROUP = 100
_ALL = 100
# The least whole number of two digits, once a half is rounded up.
_TWO_DIGITS = Fraction(19, 2)
_MINUS = "\N{MINUS SIGN}"

Number = int | float | Decimal | Fraction


def format_number(value: Number, decimals: int = 1) -> str:
    """Return a computed number with a fixed count of decimals, halves rounded up (away from zero).

    A float counts as the shortest decimal that stands for it, as a reader would round it by hand.

    >>> format_number(0.145, 2), format_number(-2.5, 0), format_number(-0.04)
    ('0.15', '−3', '0.0')
    """
    rounded = _round(_exact(value), decimals)
    return f"{abs(rounded):f}" if rounded == 0 else f"{rounded:f}".replace("-", _MINUS)


def format_percent(value: Number, total: int | None = None) -> str:
    """Return a share of 0 to 1 as a percentage: whole, with a decimal from 100 participants on.

    What is more than none never rounds to 0 %, and what is less than all never to 100 %.

    >>> format_percent(0.125), format_percent(Fraction(29, 200), 200), format_percent(1)
    ('13 %', '14.5 %', '100 %')
    >>> format_percent(0.002), format_percent(0.9996, 5000)
    ('<1 %', '>99.9 %')
    """
    return f"{_percent(value, total)} %"


def format_interval(low: Number, high: Number, total: int | None = None) -> str:
    """Return the interval of a share as percentages, rounded as the share itself.

    >>> format_interval(0.6915, 1)
    '69 to 100 %'
    """
    if _exact(low) > _exact(high):
        raise ValueError(f"an interval runs from low to high, not from {low} to {high}")
    return f"{_percent(low, total)} to {_percent(high, total)} %"


def format_share(events: int, total: int) -> str:
    """Return events out of a total as a percentage, from the exact fraction.

    >>> format_share(5, 9)
    '56 %'
    """
    return format_percent(Fraction(events, total), total)


def format_spread(value: Number) -> str:
    """Return a spread that is never negative: two decimals, more where these would show too little.

    A spread that is more than none never rounds to 0; two digits of it are always seen.

    >>> format_spread(0.4523), format_spread(0.00043), format_spread(0), format_spread(12.3)
    ('0.45', '0.00043', '0.00', '12.30')
    """
    exact, decimals = _exact(value), 2
    while exact and exact * 10**decimals < _TWO_DIGITS:
        decimals += 1
    return format_number(value, decimals)


def _percent(value: Number, total: int | None) -> str:
    share = _exact(value)
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {value}")
    decimals = 1 if total is not None and total >= _LARGE_GROUP else 0
    rounded, step = _round(share * 100, decimals), Decimal(1).scaleb(-decimals)
    if rounded == 0 < share:
        return f"<{step}"
    if share < 1 and rounded == _ALL:
        return f">{_ALL - step}"
    return f"{rounded:f}"


def _exact(value: Number) -> Fraction:
    if isinstance(value, float):
        _check_finite(Decimal(repr(value)))
        return Fraction(repr(value))
    if isinstance(value, Decimal):
        _check_finite(value)
    return Fraction(value)


def _check_finite(value: Decimal) -> None:
    if not value.is_finite():
        raise ValueError(f"only a finite number can be rounded, not {value}")


def _round(value: Fraction, decimals: int) -> Decimal:
    """Return the value rounded half away from zero, exactly, in any decimal context."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal((value < 0, tuple(map(int, str(whole))), -decimals))


__all__ = [
    "Number",
    "format_interval",
    "format_number",
    "format_percent",
    "format_share",
    "format_spread",
]
