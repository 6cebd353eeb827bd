"""BibTeX and BibLaTeX from elsewhere: each entry is a record or a finding, whatever its key."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from generator.formats.collection import DOUBTFUL_RECORD
from generator.formats.format import Beginning, Read, TextFormat
from generator.formats.parts.abstract import undivided_abstract
from generator.formats.parts.bibtex_entry import KINDS, Entry, EntryParser
from generator.formats.parts.bibtex_foreign import foreign_entries
from generator.formats.parts.comments_corrections import RETRACTED
from generator.formats.parts.identity import Identity, plain_identifier
from generator.formats.parts.kept_fields import kept_fields, shortened
from generator.formats.parts.latex_text import bare, latex_tree, unlatexed
from generator.formats.parts.latex_writing import address, escaped, latex_of
from generator.formats.parts.printed_date import PrintedDate, day_number, month_number, read_date
from generator.formats.parts.printed_pages import page_range
from generator.formats.parts.record_checks import completed, notices_in_title
from generator.formats.parts.registrations import registrations_in_abstract
from generator.model.citation import Author, Citation, Kind
from generator.model.found import FoundRecord, RecordNotice
from generator.model.identifier import Pmid
from generator.model.inline import Inline, plain
from generator.text.inline_text import tidy, without_stop
from generator.text.text_markup import tree_of_text

_NAME = "bibtex"
_ENTRY = re.compile(r"(?<![\w.])@[ \t]*[A-Za-z]+\s*[{(]")
_MORE_KINDS: Mapping[str, Kind] = {
    "electronic": "webpage",
    "www": "webpage",
    "thesis": "thesis",
    "proceedings": "book",
    "mvbook": "book",
    "collection": "book",
    "periodical": "article-journal",
    "suppperiodical": "article-journal",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "manual": "report",
    "preprint": "manuscript",
}
# The fields of BibTeX and BibLaTeX that mean the same, the better one first.
_SAME: Mapping[str, tuple[str, ...]] = {
    "journal": ("journal", "journaltitle", "shortjournal"),
    "booktitle": ("booktitle", "maintitle", "eventtitle"),
    "volume": ("volume",),
    "number": ("number", "issue"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "place": ("address", "location"),
    "genre": ("type", "entrysubtype"),
    "note": ("note", "addendum"),
}
_PMID_FIELDS = ("pmid", "pubmed_id", "pubmed-id", "pubmedid")
_PMCID_FIELDS = ("pmcid", "pmc")
_PAGE_FIELDS = ("pages", "eid", "article-number")
_READ = frozenset(
    set().union(*_SAME.values())
    | {*_PMID_FIELDS, *_PMCID_FIELDS, *_PAGE_FIELDS}
    | {"author", "editor", "title", "subtitle", "year", "month", "day", "date", "doi", "url"}
    | {"document_type", "keywords", "keyword", "abstract", "crossref", "language", "langid"}
    # Where a reader keeps files on a machine is nobody's business.
    | {"file", "local-url", "localfile", "bdsk-file-1", "bdsk-file-2", "owner", "timestamp"}
)
_SPAN = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}/")
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/10\.")
_ADDRESS = re.compile(r"https?://[^\s{}\\]+")
_COMMAND = re.compile(r"\\[A-Za-z]{2,20}")
_PMID_KEY = re.compile(r"PMID:\s?([0-9]{1,9})", re.IGNORECASE)
_PMID_NOTE = re.compile(r"\bPMID:?\s*([0-9]{1,9})\b", re.IGNORECASE)
# A field is cut before its LaTeX is read: some hold a whole abstract.
_LONGEST_LATEX = 1000
_TYPES: Mapping[Kind, str] = {
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
    "manuscript": "unpublished",
    "webpage": "online",
    "pamphlet": "booklet",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
}


def read_bibtex(text: str, file: str) -> Read:
    """Return the records of a BibTeX file; two entries with one key are two records."""
    parser = EntryParser(file)
    records = []
    for entry in foreign_entries(text, parser):
        identity = Identity(file, entry.line, entry.key)
        records.append(_record(entry, parser, identity))
        parser.findings += identity.findings
    return records, parser.findings


def _is_bibtex(text: str) -> bool:
    return _ENTRY.search(text) is not None


def _record(entry: Entry, parser: EntryParser, identity: Identity) -> FoundRecord:
    texts = entry.texts
    title = without_stop(_title_tree(_title(texts)))
    identity.called = plain(title) or entry.key
    _identify(texts, entry.key, identity)
    date = _date(texts)
    abstract = undivided_abstract(unlatexed(texts.get("abstract", "")))
    citation = _citation(entry, parser, identity, plain(title))
    types = (unlatexed(texts.get("document_type", "")), citation.genre)
    record = FoundRecord(
        citation=citation,
        title=title,
        language=unlatexed(_first(texts, "language", "langid")),
        registrations=tuple(registrations_in_abstract(abstract)),
        notices=_notices(types, citation.title, identity),
        publication_types=tuple(dict.fromkeys(filter(None, types))),
        subjects=_subjects(unlatexed(_first(texts, "keywords", "keyword"))),
        abstract=abstract,
    )
    record = completed(record, identity, _NAME, date)
    if left := _COMMAND.search(citation.title):
        remedy = "Write what it stands for into the title."
        identity.note(DOUBTFUL_RECORD, f"has {left[0]!r} in its title", "words", remedy)
    return record


def _notices(types: Iterable[str], title: str, identity: Identity) -> tuple[RecordNotice, ...]:
    """Return the retraction that the type of an entry or its title states."""
    if any(kind.lower() in RETRACTED for kind in types):
        return (RecordNotice("retraction"),)
    return notices_in_title(title, identity)


def _citation(entry: Entry, parser: EntryParser, identity: Identity, title: str) -> Citation:
    texts = entry.texts
    authors, is_open = parser.people(texts.get("author", ""), entry.line, identity.name)
    editors, _ = parser.people(texts.get("editor", ""), entry.line, identity.name)
    named: dict[str, Any] = {
        ours: unescape(unlatexed(_first(texts, *theirs))) for ours, theirs in _SAME.items()
    }
    return Citation(
        key=entry.key,
        kind=KINDS.get(entry.kind) or _MORE_KINDS.get(entry.kind, "document"),
        title=title,
        authors=authors,
        authors_open=is_open,
        editors=editors,
        **named,
        pages=page_range(unlatexed(_first(texts, *_PAGE_FIELDS))),
        url=_address(texts),
        other=kept_fields(_others(texts)),
    )


def _others(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in texts.items():
        if name not in _READ:
            yield name, unlatexed(shortened(text, _LONGEST_LATEX))


def _title(texts: Mapping[str, str]) -> str:
    title, subtitle = texts.get("title", ""), texts.get("subtitle", "")
    if not title or not subtitle:
        return title or subtitle
    between = " " if title.rstrip().endswith((":", "?", "!")) else ": "
    return f"{title}{between}{subtitle}"


def _title_tree(text: str) -> tuple[Inline, ...]:
    """Return a title as a tree; some exporters write HTML into it instead of LaTeX."""
    tree = tidy(latex_tree(text))
    only = tree[0] if len(tree) == 1 else None
    is_html = isinstance(only, str) and ("<" in only or "&" in only)
    return tree_of_text(str(only)) if is_html else tree


def _identify(texts: Mapping[str, str], key: str, identity: Identity) -> None:
    """Read the identifiers from their own fields, or from where others are known to put them."""
    identity.add_doi(bare(texts.get("doi", "")))
    keyed = _PMID_KEY.fullmatch(key)
    identity.add_pmid(bare(_first(texts, *_PMID_FIELDS)) or (keyed[1] if keyed else ""))
    identity.add_pmcid(bare(_first(texts, *_PMCID_FIELDS)))
    url = bare(texts.get("url", ""))
    if identity.doi is None and _RESOLVER.match(url):
        identity.add_doi(url)
    eprint, kind = bare(texts.get("eprint", "")), bare(texts.get("eprinttype", "")).lower()
    if identity.pmid is None and kind in {"pubmed", "pmid", "medline"}:
        identity.add_pmid(eprint)
    if identity.pmcid is None and kind in {"pmc", "pmcid"}:
        identity.add_pmcid(eprint if eprint.upper().startswith("PMC") else f"PMC{eprint}")
    noted = _PMID_NOTE.search(texts.get("note", ""))
    if identity.pmid is None and noted and int(noted[1]):
        identity.pmids.append(Pmid(int(noted[1])))


def _date(texts: Mapping[str, str]) -> PrintedDate:
    """Return the date, from BibLaTeX's `date` or from year, month and day."""
    whole = unlatexed(texts.get("date", ""))
    if whole and not texts.get("year"):
        return _whole_date(whole)
    year, month, day = (unlatexed(texts.get(name, "")) for name in ("year", "month", "day"))
    date = read_date(year)
    if date.year is None or date.month:
        return date
    number, of_month = month_number(month), None
    # The month may hold the day too: `month = "3 feb"`.
    for in_words in (f"{year} {month}", f"{month} {year}") if month else ():
        read = read_date(in_words)
        if read.month:
            number, of_month = number or read.month, read.day
            break
    printed = " ".join(filter(None, (year, month, day)))
    number_of_day = day_number(day) or of_month
    return PrintedDate(printed, date.year, number, number_of_day if number else None)


def _whole_date(text: str) -> PrintedDate:
    """Return a date of BibLaTeX; of a span, `2020-01/2020-03`, only the first year is certain."""
    if not _SPAN.match(text):
        return read_date(text)
    return PrintedDate(text, read_date(text.split("/", maxsplit=1)[0]).year)


def _address(texts: Mapping[str, str]) -> str:
    """Return where the work can be seen, from its own field or from how it was published."""
    url = bare(texts.get("url", ""))
    if url:
        return url
    match = _ADDRESS.search(f"{texts.get('howpublished', '')} {texts.get('note', '')}")
    return bare(match[0]).rstrip(".,;") if match else ""


def _first(texts: Mapping[str, str], *names: str) -> str:
    return next((texts[name] for name in names if texts.get(name, "").strip()), "")


def _subjects(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in text.split(";" if ";" in text else ","))
    return tuple(dict.fromkeys(filter(None, parts)))


def write_bibtex(citations: Iterable[Citation]) -> str:
    """Return citations as BibTeX that reads back as the same citations."""
    return "\n".join(_written(citation) for citation in citations)


def _written(citation: Citation) -> str:
    fields = [
        ("author", _people(citation.authors, is_open=citation.authors_open)),
        ("editor", _people(citation.editors)),
        # Braces keep the capitals of a title as they are.
        ("title", f"{{{_title_as_latex(citation)}}}" if citation.title else ""),
        ("journal", escaped(citation.journal)),
        ("booktitle", escaped(citation.booktitle)),
        ("year", str(citation.year or "")),
        ("month", str(citation.month or "")),
        ("day", str(citation.day or "")),
        ("volume", escaped(citation.volume)),
        ("number", escaped(citation.number)),
        ("pages", escaped(citation.pages).replace("–", "--")),
        ("publisher", escaped(citation.publisher)),
        ("address", escaped(citation.place)),
        ("type", escaped(citation.genre)),
        ("doi", plain_identifier(citation.doi)),
        ("pmid", plain_identifier(citation.pmid)),
        ("pmcid", plain_identifier(citation.pmcid)),
        ("url", address(citation.url)),
        ("keywords", escaped(", ".join(citation.keywords))),
        ("note", escaped(citation.note)),
        *((name, escaped(text)) for name, text in citation.other),
    ]
    lines = [f"  {name} = {{{text}}}," for name, text in fields if text]
    return "\n".join([f"@{_TYPES.get(citation.kind, 'misc')}{{{citation.key},", *lines, "}", ""])


def _title_as_latex(citation: Citation) -> str:
    return "".join(map(latex_of, citation.title_tree)) or escaped(citation.title)


def _people(people: Iterable[Author], *, is_open: bool = False) -> str:
    names = [_person(author) for author in people]
    return " and ".join([*names, "others"] if is_open else names)


def _person(author: Author) -> str:
    if author.literal:
        return f"{{{escaped(author.literal)}}}"
    family = " ".join(filter(None, (escaped(author.particle), _name_part(author.family))))
    parts = (family, _name_part(author.suffix), _name_part(author.given))
    return ", ".join(filter(None, parts))


def _name_part(text: str) -> str:
    """Return a part of a name; braces hold together what has a comma or the word `and`."""
    is_divided = "," in text or "and" in text.lower().split()
    return f"{{{escaped(text)}}}" if is_divided else escaped(text)


FORMAT = TextFormat(
    name=_NAME,
    title="BibTeX",
    order=50,
    recognises=_is_bibtex,
    read=read_bibtex,
    write=write_bibtex,
    beginning=Beginning(r"@(?i:string|preamble)[ \t]*[{(]|@[A-Za-z]+[ \t]*\{[^\s,{}\"]*,", ("@",)),
)
