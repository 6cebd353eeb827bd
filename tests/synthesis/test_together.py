"""Comparisons of one outcome disagree by more than chance, or they do not; significance has no vote."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from made_up import Made, count, number

from generator.statistics.pooling import pool_common
from generator.synthesis.contrast import Contrast, ReportedFigure, contrasts
from generator.synthesis.importance import Said, Size
from generator.synthesis.together import Together, by_control, say_together


def ratio(made: Made, name: str, value: str, low: str, high: str, **changes: Any) -> Contrast:
    fields = {"measure": "river-score", "effect": "risk-ratio"}
    row = made.ratio(name, value, low, high, **{**fields, **changes})
    (contrast,) = contrasts(made.evidence, [ReportedFigure(made.evidence.studies[name], row)])
    return contrast


def counts(made: Made, name: str, drug: int, control: int, **changes: Any) -> Contrast:
    row = made.share(name, drug, 100, **{"design": "randomised-trial", **changes})
    study = made.evidence.studies[name]
    beside = dataclasses.replace(row, id="control", arm="pill", events=count(control))
    figures = [ReportedFigure(study, row), ReportedFigure(study, beside)]
    (contrast,) = contrasts(made.evidence, figures)
    return contrast


def together(made: Made, *members: Contrast) -> Together:
    return say_together(made.evidence, members)


def test_a_common_ratio_never_disagrees_however_many_hold_no_difference(made: Made) -> None:
    # Less with the first, no difference shown with the second: one and the same ratio, I² of 0.
    large, small = ratio(made, "a", "0.7", "0.55", "0.89"), ratio(made, "b", "0.7", "0.4", "1.2")
    logs = np.log([0.7, 0.7])
    variances = np.array([(np.log(0.89 / 0.55) / 3.92) ** 2, (np.log(1.2 / 0.4) / 3.92) ** 2])
    assert pool_common(logs, variances).i2_q == 0
    said = together(made, large, small)
    assert (said.said, said.disagreement) == (Said.BETTER, "")


def test_small_trials_that_each_show_nothing_may_show_something_together(made: Made) -> None:
    members = [ratio(made, name, "0.7", "0.45", "1.09") for name in "abcd"]
    assert together(made, members[0]).said is Said.NOT_SHOWN
    assert together(made, *members).said is Said.BETTER


def test_one_of_many_that_excludes_no_difference_decides_nothing(made: Made) -> None:
    members = [ratio(made, f"s{place}", "1.0", "0.7", "1.43") for place in range(9)]
    members.append(ratio(made, "last", "0.69", "0.48", "0.99"))
    assert together(made, *members).said is Said.NOT_SHOWN


def test_intervals_that_do_not_overlap_disagree(made: Made) -> None:
    said = together(
        made, ratio(made, "a", "0.5", "0.4", "0.6"), ratio(made, "b", "1.0", "0.8", "1.2")
    )
    assert (said.said, said.disagreement) == (Said.UNTOLD, "their intervals do not overlap")


def test_from_three_studies_on_their_variance_may_disagree(made: Made) -> None:
    apart = [("a", "0.5", "0.4", "0.75"), ("b", "0.9", "0.7", "1.15"), ("c", "1.1", "0.73", "1.6")]
    three = [ratio(made, *each) for each in apart]
    assert together(made, *three).disagreement.startswith(
        "their effects differ by more than chance, tau 0"
    )
    assert together(made, *three[:2]).disagreement == ""
    alike = [
        ratio(made, *each) for each in (("d", "0.5", "0.3", "0.8"), ("e", "0.6", "0.4", "0.9"))
    ]
    assert together(made, *alike, three[0]).disagreement == ""


def test_two_doses_of_one_study_are_no_disagreement_and_share_their_control(made: Made) -> None:
    first = ratio(made, "trial", "0.5", "0.4", "0.6")
    second = dataclasses.replace(first, estimates=(
        dataclasses.replace(first.estimates[0], value=number("1.0"), ci_low=number("0.8"), ci_high=number("1.25")),  # type: ignore[call-arg]
    ))  # fmt: skip
    assert together(made, first, second).disagreement == ""
    # One comparison twice is no surer than once.
    edge = ratio(made, "edge", "0.80", "0.64", "1.002")
    assert together(made, edge, edge).said is Said.NOT_SHOWN


def test_chance_assignment_and_intervals_go_before_the_rest(made: Made) -> None:
    trial = ratio(made, "trial", "1.0", "0.8", "1.25")
    cohort = ratio(made, "cohort", "0.5", "0.4", "0.6")
    cohort = dataclasses.replace(cohort, study=dataclasses.replace(cohort.study, design="cohort"))
    evidence = made.evidence
    by_chance = dataclasses.replace(evidence.designs["randomised-trial"], appraisal_tool="RoB 2")
    others = dataclasses.replace(by_chance, id="cohort", appraisal_tool="none", randomised=None)
    designs = {**evidence.designs, "randomised-trial": by_chance, "cohort": others}
    evidence = dataclasses.replace(evidence, designs=designs)
    assert say_together(evidence, (trial, cohort)).heard == (trial,)
    assert say_together(evidence, (cohort,)).said is Said.BETTER


def test_an_interval_goes_before_figures_without_one(made: Made) -> None:
    counted = counts(made, "counted", 50, 45)
    uncounted = counts(made, "uncounted", 90, 10)
    bare = {
        side: dataclasses.replace(row, events=None, total=None, percent=number(percent))
        for side, row, percent in (
            ("drug", uncounted.drug, "90"),
            ("control", uncounted.control, "10"),
        )
    }  # type: ignore[type-var]
    uncounted = dataclasses.replace(uncounted, **bare)  # type: ignore[arg-type]
    assert together(made, counted, uncounted).heard == (counted,)
    assert together(made, uncounted).said is Said.BETTER


def test_effects_on_unlike_scales_are_one_only_where_they_say_the_same(made: Made) -> None:
    shares = counts(made, "shares", 80, 20)
    points = ratio(made, "points", "3", "2", "4", measure="fever-free", effect="mean-difference")
    assert together(made, shares, points).said is Said.BETTER
    unsure = ratio(made, "unsure", "3", "-2", "8", measure="fever-free", effect="mean-difference")
    assert together(made, shares, unsure) == Together(
        Said.NOT_SHOWN, Size.NO_INTERVAL, (shares, unsure)
    )


def test_two_control_groups_of_one_study_are_two_questions(made: Made) -> None:
    first, other = counts(made, "trial", 33, 29), counts(made, "other", 40, 30)
    second = dataclasses.replace(first, against=dataclasses.replace(first.against, id="second"))
    assert by_control([first, second, other]) == [[first, other], [second]]
    assert by_control([first, first]) == [[first, first]]
    assert by_control([]) == []


def test_nothing_said_is_nothing(made: Made) -> None:
    assert together(made) == Together(Said.UNTOLD, None, ())
    unlisted = counts(made, "unlisted", 80, 20, measure="unlisted")
    assert together(made, unlisted) == Together(Said.UNTOLD, None, ())


@pytest.mark.parametrize("p", [None, "0.9", "0.0001"])
def test_p_values_of_any_size_change_nothing(made: Made, p: str | None) -> None:
    printed = p and number(p)
    members = (
        ratio(made, "a", "0.7", "0.55", "0.89", p=printed),
        ratio(made, "b", "0.7", "0.4", "1.2", p=printed),
    )
    members = tuple(
        dataclasses.replace(each, estimates=(dataclasses.replace(each.estimates[0], p=printed),))
        for each in members
    )  # type: ignore[assignment]
    said = together(made, *members)
    assert (said.said, said.size, said.disagreement) == (Said.BETTER, Size.NO_THRESHOLD, "")
