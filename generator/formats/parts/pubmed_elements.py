"""Parts that the articles and books of PubMed XML share: words, people, dates, pages, abstracts, identifiers."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.printed_date import PrintedDate, read_date
from generator.formats.parts.printed_names import group, person
from generator.formats.parts.printed_pages import page_range, pages_between
from generator.formats.parts.title_markup import tree_of_element, words_of
from generator.model.citation import Author
from generator.model.found import AbstractPart
from generator.model.inline import Inline
from generator.text.inline_text import without_stop

_BRACKETED = re.compile(r"\[(.*?)\.?\]", re.DOTALL)


def text_at(element: etree._Element, path: str) -> str:
    """Return the words at a path, or nothing."""
    return words_of(element.find(path))


def texts_at(element: etree._Element, path: str) -> tuple[str, ...]:
    """Return the words of every element at a path that has some."""
    return tuple(text for text in map(words_of, element.findall(path)) if text)


def title_tree(element: etree._Element | None) -> tuple[Inline, ...]:
    """Return a title with its looks, without the full stop that PubMed adds."""
    return without_stop(tree_of_element(element)) if element is not None else ()


def translated(title: str) -> str:
    """Return a title that PubMed translated and so put into square brackets, without them; else nothing."""
    match = _BRACKETED.fullmatch(title.strip().removesuffix("."))
    return match[1] if match else ""


def people(
    lists: Iterable[etree._Element], kind: str = "authors"
) -> tuple[tuple[Author, ...], bool]:
    """Return the valid names of author lists of a kind, and whether a list says that it is not complete."""
    chosen = [one for one in lists if one.get("Type", "authors") == kind]
    names = [name for one in chosen for name in map(_author, one.findall("Author")) if name]
    return tuple(names), any(one.get("CompleteYN") == "N" for one in chosen)


def date_of(element: etree._Element | None) -> PrintedDate:
    """Return a date in parts, or as the words of MedlineDate."""
    if element is None:
        return PrintedDate()
    words = text_at(element, "MedlineDate")
    if words:
        return read_date(words)
    year, month, day = (text_at(element, name) for name in ("Year", "Month", "Day"))
    return read_date(
        " ".join(part for part in (year, month or text_at(element, "Season"), day) if part)
    )


def pages_of(pagination: etree._Element | None) -> str:
    """Return the pages, from the words of MedlinePgn or from first and last page."""
    if pagination is None:
        return ""
    words = text_at(pagination, "MedlinePgn")
    return page_range(words) or pages_between(
        text_at(pagination, "StartPage"), text_at(pagination, "EndPage")
    )


def abstract_of(element: etree._Element | None) -> tuple[AbstractPart, ...]:
    """Return the parts of an abstract that say something."""
    found = element.findall("AbstractText") if element is not None else []
    parts = (AbstractPart(part.get("Label", ""), words_of(part)) for part in found)
    return tuple(part for part in parts if part.text)


def add_identifiers(
    own: OwnIdentifiers, locations: Iterable[etree._Element], listed: Iterable[etree._Element]
) -> None:
    """Read the record's own identifiers, from its electronic locations that are valid and from its own list."""
    for location in locations:
        if location.get("EIdType") == "doi" and location.get("ValidYN", "Y") != "N":
            own.add_doi(words_of(location))
    for one in listed:
        match one.get("IdType"):
            case "doi":
                own.add_doi(words_of(one))
            case "pubmed":
                own.add_pmid(words_of(one))
            case "pmc":
                own.add_pmcid(words_of(one))


def subjects_of(element: etree._Element) -> Iterator[str]:
    """Yield the subject headings and keywords of a record."""
    yield from texts_at(element, "MeshHeadingList/MeshHeading/DescriptorName")
    yield from texts_at(element, "KeywordList/Keyword")


def _author(element: etree._Element) -> Author | None:
    """Return a name; a group by its own name, a person by family name and given names or else initials."""
    if element.get("ValidYN") == "N":
        return None
    collective = text_at(element, "CollectiveName")
    if collective:
        return group(collective)
    family = text_at(element, "LastName")
    given = (
        text_at(element, "ForeName")
        or text_at(element, "FirstName")
        or text_at(element, "Initials")
    )
    if not family and not given:
        return None
    return person(family or given, given if family else "", text_at(element, "Suffix"))
