"""One HTML element from a name, attributes and children; whatever is not ours is escaped."""

from collections.abc import Iterable, Iterator
from typing import Literal

from generator.html.escape import Safe, escape, escape_text

Child = Safe | str | None
Attribute = str | bool | None


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Safe:
    """Return an element on one line; text among the children is escaped, None is left out.

    A trailing underscore of an attribute's name falls away and other underscores become hyphens.
    True gives an attribute without a value; False and None leave it out.
    """
    return Safe(f"<{name}{_attributes(attributes)}>{Safe('').join(_present(children))}</{name}>")


def link(address: str, text: Child, **attributes: Attribute) -> Safe:
    """Return a link."""
    return tag("a", text, href=address, **attributes)


def together(pieces: Iterable[Child], separator: str = "") -> Safe:
    """Return the pieces that are there, one after the other."""
    return escape(separator).join(_present(pieces))


def spaced(*pieces: Child) -> Safe:
    """Return the pieces that are there, with a space between them."""
    return together(pieces, " ")


def listed(entries: Iterable[Child], **attributes: Attribute) -> Safe:
    """Return a bulleted list."""
    return tag("ul", *(tag("li", entry) for entry in entries), **attributes)


def paragraph(*children: Child, **attributes: Attribute) -> Safe:
    """Return a paragraph."""
    return tag("p", *children, **attributes)


def facts(pairs: Iterable[tuple[str, Child]], *, small: bool = False) -> Safe:
    """Return names with what is known of each, as a description list; unknown ones are left out."""
    rows = (tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs if value)
    looks = "ev-facts ev-facts-small" if small else "ev-facts"
    return tag("dl", *rows, class_=looks)


def fold(summary: Child, *children: Child, **attributes: Attribute) -> Safe:
    """Return what opens below its summary."""
    return _details("ev-fold", summary, children, attributes)


def small_fold(summary: Child, *children: Child, **attributes: Attribute) -> Safe:
    """Return what opens below its summary, small enough to stand beside a figure."""
    # The class is named for its first use, the source of a number; scripts know it by this name.
    return _details("ev-source", summary, children, attributes)


def line(*children: Child) -> Safe:
    """Return a piece of a cell that has a line to itself."""
    return tag("span", *children, class_="ev-line")


def small(*children: Child) -> Safe:
    """Return words that stand back behind a figure."""
    return tag("small", *children)


def remark(text: str | None) -> Safe | None:
    """Return words that stand back behind a figure; None where there are none."""
    return small(text) if text else None


def badge(text: str, tone: str | None = None) -> Safe:
    """Return a short label."""
    return tag("span", text, class_="ev-badge", data_ev_tone=tone)


def missing(text: str = "not reported") -> Safe:
    """Return the words for a value that is not there."""
    return tag("span", text, class_="ev-missing")


def reported(text: Child) -> Safe:
    """Return a value as a source printed it."""
    return tag("span", text, class_="ev-reported ev-num")


def computed(text: Child) -> Safe:
    """Return a value computed here, marked in words as well as in looks."""
    return spaced(computed_number(text), kind_mark("computed"))


def computed_number(text: Child) -> Safe:
    """Return a value computed here whose table or caption already says that it was computed."""
    return tag("span", text, class_="ev-computed ev-num")


def judged(text: Child) -> Safe:
    """Return a judgement, marked in words as well as in looks."""
    return spaced(tag("span", text, class_="ev-judged"), kind_mark("judged"))


def kind_mark(kind: Literal["computed", "judged"]) -> Safe:
    """Return the word that says of which kind a value is."""
    return tag("span", kind, class_="ev-tag", data_ev_kind=kind)


def _details(
    looks: str, summary: Child, children: Iterable[Child], attributes: dict[str, Attribute]
) -> Safe:
    return tag("details", tag("summary", summary), *children, class_=looks, **attributes)


def _attributes(attributes: dict[str, Attribute]) -> str:
    return "".join(_written(attributes))


# Attributes keep the order in which they are given: the same page has the same bytes.
def _written(attributes: dict[str, Attribute]) -> Iterator[str]:
    for name, value in attributes.items():
        written = name.rstrip("_").replace("_", "-")
        if value is True:
            yield f" {written}"
        elif value is not None and value is not False:
            yield f' {written}="{escape_text(str(value))}"'


def _present(children: Iterable[Child]) -> list[Safe]:
    return [escape(child) for child in children if child is not None]
