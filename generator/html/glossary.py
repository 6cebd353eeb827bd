"""Running text in which the glossary's words carry their definitions."""

import re
from functools import lru_cache

from generator.html.escape import Safe, escape
from generator.html.open_page import OpenPage


def explain(page: OpenPage, text: str) -> Safe:
    """Return foreign text with each word of the glossary explained at its first mention on the page."""
    terms = page.site.terms
    if not terms:
        return escape(text)
    pieces = _splitter(tuple(terms)).split(text)
    return Safe("").join(
        page.term(piece, terms[piece])
        if place % 2 and piece not in page.explained
        else escape(piece)
        for place, piece in enumerate(pieces)
    )


@lru_cache(maxsize=4)
def _splitter(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])({'|'.join(re.escape(word) for word in words)})(?![\w-])")
