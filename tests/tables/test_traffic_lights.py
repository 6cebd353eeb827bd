"""Traffic lights: a sign and its words for every answer, every study in a table or named in words."""

import dataclasses
from typing import Any

from lxml import html

from generator.audit.catalogue import audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.ratings import all_ratings
from generator.synthesis.appraisal import appraisals_of
from generator.tables.traffic_lights import traffic_lights

replace: Any = dataclasses.replace


def shown(evidence: Evidence) -> tuple[html.HtmlElement, OpenPage]:
    page = OpenPage(SiteEvidence(evidence, audit(evidence)), "populations/somebody.html")
    pieces = traffic_lights(page, tuple(evidence.studies.values()), "trust", "Trust <in> studies")
    return html.fromstring(f"<main>{''.join(pieces)}</main>"), page


def test_each_tool_has_a_table_with_a_row_for_each_appraisal_that_counts(
    evidence: Evidence,
) -> None:
    page, _ = shown(evidence)
    tables = page.findall(".//table")
    assert [table.get("id") for table in tables] == [
        f"_table-trust-{tool.id}" for tool in evidence.appraisal_tools if tool.label != "none"
    ]
    rows = page.findall(".//tbody/tr")
    assert len(rows) == sum(
        len(appraisals_of(evidence, study)) for study in evidence.studies.values()
    )
    # Two people rated nearly every study; each thing has one row all the same.
    assert len(rows) < sum(appraisal.tool != "none" for appraisal in evidence.appraisals)
    tools = [ratings.settled.tool for ratings in all_ratings(evidence)]
    assert len(rows) == sum(tool != "none" for tool in tools)
    for table in tables:
        assert {len(row) for row in table.iter("tr")} == {len(table.find(".//thead/tr"))}


def test_no_answer_rests_on_colour_alone(evidence: Evidence) -> None:
    page, _ = shown(evidence)
    cells = page.xpath("//tbody//td[@class='ev-light-cell']/span")
    given = sum(len(ratings.settled.items) for ratings in all_ratings(evidence))
    assert len(cells) == given
    for cell in cells:
        assert cell.get("role") == "img"
        assert cell.text
        item, _, answer = cell.get("aria-label").partition(": ")
        assert item
        assert answer


def test_the_reasons_are_one_step_away(evidence: Evidence) -> None:
    page, _ = shown(evidence)
    links = page.xpath("//td[@class='ev-light-overall']/a/@href")
    assert "../studies/aggarwal-2022.html#_appraisal-1" in links
    assert "../studies/aggarwal-2022.html#_appraisal-2" in links
    assert len(links) == len(page.findall(".//tbody/tr"))


def test_every_question_is_reachable_from_its_column_and_below(evidence: Evidence) -> None:
    page, _ = shown(evidence)
    tips = {tip.text for tip in page.xpath("//thead//*[@role='tooltip']")}
    below = " ".join(page.xpath("string(//div[@class='ev-light-legend'])") for _ in [0])
    for tool in evidence.appraisal_tools:
        assert {item.question for item in tool.items} <= tips
    assert evidence.appraisal_tools[0].items[0].question in below


def test_no_study_is_left_out_silently(evidence: Evidence) -> None:
    page, _ = shown(evidence)
    text = page.text_content()
    for study in evidence.studies.values():
        assert study.label in text
    bare, _ = shown(replace(evidence, appraisals=()))
    assert bare.findall(".//table") == []
    assert "Not yet appraised:" in bare.text_content()
    assert "No tool fits this design:" in bare.text_content()


def test_foreign_text_stays_text(evidence: Evidence) -> None:
    page, _ = shown(evidence)
    assert page.findall(".//in") == []
    assert "Trust <in> studies: MINORS" in page.text_content()
