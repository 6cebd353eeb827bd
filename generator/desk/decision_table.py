"""Many decisions from one table, each checked and written as if it were made at the desk."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from generator.desk.decisions import Decision, Duplicate, Excluded, Included, UndecidableError
from generator.desk.screening import Desk, Entry
from generator.desk.study_draft import Draft
from generator.matching.relation import Written
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.rule import Rule
from generator.model.study import EvidenceUse
from generator.model.text import SLUG_PATTERN
from generator.text.csv_text import read_table
from generator.text.decode import decode

NOT_DECIDED = Rule("E284", "not-decided", "A line of a table of decisions cannot be carried out")
ALREADY = Rule("N283", "already-decided", "A line of a table of decisions is carried out already")
COLUMNS = (
    "identifier",
    "decision",
    "reason",
    "study",
    "evidence",
    "drugs",
    "design",
    "populations",
)
_NEEDED = COLUMNS[:2]
# The letters of the desk mean the same in a table.
_DECISIONS = {
    "i": "included",
    "include": "included",
    "e": "excluded",
    "exclude": "excluded",
    "d": "duplicate",
    "l": "awaiting",
    "later": "awaiting",
}
_KINDS: tuple[EvidenceUse, ...] = get_args(EvidenceUse)


class WrongColumnsError(Exception):
    """A table has not the columns of a table of decisions."""


class _WrongLineError(Exception):
    """A line cannot be carried out: what was seen, and what would do."""

    def __init__(self, seen: str, expected: str) -> None:
        super().__init__(seen)
        self.seen = seen
        self.expected = expected


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """How many lines of a table were decided, of how many, and what was found."""

    decided: int
    lines: int
    findings: tuple[Finding, ...]


def carry_out(content: bytes, file: str, desk: Desk) -> CarriedOut:
    """Carry out the decisions of a table; a line that cannot be is a finding and changes nothing.

    WrongColumnsError where it is no table of decisions.
    """
    text, findings = decode(content, file)
    header, rows, faults = read_table(text, file)
    _check_columns(file, header)
    decided = 0
    findings += faults
    # Line by line: what a line decides may be what the next one builds on.
    for row in rows:
        cells = {name: row.cells.get(name, "").strip() for name in COLUMNS}
        finding = _carry_out(desk, cells, Place(file, row.line))
        if finding is None:
            decided += 1
        else:
            findings.append(finding)
    return CarriedOut(decided, len(rows), tuple(findings))


def _check_columns(file: str, header: Iterable[str]) -> None:
    names = list(header)
    is_known = set(names) <= set(COLUMNS) and set(_NEEDED) <= set(names)
    if names and not is_known:
        known = f"known are {', '.join(COLUMNS)}"
        raise WrongColumnsError(f"{file} has the columns {', '.join(names)}; {known}.")


def _carry_out(desk: Desk, cells: Mapping[str, str], place: Place) -> Finding | None:
    try:
        rows = desk.rows_named(cells["identifier"])
        awaiting = [row for row in rows if row.decision == "awaiting"]
        if not awaiting:
            return _not_awaiting(desk, cells["identifier"], place)
        entry = desk.entry(awaiting[0])
        decision = _decision(desk, entry, cells)
        if decision is not None:
            desk.decide(entry, decision)
    except _WrongLineError as wrong:
        return _not_decided(place, wrong.seen, wrong.expected)
    except UndecidableError as fault:
        return _not_decided(place, f"cannot be written: {fault}", "files that allow it")
    return None


def _decision(desk: Desk, entry: Entry, cells: Mapping[str, str]) -> Decision | None:
    typed = cells["decision"].lower()
    match _DECISIONS.get(typed, typed):
        case "awaiting":
            return None
        case "excluded":
            return _exclusion(cells["reason"])
        case "duplicate":
            return _duplicate(desk, entry, cells["reason"])
        case "included":
            return _inclusion(desk, entry, cells)
    known = "included, excluded, duplicate or awaiting"
    raise _WrongLineError(f"has the decision {cells['decision']!r}", known)


def _exclusion(reason: str) -> Excluded:
    if not reason:
        raise _WrongLineError("is excluded without a reason", "a reason that readers can check")
    return Excluded(reason)


def _duplicate(desk: Desk, entry: Entry, other: str) -> Duplicate:
    name = desk.name_of(other, entry)
    if not name:
        key = "under reason the key of another known report"
        raise _WrongLineError(f"is a duplicate of {other!r}", key)
    return Duplicate(name)


def _inclusion(desk: Desk, entry: Entry, cells: Mapping[str, str]) -> Included:
    if entry.record is None:
        record = "a record, as evidence add brings it, or a decision at the desk"
        raise _WrongLineError("has no record", record)
    owner = desk.study_of(entry)
    study = cells["study"] or owner
    if owner and study != owner:
        known = f"{owner}, of which {entry.cited_as} is a report already"
        raise _WrongLineError(f"names the study {study!r}", known)
    is_cited = bool(entry.cited_as)
    if study not in desk.studies:
        draft = _draft(desk, entry, entry.record, cells)
        return Included(
            citekey=draft.id, record=entry.record, study=draft.id, draft=draft, is_cited=is_cited
        )
    citekey = entry.cited_as or desk.free_id(entry)
    others = [report for report in desk.studies[study].reports if report != citekey]
    # To its first report; a report that the study names already has its relation.
    relations = [] if owner else [Written(citekey, "report-of", main) for main in others[:1]]
    return Included(
        citekey=citekey,
        record=entry.record,
        study=study,
        relations=tuple(relations),
        is_cited=is_cited,
    )


def _draft(desk: Desk, entry: Entry, record: FoundRecord, cells: Mapping[str, str]) -> Draft:
    evidence = desk.holdings.evidence
    citekey = entry.cited_as or cells["study"] or desk.free_id(entry)
    is_free = bool(entry.cited_as) or desk.is_free(citekey)
    if not SLUG_PATTERN.fullmatch(citekey) or not is_free:
        known = "a known study, or a free id of small letters, figures and hyphens"
        raise _WrongLineError(f"has the study {citekey!r}", known)
    kinds = [kind for kind in _KINDS if kind == cells["evidence"]]
    if not kinds:
        raise _WrongLineError(f"has the evidence {cells['evidence']!r}", _one_of(_KINDS))
    drugs = _known(cells["drugs"], evidence.drugs, "drugs")
    # A table may leave the design open where the vocabulary has a word for that.
    design = _known(cells["design"] or desk.design_not_visible(), evidence.designs, "design")
    populations = _known(cells["populations"], evidence.populations, "populations")
    if not design:
        raise _WrongLineError("has no design", _one_of(evidence.designs))
    return Draft(
        id=citekey,
        reports=(citekey,),
        record=record,
        evidence=kinds[0],
        drugs=drugs,
        design=design[0],
        populations=populations,
        day=desk.day,
        register=entry.register,
    )


def _one_of(names: Iterable[str]) -> str:
    return f"one of {', '.join(names)}"


def _known(text: str, vocabulary: Mapping[str, object], what: str) -> tuple[str, ...]:
    names = tuple(name for name in re.split(r"[\s,;]+", text) if name)
    unknown = [name for name in names if name not in vocabulary]
    if unknown:
        raise _WrongLineError(f"has the {what} {', '.join(unknown)}", "ids of the vocabulary")
    return names


def _not_awaiting(desk: Desk, name: str, place: Place) -> Finding:
    rows = desk.rows_named(name)
    if not rows:
        expected = "an identifier of data/screening.csv"
        return _not_decided(place, f"names {name!r}, which is not in the log", expected)
    return ALREADY.broken(
        place,
        seen=f"names {name!r}, which is {rows[0].decision} already",
        expected="a record that awaits a decision",
        remedy="Nothing was changed; to decide otherwise, evidence screen --reopen comes first.",
    )


def _not_decided(place: Place, seen: str, expected: str) -> Finding:
    remedy = "Mend the line and give the table again; what is decided already stays."
    return NOT_DECIDED.broken(place, seen=seen, expected=expected, remedy=remedy)
