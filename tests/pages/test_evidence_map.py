"""The map on its page, on the home page and through the years: one set of numbers, every cell with its list."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator.audit.verdict import Audit
from generator.exports.year_states import states_script
from generator.html.evidence_map_marks import cell_id, radius
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.pages.evidence_map import map_page
from generator.pages.year_states import then
from generator.synthesis.evidence_map import VIEWS, View, evidence_map, growth_of
from generator.synthesis.groups import standing, treatment_studies
from generator.synthesis.over_time import over_time, published
from generator.synthesis.participants import People
from generator.wording.counts import people_words, studies_words

NOTHING_CHECKED = Audit(checked=())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def drawn(site: Path, page: str, view: View) -> html.HtmlElement:
    return html.parse(site / f"{page}.html").getroot().get_element_by_id(f"_bubbles-{view}")


def states(evidence: Evidence) -> dict[str, Any]:
    script = states_script(
        OpenPage(SiteEvidence(evidence, NOTHING_CHECKED), "time.html"), "Cited."
    ).decode()
    return json.loads(script.removeprefix("self.evidenceYears(").removesuffix(");\n"))


@pytest.mark.parametrize("view", VIEWS)
def test_every_cell_leads_to_a_row_with_its_numbers_and_studies(
    site: Path, evidence: Evidence, view: View
) -> None:
    cells = SiteEvidence(evidence, NOTHING_CHECKED).maps[view].cells
    root = html.parse(site / "map.html").getroot()
    table = root.get_element_by_id(f"_bubbles-{view}")
    links = {link.get("href"): link for link in table.iter("a") if link.get("data-ev-cell")}
    assert set(links) == {f"#{cell_id(cell)}" for cell in cells}
    for cell in cells:
        row = root.get_element_by_id(cell_id(cell))
        values = {item.get("data-label"): text(item) for item in row.findall("td")}
        assert values["Studies"] == str(len(cell.studies))
        assert values["With a result against a control group"] == str(cell.controlled)
        assert people_words(cell.people) in text(links[f"#{cell_id(cell)}"])
        assert studies_words(cell.people) in text(links[f"#{cell_id(cell)}"])
        listed = [a.get("href", "") for a in row.findall("td")[-1].iter("a")]
        assert {f"studies/{study.id}.html" for study in cell.studies} <= set(listed)
        numbers = {f"studies/{study.id}.html#{one.id}" for study, one in cell.figures}
        assert {way for way in listed if "#" in way and not way.endswith("#_harms")} <= numbers


@pytest.mark.parametrize("view", VIEWS)
def test_gaps_are_said_in_the_map_and_in_words(site: Path, evidence: Evidence, view: View) -> None:
    found = SiteEvidence(evidence, NOTHING_CHECKED).maps[view]
    table = drawn(site, "map", view)
    gaps = [slot for slot in table.iter("td") if text(slot).startswith("no study")]
    assert len(gaps) == sum(len(found.gaps(row)) for row in found.rows) > 0
    assert "no treatment study of any of these drugs" in text(
        html.parse(site / "map.html").getroot()
    )


def test_the_home_page_shows_the_same_map_and_leads_to_it(site: Path) -> None:
    home, own = drawn(site, "index", "population"), drawn(site, "map", "population")
    assert [text(slot) for slot in home.iter("td")] == [text(slot) for slot in own.iter("td")]
    ways = [link.get("href") for link in home.iter("a") if link.get("data-ev-cell")]
    assert ways == [
        f"map.html{link.get('href')}" for link in own.iter("a") if link.get("data-ev-cell")
    ]


def test_the_map_and_the_pages_of_drugs_name_the_same_number_of_people(
    site: Path, evidence: Evidence
) -> None:
    for drug, row in [("tofacitinib", "juvenile"), ("baricitinib", "anti-mda5-ild")]:
        cell = evidence_map(evidence, "population").at(row, drug)
        assert cell
        page = html.parse(site / f"populations/{row}.html").getroot()
        line = next(one for one in page.get_element_by_id("_table-drugs").iter("tr")
                    if evidence.drugs[drug].label in text(one))  # fmt: skip
        assert people_words(cell.people).removesuffix(" people") in text(line)


def test_no_cell_carries_a_result(site: Path) -> None:
    for view in VIEWS:
        for slot in drawn(site, "map", view).iter("td"):
            assert not re.search(r"%|\d+ of \d+|±", text(slot))


def test_area_is_proportional_to_people() -> None:
    def of(number: int) -> float:
        return radius(People(number, number, 1, 0), 400)

    assert of(400) == 25
    assert of(100) == pytest.approx(of(400) / 2)
    assert radius(People(0, 0, 1, 1), 400) == 9


def test_a_foreign_label_stays_text(made: Any) -> None:
    made.share("<script>alert(1)</script>", 5, 10)
    study = made._studies.popitem()[1]
    made._studies["evil"] = dataclasses.replace(
        study, id="evil", label="</td><script>alert(1)</script>"
    )
    body = map_page(OpenPage(SiteEvidence(made.evidence, NOTHING_CHECKED), "map.html")).body
    assert "<script>alert" not in body
    assert "alert" in body


def test_each_year_of_the_script_says_what_the_table_of_years_says(evidence: Evidence) -> None:
    held = states(evidence)
    years = [year for year in over_time(evidence, treatment_studies(evidence)) if year.year]
    assert list(map(int, held["years"])) == list(
        range(years[0].year or 0, (years[-1].year or 0) + 1)
    )
    for year in years:
        state = held["years"][str(year.year)]
        assert state["studies"] == str(year.studies)
        assert state["controlled"] == str(year.controlled)
        assert (
            state["words"]
            == f"{year.year}: {studies_words(year.people)}, {people_words(year.people)}"
        )
        assert all(study.label in state["added"] for study in year.added)
        assert f"#?year={year.year}" in state["citation"]


def test_a_year_without_a_study_says_so_and_keeps_the_counts(evidence: Evidence) -> None:
    held = states(evidence)["years"]
    assert held["2015"]["added"] == "Added in 2015: nothing."
    assert held["2015"]["studies"] == held["2014"]["studies"]


def test_each_cell_of_the_script_steps_as_it_grew(evidence: Evidence) -> None:
    held = states(evidence)["cells"]
    for view in VIEWS:
        for cell in evidence_map(evidence, view).cells:
            grown = [
                (year, people_words(one.people), studies_words(one.people))
                for year, one in growth_of(evidence, cell)
            ]
            assert [
                (step["year"], step["people"], step["studies"]) for step in held[cell_id(cell)]
            ] == grown


def test_a_comparison_counts_its_dated_studies(evidence: Evidence) -> None:
    held = states(evidence)["comparisons"]
    site = SiteEvidence(evidence, NOTHING_CHECKED)
    for (population, domain), comparison in site.comparisons.items():
        dated = [
            study
            for study in standing(evidence, comparison.studies)
            if published(evidence, study) is not None
        ]
        steps = held[f"_then-{population}--{domain}"]
        assert bool(steps) == bool(dated)
        if steps:
            words = f"{len(dated)} {'study' if len(dated) == 1 else 'studies'}"
            assert steps[-1]["cells"][0] == words
            assert steps[-1]["cells"][2] == "not averaged"


def grown(made: Any) -> Evidence:
    """Return six shares that may be averaged from the fifth on, one a year."""
    for place, (events, people) in enumerate(
        [(16, 17), (10, 12), (6, 8), (50, 60), (15, 20), (30, 40)]
    ):
        made.share(f"share{place}", events, people)
    evidence = made.evidence
    pattern: Citation = next(iter(evidence.citations.values()))
    dated = {
        f"share{place}": dataclasses.replace(pattern, key=f"share{place}", year=2001 + place)
        for place in range(6)
    }
    return dataclasses.replace(evidence, citations=dated)


def test_an_average_appears_in_the_year_that_allowed_it(made: Any) -> None:
    steps = states(grown(made))["comparisons"]["_then-grown-ups--fever"]
    assert [step["cells"][0] for step in steps] == [
        "1 study",
        *(f"{count} studies" for count in range(2, 7)),
    ]
    averaged = [step["cells"][2] != "not averaged" for step in steps]
    assert averaged == [False, False, False, False, True, True]
    assert "5 studies, 117 people" in steps[4]["cells"][2]
    assert "prediction interval" in steps[4]["cells"][2]


def test_without_a_year_there_is_nothing_to_slide(made: Any) -> None:
    made.share("one", 5, 10)
    evidence = dataclasses.replace(made.evidence, citations={})
    assert then(OpenPage(SiteEvidence(evidence, NOTHING_CHECKED), "time.html"), "Cited.") is None
    assert states(evidence)["years"] == {}


def test_the_undated_are_named_apart_and_stand_in_no_year(site: Path, evidence: Evidence) -> None:
    root = html.parse(site / "time.html").getroot()
    undated = [
        study
        for study in standing(evidence, treatment_studies(evidence))
        if published(evidence, study) is None
    ]
    assert undated
    note = next(one for one in root.iter("p") if "of unknown year" in text(one))
    assert {link.get("href") for link in note.iter("a")} == {
        f"studies/{study.id}.html" for study in undated
    }
    known = [item for item in root.iter("li") if item.get("data-ev-published")]
    assert len(known) == len(standing(evidence, treatment_studies(evidence))) - len(undated)
    assert all(item.find("a") is not None or item.find("span") is not None for item in known)
