"""The one escape: foreign text becomes text again in HTML, in Markdown and in front matter.

Every ASCII punctuation character that a reader of the page (Markdown, its extensions, Jinja, HTML,
YAML) could act on is written as a numeric character reference, while the browser shows exactly what
was written.
"""

import re
import unicodedata
from typing import Any, Self

from markupsafe import Markup

# Punctuation, and white space that could end a line or open an indented block. Left as they are:
# commas and percent signs; and full stops, hyphens and slashes inside a word or number (15.4,
# anti-x, 10/10, -3), where no reader of the page gives them a meaning. They keep figures legible in
# the page source.
_ACTIVE = re.compile(
    r"(?![,%])(?!(?<=[0-9A-Za-z])[./-](?=[0-9A-Za-z]))(?!-(?=[0-9]))"
    r"[!-/:-@\[-`{-~\t\n\r\f\v\x1c-\x1e\x85\u2028\u2029]"
)
# No HTML document can hold these, not even as references.
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Characters that reorder the text around them, and the classes of characters read from the right.
_BIDI_CONTROL = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})


def escape_text(text: str) -> str:
    """Return `text` with every character that any of our readers could act on as a reference.

    For attributes, titles and front matter. Characters that HTML cannot hold become U+FFFD;
    bidirectional embeddings left open are closed, so that the text cannot reorder what follows it.
    """
    visible = _FORBIDDEN.sub("\ufffd", text)
    return _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", visible + _closers(visible))


class Safe(Markup):
    """Text that may be trusted as markup; whatever is joined to it goes through our escape."""

    __slots__ = ()

    @classmethod
    def escape(cls, s: Any) -> Self:
        """Return `s` as inert markup; `Safe` and other markup passes unchanged."""
        if isinstance(s, Markup):
            return cls(s)
        text = str(s)
        inert = escape_text(text)
        return cls(f"<bdi>{inert}</bdi>" if _needs_isolation(text) else inert)


def escape(value: object) -> Safe:
    """Return `value` as inert markup for running text: the finalizer of every template."""
    return Safe.escape(value)


def _needs_isolation(text: str) -> bool:
    return not text.isascii() and any(
        char in _BIDI_CONTROL or unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text
    )


def _closers(text: str) -> str:
    """Return the characters that close what the text leaves open, innermost first.

    Source: Unicode Standard Annex 9, explicit formatting characters and paragraph-level scope.
    """
    if text.isascii():
        return ""
    open_marks: list[str] = []
    for char in text:
        if char in "\u202a\u202b\u202d\u202e":
            open_marks.append("\u202c")
        elif char in "\u2066\u2067\u2068":
            open_marks.append("\u2069")
        elif open_marks and char == open_marks[-1]:
            open_marks.pop()
    return "".join(reversed(open_marks))
