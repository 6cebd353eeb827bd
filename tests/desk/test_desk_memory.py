"""What was answered on a record is remembered for that record alone, and what was put off stays so."""

from pathlib import Path

import pytest

from generator.desk.desk_memory import DeskMemory
from generator.model.reference import ScreeningRecord

FILE = ".evidence/screening.json"


def row(identifier: str, **changes: str) -> ScreeningRecord:
    cells = {
        "date_found": "2024-08-01",
        "found_by": "search",
        "title": "Sleep",
        "decision": "awaiting",
        "reason": "",
        "study": "",
        **changes,
    }
    return ScreeningRecord(identifier=identifier, line=2, **cells)


def test_answers_outlive_a_sitting_and_belong_to_one_record(tmp_path: Path) -> None:
    DeskMemory(tmp_path).remember(row("a"), "drugs", "alphaone")
    memory = DeskMemory(tmp_path)
    memory.remember(row("a"), "design", "ä")
    memory.remember(row("a"), "drugs", "alphatwo")
    assert DeskMemory(tmp_path).answers(row("a")) == {"drugs": "alphatwo", "design": "ä"}
    assert DeskMemory(tmp_path).answers(row("b")) == {}
    memory.remember(row("b"), "drugs", "none")
    assert memory.answers(row("a")) == {}
    assert memory.answers(row("b")) == {"drugs": "none"}


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({"reason": "x", "decision": "excluded", "study": "y"}, True),
        ({"title": "Rest"}, False),
        ({"found_by": "file"}, False),
        ({"date_found": "2024-08-02"}, False),
    ],
)
def test_a_record_is_known_by_what_no_decision_changes(
    tmp_path: Path, changes: dict[str, str], is_same: bool
) -> None:
    memory = DeskMemory(tmp_path)
    memory.remember(row("a"), "drugs", "alphaone")
    memory.put_off(row("a"))
    again = row("a", **changes)
    assert bool(memory.answers(again)) is memory.is_later(again) is is_same


def test_what_is_decided_is_forgotten_and_what_was_put_off_is_not(tmp_path: Path) -> None:
    memory = DeskMemory(tmp_path)
    memory.forget()
    assert not (tmp_path / FILE).exists()
    memory.put_off(row("b"))
    memory.remember(row("a"), "drugs", "alphaone")
    memory.forget()
    again = DeskMemory(tmp_path)
    assert again.answers(row("a")) == {}
    assert again.is_later(row("b"))
    assert not again.is_later(row("a"))
    again.put_off(row("b"))
    again.put_off(row("b"), off=False)
    assert not DeskMemory(tmp_path).is_later(row("b"))


def test_answers_given_to_one_who_asked_are_not_changed_by_them(tmp_path: Path) -> None:
    memory = DeskMemory(tmp_path)
    memory.remember(row("a"), "drugs", "alphaone")
    answers = memory.answers(row("a"))
    memory.remember(row("a"), "drugs", "alphatwo")
    assert answers == {"drugs": "alphaone"}


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"row": "a"}', '{"later": 1, "answers": {}, "row": ""}', "\udcff"]
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / ".evidence").mkdir()
    (tmp_path / FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    memory = DeskMemory(tmp_path)
    assert memory.answers(row("a")) == {}
    memory.put_off(row("a"))
    assert DeskMemory(tmp_path).is_later(row("a"))
