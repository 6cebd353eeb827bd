"""Mean and spread of a group from what is printed of it: deviation, error, interval or median."""

import dataclasses
from statistics import NormalDist
from typing import Any

import pytest
from made_up import Made, measured, number, summary

from generator.model.result import Summary
from generator.synthesis.group_means import (
    GroupMean,
    change_of,
    level_at_end,
    people_measured,
    put_together,
)

# Quantiles of t on 15 degrees of freedom, from printed tables: of a 95 % and of a 90 % interval.
T_95, T_90 = 2.13145, 1.75305


def at_end(made: Made, printed: Summary, people: int | None = 16, arm: int | None = 16) -> Any:
    row = measured("on", people, printed)
    study = made.trial("trial", {"on": ("alphaone", arm), "pill": ("sugar-pill", 9)}, [row])
    return level_at_end(study, row)


def interval(half: float, kind: str) -> Summary:
    limits = summary(mean="20", interval_low=f"{20 - half:.5f}", interval_high=f"{20 + half:.5f}")
    return dataclasses.replace(limits, interval_kind=kind)


@pytest.mark.parametrize(
    ("printed", "how"),
    [
        (summary(mean="20", sd="4"), "as printed"),
        (summary(mean="20", se="1"), "from printed standard errors"),
        (interval(T_95, "95% CI"), "from printed intervals"),
        (interval(T_90, "90% CI"), "from printed intervals"),
        # The surest way goes first.
        (dataclasses.replace(interval(9, "95% CI"), se=number("1")), "standard errors"),
        (summary(mean="20", sd="0", se="1"), "from printed standard errors"),
    ],
)
def test_sixteen_people_have_a_deviation_of_four_however_it_is_printed(
    made: Made, printed: Summary, how: str
) -> None:
    group = at_end(made, printed)
    assert group[:3] == (16, 20.0, pytest.approx(4, abs=1e-4))
    assert how in group.how


@pytest.mark.parametrize(
    "printed",
    [
        summary(mean="20"),
        summary(sd="4"),
        summary(mean="20", sd="0"),
        summary(mean=">20", sd="4"),
        interval(T_95, "range"),
        dataclasses.replace(interval(T_95, "95% CI"), interval_high=None),
        interval(-T_95, "95% CI"),
        interval(0, "95% CI"),
        # Skewed: its mean is not near its median.
        summary(median="7.5", min="3.0", max="24.6"),
        summary(median="7.5"),
        summary(median="7.5", q1="7.5", q3="7.5"),
    ],
)
def test_without_a_mean_and_a_spread_of_a_stated_kind_a_group_has_no_figure(
    made: Made, printed: Summary
) -> None:
    assert at_end(made, printed, 25) is None


def test_the_median_of_a_symmetric_group_is_its_mean(made: Made) -> None:
    group = at_end(made, summary(median="8", q1="6", q3="10"), 25)
    # Wan and others: the quartiles of 25 people lie this many deviations apart.
    apart = 2 * NormalDist().inv_cdf((0.75 * 25 - 0.125) / 25.25)
    assert group[:3] == (25, pytest.approx(8), pytest.approx(4 / apart, rel=1e-9))
    assert "from medians" in group.how


def test_people_are_those_of_the_figure_and_else_of_its_group(made: Made) -> None:
    printed = summary(mean="20", sd="4")
    assert at_end(made, printed, 12, 16).people == 12
    assert at_end(made, printed, None, 16).people == 16
    assert at_end(made, printed, None, None) is None
    # One person has no spread.
    assert at_end(made, printed, 1) is None
    assert at_end(made, printed, 2).people == 2


def test_part_of_a_group_is_not_as_many_as_the_group(made: Made) -> None:
    row = measured("on", None, summary(mean="20", sd="4"), subgroup="the oldest")
    study = made.trial("trial", {"on": ("alphaone", 16)}, [row])
    assert people_measured(study, row) == 0
    assert people_measured(study, dataclasses.replace(row, subgroup=None)) == 16
    assert people_measured(study, dataclasses.replace(row, subgroup=None, arm=None)) == 0


def test_a_change_is_taken_from_what_is_printed_as_a_change(made: Made) -> None:
    row = measured("on", 16, summary(mean="20", sd="4"), summary(mean="-8", se="1"))
    study = made.trial("trial", {"on": ("alphaone", 16)}, [row])
    changed, end = change_of(study, row), level_at_end(study, row)
    assert changed is not None
    assert end is not None
    assert (changed.mean, changed.sd, end.mean, end.sd) == (-8, 4, 20, 4)
    assert change_of(study, dataclasses.replace(row, change=None)) is None


def test_groups_together_vary_within_and_between() -> None:
    together = put_together(
        [GroupMean(10, 1.0, 2.0, "printed"), GroupMean(30, 5.0, 2.0, "printed")]
    )
    # 9 · 4 + 29 · 4 within, 10 · 3² + 30 · 1² between: 272 on 39 degrees of freedom.
    assert together[:2] == (40, 4.0)
    assert together.sd == pytest.approx((272 / 39) ** 0.5)
    assert together.how == "printed"
