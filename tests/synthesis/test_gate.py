"""The gate: each reason at least once, on made-up studies and on real records, and who goes together in the end."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import NarrativeResult, TimePoint
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import Candidate, candidates, weeks_of
from generator.synthesis.eligibility import differences, exclusions
from generator.synthesis.reasons import WHY, Reason

PEOPLE = "grown-ups"
SHARES, SCORES = "fever", "strength"


def found(evidence: Evidence, domain: str = SHARES) -> dict[str, Candidate]:
    return {one.study.id: one for one in candidates(evidence, PEOPLE, domain)}


def own_reasons(evidence: Evidence, study: str, domain: str = SHARES) -> list[Reason]:
    return [refusal.reason for refusal in exclusions(evidence, found(evidence, domain)[study])]


def reasons_between(evidence: Evidence, domain: str = SHARES) -> list[Reason]:
    one, other = found(evidence, domain).values()
    return [refusal.reason for refusal in differences(evidence, one, other)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"interim": True}, Reason.INTERIM),
        ({"same_as": "another"}, Reason.REPEAT),
        ({"subgroup": "the oldest"}, Reason.SUBGROUP),
        ({"source": "news"}, Reason.SECONDARY),
        ({"events": None}, Reason.NO_COUNT),
        ({"total": None}, Reason.NO_COUNT),
        ({"unit": "knees"}, Reason.NOT_PEOPLE),
        ({"note": "unit: knees; counted twice"}, Reason.NOT_PEOPLE),
        ({"measure": "unlisted"}, Reason.NO_DEFINITION),
        ({"time": TimePoint(label="last follow-up")}, Reason.NO_TIME),
        ({"time": None}, Reason.NO_TIME),
        ({"size": 1}, Reason.CASE_REPORT),
    ],
)
def test_a_share_meets_each_reason_of_its_own(
    made: Any, changes: dict[str, Any], reason: Reason | None
) -> None:
    made.share("one", 5, 10, **({"domain": SHARES} | changes))
    study = made.evidence.studies["one"]
    one = next(
        item for domain in (SHARES, "other") for item in candidates(made.evidence, PEOPLE, domain)
    )
    assert one.study is study
    assert [refusal.reason for refusal in exclusions(made.evidence, one)] == (
        [reason] if reason else []
    )


def test_a_retracted_study_enters_nothing(made: Any) -> None:
    made.share("one", 5, 10)
    made.retract("one")
    assert own_reasons(made.evidence, "one") == [Reason.RETRACTED]


def test_words_cannot_be_averaged(made: Any) -> None:
    result = made.share("one", 5, 10)
    told = NarrativeResult(id="told", measure="fever-free", reported_as="Fever", role="other", source="abstract",
                           where="Results", kind="narrative", arm="one", time=result.time, finding="Better.",
                           direction="better")  # fmt: skip
    made.study("one", told, 10)
    assert own_reasons(made.evidence, "one") == [Reason.IN_WORDS]


def test_a_change_needs_means_and_a_spread(made: Any, figures: Any) -> None:
    made.change("means", 10, figures(mean="28", sd="15.4"), figures(mean="9.5", sd="8.5"))
    made.change("bare", 10, figures(mean="28"), figures(mean="9.5"))
    made.change("by-p", 10, figures(mean="28"), figures(mean="9.5"), p=Number.parse("0.0005"))
    made.change("by-bound", 10, figures(mean="28"), figures(mean="9.5"), p=Number.parse("<0.001"))
    made.change("medians", 10, figures(median="28"), figures(median="9.5"))
    made.change(
        "uncounted", 10, figures(mean="28", sd="15.4"), figures(mean="9.5", sd="8.5"), total=None
    )
    reasons = {
        name: own_reasons(made.evidence, name, SCORES) for name in found(made.evidence, SCORES)
    }
    assert [name for name, seen in reasons.items() if not seen] == ["by-p", "means"]
    assert {reason for seen in reasons.values() for reason in seen} == {Reason.NOT_MEANS}


def test_a_comparison_needs_an_estimate_with_its_interval(made: Any) -> None:
    made.ratio("whole", "0.5", "0.3", "0.8")
    made.ratio("bare", None, "0.3", "0.8")
    made.ratio("zero", "0.5", "0", "0.8")
    assert own_reasons(made.evidence, "whole") == []
    assert (
        own_reasons(made.evidence, "bare")
        == own_reasons(made.evidence, "zero")
        == [Reason.NO_ESTIMATE]
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"measure": "fever-wholly"}, Reason.DEFINITION),
        ({"drug": "alphatwo"}, None),
        ({"time": "15 weeks"}, None),
        ({"time": "16 weeks"}, Reason.TIME),
        ({"time": "9 weeks"}, None),
        ({"time": "8 weeks"}, Reason.TIME),
        ({"time": "3 months"}, None),
        ({"time": "1 years"}, Reason.TIME),
        ({"age": "juvenile"}, Reason.AGE),
        ({"age": "mixed"}, Reason.AGE),
        ({"age": None}, None),
        ({"subtype": "of the marsh"}, Reason.SUBTYPE),
        ({"subtype": "Of the river,"}, None),
        ({"populations": (PEOPLE, "children")}, Reason.SUBTYPE),
    ],
)
def test_two_shares_meet_each_reason_between_them(
    made: Any, changes: dict[str, Any], reason: Reason | None
) -> None:
    made.share("anchor", 6, 12, subtype="of the river")
    made.share("other", 5, 10, **({"subtype": "of the river"} | changes))
    assert reasons_between(made.evidence) == ([reason] if reason else [])


def test_drugs_of_another_class_do_not_go_together(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.share("other", 5, 10, drug="betaone", evidence="comparator")
    evidence = made.evidence
    beta = dataclasses.replace(
        evidence.drugs["alphaone"], id="betaone", label="Betaone", role="comparator"
    )
    evidence = dataclasses.replace(evidence, drugs={**evidence.drugs, "betaone": beta})
    assert reasons_between(evidence) == [Reason.DRUG_CLASS]


def test_a_controlled_study_does_not_go_with_one_without_control(made: Any) -> None:
    made.share("anchor", 6, 12)
    made.ratio("other", "0.5", "0.3", "0.8")
    assert Reason.CONTRAST in reasons_between(made.evidence)


def test_effects_against_different_comparators_or_of_different_kinds_do_not_go_together(
    made: Any,
) -> None:
    made.ratio("anchor", "0.5", "0.3", "0.8")
    made.ratio("other", "0.6", "0.3", "0.9", beside="alphatwo")
    assert reasons_between(made.evidence) == [Reason.COMPARATOR]
    made.ratio("other", "0.6", "0.3", "0.9", effect="odds-ratio")
    assert reasons_between(made.evidence) == [Reason.DEFINITION]


def test_of_studies_that_may_share_people_the_larger_is_used_and_the_other_kept_for_a_sensitivity(
    made: Any,
) -> None:
    made.share("large", 10, 30)
    made.share("small", 5, 10)
    made.share("apart", 5, 10)
    made.relate("small", "overlaps", "large")
    (body,) = form_bodies(made.evidence, candidates(made.evidence, PEOPLE, SHARES))
    assert [one.study.id for one in body.included] == ["large", "apart"]
    assert [[refusal.reason for refusal in item.refusals] for item in body.left_out] == [
        [Reason.OVERLAP]
    ]
    assert [(used.study.id, other.study.id) for used, other in body.alternatives] == [
        ("large", "small")
    ]


def test_reports_of_one_trial_share_people_though_the_trial_itself_is_not_there(made: Any) -> None:
    made.share("first", 5, 10)
    made.share("second", 6, 12)
    made.share("trial", 5, 10, populations=("children",))
    made.relate("first", "report-of", "trial")
    made.relate("second", "report-of", "trial")
    (body,) = form_bodies(made.evidence, candidates(made.evidence, PEOPLE, SHARES))
    assert [one.study.id for one in body.included] == ["second"]


def test_a_study_counts_once_with_the_figure_nearest_in_time(made: Any) -> None:
    early = made.share("twice", 5, 10, time="10 weeks")
    late = made.share("twice", 6, 10, time="12 weeks", id="late", others=(early,))
    made.share("one", 5, 20, time="12 weeks")
    made.share("two", 5, 20, time="12 weeks")
    (body,) = form_bodies(made.evidence, candidates(made.evidence, PEOPLE, SHARES))
    assert [one.result.id for one in body.included if one.study.id == "twice"] == [late.id]
    assert [refusal.reason for item in body.left_out for refusal in item.refusals] == [
        Reason.SAME_STUDY
    ]


def test_the_largest_group_comes_first_and_everyone_outside_has_a_reason(made: Any) -> None:
    for name in ("a", "b", "c"):
        made.share(name, 5, 10)
    for name in ("x", "y"):
        made.share(name, 50, 100, time="1 years")
    bodies = form_bodies(made.evidence, candidates(made.evidence, PEOPLE, SHARES))
    assert [[one.study.id for one in body.included] for body in bodies] == [
        ["a", "b", "c"],
        ["x", "y"],
    ]
    for body in bodies:
        assert len(body.included) + len(body.left_out) == 5
        assert all(item.refusals for item in body.left_out)


def test_every_reason_says_why() -> None:
    assert set(WHY) == set(Reason)


@pytest.mark.parametrize(
    ("value", "unit", "weeks"),
    [
        ("12", "weeks", "12"),
        ("7", "days", "1"),
        ("1", "year", "52.18"),
        ("6", "months", "26.09"),
        ("3", "visits", None),
    ],
)
def test_lengths_of_time_are_compared_in_weeks(value: str, unit: str, weeks: str | None) -> None:
    found_ = weeks_of(TimePoint(value=Number(value, Decimal(value)), unit=unit))
    assert (None if found_ is None else str(round(found_, 2)).removesuffix(".00")) == weeks


REAL = [
    ("adult-skin", "paik-2021#imacs-doi-12w-interim", Reason.INTERIM),
    ("adult-skin", "paik-2021#imacs-doi-12w-interim", Reason.SECONDARY),
    ("juvenile", "levoyer-2021#inactive-disease-printo-skin-das-anti-mda5-6mo", Reason.SUBGROUP),
    ("juvenile", "zhang-2023#imacs-complete-clinical-response-6mo", Reason.NO_COUNT),
    ("juvenile", "wang-2022#complete-response-24w", Reason.NO_DEFINITION),
    ("juvenile", "kostik-2022#complete-response-physician-jdm", Reason.NO_TIME),
    ("juvenile", "oddis-2013#imacs-doi-both-44w", Reason.DRUG_CLASS),
    ("juvenile", "oddis-2013#imacs-doi-both-44w", Reason.CONTRAST),
]


@pytest.mark.parametrize(("population", "address", "reason"), REAL)
def test_real_records_meet_their_reasons(
    evidence: Evidence, population: str, address: str, reason: Reason
) -> None:
    everyone = candidates(evidence, population, "global-response")
    bodies = form_bodies(evidence, everyone)
    seen = {
        refusal.reason
        for body in bodies
        for item in body.left_out
        if item.candidate.address == address
        for refusal in item.refusals
    }
    assert reason in seen or any(
        refusal.reason is reason
        for one in everyone
        if one.address == address
        for refusal in exclusions(evidence, one)
    )


def test_a_real_trial_and_its_analysis_are_one_group_of_people(evidence: Evidence) -> None:
    assert Count("10", 10) == evidence.studies["paik-2021"].size
    survival = candidates(evidence, "anti-mda5-ild", "survival")
    for body in form_bodies(evidence, survival):
        assert len({one.study.id for one in body.included}) == len(body.included)
