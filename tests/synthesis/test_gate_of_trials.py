"""The gate at the door of controlled studies: what keeps two of them apart, and what does not."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, compared, counted, measured, summary, timed

from generator.model.evidence import Evidence
from generator.model.study_setting import StudyPopulation
from generator.synthesis.candidates import Candidate, candidates
from generator.synthesis.eligibility import differences, exclusions
from generator.synthesis.reasons import Reason

GROUPS = {"on": ("alphaone", 40), "pill": ("sugar-pill", 40)}
COUNTS = (counted("on", 12, 40), counted("pill", 20, 40))


def with_cohorts(evidence: Evidence) -> Evidence:
    """Return the evidence with a design that compares groups not made by chance."""
    trial = evidence.designs["randomised-trial"]
    cohort = dataclasses.replace(trial, id="cohort", label="Cohort", randomised=False)
    return dataclasses.replace(evidence, designs={**evidence.designs, "cohort": cohort})


def pair(evidence: Evidence, population: str = "grown-ups") -> list[Reason]:
    by_study = {each.study.id: each for each in candidates(evidence, population, "fever")}
    refusals = differences(evidence, by_study["one"], by_study["two"])
    return [refusal.reason for refusal in refusals]


def only(evidence: Evidence) -> Candidate:
    (view,) = candidates(evidence, "grown-ups", "fever")
    return view


def own(evidence: Evidence) -> list[Reason]:
    return [refusal.reason for refusal in exclusions(evidence, only(evidence))]


def test_one_group_of_a_study_that_compares_never_enters_alone(made: Made) -> None:
    made.trial("one", GROUPS, COUNTS[:1])
    assert own(made.evidence) == [Reason.ONE_GROUP]
    made.trial("one", GROUPS, COUNTS)
    assert own(made.evidence) == []


def ratio(effect: str, **fields: Any) -> Any:
    return compared("on", "pill", effect, "0.5", ci_low="0.3", ci_high="0.9", **fields)


@pytest.mark.parametrize(
    ("effect", "reasons"),
    [("hazard-ratio", []), ("rate-ratio", []), ("risk-ratio", [Reason.NO_TIME])],
)
def test_ratios_over_the_whole_time_need_no_visit(
    made: Made, effect: str, reasons: list[Reason]
) -> None:
    made.trial("one", GROUPS, [ratio(effect, time=None)])
    assert own(made.evidence) == reasons


def test_hazard_ratios_go_together_however_far_apart_in_time(made: Made) -> None:
    made.trial("one", GROUPS, [ratio("hazard-ratio", time="12 weeks")])
    made.trial("two", GROUPS, [ratio("hazard-ratio", time="96 weeks")])
    assert pair(made.evidence) == []
    made.trial("one", GROUPS, [ratio("risk-ratio", time="12 weeks")])
    made.trial("two", GROUPS, [ratio("risk-ratio", time="96 weeks")])
    assert pair(made.evidence) == [Reason.TIME]


@pytest.mark.parametrize(("design", "reasons"), [("randomised-trial", []), ("cohort", [Reason.ADJUSTMENT])])  # fmt: skip
def test_adjusted_and_plain_estimates_go_together_in_trials_alone(
    made: Made, design: str, reasons: list[Reason]
) -> None:
    made.trial("one", GROUPS, [ratio("risk-ratio", adjusted=True)], design=design)
    made.trial("two", GROUPS, [ratio("risk-ratio")], design=design)
    assert pair(with_cohorts(made.evidence)) == reasons


def test_a_trial_and_a_cohort_never_go_together(made: Made) -> None:
    made.trial("one", GROUPS, COUNTS)
    made.trial("two", GROUPS, COUNTS, design="cohort")
    assert pair(with_cohorts(made.evidence)) == [Reason.CONTRAST]


@pytest.mark.parametrize(("design", "reasons"), [("randomised-trial", []), ("cohort", [Reason.SUBTYPE])])  # fmt: skip
def test_a_population_that_both_share_is_enough_in_trials_alone(
    made: Made, design: str, reasons: list[Reason]
) -> None:
    made.trial("one", GROUPS, COUNTS, design=design, populations=("grown-ups", "children"))
    made.trial("two", GROUPS, COUNTS, design=design, populations=("grown-ups",))
    assert pair(with_cohorts(made.evidence)) == reasons


@pytest.mark.parametrize(
    ("design", "first", "second", "reasons"),
    [
        ("randomised-trial", "delta fever", "delta ague", []),
        ("cohort", "delta fever", "delta ague", [Reason.SUBTYPE]),
        # Both say the same, and one says more.
        ("cohort", "delta fever", "fever", []),
        ("randomised-trial", "marsh", "delta", [Reason.SUBTYPE]),
        # After a negation a term is another one.
        ("randomised-trial", "with marsh", "without marsh", [Reason.SUBTYPE]),
    ],
)
def test_a_term_that_both_subtypes_share_is_enough_in_trials_alone(
    made: Made, design: str, first: str, second: str, reasons: list[Reason]
) -> None:
    for name, subtype in (("one", first), ("two", second)):
        people = StudyPopulation(disease="river fever", age_group="adult", subtype=subtype)
        made.trial(name, GROUPS, COUNTS, design=design, population=people)
    assert pair(with_cohorts(made.evidence)) == reasons


def test_comparators_are_the_same_by_the_name_that_readers_know(made: Made) -> None:
    made.trial("one", GROUPS, COUNTS)
    made.trial("two", {**GROUPS, "pill": ("other-pill", 40)}, COUNTS)
    drugs, pill = made.evidence.drugs, made.evidence.drugs["sugar-pill"]
    for label, reasons in (("Sugar pill", []), ("Salt pill", [Reason.COMPARATOR])):
        other = dataclasses.replace(pill, id="other-pill", label=label)
        evidence = dataclasses.replace(made.evidence, drugs={**drugs, "other-pill": other})
        assert pair(evidence) == reasons


def test_rate_ratios_and_risk_ratios_are_no_one_effect(made: Made) -> None:
    made.trial("one", GROUPS, [ratio("risk-ratio")])
    made.trial("two", GROUPS, [ratio("rate-ratio")])
    assert pair(made.evidence) == [Reason.DEFINITION]


def test_a_printed_risk_ratio_goes_with_one_from_counts(made: Made) -> None:
    made.trial("one", GROUPS, COUNTS)
    made.trial("two", GROUPS, [ratio("risk-ratio")])
    assert pair(made.evidence) == []


def between(evidence: Evidence, domain: str) -> list[tuple[Reason, str]]:
    """Return why two trials do not go together, in words."""
    by_study = {each.study.id: each for each in candidates(evidence, "grown-ups", domain)}
    refusals = differences(evidence, by_study["one"], by_study["two"])
    return [(refusal.reason, refusal.words) for refusal in refusals]


@pytest.mark.parametrize(
    ("unit", "reasons"),
    [
        ("points", []),
        ("Points", []),
        # The unit of the measure is meant where none is printed.
        (None, []),
        ("percent", [(Reason.DEFINITION, "in percent, not in points")]),
    ],
)
def test_differences_of_means_go_together_in_one_unit(
    made: Made, unit: str | None, reasons: list[tuple[Reason, str]]
) -> None:
    end = summary(mean="20", sd="4")
    made.trial("one", GROUPS, [measured(arm, 40, end) for arm in GROUPS])
    interval = {"ci_low": "-9", "ci_high": "-1", "measure": "river-score", "unit": unit}
    printed = compared("on", "pill", "mean-difference", "-5", **interval)
    made.trial("two", GROUPS, [printed])
    assert between(made.evidence, "strength") == reasons


def test_a_ratio_of_rates_has_no_unit(made: Made) -> None:
    for name, unit in (("one", "per 100 person-years"), ("two", "per 1,000 person-years")):
        rows = [timed("on", 9, "100", unit=None), timed("pill", 20, "100", unit=None)]
        rows = [
            dataclasses.replace(row, person_time_unit="person-years", unit=unit) for row in rows
        ]
        made.trial(name, GROUPS, rows)
    assert between(made.evidence, "fever") == []
