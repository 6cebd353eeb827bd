"""The first line of a table of studies: the layout its names show, or what hides it."""

import csv
from collections.abc import Sequence

from generator.model.finding import Finding, Place
from generator.model.rule import Rule
from generator.model.study_table import LAYOUTS, Layout
from generator.pool.cell_number import is_number
from generator.text.count_words import noun_for

UNKNOWN_LAYOUT = Rule("E241", "unknown-layout", "The columns say nothing that can be pooled")
# What programs write between cells where the comma is the decimal sign, or by habit.
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_LONGEST = 200


def layout_of(header: Sequence[str]) -> Layout | None:
    """Return the layout that these columns show: of several the one with most columns."""
    # Layouts overlap: r and n of a correlation also stand in a table of paired changes.
    fitting = [layout for layout in LAYOUTS if set(layout.columns) <= set(header)]
    return max(fitting, key=lambda layout: len(layout.columns)) if fitting else None


def header_fault(text: str, file: str) -> Finding | None:
    """Return what hides the layout of a table: separators, missing or foreign names of columns.

    None where the layout is known, or the first line is none that can be read by itself.
    """
    lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    number, first = next(lines, (1, ""))
    cells = _cells(first)
    if not cells or layout_of(cells):
        return None
    return unknown_layout(first, cells, Place(file, number))


def unknown_layout(first: str, cells: Sequence[str], place: Place) -> Finding:
    """Return why nothing can be pooled by these names of columns, and what to do."""
    seen, expected, remedy = _words(first, cells)
    return UNKNOWN_LAYOUT.broken(place, seen=seen, expected=expected, remedy=remedy)


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
    except csv.Error:
        # An opened quotation mark is named where the rows are read.
        return []


def _words(first: str, cells: Sequence[str]) -> tuple[str, str, str]:
    """Return what is seen, what was expected, and what to do."""
    separator = _separator(first, cells)
    if separator:
        remedy = "Save the table with commas between cells, and a point in decimals."
        return f"has {separator} between its cells", "commas between cells", remedy
    small = [cell.lower() for cell in cells]
    layout = layout_of(small)
    if layout is not None:
        names = ",".join(layout.columns)
        return (
            f"has the columns {_listed(cells)}",
            "their names in small letters",
            f"Write them as {names}.",
        )
    if sum(map(is_number, cells)) > 1 and not _known(small):
        return (
            f"holds numbers ({_listed(cells)}) and no names of columns",
            "a first line that names the columns",
            "Begin the table with such a line, as in study,x,n.",
        )
    near = _nearest(small)
    if near is not None:
        missing = [name for name in near.columns if name not in small]
        it = noun_for(len(missing), "it", "them")
        return (
            f"has no {noun_for(len(missing), 'column')} {', '.join(missing)}",
            f"{','.join(near.columns)} ({near.title})",
            f"Add {it}, or mend the spelling of a name; there are {_listed(cells)}.",
        )
    layouts = "; ".join(f"{','.join(layout.columns)} ({layout.title})" for layout in LAYOUTS)
    return (
        f"has the columns {_listed(cells)}",
        "columns that can be pooled",
        f"Name the columns as one of these: {layouts}.",
    )


def _separator(first: str, cells: Sequence[str]) -> str:
    """Return what stands between cells instead of commas, in words; "" for commas."""
    if len(cells) > 1 and _known([cell.lower() for cell in cells]):
        return ""
    for mark, name in _SEPARATORS.items():
        if mark in first:
            return name
    parts = [part.lower() for part in first.split()]
    return "blanks" if len(cells) == 1 and layout_of(parts) else ""


def _known(names: Sequence[str]) -> set[str]:
    """Return those names that some layout has."""
    return set().union(*(layout.columns for layout in LAYOUTS)) & set(names)


def _nearest(names: Sequence[str]) -> Layout | None:
    """Return the layout of which at least half the columns are there, the best one."""

    def share(layout: Layout) -> float:
        return sum(name in names for name in layout.columns) / len(layout.columns)

    best = max(LAYOUTS, key=share)
    return best if share(best) >= 1 / 2 else None


def _listed(cells: Sequence[str]) -> str:
    return " ".join(", ".join(cells).split())[:_LONGEST]
