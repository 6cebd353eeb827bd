"""Files change together or not at all, and an interrupted change is finished by whoever comes next."""

import contextlib
from pathlib import Path

import pytest

from generator.cli.reading import read_project
from generator.files import transaction
from generator.files.transaction import DeskBusyError, desk, recover, write_together


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()}


class Interrupted(BaseException):
    """Stands for whatever ends a process."""


def interrupt(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """End at the n-th file or folder that is moved."""
    moved = 0
    for name in ("replace", "rename"):
        real = getattr(Path, name)

        def moving(self: Path, target: Path, real: object = real) -> object:
            nonlocal moved
            moved += 1
            if moved == at:
                raise Interrupted
            return real(self, target)  # type: ignore[operator]

        monkeypatch.setattr(Path, name, moving)


def test_files_are_written_removed_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "gone").write_bytes(b"old")
    write_together(tmp_path, {"a": b"1", "gone": None, "never": None})
    assert contents(tmp_path) == {"a": b"1"}
    write_together(tmp_path, {})
    assert not recover(tmp_path)


@pytest.mark.parametrize("at", range(1, 6))
def test_an_interrupted_change_is_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    old = {"a": b"1", "b": b"2", "c": b"3"}
    new = {"a": b"10", "b": b"20", "d": b"40"}
    write_together(tmp_path, old)
    with monkeypatch.context() as patched:
        interrupt(patched, at)
        with contextlib.suppress(Interrupted):
            write_together(tmp_path, {**new, "c": None})
    with desk(tmp_path):
        assert contents(tmp_path) == (old if at == 1 else new)
    with desk(tmp_path):
        assert contents(tmp_path) == (old if at == 1 else new)


@pytest.mark.parametrize("path", ["../outside", "/outside", "data/../../outside"])
def test_nothing_is_written_outside_the_project(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not below the project"):
        write_together(tmp_path, {path: b""})


def test_one_command_at_a_time(tmp_path: Path) -> None:
    with desk(tmp_path), pytest.raises(DeskBusyError), desk(tmp_path):
        pass


def test_half_a_change_is_never_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = project / "data/screening.csv"
    changed = log.read_bytes().replace(b"another disease", b"another fever")
    with monkeypatch.context() as patched:
        interrupt(patched, 2)
        with pytest.raises(Interrupted):
            write_together(project, {"data/screening.csv": changed})
    assert b"another disease" in log.read_bytes()
    evidence = read_project(project).evidence
    assert evidence is not None
    assert evidence.screening[1].reason == "another fever"
    assert not (project / transaction._HOME / transaction._READY).exists()
