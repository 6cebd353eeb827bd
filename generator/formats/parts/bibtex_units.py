"""The units of a BibTeX file: where each entry, definition and comment begins and ends."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_START = re.compile(r"(?<![\w.\\])@[ \t]*([A-Za-z]+)\s*[{(]")
# An entry for sure: a key and a comma, or a first field; it ends whatever was left open before it.
_SURE = re.compile(
    r"^[ \t]*(@[ \t]*[A-Za-z]+\s*[{(]\s*"
    r"(?:[^\s,{}=\"()]*\s*,\s*(?:[A-Za-z][\w:+.-]*\s*=|[})])|[A-Za-z][\w-]*\s*=))",
    re.MULTILINE,
)
_BRACE = re.compile(r"[{}]")
_FIELD = re.compile(r"^[ \t,]*[A-Za-z][\w-]*\s*=\s*[{\"0-9A-Za-z]", re.MULTILINE)
# The type of an entry, and the file ends there.
_CUT_OFF = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*\Z", re.MULTILINE)
_DEFINITIONS = frozenset({"string", "preamble", "comment"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a file with its line; a `stray` one is fields outside every entry."""

    kind: str
    text: str
    line: int

    @property
    def is_entry(self) -> bool:
        """Tell whether the unit stands for a work."""
        return self.kind not in {"string", "preamble", "comment", "stray", "left-out"}


def units(text: str) -> Iterator[Unit]:
    """Yield each unit of a BibTeX file in its order.

    An entry ends where its braces close, or where the next one surely begins. An entry inside a
    comment, or on a line that begins with %, is `left-out`.
    """
    ends = [match.start() for match in re.finditer("\n", text)]
    sure = [match.start(1) for match in _SURE.finditer(text)]
    place = 0
    while match := _START.search(text, place):
        line = 1 + bisect_right(ends, match.start() - 1)
        if place and _holds_fields(text[place : match.start()]):
            yield Unit("stray", text[place : match.start()], 1 + bisect_right(ends, place))
        kind = match[1].lower()
        if _is_commented(text, match.start()):
            if kind not in _DEFINITIONS:
                yield Unit("left-out", text[match.start() : match.end()], line)
            place = _end_of_line(text, match.end())
            continue
        place = _end(text, match, kind, sure)
        yield Unit(kind, text[match.start() : place], line)
        if kind == "comment":
            for inner in _SURE.finditer(text, match.end(), place):
                yield Unit("left-out", inner[1], 1 + bisect_right(ends, inner.start(1) - 1))
    if place and _holds_fields(text[place:]):
        yield Unit("stray", text[place:], 1 + bisect_right(ends, place))


def _holds_fields(text: str) -> bool:
    """Tell whether text between entries looks like the rest of one that was closed too early."""
    if _CUT_OFF.search(text):
        return True
    return "=" in text and "%" not in text and _FIELD.search(text) is not None


def _end(text: str, start: re.Match[str], kind: str, sure: list[int]) -> int:
    """Return where a unit ends."""
    following = bisect_right(sure, start.start())
    limit = sure[following] if following < len(sure) else len(text)
    if text[start.end() - 1] == "(":
        return start.end() if kind == "comment" else limit
    # A comment may hold whole entries; an entry that holds one was left open.
    close = _closing(text, start.end(), len(text) if kind == "comment" else limit)
    if close:
        return close
    return _end_of_line(text, start.end()) if kind == "comment" else limit


def _closing(text: str, start: int, limit: int) -> int:
    """Return the place after the brace that closes the one before `start`, or 0."""
    depth = 1
    for brace in _BRACE.finditer(text, start, limit):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return 0


def _is_commented(text: str, place: int) -> bool:
    start = text.rfind("\n", 0, place) + 1
    return text[start:place].lstrip().startswith("%")


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end if end >= 0 else len(text)
