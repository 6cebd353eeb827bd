"""A decision about one found record, and every file it changes: all of them together or none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.desk.bibliography_file import add_entry
from generator.desk.study_draft import Draft, draft_study, source_address
from generator.files.csv_rows import add_rows, change_row
from generator.files.notices_file import NOTICES_FILE, add_notices, where_read
from generator.files.yaml_edit import CannotEditError, add_to_list
from generator.matching.known_records import BIBLIOGRAPHY, SCREENING
from generator.matching.relation import Written
from generator.model.evidence import Evidence, study_file
from generator.model.found import FoundRecord, RecordNotice
from generator.model.reference import SCREENING_COLUMNS, ScreeningRecord
from generator.text.csv_text import read_csv
from generator.text.decode import decode

RELATIONS = "bibliography/relations.csv"
# What a row of the screening log is known by again, whatever is decided about it.
_WHAT_STAYS = ("date_found", "found_by", "identifier", "title")
_RELATION_COLUMNS = ("from", "relation", "to", "source")
Files = Mapping[str, bytes | None]


class Excluded(NamedTuple):
    """A report is left out, and why."""

    reason: str


class Duplicate(NamedTuple):
    """A report is one that is known already under another name."""

    of: str


class Reopened(NamedTuple):
    """A report that was left out awaits a decision again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Included:
    """A report comes in under a citekey: as a new study, or as a further report of a known one.

    A new study has a `draft`. `relations` are the rows that the curator confirmed, `marks` the
    known reports of which this one is a correction, a retraction or an expression of concern, and
    `marked` the like about itself that came in before. `is_cited` says that the bibliography holds
    it already.
    """

    citekey: str
    record: FoundRecord
    study: str
    draft: Draft | None = None
    relations: tuple[Written, ...] = ()
    marks: tuple[tuple[str, RecordNotice], ...] = ()
    marked: tuple[RecordNotice, ...] = ()
    is_cited: bool = False


Decision = Excluded | Duplicate | Reopened | Included


class UndecidableError(Exception):
    """A decision does not fit what the files say by now; nothing was changed."""


def files_of(
    root: Path, row: ScreeningRecord, decision: Decision, evidence: Evidence, day: date
) -> Files:
    """Return the files as a decision about a row makes them.

    UndecidableError where it does not fit them.
    """
    if isinstance(decision, Excluded):
        return _log(root, row, "excluded", decision.reason)
    if isinstance(decision, Duplicate):
        return _log(root, row, "duplicate", f"the same report as {decision.of}")
    if isinstance(decision, Reopened):
        return _log(root, row, "awaiting", "", row.study)
    files = dict(_log(root, row, "included", "", decision.study))
    files |= _bibliography(root, decision, day)
    files |= _study(root, decision, evidence)
    files |= _relations(root, decision)
    return files


def contents(root: Path, paths: Mapping[str, object]) -> dict[str, bytes | None]:
    """Return what stands in files now; None for a file that is not there."""
    return {path: _bytes(root / path) for path in paths}


def _log(root: Path, row: ScreeningRecord, decision: str, reason: str, study: str = "") -> Files:
    content = _bytes(root / SCREENING) or b""
    text, _ = decode(content, SCREENING)
    rows, _ = read_csv(text, SCREENING, SCREENING_COLUMNS)
    as_read = {name: getattr(row, name) for name in _WHAT_STAYS} | {"decision": row.decision}
    lines = [line.line for line in rows if as_read.items() <= line.cells.items()]
    # Two rows may say the same to the letter: then the one on the line that was read, else the
    # first.
    line = row.line if row.line in lines else next(iter(lines), 0)
    values = {"decision": decision, "reason": reason, "study": study}
    try:
        return {SCREENING: change_row(content, line, values)}
    except ValueError:
        gone = f"{SCREENING} no longer has this record as {row.decision}"
        raise UndecidableError(f"{gone}: start again") from None


def _bibliography(root: Path, decision: Included, day: date) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {}
    if not decision.is_cited:
        citation = replace(decision.record.cited, key=decision.citekey)
        if decision.record.register and not citation.url:
            citation = replace(citation, url=source_address(decision.record))
        files[BIBLIOGRAPHY] = add_entry(_bytes(root / BIBLIOGRAPHY) or b"", citation)
    before = _bytes(root / NOTICES_FILE) or b""
    after = _noted(before, decision, day)
    return files if after == before else {**files, NOTICES_FILE: after}


def _noted(content: bytes, decision: Included, day: date) -> bytes:
    """Return the notices with those about the report, and those that it is about others."""
    about = (decision.citekey, (*decision.record.notices, *decision.marked))
    others = [(citekey, (notice,)) for citekey, notice in decision.marks]
    read = where_read(decision.record)
    try:
        for citekey, notices in (about, *others):
            content = add_notices(content, citekey, notices, read, day)
    except CannotEditError:
        shape = f"{NOTICES_FILE} has a shape that is not changed safely"
        raise UndecidableError(f"{shape}: mend it first") from None
    return content


def _study(root: Path, decision: Included, evidence: Evidence) -> dict[str, bytes | None]:
    path = study_file(decision.study)
    content = _bytes(root / path)
    if decision.draft:
        # The id may have been taken since it was proposed.
        if content is not None:
            raise UndecidableError(f"{path} exists already: choose another id")
        return {path: draft_study(decision.draft, evidence).encode()}
    if content is None:
        raise UndecidableError(f"{path} does not exist: name a study that does")
    try:
        return {path: add_to_list(content, path, "reports", decision.citekey)}
    except CannotEditError as fault:
        raise UndecidableError(str(fault)) from None


def _relations(root: Path, decision: Included) -> dict[str, bytes | None]:
    if not decision.relations:
        return {}
    # Every row of the file names the page that shows the relation.
    source = source_address(decision.record) or "the curator's reading of the record"
    rows = [
        {"from": row.subject, "relation": row.relation, "to": row.object, "source": source}
        for row in dict.fromkeys(decision.relations)
    ]
    try:
        return {RELATIONS: add_rows(_bytes(root / RELATIONS) or b"", _RELATION_COLUMNS, rows)}
    except ValueError:
        raise UndecidableError(f"{RELATIONS} is not UTF-8: save it as UTF-8") from None


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
