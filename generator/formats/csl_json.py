"""CSL-JSON as reference managers exchange it, and Crossref's JSON, which extends it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.formats.format import JsonFormat
from generator.formats.parts import crossref_fields
from generator.formats.parts.abstract import undivided_abstract
from generator.formats.parts.csl_date import publication_date
from generator.formats.parts.identity import Identity, plain_identifier
from generator.formats.parts.json_fields import JsonObject, text_of
from generator.formats.parts.kept_fields import kept_fields
from generator.formats.parts.printed_names import group, person, read_bare
from generator.formats.parts.printed_pages import page_range
from generator.formats.parts.record_checks import completed, notices_in_title
from generator.formats.parts.registrations import registrations_in_abstract
from generator.model.citation import KINDS, Author, Citation, Kind
from generator.model.found import FoundRecord
from generator.model.inline import plain
from generator.text.inline_text import without_stop
from generator.text.text_markup import tree_of_text

_NAME = "csl-json"
# Types of Crossref, and those of CSL that are no kind of citation here; all others are one.
_KINDS: Mapping[str, Kind] = {
    "journal-article": "article-journal",
    "article": "manuscript",
    "posted-content": "manuscript",
    "preprint": "manuscript",
    "article-magazine": "article-journal",
    "article-newspaper": "article-journal",
    "book-chapter": "chapter",
    "entry-encyclopedia": "chapter",
    "proceedings-article": "paper-conference",
    "speech": "paper-conference",
    "monograph": "book",
    "edited-book": "book",
    "dissertation": "thesis",
    "post": "webpage",
    "post-weblog": "webpage",
}
# Zotero writes identifiers that CSL has no field for into the note: `PMID: 12345678`.
_NOTED = re.compile(r"\b(PMID|PMCID|DOI)\s*:\s*(\S+)", re.IGNORECASE)
_JATS = re.compile(r"</?jats:\w+[^>]*>")
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/10\.")
_KEPT = (
    "ISSN",
    "ISBN",
    "edition",
    "event",
    "event-title",
    "version",
    "collection-title",
    "archive",
)


def read_work(entry: JsonObject, identity: Identity) -> FoundRecord | None:
    """Return the record of an object; None where nothing in it describes a work."""
    title = without_stop(tree_of_text(_title(entry)))
    identity.called = plain(title) or identity.called
    _identify(entry, identity)
    identified = identity.doi or identity.pmid or identity.pmcid
    if not title and not identified and not {"type", "author", "URL"} & set(entry):
        return None
    date = publication_date(entry)
    abstract = undivided_abstract(_plain(_JATS.sub(" ", text_of(entry, "abstract"))))
    notices = tuple(crossref_fields.notices_about(entry))
    types = (text_of(entry, "genre"), text_of(entry, "subtype"))
    numbers = [*crossref_fields.registrations(entry), *registrations_in_abstract(abstract)]
    record = FoundRecord(
        citation=_citation(entry, plain(title)),
        title=title,
        original_title=_plain(text_of(entry, "original-title")),
        language=text_of(entry, "language"),
        registrations=tuple(dict.fromkeys(numbers)),
        notices=notices or notices_in_title(plain(title), identity),
        links=tuple(dict.fromkeys(crossref_fields.links_to_others(entry))),
        publication_types=tuple(filter(None, types)),
        subjects=tuple(crossref_fields.subjects(entry)),
        funding=tuple(crossref_fields.funders(entry)),
        abstract=abstract,
    )
    return completed(record, identity, _NAME, date, doubt_date=False)


def _is_work(_entry: JsonObject) -> bool:
    """Tell that any object may be a work of CSL; the reader says whether it describes one."""
    return True


def _citation(entry: JsonObject, title: str) -> Citation:
    kind = _kind(text_of(entry, "type"))
    container = _plain(text_of(entry, "container-title", "journalAbbreviation"))
    short = _plain(text_of(entry, "container-title-short", "short-container-title"))
    in_journal = kind in {"article-journal", "manuscript"}
    if kind == "document":
        in_journal = bool(container)
    kept = {name.lower(): text_of(entry, name) for name in _KEPT}
    kept["container-title-short"] = short if short != container else ""
    return Citation(
        key=text_of(entry, "id", "citation-key"),
        kind=kind,
        title=title,
        authors=tuple(_people(entry.get("author"))),
        editors=tuple(_people(entry.get("editor"))),
        journal=(container or short) if in_journal else "",
        booktitle="" if in_journal else container,
        volume=text_of(entry, "volume"),
        number=text_of(entry, "issue"),
        pages=page_range(text_of(entry, "page", "article-number")),
        publisher=text_of(entry, "publisher"),
        place=text_of(entry, "publisher-place", "publisher-location"),
        genre=text_of(entry, "genre"),
        url=text_of(entry, "URL"),
        note=text_of(entry, "note"),
        other=kept_fields(kept.items()),
    )


def _kind(written: str) -> Kind:
    if written in _KINDS:
        return _KINDS[written]
    return next((kind for kind in KINDS if kind == written), "document")


def _plain(text: str) -> str:
    return plain(tree_of_text(text))


def _identify(entry: JsonObject, identity: Identity) -> None:
    """Read the identifiers from their own fields, else from the address and the note."""
    identity.add_doi(text_of(entry, "DOI", "doi"))
    identity.add_pmid(text_of(entry, "PMID", "pmid"))
    identity.add_pmcid(text_of(entry, "PMCID", "pmcid"))
    url = text_of(entry, "URL")
    if identity.doi is None and _RESOLVER.match(url):
        identity.add_doi(url)
    for kind, text in _NOTED.findall(text_of(entry, "note")):
        match kind.upper():
            case "PMID" if identity.pmid is None:
                identity.add_pmid(text.rstrip(".,;"))
            case "PMCID" if identity.pmcid is None:
                identity.add_pmcid(text.rstrip(".,;"))
            case "DOI" if identity.doi is None:
                identity.add_doi(text)


def _title(entry: JsonObject) -> str:
    title, subtitle = text_of(entry, "title"), text_of(entry, "subtitle")
    if title and subtitle and subtitle.lower() not in title.lower():
        return f"{title}: {subtitle}"
    return title or subtitle


def _people(names: Any) -> Iterator[Author]:
    """Yield the names of a list, whatever their form; what is no name is left out."""
    for name in names if isinstance(names, list) else []:
        author = None
        if isinstance(name, str):
            author = read_bare(name)
        elif isinstance(name, Mapping):
            author = _author(name)
        if author:
            yield author


def _author(name: JsonObject) -> Author | None:
    family, given = text_of(name, "family"), text_of(name, "given")
    if not family and not given:
        collective = text_of(name, "literal", "name")
        return group(collective) if collective else None
    particles = (text_of(name, "dropping-particle"), text_of(name, "non-dropping-particle"))
    particle, suffix = " ".join(filter(None, particles)), text_of(name, "suffix")
    if particle:
        return Author(family=family, given=given, particle=particle, suffix=suffix)
    return person(family, given, suffix)


def write_csl_json(citations: Iterable[Citation]) -> str:
    """Return citations as a JSON list."""
    items = [csl_item(citation) for citation in citations]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def csl_item(citation: Citation) -> dict[str, object]:
    """Return one citation as an object of CSL-JSON; what is not known is left out."""
    date = [part for part in (citation.year, citation.month, citation.day) if part]
    work: dict[str, object] = {
        "id": citation.key,
        "type": citation.kind,
        "title": citation.title,
        "author": [_person_json(author) for author in citation.authors],
        "editor": [_person_json(editor) for editor in citation.editors],
        "container-title": citation.container,
        "issued": {"date-parts": [date]} if citation.year else None,
        "volume": citation.volume,
        "issue": citation.number,
        "page": citation.pages.replace("–", "-"),
        "publisher": citation.publisher,
        "publisher-place": citation.place,
        "genre": citation.genre,
        "DOI": plain_identifier(citation.doi),
        "PMID": plain_identifier(citation.pmid),
        "PMCID": plain_identifier(citation.pmcid),
        "URL": citation.url,
        "keyword": ", ".join(citation.keywords),
        "note": citation.note,
    }
    return {name: value for name, value in work.items() if value}


def _person_json(author: Author) -> dict[str, str]:
    if author.literal:
        return {"literal": author.literal}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: text for name, text in parts.items() if text}


FORMAT = JsonFormat(
    name=_NAME,
    title="CSL-JSON (Crossref too)",
    order=23,
    recognises=_is_work,
    read=read_work,
    write=write_csl_json,
)
