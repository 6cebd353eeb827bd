"""A visible link leads to the report or the register entry; the page that was read stands behind."""

import dataclasses
from typing import Any

import pytest
from made_up import Made

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.page_read import page_read
from generator.html.provenance import disclose
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation, findable
from generator.model.evidence import Evidence
from generator.model.host import Host
from generator.model.identifier import Doi, Pmid
from generator.model.provenance import Rank, Source
from generator.model.study import Study
from generator.synthesis.original import original_of_source

replace: Any = dataclasses.replace
COPY = "https://copies.example.net/page/1"
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/12345678/"
PAPER = "https://doi.org/10.1000/one"


def study_with(made: Made, citation: Citation, **source: Any) -> tuple[Evidence, Study]:
    made.share("one", 3, 10)
    evidence = made.evidence
    evidence = replace(evidence, citations={"paper": citation})
    page = Source(
        **{"kind": "index-copy", "url": COPY, "title": "Copy", "seen": day(made), **source}
    )
    study = replace(
        evidence.studies["one"],
        reports=("paper",),
        registrations=("NCT01234567", "ISRCTN12345678"),
        sources={"abstract": page},
    )
    return evidence, study


def day(made: Made) -> Any:
    return next(iter(made.evidence.studies.values())).extraction.first


def page_of(evidence: Evidence, study: Study) -> OpenPage:
    evidence = replace(evidence, studies={study.id: study})
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


BOTH = Citation(key="paper", doi=Doi.parse("10.1000/one"), pmid=Pmid(12345678), url=COPY)


@pytest.mark.parametrize(
    ("kind", "citation", "url", "address"),
    [
        ("index-copy", BOTH, COPY, PUBMED),
        ("abstract", BOTH, COPY, PUBMED),
        ("full-text", BOTH, COPY, PAPER),
        ("full-text", replace(BOTH, doi=None), COPY, PUBMED),
        ("abstract", replace(BOTH, pmid=None), COPY, PAPER),
        ("abstract", replace(BOTH, pmid=None, doi=None), COPY, None),
        # A page about the study that shows no report leads to none.
        ("news", BOTH, COPY, None),
        ("register", BOTH, COPY, "https://clinicaltrials.gov/study/NCT01234567"),
        ("register", BOTH, f"{COPY}/isrctn12345678", "https://www.isrctn.com/ISRCTN12345678"),
    ],
)
def test_the_original_is_found_by_its_number(
    made: Made, kind: str, citation: Citation, url: str, address: str | None
) -> None:
    evidence, study = study_with(made, citation, kind=kind, url=url)
    original = original_of_source(evidence, study, study.sources["abstract"])
    assert (original.address if original else None) == address


def test_a_page_of_one_of_several_reports_says_which(made: Made) -> None:
    evidence, study = study_with(made, BOTH)
    several = replace(study, reports=("paper", "second"))
    assert original_of_source(evidence, several, study.sources["abstract"]) is None
    named = replace(study.sources["abstract"], report="paper")
    original = original_of_source(evidence, several, named)
    assert original
    assert original.address == PUBMED


def test_the_report_is_the_visible_link_and_the_page_behind_it_says_its_kind(made: Made) -> None:
    evidence, study = study_with(made, BOTH)
    evidence = replace(evidence, hosts=(Host(host="example.net", kind="copy"),))
    shown = disclose(page_of(evidence, study), study, "abstract", "Table 1").unescape()
    assert shown.index(PUBMED) < shown.index(COPY)
    assert "copies.example.net, copy on a third party" in shown


def test_a_page_that_is_the_original_is_named_once(made: Made) -> None:
    evidence, study = study_with(made, BOTH, kind="abstract", url=PUBMED)
    shown = disclose(page_of(evidence, study), study, "abstract", "Table 1").unescape()
    assert shown.count(PUBMED) == 1
    assert "Read as" not in shown


def test_a_source_that_another_page_sums_up_says_so_and_is_second_hand(made: Made) -> None:
    evidence, study = study_with(made, BOTH, kind="abstract", read_through="a digest of the news")
    assert study.sources["abstract"].rank is Rank.SECONDARY
    shown = disclose(page_of(evidence, study), study, "abstract", "Table 1").unescape()
    assert "summed up in a digest of the news" in shown


def test_an_unlisted_site_has_its_name_alone(made: Made) -> None:
    made.share("one", 3, 10)
    assert page_read(made.evidence, "https://www.example.net/a").striptags() == "example.net"


@pytest.mark.parametrize(
    ("citation", "address"),
    [
        (BOTH, PAPER),
        (replace(BOTH, doi=None), PUBMED),
        (replace(BOTH, doi=None, pmid=None), COPY),
    ],
)
def test_a_citation_leaves_the_record_with_the_address_of_the_report(
    citation: Citation, address: str
) -> None:
    assert findable(citation).url == address
    assert replace(findable(citation), url=COPY) == citation
