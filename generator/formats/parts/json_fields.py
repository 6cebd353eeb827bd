"""Fields of JSON from elsewhere: what is missing or of an unexpected kind reads as not given."""

from collections.abc import Mapping
from typing import Any

JsonObject = Mapping[str, Any]


def object_at(entry: JsonObject, *path: str) -> JsonObject:
    """Return the object at the end of a path of names, or an empty one."""
    value: Any = entry
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def objects_of(value: Any) -> list[JsonObject]:
    """Return the objects of a list, or the one object that stands for a list of one."""
    members = value if isinstance(value, list) else [value]
    return [member for member in members if isinstance(member, Mapping)]


def text_of(entry: JsonObject, *names: str) -> str:
    """Return the first text that stands under one of some names, on one line.

    The first member stands for a list; a number is read as its figures.
    """
    for name in names:
        value = entry.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if text:
                return text
    return ""


def texts_of(entry: JsonObject, name: str) -> list[str]:
    """Return the texts of a list, each on one line."""
    value = entry.get(name)
    texts = value if isinstance(value, list) else []
    return [" ".join(text.split()) for text in texts if isinstance(text, str) and text.strip()]
