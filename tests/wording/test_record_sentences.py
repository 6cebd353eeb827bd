"""Sentences about the record: each for none, one, some and all."""

import dataclasses

import pytest

from generator.model.evidence import Evidence
from generator.wording.control_sentence import controlled_words
from generator.wording.question_sentence import question_sentence
from generator.wording.record_sentences import (
    ChecksOfStudy,
    Decisions,
    checks_sentence,
    decisions_sentence,
    harms_sentence,
    holdings_sentence,
    part_of_them,
    trials_sentence,
)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0, 0), "No study is counted yet."),
        ((1, 0, 0), "1 treatment study."),
        ((0, 2, 0), "2 comparator or safety studies."),
        ((6, 0, 2), "6 treatment studies and 2 context papers."),
        (
            (42, 1, 1),
            "42 treatment studies, 1 comparator or safety study and 1 context paper.",
        ),
    ],
)
def test_a_kind_of_study_without_any_is_not_named(counts: tuple[int, ...], said: str) -> None:
    assert holdings_sentence(*counts) == said


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        (Decisions(0, 0, 0, 0), "no report yet."),
        (Decisions(1, 0, 0, 0), "1 report (1 included); none awaits a decision."),
        (Decisions(6, 0, 0, 0), "6 reports (6 included); none awaits a decision."),
        (Decisions(0, 0, 0, 1), "1 report, and it awaits a decision."),
        (Decisions(0, 0, 0, 2), "2 reports, and all await a decision."),
        (
            Decisions(2, 1, 1, 1),
            "5 reports (2 included, 1 excluded and 1 duplicate); 1 awaits a decision.",
        ),
        (
            Decisions(0, 1, 2, 3),
            "6 reports (1 excluded and 2 duplicates); 3 await a decision.",
        ),
    ],
)
def test_a_decision_without_reports_is_not_named(decisions: Decisions, said: str) -> None:
    assert decisions_sentence(decisions) == said


@pytest.mark.parametrize(
    ("reporting", "silent", "said"),
    [
        (0, 0, "No treatment study is counted yet."),
        (1, 0, "The one treatment study gives at least one count of a harm."),
        (4, 0, "Each of 4 treatment studies gives at least one count of a harm."),
        (0, 1, "No count of a harm could be read in the one treatment study."),
        (0, 4, "No count of a harm could be read in any of 4 treatment studies."),
        (
            1,
            1,
            (
                "1 of 2 treatment studies gives at least one count of a harm; "
                "none could be read in the other."
            ),
        ),
        (
            4,
            2,
            (
                "4 of 6 treatment studies give at least one count of a harm; "
                "none could be read in the others."
            ),
        ),
    ],
)
def test_who_counts_harms_is_said_for_none_some_and_all(
    reporting: int, silent: int, said: str
) -> None:
    assert harms_sentence(reporting, silent) == said


@pytest.mark.parametrize(
    ("trials", "start"),
    [
        (0, "No registered trial is known to this record."),
        (1, "1 trial as a register page, or a copy of it, showed it on the day of reading."),
        (2, "2 trials as register pages, or copies of them, showed them on the day of reading."),
    ],
)
def test_registered_trials_are_counted(trials: int, start: str) -> None:
    assert trials_sentence(trials).startswith(start)


@pytest.mark.parametrize(
    ("rows", "primary", "checks", "said"),
    [
        (0, 0, ChecksOfStudy(0, 0, 0, 0), "No row of values; no check ran."),
        (
            1,
            1,
            ChecksOfStudy(1, 0, 0, 0),
            "1 row of values, from a primary source; 1 check ran and found nothing.",
        ),
        (
            1,
            0,
            ChecksOfStudy(2, 0, 1, 0),
            (
                "1 row of values, not from a primary source; "
                "2 checks ran: 1 puts something to the curator."
            ),
        ),
        (
            5,
            0,
            ChecksOfStudy(31, 0, 3, 0),
            (
                "5 rows of values, none from primary sources; "
                "31 checks ran: 3 put something to the curator."
            ),
        ),
        (
            3,
            2,
            ChecksOfStudy(4, 1, 2, 0),
            (
                "3 rows of values, 2 of them from primary sources; 4 checks ran: 1 found figures "
                "that cannot both be right and 2 put something to the curator."
            ),
        ),
        (
            3,
            3,
            ChecksOfStudy(4, 0, 0, 1),
            (
                "3 rows of values, all from primary sources; "
                "4 checks ran; 1 finding was accepted with a reason."
            ),
        ),
        (
            3,
            3,
            ChecksOfStudy(4, 1, 0, 2),
            (
                "3 rows of values, all from primary sources; 4 checks ran: 1 found figures "
                "that cannot both be right; 2 more were accepted with a reason."
            ),
        ),
    ],
)
def test_what_checks_found_is_said_for_none_some_and_all(
    rows: int, primary: int, checks: ChecksOfStudy, said: str
) -> None:
    assert checks_sentence(rows, primary, checks) == said


def test_a_part_is_a_word_where_it_is_none_or_all() -> None:
    assert [part_of_them(part, 2_000) for part in (0, 1, 1_999, 2_000)] == [
        "none",
        "1 of them",
        "1,999 of them",
        "all",
    ]


@pytest.mark.parametrize(
    ("studies", "controlled", "said"),
    [
        (0, 0, ""),
        (1, 0, "It does not compare a result with a control group."),
        (1, 1, "It compares a result with a control group."),
        (3, 0, "None compares a result with a control group."),
        (3, 1, "1 compares a result with a control group."),
        (3, 2, "2 compare a result with a control group."),
        (3, 3, "Each compares a result with a control group."),
    ],
)
def test_how_many_studies_compare_a_result(studies: int, controlled: int, said: str) -> None:
    assert controlled_words(studies, controlled) == said


def test_the_question_is_about_its_people_if_the_topic_names_them(
    small: Evidence, vaccines: Evidence
) -> None:
    assert question_sentence(vaccines.topic) == (
        "A vaccine against valley fever: what has been found in people who travel to the valley?"
    )
    unnamed = dataclasses.replace(small.topic, people=None)
    assert question_sentence(unnamed) == "An alphadrug: what has been found?"
