"""Replies are kept as they came, under the digest of their content, with a log of their origin.

A body is the reply after the packing of its way (gzip, deflate) was undone. Bodies stay on this
machine, because abstracts belong to others; the log is part of the project. What is once kept is
never changed.
"""

import contextlib
import csv
import fcntl
import hashlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from generator.model.finding import Finding, Place
from generator.network.faults import SPOILT_SNAPSHOT

LOG = "bibliography/snapshots.csv"
FOLDER = "bibliography/snapshots"
COLUMNS = ("day", "address", "sha256", "bytes", "media_type")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
_TYPES = {"xml": "application/xml", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A line of the log: a reply of one day, and the address it was got from.

    A file of the curator has the address `file:<name>`.
    """

    day: str
    address: str
    sha256: str
    bytes: int
    media_type: str


class Snapshots:
    """The kept replies of one project."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._log = root / LOG
        self._folder = root / FOLDER
        self.findings: list[Finding] = []

    def rows(self) -> list[Snapshot]:
        """Return the lines of the log, oldest first; half a line at its end is none."""
        try:
            text = self._log.read_bytes().decode("utf-8", "replace")
        except OSError:
            return []
        whole = text[: text.rfind("\n") + 1]
        rows = map(_row, csv.reader(io.StringIO(whole)))
        return [row for row in rows if row is not None]

    def find(self, address: str, not_before: date | None = None) -> tuple[Snapshot, bytes] | None:
        """Return the newest reply from an address, not older than a day, if it is of use."""
        first = not_before.isoformat() if not_before else ""
        fitting = [row for row in self.rows() if row.address == address and row.day >= first]
        newest = max(fitting, key=lambda row: row.day, default=None)
        body = self.body(newest) if newest else None
        return None if newest is None or body is None else (newest, body)

    def body(self, row: Snapshot) -> bytes | None:
        """Return the reply of a line; None where it is not on this machine as it was stored."""
        for path in sorted(self._folder.glob(f"{row.sha256}.*")):
            with contextlib.suppress(OSError):
                content = path.read_bytes()
                if hashlib.sha256(content).hexdigest() == row.sha256:
                    return content
                self.findings.append(_spoilt(path.name, row))
        return None

    def keep(self, address: str, content: bytes, media_type: str, day: date) -> Snapshot:
        """Keep a reply: first its body, whole, then its line in the log."""
        extension = next((kind for kind in _TYPES if media_type.endswith(kind)), "txt")
        return self._keep(address, content, media_type, day, extension)

    def keep_file(self, name: str, content: bytes, day: date) -> Snapshot:
        """Keep a file that the curator adds; of its path only the name is noted."""
        last = PurePath(name.replace("\\", "/")).name
        extension = PurePath(last).suffix.lstrip(".").lower()
        kind = extension if _EXTENSION.fullmatch(extension) else "txt"
        return self._keep(f"file:{last}", content, _TYPES.get(kind, "text/plain"), day, kind)

    def _keep(
        self, address: str, content: bytes, media_type: str, day: date, extension: str
    ) -> Snapshot:
        digest = hashlib.sha256(content).hexdigest()
        row = Snapshot(day.isoformat(), address, digest, len(content), media_type)
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._locked_log() as log:
            # Whoever holds the log is alone: what others left half written is nobody's.
            for left in self._folder.glob("*.part"):
                left.unlink(missing_ok=True)
            _write_whole(self._folder / f"{digest}.{extension}", content)
            if row not in self.rows():
                _append(log, row)
        return row

    @contextlib.contextmanager
    def _locked_log(self) -> Iterator[int]:
        log = os.open(self._log, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(log, fcntl.LOCK_EX)
            yield log
        finally:
            os.close(log)


def _row(cells: list[str]) -> Snapshot | None:
    if len(cells) != len(COLUMNS) or not _DIGEST.fullmatch(cells[2]) or not cells[3].isdecimal():
        return None
    return Snapshot(cells[0], cells[1], cells[2], int(cells[3]), cells[4])


def _write_whole(path: Path, content: bytes) -> None:
    """Write a body aside and put it in place by one rename; a good one stays untouched."""
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _append(log: int, row: Snapshot) -> None:
    """Add one line at the end of the log; half a line that was left there goes first."""
    size = os.fstat(log).st_size
    tail = os.pread(log, size, 0)
    end = tail.rfind(b"\n") + 1
    if end != size:
        os.ftruncate(log, end)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not end:
        writer.writerow(COLUMNS)
    writer.writerow((row.day, row.address, row.sha256, row.bytes, row.media_type))
    os.pwrite(log, text.getvalue().encode(), end)
    os.fsync(log)


def _spoilt(name: str, row: Snapshot) -> Finding:
    return SPOILT_SNAPSHOT.broken(
        Place(f"{FOLDER}/{name}"),
        seen=f"is not what was stored on {row.day}",
        expected="the reply its name is the digest of",
        remedy="It is not used and got again where it is needed; nothing else is to do.",
    )
