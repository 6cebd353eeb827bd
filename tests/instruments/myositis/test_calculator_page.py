"""The page of calculators: there where a measure asks for it, whole without scripts, from the commands' tables."""

import dataclasses
import itertools
import json
import re
from pathlib import Path

import pytest
from lxml import html

from generator.audit.verdict import Audit
from generator.history.estimate_statements import all_comparisons
from generator.history.statements import statements
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.instruments.myositis.calculator import calculator_page
from generator.instruments.myositis.core_set import INSTRUMENTS, WITH_VALUES, Measure
from generator.instruments.myositis.total_improvement_score import LEVELS, THRESHOLDS, Category
from generator.model.evidence import Evidence
from generator.pages.outcome import _calculator

NOTHING_CHECKED = Audit(checked=())


@pytest.fixture(scope="module")
def page(evidence: Evidence) -> html.HtmlElement:
    written = OpenPage(SiteEvidence(evidence, NOTHING_CHECKED), "calculator.html")
    return html.fromstring(f"<div>{calculator_page(written).body}</div>")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_measure_leads_to_its_own_criteria(small: Evidence) -> None:
    changed = with_calculator(small, "total-improvement-score-juvenile")
    page = OpenPage(SiteEvidence(changed, NOTHING_CHECKED), "outcomes/any.html")
    first, *others = changed.measures.values()
    found = html.fromstring(str(_calculator(page, first)))
    assert found.get("href") == "../calculator.html#?criteria=juvenile"
    assert _calculator(page, others[0]) is None


def test_a_measure_has_no_calculator_where_the_topic_switches_none_on(small: Evidence) -> None:
    changed = with_calculator(small, "imacs-definition")
    silent = dataclasses.replace(changed, topic=dataclasses.replace(changed.topic, instruments=()))
    page = OpenPage(SiteEvidence(silent, NOTHING_CHECKED), "outcomes/any.html")
    assert _calculator(page, next(iter(silent.measures.values()))) is None


def test_what_a_page_offers_is_no_change_of_the_record(small: Evidence) -> None:
    before, after = (
        statements(one, all_comparisons(one))
        for one in (small, with_calculator(small, "imacs-definition"))
    )
    assert before == after


def with_calculator(evidence: Evidence, calculator: str) -> Evidence:
    name, measure = next(iter(evidence.measures.items()))
    changed = dataclasses.replace(measure, calculator=calculator)
    topic = dataclasses.replace(evidence.topic, instruments=("myositis",))
    return dataclasses.replace(evidence, topic=topic, measures={**evidence.measures, name: changed})


def test_every_cell_of_the_tables_can_be_read_without_scripts(page: html.HtmlElement) -> None:
    points = page.get_element_by_id("_table-points").findall("tbody/tr")
    for row, levels in zip(points, LEVELS.values(), strict=True):
        cells = [words(cell) for cell in row.findall("td")]
        assert [cell.split()[0] for cell in cells] == [
            f"{value.normalize():f}" for value in levels.points
        ]
        ends = [re.findall(r"\d+", cell.partition(" ")[2]) for cell in cells]
        cuts = list(map(str, levels.cuts))
        assert ends == [
            [cuts[0]],
            *([low, high] for low, high in itertools.pairwise(cuts)),
            [cuts[-1]],
        ]
    thresholds = page.get_element_by_id("_table-thresholds").findall("tbody/tr")
    for row, name in zip(thresholds, list(Category)[1:], strict=True):
        wanted = [name.capitalize(), *(f"{levels[name]} or more" for levels in THRESHOLDS.values())]
        assert [words(cell) for cell in row] == wanted
    ranges = page.get_element_by_id("_table-ranges").findall("tbody/tr")
    assert [words(row.find("th")) for row in ranges] == [
        instrument.label for instrument in WITH_VALUES
    ]
    assert sum("remembered" in words(row) for row in ranges) == sum(
        instrument.remembered is not None for instrument in INSTRUMENTS.values()
    )


def test_every_instrument_has_named_fields_with_a_place_for_their_message(
    page: html.HtmlElement,
) -> None:
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    labelled = {label.get("for") for label in page.iter("label")}
    controls = page.xpath("//*[@data-ev-field]")
    assert len(controls) == len(labelled - {None})
    for control in controls:
        assert control.get("id") in labelled
        assert control.get("aria-describedby") in ids
        assert control.tag == "select" or control.get("inputmode") == "decimal"
    for instrument in WITH_VALUES:
        row = page.xpath(f"//*[@data-ev-instrument='{instrument.id}']")[0]
        fields = [control.get("data-ev-field") for control in row.xpath(".//*[@data-ev-field]")]
        fixed = len(instrument.ranges) == 1 and not instrument.is_enzyme
        assert fields == ["baseline", "followUp"] if fixed else ["width", "baseline", "followUp"]
        assert (row.get("hidden") is not None) == instrument.is_juvenile


def test_the_script_reads_the_tables_of_the_commands(page: html.HtmlElement) -> None:
    known = json.loads(page.get_element_by_id("_criteria").text)
    assert (
        list(known["measures"])
        == list(known["total"]["levels"])
        == [str(measure) for measure in Measure]
    )
    assert known["total"]["levels"]["strength"] == {
        "cuts": [2, 10, 20, 30],
        "points": ["0", "10", "20", "27.5", "32.5"],
    }
    assert [one["id"] for one in known["instruments"]] == [
        instrument.id for instrument in WITH_VALUES
    ]


def test_no_table_of_the_criteria_is_typed_into_a_script() -> None:
    modules = Path(__file__).parents[3] / "generator/instruments/myositis/scripts"
    numbers = re.compile(r"27\.5|32\.5|17\.5|\[5, 15|\[2, 10|(?<![\w.])(?:45|70)(?![\w.])")
    scripts = [*modules.glob("modules/score*.js"), modules / "modules/total-improvement.js",
               modules / "modules/imacs-definition.js", modules / "modules/core-set.js"]  # fmt: skip
    assert len(scripts) > 6
    assert [path.name for path in scripts if numbers.search(path.read_text(encoding="utf-8"))] == []


def test_it_says_what_it_is_not_and_that_nothing_is_sent(page: html.HtmlElement) -> None:
    text = words(page)
    for sentence in (
        "This page is no medical device.",
        "no treatment should be started, changed or stopped because of a score",
        "Nothing is sent anywhere",
        "The address of this page holds the values that are typed",
        "Arthritis Rheumatol 2017;69:898-910",
        "Arthritis Rheum 2004;50:2281-2290",
    ):
        assert sentence in text
