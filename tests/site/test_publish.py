"""A site is replaced in one step; where a machine died between two, the last good one comes back."""

import errno
from pathlib import Path

import pytest

from generator.site import publish as publishing
from generator.site.publish import publish, recover


def folder(path: Path, text: str) -> Path:
    (path / "pages").mkdir(parents=True)
    (path / "pages" / "index.html").write_text(text, encoding="utf-8")
    return path


def text_of(site: Path) -> str:
    return (site / "pages" / "index.html").read_text(encoding="utf-8")


def names(folder_: Path) -> set[str]:
    return {path.name for path in folder_.iterdir()}


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_site_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    publish(folder(tmp_path / "first", "first"), site)
    assert text_of(site) == "first"
    publish(folder(tmp_path / "second", "second"), site)
    assert text_of(site) == "second"
    assert ".site-before" not in names(tmp_path)


def test_what_an_earlier_death_left_aside_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_exchange", lambda *_: False)
    site = folder(tmp_path / "site", "first")
    folder(tmp_path / ".site-before", "older")
    publish(folder(tmp_path / "second", "second"), site)
    assert text_of(site) == "second"
    assert names(tmp_path) == {"site"}


def test_after_a_death_between_two_renames_the_last_good_site_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, built = folder(tmp_path / "site", "good"), folder(tmp_path / "built", "new")
    rename = Path.rename

    def dies(path: Path, target: Path) -> Path:
        if path == built:
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_exchange", lambda *_: False)
        patched.setattr(Path, "rename", dies)
        with pytest.raises(KeyboardInterrupt):
            publish(built, site)
    assert not site.exists()
    recover(site)
    assert text_of(site) == "good"
    assert ".site-before" not in names(tmp_path)


def test_a_site_that_stands_is_never_replaced_by_what_was_left_aside(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "good")
    folder(tmp_path / ".site-before", "older")
    recover(site)
    assert text_of(site) == "good"


def test_where_nothing_was_left_aside_there_is_nothing_to_recover(tmp_path: Path) -> None:
    recover(tmp_path / "site")
    assert names(tmp_path) == set()


@pytest.mark.parametrize(
    ("fault", "can_go_on"),
    [(errno.ENOSYS, True), (errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EACCES, False)],
)
def test_only_a_system_that_cannot_exchange_is_worked_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, can_go_on: bool
) -> None:
    class System:
        @staticmethod
        def renameat2(*_: object) -> int:
            return -1

    monkeypatch.setattr(publishing.ctypes, "CDLL", lambda *_, **__: System)
    monkeypatch.setattr(publishing.ctypes, "get_errno", lambda: fault)
    site, built = folder(tmp_path / "site", "old"), folder(tmp_path / "built", "new")
    if can_go_on:
        publish(built, site)
        assert text_of(site) == "new"
    else:
        with pytest.raises(PermissionError):
            publish(built, site)
        assert text_of(site) == "old"
