"""PubMed XML: each article, book and deletion of a reply becomes a record or a finding."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from generator.formats.collection import (
    DELETED,
    DOUBTFUL_RECORD,
    NO_RECORD,
    NOT_RECORDS,
    RECORD_LOST,
)
from generator.formats.format import Beginning, Read, TextFormat
from generator.formats.parts.comments_corrections import Correction, links_of, notices_of
from generator.formats.parts.identity import Identity, pmid_of
from generator.formats.parts.kept_fields import kept_fields
from generator.formats.parts.printed_date import PrintedDate
from generator.formats.parts.pubmed_elements import (
    abstract_of,
    add_identifiers,
    date_of,
    pages_of,
    people,
    subjects_of,
    text_at,
    texts_at,
    title_tree,
    translated,
)
from generator.formats.parts.record_checks import completed
from generator.formats.parts.registrations import registration_in_bank, registrations_in_abstract
from generator.formats.parts.title_markup import words_of
from generator.formats.parts.xml_text import line_of, pieces, refusal, whole
from generator.model.citation import Citation
from generator.model.finding import Finding, Place
from generator.model.found import FoundRecord
from generator.model.identifier import Registration
from generator.model.inline import plain

_NAME = "pubmed-xml"
_ROOTS = {"PubmedArticleSet", "PubmedBookArticleSet"}
_DELETIONS = {"DeleteCitation", "DeleteDocument"}
# Records that were cut out of a reply, behind other text.
_SET_BEGINS = re.compile(r"<Pubmed(?:Book)?ArticleSet[\s>]")
_SET_ENDS = re.compile(r"</Pubmed(?:Book)?ArticleSet")
_INSIDE_TEXT = re.compile(r"^\s*<PubmedArticle>\s*$", re.MULTILINE)


def _is_xml(text: str) -> bool:
    return text.lstrip()[:1] == "<" or _INSIDE_TEXT.search(text) is not None


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
    """Return the records of a text that is not well-formed as a whole."""
    parts = list(pieces(text, "|".join(_READERS), file))
    if not parts:
        return [], [_broken(file)]
    lost = [part for part in parts if isinstance(part, Finding)]
    whole_parts = [part for part in parts if not isinstance(part, Finding)]
    records, findings = _from_elements(whole_parts, file)
    if _SET_BEGINS.search(text) and not _SET_ENDS.search(text):
        findings.append(_not_closed(text, file))
    return records, [*findings, *lost]


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
        identity = Identity(file, line_of(element))
        if element.tag in _READERS:
            records.append(_READERS[element.tag](element, identity))
            findings += identity.findings
        elif element.tag in _DELETIONS:
            findings += [_deleted(pmid, identity) for pmid in texts_at(element, "PMID")]
        else:
            findings.append(_unknown(element, identity))
    return records, findings


def _deleted(pmid: str, identity: Identity) -> Finding:
    return DELETED.broken(
        Place(identity.file, identity.line, f"PMID {pmid[:20]}"),
        seen="was deleted from PubMed",
        expected="a record",
        remedy="Where a study rests on it, look for the record that replaced it.",
    )


def _unknown(element: etree._Element, identity: Identity) -> Finding:
    return RECORD_LOST.broken(
        Place(identity.file, identity.line),
        seen=f"holds the element {str(element.tag)[:40]!r}, which is no record",
        expected="PubmedArticle or PubmedBookArticle",
        remedy="It was left out; look at what it says.",
    )


def _empty(root: etree._Element, file: str) -> Finding:
    message = words_of(root)[:60]
    saying = f" that says “{message}”" if message else ""
    return NO_RECORD.broken(
        Place(file),
        seen=f"is a good reply without a record{saying}",
        expected="at least one record",
        remedy="PubMed holds nothing under this number: it was never given, or the record is gone.",
    )


def _other_document(root: etree._Element, name: str, file: str) -> Finding:
    """Name what other XML it is; a reply of a service without records has its error in words."""
    errors = (words_of(element) for element in root.iter("ERROR", "ErrorList", "error"))
    error = next(filter(None, errors), "")
    saying = f" with the error “{error[:60]}”" if error else ""
    return NOT_RECORDS.broken(
        Place(file, line_of(root)),
        seen=f"is XML of another kind ({name[:40]}){saying}",
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


def _article_record(element: etree._Element, identity: Identity) -> FoundRecord:
    """Return the record of a PubmedArticle; nothing of what it cites is read as its own."""
    medline = _child(element, "MedlineCitation")
    article = _child(medline, "Article")
    identity.called = text_at(article, "ArticleTitle")
    identity.add_pmid(text_at(medline, "PMID"))
    listed = element.findall("PubmedData/ArticleIdList/ArticleId")
    add_identifiers(identity, article.findall("ELocationID"), listed)
    title = title_tree(article.find("ArticleTitle"))
    date = _article_date(article)
    types = texts_at(article, "PublicationTypeList/PublicationType")
    corrections = list(_corrections(medline))
    abstract = abstract_of(article.find("Abstract"))
    numbers = [*_registrations(article), *registrations_in_abstract(abstract)]
    record = FoundRecord(
        citation=_article_citation(medline, plain(title), date),
        title=title,
        translated_title=translated(plain(title)),
        original_title=plain(title_tree(article.find("VernacularTitle"))),
        language=", ".join(texts_at(article, "Language")),
        registrations=tuple(dict.fromkeys(numbers)),
        notices=notices_of(corrections, types),
        links=links_of(corrections, types),
        publication_types=types,
        subjects=tuple(dict.fromkeys(subjects_of(medline))),
        funding=tuple(dict.fromkeys(_funding(article))),
        abstract=abstract,
    )
    return _completed(record, identity, date)


def _article_citation(medline: etree._Element, title: str, date: PrintedDate) -> Citation:
    article = _child(medline, "Article")
    authors, is_open = people(article.findall("AuthorList"))
    journal = text_at(article, "Journal/Title")
    short = text_at(medline, "MedlineJournalInfo/MedlineTA", "Article/Journal/ISOAbbreviation")
    issue = _child(article, "Journal/JournalIssue")
    is_preprint = "Preprint" in texts_at(article, "PublicationTypeList/PublicationType")
    return Citation(
        key="",
        kind="manuscript" if is_preprint else "article-journal",
        title=title,
        authors=authors,
        authors_open=is_open,
        editors=people(article.findall("AuthorList"), "editors")[0],
        journal=short or journal,
        volume=text_at(issue, "Volume"),
        number=text_at(issue, "Issue"),
        pages=pages_of(article.find("Pagination")),
        other=_kept(medline, article, journal, date),
    )


def _kept(
    medline: etree._Element, article: etree._Element, journal: str, date: PrintedDate
) -> tuple[tuple[str, str], ...]:
    locations = article.findall("ELocationID")
    piis = (words_of(place) for place in locations if place.get("EIdType") == "pii")
    electronic = date_of(article.find("ArticleDate")).text
    issn = text_at(medline, "Article/Journal/ISSN", "MedlineJournalInfo/ISSNLinking")
    kept = {
        "issn": issn,
        "journal-title": journal,
        "pii": next(piis, ""),
        "published-online": electronic if electronic != date.text else "",
    }
    return kept_fields(kept.items())


def _book_record(element: etree._Element, identity: Identity) -> FoundRecord:
    """Return the record of a PubmedBookArticle: a chapter, or the book if no chapter is named."""
    document = _child(element, "BookDocument")
    book = _child(document, "Book")
    chapter = title_tree(document.find("ArticleTitle"))
    title = chapter or title_tree(book.find("BookTitle"))
    identity.called = plain(title)
    identity.add_pmid(text_at(document, "PMID"))
    locations = [*document.findall("ELocationID"), *book.findall("ELocationID")]
    listed = document.findall("ArticleIdList/ArticleId")
    listed += element.findall("PubmedBookData/ArticleIdList/ArticleId")
    add_identifiers(identity, locations, listed)
    date = date_of(book.find("PubDate"))
    abstract = abstract_of(document.find("Abstract"))
    record = FoundRecord(
        citation=_book_citation(document, plain(title)),
        title=title,
        translated_title=translated(plain(title)),
        original_title=plain(title_tree(document.find("VernacularTitle"))),
        language=", ".join(texts_at(document, "Language")),
        registrations=tuple(registrations_in_abstract(abstract)),
        publication_types=texts_at(document, "PublicationType"),
        subjects=tuple(dict.fromkeys(subjects_of(document))),
        funding=tuple(dict.fromkeys(_funding(document))),
        abstract=abstract,
    )
    return _completed(record, identity, date)


def _book_citation(document: etree._Element, title: str) -> Citation:
    book = _child(document, "Book")
    lists = [*document.findall("AuthorList"), *book.findall("AuthorList")]
    authors, is_open = people(document.findall("AuthorList"))
    is_chapter = bool(title_tree(document.find("ArticleTitle")))
    kept = [("isbn", text_at(book, "Isbn")), ("edition", text_at(book, "Edition"))]
    return Citation(
        key="",
        kind="chapter" if is_chapter else "book",
        title=title,
        authors=authors or people(lists)[0],
        authors_open=is_open,
        editors=people(lists, "editors")[0],
        booktitle=plain(title_tree(book.find("BookTitle"))) if is_chapter else "",
        volume=text_at(book, "Volume"),
        pages=pages_of(document.find("Pagination")),
        publisher=text_at(book, "Publisher/PublisherName"),
        place=text_at(book, "Publisher/PublisherLocation"),
        other=kept_fields(kept),
    )


def _completed(record: FoundRecord, identity: Identity, date: PrintedDate) -> FoundRecord:
    if identity.pmid is None:
        expected = "the number of a PubMed record"
        identity.note(DOUBTFUL_RECORD, "has no PMID", expected, "Look it up in PubMed.")
    return completed(record, identity, _NAME, date)


def _child(element: etree._Element, path: str) -> etree._Element:
    """Return the element at a path; an empty one reads as not given."""
    child = element.find(path)
    return child if child is not None else etree.Element("missing")


def _article_date(article: etree._Element) -> PrintedDate:
    """Return the date of the issue, or of electronic publication where the issue has none."""
    issue = date_of(article.find("Journal/JournalIssue/PubDate"))
    return issue if issue.year else date_of(article.find("ArticleDate"))


def _corrections(medline: etree._Element) -> Iterator[Correction]:
    for element in medline.findall("CommentsCorrectionsList/CommentsCorrections"):
        kind, reference = element.get("RefType", ""), text_at(element, "RefSource")
        yield Correction(kind, reference, pmid_of(text_at(element, "PMID")))


def _registrations(article: etree._Element) -> Iterator[Registration]:
    for bank in article.findall("DataBankList/DataBank"):
        for number in texts_at(bank, "AccessionNumberList/AccessionNumber"):
            registration = registration_in_bank(text_at(bank, "DataBankName"), number)
            if registration:
                yield registration


def _funding(element: etree._Element) -> Iterator[str]:
    for grant in element.findall("GrantList/Grant"):
        named = " ".join(filter(None, (text_at(grant, "Agency"), text_at(grant, "GrantID"))))
        if named:
            yield named


_READERS = {"PubmedArticle": _article_record, "PubmedBookArticle": _book_record}
FORMAT = TextFormat(
    name=_NAME,
    title="PubMed XML",
    order=10,
    recognises=_is_xml,
    read=read_pubmed_xml,
    beginning=Beginning(r"<\?xml |<Pubmed(?:Book)?Article(?:Set)?[ >]", ("<?xml ", "<Pubmed")),
)
