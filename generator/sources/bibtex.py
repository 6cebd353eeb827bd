"""BibTeX to citations: entry by entry, so that one bad entry costs only itself, with its line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pybtex.errors
from pybtex.database import InvalidNameString, Person
from pybtex.database.input.bibtex import LowLevelParser, SkipEntry
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from generator.model.citation import Author, Citation, Kind
from generator.model.finding import Finding, Place, Severity
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.rule import Rule

ENTRY_SYNTAX = Rule("E211", "bibtex-entry", "An entry of the bibliography cannot be read")
SAME_KEY = Rule("E212", "bibtex-same-key", "Two entries of the bibliography have the same key")
BAD_IDENTIFIER = Rule("E213", "bibtex-identifier", "An identifier cannot be read")
BAD_YEAR = Rule("E214", "bibtex-year", "A year cannot be read")
BAD_NAME = Rule("W211", "bibtex-name", "A name cannot be taken apart", Severity.WARNING)
TWICE = Rule("W212", "bibtex-field-twice", "A field stands twice in one entry", Severity.WARNING)
UNDEFINED = Rule("W213", "bibtex-word", "A word outside braces stands for nothing", Severity.WARNING)
RULES = (ENTRY_SYNTAX, SAME_KEY, BAD_IDENTIFIER, BAD_YEAR, BAD_NAME, TWICE, UNDEFINED)

_START = re.compile(r"^[ \t]*@\s*([A-Za-z]+)\s*[{(]", re.MULTILINE)
_KINDS: Mapping[str, Kind] = {
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
_MACROS = {name: str(number) for number, name in enumerate(_MONTHS, 1)}
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
    {*_PLAIN, "author", "editor", "year", "month", "day", "pages", "doi", "pmid", "pmcid", "url", "keywords"}
)
# Commands that only change how words look.
_LOOKS = re.compile(
    r"\\(?:emph|textit|textbf|textrm|textsc|textsf|texttt|textup|textsuperscript|textsubscript|enquote|mbox)\s*(?=\{)"
)
# Signs that the reader of LaTeX would take for its own; they wait as characters no text holds.
_SIGNS = {
    r"\textbraceleft": "\ue000",
    r"\textbraceright": "\ue001",
    r"\textasciicircum": "\ue002",
    r"\textbackslash": "\ue003",
    r"\textasciitilde": "\ue004",
    r"\#": "\ue005",
    r"\$": "\ue006",
    r"\%": "\ue007",
    r"\&": "\ue008",
    r"\_": "\ue009",
}
_SIGN = re.compile(r"(?:\\text(?:braceleft|braceright|asciicircum|backslash|asciitilde)(?:\{\}| )?)|\\[#$%&_]")
_UNMARKED = str.maketrans(
    dict(zip("\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009", "{}^\\~#$%&_", strict=True))
)
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(slots=True)
class _Reader:
    """Reads the entries of one file and keeps what was found on the way."""

    file: str
    macros: dict[str, str] = field(default_factory=lambda: dict(_MACROS))
    findings: list[Finding] = field(default_factory=list)

    def note(self, rule: Rule, line: int, seen: str, expected: str, remedy: str, path: str = "") -> None:
        """Keep a finding."""
        self.findings.append(rule.broken(Place(self.file, line, path), seen=seen, expected=expected, remedy=remedy))

    def entry(self, text: str, line: int) -> Citation | None:
        """Return the citation in the text of one entry; None where it holds none or cannot be read."""
        try:
            with pybtex.errors.capture():
                parser = _Parser(text, macros=self.macros, filename=self.file)
                parsed = list(parser)
        except (PybtexError, SkipEntry, RecursionError) as error:
            self.note(
                ENTRY_SYNTAX,
                line,
                f"cannot be read ({_first_line(error)})",
                "@type{key, field = {text}, ...}",
                "Check the braces, commas and equals signs of this entry.",
            )
            return None
        for word in parser.undefined:
            self.note(
                UNDEFINED,
                line,
                f"has the word {word!r} outside braces",
                "text in braces, or a word that @string defines",
                "Put the text in braces; it was read as it stands.",
            )
        for name, body in parsed:
            if name.lower() not in {"string", "comment", "preamble"}:
                key, fields = body
                return self.citation(name.lower(), key, fields, line)
        return None

    def citation(self, kind: str, key: str | None, fields: list[tuple[str, list[str]]], line: int) -> Citation | None:
        """Return the citation that an entry's fields make."""
        if not key:
            self.note(ENTRY_SYNTAX, line, "has no key", "@type{key, ...}", "Give the entry a key of its own.")
            return None
        texts: dict[str, str] = {}
        for name, parts in fields:
            if name.lower() in texts:
                self.note(
                    TWICE,
                    line,
                    f"has {name!r} twice",
                    "each field once",
                    "Remove one of the two; the first is used.",
                    key,
                )
            texts.setdefault(name.lower(), "".join(parts))
        return self.made(kind, key, texts, line)

    def made(self, kind: str, key: str, texts: dict[str, str], line: int) -> Citation:
        """Return the citation, with each field read as what it is."""
        plain = {name: _unlatexed(text) for name, text in texts.items()}
        authors, is_open = self.people(texts.get("author", ""), line, key)
        editors, _ = self.people(texts.get("editor", ""), line, key)
        return Citation(
            key=key,
            kind=_KINDS.get(kind, "document"),
            **{ours: plain[theirs] for theirs, ours in _PLAIN.items() if theirs in plain},
            authors=authors,
            authors_open=is_open,
            editors=editors,
            year=self.year(plain.get("year", ""), line, key),
            month=_number(plain.get("month", ""), 12),
            day=_number(plain.get("day", ""), 31),
            pages=re.sub(r"\s*(?:--+|–)\s*", "–", plain.get("pages", "")),
            doi=self.identifier(Doi, texts.get("doi", ""), line, key),
            pmid=self.identifier(Pmid, texts.get("pmid", ""), line, key),
            pmcid=self.identifier(Pmcid, texts.get("pmcid", ""), line, key),
            url=_bare(texts.get("url", "")),
            keywords=tuple(word.strip() for word in re.split(r"[;,]", plain.get("keywords", "")) if word.strip()),
            other=tuple(sorted((name, text) for name, text in plain.items() if name not in _READ)),
        )

    def people(self, text: str, line: int, key: str) -> tuple[tuple[Author, ...], bool]:
        """Return the names in a list joined by `and`, and whether it ends in `and others`."""
        names = _split_names(text)
        is_open = bool(names) and names[-1] == "others"
        return tuple(self.person(name, line, key) for name in names[: len(names) - is_open]), is_open

    def person(self, name: str, line: int, key: str) -> Author:
        """Return one name, taken apart; a name in braces of its own is a group."""
        if name.startswith("{") and name.endswith("}") and _balanced(name[1:-1]):
            return Author(literal=_unlatexed(name))
        try:
            with pybtex.errors.capture() as faults:
                person = Person(name)
        except (PybtexError, InvalidNameString, ValueError, IndexError):
            faults = [name]
            person = None
        if person is None or faults:
            self.note(
                BAD_NAME,
                line,
                f"has the name {name[:60]!r}",
                "Family, Given",
                "Write it as Family, Given; a group in braces.",
                key,
            )
            return Author(literal=_unlatexed(name))
        return Author(
            family=_unlatexed(" ".join(person.last_names)),
            particle=_unlatexed(" ".join(person.prelast_names)),
            given=_unlatexed(" ".join((*person.first_names, *person.middle_names))),
            suffix=_unlatexed(" ".join(person.lineage_names)),
        )

    def identifier(self, kind: Any, text: str, line: int, key: str) -> Any:
        """Return an identifier, or None with a finding where it cannot be read."""
        if not text.strip():
            return None
        try:
            return kind.parse(_bare(text))
        except ValueError as error:
            self.note(
                BAD_IDENTIFIER,
                line,
                f"has the {kind.__name__.upper()} {text[:60]!r}",
                "an identifier that can be read",
                f"Mend it: {error}.",
                key,
            )
            return None

    def year(self, text: str, line: int, key: str) -> int | None:
        """Return the year, or None with a finding where it is no year."""
        if not text:
            return None
        if not _YEAR.fullmatch(text):
            self.note(
                BAD_YEAR,
                line,
                f"has the year {text[:60]!r}",
                "four figures",
                "Write the year alone; put words in the note.",
                key,
            )
            return None
        return int(text)


class _Parser(LowLevelParser):  # type: ignore[misc] # pybtex ships no types
    """The low-level parser, which leaves an unknown word standing, and keeps it, instead of stopping at it."""

    undefined: tuple[str, ...] = ()

    def substitute_macro(self, name: str) -> str:
        """Return what a word stands for, or the word itself."""
        if name.lower() not in self.macros:
            self.undefined = (*self.undefined, name)
        return str(self.macros.get(name.lower(), name))


def read_bibtex(text: str, file: str) -> tuple[dict[str, Citation], dict[str, int], list[Finding]]:
    """Return the citations of a BibTeX file by key, the line of each, and every fault found.

    Each entry becomes a citation or a finding. Of two entries with one key the first is kept.
    """
    reader = _Reader(file)
    citations: dict[str, Citation] = {}
    lines: dict[str, int] = {}
    for entry, line in _entries(text):
        citation = reader.entry(entry, line)
        if citation is None:
            continue
        if citation.key in citations:
            reader.note(
                SAME_KEY,
                line,
                f"has the key {citation.key!r} of line {lines[citation.key]}",
                "a key used once",
                "Rename one of the two, or remove the copy.",
            )
            continue
        citations[citation.key], lines[citation.key] = citation, line
    return citations, lines, reader.findings


def _entries(text: str) -> Iterator[tuple[str, int]]:
    """Yield the text of each entry, from its @ to the next one's, and its line."""
    starts = [match.start() for match in _START.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        yield text[start:end], 1 + text.count("\n", 0, start)


def _unlatexed(text: str) -> str:
    """Return LaTeX as plain text; what cannot be read as LaTeX stays as written, without its braces."""
    marked = _SIGN.sub(lambda match: _SIGNS[match[0].strip("{} ")], _LOOKS.sub("", text))
    try:
        plain = str(Text.from_latex(marked))
    except (PybtexError, ValueError, RecursionError, IndexError):
        plain = marked.replace("{", "").replace("}", "")
    return " ".join(plain.translate(_UNMARKED).split())


def _bare(text: str) -> str:
    """Return an address or identifier without the escapes BibTeX needs."""
    return re.sub(r"\\([%#&_$~{}])", r"\1", text).replace("{", "").replace("}", "").strip()


def _split_names(text: str) -> list[str]:
    """Return the names between the `and`s that stand outside braces."""
    names: list[str] = []
    current: list[str] = []
    depth = 0
    for word in re.split(r"(\s+)", text.strip()):
        if depth == 0 and word.lower() == "and":
            names.append("".join(current).strip())
            current = []
            continue
        depth += word.count("{") - word.count("}")
        current.append(word)
    names.append("".join(current).strip())
    return [name for name in names if name]


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _number(text: str, highest: int) -> int | None:
    text = str(_MONTHS.index(text[:3].lower()) + 1) if text[:3].lower() in _MONTHS else text
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= highest else None


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:120]
