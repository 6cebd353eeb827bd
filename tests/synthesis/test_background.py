"""What stands beside a response without a control group: what fits, what is near, and nothing else."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest
from made_up import Made, count, number

from generator.model.evidence import Evidence
from generator.model.population import NearPopulation
from generator.model.study import Patient
from generator.synthesis.background import (
    Background,
    Limits,
    background_of,
    background_of_study,
    expected_without_the_drug,
)
from generator.synthesis.compare import compare
from generator.synthesis.groups import Entry, all_results
from generator.synthesis.kinship import population_apart
from generator.synthesis.study_design import has_control

TRIAL = "randomised-trial"
OTHERS = "others"


def trial(made: Made, name: str, happened: int, people: int, **changes: Any) -> None:
    """Add a trial whose control group has this share."""
    beside = made.share(
        name, happened, people, **{"design": TRIAL, "id": "beside", "arm": "pill", **changes}
    )
    others = {key: value for key, value in changes.items() if key in {"populations", "age"}}
    made.share(name, 1, people, design=TRIAL, others=(beside,), **others)


def asked(evidence: Evidence, name: str = "one", measures: tuple[str, ...] = ()) -> Background:
    """Return the background of an uncontrolled study."""
    background = background_of(evidence, all_results([evidence.studies[name]]), measures)
    assert background is not None
    return background


def shown(evidence: Evidence, name: str = "one") -> dict[str, tuple[str, ...] | str]:
    """Return the trials that stand beside a study: how their people differ, or that they fit."""
    besides = asked(evidence, name).besides
    return {each.control.study.id: "fits" if each.fits else each.people for each in besides}


def near_to(
    evidence: Evidence, there: str = OTHERS, age: str | None = "adult", **changes: Any
) -> Evidence:
    """Return the evidence with another population that grown-ups have near them."""
    populations = dict(evidence.populations)
    ours, theirs = populations["grown-ups"], populations["children"]
    near = NearPopulation(population=there, difference="people who were older", **changes)
    populations["grown-ups"] = dataclasses.replace(ours, age_group="adult", near=(near,))
    populations[OTHERS] = dataclasses.replace(theirs, id=OTHERS, age_group=age)
    return dataclasses.replace(evidence, populations=populations)


def test_what_fits_stands_beside_and_what_is_unlike_does_not(made: Made, figures: Any) -> None:
    made.share("one", 5, 10)
    trial(made, "same", 3, 20)
    trial(made, "other-threshold", 3, 20, measure="fever-wholly")
    trial(made, "other-people", 3, 20, populations=("children",))
    trial(made, "other-age", 3, 20, age="child")
    trial(made, "other-unit", 3, 20, unit="samples")
    score = figures(mean="20")
    made.change("score", 20, score, score, measure="fever-free", design=TRIAL, arm="pill")
    assert shown(made.evidence) == {"same": "fits"}
    background = asked(made.evidence)
    assert (background.unknown, [study.id for study in background.alone]) == ((), ["one"])


def test_where_nothing_fits_the_study_is_named_as_unknown(made: Made) -> None:
    made.share("one", 5, 10)
    background = asked(made.evidence)
    assert (background.besides, background.controls) == ((), ())
    assert [study.id for study in background.unknown] == ["one"]


def test_other_people_stand_beside_only_where_they_are_called_near(made: Made) -> None:
    made.share("one", 5, 10)
    trial(made, "older", 3, 20, populations=(OTHERS,))
    trial(made, "fitting", 3, 20)
    evidence = near_to(made.evidence)
    assert shown(evidence) == {"fitting": "fits", "older": ("people who were older",)}
    assert shown(near_to(evidence, domains=("fever",)))["older"]
    assert shown(near_to(evidence, domains=("strength",))) == {"fitting": "fits"}
    assert shown(near_to(evidence, there="children")) == {"fitting": "fits"}
    # What is near one way need not be near the other way round.
    made.share("two", 5, 10, populations=(OTHERS,))
    assert shown(near_to(made.evidence), "two") == {"older": "fits"}


def test_every_population_of_a_study_has_to_be_met(made: Made) -> None:
    both = ("grown-ups", "children")
    made.share("one", 5, 10, populations=both)
    trial(made, "both", 3, 20, populations=("children", "grown-ups"))
    trial(made, "half", 3, 20, populations=("grown-ups",))
    assert shown(made.evidence) == {"both": "fits"}
    made.share("two", 5, 10)
    assert shown(made.evidence, "two") == {"half": "fits"}
    trial(made, "wider", 3, 20, populations=("grown-ups", OTHERS))
    assert shown(near_to(made.evidence), "two") == {
        "half": "fits",
        "wider": ("people who were older",),
    }
    made.share("nobody", 5, 10, populations=())
    assert shown(made.evidence, "nobody") == {}


@pytest.mark.parametrize(
    ("ours", "theirs", "stands"),
    [
        ("adult", "adult", True),
        ("adult", "child", False),
        ("child", "adult", False),
        (None, None, True),
        ("adult", None, False),
        (None, "mixed", False),
        ("mixed", "mixed", True),
    ],
)
def test_children_never_stand_beside_adults(
    made: Made, ours: str | None, theirs: str | None, *, stands: bool
) -> None:
    made.share("one", 5, 10, age=ours)
    trial(made, "trial", 3, 20, age=theirs)
    evidence = made.evidence
    ageless = {
        name: dataclasses.replace(population, age_group=None)
        for name, population in evidence.populations.items()
    }
    assert bool(shown(dataclasses.replace(evidence, populations=ageless))) == stands


def test_a_study_that_states_no_age_has_that_of_its_population(made: Made) -> None:
    made.share("one", 5, 10, age=None)
    trial(made, "older", 3, 20, populations=(OTHERS,), age=None)
    assert shown(near_to(made.evidence)) == {"older": ("people who were older",)}
    assert shown(near_to(made.evidence, age="child")) == {}
    assert shown(near_to(made.evidence, age=None)) == {}


@pytest.mark.parametrize(
    ("ours", "theirs", "fits"),
    [
        ("12 weeks", "12 weeks", True),
        ("12 weeks", "24 weeks", True),
        ("12 weeks", "6 months", False),
        ("24 weeks", "11 weeks", False),
        (None, "12 weeks", False),
        ("12 weeks", None, False),
        (None, None, False),
    ],
)
def test_the_longer_time_is_at_most_twice_the_shorter(
    made: Made, ours: str | None, theirs: str | None, *, fits: bool
) -> None:
    made.share("one", 5, 10, time=ours)
    trial(made, "trial", 3, 20, time=theirs)
    (beside,) = asked(made.evidence).besides
    assert (beside.same_time, beside.people) == (fits, ())
    assert beside.fits == fits


def test_of_one_control_group_the_nearest_time_stands(made: Made) -> None:
    made.share("one", 5, 10, time="12 weeks")
    others = [
        made.share("trial", 3, 20, id=f"at-{weeks}", arm="pill", time=f"{weeks} weeks")
        for weeks in (2, 16, 52)
    ]
    made.share("trial", 1, 20, design=TRIAL, others=(others[0], others[2], others[1]))
    (beside,) = asked(made.evidence).besides
    assert beside.control.result.id == "at-16"


@pytest.mark.parametrize(
    ("changes", "shares"),
    [
        ({}, ["15"]),
        ({"events": None, "percent": number("14.9")}, ["14.9"]),
        ({"percent": number("15.0")}, ["15.0"]),
        ({"percent": number("<25")}, ["15"]),
        ({"events": None, "percent": number("<25")}, []),
        ({"events": None}, []),
        ({"total": None}, []),
        ({"total": count(0), "events": count(0)}, []),
        ({"total": count(1), "events": count(1)}, ["100"]),
        ({"interim": True}, []),
        ({"subgroup": "the oldest"}, []),
        ({"arm": "one"}, []),
        ({"measure": "river-score"}, []),
    ],
)
def test_only_a_final_share_of_a_control_group_is_background(
    made: Made, changes: dict[str, Any], shares: list[str]
) -> None:
    made.share("one", 5, 10)
    trial(made, "trial", 3, 20, **changes)
    assert [str(each.percent) for each in asked(made.evidence).besides] == shares


@pytest.mark.parametrize("changes", [{"interim": True}, {"subgroup": "the oldest"}])
def test_only_a_final_response_has_a_background(made: Made, changes: dict[str, Any]) -> None:
    made.share("one", 5, 10, **changes)
    trial(made, "trial", 3, 20)
    assert shown(made.evidence) == {}


def test_two_unlisted_outcomes_are_not_the_same(made: Made) -> None:
    made.share("one", 5, 10, measure="unlisted", domain="fever")
    trial(made, "trial", 3, 20, measure="unlisted", domain="fever")
    assert shown(made.evidence) == {}


def test_a_retracted_trial_stands_beside_nothing(made: Made) -> None:
    made.share("one", 5, 10)
    trial(made, "trial", 3, 20)
    made.retract("trial")
    assert shown(made.evidence) == {}


def test_shares_stand_before_scores_and_what_fits_before_what_is_near(
    made: Made, figures: Any
) -> None:
    ends = figures(mean="28", sd="9"), figures(mean="20", sd="9")
    moved = made.change("one", 10, *ends, id="moved")
    made.share("one", 5, 10, others=(moved,))
    trial(made, "later", 8, 80, time="52 weeks")
    made.change("score", 200, *ends, design=TRIAL, arm="pill")
    trial(made, "fitting", 3, 20)
    order = [each.control.study.id for each in asked(made.evidence).besides]
    assert order == ["fitting", "later", "score"]
    assert asked(made.evidence).besides[2].percent is None


def test_scores_stand_beside_scores_where_they_have_an_end(made: Made, figures: Any) -> None:
    before, after = figures(mean="28", sd="9"), figures(mean="20", sd="9")
    made.change("one", 10, before, after)
    for name, changes in (
        ("whole", {}),
        ("nothing", {"follow_up": None}),
        ("change", {"follow_up": None, "change": after}),
    ):
        score = made.change(name, 20, before, after, design=TRIAL, arm="pill", id="beside")
        ends = {"follow_up": after, "change": None, **changes}
        made.study(name, dataclasses.replace(score, **ends), 20, design=TRIAL)
    assert sorted(shown(made.evidence)) == ["change", "whole"]


def test_what_single_patients_did_has_a_background_too(made: Made, figures: Any) -> None:
    patient = Patient(patient="1", source="abstract", where="Table 1", measure="river-score")
    made.share("one", 1, 1, patients=(patient,))
    made.change("score", 20, figures(mean="28"), figures(mean="20"), design=TRIAL, arm="pill")
    background = background_of_study(made.evidence, made.evidence.studies["one"])
    assert background is not None
    (beside,) = background.besides
    assert (beside.asked.result, beside.same_time) == (None, False)
    assert beside.control.study.id == "score"


def test_a_study_with_a_control_group_needs_no_background(made: Made) -> None:
    trial(made, "trial", 3, 20)
    assert background_of_study(made.evidence, made.evidence.studies["trial"]) is None


Numbers = tuple[list[str], tuple[int, int, int], int]


def expected(evidence: Evidence, name: str = "one") -> Numbers | None:
    """Return the controls, the middle and ends of the prediction, and of how many people it is."""
    answers = expected_without_the_drug(evidence, asked(evidence, name))
    if not answers:
        return None
    (answer,) = answers
    low, middle, high = map(answer.prediction.quantile, (0.05, 0.5, 0.95))
    names = [control.study.id for control in answer.controls]
    return names, (low, middle, high), answer.prediction.people


def test_of_ten_people_about_four_are_expected_where_21_of_48_responded(made: Made) -> None:
    made.share("one", 10, 10)
    assert expected(made.evidence) is None
    trial(made, "trial", 21, 48)
    assert expected(made.evidence) == (["trial"], (2, 4, 7), 10)


def test_several_control_groups_are_taken_to_differ(made: Made) -> None:
    made.share("one", 10, 10)
    trial(made, "trial", 21, 48)
    trial(made, "second", 8, 20)
    assert expected(made.evidence) == (["trial", "second"], (1, 4, 8), 10)


def test_the_same_people_are_counted_once(made: Made) -> None:
    made.share("one", 10, 10)
    trial(made, "trial", 21, 48)
    trial(made, "part", 8, 20)
    made.relate("part", "overlaps", "trial")
    assert expected(made.evidence) == (["trial"], (2, 4, 7), 10)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({}, {"time": "52 weeks"}),
        ({}, {"events": None, "percent": number("44"), "total": None}),
        ({"events": None, "percent": number("50"), "total": None}, {}),
        ({"unit": "samples"}, {"unit": "samples"}),
    ],
)
def test_without_counts_that_fit_nothing_is_expected(
    made: Made, ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> None:
    made.share("one", 5, 10, **ours)
    trial(made, "trial", 21, 48, **theirs)
    assert expected(made.evidence) is None


def test_of_the_record_only_what_fits_or_is_near_stands_beside(evidence: Evidence) -> None:
    alone = [study for study in evidence.studies.values() if not has_control(evidence, study)]
    beside = {}
    for study in alone:
        background = background_of_study(evidence, study)
        for each in background.besides if background else ():
            assert each.asked.result is not None
            control = f"{each.control.study.id}#{each.control.result.id}"
            beside[f"{study.id}#{each.asked.result.id}"] = (control, each.people, each.same_time)
    assert beside == {
        "paik-2021#cdasi-activity-12w": (
            "proderm-skin-37799613#cdasi-activity-placebo-16w",
            ("adults who had muscle disease too",),
            True,
        )
    }


def test_of_the_record_no_child_and_no_diseased_lung_has_others_beside_it(
    evidence: Evidence,
) -> None:
    for population in evidence.populations.values():
        for near in population.near:
            other = evidence.populations[near.population]
            assert population.age_group == other.age_group == "adult"
            assert "lung" not in population.label + other.label


def test_where_every_response_has_its_control_no_background_is_needed(made: Made) -> None:
    trial(made, "trial", 3, 20)
    evidence = made.evidence
    assert background_of(evidence, all_results(evidence.studies.values())) is None
    assert background_of(evidence, [], ["fever-free"]) is not None
    assert background_of(evidence, [], ["no-such-measure"]) is None


def test_harms_are_no_response(made: Made) -> None:
    made.share("one", 5, 10)
    study = made.evidence.studies["one"]
    harm = dataclasses.replace(study.results[0], domain="safety")
    assert background_of(made.evidence, [Entry(study, harm)]) is None


def limits_of(evidence: Evidence) -> Limits:
    background = background_of(evidence, all_results(evidence.studies.values()))
    assert background is not None
    return background.limits


def test_limits_count_studies_without_control_and_of_which_kind(made: Made, figures: Any) -> None:
    made.share("plain", 5, 10)
    trial(made, "trial", 3, 20)
    assert limits_of(made.evidence) == Limits(2, 1, 0, 0, before_after=False)
    made.share("case", 1, 1)
    made.change("moved", 9, figures(mean="9", sd="2"), figures(mean="5", sd="2"))
    assert limits_of(made.evidence) == Limits(4, 3, 0, 1, before_after=True)
    evidence = made.evidence
    study = evidence.studies["plain"]
    earlier = dataclasses.replace(study.arms[0], id="earlier", drug="old-drug")
    drug = dataclasses.replace(evidence.drugs["alphaone"], id="old-drug", role="comparator")
    evidence = dataclasses.replace(
        evidence,
        drugs={**evidence.drugs, "old-drug": drug},
        studies={
            **evidence.studies,
            "plain": dataclasses.replace(study, arms=(*study.arms, earlier)),
        },
    )
    assert limits_of(evidence) == Limits(4, 3, 1, 1, before_after=True)


def test_a_retracted_study_counts_among_the_limits_only_where_it_stands_alone(made: Made) -> None:
    made.share("plain", 5, 10)
    made.share("case", 1, 1)
    made.retract("case")
    assert limits_of(made.evidence) == Limits(1, 1, 0, 0, before_after=False)
    made.retract("plain")
    assert limits_of(made.evidence) == Limits(2, 2, 0, 1, before_after=False)


def test_a_change_with_a_control_is_no_change_without_one(made: Made, figures: Any) -> None:
    made.share("plain", 5, 10)
    made.change(
        "moved",
        9,
        figures(mean="9", sd="2"),
        figures(mean="5", sd="2"),
        design=TRIAL,
        answered=True,
    )
    assert not limits_of(made.evidence).before_after


def test_each_threshold_stands_once_with_every_measure_it_is_for(
    made: Made, evidence: Evidence
) -> None:
    made.share("one", 5, 10)
    threshold = next(
        threshold for measure in evidence.measures.values() for threshold in measure.thresholds
    )
    other = dataclasses.replace(threshold, value="another value")
    measures = dict(made.evidence.measures)
    for name, thresholds in (("fever-free", (threshold,)), ("fever-wholly", (threshold, other))):
        measures[name] = dataclasses.replace(measures[name], thresholds=thresholds)
    changed = dataclasses.replace(made.evidence, measures=measures)
    study = changed.studies["one"]
    background = background_of(changed, all_results([study]), ["fever-wholly", "fever-free"])
    assert background is not None
    named = [(t.value, [measure.id for measure in of]) for t, of in background.thresholds]
    assert named == [
        (threshold.value, ["fever-free", "fever-wholly"]),
        ("another value", ["fever-wholly"]),
    ]


def test_a_study_of_unstated_size_is_not_about_one_patient(made: Made) -> None:
    made.share("plain", 5, 10)
    evidence = made.evidence
    silent = dataclasses.replace(evidence.studies["plain"], participants=None)
    evidence = dataclasses.replace(evidence, studies={"plain": silent})
    assert limits_of(evidence) == Limits(1, 1, 0, 0, before_after=False)


def test_no_trial_of_children_and_adults_is_background_of_either(made: Made) -> None:
    made.share("one", 5, 10)
    both = ("grown-ups", OTHERS)
    for name, age, people in (
        ("same", "adult", ("grown-ups",)),
        ("several", "adult", both),
        ("mixed", "mixed", ("grown-ups",)),
    ):
        made.share(name, 3, 20, drug="sugar-pill", evidence="comparator", age=age, populations=people)  # fmt: skip
    near = near_to(made.evidence)
    alone = near_to(made.evidence, domains=("strength",))

    def apart(evidence: Evidence, name: str) -> tuple[str, ...] | None:
        return population_apart(evidence, "grown-ups", evidence.studies[name], "fever")

    assert (apart(near, "same"), apart(near, "several")) == ((), ("people who were older",))
    assert apart(alone, "several") is None
    assert apart(near, "mixed") is None


def test_of_the_record_no_child_has_adults_beside_it(evidence: Evidence) -> None:
    shared = [
        each.study.id for each in compare(evidence, "juvenile", "global-response").comparators
    ]
    assert shared == []
