"""What trials found: risk without the drug, difference with both uncertainties, rows by the data."""

import dataclasses
from typing import Any

import pytest
from made_up import Made

from generator.model.evidence import Evidence
from generator.model.judgement import CertaintyTarget, NotCounted
from generator.model.number import Count, Number
from generator.model.study import FollowUp, Study
from generator.model.topic import ChosenOutcome, ChosenOutcomes
from generator.statistics.absolute_effect import Effect, absolute_effect
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.certainty_target import crosses, crosses_no_effect, is_within
from generator.synthesis.estimate import estimate
from generator.synthesis.findings import Outcome, summary_of_findings
from generator.synthesis.outcome_trials import with_trials
from generator.synthesis.trial_findings import (
    Span,
    TrialFinding,
    at_risk_of,
    control_groups,
    finding_of,
    with_ratio,
)
from generator.wording.trial_words import method_words

replace: Any = dataclasses.replace


def rows(evidence: Evidence, population: str = "travelling-adults") -> dict[str, Outcome]:
    """Return the rows of a population with what trials found, by label."""
    return {
        outcome.label: with_trials(evidence, outcome)
        for outcome in summary_of_findings(evidence, population)
    }


def found(evidence: Evidence, label: str) -> TrialFinding:
    """Return what trials found of an outcome, which must be there."""
    finding = rows(evidence)[label].trials
    assert finding is not None
    return finding


@pytest.fixture
def unrated(vaccines: Evidence) -> Evidence:
    """The topic of vaccines before anybody judged how sure anything is."""
    return replace(vaccines, certainty=())


def test_a_row_finds_its_trials_by_measure_whether_or_not_it_is_rated(
    vaccines: Evidence, unrated: Evidence
) -> None:
    for label in ("Valley fever", "Stay in hospital", "Antibody titre", "Sore arm"):
        rated, bare = rows(vaccines)[label], rows(unrated)[label]
        assert not bare.is_empty
        assert bare.certainty == "not yet rated"
        assert bare.trials == rated.trials


def test_a_rating_that_lists_the_drug_alone_hides_no_control_group(vaccines: Evidence) -> None:
    certainty = tuple(
        replace(rating, results=("north-1998#fever-valvax",)) for rating in vaccines.certainty[:1]
    )
    outcome = rows(replace(vaccines, certainty=certainty))["Valley fever"]
    assert {contrast.study.id for contrast in outcome.concurrent} >= {"north-1998", "south-2002"}
    assert outcome.alone == ()
    assert outcome.trials == rows(vaccines)["Valley fever"].trials


def test_what_a_rater_left_out_stays_out(vaccines: Evidence) -> None:
    (fever, *_) = vaccines.certainty
    left_out = tuple(
        NotCounted(result=f"isle-2018#fever-{arm}-{time}", why="W")
        for arm in ("valvax", "none")
        for time in ("6m", "12m")
    )
    rating = replace(fever, results=("north-1998#fever-valvax",), not_counted=left_out)
    outcome = rows(replace(vaccines, certainty=(rating,)))["Valley fever"]
    assert "isle-2018" not in {contrast.study.id for contrast in outcome.contrasts}
    assert outcome.trials is not None
    assert outcome.trials.trials == 3


def test_the_risk_without_is_the_middle_of_the_control_groups(vaccines: Evidence) -> None:
    without = found(vaccines, "Valley fever").without
    assert without is not None
    controls = sorted([31 / 205, 52 / 398, 43 / 302, 0 / 92])
    assert without.value == pytest.approx((controls[1] + controls[2]) / 2, abs=1e-12)
    assert (without.low, without.high) == (controls[0], controls[-1])
    assert (without.groups, without.crude) == (4, False)


def test_the_difference_is_that_of_the_ratio_at_the_risk_without(vaccines: Evidence) -> None:
    for label in ("Valley fever", "Stay in hospital", "Sore arm"):
        finding = found(vaccines, label)
        assert finding.without
        assert finding.relative
        assert finding.difference
        effect = Effect("RR", *finding.relative)
        known = absolute_effect(effect, finding.without.value).cut
        assert finding.difference.value == pytest.approx(known.difference, abs=1e-9)
        assert finding.at_known_risk == (known.difference, *known.interval)
        assert finding.with_drug
        treated = [finding.without.value * ratio for ratio in finding.relative]
        assert list(finding.with_drug) == pytest.approx([min(risk, 1) for risk in treated])
        # No effect is in both intervals or in neither.
        assert crosses_no_effect(finding) is (
            finding.difference.low <= 0 <= finding.difference.high
        )


def test_the_interval_carries_the_chance_in_the_control_risk_too(vaccines: Evidence) -> None:
    finding = found(vaccines, "Sore arm")
    assert finding.without
    assert finding.relative
    assert finding.difference
    known = absolute_effect(Effect("RR", *finding.relative), finding.without.value).cut.interval
    assert finding.difference.low < known.low
    assert finding.difference.low == pytest.approx(0.154995573, abs=1e-7)


def test_no_more_people_have_an_event_than_there_are(vaccines: Evidence) -> None:
    difference = found(vaccines, "Stay in hospital").difference
    without = found(vaccines, "Stay in hospital").without
    assert difference
    assert without
    assert without.value + difference.low >= 0
    assert without.value + difference.high <= 1


def test_means_have_a_mean_without_and_no_ratio(vaccines: Evidence) -> None:
    finding = found(vaccines, "Antibody titre")
    assert finding.without
    assert finding.difference
    assert (finding.without.kind, finding.without.value) == ("mean", 4.4)
    assert finding.difference.value == pytest.approx(83.7)
    assert (finding.relative, finding.with_drug) == (None, None)


def with_events(evidence: Evidence, changes: dict[str, int]) -> Evidence:
    """Return evidence in which results have other numbers of events."""

    def changed(study: Study) -> Study:
        results = tuple(
            replace(row, events=Count.parse(str(changes[f"{study.id}#{row.id}"])))
            if f"{study.id}#{row.id}" in changes
            else row
            for row in study.results
        )
        return replace(study, results=results)

    studies = {name: changed(study) for name, study in evidence.studies.items()}
    return replace(evidence, studies=studies)


def test_without_an_event_in_the_middle_group_all_groups_are_added_up(vaccines: Evidence) -> None:
    none = {"north-1998#hospital-none": 0, "south-2002#hospital-none": 0}
    without = found(with_events(vaccines, none), "Stay in hospital").without
    assert without is not None
    assert (without.value, without.crude) == (0, True)
    assert found(with_events(vaccines, none), "Stay in hospital").difference is None
    three = {"north-1998#fever-none": 0, "south-2002#fever-none": 0}
    fever = found(with_events(vaccines, three), "Valley fever").without
    assert fever is not None
    assert fever.crude
    assert fever.value == pytest.approx(43 / (205 + 398 + 302 + 92))


@pytest.mark.parametrize(
    ("label", "threshold", "per", "crossing"),
    [
        ("Valley fever", None, None, False),
        ("Stay in hospital", None, None, True),
        ("Valley fever", "2", "100", False),
        ("Valley fever", "10", "100", True),
        ("Valley fever", "100", "1000", True),
        ("Valley fever", "14", "100", False),
        ("Valley fever", "10", None, None),
        ("Antibody titre", "80", None, True),
        ("Antibody titre", "70", None, False),
        ("Antibody titre", "80", "100", None),
    ],
)
def test_an_interval_crosses_its_target_or_does_not(
    vaccines: Evidence, label: str, threshold: str | None, per: str | None, crossing: bool | None
) -> None:
    target = CertaintyTarget(
        kind="important-difference" if threshold else "no-effect",
        threshold=Number.parse(threshold) if threshold else None,
        per=Count.parse(per) if per else None,
    )
    assert crosses(found(vaccines, label), target) is crossing


def test_an_interval_within_the_threshold_is_no_important_difference(vaccines: Evidence) -> None:
    target = CertaintyTarget(
        kind="important-difference", threshold=Number.parse("14"), per=Count.parse("100")
    )
    assert is_within(found(vaccines, "Valley fever"), target)
    assert not is_within(found(vaccines, "Stay in hospital"), target)


def test_uncontrolled_evidence_has_no_finding_of_trials(evidence: Evidence) -> None:
    for population in evidence.populations:
        for outcome in summary_of_findings(evidence, population):
            if not any(contrast.concurrent for contrast in outcome.contrasts):
                assert with_trials(evidence, outcome).trials is None


def test_one_trial_stands_with_what_it_prints_of_its_two_groups(vaccines: Evidence) -> None:
    chosen = ChosenOutcome(certainty="children-fever", measure="valley-fever")
    groups = (ChosenOutcomes(population="travelling-children", outcomes=(chosen,)),)
    evidence = replace(vaccines, topic=replace(vaccines.topic, summary_of_findings=groups))
    outcome = rows(evidence, "travelling-children")["Valley fever"]
    assert outcome.trials
    assert outcome.trials.estimate.effect == "hazard-ratio"
    assert outcome.trials.relative == (0.29, 0.08, 1.04)
    assert outcome.trials.without
    assert outcome.trials.without.value == 10 / 118
    survival = (1 - 10 / 118) ** 0.29
    assert outcome.trials.with_drug
    assert outcome.trials.with_drug.value == pytest.approx(1 - survival)
    assert outcome.trials.with_drug.high == pytest.approx(1 - (1 - 10 / 118) ** 1.04)


def test_trials_that_do_not_stand_in_the_average_are_counted(vaccines: Evidence) -> None:
    outcome = rows(vaccines)["Valley fever"]
    assert outcome.trials
    assert outcome.trials_beside == 1
    assert rows(vaccines)["Sore arm"].trials_beside == 0


def test_harms_go_together_however_long_their_trials_lasted(vaccines: Evidence) -> None:
    lengths = {"north-1998": None, "south-2002": FollowUp(value=Number.parse("5"), unit="years")}
    studies = {
        name: replace(study, follow_up=lengths.get(name, study.follow_up))
        for name, study in vaccines.studies.items()
    }
    finding = found(replace(vaccines, studies=studies), "Sore arm")
    assert finding.trials == 3
    assert "harms counted up to the end of each trial" in method_words(finding)
    assert "harms counted" not in method_words(found(vaccines, "Valley fever"))


def of_counts(made: Made, *tables: tuple[int, int, int, int]) -> TrialFinding:
    made.counted_trials(tables)
    (body,) = form_bodies(made.evidence, candidates(made.evidence, "grown-ups", "fever"))
    return finding_of(estimate(made.evidence, body))


def test_one_ratio_is_taken_to_the_risk_of_one_group(made: Made) -> None:
    finding = of_counts(made, (10, 100, 20, 100), (20, 100, 40, 100), (5, 100, 10, 100))
    lowest, _, highest = control_groups(finding.estimate)
    assert (lowest.study.id, lowest.risk, highest.study.id) == ("trial-2", 0.1, "trial-1")
    for group, difference in ((lowest, -0.05), (highest, -0.2)):
        there = at_risk_of(finding, group)
        assert there.without is not None
        assert there.difference is not None
        assert (there.without.value, there.without.groups) == (group.risk, 1)
        assert there.difference.value == pytest.approx(difference)
        assert there.relative == finding.relative


def test_another_ratio_is_taken_to_the_same_risk(made: Made) -> None:
    finding = of_counts(made, (10, 100, 20, 100), (20, 100, 40, 100), (15, 100, 30, 100))
    elsewhere = with_ratio(finding, Span(0.5, 0.1, 20.0))
    assert elsewhere.without == finding.without
    assert elsewhere.difference is not None
    # The middle is 30 of 100: no more than 70 others can have it.
    assert elsewhere.difference.value == pytest.approx(-0.15)
    assert elsewhere.difference.low is not None
    assert elsewhere.difference.low >= -0.3
    assert elsewhere.difference.high is not None
    assert 0.65 < elsewhere.difference.high <= 0.7
