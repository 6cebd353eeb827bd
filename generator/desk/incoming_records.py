"""A batch of found records meets a project: what is new, what is known, what the files become."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from generator.desk.faults import CLASH, KNOWN, MARKED, MORE_IDENTIFIERS, TWO_KNOWN
from generator.desk.notice_records import notices_in
from generator.files.csv_rows import add_rows
from generator.files.notices_file import NOTICES_FILE, add_notices, notice_words, where_read
from generator.files.yaml_edit import CannotEditError
from generator.matching.found_file import FOUND, FoundFile, free_name, without_abstract, write_found
from generator.matching.known_records import SCREENING, Holdings
from generator.matching.match import Match
from generator.matching.profile import Sketch, sketch_of_found
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord, RecordNotice
from generator.model.identifier import Identifier
from generator.model.reference import SCREENING_COLUMNS

State = Literal["new", "known", "clash"]
_AWAITING = "awaiting a decision"
# A row of the screening log stays a line that can be read.
_LONGEST_REASON = 300
# Of the records that a newcomer is like, the log notes the likest; the desk shows all.
_MOST_HINTS = 2
# What identifies a citation, or goes with its title, is never taken from another record.
_OF_ITS_OWN = {"key", "kind", "title_tree"}
# Lists in which two records of one report complete each other.
_COMPLETED = (
    "registrations",
    "notices",
    "links",
    "publication_types",
    "subjects",
    "funding",
    "other_dois",
    "other_pmids",
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One record that came in, and what it is to what is known; one that clashes comes in too."""

    record: FoundRecord
    name: str
    state: State
    match: Match

    @property
    def words(self) -> str:
        """What became of it, in one line."""
        marked = "RETRACTED. " if self.record.is_retracted else ""
        line = f"{self.name}: {marked}{self.record.citation.title or '(no title)'}"
        if self.match.same:
            return f"known {line} ({self.match.same.standing or _AWAITING})"
        hints = "; ".join((*self.clashes, *self.hints))
        return f"{self.state} {line}" + (f" ({hints})" if hints else "")

    @property
    def clashes(self) -> tuple[str, ...]:
        """What its identifiers contradict, in words."""
        return tuple(clash.words for clash in self.match.clashes)

    @property
    def hints(self) -> tuple[str, ...]:
        """What it may be, in words."""
        return tuple(proposal.words for proposal in self.match.proposals)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a batch brought, and the files as they become; no file where nothing is new.

    `noted` are the reports of the bibliography that got an entry among the notices.
    """

    arrivals: tuple[Arrival, ...]
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    noted: frozenset[str] = frozenset()

    def count(self, state: State) -> int:
        """Return how many records are new, known or clash."""
        return sum(arrival.state == state for arrival in self.arrivals)


def receive(
    holdings: Holdings, records: Iterable[FoundRecord], found_by: str, day: date
) -> Receipt:
    """Return what a batch of records is to a project, and the files as they become.

    `found_by` is how they were found, as the screening log words it. Nothing is written here; what
    comes in becomes known to `holdings`.
    """
    batch = _Batch(holdings, day, holdings.notices)
    for record in records:
        batch.take(without_abstract(record))
    files, noted = _files(batch, found_by), frozenset(batch.noted)
    return Receipt(tuple(batch.arrivals), files, tuple(batch.findings), noted)


@dataclass(slots=True)
class _Batch:
    """What has come of a batch so far.

    `names` say under which name a record is held, by each of its identifiers; `replaced` are the
    lines of found.jsonl whose place another record takes.
    """

    holdings: Holdings
    day: date
    notices: bytes
    arrivals: list[Arrival] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    records: dict[str, FoundRecord] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    names: dict[Identifier | str, str] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for name, record in self.holdings.found.records.items():
            self._index(name, record)

    def take(self, record: FoundRecord) -> None:
        """Match one record and keep what it brings."""
        name = free_name(record, self._held)
        sketch = sketch_of_found(record, name, _AWAITING)
        match = self.holdings.catalogue.match(sketch)
        self.arrivals.append(Arrival(record, name, _state_of(match), match))
        if match.same:
            self._note_known(record, name, match.same, match)
        else:
            self.records[name] = record
            self._index(name, record)
            self.findings += [_clash(record, name, clash.words) for clash in match.clashes]
        self._mark_others(record, name)
        # Known from here on: a later record of the batch may be the same report.
        self.holdings.catalogue.add(sketch)

    def _index(self, name: str, record: FoundRecord) -> None:
        self.names |= dict.fromkeys((name, *record.identifiers), name)

    def _held(self, name: str) -> FoundRecord | None:
        """Return the record that is held under a name."""
        if name in self.records:
            return self.records[name]
        return None if name in self.replaced else self.holdings.found.records.get(name)

    def _note_known(self, record: FoundRecord, name: str, same: Sketch, match: Match) -> None:
        """Say which known report a record is; keep what it says beyond what was known."""
        place = _place(record, name)
        self.findings.append(_known(place, same))
        if match.unknown_there:
            self.findings.append(_more(place, same, ", ".join(map(str, match.unknown_there))))
        self.findings += [_twice(place, same, other) for other in match.also]
        self._keep(record, same)
        self._mark(record, same, place)

    def _keep(self, record: FoundRecord, same: Sketch) -> None:
        """Keep the record of something known: as a line, or what it adds to the line there is."""
        wanted = (same.name, free_name(record, self._held), *record.identifiers, *same.identifiers)
        name = next((self.names[key] for key in wanted if key in self.names), "")
        held = self._held(name)
        whole = _completed(held, record) if held else record
        if whole == held:
            return
        # With a further identifier it may be held under another name.
        self.records.pop(name, None)
        self.replaced.add(name)
        name = free_name(whole, self._held)
        self.records[name] = whole
        self._index(name, whole)

    def _mark(self, record: FoundRecord, same: Sketch, place: Place) -> None:
        """Write down that a report of ours was retracted, doubted or corrected, and say so."""
        if same.name in self.holdings.evidence.citations and record.notices:
            remedy = self._write(record, same.name, record.notices)
            notices = "; ".join(map(notice_words, record.notices))
            self.findings.append(_marked(place, f"({same.name}) is marked: {notices}", remedy))

    def _mark_others(self, record: FoundRecord, name: str) -> None:
        """Write down of which reports of ours a record is the correction or retraction."""
        for notice, identifiers in notices_in(record):
            for citekey in self._cited(identifiers):
                remedy = self._write(record, citekey, (notice,))
                seen = f"is about {citekey}: {notice_words(notice)}"
                self.findings.append(_marked(_place(record, name), seen, remedy))

    def _cited(self, identifiers: Iterable[Identifier]) -> list[str]:
        """Return the citekeys of the reports that are known by some identifiers."""
        known = [self.holdings.catalogue.known_as(str(name), name) for name in identifiers]
        citekeys = dict.fromkeys(sketch.name for sketch in known if sketch)
        return [citekey for citekey in citekeys if citekey in self.holdings.evidence.citations]

    def _write(self, record: FoundRecord, citekey: str, notices: Iterable[RecordNotice]) -> str:
        """Write the notices of a report down; return what is left to do."""
        before = self.notices
        try:
            self.notices = add_notices(before, citekey, notices, where_read(record), self.day)
        except CannotEditError as fault:
            return f"Write it into {NOTICES_FILE} by hand: {fault}."
        if self.notices == before and citekey in self.holdings.noted | self.noted:
            return f"{NOTICES_FILE} has an entry for it: compare, and mend it where it says less."
        self.noted.add(citekey)
        return f"It was written into {NOTICES_FILE}; read the notice, then rebuild."


def _state_of(match: Match) -> State:
    if match.same:
        return "known"
    return "clash" if match.clashes else "new"


def _files(batch: _Batch, found_by: str) -> dict[str, bytes]:
    holdings = batch.holdings
    files: dict[str, bytes] = {}
    new = [arrival for arrival in batch.arrivals if arrival.state != "known"]
    if new:
        rows = [_row(arrival, found_by, batch.day) for arrival in new]
        files[SCREENING] = add_rows(holdings.screening, SCREENING_COLUMNS, rows)
    if batch.records:
        before = holdings.found.records.items()
        kept = {name: record for name, record in before if name not in batch.replaced}
        found = FoundFile(kept, holdings.found.unreadable)
        files[FOUND] = write_found(found, batch.records.values())
    if batch.notices != holdings.notices:
        files[NOTICES_FILE] = batch.notices
    return files


def _row(arrival: Arrival, found_by: str, day: date) -> dict[str, str]:
    record = arrival.record
    titles = (record.citation.title, record.translated_title, record.original_title)
    marks = map(notice_words, record.notices)
    reason = "; ".join((*marks, *arrival.clashes, *arrival.hints[:_MOST_HINTS]))
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[: _LONGEST_REASON - 1]}…"
    return {
        "date_found": day.isoformat(),
        "found_by": found_by,
        "identifier": arrival.name,
        "title": next(filter(None, titles), "(title not given)"),
        "decision": "awaiting",
        "reason": reason,
        "study": "",
    }


def _completed(held: FoundRecord, newer: FoundRecord) -> FoundRecord:
    """Return a record with what only another of the same report says; its own words stay."""
    names = held.citation.__dataclass_fields__.keys() - _OF_ITS_OWN
    empty = [name for name in names if not getattr(held.citation, name)]
    citation = replace(held.citation, **{name: getattr(newer.citation, name) for name in empty})
    if not held.citation.title:
        citation = replace(citation, title_tree=newer.citation.title_tree)
    lists: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(held, name), *getattr(newer, name))))
        for name in _COMPLETED
    }
    title, register = held.title or newer.title, held.register or newer.register
    return replace(held, citation=citation, title=title, register=register, **lists)


def _place(record: FoundRecord, name: str) -> Place:
    return Place(record.origin.file or "the command line", record.origin.line, name)


def _known(place: Place, same: Sketch) -> Finding:
    return KNOWN.broken(
        place,
        seen=f"is already known: {same.standing or same.name}",
        expected="nothing to be done",
        remedy="It was not added again.",
    )


def _more(place: Place, same: Sketch, identifiers: str) -> Finding:
    kept = "they are kept with the found records."
    return MORE_IDENTIFIERS.broken(
        place,
        seen=f"has {identifiers}, which {same.name} lacks",
        expected="all identifiers in one place",
        remedy=f"Add them to the entry of the bibliography if there is one; {kept}",
    )


def _marked(place: Place, seen: str, remedy: str) -> Finding:
    return MARKED.broken(place, seen=seen, expected="a report without a mark", remedy=remedy)


def _clash(record: FoundRecord, name: str, contradiction: str) -> Finding:
    apart = "It came in as a record of its own; nothing was merged."
    return CLASH.broken(
        _place(record, name),
        seen=f"clashes with what is known: {contradiction}",
        expected="all identifiers of one report",
        remedy=f"Look both up: one may be mistyped. {apart}",
    )


def _twice(place: Place, same: Sketch, other: Sketch) -> Finding:
    return TWO_KNOWN.broken(
        place,
        seen=f"has identifiers of {same.name} and of {other.name}",
        expected="one of the two",
        remedy="If both are this report, keep one and call the other its duplicate.",
    )
