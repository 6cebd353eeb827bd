"""A study still to be extracted has a page, stands in three lists, and changes no count and no figure anywhere."""

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import html

from generator.audit.catalogue import audit
from generator.audit.verdict import Audit
from generator.exports.sheets import sheets
from generator.history.present import present
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pages.page_kind import Materials
from generator.pages.plan import kinds_of, page_modules, write_files, write_pages
from generator.pictures.gallery import Gallery

SMALL = Path(__file__).parent.parent / "projects" / "small"
DRAFT = """\
id: third-2004
label: Third 2004
reports: [third-2004]
registrations: [NCT00000004]
relation: found
evidence: treatment
drugs: [alphatwo]
design: to-be-extracted
populations: [grown-ups]
sources:
  abstract: {kind: abstract, url: 'https://example.org/third', title: Abstract, report: third-2004, seen: 2024-08-31}
summary: To be extracted.
extraction: {first: 2024-08-31, status: to-be-extracted}
"""
ENTRY = "@article{third-2004, title = {Third trial}, author = {Third, Ann}, year = {2004}, pmid = {33333333}}\n"
SAID_BY_STATUS = {
    "index",
    "studies/index",
    "screening",
    "methods",
    "bibliography",
    "data",
    "whats-new",
    "map",
}


def add_draft(project: Path) -> None:
    (project / "data/studies/third-2004.yml").write_text(DRAFT, encoding="utf-8")
    with (project / "bibliography/references.bib").open("a", encoding="utf-8") as file:
        file.write(ENTRY)
    with (project / "data/screening.csv").open("a", encoding="utf-8") as file:
        file.write("2024-08-31,identifier given,PMID 33333333,Third trial,included,,third-2004\n")


@pytest.fixture(scope="module")
def site(built: Callable[..., Path]) -> Path:
    return built("draft", SMALL, add_draft)


def main(site: Path, name: str) -> html.HtmlElement:
    return html.parse(site / f"{name}.html").getroot().find(".//main")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_its_page_says_plainly_that_nothing_was_read(site: Path) -> None:
    text = words(main(site, "studies/third-2004"))
    assert "To be extracted: included on 31 August 2024, no number has been read yet." in text
    assert "counts nowhere" in text
    assert "Third A. Third trial. 2004." in text
    assert "NCT00000004" in text
    assert "Retraction, expression of concern, erratum: not yet checked." in text


@pytest.mark.parametrize("name", ["studies/index", "screening", "bibliography"])
def test_it_is_listed_and_says_so_beside_its_name(site: Path, name: str) -> None:
    links = [link for link in main(site, name).iter("a") if words(link) == "Third 2004"]
    assert links
    assert all("to be extracted" in words(link.getparent()) for link in links)


def test_the_home_page_says_how_many_wait(site: Path) -> None:
    home = main(site, "index")
    assert "1 study waits for extraction" in words(home)
    assert words(home.find_class("ev-figures")[0]).startswith("2 treatment studies"), (
        "as many as without it"
    )


def drafted(evidence: Evidence) -> Evidence:
    """Return the project with a study of its own, as if it were still to be extracted, and a citation for it."""
    pattern = evidence.seed
    draft = dataclasses.replace(
        pattern, id="made-up-2026", label="Made Up 2026", reports=("made-up-2026",), summary="To be extracted.",
        extraction=dataclasses.replace(pattern.extraction, status="to-be-extracted"),
    )  # fmt: skip
    citation = dataclasses.replace(
        evidence.citations[pattern.reports[0]], key="made-up-2026", doi=None, pmid=None, pmcid=None
    )
    citations = {**evidence.citations, citation.key: citation}
    return dataclasses.replace(evidence, drafts={draft.id: draft}, citations=citations)


def written(
    evidence: Evidence, checks: Audit
) -> tuple[Mapping[str, str], Mapping[str, bytes], list[object]]:
    gallery, site = Gallery(), SiteEvidence(evidence, checks)
    state = present(evidence, site.comparisons)
    materials = Materials(site, gallery, sheets(evidence, checks), state)
    modules = page_modules(evidence)
    pages = {
        page.path.removesuffix(".md"): page.markdown()
        for page in write_pages(materials, kinds_of(modules))
    }
    files = {
        name: content
        for name, content in write_files(materials, modules)
        if not name.endswith("vega.js")
    }
    return pages, files, [chart.specification for chart in gallery.charts]


def test_no_count_no_figure_and_no_other_page_changes(evidence: Evidence) -> None:
    """The draft even holds every value of the seed: not one of them may be seen anywhere."""
    checks = audit(evidence)
    pages, files, pictures = written(evidence, checks)
    with_draft, files_with_draft, pictures_with_draft = written(drafted(evidence), checks)
    assert pictures_with_draft == pictures
    assert with_draft.keys() - pages.keys() == {"studies/made-up-2026"}
    assert {name for name in pages if pages[name] != with_draft[name]} <= SAID_BY_STATUS
    changed = {name for name in files if files[name] != files_with_draft[name]}
    assert b"made-up-2026,Made Up 2026," in files_with_draft["data/studies-to-extract.csv"]
    told = {"data/evidence.json", "feed.json", "feed.xml"}
    assert {
        name for name in changed if "citations" not in name and "references" not in name
    } == told
    for name in SAID_BY_STATUS - {"data"}:
        removed = set(pages[name].split("\n")) - set(with_draft[name].split("\n"))
        assert all('class="ev-figures"' not in line for line in removed), name
    assert "28 ± 15.4" not in with_draft["studies/made-up-2026"]


def test_the_checks_say_of_a_draft_only_what_bears_on_a_draft(evidence: Evidence) -> None:
    before, after = audit(evidence), audit(drafted(evidence))
    assert after.structure == ()
    new = {finding.code for finding in after.findings} - {
        finding.code for finding in before.findings
    }
    assert new == {"W361", "W497"}, "it holds values, and no row of the log includes it"
    assert [one.verdict for one in after.checked if one.verdict.study == "made-up-2026"] == [
        one.verdict for one in after.checked if one.rule.code in {"W361", "W497"} and one.is_finding
    ]
