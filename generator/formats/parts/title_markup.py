"""Titles in XML elements with parts that stand out to trees of inline parts."""

import html
from collections.abc import Iterable, Iterator

from lxml import etree

from generator.model.inline import Inline, Span
from generator.text.inline_text import tidy
from generator.text.text_markup import STYLES


def tree_of_element(element: etree._Element) -> tuple[Inline, ...]:
    """Return the words of an XML element with the looks that its tags give them."""
    return tidy(_parts_of(element))


def words_of(element: etree._Element | None) -> str:
    """Return all words of an XML element on one line; nothing where there is no element."""
    return " ".join("".join(_leaves(_parts_of(element))).split()) if element is not None else ""


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
        style = STYLES.get(etree.QName(child).localname.lower())
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
