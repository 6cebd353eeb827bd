"""found.jsonl: one record a line, in one order, nothing lost, no abstract."""

import json

from made_records import found, trial

from generator.matching.found_file import FOUND, FoundFile, name_of, read_found, write_found
from generator.model.found import AbstractPart, RecordNotice

PRIVATE = "Sixty grown-ups swam for a week"


def test_records_come_back_as_they_went_in_without_the_abstract() -> None:
    records = [
        found(
            pmid="20",
            notices=(RecordNotice("retraction", "J Rivers 2025"),),
            abstract=(AbstractPart("METHODS", PRIVATE),),
        ),
        found("Zweiter – α", doi="10.1234/B", author="Ōta, Li"),
        trial(),
        found("No identifier", year=None),
    ]
    content = write_found(FoundFile({}), records)
    assert PRIVATE not in content.decode()
    again = read_found(content)
    assert again.findings == ()
    assert set(again.records) == {name_of(record) for record in records}
    assert again.records["PMID 20"].is_retracted
    assert again.records["PMID 20"].abstract == ()
    assert again.records["NCT01234567"] == records[2]
    assert write_found(again, ()) == content


def test_lines_are_sorted_and_each_is_one_json_object() -> None:
    one, two, three = found(pmid="100"), found(pmid="20"), found(doi="10.1234/a")
    content = write_found(FoundFile({}), [three, one, two])
    assert content == write_found(read_found(write_found(FoundFile({}), [two])), [one, three])
    lines = content.decode().splitlines()
    assert [next(iter(read_found(line.encode()).records)) for line in lines] == [
        "PMID 20",
        "PMID 100",
        "doi:10.1234/a",
    ]
    assert all(isinstance(json.loads(line), dict) for line in lines)


def test_a_line_nobody_can_read_is_told_and_kept() -> None:
    good = write_found(FoundFile({}), [found(pmid="20")])
    for bad in (
        b"<<<<<<< HEAD",
        b'{"title": "cut off',
        b"[1]",
        b"17",
        b"\xff\xfe",
        b'{"nothing": 1}',
    ):
        file = read_found(bad + b"\r\n" + good)
        assert list(file.records) == ["PMID 20"], bad
        (finding,) = file.findings
        assert str(finding).startswith(f"{FOUND}:1: cannot be read (")
        assert str(finding).endswith("[E281]")
        assert bad + b"\n" in write_found(file, [found(pmid="21")])


def test_records_without_identifier_are_told_apart_by_what_they_say() -> None:
    here, there = found("One"), found("Two")
    assert name_of(here) != name_of(there)
    assert name_of(here) == name_of(found("One"))
    assert name_of(here).startswith("Kim 2024, J Rivers [")


def test_a_record_that_stands_twice_is_told_and_both_are_kept() -> None:
    one = write_found(FoundFile({}), [found("One title", pmid="20")])
    other = write_found(FoundFile({}), [found("Another title", pmid="20")])
    file = read_found(one + other + one)
    assert file.records["PMID 20"].citation.title == "One title"
    (finding,) = file.findings
    assert str(finding).startswith(f"{FOUND}:2: PMID 20 stands on an earlier line too")
    assert write_found(file, ()) == one + other
