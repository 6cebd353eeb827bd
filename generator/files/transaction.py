"""Several files change together or not at all, whatever interrupts.

A change is first written into a folder of its own and becomes valid by one rename; then its files
are put in place. Whoever comes next finishes a valid change and throws away one that is not.
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

_HOME = ".evidence"
_READY = "change"
_DRAFT = "change-draft"
_LIST = "files.json"
_REMOVED = "removed.json"


class DeskBusyError(Exception):
    """Another command is changing the files of this project."""


@contextlib.contextmanager
def desk(root: Path) -> Iterator[None]:
    """Hold the files of a project for one command, after finishing what another left interrupted.

    DeskBusyError where another command holds them. The system frees the lock when a process dies.
    """
    home = root / _HOME
    home.mkdir(exist_ok=True)
    with (home / "desk.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DeskBusyError from None
        recover(root)
        yield


def write_together(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files of a project, by path below its root: afterwards all are new, or all are old.

    A file whose content is None is removed.
    """
    if not files:
        return
    home = root / _HOME
    home.mkdir(exist_ok=True)
    draft = home / _DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    names: dict[str, str] = {}
    removed: list[str] = []
    for number, (path, content) in enumerate(sorted(files.items())):
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise ValueError(f"{path} is not below the project")
        if content is None:
            removed.append(path)
        else:
            names[f"{number}"] = path
            _write(draft / f"{number}", content)
    _write(draft / _REMOVED, json.dumps(removed).encode())
    _write(draft / _LIST, json.dumps(names).encode())
    _to_disk(draft)
    # From here on the change is valid: whatever interrupts, it is finished and not undone.
    draft.rename(home / _READY)
    _to_disk(home)
    recover(root)


def finish_interrupted(root: Path) -> None:
    """Finish a change that an interrupted command left half in place, before anybody reads it.

    Where another command is at work the change is its own.
    """
    if (root / _HOME / _READY).is_dir():
        with contextlib.suppress(DeskBusyError), desk(root):
            pass


def recover(root: Path) -> bool:
    """Finish a change that was interrupted between its files; return whether there was one."""
    home = root / _HOME
    shutil.rmtree(home / _DRAFT, ignore_errors=True)
    ready = home / _READY
    if not ready.is_dir():
        return False
    for number, path in json.loads((ready / _LIST).read_bytes()).items():
        source, target = ready / number, root / path
        # What is no longer here was put in place before the interruption.
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            _to_disk(target.parent)
    for path in json.loads((ready / _REMOVED).read_bytes()):
        (root / path).unlink(missing_ok=True)
    # Done: from here on the change is one that may be thrown away, whatever interrupts.
    ready.rename(home / _DRAFT)
    shutil.rmtree(home / _DRAFT)
    return True


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _to_disk(folder: Path) -> None:
    # A rename survives a loss of power only once the folder itself is on the disk.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
