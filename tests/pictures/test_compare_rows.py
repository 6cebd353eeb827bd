"""Rows of a comparison: a share with its control, a figure with its unit."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, count, number, summary

from generator.audit.verdict import Audit
from generator.charts.forest_row import ForestRow
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.result import TimePoint
from generator.pictures.compare_pictures import about_pictures, comparison_pictures
from generator.pictures.compare_rows import (
    drawable_share,
    figure_row,
    share_rows,
)
from generator.pictures.gallery import Gallery
from generator.synthesis.candidates import candidate
from generator.synthesis.compare import compare
from generator.synthesis.figures import figure_of

replace: Any = dataclasses.replace


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


def rows_of(evidence: Evidence, name: str = "one", place: int = 0) -> list[ForestRow]:
    study = evidence.studies[name]
    entry = candidate(evidence, study, study.results[place])
    return list(share_rows(page_of(evidence), entry))


def test_a_share_is_drawn_in_percent_with_its_interval_and_as_printed(made: Made) -> None:
    made.share("one", 3, 10)
    (row,) = rows_of(made.evidence)
    assert (row.label, row.detail) == ("One", "Fever free, 12 weeks")
    assert row.printed == "3 of 10 (30 %)"
    assert row.estimate == 30
    assert row.low is not None
    assert row.high is not None
    assert (round(row.low), round(row.high)) == (11, 60)
    assert (row.control, row.uncontrolled) == (False, True)
    assert row.slot == page_of(made.evidence).site.slots["alphaone"]


def test_a_control_group_stands_hollow_beside_its_drug(made: Made) -> None:
    first = made.share("one", 3, 10)
    beside = replace(first, id="beside", arm="pill", events=count(1))
    made.share("one", 3, 10, design="randomised-trial", others=(beside,))
    drug, control = rows_of(made.evidence)
    assert drug.detail == "alphaone group, Fever free, 12 weeks"
    assert control.detail == "Sugar pill, Fever free, 12 weeks"
    assert (drug.control, control.control) == (False, True)
    assert control.printed == "1 of 10 (10 %)"
    assert (drug.uncontrolled, control.uncontrolled) == (False, False)
    alone, _ = rows_of(made.evidence, place=1)
    assert alone.control


def test_a_share_of_a_large_group_has_a_decimal_and_no_group_no_colour(made: Made) -> None:
    result = replace(made.share("one", 29, 200), arm=None)
    made.study("one", result, 200)
    (row,) = rows_of(made.evidence)
    assert row.printed == "29 of 200 (14.5 %)"
    assert (row.slot, row.control, row.detail) == (None, False, "Fever free, 12 weeks")


def test_another_group_on_the_same_drug_has_a_row_of_its_own(made: Made) -> None:
    first = made.share("one", 3, 10)
    beside = replace(first, id="beside", arm="pill", events=count(1))
    fields = {"design": "randomised-trial", "others": (beside,)}
    made.share("one", 3, 10, beside="alphaone", **fields)
    assert len(rows_of(made.evidence)) == 1


@pytest.mark.parametrize(
    ("changes", "drawn"),
    [
        ({}, True),
        ({"unit": "joints"}, False),
        ({"events": None}, False),
    ],
)
def test_only_counts_of_people_are_drawn(
    made: Made, changes: dict[str, Any], *, drawn: bool
) -> None:
    result = replace(made.share("one", 3, 10), **changes)
    made.study("one", result, 10)
    assert (drawable_share(result) is not None) is drawn
    assert len(rows_of(made.evidence)) == drawn


@pytest.mark.parametrize(
    ("time", "reported_as", "detail"),
    [
        (None, "Fever", "Fever"),
        (TimePoint(label="at the end"), "Fever", "Fever, at the end"),
        (TimePoint(value=number("12"), unit="weeks"), "Fever", "Fever, 12 weeks"),
        (TimePoint(value=number("12"), unit="weeks"), "Fever at 12 weeks", "Fever at 12 weeks"),
        (
            TimePoint(value=number("12"), unit="weeks", label="end"),
            "Fever at 12 weeks",
            "Fever at 12 weeks, end",
        ),
    ],
)
def test_a_time_is_said_once(
    made: Made, time: TimePoint | None, reported_as: str, detail: str
) -> None:
    result = replace(made.share("one", 3, 10), measure="unlisted", reported_as=reported_as)
    made.study("one", replace(result, time=time), 10)
    assert rows_of(made.evidence)[0].detail == detail


def figure_of_one(made: Made) -> ForestRow:
    evidence = made.evidence
    study = evidence.studies["one"]
    entry = candidate(evidence, study, study.results[0])
    figure = figure_of(entry)
    assert figure is not None
    return figure_row(page_of(evidence), entry, figure)


def test_a_ratio_has_no_unit_and_names_what_it_is_against(made: Made) -> None:
    made.ratio("one", "0.4", "0.2", "0.8")
    row = figure_of_one(made)
    assert row.printed == "hazard ratio (adjustment not stated) 0.40 (95 % interval 0.20 to 0.80)"
    assert row.detail == "against Sugar pill, Fever free, 12 weeks"
    assert (row.estimate, row.low, row.high, row.uncontrolled) == (0.4, 0.2, 0.8, False)


def test_a_change_has_its_unit(made: Made) -> None:
    made.change("one", 10, summary(mean="28", sd="6"), summary(mean="12", sd="6"))
    row = figure_of_one(made)
    assert row.printed.startswith("−16.0 points (95 % interval ")
    assert row.detail == "River score, 12 weeks"
    assert row.uncontrolled


def test_studies_that_are_in_no_picture_are_named(made: Made) -> None:
    made.share("one", 3, 10)
    made.share("four", 3, 10)
    made.share("two", 3, 10, events=None)
    made.share("three", 3, 10, events=None)
    made.retract("three")
    evidence = made.evidence
    comparison = compare(evidence, "grown-ups", "fever")
    words = about_pictures(page_of(evidence), comparison)
    assert words.endswith(" In words or without a count, and so only in the table: Two.")
    whole = about(evidence, "one", "four")
    # No study here was appraised, so no sign needs its meaning.
    assert whole == "Rows stand drug by drug in the order of the table."
    assert (
        about(evidence, "one") == f"{whole} One figure alone, and so only in the table: fever free."
    )


def about(evidence: Evidence, *studies: str) -> str:
    alone = replace(evidence, studies={name: evidence.studies[name] for name in studies})
    return about_pictures(page_of(alone), compare(alone, "grown-ups", "fever"))


def test_a_share_without_a_count_of_an_outcome_without_a_picture_is_named(made: Made) -> None:
    row = made.share("one", 3, 10)
    whole = replace(row, id="whole", measure="fever-wholly", events=None)
    made.share("one", 3, 10, others=(whole,))
    made.share("two", 3, 10)
    said = about(made.evidence, "one", "two")
    assert said.endswith("Not drawn, because no count is printed: One (fever gone, 12 weeks).")


def pictures_of(evidence: Evidence) -> list[str]:
    comparison = compare(evidence, "grown-ups", "fever")
    pictures = comparison_pictures(page_of(evidence), Gallery(), comparison, None)
    # The drawing itself stands before the words.
    words = (picture.striptags().rpartition("\0")[2] for picture in pictures)
    return [" ".join(text.split()) for text in words]


def test_each_outcome_with_two_shares_has_a_picture_of_its_own(made: Made) -> None:
    for name, free, whole in (("one", 3, 4), ("two", 5, 6)):
        row = made.share(name, free, 10)
        gone = replace(row, id="gone", measure="fever-wholly", events=count(whole))
        made.share(name, free, 10, others=(gone,))
    made.share("three", 7, 10, measure="fever-partly")
    free, gone = pictures_of(made.evidence)
    assert free.startswith("Fever free: shares of people")
    assert gone.startswith("Fever gone: shares of people")
    for shown, others in (("3 of 10", "4 of 10"), ("5 of 10", "6 of 10")):
        assert shown in free
        assert others in gone
        assert others not in free
        assert shown not in gone
    assert about(made.evidence, "one", "two", "three").endswith("only in the table: fever lower.")


def test_outcomes_without_a_measure_go_together_by_their_words(made: Made) -> None:
    for name, words in (("one", "No rash"), ("two", "no rash"), ("three", "no itch (at all)")):
        row = made.share(name, 3, 10)
        told = replace(row, measure="unlisted", domain="fever", reported_as=words)
        made.study(name, told, 10)
    (picture,) = pictures_of(made.evidence)
    assert picture.startswith("No rash: shares of people")
    assert "itch" not in picture
