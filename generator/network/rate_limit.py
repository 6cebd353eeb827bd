"""Requests to one service keep their distance, over all processes of this user."""

import contextlib
import fcntl
import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_LONGEST_QUEUE = 120.0  # a slot further ahead was written by a clock that has been set back since


class Clock:
    """The system's clock; tests give one whose sleep takes no time."""

    def time(self) -> float:
        """Return the moment, in seconds since 1970; all processes agree on it."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds of a clock that nobody sets back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return when the seconds have passed."""
        time.sleep(seconds)


class Pace:
    """Hands out moments at which a request may be sent.

    The last moment handed out stands in one small file a service. A process takes the next one
    under a lock that the system gives back when the process dies, and waits for it without the
    lock: nobody can hold up the others. Where no folder can be written, each process keeps its
    own pace.
    """

    def __init__(self, folder: Path | None = None, clock: Clock | None = None) -> None:
        self._folder = folder
        self.clock = clock or Clock()
        self._slots: dict[str, float] = {}

    def wait(self, lane: str, interval: float) -> None:
        """Return when the next request to a service may be sent."""
        with self._locked(lane) as file:
            slot = max(self.clock.time(), self._last_slot(lane, file) + interval)
            self._write(lane, file, slot)
        while (ahead := slot - self.clock.time()) > 0:
            self.clock.sleep(ahead)

    def mark(self, lane: str) -> None:
        """Note that a request arrived just now, however long it was on its way."""
        with self._locked(lane) as file:
            self._write(lane, file, max(self.clock.time(), self._last_slot(lane, file)))

    def _last_slot(self, lane: str, file: int | None) -> float:
        slot = self._slots.get(lane, 0.0)
        if file is not None:
            with contextlib.suppress(ValueError):
                slot = float(os.pread(file, 40, 0))
        # What is no number, or lies far ahead, is no moment we handed out.
        return slot if slot <= self.clock.time() + _LONGEST_QUEUE else 0.0

    def _write(self, lane: str, file: int | None, slot: float) -> None:
        self._slots[lane] = slot
        if file is not None:
            # One width, so that a shorter number leaves nothing of a longer one behind.
            os.pwrite(file, f"{slot:020.6f}".encode(), 0)

    @contextlib.contextmanager
    def _locked(self, lane: str) -> Iterator[int | None]:
        """Hold the file of a service, in the first folder that can be written; None without one."""
        file = self._open(lane)
        try:
            if file is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            if file is not None:
                os.close(file)

    def _open(self, lane: str) -> int | None:
        name = re.sub(r"[^a-z0-9.-]", "-", lane.lower()) + ".slot"
        for folder in [self._folder] if self._folder else _folders():
            with contextlib.suppress(OSError):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                return os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        return None


def _folders() -> Iterator[Path]:
    # Without a home there may still be a folder for what is temporary.
    with contextlib.suppress(RuntimeError):
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evidence" / "pace"
    yield Path(tempfile.gettempdir()) / f"evidence-pace-{os.getuid()}"
