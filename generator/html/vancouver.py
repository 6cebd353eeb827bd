"""Citations in the style of the ICMJE recommendations (Vancouver), as text and as inert markup.

Source: Patrias K, Wendling D. Citing Medicine, 2nd ed. National Library of Medicine, 2007.
"""

from generator.html.escape import Safe, escape
from generator.model.citation import Citation
from generator.model.inline import Inline, Style

# After six authors the others are "et al".
_LISTED = 6
_ELEMENTS: dict[Style, str] = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}


def vancouver(citation: Citation) -> Safe:
    """Return the citation on one line as inert markup, its title with the looks of the record."""
    if not citation.title_tree:
        return escape(vancouver_text(citation))
    title = Safe("").join(map(_inline, citation.title_tree))
    end = "" if _sentence(citation.title) == citation.title else "."
    authors, container, published = map(
        _sentence, (_authors(citation), _container(citation), _published(citation))
    )
    parts = (escape(authors), title + end, escape(container), escape(published))
    return Safe(" ").join(filter(None, parts))


def vancouver_text(citation: Citation) -> str:
    """Return the citation on one line; what the record does not hold is absent."""
    parts = (_authors(citation), citation.title, _container(citation), _published(citation))
    return " ".join(filter(None, map(_sentence, parts)))


def identifiers(citation: Citation) -> Safe:
    """Return links to where the report is found by number; empty where it has none."""
    links = [
        Safe('<a href="{}">{}</a>').format(escape(identifier.address), escape(str(identifier)))
        for identifier in citation.identifiers
    ]
    return Safe(" · ").join(links)


def _inline(part: Inline) -> Safe:
    """Return a part of a title as markup; looks without an element of their own are left out."""
    if isinstance(part, str):
        return escape(part)
    inside = Safe("").join(map(_inline, part.children))
    name = _ELEMENTS.get(part.style)
    return Safe(f"<{name}>{{}}</{name}>").format(inside) if name else inside


def _authors(citation: Citation) -> str:
    names = [author.listed for author in citation.authors]
    if len(names) > _LISTED or (names and not citation.authors_complete):
        return ", ".join([*names[:_LISTED], "et al"])
    return ", ".join(names)


def _container(citation: Citation) -> str:
    if citation.journal:
        return citation.journal
    return f"In: {citation.booktitle}" if citation.booktitle else ""


def _published(citation: Citation) -> str:
    """Return date, volume, issue and pages: `2021;73(5):858–65`."""
    place = ": ".join(filter(None, (citation.place, citation.publisher)))
    number = f"({citation.number})" if citation.number else ""
    volume = f"{citation.volume}{number}"
    pages = _short_range(citation.pages)
    date = str(citation.year or "")
    located = ":".join(filter(None, (";".join(filter(None, (date, volume))), pages)))
    return "; ".join(filter(None, (place, located)))


def _short_range(pages: str) -> str:
    """Return a range with the figures of the last page that differ: 1264–1278 is 1264–78."""
    first, _, last = pages.partition("–")
    if not (first.isdigit() and last.isdigit()) or len(first) != len(last):
        return pages
    same = 0
    while same < len(first) and first[same] == last[same]:
        same += 1
    return f"{first}–{last[same:]}" if last[same:] else first


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
