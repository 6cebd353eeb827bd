"""The evidence as it was in a revision of the project, read through git."""

import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

from generator.files.load import PUBLISHED, RELEASES, load_evidence
from generator.files.published_file import read_published
from generator.history.partly_read import read_statements
from generator.model.release import Statements

_FOLDERS = ("data", "bibliography")
# Git answers at once; what takes longer waits for something, as for a password.
_SECONDS = 60


class NoRevisionError(Exception):
    """There is no such state to compare with; the text says what to do instead."""


class OldState(NamedTuple):
    """A state of the past: its name, what it states, and what of it could not be read."""

    name: str
    statements: Statements
    unread: tuple[str, ...]


def state_of_revision(root: Path, revision: str, *, is_version: bool = False) -> OldState:
    """Return what the files stated in a revision, or in the commit that recorded a version."""
    commit = _commit_of_version(root, revision) if is_version else _commit(root, revision)
    name = f"version {revision}" if is_version else f"revision {revision}"
    with tempfile.TemporaryDirectory() as folder:
        _unpack(root, commit, Path(folder))
        return _read(Path(folder), name)


def _read(folder: Path, name: str) -> OldState:
    evidence, findings = load_evidence(folder)
    # Old files may say what the model of today no longer reads.
    if evidence is None:
        return _as_recorded(folder, name, str(findings[0]) if findings else "nothing was found")
    return OldState(name, *read_statements(evidence, findings))


def _as_recorded(folder: Path, name: str, why: str) -> OldState:
    """Return what was recorded in a revision whose files are no longer read.

    NoRevisionError where nothing was.
    """
    path = folder / PUBLISHED
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    published, _ = read_published(text, PUBLISHED) if text else (None, [])
    if published is None:
        raise NoRevisionError(f"the files of {name} cannot be read: {why}")
    return OldState(f"version {published.version}, recorded in {name}", published.statements, ())


def _commit(root: Path, revision: str) -> str:
    give = "give a commit, a branch, a tag or a recorded version."
    # Git would take it for an option.
    if revision.startswith("-"):
        raise NoRevisionError(f"{revision!r} is no revision; {give}")
    name = f"{revision}^{{commit}}"
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if not done.returncode:
        return done.stdout.decode().strip()
    if _git(root, "rev-parse", "--git-dir").returncode:
        last = "without a revision the last version is compared."
        raise NoRevisionError(f"this project is in no git repository: {last}")
    raise NoRevisionError(f"git knows no revision {revision!r}; {give}")


def _commit_of_version(root: Path, version: str) -> str:
    path = f"{RELEASES}/{version}.yml"
    done = _git(root, "log", "--diff-filter=A", "--format=%H", "-1", "--", path)
    commit = done.stdout.decode().strip()
    if done.returncode or not commit:
        history = "stands only in the git history, and is not found there."
        raise NoRevisionError(f"what version {version} stated {history}")
    return commit


def _unpack(root: Path, commit: str, folder: Path) -> None:
    done = _git(root, "archive", "--format=tar", commit, "--", *_existing(root, commit))
    if done.returncode:
        raise NoRevisionError(
            f"git cannot give the files of {commit[:12]}: {_first_line(done.stderr)}"
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def _existing(root: Path, commit: str) -> list[str]:
    done = _git(root, "ls-tree", "--name-only", commit, "--", *(f"{name}/" for name in _FOLDERS))
    names = done.stdout.decode("utf-8", "replace").splitlines()
    tops = {name.partition("/")[0] for name in names if "/" in name}
    folders = [folder for folder in _FOLDERS if folder in tops]
    if not folders:
        nothing = "holds neither data/ nor bibliography/ of this project."
        raise NoRevisionError(f"the revision {commit[:12]} {nothing}")
    return folders


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        last = "without a revision the last recorded version is compared."
        raise NoRevisionError(f"git is not installed: {last}")
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, and no shell
            [git, "-C", str(root), *arguments], capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise NoRevisionError("git did not answer in time; try again.") from None


def _first_line(message: bytes) -> str:
    return next(iter(message.decode("utf-8", "replace").splitlines()), "no reason given")
