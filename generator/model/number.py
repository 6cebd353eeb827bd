"""Numbers as sources print them: the text is kept, the exact decimal is read from it."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

# Sources print minus as a hyphen, a minus sign or a dash, and thousands with commas.
NUMBER_PATTERN = re.compile(
    r"(?P<relation>[<>≤≥]|<=|>=)?\s*(?P<sign>[-−–+])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<part>\.\d+)?",
    re.ASCII,
)
# ASCII, or the digits of every other script would match as well.
COUNT_PATTERN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+", re.ASCII)
_RELATIONS = {None: "=", "<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}


def bare_decimal(text: str) -> Decimal | None:
    """Return the value of a figure that is a bare number; None for a bound or for words."""
    try:
        # Decimal reads `NaN` and `Infinity` too, which are words here and no figures.
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a source printed it: `15.40` stays `15.40`, `<0.001` stays `<0.001`.

    `value` is the exact decimal without the relation sign; `relation` is one of = < > <= >=.
    """

    text: str
    # Not a float: it would lose how many decimals were printed, and with them the rounding.
    value: Decimal
    relation: str = "="

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a printed number; ValueError says what a number looks like."""
        match = NUMBER_PATTERN.fullmatch(text.strip())
        if not match or not (match["digits"] or match["part"]):
            raise ValueError("a number, as in 28, 15.4, -17.67 or <0.001")
        # A source may print .05 for 0.05.
        digits = f"{(match['digits'] or '0').replace(',', '')}{match['part'] or ''}"
        sign = "-" if match["sign"] in {"-", "−", "–"} else ""
        return cls(text.strip(), Decimal(sign + digits), _RELATIONS[match["relation"]])

    @property
    def exact(self) -> Decimal | None:
        """Return the value; None where only a bound was printed, such as `<0.001`.

        >>> Number.parse("0.03").exact, Number.parse("<0.05").exact
        (Decimal('0.03'), None)
        """
        return self.value if self.relation == "=" else None

    @property
    def decimals(self) -> int:
        """Return how many decimals were printed."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0

    def __str__(self) -> str:
        """Return the number as printed."""
        return self.text


@dataclass(frozen=True, slots=True)
class Count:
    """A count of people, events or things as a source printed it."""

    text: str
    value: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a printed count; ValueError says what a count looks like."""
        if not COUNT_PATTERN.fullmatch(text.strip()):
            raise ValueError("a whole number of 0 or more, as in 10")
        return cls(text.strip(), int(text.strip().replace(",", "")))

    def __str__(self) -> str:
        """Return the count as printed."""
        return self.text


@dataclass(frozen=True, slots=True)
class WorkedOutCount(Count):
    """A count that no source prints and no file holds: it follows from what is printed.

    `follows` is false where it is taken to be that of the whole group, which fits but need not be.
    `group` is the size of the whole group where a total is another number.
    """

    basis: str
    follows: bool
    group: int | None = None
