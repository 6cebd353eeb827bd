"""The way of every record from where it was found to what was decided: the numbers of the PRISMA flow."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

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
}
_OTHER_WAYS = {
    "search": "searches without a saved query",
    "file": "files",
    "identifier given": "identifiers given",
}
NO_REASON = "no reason given"


@record
class RecordGroup:
    """Some of the records, and what they have in common."""

    label: str
    rows: tuple[ScreeningRecord, ...]
    kind: Kind = Kind.OTHER


@record
class Flow:
    """Every record of the screening log, in the groups that the flow shows; together they are the whole log.

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
        """Tell whether every record stands in one group of each division, so that the boxes sum to the whole."""
        decided = len(self.excluded) + len(self.awaiting) + len(self.included)
        return (
            decided == self.to_screen
            and sum(len(way.rows) for way in self.ways) == len(self.found)
            and sum(len(reason.rows) for reason in self.reasons) == len(self.excluded)
            and not self.undecided
        )


def flow(evidence: Evidence) -> Flow:
    """Return the flow of the records in the screening log."""
    by_decision: dict[str, list[ScreeningRecord]] = {}
    for row in evidence.screening:
        by_decision.setdefault(row.decision, []).append(row)
    known = {
        name: tuple(by_decision.pop(name, ()))
        for name in ("duplicate", "excluded", "awaiting", "included")
    }
    studies = _studies(evidence, known["included"])
    return Flow(
        found=evidence.screening,
        ways=_ways(evidence.topic, evidence.screening),
        duplicates=known["duplicate"],
        excluded=known["excluded"],
        reasons=_grouped(known["excluded"]),
        awaiting=known["awaiting"],
        included=known["included"],
        undecided=tuple(row for rows in by_decision.values() for row in rows),
        studies=studies,
        drafts=tuple(study for study in studies if not study.is_extracted),
        reports=tuple(
            dict.fromkeys(
                key for study in studies for key in study.reports if key in evidence.citations
            )
        ),
    )


def way_found(topic: Topic, found_by: str) -> tuple[Kind, str]:
    """Return by what kind of method a record was found, and its name.

    A search counts as a search of a database or register only where its query is saved under the
    topic.
    """
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
    found: dict[tuple[Kind, str], list[ScreeningRecord]] = {}
    for row in rows:
        found.setdefault(way_found(topic, row.found_by), []).append(row)
    shares = [
        RecordGroup(label=label, rows=tuple(own), kind=kind) for (kind, label), own in found.items()
    ]
    return _largest_first(shares)


def _grouped(rows: Iterable[ScreeningRecord]) -> tuple[RecordGroup, ...]:
    found: dict[str, list[ScreeningRecord]] = {}
    for row in rows:
        found.setdefault(reason_in_short(row.reason).casefold(), []).append(row)
    return _largest_first(
        RecordGroup(label=reason_in_short(own[0].reason), rows=tuple(own)) for own in found.values()
    )


def _largest_first(shares: Iterable[RecordGroup]) -> tuple[RecordGroup, ...]:
    return tuple(sorted(shares, key=lambda share: (-len(share.rows), share.label.casefold())))


def _studies(evidence: Evidence, included: Iterable[ScreeningRecord]) -> tuple[Study, ...]:
    every: Mapping[str, Study] = evidence.every_study
    return tuple(
        every[name] for name in dict.fromkeys(row.study for row in included) if name in every
    )
