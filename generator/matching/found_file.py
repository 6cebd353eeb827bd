"""bibliography/found.jsonl: every record that ever came in, one a line, without its abstract."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from generator.matching.found_json import record_json, record_of_json
from generator.matching.match import clash_of
from generator.matching.profile import sketch_of_found, surname_of
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.identifier import Identifier
from generator.model.rule import Rule

FOUND = "bibliography/found.jsonl"
_LONGEST_DESCRIPTION = 100
_AFTER_ALL_PMIDS = 1 << 62
UNREADABLE_LINE = Rule("E281", "found-line", "A line of the file of found records cannot be read")
STANDS_TWICE = Rule("W284", "found-twice", "A record stands twice in the file of found records")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """The records of the file by name, and the lines that are not used but kept."""

    records: dict[str, FoundRecord]
    unreadable: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_found(content: bytes) -> FoundFile:
    """Return what the file holds; each line becomes a record or a finding."""
    records: dict[str, FoundRecord] = {}
    unreadable: list[str] = []
    findings: list[Finding] = []
    # Bytes that are no UTF-8 go through unchanged, so that a broken line can be restored.
    for number, line in enumerate(content.decode("utf-8", "surrogateescape").split("\n"), 1):
        text = line.removesuffix("\r")
        if not text.strip():
            continue
        try:
            record = record_of_json(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            unreadable.append(text)
            findings.append(_unreadable(number, error))
        else:
            name = free_name(record, records.get)
            first = records.setdefault(name, record)
            if first != record:
                unreadable.append(text)
                findings.append(_twice(number, name))
    return FoundFile(records, tuple(unreadable), tuple(findings))


def write_found(file: FoundFile, records: Iterable[FoundRecord]) -> bytes:
    """Return the file with records that came in, each in place of an older line of the same one."""
    held = dict(file.records)
    for record in records:
        held[free_name(record, held.get)] = record
    lines = [
        _line(held[name])
        for name in sorted(held, key=lambda name: _place(name, name_of(held[name])))
    ]
    return "".join(f"{line}\n" for line in (*lines, *file.unreadable)).encode(
        "utf-8", "surrogateescape"
    )


def name_of(record: FoundRecord) -> str:
    """Return the name of a record in the screening log: its first identifier, or a description."""
    identifiers = main_identifiers(record)
    return str(identifiers[0]) if identifiers else _description(record)


def free_name(record: FoundRecord, held: Callable[[str], FoundRecord | None]) -> str:
    """Return the first name of a record that no other record holds which clashes with it.

    Two records with one PMID and different DOIs are two until a curator has looked both up.
    """
    names = (*map(str, main_identifiers(record)), _description(record))
    return next((name for name in names if not _clashes(record, held(name))), names[-1])


def _clashes(record: FoundRecord, held: FoundRecord | None) -> bool:
    return (
        held is not None
        and clash_of(sketch_of_found(record, ""), sketch_of_found(held, "")) is not None
    )


def main_identifiers(record: FoundRecord) -> tuple[Identifier, ...]:
    """Return the identifiers of a record: PMID, then DOI, PMCID, registration."""
    citation = record.citation
    identifiers = (citation.pmid, citation.doi, citation.pmcid)
    first = [identifier for identifier in identifiers if identifier]
    return tuple(dict.fromkeys((*first, *record.identifiers)))


def without_abstract(record: FoundRecord) -> FoundRecord:
    """Return the record without what must never be stored: its abstract and what may hold it."""
    return replace(record, abstract=(), citation=replace(record.citation, note="", other=()))


def _line(record: FoundRecord) -> str:
    return json.dumps(record_json(without_abstract(record)), ensure_ascii=False)


def _description(record: FoundRecord) -> str:
    """Return a name for a record without identifier: author, journal, and a digest of it."""
    citation = record.citation
    author = " ".join(filter(None, (surname_of(citation), str(citation.year or ""))))
    place = ":".join(filter(None, (citation.volume, citation.pages)))
    journal = " ".join(filter(None, (citation.container, place)))
    whole = " ".join(", ".join(filter(None, (author, journal))).split())
    return f"{whole[:_LONGEST_DESCRIPTION] or 'no identifier'} [{_digest(record)}]"


def _digest(record: FoundRecord) -> str:
    """Return a short digest of what the record says; where it was read does not count."""
    citation = record.citation
    texts = (
        citation.title,
        citation.container,
        citation.year,
        citation.volume,
        citation.number,
        citation.pages,
    )
    names = tuple((author.surname, author.given) for author in citation.authors)
    return hashlib.sha256(repr((texts, names, citation.url)).encode()).hexdigest()[:8]


def _place(name: str, plain: str) -> tuple[tuple[int, str], bool, tuple[int, str]]:
    """Return where a record stands: before those that clash with it if it has its plain name."""
    return _order(plain), name != plain, _order(name)


def _order(name: str) -> tuple[int, str]:
    """Sort PMIDs by their number, all else after them by name."""
    # The oldest papers first, as PubMed counts them.
    number = name.removeprefix("PMID ")
    if name.startswith("PMID ") and number.isdecimal():
        return int(number), ""
    return _AFTER_ALL_PMIDS, name.casefold()


def _unreadable(line: int, error: Exception) -> Finding:
    return UNREADABLE_LINE.broken(
        Place(FOUND, line),
        seen=f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:80]})",
        expected="one record as JSON",
        remedy="Restore the line from an earlier version; "
        "until then it is kept as it is and nothing is lost.",
    )


def _twice(line: int, name: str) -> Finding:
    return STANDS_TWICE.broken(
        Place(FOUND, line, name),
        seen="stands on an earlier line too and says something else there",
        expected="one line a record",
        remedy="Keep one of the two; the first is used, the other is kept as it is.",
    )
