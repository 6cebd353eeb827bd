"""What a version stated is read as it was written, or refused whole with its line."""

import pytest

from generator.files.published_file import read_published, write_published
from generator.model.release import Stated, Version

VERSION = Version(2026, 1, 0)
STATEMENTS = {
    "b": Stated(address="b", words="Second", values={}),
    "a": Stated(address="a", words="Erste „ä“", values={"events": "7", "p": '<"0.001"'}),
}


def test_what_is_written_reads_back_a_line_for_each_value() -> None:
    content = write_published(VERSION, STATEMENTS)
    published, findings = read_published(content.decode(), "f")
    assert findings == []
    assert published is not None
    assert (published.version, published.statements) == (VERSION, STATEMENTS)
    lines = content.decode().splitlines()
    assert lines[3:6] == ['"a": ["Erste „ä“", {', ' "events": "7",', ' "p": "<\\"0.001\\""}],']
    assert content == write_published(VERSION, dict(sorted(STATEMENTS.items())))
    empty, _ = read_published(write_published(VERSION, {}).decode(), "f")
    assert empty is not None
    assert empty.statements == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "seen"),
    [
        ('{"form": "1",', '{"form": "2",', 1, "is written in form '2'"),
        ('"events": "7",', '"events": "7"', 6, "is not valid JSON"),
        ('"events": "7"', '"events": 7', 1, "does not hold the version"),
        ('"Second"', "3", 1, "does not hold the version"),
        ('"2026.1.0"', '"first"', 1, "does not hold the version"),
        ('"Second", {', '"Second", "x", {', 1, "does not hold the version"),
        ('"version"', '"edition"', 1, "does not hold the version"),
        ('"form"', '"shape"', 1, "does not hold the version"),
    ],
)
def test_a_file_that_was_changed_is_refused_with_its_line(
    old: str, new: str, line: int, seen: str
) -> None:
    text = write_published(VERSION, STATEMENTS).decode()
    assert old in text
    published, (finding,) = read_published(text.replace(old, new, 1), "f")
    assert published is None
    assert (finding.place.file, finding.place.line) == ("f", line)
    assert finding.seen.startswith(seen)


@pytest.mark.parametrize("text", ["", "[]", "7", '"x"', "null", '{"form": "1", "statements": []}'])
def test_what_is_no_such_file_is_refused(text: str) -> None:
    published, findings = read_published(text, "f")
    assert published is None
    assert len(findings) == 1
