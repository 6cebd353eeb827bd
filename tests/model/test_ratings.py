"""Which rating counts: the settled one, else the first; the same answer everywhere."""

import dataclasses
from typing import Any

from generator.model.evidence import Evidence
from generator.model.judgement import Appraisal
from generator.model.ratings import Ratings, all_ratings, ratings_of, settled

replace: Any = dataclasses.replace


def rated(evidence: Evidence, *statuses: str) -> Ratings:
    entry = evidence.appraisals[0]
    entries = [
        replace(entry, status=status, rater=f"{status} {number}")
        for number, status in enumerate(statuses)
    ]
    (ratings,) = ratings_of(replace(evidence, appraisals=tuple(entries)), entry.study)
    return ratings


def raters(*entries: Appraisal | None) -> list[str | None]:
    return [entry.rater if entry else None for entry in entries]


def test_the_settled_rating_counts_wherever_it_stands_and_else_the_first(
    evidence: Evidence,
) -> None:
    for order in (("settled", "first", "second"), ("first", "second", "settled")):
        ratings = rated(evidence, *order)
        assert ratings.settled.status == "settled"
        assert ratings.both
        assert [entry.status for entry in ratings.both] == ["first", "second"]
    two = rated(evidence, "second", "first")
    assert two.settled is two.first


def test_one_rating_is_the_one_that_counts(evidence: Evidence) -> None:
    alone = rated(evidence, "first")
    assert raters(alone.settled, alone.first, alone.second) == ["first 0", "first 0", None]
    assert alone.both is None


def test_a_second_rater_of_before_there_was_a_status_is_the_second(evidence: Evidence) -> None:
    old = rated(evidence, "first", "first")
    assert raters(old.settled, old.first, old.second) == ["first 0", "first 0", "first 1"]


def test_results_are_the_same_in_any_order_and_others_are_not(evidence: Evidence) -> None:
    entry = next(entry for entry in evidence.appraisals if len(entry.about) > 1)
    turned = replace(entry, about=entry.about[::-1], status="second")
    other = replace(entry, about=entry.about[:1], rater="another")
    bare = replace(evidence, appraisals=(entry, turned, other))
    assert [len(ratings.entries) for ratings in all_ratings(bare)] == [2, 1]
    assert settled(bare, entry.study, entry.tool, turned.about) is entry
    assert settled(bare, entry.study, entry.tool, other.about) is other
    assert settled(bare, entry.study, "another tool", entry.about) is None
    assert settled(bare, "no-such-study", entry.tool) is None


def test_each_thing_of_the_record_has_one_rating_that_counts(evidence: Evidence) -> None:
    every = all_ratings(evidence)
    assert sum(len(ratings.entries) for ratings in every) == len(evidence.appraisals)
    for ratings in every:
        entry = ratings.settled
        assert settled(evidence, entry.study, entry.tool, entry.about) is entry
        assert entry.status in ("settled", "first")
