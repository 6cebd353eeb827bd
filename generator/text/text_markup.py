"""Titles in text with HTML tags to trees of inline parts."""

import html
import re
from collections.abc import Mapping

from generator.model.inline import Inline, Span, Style
from generator.text.inline_text import tidy

# Tags of HTML, and those of JATS that publishers deposit in titles.
STYLES: Mapping[str, Style] = {
    "i": "italic",
    "em": "italic",
    "italic": "italic",
    "b": "bold",
    "strong": "bold",
    "bold": "bold",
    "sup": "superscript",
    "sub": "subscript",
    "u": "underline",
    "underline": "underline",
    "sc": "small-caps",
    "scp": "small-caps",
    "tt": "monospace",
    "monospace": "monospace",
}
# Tags nested deeper add nothing that can be seen, and could exhaust whoever walks the tree.
DEEPEST = 20
_TAG = re.compile(
    rf"<(/?)(?:jats:)?({'|'.join(STYLES)})(?:\s[^<>]*)?>|</?mml:[^<>]*>|</?span\b[^<>]*>",
    re.IGNORECASE,
)


def tree_of_text(text: str) -> tuple[Inline, ...]:
    """Return text that may hold HTML tags as a tree; a tag that is never closed ends with the text.

    >>> tree_of_text("On <i>ALF1</i> &amp; more")
    ('On ', Span(style='italic', children=('ALF1',)), ' & more')
    """
    if "<" not in text:
        return tidy([html.unescape(text)])
    levels: list[tuple[str, list[Inline]]] = [("", [])]
    end = 0
    for tag in _TAG.finditer(text):
        levels[-1][1].append(html.unescape(text[end : tag.start()]))
        end = tag.end()
        name = (tag[2] or "").lower()
        if name and not tag[1]:
            if len(levels) <= DEEPEST:
                levels.append((name, []))
        elif name and name in {level for level, _ in levels}:
            while _close(levels) != name:
                pass
    levels[-1][1].append(html.unescape(text[end:]))
    # Publishers deposit titles in which a tag is never closed.
    while len(levels) > 1:
        _close(levels)
    return tidy(levels[0][1])


def _close(levels: list[tuple[str, list[Inline]]]) -> str:
    """Close the innermost tag and return its name."""
    name, children = levels.pop()
    levels[-1][1].append(Span(STYLES[name], tuple(children)))
    return name
