"""`evidence screen --decide FILE.csv`: many decisions from one table, each checked and written as at the desk."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from generator.cli.messages import WRONG_USE, Reporter, one_line
from generator.cli.reopen import rows_named
from generator.desk.decisions import Decision, Duplicate, Excluded, Included, UndecidableError
from generator.desk.screening import Desk, Entry
from generator.desk.study_draft import Draft
from generator.matching.relation import Written
from generator.model.finding import Finding, Place, Severity
from generator.model.rule import Rule
from generator.model.study import Evidence
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
_WORDS = {
    "i": "included", "include": "included", "e": "excluded", "exclude": "excluded", "d": "duplicate",
    "l": "awaiting", "later": "awaiting",
}  # fmt: skip


class _Wrong(Exception):  # noqa: N818 - not a fault of ours: the line asks for what cannot be
    """A line cannot be carried out: what was seen, and what would do."""

    def __init__(self, seen: str, expected: str) -> None:
        super().__init__(seen)
        self.seen = seen
        self.expected = expected


def decide_from(path: Path, desk: Desk, reporter: Reporter) -> int:
    """Carry out the decisions of a table, line by line; a line that cannot be is a finding and changes nothing."""
    try:
        content = path.read_bytes()
    except OSError as error:
        reporter.wrong_use(
            f"{path.name} cannot be read: {error.strerror or error}. Give a table of decisions."
        )
        return WRONG_USE
    text, findings = decode(content, path.name)
    header, rows, faults = read_table(text, path.name)
    findings += faults
    missing = [name for name in COLUMNS[:2] if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    if header and (missing or unknown):
        reporter.wrong_use(
            f"{path.name} has the columns {', '.join(header)}; known are {', '.join(COLUMNS)}."
        )
        return WRONG_USE
    done = 0
    for row in rows:
        cells = {name: row.cells.get(name, "").strip() for name in COLUMNS}
        finding = _carry_out(desk, cells, Place(path.name, row.line))
        done += finding is None
        findings += [finding] if finding else []
    left = len(desk.awaiting())
    # Why a line was passed over belongs to the count, though it is only a note.
    passed = [one_line(str(finding)) for finding in findings if finding.severity is Severity.NOTE]
    count = f"{done} of {len(rows)} decisions written; {left} await a decision."
    return reporter.result(findings, *passed, count, decided=done)


def _carry_out(desk: Desk, cells: Mapping[str, str], place: Place) -> Finding | None:
    try:
        entry = _entry(desk, cells["identifier"])
        if entry is None:
            return _not_awaiting(desk, cells["identifier"], place)
        decision = _decision(desk, entry, cells)
        if decision is not None:
            desk.decide(entry, decision)
    except _Wrong as wrong:
        return _not_decided(place, wrong.seen, wrong.expected)
    except UndecidableError as fault:
        return _not_decided(place, f"cannot be written: {fault}", "files that allow it")
    return None


def _entry(desk: Desk, name: str) -> Entry | None:
    row = next((one for one in rows_named(name, desk) if one.decision == "awaiting"), None)
    return desk.entry(row) if row else None


def _decision(desk: Desk, entry: Entry, cells: Mapping[str, str]) -> Decision | None:
    word = _WORDS.get(cells["decision"].lower(), cells["decision"].lower())
    match word:
        case "awaiting":
            return None
        case "excluded":
            if not cells["reason"]:
                raise _Wrong("is excluded without a reason", "a reason that readers can check")
            return Excluded(cells["reason"])
        case "duplicate":
            name = desk.name_of(cells["reason"], entry)
            if not name:
                raise _Wrong(
                    f"is a duplicate of {cells['reason']!r}",
                    "under reason the key of another known report",
                )
            return Duplicate(name)
        case "included":
            return _inclusion(desk, entry, cells)
    raise _Wrong(
        f"has the decision {cells['decision']!r}", "included, excluded, duplicate or awaiting"
    )


def _inclusion(desk: Desk, entry: Entry, cells: Mapping[str, str]) -> Included:
    if entry.record is None:
        raise _Wrong(
            "has no record", "a record, as evidence add brings it, or a decision at the desk"
        )
    evidence = desk.holdings.evidence
    owner = next((one.id for one in desk.studies.values() if entry.cited_as in one.reports), "")
    study = cells["study"] or owner
    if owner and study != owner:
        raise _Wrong(
            f"names the study {study!r}", f"{owner}, of which {entry.cited_as} is a report already"
        )
    if study in desk.studies:
        citekey = entry.cited_as or desk.free_id(entry)
        main = next((report for report in desk.studies[study].reports if report != citekey), "")
        relations = (Written(citekey, "report-of", main),) if main and not owner else ()
        return Included(
            citekey=citekey,
            record=entry.record,
            study=study,
            relations=relations,
            is_cited=bool(entry.cited_as),
        )
    citekey = entry.cited_as or study or desk.free_id(entry)
    if not SLUG_PATTERN.fullmatch(citekey) or not (entry.cited_as or desk.is_free(citekey)):
        raise _Wrong(
            f"has the study {citekey!r}",
            "a known study, or a free id of small letters, figures and hyphens",
        )
    kinds: tuple[Evidence, ...] = get_args(Evidence)
    kind = next((one for one in kinds if one == cells["evidence"]), None)
    if kind is None:
        raise _Wrong(f"has the evidence {cells['evidence']!r}", f"one of {', '.join(kinds)}")
    design = cells["design"] or desk.design_not_visible()
    draft = Draft(
        id=citekey,
        reports=(citekey,),
        record=entry.record,
        evidence=kind,
        drugs=_known(cells["drugs"], evidence.drugs, "drugs"),
        design="".join(_known(design, evidence.designs, "design")[:1]),
        populations=_known(cells["populations"], evidence.populations, "populations"),
        day=desk.day,
        register=entry.register,
    )
    if not draft.design:
        raise _Wrong("has no design", f"one of {', '.join(evidence.designs)}")
    return Included(
        citekey=citekey,
        record=entry.record,
        study=citekey,
        draft=draft,
        is_cited=bool(entry.cited_as),
    )


def _known(text: str, vocabulary: Mapping[str, object], what: str) -> tuple[str, ...]:
    names = tuple(name for name in re.split(r"[\s,;]+", text) if name)
    unknown = [name for name in names if name not in vocabulary]
    if unknown:
        raise _Wrong(f"has the {what} {', '.join(unknown)}", "ids of the vocabulary")
    return names


def _not_awaiting(desk: Desk, name: str, place: Place) -> Finding:
    row = next(iter(rows_named(name, desk)), None)
    if row is None:
        return _not_decided(
            place, f"names {name!r}, which is not in the log", "an identifier of data/screening.csv"
        )
    return ALREADY.broken(
        place,
        seen=f"names {name!r}, which is {row.decision} already",
        expected="a record that awaits a decision",
        remedy="Nothing was changed; to decide otherwise, evidence screen --reopen comes first.",
    )


def _not_decided(place: Place, seen: str, expected: str) -> Finding:
    remedy = "Mend the line and give the table again; what is decided already stays."
    return NOT_DECIDED.broken(place, seen=seen, expected=expected, remedy=remedy)
