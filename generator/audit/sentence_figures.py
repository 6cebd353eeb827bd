"""Figures inside sentences, whether written with digits or in words."""

import re
from collections.abc import Iterator

# A figure stands alone: 2021 of a date 2021-11-22 and 1 of alf1 are parts of names.
_DIGITS = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-]|\.\d)")
_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight",
    "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip


def _values() -> Iterator[tuple[str, int]]:
    """Yield the number words from one to ninety-nine, each with its value."""
    yield from ((word, number) for number, word in enumerate(_ONES, 1))
    for tens, ten in enumerate(_TENS, 2):
        yield ten, 10 * tens
        yield from ((f"{ten}-{word}", 10 * tens + ones) for ones, word in enumerate(_ONES[:9], 1))


_VALUES = dict(_values())
# The longest word first: twenty-four is not read as twenty.
_WORDS = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(_VALUES, key=len, reverse=True))})(?![\w-])", re.IGNORECASE
)
# Smaller words are part of the language: one centre, two of the group.
_SMALLEST = 4


def figures_in(text: str, smallest: int = _SMALLEST) -> list[str]:
    """Return the figures of a sentence as digits, in order; small number words are left out.

    >>> figures_in("Ten adults, 28 falling to 9.5, one stopped; twenty-four of 1,200")
    ['28', '9.5', '1200', '10', '24']
    >>> figures_in("two of three", smallest=1)
    ['2', '3']
    """
    digits = [figure.replace(",", "") for figure in _DIGITS.findall(text)]
    words = [_VALUES[word.lower()] for word in _WORDS.findall(text)]
    return digits + [str(number) for number in words if number >= smallest]
