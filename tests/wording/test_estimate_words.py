"""What a body of evidence allows to be said in one line: an average, a range, one study, nothing."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, summary

from generator.model.evidence import Evidence
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.estimate import Estimate, Sensitivity, estimate
from generator.synthesis.models import Pooled
from generator.wording.estimate_words import (
    estimate_range,
    estimate_title,
    estimate_unit,
    estimate_words,
    pooled_words,
    sensitivity_words,
    spread_words,
)

replace: Any = dataclasses.replace


def best(evidence: Evidence, domain: str = "fever") -> Estimate:
    return estimate(evidence, form_bodies(evidence, candidates(evidence, "grown-ups", domain))[0])


def pooled(**changes: Any) -> Pooled:
    values = {"value": 1.5, "low": 0.5, "high": 2.5, "prediction_low": -1, "prediction_high": 4}
    fields = {"scale": "difference", "method": "a model", "studies": 5, "tau": 0.256, **values}
    return Pooled(**{**fields, **changes})


def test_one_study_stands_alone_and_its_kind_is_said(made: Made) -> None:
    made.share("one", 3, 10)
    evidence = made.evidence
    found = best(evidence)
    assert estimate_words(evidence, found) == "one study, 30 %"
    assert estimate_title(evidence, found) == "Alphaone: Fever free, 12 weeks"


def test_a_ratio_alone_is_called_by_its_kind_and_has_no_unit(made: Made) -> None:
    made.ratio("one", "0.4", "0.2", "0.8")
    evidence = made.evidence
    found = best(evidence)
    assert estimate_words(evidence, found) == "one study, hazard ratio 0.40"
    assert estimate_title(evidence, found) == ("Alphaone: Fever free, 12 weeks, against sugar pill")
    assert estimate_unit(evidence, found) is None


def test_a_ratio_of_scores_has_no_unit_and_an_unknown_control_no_name(made: Made) -> None:
    made.ratio("one", "0.4", "0.2", "0.8", measure="river-score", beside="nobody")
    found = best(made.evidence, "strength")
    assert estimate_unit(made.evidence, found) is None
    assert estimate_title(made.evidence, found) == "Alphaone: River score, 12 weeks"


def test_drugs_that_are_not_known_are_left_out_of_the_title(made: Made) -> None:
    made.share("one", 3, 10)
    found = best(made.evidence)
    (known,) = found.inputs
    others = (replace(known.candidate, drug=drug) for drug in ("nobody", None))
    inputs = (known, *(replace(known, candidate=other) for other in others))
    title = estimate_title(made.evidence, replace(found, inputs=inputs))
    assert title == "Alphaone: Fever free, about 12 weeks"
    half = replace(found, low=None)
    assert estimate_words(made.evidence, half) == "nothing that could be put on a scale"


def test_a_change_has_the_unit_of_its_measure(made: Made) -> None:
    made.change("one", 10, summary(mean="28", sd="6"), summary(mean="12", sd="6"))
    evidence = made.evidence
    found = best(evidence, "strength")
    assert estimate_unit(evidence, found) == "points"
    assert estimate_words(evidence, found) == "one study, −16.0 points"


def test_several_studies_are_a_range_about_a_time_under_every_drug(made: Made) -> None:
    made.share("one", 3, 10)
    made.share("two", 6, 10)
    found = best(made.evidence)
    assert estimate_words(made.evidence, found) == "2 studies, from 30 % to 60 %, not averaged"
    assert estimate_title(made.evidence, found) == "Alphaone: Fever free, about 12 weeks"
    made.share("two", 6, 10, drug="alphatwo")
    title = estimate_title(made.evidence, best(made.evidence))
    assert title == "Alphaone and Alphatwo: Fever free, about 12 weeks"


def test_equal_figures_are_one_and_a_time_not_stated_is_left_out(made: Made) -> None:
    for name in ("one", "two"):
        made.share(name, 3, 10)
    found = best(made.evidence)
    assert estimate_range(found, None) == "30 %"
    anchor = found.body.anchor
    untimed = replace(anchor, result=replace(anchor.result, time=None))
    found = replace(found, body=replace(found.body, anchor=untimed))
    assert estimate_title(made.evidence, found) == "Alphaone: Fever free"


def test_five_studies_are_an_average_with_both_intervals(made: Made) -> None:
    for place in range(5):
        made.share(f"s{place}", 40 + place, 100)
    evidence = made.evidence
    found = best(evidence)
    assert found.pooled
    said = estimate_words(evidence, found)
    assert said == f"5 studies, average {pooled_words(found.pooled)}"
    assert said.startswith("5 studies, average 42 % (95 % interval ")


def test_what_cannot_stand_on_a_scale_has_no_range(made: Made) -> None:
    made.share("one", 3, 10)
    found = best(made.evidence)
    assert estimate_words(made.evidence, replace(found, inputs=())) == (
        "nothing that could be put on a scale"
    )
    for missing in ({"inputs": ()}, {"low": None}, {"high": None}):
        with pytest.raises(ValueError, match="no range"):
            estimate_range(replace(found, **missing), None)


def test_an_average_is_said_with_its_unit_in_every_place() -> None:
    assert pooled_words(pooled(), "points") == (
        "1.5 points (95 % interval 0.5 to 2.5 points; prediction interval −1.0 to 4.0 points)"
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Between studies (tau) 0.26."),
        ({"scale": "share"}, "Between studies (tau) 0.26 on the scale of log odds."),
        ({"scale": "ratio"}, "Between studies (tau) 0.26 on the scale of log ratios."),
        ({"tau_low": 0.125, "tau_high": 1}, "Between studies (tau) 0.26, 0.13 to 1.00."),
        ({"tau_low": 0.125}, "Between studies (tau) 0.26."),
        ({"tau_high": 0.125}, "Between studies (tau) 0.26."),
        ({"i2": 0.0}, "Between studies (tau) 0.26; I² 0 %."),
        (
            {"crude_counts": (29, 200)},
            "Between studies (tau) 0.26; crude total 29 of 200 (14.5 %).",
        ),
        ({"crude_counts": (0, 20)}, "Between studies (tau) 0.26; crude total 0 of 20 (0 %)."),
    ],
)
def test_spread_is_said_as_far_as_it_is_known(changes: dict[str, Any], words: str) -> None:
    assert spread_words(pooled(**changes)) == words


def test_each_other_choice_says_what_was_done_otherwise(made: Made) -> None:
    made.share("one", 3, 10)
    made.share("two", 3, 10)
    one, two = made.evidence.studies.values()
    said = [
        sensitivity_words(Sensitivity(pooled=None, **choice))
        for choice in (
            {"left_out": one},
            {"left_out": one, "put_in": two},
            {"correlation": 0.0},
        )
    ]
    assert said == [
        "without One",
        "Two in place of One, which may share people with it",
        "correlation of 0.0 between before and after, where it is not known",
    ]
