"""Citations as RIS: two letters, two spaces, a hyphen; every record ends in ER."""

from collections.abc import Iterable, Iterator

from generator.model.citation import Author, Citation

_TYPES = {
    "article-journal": "JOUR",
    "paper-conference": "CPAPER",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "report": "RPRT",
    "manuscript": "UNPB",
    "webpage": "ELEC",
    "dataset": "DATA",
    "software": "COMP",
    "patent": "PAT",
}


def write_ris(citations: Iterable[Citation]) -> str:
    """Return the citations as RIS, with the line ends its readers expect."""
    return "".join(f"{line}\r\n" for citation in citations for line in _record(citation))


def _record(citation: Citation) -> Iterator[str]:
    first, _, last = citation.pages.partition("–")
    fields = [
        ("TY", _TYPES.get(citation.kind, "GEN")),
        ("ID", citation.key),
        *(("AU", _person(author)) for author in citation.authors),
        *(("ED", _person(editor)) for editor in citation.editors),
        ("TI", citation.title),
        ("T2", citation.container),
        ("PY", str(citation.year or "")),
        ("VL", citation.volume),
        ("IS", citation.number),
        ("SP", first),
        ("EP", last),
        ("PB", citation.publisher),
        ("CY", citation.place),
        ("DO", citation.doi.name if citation.doi else ""),
        ("AN", str(citation.pmid.number) if citation.pmid else ""),
        ("C2", str(citation.pmcid) if citation.pmcid else ""),
        ("UR", citation.url),
        *(("KW", word) for word in citation.keywords),
        ("N1", citation.note),
    ]
    yield from (f"{tag}  - {' '.join(text.split())}" for tag, text in fields if text)
    yield "ER  - "
    yield ""


def _person(author: Author) -> str:
    return ", ".join(filter(None, (author.surname, author.given, author.suffix)))
