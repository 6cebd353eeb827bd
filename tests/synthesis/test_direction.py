"""A direction is only what somebody compared or said: no rate, however high, makes one."""

import dataclasses
from typing import Any

import pytest
from made_up import count

from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult, ProportionResult
from generator.synthesis.contrast import ReportedFigure
from generator.synthesis.direction import Direction, Signal, signal
from generator.synthesis.groups import treatment_studies


def pointing(evidence: Evidence, drug: str = "alphaone") -> Signal:
    figures = [
        ReportedFigure(study, row) for study in treatment_studies(evidence) for row in study.results
    ]
    return signal(evidence, figures, drug)


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
        row, id="control", arm="pill", events=count(happened), total=count(people)
    )


def compared(made: Any, name: str, drug: int, control: int) -> None:
    row = made.share(name, drug, 100, design="randomised-trial")
    study = made._studies[name]
    made._studies[name] = dataclasses.replace(study, results=(row, beside(row, control, 100)))


def test_a_rate_alone_has_no_direction_however_high(made: Any) -> None:
    made.share("all-well", 40, 40)
    made.share("none-well", 0, 40)
    assert pointing(made.evidence) == Signal(Direction.NONE, False, ())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["better"], Direction.BETTER),
        (["better", "better"], Direction.BETTER),
        (["worse"], Direction.WORSE),
        (["unchanged"], Direction.NO_CLEAR_DIFFERENCE),
        (["unclear"], Direction.UNCLEAR),
        (["mixed"], Direction.MIXED),
        (["better", "unclear"], Direction.MIXED),
        (["better", "worse"], Direction.MIXED),
    ],
)
def test_words_without_control_give_what_they_say_and_differing_words_are_mixed(
    made: Any, said: list[str], expected: Direction
) -> None:
    for place, direction in enumerate(said):
        told(made, f"told{place}", direction)
    found = pointing(made.evidence)
    assert (found.direction, found.controlled, len(found.voices)) == (expected, False, len(said))


def test_interim_and_partial_words_and_other_drugs_say_nothing(made: Any) -> None:
    told(made, "early", "better", interim=True)
    told(made, "part", "better", subgroup="half of them")
    told(made, "other", "better", drug="alphatwo")
    assert pointing(made.evidence).direction is Direction.NONE


@pytest.mark.parametrize(
    ("drug", "control", "expected"),
    [
        (80, 20, Direction.BETTER),
        (20, 80, Direction.WORSE),
        (50, 50, Direction.NO_CLEAR_DIFFERENCE),
    ],
)
def test_a_comparison_goes_before_words(
    made: Any, drug: int, control: int, expected: Direction
) -> None:
    told(made, "told", "better")
    compared(made, "trial", drug, control)
    found = pointing(made.evidence)
    assert (found.direction, found.controlled) == (expected, True)
    assert [(one.study.id, one.against.label if one.against else "") for one in found.voices] == [
        ("trial", "Sugar pill")
    ]


def test_comparisons_that_differ_are_mixed(made: Any) -> None:
    compared(made, "first", 80, 20)
    compared(made, "second", 50, 50)
    assert pointing(made.evidence).direction is Direction.MIXED


def test_people_treated_earlier_are_no_control(made: Any) -> None:
    compared(made, "trial", 80, 20)
    study = made._studies["trial"]
    made._studies["trial"] = dataclasses.replace(study, design="open-series")
    assert pointing(made.evidence).direction is Direction.NONE


@pytest.mark.parametrize(
    "words", [{"label": "Sugar pill (half also took Alphatwo)"}, {"co_treatment": "alphatwo"}]
)
def test_against_people_on_another_drug_of_the_topic_says_nothing(
    made: Any, words: dict[str, str]
) -> None:
    compared(made, "beside-another", 80, 20)
    study = made._studies["beside-another"]
    arms = tuple(
        dataclasses.replace(arm, **words) if arm.id == "pill" else arm for arm in study.arms
    )
    made._studies["beside-another"] = dataclasses.replace(study, arms=arms)
    assert pointing(made.evidence) == Signal(Direction.NONE, False, ())


def test_a_control_group_named_by_the_drug_it_goes_without_is_one(made: Any) -> None:
    compared(made, "without", 80, 20)
    study = made._studies["without"]
    arms = tuple(
        dataclasses.replace(arm, label="No Alphaone") if arm.id == "pill" else arm
        for arm in study.arms
    )
    made._studies["without"] = dataclasses.replace(study, arms=arms)
    assert pointing(made.evidence).direction is Direction.BETTER


def test_a_voice_leads_to_the_figure_on_the_drug_or_to_the_comparison_itself(made: Any) -> None:
    compared(made, "trial", 80, 20)
    (voice,) = pointing(made.evidence).voices
    assert (voice.row.id, voice.row.arm) == ("response", "one")
    estimate = made.ratio("estimate", "3", "2", "4", effect="risk-ratio")
    row = made.share("trial", 80, 100, design="randomised-trial")
    made._studies["trial"] = dataclasses.replace(
        made._studies["trial"],
        results=(row, beside(row, 20, 100), dataclasses.replace(estimate, id="ratio")),
    )
    del made._studies["estimate"]
    (voice,) = pointing(made.evidence).voices
    assert voice.row.id == "ratio"


def test_interim_comparisons_say_nothing(made: Any) -> None:
    row = made.share("early", 80, 100, design="randomised-trial", interim=True)
    study = made._studies["early"]
    made._studies["early"] = dataclasses.replace(study, results=(row, beside(row, 20, 100)))
    assert pointing(made.evidence).direction is Direction.NONE


def test_any_other_drug_of_the_topic_in_the_control_group_silences_it(made: Any) -> None:
    compared(made, "trial", 80, 20)
    study = made._studies["trial"]
    arms = tuple(
        dataclasses.replace(arm, note="a third took Alphatwo") if arm.id == "pill" else arm
        for arm in study.arms
    )
    made._studies["trial"] = dataclasses.replace(study, arms=arms)
    evidence = made.evidence
    third = dataclasses.replace(evidence.drugs["alphatwo"], id="alphathree", label="Alphathree")
    evidence = dataclasses.replace(evidence, drugs={**evidence.drugs, "alphathree": third})
    assert pointing(evidence).direction is Direction.NONE


def test_a_comparison_speaks_for_its_own_drug_alone(made: Any) -> None:
    compared(made, "trial", 80, 20)
    assert pointing(made.evidence, "alphatwo") == Signal(Direction.NONE, False, ())


def test_words_that_set_a_group_beside_another_are_not_read_as_words_on_the_drug_alone(
    made: Any,
) -> None:
    told(made, "told", "better")
    study = made._studies["told"]
    share, words = study.results
    against = dataclasses.replace(words, against="pill")
    trial = made.study("trial", share, 10, design="randomised-trial")
    made._studies["told"] = dataclasses.replace(study, arms=trial.arms, results=(share, against))
    del made._studies["trial"]
    assert pointing(made.evidence).voices == ()


def test_harms_have_a_voice_beside_results_and_after_other_studies(made: Any, small: Any) -> None:
    compared(made, "before", 80, 20)
    made._studies["before"] = dataclasses.replace(made._studies["before"], design="open-series")
    compared(made, "trial", 80, 20)
    (headache,) = small.studies["second-2003"].harms
    harms = tuple(
        dataclasses.replace(headache, id=arm, arm=arm, events=count(events), total=count(100))
        for arm, events in (("one", 60), ("pill", 10))
    )
    study = dataclasses.replace(made._studies["trial"], harms=harms)
    figures = [
        *(ReportedFigure(made._studies["before"], row) for row in made._studies["before"].results),
        *(ReportedFigure(study, row) for row in study.harms),
    ]
    found = signal(made.evidence, figures, "alphaone")
    assert (found.direction, [voice.row.id for voice in found.voices]) == (Direction.WORSE, ["one"])
