"""The fields of the record format, read from the model: where each stands, what it may hold."""

import typing
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Literal

from generator.editors.files import FILES, RecordFile
from generator.model.date import Interval, PartialDate
from generator.model.meaning import Meaning, is_record, meaning_of, record_fields
from generator.model.number import Count, Number
from generator.model.result import RESULT_KINDS, Result
from generator.model.text import (
    LISTED,
    Address,
    AgeGroupId,
    CalculatorId,
    InstrumentId,
    Slug,
)

# What a value may be, in words; the first that fits.
_WORDS: tuple[tuple[Any, str], ...] = (
    (Slug, "an id: small letters, digits and single hyphens"),
    (Address, "an address that begins with https:// or http://"),
    (Count, "a whole number of 0 or more, as printed"),
    (Number, "a number as printed, as in 28, 15.40, -17.67 or <0.001"),
    (PartialDate, "a date, as in 2026-11-22, 2026-11 or 2026"),
    (Interval, "a length of time, as in 3 months"),
    (AgeGroupId, "the id of an age group"),
    (CalculatorId, "what an instrument of the topic can work out"),
    (InstrumentId, "the id of an instrument that is installed"),
    (bool, "true or false"),
    (str, "text"),
)


def words_of(annotation: Any) -> str:
    """Return in words what a single value may be."""
    return next(words for kind, words in _WORDS if annotation == kind)


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record; `annotation` says how its text is read, as in the model."""

    record: type
    name: str
    annotation: Any
    required: bool

    @property
    def meaning(self) -> Meaning:
        """Return what the field means."""
        return meaning_of(self.record, self.name)

    @property
    def is_list(self) -> bool:
        """Tell whether the field holds a list."""
        return typing.get_origin(self.annotation) is tuple

    @property
    def is_table(self) -> bool:
        """Tell whether the field holds entries under names of their own."""
        return typing.get_origin(self.annotation) is AbstractMapping

    @property
    def entry(self) -> Any:
        """Return what one entry of the field is: its own value, or that of its list or table."""
        if self.is_list:
            return typing.get_args(self.annotation)[0]
        return typing.get_args(self.annotation)[1] if self.is_table else self.annotation

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return the words the model allows; none where any text of the right kind is read."""
        # The model tells kinds of result apart by class, so that no annotation holds their names.
        if self.name == "kind" and issubclass(self.record, Result):
            return tuple(RESULT_KINDS)
        return typing.get_args(self.entry) if typing.get_origin(self.entry) is Literal else ()

    @property
    def names(self) -> str | None:
        """Return the part of the vocabulary that the field names, if it names one."""
        return self.meaning.names

    @property
    def type_words(self) -> str:
        """Return in words what the field may hold."""
        entry = self._entry_words()
        if self.is_list:
            return f"a list; each entry is {entry}"
        return f"entries under ids of their own; each is {entry}" if self.is_table else entry

    def _entry_words(self) -> str:
        if self.allowed:
            return "one of these words"
        if is_record(self.entry):
            keys = ", ".join(field.name for field in fields_of(self.entry))
            return f"keys with values: {keys}"
        if self.names and self.entry not in LISTED:
            # Appraisals and designs name a tool as readers know it.
            key = "label" if self.names == "tool" else "id"
            return f"the {key} of a {self.names} of the vocabulary"
        return words_of(self.entry)


@cache
def fields_of(record: type) -> tuple[Field, ...]:
    """Return the fields of a record, in the order of the model."""
    return tuple(
        Field(record, field.name, field.annotation, field.required)
        for field in record_fields(record).values()
    )


def kinds_of(record: type) -> tuple[type, ...]:
    """Return the records that may stand where one is expected: for a result, every kind of it."""
    return tuple(RESULT_KINDS.values()) if issubclass(record, Result) else (record,)


@dataclass(frozen=True, slots=True)
class PlacedField:
    """A field and the way to it from the beginning of its file, as in `results.follow_up.mean`.

    `pattern` is a regular expression of the places at which it stands in a file, as in
    `results[2].follow_up.mean`.
    """

    file: RecordFile
    path: str
    field: Field
    pattern: str


@cache
def every_field() -> tuple[PlacedField, ...]:
    """Return every field of every file of the record format, each way to it once a record."""
    return tuple(chain.from_iterable(_of_file(file) for file in FILES))


def _of_file(file: RecordFile) -> Iterator[PlacedField]:
    return _below(file, file.record, "", r"\[\d+\]\." if file.lists else "")


def _below(file: RecordFile, record: type, path: str, pattern: str) -> Iterator[PlacedField]:
    seen: set[tuple[type, str]] = set()
    for kind in kinds_of(record):
        for field in fields_of(kind):
            owner = _owner(kind, field.name)
            if (owner, field.name) in seen:
                continue
            seen.add((owner, field.name))
            way = f"{path}{field.name}"
            yield PlacedField(file, way, field, f"{pattern}{field.name}")
            if is_record(field.entry):
                inside = rf"{pattern}{field.name}{_step(field)}\."
                yield from _below(file, field.entry, f"{way}.", inside)


def _step(field: Field) -> str:
    """Return the pattern of one entry of a field: a number in a list, a name in a table."""
    if field.is_list:
        return r"\[\d+\]"
    return r"\.[^.]+" if field.is_table else ""


def _owner(kind: type, field: str) -> type:
    """Return the record that first declares a field, so that what results share is told once."""
    for parent in reversed(kind.__mro__):
        if field in getattr(parent, "__annotations__", {}):
            return parent
    return kind
