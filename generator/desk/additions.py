"""What a curator adds: files and identifiers, read or looked up in batches, matched and written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.desk.faults import UNREADABLE
from generator.desk.incoming_records import Arrival, receive
from generator.files.transaction import write_together
from generator.formats.any_file import read_records
from generator.matching.known_records import read_holdings
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.identifier import Identifier
from generator.network.client import Client
from generator.network.look_up import look_up

# How the screening log says that a record was found; the desk can be asked for these alone.
GIVEN = "identifier given"
# What is lost when a command is interrupted is at most one batch of so many.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked to be added, in the order in which it was asked: files, and identifiers."""

    files: tuple[Path, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


@dataclass(slots=True)
class Added:
    """What came of everything that was to be added; `missing` are identifiers without a record.

    `awaiting` is how many other records awaited a decision before.
    """

    arrivals: list[Arrival] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    missing: list[Identifier] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    is_whole: bool = True
    awaiting: int = 0


@dataclass(frozen=True, slots=True)
class _Batch:
    """Records that were found in one way, or identifiers to be looked up."""

    found_by: str
    records: tuple[FoundRecord, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    findings: tuple[Finding, ...] = ()


def add(root: Path, wanted: Wanted, client: Client, *, dry_run: bool = False) -> Added:
    """Bring everything into a project; whatever interrupts, the batches before it are done.

    `client` asks the services and keeps what is read; with `dry_run` nothing is written.
    """
    added = Added()
    holdings, findings = read_holdings(root)
    added.findings += findings
    if holdings is None:
        added.is_whole = False
        return added
    added.awaiting = sum(row.decision == "awaiting" for row in holdings.evidence.screening)
    for batch in _batches(wanted, client):
        added.findings += batch.findings
        records = batch.records or _looked_up(batch.identifiers, client, added)
        receipt = receive(holdings, records, batch.found_by, client.day)
        if not dry_run:
            write_together(root, receipt.files)
        holdings = holdings.after(receipt.files, receipt.noted)
        added.arrivals += receipt.arrivals
        added.findings += receipt.findings
        added.changed |= set(receipt.files)
    return added


def _looked_up(
    identifiers: Sequence[Identifier], client: Client, added: Added
) -> tuple[FoundRecord, ...]:
    if not identifiers:
        return ()
    answer = look_up(identifiers, client)
    added.findings += answer.findings
    added.missing += answer.missing
    return tuple(dict.fromkeys(answer.records))


def _batches(wanted: Wanted, client: Client) -> Iterator[_Batch]:
    """Yield each file, then the identifiers it lists; at last the identifiers that were given."""
    for path in wanted.files:
        found_by = f"file: {path.name}"
        try:
            content = path.read_bytes()
        except OSError as error:
            yield _Batch(found_by, findings=(_unreadable(path, error),))
            continue
        collection = read_records(content, path.name)
        if collection.records or collection.identifiers:
            _keep(path.name, content, client)
        yield _Batch(found_by, collection.records, (), collection.findings)
        yield from _to_look_up(found_by, collection.identifiers)
    yield from _to_look_up(GIVEN, wanted.identifiers)


def _keep(name: str, content: bytes, client: Client) -> None:
    """Keep a file as it came, once."""
    if client.snapshots is None:
        return
    kept = client.snapshots.find(f"file:{name}")
    if kept is None or kept[1] != content:
        client.snapshots.keep_file(name, content, client.day)


def _to_look_up(found_by: str, identifiers: Sequence[Identifier]) -> Iterator[_Batch]:
    asked = list(dict.fromkeys(identifiers))
    for start in range(0, len(asked), _AT_ONCE):
        yield _Batch(found_by, identifiers=tuple(asked[start : start + _AT_ONCE]))


def _unreadable(path: Path, error: OSError) -> Finding:
    return UNREADABLE.broken(
        Place(path.name),
        seen=f"cannot be opened ({error.strerror or error})",
        expected="a file of records",
        remedy="Check its name and whether you may read it.",
    )
