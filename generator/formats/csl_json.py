"""CSL-JSON and Crossref's JSON to records: dates in every state, names of groups, identifiers in notes, updates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.formats.parts.json_fields import objects_of, text_of, texts_of
from generator.formats.parts.kept_fields import kept_fields
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.printed_date import PrintedDate, day_number, month_number, read_date
from generator.formats.parts.printed_names import group, person, read_bare
from generator.formats.parts.printed_pages import page_range
from generator.formats.parts.record_checks import check_record, notices_in_title
from generator.formats.parts.registrations import known_registration, registrations_in_abstract
from generator.model.citation import KINDS, Author, Citation, Kind
from generator.model.found import (
    AbstractPart,
    FoundRecord,
    LinkKind,
    NoticeKind,
    Origin,
    RecordLink,
    RecordNotice,
)
from generator.model.identifier import Doi
from generator.model.inline import plain
from generator.text.inline_text import without_stop
from generator.text.text_markup import tree_of_text

FORMAT = "csl-json"
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
_NOTICES: Mapping[str, NoticeKind] = {
    "retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "partial_retraction": "partial-retraction",
    "expression_of_concern": "concern",
    "erratum": "erratum",
    "correction": "erratum",
    "corrigendum": "erratum",
    "addendum": "update",
    "clarification": "update",
    "new_version": "update",
    "new_edition": "update",
    "update": "update",
}
_LINKS: Mapping[NoticeKind, LinkKind] = {
    "retraction": "retraction-of",
    "partial-retraction": "retraction-of",
    "concern": "concern-for",
    "erratum": "erratum-for",
    "update": "update-of",
    "republication": "republished-from",
}
_RELATIONS: Mapping[str, LinkKind] = {
    "is-preprint-of": "preprint-of",
    "has-preprint": "preprint-in",
    "is-comment-on": "comment-on",
    "has-comment": "comment-in",
    "is-reply-to": "reply-to",
    "is-version-of": "other",
}
_NOTED = re.compile(r"\b(PMID|PMCID|DOI)\s*:\s*(\S+)", re.IGNORECASE)
_DATES = (
    "issued",
    "published",
    "published-print",
    "published-online",
    "posted",
    "created-date",
    "date",
)
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


def csl_record(entry: Mapping[str, Any], own: OwnIdentifiers) -> FoundRecord | None:
    """Return the record of an object; None where it has neither title nor identifier nor anything of a work."""
    title = without_stop(tree_of_text(_title(entry)))
    own.called = plain(title) or own.called
    _identify(entry, own)
    if (
        not title
        and not (own.doi or own.pmid or own.pmcid)
        and not {"type", "author", "URL"} & set(entry)
    ):
        return None
    date = _date(entry)
    abstract = tuple(
        AbstractPart("", text)
        for text in [
            plain(tree_of_text(re.sub(r"</?jats:\w+[^>]*>", " ", text_of(entry, "abstract"))))
        ]
        if text
    )
    own_notices = tuple(_notices(entry)) or notices_in_title(plain(title), own)
    record = FoundRecord(
        citation=_citation(entry, own, plain(title), date),
        title=title,
        original_title=plain(tree_of_text(text_of(entry, "original-title"))),
        language=text_of(entry, "language"),
        published=date.text,
        registrations=tuple(
            dict.fromkeys([*_registrations(entry), *registrations_in_abstract(abstract)])
        ),
        notices=own_notices,
        links=tuple(dict.fromkeys(_links(entry))),
        other_dois=tuple(own.dois[1:]),
        other_pmids=tuple(own.pmids[1:]),
        publication_types=tuple(
            text for text in (text_of(entry, "genre"), text_of(entry, "subtype")) if text
        ),
        subjects=tuple(_subjects(entry)),
        funding=tuple(_funding(entry)),
        abstract=abstract,
        origin=Origin(own.file, own.line, FORMAT),
    )
    check_record(record, own)
    return record


def _citation(
    entry: Mapping[str, Any], own: OwnIdentifiers, title: str, date: PrintedDate
) -> Citation:
    written = text_of(entry, "type")
    kind = _KINDS.get(written, next((kind for kind in KINDS if kind == written), "document"))
    container = plain(
        tree_of_text(text_of(entry, "container-title") or text_of(entry, "journalAbbreviation"))
    )
    short = plain(
        tree_of_text(
            text_of(entry, "container-title-short") or text_of(entry, "short-container-title")
        )
    )
    in_journal = kind in {"article-journal", "manuscript"} or (
        kind == "document" and bool(container)
    )
    kept = {name.lower(): text_of(entry, name) for name in _KEPT}
    kept["container-title-short"] = short if short != container else ""
    return Citation(
        key=text_of(entry, "id") or text_of(entry, "citation-key"),
        kind=kind,
        title=title,
        authors=tuple(_people(entry.get("author"))),
        editors=tuple(_people(entry.get("editor"))),
        journal=(container or short) if in_journal else "",
        booktitle="" if in_journal else container,
        year=date.year,
        month=date.month,
        day=date.day,
        volume=text_of(entry, "volume"),
        number=text_of(entry, "issue"),
        pages=page_range(text_of(entry, "page") or text_of(entry, "article-number")),
        publisher=text_of(entry, "publisher"),
        place=text_of(entry, "publisher-place") or text_of(entry, "publisher-location"),
        genre=text_of(entry, "genre"),
        doi=own.doi,
        pmid=own.pmid,
        pmcid=own.pmcid,
        url=text_of(entry, "URL"),
        note=text_of(entry, "note"),
        other=kept_fields(kept.items()),
    )


def _identify(entry: Mapping[str, Any], own: OwnIdentifiers) -> None:
    own.add_doi(text_of(entry, "DOI") or text_of(entry, "doi"))
    own.add_pmid(text_of(entry, "PMID") or text_of(entry, "pmid"))
    own.add_pmcid(text_of(entry, "PMCID") or text_of(entry, "pmcid"))
    url = text_of(entry, "URL")
    if own.doi is None and re.match(r"https?://(?:dx\.)?doi\.org/10\.", url):
        own.add_doi(url)
    for kind, text in _NOTED.findall(text_of(entry, "note")):
        match kind.upper():
            case "PMID" if own.pmid is None:
                own.add_pmid(text.rstrip(".,;"))
            case "PMCID" if own.pmcid is None:
                own.add_pmcid(text.rstrip(".,;"))
            case "DOI" if own.doi is None:
                own.add_doi(text)


def _title(entry: Mapping[str, Any]) -> str:
    title, subtitle = text_of(entry, "title"), text_of(entry, "subtitle")
    return (
        f"{title}: {subtitle}"
        if title and subtitle and subtitle.lower() not in title.lower()
        else title or subtitle
    )


def _people(names: Any) -> Iterator[Author]:
    """Yield the names of a list, whatever their form; what is no name is left out."""
    for one in names if isinstance(names, list) else []:
        if isinstance(one, str) and one.strip():
            found = read_bare(one)
            if found:
                yield found
        elif isinstance(one, Mapping):
            yield from _person(one)


def _person(one: Mapping[str, Any]) -> Iterator[Author]:
    collective = text_of(one, "literal") or text_of(one, "name")
    family, given = text_of(one, "family"), text_of(one, "given")
    if family or given:
        particle = " ".join(
            part
            for part in (text_of(one, "dropping-particle"), text_of(one, "non-dropping-particle"))
            if part
        )
        suffix = text_of(one, "suffix")
        if particle:
            yield Author(family=family, given=given, particle=particle, suffix=suffix)
        else:
            yield person(family or given, given if family else "", suffix)
    elif collective:
        yield group(collective)


def _date(entry: Mapping[str, Any]) -> PrintedDate:
    """Return the first date that has a year; parts may be text, empty, null or too many."""
    found = PrintedDate()
    for name in _DATES:
        value = entry.get(name)
        read = (
            _date_of(value)
            if isinstance(value, Mapping)
            else read_date(value)
            if isinstance(value, str)
            else found
        )
        if read.year:
            return read
        found = found if found.text else read
    year = text_of(entry, "year")
    return read_date(year) if year else found


def _date_of(value: Mapping[str, Any]) -> PrintedDate:
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    figures = (
        [str(part) for part in first[:3] if part not in {None, ""}]
        if isinstance(first, list) and _flat(first)
        else []
    )
    is_span = isinstance(parts, list) and len(parts) > 1
    year = read_date(figures[0]).year if figures else None
    if year:
        month = month_number(figures[1]) if len(figures) > 1 and not is_span else None
        day = day_number(figures[2]) if len(figures) > 2 and month else None  # noqa: PLR2004 - year, month, day
        return PrintedDate("-".join(part.zfill(2) for part in figures), year, month, day)
    return read_date(
        text_of(value, "raw") or text_of(value, "literal") or text_of(value, "date-time")
    )


def _flat(parts: Sequence[Any]) -> bool:
    return not any(isinstance(part, (list, dict)) for part in parts)


def _notices(entry: Mapping[str, Any]) -> Iterator[RecordNotice]:
    """Yield what Crossref says was published about this very work."""
    for one in objects_of(entry.get("updated-by")):
        kind = _NOTICES.get(text_of(one, "type").lower().replace("-", "_").replace(" ", "_"))
        if kind:
            updated = one.get("updated")
            date = _date_of(updated).text if isinstance(updated, Mapping) else ""
            yield RecordNotice(kind, text_of(one, "label"), None, _doi(text_of(one, "DOI")), date)


def _links(entry: Mapping[str, Any]) -> Iterator[RecordLink]:
    for one in objects_of(entry.get("update-to")):
        kind = _NOTICES.get(text_of(one, "type").lower().replace("-", "_").replace(" ", "_"))
        yield RecordLink(
            _LINKS[kind] if kind else "other",
            text_of(one, "label"),
            None,
            _doi(text_of(one, "DOI")),
        )
    relations = entry.get("relation")
    for name, ones in relations.items() if isinstance(relations, Mapping) else ():
        for one in objects_of(ones):
            doi = _doi(text_of(one, "id")) if text_of(one, "id-type") == "doi" else None
            if doi and name in _RELATIONS:
                yield RecordLink(_RELATIONS[name], "", None, doi)


def _doi(text: str) -> Doi | None:
    try:
        return Doi.parse(text)
    except ValueError:
        return None


def _registrations(entry: Mapping[str, Any]) -> Iterator[Any]:
    for one in objects_of(entry.get("clinical-trial-number")):
        found = known_registration(text_of(one, "clinical-trial-number"))
        if found:
            yield found


def _subjects(entry: Mapping[str, Any]) -> Iterator[str]:
    words = re.split(r"[;,]", text_of(entry, "keyword"))
    yield from (word.strip() for word in words if word.strip())
    yield from texts_of(entry, "subject")


def _funding(entry: Mapping[str, Any]) -> Iterator[str]:
    for one in objects_of(entry.get("funder")):
        if text_of(one, "name"):
            yield text_of(one, "name")
