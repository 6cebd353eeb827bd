"""Survivors are shown as deaths where that can be done without loss, and left as printed elsewhere."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import Made, count, number

from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult, ProportionResult, Result
from generator.synthesis.comparison_verdict import judge
from generator.synthesis.complement import (
    as_printed,
    cannot_be_turned,
    counted_alike,
    repeats_what_is_printed,
)
from generator.synthesis.contrast import ReportedFigure, contrasts


def survivors(evidence: Evidence) -> Evidence:
    """Return evidence whose fever-free people are the others of those still in fever."""
    free = dataclasses.replace(evidence.measures["fever-free"], complement="in-fever")
    fever = dataclasses.replace(
        free, id="in-fever", complement=None, better="lower", label="In fever"
    )
    return dataclasses.replace(evidence, measures={**evidence.measures, "fever-free": free, "in-fever": fever})  # fmt: skip


def turned(made: Made, name: str) -> Result:
    evidence = survivors(made.evidence)
    return counted_alike(evidence, evidence.studies[name]).results[0]


def test_a_count_and_its_percentage_are_turned_with_their_limits(made: Made) -> None:
    fields = {"percent": number("79.6")}
    row = made.share("s", 39, 49)
    study = made._studies["s"]
    row = dataclasses.replace(row, **fields, ci_low=number("66.4"), ci_high=number("88.5"))  # type: ignore[arg-type]
    made._studies["s"] = dataclasses.replace(study, results=(row,))
    result = turned(made, "s")
    assert isinstance(result, ProportionResult)
    assert (result.measure, result.id, str(result.events), str(result.total)) == (
        "in-fever",
        "response",
        "10",
        "49",
    )
    assert [str(result.percent), str(result.ci_low), str(result.ci_high)] == [
        "20.4",
        "11.5",
        "33.6",
    ]


@pytest.mark.parametrize(
    ("printed", "expected"), [("87.2", "12.8"), (">80", "<20"), ("100", "0"), ("<5", ">95")]
)
def test_a_percentage_alone_is_turned_with_its_bound(
    made: Made, printed: str, expected: str
) -> None:
    row = dataclasses.replace(
        made.share("s", 1, 2), events=None, total=None, percent=number(printed)
    )
    made._studies["s"] = dataclasses.replace(made._studies["s"], results=(row,))
    result = turned(made, "s")
    assert isinstance(result, ProportionResult)
    assert (result.measure, result.events, str(result.percent)) == ("in-fever", None, expected)


@pytest.mark.parametrize(
    "changes", [{"total": None}, {"events": count(3), "total": count(2)}, {"events": None}]
)
def test_a_count_without_its_total_stays_as_it_is(made: Made, changes: dict[str, Any]) -> None:
    row = dataclasses.replace(made.share("s", 1, 2), percent=None, **changes)
    made._studies["s"] = dataclasses.replace(made._studies["s"], results=(row,))
    assert turned(made, "s") == row


def test_a_ratio_of_risks_or_hazards_is_not_turned_and_an_odds_ratio_is(made: Made) -> None:
    for effect in ("risk-ratio", "hazard-ratio"):
        printed = made.ratio(effect, "2", "1.25", "4", effect=effect)
        assert turned(made, effect) == printed
        assert cannot_be_turned(survivors(made.evidence), printed)
    made.ratio("odds", "2", "1.25", "4", effect="odds-ratio")
    result = turned(made, "odds")
    assert isinstance(result, ComparisonResult)
    assert [str(result.value), str(result.ci_low), str(result.ci_high)] == ["0.50", "0.25", "0.80"]
    nothing = made.ratio("zero", "0", "0", "4", effect="odds-ratio")
    assert turned(made, "zero") == nothing


def test_a_difference_of_risks_changes_its_sign(made: Made) -> None:
    made.ratio("s", "17", "-2", "36", effect="risk-difference")
    result = turned(made, "s")
    assert isinstance(result, ComparisonResult)
    assert [str(result.value), str(result.ci_low), str(result.ci_high)] == ["-17", "-36", "2"]


def test_survivors_beside_deaths_of_one_group_are_a_repeat(made: Made) -> None:
    row = made.share("s", 3, 5)
    deaths = dataclasses.replace(row, id="deaths", measure="in-fever", events=count(2))
    study = made._studies["s"]

    def repeat(*rows: Result) -> str | None:
        made._studies["s"] = dataclasses.replace(study, results=rows)
        evidence = survivors(made.evidence)
        turned_study = counted_alike(evidence, evidence.studies["s"])
        return repeats_what_is_printed(evidence, turned_study, turned_study.results[0])

    assert repeat(row, deaths) == "deaths"
    assert repeat(row) is None
    assert repeat(deaths, row) is None
    assert repeat(row, dataclasses.replace(deaths, arm="pill")) is None
    assert repeat(row, dataclasses.replace(row, id="again")) is None


def test_a_turned_figure_has_the_name_of_what_it_counts(made: Made) -> None:
    made.share("s", 3, 5)
    assert turned(made, "s").reported_as == "In fever"


def test_a_study_without_such_a_measure_is_the_same_object(made: Made) -> None:
    made.share("s", 1, 2)
    study = made.evidence.studies["s"]
    assert counted_alike(made.evidence, study) is study


def test_what_was_printed_stands_behind_a_turned_figure(made: Made) -> None:
    row = made.share("s", 39, 49)
    evidence = survivors(made.evidence)
    study = evidence.studies["s"]
    assert as_printed(evidence, study, turned(made, "s")) == row
    assert as_printed(evidence, study, row) is None


@given(st.integers(0, 100), st.integers(0, 100))
def test_turning_changes_no_direction(small: Evidence, drug: int, control: int) -> None:
    made = Made(small)
    row = made.share("s", drug, 100, design="randomised-trial")
    beside = dataclasses.replace(row, id="control", arm="pill", events=count(control))
    study = dataclasses.replace(made._studies["s"], results=(row, beside))
    evidence = survivors(made.evidence)

    def said(members: tuple[Result, ...]) -> object:
        (contrast,) = contrasts(evidence, [ReportedFigure(study, each) for each in members])
        return judge(evidence, contrast).said

    assert said(counted_alike(evidence, study).results) is said(study.results)


def test_survivors_and_deaths_of_the_record_are_deaths(evidence: Evidence) -> None:
    for study in evidence.studies.values():
        for row in counted_alike(evidence, study).results:
            if isinstance(row, ProportionResult) and (row.percent or row.total):
                assert not cannot_be_turned(evidence, row), f"{study.id}#{row.id}"
