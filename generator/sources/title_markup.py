"""Titles with parts that stand out: from XML elements and from HTML tags in text, to a tree of inline parts."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from generator.model.inline import Inline, Span, Style
from generator.sources.inline_text import tidy

_STYLES: Mapping[str, Style] = {
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
_TAG = re.compile(rf"<(/?)(?:jats:)?({'|'.join(_STYLES)})(?:\s[^<>]*)?>|</?mml:[^<>]*>|</?span\b[^<>]*>", re.IGNORECASE)


def tree_of_element(element: etree._Element) -> tuple[Inline, ...]:
    """Return the words of an XML element with the looks that its tags give them."""
    return tidy(_parts_of(element))


def words_of(element: etree._Element | None) -> str:
    """Return all words of an XML element on one line; nothing where there is no element."""
    return " ".join("".join(_leaves(_parts_of(element))).split()) if element is not None else ""


def tree_of_text(text: str) -> tuple[Inline, ...]:
    """Return text that may hold HTML tags as a tree; a tag that is never closed ends with the text.

    >>> tree_of_text("On <i>JAK2</i><sup>+</sup> &amp; more")
    ('On ', Span(style='italic', children=('JAK2',)), Span(style='superscript', children=('+',)), ' & more')
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
            levels.append((name, []))
        elif name and name in {level for level, _ in levels}:
            while _close(levels) != name:
                pass
    levels[-1][1].append(html.unescape(text[end:]))
    while len(levels) > 1:
        _close(levels)
    return tidy(levels[0][1])


def _close(levels: list[tuple[str, list[Inline]]]) -> str:
    """Close the innermost tag and return its name."""
    name, children = levels.pop()
    levels[-1][1].append(Span(_STYLES[name], tuple(children)))
    return name


def _parts_of(element: etree._Element) -> Iterator[Inline]:
    if element.text:
        yield element.text
    for child in element:
        yield from _child(child)
        if child.tail:
            yield child.tail


def _child(child: etree._Element) -> Iterator[Inline]:
    if isinstance(child, etree._Entity):  # noqa: SLF001 - the only name lxml gives it
        yield html.unescape(child.text or "")
    elif isinstance(child.tag, str):
        style = _STYLES.get(etree.QName(child).localname.lower())
        if style:
            yield Span(style, tuple(_parts_of(child)))
        else:
            yield from _parts_of(child)


def _leaves(parts: Iterable[Inline]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from _leaves(part.children)
