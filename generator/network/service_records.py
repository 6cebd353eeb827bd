"""What services gave: a record or a finding for each identifier, or the records of a search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.formats.any_file import read_records
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.identifier import Identifier, Pmid
from generator.network.faults import NO_RECORD, NOT_ASKED_FOR, NoReplyError

_MOST_NAMED = 3
# A reply without a record: whoever asked for one says so, and names what was asked for.
_EMPTY = "N261"


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Records in the order in which they were asked for; `missing` gave none."""

    records: tuple[FoundRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """The numbers a search found, or the records where the service gives these at once."""

    pmids: tuple[Pmid, ...] = ()
    findings: tuple[Finding, ...] = ()
    records: tuple[FoundRecord, ...] = ()


@dataclass(slots=True)
class Gathered:
    """Records as they come in, each under the identifier it was asked by.

    `failed` are the identifiers of which no service said whether it has a record.
    """

    service: str
    records: dict[Identifier, FoundRecord] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    failed: list[Identifier] = field(default_factory=list)
    failures: dict[NoReplyError, list[Identifier]] = field(default_factory=dict)

    def read(self, body: bytes, service: str = "") -> tuple[FoundRecord, ...]:
        """Return the records of a reply; what was wrong with them is noted."""
        collection = read_records(body, service or self.service)
        self.findings += [finding for finding in collection.findings if finding.code != _EMPTY]
        return collection.records

    def unread(self, identifier: Identifier) -> None:
        """Note that the reply for an identifier could not be read: a finding has said so."""
        self.failed.append(identifier)

    def fail(self, failure: NoReplyError, identifiers: Iterable[Identifier]) -> None:
        """Note that a service gave nothing for several identifiers; one failure is one finding."""
        asked = list(identifiers)
        self.failed += asked
        self.failures.setdefault(failure, []).extend(asked)

    def all_findings(self) -> list[Finding]:
        """Return the findings on records, then those on services that gave nothing."""
        failures = [
            failure.finding(names_in_short(asked)) for failure, asked in self.failures.items()
        ]
        return [*self.findings, *failures]

    def not_asked_for(self, record: FoundRecord) -> None:
        """Note a record that is not used, because nobody asked for it."""
        name = ", ".join(map(str, record.identifiers)) or "a record without identifier"
        remedy = "If it took the place of a merged record, add it by its own identifier."
        self.findings.append(
            NOT_ASKED_FOR.broken(
                Place(self.service, 0, name),
                seen="came in the reply and was not asked for",
                expected="the records that were asked for",
                remedy=f"It was not used. {remedy}",
            )
        )

    def unknown(self, identifier: Identifier, *services: str) -> None:
        """Note that no service has a record of an identifier."""
        places = " or ".join(services or (self.service,))
        remedy = "it may be mistyped, merged, deleted or too new."
        self.findings.append(
            NO_RECORD.broken(
                Place(self.service, 0, str(identifier)),
                seen=f"has no record in {places}",
                expected="an identifier that is known there",
                remedy=f"Check it against its source; {remedy}",
            )
        )

    def result(self, identifiers: Iterable[Identifier]) -> LookedUp:
        """Return what came of the identifiers, each record once."""
        asked = list(dict.fromkeys(identifiers))
        records = [self.records[name] for name in asked if name in self.records]
        missing = tuple(name for name in asked if name not in self.records)
        findings = tuple(dict.fromkeys(self.all_findings()))
        return LookedUp(tuple(dict.fromkeys(records)), findings, missing)


def names_in_short(named: Sequence[object]) -> str:
    """Return names or identifiers as a message gives them: the first few, and how many more."""
    names = list(map(str, named))
    more = len(names) - _MOST_NAMED
    if more <= 0:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMED])} and {more} more"
