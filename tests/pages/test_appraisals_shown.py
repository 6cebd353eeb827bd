"""Appraisals on the pages: signs with words, reasons one step away, and what has none says so."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from generator.cli import main

APPRAISALS = Path(__file__).parents[1] / "appraisals"
Built = Callable[[str, Path, Callable[[Path], object]], Path]
SMALL = Path(__file__).parents[1] / "projects" / "small"


def add_tools(project: Path) -> None:
    vocabulary = project / "data/vocabulary"
    shutil.copy(APPRAISALS / "designs.yml", vocabulary / "designs.yml")
    shutil.copy(APPRAISALS / "tools.yml", vocabulary / "appraisal_tools.yml")


def add_appraisals(project: Path) -> None:
    add_tools(project)
    shutil.copy(APPRAISALS / "whole.yml", project / "data/appraisals.yml")


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(site / name).getroot()


def test_a_study_shows_each_answer_with_sign_words_and_reason(built: Built) -> None:
    site = built("appraised", SMALL, add_appraisals)
    section = page(site, "studies/second-2003.html")
    heading = section.get_element_by_id("_appraisal-1")
    assert heading.text.strip() == "RoB 2: high"
    rows = [
        row.text_content()
        for row in section.get_element_by_id("_table-appraisal-0").iterfind("tbody/tr")
    ]
    assert [row[:2] for row in rows] == ["D1", "D2"]
    assert "× high judged" in rows[1]
    assert "Half of them left." in rows[1]


def test_a_population_leads_from_each_overall_to_its_reasons(built: Built) -> None:
    site = built("appraised", SMALL, add_appraisals)
    table = page(site, "populations/grown-ups.html").get_element_by_id("_table-trust-rob-2")
    assert [cell.get("aria-label") for cell in table.xpath(".//td/span[@role]")] == [
        "D1: low",
        "D2: high",
    ]
    (way,) = table.xpath(".//td[@class='ev-light-overall']/a")
    assert way.get("href") == "../studies/second-2003.html#_appraisal-1"
    assert way.text_content() == "high"


def test_questions_are_text_whatever_they_hold(built: Built) -> None:
    site = built("appraised", SMALL, add_appraisals)
    for name in ("studies/example-2001.html", "populations/grown-ups.html"):
        assert "Are the outcomes <clear> & counted?" in page(site, name).text_content()
        assert page(site, name).find(".//clear") is None


def test_what_is_not_appraised_says_so(built: Built) -> None:
    site = built("not-appraised", SMALL, add_tools)
    assert "Not yet appraised (RoB 2)." in page(site, "studies/second-2003.html").text_content()
    text = page(site, "populations/grown-ups.html").text_content()
    assert "Not yet appraised: " in text
    assert "Second 2003" in text.split("Not yet appraised: ")[1]


def test_a_tool_that_does_not_fit_stops_the_build(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_tools(project)
    shutil.copy(APPRAISALS / "bad/tool-fits-design.yml", project / "data/appraisals.yml")
    assert main(["build", "--root", str(project)]) == 1
    said = capsys.readouterr().out
    assert "'Tool for series', the tool that fits this design" in said
    assert "[E351]" in said
    assert not (project / "site").exists()
