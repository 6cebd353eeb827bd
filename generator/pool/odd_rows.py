"""Rows of a table that are no study of their own: repeated ones, and totals of the others."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.finding import Finding, Place
from generator.model.rule import Rule
from generator.model.study_table import Kind, Layout

SAME_ROW = Rule("E245", "same-row", "Two rows are one and the same")
TOTAL_ROW = Rule("E246", "total-row", "A row holds the total of the others")
SAME_NAME = Rule("W242", "same-name", "Two rows have one name")
SAME_NUMBERS = Rule("W243", "same-numbers", "Two rows have the same numbers")
SUM_OF_ROWS = Rule("W244", "sum-of-rows", "A row holds the sum of the others")

# What tables call the line below the studies. No study is called so and nothing more.
_TOTAL = re.compile(
    r"(?:(?:grand |sub-?)?totals?|overall|pooled|combined|sum|summary|all|summe|gesamt|insgesamt"
    r"|(?:common|fixed|random)[- ]effects?(?: model)?|(?:re|fe) model)"
    r"(?: (?:events|estimate|effect|studies|trials|patients|participants))?(?: ?[(\[].*)?",
)
# Numbers of few digits are alike by chance: 1 of 12 stands in many tables of small studies.
_DIGITS_BY_CHANCE = 5
# The sum of a single row is that row.
_FEWEST_OTHERS = 2
_ADDED_UP = {Kind.COUNT, Kind.TOTAL, Kind.ABOVE_ZERO}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row that was read whole: its line, its name ("" for none), its year and its numbers."""

    line: int
    name: str
    year: str
    values: tuple[float, ...]

    @property
    def known_by(self) -> tuple[str, str]:
        """Return name and year without the accidents of writing."""
        return " ".join(self.name.casefold().split()), self.year


def odd_rows(rows: Sequence[ReadRow], layout: Layout, file: str) -> list[Finding]:
    """Return a finding for each row that repeats an earlier one, or sums up the others."""
    totals = {row.line for row in rows if _is_called_total(row)}
    findings = [_total(row, file) for row in rows if row.line in totals]
    studies = [row for row in rows if row.line not in totals]
    return [*findings, *_repeated(studies, file), *_sums(studies, layout, file)]


def _is_called_total(row: ReadRow) -> bool:
    return _TOTAL.fullmatch(row.known_by[0].strip(" :.*")) is not None


def _total(row: ReadRow, file: str) -> Finding:
    seen = f"is called “{row.name}”"
    remedy = "Delete it: a total is worked out here, and its people would count twice."
    return TOTAL_ROW.broken(Place(file, row.line), seen=seen, expected="a study", remedy=remedy)


def _repeated(rows: Sequence[ReadRow], file: str) -> Iterator[Finding]:
    by_name: dict[tuple[str, str], ReadRow] = {}
    by_numbers: dict[tuple[float, ...], ReadRow] = {}
    for row in rows:
        of_name = by_name.setdefault(row.known_by, row) if row.name else row
        of_numbers = by_numbers.setdefault(row.values, row)
        place = Place(file, row.line)
        if of_name is not row:
            yield _same_name(row, of_name, place)
        elif of_numbers is not row and _digits(row.values) >= _DIGITS_BY_CHANCE:
            seen = f"({row.name or 'no name'}) has the same numbers as line {of_numbers.line}"
            if of_numbers.name:
                seen += f" ({of_numbers.name})"
            remedy = "Delete one if both tell of the same people; else nothing is to be done."
            yield SAME_NUMBERS.broken(place, seen=seen, expected="another study", remedy=remedy)


def _same_name(row: ReadRow, before: ReadRow, place: Place) -> Finding:
    if row.values == before.values:
        seen = f"repeats line {before.line} ({before.name})"
        remedy = "Delete one of them: the same people would count twice."
        return SAME_ROW.broken(place, seen=seen, expected="each study once", remedy=remedy)
    seen = f"is called “{row.name}”, as line {before.line} is, and has other numbers"
    remedy = (
        "Combine them if the same people stand in both (two arms with one control group); "
        "give each a name of its own if not."
    )
    return SAME_NAME.broken(place, seen=seen, expected="each study once", remedy=remedy)


def _digits(values: Sequence[float]) -> int:
    """Return how many digits of different numbers other than 0 a row holds.

    >>> _digits((0.0, 50.0, 0.0, 50.0)), _digits((4.0, 20.0, 6.0, 21.0)), _digits((0.325, -1.5))
    (2, 6, 5)
    """
    numbers = {f"{abs(value):.15g}" for value in values if value}
    return sum(len(number.partition("e")[0].replace(".", "").lstrip("0")) for number in numbers)


def _sums(rows: Sequence[ReadRow], layout: Layout, file: str) -> Iterator[Finding]:
    """Yield the rows whose every number is the sum of those of all other rows."""
    if len(rows) <= _FEWEST_OTHERS or not set(layout.columns.values()) <= _ADDED_UP:
        return
    # A table of estimates with standard errors has no sums.
    if "yi" in layout.columns:
        return
    sums = [math.fsum(column) for column in zip(*(row.values for row in rows), strict=True)]
    for row in rows:
        if all(
            math.isclose(2 * value, total, rel_tol=1e-9)
            for value, total in zip(row.values, sums, strict=True)
        ):
            seen = f"({row.name or 'no name'}) holds the sums of all other rows"
            remedy = "Delete it if it is their total: its people would count twice."
            yield SUM_OF_ROWS.broken(
                Place(file, row.line), seen=seen, expected="a study", remedy=remedy
            )
