"""One record of RIS, with each tag read as the program that wrote it may have meant it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.formats.parts.comments_corrections import RETRACTED
from generator.formats.parts.kept_fields import kept_fields, shortened
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.printed_date import PrintedDate, read_date
from generator.formats.parts.printed_names import read_inverted
from generator.formats.parts.printed_pages import pages_between
from generator.formats.parts.record_checks import check_record, notices_in_title
from generator.formats.parts.registrations import known_registration, registrations_in_abstract
from generator.formats.parts.tagged_lines import TaggedRecord
from generator.model.citation import Author, Citation, Kind
from generator.model.found import (
    AbstractPart,
    FoundRecord,
    LinkKind,
    Origin,
    RecordLink,
    RecordNotice,
)
from generator.model.identifier import Doi, Registration
from generator.model.inline import plain
from generator.text.inline_text import without_stop
from generator.text.text_markup import tree_of_text

FORMAT = "ris"
NAMING_TAGS = (
    "TI",
    "T1",
    "CT",
    "BT",
    "ST",
    "TT",
    "AU",
    "A1",
    "DO",
    "DI",
    "AN",
    "UR",
    "T2",
    "JO",
    "JF",
    "C2",
    "ID",
)
_READ_TAGS = """
    TY ER TI T1 CT BT T2 T3 JO JF JA J1 J2 AU A1 A2 ED A3 Y1 PY DA VL IS CP SP EP C7 AR DO DI UR LK L2 L3 AN U1 AB N2
    KW PB CY PP LA C2 M3 L1 L4 N1
"""
_OTHER_TAGS = """
    A4 A5 AD AV C1 C3 C4 C5 C6 C8 CA CN DB DP ET ID LB M1 M2 NV OP RI RN RP SE SN SO ST SV TA TT U2 U3 U4 U5 VO Y2 PT PM
    PMID NO WV WP
"""
_READ = frozenset(re.findall(r"\S+", _READ_TAGS))
KNOWN_TAGS = _READ | frozenset(re.findall(r"\S+", _OTHER_TAGS))
_KINDS: Mapping[str, Kind] = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
    "MGZN": "article-journal",
    "NEWS": "article-journal",
    "ABST": "article-journal",
    "INPR": "article-journal",
    "BOOK": "book",
    "EBOOK": "book",
    "WHOLE": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "SLIDE": "paper-conference",
    "THES": "thesis",
    "RPRT": "report",
    "GOVDOC": "report",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "PREPRINT": "manuscript",
    "ELEC": "webpage",
    "WEB": "webpage",
    "BLOG": "webpage",
    "ICOMM": "webpage",
    "DATA": "dataset",
    "DBASE": "dataset",
    "AGGR": "dataset",
    "COMP": "software",
    "PAT": "patent",
    "PAMP": "pamphlet",
}
# What an exporter calls a record that is itself a notice.
_LINK_OF_TYPE: Mapping[str, LinkKind] = {
    "erratum": "erratum-for",
    "correction": "erratum-for",
    "corrigendum": "erratum-for",
    "published erratum": "erratum-for",
    "retraction": "retraction-of",
    "retraction notice": "retraction-of",
    "retraction of publication": "retraction-of",
    "expression of concern": "concern-for",
}
_IN_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
_DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>]+")
_DOI_HOST = re.compile(r"(?:^|\bdoi\.org/|\bdoi\s*:?\s*)10\.[0-9]{4,9}/", re.IGNORECASE)
_PMID = re.compile(
    r"(?:(?:pmid|pubmed)\s*:?\s*([0-9]{1,9})|([0-9]{1,9})\s*\[pmid\])", re.IGNORECASE
)
_PUBMED_ADDRESS = re.compile(
    r"https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/[0-9]+/?",
    re.IGNORECASE,
)
_REGISTER_PAGE = re.compile(
    r"https?://(?:www\.)?clinicaltrials\.gov/(?:ct2/)?(?:show|study)/(NCT[0-9]{8})/?", re.IGNORECASE
)
_PMCID = re.compile(r"(?:pmcid\s*:?\s*)?(PMC[0-9]+)(?:\s*\[pmcid?\])?", re.IGNORECASE)
_ON_MACHINE = ("file:", "internal-pdf:", "/", "\\")


def ris_record(lines: TaggedRecord, own: OwnIdentifiers) -> FoundRecord:
    """Return a record; tags without a place of their own are kept as they are."""
    kind = lines.first("TY").strip().upper()
    title = without_stop(tree_of_text(_title(lines, kind)))
    own.called = plain(title)
    _identify(lines, own)
    date = _date(lines)
    types = tuple(dict.fromkeys(lines.all("M3", "PT")))
    abstract = tuple(AbstractPart("", text) for text in [lines.first("AB", "N2")] if text)
    marked = tuple(RecordNotice("retraction") for kind_of in types if kind_of.lower() in RETRACTED)
    record = FoundRecord(
        citation=_citation(lines, own, kind, plain(title), date),
        title=title,
        language=lines.first("LA"),
        published=date.text,
        registrations=tuple(
            dict.fromkeys([*_registrations(lines), *registrations_in_abstract(abstract)])
        ),
        notices=marked[:1] or notices_in_title(plain(title), own),
        links=tuple(
            RecordLink(_LINK_OF_TYPE[one.lower()]) for one in types if one.lower() in _LINK_OF_TYPE
        ),
        other_dois=tuple(own.dois[1:]),
        other_pmids=tuple(own.pmids[1:]),
        publication_types=tuple(one for one in types if not _DOI.search(one)),
        subjects=tuple(dict.fromkeys(word for text in lines.all("KW") for word in _words(text))),
        abstract=abstract,
        origin=Origin(own.file, own.line, FORMAT),
    )
    check_record(record, own, date=date.text)
    return record


def _citation(
    lines: TaggedRecord, own: OwnIdentifiers, kind: str, title: str, date: PrintedDate
) -> Citation:
    known = _KINDS.get(kind, "document")
    container = lines.first("T2", "JF", "JO", "JA", "J1", "J2", "BT", "T3")
    journal = lines.first("JO", "JF", "T2", "JA", "J1", "J2")
    is_article = known == "article-journal" or (known == "document" and journal)
    addresses = [text for tag in ("UR", "LK", "L2") for text in lines.all(tag)]
    address = next((text for text in addresses if text.startswith(("http://", "https://"))), "")
    addresses = [
        text
        for text in lines.all("L1", "L4", "L2", "UR")
        if text.startswith("http") and text != address
    ]
    kept = {
        **dict(lines.others(_READ - ({"A2"} if is_article else set()))),
        "addresses": " ".join(dict.fromkeys(addresses)),
    }
    return Citation(
        key=lines.first("ID") if not own.pmid or lines.first("ID") != str(own.pmid.number) else "",
        kind=known,
        title=title,
        authors=tuple(_people(lines.all("AU", "A1"))),
        authors_open=any(
            text.strip(" .,").lower() in {"et al", "others"} for text in lines.all("AU", "A1")
        ),
        editors=tuple(_people(lines.all("ED", *(() if is_article else ("A2",))))),
        journal=journal if is_article else "",
        booktitle="" if is_article or known == "book" or container == title else container,
        year=date.year,
        month=date.month,
        day=date.day,
        volume=lines.first("VL", "VO"),
        number=lines.first("IS", "CP"),
        pages=_pages(lines),
        publisher=lines.first("PB"),
        place=lines.first("CY", "PP"),
        doi=own.doi,
        pmid=own.pmid,
        pmcid=own.pmcid,
        url=address,
        note=shortened("; ".join(dict.fromkeys(_notes(lines)))),
        other=kept_fields(kept.items()),
    )


def _title(lines: TaggedRecord, kind: str) -> str:
    """Return the title; where a record has two and one only goes on from the other, the whole one."""
    title = lines.first("TI", "T1", "CT", *(() if _container_first(kind) else ("BT",)), "ST", "TT")
    longer = lines.first("T1")
    return (
        longer
        if longer.lower().startswith(title.rstrip(".").lower()) and len(longer) > len(title) + 1
        else title
    )


def _pages(lines: TaggedRecord) -> str:
    """Return the pages or the number of the article; a trial's number is none."""
    first = next(
        (
            text
            for tag in ("SP", "C7", "AR", "PG")
            for text in lines.all(tag)
            if not known_registration(text)
        ),
        "",
    )
    return pages_between(first, lines.first("EP"))


def _registrations(lines: TaggedRecord) -> Iterator[Registration]:
    """Yield the registrations that have a tag to themselves, as numbers or as addresses of the register."""
    for text in lines.all("C7", "AN", "ID", "JA", "JO", "T2", "UR"):
        page = _REGISTER_PAGE.fullmatch(text)
        found = known_registration(page[1] if page else text)
        if found:
            yield found


def _container_first(kind: str) -> bool:
    """Tell whether BT names the book that holds the work, and not the work itself."""
    return _KINDS.get(kind) in {"chapter", "paper-conference"}


def _people(texts: Iterable[str]) -> Iterator[Author]:
    for text in texts:
        # Some exporters put all names into one line.
        for name in text.split(";"):
            found = read_inverted(name)
            if found and name.strip(" .,").lower() not in {"et al", "others"}:
                yield found


def _identify(lines: TaggedRecord, own: OwnIdentifiers) -> None:
    """Read the identifiers from their own tags, or else from where exporters are known to put them."""
    for text in lines.all("DO", "DI"):
        own.add_doi(text)
    if own.doi is None:
        found = next(_dois(lines), None)
        own.dois += [found] if found else []
    for number in dict.fromkeys(_pmids(lines)):
        own.add_pmid(number)
    for text in lines.all("C2", "U2", "AN", "ID", "N1", "M1", "M2", "UR"):
        match = _PMCID.fullmatch(text) or re.search(r"/articles/(PMC[0-9]+)", text)
        if match and own.pmcid is None:
            own.add_pmcid(match[1])


def _dois(lines: TaggedRecord) -> Iterator[Doi]:
    for tag in ("UR", "LK", "L3", "L2", "M3", "N1", "AN", "ID"):
        for text in lines.all(tag):
            match = _DOI.search(text) if _DOI_HOST.search(text) else None
            if match:
                try:
                    yield Doi.parse(match[0])
                except ValueError:
                    continue


def _pmids(lines: TaggedRecord) -> Iterator[str]:
    """Yield the numbers that are this record's PMID by their tag, their database or their own words."""
    where = " ".join(lines.all("DB", "DP"))
    yield from lines.all("PM", "PMID")
    for text in lines.all("AN", "ID", "U1", "C1", "C2", "C3", "C5", "C6", "M1", "M2"):
        matches = [
            match for part in re.split(r"[,;]", text) if (match := _PMID.fullmatch(part.strip()))
        ]
        if matches:
            yield from (match[1] or match[2] for match in matches)
        elif text.isascii() and text.isdigit() and _IN_PUBMED.search(where):
            yield from (
                [text] if text in lines.all("AN", "ID", "C5") and 0 < int(text) < 10**9 else []
            )
    for text in lines.all("N1"):
        for part in re.split(r"[;\n]", text):
            match = _PMID.fullmatch(part.strip(" ."))
            if match:
                yield match[1] or match[2]
    yield from (text for text in lines.all("UR", "L2", "LK") if _PUBMED_ADDRESS.fullmatch(text))


def _date(lines: TaggedRecord) -> PrintedDate:
    """Return the most exact date among those that agree with the year."""
    dates = [read_date(text) for text in lines.all("PY", "Y1", "DA")]
    year = next((date.year for date in dates if date.year), None)
    if year is None:
        return dates[0] if dates else PrintedDate()
    agreeing = [date for date in dates if date.year == year]
    exact = max(agreeing, key=lambda date: (date.month is not None) + (date.day is not None))
    return PrintedDate(exact.text.rstrip("/"), year, exact.month, exact.day)


def _notes(lines: TaggedRecord) -> Iterator[str]:
    """Yield the notes that are no identifiers or places of files."""
    for text in lines.all("N1"):
        if (
            not _PMID.fullmatch(text)
            and not _PMCID.fullmatch(text)
            and not text.startswith(_ON_MACHINE)
        ):
            yield text


def _words(text: str) -> Iterator[str]:
    yield from (word.strip() for word in re.split(r";", text) if word.strip())
