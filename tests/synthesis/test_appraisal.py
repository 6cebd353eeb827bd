"""The appraisal that applies to a study or a result, and the words where there is none."""

import dataclasses
from typing import Any

from generator.model.evidence import Evidence
from generator.synthesis.appraisal import (
    SYMBOLS,
    Appraised,
    Unappraised,
    Why,
    appraisal_for,
    appraisals_of,
)

replace: Any = dataclasses.replace


def test_every_study_has_an_appraisal_or_a_reason_for_none(evidence: Evidence) -> None:
    for study in evidence.studies.values():
        state = appraisal_for(evidence, study)
        has_tool = evidence.designs[study.design].appraisal_tool != "none"
        assert isinstance(state, Appraised) == has_tool, study.id
        assert state.words


def test_an_appraisal_carries_every_item_in_the_order_of_its_tool(evidence: Evidence) -> None:
    seed = appraisal_for(evidence, evidence.seed)
    assert isinstance(seed, Appraised)
    assert seed.words == "MINORS: 11 of 16"
    assert (seed.version, seed.overall_symbol, seed.overall_level) == ("2003", "", "unknown")
    assert [mark.item_id for mark in seed.marks] == [f"M{n}" for n in range(1, 9)]
    assert [mark.symbol for mark in seed.marks] == [SYMBOLS[mark.level] for mark in seed.marks]
    assert all(mark.reason and mark.question and mark.meaning for mark in seed.marks)


def test_answers_of_one_tool_have_signs_of_their_own(evidence: Evidence) -> None:
    for tool in evidence.appraisal_tools:
        for answers in (tool.answers, tool.overall.answers):
            signs = [answer.symbol or SYMBOLS[answer.level] for answer in answers]
            assert len(signs) == len(set(signs)), tool.label


def test_a_result_has_the_appraisal_that_names_it(evidence: Evidence) -> None:
    trial = evidence.studies["aggarwal-2022"]
    first, second = appraisals_of(evidence, trial)
    for appraised in (first, second):
        for name in appraised.about:
            assert appraisal_for(evidence, trial, name) == appraised
    named = {*first.about, *second.about}
    silent = next(row.id for row in trial.numbers if row.id not in named)
    state = appraisal_for(evidence, trial, silent)
    assert state == Unappraised(study_id=trial.id, why=Why.NOT_YET, tool_label="RoB 2")
    assert state.words == "not yet appraised (RoB 2)"


def test_an_appraisal_of_a_study_applies_to_each_of_its_results(evidence: Evidence) -> None:
    study = evidence.seed
    assert {appraisal_for(evidence, study, row.id).words for row in study.numbers} == {
        "MINORS: 11 of 16"
    }


def test_an_appraisal_that_was_made_before_results_were_read_speaks_of_none(
    evidence: Evidence,
) -> None:
    study = evidence.studies["chinoy-2024"]
    assert appraisal_for(evidence, study).words == "RoB 2: no information"
    assert isinstance(appraisal_for(evidence, study, "any-result"), Unappraised)


def test_without_appraisals_every_study_says_so(evidence: Evidence) -> None:
    bare = replace(evidence, appraisals=())
    states = {appraisal_for(bare, study).words for study in bare.studies.values()}
    assert {
        "not yet appraised (RoB 2)",
        "not yet appraised (MINORS)",
        "no tool fits this design",
    } <= states
    assert all(
        isinstance(appraisal_for(bare, study), Unappraised) for study in bare.studies.values()
    )


def test_a_design_without_a_tool_gives_the_reason_that_was_written(evidence: Evidence) -> None:
    # The rating that counts is the first one here: nothing had to be settled.
    written = {
        item.study: item.overall.reason
        for item in evidence.appraisals
        if item.tool == "none" and item.status == "first"
    }
    assert written
    for name, reason in written.items():
        state = appraisal_for(evidence, evidence.studies[name])
        assert isinstance(state, Unappraised)
        assert state.why is Why.NO_TOOL
        assert state.reason == f"{reason} Judged by evidence team, first rater, 22 November 2026."
