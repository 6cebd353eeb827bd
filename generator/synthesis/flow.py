"""The way of every record from search to decision: the numbers of the PRISMA flow."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import chain

from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.reference import ScreeningRecord
from generator.model.study import Study
from generator.model.topic import Topic


class Kind(StrEnum):
    """The kinds of place that PRISMA 2020 counts apart."""

    DATABASES = "Databases"
    REGISTERS = "Registers"
    OTHER = "Other methods"


_SERVICES = {
    "pubmed": (Kind.DATABASES, "PubMed"),
    "europe-pmc": (Kind.DATABASES, "Europe PMC"),
    "register": (Kind.REGISTERS, "ClinicalTrials.gov"),
    "openfda": (Kind.OTHER, "openFDA"),
}
_OTHER_WAYS = {
    "search": "searches without a saved query",
    "file": "files",
    "identifier given": "identifiers given",
}
# The words of the screening log; any other is no decision.
_DECISIONS = ("duplicate", "excluded", "awaiting", "included")
NO_REASON = "no reason given"


@record
class RecordGroup:
    """Some of the records, and what they have in common."""

    label: str
    rows: tuple[ScreeningRecord, ...]
    kind: Kind = Kind.OTHER


@record
class Flow:
    """Every record of the screening log, in the groups that the flow shows.

    `ways` says how records were found, `reasons` why they were excluded. `studies` are the studies
    that included records are about, `drafts` those of them still to be extracted, and `reports`
    their entries in the bibliography. `undecided` holds records whose decision is none we know: a
    rule stops a build that has any.
    """

    found: tuple[ScreeningRecord, ...]
    ways: tuple[RecordGroup, ...]
    duplicates: tuple[ScreeningRecord, ...]
    excluded: tuple[ScreeningRecord, ...]
    reasons: tuple[RecordGroup, ...]
    awaiting: tuple[ScreeningRecord, ...]
    included: tuple[ScreeningRecord, ...]
    undecided: tuple[ScreeningRecord, ...]
    studies: tuple[Study, ...]
    drafts: tuple[Study, ...]
    reports: tuple[str, ...]

    @property
    def to_screen(self) -> int:
        """Return how many records are left once duplicates are removed."""
        return len(self.found) - len(self.duplicates)

    def of_kind(self, kind: Kind) -> tuple[RecordGroup, ...]:
        """Return the ways of one kind."""
        return tuple(way for way in self.ways if way.kind is kind)

    @property
    def adds_up(self) -> bool:
        """Tell whether the boxes sum to the whole: each record in one group of each division."""
        decided = len(self.excluded) + len(self.awaiting) + len(self.included)
        return (
            decided == self.to_screen
            and sum(len(way.rows) for way in self.ways) == len(self.found)
            and sum(len(reason.rows) for reason in self.reasons) == len(self.excluded)
            and not self.undecided
        )


def flow(evidence: Evidence) -> Flow:
    """Return the flow of the records in the screening log."""
    groups = {name: _decided(evidence, name) for name in _DECISIONS}
    studies = _studies(evidence, groups["included"])
    reports = dict.fromkeys(chain.from_iterable(study.reports for study in studies))
    return Flow(
        found=evidence.screening,
        ways=_ways(evidence.topic, evidence.screening),
        duplicates=groups["duplicate"],
        excluded=groups["excluded"],
        reasons=_grouped(groups["excluded"]),
        awaiting=groups["awaiting"],
        included=groups["included"],
        undecided=tuple(row for row in evidence.screening if row.decision not in _DECISIONS),
        studies=studies,
        drafts=tuple(study for study in studies if not study.is_extracted),
        reports=tuple(key for key in reports if key in evidence.citations),
    )


def _decided(evidence: Evidence, decision: str) -> tuple[ScreeningRecord, ...]:
    return tuple(row for row in evidence.screening if row.decision == decision)


def way_found(topic: Topic, found_by: str) -> tuple[Kind, str]:
    """Return by what kind of method a record was found, and its name.

    A search counts as a search of a database or register only where its query is saved under the
    topic.
    """
    # As the log writes it: "search: <id of the saved search>", "file: <name>".
    prefix, _, rest = (part.strip() for part in found_by.partition(":"))
    saved = {search.id: search for search in topic.searches}
    if prefix == "search" and rest in saved:
        return _SERVICES[saved[rest].service]
    return Kind.OTHER, _OTHER_WAYS.get(prefix, prefix or "not recorded")


def reason_in_short(reason: str) -> str:
    """Return a reason up to its first semicolon or colon: what several records may have in common.

    >>> reason_in_short("narrative review; its table 3 is used")
    'narrative review'
    """
    return reason.partition(";")[0].partition(":")[0].strip() or NO_REASON


def _ways(topic: Topic, rows: Iterable[ScreeningRecord]) -> tuple[RecordGroup, ...]:
    by_way: dict[tuple[Kind, str], list[ScreeningRecord]] = {}
    for row in rows:
        by_way.setdefault(way_found(topic, row.found_by), []).append(row)
    return _largest_first(
        RecordGroup(label=label, rows=tuple(group), kind=kind)
        for (kind, label), group in by_way.items()
    )


def _grouped(rows: Iterable[ScreeningRecord]) -> tuple[RecordGroup, ...]:
    """Return records by their reason in short; the first one's spelling stands for all."""
    by_reason: dict[str, list[ScreeningRecord]] = {}
    for row in rows:
        by_reason.setdefault(reason_in_short(row.reason).casefold(), []).append(row)
    return _largest_first(
        RecordGroup(label=reason_in_short(group[0].reason), rows=tuple(group))
        for group in by_reason.values()
    )


def _largest_first(groups: Iterable[RecordGroup]) -> tuple[RecordGroup, ...]:
    return tuple(sorted(groups, key=lambda group: (-len(group.rows), group.label.casefold())))


def _studies(evidence: Evidence, included: Iterable[ScreeningRecord]) -> tuple[Study, ...]:
    every: Mapping[str, Study] = evidence.every_study
    names = dict.fromkeys(row.study for row in included)
    return tuple(every[name] for name in names if name in every)
