"""Rows are added and changed, and every other byte stays what it was."""

import pytest

from generator.files.csv_rows import add_rows, change_row

COLUMNS = ("identifier", "title", "decision")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'identifier,title,decision\nPMID 1,"A, b",awaiting\n'),
        (
            b"identifier,title,decision\nx,y,z\n",
            b'identifier,title,decision\nx,y,z\nPMID 1,"A, b",awaiting\n',
        ),
        (
            b"identifier,title,decision\nx,y,z",
            b'identifier,title,decision\nx,y,z\nPMID 1,"A, b",awaiting\n',
        ),
        (
            b"identifier,title,decision\r\nx,'y' ,z\r\n",
            b"identifier,title,decision\r\nx,'y' ,z\r\nPMID 1,\"A, b\",awaiting\r\n",
        ),
        (
            b"\xef\xbb\xbfdecision,more,identifier,title\n",
            b'\xef\xbb\xbfdecision,more,identifier,title\nawaiting,,PMID 1,"A, b"\n',
        ),
    ],
)
def test_rows_are_added_in_the_manner_of_the_file(before: bytes, after: bytes) -> None:
    assert (
        add_rows(
            before,
            COLUMNS,
            [{"identifier": "PMID 1", "title": "A,\n b\x07", "decision": "awaiting"}],
        )
        == after
    )


def test_one_row_is_changed_and_all_else_is_kept() -> None:
    before = b'identifier,title,decision\r\n"a",  "odd",z\r\n\r\nPMID 1,"one\r\ntwo",awaiting\r\nc,"d ""e""",f'
    after = change_row(before, 4, {"decision": "excluded"})
    assert (
        after
        == b'identifier,title,decision\r\n"a",  "odd",z\r\n\r\nPMID 1,"one\r\ntwo",excluded\r\nc,"d ""e""",f'
    )
    assert change_row(before, 6, {"decision": "excluded"}).endswith(b'\r\nc,"d ""e""",excluded')


@pytest.mark.parametrize("line", [0, 1, 3, 5, 7])
def test_a_line_on_which_no_row_starts_is_refused(line: int) -> None:
    with pytest.raises(ValueError, match=f"no row starts on line {line}"):
        change_row(b'identifier,title,decision\nx,y,z\n\nPMID 1,"one\ntwo",awaiting\n', line, {})


def test_a_file_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(ValueError, match="utf-8"):
        add_rows(b"identifier,title,decision\nx,M\xfcller,z\n", COLUMNS, [])


def test_several_rows_are_added_and_none_leaves_the_file_as_it_is() -> None:
    before = b"identifier,title,decision\n"
    rows = [{"identifier": name} for name in "ab"]
    assert add_rows(before, COLUMNS, rows) == before + b"a,,\nb,,\n"
    assert add_rows(before, COLUMNS, []) == before
    assert add_rows(b"", COLUMNS, []) == before


@pytest.mark.parametrize(
    ("before", "line", "changes", "after"),
    [
        # The mark that Excel puts first is no part of the first name.
        (
            b"\xef\xbb\xbfidentifier,title\nx,y\n",
            2,
            {"identifier": "z"},
            b"\xef\xbb\xbfidentifier,title\nz,y\n",
        ),
        (b"identifier,title\nx,y\n", 2, {"other": "z"}, b"identifier,title\nx,y\n"),
        (b"identifier,title\nx\n", 2, {"identifier": "z"}, b"identifier,title\nz,\n"),
        (b"identifier,title\rx,y\ra,b\r", 3, {"title": "z"}, b"identifier,title\rx,y\ra,z\r"),
        (b"identifier,title\nx,y\na,b", 3, {"title": "z"}, b"identifier,title\nx,y\na,z"),
        (b"identifier,title\nx,y\n", 2, {"title": "a\n b"}, b"identifier,title\nx,a b\n"),
        # A form feed ends no line.
        (
            b"identifier,title\nx,y\x0cz\na,b\n",
            3,
            {"title": "z"},
            b"identifier,title\nx,y\x0cz\na,z\n",
        ),
    ],
)
def test_a_row_is_changed_in_the_manner_of_the_file(
    before: bytes, line: int, changes: dict[str, str], after: bytes
) -> None:
    assert change_row(before, line, changes) == after
