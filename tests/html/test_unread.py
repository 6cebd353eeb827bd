"""Reports that readers look for and that could not be read are named where they belong."""

import dataclasses
from typing import Any

import pytest
from made_up import Made

from generator.audit.rules.screening import unread_report_decided
from generator.audit.verdict import Audit, Ruling
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.html.unread import unread_reports
from generator.model.reference import ScreeningRecord
from generator.model.unread import UnreadReport

replace: Any = dataclasses.replace


def report(name: str, **changes: Any) -> UnreadReport:
    fields = {"id": name, "label": name.title(), "subject": "fever", "screened": name}
    return UnreadReport(**{**fields, **changes})


def opened(made: Made) -> OpenPage:
    made.share("one", 3, 10)
    return OpenPage(SiteEvidence(made.evidence, Audit(())), "index.html")


@pytest.mark.parametrize("number", [0, 1, 3])
def test_every_report_is_named(made: Made, number: int) -> None:
    reports = [report(f"report-{place}") for place in range(number)]
    shown = unread_reports(opened(made), reports, ())
    assert (shown.count("<li>") if shown else 0) == number
    assert all(entry.label in (shown or "") for entry in reports)


def test_a_report_of_a_study_that_has_a_file_leads_to_it(made: Made) -> None:
    page = opened(made)
    shown = unread_reports(page, [report("paper", study="one")], ())
    assert shown
    assert "studies/one.html" in shown


def test_a_study_without_any_figure_is_named_and_others_are_not(made: Made) -> None:
    page = opened(made)
    study = page.evidence.studies["one"]
    silent = replace(study, results=(), harms=())
    assert unread_reports(page, (), [study]) is None
    shown = unread_reports(page, (), [silent])
    assert shown
    assert "no figure of its results was read" in shown


@pytest.mark.parametrize(
    ("decision", "ruling"),
    [
        ("awaiting", Ruling.AGREES),
        ("included", Ruling.TO_READ),
        ("excluded", Ruling.TO_READ),
        (None, Ruling.TO_READ),
    ],
)
def test_a_report_is_called_unread_only_while_it_awaits_a_decision(
    made: Made, decision: str | None, ruling: Ruling
) -> None:
    evidence = opened(made).evidence
    rows = ()
    if decision:
        fields = dict.fromkeys(("date_found", "found_by", "identifier", "reason", "study"), "")
        rows = (ScreeningRecord(**fields, title="paper", decision=decision, line=2),)
    evidence = replace(evidence, screening=rows, unread_reports=(report("paper"),))
    (verdict,) = unread_report_decided.look(evidence)
    assert verdict.ruling is ruling
