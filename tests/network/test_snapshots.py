"""What is kept is whole, stays as it was, and is found again."""

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from generator.network.snapshots import FOLDER, LOG, Snapshots

DAY = date(2026, 11, 20)
LATER = date(2026, 11, 21)
KEEPS = """
import sys
from datetime import date
from pathlib import Path
from generator.network.snapshots import Snapshots
kept = Snapshots(Path(sys.argv[1]))
for number in range(200):
    kept.keep(f"http://x/?id={number}", f"<a>{number}</a>".encode() * 5000, "text/xml", date(2026, 11, 20))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "bibliography").mkdir()
    return tmp_path


def test_a_reply_is_found_by_address_and_age(root: Path) -> None:
    kept = Snapshots(root)
    kept.keep("http://x/?a=1", b"<old/>", "text/xml", DAY)
    assert kept.find("http://x/?a=2") is None
    assert kept.find("http://x/?a=1", LATER) is None
    kept.keep("http://x/?a=1", b"<new/>", "text/xml", LATER)
    found = kept.find("http://x/?a=1", LATER)
    assert found is not None
    assert found[1] == b"<new/>"
    assert [row.day for row in kept.rows()] == ["2026-11-20", "2026-11-21"]


def test_the_same_reply_is_kept_once(root: Path) -> None:
    kept = Snapshots(root)
    first = kept.keep("http://x/", b"<a/>", "text/xml", DAY)
    path = root / FOLDER / f"{first.sha256}.xml"
    os.utime(path, (1, 1))
    kept.keep("http://x/", b"<a/>", "text/xml", DAY)
    kept.keep("http://y/", b"<a/>", "text/xml", DAY)
    assert path.stat().st_mtime == 1
    assert len(kept.rows()) == 2


def test_a_body_that_is_missing_is_none_and_a_spoilt_one_is_told(root: Path) -> None:
    kept = Snapshots(root)
    row = kept.keep("http://x/", b"<a/>", "text/xml", DAY)
    path = root / FOLDER / f"{row.sha256}.xml"
    path.write_bytes(b"<b/>")
    assert kept.find("http://x/") is None
    assert [finding.code for finding in kept.findings] == ["W272"]
    path.unlink()
    assert kept.find("http://x/") is None
    assert len(kept.findings) == 1
    kept.keep("http://x/", b"<a/>", "text/xml", DAY)
    assert kept.find("http://x/") is not None


def test_half_a_line_is_no_line(root: Path) -> None:
    kept = Snapshots(root)
    kept.keep("http://x/", b"<a/>", "text/xml", DAY)
    whole = (root / LOG).read_bytes()
    (root / LOG).write_bytes(whole + b"2026-11-20,http://y/,0123")
    assert len(kept.rows()) == 1
    kept.keep("http://z/", b"<z/>", "text/xml", DAY)
    assert (root / LOG).read_bytes().startswith(whole)
    assert [row.address for row in kept.rows()] == ["http://x/", "http://z/"]


def test_a_file_of_the_curator_keeps_its_name_and_no_path(root: Path) -> None:
    kept = Snapshots(root)
    for name in ("/home/ann/secret/set.NBIB", "C:\\ann\\set.nbib"):
        kept.keep_file(name, b"PMID- 1\n", DAY)
    assert {row.address for row in kept.rows()} == {"file:set.NBIB", "file:set.nbib"}
    assert [path.suffix for path in (root / FOLDER).iterdir()] == [".nbib"]


def test_an_address_with_commas_and_quotes_stays_one_cell(root: Path) -> None:
    kept = Snapshots(root)
    kept.keep('http://x/?id=1,2&t="a"', b"<a/>", "text/xml", DAY)
    assert kept.find('http://x/?id=1,2&t="a"') is not None


def test_killed_at_any_moment_nothing_half_is_left(root: Path) -> None:
    for wait in (0.0, 0.02, 0.05, 0.1, 0.2):
        running = subprocess.Popen([sys.executable, "-c", KEEPS, str(root)])
        while not (root / LOG).exists() and running.poll() is None:
            time.sleep(0.005)
        time.sleep(wait)
        running.kill()
        running.wait()
        kept = Snapshots(root)
        assert all(kept.body(row) is not None for row in kept.rows())
        assert kept.findings == []
    kept.keep("http://last/", b"<a/>", "text/xml", DAY)
    assert not list((root / FOLDER).glob("*.part"))
    assert kept.find("http://last/") is not None
