"""The number in a cell of a table, or the mark that makes it none and what to write instead."""

import re
from collections.abc import Callable, Mapping

from generator.model.study_table import Kind

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
# More than all people there ever were.
_LARGEST_COUNT = 10**12
# A number past this, or nearer to 0 than its inverse, is a slip, and its square would overflow.
_FARTHEST = 1e30
_ALLOWED: Mapping[Kind, Callable[[float], bool]] = {
    Kind.COUNT: lambda value: 0 <= value <= _LARGEST_COUNT and value == int(value),
    Kind.TOTAL: lambda value: 1 <= value <= _LARGEST_COUNT and value == int(value),
    Kind.ABOVE_ZERO: lambda value: value > 0,
    Kind.NOT_BELOW_ZERO: lambda value: value >= 0,
    Kind.CORRELATION: lambda value: -1 <= value <= 1,
    Kind.VALUE: lambda _: True,
}
# Marks of other habits, the first that fits: what it is called, and how the number is written here.
_MARKS: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"[−–—‐‑‒﹣－]\s*(?P<number>[0-9.][0-9.eE+-]*)"),
        "begins with a typographic minus",
        lambda match: f"Write -{match['number']}, with a hyphen.",
    ),
    (
        re.compile(
            r"(?P<number>[+-]?(?:0*|[0-9]{4,}),[0-9]+|[+-]?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))"
        ),
        "has a decimal comma",
        lambda match: f"Write {match['number'].replace(',', '.')}: decimals take a point.",
    ),
    (
        re.compile(r"(?P<number>[+-]?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]+)"),
        "has a comma",
        lambda match: (
            "Write decimals with a point, and nothing between thousands: "
            f"{match['number'].replace('.', '').replace(',', '')} or "
            f"{match['number'].replace('.', '').replace(',', '.')}."
        ),
    ),
    (
        re.compile(r"(?P<number>[+-]?[0-9]{1,3}(?:[,\s'’.][0-9]{3})+(?:\.[0-9]+)?)"),
        "has a mark between thousands",
        lambda match: (
            f"Write {re.sub(r'[^0-9.+-]', '', match['number'])}, with nothing between thousands."
        ),
    ),
    (
        re.compile(r".*[%‰]"),
        "has a percent sign",
        lambda _: "Write a count and its total, or the number without the sign.",
    ),
    (
        re.compile(r"[<>≤≥~≈=].*"),
        "is no exact number",
        lambda _: "Write the number itself; leave the cell empty where only a bound is known.",
    ),
)
_OTHERWISE = "Check it against the source; leave the cell empty where nothing was reported."


def number_of(text: str, kind: Kind) -> float | None:
    """Return the number of a cell; None where it is none, or none of its kind.

    >>> number_of("1e3", Kind.COUNT), number_of("0.5", Kind.COUNT), number_of("0,5", Kind.VALUE)
    (1000.0, None, None)
    """
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    plausible = value == 0 or 1 / _FARTHEST <= abs(value) <= _FARTHEST
    return value if plausible and _ALLOWED[kind](value) else None


def is_number(text: str) -> bool:
    """Tell whether a text reads as a number of any kind, in whatever way it is written.

    >>> [is_number(text) for text in ("3", "-0.5", "0,5", "n1", "")]
    [True, True, True, False, False]
    """
    return bool(_NUMBER.fullmatch(text)) or any(mark.fullmatch(text) for mark, *_ in _MARKS)


def other_mark(text: str) -> tuple[str, str]:
    """Return the mark that makes a text no number, "" for none, and what to do.

    >>> other_mark("0,3")
    ('has a decimal comma', 'Write 0.3: decimals take a point.')
    >>> other_mark("−2.5")
    ('begins with a typographic minus', 'Write -2.5, with a hyphen.')
    """
    for pattern, name, remedy in _MARKS:
        match = pattern.fullmatch(text)
        if match:
            return name, remedy(match)
    return "", _OTHERWISE
