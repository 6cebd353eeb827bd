"""Where readers find what a page showed: the report itself, or the entry in the register.

Many pages that could be read are copies. A visible link leads to the report by its DOI, in PubMed
or in PubMed Central, or to the entry of the register; the page that was read stands behind it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from generator.model.citation import Citation
from generator.model.evidence import Evidence
from generator.model.identifier import Pmid, Registration
from generator.model.provenance import Source
from generator.model.register import RegisteredTrial, ReviewedStudy, SafetyNotice
from generator.model.study import Study

# Pages that show the words of a report; without a key of their own they show the study's only one.
_SHOWS_A_REPORT = frozenset({"full-text", "abstract", "conference-abstract", "index-copy"})
_IN_PUBMED_FIRST = frozenset({"abstract", "index-copy"})


class Original(NamedTuple):
    """A report or a register entry: its number, as in `PMID 12345678`, and its address."""

    name: str
    address: str


def original_of_source(evidence: Evidence, study: Study, source: Source) -> Original | None:
    """Return the report or the register entry that a page of a study shows; None if not known."""
    if source.kind == "register":
        return _entry_in(source.url, study.registrations)
    key = source.report
    if key is None and source.kind in _SHOWS_A_REPORT and len(study.reports) == 1:
        key = study.reports[0]
    citation = evidence.citations.get(key or "")
    return _of_report(citation, abstract=source.kind in _IN_PUBMED_FIRST) if citation else None


def original_of_record(
    evidence: Evidence, record: RegisteredTrial | SafetyNotice | ReviewedStudy
) -> Original | None:
    """Return the register entry or the paper that a record is about; None if not known."""
    if isinstance(record, RegisteredTrial):
        numbers = (record.registration, *record.other_ids) if record.registration else ()
        return _entry_in(record.url, numbers)
    key = record.reference if isinstance(record, SafetyNotice) else record.review_report
    citation = evidence.citations.get(key or "")
    return _of_report(citation, abstract=True) if citation else None


def _of_report(citation: Citation, *, abstract: bool) -> Original | None:
    # An abstract is found in PubMed and a full text by its DOI.
    known = sorted(
        citation.identifiers, key=lambda identifier: isinstance(identifier, Pmid) != abstract
    )
    return Original(str(known[0]), known[0].address) if known else None


def _entry_in(page: str, numbers: Iterable[str]) -> Original | None:
    """Return the register entry of the page, else the first number with a register we know."""
    parsed = [Registration.parse(text) for text in numbers]
    # Of several registers, the page shows the one whose number its address has.
    parsed.sort(key=lambda registration: registration.number.casefold() not in page.casefold())
    for registration in parsed:
        if registration.address:
            return Original(str(registration), registration.address)
    return None
