"""A new entry keeps to the manner of the file: its line ends, its braces, its blank lines."""

import pytest

from generator.desk.bibliography_file import add_entry
from generator.model.citation import Citation

NEW = Citation(key="new-1", kind="article-journal", title="Sleep", keywords=("fever",))
A, B = "@misc{a,\n  title = {X},\n}\n", "@misc{b,\n  title = {Y},\n}\n"


@pytest.mark.parametrize(
    ("before", "gap"),
    [
        ("", ""),
        (" \n", ""),
        (A, "\n"),
        (f"{A}\n{B}", "\n"),
        (f"{A}{B}", ""),
        (f"{A}\n{B}\n", ""),
        (f"{A}{B}".removesuffix("\n"), "\n"),
        (A.removesuffix("\n"), "\n\n"),
        (f"{A}\n{B}".replace("\n", "\r\n"), "\r\n"),
        (f"{A}\n{B}\n".replace("\n", "\r\n"), ""),
    ],
)
def test_a_blank_line_stands_before_an_entry_where_others_have_one(before: str, gap: str) -> None:
    after = add_entry(before.encode(), NEW).decode()
    assert after.startswith(f"{before}{gap}@article{{new-1,")


@pytest.mark.parametrize(
    ("before", "title"),
    [
        (A, "  title = {Sleep},"),
        (A.replace("{X}", "{{X}}"), "  title = {{Sleep}},"),
        ("", "  title = {Sleep},"),
    ],
)
def test_a_title_has_the_braces_that_others_have(before: str, title: str) -> None:
    after = add_entry(before.encode(), NEW).decode()
    assert title in after.splitlines()
    assert "fever" not in after


@pytest.mark.parametrize(
    ("url", "is_kept"),
    [("https://example.org/a", True), ("javascript:alert(1)", False), ("example.org", False)],
)
def test_only_an_address_of_the_web_enters(url: str, is_kept: bool) -> None:
    citation = Citation(key="new-1", kind="webpage", title="Sleep", url=url)
    assert (url.encode() in add_entry(b"", citation)) is is_kept
