"""Found records as JSON objects and back, without their abstracts: for machines and the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, cast

from generator.formats.parts.identity import plain_identifier
from generator.model.citation import Author, Citation
from generator.model.found import (
    FoundRecord,
    Origin,
    RecordLink,
    RecordNotice,
    RegisteredArm,
    RegisteredOutcome,
    RegisterEntry,
)
from generator.model.identifier import Doi, Pmcid, Pmid, Registration
from generator.model.inline import Inline, Span

# Further texts of a citation and of a record: written only where they are given.
_CITATION_TEXTS = ("booktitle", "publisher", "place", "genre", "url", "note")
_RECORD_TEXTS = ("translated_title", "original_title", "language", "published")
_RECORD_LISTS = ("publication_types", "subjects", "funding")


def record_json(record: FoundRecord) -> dict[str, object]:
    """Return a record as a JSON object.

    Of the main keys, what is not known is null or empty; further keys are left out.
    """
    citation = record.citation
    return {
        "title": citation.title,
        "authors": list(map(_person_json, citation.authors)),
        "journal": citation.journal,
        "year": citation.year,
        "volume": citation.volume,
        "issue": citation.number,
        "pages": citation.pages,
        "doi": _text(citation.doi),
        "pmid": _text(citation.pmid),
        "pmcid": _text(citation.pmcid),
        "registrations": [registration.number for registration in record.registrations],
        "notices": [{**_mention_json(notice), "date": notice.date} for notice in record.notices],
        "source": {
            "file": record.origin.file,
            "line": record.origin.line,
            "format": record.origin.format,
        },
        **{name: value for name, value in _further(record).items() if value},
    }


def record_of_json(entry: Mapping[str, Any]) -> FoundRecord:
    """Return the record of a JSON object of ours; ValueError, KeyError or TypeError without one."""
    title = entry["title"]
    title_tree: tuple[Inline, ...] = (title,) if title else ()
    if "title_markup" in entry:
        title_tree = tuple(map(_inline, entry["title_markup"]))
    register = entry.get("register")
    texts: dict[str, Any] = {name: entry.get(name, "") for name in _RECORD_TEXTS}
    lists: dict[str, Any] = {name: tuple(entry.get(name, ())) for name in _RECORD_LISTS}
    return FoundRecord(
        citation=_citation(entry),
        title=title_tree,
        **texts,
        **lists,
        registrations=tuple(map(Registration.parse, entry["registrations"])),
        notices=tuple(map(_notice, entry["notices"])),
        links=tuple(RecordLink(**_mention(link)) for link in entry.get("links", ())),
        other_dois=tuple(map(Doi, entry.get("other_dois", ()))),
        other_pmids=tuple(Pmid(int(number)) for number in entry.get("other_pmids", ())),
        register=_register(register) if register else None,
        origin=Origin(**entry["source"]),
    )


def _further(record: FoundRecord) -> dict[str, object]:
    """Return what the keys above do not say, as far as it is given."""
    citation = record.citation
    return {
        "key": citation.key,
        "kind": citation.kind,
        "title_markup": list(map(_inline_json, record.title)) if _stands_out(record) else [],
        "authors_open": citation.authors_open,
        "editors": list(map(_person_json, citation.editors)),
        "month": citation.month,
        "day": citation.day,
        **{name: getattr(citation, name) for name in _CITATION_TEXTS},
        "keywords": list(citation.keywords),
        "other": [list(pair) for pair in citation.other],
        **{name: getattr(record, name) for name in _RECORD_TEXTS},
        **{name: list(getattr(record, name)) for name in _RECORD_LISTS},
        "links": list(map(_mention_json, record.links)),
        "other_dois": list(map(_text, record.other_dois)),
        "other_pmids": list(map(_text, record.other_pmids)),
        "register": _register_json(record.register) if record.register else None,
    }


def _citation(entry: Mapping[str, Any]) -> Citation:
    return Citation(
        key=entry.get("key", ""),
        kind=entry.get("kind", "document"),
        title=entry["title"],
        authors=tuple(map(_person, entry["authors"])),
        authors_open=entry.get("authors_open", False),
        editors=tuple(map(_person, entry.get("editors", ()))),
        journal=entry["journal"],
        year=entry["year"],
        month=entry.get("month"),
        day=entry.get("day"),
        volume=entry["volume"],
        number=entry["issue"],
        pages=entry["pages"],
        doi=_doi(entry),
        pmid=_pmid(entry),
        pmcid=Pmcid.parse(entry["pmcid"]) if entry["pmcid"] else None,
        **{name: entry.get(name, "") for name in _CITATION_TEXTS},
        keywords=tuple(entry.get("keywords", ())),
        other=tuple((name, text) for name, text in entry.get("other", ())),
    )


def _text(identifier: Doi | Pmid | Pmcid | None) -> str | None:
    return plain_identifier(identifier) or None


def _person_json(author: Author) -> dict[str, str]:
    """Return a name in its parts, and as a list of references writes it: `van der Berg AM Jr`."""
    if author.literal:
        return {"literal": author.literal, "name": author.literal}
    parts = {
        "name": author.listed,
        "family": author.family,
        "given": author.given,
        "suffix": author.suffix,
        "non-dropping-particle": author.particle,
    }
    return {part: text for part, text in parts.items() if text}


def _person(entry: Mapping[str, str]) -> Author:
    return Author(
        family=entry.get("family", ""),
        given=entry.get("given", ""),
        particle=entry.get("non-dropping-particle", ""),
        suffix=entry.get("suffix", ""),
        literal=entry.get("literal", ""),
    )


def _mention_json(mention: RecordNotice | RecordLink) -> dict[str, str | None]:
    return {
        "kind": mention.kind,
        "reference": mention.reference,
        "pmid": _text(mention.pmid),
        "doi": _text(mention.doi),
    }


def _notice(entry: Mapping[str, Any]) -> RecordNotice:
    return RecordNotice(**_mention(entry), date=entry["date"])


def _mention(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": entry["kind"],
        "reference": entry["reference"],
        "pmid": _pmid(entry),
        "doi": _doi(entry),
    }


def _pmid(entry: Mapping[str, Any]) -> Pmid | None:
    return Pmid(int(entry["pmid"])) if entry["pmid"] else None


def _doi(entry: Mapping[str, Any]) -> Doi | None:
    return Doi(entry["doi"]) if entry["doi"] else None


def _stands_out(record: FoundRecord) -> bool:
    """Tell whether the tree of the title says more than its words."""
    return record.title != ((record.citation.title,) if record.citation.title else ())


def _inline_json(part: Inline) -> object:
    if isinstance(part, str):
        return part
    return {"style": part.style, "children": list(map(_inline_json, part.children))}


def _inline(entry: Any) -> Inline:
    if isinstance(entry, str):
        return entry
    return Span(entry["style"], tuple(map(_inline, entry["children"])))


def _register_json(entry: RegisterEntry) -> dict[str, object]:
    plain = asdict(entry) | {"registration": entry.registration.number}
    return {name: value for name, value in plain.items() if value or value == 0}


def _register(entry: Mapping[str, Any]) -> RegisterEntry:
    given: dict[str, Any] = dict(entry)
    given["registration"] = Registration.parse(given["registration"])
    for part, kind in (("arms", RegisteredArm), ("outcomes", RegisteredOutcome)):
        given[part] = tuple(kind(**_tuples(member)) for member in given.get(part, ()))
    known = {field.name for field in fields(RegisterEntry)}
    return RegisterEntry(**_tuples({name: value for name, value in given.items() if name in known}))


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return lists as the tuples they were."""
    return {
        name: tuple(cast("Sequence[Any]", value)) if isinstance(value, list) else value
        for name, value in entry.items()
    }
