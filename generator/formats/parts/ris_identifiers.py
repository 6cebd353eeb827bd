"""Identifiers in RIS: in their own tags, or else where programs are known to put them."""

import re
from collections.abc import Iterator

from generator.formats.parts.identity import Identity
from generator.formats.parts.registrations import known_registration
from generator.formats.parts.tagged_lines import TaggedRecord
from generator.model.identifier import Doi, Registration

# With one of these names as its database a bare number is a PMID.
_IN_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>]+")
# A DOI that stands alone, behind its name or behind its resolver; others may be those of works the
# record cites.
_DOI_HOST = re.compile(r"(?:^|\bdoi\.org/|\bdoi\s*:?\s*)10\.[0-9]{4,9}/", re.IGNORECASE)
# `PMID: 1`; Cochrane writes `PUBMED 1`, tools that export from PubMed `1[pmid]`.
_PMID = re.compile(
    r"(?:(?:pmid|pubmed)\s*:?\s*([0-9]{1,9})|([0-9]{1,9})\s*\[pmid\])", re.IGNORECASE
)
_PMCID = re.compile(r"(?:pmcid\s*:?\s*)?(PMC[0-9]+)(?:\s*\[pmcid?\])?", re.IGNORECASE)
_PMC_PAGE = re.compile(r"/articles/(PMC[0-9]+)")
_PUBMED_PAGE = re.compile(
    r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/[0-9]+/?",
    re.IGNORECASE,
)
_REGISTER_PAGE = re.compile(
    r"https?://(?:www\.)?clinicaltrials\.gov/(?:ct2/)?(?:show|study)/(NCT[0-9]{8})/?", re.IGNORECASE
)
# Longer figures are numbers of other databases.
_ABOVE_PMIDS = 10**9


def identify(lines: TaggedRecord, identity: Identity) -> None:
    """Read the identifiers of a record; those of works it cites are not taken for its own."""
    for text in lines.all("DO", "DI"):
        identity.add_doi(text)
    if identity.doi is None:
        identity.dois += list(_dois(lines))[:1]
    for number in dict.fromkeys(_pmids(lines)):
        identity.add_pmid(number)
    for text in lines.all("C2", "U2", "AN", "ID", "N1", "M1", "M2", "UR"):
        match = _PMCID.fullmatch(text) or _PMC_PAGE.search(text)
        if match and identity.pmcid is None:
            identity.add_pmcid(match[1])


def is_identifier(text: str) -> bool:
    """Tell whether a note is no more than a PMID or a PMCID."""
    return bool(_PMID.fullmatch(text) or _PMCID.fullmatch(text))


def registrations_in_tags(lines: TaggedRecord) -> Iterator[Registration]:
    """Yield the registrations that have a tag to themselves, as numbers or register addresses."""
    for text in lines.all("C7", "AN", "ID", "JA", "JO", "T2", "UR"):
        page = _REGISTER_PAGE.fullmatch(text)
        registration = known_registration(page[1] if page else text)
        if registration:
            yield registration


def _dois(lines: TaggedRecord) -> Iterator[Doi]:
    for tag in ("UR", "LK", "L3", "L2", "M3", "N1", "AN", "ID"):
        for text in lines.all(tag):
            match = DOI.search(text) if _DOI_HOST.search(text) else None
            if match:
                try:
                    yield Doi.parse(match[0])
                except ValueError:
                    continue


def _pmids(lines: TaggedRecord) -> Iterator[str]:
    """Yield the numbers that are PMIDs by their tag, by their database or by words beside them."""
    yield from lines.all("PM", "PMID")
    is_from_pubmed = _IN_PUBMED.search(" ".join(lines.all("DB", "DP")))
    of_database = lines.all("AN", "ID", "C5")
    for text in lines.all("AN", "ID", "U1", "C1", "C2", "C3", "C5", "C6", "M1", "M2"):
        named = list(_named_pmids(re.split(r"[,;]", text)))
        yield from named
        if not named and is_from_pubmed and text in of_database and _may_be_pmid(text):
            yield text
    for text in lines.all("N1"):
        yield from _named_pmids(part.strip(" .") for part in re.split(r"[;\n]", text))
    yield from (text for text in lines.all("UR", "L2", "LK") if _PUBMED_PAGE.fullmatch(text))


def _named_pmids(parts: Iterator[str] | list[str]) -> Iterator[str]:
    for part in parts:
        match = _PMID.fullmatch(part.strip())
        if match:
            yield match[1] or match[2]


def _may_be_pmid(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) < _ABOVE_PMIDS
