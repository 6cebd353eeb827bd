"""Numbers without rounding: read from text as printed, written back in decimals."""

import re
from decimal import Decimal
from fractions import Fraction

Exact = str | int | float | Decimal | Fraction
# A number that ends within ten decimals is written whole: what clinics print has fewer. One that
# does not end, as 16/3, is rounded to four, which is enough to check a step by hand.
_MOST_DECIMALS, _FEW_DECIMALS = 10, 4
# At most 30 digits on either side of the point: no measurement has more, and a pasted page of
# digits would otherwise be worked out.
_NUMBER = re.compile(r"(?P<sign>[-−+])?(?P<digits>\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})", re.ASCII)


def exact(value: Exact) -> Fraction:
    """Return a number without rounding; a float counts as the shortest decimal that stands for it.

    ValueError where it is no finite decimal number; a comma is no decimal point.

    >>> exact("5.0001") > 5, exact("5.000") == 5, exact(0.1) == Fraction(1, 10)
    (True, True, True)
    """
    if isinstance(value, bool):
        raise ValueError("is a yes or no, and no number")  # noqa: TRY004 - callers expect one error
    if isinstance(value, str):
        return _read(value)
    try:
        return Fraction(repr(value) if isinstance(value, float) else value)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{value} is no finite number") from error


def in_decimals(number: Fraction | Decimal) -> str:
    """Return a number in decimals: exact within ten decimals, otherwise "about" and four decimals.

    >>> in_decimals(Fraction("5.0001")), in_decimals(Fraction(16, 3)), in_decimals(Fraction(-3))
    ('5.0001', 'about 5.3333', '-3')
    """
    value = Fraction(number)
    if 10**_MOST_DECIMALS % value.denominator:
        return f"about {Decimal(round(value * 10**_FEW_DECIMALS)).scaleb(-_FEW_DECIMALS)}"
    scaled = Decimal(value.numerator * (10**_MOST_DECIMALS // value.denominator))
    text = f"{scaled.scaleb(-_MOST_DECIMALS):f}"
    return text.rstrip("0").rstrip(".")


def _read(text: str) -> Fraction:
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text!r} is no number as in 28, 15.4 or -2.5")
    number = Fraction(match["digits"].rstrip("."))
    return -number if match["sign"] in {"-", "−"} else number
