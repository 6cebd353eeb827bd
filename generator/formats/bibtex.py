"""BibTeX and BibLaTeX from elsewhere to records: each entry is a record or a finding, whatever its key."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from generator.formats.collection import DOUBTFUL_RECORD, LEFT_OUT, STRAY_TEXT, Read
from generator.formats.parts.bibtex_entry import KINDS, Entry, EntryParser
from generator.formats.parts.bibtex_units import Unit, units
from generator.formats.parts.comments_corrections import RETRACTED
from generator.formats.parts.kept_fields import kept_fields, shortened
from generator.formats.parts.latex_text import bare, latex_tree, unlatexed
from generator.formats.parts.own_identifiers import OwnIdentifiers
from generator.formats.parts.printed_date import PrintedDate, month_number, read_date
from generator.formats.parts.printed_pages import page_range
from generator.formats.parts.record_checks import check_record, notices_in_title
from generator.formats.parts.registrations import registrations_in_abstract
from generator.model.citation import Citation, Kind
from generator.model.found import AbstractPart, FoundRecord, Origin, RecordNotice
from generator.model.identifier import Pmid
from generator.model.inline import Inline
from generator.model.inline import plain as plain_title
from generator.text.inline_text import tidy, without_stop
from generator.text.text_markup import tree_of_text

FORMAT = "bibtex"
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
_READ = frozenset(
    {name for names in _SAME.values() for name in names}
    | {
        "author",
        "editor",
        "title",
        "subtitle",
        "year",
        "month",
        "day",
        "date",
        "pages",
        "eid",
        "doi",
        "pmcid",
        "pmc",
    }
    | {
        "pmid",
        "pubmed_id",
        "pubmed-id",
        "pubmedid",
        "document_type",
        "article-number",
        "url",
        "keywords",
        "keyword",
        "abstract",
        "crossref",
        "language",
        "langid",
    }
    # Where a reader keeps files on a machine is nobody's business.
    | {"file", "local-url", "localfile", "bdsk-file-1", "bdsk-file-2", "owner", "timestamp"}
)
_PMID_FIELDS = ("pmid", "pubmed_id", "pubmed-id", "pubmedid")
_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*([{(])\s*")
_KEY = re.compile(r"([^=,]*),")
_KEY_WITHOUT_COMMA = re.compile(r"([^\s=,{}()]+)\s+(?=[A-Za-z][\w-]*\s*=)")
_SPACED_NAME = re.compile(r"^[ \t]*[A-Za-z]+(?: [A-Za-z]+){1,3}(?=\s*=\s*[{\"])", re.MULTILINE)
_NO_COMMA = re.compile(r"([}\"]|=\s*[0-9]+)(\s+[A-Za-z][\w-]*\s*=\s*[{\"0-9])")
_ADDRESS = re.compile(r"https?://[^\s{}\\]+")
_COMMAND = re.compile(r"\\[A-Za-z]{2,20}")
_PMID_KEY = re.compile(r"PMID:\s?([0-9]{1,9})", re.IGNORECASE)
_PMID_NOTE = re.compile(r"\bPMID:?\s*([0-9]{1,9})\b", re.IGNORECASE)


def read_bibtex(text: str, file: str) -> Read:
    """Return the records of a BibTeX file; two entries with one key are two records."""
    parser = EntryParser(file)
    entries = [entry for unit in units(text) if (entry := _entry(unit, parser)) is not None]
    by_key = {entry.key.lower(): entry for entry in reversed(entries)}
    records = []
    for entry in entries:
        own = OwnIdentifiers(file, entry.line, entry.key)
        records.append(_record(_with_parent(entry, by_key), parser, own))
        parser.findings += own.findings
    return records, parser.findings


def _entry(unit: Unit, parser: EntryParser) -> Entry | None:
    if unit.kind == "stray":
        seen = "stands outside every entry, though it looks like the fields of one"
        remedy = "Check the braces of the entry before it; these fields were not read."
        parser.note(STRAY_TEXT, unit.line, seen, "fields inside braces", remedy)
    elif unit.kind == "left-out":
        remedy = "It was left out, as its file says."
        parser.note(LEFT_OUT, unit.line, "is an entry in a comment", "an entry to read", remedy)
    elif unit.kind == "string":
        parser.entry(unit.text, unit.line)
    elif unit.is_entry:
        return _read_entry(unit, parser)
    return None


def _read_entry(unit: Unit, parser: EntryParser) -> Entry | None:
    """Return an entry with the key it had, if any; where a comma is missing between fields it is put in and told."""
    key, text = _without_key(unit.text)
    before = len(parser.findings)
    entry = parser.entry(text, unit.line)
    mended = _mended(text) if entry is None else text
    if mended != text:
        refused = parser.findings[before:]
        del parser.findings[before:]
        entry = parser.entry(mended, unit.line)
        if entry is None:
            parser.findings[before:] = refused
        else:
            seen = "lacks a comma between fields, or has a space in the name of one"
            parser.note(
                DOUBTFUL_RECORD,
                unit.line,
                seen,
                "BibTeX",
                "It was read as if mended; check it.",
                key,
            )
    return entry._replace(key=key) if entry else None


def _mended(text: str) -> str:
    """Return an entry with the commas that are missing between fields, and without spaces in their names."""
    named = _SPACED_NAME.sub(lambda match: match[0].strip().replace(" ", "-"), text)
    return _NO_COMMA.sub(r"\1,\2", named)


def _without_key(text: str) -> tuple[str, str]:
    """Return the key of an entry, and the entry with a key that any parser reads."""
    head = _HEAD.match(text)
    if head is None:
        return "", text
    key = _KEY.match(text, head.end()) or _KEY_WITHOUT_COMMA.match(text, head.end())
    if key:
        return " ".join(key[1].split()), f"{head[0]}k,{_same_lines(key[0])}{text[key.end() :]}"
    rest = text[head.end() :]
    return ("", f"{head[0]}k,{rest}") if "=" in rest else (rest.strip(" \n})"), text)


def _same_lines(text: str) -> str:
    return "\n" * text.count("\n")


def _with_parent(entry: Entry, by_key: Mapping[str, Entry]) -> Entry:
    """Return an entry with the fields it takes over from the one it refers to."""
    parent = by_key.get(entry.texts.get("crossref", "").strip().lower())
    if parent is None or parent is entry:
        return entry
    kept = {
        name: text
        for name, text in parent.texts.items()
        if name not in {"author", "title", "doi", "crossref"}
    }
    if "title" in parent.texts:
        kept.setdefault("booktitle", parent.texts["title"])
    for own in ("pages", "pmid", "pmcid", "url", "abstract", "note", "keywords", "subtitle"):
        kept.pop(own, None)
    return entry._replace(texts={**kept, **entry.texts})


def _record(entry: Entry, parser: EntryParser, own: OwnIdentifiers) -> FoundRecord:
    texts = entry.texts
    title = without_stop(_title_tree(_title(texts)))
    own.called = plain_title(title) or entry.key
    _identify(texts, entry.key, own)
    authors, is_open = parser.people(texts.get("author", ""), entry.line, own.name)
    editors, _ = parser.people(texts.get("editor", ""), entry.line, own.name)
    date = _date(texts)
    abstract = tuple(
        AbstractPart("", part) for part in [unlatexed(texts.get("abstract", ""))] if part
    )
    named: dict[str, Any] = {
        ours: unescape(unlatexed(_first(texts, theirs))) for ours, theirs in _SAME.items()
    }
    citation = Citation(
        key=entry.key,
        kind=KINDS.get(entry.kind) or _MORE_KINDS.get(entry.kind, "document"),
        title=plain_title(title),
        authors=authors,
        authors_open=is_open,
        editors=editors,
        **named,
        year=date.year,
        month=date.month,
        day=date.day,
        pages=page_range(unlatexed(_first(texts, ("pages", "eid", "article-number")))),
        doi=own.doi,
        pmid=own.pmid,
        pmcid=own.pmcid,
        url=_address(texts),
        other=kept_fields(
            (name, unlatexed(shortened(text, 1000)))
            for name, text in texts.items()
            if name not in _READ
        ),
    )
    types = tuple(
        dict.fromkeys(
            one for one in (unlatexed(texts.get("document_type", "")), citation.genre) if one
        )
    )
    marked = (RecordNotice("retraction"),) if RETRACTED & {one.lower() for one in types} else ()
    record = FoundRecord(
        citation=citation,
        title=title,
        language=unlatexed(_first(texts, ("language", "langid"))),
        published=date.text,
        registrations=tuple(registrations_in_abstract(abstract)),
        notices=marked or notices_in_title(citation.title, own),
        publication_types=types,
        other_dois=tuple(own.dois[1:]),
        other_pmids=tuple(own.pmids[1:]),
        subjects=_subjects(unlatexed(_first(texts, ("keywords", "keyword")))),
        abstract=abstract,
        origin=Origin(own.file, entry.line, FORMAT),
    )
    check_record(record, own, date=date.text)
    if left := _COMMAND.search(citation.title):
        own.note(
            DOUBTFUL_RECORD,
            f"has {left[0]!r} in its title",
            "words",
            "Write what it stands for into the title.",
        )
    return record


def _title(texts: Mapping[str, str]) -> str:
    title, subtitle = texts.get("title", ""), texts.get("subtitle", "")
    return (
        f"{title}{' ' if title.rstrip().endswith((':', '?', '!')) else ': '}{subtitle}"
        if title and subtitle
        else title or subtitle
    )


def _title_tree(text: str) -> tuple[Inline, ...]:
    """Return a title as a tree; some exporters write HTML into it instead of LaTeX."""
    tree = tidy(latex_tree(text))
    only = tree[0] if len(tree) == 1 else None
    return tree_of_text(only) if isinstance(only, str) and ("<" in only or "&" in only) else tree


def _identify(texts: Mapping[str, str], key: str, own: OwnIdentifiers) -> None:
    """Read the identifiers from their own fields, or from where others are known to put them."""
    own.add_doi(bare(texts.get("doi", "")))
    keyed = _PMID_KEY.fullmatch(key)
    own.add_pmid(bare(_first(texts, _PMID_FIELDS)) or (keyed[1] if keyed else ""))
    own.add_pmcid(bare(_first(texts, ("pmcid", "pmc"))))
    url = bare(texts.get("url", ""))
    if own.doi is None and re.match(r"https?://(?:dx\.)?doi\.org/10\.", url):
        own.add_doi(url)
    eprint, kind = bare(texts.get("eprint", "")), bare(texts.get("eprinttype", "")).lower()
    if own.pmid is None and kind in {"pubmed", "pmid", "medline"}:
        own.add_pmid(eprint)
    if own.pmcid is None and kind in {"pmc", "pmcid"}:
        own.add_pmcid(eprint if eprint.upper().startswith("PMC") else f"PMC{eprint}")
    noted = _PMID_NOTE.search(texts.get("note", ""))
    if own.pmid is None and noted and int(noted[1]):
        own.pmids.append(Pmid(int(noted[1])))


def _date(texts: Mapping[str, str]) -> PrintedDate:
    """Return the date, from BibLaTeX's `date` or from year, month and day."""
    whole = unlatexed(texts.get("date", ""))
    if whole and not texts.get("year"):
        first = whole.split("/")[0] if re.match(r"[0-9]{4}(?:-[0-9]{2}){0,2}/", whole) else whole
        read = read_date(first)
        return PrintedDate(
            whole,
            read.year,
            read.month if first == whole else None,
            read.day if first == whole else None,
        )
    year, month, day = (unlatexed(texts.get(name, "")) for name in ("year", "month", "day"))
    read = read_date(year)
    if read.year is None or read.month:
        return read
    words_of_month = [read_date(f"{year} {month}"), read_date(f"{month} {year}")] if month else []
    in_month = next((one for one in words_of_month if one.month), read)
    number = month_number(month) or in_month.month
    words = " ".join(part for part in (year, month, day) if part)
    figures = int(day) if day.isascii() and day.isdigit() and 1 <= int(day) <= 31 else in_month.day  # noqa: PLR2004 - days of a month
    return PrintedDate(words, read.year, number, figures if number else None)


def _address(texts: Mapping[str, str]) -> str:
    """Return where the work can be seen, from its own field or from how it was published."""
    own = bare(texts.get("url", ""))
    if own:
        return own
    found = _ADDRESS.search(f"{texts.get('howpublished', '')} {texts.get('note', '')}")
    return bare(found[0]).rstrip(".,;") if found else ""


def _first(texts: Mapping[str, str], names: Iterable[str]) -> str:
    return next((texts[name] for name in names if texts.get(name, "").strip()), "")


def _subjects(text: str) -> tuple[str, ...]:
    parts = re.split(r";" if ";" in text else r",", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
