"""What a caption counts: people once, only where known, everybody in all groups or who took the drug."""

import dataclasses

from made_up import Made

from generator.html.counts import computed_count, shown, shown_taking
from generator.html.escape import Safe


def text(value: Safe) -> str:
    return value.striptags()


def test_one_study_and_one_person(made: Made) -> None:
    made.share("one", 1, 1)
    assert text(shown(made.evidence, made.evidence.studies.values())) == "1 study, 1 person"


def test_people_are_added_up_over_studies_and_a_study_twice_is_one(made: Made) -> None:
    made.share("one", 1, 10)
    made.share("two", 1, 1020)
    studies = [*made.evidence.studies.values(), *made.evidence.studies.values()]
    assert text(shown(made.evidence, studies)) == "2 studies, 1,030 people"


def test_studies_that_do_not_say_how_many_are_told(made: Made) -> None:
    made.share("one", 1, 10)
    made.share("two", 1, 20)
    silent = made.evidence.studies["two"]
    studies = [made.evidence.studies["one"], dataclasses.replace(silent, participants=None)]
    assert (
        text(shown(made.evidence, studies))
        == "2 studies, 10 people in the 1 study that says how many"
    )
    assert text(shown(made.evidence, studies[1:])) == "1 study, number of people not reported"


def test_studies_that_may_share_people_give_a_range(made: Made) -> None:
    made.share("one", 1, 10)
    made.share("two", 1, 30)
    made.relate("one", "overlaps", "two")
    told = "2 studies, 30 to 40 people (a range, since studies may share people)"
    assert text(shown(made.evidence, made.evidence.studies.values())) == told


def test_the_same_people_count_once(made: Made) -> None:
    made.share("one", 1, 10)
    made.share("two", 1, 30)
    made.relate("two", "extends", "one")
    assert text(shown(made.evidence, made.evidence.studies.values())) == "2 studies, 30 people"


def test_control_groups_are_said_to_be_counted_or_left_out(made: Made) -> None:
    made.share("one", 1, 20, design="randomised-trial", size=40)
    studies = made.evidence.studies.values()
    assert text(shown(made.evidence, studies)) == "1 study, 40 people in all groups"
    assert text(shown_taking(made.evidence, studies)) == "1 study, 20 people given one of the drugs"
    assert (
        text(shown_taking(made.evidence, studies, "alphaone")) == "1 study, 20 people who took it"
    )


def test_a_retracted_study_is_named_and_not_counted(made: Made) -> None:
    made.share("one", 1, 10)
    made.share("two", 1, 30)
    made.retract("two")
    told = "1 study, 10 people, 1 retracted study not counted"
    assert text(shown(made.evidence, made.evidence.studies.values())) == told


def test_nothing_is_no_study(made: Made) -> None:
    assert text(shown(made.evidence, [])) == "0 studies"
    assert text(shown_taking(made.evidence, [])) == "0 studies"
    assert text(computed_count(1, "rule")) == "1 rule"
    assert text(computed_count(1200, "rule")) == "1,200 rules"
