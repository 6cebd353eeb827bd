"""A CSV file with one row a study: every fault named by its line, nothing guessed."""

import re
from collections.abc import Callable, Mapping, Sequence

from generator.model.finding import Finding, Place, Severity
from generator.model.rule import Rule
from generator.model.study_table import LAYOUTS, Kind, Layout, StudyTable
from generator.text.count_words import count_words
from generator.text.csv_text import Row, read_table
from generator.text.decode import decode

UNKNOWN_LAYOUT = Rule("E241", "unknown-layout", "The columns say nothing that can be pooled")
NOT_A_NUMBER = Rule("E242", "not-a-number", "A cell holds no number of the kind its column needs")
PART_ABOVE_TOTAL = Rule(
    "E243", "part-above-total", "A count is larger than the total it is part of"
)
NO_STUDIES = Rule("E244", "no-studies", "No row can be pooled")
NOT_COMPLETE = Rule("W241", "not-complete", "A study with an empty cell is left out")
RULES = (UNKNOWN_LAYOUT, NOT_A_NUMBER, PART_ABOVE_TOTAL, NO_STUDIES, NOT_COMPLETE)

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MISSING = {"", "NA", "N/A", "na", "n/a", "."}
# More than all people there ever were.
_LARGEST_COUNT = 10**12
# A number past this, or nearer to 0 than its inverse, is a slip, and its square would overflow.
_FARTHEST = 1e30
_SHOWN = 40
_ALLOWED: Mapping[Kind, Callable[[float], bool]] = {
    Kind.COUNT: lambda value: 0 <= value <= _LARGEST_COUNT and value == int(value),
    Kind.TOTAL: lambda value: 1 <= value <= _LARGEST_COUNT and value == int(value),
    Kind.ABOVE_ZERO: lambda value: value > 0,
    Kind.NOT_BELOW_ZERO: lambda value: value >= 0,
    Kind.CORRELATION: lambda value: -1 <= value <= 1,
    Kind.VALUE: lambda _: True,
}


def read_effect_table(
    content: bytes, file: str, name: str
) -> tuple[StudyTable | None, list[Finding]]:
    """Return the studies of a CSV file in the layout its columns show, and every finding.

    There are no studies after an error. Other columns than those of the layout, `study` and `year`
    are passed over. A study with an empty cell (or NA) in a column of the layout is left out with a
    warning.
    """
    text, findings = decode(content, file)
    header, rows, faults = read_table(text, file)
    findings += faults
    if not header:
        return None, findings
    layout = layout_of(header)
    if layout is None:
        return None, [*findings, _unknown(header, file)]
    whole = []
    for row in rows:
        faults = [*_cells(row, layout, file), *_parts(row, layout, file)]
        findings += faults
        if not faults:
            whole.append(row)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    if not whole:
        seen = f"has {count_words(len(rows), 'row')}, none complete"
        remedy = "Fill in the cells, or add studies."
        return None, [
            *findings,
            NO_STUDIES.broken(Place(file, 1), seen=seen, expected="a study", remedy=remedy),
        ]
    return _table(whole, header, layout, name), findings


def layout_of(header: Sequence[str]) -> Layout | None:
    """Return the layout that these columns show: of several the one with most columns."""
    # Layouts overlap: r and n of a correlation also stand in a table of paired changes.
    fitting = [layout for layout in LAYOUTS if set(layout.columns) <= set(header)]
    return max(fitting, key=lambda layout: len(layout.columns)) if fitting else None


def _unknown(header: Sequence[str], file: str) -> Finding:
    layouts = "; ".join(f"{','.join(layout.columns)} ({layout.title})" for layout in LAYOUTS)
    seen = f"has the columns {', '.join(header)[:200]}"
    remedy = f"Name the columns as one of these: {layouts}."
    return UNKNOWN_LAYOUT.broken(
        Place(file, 1), seen=seen, expected="columns that can be pooled", remedy=remedy
    )


def _cells(row: Row, layout: Layout, file: str) -> list[Finding]:
    findings = []
    for column, kind in layout.columns.items():
        text, place = row.cells[column].strip(), Place(file, row.line, column)
        # An empty cell tells that nothing was reported; anything unreadable is a slip to be mended.
        if text in _MISSING:
            remedy = "The study is left out; fill the cell in to use it."
            findings.append(
                NOT_COMPLETE.broken(place, seen="is empty", expected=str(kind), remedy=remedy)
            )
        elif _number(text, kind) is None:
            seen = f"is “{text[:_SHOWN]}”"
            findings.append(
                NOT_A_NUMBER.broken(place, seen=seen, expected=str(kind), remedy=_remedy(text))
            )
    return findings


def _remedy(text: str) -> str:
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        return "Write decimals with a point, and nothing between thousands."
    return "Check it against the source; leave the cell empty where nothing was reported."


def _parts(row: Row, layout: Layout, file: str) -> list[Finding]:
    findings = []
    for part, whole in layout.parts:
        count, total = (
            _number(row.cells[column].strip(), layout.columns[column]) for column in (part, whole)
        )
        if count is not None and total is not None and count > total:
            place, seen = Place(file, row.line, part), f"is {count:.0f} but {whole} is {total:.0f}"
            remedy = "Check both against the source."
            findings.append(
                PART_ABOVE_TOTAL.broken(
                    place, seen=seen, expected=f"at most {whole}", remedy=remedy
                )
            )
    return findings


def _number(text: str, kind: Kind) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    plausible = value == 0 or 1 / _FARTHEST <= abs(value) <= _FARTHEST
    return value if plausible and _ALLOWED[kind](value) else None


def _table(rows: Sequence[Row], header: Sequence[str], layout: Layout, name: str) -> StudyTable:
    return StudyTable(
        name=name,
        layout=layout,
        labels=tuple(_label(row) for row in rows),
        years=tuple(_year(row) for row in rows) if "year" in header else None,
        columns={
            column: tuple(float(row.cells[column]) for row in rows) for column in layout.columns
        },
    )


def _label(row: Row) -> str:
    cells: Mapping[str, str] = row.cells
    return " ".join(cells.get("study", "").split()) or f"line {row.line}"


def _year(row: Row) -> str:
    year = row.cells["year"].strip()
    return "" if year in _MISSING else year
