"""What follows from including a report: which relations are written, asked, or left unsaid."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made_records import found

from generator.desk.inclusion import (
    cited_proposals,
    marks_of,
    record_of_row,
    relations_to_confirm,
    relations_to_study,
)
from generator.desk.screening import Desk, Entry, further_studies
from generator.matching.match import Proposal
from generator.matching.profile import Sketch
from generator.matching.relation import Stands, Written
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.reference import ScreeningRecord

ROW = ScreeningRecord(
    date_found="2024-08-01",
    found_by="search",
    identifier="PMID 900",
    title="Sleep",
    decision="awaiting",
    reason="",
    study="",
    line=2,
)


@pytest.fixture
def desk(project: Path) -> Desk:
    return Desk(project, date(2024, 9, 1))


def proposal(name: str, stands: Stands, study: str = "") -> Proposal:
    return Proposal(Sketch(name=name, study=study), stands, ("same title",), 0)


@pytest.mark.parametrize(
    ("stands", "relations"),
    [
        (Stands.EXTENDS, [("new-2024", "extends", "example-2001")]),
        (Stands.PAPER, [("example-2001", "report-of", "new-2024")]),
        (Stands.SAME, [("new-2024", "report-of", "example-2001")]),
        (Stands.SERIES, [("new-2024", "report-of", "example-2001")]),
    ],
)
def test_a_further_report_stands_to_its_study_as_it_says_or_as_one_of_it(
    desk: Desk, stands: Stands, relations: list[tuple[str, str, str]]
) -> None:
    others = [proposal("elsewhere-1999", Stands.COMMENT), proposal("example-2001", stands)]
    assert relations_to_study(desk, others, "new-2024", "example-2001") == relations


def test_without_a_study_or_where_it_names_the_report_already_nothing_is_related(
    desk: Desk,
) -> None:
    said = [proposal("example-2001", Stands.EXTENDS)]
    assert relations_to_study(desk, said, "new-2024", "") == []
    assert relations_to_study(desk, said, "example-2001", "example-2001") == []
    assert relations_to_study(desk, [], "new-2024", "example-2001") == [
        Written("new-2024", "report-of", "example-2001")
    ]


def test_the_curator_confirms_what_is_said_of_reports_of_other_studies() -> None:
    proposals = [
        proposal("a-2001", Stands.COMMENT, "s1"),
        proposal("b-2002", Stands.EXTENDS, "s2"),
        proposal("c-2003", Stands.SAME, "s2"),
        proposal("d-2004", Stands.CORRECTED),
    ]
    rows = [row for _, row in relations_to_confirm(proposals, "new-2024", "s1")]
    assert rows == [("new-2024", "extends", "b-2002"), ("d-2004", "comments-on", "new-2024")]
    assert len(list(relations_to_confirm(proposals, "new-2024", ""))) == 3


def test_only_a_confirmed_correction_marks_another_report() -> None:
    record = found("Mended", pmid="8")
    proposals = [
        proposal("a-2001", Stands.ERRATUM),
        proposal("b-2002", Stands.RETRACTION),
        proposal("c-2003", Stands.COMMENT),
    ]
    relations = [
        Written("new-2024", "comments-on", "a-2001"),
        Written("new-2024", "comments-on", "c-2003"),
        Written("b-2002", "comments-on", "new-2024"),
    ]
    marks = [
        (name, notice.kind) for name, notice in marks_of(proposals, record, "new-2024", relations)
    ]
    assert marks == [("a-2001", "erratum")]
    assert list(marks_of(proposals, record, "new-2024", [])) == []


def test_only_reports_of_the_bibliography_are_cited(desk: Desk) -> None:
    proposals = (proposal("nobody-1999", Stands.SAME), proposal("example-2001", Stands.SAME))
    entry = Entry(row=ROW, proposals=proposals)
    assert cited_proposals(desk, entry) == [proposals[1]]


def test_of_the_studies_a_record_may_belong_to_each_has_its_best_reason() -> None:
    best, worse = proposal("a", Stands.EXTENDS, "s1"), proposal("b", Stands.TRIAL, "s1")
    series, free = proposal("c", Stands.SERIES, "s2"), proposal("d", Stands.SAME)
    other = proposal("e", Stands.SAME, "s3")
    assert further_studies([best, worse, series, free, other]) == {"s1": best, "s3": other}
    assert further_studies([]) == {}


@pytest.mark.parametrize(
    ("identifier", "doi", "pmid", "pmcid", "url"),
    [
        ("PMID 7", None, Pmid(7), None, ""),
        ("10.1234/a PMC5", Doi("10.1234/a"), None, Pmcid(5), ""),
        ("https://example.org/a", None, None, None, "https://example.org/a"),
        ("a letter", None, None, None, ""),
    ],
)
def test_a_row_without_a_record_becomes_one_of_what_it_says(
    identifier: str, doi: Doi | None, pmid: Pmid | None, pmcid: Pmcid | None, url: str
) -> None:
    record = record_of_row(replace(ROW, identifier=identifier), "Kim", 2020)
    citation = record.citation
    assert (citation.doi, citation.pmid, citation.pmcid, citation.url) == (doi, pmid, pmcid, url)
    assert (citation.title, citation.authors[0].family, citation.year) == ("[Sleep]", "Kim", 2020)
    assert record.title == ("[Sleep]",)
    assert "only the first author was seen" in citation.note
