"""How far the raters of the record agree, and of records with none, one and all rated twice."""

import dataclasses
from typing import Any

import pytest

from generator.model.evidence import Evidence
from generator.model.judgement import CertaintyRating
from generator.synthesis.two_raters import (
    RaterAgreement,
    raters_differ,
    raters_of_certainty,
    raters_of_studies,
)

replace: Any = dataclasses.replace
# Tool, studies, answers compared, the same, kappa: as the evidence team worked them out by hand.
KNOWN = {
    "RoB 2": (5, 25, 20, 0.81),
    "ROBINS-I": (10, 70, 49, 0.82),
    "MINORS": (8, 64, 51, 0.76),
    "JBI case series": (12, 120, 106, 0.77),
    "JBI case reports": (6, 48, 43, 0.78),
    "AMSTAR 2": (5, 35, 32, 0.00),
    "": (46, 362, 301, 0.80),
}


def figures(agreement: RaterAgreement) -> tuple[int, int, int, float]:
    assert agreement.kappa
    kappa = round(agreement.kappa.value, 2)
    return agreement.studies, agreement.items, agreement.same, kappa


def test_the_agreement_on_bias_is_that_of_the_evidence_team(evidence: Evidence) -> None:
    raters = raters_of_studies(evidence)
    assert raters.every
    assert {item.tool: figures(item) for item in (*raters.tools, raters.every)} == KNOWN
    assert (raters.every.overalls_same, raters.every.overalls) == (35, 46)
    assert (raters.blind, raters.known, raters.once) == (46, 11, 6)


def test_kappa_of_one_answer_throughout_says_so(evidence: Evidence) -> None:
    one_sided = [item.tool for item in raters_of_studies(evidence).tools if item.one_sided]
    assert one_sided == ["AMSTAR 2"]


def test_what_does_not_apply_is_compared_and_not_weighed(evidence: Evidence) -> None:
    by_tool = {item.tool: item for item in raters_of_studies(evidence).tools}
    assert (by_tool["JBI case series"].items, by_tool["JBI case series"].weighed) == (120, 115)
    assert (by_tool["AMSTAR 2"].items, by_tool["AMSTAR 2"].weighed) == (35, 31)
    assert by_tool["MINORS"].items == by_tool["MINORS"].weighed


def test_the_agreement_on_certainty_is_that_of_the_evidence_team(evidence: Evidence) -> None:
    raters = raters_of_certainty(evidence)
    assert raters
    assert raters.kappa
    assert (raters.ratings, raters.same, raters.graded, raters.graded_same) == (28, 23, 19, 17)
    assert raters.kappa.value == pytest.approx(0.61, abs=0.005)
    assert sum(map(raters_differ, evidence.certainty)) == 5


def test_without_a_second_rating_there_is_no_agreement(evidence: Evidence) -> None:
    first = tuple(item for item in evidence.appraisals if item.status == "first")
    raters = raters_of_studies(replace(evidence, appraisals=first))
    assert (raters.tools, raters.every) == ((), None)
    assert (raters.blind, raters.known, raters.once) == (0, 0, 63)
    empty = raters_of_studies(replace(evidence, appraisals=()))
    assert (empty.every, empty.once) == (None, 0)
    once = tuple(replace(rating, ratings=()) for rating in evidence.certainty)
    assert raters_of_certainty(replace(evidence, certainty=once)) is None


def test_a_rating_that_was_not_blind_is_left_out(evidence: Evidence) -> None:
    seen = tuple(
        replace(item, blind=None if item.status != "second" else False)
        for item in evidence.appraisals
    )
    raters = raters_of_studies(replace(evidence, appraisals=seen))
    assert (raters.blind, raters.known, raters.every) == (0, 57, None)
    rating = evidence.certainty[0]
    first, second = rating.ratings
    known = replace(rating, ratings=(first, replace(second, blind=False)))
    certainty = raters_of_certainty(replace(evidence, certainty=(known,)))
    assert certainty
    assert (certainty.ratings, certainty.known, certainty.kappa) == (0, 1, None)


def test_levels_that_only_one_gave_are_no_pair(evidence: Evidence) -> None:
    rating = evidence.certainty[0]
    first, second = rating.ratings
    none: CertaintyRating = replace(second, rating="no evidence")
    raters = raters_of_certainty(
        replace(evidence, certainty=(replace(rating, ratings=(first, none)),))
    )
    assert raters
    assert (raters.ratings, raters.same, raters.graded, raters.kappa) == (1, 0, 0, None)
