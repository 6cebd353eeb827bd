"""The page of evidence over time: every study once, in its year, and no estimate where nothing is pooled."""

from pathlib import Path

from lxml import html

from generator.model.evidence import Evidence
from generator.synthesis.groups import treatment_studies
from generator.synthesis.over_time import over_time

WHY = "No average is drawn over time, because no group of results may be averaged."


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_study_stands_in_its_year_with_a_link(site: Path, evidence: Evidence) -> None:
    root = html.parse(site / "time.html").getroot()
    rows = root.get_element_by_id("_table-years-all").findall("tbody/tr")
    years = over_time(evidence, treatment_studies(evidence))
    assert len(rows) == len(years)
    for row, year in zip(rows, years, strict=True):
        assert words(row).startswith(str(year.year or "year not known"))
        assert {link.get("href") for link in row.iter("a")} == {
            f"studies/{study.id}.html" for study in year.added
        }
    assert WHY in words(root)


def test_home_and_populations_lead_there(site: Path, evidence: Evidence) -> None:
    assert 'href="time.html"' in (site / "index.html").read_text(encoding="utf-8")
    for population in {name for study in treatment_studies(evidence) for name in study.populations}:
        root = html.parse(site / f"populations/{population}.html").getroot()
        assert f"../time.html#_{population}" in {link.get("href") for link in root.iter("a")}
