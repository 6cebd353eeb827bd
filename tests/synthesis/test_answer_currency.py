"""A written answer waits to be read again once what it rests on is no longer as it was."""

from dataclasses import replace
from typing import Any

import pytest
from made_up import Made, count

from generator.history.statements import statements
from generator.model.answer import Answer
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.release import Change, ChangedRecord, Published, Release, Version
from generator.synthesis.answer_currency import reasons_to_read_again

DAY = PartialDate.parse("2024-08-30")


def answer(**fields: Any) -> Answer:
    sentence = "Fever went in {study#response:events}."
    return Answer(
        **{"about": "grown-ups", "sentence": sentence, "rater": "A", "date": DAY} | fields
    )


def evidence_with(made: Made, written: Answer) -> Evidence:
    return replace(made.evidence, answers=(written,))


def with_events(evidence: Evidence, events: int, **fields: Any) -> Evidence:
    study = evidence.studies["study"]
    result = replace(study.results[0], events=count(events), **fields)
    return replace(evidence, studies={"study": replace(study, results=(result,))})


def published(evidence: Evidence) -> Evidence:
    stated = statements(evidence, {})
    return replace(evidence, published=Published(version=Version(2024, 0, 0), statements=stated))


def test_an_answer_holds_while_nothing_changes(made: Made) -> None:
    made.share("study", 7, 10)
    evidence = evidence_with(made, answer())
    assert reasons_to_read_again(evidence, answer()) == ()
    assert reasons_to_read_again(published(evidence), answer()) == ()
    words = with_events(published(evidence), 7, note="Read off a table.")
    assert reasons_to_read_again(words, answer()) == ()


def test_a_number_changed_since_the_last_version_is_told(made: Made) -> None:
    made.share("study", 7, 10)
    evidence = with_events(published(evidence_with(made, answer())), 8)
    assert reasons_to_read_again(evidence, answer()) == ("a number of Study changed",)
    # Written anew since that version, it may know of the change.
    later = answer(date=PartialDate.parse("2024-08-31"))
    assert reasons_to_read_again(evidence, later) == ()


@pytest.mark.parametrize(
    ("day", "at", "waits"),
    [
        ("2024-08-31", "studies/study#response/events", True),
        ("2024-08-31", "studies/study#response", True),
        ("2024-08-31", "studies/study#response-late/events", False),
        ("2024-08-30", "studies/study#response/events", False),
        ("2024-08", "studies/study#response/events", True),
    ],
)
def test_a_number_changed_by_a_later_version_is_told(
    made: Made, day: str, at: str, waits: bool
) -> None:
    made.share("study", 7, 10)
    changed = ChangedRecord(
        at="studies/study", title="Study", group="values", turn="changed",
        changes=(Change(at=at, what="events", kind="reported", was="6", now="7"),),
    )  # fmt: skip
    release = Release(
        version=Version(2024, 1, 0), date=PartialDate.parse(day), title="Second", changed=(changed,)
    )
    evidence = replace(evidence_with(made, answer()), releases=(release,))
    assert bool(reasons_to_read_again(evidence, answer())) is waits


def test_a_retracted_study_is_told_even_of_a_number_that_is_not_printed(made: Made) -> None:
    made.share("study", 7, 10)
    made.share("other", 7, 10)
    made.retract("other")
    resting = answer(rests_on=("other#response",))
    assert reasons_to_read_again(evidence_with(made, answer()), answer()) == ()
    assert reasons_to_read_again(evidence_with(made, resting), resting) == ("Other was retracted",)


@pytest.mark.parametrize(
    ("about", "waits"),
    [
        ("home", True), ("grown-ups", True), ("alphaone", True), ("grown-ups/fever", True),
        ("children", False), ("alphatwo", False), ("grown-ups/strength", False),
    ],
)  # fmt: skip
def test_a_study_read_since_is_told_where_it_belongs(made: Made, about: str, waits: bool) -> None:
    made.share("study", 7, 10)
    early = answer(about=about, date=PartialDate.parse("2024-07-30"))
    reasons = reasons_to_read_again(evidence_with(made, early), early)
    assert reasons == (("Study was read since",) if waits else ())
