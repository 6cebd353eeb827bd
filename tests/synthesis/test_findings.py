"""The summary of findings: which figures stand behind an outcome, and in how many people."""

import dataclasses
import re

import pytest
from rated_outcomes import (
    ALONE,
    CONTROL,
    DRUG,
    ESTIMATE,
    FINE,
    by_id,
    only,
    outcomes,
    rated,
    with_result,
)

from generator.html.certainty import judge_again
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import ComparisonResult, NarrativeResult, ProportionResult, Result
from generator.model.study import Harm
from generator.synthesis.contrast import (
    Basis,
    ReportedFigure,
    Said,
    Share,
    contrasts,
    difference,
    judge,
    said_by_interval,
    share,
)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.2, 0.96, Said.BETTER),
        (0.48, 2.16, Said.NO_CLEAR_DIFFERENCE),
        (1.0, 2.0, Said.NO_CLEAR_DIFFERENCE),
        (1.17, 1.87, Said.WORSE),
    ],
)
def test_an_interval_says_what_it_excludes(low: float, high: float, expected: Said) -> None:
    assert said_by_interval(low, high, 1, lower_is_good=True) is expected


def test_a_contrast_rests_on_the_firmest_that_is_there(small: Evidence) -> None:
    with_estimate = only(rated(small, "low", DRUG, CONTROL, ESTIMATE)).contrasts
    assert [judge(small, one).basis for one in with_estimate] == [Basis.INTERVAL]
    counts = only(rated(small, "low", DRUG, CONTROL)).contrasts
    assert [judge(small, one) for one in counts] == [(Said.BETTER, Basis.COUNTS)]
    assert only(rated(small, "low", DRUG)).contrasts == ()


def test_a_test_of_the_source_goes_before_our_arithmetic(
    evidence: Evidence, small: Evidence
) -> None:
    fan = evidence.studies["fan-2022"]
    names = ("mortality-6mo-tof", "mortality-6mo-tac", "mortality-6mo-tof-vs-tac")
    (contrast,) = contrasts(
        evidence, [ReportedFigure(fan, row) for row in fan.results if row.id in names]
    )
    assert contrast.shares == (Share(10, 26, derived=True), Share(22, 35, derived=True))
    assert difference(contrast.shares).low < 0 < difference(contrast.shares).high
    assert judge(evidence, contrast) == (Said.BETTER, Basis.P_VALUE)
    assert (
        said_by_interval(*difference((Share(11, 21), Share(4, 19))), 0, lower_is_good=False)
        is Said.BETTER
    )
    evidence = with_result(
        small, "difference", value=None, ci_low=None, ci_high=None, p=Number.parse("0.06")
    )
    (contrast,) = only(rated(evidence, "low", DRUG, CONTROL, ESTIMATE)).contrasts
    assert judge(evidence, contrast) == (Said.NO_CLEAR_DIFFERENCE, Basis.P_VALUE)


def test_a_hazard_ratio_on_something_good_tells_no_direction(small: Evidence) -> None:
    evidence = with_result(small, "difference", effect="hazard-ratio", **FINE)
    (contrast,) = only(rated(evidence, "low", ESTIMATE)).contrasts
    assert judge(evidence, contrast).said is Said.UNTOLD


def test_a_count_comes_from_a_percentage_only_where_one_alone_fits(small: Evidence) -> None:
    row = next(row for row in small.studies["second-2003"].results if row.id == "fever-free-two")
    assert isinstance(row, ProportionResult)
    assert share(dataclasses.replace(row, events=None, percent=Number.parse("52.4"))) == Share(
        11, 21, derived=True
    )
    assert share(dataclasses.replace(row, events=None, percent=Number.parse("44.0"))) is None
    assert (
        share(
            dataclasses.replace(
                row, events=None, percent=Number.parse("50"), total=Count.parse("300")
            )
        )
        is None
    )
    assert share(dataclasses.replace(row, total=None)) is None
    (harm,) = small.studies["second-2003"].harms
    assert share(dataclasses.replace(harm, counted="events")) is None


def test_every_chosen_outcome_has_a_row_even_when_empty(evidence: Evidence) -> None:
    rows = outcomes(evidence)
    assert len(rows) == 28
    assert (
        sum(row.is_empty for row in rows)
        == sum(row.certainty == "no evidence" for row in rows)
        == 6
    )


def test_every_number_of_a_rating_is_used_once(evidence: Evidence) -> None:
    for outcome in outcomes(evidence):
        assert outcome.rating
        used = [f"{one.study.id}#{row.id}" for one in outcome.contrasts for row in one.estimates]
        sides = {
            f"{one.study.id}#{row.id}"
            for one in outcome.contrasts
            for row in (one.drug, one.control)
            if row
        }
        used += [*sides, *(f"{one.study.id}#{one.row.id}" for one in outcome.alone)]
        assert sorted(used) == sorted(outcome.rating.results), outcome.id


def test_people_are_counted_once_and_by_population(evidence: Evidence) -> None:
    skin = by_id(evidence, "adult-skin-skin-activity")
    assert [(one.population, one.on_drug.low, one.on_drug.high) for one in skin.people] == [
        ("adult-skin", 14, 14),
        ("mixed-adult-iim", 35, 43),
    ]
    zoster = by_id(evidence, "adult-skin-serious-infection-or-zoster")
    arthritis = next(one for one in zoster.people if one.population == "rheumatoid-arthritis")
    assert (arthritis.on_drug.high, arthritis.controls.high, arthritis.on_drug.studies) == (
        2911,
        1451,
        1,
    )
    meningitis = by_id(evidence, "juvenile-serious-adverse-events")
    assert (meningitis.people[0].on_drug.high, meningitis.people[0].retold) == (10, 8)


def test_harms_are_told_from_benefits(evidence: Evidence) -> None:
    harms = {outcome.id for outcome in outcomes(evidence) if outcome.is_harm}
    assert harms == {
        rating.id
        for rating in evidence.certainty
        if re.search(r"adverse|infection|Blood clots", rating.outcome)
    }
    assert len(harms) == 12


def test_rows_are_of_the_kinds_that_are_read(evidence: Evidence) -> None:
    rows = [row for outcome in outcomes(evidence) for one in outcome.contrasts for row in one.rows]
    kinds = {type(row) for row in rows}
    assert {Harm, ProportionResult, ComparisonResult, NarrativeResult} <= kinds
    assert all(isinstance(row, Result | Harm) for row in rows)


def test_a_study_that_came_in_after_the_judgement_is_said_beside_it(small: Evidence) -> None:
    judged = rated(small, "very low", ALONE)
    assert only(judged).arrived == ()
    (rating,) = judged.certainty
    early = dataclasses.replace(rating, date=PartialDate.parse("2024-08-02"))
    outcome = only(dataclasses.replace(judged, certainty=(early,)))
    assert [study.id for study in outcome.arrived] == ["second-2003"]
    assert "judged on 2 August 2024, before Second 2003 came in" in str(judge_again(outcome))
