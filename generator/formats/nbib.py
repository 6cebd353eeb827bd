"""MEDLINE's tagged text (NBIB) to records: wrapped lines joined, authors in order, notices as in PubMed XML."""

import re
from collections.abc import Iterator

from generator.formats.collection import DOUBTFUL_RECORD, STRAY_TEXT, Read
from generator.formats.parts.comments_corrections import REF_TYPES, correction, links_of, notices_of
from generator.formats.parts.kept_fields import kept_fields
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.printed_date import PrintedDate, read_date
from generator.formats.parts.printed_names import group, read_inverted
from generator.formats.parts.printed_pages import page_range
from generator.formats.parts.record_checks import check_record
from generator.formats.parts.registrations import registration_in_bank, registrations_in_abstract
from generator.formats.parts.tagged_lines import TaggedRecord
from generator.model.citation import Author, Citation
from generator.model.finding import Finding
from generator.model.found import AbstractPart, FoundRecord, Origin
from generator.model.identifier import Registration
from generator.model.inline import plain
from generator.text.inline_text import tidy, without_stop

FORMAT = "nbib"
_LINE = re.compile(r"[ \t\ufeff]{0,3}([A-Z][A-Z0-9]{1,3})\s{0,3}-(?:\s(.*)|$)")
_ONCE = frozenset({"OWN", "STAT", "TI", "TA", "JT", "DP", "SO", "BTI"})
_ALL_TAGS = """
    PMID OWN STAT DA DCOM DEP LR IS VI IP DP TI TT BTI CTI PG LID AID AB OAB CI FAU AU AUID AD CN FED ED LA GR PT PL PB
    TA JT JID SB MH MHDA MID OT OTO OID PMC PMCR PST SO SI RN NM EDAT CRDT PHST COIS FIR IR IRAD GN PUBM EN ISBN NLM CP
    CTDT DRDT OCI OTNO FPS PS RF SFM TR UI YR
"""
_TAGS = frozenset(re.findall(r"\S+", _ALL_TAGS)) | set(REF_TYPES)
_KIND_OF_ID = re.compile(r"(.*?)\s*\[(doi|pii|pmc|pubmed|bookaccession)\]", re.IGNORECASE)
_LABELS = re.compile(r"(?:^|(?<=[.!?] ))([A-Z][A-Z /&,-]{3,50}):\s")
_BANK = re.compile(r"([^/]+)/(.+)")
_TRANSLATED = re.compile(r"\[(.*?)\.?\]\.?")


def read_nbib(text: str, file: str) -> Read:
    """Return the records of MEDLINE's tagged text; two files put together are read like one."""
    records: list[FoundRecord] = []
    findings: list[Finding] = []
    for lines in _records(text):
        own = OwnIdentifiers(file, lines.line, lines.first("TI", "BTI"))
        if not any(tag in _TAGS for tag, _ in lines.fields):
            own.note(
                STRAY_TEXT, "begins with lines of no record", "tagged lines", "They were not read."
            )
        else:
            records.append(_record(lines, own))
        findings += own.findings
    return records, findings


def _records(text: str) -> Iterator[TaggedRecord]:
    """Yield the lines of each record: it begins with its PMID, or after a blank line with a tag it has once."""
    current: TaggedRecord | None = None
    after_blank = False
    for number, written in enumerate(text.split("\n"), 1):
        match = _LINE.match(written)
        if not written.strip():
            after_blank = True
            continue
        if match is None or match[1] not in _TAGS:
            if current is None:
                current = TaggedRecord(number)
                current.add("", written)
            else:
                current.go_on(written) if match is None else current.add(match[1], match[2] or "")
            after_blank = False
            continue
        if current is None or _begins(match[1], current, after_blank=after_blank):
            if current is not None:
                yield current
            current = TaggedRecord(number)
        current.add(match[1], match[2] or "")
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
    return after_blank and "SO" in tags


def _record(lines: TaggedRecord, own: OwnIdentifiers) -> FoundRecord:
    _identify(lines, own)
    if own.pmid is None:
        own.note(
            DOUBTFUL_RECORD, "has no PMID", "the number of a PubMed record", "Look it up in PubMed."
        )
    title = without_stop(tidy([lines.first("TI", "BTI")]))
    date = _date(lines)
    types = tuple(lines.all("PT"))
    corrections = [
        correction(REF_TYPES[tag], text) for tag, text in lines.fields if tag in REF_TYPES
    ]
    abstract = tuple(_abstract(lines.first("AB")))
    translated = _TRANSLATED.fullmatch(plain(title))
    record = FoundRecord(
        citation=_citation(lines, own, plain(title), date),
        title=title,
        translated_title=translated[1] if translated else "",
        original_title=plain(without_stop(tidy([lines.first("TT")]))),
        language=", ".join(lines.all("LA")),
        published=date.text,
        registrations=tuple(
            dict.fromkeys([*_registrations(lines), *registrations_in_abstract(abstract)])
        ),
        notices=notices_of(corrections, types),
        links=links_of(corrections, types),
        other_dois=tuple(own.dois[1:]),
        other_pmids=tuple(own.pmids[1:]),
        publication_types=types,
        subjects=tuple(dict.fromkeys(text.replace("*", "") for text in lines.all("MH", "OT"))),
        funding=tuple(dict.fromkeys(lines.all("GR"))),
        abstract=abstract,
        origin=Origin(own.file, own.line, FORMAT),
    )
    check_record(record, own, date=date.text)
    return record


def _citation(lines: TaggedRecord, own: OwnIdentifiers, title: str, date: PrintedDate) -> Citation:
    is_chapter = bool(lines.first("TI") and lines.first("BTI"))
    is_book = bool(lines.first("BTI")) and not is_chapter
    kind = "manuscript" if "Preprint" in lines.all("PT") else "article-journal"
    kept = {
        "issn": lines.first("IS").partition(" ")[0],
        "journal-title": lines.first("JT"),
        "isbn": lines.first("ISBN"),
    }
    return Citation(
        key="",
        kind="chapter"
        if is_chapter
        else "book"
        if is_book
        else "manuscript"
        if kind == "manuscript"
        else "article-journal",
        title=title,
        authors=tuple(_people(lines, "FAU", "AU", "CN")),
        editors=tuple(_people(lines, "FED", "ED", "")),
        journal=lines.first("TA", "JT"),
        booktitle=lines.first("BTI") if is_chapter else "",
        year=date.year,
        month=date.month,
        day=date.day,
        volume=lines.first("VI"),
        number=lines.first("IP"),
        pages=page_range(lines.first("PG")),
        publisher=lines.first("PB"),
        doi=own.doi,
        pmid=own.pmid,
        pmcid=own.pmcid,
        other=kept_fields(kept.items()),
    )


def _people(lines: TaggedRecord, full: str, short: str, collective: str) -> Iterator[Author]:
    """Yield names in the order of the file: the full form where there is one, else family name and initials."""
    names = [(tag, text) for tag, text in lines.fields if tag in {full, short, collective} and text]
    # The short form of a name follows its full form as a rule; where a record begins with one, it
    # goes before.
    short_first = next((tag for tag, _ in names if tag != collective), "") == short
    neighbours = names[1:] if short_first else [("", ""), *names]
    for (tag, text), (beside, full_name) in zip(names, [*neighbours, ("", "")], strict=False):
        found = group(text) if tag == collective else read_inverted(text)
        is_said_again = tag == short and beside == full
        if is_said_again and short_first:
            other = read_inverted(full_name)
            is_said_again = bool(found and other and other.surname == found.surname)
        if found and not is_said_again:
            yield found


def _identify(lines: TaggedRecord, own: OwnIdentifiers) -> None:
    own.add_pmid(lines.first("PMID"))
    for text in lines.all("LID", "AID"):
        match = _KIND_OF_ID.fullmatch(text)
        if match and match[2].lower() == "doi":
            own.add_doi(match[1])
    own.add_pmcid(lines.first("PMC"))


def _date(lines: TaggedRecord) -> PrintedDate:
    """Return the date of the issue, or of electronic publication where the issue has none."""
    issue = read_date(lines.first("DP"))
    return issue if issue.year else read_date(lines.first("DEP")) if lines.first("DEP") else issue


def _registrations(lines: TaggedRecord) -> Iterator[Registration]:
    for text in lines.all("SI"):
        match = _BANK.fullmatch(text)
        found = (
            registration_in_bank(match[1], match[2]) if match else registration_in_bank("", text)
        )
        if found:
            yield found


def _abstract(text: str) -> Iterator[AbstractPart]:
    """Yield the parts of an abstract, which has its labels in capitals within the text."""
    marks = list(_LABELS.finditer(text))
    first = text[: marks[0].start()] if marks else text
    if first.strip():
        yield AbstractPart("", first.strip())
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        if text[mark.end() : end].strip():
            yield AbstractPart(mark[1], text[mark.end() : end].strip())
