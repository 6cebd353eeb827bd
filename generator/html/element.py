"""One HTML element from a name, attributes and children; whatever is not ours is escaped."""

from collections.abc import Iterable

from generator.html.escape import Safe, escape, escape_text

Child = Safe | str | None


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Safe:
    """Return an element on one line; text among the children is escaped, None is left out.

    A trailing underscore of an attribute's name falls away and other underscores become hyphens.
    True gives an attribute without a value; False and None leave it out.
    """
    return Safe(f"<{name}{_attributes(attributes)}>{Safe('').join(_present(children))}</{name}>")


def link(address: str, text: Child, **attributes: str | bool | None) -> Safe:
    """Return a link."""
    return tag("a", text, href=address, **attributes)


def together(pieces: Iterable[Child], separator: str = "") -> Safe:
    """Return the pieces that are there, one after the other."""
    return escape(separator).join(_present(pieces))


def listed(items: Iterable[Child], **attributes: str | bool | None) -> Safe:
    """Return a bulleted list."""
    return tag("ul", *(tag("li", item) for item in items), **attributes)


def paragraph(*children: Child, **attributes: str | bool | None) -> Safe:
    """Return a paragraph."""
    return tag("p", *children, **attributes)


def facts(pairs: Iterable[tuple[str, Child]], *, small: bool = False) -> Safe:
    """Return names and what is known of each, as a description list; what is not known is left out."""
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs if value]
    return tag("dl", *rows, class_="ev-facts ev-facts-small" if small else "ev-facts")


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
    value = tag("span", text, class_="ev-computed ev-num")
    return together(
        (value, Safe(" "), tag("span", "computed", class_="ev-tag", data_ev_kind="computed"))
    )


def judged(text: Child) -> Safe:
    """Return a judgement, marked in words as well as in looks."""
    value = tag("span", text, class_="ev-judged")
    return together(
        (value, Safe(" "), tag("span", "judged", class_="ev-tag", data_ev_kind="judged"))
    )


def _attributes(attributes: dict[str, str | bool | None]) -> str:
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape_text(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )


def _present(children: Iterable[Child]) -> list[Safe]:
    return [escape(child) for child in children if child is not None]
