"""Figures as printed: never rounded, never without unit, denominator or the name of the statistic."""

import dataclasses

import pytest

from generator.html.printed_values import figure, interval, p_value, plain_figure, summary
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import (
    ChangeResult,
    ContinuousResult,
    NarrativeResult,
    ProportionResult,
    Summary,
)


def number(text: str) -> Number:
    return Number.parse(text)


def proportion(small: Evidence, **changes: object) -> ProportionResult:
    found = next(row for row in small.studies["example-2001"].results if row.id == "fever-free-4w")
    assert isinstance(found, ProportionResult)
    return dataclasses.replace(found, **changes)  # type: ignore[arg-type]


def words(text: object) -> str:
    return " ".join(str(text.striptags()).split())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, "7 of 12 (58.3 %)"),
        ({"percent": None}, "7 of 12"),
        ({"events": Count.parse("0"), "percent": None}, "0 of 12"),
        ({"total": None, "percent": None}, "7, total not stated"),
        (
            {"total": None, "percent": None, "events": Count.parse("1")},
            "1, total not stated",
        ),
        ({"events": None}, "58.3 % of 12"),
        ({"events": None, "total": None}, "58.3 %, total not stated"),
        ({"events": None, "percent": None}, "count not reported (group of 12)"),
        ({"events": None, "percent": None, "total": None}, "count not reported"),
        (
            {"events": None, "total": None, "percent": number("58.30")},
            "58.30 %, total not stated",
        ),
    ],
)
def test_a_share_never_stands_without_its_denominator(
    small: Evidence, changes: dict[str, object], shown: str
) -> None:
    assert words(figure(proportion(small, **changes))) == shown


def test_an_interval_is_the_source_s_own_or_computed_and_marked(small: Evidence) -> None:
    computed = interval(proportion(small))
    assert "ev-computed" in computed
    assert words(computed).startswith("32 to 81 %")
    printed = interval(proportion(small, ci_low=number("27.7"), ci_high=number("84.8")))
    assert "ev-reported" in printed
    assert words(printed) == "27.7 to 84.8"
    assert interval(proportion(small, total=None)) == ""


def test_change_names_its_statistics_and_its_people(small: Evidence) -> None:
    change = next(row for row in small.studies["example-2001"].results if row.id == "river-4w")
    assert plain_figure(change, "points") == "31.20 ± 8.0 → 12.5 ± 6.10 points (mean ± SD) n = 12"
    assert isinstance(change, ChangeResult)
    start = dataclasses.replace(change, follow_up=None, total=None)
    assert plain_figure(start, "points") == (
        "31.20 ± 8.0 points (mean ± SD) at the start; afterwards not reported number of people not reported"
    )


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (
            Summary(median=number("14"), q1=number("9"), q3=number("20")),
            "14 points (median) quartiles 9 to 20",
        ),
        (Summary(median=number("14"), min=number("9")), "14 points (median) lowest 9"),
        (Summary(value=number("3.0"), spread=number("1.5")), "3.0 points ± 1.5 bracket not named"),
        (Summary(mean=number("-0.50")), "-0.50 points (mean)"),
    ],
)
def test_a_summary_says_what_it_is(values: Summary, shown: str) -> None:
    assert words(summary(values, "points")) == shown


def test_a_median_is_never_called_a_mean(small: Evidence) -> None:
    found = next(row for row in small.studies["second-2003"].results if row.id == "river-two")
    assert isinstance(found, ContinuousResult)
    assert "mean" not in plain_figure(found, "points")


def test_p_values_keep_their_sign() -> None:
    assert words(p_value(number("<0.001"))) == "P <0.001"
    assert words(p_value(number("0.0005"))) == "P = 0.0005"
    assert p_value(None) is None


def test_words_on_one_group_earn_no_direction() -> None:
    told = NarrativeResult(
        id="told",
        measure="fever-free",
        reported_as="Fever free",
        role="other",
        kind="narrative",
        finding="Most were free of fever.",
        direction="better",
        source="abstract",
        where="Results",
    )
    assert "better" not in words(figure(told))
    compared = dataclasses.replace(told, arm="two", against="sugar")
    assert "(better)" in words(figure(compared))
