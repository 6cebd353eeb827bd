"""Summaries of the record: the mended ones say what they must, the ones before were found."""

import dataclasses
from typing import Any

import pytest

from generator.audit.check import ValueCheck
from generator.audit.rules.language import claim_of_no_difference
from generator.audit.rules.study_summaries import (
    summary_names_figure,
    summary_tells_control,
    summary_tells_harms,
)
from generator.audit.verdict import Ruling
from generator.model.evidence import Evidence

replace: Any = dataclasses.replace
RULES = (
    summary_names_figure,
    summary_tells_control,
    summary_tells_harms,
    claim_of_no_difference,
)
# Summaries as they stood before they were read against their numbers, shortened to what counts.
BEFORE = {
    "wang-2022": (
        (
            "Twenty children with refractory or severe disease received baricitinib with their other"
            " treatment. At 24 weeks the rash was better in 19 and 15 met the response criteria."
        ),
        {"W508", "W509"},
    ),
    "paik-2021": (
        (
            "Ten adults took tofacitinib for 12 weeks. All met the improvement definition. There was no"
            " comparison group and disease was mainly in the skin."
        ),
        {"W509"},
    ),
    "beckett-2023": (
        (
            "Forty-one Canadians took tofacitinib. Skin improved clearly, muscle did not improve"
            " significantly, and about half had stopped by the end of the study."
        ),
        {"W507", "W508", "W509"},
    ),
    "jak-cni-mda5-41277275": (
        (
            "Twenty-seven patients were matched with 52 on other treatment. Death or transplant within"
            " a year was no different (hazard ratio 1.02, 0.48 to 2.16), and infections were common."
        ),
        {"W510"},
    ),
    "proderm-extramuscular-40616720": (
        "A later look found that activity scores fell by 38% to 53% on IVIG by week 16.",
        {"W507", "W508", "W509"},
    ),
    "wu-2025": (
        (
            "Five centres compared tofacitinib with a calcineurin inhibitor. About a third of the"
            " tofacitinib group and nearly half of the other died or were transplanted."
        ),
        {"W507", "W509"},
    ),
    "zhang-2023": (
        (
            "88 children stayed on tofacitinib. Skin, muscle and calcinosis findings improved. There"
            " was no comparison group."
        ),
        {"W507", "W509"},
    ),
}


def found(evidence: Evidence, rules: tuple[ValueCheck, ...] = RULES) -> set[tuple[str, str]]:
    return {
        (rule.rule.code, verdict.study)
        for rule in rules
        for verdict in rule.look(evidence)
        if verdict.ruling is Ruling.TO_READ
    }


def test_every_summary_of_the_record_says_what_it_must(evidence: Evidence) -> None:
    assert found(evidence) == set()


@pytest.mark.parametrize("name", BEFORE)
def test_a_summary_that_said_less_or_more_is_found(evidence: Evidence, name: str) -> None:
    summary, codes = BEFORE[name]
    study = replace(evidence.studies[name], summary=summary)
    before = replace(evidence, studies={name: study})
    assert {code for code, _ in found(before)} == codes


def test_reviews_and_studies_without_a_result_are_not_held(evidence: Evidence) -> None:
    silent = {
        name: replace(study, summary="Something was done.")
        for name, study in evidence.studies.items()
    }
    held = {name for _, name in found(replace(evidence, studies=silent))}
    for name, study in evidence.studies.items():
        if study.evidence == "context" or not study.results:
            assert name not in held
    assert len(held) > 40
