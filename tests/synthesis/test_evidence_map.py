"""The map counts as the other pages do, leaves gaps empty, and grows year by year into itself."""

import dataclasses
from itertools import pairwise
from typing import Any

import pytest

from generator.model.evidence import Evidence
from generator.model.study import Harm
from generator.synthesis.evidence_map import (
    SAFETY,
    STRENGTHS,
    VIEWS,
    View,
    evidence_map,
    growth_of,
    strength,
)
from generator.synthesis.groups import domain, in_population, standing, treatment_studies, with_drug
from generator.synthesis.over_time import published
from generator.synthesis.participants import count_people
from generator.synthesis.selection import drug_taken


def test_each_population_cell_counts_what_the_pages_of_drug_and_population_count(
    evidence: Evidence,
) -> None:
    found = evidence_map(evidence, "population")
    studies = standing(evidence, treatment_studies(evidence))
    for row in found.rows:
        for drug in found.drugs:
            own = with_drug(in_population(studies, row), drug)
            cell = found.at(row, drug)
            assert (cell.studies if cell else ()) == own
            if cell:
                assert cell.people == count_people(evidence, own, drug)


def test_an_outcome_cell_holds_the_studies_with_a_result_on_the_drug(evidence: Evidence) -> None:
    found = evidence_map(evidence, "outcome")
    studies = standing(evidence, treatment_studies(evidence))
    for row in found.rows:
        for drug in found.drugs:
            own = {
                study.id
                for study in with_drug(studies, drug)
                for one in (*study.results, *(study.harms if row == SAFETY else ()))
                if drug_taken(evidence, study, one) == drug
                and (isinstance(one, Harm) or domain(evidence, one) == row)
            }
            cell = found.at(row, drug)
            assert {study.id for study in (cell.studies if cell else ())} == own
            assert (drug in found.gaps(row)) == (not own)


@pytest.mark.parametrize("view", VIEWS)
def test_a_cell_grows_into_itself_but_for_studies_of_unknown_year(
    evidence: Evidence, view: View
) -> None:
    for cell in evidence_map(evidence, view).cells:
        steps = growth_of(evidence, cell)
        dated = [study for study in cell.studies if published(evidence, study) is not None]
        assert [study.id for study in (steps[-1][1].studies if steps else ())] == [
            study.id for study in dated
        ]
        assert [year for year, _ in steps] == sorted(
            {published(evidence, study) for study in dated}
        )  # type: ignore[type-var]
        for (_, earlier), (_, later) in pairwise(steps):
            assert {study.id for study in earlier.studies} < {study.id for study in later.studies}
            assert STRENGTHS.index(earlier.strongest) <= STRENGTHS.index(later.strongest)
        if len(dated) == len(cell.studies):
            assert steps[-1][1] == cell


def test_people_of_control_groups_are_not_the_drugs(made: Any) -> None:
    made.share("trial", 30, 40, design="randomised-trial", answered=True)
    cell = evidence_map(made.evidence, "population").at("grown-ups", "alphaone")
    assert cell
    assert (cell.people.low, cell.people.high, cell.controlled) == (40, 40, 1)


def test_shared_people_are_a_range_and_unknown_sizes_are_said(made: Any) -> None:
    made.share("one", 5, 10)
    made.share("two", 5, 20)
    made.relate("one", "overlaps", "two")
    made.share("silent", 1, 2)
    made._studies["silent"] = dataclasses.replace(made._studies["silent"], participants=None)
    cell = evidence_map(made.evidence, "outcome").at("fever", "alphaone")
    assert cell
    assert cell.people == (20, 30, 3, 1, ())


def test_the_retracted_stand_in_no_cell(made: Any) -> None:
    made.share("gone", 5, 10)
    made.retract("gone")
    for view in VIEWS:
        assert evidence_map(made.evidence, view).cells == ()


def test_rows_without_any_study_stay_and_so_do_drugs_named_elsewhere(made: Any) -> None:
    made.share("one", 5, 10)
    outcomes = evidence_map(made.evidence, "outcome", {"alphatwo"})
    assert {"fever", "strength", SAFETY} <= set(outcomes.rows)
    assert outcomes.drugs == ("alphaone", "alphatwo")
    assert outcomes.gaps("strength") == ("alphaone", "alphatwo")
    assert evidence_map(made.evidence, "population").rows == ("grown-ups", "children")


def test_a_group_whose_drug_is_not_certain_is_in_no_cell(made: Any) -> None:
    made.share("both", 5, 10, arm=None)
    made._studies["both"] = dataclasses.replace(
        made._studies["both"], drugs=("alphaone", "alphatwo")
    )
    assert evidence_map(made.evidence, "outcome").cells == ()
    assert len(evidence_map(made.evidence, "population").cells) == 2


def test_the_strongest_design_is_told_by_what_it_compares(evidence: Evidence) -> None:
    held = {
        evidence.studies[name].design: strength(evidence, evidence.studies[name])
        for name in evidence.studies
    }
    assert held["randomised-trial"] == "randomised"
    assert strength(evidence, evidence.studies["fan-2022"]) == "compared"
    # Its other group took another drug of the class, so nothing of the drug was compared.
    assert strength(evidence, evidence.studies["xia-2025"]) == "followed"
    assert held["single-arm-trial"] == "followed"
    assert held["case-report"] == held["not-seen"] == "cases"


def test_ratings_stand_in_the_cells_whose_figures_they_rest_on(evidence: Evidence) -> None:
    cell = evidence_map(evidence, "outcome").at("skin", "tofacitinib")
    assert cell
    assert "adult-skin-skin-activity" in {rating.id for rating in cell.ratings}
    for view in VIEWS:
        for cell in evidence_map(evidence, view).cells:
            numbers = {f"{study.id}#{row.id}" for study, row in cell.figures}
            assert all(numbers.intersection(rating.results) for rating in cell.ratings)
