"""A study may compare its groups on one outcome and show another of one group alone."""

import dataclasses
from typing import Any

from made_up import Made, count, summary

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.result_line import worked_out
from generator.html.site_evidence import SiteEvidence
from generator.html.trial_notes import trial_notes
from generator.model.evidence import Evidence
from generator.model.study import Arm
from generator.synthesis.arms_of_result import (
    has_groups_apart,
    is_compared,
    is_of_all_groups,
    untold_beside,
)
from generator.synthesis.evidence_map import evidence_map
from generator.synthesis.participants import must_share_people
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


def test_a_number_of_one_group_says_that_the_other_is_not_reported(made: Made) -> None:
    evidence = compared_on_one_outcome(made)
    # Groups of ten each among ten people would be periods of one group.
    study = replace(evidence.studies["one"], participants=None)
    drug, control, score = study.results
    assert untold_beside(evidence, study, score) == ("sugar-pill",)
    assert untold_beside(evidence, study, drug) == ()
    assert untold_beside(evidence, study, control) == ()


def test_a_group_that_holds_everybody_has_no_other_group(evidence: Evidence) -> None:
    later = evidence.studies["proderm-extramuscular-40616720"]
    both = [row for row in later.results if row.arm and "oth" in later.arm(row.arm).label[:4]]
    assert both
    assert {untold_beside(evidence, later, row) for row in both} == {()}
    bari = evidence.studies["baricitinib-mda5-ild-39"]
    told = {row.id: untold_beside(evidence, bari, row) for row in bari.results}
    assert told["clinical-improvement-bari"] == ("other-immunosuppression",)


def test_groups_of_more_people_than_the_study_share_some(evidence: Evidence) -> None:
    changed_over = evidence.studies["dalakas-1993"]
    assert must_share_people(changed_over, (12, 11))
    assert not must_share_people(changed_over, (8, 7))
    page = OpenPage(SiteEvidence(evidence, Audit(())), "index.html")
    ever = [row for row in changed_over.results if row.arm == "ivig-ever"]
    assert ever
    for row in ever:
        assert worked_out(page, changed_over, row) is None
        assert "some people are in both groups" in str(trial_notes(page, changed_over, row))
    # Those called treated are the people on the drug alone, and the others are not among them.
    assert not must_share_people(evidence.studies["rangaswamy-2022"], (47, 20))
    assert not must_share_people(evidence.studies["wu-2025"], (290, 225))


def test_words_on_several_outcomes_at_once_speak_of_each(evidence: Evidence) -> None:
    later = evidence.studies["proderm-extramuscular-40616720"]
    words = next(row for row in later.results if row.kind == "narrative" and row.arm == "placebo")
    figure = next(row for row in later.results if row.id == "constitutional-activity-vas-ivig-16w")
    assert untold_beside(evidence, later, words) == ()
    assert untold_beside(evidence, later, figure) == ()
    assert has_groups_apart(evidence, later, figure)
    valor = evidence.studies["valor-brepocitinib-2025"]
    told = {row.id: untold_beside(evidence, valor, row) for row in valor.results}
    assert [name for name, silent in told.items() if silent] == [
        "tis-moderate-or-better-adult-brepo30-52w",
        "tis-major-adult-brepo30-52w",
        "time-to-benefit-brepo30-4w",
    ]
