"""Fields of JSON objects from elsewhere: what is missing, or of another kind than expected, reads as not given."""

from collections.abc import Mapping
from typing import Any

JsonObject = Mapping[str, Any]


def object_at(entry: JsonObject, *way: str) -> JsonObject:
    """Return the object at the end of a way, or an empty one."""
    found: Any = entry
    for step in way:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def objects_of(value: Any) -> list[JsonObject]:
    """Return the objects of a list, or the one object that stands for a list of one."""
    return [
        one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Mapping)
    ]


def text_of(entry: JsonObject, name: str) -> str:
    """Return a text on one line, the first text of a list, or a number as text."""
    value = entry.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return " ".join(str(value).split())


def texts_of(entry: JsonObject, name: str) -> list[str]:
    """Return the texts of a list, each on one line."""
    value = entry.get(name)
    texts = value if isinstance(value, list) else []
    return [" ".join(one.split()) for one in texts if isinstance(one, str) and one.strip()]
