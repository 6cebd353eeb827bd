"""Both raters side by side: what differed says so in words, and no reason is written for anybody."""

import dataclasses
from typing import Any

from lxml import html

from generator.audit.catalogue import audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.synthesis.appraisal import RatedTwice, rated_twice
from generator.synthesis.two_raters import raters_of_studies
from generator.tables.raters import agreement_table, agreements, raters_table, settling_rules

replace: Any = dataclasses.replace
VALOR = "valor-brepocitinib-2025"


def opened(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, audit(evidence)), "studies/somebody.html")


def twice(evidence: Evidence, study: str) -> RatedTwice:
    (rated,) = rated_twice(evidence, evidence.studies[study])
    return rated


def rows(evidence: Evidence, rated: RatedTwice) -> list[html.HtmlElement]:
    table = raters_table(opened(evidence), rated, "raters", "1 study")
    body: list[html.HtmlElement] = html.fromstring(table).xpath("//tbody/tr")
    return body


def test_a_difference_is_marked_and_its_rule_told(evidence: Evidence) -> None:
    rated = twice(evidence, VALOR)
    assert agreements(rated) == (3, 5)
    first, second, *_, overall = rows(evidence, rated)
    assert len(first.xpath("td[@data-ev-differs]")) == 2
    assert [cell.xpath("string(span[@class='ev-judged'])") for cell in first.findall("td")] == [
        "no information",
        "some concerns",
        "some concerns",
    ]
    assert "outweighs silence" in first.text_content()
    assert first.xpath("td[3]//a/@href") == ["../methods.html#_rule-S2"]
    assert not second.xpath("td[@data-ev-differs]")
    assert second.xpath("string(td[3])").endswith("agreed")
    assert len(overall.xpath("td[@data-ev-differs]")) == 2


def test_a_reason_that_nobody_wrote_is_not_filled_in(evidence: Evidence) -> None:
    _, second, *_ = rows(evidence, twice(evidence, VALOR))
    assert second.xpath("string(td[2])").endswith("no reason written")
    told = sum(answered.reason is None for entry in evidence.appraisals for answered in entry.items)
    assert told == 118


def test_a_difference_without_a_rule_says_so(evidence: Evidence) -> None:
    rated = twice(evidence, VALOR)
    marks = tuple(replace(mark, rule=None) for mark in rated.settled.marks)
    bare = replace(rated, settled=replace(rated.settled, marks=marks))
    assert "no rule written" in rows(evidence, bare)[0].text_content()
    lost = replace(rated, second=replace(rated.second, marks=()))
    assert "not answered" in rows(evidence, lost)[0].text_content()


def test_every_thing_rated_twice_has_a_row_for_each_question(evidence: Evidence) -> None:
    for study in evidence.studies.values():
        for rated in rated_twice(evidence, study):
            shown = rows(evidence, rated)
            same, questions = agreements(rated)
            assert len(shown) == questions + 1
            marked = [row for row in shown[:-1] if row.xpath("td[@data-ev-differs]")]
            assert len(marked) == questions - same


def test_the_agreement_of_one_tool_needs_no_sum(evidence: Evidence) -> None:
    raters = raters_of_studies(evidence)
    whole = agreement_table(opened(evidence), raters, "raters")
    assert whole
    text = html.fromstring(f"<main>{whole}</main>").text_content()
    assert "301 of 362 (83.1%)" in text
    assert "0.80 (95% interval 0.74 to 0.86)" in text
    one = agreement_table(opened(evidence), replace(raters, tools=raters.tools[:1]), "raters")
    assert one
    assert "All tools" not in one
    assert agreement_table(opened(evidence), replace(raters, tools=()), "raters") is None


def test_each_rule_says_how_often_it_settled(evidence: Evidence) -> None:
    rules = settling_rules(opened(evidence))
    assert rules
    shown = html.fromstring(f"<main>{rules}</main>")
    uses = [
        int(rule.xpath("string(.//span[@class='ev-computed ev-num'])"))
        for rule in shown.xpath("//dd/span")
    ]
    assert uses == [6, 35, 4, 1, 1, 4, 11, 2]
    assert sum(uses) == 64
    assert settling_rules(opened(replace(evidence, settling_rules=()))) is None
