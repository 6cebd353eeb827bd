"""What the services gave: a record or a finding for each identifier, or the records of a search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.formats.any_file import read_records
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.identifier import Identifier, Pmid
from generator.network.faults import NO_RECORD, NOT_ASKED_FOR, NoReplyError

_NAMED = 3
_EMPTY = "N261"  # a good reply without a record: told by whoever asked for one


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Records in the order in which they were asked for; `missing` are the identifiers that gave none."""

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
    """Records as they come in, each under what it was asked by."""

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

    def unread(self, asked: Identifier) -> None:
        """Note that the reply for an identifier came and could not be read: a finding has said so."""
        self.failed.append(asked)

    def fail(self, failure: NoReplyError, asked: Sequence[Identifier]) -> None:
        """Note that a service gave nothing for several identifiers; one failure is told once, however often met."""
        self.failed += asked
        self.failures.setdefault(failure, []).extend(asked)

    def told(self) -> list[Finding]:
        """Return everything there is to be said: what was found, then what a service gave nothing for."""
        return [
            *self.findings,
            *(failure.finding(listed(asked)) for failure, asked in self.failures.items()),
        ]

    def not_asked_for(self, record: FoundRecord) -> None:
        """Note a record that is not used, because nobody asked for it."""
        own = ", ".join(str(one) for one in record.identifiers) or "a record without identifier"
        self.findings.append(
            NOT_ASKED_FOR.broken(
                Place(self.service, 0, own),
                seen="came in the reply and was not asked for",
                expected="the records that were asked for",
                remedy="It was not used. If it took the place of a merged record, add it by its own identifier.",
            )
        )

    def unknown(self, asked: Identifier, *services: str) -> None:
        """Note that no service has a record of an identifier."""
        places = " or ".join(services or (self.service,))
        self.findings.append(
            NO_RECORD.broken(
                Place(self.service, 0, str(asked)),
                seen=f"has no record in {places}",
                expected="an identifier that is known there",
                remedy="Check it against its source; it may be mistyped, merged, deleted or too new.",
            )
        )

    def result(self, asked: Iterable[Identifier]) -> LookedUp:
        """Return what came of the identifiers, each record once."""
        wanted = list(dict.fromkeys(asked))
        found = [self.records[one] for one in wanted if one in self.records]
        missing = tuple(one for one in wanted if one not in self.records)
        return LookedUp(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(self.told())), missing)


def listed(asked: Sequence[Identifier]) -> str:
    """Return identifiers as a message names them: the first few, and how many more."""
    names = [str(one) for one in asked]
    more = len(names) - _NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_NAMED])} and {more} more"
