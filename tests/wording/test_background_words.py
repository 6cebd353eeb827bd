"""What responses without a control group cannot show, and by whose word a threshold counts."""

import dataclasses
from datetime import date

import pytest

from generator.model.citation import Author, Citation
from generator.model.evidence import Evidence
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.vocabulary import Threshold
from generator.synthesis.background import Limits
from generator.wording.background import cannot_conclude, source_name


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ((2, 2, 0, 0), "none of the 2 studies with a result here has a control group at the"),
        ((3, 1, 0, 0), "1 of the 3 studies with a result here has no control group at the same"),
        ((3, 2, 0, 0), "2 of the 3 studies with a result here have no control group at the same"),
        ((2, 2, 1, 0), " (1 compares with people treated earlier or elsewhere)."),
        ((3, 3, 2, 0), " (2 compare with people treated earlier or elsewhere)."),
        ((2, 2, 0, 1), " (1 tells of a single patient)."),
        ((3, 3, 0, 2), " (2 tell of a single patient)."),
        ((3, 3, 1, 1), " earlier or elsewhere; 1 tells of a single patient)."),
    ],
)
def test_several_studies_are_counted_by_what_they_lack(
    limits: tuple[int, int, int, int], words: str
) -> None:
    said = cannot_conclude(Limits(*limits, before_after=False))
    assert words in said
    assert said.startswith("From these figures it cannot be concluded how many people got better")
    assert ("(" in said) == any(limits[2:])


@pytest.mark.parametrize(
    ("limits", "begins", "ends"),
    [
        (Limits(1, 1, 1, 1, before_after=True), "From one patient it", "ones who are written up."),
        (Limits(1, 1, 1, 0, before_after=True), "From A 2001 it", "may have differed too."),
        (Limits(1, 1, 0, 0, before_after=True), "From A 2001 it", "started at a bad time."),
        (Limits(1, 1, 0, 0, before_after=False), "From A 2001 it", "followed without the drug."),
    ],
)
def test_a_study_alone_is_named_and_its_weakest_point_is_said(
    limits: Limits, begins: str, ends: str
) -> None:
    said = cannot_conclude(limits, "A 2001")
    assert said.startswith(begins)
    assert said.endswith(ends)


def threshold(url: str, doi: str | None = None) -> Threshold:
    return Threshold(
        id="t",
        label="important",
        value="5",
        url=url,
        where="page 1",
        seen=date(2024, 8, 1),
        doi=doi,
    )


@pytest.mark.parametrize(
    ("url", "doi", "name"),
    [
        ("https://clinicaltrials.gov/study/NCT01234567", "10.1000/a", "NCT01234567"),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "10.1000/a", "doi 10.1000/a"),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", None, "PMID 123"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC77/", None, "PMC77"),
        ("https://www.example.org/scale", None, "example.org"),
        ("a book", None, "a book"),
    ],
)
def test_a_source_outside_the_bibliography_is_named_by_its_number_or_its_host(
    small: Evidence, url: str, doi: str | None, name: str
) -> None:
    stranger = Citation(key="other", doi=Doi.parse("10.9000/other"), authors=(Author("Other"),))
    evidence = dataclasses.replace(small, citations={"other": stranger})
    assert source_name(evidence, threshold(url, doi)) == name


ONE = (Author("Berg"),)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"authors": ONE, "year": 2001}, "Berg 2001"),
        ({"authors": ONE}, "Berg"),
        ({"authors": ONE, "authors_open": True, "year": 2001}, "Berg and others 2001"),
        ({"authors": ONE * 2, "year": 2001}, "Berg and others 2001"),
        ({"year": 2001}, "PMID 123"),
    ],
)
def test_a_source_in_the_bibliography_is_named_by_author_and_year(
    small: Evidence, changes: dict[str, object], name: str
) -> None:
    citation = dataclasses.replace(Citation(key="a", pmid=Pmid(123)), **changes)  # type: ignore[arg-type]
    evidence = dataclasses.replace(small, citations={"a": citation})
    address = "https://pubmed.ncbi.nlm.nih.gov/123/"
    assert source_name(evidence, threshold(address)) == name


@pytest.mark.parametrize(
    ("url", "doi", "known"),
    [
        ("https://example.org", "10.1000/A", True),
        ("https://example.org", "10.1000/b", False),
        ("https://example.org", None, False),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC77/", None, True),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC78/", None, False),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", "10.1000/b", True),
        ("https://pubmed.ncbi.nlm.nih.gov/77/", None, False),
    ],
)
def test_any_one_number_that_both_have_tells_whose_threshold_it_is(
    small: Evidence, url: str, doi: str | None, *, known: bool
) -> None:
    citation = Citation(
        key="a", authors=ONE, doi=Doi.parse("10.1000/a"), pmid=Pmid(123), pmcid=Pmcid(77)
    )
    evidence = dataclasses.replace(small, citations={"a": citation})
    assert (source_name(evidence, threshold(url, doi)) == "Berg") is known


def test_a_report_without_any_number_is_nobodys_source(small: Evidence) -> None:
    evidence = dataclasses.replace(small, citations={"a": Citation(key="a", authors=ONE)})
    assert source_name(evidence, threshold("https://example.org")) == "example.org"
