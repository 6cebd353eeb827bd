"""Other reviews: the rule of the verdicts, what a review shares with this record, and what is never added up."""

import pytest

from generator.model.evidence import Evidence
from generator.synthesis.agreement import (
    Agreement,
    Answer,
    answer_all,
    answer_cases,
    answer_change,
    answer_comparisons,
    answer_shares,
    overlap,
)
from generator.synthesis.comparison_verdict import Effect, Sized
from generator.synthesis.contrast import Share
from generator.synthesis.groups import treatment_studies
from generator.synthesis.importance import large_ratio
from generator.synthesis.participants import count_people
from generator.synthesis.reviews import Review, Stance, is_review, of_population, reviews

AGREES, CONFLICTS, NOT = Agreement.AGREES, Agreement.CONFLICTS, Agreement.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (Share(60, 79), Share(70, 100), AGREES),
        (Share(60, 79), Share(30, 100), CONFLICTS),
        (Share(79, 79), Share(50, 100), CONFLICTS),
        (None, Share(3, 5), NOT),
        (Share(60, 79), None, NOT),
        (None, None, NOT),
    ],
)
def test_shares_agree_where_their_intervals_overlap(
    theirs: Share | None, ours: Share | None, expected: Agreement
) -> None:
    assert answer_shares(theirs, ours).agreement is expected


def test_an_interval_that_holds_nearly_everything_is_told_apart() -> None:
    assert "hardly do otherwise" in answer_shares(Share(60, 79), Share(3, 5)).reason
    assert "hardly do otherwise" not in answer_shares(Share(60, 79), Share(70, 100)).reason


def effect(low: float, high: float) -> Sized:
    """Return a log ratio with its limits."""
    return Sized(
        Effect("risk-ratio", (low + high) / 2, low, high), None, large_ratio(lower_is_good=True)
    )


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (effect(0.1, 0.5), effect(0.2, 0.9), AGREES),
        # One interval holds no difference and the other does not: that is no conflict.
        (effect(0.1, 0.5), effect(-0.4, 0.2), AGREES),
        (effect(0.1, 0.5), effect(-0.9, 0.0), CONFLICTS),
        (effect(-0.9, -0.6), effect(-0.5, 0.2), CONFLICTS),
        (None, effect(0.1, 0.5), NOT),
        (effect(0.1, 0.5), None, NOT),
    ],
)
def test_comparisons_agree_where_their_intervals_overlap(
    theirs: Sized | None, ours: Sized | None, expected: Agreement
) -> None:
    assert answer_comparisons(theirs, ours).agreement is expected


def test_an_interval_that_holds_large_benefit_and_harm_is_told_apart() -> None:
    assert "hardly" in answer_comparisons(effect(0.1, 0.5), effect(-0.5, 0.5)).reason
    assert "hardly" not in answer_comparisons(effect(0.1, 0.5), effect(0.2, 0.9)).reason


@pytest.mark.parametrize(
    ("kinds", "expected", "words"),
    [
        ([], NOT, "no study here"),
        ([NOT], NOT, "why"),
        ([AGREES, NOT], AGREES, "with 1 of 1"),
        ([AGREES, CONFLICTS, AGREES, NOT], CONFLICTS, "with 1 of 3"),
        ([CONFLICTS, CONFLICTS], CONFLICTS, "with 2 of 2"),
    ],
)
def test_one_conflict_is_enough(kinds: list[Agreement], expected: Agreement, words: str) -> None:
    answer = answer_all([Answer(kind, "why") for kind in kinds])
    assert answer.agreement is expected
    assert answer.reason.startswith(words)


def test_where_nothing_can_be_compared_the_first_reason_stands() -> None:
    answers = [Answer(NOT, "the first"), Answer(NOT, "the second"), Answer(NOT, "the third")]
    assert answer_all(answers) == Answer(NOT, "the first")


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        ((0.1, 0.3), (0.3, 0.5), True),
        ((0.3, 0.5), (0.1, 0.3), True),
        ((0.1, 0.3), (0.31, 0.5), False),
        ((0.31, 0.5), (0.1, 0.3), False),
        ((0.1, 0.9), (0.3, 0.5), True),
        ((0.3, 0.5), (0.1, 0.9), True),
    ],
)
def test_intervals_that_touch_have_a_value_in_common(
    first: tuple[float, float], second: tuple[float, float], common: bool
) -> None:
    assert overlap(first, second) is common


def test_a_change_without_a_control_group_agrees_with_nothing() -> None:
    assert answer_change().agreement is NOT


# ---- the real record


def named(evidence: Evidence, key: str) -> Review:
    return next(one for one in reviews(evidence) if one.key == key)


def stance(evidence: Evidence, key: str, number: str) -> Stance:
    return next(one for one in named(evidence, key).stances if one.figure.row.id == number)


def test_every_review_and_every_page_that_retells_is_there_once(evidence: Evidence) -> None:
    found = reviews(evidence)
    assert len({one.key for one in found}) == len(found)
    assert {study.id for study in evidence.studies.values() if is_review(evidence, study)} <= {
        one.key for one in found
    }
    assert sorted(row.id for one in found for row in one.rows) == sorted(
        row.id for row in evidence.reported_in_reviews
    )


def test_a_pooled_risk_of_death_is_set_against_controlled_studies(evidence: Evidence) -> None:
    death = stance(evidence, "tofa-mda5-meta-39480695", "mortality-overall-tofa-vs-control")
    said = {
        (one.study.id, str(one.rows[0].time)): answer.agreement for one, answer in death.against
    }  # type: ignore[union-attr]
    assert said == {
        ("wu-2025", "1 year"): AGREES,
        ("jak-cni-mda5-41277275", "1 year (within 1 year)"): AGREES,
        ("fan-2022", "6 months"): AGREES,
        ("fan-2022", "1 year"): AGREES,
    }
    assert death.answer == (AGREES, "with 4 of 4 comparisons here")
    assert "fan-2022" in {study.id for study in named(evidence, "tofa-mda5-meta-39480695").perhaps}


def test_pooled_changes_are_never_said_to_agree(evidence: Evidence) -> None:
    changes = [
        one for one in named(evidence, "ma-2024").stances if one.figure.row.id.startswith("cdasi")
    ]
    assert len(changes) == 6
    assert {one.answer.agreement for one in changes} == {NOT}
    tofacitinib = stance(evidence, "ma-2024", "cdasi-part-not-stated-tof")
    assert [f"{one.study.id}#{one.row.id}" for one in tofacitinib.ours] == [
        "paik-2021#cdasi-activity-12w"
    ]


def test_a_percentage_without_people_is_not_compared(evidence: Evidence) -> None:
    improved = stance(evidence, "jdm-jaki-review-2024", "improvement-as-reported-bari")
    assert improved.answer == answer_cases()
    assert answer_shares(None, Share(1, 2)) == (
        NOT,
        "the review does not say how many of how many people",
    )
    assert {one.study.id for one in improved.ours} == {"wang-2022", "levoyer-2021"}
    assert improved.crude is None


def test_published_cases_of_a_report_stand_beside_other_studies_and_agree_with_none(
    evidence: Evidence,
) -> None:
    survival = stance(evidence, "harada-2024", "survival-overall-lit")
    assert survival.crude is not None
    # Survivors are counted as deaths: 2 of 5 in one study, 2 of 6 in the other.
    studies = ("ida-2023", "kurasawa-2018")
    assert (survival.crude.share, survival.crude.studies) == (Share(4, 11), studies)
    assert survival.answer.agreement is Agreement.NOT_COMPARABLE
    assert "published more often" in survival.answer.reason


def test_studies_a_review_names_are_told_from_those_it_may_hold(evidence: Evidence) -> None:
    table = named(evidence, "jaki-jdm-interferon-review-2021")
    assert {study.id for study in table.known} == {"aeschlimann-2018", "yu-2021"}
    assert {study.id for study in named(evidence, "cassard-2024").known} == {"paik-2021"}
    for review in reviews(evidence):
        assert not {study.id for study in review.known} & {study.id for study in review.perhaps}


def test_the_people_of_reviews_are_not_ours(evidence: Evidence) -> None:
    treated = treatment_studies(evidence)
    assert not [study.id for study in treated if is_review(evidence, study)]
    assert (
        count_people(evidence, treated).high
        < sum(study.size.value for study in treated if study.size) + 1
    )


def test_each_population_finds_its_reviews(evidence: Evidence) -> None:
    assert "tofa-mda5-meta-39480695" in {
        one.key for one in of_population(evidence, "anti-mda5-ild")
    }
    assert "jdm-jaki-review-2024" in {one.key for one in of_population(evidence, "juvenile")}
    assert of_population(evidence, "rheumatoid-arthritis") == ()


def test_a_record_without_reviews_has_none(small: Evidence) -> None:
    assert reviews(small) == ()
