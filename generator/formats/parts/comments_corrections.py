"""What MEDLINE says of the retraction and correction of a record, and of papers related to it.

A mark counts for our own record only when the record itself bears it: it was retracted *in* a
notice, or its type is "Retracted Publication". A record that is the notice, comments on it or cites
it gets a link, never a notice.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.formats.parts.identity import pmid_of
from generator.formats.parts.printed_date import read_date
from generator.model.found import LinkKind, NoticeKind, RecordLink, RecordNotice
from generator.model.identifier import Doi, Pmid

_NOTICES: Mapping[str, NoticeKind] = {
    "RetractionIn": "retraction",
    "RetractedandRepublishedIn": "retraction",
    "PartialRetractionIn": "partial-retraction",
    "ExpressionOfConcernIn": "concern",
    "ErratumIn": "erratum",
    "UpdateIn": "update",
    "CorrectedandRepublishedIn": "republication",
    "RepublishedIn": "republication",
}
_LINKS: Mapping[str, LinkKind] = {
    "CommentOn": "comment-on",
    "CommentIn": "comment-in",
    "ErratumFor": "erratum-for",
    "RetractionOf": "retraction-of",
    "PartialRetractionOf": "retraction-of",
    "ExpressionOfConcernFor": "concern-for",
    "UpdateOf": "update-of",
    "RepublishedFrom": "republished-from",
    "CorrectedandRepublishedFrom": "republished-from",
    "RetractedandRepublishedFrom": "republished-from",
    "Cites": "cites",
}
# The tags of MEDLINE's text format for the same things.
REF_TYPES: Mapping[str, str] = {
    "RIN": "RetractionIn",
    "ROF": "RetractionOf",
    "PRIN": "PartialRetractionIn",
    "PROF": "PartialRetractionOf",
    "ECI": "ExpressionOfConcernIn",
    "ECF": "ExpressionOfConcernFor",
    "EIN": "ErratumIn",
    "EFR": "ErratumFor",
    "UIN": "UpdateIn",
    "UOF": "UpdateOf",
    "CRI": "CorrectedandRepublishedIn",
    "CRF": "CorrectedandRepublishedFrom",
    "RPI": "RepublishedIn",
    "RPF": "RepublishedFrom",
    "RRI": "RetractedandRepublishedIn",
    "RRF": "RetractedandRepublishedFrom",
    "CON": "CommentOn",
    "CIN": "CommentIn",
    "ORI": "OriginalReportIn",
    "SPIN": "SummaryForPatientsIn",
}
# What the type of a publication says of a record that is itself a notice.
_LINK_OF_TYPE: Mapping[str, LinkKind] = {
    "retraction of publication": "retraction-of",
    "retraction notice": "retraction-of",
    "published erratum": "erratum-for",
    "expression of concern": "concern-for",
}
RETRACTED = frozenset({"retracted publication", "retracted article", "retracted"})
_PREPRINT_SERVER = re.compile(
    r"\b(?:\w+rxiv|Res(?:earch)? Sq(?:uare)?|SSRN|Preprints?|Authorea)\b", re.IGNORECASE
)
_PREPRINT = "preprint"
_PMID = re.compile(r"\bPMID:?\s*([0-9]{1,9})\b")
_DOI = re.compile(r"\b10\.[0-9]{4,9}/\S+")
_DATE = re.compile(
    r"\.\s+((?:1[4-9]|20|21)[0-9]{2}(?: [A-Z][a-z]{2}(?: [0-9]{1,2})?)?)(?=[;:.,\s-]|$)"
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a record's list of comments and corrections, as MEDLINE names its kind."""

    ref_type: str
    reference: str = ""
    pmid: Pmid | None = None


def correction(ref_type: str, text: str) -> Correction:
    """Return the entry that a line of MEDLINE text makes; a PMID at its end is taken off."""
    pmid = _PMID.search(text)
    if pmid is None:
        return Correction(ref_type, text)
    return Correction(ref_type, _PMID.sub("", text).strip(), pmid_of(pmid[1]))


def notices_of(corrections: Iterable[Correction], types: Iterable[str]) -> tuple[RecordNotice, ...]:
    """Return what was published about the record itself, by both marks that MEDLINE gives."""
    notices = [_notice(entry) for entry in corrections if entry.ref_type in _NOTICES]
    is_marked = any(kind.lower() in RETRACTED for kind in types)
    if is_marked and not any(notice.kind == "retraction" for notice in notices):
        notices.insert(0, RecordNotice("retraction"))
    return tuple(dict.fromkeys(notices))


def links_of(corrections: Iterable[Correction], types: Iterable[str]) -> tuple[RecordLink, ...]:
    """Return how the record stands to others; a notice that names no report links to none."""
    kinds = {kind.lower() for kind in types}
    links = []
    for entry in corrections:
        kind = _link_kind(entry, is_preprint=_PREPRINT in kinds)
        if kind is not None:
            links.append(RecordLink(kind, entry.reference, entry.pmid, doi_in(entry.reference)))
    for name, kind in _LINK_OF_TYPE.items():
        if name in kinds and not any(link.kind == kind for link in links):
            links.append(RecordLink(kind))
    return tuple(dict.fromkeys(links))


def doi_in(text: str) -> Doi | None:
    """Return the first DOI in running text, or None."""
    match = _DOI.search(text)
    try:
        return Doi.parse(match[0]) if match else None
    except ValueError:
        return None


def _link_kind(entry: Correction, *, is_preprint: bool) -> LinkKind | None:
    # A preprint names the paper it became as its update, and the paper names the preprint.
    if entry.ref_type in _NOTICES:
        return "preprint-of" if entry.ref_type == "UpdateIn" and is_preprint else None
    if entry.ref_type == "UpdateOf" and _PREPRINT_SERVER.search(entry.reference):
        return "preprint-in"
    return _LINKS.get(entry.ref_type, "other")


def _notice(entry: Correction) -> RecordNotice:
    kind, date = _NOTICES[entry.ref_type], _DATE.search(entry.reference)
    printed = iso_date(date[1]) if date else ""
    return RecordNotice(kind, entry.reference, entry.pmid, doi_in(entry.reference), printed)


def iso_date(text: str) -> str:
    """Return a printed date as far as it is certain: `2022-01`, or nothing."""
    date = read_date(text)
    parts = (f"{part:0{width}}" for part, width in zip(date.parts, (4, 2, 2), strict=True) if part)
    return "-".join(parts)
