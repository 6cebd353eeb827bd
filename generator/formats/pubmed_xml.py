"""PubMed XML to records: each article, book and deletion of a reply is a record or a finding."""

import re
from collections.abc import Iterable

from lxml import etree

from generator.formats.collection import (
    DELETED,
    DOUBTFUL_RECORD,
    NO_RECORD,
    NOT_RECORDS,
    RECORD_LOST,
    Read,
)
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.pubmed_elements import texts_at
from generator.formats.parts.record_checks import check_record
from generator.formats.parts.title_markup import words_of
from generator.formats.parts.xml_text import line_of, pieces, refusal, whole
from generator.formats.pubmed_record import article_record, book_record
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord

_READERS = {"PubmedArticle": article_record, "PubmedBookArticle": book_record}
_ROOTS = {"PubmedArticleSet", "PubmedBookArticleSet"}
_DELETIONS = {"DeleteCitation", "DeleteDocument"}


def read_pubmed_xml(text: str, file: str) -> Read:
    """Return the records of PubMed XML; a broken one costs only itself."""
    refused = refusal(text, file)
    if refused:
        return [], [refused]
    root = whole(text)
    if root is None:
        return _from_pieces(text, file)
    name = etree.QName(root).localname
    if name in _READERS:
        return _from_elements([root], file)
    if name not in _ROOTS:
        return [], [_other_document(root, name, file)]
    records, findings = _from_elements(root.iterchildren(etree.Element), file)
    return records, findings if records or findings else [_empty(root, file)]


def _from_pieces(text: str, file: str) -> Read:
    found = list(pieces(text, "|".join(_READERS), file))
    if not found:
        return [], [_broken(file)]
    records, findings = _from_elements(
        [piece for piece in found if not isinstance(piece, Finding)], file
    )
    if re.search(r"<Pubmed(?:Book)?ArticleSet[\s>]", text) and not re.search(
        r"</Pubmed(?:Book)?ArticleSet", text
    ):
        findings.append(_not_closed(text, file))
    return records, [*findings, *(piece for piece in found if isinstance(piece, Finding))]


def _not_closed(text: str, file: str) -> Finding:
    return DOUBTFUL_RECORD.broken(
        Place(file, 1 + text.rstrip().count("\n")),
        seen="ends before its set of records is closed",
        expected="</PubmedArticleSet>",
        remedy="Records may be missing at its end; get the file again.",
    )


def _from_elements(elements: Iterable[etree._Element], file: str) -> Read:
    records: list[FoundRecord] = []
    findings: list[Finding] = []
    for element in elements:
        own = OwnIdentifiers(file, line_of(element))
        if element.tag in _READERS:
            record = _READERS[element.tag](element, own)
            if record.citation.pmid is None:
                own.note(
                    DOUBTFUL_RECORD,
                    "has no PMID",
                    "the number of a PubMed record",
                    "Look it up in PubMed.",
                )
            check_record(record, own, date=record.published)
            records.append(record)
            findings += own.findings
        elif element.tag in _DELETIONS:
            findings += [_deleted(pmid, own) for pmid in texts_at(element, "PMID")]
        else:
            findings.append(_unknown(element, own))
    return records, findings


def _deleted(pmid: str, own: OwnIdentifiers) -> Finding:
    return DELETED.broken(
        Place(own.file, own.line, f"PMID {pmid[:20]}"),
        seen="was deleted from PubMed",
        expected="a record",
        remedy="Where a study rests on it, look for the record that replaced it.",
    )


def _unknown(element: etree._Element, own: OwnIdentifiers) -> Finding:
    return RECORD_LOST.broken(
        Place(own.file, own.line),
        seen=f"holds the element {str(element.tag)[:40]!r}, which is no record",
        expected="PubmedArticle or PubmedBookArticle",
        remedy="It was left out; look at what it says.",
    )


def _empty(root: etree._Element, file: str) -> Finding:
    words = words_of(root)[:60]
    return NO_RECORD.broken(
        Place(file),
        seen=f"is a good reply without a record{f' that says “{words}”' if words else ''}",
        expected="at least one record",
        remedy="PubMed holds nothing under this number: it was never given, or the record is gone.",
    )


def _other_document(root: etree._Element, name: str, file: str) -> Finding:
    """Say what other XML it is; replies of the services that are no records carry their error in words."""
    error = next(
        (words_of(one) for one in root.iter("ERROR", "ErrorList", "error") if words_of(one)), ""
    )
    return NOT_RECORDS.broken(
        Place(file, line_of(root)),
        seen=f"is XML of another kind ({name[:40]}){f' with the error “{error[:60]}”' if error else ''}",
        expected="PubMed XML (PubmedArticleSet)",
        remedy="Fetch or save the records themselves: in PubMed, Send to, Citation manager.",
    )


def _broken(file: str) -> Finding:
    return NOT_RECORDS.broken(
        Place(file),
        seen="is XML that cannot be read and holds the beginning of no record",
        expected="PubMed XML",
        remedy="Get the file again.",
    )
