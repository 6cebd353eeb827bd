"""One real study flipped to retracted leaves every estimate, summary, count and review; what changed is listed."""

import dataclasses

import pytest

from generator.model.evidence import Evidence
from generator.model.reference import CitationNotice
from generator.synthesis.background import background_of
from generator.synthesis.compare import compare, compared
from generator.synthesis.findings import summary_of_findings
from generator.synthesis.groups import treatment_results
from generator.synthesis.reasons import Reason
from generator.synthesis.reviews import reviews
from generator.synthesis.withdrawal import withdrawals


def retracted(evidence: Evidence, name: str) -> Evidence:
    report = evidence.studies[name].reports[0]
    notice = CitationNotice(citation=report, retraction="seen: a notice", concern="none seen", erratum="none seen",
                            looked_at="made up", date="2026-11-22")  # fmt: skip
    return dataclasses.replace(evidence, citation_notices=(*evidence.citation_notices, notice))


@pytest.mark.parametrize("name", ["wu-2025", "paik-2021", "zhang-2023", "aggarwal-2022"])
def test_a_retracted_study_enters_nothing_that_is_put_together(
    evidence: Evidence, name: str
) -> None:
    after = retracted(evidence, name)
    assert after.retracted_studies == {name}
    for population, domain in compared(after):
        page = compare(after, population, domain)
        for found in page.estimates:
            assert name not in {one.candidate.study.id for one in found.inputs}
            for left in found.body.left_out:
                if left.candidate.study.id == name:
                    assert Reason.RETRACTED in {refusal.reason for refusal in left.refusals}
    for population in after.populations:
        for outcome in summary_of_findings(after, population):
            rows = [*outcome.alone, *outcome.background]
            assert name not in {figure.study.id for figure in rows} | {
                one.study.id for one in outcome.contrasts
            }
    for review in reviews(after):
        assert name not in {figure.study.id for stance in review.stances for figure in stance.ours}
    assert name not in {entry.study.id for entry in treatment_results(after)}
    context = background_of(after, treatment_results(after))
    assert context is not None
    assert name not in {control.study.id for control in context.controls}


def test_what_a_retraction_changed_is_listed_study_by_study(evidence: Evidence) -> None:
    assert withdrawals(evidence) == ()
    after = retracted(retracted(evidence, "wu-2025"), "paik-2021")
    changes = [(change.study.id, change.population, change.domain) for change in withdrawals(after)]
    assert ("wu-2025", "anti-mda5-ild", "survival") in changes
    assert {
        ("paik-2021", "adult-skin", "skin"),
        ("paik-2021", "adult-skin", "global-response"),
    } <= set(changes)
    assert {study for study, _, _ in changes} == {"wu-2025", "paik-2021"}


def test_a_rating_made_with_a_retracted_study_says_so(evidence: Evidence) -> None:
    outcomes = summary_of_findings(retracted(evidence, "wu-2025"), "anti-mda5-ild")
    assert [one.id for one in outcomes if one.withdrawn] == [
        "anti-mda5-ild-death-against-calcineurin-inhibitor"
    ]
