"""The objects in a JSON text: a list, an object that holds one, an object a line, a torn file."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.formats.parts.json_fields import object_at

# Where the lists of records stand in the objects of those who send them.
_LISTS = (
    ("studies",),
    ("items",),
    ("records",),
    ("message", "items"),
    ("resultList", "result"),
    ("references",),
)
_NAMING = {"title", "DOI", "PMID"}
_OBJECT = re.compile(r"\{")
_NEXT = re.compile(r"[ \t\n,]*")
_DECODER = json.JSONDecoder()


class Member(NamedTuple):
    """A member of a list with its line, or 0 where it is unknown, or why it cannot be read."""

    entry: Any
    line: int
    fault: str = ""


def json_objects(text: str) -> Iterator[Member]:
    """Yield each member of the list that a text holds; of a broken text, each whole object."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _one_by_one(text)
        return
    entries = _members(whole)
    # Inside an object only a single member has a line that is sure.
    lines = [int(len(entries) == 1)] * len(entries)
    if isinstance(whole, list):
        lines = _lines(text, entries)
    yield from (Member(entry, line) for entry, line in zip(entries, lines, strict=True))


def _members(whole: Any) -> list[Any]:
    """Return the list that a value is or holds; an object that holds none is its only member."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, Mapping):
        return [whole]
    for path in () if "title" in whole else _LISTS:
        *names, last = path
        members = object_at(whole, *names).get(last)
        if isinstance(members, list):
            return members
    if isinstance(whole.get("message"), Mapping):
        return [whole["message"]]
    values = list(whole.values())
    # Some programs write an object of objects, by key.
    by_key = values and all(isinstance(value, Mapping) and _NAMING & set(value) for value in values)
    return values if by_key else [whole]


def _lines(text: str, entries: list[Any]) -> list[int]:
    """Return the line of each member of a list, by decoding it once more where it stands."""
    lines: list[int] = []
    place, line, counted = text.index("[") + 1, 1, 0
    for entry in entries:
        start = _NEXT.match(text, place).end()  # type: ignore[union-attr] # matches anything
        line += text.count("\n", counted, start)
        counted = start
        lines.append(line)
        if entry is not entries[-1]:
            _, place = _DECODER.raw_decode(text, start)
    return lines


def _one_by_one(text: str) -> Iterator[Member]:
    """Yield each whole object of a broken text, and one fault for each that is broken."""
    place, line, counted = 0, 1, 0
    start = _OBJECT.search(text)
    if start is None:
        yield Member(None, 1, "no JSON")
    while start:
        line += text.count("\n", counted, start.start())
        counted = start.start()
        try:
            entry, place = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError) as error:
            yield Member(None, line, str(error).partition(":")[0][:60])
            start = _like(text, start.start()).search(text, start.end())
        else:
            yield from (Member(member, line) for member in _members(entry))
            start = _OBJECT.search(text, place)


def _like(text: str, start: int) -> re.Pattern[str]:
    """Return how the next object begins that stands as far in as the one at `start`."""
    margin = text[text.rfind("\n", 0, start) + 1 : start]
    indent = re.match(r"[ \t]*", margin)
    spaces = re.escape(indent[0] if indent else "")
    return re.compile(rf"(?:(?<=\n{spaces})|(?<=\n{spaces}\}}, )|(?<=\n{spaces}\}},))\{{")
