"""What a field means, written beside it in its record, and how the fields of a record are read."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a field means, as a sentence without its full stop, with examples of its value.

    `names` is the part of the vocabulary whose entries the field names: drug, measure, population,
    design or tool. Editors offer those entries, and `evidence explain` lists them.
    """

    words: str
    examples: tuple[str, ...] = ()
    names: str | None = None


def means(sentence: str, *examples: str, names: str | None = None) -> Meaning:
    """Return the meaning that a record writes beside a field, inside its `Annotated`."""
    return Meaning(sentence, examples, names)


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of a record as its file is read: the type of a value that is given, and the meaning.

    `meaning` is None only for records that no file or download shows.
    """

    name: str
    annotation: Any
    required: bool
    meaning: Meaning | None


@cache
def record_fields(record: type) -> Mapping[str, RecordField]:
    """Return the fields of a record by name, in the order of the model."""
    hints = typing.get_type_hints(record, include_extras=True)
    return {field.name: _field(field, hints[field.name]) for field in dataclasses.fields(record)}


def meaning_of(record: type, field: str) -> Meaning:
    """Return what a field of a record means; KeyError where nobody has said so yet."""
    meaning = record_fields(record)[field].meaning
    if meaning is None:
        raise KeyError(f"{record.__name__}.{field}")
    return meaning


def is_record(annotation: Any) -> bool:
    """Tell whether an annotation stands for keys with values, and not for a single value."""
    return (
        isinstance(annotation, type)
        and dataclasses.is_dataclass(annotation)
        # Numbers and dates are data classes too, and are read from a single text.
        and not hasattr(annotation, "parse")
    )


def _field(field: "dataclasses.Field[Any]", hint: Any) -> RecordField:
    annotation, outer = _without_meaning(hint)
    annotation, inner = _without_meaning(_without_none(annotation))
    required = field.default is dataclasses.MISSING
    # What a field says of itself goes before what the type it shares with others says.
    return RecordField(field.name, annotation, required, outer or inner)


def _without_meaning(hint: Any) -> tuple[Any, Meaning | None]:
    """Return an annotation and its meaning apart; marks that say how text is read stay."""
    if typing.get_origin(hint) is not Annotated:
        return hint, None
    kind, *marks = typing.get_args(hint)
    others = tuple(mark for mark in marks if not isinstance(mark, Meaning))
    meaning = next((mark for mark in marks if isinstance(mark, Meaning)), None)
    return (Annotated[(kind, *others)] if others else kind), meaning


def _without_none(annotation: Any) -> Any:
    """Return what an optional field holds where it is given."""
    if typing.get_origin(annotation) not in {types.UnionType, typing.Union}:
        return annotation
    return next(part for part in typing.get_args(annotation) if part is not types.NoneType)
