"""Citations as BibTeX that reads back as the same citations."""

from collections.abc import Iterable

from generator.model.citation import Author, Citation, Kind
from generator.model.inline import Inline, Style

_TYPES: dict[Kind, str] = {
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
_COMMANDS: dict[Style, str] = {
    "italic": "textit",
    "bold": "textbf",
    "superscript": "textsuperscript",
    "subscript": "textsubscript",
    "underline": "underline",
    "small-caps": "textsc",
    "monospace": "texttt",
}
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write_bibtex(citations: Iterable[Citation]) -> str:
    """Return the citations as BibTeX, one entry after the other."""
    return "\n".join(_entry(citation) for citation in citations)


def _entry(citation: Citation) -> str:
    fields = [
        ("author", _people(citation.authors, is_open=citation.authors_open)),
        ("editor", _people(citation.editors)),
        ("title", f"{{{_title(citation)}}}" if citation.title else ""),
        ("journal", _escaped(citation.journal)),
        ("booktitle", _escaped(citation.booktitle)),
        ("year", str(citation.year or "")),
        ("month", str(citation.month or "")),
        ("day", str(citation.day or "")),
        ("volume", _escaped(citation.volume)),
        ("number", _escaped(citation.number)),
        ("pages", _escaped(citation.pages).replace("–", "--")),
        ("publisher", _escaped(citation.publisher)),
        ("address", _escaped(citation.place)),
        ("type", _escaped(citation.genre)),
        ("doi", citation.doi.name if citation.doi else ""),
        ("pmid", str(citation.pmid.number) if citation.pmid else ""),
        ("pmcid", str(citation.pmcid) if citation.pmcid else ""),
        ("url", _address(citation.url)),
        ("keywords", _escaped(", ".join(citation.keywords))),
        ("note", _escaped(citation.note)),
        *((name, _escaped(text)) for name, text in citation.other),
    ]
    lines = [f"  {name} = {{{text}}}," for name, text in fields if text]
    return "\n".join([f"@{_TYPES.get(citation.kind, 'misc')}{{{citation.key},", *lines, "}", ""])


def _title(citation: Citation) -> str:
    """Return the title with the looks of its parts as commands."""
    return "".join(map(_inline, citation.title_tree)) or _escaped(citation.title)


def _inline(part: Inline) -> str:
    if isinstance(part, str):
        spaces = (
            " " if part[:1].isspace() else "",
            " " if part[-1:].isspace() and part.strip() else "",
        )
        return f"{spaces[0]}{_escaped(part)}{spaces[1]}"
    return f"\\{_COMMANDS[part.style]}{{{''.join(map(_inline, part.children))}}}"


def _people(people: Iterable[Author], *, is_open: bool = False) -> str:
    names = [_person(author) for author in people]
    return " and ".join([*names, "others"] if is_open else names)


def _person(author: Author) -> str:
    if author.literal:
        return f"{{{_escaped(author.literal)}}}"
    family = " ".join(filter(None, (_escaped(author.particle), _part(author.family))))
    return ", ".join(filter(None, (family, _part(author.suffix), _part(author.given))))


def _part(text: str) -> str:
    """Return a part of a name; one that holds a comma or the word that joins names is kept together."""
    apart = "," in text or "and" in text.lower().split()
    return f"{{{_escaped(text)}}}" if apart else _escaped(text)


def _address(text: str) -> str:
    """Return an address as it is: identifiers and addresses are read without LaTeX."""
    return "".join(
        {"{": "%7B", "}": "%7D", "\\": "%5C"}.get(char, char) for char in "".join(text.split())
    )


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in " ".join(text.split()))
