"""Citations as CSL-JSON 1.0.2, the shape other programs read."""

import json
from collections.abc import Iterable

from generator.model.citation import Author, Citation


def write_csl_json(citations: Iterable[Citation]) -> str:
    """Return the citations as a JSON list."""
    return (
        json.dumps([csl_item(citation) for citation in citations], ensure_ascii=False, indent=1)
        + "\n"
    )


def csl_item(citation: Citation) -> dict[str, object]:
    """Return one citation as CSL-JSON; what is not known is left out."""
    date = [part for part in (citation.year, citation.month, citation.day) if part]
    item: dict[str, object] = {
        "id": citation.key,
        "type": citation.kind,
        "title": citation.title,
        "author": [_person(author) for author in citation.authors],
        "editor": [_person(editor) for editor in citation.editors],
        "container-title": citation.container,
        "issued": {"date-parts": [date]} if citation.year else None,
        "volume": citation.volume,
        "issue": citation.number,
        "page": citation.pages.replace("–", "-"),
        "publisher": citation.publisher,
        "publisher-place": citation.place,
        "genre": citation.genre,
        "DOI": citation.doi.name if citation.doi else "",
        "PMID": str(citation.pmid.number) if citation.pmid else "",
        "PMCID": str(citation.pmcid) if citation.pmcid else "",
        "URL": citation.url,
        "keyword": ", ".join(citation.keywords),
        "note": citation.note,
    }
    return {name: value for name, value in item.items() if value}


def _person(author: Author) -> dict[str, str]:
    if author.literal:
        return {"literal": author.literal}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: text for name, text in parts.items() if text}
