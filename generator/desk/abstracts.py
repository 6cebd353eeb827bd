"""The abstract of a record, read from the replies and files kept on this machine.

It is for the eyes of the curator alone and never enters the evidence.
"""

import re
from collections.abc import Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.formats.any_file import read_records
from generator.model.found import AbstractPart, FoundRecord
from generator.model.identifier import Doi, Identifier, Registration
from generator.network.client import Client
from generator.network.look_up import look_up
from generator.network.snapshots import Snapshot, Snapshots

NOT_HERE = "The abstract is not on this machine: no kept reply or file here holds this record."
NONE_GIVEN = "The record has no abstract."
_LONG_WORD = re.compile(r"[A-Za-z]{5,}")


class Abstract(NamedTuple):
    """The parts of an abstract, or why there are none."""

    parts: tuple[AbstractPart, ...]
    why_none: str = ""

    @property
    def is_here(self) -> bool:
        """Tell whether the record was found on this machine, with an abstract or without one."""
        return self.why_none != NOT_HERE


class Abstracts:
    """Reads kept snapshots, each once, and only those in which the record's identifier stands."""

    def __init__(self, root: Path) -> None:
        self._snapshots = Snapshots(root)
        self._records = cache(self._read)
        self._body = cache(self._snapshots.body)

    def of(self, record: FoundRecord) -> Abstract:
        """Return the abstract of a record: the fullest that is kept, of two as full the newer."""
        # Of two as full, the first in this order is the newer.
        kept = list(self._kept(record))
        if not kept:
            return Abstract((), NOT_HERE)
        fullest = max(kept, key=_length)
        return Abstract(fullest) if _length(fullest) else Abstract((), NONE_GIVEN)

    def _kept(self, record: FoundRecord) -> Iterator[tuple[AbstractPart, ...]]:
        """Yield the abstracts of a record in the kept replies, the newest first."""
        for row in reversed(list(dict.fromkeys(self._snapshots.rows()))):
            body = self._body(row)
            if body is None or not _may_hold(body, record):
                continue
            records = self._records(row)
            for key in _keys(record):
                if key in records:
                    yield records[key].abstract

    def _read(self, row: Snapshot) -> dict[Hashable, FoundRecord]:
        body = self._body(row)
        records = read_records(body, row.address.removeprefix("file:")).records if body else ()
        by_key: dict[Hashable, FoundRecord] = {}
        for record in records:
            by_key |= dict.fromkeys(_keys(record), record)
        return by_key


def fetched_abstract(record: FoundRecord, client: Client) -> Abstract:
    """Return the abstract of a record as the services have it now.

    NoReplyError where a service is not set up well.
    """
    # One identifier will do; what it gives is kept, and found here next time.
    answer = look_up(record.identifiers[:1], client)
    parts = next((found.abstract for found in answer.records if found.abstract), ())
    findings = map(str, answer.findings)
    return Abstract(parts, next(findings, "The services have no abstract of it."))


def _may_hold(body: bytes, record: FoundRecord) -> bool:
    """Tell whether one of a record's identifiers, or a word of its title, stands in a reply."""
    marks = [_number(identifier) for identifier in record.identifiers]
    # Most replies are about other records; a search for bytes spares reading them.
    marks = marks or _LONG_WORD.findall(record.citation.title)[:1]
    folded = body.lower()
    return any(mark.lower().encode() in folded for mark in marks)


def _length(parts: tuple[AbstractPart, ...]) -> int:
    return sum(len(part.text) for part in parts)


def _number(identifier: Identifier) -> str:
    match identifier:
        case Doi():
            return identifier.name
        case Registration():
            return identifier.number
        case _:
            return str(identifier.number)


def _keys(record: FoundRecord) -> tuple[Hashable, ...]:
    """Return what tells a record from others: its identifiers, or else title and year."""
    return record.identifiers or ((record.citation.title, record.citation.year),)
