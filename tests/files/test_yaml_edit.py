"""A value changes on its line and nothing else does; whatever cannot be changed so is left alone."""

from pathlib import Path

import pytest

from generator.files.yaml_edit import (
    CannotEditError,
    add_entry,
    add_to_list,
    change_entry,
    change_top,
)
from generator.files.yaml_quoting import quoted

STUDY = Path(__file__).parents[1] / "projects/small/data/studies/example-2001.yml"
LIST = b"""# A head.
- id: one   # the first
  status: Recruiting   # seen by hand
  note: "a # b"
  seen: 2026-01-01

# About the second.
- status: "Completed"
  id: two
  facts:
    - {field: status, value: x}
- {id: three, status: x}
- id: four
  status: >-
    long
    words
"""


def test_values_change_on_their_line() -> None:
    changed = change_entry(
        LIST, "f", (), ("id", "one"), {"status": quoted("Done: yes"), "as_of": "2026-02-02"}
    )
    expected = LIST.replace(b"status: Recruiting   #", b'status: "Done: yes"   #').replace(
        b"  seen: 2026-01-01\n", b"  seen: 2026-01-01\n  as_of: 2026-02-02\n"
    )
    assert changed == expected
    second = change_entry(LIST, "f", (), ("id", "two"), {"status": "Ended"})
    assert second == LIST.replace(b'- status: "Completed"', b"- status: Ended")


@pytest.mark.parametrize("wanted", ["three", "four", "five"])
def test_what_is_not_a_plain_block_is_left_alone(wanted: str) -> None:
    with pytest.raises(CannotEditError):
        change_entry(LIST, "f", (), ("id", wanted), {"status": "Ended"})


def test_an_entry_below_a_key_and_a_value_at_the_top() -> None:
    text = b"last_search: 2026-01-01\nsearches:\n  - id: a\n    query: >-\n      b\n      c\n  - id: d\n    last: 1\n"
    once = change_entry(text, "f", ("searches",), ("id", "a"), {"last": "2026-02-02"})
    assert once == text.replace(b"      c\n", b"      c\n    last: 2026-02-02\n")
    assert change_top(text, "f", {"last_search": "2026-02-02"}) == text.replace(
        b"2026-01-01\ns", b"2026-02-02\ns"
    )


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    text = b"- id: a\r\n  seen: 1"
    assert change_entry(text, "f", (), ("id", "a"), {"seen": "2"}) == b"- id: a\r\n  seen: 2"
    assert (
        change_entry(text, "f", (), ("id", "a"), {"more": "2"})
        == b"- id: a\r\n  seen: 1\r\n  more: 2\r\n"
    )
    assert (
        add_entry(text, "f", {"id": "b", "x": "y: z"}) == text + b'\r\n- id: b\r\n  x: "y: z"\r\n'
    )


def test_an_entry_goes_to_the_end_of_a_list_and_of_an_empty_file() -> None:
    assert add_entry(b"", "f", {"id": "b"}) == b"- id: b\n"
    assert add_entry(b"# Only words.\n", "f", {"id": "b"}) == b"# Only words.\n- id: b\n"
    with pytest.raises(CannotEditError):
        add_entry(b"a: b\n", "f", {"id": "b"})


@pytest.mark.parametrize(
    "text", ["a: b", "# c", "- d", "[e]", "", "null", "1.20", "it's", 'say "x"', "a\nb", "é", "{x"]
)
def test_words_stay_words(text: str) -> None:
    changed = change_entry(b"- id: a\n  b: c\n", "f", (), ("id", "a"), {"b": quoted(text)})
    assert changed.count(b"\n") == 2


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        (b"reports: [example-2001]\n", b"reports: [example-2001, new-1]\n"),
        (
            b"reports: [example-2001, second-2003]   # two\r\n",
            b"reports: [example-2001, second-2003, new-1]   # two\r\n",
        ),
        (b"reports: [ example-2001 ]\n", b"reports: [ example-2001, new-1]\n"),
        (b"reports:\n  - example-2001\n", b"reports:\n  - example-2001\n  - new-1\n"),
        (
            b"reports: # main first\n- example-2001\n",
            b"reports: # main first\n- example-2001\n- new-1\n",
        ),
        (b"reports: []\n", b"reports: [new-1]\n"),
    ],
)
def test_a_value_enters_a_list_in_the_manner_of_the_file(line: bytes, changed: bytes) -> None:
    text = STUDY.read_bytes()
    whole = text.replace(b"reports: [example-2001]\n", line)
    assert line in whole
    once = add_to_list(whole, "f", "reports", "new-1")
    assert once == text.replace(b"reports: [example-2001]\n", changed)
    assert add_to_list(once, "f", "reports", "new-1") == once


@pytest.mark.parametrize(
    "line",
    [
        b"reports: [\n  example-2001]\n",
        b'"reports": [example-2001]\n',
        b"nothing: here\n",
        b"reports: new-1\n",
        b"reports: [example-2001\n",
        b"reports: [\xff]\n",
    ],
)
def test_a_list_of_another_shape_is_left_to_the_curator(line: bytes) -> None:
    text = STUDY.read_bytes().replace(b"reports: [example-2001]\n", line)
    with pytest.raises(CannotEditError, match="add new-1 to reports in f by hand"):
        add_to_list(text, "f", "reports", "new-1")


def test_a_byte_order_mark_moves_no_place() -> None:
    text = b"\xef\xbb\xbf- id: a\n  seen: 1 # x\n  list: [b]\n"
    changed = change_entry(text, "f", (), ("id", "a"), {"seen": "2", "more": "3"})
    assert changed == text.replace(b"1 #", b"2 #") + b"  more: 3\n"


def test_an_empty_value_is_filled_beside_its_comment() -> None:
    text = b"a:   # later\nb: c\n"
    assert change_top(text, "f", {"a": "1", "d": "2"}) == b"a: 1   # later\nb: c\nd: 2\n"
