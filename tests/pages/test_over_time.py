"""The page of evidence over time: every study once, in its year, and no estimate where nothing is pooled."""

from pathlib import Path

from lxml import html

from generator.audit.catalogue import audit
from generator.model.evidence import Evidence
from generator.pages.gallery import Gallery
from generator.pages.over_time import time_page
from generator.synthesis.groups import treatment_studies
from generator.synthesis.over_time import EstimateAfter, over_time
from generator.tables.scope import Library, Scope

WHY = "No estimate is drawn over time, because no group of studies may be pooled."


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_study_stands_in_its_year_with_a_link(site: Path, evidence: Evidence) -> None:
    root = html.parse(site / "time.html").getroot()
    rows = root.get_element_by_id("_table-years-all").findall("tbody/tr")
    years = over_time(evidence, treatment_studies(evidence))
    assert len(rows) == len(years)
    for row, year in zip(rows, years, strict=True):
        assert words(row).startswith(str(year.year or "year not known"))
        assert {link.get("href") for link in row.iter("a")} == {f"studies/{study.id}.html" for study in year.added}
    assert WHY in words(root)


def test_home_and_populations_lead_there(site: Path, evidence: Evidence) -> None:
    assert 'href="time.html"' in (site / "index.html").read_text(encoding="utf-8")
    for population in {name for study in treatment_studies(evidence) for name in study.populations}:
        root = html.parse(site / f"populations/{population}.html").getroot()
        assert f"../time.html#_{population}" in {link.get("href") for link in root.iter("a")}


def test_an_estimate_that_was_allowed_takes_its_column(small: Evidence) -> None:
    scope = Scope(Library(small, audit(small)), "time.html")
    estimates = [EstimateAfter(2003, "Fever free: 56 % (41 to 70)")]
    with_estimates = time_page(scope, Gallery(), estimates).body
    assert "Pooled estimate so far" in with_estimates
    assert WHY not in with_estimates
    without = time_page(scope, Gallery()).body
    assert "Pooled estimate so far" not in without
    assert WHY.split(",", maxsplit=1)[0] in without
