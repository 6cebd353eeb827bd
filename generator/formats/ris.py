"""RIS from whatever program wrote it: odd spacing, missing ends, lines that continue others."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from generator.formats.collection import DOUBTFUL_RECORD, RECORD_LOST, STRAY_TEXT
from generator.formats.format import Beginning, Read, TextFormat
from generator.formats.nbib import is_nbib
from generator.formats.parts.abstract import undivided_abstract
from generator.formats.parts.comments_corrections import RETRACTED
from generator.formats.parts.identity import Identity, plain_identifier
from generator.formats.parts.kept_fields import kept_fields, shortened
from generator.formats.parts.printed_date import PrintedDate, read_date
from generator.formats.parts.printed_names import read_inverted
from generator.formats.parts.printed_pages import pages_between
from generator.formats.parts.record_checks import completed, notices_in_title
from generator.formats.parts.registrations import known_registration, registrations_in_abstract
from generator.formats.parts.ris_identifiers import (
    DOI,
    identify,
    is_identifier,
    registrations_in_tags,
)
from generator.formats.parts.ris_tags import (
    ADDRESS_TAGS,
    AFTER_END,
    KINDS,
    KNOWN_TAGS,
    LINK_OF_TYPE,
    NAMING_TAGS,
    READ_TAGS,
    WRITTEN_KINDS,
)
from generator.formats.parts.tagged_lines import TaggedRecord
from generator.model.citation import Author, Citation
from generator.model.finding import Finding
from generator.model.found import FoundRecord, RecordLink, RecordNotice
from generator.model.inline import plain
from generator.text.inline_text import without_stop
from generator.text.text_markup import tree_of_text

_NAME = "ris"
_TYPE = re.compile(r"^[ \t]*TY[ \t]{0,6}-", re.MULTILINE | re.IGNORECASE)
_WITHOUT_TYPE = re.compile(r"^(?:AU|A1|T1|TI|JO|JF|PY|Y1|ER)  - ", re.MULTILINE)
# Two signs, two spaces, a hyphen; a tag we know may be spaced in another way.
_STRICT = re.compile(r"[ \t\ufeff]*([A-Za-z][A-Za-z0-9])[ \t\u00a0]{2}-(?:[ \t\u00a0](.*)|$)")
_LOOSE = re.compile(r"[ \t\ufeff]*([A-Za-z][A-Za-z0-9])[ \t\u00a0]{0,6}-[ \t\u00a0]*(.*)")
_LOOSE_SPACE = re.compile(r"[ \t\ufeff]*[A-Za-z][A-Za-z0-9](?:[ \t\u00a0]+-|-[ \t\u00a0]|-$)")
_END = re.compile(r"[ \t\ufeff]*ER[ \t\u00a0]*-?[ \t\u00a0]*", re.IGNORECASE)
_END_BEFORE_TYPE = re.compile(r"(^[ \t]*ER[ \t]*-)[ \t]+(?=TY[ \t]*-)", re.MULTILINE)
# Where a reader keeps files on a machine is nobody's business.
_ON_MACHINE = ("file:", "internal-pdf:", "/", "\\")
_MORE_AUTHORS = {"et al", "others"}


def read_ris(text: str, file: str) -> Read:
    """Return the records of RIS; one without its first or last line is read and noted."""
    records: list[FoundRecord] = []
    findings: list[Finding] = []
    for lines in _records(text):
        identity = Identity(file, lines.line, lines.first("TI", "T1"))
        if not lines.tags & KNOWN_TAGS:
            if lines.tags - {"", AFTER_END} and records:
                seen = "stands outside every record"
                identity.note(STRAY_TEXT, seen, "tagged lines", "These lines were not read.")
        elif not any(lines.all(*NAMING_TAGS)):
            seen = "has neither title nor author nor identifier, and was left out"
            expected = "a record that says what it is of"
            identity.note(RECORD_LOST, seen, expected, "Export it again.")
        else:
            records.append(_record(lines, identity))
            _note_doubt(lines, identity)
        findings += identity.findings
    return records, findings


def _is_ris(text: str) -> bool:
    """Tell whether records begin with a type; without one, tags that NBIB has too may be NBIB."""
    return bool(_TYPE.search(text) or (_WITHOUT_TYPE.search(text) and not is_nbib(text)))


def _note_doubt(lines: TaggedRecord, identity: Identity) -> None:
    """Note a record of which the beginning or the end is missing, or that may be two."""
    if len(set(lines.all("TI"))) > 1 or len(set(lines.all("T1"))) > 1:
        seen = "has two titles, of which the first was read"
        expected, remedy = "one title", "See whether two records ran together."
    elif "TY" not in lines.tags:
        seen = "begins without its type"
        expected, remedy = "TY  - JOUR or another type", "See that it is whole."
    elif "ER" not in lines.tags:
        seen = "is not closed"
        expected, remedy = "ER  - at its end", "See that nothing of it is missing."
    else:
        return
    identity.note(DOUBTFUL_RECORD, seen, expected, remedy)


def _records(text: str) -> Iterator[TaggedRecord]:
    """Yield the lines of each record; it begins with TY, ends with ER or where the next begins."""
    current: TaggedRecord | None = None
    # Some programs begin a record on the line where the one before it ends.
    lines = _END_BEFORE_TYPE.sub(r"\1\n", text).split("\n")
    for number, written in enumerate(lines, 1):
        tag, content = _tagged(written)
        if current is not None and tag in {"TY", "ER"}:
            if tag == "ER":
                current.add(tag, "")
            yield current
            current = None
        if tag == "ER" or (current is None and not written.strip()):
            continue
        if current is None:
            current = TaggedRecord(number)
        if tag or not current.fields:
            current.add(tag, content)
        else:
            is_further = _is_further_value(current.fields[-1][0], written)
            current.go_on(written, as_another=is_further)
    if current is not None:
        yield current


def _is_further_value(tag: str, written: str) -> bool:
    """Tell whether a line without a tag is a further keyword or address.

    An indented line continues the keyword before it.
    """
    if tag == "KW":
        return not written[:1].isspace()
    return tag in ADDRESS_TAGS and written.startswith("http")


def _tagged(line: str) -> tuple[str, str]:
    """Return the tag of a line and what follows it; no tag where it continues the line before."""
    if _END.fullmatch(line):
        return "ER", ""
    strict = _STRICT.match(line)
    if strict:
        return strict[1].upper(), strict[2] or ""
    loose = _LOOSE.match(line)
    if loose and _LOOSE_SPACE.match(line) and loose[1] in KNOWN_TAGS:
        return loose[1], loose[2]
    return ("TY", loose[2]) if loose and loose[1].upper() == "TY" else ("", line)


def _record(lines: TaggedRecord, identity: Identity) -> FoundRecord:
    title = without_stop(tree_of_text(_title(lines)))
    identity.called = plain(title)
    identify(lines, identity)
    date = _date(lines)
    types = tuple(dict.fromkeys(lines.all("M3", "PT")))
    names_of_types = [kind.lower() for kind in types]
    abstract = undivided_abstract(lines.first("AB", "N2"))
    marked = (RecordNotice("retraction"),) if RETRACTED.intersection(names_of_types) else ()
    links = (RecordLink(LINK_OF_TYPE[kind]) for kind in names_of_types if kind in LINK_OF_TYPE)
    numbers = [*registrations_in_tags(lines), *registrations_in_abstract(abstract)]
    record = FoundRecord(
        citation=_citation(lines, identity, plain(title)),
        title=title,
        language=lines.first("LA"),
        registrations=tuple(dict.fromkeys(numbers)),
        notices=marked or notices_in_title(plain(title), identity),
        links=tuple(links),
        publication_types=tuple(kind for kind in types if not DOI.search(kind)),
        subjects=tuple(dict.fromkeys(_keywords(lines))),
        abstract=abstract,
    )
    return completed(record, identity, _NAME, date)


def _citation(lines: TaggedRecord, identity: Identity, title: str) -> Citation:
    kind = KINDS.get(_type(lines), "document")
    container = lines.first("T2", "JF", "JO", "JA", "J1", "J2", "BT", "T3")
    journal = lines.first("JO", "JF", "T2", "JA", "J1", "J2")
    is_article = kind == "article-journal" or (kind == "document" and bool(journal))
    is_contained = not is_article and kind != "book" and container != title
    address = _address(lines)
    # PubMed's own number is no key.
    key = lines.first("ID")
    is_pmid = identity.pmid is not None and key == str(identity.pmid.number)
    # Ovid writes the authors that an article cites into A2.
    read = READ_TAGS - {"A2"} if is_article else READ_TAGS
    editors = lines.all("ED") if is_article else lines.all("ED", "A2")
    kept = dict(lines.others(read)) | {"addresses": _other_addresses(lines, address)}
    names = lines.all("AU", "A1")
    return Citation(
        key="" if is_pmid else key,
        kind=kind,
        title=title,
        authors=tuple(_people(names)),
        authors_open=any(_says_more(name) for name in names),
        editors=tuple(_people(editors)),
        journal=journal if is_article else "",
        booktitle=container if is_contained else "",
        volume=lines.first("VL", "VO"),
        number=lines.first("IS", "CP"),
        pages=_pages(lines),
        publisher=lines.first("PB"),
        place=lines.first("CY", "PP"),
        url=address,
        note=shortened("; ".join(dict.fromkeys(_notes(lines)))),
        other=kept_fields(kept.items()),
    )


def _type(lines: TaggedRecord) -> str:
    return lines.first("TY").strip().upper()


def _title(lines: TaggedRecord) -> str:
    """Return the title; where a record has two and one continues the other, the longer one."""
    is_contained = KINDS.get(_type(lines)) in {"chapter", "paper-conference"}
    book = () if is_contained else ("BT",)
    title = lines.first("TI", "T1", "CT", *book, "ST", "TT")
    longer = lines.first("T1")
    continues = longer.lower().startswith(title.rstrip(".").lower())
    return longer if continues and len(longer) > len(title) + 1 else title


def _address(lines: TaggedRecord) -> str:
    for tag in ("UR", "LK", "L2"):
        for text in lines.all(tag):
            if text.startswith(("http://", "https://")):
                return text
    return ""


def _other_addresses(lines: TaggedRecord, address: str) -> str:
    texts = lines.all("L1", "L4", "L2", "UR")
    others = (text for text in texts if text.startswith("http") and text != address)
    return " ".join(dict.fromkeys(others))


def _pages(lines: TaggedRecord) -> str:
    """Return the pages or the number of the article; the number of a trial is none."""
    texts = [*lines.all("SP"), *lines.all("C7"), *lines.all("AR"), *lines.all("PG")]
    first = next((text for text in texts if not known_registration(text)), "")
    return pages_between(first, lines.first("EP"))


def _people(texts: Iterable[str]) -> Iterator[Author]:
    for text in texts:
        # Some exporters put all names into one line.
        for name in text.split(";"):
            author = read_inverted(name)
            if author and not _says_more(name):
                yield author


def _says_more(name: str) -> bool:
    return name.strip(" .,").lower() in _MORE_AUTHORS


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
        if not is_identifier(text) and not text.startswith(_ON_MACHINE):
            yield text


def _keywords(lines: TaggedRecord) -> Iterator[str]:
    for text in lines.all("KW"):
        yield from (keyword.strip() for keyword in text.split(";") if keyword.strip())


def write_ris(citations: Iterable[Citation]) -> str:
    """Return citations as RIS, with the line ends its readers expect."""
    lines = chain.from_iterable(_written(citation) for citation in citations)
    return "".join(f"{line}\r\n" for line in lines)


def _written(citation: Citation) -> Iterator[str]:
    first, _, last = citation.pages.partition("–")
    fields = [
        ("TY", WRITTEN_KINDS.get(citation.kind, "GEN")),
        ("ID", citation.key),
        *(("AU", _inverted(author)) for author in citation.authors),
        *(("ED", _inverted(editor)) for editor in citation.editors),
        ("TI", citation.title),
        ("T2", citation.container),
        ("PY", str(citation.year or "")),
        ("VL", citation.volume),
        ("IS", citation.number),
        ("SP", first),
        ("EP", last),
        ("PB", citation.publisher),
        ("CY", citation.place),
        ("DO", plain_identifier(citation.doi)),
        ("AN", plain_identifier(citation.pmid)),
        ("C2", plain_identifier(citation.pmcid)),
        ("UR", citation.url),
        *(("KW", keyword) for keyword in citation.keywords),
        ("N1", citation.note),
    ]
    yield from (f"{tag}  - {' '.join(text.split())}" for tag, text in fields if text)
    yield "ER  - "
    yield ""


def _inverted(author: Author) -> str:
    return ", ".join(filter(None, (author.surname, author.given, author.suffix)))


FORMAT = TextFormat(
    name=_NAME,
    title="RIS",
    order=30,
    recognises=_is_ris,
    read=read_ris,
    write=write_ris,
    beginning=Beginning(r"TY  - [A-Z]{2,10}[ \t]*$", ("TY  - ",)),
)
