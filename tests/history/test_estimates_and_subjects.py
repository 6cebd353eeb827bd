"""Estimates as statements, and the words by which a reader knows what a statement is about."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, summary

from generator.history.difference import difference
from generator.history.estimate_statements import all_comparisons, estimate_statements
from generator.history.record_statements import flatten
from generator.history.statements import statements
from generator.history.subjects import Subjects
from generator.model.citation import Citation
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.pooling_override import PoolingOverride
from generator.model.reference import Relation
from generator.model.release import Stated, Statements
from generator.model.topic import ChosenOutcome, ChosenOutcomes

replace: Any = dataclasses.replace


def estimates(evidence: Evidence) -> dict[str, Stated]:
    stated = estimate_statements(evidence, all_comparisons(evidence))
    return {one.address: one for one in stated}


def test_one_study_states_its_value_and_several_their_range(made: Made) -> None:
    made.share("one", 3, 10)
    (alone,) = estimates(made.evidence).values()
    assert alone.address == "estimate/grown-ups/fever/together/fever-free-share"
    assert alone.words == "Alphaone: Fever free at 12 weeks, Grown-ups"
    assert alone.values["value"] == "30 %"
    assert alone.values["studies"] == "1"
    assert "average" not in alone.values
    made.share("two", 6, 10)
    both = estimates(made.evidence)["estimate/grown-ups/fever/together/fever-free-share"]
    assert both.words == "Alphaone: Fever free at about 12 weeks, Grown-ups"
    assert both.values["range"] == "30 % to 60 %"
    assert both.values["rests_on"] == "one#response\ntwo#response"
    assert "why_not_more" in both.values
    assert "value" not in both.values


def test_an_average_states_its_intervals_and_whether_it_stands_in_front(made: Made) -> None:
    for place in range(5):
        made.share(f"s{place}", 40 + place, 100)
    values = estimates(made.evidence)["estimate/grown-ups/fever/together/fever-free-share"].values
    assert values["average"] == "42 %"
    assert values["shown_in_front"] == "yes"
    assert values["crude_total"] == "210 of 500"
    assert values["interval"].endswith(" %")
    assert "why_not_more" not in values
    assert "i_squared" not in values


def test_a_change_has_its_unit_a_ratio_none(made: Made) -> None:
    made.change("one", 10, summary(mean="28", sd="6"), summary(mean="12", sd="6"))
    (change,) = estimates(made.evidence).values()
    assert change.values["value"] == "−16.0 points"
    made.ratio("one", "0.4", "0.2", "0.8", measure="river-score")
    (ratio,) = estimates(made.evidence).values()
    assert ratio.values["value"] == "0.40"


def test_results_are_told_with_time_group_part_and_what_they_are_against(made: Made) -> None:
    result = made.ratio("one", "0.4", "0.2", "0.8")
    subjects = Subjects(evidence=made.evidence, study=made.evidence.studies["one"])
    assert subjects.about(result) == ("Fever free at 12 weeks, alphaone group, against Sugar pill")
    bare = replace(result, time=None, against=None, arm=None, measure="lost")
    assert subjects.about(bare) == "Fever free"
    part = replace(bare, interim=True, subgroup="men", arm="unknown")
    assert subjects.about(part) == "Fever free, interim, men, unknown"
    assert Subjects(evidence=made.evidence).arm("one") == "one"
    assert subjects.measure("lost", None) == "lost"
    assert subjects.measure(None, None) == ""
    assert subjects.about(object()) == "object"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("one", "One"),
        ("paper", "The paper"),
        ("bare", "bare"),
        ("lost", "lost"),
        ("default", "every report without an entry of its own"),
    ],
)
def test_a_report_is_known_by_its_study_else_its_title_else_its_key(
    made: Made, key: str, words: str
) -> None:
    made.share("one", 3, 10)
    citations = {"paper": Citation(key="paper", title="The paper"), "bare": Citation(key="bare")}
    evidence = replace(made.evidence, citations=citations)
    assert Subjects(evidence=evidence).report(key) == words


def test_two_reports_of_one_study_are_told_apart_by_their_keys(made: Made) -> None:
    made.share("one", 3, 10)
    study = replace(made.evidence.studies["one"], reports=("one", "later"))
    subjects = Subjects(evidence=replace(made.evidence, studies={"one": study}))

    def relation(there: str) -> Relation:
        return Relation(subject="one", relation="report-of", object=there, source="s", line=1)

    assert subjects.about(relation("lost")) == "One – report of – lost"
    assert subjects.about(relation("later")) == "one – report of – later"


def state(address: str, **values: str) -> Statements:
    return {address: Stated(address=address, words="Fever", values=values)}


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ({}, {"rating": "low"}, "added"),
        ({"rating": "low"}, {}, "removed"),
        ({"rating": "low"}, {"rating": "high"}, "changed"),
        ({"rating": "low"}, {"rating": "low", "note": "New."}, "changed"),
        ({"rating": "low", "note": "Old."}, {"rating": "low"}, "changed"),
    ],
)
def test_a_record_came_or_went_only_as_a_whole(
    before: dict[str, str], after: dict[str, str], turn: str
) -> None:
    sides = [state("certainty/fever", **side) if side else {} for side in (before, after)]
    (record,) = difference(*sides)
    assert (record.turn, record.title) == (turn, "Fever")


def test_what_a_curator_set_aside_is_a_statement_of_its_own(made: Made) -> None:
    made.share("one", 3, 10)
    override = PoolingOverride(
        result="one#response",
        reason="different time",
        because="Close enough.",
        by="a curator",
        date=PartialDate("2026-11-22", 2026),
    )
    evidence = replace(made.evidence, pooling_overrides=(override,))
    stated = statements(evidence, all_comparisons(evidence))
    aside = stated["overrides/one-response.different-time"]
    assert aside.words == "set aside: different time of one#response"
    assert aside.values["because"] == "Close enough."


def test_outcomes_without_a_rating_are_known_by_their_names(made: Made) -> None:
    outcomes = (ChosenOutcome(measure="fever"), ChosenOutcome(label="Falls"))
    chosen = ChosenOutcomes(population="grown-ups", outcomes=outcomes)
    stated = flatten(chosen, "chosen", Subjects(evidence=made.evidence).about)
    assert [statement.address for statement in stated][1:] == [
        "chosen/outcomes/fever",
        "chosen/outcomes/falls",
    ]
