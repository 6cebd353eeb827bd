"""JSON text to the objects in it: a list, an object that holds one, one object a line, or a file that is cut off."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

# Where the lists of records stand in the objects of those who send them.
_LISTS = (
    ("studies",),
    ("items",),
    ("records",),
    ("message", "items"),
    ("resultList", "result"),
    ("references",),
)
_OBJECT = re.compile(r"\{")
_DECODER = json.JSONDecoder()


class Member(NamedTuple):
    """A member of a list of records with its line (0 where that cannot be told), or why it cannot be read."""

    entry: Any
    line: int
    fault: str = ""


def json_objects(text: str) -> Iterator[Member]:
    """Yield each member of the list that a text holds; where the text is broken, each object that is whole."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _one_by_one(text)
        return
    entries = _members(whole)
    lines = (
        _lines(text, entries)
        if isinstance(whole, list)
        else [int(len(entries) == 1)] * len(entries)
    )
    yield from (Member(entry, line) for entry, line in zip(entries, lines, strict=True))


def _members(whole: Any) -> list[Any]:
    """Return the list that a JSON value is or holds; an object that holds none is its only member."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, Mapping):
        return [whole]
    for way in () if "title" in whole else _LISTS:
        found: Any = whole
        for step in way:
            found = found.get(step) if isinstance(found, Mapping) else None
        if isinstance(found, list):
            return found
    if isinstance(whole.get("message"), Mapping):
        return [whole["message"]]
    values = list(whole.values())
    # Some programs write an object of objects, by key.
    by_key = values and all(
        isinstance(one, Mapping) and {"title", "DOI", "PMID"} & set(one) for one in values
    )
    return values if by_key else [whole]


def _lines(text: str, entries: list[Any]) -> list[int]:
    """Return the line of each member of a list, by decoding it once more where it stands."""
    lines: list[int] = []
    place, line, counted = text.index("[") + 1, 1, 0
    for entry in entries:
        start = (
            place + len(text[place : place + 200]) - len(text[place : place + 200].lstrip(" \t\n,"))
        )
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
            yield from (Member(one, line) for one in _members(entry))
            start = _OBJECT.search(text, place)


def _like(text: str, start: int) -> re.Pattern[str]:
    """Return how the next object begins that stands as far in as the one at `start`."""
    margin = text[text.rfind("\n", 0, start) + 1 : start]
    indent = re.match(r"[ \t]*", margin)
    spaces = re.escape(indent[0] if indent else "")
    return re.compile(rf"(?:(?<=\n{spaces})|(?<=\n{spaces}\}}, )|(?<=\n{spaces}\}},))\{{")
