"""Elements that articles and books of PubMed XML share: words, people, dates, pages, abstracts."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from generator.formats.parts.identity import Identity
from generator.formats.parts.printed_date import PrintedDate, read_date
from generator.formats.parts.printed_names import group, person
from generator.formats.parts.printed_pages import page_range, pages_between
from generator.formats.parts.title_markup import tree_of_element, words_of
from generator.model.citation import Author
from generator.model.found import AbstractPart
from generator.model.inline import Inline
from generator.text.inline_text import without_stop

_BRACKETED = re.compile(r"\[(.*?)\.?\]", re.DOTALL)


def text_at(element: etree._Element, *paths: str) -> str:
    """Return the words at the first path that has some, or nothing."""
    for path in paths:
        text = words_of(element.find(path))
        if text:
            return text
    return ""


def texts_at(element: etree._Element, path: str) -> tuple[str, ...]:
    """Return the words of every element at a path that has some."""
    return tuple(text for text in map(words_of, element.findall(path)) if text)


def title_tree(element: etree._Element | None) -> tuple[Inline, ...]:
    """Return a title with its markup, without the full stop that PubMed adds."""
    return without_stop(tree_of_element(element)) if element is not None else ()


def translated(title: str) -> str:
    """Return a title that PubMed translated, without its square brackets; of others nothing."""
    match = _BRACKETED.fullmatch(title.strip().removesuffix("."))
    return match[1] if match else ""


def people(
    lists: Iterable[etree._Element], kind: str = "authors"
) -> tuple[tuple[Author, ...], bool]:
    """Return the valid names of author lists of a kind, and whether one of them is incomplete."""
    names: list[Author] = []
    is_open = False
    for listed in lists:
        if listed.get("Type", "authors") == kind:
            names += filter(None, map(_author, listed.findall("Author")))
            is_open = is_open or listed.get("CompleteYN") == "N"
    return tuple(names), is_open


def date_of(element: etree._Element | None) -> PrintedDate:
    """Return a date in parts, or in the words of MedlineDate."""
    if element is None:
        return PrintedDate()
    in_words = text_at(element, "MedlineDate")
    if in_words:
        return read_date(in_words)
    parts = (text_at(element, "Year"), text_at(element, "Month", "Season"), text_at(element, "Day"))
    return read_date(" ".join(filter(None, parts)))


def pages_of(pagination: etree._Element | None) -> str:
    """Return the pages, from the words of MedlinePgn or from first and last page."""
    if pagination is None:
        return ""
    in_words = page_range(text_at(pagination, "MedlinePgn"))
    first, last = text_at(pagination, "StartPage"), text_at(pagination, "EndPage")
    return in_words or pages_between(first, last)


def abstract_of(element: etree._Element | None) -> tuple[AbstractPart, ...]:
    """Return the parts of an abstract that say something."""
    texts = element.findall("AbstractText") if element is not None else []
    parts = (AbstractPart(text.get("Label", ""), words_of(text)) for text in texts)
    return tuple(part for part in parts if part.text)


def add_identifiers(
    identity: Identity, locations: Iterable[etree._Element], listed: Iterable[etree._Element]
) -> None:
    """Read the record's own identifiers: its valid electronic locations, then its own list."""
    for location in locations:
        if location.get("EIdType") == "doi" and location.get("ValidYN", "Y") != "N":
            identity.add_doi(words_of(location))
    for identifier in listed:
        match identifier.get("IdType"):
            case "doi":
                identity.add_doi(words_of(identifier))
            case "pubmed":
                identity.add_pmid(words_of(identifier))
            case "pmc":
                identity.add_pmcid(words_of(identifier))


def subjects_of(element: etree._Element) -> Iterator[str]:
    """Yield the subject headings and keywords of a record."""
    yield from texts_at(element, "MeshHeadingList/MeshHeading/DescriptorName")
    yield from texts_at(element, "KeywordList/Keyword")


def _author(element: etree._Element) -> Author | None:
    """Return a group by its own name, a person by family name and given names or initials."""
    if element.get("ValidYN") == "N":
        return None
    collective = text_at(element, "CollectiveName")
    if collective:
        return group(collective)
    family, given = (
        text_at(element, "LastName"),
        text_at(element, "ForeName", "FirstName", "Initials"),
    )
    if not family and not given:
        return None
    return person(family, given, text_at(element, "Suffix"))
