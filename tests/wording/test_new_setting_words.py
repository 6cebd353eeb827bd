"""What an average of trials says of new settings, and how far trials differ, in words."""

import dataclasses
import math
from typing import Any

import pytest
from made_up import POPULATION, Made, measured, summary

from generator.model.evidence import Evidence
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import Estimate, estimate
from generator.synthesis.models import Pooled
from generator.wording.new_setting_words import (
    doubts_no_difference,
    heterogeneity_line,
    leave_one_out_summary,
    prediction_lines,
)

AVERAGE = Pooled(
    scale="ratio", method="made up", studies=9, value=0.5, low=0.3, high=0.9, error=0.3,
    prediction_low=0.1, prediction_high=2.5, tau=0.4, tau_low=0.1, tau_high=1.2, i2=60.0,
)  # fmt: skip


def with_average(made: Made, domain: str = "fever", **fields: Any) -> tuple[Evidence, Estimate]:
    """Return an estimate of five trials with a made-up average."""
    if domain == "fever":
        made.counted_trials([(10, 100, 20, 100)] * 5)
    else:
        groups = {"on": ("alphaone", 40), "pill": ("sugar-pill", 40)}
        for place in range(5):
            means = {"on": f"{10 + place}", "pill": "20"}
            rows = [measured(arm, 40, summary(mean=mean, sd="4")) for arm, mean in means.items()]
            made.trial(f"trial-{place}", groups, rows)
    (body,) = form_bodies(made.evidence, candidates(made.evidence, POPULATION, domain))
    found = estimate(made.evidence, body)
    return made.evidence, dataclasses.replace(found, pooled=dataclasses.replace(AVERAGE, **fields))


def test_settings_are_counted_to_the_nearest_five_of_a_hundred(made: Made) -> None:
    first, second = prediction_lines(*with_average(made))
    assert first.startswith(
        "In a new setting like these, the risk ratio would probably lie from 0.10"
    )
    # log 0.5 over a spread of 0.5 is −1.386: t on 8 degrees of freedom leaves 89.9 of 100 below.
    assert second == "About 90 of 100 such settings would see fewer on the drug, 10 more."


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.1, "Over 95 of 100 such settings would see fewer on the drug, under 5 more."),
        (10.0, "Under 5 of 100 such settings would see fewer on the drug, over 95 more."),
        (1.0, "About 50 of 100 such settings would see fewer on the drug, 50 more."),
    ],
)
def test_the_ends_are_told_as_over_and_under(made: Made, value: float, told: str) -> None:
    assert prediction_lines(*with_average(made, value=value))[1] == told


def test_beyond_what_matters_is_told_of_means(made: Made) -> None:
    fields = {"scale": "difference", "value": -5.0, "error": 3.0, "tau": 4.0, "prediction_low": -16.5, "prediction_high": 6.5}  # fmt: skip
    evidence, found = with_average(made, "strength", **fields)
    score = evidence.measures["river-score"]
    (threshold,) = score.thresholds
    here = dataclasses.replace(threshold, value="5 points", populations=(POPULATION,))
    score = dataclasses.replace(score, thresholds=(here,))
    evidence = dataclasses.replace(evidence, measures={**evidence.measures, score.id: score})
    _, below, matters = prediction_lines(evidence, found)
    # −5 over a spread of 5: t on 8 degrees of freedom leaves 82.7 of 100 below 0, half below −5.
    assert (
        below
        == "About 85 of 100 such settings would see a lower value on the drug, 15 a higher value."
    )
    assert matters.startswith("By 5 points or more: lower in 50, higher in ")
    assert matters.endswith("5 of 100.")


def test_few_trials_and_methods_of_one_effect_predict_nothing(made: Made) -> None:
    none = {"prediction_low": None, "prediction_high": None}
    (few,) = prediction_lines(*with_average(made, studies=4, **none))
    assert few == "4 trials in the average: too few to say what a new setting would show."
    (same,) = prediction_lines(*with_average(made, tau=None, **none))
    assert same.startswith("This method takes the effect to be one and the same everywhere")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "How much trials differ: tau 0.40 (0.10 to 1.20) on the log scale; I² 60 %."),
        ({"scale": "difference"}, "How much trials differ: tau 0.40 (0.10 to 1.20); I² 60 %."),
        ({"tau_low": None, "tau_high": None, "i2": None}, "How much trials differ: tau 0.40 on the log scale."),
        ({"tau": None}, "How much trials differ is not estimated by this method. I² 60 %."),
        ({"tau": None, "i2": None}, "How much trials differ is not estimated by this method."),
    ],
)  # fmt: skip
def test_tau_comes_first_with_its_scale(fields: dict[str, Any], told: str) -> None:
    assert heterogeneity_line(dataclasses.replace(AVERAGE, **fields)) == told


@pytest.mark.parametrize(
    ("fields", "doubts"),
    [
        ({}, False),
        ({"high": 1.0}, True),
        ({"low": 1.0, "high": 2.0}, True),
        ({"low": 1.01, "high": 2.0}, False),
        ({"scale": "difference"}, False),
        ({"scale": "difference", "low": -1.0}, True),
        ({"scale": "difference", "low": -2.0, "high": 0.0}, True),
    ],
)
def test_an_interval_that_touches_no_difference_leaves_it_possible(
    fields: dict[str, Any], doubts: bool
) -> None:
    assert doubts_no_difference(dataclasses.replace(AVERAGE, **fields)) is doubts


def test_the_averages_without_each_trial_are_told_by_their_ends(made: Made) -> None:
    made.counted_trials([(5, 100, 10, 100), (30, 100, 20, 100), (10, 100, 20, 100)])
    (body,) = form_bodies(made.evidence, candidates(made.evidence, POPULATION, "fever"))
    found = estimate(made.evidence, body)
    values = [each.pooled.value for each in found.without if each.pooled]
    assert len(values) == 3
    low, high = (f"{end:.2f}" for end in (min(values), max(values)))
    told = leave_one_out_summary(made.evidence, found)
    assert told == f"Leaving out one study at a time: {low} to {high}"
    assert math.isclose(float(low), 0.5, abs_tol=0.01)
    bare = dataclasses.replace(found, without=())
    assert leave_one_out_summary(made.evidence, bare) == "Leaving out one study at a time"
