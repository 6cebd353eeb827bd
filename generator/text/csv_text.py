"""CSV as rows of text: nothing is typed, trimmed or guessed; no row is lost without a finding."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.model.finding import Finding, Place
from generator.text.count_words import count_words

CATALOGUE = (
    ("E221", "file is empty"),
    ("E222", "two columns of one name"),
    ("E223", "column is missing"),
    ("E224", "column is not known"),
    ("E225", "row has too few or too many cells"),
    ("E226", "quotation marks are not closed or stand inside a cell"),
)

# What spreadsheets write instead of commas where the comma is the decimal sign.
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the line on which it starts, and the text of each cell by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Record:
    """One record as the CSV parser gives it, or the fault that stopped it."""

    line: int
    cells: list[str]
    fault: str = ""


def read_csv(text: str, file: str, columns: Sequence[str]) -> tuple[list[Row], list[Finding]]:
    """Return the rows of a table with exactly `columns`, in any order, and every fault.

    Each record becomes a row or a finding. With a header that lacks a column or names one twice, no
    row can be read and none is returned.
    """
    records = _records(text)
    header = next(records, None)
    if header is None:
        return [], [_empty(file, f"Start it with the line {','.join(columns)}")]
    findings = _check_header(header, file, columns)
    if any(finding.code != "E224" for finding in findings):
        return [], findings
    rows, faults = _rows(records, header, file)
    return rows, findings + faults


def read_table(text: str, file: str) -> tuple[tuple[str, ...], list[Row], list[Finding]]:
    """Return the header, the rows and every fault of a table that may hold any columns.

    Names lose the blanks around them; rows of nothing but blanks are passed over. Without a header
    that names each column once, no row can be read and none is returned.
    """
    records = _records(text)
    first = next(records, None)
    if first is None:
        return (), [], [_empty(file, "Start it with column names.")]
    header = _Record(first.line, [name.strip() for name in first.cells], first.fault)
    findings = _check_header(header, file, header.cells)
    if findings:
        return (), [], findings
    filled = (record for record in records if record.fault or any(map(str.strip, record.cells)))
    rows, faults = _rows(filled, header, file)
    return tuple(header.cells), rows, faults


def _rows(
    records: Iterable[_Record], header: _Record, file: str
) -> tuple[list[Row], list[Finding]]:
    rows: list[Row] = []
    faults: list[Finding] = []
    for record in records:
        fault = _check_record(record, header, file)
        if fault:
            faults.append(fault)
        else:
            rows.append(Row(record.line, dict(zip(header.cells, record.cells, strict=True))))
    return rows, faults


def _records(text: str) -> Iterator[_Record]:
    """Yield the records that are not blank, each with the line on which it starts."""
    # Strict: a quotation mark inside a cell is a fault and not read as text.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Record(line, [], _fault(str(error), line, reader.line_num))
        else:
            if cells:
                yield _Record(line, cells)


def _fault(message: str, first: int, last: int) -> str:
    through = f"; lines {first} to {last} were not read" if last > first else ""
    return f"cannot be read ({message}){through}"


def _empty(file: str, remedy: str) -> Finding:
    return Finding("E221", Place(file, 1), "the file is empty", "a header", remedy)


def _check_header(header: _Record, file: str, columns: Sequence[str]) -> list[Finding]:
    place = Place(file, header.line)
    if header.fault:
        return [_quotes(header, file)]
    names = header.cells
    return [
        *(_twice(name, place) for name in dict.fromkeys(names) if names.count(name) > 1),
        *(_missing(name, names, place) for name in columns if name not in names),
        *(_unknown(name, columns, place) for name in dict.fromkeys(names) if name not in columns),
    ]


def _twice(name: str, place: Place) -> Finding:
    return Finding(
        "E222",
        place,
        f"names the column “{name}” twice",
        "each column once",
        "Rename or delete one.",
    )


def _missing(name: str, names: list[str], place: Place) -> Finding:
    separator = next(
        (word for mark, word in _OTHER_SEPARATORS.items() if len(names) == 1 and mark in names[0]),
        "",
    )
    remedy = (
        f"The cells seem to be separated by {separator}: use commas."
        if separator
        else "Add it to the header."
    )
    return Finding("E223", place, f"has no column “{name}”", "that column", remedy)


def _unknown(name: str, columns: Sequence[str], place: Place) -> Finding:
    near = get_close_matches(name.strip().lower(), columns, 1)
    remedy = f"Did you mean “{near[0]}”?" if near else "Delete it, or check its spelling."
    return Finding("E224", place, f"has the column “{name}”", f"only {', '.join(columns)}", remedy)


def _check_record(record: _Record, header: _Record, file: str) -> Finding | None:
    if record.fault:
        return _quotes(record, file)
    if len(record.cells) == len(header.cells):
        return None
    return Finding(
        "E225",
        Place(file, record.line),
        f"has {count_words(len(record.cells), 'cell')}, starting “{record.cells[0][:40]}”",
        f"{len(header.cells)} as in the header",
        "Check the commas; a cell that holds one needs quotation marks around it.",
    )


def _quotes(record: _Record, file: str) -> Finding:
    return Finding(
        "E226",
        Place(file, record.line),
        record.fault,
        "quotation marks in pairs around whole cells",
        'Close them, or write "" for one inside a cell.',
    )
