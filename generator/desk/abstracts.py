"""The abstract of a record, read from the replies and files kept on this machine: for the eyes at the desk alone."""

import re
from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.formats.any_file import read_records
from generator.model.found import AbstractPart, FoundRecord
from generator.model.identifier import Doi, Identifier, Registration
from generator.network.snapshots import Snapshot, Snapshots

NOT_HERE = "The abstract is not on this machine: no kept reply or file here holds this record."
NONE_GIVEN = "The record has no abstract."


class Abstract(NamedTuple):
    """The parts of an abstract, or words on why there are none."""

    parts: tuple[AbstractPart, ...]
    words: str = ""

    @property
    def is_here(self) -> bool:
        """Tell whether the record was found on this machine, with an abstract or without one."""
        return self.words != NOT_HERE


class Abstracts:
    """Reads kept snapshots, each once, and only those in which the record's identifier stands."""

    def __init__(self, root: Path) -> None:
        self._snapshots = Snapshots(root)
        self._records = cache(self._read)
        self._body = cache(self._snapshots.body)

    def of(self, record: FoundRecord) -> Abstract:
        """Return the abstract of a record: of several that are kept the fullest, of two as full the newer."""
        seen, fullest = False, Abstract((), NONE_GIVEN)
        for row in reversed(list(dict.fromkeys(self._snapshots.rows()))):
            body = self._body(row)
            if body is None or not _names(body, record):
                continue
            records = self._records(row)
            for other in (records[key] for key in _keys(record) if key in records):
                seen = True
                if _length(other.abstract) > _length(fullest.parts):
                    fullest = Abstract(other.abstract)
        return fullest if seen else Abstract((), NOT_HERE)

    def _read(self, row: Snapshot) -> dict[Hashable, FoundRecord]:
        body = self._body(row)
        records = read_records(body, row.address.removeprefix("file:")).records if body else ()
        return {key: record for record in records for key in _keys(record)}


def _names(body: bytes, record: FoundRecord) -> bool:
    """Tell whether a kept reply may hold a record: one of its identifiers, or a word of its title, stands there."""
    words = [_number(one) for one in record.identifiers] or re.findall(
        r"[A-Za-z]{5,}", record.citation.title
    )[:1]
    folded = body.lower()
    return any(word.lower().encode() in folded for word in words)


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
    """Return what tells a record from others: its identifiers, or title and year where it has none."""
    return record.identifiers or ((record.citation.title, record.citation.year),)
