"""One BibTeX entry, parsed by itself: its type, key and fields, or a finding."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pybtex.errors
from pybtex.database.input.bibtex import LowLevelParser, SkipEntry
from pybtex.exceptions import PybtexError
from pybtex.scanner import Pattern, Token

from generator.formats.parts.bibtex_names import read_name, split_names
from generator.formats.parts.latex_text import with_letters
from generator.model.citation import Author, Kind
from generator.model.finding import Finding, Place
from generator.model.rule import Rule

ENTRY_SYNTAX = Rule("E211", "bibtex-entry", "An entry of the bibliography cannot be read")
BAD_NAME = Rule("W211", "bibtex-name", "A name cannot be taken apart")
TWICE = Rule("W212", "bibtex-field-twice", "A field stands twice in one entry")
UNDEFINED = Rule("W213", "bibtex-word", "A word outside braces stands for nothing")

KINDS: dict[str, Kind] = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "book": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    "report": "report",
    "unpublished": "manuscript",
    "online": "webpage",
    "booklet": "pamphlet",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MARK = re.compile(r"[{}\"]")
# Braces deeper than this are a damaged entry: the parser says what is wrong with it.
_DEEPEST = 100
_FIELD = re.compile(
    r"\s*(?P<name>[A-Za-z][A-Za-z0-9_:.+-]*)\s*=\s*"
    r"(?:(?P<mark>[{\"])|(?P<number>[0-9]+)(?=\s*[,})])"
    r"|(?P<word>[A-Za-z][A-Za-z0-9_-]*)(?=\s*[,})]))"
)
_AFTER_FIELD = re.compile(r"\s*(,|(?=[})]))")
# What `month = feb` stands for without braces.
_MACROS = {name: str(number) for number, name in enumerate(_MONTHS, 1)}


class Entry(NamedTuple):
    """An entry as it was written: the texts are LaTeX, the names of fields in small letters."""

    kind: str
    key: str
    texts: dict[str, str]
    line: int


@dataclass(slots=True)
class EntryParser:
    """Parses the entries of one file; keeps its @string definitions and every finding."""

    file: str
    macros: dict[str, str] = field(default_factory=lambda: dict(_MACROS))
    findings: list[Finding] = field(default_factory=list)

    def note(
        self, rule: Rule, line: int, seen: str, expected: str, remedy: str, path: str = ""
    ) -> None:
        """Keep a finding."""
        self.findings.append(
            rule.broken(Place(self.file, line, path), seen=seen, expected=expected, remedy=remedy)
        )

    def entry(self, text: str, line: int) -> Entry | None:
        """Return the entry in a text; None where it holds none or cannot be read."""
        try:
            parser = self.parser(text)
            with pybtex.errors.capture():
                parsed = list(parser)
        except (PybtexError, SkipEntry, RecursionError) as error:
            seen, expected = (
                f"cannot be read ({_first_line(error)})",
                "@type{key, field = {text}, ...}",
            )
            remedy = "Check the braces, commas and equals signs of this entry."
            self.note(ENTRY_SYNTAX, line, seen, expected, remedy)
            return None
        for word in parser.undefined:
            seen = f"has the word {word!r} outside braces"
            expected = "text in braces, or a word that @string defines"
            remedy = "Put the text in braces; it was read as it stands."
            self.note(UNDEFINED, line, seen, expected, remedy)
        for name, body in parsed:
            if name.lower() not in {"string", "comment", "preamble"}:
                key, fields = body
                return self._made(name.lower(), key, fields, line)
        return None

    def parser(self, text: str) -> "Parser":
        """Return a parser of one unit that knows the words of the file."""
        return Parser(text, macros=self.macros, filename=self.file)

    def people(self, text: str, line: int, key: str) -> tuple[tuple[Author, ...], bool]:
        """Return the names in a list joined by `and`, and whether it ends in `and others`."""
        names = split_names(with_letters(text))
        is_open = bool(names) and names[-1].lower() == "others"
        if is_open:
            del names[-1]
        return tuple(self._person(name, line, key) for name in names), is_open

    def _made(
        self, kind: str, key: str | None, fields: list[tuple[str, list[str]]], line: int
    ) -> Entry | None:
        if not key:
            remedy = "Give the entry a key of its own."
            self.note(ENTRY_SYNTAX, line, "has no key", "@type{key, ...}", remedy)
            return None
        texts: dict[str, str] = {}
        for name, parts in fields:
            if name.lower() in texts:
                remedy = "Remove one of the two; the first is used."
                self.note(TWICE, line, f"has {name!r} twice", "each field once", remedy, key)
            texts.setdefault(name.lower(), "".join(parts))
        return Entry(kind, key, texts, line)

    def _person(self, name: str, line: int, key: str) -> Author:
        read = read_name(name)
        if not read.is_clear:
            remedy = "Write it as Family, Given; a group in braces."
            self.note(BAD_NAME, line, f"has the name {name[:60]!r}", "Family, Given", remedy, key)
        return read.author


class Parser(LowLevelParser):  # type: ignore[misc] # pybtex ships no types
    """The low-level parser of pybtex, but it keeps an unknown word instead of stopping at it."""

    undefined: tuple[str, ...] = ()
    pos: int

    def parse_entry_fields(self) -> None:
        """Read fields whose text is one string, number or word; leave the others to pybtex.

        This is the bulk of all files, and pybtex reads them many times slower.
        """
        start = self.pos
        comma = _AFTER_FIELD.match(self.text, start)
        self.pos = comma.end() if comma and comma[1] else start
        while field := _FIELD.match(self.text, self.pos):
            end = self._end_of_value(field)
            after = _AFTER_FIELD.match(self.text, end) if end else None
            if after is None:
                break
            self.current_fields.append((field["name"], [self._value(field, end)]))
            self.pos = after.end()
            if not after[1]:
                return
        self.update_lineno(self.text[start : self.pos])
        super().parse_entry_fields()

    def _end_of_value(self, field: re.Match[str]) -> int:
        """Return the place after the value of a field, or 0 where it never ends."""
        if not field["mark"]:
            return field.end()
        return _end_of_string(self.text, field.end(), in_quotes=field["mark"] == '"')

    def _value(self, field: re.Match[str], end: int) -> str:
        if field["mark"]:
            return str(self.text[field.end() : end - 1])
        return field["number"] or self.substitute_macro(field["word"])

    def parse_string(
        self, string_end: Pattern, level: int = 0, max_level: int = 100
    ) -> Iterator[Token]:
        """Yield a string as one token where its braces close; else let pybtex say what is wrong."""
        end = _end_of_string(self.text, self.pos, in_quotes=string_end is self.QUOTE)
        if not end:
            yield from super().parse_string(string_end, level, max_level)
            return
        value = self.text[self.pos : end]
        self.pos = end
        self.update_lineno(value)
        yield Token(value, string_end)

    def parse_string_body(self, body_end: Pattern) -> None:
        """Keep what @string defines; its name means the same in small letters and in capitals."""
        super().parse_string_body(body_end)
        self.macros[self.current_field_name.lower()] = "".join(self.current_value)

    def substitute_macro(self, name: str) -> str:
        """Return what a word stands for, or the word itself."""
        if name.lower() not in self.macros:
            self.undefined = (*self.undefined, name)
        return str(self.macros.get(name.lower(), name))


def _end_of_string(text: str, start: int, *, in_quotes: bool) -> int:
    """Return the place after the brace or quote that ends a string, or 0 where it never ends."""
    depth = 0
    for mark in _MARK.finditer(text, start):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == '"':
            if in_quotes and not depth:
                return mark.end()
        elif depth:
            depth -= 1
        else:
            return 0 if in_quotes else mark.end()
        if depth > _DEEPEST:
            return 0
    return 0


def month_or_day(text: str, highest: int) -> int | None:
    """Return a month or a day in figures or, for a month, by its English name."""
    if text[:3].lower() in _MONTHS:
        return _MONTHS.index(text[:3].lower()) + 1
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= highest else None


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:120]
