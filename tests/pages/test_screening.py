"""The screening page: every record with its decision, a flow whose boxes lead to their lists, and how current it is."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from generator.model.evidence import Evidence
from generator.pictures.screening_flow import flow_picture
from generator.synthesis.flow import flow

SMALL = Path(__file__).parent.parent / "projects" / "small"
SVG = "{http://www.w3.org/2000/svg}"
MORE = """\
2024-08-30,search: pm,PMID 33333333,A third,awaiting,,
2024-08-31,search: ct,NCT00000003,A fourth <b>bold</b>,excluded,"another disease; seen in the register",
2024-08-31,file: more.nbib,PMID 44444444,A second copy,duplicate,of PMID 11111111,
"""
SEARCHES = """
searches:
  - {id: pm, service: pubmed, query: fever}
  - {id: ct, service: register, query: fever}
"""
RETIRED = '\nretired: {date: 2025-03-01, reason: "Nobody searches any more."}\n'


def screen(project: Path) -> None:
    with (project / "data/screening.csv").open("a", encoding="utf-8") as log:
        log.write(MORE)
    with (project / "data/topic.yml").open("a", encoding="utf-8") as topic:
        topic.write(SEARCHES)


def retire(project: Path) -> None:
    with (project / "data/topic.yml").open("a", encoding="utf-8") as topic:
        topic.write(RETIRED)


@pytest.fixture(scope="module")
def screened(built: Callable[..., Path]) -> Path:
    return built("screened", SMALL, screen)


@pytest.fixture(scope="module")
def retired(built: Callable[..., Path]) -> Path:
    return built("retired", SMALL, retire)


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(site / f"{name}.html").getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_record_stands_once_under_its_decision(screened: Path) -> None:
    root = page(screened, "screening")
    folds = root.xpath(".//*[@data-ev-folds]/details")
    counts = {
        fold.get("data-ev-facet-decision"): len(fold.findall(".//tbody/tr")) for fold in folds
    }
    assert counts == {"awaiting": 1, "included": 2, "excluded": 2, "duplicate": 1}
    for fold in folds:
        assert words(fold.find("summary")).endswith(
            f"({counts[fold.get('data-ev-facet-decision')]})"
        )
    excluded = words(root.get_element_by_id("_excluded"))
    assert "another disease; seen in the register" in excluded
    assert "A fourth <b>bold</b>" in excluded
    assert "31 August 2024" in excluded
    row = root.xpath(".//details[@id='_excluded']//tr[contains(., 'A fourth')]")[0]
    assert row.get("data-ev-facet-reason") == "another disease"
    assert row.get("data-ev-facet-found-by") == "Registers: ClinicalTrials.gov"
    links = [link.get("href") for link in root.get_element_by_id("_included").xpath(".//tbody//a")]
    assert [link for link in links if link.startswith("studies/")] == [
        "studies/example-2001.html",
        "studies/second-2003.html",
    ]
    assert "https://pubmed.ncbi.nlm.nih.gov/11111111/" in links


def test_each_box_leads_to_its_list(screened: Path) -> None:
    root = page(screened, "screening")
    for name in ("wide", "narrow"):
        (svg,) = root.find_class(f"ev-flow-{name}")
        targets = [link.get("href") for link in svg.iter("a")]
        assert {
            "#_excluded",
            "#_awaiting",
            "#_included",
            "#_duplicate",
            "#_records",
            "#_to-extract",
        } <= set(targets)
        for target in targets:
            assert not target.startswith("#") or root.get_element_by_id(target[1:]) is not None


def test_the_numbers_of_the_flow_stand_in_a_table_too(screened: Path) -> None:
    rows = page(screened, "screening").get_element_by_id("_table-numbers-flow").findall("tbody/tr")
    numbers = {words(row.find("th")): words(row.find("td")) for row in rows}
    assert numbers == {
        "Found in databases and registers": "2",
        "Found in databases and registers: ClinicalTrials.gov": "1",
        "Found in databases and registers: PubMed": "1",
        "Found by other methods": "4",
        "Found by other methods: searches without a saved query": "3",
        "Found by other methods: files": "1",
        "Reports found": "6",
        "Duplicates removed": "1",
        "Reports to be screened": "5",
        "Excluded": "2",
        "Excluded: another disease": "2",
        "Awaiting classification": "1",
        "Reports included": "2",
        "Studies included": "2",
        "Reports of these studies in the bibliography": "2",
        "Of these studies, still to be extracted": "0",
    }


def test_the_parts_of_each_box_add_up(evidence: Evidence) -> None:
    picture = flow_picture(flow(evidence))
    boxes = [
        *picture.sources,
        *(box for step in picture.steps for box in (step.box, *step.leaving)),
    ]
    parted = [box for box in boxes if box.parts]
    assert len(parted) == 2, "in this log nothing comes from a saved search"
    for box in parted:
        assert sum(count for _, count in box.parts) == box.count
    assert sum(box.count for box in picture.sources) == len(evidence.screening)


@pytest.mark.parametrize(
    "name", ["index", "screening", "studies/example-2001", "compare/index", "data"]
)
def test_every_page_says_how_current_it_is(screened: Path, name: str) -> None:
    (line,) = page(screened, name).xpath(".//*[@data-footer='status']")
    assert words(line) == (
        "Last search: 31 August 2024 · 6 reports found, 2 new, 1 awaiting a decision · What is new · "
        "Next search due by 28 February 2025; after that day this record is overdue"
    )
    (due,) = line.xpath(".//*[@data-ev-due]")
    assert due.get("data-ev-due") == "2025-02-28"
    targets = [
        (screened / name).parent.joinpath(link.get("href")).resolve() for link in line.iter("a")
    ]
    assert targets == [
        (screened / "screening.html").resolve(),
        (screened / "whats-new.html").resolve(),
    ]


def test_the_home_page_says_the_same(screened: Path) -> None:
    text = words(page(screened, "index").find(".//main"))
    assert "Next search due by 28 February 2025: after that day this record is overdue." in text
    assert (
        "6 reports found in all, 2 of them on or after 31 August 2024; 1 report waits for a decision."
        in text
    )


@pytest.mark.parametrize("name", ["index", "screening", "methods", "drugs/alphaone"])
def test_a_retired_record_says_so_and_is_never_due(retired: Path, name: str) -> None:
    root = page(retired, name)
    (line,) = root.xpath(".//*[@data-footer='status']")
    assert words(line).startswith(
        "Retired on 1 March 2025: Nobody searches any more; no longer kept up to date · Last search: 31 August 2024"
    )
    assert root.xpath(".//*[@data-ev-due]") == []
    assert not re.search(r"overdue|is due", words(root))


def test_the_methods_page_leads_there(screened: Path) -> None:
    main = page(screened, "methods").find(".//main")
    assert "screening.html" in {link.get("href") for link in main.iter("a")}
    assert main.xpath(".//table[@data-ev-table='screening']") == []
