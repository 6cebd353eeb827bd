"""Two groups compared: ratios of counts and of rates, differences of means, against hand sums."""

import dataclasses
import math
from collections.abc import Sequence
from typing import Any

import pytest
from made_up import Made, count, counted, measured, number, summary, timed

from generator.model.result import Result
from generator.model.study_setting import Clusters
from generator.synthesis.candidates import Candidate, candidate
from generator.synthesis.eligibility import exclusions
from generator.synthesis.figure import Figure
from generator.synthesis.figures import figure_of
from generator.synthesis.group_figures import difference_in_deviations, table_of
from generator.synthesis.reasons import Reason

GROUPS = {"on": ("alphaone", 40), "pill": ("sugar-pill", 30)}
Z = 1.959964


def offered(made: Made, rows: Sequence[Result], **fields: Any) -> Candidate:
    study = made.trial("trial", GROUPS, rows, **fields)
    return candidate(made.evidence, study, study.results[0])


def figure(made: Made, *rows: Result, **fields: Any) -> Figure:
    known = figure_of(offered(made, rows, **fields))
    assert known is not None
    return known


def test_a_risk_ratio_is_that_of_the_printed_counts(made: Made) -> None:
    found = figure(made, counted("on", 12, 40), counted("pill", 6, 30))
    error = math.sqrt(1 / 12 - 1 / 40 + 1 / 6 - 1 / 30)
    assert (found.scale, found.effect, found.origin) == ("ratio", "risk-ratio", "computed")
    assert (found.value, found.error) == pytest.approx((1.5, error))
    limits = (1.5 * math.exp(-Z * error), 1.5 * math.exp(Z * error))
    assert (found.low, found.high) == pytest.approx(limits)
    assert (found.adjusted, found.added_half) == (False, False)


@pytest.mark.parametrize(
    ("events", "beside", "ratio", "error"),
    [
        # 0.5 of 21 against 4.5 of 21, and so on.
        (0, 4, 1 / 9, (1 / 0.5 - 1 / 21 + 1 / 4.5 - 1 / 21) ** 0.5),
        (4, 0, 9.0, (1 / 0.5 - 1 / 21 + 1 / 4.5 - 1 / 21) ** 0.5),
        (0, 0, 1.0, (2 / 0.5 - 2 / 21) ** 0.5),
    ],
)
def test_half_a_person_is_added_where_a_group_has_no_event_and_it_is_said(
    made: Made, events: int, beside: int, ratio: float, error: float
) -> None:
    found = figure(made, counted("on", events, 20), counted("pill", beside, 20))
    assert (found.value, found.error) == pytest.approx((ratio, error))
    assert found.added_half
    assert "0.5 added to each cell, as one is 0" in found.how


@pytest.mark.parametrize("more", [{"events": None}, {"total": None}, {"total": count(0)}])
def test_without_all_four_counts_there_is_no_table(made: Made, more: dict[str, Any]) -> None:
    beside = dataclasses.replace(counted("pill", 6, 30), **more)
    assert table_of(offered(made, [counted("on", 12, 40), beside])) is None


def test_more_events_than_people_make_no_table(made: Made) -> None:
    assert table_of(offered(made, [counted("on", 41, 40), counted("pill", 6, 30)])) is None
    assert table_of(offered(made, [counted("on", 40, 40), counted("pill", 6, 30)])) == (
        40,
        40,
        6,
        30,
    )


def test_cases_collected_from_publications_have_no_ratio(made: Made) -> None:
    rows = [counted("on", 12, 40), counted("pill", 6, 30, collected=True)]
    assert table_of(offered(made, rows)) is None


def test_a_rate_ratio_is_that_of_events_in_time(made: Made) -> None:
    found = figure(made, timed("on", 10, "100"), timed("pill", 20, "50"))
    assert (found.effect, found.value) == ("rate-ratio", pytest.approx(0.25))
    assert found.error == pytest.approx(math.sqrt(1 / 10 + 1 / 20))


def test_a_rate_of_no_events_has_half_an_event_added_on_both_sides(made: Made) -> None:
    found = figure(made, timed("on", 0, "100"), timed("pill", 3, "100"))
    assert found.value == pytest.approx(1 / 7)
    assert found.error == pytest.approx(math.sqrt(1 / 0.5 + 1 / 3.5))
    assert found.added_half


@pytest.mark.parametrize(
    "beside",
    [
        timed("pill", 20, "50", "person-months"),
        timed("pill", 20, None),
        timed("pill", None, "50"),
        timed("pill", 20, "0"),
        timed("pill", 20, "50", None),
    ],
)
def test_rates_in_other_units_or_without_time_have_no_ratio(made: Made, beside: Result) -> None:
    view = offered(made, [timed("on", 10, "100"), beside])
    assert figure_of(view) is None
    reasons = [refusal.reason for refusal in exclusions(made.evidence, view)]
    assert reasons == [Reason.NO_COUNT]


def test_units_of_time_are_the_same_in_capitals(made: Made) -> None:
    beside = timed("pill", 20, "50", "Person-Years")
    assert figure(made, timed("on", 10, "100"), beside).value == pytest.approx(0.25)


def changed(arm: str, people: int, after: str, change: str | None) -> Result:
    spread = {"sd": "4" if arm == "on" else "6"}
    moved = summary(mean=change, **spread) if change else None
    return measured(arm, people, summary(mean=after, **spread), moved)


def test_changes_go_before_values_at_the_end(made: Made) -> None:
    found = figure(made, changed("on", 16, "20", "-8"), changed("pill", 36, "27", "-2"))
    # 4²/16 + 6²/36 = 2.
    assert (found.value, found.error) == pytest.approx((-6, math.sqrt(2)))
    assert found.how == "mean difference: change from the start, standard deviations as printed"
    limits = (-6 - Z * math.sqrt(2), -6 + Z * math.sqrt(2))
    assert (found.low, found.high) == pytest.approx(limits)


def test_values_at_the_end_stand_where_one_group_prints_no_change(made: Made) -> None:
    found = figure(made, changed("on", 16, "20", "-8"), changed("pill", 36, "27", None))
    assert (found.value, found.error) == pytest.approx((-7, math.sqrt(2)))
    assert found.how.startswith("mean difference: value at the end")


def test_a_change_and_a_value_at_the_end_are_never_subtracted(made: Made) -> None:
    only_change = measured("on", 16, change=summary(mean="-8", sd="4"))
    only_end = measured("pill", 36, summary(mean="27", sd="6"))
    view = offered(made, [only_change, only_end])
    assert figure_of(view) is None
    reasons = {refusal.reason for refusal in exclusions(made.evidence, view)}
    assert Reason.NOT_MEANS in reasons


@pytest.mark.parametrize(
    ("unit", "subtracted"), [("percent", False), ("Points", True), (None, True)]
)
def test_means_in_other_units_are_not_subtracted(
    made: Made, unit: str | None, subtracted: bool
) -> None:
    beside = dataclasses.replace(changed("pill", 36, "27", "-2"), unit=unit)
    view = offered(made, [changed("on", 16, "20", "-8"), beside])
    assert (figure_of(view) is not None) is subtracted
    refused = Reason.NOT_MEANS in {refusal.reason for refusal in exclusions(made.evidence, view)}
    assert refused is not subtracted


@pytest.mark.parametrize("changes", [{"unit": "knees"}, {"note": "unit: knees"}])
def test_a_control_group_that_counts_something_else_is_no_group_of_people(
    made: Made, changes: dict[str, Any]
) -> None:
    view = offered(made, [counted("on", 12, 40), counted("pill", 6, 30, **changes)])
    assert Reason.NOT_PEOPLE in {refusal.reason for refusal in exclusions(made.evidence, view)}


def test_the_difference_in_deviations_is_that_of_hedges(made: Made) -> None:
    view = offered(made, [changed("on", 16, "20", "-8"), changed("pill", 36, "27", "-2")])
    found = difference_in_deviations(view)
    assert found is not None
    pooled = math.sqrt((15 * 16 + 35 * 36) / 50)
    exact = math.exp(math.lgamma(25) - math.lgamma(24.5)) / math.sqrt(25)
    g = exact * -6 / pooled
    assert found.value == pytest.approx(g, rel=1e-6)
    assert found.error == pytest.approx(math.sqrt(1 / 16 + 1 / 36 + g**2 / (2 * 52)), rel=1e-6)
    assert found.effect == "standardised-mean-difference"


CLUSTERS = Clusters(number=count(10), size=number("11"), icc=number("0.1"))


@pytest.mark.parametrize(
    "rows",
    [
        [counted("on", 12, 40), counted("pill", 6, 30)],
        [timed("on", 10, "100"), timed("pill", 20, "50")],
        [changed("on", 16, "20", "-8"), changed("pill", 36, "27", "-2")],
    ],
)
def test_clusters_widen_the_interval_by_the_root_of_the_design_effect(
    made: Made, rows: Sequence[Result]
) -> None:
    alone = figure(made, *rows)
    # 1 + (11 - 1) · 0.1 = 2.
    wider = figure(made, *rows, clusters=CLUSTERS)
    assert alone.error is not None
    assert wider.value == alone.value
    assert wider.error == pytest.approx(alone.error * math.sqrt(2))
    unknown = offered(made, rows, clusters=dataclasses.replace(CLUSTERS, icc=None))
    assert figure_of(unknown) is None
