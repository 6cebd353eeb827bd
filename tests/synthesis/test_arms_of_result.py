"""A study may compare its groups on one outcome and show another of one group alone."""

import dataclasses
from typing import Any

from made_up import Made, count, summary

from generator.model.evidence import Evidence
from generator.model.study import Arm
from generator.synthesis.arms_of_result import is_compared, is_of_all_groups
from generator.synthesis.evidence_map import evidence_map
from generator.synthesis.selection import main_result

replace: Any = dataclasses.replace


def compared_on_one_outcome(made: Made) -> Evidence:
    """Return a trial that counts fever in both groups, and a score in the group on the drug."""
    score = made.change("one", 10, summary(mean="28"), summary(mean="12"))
    share = replace(made.share("one", 3, 10), id="drug")
    control = replace(share, id="control", arm="pill", events=count(5))
    made.share("one", 3, 10, design="randomised-trial", others=(share, control, score))
    evidence = made.evidence
    study = evidence.studies["one"]
    kept = replace(study, results=(share, control, replace(score, id="score")))
    return replace(evidence, studies={"one": kept})


def answers(evidence: Evidence) -> dict[str, bool]:
    study = evidence.studies["one"]
    return {row.id: is_compared(evidence, study, row) for row in study.results}


def test_an_outcome_of_one_group_is_not_compared(made: Made) -> None:
    evidence = compared_on_one_outcome(made)
    assert answers(evidence) == {"drug": True, "control": True, "score": False}


def test_a_figure_is_compared_by_the_studys_own_comparison(made: Made) -> None:
    evidence = compared_on_one_outcome(made)
    study = evidence.studies["one"]
    drug, _, score = study.results
    ratio = made.ratio("two", "0.4", "0.2", "0.8")
    ratio = replace(
        ratio, id="ratio", arm="one", against="pill", measure=drug.measure, time=drug.time
    )
    alone = replace(study, results=(drug, ratio, score))
    told = answers(replace(evidence, studies={"one": alone}))
    assert told == {"drug": True, "ratio": True, "score": False}


def test_nothing_is_compared_without_a_control(made: Made) -> None:
    made.share("one", 3, 10)
    assert set(answers(made.evidence).values()) == {False}


def test_the_map_counts_control_groups_outcome_by_outcome(made: Made) -> None:
    evidence = compared_on_one_outcome(made)
    by_outcome = evidence_map(evidence, "outcome")
    measures = evidence.measures
    names = [measures[row.measure].domain for row in evidence.studies["one"].results]
    fever, score = (by_outcome.at(name, "alphaone") for name in (names[0], names[2]))
    assert names[0] != names[2]
    assert fever is not None
    assert score is not None
    assert (fever.controlled, score.controlled) == (1, 0)
    assert score.strongest == "followed"
    (cell,) = evidence_map(evidence, "population").cells
    assert cell.controlled == 1


def test_all_groups_together_are_neither_on_the_drug_nor_uncontrolled(made: Made) -> None:
    evidence = compared_on_one_outcome(made)
    study = evidence.studies["one"]
    drug, control, _ = study.results
    whole = Arm(id="all", label="Everyone", drug=None, total=count(20))
    every = replace(drug, id="every", arm="all", events=count(8), total=count(20))
    study = replace(study, arms=(*study.arms, whole), results=(every, drug, control))
    evidence = replace(evidence, studies={"one": study})
    assert [is_of_all_groups(evidence, study, row) for row in study.results] == [True, False, False]
    main = main_result(evidence, study, evidence.measures[drug.measure].domain)
    assert main is not None
    assert main.id == "drug"
    part = replace(study, arms=(*study.arms[:2], replace(whole, total=count(7))))
    assert not is_of_all_groups(evidence, part, every)
