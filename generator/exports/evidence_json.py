"""Records as JSON, every number as the text that was printed."""

import dataclasses
import json
from collections.abc import Mapping

from generator.exports.flat_record import has_parts
from generator.model.evidence import Evidence
from generator.model.number import WorkedOutCount

# Where values stand in files, what was stated before, and how a site orders and offers what it
# holds are no part of what the evidence says.
_NOT_DOWNLOADED = frozenset({"places", "published", "next_release", "domains", "age_groups"})


def evidence_json(evidence: Evidence, version: str = "") -> bytes:
    """Return the whole evidence as one JSON document, with the version it is."""
    document: dict[str, object] = {"version": version} if version else {}
    for field in dataclasses.fields(evidence):
        if field.name not in _NOT_DOWNLOADED:
            document[field.name] = _plain(getattr(evidence, field.name))
    # What a site works out for single patients is no part of its evidence either.
    document["topic"] = _plain(dataclasses.replace(evidence.topic, instruments=()))
    return json_bytes(document)


def json_bytes(value: object) -> bytes:
    """Return a value as JSON that people can read, too."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: object) -> object:
    """Return a value as JSON knows it; of a record only the parts that say something."""
    if isinstance(value, Mapping):
        return {str(name): _plain(member) for name, member in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(member) for member in value]
    # A set has no order of its own, and the same evidence has to give the same bytes.
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if has_parts(value):
        fields = dataclasses.fields(value)  # type: ignore[arg-type]
        parts = ((field.name, getattr(value, field.name)) for field in fields)
        return dict(_part(name, part) for name, part in parts if part not in (None, (), ""))
    if value is None or isinstance(value, bool):
        return value
    # As a number of JSON, 1.20 would be read as 1.2 and lose what was printed.
    return str(value)


def _part(name: str, value: object) -> tuple[str, object]:
    """Return a part of a record; a count that no source prints says so by its name."""
    if isinstance(value, WorkedOutCount):
        return f"{name}_computed", {"value": str(value), "because": value.basis}
    return name, _plain(value)
