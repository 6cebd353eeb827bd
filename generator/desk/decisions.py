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
from generator.files.study_edit import CannotEdit, add_report
from generator.files.yaml_edit import CannotEdit as CannotEditEntry
from generator.matching.known_records import BIBLIOGRAPHY, SCREENING
from generator.matching.relation import Written
from generator.model.evidence import Evidence, study_file
from generator.model.found import FoundRecord, RecordNotice
from generator.model.reference import SCREENING_COLUMNS, ScreeningRecord
from generator.text.csv_text import read_csv
from generator.text.decode import decode

RELATIONS = "bibliography/relations.csv"
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
    """A report comes in under a citekey: as a new study (`draft`) or as a further report of a known one (`study`).

    `relations` are the rows that the curator confirmed, `marks` the known reports of which this one
    is a correction, a retraction or an expression of concern, and `marked` the like about itself
    that came in before. `is_cited` says that the bibliography holds it already.
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


class Undecidable(Exception):  # noqa: N818 - not a fault of ours: the files say something else by now
    """A decision cannot be written down; the words say why, and nothing was changed."""


def files_of(
    root: Path, row: ScreeningRecord, decision: Decision, evidence: Evidence, day: date
) -> Files:
    """Return the files as a decision about a row makes them; Undecidable where they do not allow it."""
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
    same = ("date_found", "found_by", "identifier", "title")
    lines = [
        one.line
        for one in rows
        if one.cells["decision"] == row.decision
        and all(one.cells[name] == getattr(row, name) for name in same)
    ]
    # Two rows may say the same to the letter: then the one on the line that was read, else the
    # first.
    line = row.line if row.line in lines else next(iter(lines), 0)
    try:
        changed = change_row(
            content, line, {"decision": decision, "reason": reason, "study": study}
        )
    except ValueError:
        raise Undecidable(
            f"{SCREENING} no longer has this record as {row.decision}: start again"
        ) from None
    return {SCREENING: changed}


def _bibliography(root: Path, decision: Included, day: date) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {}
    if not decision.is_cited:
        citation = replace(decision.record.cited, key=decision.citekey)
        if decision.record.register and not citation.url:
            citation = replace(citation, url=source_address(decision.record))
        files[BIBLIOGRAPHY] = add_entry(_bytes(root / BIBLIOGRAPHY) or b"", citation)
    before = _bytes(root / NOTICES_FILE) or b""
    try:
        own = (*decision.record.notices, *decision.marked)
        after, read = before, where_read(decision.record)
        for citekey, notices in (
            (decision.citekey, own),
            *((key, (notice,)) for key, notice in decision.marks),
        ):
            after = add_notices(after, citekey, notices, read, day)
    except CannotEditEntry:
        raise Undecidable(
            f"{NOTICES_FILE} has a shape that is not changed safely: mend it first"
        ) from None
    return files if after == before else {**files, NOTICES_FILE: after}


def _study(root: Path, decision: Included, evidence: Evidence) -> dict[str, bytes | None]:
    path = study_file(decision.study)
    content = _bytes(root / path)
    if decision.draft:
        if content is not None:
            raise Undecidable(f"{path} exists already: choose another id")
        return {path: draft_study(decision.draft, evidence).encode()}
    if content is None:
        raise Undecidable(f"{path} does not exist: name a study that does")
    try:
        return {path: add_report(content, decision.citekey, path)}
    except CannotEdit as fault:
        raise Undecidable(str(fault)) from None


def _relations(root: Path, decision: Included) -> dict[str, bytes | None]:
    if not decision.relations:
        return {}
    source = source_address(decision.record) or "the curator's reading of the record"
    rows = [
        {"from": one.subject, "relation": one.relation, "to": one.object, "source": source}
        for one in dict.fromkeys(decision.relations)
    ]
    try:
        return {RELATIONS: add_rows(_bytes(root / RELATIONS) or b"", _RELATION_COLUMNS, rows)}
    except ValueError:
        raise Undecidable(f"{RELATIONS} is not UTF-8: save it as UTF-8") from None


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
