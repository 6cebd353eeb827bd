"""A file of core set measures to rows of text: one row a measure and patient, in CSV."""

import csv
import io
from collections.abc import Iterator

from generator.model.finding import Finding, Place
from generator.model.record import record
from generator.text.csv_text import Row, read_csv
from generator.text.decode import decode

CATALOGUE = (
    ("E251", "a table of core set measures holds a header alone"),
    ("E253", "a row names no patient where others do"),
)
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
    """Return the rows of a file and every fault; `measure` and one way to say its change are needed in the header.

    A header without `patient` is that of one patient. Without values there are percentages, and the
    reverse. Rows without any text are passed over.
    """
    text, findings = decode(content, file)
    rows, faults = read_csv(text, file, tuple(_wanted(text)))
    found = [_row(row) for row in rows if any(cell.strip() for cell in row.cells.values())]
    findings += faults
    if not found and not faults:
        findings.append(_nothing(file))
    if any(row.patient for row in found):
        findings += [_nobody(file, row.line) for row in found if not row.patient]
    return found, findings


def _row(row: Row) -> CoreSetRow:
    return CoreSetRow(
        line=row.line, **{name: cell.strip() for name, cell in row.cells.items() if name in COLUMNS}
    )


def _wanted(text: str) -> Iterator[str]:
    """Yield the columns a file has to hold: those it may leave out only where it names them."""
    try:
        names = set(next(csv.reader(io.StringIO(text)), []))
    except csv.Error:
        names = set()
    needed = {"measure"} | (set() if names & set(_PERCENTS) else set(_VALUES))
    return (name for name in COLUMNS if name in needed | names)


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
