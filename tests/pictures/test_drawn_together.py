"""What is drawn together: never survivors beside deaths, never a share without its count, never things as people."""

import re
from pathlib import Path

import pytest
from lxml import html

from generator.model.evidence import Evidence


def figures(site: Path, page: str) -> list[html.HtmlElement]:
    return list(html.parse(site / f"{page}.html").getroot().iter("figure"))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    "page",
    ["compare/anti-mda5-ild/survival", "drugs/tofacitinib", "compare/juvenile/steroid-sparing"],
)
def test_a_picture_holds_outcomes_of_one_good_direction(
    site: Path, evidence: Evidence, page: str
) -> None:
    better = {measure.label: measure.better for measure in evidence.measures.values()}
    labels = sorted(better, key=len, reverse=True)
    drawn = 0
    for figure in figures(site, page):
        rows = [words(row) for row in figure.iter("tr")][1:]
        found = {
            better[label]
            for row in rows
            for label in [next((one for one in labels if one in row), None)]
            if label
        }
        assert len(found) <= 1, (page, words(figure)[:80], found)
        drawn += len(found)
    assert drawn


def test_what_has_no_count_is_named_beside_the_pictures(site: Path) -> None:
    page = html.parse(site / "compare/anti-mda5-ild/survival.html").getroot()
    assert any(
        "Not drawn, because no count is printed:" in words(said) and "Fan 2022" in words(said)
        for said in page.iter("figcaption", "p")
    )


def test_samples_are_not_drawn_as_people(site: Path) -> None:
    (biopsies,) = [one for one in figures(site, "studies/paik-2021") if "3 of 9" in words(one)]
    assert "skin biopsy samples" in words(biopsies)
    assert "unless a row says otherwise" in words(biopsies)


def test_events_are_not_called_people(site: Path, evidence: Evidence) -> None:
    for study in evidence.studies.values():
        page = html.parse(site / f"studies/{study.id}.html").getroot()
        for harm in study.harms:
            if harm.counted == "events" and harm.events:
                row = words(page.get_element_by_id(harm.id))
                assert re.search(rf"(?<!\d){re.escape(str(harm.events))} events?\b", row), (
                    study.id,
                    harm.id,
                )
                assert f"{harm.events} people" not in row


def test_harms_of_unknown_weight_are_not_called_harmless(site: Path) -> None:
    text = words(html.parse(site / "studies/index.html").getroot())
    assert "not said which were serious" in text
    assert "none reported as serious" not in text
