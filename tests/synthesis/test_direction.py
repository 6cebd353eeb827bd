"""A direction is of one outcome, and only where people were treated otherwise at the same time."""

import dataclasses
from typing import Any

import pytest
from made_up import POPULATION, count, number
from rated_outcomes import rated

from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult, ProportionResult
from generator.synthesis.direction import (
    NOT_COMPARED,
    SEVERAL_OUTCOMES,
    Direction,
    Signal,
    no_signal,
    signal,
)
from generator.synthesis.findings import summary_of_findings


def pointing(evidence: Evidence, drug: str = "alphaone", known: Any = None) -> Signal:
    """Return the direction of the one outcome, whose rating rests on every result there is."""
    addresses = [
        f"{study.id}#{row.id}" for study in evidence.studies.values() for row in study.numbers
    ]
    judged = rated(evidence, "low", *addresses)
    (outcome,) = summary_of_findings(judged, POPULATION)
    return signal(judged, outcome, drug, known or judged.studies.values())


def told(made: Any, name: str, direction: str, **changes: Any) -> None:
    share = made.share(name, 1, 2, **changes)
    words = NarrativeResult(
        id="told", measure="fever-free", reported_as="Fever free", role="primary", arm="one", source="abstract",
        where="Results", kind="narrative", finding="in words", direction=direction,  # type: ignore[arg-type]
        **{name: value for name, value in changes.items() if name in {"subgroup", "interim"}},
    )  # fmt: skip
    study = made._studies[name]
    made._studies[name] = dataclasses.replace(study, results=(share, words))


def beside(row: ProportionResult, happened: int, people: int) -> ProportionResult:
    """Return the same outcome in the control group."""
    return dataclasses.replace(
        row, id=f"{row.id}-control", arm="pill", events=count(happened), total=count(people)
    )


def compared(made: Any, name: str, happened: int, control: int, **changes: Any) -> None:
    row = made.share(name, happened, 100, **{"design": "randomised-trial", **changes})
    study = made._studies[name]
    made._studies[name] = dataclasses.replace(study, results=(row, beside(row, control, 100)))


def change_control(made: Any, name: str, **changes: Any) -> None:
    study = made._studies[name]
    arms = tuple(
        dataclasses.replace(arm, **changes) if arm.id == "pill" else arm for arm in study.arms
    )
    made._studies[name] = dataclasses.replace(study, arms=arms)


def test_a_rate_alone_has_no_direction_however_high(made: Any) -> None:
    made.share("all-well", 40, 40)
    made.share("none-well", 0, 40)
    found = pointing(made.evidence)
    assert (found.direction, found.voices, found.why) == (Direction.NONE, (), NOT_COMPARED)


@pytest.mark.parametrize("words", ["better", "worse", "unchanged", "mixed", "unclear"])
def test_words_without_a_control_group_earn_no_direction(made: Any, words: str) -> None:
    told(made, "told", words)
    assert pointing(made.evidence).direction is Direction.NONE
    compared(made, "trial", 80, 20)
    found = pointing(made.evidence)
    assert (found.direction, len(found.voices)) == (Direction.BETTER, 1)


@pytest.mark.parametrize(
    ("drug", "control", "expected"),
    [
        (80, 20, Direction.BETTER),
        (20, 80, Direction.WORSE),
        (50, 50, Direction.NOT_SHOWN),
    ],
)
def test_a_comparison_has_the_direction_of_its_interval(
    made: Any, drug: int, control: int, expected: Direction
) -> None:
    compared(made, "trial", drug, control)
    found = pointing(made.evidence)
    assert found.direction is expected
    assert [(voice.study.id, voice.against.label) for voice in found.voices] == [
        ("trial", "Sugar pill")
    ]


def test_a_comparison_in_percent_has_a_direction_though_nobody_printed_the_sizes(made: Any) -> None:
    compared(made, "trial", 44, 21)
    study = made._studies["trial"]
    bare = {"events": None, "total": None}
    drug, control = study.results
    results = (
        dataclasses.replace(drug, percent=number("44"), **bare),
        dataclasses.replace(control, percent=number("21"), **bare),
    )
    made._studies["trial"] = dataclasses.replace(study, results=results)
    assert pointing(made.evidence).direction is Direction.BETTER


def test_trials_that_differ_only_in_significance_do_not_disagree(made: Any) -> None:
    compared(made, "first", 80, 60)
    compared(made, "second", 40, 33)
    assert pointing(made.evidence).direction is Direction.BETTER


def test_trials_whose_intervals_lie_apart_disagree(made: Any) -> None:
    compared(made, "first", 80, 20)
    compared(made, "second", 50, 50)
    found = pointing(made.evidence)
    assert (found.direction, found.why) == (Direction.MIXED, "their intervals do not overlap")


@pytest.mark.parametrize(("drug", "control"), [(80, 20), (20, 80), (50, 50)])
@pytest.mark.parametrize("words", ["unclear", "mixed"])
def test_a_study_that_is_unclear_never_makes_studies_disagree(
    made: Any, drug: int, control: int, words: str
) -> None:
    compared(made, "trial", drug, control)
    before = pointing(made.evidence)
    told(made, "vague", words, design="randomised-trial")
    study = made._studies["vague"]
    share, said = study.results
    against = dataclasses.replace(said, against="pill")
    made._studies["vague"] = dataclasses.replace(study, results=(share, against))
    after = pointing(made.evidence)
    assert (after.direction, after.size) == (before.direction, before.size)


def test_an_outcome_of_several_events_points_only_where_all_do(made: Any) -> None:
    def with_second(drug: int, control: int) -> Signal:
        compared(made, "trial", 80, 20)
        study = made._studies["trial"]
        row = dataclasses.replace(
            study.results[0], id="other", measure="fever-wholly", events=count(drug)
        )
        rows = (*study.results, row, beside(row, control, 100))
        made._studies["trial"] = dataclasses.replace(study, results=rows)
        evidence = made.evidence
        wholly = dataclasses.replace(evidence.measures["fever-free"], id="fever-wholly")
        measures = {**evidence.measures, "fever-wholly": wholly}
        return pointing(dataclasses.replace(evidence, measures=measures))

    assert with_second(80, 20).direction is Direction.BETTER
    unlike = with_second(50, 50)
    assert (unlike.direction, unlike.why) == (Direction.NONE, SEVERAL_OUTCOMES)
    assert with_second(20, 80).direction is Direction.NONE


@pytest.mark.parametrize("changes", [{"interim": True}, {"subgroup": "half of them"}])
def test_interim_and_partial_comparisons_say_nothing(made: Any, changes: dict[str, Any]) -> None:
    compared(made, "early", 80, 20, **changes)
    assert pointing(made.evidence).direction is Direction.NONE


def test_people_treated_earlier_are_no_control(made: Any) -> None:
    compared(made, "trial", 80, 20)
    made._studies["trial"] = dataclasses.replace(made._studies["trial"], design="open-series")
    assert pointing(made.evidence).direction is Direction.NONE


@pytest.mark.parametrize(
    "words",
    [
        {"label": "Sugar pill (half also took Alphatwo)"},
        {"co_treatment": "alphatwo"},
        {"note": "a third took Alphatwo"},
    ],
)
def test_against_people_on_another_drug_of_the_topic_says_nothing(
    made: Any, words: dict[str, str]
) -> None:
    compared(made, "beside-another", 80, 20)
    change_control(made, "beside-another", **words)
    assert pointing(made.evidence).direction is Direction.NONE


def test_a_control_group_named_by_the_drug_it_goes_without_is_one(made: Any) -> None:
    compared(made, "without", 80, 20)
    change_control(made, "without", label="No Alphaone")
    assert pointing(made.evidence).direction is Direction.BETTER


def test_a_voice_leads_to_the_figure_on_the_drug_or_to_the_estimate_itself(made: Any) -> None:
    compared(made, "trial", 80, 20)
    (voice,) = pointing(made.evidence).voices
    assert (voice.row.id, voice.row.arm) == ("response", "one")
    estimate = made.ratio("estimate", "3", "2", "4", effect="risk-ratio")
    trial = made._studies["trial"]
    rows = (*trial.results, dataclasses.replace(estimate, id="ratio"))
    made._studies["trial"] = dataclasses.replace(trial, results=rows)
    del made._studies["estimate"]
    (voice,) = pointing(made.evidence).voices
    assert voice.row.id == "ratio"


def test_a_comparison_speaks_for_its_own_drug_and_for_the_studies_asked_about(made: Any) -> None:
    compared(made, "trial", 80, 20)
    made.share("other", 5, 10)
    assert pointing(made.evidence, "alphatwo").direction is Direction.NONE
    others = [made.evidence.studies["other"]]
    assert pointing(made.evidence, known=others).direction is Direction.NONE


def test_a_rating_is_of_the_same_evidence_only_where_it_rests_on_one_drug(made: Any) -> None:
    compared(made, "trial", 80, 20)
    assert pointing(made.evidence).alone
    compared(made, "second", 80, 20, drug="alphatwo")
    assert not pointing(made.evidence).alone


def test_without_a_chosen_outcome_there_is_no_direction() -> None:
    assert no_signal().direction is Direction.NONE
    assert no_signal().outcome is None
