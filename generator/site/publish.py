"""The new site takes the place of the old one in a single step of the file system."""

import ctypes
import errno
import os
import shutil
from pathlib import Path

# Values of linux/fcntl.h and linux/fs.h: paths as they are, and both names exchanged in one step.
_AT_FDCWD = -100
_EXCHANGE = 2
# What a kernel or a file system answers that does not know how.
_CANNOT_EXCHANGE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def publish(built: Path, site: Path) -> None:
    """Put the built folder where the site is; at every moment the old or the new one is whole."""
    _to_disk(built)
    if not site.exists():
        built.rename(site)
    elif not _exchange(built, site):
        aside = site.with_name(f".{site.name}-before")
        shutil.rmtree(aside, ignore_errors=True)
        site.rename(aside)
        built.rename(site)
        shutil.rmtree(aside, ignore_errors=True)


def recover(site: Path) -> None:
    """Bring back the last good site where a machine died between the two renames of `publish`."""
    aside = site.with_name(f".{site.name}-before")
    if aside.exists() and not site.exists():
        aside.rename(site)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _CANNOT_EXCHANGE:
        return False
    raise OSError(fault, os.strerror(fault), str(second))


def _to_disk(folder: Path) -> None:
    """Write every file through to the disk before the old site is let go."""
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
