"""Entries of BibTeX files from elsewhere: any key, small faults mended, parents merged in."""

import re
from collections.abc import Mapping

from generator.formats.collection import DOUBTFUL_RECORD, LEFT_OUT, STRAY_TEXT
from generator.formats.parts.bibtex_entry import Entry, EntryParser
from generator.formats.parts.bibtex_units import Unit, units

_HEAD = re.compile(r"@\s*([A-Za-z]+)\s*([{(])\s*")
_KEY = re.compile(r"([^=,]*),")
_KEY_WITHOUT_COMMA = re.compile(r"([^\s=,{}()]+)\s+(?=[A-Za-z][\w-]*\s*=)")
_SPACED_NAME = re.compile(r"^[ \t]*[A-Za-z]+(?: [A-Za-z]+){1,3}(?=\s*=\s*[{\"])", re.MULTILINE)
_NO_COMMA = re.compile(r"([}\"]|=\s*[0-9]+)(\s+[A-Za-z][\w-]*\s*=\s*[{\"0-9])")
# What belongs to a work itself and not to the book or proceedings that it refers to as its parent.
_NOT_OF_PARENT = frozenset(
    {"author", "title", "doi", "crossref", "pages", "pmid", "pmcid", "url"}
    | {"abstract", "note", "keywords", "subtitle"}
)


def foreign_entries(text: str, parser: EntryParser) -> list[Entry]:
    """Return the entries of a file, each with the fields it takes over from its parent."""
    read = (_entry(unit, parser) for unit in units(text))
    entries = [entry for entry in read if entry is not None]
    # Of two entries with one key the first is the parent.
    by_key = {entry.key.lower(): entry for entry in reversed(entries)}
    return [_with_parent(entry, by_key) for entry in entries]


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
    """Return an entry with its key; where a comma is missing between fields, that is noted."""
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
            remedy = "It was read as if mended; check it."
            parser.note(DOUBTFUL_RECORD, unit.line, seen, "BibTeX", remedy, key)
    return entry._replace(key=key) if entry else None


def _mended(text: str) -> str:
    """Return an entry with the commas missing between fields, and no spaces in their names."""
    named = _SPACED_NAME.sub(lambda match: match[0].strip().replace(" ", "-"), text)
    return _NO_COMMA.sub(r"\1,\2", named)


def _without_key(text: str) -> tuple[str, str]:
    """Return the key of an entry, and the entry with a key that any parser reads."""
    head = _HEAD.match(text)
    if head is None:
        return "", text
    key = _KEY.match(text, head.end()) or _KEY_WITHOUT_COMMA.match(text, head.end())
    if key:
        line_ends = "\n" * key[0].count("\n")
        return " ".join(key[1].split()), f"{head[0]}k,{line_ends}{text[key.end() :]}"
    rest = text[head.end() :]
    return ("", f"{head[0]}k,{rest}") if "=" in rest else (rest.strip(" \n})"), text)


def _with_parent(entry: Entry, by_key: Mapping[str, Entry]) -> Entry:
    """Return an entry with the fields it takes over from the one it refers to."""
    parent = by_key.get(entry.texts.get("crossref", "").strip().lower())
    if parent is None or parent is entry:
        return entry
    taken = {name: text for name, text in parent.texts.items() if name not in _NOT_OF_PARENT}
    if "title" in parent.texts:
        taken.setdefault("booktitle", parent.texts["title"])
    return entry._replace(texts={**taken, **entry.texts})
