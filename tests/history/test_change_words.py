"""A change in words: from what to what, why, how many, and whether a result can have changed."""

from typing import Any

import pytest

from generator.history.change_markdown import markdown
from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.change_text import from_to, lines_of, stands, why_of, why_of_value
from generator.history.reasons import UNEXPLAINED
from generator.model.release import Change, ChangedRecord


def change(was: str | None = "9.5", now: str | None = "9.6", **fields: Any) -> Change:
    given = {"at": "studies/a-2001#fever/mean", "what": "A 2001: mean", "kind": "reported"}
    return Change(**{**given, "was": was, "now": now, **fields})


def record(*changes: Change, **fields: Any) -> ChangedRecord:
    given = {"at": "studies/a-2001", "title": "A 2001", "group": "values", "turn": "changed"}
    return ChangedRecord(**{**given, "changes": changes, **fields})


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("9.5", "9.6", ("9.5", "9.6")),
        (None, "9.6", ("–", "9.6")),
        ("9.5", None, ("9.5", "–")),
        ("", "x", ("–", "x")),
        ("one\ntwo", "two\none", ("one; two", "two; one")),
        ("one\ntwo", "one", ("two (and 1 as before)", "only the 1 as before")),
        ("one", "one\ntwo\nsix", ("only the 1 as before", "two; six (and 1 as before)")),
        ("one\ntwo", "six", ("one; two", "six")),
    ],
)
def test_of_a_list_only_what_differs_is_told(
    was: str | None, now: str | None, told: tuple[str, str]
) -> None:
    assert from_to(change(was, now)) == told


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (record(change()), UNEXPLAINED),
        (record(change(), why="Misread."), "Misread."),
        (record(change(why="Misread.")), None),
        (record(change(kind="words")), None),
        (record(change(at="certainty/x/to_judge_again", kind="computed")), None),
        (record(change(kind="words"), change()), UNEXPLAINED),
        (record(change(None), turn="added"), None),
        (record(change(None), turn="added", why="Screened."), "Screened."),
    ],
)
def test_a_record_without_a_reason_says_so_where_it_matters(
    entry: ChangedRecord, why: str | None
) -> None:
    assert why_of(entry) == why


def test_a_value_without_a_reason_says_so_where_another_of_its_record_has_one() -> None:
    explained, silent, words = change(why="Misread."), change(), change(kind="words")
    entry = record(explained, silent, words)
    assert why_of_value(entry, explained) == "Misread."
    assert why_of_value(entry, silent) == UNEXPLAINED
    assert why_of_value(entry, words) is None
    assert why_of_value(record(silent, words), silent) is None
    assert why_of_value(record(explained, silent, why="All read again."), silent) is None


@pytest.mark.parametrize(
    ("turn", "was", "now", "shown"),
    [
        ("changed", None, None, True),
        ("added", None, "5", True),
        ("added", "true", None, False),
        ("removed", "5", None, True),
        ("removed", None, "5", False),
    ],
)
def test_a_record_that_came_shows_what_came_and_one_that_went_what_went(
    turn: str, was: str | None, now: str | None, *, shown: bool
) -> None:
    assert stands(record(turn=turn), change(was, now)) is shown


def test_a_terminal_shows_each_change_under_its_group_with_reason_and_consequence() -> None:
    entry = record(change(), change("1", "2", what="A 2001: n", why="Typed."), affects=("x",))
    came = record(
        *(change(None, str(n), what=f"v{n}", at=f"studies/b/{n}") for n in range(7)),
        change(None, "first", what="number", at="studies/b#one/mean"),
        at="studies/b",
        title="B",
        group="study-added",
        turn="added",
    )
    screened = record(
        change(None, "excluded", at="screening/c/decision"),
        change(None, "animals", at="screening/c/reason"),
        at="screening/c",
        title="C",
        group="screening",
        turn="added",
    )
    gone = record(change("5", None, what="A: n"), title="A", turn="removed", group="drafts")
    lines = list(lines_of([entry, came, screened, gone]))
    assert lines[2:] == [
        "",
        "Studies added (1)",
        "  + B  [studies/b]",
        "      number: first",
        *(f"      v{n}: {n}" for n in range(5)),
        "      and 2 more; --json tells all",
        "",
        "Values changed (1)",
        "  ~ A 2001  [studies/a-2001]",
        "      mean: 9.5 → 9.6 (no reason given)",
        "      n: 1 → 2 (Typed.)",
        "      → x",
        "",
        "Studies waiting to be extracted (1)",
        "  − A  [studies/a-2001]",
        "      n: 5",
        "",
        "Screening decisions (1)",
        "  + C  [screening/c]",
        "      excluded; animals",
    ]


def test_markdown_is_a_table_for_few_changes_and_a_fold_for_many() -> None:
    ten = markdown([record(*[change()] * 10, affects=("x",))], "1", "2")
    assert "| What | From | To | Why |" in ten
    assert "| mean | 9.5 | 9.6 |  |" in ten
    assert "Why: no reason given  \n→ x" in ten
    assert "<details>" not in ten
    eleven = markdown([record(*[change()] * 11, why="All.")], "1", "2")
    assert "11 statements changed</summary>" in eleven
    assert "Why: All" in eleven
    came = markdown([record(change(None), turn="added", group="study-added")], "1", "2")
    assert "1 statement added</summary>" in came
    assert "| What | Value |\n| --- | --- |\n| mean | 9.6 |" in came
    went = markdown([record(change("9.5", None), turn="removed")], "1", "2")
    assert "| mean | 9.5 |" in went
    assert "Why" not in went


def test_markdown_that_does_not_fit_counts_the_parts_left_out() -> None:
    long = record(change(now="x" * 25_000))
    text = markdown([long] * 4, "1", "2")
    assert len(text) < 60_500
    assert text.endswith("*2 more parts do not fit here; `evidence diff` tells them all.*\n")
    assert "do not fit" not in markdown([long] * 2, "1", "2")


def of_group(group: str, **fields: Any) -> ChangedRecord:
    return record(group=group, **fields)


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([], "No new study, no study removed, no value, no estimate, no rating."),
        (
            [of_group("study-added"), of_group("drafts", turn="added")],
            "2 new studies (1 of them waiting to be extracted), no study removed, ",
        ),
        ([of_group("drafts", turn="added")], "1 new study waiting to be extracted, "),
        ([of_group("study-added", turn="added")], "1 new study, no study removed, "),
        ([of_group("study-removed")] * 2, "No new study, 2 studies removed, "),
        ([of_group("drafts")], ", no rating, 1 draft of a study changed."),
        ([of_group("drafts"), of_group("drafts", turn="added")], ", 1 draft of a study changed."),
        ([of_group("appraisals")] * 2, ", no rating, 2 appraisals of bias."),
        ([record(change(), change(), change(kind="words"))], ", 2 values, "),
        ([of_group("estimates")], ", 1 estimate, no rating."),
        (
            [of_group("certainty", changes=(change(at="certainty/x/rating", kind="judged"),))],
            ", no value, no estimate, 1 rating.",
        ),
        (
            [of_group("certainty", changes=(change(at="certainty/x/reason", kind="judged"),))],
            ", no estimate, no rating.",
        ),
        ([of_group("words", changes=(change(at="x/rating", kind="words"),))], " no rating, 1 rec"),
    ],
)
def test_a_difference_is_counted_kind_by_kind(records: list[ChangedRecord], said: str) -> None:
    assert said in counts_sentence(records)


def test_whether_a_result_changed_is_said_without_overstatement() -> None:
    words = record(change(kind="words"), group="words")
    seen = change("none seen", "seen: 2024", at="notices/a/retraction", kind="notice")
    retraction = record(seen, group="notices", title="notices of A 2001")
    assert results_sentence([]) == "Nothing changed."
    assert results_sentence([words]).startswith("No result changed: only words")
    assert results_sentence([words, record(change())]) == "Results can have changed."
    alone = results_sentence([retraction, words])
    assert alone.startswith("Results changed: A 2001 retracted; ")
    assert "Others" not in alone
    moved = record(change(kind="computed"), group="estimates")
    assert "Others" not in results_sentence([retraction, moved])
    assert results_sentence([retraction, record(change())]).endswith(
        ". Others can have changed too."
    )
