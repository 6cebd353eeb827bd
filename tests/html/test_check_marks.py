"""Checks beside the figures: findings are linked, accepted ones stay quiet, agreements are counted."""

import dataclasses
from datetime import date
from typing import Any

import pytest
from made_up import Made

from generator.audit.verdict import Audit, Checked, Ruling, Verdict
from generator.html.check_marks import (
    check_mark,
    listed_checks,
    ruling,
    study_agreements,
    study_line,
)
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.judgement import Acceptance
from generator.model.rule import Rule
from generator.model.study import Study

replace: Any = dataclasses.replace
ACCEPTED = Acceptance(
    code="W401", at="one#response", reason="So printed.", by="a curator", date=date(2024, 8, 1)
)


def checked(kind: Ruling, *numbers: str, accepted: bool = False, code: str = "W401") -> Checked:
    rule = Rule(code, "sums", f"Sums {code}")
    verdict = Verdict(ruling=kind, path="results[0]", words="add up", study="one", numbers=numbers)
    return Checked(rule, verdict, ACCEPTED if accepted else None, f"Parts of {code}")


def opened(made: Made, *checks: Checked) -> tuple[OpenPage, Study]:
    made.share("one", 3, 10)
    evidence = made.evidence
    return OpenPage(SiteEvidence(evidence, Audit(checks)), "index.html"), evidence.studies["one"]


@pytest.mark.parametrize(
    ("kind", "accepted", "words"),
    [
        (Ruling.CANNOT_BE, False, "check: cannot both be right"),
        (Ruling.TO_READ, False, "check: to be read by the curator"),
        (Ruling.CANNOT_BE, True, "check: accepted"),
        (Ruling.AGREES_IF, False, None),
        (Ruling.AGREES, False, None),
        (Ruling.NOT_TESTABLE, False, None),
    ],
)
def test_a_number_is_marked_only_where_a_check_found_something(
    made: Made, kind: Ruling, *, accepted: bool, words: str | None
) -> None:
    page, study = opened(made, checked(kind, "response", accepted=accepted))
    mark = check_mark(page, study, "response")
    assert (mark.striptags() if mark else None) == words
    assert check_mark(page, study, "other") is None
    if mark:
        assert ('data-ev-tone="quiet"' in mark) is accepted


def test_a_number_that_another_is_held_against_is_not_said_to_be_wrong(made: Made) -> None:
    check = checked(Ruling.CANNOT_BE, "interim")
    check = replace(check, verdict=replace(check.verdict, against=("final",)))
    page, study = opened(made, check)
    doubted, final = (check_mark(page, study, number) for number in ("interim", "final"))
    assert doubted
    assert final
    assert doubted.striptags() == "check: cannot both be right"
    assert (final.striptags(), 'data-ev-tone="quiet"' in final) == ("another source differs", True)
    assert check_mark(page, study, "other") is None


def test_a_finding_of_a_number_itself_goes_before_one_that_it_is_held_against(made: Made) -> None:
    beside = checked(Ruling.CANNOT_BE, "interim")
    beside = replace(beside, verdict=replace(beside.verdict, against=("final",)))
    page, study = opened(made, beside, checked(Ruling.TO_READ, "final"))
    mark = check_mark(page, study, "final")
    assert mark
    assert mark.striptags() == "check: to be read by the curator"


def test_a_mark_leads_to_the_place_of_its_check_in_the_list(made: Made) -> None:
    page, study = opened(
        made,
        checked(Ruling.CANNOT_BE, "first", accepted=True),
        checked(Ruling.AGREES_IF, "second"),
        checked(Ruling.TO_READ, "third"),
        checked(Ruling.CANNOT_BE, "fourth"),
        checked(Ruling.AGREES, "fifth"),
    )
    order = [check.verdict.numbers[0] for check in listed_checks(page, study)]
    assert order == ["fourth", "third", "second", "first"]
    for place, number in enumerate(order):
        mark = check_mark(page, study, number)
        assert (mark is None) is (number == "second")
        if mark:
            assert f"_check-{place}" in mark.unescape()


def test_a_study_counts_values_sources_and_findings(made: Made) -> None:
    page, study = opened(
        made,
        checked(Ruling.CANNOT_BE),
        checked(Ruling.TO_READ),
        checked(Ruling.TO_READ),
        checked(Ruling.AGREES),
    )
    second = replace(study.results[0], id="news", source="news")
    unknown = replace(study.results[0], id="lost", source="lost")
    again = replace(study.results[0], id="again")
    rows = (*study.results, again, second, unknown)
    study = replace(study, results=rows, baseline=())
    assert study_line(page, study) == (
        "3 rows of values, 2 of them from primary sources; 4 checks ran: "
        "1 found figures that cannot both be right and 2 put something to the curator."
    )


def test_what_was_accepted_is_no_finding_any_more_and_is_told(made: Made) -> None:
    page, study = opened(made, checked(Ruling.CANNOT_BE, accepted=True), checked(Ruling.TO_READ))
    assert study_line(page, study).endswith(
        "2 checks ran: 1 puts something to the curator; 1 more was accepted with a reason."
    )


def test_agreements_are_counted_and_dates_of_reading_are_no_lines(made: Made) -> None:
    page, study = opened(
        made,
        checked(Ruling.AGREES),
        checked(Ruling.AGREES, code="W451"),
        checked(Ruling.CANNOT_BE),
    )
    (agreed,) = study_agreements(page, study)
    assert agreed == ("agrees", 2, ["Parts of W401: results[0] add up"])


@pytest.mark.parametrize(
    ("kind", "accepted", "tone", "words"),
    [
        (Ruling.CANNOT_BE, False, "caution", "cannot both be right"),
        (Ruling.CANNOT_BE, True, "quiet", "cannot both be right accepted"),
        (Ruling.TO_READ, False, "quiet", "to be read by the curator"),
    ],
)
def test_only_what_cannot_be_and_is_not_accepted_warns(
    kind: Ruling, *, accepted: bool, tone: str, words: str
) -> None:
    markup = ruling(checked(kind, accepted=accepted))
    assert markup.striptags() == words
    assert ("caution" in markup) is (tone == "caution")
