"""A report enters bibliography/references.bib: one entry at its end, in the manner of the file."""

import re
from dataclasses import replace

from generator.files.csv_rows import plain_line
from generator.formats.bibtex import write_bibtex
from generator.model.citation import Author, Citation
from generator.model.inline import Inline, Span
from generator.model.text import ADDRESS_PATTERN

_DOUBLE = re.compile(r"^(  title = \{)\{(.*)\}(\},)$", re.MULTILINE)


def add_entry(content: bytes, citation: Citation) -> bytes:
    """Return the file with an entry for a citation: its line ends, its blank lines and its braces are kept to."""
    end = "\r\n" if b"\r\n" in content else "\n"
    entry = write_bibtex([_clean(citation)])
    if b"title = {{" not in content:
        entry = _DOUBLE.sub(r"\1\2\3", entry)
    gap = ""
    if content.strip():
        gap = "" if content.endswith(b"\n") else end
        apart = re.search(rb"^\}\r?\n\r?\n@", content, re.MULTILINE) or content.count(b"\n@") < 1
        gap += end if apart and not content.endswith((b"\n\n", b"\n\r\n")) else ""
    return content + (gap + entry.replace("\n", end)).encode()


def _clean(citation: Citation) -> Citation:
    """Return the facts of a citation alone: notes, keywords and private fields of other programs stay out."""
    return replace(
        citation,
        title=plain_line(citation.title),
        title_tree=tuple(map(_inline, citation.title_tree)),
        journal=plain_line(citation.journal),
        booktitle=plain_line(citation.booktitle),
        volume=plain_line(citation.volume),
        number=plain_line(citation.number),
        pages=plain_line(citation.pages),
        publisher=plain_line(citation.publisher),
        place=plain_line(citation.place),
        genre=plain_line(citation.genre),
        url=citation.url if ADDRESS_PATTERN.fullmatch(citation.url) else "",
        authors=tuple(map(_person, citation.authors)),
        editors=tuple(map(_person, citation.editors)),
        keywords=(),
        note=plain_line(citation.note),
        other=(),
    )


def _inline(part: Inline) -> Inline:
    """Return a part of a title without what no text may hold."""
    if isinstance(part, Span):
        return Span(part.style, tuple(map(_inline, part.children)))
    return "".join(char if char.isprintable() else " " for char in part)


def _person(author: Author) -> Author:
    return replace(
        author, **{name: plain_line(getattr(author, name)) for name in author.__dataclass_fields__}
    )
