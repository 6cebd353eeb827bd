"""The curator's desk: what awaits a decision, what is known of it, decisions one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path
from string import ascii_lowercase

from generator.desk.decisions import Decision, Files, Included, UndecidableError, contents, files_of
from generator.desk.desk_memory import DeskMemory
from generator.desk.notice_records import notices_about, notices_in
from generator.desk.study_draft import study_id
from generator.files.transaction import write_together
from generator.matching.known_records import SCREENING, Holdings, all_studies, read_holdings
from generator.matching.match import Proposal
from generator.matching.profile import identifiers_in, sketch_of_found, sketch_of_row
from generator.matching.relation import Stands
from generator.matching.vocabulary_mentions import Mention, mentioned, places_of
from generator.model.finding import Finding
from generator.model.found import FoundRecord, RecordNotice, RegisterEntry
from generator.model.identifier import parse_identifier
from generator.model.population import Population
from generator.model.reference import SCREENING_COLUMNS, ScreeningRecord
from generator.model.study import Study
from generator.model.vocabulary import Design, Drug
from generator.text.csv_text import Row, read_csv
from generator.text.decode import decode

# As many as one figure chooses among.
_REASONS = 9
# How a vocabulary may word the design of a report that does not say it.
_NOT_VISIBLE = ("not visible", "not seen", "not-seen", "not stated", "unclear")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record that awaits a decision.

    `record` is None for a row that came into the log by hand; `cited_as` is its citekey where the
    bibliography holds it already; `register` is the register entry of its trial, where one was
    found.
    """

    row: ScreeningRecord
    record: FoundRecord | None = None
    register: RegisterEntry | None = None
    proposals: tuple[Proposal, ...] = ()
    cited_as: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Words of the vocabulary that stand literally in a record."""

    drugs: tuple[Mention, ...]
    designs: tuple[Mention, ...]
    populations: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """A decision that was written down, and what the files held before and after."""

    entry: Entry
    before: Files
    after: Files


class DeskClosedError(Exception):
    """The desk cannot be opened; the findings say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("the files have errors")
        self.findings = findings


@dataclass(slots=True)
class Desk:
    """One sitting at the desk of a project, whose files the caller holds."""

    root: Path
    day: date
    holdings: Holdings = field(init=False)
    findings: list[Finding] = field(init=False)
    memory: DeskMemory = field(init=False)
    _done: list[_Done] = field(default_factory=list)
    _before: Counter[str] = field(init=False)
    _since: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.memory = DeskMemory(self.root)
        self.refresh()
        self._before = self._used()

    def refresh(self) -> None:
        """Read the files again; DeskClosedError where they cannot be worked on."""
        holdings, self.findings = read_holdings(self.root)
        if holdings is None:
            raise DeskClosedError(self.findings)
        self.holdings = holdings

    @property
    def studies(self) -> Mapping[str, Study]:
        """Every study that a record may be a further report of."""
        return all_studies(self.holdings.evidence)

    def awaiting(self, found_by: str = "") -> list[ScreeningRecord]:
        """Return what awaits a decision, in the order of the log; what was put off comes last."""
        rows = [
            row
            for row in self.holdings.evidence.screening
            if row.decision == "awaiting" and found_by in row.found_by
        ]
        # Sorting is stable: both parts keep the order of the log.
        return sorted(rows, key=self.memory.is_later)

    def entry(self, row: ScreeningRecord) -> Entry:
        """Return a row with all that is known of its record."""
        holdings = self.holdings
        record = holdings.found.records.get(holdings.record_of(row))
        sketch = sketch_of_found(record, row.identifier) if record else sketch_of_row(row)
        same = holdings.catalogue.match(sketch).same
        is_cited = same is not None and same.name in holdings.evidence.citations
        return Entry(
            row=row,
            record=record,
            register=self._register_of(record) if record else None,
            proposals=holdings.catalogue.proposals(sketch),
            cited_as=same.name if same and is_cited else "",
        )

    def rows_named(self, name: str) -> list[ScreeningRecord]:
        """Return the rows of the log that a name or an identifier means."""
        wanted = identifiers_in(name)
        return [
            row
            for row in self.holdings.evidence.screening
            if row.identifier == name or wanted & identifiers_in(row.identifier)
        ]

    def study_of(self, entry: Entry) -> str:
        """Return the study that names a report of the bibliography already, or nothing."""
        studies = self.studies.values()
        return next((study.id for study in studies if entry.cited_as in study.reports), "")

    def suggestions(self, record: FoundRecord, register: RegisterEntry | None) -> Suggestions:
        """Return the words of the vocabulary that a record, its abstract with it, uses."""
        evidence, places = self.holdings.evidence, places_of(record, register)

        def seen(vocabulary: Mapping[str, Drug | Design | Population]) -> tuple[Mention, ...]:
            labels = ((entry.id, entry.label) for entry in vocabulary.values())
            return tuple(mentioned(places, labels))

        return Suggestions(seen(evidence.drugs), seen(evidence.designs), seen(evidence.populations))

    def design_not_visible(self) -> str:
        """Return the design of the vocabulary that says the design is not visible, or nothing."""
        for design in self.holdings.evidence.designs.values():
            name = f"{design.id} {design.label}".lower()
            if any(sign in name for sign in _NOT_VISIBLE):
                return design.id
        return ""

    def reasons(self) -> list[str]:
        """Return the reasons for which reports were left out before, the commonest first.

        A reason keeps its number for the whole sitting; new ones come after the others.
        """
        new = [reason for reason in self._used() if reason not in self._before]
        common = [reason for reason, _ in self._before.most_common(_REASONS)]
        self._since = list(dict.fromkeys((*self._since, *new)))
        return [*common, *self._since]

    def _used(self) -> Counter[str]:
        rows = self.holdings.evidence.screening
        return Counter(row.reason for row in rows if row.decision == "excluded" and row.reason)

    def name_of(self, typed: str, entry: Entry) -> str:
        """Return the name of the report that is meant by what was typed, or nothing.

        That may be a citekey, an identifier, or the number of a proposal.
        """
        if typed.isdecimal() and 1 <= int(typed) <= len(entry.proposals):
            return entry.proposals[int(typed) - 1].known.name
        known = self.holdings.catalogue.known_as(typed, parse_identifier(typed))
        if known is None:
            return ""
        row = entry.row.identifier
        identifiers = identifiers_in(row)
        if entry.record:
            identifiers = sketch_of_found(entry.record, "").identifiers
        is_itself = known.name == row or bool(known.identifiers & identifiers)
        return "" if is_itself and not entry.cited_as else known.name

    def trials_without_study(self, record: FoundRecord, study: str) -> list[str]:
        """Return a line on each registered trial that a record names and that has no study yet."""
        numbers = set(map(str, record.registrations))
        add = f"add study: {study} there if it is this."
        return [
            f"  {trial.registration} stands in data/registered_trials.yml: {add}"
            for trial in self.holdings.evidence.registered_trials
            if trial.registration in numbers and not trial.study
        ]

    def free_id(self, entry: Entry) -> str:
        """Return an id that nothing else has: surname and year, then a letter."""
        wanted = study_id(entry.record, entry.register) if entry.record else "report"
        return next(name for name in _lettered(wanted) if self.is_free(name))

    def is_free(self, name: str) -> bool:
        """Tell whether neither a study nor a report has an id."""
        evidence = self.holdings.evidence
        return name not in {*evidence.citations, *self.studies, *evidence.unread_studies}

    def decide(self, entry: Entry, decision: Decision) -> tuple[str, ...]:
        """Write a decision down, at once and whole; return the files that changed.

        UndecidableError where the files say something else by now; then nothing was changed.
        """
        if isinstance(decision, Included):
            decision = self._with_notices(decision)
        after = files_of(self.root, entry.row, decision, self.holdings.evidence, self.day)
        before = contents(self.root, after)
        write_together(self.root, after)
        self.memory.forget()
        self._done.append(_Done(entry, before, after))
        # An inclusion changes bibliography and studies, every other decision the log alone.
        if isinstance(decision, Included):
            self.refresh()
        else:
            self._reread_log()
        return tuple(after)

    def undo(self) -> Entry | None:
        """Take back the last decision of this sitting; None where there is none.

        UndecidableError where the files have changed since.
        """
        if not self._done:
            return None
        last = self._done[-1]
        if contents(self.root, last.after) != last.after:
            by_hand = f"take the decision back by hand, in {SCREENING}"
            raise UndecidableError(f"the files have changed since: {by_hand}")
        write_together(self.root, last.before)
        self._done.pop()
        self.refresh()
        return last.entry

    def _reread_log(self) -> None:
        """Take from the log what was decided, without reading everything else again."""
        content = (self.root / SCREENING).read_bytes()
        rows, _ = read_csv(decode(content, SCREENING)[0], SCREENING, SCREENING_COLUMNS)
        screening = tuple(map(_record_of, rows))
        evidence = replace(self.holdings.evidence, screening=screening)
        self.holdings = replace(self.holdings, evidence=evidence, screening=content)

    def _with_notices(self, decision: Included) -> Included:
        """Return an inclusion with the notices among the found records: it is some, has others."""
        marks = dict.fromkeys((*decision.marks, *self._marks(decision.record)))
        about = notices_about(decision.record, self.holdings.found.records.values())
        return replace(decision, marks=tuple(marks), marked=(*decision.marked, *about))

    def _marks(self, record: FoundRecord) -> Iterator[tuple[str, RecordNotice]]:
        """Yield the reports of the bibliography about which a record is a notice."""
        for notice, identifiers in notices_in(record):
            for identifier in identifiers:
                report = self.holdings.catalogue.known_as(str(identifier), identifier)
                if report and report.name in self.holdings.evidence.citations:
                    yield report.name, notice

    def _register_of(self, record: FoundRecord) -> RegisterEntry | None:
        if record.register:
            return record.register
        registers = self.holdings.registers
        known = [number for number in record.registrations if number in registers]
        return registers[known[0]] if known else None


def further_studies(proposals: Iterable[Proposal]) -> dict[str, Proposal]:
    """Return the studies that a record may be a further report of, each with the best reason."""
    studies: dict[str, Proposal] = {}
    for proposal in proposals:
        if proposal.known.study and proposal.stands is not Stands.SERIES:
            studies.setdefault(proposal.known.study, proposal)
    return studies


def _record_of(row: Row) -> ScreeningRecord:
    cells = {name: row.cells[name] for name in SCREENING_COLUMNS}
    return ScreeningRecord(**cells, line=row.line)


def _lettered(name: str) -> Iterator[str]:
    """Yield a name, then the name with a letter, and with numbers when the letters are used up."""
    yield name
    yield from (f"{name}-{letter}" for letter in ascii_lowercase[1:])
    yield from (f"{name}-{number}" for number in count(27))
