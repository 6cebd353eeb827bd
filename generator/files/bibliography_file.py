"""The project's own bibliography as citations: a bad entry costs only itself and is named."""

import re
from typing import Any

from generator.formats.parts.bibtex_entry import KINDS, Entry, EntryParser, month_or_day
from generator.formats.parts.bibtex_units import units
from generator.formats.parts.latex_text import bare, latex_tree, unlatexed
from generator.model.citation import Citation
from generator.model.finding import Finding
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.inline import Inline, Span
from generator.model.rule import Rule
from generator.text.inline_text import tidy

SAME_KEY = Rule("E212", "bibtex-same-key", "Two entries of the bibliography have the same key")
BAD_IDENTIFIER = Rule("E213", "bibtex-identifier", "An identifier cannot be read")
BAD_YEAR = Rule("E214", "bibtex-year", "A year cannot be read")

# Fields of BibTeX that are read as plain text, and what a citation calls them.
_PLAIN = {
    "title": "title",
    "journal": "journal",
    "booktitle": "booktitle",
    "volume": "volume",
    "number": "number",
    "publisher": "publisher",
    "address": "place",
    "type": "genre",
    "note": "note",
}
_READ = frozenset(
    {
        *_PLAIN,
        "author",
        "editor",
        "year",
        "month",
        "day",
        "pages",
        "doi",
        "pmid",
        "pmcid",
        "url",
        "keywords",
    }
)
_YEAR = re.compile(r"[0-9]{4}")


def read_bibliography(
    text: str, file: str
) -> tuple[dict[str, Citation], dict[str, int], list[Finding]]:
    """Return the citations of a BibTeX file by key, the line of each, and every fault found.

    Each entry becomes a citation or a finding. Of two entries with one key the first is kept.
    """
    parser = EntryParser(file)
    citations: dict[str, Citation] = {}
    lines: dict[str, int] = {}
    for unit in units(text):
        if not unit.is_entry and unit.kind != "string":
            continue
        entry = parser.entry(unit.text, unit.line)
        if entry is not None and entry.key in citations:
            seen = f"has the key {entry.key!r} of line {lines[entry.key]}"
            remedy = "Rename one of the two, or remove the copy."
            parser.note(SAME_KEY, entry.line, seen, "a key used once", remedy)
        elif entry is not None:
            citations[entry.key], lines[entry.key] = _citation(entry, parser), entry.line
    return citations, lines, parser.findings


def _citation(entry: Entry, parser: EntryParser) -> Citation:
    """Return the citation, with each field read as what it is."""
    texts, place = entry.texts, (entry.line, entry.key)
    plain = {name: unlatexed(text) for name, text in texts.items()}
    authors, is_open = parser.people(texts.get("author", ""), *place)
    editors, _ = parser.people(texts.get("editor", ""), *place)
    keywords = re.split(r"[;,]", plain.get("keywords", ""))
    return Citation(
        key=entry.key,
        kind=KINDS.get(entry.kind, "document"),
        title_tree=_title_tree(texts.get("title", "")),
        **{ours: plain[theirs] for theirs, ours in _PLAIN.items() if theirs in plain},
        authors=authors,
        authors_open=is_open,
        editors=editors,
        year=_year(plain.get("year", ""), parser, *place),
        # What is no month or day is dropped: BibTeX files hold seasons and spans there.
        month=month_or_day(plain.get("month", ""), 12),
        day=month_or_day(plain.get("day", ""), 31),
        pages=re.sub(r"\s*(?:--+|–)\s*", "–", plain.get("pages", "")),
        doi=_identifier(Doi, texts.get("doi", ""), parser, *place),
        pmid=_identifier(Pmid, texts.get("pmid", ""), parser, *place),
        pmcid=_identifier(Pmcid, texts.get("pmcid", ""), parser, *place),
        url=bare(texts.get("url", "")),
        keywords=tuple(filter(None, map(str.strip, keywords))),
        other=tuple(sorted((name, text) for name, text in plain.items() if name not in _READ)),
    )


def _title_tree(text: str) -> tuple[Inline, ...]:
    """Return the title as a tree where parts of it stand out, else nothing."""
    tree = tidy(latex_tree(text))
    return tree if any(isinstance(part, Span) for part in tree) else ()


def _identifier(kind: Any, text: str, parser: EntryParser, line: int, key: str) -> Any:
    """Return an identifier, or None with a finding where it cannot be read."""
    if not text.strip():
        return None
    try:
        return kind.parse(bare(text))
    except ValueError as error:
        seen = f"has the {kind.__name__.upper()} {text[:60]!r}"
        expected = "an identifier that can be read"
        parser.note(BAD_IDENTIFIER, line, seen, expected, f"Mend it: {error}.", key)
        return None


def _year(text: str, parser: EntryParser, line: int, key: str) -> int | None:
    """Return the year, or None with a finding where it is no year."""
    if not text:
        return None
    if _YEAR.fullmatch(text):
        return int(text)
    remedy = "Write the year alone; put words in the note."
    parser.note(BAD_YEAR, line, f"has the year {text[:60]!r}", "four figures", remedy, key)
    return None
