"""found.jsonl: one record a line, in one order, nothing lost, no abstract."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from made_records import found, trial

from generator.matching.found_file import (
    FOUND,
    FoundFile,
    free_name,
    name_of,
    read_found,
    without_abstract,
    write_found,
)
from generator.model.found import AbstractPart, Origin, RecordNotice
from generator.model.identifier import Pmcid

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


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"pmid": "20", "doi": "10.1234/a", "pmcid": "PMC5"}, "PMID 20"),
        ({"doi": "10.1234/a", "pmcid": "PMC5"}, "doi:10.1234/a"),
        ({"pmcid": "PMC5", "nct": "NCT01234567"}, "PMC5"),
    ],
)
def test_a_record_is_called_by_its_first_identifier(changes: dict[str, str], name: str) -> None:
    assert name_of(found(**changes)) == name


def test_the_number_of_its_trial_is_no_name_of_a_paper_but_of_its_register_entry() -> None:
    assert name_of(found(nct="NCT01234567")).startswith("Kim 2024, J Rivers [")
    assert name_of(trial("NCT01234567")) == "NCT01234567"


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({"volume": "12", "pages": "3–9"}, "Kim 2024, J Rivers 12:3–9 ["),
        ({"year": None, "pages": "3"}, "Kim, J Rivers 3 ["),
        ({"author": "", "year": None}, "J Rivers ["),
        ({"journal": "", "author": ""}, "2024 ["),
        ({"journal": "", "author": "", "year": None}, "no identifier ["),
        ({"author": "K" * 120}, f"{'K' * 100} ["),
    ],
)
def test_a_record_without_identifier_is_described_and_marked(
    changes: dict[str, Any], start: str
) -> None:
    name = name_of(found(**changes))
    assert name.startswith(start)
    assert re.fullmatch(r"\[[0-9a-f]{8}\]", name.removeprefix(start.removesuffix("[")))


@pytest.mark.parametrize(
    "changes",
    [
        {"author": "Li"},
        {"year": 2023},
        {"journal": "J Lakes"},
        {"volume": "1"},
        {"number": "1"},
        {"pages": "1"},
        {"url": "https://example.org"},
    ],
)
def test_whatever_differs_in_the_citation_gives_another_description(
    changes: dict[str, Any],
) -> None:
    assert name_of(found(**changes)) != name_of(found())


def test_where_a_record_was_read_does_not_change_its_name() -> None:
    assert name_of(found(origin=Origin("other.ris", 9, "RIS"))) == name_of(found())


def test_a_clashing_record_goes_by_another_name_and_stands_after_the_one_with_the_plain_name() -> (
    None
):
    plain, other = found(pmid="20", doi="10.1234/b"), found(pmid="20", doi="10.1234/a")
    file = read_found(write_found(FoundFile({}), [plain, other, found(pmid="21")]))
    assert list(file.records) == ["PMID 20", "doi:10.1234/a", "PMID 21"]
    third = found(pmid="20", doi="10.1234/a", pmcid="PMC5", author="Li")
    clashing = replace(other, citation=replace(other.citation, pmcid=Pmcid(6)))
    held = {"PMID 20": plain, "doi:10.1234/a": clashing}
    assert free_name(third, held.get) == "PMC5"
    held["PMC5"] = clashing
    assert free_name(third, held.get).startswith("Li 2024, J Rivers [")
    held[free_name(third, held.get)] = clashing
    assert free_name(third, held.get).startswith("Li 2024, J Rivers [")


def test_pmids_stand_first_by_their_number_and_all_else_by_name_without_case() -> None:
    records = [
        found(doi="10.1234/a"),
        found("Zebra", author="zeno"),
        found("Apple", author="Abel"),
        found(pmid="100"),
        found(pmid="9"),
    ]
    order = list(read_found(write_found(FoundFile({}), records)).records)
    assert [name.partition(" 2024")[0] for name in order] == [
        "PMID 9",
        "PMID 100",
        "Abel",
        "doi:10.1234/a",
        "zeno",
    ]
    odd = found(author="PMID seven", year=None)
    assert len(read_found(write_found(FoundFile({}), [odd, found(pmid="9")])).records) == 2


def test_a_record_that_came_in_again_takes_the_place_of_its_older_line() -> None:
    file = read_found(write_found(FoundFile({}), [found("Old", pmid="20"), found(pmid="21")]))
    again = read_found(write_found(file, [found("New", pmid="20")]))
    assert [record.citation.title for record in again.records.values()] == [
        "New",
        "Alphaone in river fever",
    ]


def test_lines_are_counted_with_the_empty_ones_and_written_in_plain_letters() -> None:
    good = write_found(FoundFile({}), [found("Flußfieber – α", pmid="20")])
    assert "Flußfieber – α".encode() in good
    file = read_found(b"\n \r\n" + good + b"\n" + b"x" * 3 + b"\n" + good)
    assert [finding.place.line for finding in file.findings] == [5]
    assert file.unreadable == ("xxx",)


def test_what_must_never_be_stored_is_taken_out() -> None:
    record = found(
        pmid="20",
        abstract=(AbstractPart("METHODS", PRIVATE),),
        note=PRIVATE,
        other=(("abstract", PRIVATE),),
    )
    assert PRIVATE not in repr(without_abstract(record))
    assert without_abstract(record).citation.title == record.citation.title
