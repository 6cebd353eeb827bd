"""Titles with tags become trees, whatever their tags do."""

import pytest

from generator.model.inline import Span, plain
from generator.text.text_markup import tree_of_text


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("<i>a</i> b", (Span("italic", ("a",)), " b")),
        ("<i>a <b>b</i> c", (Span("italic", ("a ", Span("bold", ("b",)))), " c")),
        ("a</i> b", ("a b",)),
        ("<i>a", (Span("italic", ("a",)),)),
        ("a &lt; b", ("a < b",)),
    ],
)
def test_tags_become_spans_whether_they_are_closed_or_not(text: str, tree: object) -> None:
    assert tree_of_text(text) == tree


@pytest.mark.parametrize("end", ["", "</i>" * 5000])
def test_tags_in_tags_without_end_are_read_as_words(end: str) -> None:
    tree = tree_of_text("<i>" * 5000 + "Water" + end + " flows")
    assert plain(tree) == "Water flows"
