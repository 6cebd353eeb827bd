"""A CSV file of core set measures as rows of text, one for each measure of each patient."""

import csv
import io
from collections.abc import Iterator

from generator.model.finding import Finding, Place
from generator.model.record import record
from generator.text.csv_text import Row, read_csv
from generator.text.decode import decode

# A change is given by the values at both visits, or in percent where only that was published.
_VALUES = ("baseline", "follow_up")
_PERCENTS = ("absolute_percent", "relative_percent")
COLUMNS = ("patient", "measure", *_VALUES, "scale", "upper_limit", *_PERCENTS)


@record
class CoreSetRow:
    """One measure of one patient as it was written; what was not given is empty."""

    line: int
    measure: str
    patient: str = ""
    baseline: str = ""
    follow_up: str = ""
    scale: str = ""
    upper_limit: str = ""
    absolute_percent: str = ""
    relative_percent: str = ""


def read_core_set(content: bytes, file: str) -> tuple[list[CoreSetRow], list[Finding]]:
    """Return the rows of a file and every fault in it.

    The header needs `measure` and one form of change: values or percentages. A header without
    `patient` describes one patient. Empty rows are passed over.
    """
    text, findings = decode(content, file)
    cells, faults = read_csv(text, file, tuple(_columns(text)))
    rows = [_row(row) for row in cells if any(cell.strip() for cell in row.cells.values())]
    findings += faults
    if not rows and not faults:
        findings.append(_nothing(file))
    if any(row.patient for row in rows):
        findings += [_nobody(file, row.line) for row in rows if not row.patient]
    return rows, findings


def _row(row: Row) -> CoreSetRow:
    cells = {name: cell.strip() for name, cell in row.cells.items() if name in COLUMNS}
    return CoreSetRow(line=row.line, **cells)


def _columns(text: str) -> Iterator[str]:
    """Yield the columns the file has to hold: those it names, and what no table goes without."""
    try:
        names = set(next(csv.reader(io.StringIO(text)), []))
    except csv.Error:
        names = set()
    # A column that is not named is empty in every row; only these can never be.
    names.add("measure")
    if not names & set(_PERCENTS):
        names.update(_VALUES)
    return (name for name in COLUMNS if name in names)


def _nobody(file: str, line: int) -> Finding:
    return Finding(
        "E253",
        Place(file, line),
        "names no patient",
        "the patient on every row",
        "Repeat the name on it.",
    )


def _nothing(file: str) -> Finding:
    return Finding(
        "E251",
        Place(file, 1),
        "holds a header alone",
        "rows of measures",
        "Add one row for each measure.",
    )
