"""What Crossref adds to CSL-JSON: what happened to a work, its relations, trials and funders."""

import re
from collections.abc import Iterator, Mapping

from generator.formats.parts.csl_date import date_of
from generator.formats.parts.json_fields import JsonObject, objects_of, text_of, texts_of
from generator.formats.parts.registrations import known_registration
from generator.model.found import LinkKind, NoticeKind, RecordLink, RecordNotice
from generator.model.identifier import Doi, Registration

# Crossref's names for the kinds of update that publishers register, spelt with underscores here.
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


def notices_about(entry: JsonObject) -> Iterator[RecordNotice]:
    """Yield what Crossref says was published about this very work."""
    for update in objects_of(entry.get("updated-by")):
        kind = _kind_of(update)
        if kind:
            updated = update.get("updated")
            date = date_of(updated).text if isinstance(updated, Mapping) else ""
            doi = _doi(text_of(update, "DOI"))
            yield RecordNotice(kind, text_of(update, "label"), None, doi, date)


def links_to_others(entry: JsonObject) -> Iterator[RecordLink]:
    """Yield which works this one updates, and how it is related to others."""
    for update in objects_of(entry.get("update-to")):
        kind = _kind_of(update)
        link: LinkKind = _LINKS[kind] if kind else "other"
        yield RecordLink(link, text_of(update, "label"), None, _doi(text_of(update, "DOI")))
    relations = entry.get("relation")
    if isinstance(relations, Mapping):
        for name, works in relations.items():
            if name in _RELATIONS:
                yield from _related(_RELATIONS[name], works)


def registrations(entry: JsonObject) -> Iterator[Registration]:
    """Yield the registrations of the trials that a work reports."""
    for trial in objects_of(entry.get("clinical-trial-number")):
        registration = known_registration(text_of(trial, "clinical-trial-number"))
        if registration:
            yield registration


def subjects(entry: JsonObject) -> Iterator[str]:
    """Yield the keywords of CSL and the subjects of Crossref."""
    for keyword in re.split(r"[;,]", text_of(entry, "keyword")):
        if keyword.strip():
            yield keyword.strip()
    yield from texts_of(entry, "subject")


def funders(entry: JsonObject) -> Iterator[str]:
    """Yield the names of those who paid."""
    for funder in objects_of(entry.get("funder")):
        if text_of(funder, "name"):
            yield text_of(funder, "name")


def _kind_of(update: JsonObject) -> NoticeKind | None:
    return _NOTICES.get(text_of(update, "type").lower().replace("-", "_").replace(" ", "_"))


def _related(kind: LinkKind, works: object) -> Iterator[RecordLink]:
    for work in objects_of(works):
        doi = _doi(text_of(work, "id")) if text_of(work, "id-type") == "doi" else None
        if doi:
            yield RecordLink(kind, "", None, doi)


def _doi(text: str) -> Doi | None:
    try:
        return Doi.parse(text)
    except ValueError:
        return None
