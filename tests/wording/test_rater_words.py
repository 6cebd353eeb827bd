"""What is said of raters, where none, one, some or all of what was judged has two."""

import dataclasses
from typing import Any

import pytest

from generator.model.evidence import Evidence
from generator.statistics.rater_agreement import Coefficient
from generator.synthesis.two_raters import RatersOfCertainty, RatersOfStudies
from generator.wording.raters import (
    blind_words,
    certainty_sentence,
    kappa_words,
    percent_words,
    same_words,
    studies_sentence,
    team_sentence,
)

replace: Any = dataclasses.replace


@pytest.mark.parametrize(
    ("blind", "known", "once", "sentence"),
    [
        (0, 0, 0, "No study has been appraised yet."),
        (0, 0, 1, "One person made the one appraisal, so agreement cannot be worked out."),
        (0, 0, 5, "One person made each of the 5 appraisals, so agreement cannot be worked out."),
        (
            1,
            0,
            0,
            (
                "Two raters each made 1 appraisal. The second rating was made before the first was"
                " seen."
            ),
        ),
        (
            4,
            0,
            2,
            (
                "Two raters each made 4 appraisals, and one person made 2 more. Each second rating was"
                " made before the first was seen."
            ),
        ),
        (
            0,
            3,
            0,
            (
                "Two raters each made 3 appraisals. No second rating is known to have been made before"
                " the first was seen, so none counts as agreement."
            ),
        ),
        (
            46,
            11,
            6,
            (
                "Two raters each made 57 appraisals, and one person made 6 more. 46 of the second"
                " ratings were made before the first was seen; the other 11 are left out below."
            ),
        ),
        (
            1,
            1,
            0,
            (
                "Two raters each made 2 appraisals. 1 of the second ratings was made before the first"
                " was seen; the other 1 is left out below."
            ),
        ),
    ],
)
def test_how_many_were_rated_twice(blind: int, known: int, once: int, sentence: str) -> None:
    raters = RatersOfStudies(tools=(), every=None, blind=blind, known=known, once=once)
    assert studies_sentence(raters) == sentence


def certainty(ratings: int, same: int, graded: int, graded_same: int, known: int = 0) -> str:
    kappa = Coefficient(value=0.5, se=0.1) if graded > 1 else None
    return certainty_sentence(
        RatersOfCertainty(
            ratings=ratings,
            same=same,
            graded=graded,
            graded_same=graded_same,
            kappa=kappa,
            known=known,
        )
    )


def test_how_far_raters_of_certainty_agree() -> None:
    assert certainty(0, 0, 0, 0, known=2) == (
        "Certainty: two people rated 2 outcomes, no second rating is known to be blind."
    )
    assert certainty(1, 0, 0, 0) == (
        "Certainty: two people rated 1 outcome blind, none of them the same. To none did both give a"
        " level of GRADE."
    )
    assert certainty(1, 1, 1, 1) == (
        "Certainty: two people rated 1 outcome blind, 1 of them the same. Of those to which both"
        " gave a level of GRADE, 1 of 1 are the same; weighted kappa not defined."
    )
    assert certainty(28, 23, 19, 17, known=1) == (
        "Certainty: two people rated 28 outcomes blind, 23 of them the same. Of those to which both"
        " gave a level of GRADE, 17 of 19 are the same; weighted kappa 0.50 (95% interval 0.30 to"
        " 0.70). 1 more, not known to be rated blind, is left out."
    )


def test_kappa_stands_with_its_interval_or_the_reason_for_none() -> None:
    assert kappa_words(None) == "not defined"
    assert kappa_words(Coefficient(value=0.0, se=0.0)) == "0.00 (no interval)"
    one_sided = kappa_words(Coefficient(value=0.0, se=0.0), one_sided=True)
    assert one_sided == "0.00 (one rater gave one answer throughout)"
    assert kappa_words(Coefficient(value=0.9, se=0.2)) == "0.90 (95% interval 0.51 to 1.00)"


def test_counts_of_answers() -> None:
    assert percent_words(0, 0) == "none to compare"
    assert percent_words(0, 7) == "0 of 7 (0.0%)"
    assert percent_words(7, 7) == "7 of 7 (100.0%)"
    assert same_words(1, 1) == "the same answer to 1 of 1 question"
    assert same_words(0, 8) == "the same answer to 0 of 8 questions"
    assert len({blind_words(blind) for blind in (True, False, None)}) == 3


def test_a_team_is_named_only_where_all_raters_are_of_it(evidence: Evidence) -> None:
    assert "within one team (evidence team)" in team_sentence(evidence)
    (entry, *_) = evidence.appraisals
    for other in ("one rater", "another team, first rater"):
        mixed = replace(evidence, appraisals=(replace(entry, rater=other),))
        assert "team" not in team_sentence(mixed)
