"""The folder a build works in: one build at a time, what dead builds left is cleared away."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKSPACE = ".evidence"


class BusyError(Exception):
    """Another build holds the lock."""


@contextmanager
def workspace(root: Path) -> Iterator[Path]:
    """Yield a fresh folder for one build, removed afterwards, or after a crash by the next.

    The system gives the lock back when a process dies, so that no lock outlives its build.
    """
    home = root / WORKSPACE
    home.mkdir(exist_ok=True)
    with (home / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BusyError from None
        # Whoever holds the lock is the only build: what lies here belongs to a dead one.
        for left in home.glob("build-*"):
            shutil.rmtree(left, ignore_errors=True)
        staging = home / f"build-{os.getpid()}"
        staging.mkdir()
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)
