"""The nine items of SWiM: what they say follows the studies, ratings and order that are there."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, summary
from rated_outcomes import rated

from generator.model.evidence import Evidence
from generator.synthesis.compare import compare
from generator.wording.swim import answer_swim


def answers(evidence: Evidence, domain: str = "fever") -> dict[str, str]:
    comparison = compare(evidence, "grown-ups", domain)
    assert comparison is not None
    return {item.name: item.answer for item in answer_swim(evidence, comparison)}


def test_the_nine_items_are_numbered_in_their_order(made: Made) -> None:
    made.share("one", 3, 10)
    comparison = compare(made.evidence, "grown-ups", "fever")
    assert comparison is not None
    numbers = [item.number for item in answer_swim(made.evidence, comparison)]
    assert numbers == list(range(1, 10))


@pytest.mark.parametrize(("studies", "begins"), [(4, "No average:"), (5, "Where a model is")])
def test_the_method_says_whether_anything_is_averaged(
    made: Made, studies: int, begins: str
) -> None:
    for place in range(studies):
        made.share(f"s{place}", 40 + place, 100)
    assert answers(made.evidence)["Synthesis method"].startswith(begins)


def test_results_limits_and_spread_count_what_is_there(made: Made) -> None:
    made.share("one", 3, 10)
    made.share("two", 5, 10, drug="alphatwo")
    made.share("three", 5, 30, drug="alphatwo", design="randomised-trial", size=60, answered=True)
    said = answers(made.evidence)
    assert "drug (2 drugs here)" in said["Grouping of studies"]
    assert "at times no more than 25 % apart" in said["Grouping of studies"]
    assert said["Results"] == (
        "Alphaone: 1 study, 1 final figure; Alphatwo: 2 studies, 2 final figures."
    )
    assert said["Limits"].startswith(
        "2 of 3 studies have no control group at the same time for this"
    )
    assert "; 50 people at most." in said["Limits"]
    assert "1 measure in 3 studies (open series 2, randomised trial 1)" in said["Heterogeneity"]


def test_what_is_told_in_words_only_is_counted_apart(made: Made, small: Evidence) -> None:
    made.share("one", 3, 10)
    mood = small.studies["example-2001"].results[2]
    told: Any = dataclasses.replace(mood, measure="fever-free", domain=None)
    study = made.evidence.studies["one"]
    study = dataclasses.replace(study, results=(*study.results, told))
    evidence = dataclasses.replace(made.evidence, studies={"one": study})
    assert answers(evidence)["Results"] == ("Alphaone: 1 study, 1 final figure, 1 told in words.")


def test_ratings_and_a_chosen_order_are_said_where_they_are(made: Made) -> None:
    made.change("one", 10, summary(mean="28", sd="6"), summary(mean="12", sd="6"))
    made.share("two", 3, 10)
    chosen = rated(made.evidence, "low")
    assert answers(chosen)["Certainty"] == "Fever: low (one rater)."
    assert answers(chosen, "strength")["Certainty"] == "Not yet rated for this outcome."
    first = "Which results come first"
    assert answers(chosen)[first].startswith("Domains stand in the order of the outcomes chosen")
    topic = dataclasses.replace(chosen.topic, summary_of_findings=())
    plain = dataclasses.replace(chosen, topic=topic)
    assert answers(plain)[first].startswith("Domains stand in the order of the vocabulary;")
