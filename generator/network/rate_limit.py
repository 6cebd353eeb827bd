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


class Pace:
    """Hands out moments at which a request may be sent.

    The last moment handed out stands in one small file a service. A process takes the next one
    under a lock that the system gives back when the process dies, and waits for it without the
    lock: nobody can hold up the others.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._own: dict[str, float] = {}

    def wait(self, lane: str, interval: float) -> None:
        """Return when the next request to a service may be sent."""
        with self._slots(lane) as slots:
            slot = max(time.time(), slots.read() + interval)
            slots.write(slot)
        while (ahead := slot - time.time()) > 0:
            time.sleep(min(ahead, _LONGEST_QUEUE))

    def mark(self, lane: str) -> None:
        """Note that a request arrived just now, however long it was on its way."""
        with self._slots(lane) as slots:
            slots.write(max(time.time(), slots.read()))

    @contextlib.contextmanager
    def _slots(self, lane: str) -> Iterator["_Slots"]:
        with self._opened(lane) as file:
            if file is None:
                yield _Slots(None, self._own, lane)
            else:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield _Slots(file, self._own, lane)

    @contextlib.contextmanager
    def _opened(self, lane: str) -> Iterator[int | None]:
        """Open the file of a service in the first folder that can be written; None where there is no such folder."""
        name = re.sub(r"[^a-z0-9.-]", "-", lane.lower()) + ".slot"
        for folder in [self._folder] if self._folder else _folders():
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                file = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            except OSError:
                continue
            try:
                yield file
            finally:
                os.close(file)
            return
        yield None


class _Slots:
    """The last moment handed out for one service, in its file or, without one, in this process."""

    def __init__(self, file: int | None, own: dict[str, float], lane: str) -> None:
        self._file = file
        self._own = own
        self._lane = lane

    def read(self) -> float:
        last = self._own.get(self._lane, 0.0)
        if self._file is not None:
            with contextlib.suppress(ValueError):
                last = float(os.pread(self._file, 40, 0))
        # What is no number, or lies far ahead, is no moment we handed out.
        return last if last <= time.time() + _LONGEST_QUEUE else 0.0

    def write(self, moment: float) -> None:
        self._own[self._lane] = moment
        if self._file is not None:
            os.pwrite(self._file, f"{moment:020.6f}".encode(), 0)


def _folders() -> Iterator[Path]:
    with contextlib.suppress(RuntimeError):
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evidence" / "pace"
    yield Path(tempfile.gettempdir()) / f"evidence-pace-{os.getuid()}"
