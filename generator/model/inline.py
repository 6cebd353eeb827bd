"""A title as a tree: plain text, and parts that stand out (italic, raised, lowered)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Style = Literal[
    "italic", "bold", "superscript", "subscript", "underline", "small-caps", "monospace"
]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a title that stands out; it may hold further parts."""

    style: Style
    children: tuple["Inline", ...]


Inline = str | Span


def plain(parts: Iterable[Inline]) -> str:
    """Return the words of a tree on one line, without their looks.

    >>> plain(("Ca", Span("superscript", ("2+",)), " channels"))
    'Ca2+ channels'
    """
    return " ".join(_text(parts).split())


def _text(parts: Iterable[Inline]) -> str:
    return "".join(part if isinstance(part, str) else _text(part.children) for part in parts)
