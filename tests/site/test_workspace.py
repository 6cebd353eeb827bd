"""One build at a time, in a folder that is fresh and leaves nothing behind."""

from pathlib import Path

import pytest

from generator.site.workspace import WORKSPACE, BusyError, workspace


def left(root: Path) -> list[str]:
    return sorted(path.name for path in (root / WORKSPACE).glob("build-*"))


def test_a_build_has_an_empty_folder_that_is_gone_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with workspace(tmp_path) as staging:
            assert list(staging.iterdir()) == []
            assert staging.parent == tmp_path / WORKSPACE
            (staging / "pages").mkdir()
            (staging / "pages" / "index.html").write_text("x", encoding="utf-8")
        assert left(tmp_path) == []


def test_a_build_that_fails_leaves_no_folder_and_no_lock(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), workspace(tmp_path):
        raise RuntimeError
    assert left(tmp_path) == []
    with workspace(tmp_path):
        assert len(left(tmp_path)) == 1


def test_what_dead_builds_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    for name in ("build-1", "build-22/site", "change"):
        (tmp_path / WORKSPACE / name).mkdir(parents=True)
    with workspace(tmp_path) as staging:
        assert left(tmp_path) == [staging.name]
    assert (tmp_path / WORKSPACE / "change").is_dir()


def test_a_second_build_is_refused_and_does_not_disturb_the_first(tmp_path: Path) -> None:
    with workspace(tmp_path) as staging:
        with pytest.raises(BusyError), workspace(tmp_path):
            pass
        assert staging.is_dir()
