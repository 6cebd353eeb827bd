"""Names and figures inside a sentence: as short as they can be without losing what they count."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, count, number, summary

from generator.model.evidence import Evidence
from generator.model.result import ContinuousResult, TimePoint
from generator.model.study import Arm, Harm
from generator.synthesis.contrast import Contrast, ReportedFigure, Share
from generator.wording.inline_figures import (
    Quoted,
    about,
    bare_figure,
    drug_name,
    in_a_sentence,
    per_hundred,
    plain,
    row_name,
    size,
    small_figure,
)

replace: Any = dataclasses.replace


@pytest.mark.parametrize(
    ("label", "small_label"),
    [
        ("Fever", "fever"),
        ("WHO score", "WHO score"),
        ("P-value", "P-value"),
        ("C3 low", "C3 low"),
        ("A", "A"),
        ("", ""),
    ],
)
def test_only_a_plain_word_loses_its_capital(small: Evidence, label: str, small_label: str) -> None:
    assert in_a_sentence(small, label) == small_label


@pytest.mark.parametrize(
    ("label", "in_words"),
    [
        ("Valvax", "Valvax"),
        ("Valvax, two doses", "Valvax, two doses"),
        ("Valvaxine", "valvaxine"),
        ("No Valvax", "no Valvax"),
    ],
)
def test_a_proper_name_keeps_its_capital(vaccines: Evidence, label: str, in_words: str) -> None:
    assert in_a_sentence(vaccines, label) == in_words


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (Share(10, 100), Share(50, 100), ("10 of 100", "50 of 100")),
        (Share(50, 100), Share(9, 100), ("50.0 of 100", "9.0 of 100")),
    ],
)
def test_a_decimal_is_shown_only_below_ten_of_a_hundred(
    first: Share, second: Share, shown: tuple[str, str]
) -> None:
    assert per_hundred(first, second) == shown


def test_a_class_has_an_article_and_a_drug_has_none(small: Evidence) -> None:
    assert drug_name(small, "alphadrug") == "an alphadrug"
    assert drug_name(small, "alphaone") == "alphaone"
    assert drug_name(small, "nobody") == "one of the drugs"
    beta = replace(small.drugs["alphadrug"], label="Beta drug, not named")
    evidence = replace(small, drugs={**small.drugs, "beta": beta})
    assert drug_name(evidence, "beta") == "a beta drug"


def harm(**changes: Any) -> Harm:
    fields = {"id": "fever", "event": "Chills (any)", "arm": "one", "counted": "participants"}
    return Harm(**{**fields, "source": "paper", "where": "page 1", **changes})


def test_a_row_is_called_by_its_measure_else_by_its_source(made: Made) -> None:
    result = made.share("one", 3, 10)
    evidence = made.evidence
    assert row_name(evidence, result) == "fever free"
    assert row_name(evidence, replace(result, measure="x", reported_as="Cough (dry)")) == "cough"
    assert row_name(evidence, harm()) == "chills"


@pytest.mark.parametrize(
    ("before", "after", "people", "words"),
    [
        ({"mean": "28"}, {"mean": "12"}, 10, "from 28 to 12 points (mean) in 10 people"),
        ({"median": "28"}, {"median": "12"}, 1, "from 28 to 12 points (median) in 1 person"),
        ({"mean": "28"}, {"q1": "12"}, 10, "28 points in 10 people"),
        ({"q1": "28"}, {"mean": "12"}, 10, "12 points (mean) in 10 people"),
    ],
)
def test_a_change_is_said_with_the_middles_that_are_printed(
    made: Made, before: dict[str, str], after: dict[str, str], people: int, words: str
) -> None:
    result = made.change("one", people, summary(**before), summary(**after))
    assert small_figure(made.evidence, result) == words


def test_a_ratio_is_only_a_number_of_people_and_a_share_a_count(made: Made) -> None:
    ratio = made.ratio("one", "0.4", "0.2", "0.8")
    assert small_figure(made.evidence, ratio) == "in 40 people"
    assert small_figure(made.evidence, replace(ratio, total=count(1))) == "in 1 person"
    assert small_figure(made.evidence, made.share("two", 3, 10)) == "3 of 10"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "fever free at 12 weeks"),
        ({"time": None}, "fever free"),
        ({"time": TimePoint(label="at the end")}, "fever free"),
        ({"subgroup": "men"}, "fever free at 12 weeks, only of men"),
    ],
)
def test_a_figure_says_when_and_of_whom(made: Made, changes: dict[str, Any], words: str) -> None:
    result = replace(made.share("one", 3, 10), **changes)
    study = made.evidence.studies["one"]
    assert about(made.evidence, ReportedFigure(study, result)) == words


def test_a_harm_is_about_its_event_and_published_cases_are_called_so(made: Made) -> None:
    made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    assert about(made.evidence, ReportedFigure(study, harm())) == "chills"
    more_than_the_study = replace(study.arms[0], total=count(11))
    retold = replace(study, arms=(more_than_the_study,))
    assert about(made.evidence, ReportedFigure(retold, harm())) == "chills, published cases"


def test_without_people_a_percentage_or_a_middle_is_quoted(made: Made) -> None:
    evidence = made.evidence
    share = replace(made.share("one", 3, 10), percent=number("30.5"))
    change = made.change("two", 10, summary(mean="28"), summary(mean="12"))
    assert bare_figure(evidence, share) == "30.5%"
    assert bare_figure(evidence, replace(share, percent=None)) == ""
    assert bare_figure(evidence, change) == "12 points"
    assert bare_figure(evidence, replace(change, follow_up=summary(q1="3"))) == ""
    assert bare_figure(evidence, harm()) == ""
    assert bare_figure(evidence, None) == ""


def by_chance(evidence: Evidence) -> Evidence:
    """Return the evidence with a tool for groups that chance assigned."""
    trial = replace(evidence.designs["randomised-trial"], appraisal_tool="RoB 2")
    return replace(evidence, designs={**evidence.designs, trial.id: trial})


def contrast_of(made: Made, *estimates: Any, design: str = "randomised-trial") -> Contrast:
    """Return three of ten people beside five of ten, with the estimates of the study."""
    drug = replace(made.share("one", 3, 10, design="randomised-trial"), id="drug")
    study = replace(made.evidence.studies["one"], design=design, label="One 2001 (late)")
    control = replace(drug, id="control", arm="pill", events=count(5))
    return Contrast(study, study.arms[0], study.arms[1], drug, control, estimates, concurrent=True)


def said(made: Made, contrast: Contrast, *, bare: bool = False) -> str:
    return plain(size(by_chance(made.evidence), contrast, bare=bare)).strip()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "hazard ratio 0.4, interval 0.2 to 0.8, adjustment not stated"),
        ({"adjusted": True}, "adjusted hazard ratio 0.4, interval 0.2 to 0.8"),
        (
            {"adjusted": True, "adjusted_for": "age"},
            "adjusted hazard ratio 0.4, interval 0.2 to 0.8, adjustment: age",
        ),
        ({"adjusted": False}, "hazard ratio 0.4, interval 0.2 to 0.8, not adjusted"),
        (
            {"effect": "risk-ratio"},
            "risk ratio 0.4, interval 0.2 to 0.8, adjustment not stated",
        ),
        (
            {"effect": "odds-ratio"},
            "odds ratio 0.4, interval 0.2 to 0.8, adjustment not stated",
        ),
        # Of a plain difference silence says nothing.
        ({"effect": "risk-difference"}, "risk difference 0.4, interval 0.2 to 0.8"),
        ({"ci_low": None}, "hazard ratio 0.4, adjustment not stated"),
        ({"ci_high": None}, "hazard ratio 0.4, adjustment not stated"),
        ({"effect": "other"}, "effect 0.4, interval 0.2 to 0.8"),
        ({"value": None, "p": number("0.03")}, "P 0.03"),
    ],
)
def test_a_comparison_says_people_first_then_the_estimate_of_the_study(
    made: Made, changes: dict[str, Any], words: str
) -> None:
    estimate = replace(made.ratio("two", "0.4", "0.2", "0.8"), **changes)
    contrast = contrast_of(made, estimate)
    people = "30 of 100 v 50 of 100"
    assert said(made, contrast) == f"{people} on sugar pill ({words}; One 2001)"
    assert said(made, contrast, bare=True) == f"{people} ({words})"


def test_the_first_estimate_with_a_value_is_said_and_leads_home(made: Made) -> None:
    empty = replace(made.ratio("two", None, "0.2", "0.8"), id="empty", p=number("0.5"))
    full = replace(made.ratio("three", "0.4", "0.2", "0.8"), id="full")
    pieces = list(size(made.evidence, contrast_of(made, empty, full)))
    quoted = [piece for piece in pieces if isinstance(piece, Quoted)]
    assert [piece.number for piece in quoted] == ["drug", "control", "full"]
    assert {piece.study for piece in quoted} == {"one"}


def test_what_is_not_adjusted_or_not_counted_is_called_so(made: Made) -> None:
    trial = contrast_of(made)
    assert said(made, trial, bare=True) == "30 of 100 v 50 of 100"
    series = contrast_of(made, design="open-series")
    assert said(made, series, bare=True) == "30 of 100 v 50 of 100 (not adjusted)"
    estimate = made.ratio("two", "0.4", "0.2", "0.8")
    adjusted = contrast_of(made, estimate, design="open-series")
    assert "not adjusted" not in said(made, adjusted)
    missing = replace(trial, control=None)
    assert said(made, missing) == "against sugar pill (counts are not printed; One 2001)"
    unsized = replace(missing, against=replace(missing.against, total=None))
    assert said(made, unsized, bare=True) == "(the size of the comparison group is not published)"
    neither = replace(unsized, drug=None, arm=replace(unsized.arm, total=None))
    assert said(made, neither, bare=True) == "(group sizes are not published)"
    of_drug = replace(neither, against=missing.against)
    assert said(made, of_drug, bare=True) == "(the size of the group on the drug is not published)"
    with_estimate = replace(missing, estimates=(estimate,))
    assert "published" not in said(made, with_estimate)


def test_a_score_stands_beside_a_score_only_where_both_are_printed(made: Made) -> None:
    drug = made.change("one", 10, summary(mean="28"), summary(mean="12"))
    study = made.evidence.studies["one"]
    pill = Arm(id="pill", label="Sugar pill; daily", drug="sugar-pill")
    control = replace(drug, id="control", arm="pill", follow_up=summary(mean="20"))
    pair = Contrast(study, study.arms[0], pill, drug, control, (), concurrent=True)
    assert said(made, pair).startswith("12 points v 20 points on sugar pill (")
    silent = replace(pair, control=replace(control, follow_up=summary(q1="3")))
    assert said(made, silent).startswith("against sugar pill (")


def test_a_score_once_is_said_without_a_way(made: Made) -> None:
    change = made.change("one", 10, summary(mean="28"), summary(mean="12"))
    fields = {field.name for field in dataclasses.fields(ContinuousResult)}
    kept = {name: getattr(change, name) for name in fields}
    once = ContinuousResult(**{**kept, "kind": "continuous", "unit": "steps", "baseline": None})
    assert small_figure(made.evidence, once) == "12 steps (mean) in 10 people"
