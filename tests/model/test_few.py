"""What of a list fits, and how many more there are."""

import re
from pathlib import Path

import pytest

from generator.model.few import few, named

ROOT = Path(__file__).parent.parent.parent
# Rooms that speak to readers and curators.
SPEAKING = ("audit", "exports", "history", "html", "pages", "pictures", "tables", "wording")
# A list cut at a bound with a name of its own; texts and addresses are cut at numbers.
CUT = re.compile(r"\[\s*:\s*(?:_[A-Z][A-Z_]*|most|left)\s*\]|islice|most_common\([^)]")
# The beginning of a text before its fold, the stem of a word, and authors of whom Vancouver style
# says that there are more ("et al").
TEXTS = {"pages/changes.py", "audit/study_summaries.py", "html/vancouver.py"}


@pytest.mark.parametrize(
    ("entries", "shown", "more", "words"),
    [
        ((), (), 0, ""),
        (("a",), ("a",), 0, ""),
        (("a", "b"), ("a", "b"), 0, ""),
        (("a", "b", "c"), ("a", "b"), 1, "1 more study"),
        (("a", "b", "c", "d"), ("a", "b"), 2, "2 more studies"),
    ],
)
def test_what_does_not_fit_is_counted(
    entries: tuple[str, ...], shown: tuple[str, ...], more: int, words: str
) -> None:
    some = few(entries, 2)
    assert (some.shown, some.more) == (shown, more)
    assert (*some.shown, *some.rest) == entries
    assert some.and_more("study", "studies") == words


def test_names_say_how_many_more_there_are() -> None:
    assert named([], 2) == ""
    assert named(["a", "b"], 2) == "a, b"
    assert named(["a", "b", "c"], 2, "; ") == "a; b and 1 more"


@pytest.mark.parametrize("room", SPEAKING)
def test_no_list_is_cut_by_hand(room: str) -> None:
    cut = {
        path.name: CUT.findall(path.read_text(encoding="utf-8"))
        for path in (ROOT / "generator" / room).rglob("*.py")
        if f"{room}/{path.name}" not in TEXTS
    }
    # `few` counts what is left: a bare slice would drop it without a word.
    assert {name: found for name, found in cut.items() if found} == {}
