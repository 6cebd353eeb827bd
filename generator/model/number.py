"""Numbers as sources print them: the text is kept, the exact decimal is read from it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

# Sources print minus as a hyphen, a minus sign or a dash, and thousands with commas. No number of
# thousands begins with 0: `0,027` holds a decimal comma, and is never read as 27.
NUMBER_PATTERN = re.compile(
    r"(?P<relation>[<>≤≥]|<=|>=)?\s*(?P<sign>[-−–+])?"
    r"(?P<digits>[1-9]\d{0,2}(?:,\d{3})+|\d+)?(?P<part>\.\d+)?",
    re.ASCII,
)
# ASCII, or the digits of every other script would match as well.
COUNT_PATTERN = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|\d+", re.ASCII)
# No source prints more; a page of digits would overflow whatever is worked out from it.
_MOST_CHARACTERS = 40
# A comma, an apostrophe or a blank between digits, where no group of thousands stands.
_OTHER_MARK = re.compile(r"\d(?P<mark>[,'’\s])\d")
_RELATIONS = {None: "=", "<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}


def bare_decimal(text: str) -> Decimal | None:
    """Return the value of a figure that is a bare number; None for a bound or for words.

    >>> bare_decimal("1,027"), bare_decimal("0,027"), bare_decimal("<5")
    (Decimal('1027'), None, None)
    """
    try:
        return Number.parse(text).exact
    except ValueError:
        return None


def _expected(text: str, number: str) -> str:
    """Return what a number looks like, and which mark of a text makes it none.

    >>> _expected("0,027", "a number")
    'a number, with a decimal point: a comma stands between thousands alone, as in 1,027'
    >>> _expected("seven", "a number")
    'a number'
    """
    other = _OTHER_MARK.search(text.strip())
    if other is None:
        return number
    if other["mark"] == ",":
        point = "with a decimal point"
        return f"{number}, {point}: a comma stands between thousands alone, as in 1,027"
    return f"{number}, with nothing but a comma between thousands, as in 1,027"


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
        if len(text.strip()) > _MOST_CHARACTERS:
            raise ValueError(f"a number of at most {_MOST_CHARACTERS} characters")
        match = NUMBER_PATTERN.fullmatch(text.strip())
        if not match or not (match["digits"] or match["part"]):
            raise ValueError(_expected(text, "a number, as in 28, 15.4, -17.67 or <0.001"))
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
        if len(text.strip()) > _MOST_CHARACTERS:
            raise ValueError(f"a whole number of at most {_MOST_CHARACTERS} digits")
        if not COUNT_PATTERN.fullmatch(text.strip()):
            raise ValueError(_expected(text, "a whole number of 0 or more, as in 10"))
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
