"""Why something changed: the nearest reason of the curator, else what the files themselves say."""

from typing import Any

import pytest

from generator.history.consequences import CODE_CHANGED, with_consequences
from generator.history.reasons import unused, with_reasons
from generator.model.release import Change, ChangedRecord, Reason, Stated, Statements


def change(at: str, was: str | None = "9.5", now: str | None = "9.6", **fields: Any) -> Change:
    return Change(**{"at": at, "what": "x", "kind": "reported", "was": was, "now": now, **fields})


def record(at: str, *changes: Change, **fields: Any) -> ChangedRecord:
    given = {"at": at, "title": at.partition("/")[2], "group": "values", "turn": "changed"}
    return ChangedRecord(**{**given, "changes": changes, **fields})


def stated(**by_address: dict[str, str]) -> Statements:
    return {
        address: Stated(address=address, words=f"words of {address}", values=values)
        for address, values in by_address.items()
    }


A = "studies/a-2001"
MEAN = f"{A}#fever/mean"


@pytest.mark.parametrize(
    ("at", "whole", "value"),
    [
        ("a-2001", "Read.", None),
        ("studies/a-2001", "Read.", None),
        ("a-2001#fever", None, "Read."),
        ("studies/a-2001#fever/mean", None, "Read."),
        ("a-200", None, None),
        ("a-2001#fev", None, None),
        ("b-2001", None, None),
    ],
)
def test_a_reason_holds_at_its_address_and_below(
    at: str, whole: str | None, value: str | None
) -> None:
    reason = Reason(at=at, reason="Read.")
    entry = record(A, change(MEAN))
    (explained,) = with_reasons([entry], {}, [reason])
    assert (explained.why, explained.changes[0].why) == (whole, value)
    assert unused([entry], [reason]) == (() if whole or value else (reason,))


def test_the_nearest_reason_wins_and_the_same_is_not_said_twice() -> None:
    far, near = Reason(at="a-2001", reason="All read."), Reason(at="a-2001#fever", reason="Typo.")
    (explained,) = with_reasons([record(A, change(MEAN))], {}, [near, far])
    assert (explained.why, explained.changes[0].why) == ("All read.", "Typo.")
    again = Reason(at="a-2001#fever", reason="All read.")
    (explained,) = with_reasons([record(A, change(MEAN))], {}, [again, far])
    assert explained.changes[0].why is None


@pytest.mark.parametrize(
    ("entry", "values", "why"),
    [
        (record("notices/a"), {"note": "By hand.", "looked_at": "PubMed", "date": "2024-08-01"},
         "By hand; looked at PubMed on 2024-08-01"),
        (record("notices/a"), {"looked_at": "PubMed"}, None),
        (record("screening/a"), {"reason": "animals"}, "animals"),
        (record("trials/a"), {"as_of": "2024-08-01"}, "register entry as of 2024-08-01"),
        (record("trials/a"), {}, None),
        (record("measures/a"), {"reason": "x", "as_of": "x"}, None),
        (record("certainty/a", change("certainty/a/rating")), {"reason": "R.", "date": "2024"},
         "R; judged on 2024"),
        (record("certainty/a", change("certainty/a/note")), {"reason": "R.", "date": "2024"}, None),
    ],
)  # fmt: skip
def test_each_kind_of_record_has_its_reason_in_its_own_place(
    entry: ChangedRecord, values: dict[str, str], why: str | None
) -> None:
    (explained,) = with_reasons([entry], stated(**{entry.at: values}))
    assert explained.why == why
    (unknown,) = with_reasons([entry], {})
    assert unknown.why is None


@pytest.mark.parametrize(
    ("turn", "study", "why"),
    [
        ("added", "a-2001", "fits"),
        ("removed", "a-2001", "fits"),
        ("added", "b-2001", None),
        ("changed", "a-2001", None),
    ],
)
def test_a_study_came_or_went_by_its_screening(turn: str, study: str, why: str | None) -> None:
    after = stated(
        **{"citations/x": {"study": "a-2001", "reason": "no"}},
        **{"screening/x": {"study": study, "reason": "fits"}},
    )
    (explained,) = with_reasons([record(A, turn=turn)], after)
    assert explained.why == why


@pytest.mark.parametrize(
    ("was", "now", "group", "why"),
    [
        (None, "page 2", "values", "corrected after reading again: page 2"),
        ("page 1", "page 1\npage 2\npage 3", "values",
         "corrected after reading again: page 2; page 3"),
        ("page 1\npage 2", "page 1", "values", None),
        ("page 1", None, "values", None),
        (None, "page 2", "words", None),
    ],
)  # fmt: skip
def test_only_a_new_correction_explains_a_value(
    was: str | None, now: str | None, group: str, why: str | None
) -> None:
    corrected = change(f"{A}/extraction.corrections", was, now, kind="words")
    records = [record(A, change(MEAN), group=group), record(A, corrected, group="words")]
    assert with_reasons(records, {})[0].why == why


def test_a_known_fault_explains_the_number_it_is_about_alone() -> None:
    fault = record("corrections/f", turn="added", group="words")
    after = stated(**{"corrections/f": {"about": "a-2001/fever\nb-2001/x", "why": "Misprint."}})
    entry = record(A, change(MEAN), change(f"{A}#other/mean"))
    explained, _ = with_reasons([entry, fault], after)
    assert [part.why for part in explained.changes] == ["Misprint.", None]
    silent, _ = with_reasons([entry, fault], {})
    assert [part.why for part in silent.changes] == [None, None]


ESTIMATE = "estimate/grown-ups/fever/one"


def moved(**fields: Any) -> ChangedRecord:
    return record(ESTIMATE, group="estimates", title="Fever", **fields)


RESTS = stated(**{ESTIMATE: {"rests_on": "a-2001#fever\nb-2001#fever"}})


@pytest.mark.parametrize(
    ("cause", "why"),
    [
        (record(A), "follows from: a-2001"),
        (record(A, group="study-removed"), "follows from: a-2001"),
        (record("studies/c-2001"), CODE_CHANGED),
        (record(A, group="words"), "may follow from: a-2001"),
        (record("measures/x", group="definitions"), "may follow from: x"),
        (record(A, group="trials"), CODE_CHANGED),
    ],
)
def test_an_estimate_names_what_moved_it_or_that_nothing_did(
    cause: ChangedRecord, why: str
) -> None:
    explained, other = with_consequences([moved(), cause], RESTS, {})
    assert explained.why == why
    follows = why == "follows from: a-2001"
    assert other.affects == (("estimate: Fever",) if follows else ())


def test_a_reason_that_is_there_stays_and_at_most_five_definitions_are_named() -> None:
    (explained,) = with_consequences([moved(why="Recounted.")], RESTS, {})
    assert explained.why == "Recounted."
    definitions = [record(f"measures/m{n}", group="definitions") for n in range(6)]
    explained, *_ = with_consequences([moved(), *definitions], RESTS, {})
    assert explained.why == "may follow from 6 changes of definitions and bibliography"


RATING = "certainty/fever"
RATED = stated(**{RATING: {"results": "a-2001#fever"}})
RATING_TOUCHED = (f"rating to be judged again: words of {RATING}",)
SEEN = change("notices/paper/retraction", "none seen", "seen", kind="notice")
CONCERN = change("notices/paper/concern", "none seen", "seen", kind="notice")


@pytest.mark.parametrize(
    ("cause", "touched"),
    [
        (record(A, change(MEAN)), True),
        (record(A, change(f"{A}#fever-2/mean")), False),
        (record(A, change(MEAN), group="study-added"), False),
        (record(A, group="study-removed"), True),
        (record("studies/b-2001", group="study-removed"), False),
        (record("notices/paper", SEEN, group="notices"), True),
        (record("notices/paper", CONCERN, group="notices"), False),
        (record("notices/other", SEEN, group="notices"), False),
    ],
)
def test_a_rating_is_touched_by_its_own_numbers_and_by_studies_that_leave(
    cause: ChangedRecord, *, touched: bool
) -> None:
    reports = stated(**{A: {"reports": "first\npaper"}, "studies/b-2001": {"reports": "x"}})
    (explained,) = with_consequences([cause], {**RATED, **reports}, {**RATED, **reports})
    assert explained.affects == (RATING_TOUCHED if touched else ())


def test_a_rating_that_is_new_or_judged_again_is_not_touched() -> None:
    cause = record(A, change(MEAN))
    assert with_consequences([cause], {}, RATED)[0].affects == ()
    judged = record(RATING, change(f"{RATING}/date"), group="certainty")
    assert with_consequences([cause, judged], RATED, RATED)[0].affects == ()
    noted = record(RATING, change(f"{RATING}/note"), group="certainty")
    assert with_consequences([cause, noted], RATED, RATED)[0].affects == RATING_TOUCHED
