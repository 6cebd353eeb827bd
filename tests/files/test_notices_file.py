"""Notices are written down once, never over what a curator saw, and say where they were read."""

from collections.abc import Mapping
from datetime import date

import pytest
from made_records import found

from generator.files.notices_file import (
    NOTICES_FILE,
    add_notices,
    notice_words,
    where_read,
)
from generator.files.yaml_edit import CannotEditError, values_of_entry
from generator.model.found import NoticeKind, Origin, RecordNotice
from generator.model.identifier import Doi, Pmid

DAY = date(2024, 9, 1)
ENTRY = (
    b"- citation: kim-2024\n  retraction: not yet checked\n  concern: none seen\n"
    b"  erratum: none seen\n  looked_at: PubMed\n  date: 2024-01-01\n"
)


def values(content: bytes) -> Mapping[str, str]:
    entry = values_of_entry(content, NOTICES_FILE, (), ("citation", "kim-2024"))
    assert entry is not None
    return entry


def added(content: bytes, *kinds: NoticeKind) -> bytes:
    notices = [RecordNotice(kind, "J Rivers 9") for kind in kinds]
    return add_notices(content, "kim-2024", notices, "PubMed record", DAY)


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ("retraction", "retraction", "seen: retraction (J Rivers 9)"),
        ("partial-retraction", "concern", "seen: partial retraction (J Rivers 9)"),
        ("concern", "concern", "seen: concern (J Rivers 9)"),
        ("erratum", "erratum", "seen: erratum (J Rivers 9)"),
    ],
)
def test_a_new_entry_says_what_was_seen_and_what_nobody_checked(
    kind: NoticeKind, field: str, words: str
) -> None:
    entry = values(added(b"", kind))
    others = {"retraction", "concern", "erratum"} - {field}
    assert entry == {
        "citation": "kim-2024",
        field: words,
        **dict.fromkeys(others, "not yet checked"),
        "looked_at": "PubMed record",
        "date": "2024-09-01",
    }


@pytest.mark.parametrize("kind", ["update", "republication"])
def test_what_is_no_mark_of_a_report_is_not_written(kind: NoticeKind) -> None:
    assert added(b"", kind) == b""
    assert added(ENTRY) == ENTRY


def test_several_notices_of_a_kind_stand_in_one_line_each_once() -> None:
    entry = values(added(b"", "concern", "partial-retraction", "concern"))
    assert entry["concern"] == "seen: concern (J Rivers 9); partial retraction (J Rivers 9)"


def test_beside_what_was_looked_up_a_new_notice_names_its_own_place_and_day() -> None:
    entry = values(added(ENTRY, "erratum"))
    assert entry["erratum"] == (
        "seen: erratum (J Rivers 9); read on 2024-09-01 in the PubMed record"
    )
    assert (entry["concern"], entry["looked_at"], entry["date"]) == (
        "none seen",
        "PubMed",
        "2024-01-01",
    )


def test_where_nothing_else_was_looked_up_the_entry_takes_place_and_day() -> None:
    unchecked = ENTRY.replace(b"none seen", b"not yet checked")
    entry = values(added(unchecked, "retraction"))
    assert (entry["retraction"], entry["looked_at"], entry["date"]) == (
        "seen: retraction (J Rivers 9)",
        "PubMed record",
        "2024-09-01",
    )
    # One of the others is enough for the entry to keep its own.
    for kind in (b"concern", b"erratum"):
        once = unchecked.replace(kind + b": not yet checked", kind + b": none seen")
        assert values(added(once, "retraction"))["date"] == "2024-01-01"


@pytest.mark.parametrize("before", ["seen: J Rivers 8", "retracted in 2023"])
def test_what_is_called_seen_is_never_changed(before: str) -> None:
    held = ENTRY.replace(b"not yet checked", before.encode(), 1).replace(
        b"seen: J Rivers 8", b'"seen: J Rivers 8"'
    )
    assert added(held, "retraction") == held
    both = values(added(held, "retraction", "erratum"))
    assert both["retraction"] == before
    assert both["erratum"].startswith("seen: erratum")


def test_a_file_of_another_shape_is_left_to_the_curator() -> None:
    with pytest.raises(CannotEditError):
        added(b"kim-2024: seen\n", "erratum")


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (RecordNotice("partial-retraction"), "partial retraction"),
        (RecordNotice("erratum", "J Rivers 9"), "erratum (J Rivers 9)"),
        (
            RecordNotice("concern", "J 9", Pmid(7), Doi("10.1234/a"), "2024-01"),
            "concern (J 9, PMID 7, doi:10.1234/a, 2024-01)",
        ),
    ],
)
def test_a_notice_in_words(notice: RecordNotice, words: str) -> None:
    assert notice_words(notice) == words


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin("a.xml", 1, "PubMed XML"), "PubMed XML record in a.xml"),
        (Origin("", 0, "PubMed XML"), "PubMed XML record"),
        (Origin("a.xml"), "record in a.xml"),
        (Origin(""), "record"),
    ],
)
def test_where_a_record_was_read(origin: Origin, words: str) -> None:
    assert where_read(found(origin=origin)) == words
