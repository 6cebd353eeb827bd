"""Files change together or not at all, and an interrupted change is finished by whoever comes next."""

import contextlib
from pathlib import Path

import pytest

from generator.cli.reading import read_project
from generator.files import transaction
from generator.files.transaction import (
    DeskBusyError,
    desk,
    finish_interrupted,
    recover,
    write_together,
)


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


def interrupted(root: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    with monkeypatch.context() as patched:
        interrupt(patched, at)
        with pytest.raises(Interrupted):
            write_together(root, {"deep/down/a": b"1", "b": b"2", "gone": None})


def test_files_may_lie_in_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    (tmp_path / "gone").write_bytes(b"old")
    write_together(tmp_path, {"deep/down/a": b"1", "gone": None, "z": b"2"})
    assert (tmp_path / "deep/down/a").read_bytes() == b"1"
    assert contents(tmp_path) == {"z": b"2"}
    assert [path.name for path in (tmp_path / transaction._HOME).iterdir()] == []


def test_a_change_that_was_not_yet_valid_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").write_bytes(b"old")
    interrupted(tmp_path, monkeypatch, 1)
    draft = tmp_path / transaction._HOME / transaction._DRAFT
    assert draft.is_dir()
    assert not recover(tmp_path)
    assert not draft.exists()
    assert contents(tmp_path) == {"gone": b"old"}


@pytest.mark.parametrize("at", [2, 3])
def test_a_valid_change_is_finished_once_and_then_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    (tmp_path / "gone").write_bytes(b"old")
    interrupted(tmp_path, monkeypatch, at)
    assert (tmp_path / "gone").exists()
    assert recover(tmp_path)
    assert contents(tmp_path) == {"b": b"2"}
    assert (tmp_path / "deep/down/a").read_bytes() == b"1"
    (tmp_path / "b").write_bytes(b"by hand")
    assert not recover(tmp_path)
    assert contents(tmp_path) == {"b": b"by hand"}


def test_what_a_dead_command_left_in_its_draft_does_not_enter_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(tmp_path, monkeypatch, 1)
    write_together(tmp_path, {"c": b"3"})
    assert contents(tmp_path) == {"c": b"3"}


def test_who_reads_finishes_a_change_unless_its_command_is_still_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_interrupted(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with desk(tmp_path):
        interrupted(tmp_path, monkeypatch, 2)
        finish_interrupted(tmp_path)
        assert contents(tmp_path) == {}
    finish_interrupted(tmp_path)
    assert contents(tmp_path) == {"b": b"2"}


def test_the_desk_is_free_again_after_a_command_that_failed(tmp_path: Path) -> None:
    with pytest.raises(Interrupted), desk(tmp_path):
        raise Interrupted
    with desk(tmp_path):
        write_together(tmp_path, {"a": b"1"})
    assert contents(tmp_path) == {"a": b"1"}
