"""Averages of trials: from two on, by which model, with which weights, and what they predict."""

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

import pytest
from made_up import COLLINS, Made, compared, measured, summary, timed

from generator.model.evidence import Evidence
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import Estimate, estimate
from generator.synthesis.models import MEANS
from generator.synthesis.reasons import Reason

# Events and people on the drug, then beside it.
# Coated catheters against infections of the blood: Niel-Weise BS and others. J Antimicrob Chemother
# 2007;59:359-369. Five groups have no infection, and in one trial nobody had any.
NIEL_WEISE = (
    (0, 116, 3, 117), (1, 44, 3, 35), (2, 208, 9, 195), (0, 130, 7, 136), (5, 151, 6, 157),
    (1, 98, 4, 139), (1, 174, 3, 177), (1, 74, 2, 39), (1, 97, 19, 103), (1, 113, 2, 122),
    (0, 66, 7, 64), (0, 70, 1, 58), (3, 188, 5, 175), (6, 187, 11, 180), (0, 118, 0, 105),
    (0, 252, 1, 262), (1, 345, 3, 362), (4, 64, 1, 69),
)  # fmt: skip


def body(evidence: Evidence, domain: str = "fever") -> Estimate:
    (whole,) = form_bodies(evidence, candidates(evidence, "grown-ups", domain))
    return estimate(evidence, whole)


def of_counts(made: Made, tables: Sequence[tuple[int, int, int, int]], **fields: Any) -> Estimate:
    made.counted_trials(tables, **fields)
    return body(made.evidence)


def in_order(found: Estimate) -> list[float]:
    """Return the weights in the order in which the trials were added."""
    by_trial = {int(entry.candidate.study.id[6:]): entry.weight for entry in found.inputs}
    return [weight for _, weight in sorted(by_trial.items()) if weight is not None]


def logarithms(*values: float | None) -> list[float]:
    return [math.log(value) for value in values if value is not None]


def test_nine_trials_give_what_metafor_gives(made: Made) -> None:
    found = of_counts(made, COLLINS)
    pooled = found.pooled
    assert pooled is not None
    # metafor 3.8-1: rma(yi, vi, method="REML", test="adhoc"), its limits and t(k - 1) prediction.
    assert logarithms(pooled.value, pooled.low, pooled.high) == pytest.approx(
        [-0.439004706812234, -0.896362973693993, 0.018353560069525], abs=1e-7
    )
    assert logarithms(pooled.prediction_low, pooled.prediction_high) == pytest.approx(
        [-1.56521510785294, 0.687205694228473], abs=1e-7
    )
    assert pooled.tau == pytest.approx(0.199180516387411**0.5, abs=1e-7)
    assert (pooled.method, pooled.studies, found.extent) == (MEANS, 9, "pooled")
    assert found.headline
    assert in_order(found) == pytest.approx(
        [10.3139196579269, 11.4127243031608, 12.3154319003553, 9.11455832105498, 10.9242018565179,
         16.0122237993311, 10.812770975031, 3.98307000313594, 15.111099183486], abs=1e-5,
    )  # fmt: skip
    assert sum(in_order(found)) == pytest.approx(100)


def test_the_largest_trial_stands_first_with_its_own_weight(made: Made) -> None:
    found = of_counts(made, COLLINS)
    first = found.inputs[0]
    assert first.candidate.study.id == "trial-5"
    assert first.weight == pytest.approx(16.0122237993311, abs=1e-5)


def test_two_trials_are_averaged_and_one_is_not(made: Made) -> None:
    one = of_counts(made, COLLINS[:1])
    assert (one.pooled, one.extent) == (None, "study")
    assert [refusal.reason for refusal in one.refusals] == [Reason.ONE_TRIAL]
    two = of_counts(made, COLLINS[:2])
    assert two.pooled is not None
    assert two.is_of_trials
    # t on one degree of freedom.
    half = math.log(two.pooled.high / two.pooled.value)
    assert half == pytest.approx(12.7062047 * two.pooled.error, rel=1e-6)


def test_two_trials_of_fewer_than_thirty_people_are_not_averaged(made: Made) -> None:
    found = of_counts(made, [(3, 7, 4, 7), (2, 7, 3, 8)])
    assert found.body.people == 29
    assert found.pooled is None
    assert [refusal.reason for refusal in found.refusals] == [Reason.FEW_PEOPLE]


@pytest.mark.parametrize(("trials", "predicts"), [(4, False), (5, True)])
def test_a_new_setting_is_predicted_from_five_trials_on(
    made: Made, trials: int, predicts: bool
) -> None:
    pooled = of_counts(made, COLLINS[:trials]).pooled
    assert pooled is not None
    assert (pooled.prediction_low is not None) is predicts
    assert (pooled.prediction_high is not None) is predicts


def test_a_group_without_an_event_calls_for_mantel_and_haenszel(made: Made) -> None:
    found = of_counts(made, [(0, 20, 4, 20), (5, 50, 10, 50)])
    pooled = found.pooled
    assert pooled is not None
    # R = 0 · 20/40 + 5 · 50/100, S = 4 · 20/40 + 10 · 50/100; the shares of S are the weights.
    assert pooled.value == pytest.approx(2.5 / 7)
    assert pooled.method.startswith("Mantel-Haenszel risk ratio with nothing added")
    assert (pooled.tau, pooled.prediction_low) == (None, None)
    assert in_order(found) == pytest.approx([100 * 2 / 7, 100 * 5 / 7])
    names = [other.method for other in found.others]
    assert names[0] == MEANS
    assert len(names) == len(set(names)) == 5
    assert all(other.studies == 2 for other in found.others)


def test_a_rate_of_no_events_calls_for_them_too(made: Made) -> None:
    for place, rows in enumerate(((0, "100", 4, "100"), (5, "50", 10, "50"))):
        events, time, beside, others = rows
        groups = {"on": ("alphaone", 40), "pill": ("sugar-pill", 40)}
        rates = [timed("on", events, time), timed("pill", beside, others)]
        made.trial(f"trial-{place}", groups, rates)
    found = body(made.evidence)
    assert found.pooled is not None
    # R = 0 · 100/200 + 5 · 50/100, S = 4 · 100/200 + 10 · 50/100.
    assert found.pooled.value == pytest.approx(2.5 / 7)
    assert found.pooled.method.startswith("Mantel-Haenszel rate ratio")
    assert in_order(found) == pytest.approx([100 * 2 / 7, 100 * 5 / 7])


def test_without_a_study_the_method_of_all_is_kept(made: Made) -> None:
    found = of_counts(made, [(0, 20, 4, 20), (5, 50, 10, 50), (6, 60, 9, 60)])
    without = [each.pooled for each in found.without if each.pooled]
    assert {pooled.method for pooled in without} == {found.pooled.method if found.pooled else ""}
    # R = 5 · 50/100 + 6 · 60/120, S = 10 · 50/100 + 9 · 60/120: no group lacks events.
    assert pytest.approx(5.5 / 9.5) in [pooled.value for pooled in without]


def test_trials_with_and_without_events_give_what_metafor_gives(made: Made) -> None:
    found = of_counts(made, NIEL_WEISE)
    pooled = found.pooled
    assert pooled is not None
    # metafor 3.8-1: rma.mh(measure="RR", add=c(1/2, 0), to=c("only0", "none")).
    assert logarithms(pooled.value, pooled.low, pooled.high) == pytest.approx(
        [-1.17777194418453, -1.6053732568011, -0.75017063156796], abs=1e-9
    )
    assert pooled.error == pytest.approx(0.218167943895619, abs=1e-9)
    assert sum(in_order(found)) == pytest.approx(100)


def test_a_trial_in_which_nobody_had_the_outcome_tells_nothing(made: Made, small: Evidence) -> None:
    silent = of_counts(made, NIEL_WEISE)
    telling = of_counts(Made(small), [table for table in NIEL_WEISE if table[0] + table[2]])
    assert silent.pooled is not None
    assert telling.pooled is not None
    same = ("value", "low", "high", "error")
    assert [getattr(silent.pooled, name) for name in same] == pytest.approx(
        [getattr(telling.pooled, name) for name in same]
    )
    assert (len(silent.inputs), silent.pooled.studies) == (18, 17)
    nobody = [entry.candidate.study.id for entry in silent.inputs if entry.weight == 0]
    assert nobody == ["trial-14"]


@pytest.mark.parametrize(
    ("tables", "reason", "words"),
    [
        ([(5, 50, 10, 50), (0, 60, 0, 60)], Reason.ONE_TRIAL, "in the others nobody had the outcome"),
        ([(0, 50, 0, 50), (0, 60, 0, 60)], Reason.NO_MAXIMUM, "in every study"),
        ([(50, 50, 50, 50), (60, 60, 60, 60)], Reason.NO_MAXIMUM, "in every study"),
        # Groups on the drug without any event: a ratio of sums would be 0.
        ([(0, 50, 3, 50), (0, 60, 4, 60)], Reason.NO_MAXIMUM, "in every group on one side"),
    ],
)  # fmt: skip
def test_where_a_ratio_cannot_be_averaged_it_is_said_why(
    made: Made, tables: Any, reason: Reason, words: str
) -> None:
    found = of_counts(made, tables)
    assert (found.pooled, found.extent, found.headline) == (None, "range", False)
    (refusal,) = found.refusals
    assert refusal.reason is reason
    assert words in refusal.words


def test_the_same_trials_by_other_methods_stand_beside_the_average(made: Made) -> None:
    found = of_counts(made, COLLINS)
    normal, common = found.others
    # metafor 3.8-1: method="EE".
    assert logarithms(common.value, common.low, common.high) == pytest.approx(
        [-0.305107100149915, -0.448955805122336, -0.161258395177493], abs=1e-9
    )
    assert found.pooled is not None
    assert normal.value == pytest.approx(found.pooled.value)
    assert normal.low > found.pooled.low


def test_the_average_without_each_trial_leaves_out_each_once(made: Made) -> None:
    found = of_counts(made, COLLINS[:3])
    left_out = {each.left_out.id for each in found.without if each.left_out}
    assert left_out == {"trial-0", "trial-1", "trial-2"}
    assert {each.pooled.studies for each in found.without if each.pooled} == {2}


def test_trials_of_one_measure_in_means_give_their_difference(made: Made) -> None:
    figures = {"one": ("-8", "-2"), "two": ("-7", "-1")}
    groups = {"on": ("alphaone", 16), "pill": ("sugar-pill", 36)}
    for name, (on_drug, beside) in figures.items():
        rows = [
            measured("on", 16, change=summary(mean=on_drug, sd="4")),
            measured("pill", 36, change=summary(mean=beside, sd="6")),
        ]
        made.trial(name, groups, rows)
    found = body(made.evidence, "strength")
    assert found.pooled is not None
    assert (found.effect, found.scale) == ("mean-difference", "difference")
    assert found.pooled.value == pytest.approx(-6)
    assert (found.pooled.tau, found.pooled.error) == pytest.approx((0, 1))
    assert [entry.weight for entry in found.inputs] == pytest.approx([50, 50])


def test_a_printed_ratio_among_counts_calls_for_half_a_person_all_the_same(made: Made) -> None:
    of_counts(made, [(0, 20, 4, 20), (5, 50, 10, 50)])
    groups = {"on": ("alphaone", 30), "pill": ("sugar-pill", 30)}
    ratio = compared("on", "pill", "risk-ratio", "0.5", ci_low="0.3", ci_high="0.9")
    made.trial("trial-2", groups, [ratio])
    found = body(made.evidence)
    assert found.pooled is not None
    assert found.pooled.method == MEANS
    assert [entry.figure.added_half for entry in found.inputs].count(True) == 1


def test_cohorts_are_not_averaged_as_trials_are(made: Made) -> None:
    of_counts(made, COLLINS[:4], design="cohort")
    trial = made.evidence.designs["randomised-trial"]
    cohort = dataclasses.replace(trial, id="cohort", randomised=False)
    evidence = dataclasses.replace(
        made.evidence, designs={**made.evidence.designs, "cohort": cohort}
    )
    found = body(evidence)
    assert not found.is_of_trials
    assert [refusal.reason for refusal in found.refusals] == [Reason.RANGE_ONLY]
