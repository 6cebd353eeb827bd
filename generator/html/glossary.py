"""Running text in which the words of the glossary carry their definitions."""

import re
from functools import lru_cache

from generator.html.escape import Safe, escape
from generator.html.open_page import OpenPage


def explain(page: OpenPage, text: str) -> Safe:
    """Return foreign text with each word of the glossary explained where a page first has it."""
    terms = page.site.terms
    if not terms:
        return escape(text)
    pieces = _splitter(tuple(terms)).split(text)
    return Safe("").join(_piece(page, piece) for piece in pieces)


def _piece(page: OpenPage, piece: str) -> Safe:
    definition = page.site.terms.get(piece)
    if definition is None or piece in page.explained:
        return escape(piece)
    return page.term(piece, definition)


# Every page of a site asks for the same words; a few sites may be built by one process.
@lru_cache(maxsize=4)
def _splitter(terms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({'|'.join(re.escape(term) for term in terms)})(?![\w-])")
