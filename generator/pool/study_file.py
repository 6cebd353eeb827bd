"""A CSV file with one row a study: every fault named by its line, nothing guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.model.finding import Finding, Place, Severity
from generator.model.rule import Rule
from generator.model.study_table import Layout, StudyTable
from generator.pool import odd_rows
from generator.pool.cell_number import number_of, other_mark
from generator.pool.odd_rows import ReadRow
from generator.pool.table_header import UNKNOWN_LAYOUT, header_fault, layout_of, unknown_layout
from generator.text.count_words import count_words
from generator.text.csv_text import Row, read_table
from generator.text.decode import decode

NOT_A_NUMBER = Rule("E242", "not-a-number", "A cell holds no number of the kind its column needs")
PART_ABOVE_TOTAL = Rule(
    "E243", "part-above-total", "A count is larger than the total it is part of"
)
NO_STUDIES = Rule("E244", "no-studies", "No row can be pooled")
NOT_COMPLETE = Rule("W241", "not-complete", "A study with an empty cell is left out")
RULES = (
    UNKNOWN_LAYOUT,
    NOT_A_NUMBER,
    PART_ABOVE_TOTAL,
    NO_STUDIES,
    odd_rows.SAME_ROW,
    odd_rows.TOTAL_ROW,
    NOT_COMPLETE,
    odd_rows.SAME_NAME,
    odd_rows.SAME_NUMBERS,
    odd_rows.SUM_OF_ROWS,
)

_MISSING = {"", "NA", "N/A", "na", "n/a", "."}
_SHOWN = 40


def read_effect_table(
    content: bytes, file: str, name: str
) -> tuple[StudyTable | None, list[Finding]]:
    """Return the studies of a CSV file in the layout its columns show, and every finding.

    There are no studies after an error. Other columns than those of the layout, `study` and `year`
    are passed over. A study with an empty cell (or NA) in a column of the layout is left out with a
    warning. Rows that repeat others, and totals, are findings.
    """
    text, findings = decode(content, file)
    # With a foreign separator every row would be a fault of its own, and none would say why.
    fault = header_fault(text, file)
    if fault is not None:
        return None, [*findings, fault]
    header, rows, faults = read_table(text, file)
    findings += map(_with_decimals, faults)
    if not header:
        return None, findings
    layout = layout_of(header)
    if layout is None:
        return None, [*findings, unknown_layout(",".join(header), header, Place(file, 1))]
    whole: list[Row] = []
    for row in rows:
        faults = [*_cells(row, layout, file), *_parts(row, layout, file)]
        findings += faults
        if not faults:
            whole.append(row)
    findings += odd_rows.odd_rows([_read(row, layout) for row in whole], layout, file)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    if not whole:
        seen = f"has {count_words(len(rows), 'row')}, none complete"
        remedy = "Fill in the cells, or add studies."
        return None, [
            *findings,
            NO_STUDIES.broken(Place(file, 1), seen=seen, expected="a study", remedy=remedy),
        ]
    return _table(whole, rows, header, layout, name), findings


def _with_decimals(fault: Finding) -> Finding:
    """Return a finding on the cells of a row with the other way in which a comma comes in."""
    if fault.code != "E225":
        return fault
    return replace(fault, remedy=f"{fault.remedy} Decimals take a point.")


def _read(row: Row, layout: Layout) -> ReadRow:
    return ReadRow(
        line=row.line,
        name=_name(row),
        year=row.cells.get("year", "").strip(),
        values=tuple(float(row.cells[column]) for column in layout.columns),
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
        elif number_of(text, kind) is None:
            mark, remedy = other_mark(text)
            seen = f"is “{text[:_SHOWN]}”"
            if mark:
                seen += f", which {mark}"
            findings.append(
                NOT_A_NUMBER.broken(place, seen=seen, expected=str(kind), remedy=remedy)
            )
    return findings


def _parts(row: Row, layout: Layout, file: str) -> list[Finding]:
    findings = []
    for part, whole in layout.parts:
        count, total = (
            number_of(row.cells[column].strip(), layout.columns[column]) for column in (part, whole)
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


def _table(
    rows: Sequence[Row], every: Sequence[Row], header: Sequence[str], layout: Layout, name: str
) -> StudyTable:
    lines = {row.line for row in rows}
    return StudyTable(
        name=name,
        layout=layout,
        labels=tuple(_label(row) for row in rows),
        years=tuple(_year(row) for row in rows) if "year" in header else None,
        columns={
            column: tuple(float(row.cells[column]) for row in rows) for column in layout.columns
        },
        every_label=tuple(map(_label, every)),
        places=tuple(place for place, row in enumerate(every) if row.line in lines),
    )


def _label(row: Row) -> str:
    return _name(row) or f"line {row.line}"


def _name(row: Row) -> str:
    cells: Mapping[str, str] = row.cells
    return " ".join(cells.get("study", "").split())


def _year(row: Row) -> str:
    year = row.cells["year"].strip()
    return "" if year in _MISSING else year
