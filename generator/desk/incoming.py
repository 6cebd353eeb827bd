"""A batch of found records meets a project: what is new, what is known already, and what the files become."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeVar

from generator.desk.published_notices import notices_in
from generator.files.csv_rows import add_rows
from generator.files.notices_file import NOTICES_FILE, add_notices, notice_words, where_read
from generator.files.yaml_edit import CannotEdit
from generator.matching.found_file import FOUND, FoundFile, free_name, without_abstract, write_found
from generator.matching.known_records import SCREENING, Holdings
from generator.matching.match import Match
from generator.matching.profile import Sketch, sketch_of_found
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord, RecordNotice
from generator.model.identifier import Identifier
from generator.model.reference import SCREENING_COLUMNS
from generator.model.rule import Rule

KNOWN = Rule("N281", "already-known", "A record that came in is known already")
MORE_IDENTIFIERS = Rule("N282", "more-identifiers", "A record names identifiers we did not have")
CLASH = Rule("W281", "identifier-clash", "Two records share one identifier and differ in another")
MARKED = Rule(
    "W282", "known-and-marked", "A report of ours is marked as retracted, doubted or corrected"
)
TWO_KNOWN = Rule("W283", "known-twice", "Two records of ours have identifiers of one record")
RULES = (KNOWN, MORE_IDENTIFIERS, CLASH, MARKED, TWO_KNOWN)

_One = TypeVar("_One")
State = Literal["new", "known", "clash"]
_AWAITING = "awaiting a decision"
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Arrival:
    """One record that came in: what it is to what is known. A record that clashes comes in as well."""

    record: FoundRecord
    name: str
    state: State
    match: Match

    @property
    def words(self) -> str:
        """Return in one line what became of it."""
        title = self.record.citation.title or "(no title)"
        marked = "RETRACTED. " if self.record.is_retracted else ""
        if self.match.same:
            return f"known {self.name}: {marked}{title} ({self.match.same.standing or _AWAITING})"
        hints = "; ".join((*(clash.words for clash in self.match.clashes), *self.hints))
        return f"{self.state} {self.name}: {marked}{title}{f' ({hints})' if hints else ''}"

    @property
    def hints(self) -> tuple[str, ...]:
        """Return what it may be, in words."""
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


@dataclass(slots=True)
class _Batch:
    """What has come of a batch so far."""

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
            self.index(name, record)

    def index(self, name: str, record: FoundRecord) -> None:
        """Remember under which name a record is held."""
        self.names |= dict.fromkeys((name, *record.identifiers), name)

    def held(self, name: str) -> FoundRecord | None:
        """Return the record that is held under a name."""
        old = None if name in self.replaced else self.holdings.found.records.get(name)
        return self.records.get(name) or old

    def take(self, record: FoundRecord) -> None:
        """Match one record and keep what it brings."""
        name = free_name(record, self.held)
        sketch = sketch_of_found(record, name, _AWAITING)
        match = self.holdings.catalogue.match(sketch)
        state: State = "known" if match.same else "clash" if match.clashes else "new"
        self.arrivals.append(Arrival(record, name, state, match))
        if match.same:
            self.known(record, name, match.same, match)
        else:
            self.records[name] = record
            self.index(name, record)
            self.findings += [_clash(record, name, clash.words) for clash in match.clashes]
        self.mark_others(record, name)
        self.holdings.catalogue.add(sketch)

    def known(self, record: FoundRecord, name: str, same: Sketch, match: Match) -> None:
        """Say what a record is that is known; keep what it tells beyond what was known."""
        place = _place(record, name)
        self.findings.append(
            KNOWN.broken(
                place,
                seen=f"is already known: {same.standing or same.name}",
                expected="nothing to be done",
                remedy="It was not added again.",
            )
        )
        if match.unknown_there:
            self.findings.append(_more(place, same, ", ".join(map(str, match.unknown_there))))
        self.findings += [_twice(place, same, other) for other in match.also]
        self.keep(record, same)
        self.mark(record, same, place)

    def keep(self, record: FoundRecord, same: Sketch) -> None:
        """Keep the record of something known: a line of its own, or what it adds to the line there is."""
        wanted = (same.name, free_name(record, self.held), *record.identifiers, *same.identifiers)
        name = next((self.names[one] for one in wanted if one in self.names), "")
        held = self.held(name)
        whole = _filled(held, record) if held else record
        if whole == held:
            return
        self.records.pop(name, None)
        self.replaced.add(name)
        name = free_name(whole, self.held)
        self.records[name] = whole
        self.index(name, whole)

    def mark(self, record: FoundRecord, same: Sketch, place: Place) -> None:
        """Write down that a report of the bibliography was retracted, doubted or corrected, and say so."""
        if same.name not in self.holdings.evidence.citations or not record.notices:
            return
        remedy = self.written(record, same.name, record.notices)
        words = "; ".join(map(notice_words, record.notices))
        self.findings.append(
            MARKED.broken(
                place,
                seen=f"({same.name}) is marked: {words}",
                expected="a report without a mark",
                remedy=remedy,
            )
        )

    def mark_others(self, record: FoundRecord, name: str) -> None:
        """Write down of which reports of the bibliography a record is the correction or retraction, and say so."""
        for notice, identifiers in notices_in(record):
            known = [self.holdings.catalogue.known_as(str(one), one) for one in identifiers]
            for citekey in dict.fromkeys(one.name for one in known if one):
                if citekey in self.holdings.evidence.citations:
                    self.findings.append(
                        MARKED.broken(
                            _place(record, name),
                            seen=f"is about {citekey}: {notice_words(notice)}",
                            expected="a report without a mark",
                            remedy=self.written(record, citekey, (notice,)),
                        )
                    )

    def written(self, record: FoundRecord, citekey: str, notices: Iterable[RecordNotice]) -> str:
        """Write the notices of a report down; return what is left to do."""
        before = self.notices
        try:
            self.notices = add_notices(before, citekey, notices, where_read(record), self.day)
        except CannotEdit as fault:
            return f"Write it into {NOTICES_FILE} by hand: {fault}."
        if self.notices == before and citekey in self.holdings.noted | self.noted:
            return f"{NOTICES_FILE} has an entry for it: compare, and mend it where it says less."
        self.noted.add(citekey)
        return f"It was written into {NOTICES_FILE}; read the notice, then rebuild."


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
    return Receipt(
        tuple(batch.arrivals),
        _files(batch, found_by),
        tuple(batch.findings),
        frozenset(batch.noted),
    )


def _files(batch: _Batch, found_by: str) -> dict[str, bytes]:
    holdings = batch.holdings
    files: dict[str, bytes] = {}
    rows = [
        _row(arrival, found_by, batch.day) for arrival in batch.arrivals if arrival.state != "known"
    ]
    if rows:
        files[SCREENING] = add_rows(holdings.screening, SCREENING_COLUMNS, rows)
    if batch.records:
        kept = {
            name: one for name, one in holdings.found.records.items() if name not in batch.replaced
        }
        files[FOUND] = write_found(
            FoundFile(kept, holdings.found.unreadable), batch.records.values()
        )
    if batch.notices != holdings.notices:
        files[NOTICES_FILE] = batch.notices
    return files


def _row(arrival: Arrival, found_by: str, day: date) -> dict[str, str]:
    record = arrival.record
    marks = [notice_words(notice) for notice in record.notices]
    clashes = [clash.words for clash in arrival.match.clashes]
    return {
        "date_found": day.isoformat(),
        "found_by": found_by,
        "identifier": arrival.name,
        "title": record.citation.title
        or record.translated_title
        or record.original_title
        or "(title not given)",
        "decision": "awaiting",
        "reason": _short("; ".join((*marks, *clashes, *arrival.hints[:2]))),
        "study": "",
    }


def _filled(held: FoundRecord, newer: FoundRecord) -> FoundRecord:
    """Return a record with what only another record of the same report says; what it says itself stays."""
    citation = replace(
        held.citation,
        **{
            name: getattr(newer.citation, name)
            for name in held.citation.__dataclass_fields__
            if name not in {"key", "kind", "title_tree"} and not getattr(held.citation, name)
        },
    )
    if not held.citation.title:
        citation = replace(citation, title_tree=newer.citation.title_tree)
    return replace(
        held,
        citation=citation,
        title=held.title or newer.title,
        registrations=_union(held.registrations, newer.registrations),
        notices=_union(held.notices, newer.notices),
        links=_union(held.links, newer.links),
        publication_types=_union(held.publication_types, newer.publication_types),
        subjects=_union(held.subjects, newer.subjects),
        funding=_union(held.funding, newer.funding),
        other_dois=_union(held.other_dois, newer.other_dois),
        other_pmids=_union(held.other_pmids, newer.other_pmids),
        register=held.register or newer.register,
    )


def _union(here: tuple[_One, ...], there: tuple[_One, ...]) -> tuple[_One, ...]:
    return tuple(dict.fromkeys((*here, *there)))


def _place(record: FoundRecord, name: str) -> Place:
    return Place(record.origin.file or "the command line", record.origin.line, name)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_REASON else f"{text[: _LONGEST_REASON - 1]}…"


def _more(place: Place, same: Sketch, identifiers: str) -> Finding:
    return MORE_IDENTIFIERS.broken(
        place,
        seen=f"has {identifiers}, which {same.name} lacks",
        expected="all identifiers in one place",
        remedy="Add them to the entry of the bibliography if there is one; they are kept with the found records.",
    )


def _clash(record: FoundRecord, name: str, words: str) -> Finding:
    return CLASH.broken(
        _place(record, name),
        seen=f"clashes with what is known: {words}",
        expected="all identifiers of one report",
        remedy="Look both up: one may be mistyped. It came in as a record of its own; nothing was merged.",
    )


def _twice(place: Place, same: Sketch, other: Sketch) -> Finding:
    return TWO_KNOWN.broken(
        place,
        seen=f"has identifiers of {same.name} and of {other.name}",
        expected="one of the two",
        remedy="If both are this report, keep one and call the other its duplicate.",
    )
