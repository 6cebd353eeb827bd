"""A study counts as compared by what it compares: a result, of the drug in question, without it."""

from dataclasses import replace
from typing import Any

from made_up import number

from generator.model.study import Patient
from generator.model.taken import Taken
from generator.synthesis.arms_of_result import is_compared
from generator.synthesis.compared_studies import (
    compared_studies,
    compares_a_result,
    follows_a_control,
)

TRIAL = "randomised-trial"


def test_a_trial_counts_by_its_results_and_not_by_its_design(made: Any) -> None:
    made.share("compared", 3, 10, design=TRIAL, answered=True)
    made.share("alone", 3, 10, design=TRIAL)
    made.ratio("ratio", "0.5", "0.3", "0.9")
    made.share("series", 3, 10)
    assert compared_studies(made.evidence) & made.evidence.studies.keys() == {"compared", "ratio"}


def test_a_trial_without_a_result_compares_none(made: Any) -> None:
    made.share("silent", 3, 10, design=TRIAL, answered=True)
    silent = replace(made.evidence.studies["silent"], results=())
    assert not compares_a_result(made.evidence, silent)


def test_of_two_drugs_only_the_compared_one_counts(made: Any) -> None:
    made.share("two", 3, 10, design=TRIAL, answered=True)
    study = made.evidence.studies["two"]
    second = replace(study.arms[0], id="second", drug="alphatwo")
    later = replace(study.results[0], id="later", arm="second", measure="river-score")
    study = replace(study, arms=(*study.arms, second), results=(*study.results, later))
    said = [compares_a_result(made.evidence, study, drug) for drug in DRUGS]
    assert said == [True, False, True]


DRUGS = ("alphaone", "alphatwo", "sugar-pill")


def test_a_group_that_mostly_took_a_like_drug_is_no_control_beside_a_third(made: Any) -> None:
    """One fair group does not make a control of the other."""
    made.share("three", 3, 10, design=TRIAL, answered=True)
    study = made.evidence.studies["three"]
    one, pill = study.arms
    like = replace(pill, id="like", took=(Taken(drug="alphaone", percent=number("78.5")),))
    third = replace(study.results[1], arm="like")
    study = replace(study, arms=(one, pill, like), results=(study.results[0], third))
    assert not is_compared(made.evidence, study, study.results[0])
    assert not compares_a_result(made.evidence, study)


def test_a_ratio_against_people_of_whom_no_treatment_is_told_is_not_counted(made: Any) -> None:
    made.ratio("general", "0.5", "0.3", "0.9")
    study = made.evidence.studies["general"]
    one, pill = study.arms
    study = replace(study, arms=(one, replace(pill, drug=None)))
    assert not is_compared(made.evidence, study, study.results[0])
    neither = replace(study, arms=tuple(replace(arm, drug=None) for arm in study.arms), drugs=())
    assert is_compared(made.evidence, neither, neither.results[0])
    assert not compares_a_result(made.evidence, neither)


def test_single_patients_are_compared_only_with_patients_who_went_without(made: Any) -> None:
    made.share("seen", 3, 10, design=TRIAL, answered=True)
    study = made.evidence.studies["seen"]
    assert not follows_a_control(made.evidence, patients(study, "one"))
    assert follows_a_control(made.evidence, patients(study, "one", "pill"))


def patients(study: Any, *arms: str) -> Any:
    return replace(
        study,
        patients=tuple(
            Patient(patient=arm, source="abstract", where="Results", arm=arm) for arm in arms
        ),
    )
