"""A value that the project has for a field, from the study the topic starts from if it can."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.editors.fields import PlacedField
from generator.model.evidence import Evidence, study_file
from generator.model.finding import Place
from generator.model.meaning import is_record

_STEP = re.compile(r"[^.\[\]]+")
# As much as fits a line of the terminal.
_LONGEST = 100


class Example(NamedTuple):
    """A value as it is written in a file, and where."""

    text: str
    place: Place


def example_of(evidence: Evidence, placed: PlacedField) -> Example | None:
    """Return a value that the project has for a field, with its place; None where it has none."""
    for file, record in _records(evidence, placed):
        for line, path in _places(evidence, file, placed):
            text = _text(_value(record, path))
            if text:
                return Example(text, Place(file, line, path))
    return None


def _records(evidence: Evidence, placed: PlacedField) -> Iterator[tuple[str, Any]]:
    """Yield the files of the kind, each with what was read from it."""
    name = placed.file.name
    if name == "study":
        # Drafts are not among these studies: what is still to be extracted is no example.
        seed = evidence.studies.get(evidence.topic.seed)
        for study in (seed, *evidence.studies.values()) if seed else ():
            yield study_file(study.id), study
        return
    held = getattr(evidence, "citation_notices" if name == "notices" else name, ())
    yield placed.file.path, tuple(held.values()) if isinstance(held, Mapping) else held


def _places(evidence: Evidence, file: str, placed: PlacedField) -> list[tuple[int, str]]:
    """Return the places of the field in a file, in the order of its lines."""
    return sorted(
        (line, path)
        for (where, path), line in evidence.places.lines.items()
        if where == file and re.fullmatch(placed.pattern, path)
    )


def _value(record: Any, path: str) -> Any:
    """Return what stands at a path; None where the record read has nothing there."""
    value = record
    for step in _STEP.findall(path):
        if isinstance(value, tuple):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
    return value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        # Records in a list have keys of their own, each of which has its own example.
        if any(is_record(type(part)) for part in value):
            return ""
        return _short(", ".join(map(str, value)))
    if value is None or isinstance(value, Mapping) or is_record(type(value)):
        return ""
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
