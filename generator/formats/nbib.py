"""MEDLINE's tagged text (NBIB), as PubMed saves it: wrapped lines, authors in order, notices."""

import re
from collections.abc import Iterator

from generator.formats.collection import DOUBTFUL_RECORD, STRAY_TEXT
from generator.formats.format import Beginning, Read, TextFormat
from generator.formats.parts.comments_corrections import (
    REF_TYPES,
    correction,
    links_of,
    notices_of,
)
from generator.formats.parts.identity import Identity
from generator.formats.parts.kept_fields import kept_fields
from generator.formats.parts.printed_date import PrintedDate, read_date
from generator.formats.parts.printed_names import group, read_inverted
from generator.formats.parts.printed_pages import page_range
from generator.formats.parts.record_checks import completed
from generator.formats.parts.registrations import registration_in_bank, registrations_in_abstract
from generator.formats.parts.tagged_lines import TaggedRecord
from generator.model.citation import Author, Citation, Kind
from generator.model.finding import Finding
from generator.model.found import AbstractPart, FoundRecord
from generator.model.identifier import Registration
from generator.model.inline import plain
from generator.text.inline_text import tidy, without_stop

_NAME = "nbib"
# Tags that RIS does not have.
_SURE_TAG = re.compile(r"^(?:PMID|OWN|STAT|DCOM|FAU|BTI|PMC|LID|JT|MHDA)[ ]{0,3}- ", re.MULTILINE)
_LINE = re.compile(r"[ \t\ufeff]{0,3}([A-Z][A-Z0-9]{1,3})\s{0,3}-(?:\s(.*)|$)")
# Tags that a record has once: after a blank line they begin another one.
_ONCE = frozenset({"OWN", "STAT", "TI", "TA", "JT", "DP", "SO", "BTI"})
# The tags of MEDLINE, PubMed's display and older files; a line with another one is wrapped text.
_ALL_TAGS = """
    PMID OWN STAT DA DCOM DEP LR IS VI IP DP TI TT BTI CTI PG LID AID AB OAB CI FAU AU AUID AD CN
    FED ED LA GR PT PL PB TA JT JID SB MH MHDA MID OT OTO OID PMC PMCR PST SO SI RN NM EDAT CRDT
    PHST COIS FIR IR IRAD GN PUBM EN ISBN NLM CP CTDT DRDT OCI OTNO FPS PS RF SFM TR UI YR
"""
_TAGS = frozenset(_ALL_TAGS.split()) | set(REF_TYPES)
_KIND_OF_ID = re.compile(r"(.*?)\s*\[(doi|pii|pmc|pubmed|bookaccession)\]", re.IGNORECASE)
_LABELS = re.compile(r"(?:^|(?<=[.!?] ))([A-Z][A-Z /&,-]{3,50}):\s")
_BANK = re.compile(r"([^/]+)/(.+)")
# PubMed puts a title that it translated into brackets.
_TRANSLATED = re.compile(r"\[(.*?)\.?\]\.?")


def is_nbib(text: str) -> bool:
    """Tell whether a line begins with a tag of MEDLINE that RIS does not have."""
    return _SURE_TAG.search(text) is not None


def read_nbib(text: str, file: str) -> Read:
    """Return the records of MEDLINE's tagged text; two files put together are read like one."""
    records: list[FoundRecord] = []
    findings: list[Finding] = []
    for lines in _records(text):
        identity = Identity(file, lines.line, lines.first("TI", "BTI"))
        if lines.tags & _TAGS:
            records.append(_record(lines, identity))
        else:
            seen = "begins with lines of no record"
            identity.note(STRAY_TEXT, seen, "tagged lines", "They were not read.")
        findings += identity.findings
    return records, findings


def _records(text: str) -> Iterator[TaggedRecord]:
    """Yield the lines of each record: it begins with its PMID, or with a tag that it has once."""
    current: TaggedRecord | None = None
    after_blank = False
    for number, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            after_blank = True
            continue
        match = _LINE.match(written)
        tag, content = (match[1], match[2] or "") if match else ("", written)
        if current is None:
            current = TaggedRecord(number)
        elif tag in _TAGS and _begins(tag, current, after_blank=after_blank):
            yield current
            current = TaggedRecord(number)
        if tag in _TAGS or (tag and current.fields):
            current.add(tag, content)
        elif current.fields:
            current.go_on(written)
        else:
            current.add("", written)
        after_blank = False
    if current is not None:
        yield current


def _begins(tag: str, current: TaggedRecord, *, after_blank: bool) -> bool:
    """Tell whether a line with a tag begins another record than the current one."""
    tags = current.tags
    if tag == "PMID" or not tags & _TAGS:
        return True
    if tag in _ONCE and tag in tags:
        return after_blank or tag in {"OWN", "STAT", "TI"}
    # The source closes a record.
    return after_blank and "SO" in tags


def _record(lines: TaggedRecord, identity: Identity) -> FoundRecord:
    _identify(lines, identity)
    if identity.pmid is None:
        expected = "the number of a PubMed record"
        identity.note(DOUBTFUL_RECORD, "has no PMID", expected, "Look it up in PubMed.")
    title = without_stop(tidy([lines.first("TI", "BTI")]))
    date = _date(lines)
    types = tuple(lines.all("PT"))
    corrections = [
        correction(REF_TYPES[tag], text) for tag, text in lines.fields if tag in REF_TYPES
    ]
    abstract = tuple(_abstract(lines.first("AB")))
    translated = _TRANSLATED.fullmatch(plain(title))
    numbers = [*_registrations(lines), *registrations_in_abstract(abstract)]
    # An asterisk marks a main heading.
    subjects = (text.replace("*", "") for text in lines.all("MH", "OT"))
    record = FoundRecord(
        citation=_citation(lines, plain(title)),
        title=title,
        translated_title=translated[1] if translated else "",
        original_title=plain(without_stop(tidy([lines.first("TT")]))),
        language=", ".join(lines.all("LA")),
        registrations=tuple(dict.fromkeys(numbers)),
        notices=notices_of(corrections, types),
        links=links_of(corrections, types),
        publication_types=types,
        subjects=tuple(dict.fromkeys(subjects)),
        funding=tuple(dict.fromkeys(lines.all("GR"))),
        abstract=abstract,
    )
    return completed(record, identity, _NAME, date)


def _citation(lines: TaggedRecord, title: str) -> Citation:
    kind = _kind(lines)
    kept = {
        "issn": lines.first("IS").partition(" ")[0],
        "journal-title": lines.first("JT"),
        "isbn": lines.first("ISBN"),
    }
    return Citation(
        key="",
        kind=kind,
        title=title,
        authors=tuple(_people(lines, "FAU", "AU", "CN")),
        editors=tuple(_people(lines, "FED", "ED", "")),
        journal=lines.first("TA", "JT"),
        booktitle=lines.first("BTI") if kind == "chapter" else "",
        volume=lines.first("VI"),
        number=lines.first("IP"),
        pages=page_range(lines.first("PG")),
        publisher=lines.first("PB"),
        other=kept_fields(kept.items()),
    )


def _kind(lines: TaggedRecord) -> Kind:
    if lines.first("BTI"):
        return "chapter" if lines.first("TI") else "book"
    return "manuscript" if "Preprint" in lines.all("PT") else "article-journal"


def _people(lines: TaggedRecord, full: str, short: str, collective: str) -> Iterator[Author]:
    """Yield names in the order of the file, in full where the file has them in full.

    As a rule the short form of a name follows its full form; where a record begins with a short
    form, it precedes the full one.
    """
    names = [(tag, text) for tag, text in lines.fields if tag in {full, short, collective} and text]
    short_first = next((tag for tag, _ in names if tag != collective), "") == short
    neighbours = names[1:] if short_first else [("", ""), *names]
    for (tag, text), (beside, full_name) in zip(names, [*neighbours, ("", "")], strict=False):
        author = group(text) if tag == collective else read_inverted(text)
        is_repeated = tag == short and beside == full
        if is_repeated and short_first:
            in_full = read_inverted(full_name)
            is_repeated = bool(author and in_full and in_full.surname == author.surname)
        if author and not is_repeated:
            yield author


def _identify(lines: TaggedRecord, identity: Identity) -> None:
    identity.add_pmid(lines.first("PMID"))
    for text in lines.all("LID", "AID"):
        match = _KIND_OF_ID.fullmatch(text)
        if match and match[2].lower() == "doi":
            identity.add_doi(match[1])
    identity.add_pmcid(lines.first("PMC"))


def _date(lines: TaggedRecord) -> PrintedDate:
    """Return the date of the issue, or of electronic publication where the issue has none."""
    issue, electronic = read_date(lines.first("DP")), lines.first("DEP")
    return read_date(electronic) if electronic and not issue.year else issue


def _registrations(lines: TaggedRecord) -> Iterator[Registration]:
    """Yield the registrations among the numbers of data banks: `ClinicalTrials.gov/NCT00000001`."""
    for text in lines.all("SI"):
        match = _BANK.fullmatch(text)
        bank, number = (match[1], match[2]) if match else ("", text)
        registration = registration_in_bank(bank, number)
        if registration:
            yield registration


def _abstract(text: str) -> Iterator[AbstractPart]:
    """Yield the parts of an abstract, whose labels stand in capitals within its text."""
    marks = list(_LABELS.finditer(text))
    first = text[: marks[0].start()] if marks else text
    if first.strip():
        yield AbstractPart("", first.strip())
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        if text[mark.end() : end].strip():
            yield AbstractPart(mark[1], text[mark.end() : end].strip())


FORMAT = TextFormat(
    name=_NAME,
    title="NBIB",
    order=40,
    recognises=is_nbib,
    read=read_nbib,
    beginning=Beginning(r"PMID- [0-9]{1,9}[ \t]*$", ("PMID- ",)),
)
