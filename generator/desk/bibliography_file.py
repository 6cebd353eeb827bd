"""A report enters bibliography/references.bib: one entry at its end, in the manner of the file."""

import re
from dataclasses import replace
from typing import Any

from generator.files.csv_rows import plain_line
from generator.formats.bibtex import write_bibtex
from generator.model.citation import Author, Citation
from generator.model.inline import Inline, Span
from generator.model.text import ADDRESS_PATTERN

# Braces around a whole title keep programs from changing its capitals; not every file has them.
_DOUBLE_BRACES = re.compile(r"^(  title = \{)\{(.*)\}(\},)$", re.MULTILINE)
_BLANK_BETWEEN = re.compile(rb"^\}\r?\n\r?\n@", re.MULTILINE)
_LINES = (
    "title",
    "journal",
    "booktitle",
    "volume",
    "number",
    "pages",
    "publisher",
    "place",
    "genre",
    "note",
)


def add_entry(content: bytes, citation: Citation) -> bytes:
    """Return the file with an entry for a citation, with the line ends and braces of the file."""
    end = "\r\n" if b"\r\n" in content else "\n"
    entry = write_bibtex([_clean(citation)])
    if b"title = {{" not in content:
        entry = _DOUBLE_BRACES.sub(r"\1\2\3", entry)
    return content + (_gap(content, end) + entry.replace("\n", end)).encode()


def _gap(content: bytes, end: str) -> str:
    """Return what stands between the last entry and a new one: a blank line if others have one."""
    if not content.strip():
        return ""
    gap = "" if content.endswith(b"\n") else end
    is_only_entry = b"\n@" not in content
    if content.endswith((b"\n\n", b"\n\r\n")):
        return gap
    return gap + end if is_only_entry or _BLANK_BETWEEN.search(content) else gap


def _clean(citation: Citation) -> Citation:
    """Return the facts of a citation alone: no keywords, no private fields of other programs."""
    lines: dict[str, Any] = {name: plain_line(getattr(citation, name)) for name in _LINES}
    return replace(
        citation,
        **lines,
        title_tree=tuple(map(_inline, citation.title_tree)),
        url=citation.url if ADDRESS_PATTERN.fullmatch(citation.url) else "",
        authors=tuple(map(_person, citation.authors)),
        editors=tuple(map(_person, citation.editors)),
        keywords=(),
        other=(),
    )


def _inline(part: Inline) -> Inline:
    """Return a part of a title without what no text may hold."""
    if isinstance(part, Span):
        return Span(part.style, tuple(map(_inline, part.children)))
    return "".join(char if char.isprintable() else " " for char in part)


def _person(author: Author) -> Author:
    names = author.__dataclass_fields__
    return replace(author, **{name: plain_line(getattr(author, name)) for name in names})
