"""One article or book of PubMed XML to a record; nothing of what it cites is read as its own."""

from collections.abc import Iterator

from lxml import etree

from generator.formats.parts.comments_corrections import Correction, links_of, notices_of
from generator.formats.parts.kept_fields import kept_fields
from generator.formats.parts.own_identifiers import OwnIdentifiers
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
from generator.formats.parts.registrations import registration_in_bank, registrations_in_abstract
from generator.formats.parts.title_markup import words_of
from generator.model.citation import Citation
from generator.model.found import FoundRecord, Origin
from generator.model.identifier import Pmid, Registration
from generator.model.inline import plain

FORMAT = "pubmed-xml"


def article_record(element: etree._Element, own: OwnIdentifiers) -> FoundRecord:
    """Return the record of a PubmedArticle."""
    medline = _child(element, "MedlineCitation")
    article = _child(medline, "Article")
    own.called = text_at(article, "ArticleTitle")
    own.add_pmid(text_at(medline, "PMID"))
    add_identifiers(
        own, article.findall("ELocationID"), element.findall("PubmedData/ArticleIdList/ArticleId")
    )
    title = title_tree(article.find("ArticleTitle"))
    date = _article_date(article)
    types = texts_at(article, "PublicationTypeList/PublicationType")
    corrections = list(_corrections(medline))
    abstract = abstract_of(article.find("Abstract"))
    return FoundRecord(
        citation=_article_citation(medline, article, own, plain(title), date),
        title=title,
        translated_title=translated(plain(title)),
        original_title=plain(title_tree(article.find("VernacularTitle"))),
        language=", ".join(texts_at(article, "Language")),
        published=date.text,
        registrations=tuple(
            dict.fromkeys([*_registrations(article), *registrations_in_abstract(abstract)])
        ),
        notices=notices_of(corrections, types),
        links=links_of(corrections, types),
        other_dois=tuple(own.dois[1:]),
        other_pmids=tuple(own.pmids[1:]),
        publication_types=types,
        subjects=tuple(dict.fromkeys(subjects_of(medline))),
        funding=tuple(dict.fromkeys(_funding(article))),
        abstract=abstract,
        origin=Origin(own.file, own.line, FORMAT),
    )


def book_record(element: etree._Element, own: OwnIdentifiers) -> FoundRecord:
    """Return the record of a PubmedBookArticle: a chapter, or the book where it names no chapter."""
    document = _child(element, "BookDocument")
    book = _child(document, "Book")
    chapter, whole = title_tree(document.find("ArticleTitle")), title_tree(book.find("BookTitle"))
    own.called = plain(chapter or whole)
    own.add_pmid(text_at(document, "PMID"))
    listed = [
        *document.findall("ArticleIdList/ArticleId"),
        *element.findall("PubmedBookData/ArticleIdList/ArticleId"),
    ]
    add_identifiers(own, [*document.findall("ELocationID"), *book.findall("ELocationID")], listed)
    date = date_of(book.find("PubDate"))
    lists = [*document.findall("AuthorList"), *book.findall("AuthorList")]
    abstract = abstract_of(document.find("Abstract"))
    authors, is_open = people(document.findall("AuthorList"))
    citation = Citation(
        key="",
        kind="chapter" if chapter else "book",
        title=plain(chapter or whole),
        authors=authors or people(lists)[0],
        authors_open=is_open,
        editors=people(lists, "editors")[0],
        booktitle=plain(whole) if chapter else "",
        year=date.year,
        month=date.month,
        day=date.day,
        volume=text_at(book, "Volume"),
        pages=pages_of(document.find("Pagination")),
        publisher=text_at(book, "Publisher/PublisherName"),
        place=text_at(book, "Publisher/PublisherLocation"),
        doi=own.doi,
        pmid=own.pmid,
        pmcid=own.pmcid,
        other=kept_fields([("isbn", text_at(book, "Isbn")), ("edition", text_at(book, "Edition"))]),
    )
    return FoundRecord(
        citation=citation,
        title=chapter or whole,
        translated_title=translated(citation.title),
        original_title=plain(title_tree(document.find("VernacularTitle"))),
        language=", ".join(texts_at(document, "Language")),
        published=date.text,
        registrations=tuple(registrations_in_abstract(abstract)),
        other_dois=tuple(own.dois[1:]),
        other_pmids=tuple(own.pmids[1:]),
        publication_types=texts_at(document, "PublicationType"),
        subjects=tuple(dict.fromkeys(subjects_of(document))),
        funding=tuple(dict.fromkeys(_funding(document))),
        abstract=abstract,
        origin=Origin(own.file, own.line, FORMAT),
    )


def _article_citation(
    medline: etree._Element,
    article: etree._Element,
    own: OwnIdentifiers,
    title: str,
    date: PrintedDate,
) -> Citation:
    authors, is_open = people(article.findall("AuthorList"))
    journal = text_at(article, "Journal/Title")
    short = text_at(medline, "MedlineJournalInfo/MedlineTA") or text_at(
        article, "Journal/ISOAbbreviation"
    )
    issue = _child(article, "Journal/JournalIssue")
    piis = [words_of(one) for one in article.findall("ELocationID") if one.get("EIdType") == "pii"]
    electronic = date_of(article.find("ArticleDate"))
    kept = {
        "issn": text_at(article, "Journal/ISSN")
        or text_at(medline, "MedlineJournalInfo/ISSNLinking"),
        "journal-title": journal,
        "pii": next(iter(piis), ""),
        "published-online": electronic.text if electronic.text != date.text else "",
    }
    is_preprint = "Preprint" in texts_at(article, "PublicationTypeList/PublicationType")
    return Citation(
        key="",
        kind="manuscript" if is_preprint else "article-journal",
        title=title,
        authors=authors,
        authors_open=is_open,
        editors=people(article.findall("AuthorList"), "editors")[0],
        journal=short or journal,
        year=date.year,
        month=date.month,
        day=date.day,
        volume=text_at(issue, "Volume"),
        number=text_at(issue, "Issue"),
        pages=pages_of(article.find("Pagination")),
        doi=own.doi,
        pmid=own.pmid,
        pmcid=own.pmcid,
        other=kept_fields(kept.items()),
    )


def _child(element: etree._Element, path: str) -> etree._Element:
    """Return the element at a path, or an empty one, so that what is missing reads as not given."""
    found = element.find(path)
    return found if found is not None else etree.Element("missing")


def _article_date(article: etree._Element) -> PrintedDate:
    """Return the date of the issue, or of electronic publication where the issue has none."""
    issue = date_of(article.find("Journal/JournalIssue/PubDate"))
    return issue if issue.year else date_of(article.find("ArticleDate"))


def _corrections(medline: etree._Element) -> Iterator[Correction]:
    for one in medline.findall("CommentsCorrectionsList/CommentsCorrections"):
        pmid = text_at(one, "PMID")
        is_number = pmid.isascii() and pmid.isdigit() and int(pmid) > 0
        yield Correction(
            one.get("RefType", ""),
            text_at(one, "RefSource"),
            Pmid(int(pmid)) if is_number else None,
        )


def _registrations(article: etree._Element) -> Iterator[Registration]:
    for bank in article.findall("DataBankList/DataBank"):
        for number in texts_at(bank, "AccessionNumberList/AccessionNumber"):
            found = registration_in_bank(text_at(bank, "DataBankName"), number)
            if found:
                yield found


def _funding(element: etree._Element) -> Iterator[str]:
    for grant in element.findall("GrantList/Grant"):
        words = " ".join(
            part for part in (text_at(grant, "Agency"), text_at(grant, "GrantID")) if part
        )
        if words:
            yield words
