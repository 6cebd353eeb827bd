"""A JSON Schema of each file, by which editors complete and check what a curator writes.

Draft 07 is the newest draft the YAML language server reads whole. The reader takes every scalar as
text, so a schema takes a YAML number or truth value wherever the reader would take its text.
"""

import json
import re
from typing import Any, Literal, get_origin

from generator.editors.fields import Field, fields_of, words_of
from generator.editors.files import FILES, RecordFile
from generator.editors.names import Vocabulary
from generator.model.date import DATE_PATTERN, INTERVAL_PATTERN, Interval, PartialDate
from generator.model.meaning import is_record
from generator.model.number import COUNT_PATTERN, NUMBER_PATTERN, Count, Number
from generator.model.result import RESULT_KINDS, Result
from generator.model.text import ADDRESS_PATTERN, LISTED, SLUG_PATTERN, Address, Slug

Schema = dict[str, Any]
FOLDER = "data/schema"
_DRAFT = "http://json-schema.org/draft-07/schema#"
_COMMENT = (
    "Made by `evidence schema` from the model and the vocabulary of this project. Do not edit it."
)


def schema_files(vocabulary: Vocabulary) -> dict[str, bytes]:
    """Return the schema of every file of the record format, by its path in the project."""
    return {
        schema_path(file): (
            json.dumps(schema_of(file, vocabulary), ensure_ascii=False, indent=1) + "\n"
        ).encode()
        for file in FILES
    }


def schema_path(file: RecordFile) -> str:
    """Return where the schema of a file stands."""
    return f"{FOLDER}/{file.name.replace('_', '-')}.json"


def schema_of(file: RecordFile, vocabulary: Vocabulary) -> Schema:
    """Return the schema of one kind of file."""
    writer = _Writer(vocabulary)
    record = writer.reference(file.record)
    # Draft 07 ignores what stands beside a reference: as part of `allOf` it may have a title.
    body = {"type": "array", "items": record} if file.lists else record
    return {
        "$schema": _DRAFT,
        "$comment": _COMMENT,
        "title": file.name.replace("_", " ").capitalize(),
        "description": _first_sentence(file.record),
        **(body if file.lists else {"allOf": [body]}),
        "definitions": {name: writer.definitions[name] for name in sorted(writer.definitions)},
    }


def _padded(pattern: re.Pattern[str], needs: str = "") -> str:
    ahead = rf"(?=.*{needs})" if needs else ""
    return rf"^{ahead}\s*(?:{_portable(pattern)})\s*$"


def _whole(pattern: re.Pattern[str]) -> str:
    return f"^(?:{_portable(pattern)})$"


def _portable(pattern: re.Pattern[str]) -> str:
    """Return a pattern as JavaScript reads it too: no names of groups, digits are 0 to 9."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern).replace(r"\d", "[0-9]").replace('\\"', '"')


_SCALARS: tuple[tuple[Any, Schema], ...] = (
    # YAML makes a number of an id of digits alone, and of a year: both are taken as such.
    (Slug, {"type": ["string", "integer"], "pattern": _whole(SLUG_PATTERN), "minimum": 0}),
    (Address, {"type": "string", "pattern": _whole(ADDRESS_PATTERN)}),
    *((kind, {"type": "string", "pattern": _whole(SLUG_PATTERN)}) for kind in LISTED),
    (bool, {"type": ["boolean", "string"], "pattern": "^(true|false)$"}),
    (Count, {"type": ["integer", "string"], "pattern": _padded(COUNT_PATTERN), "minimum": 0}),
    (Number, {"type": ["number", "string"], "pattern": _padded(NUMBER_PATTERN, needs="[0-9]")}),
    (
        PartialDate,
        {
            "type": ["string", "integer"],
            "pattern": _padded(DATE_PATTERN),
            "minimum": 1,
            "maximum": 9999,
        },
    ),
    (Interval, {"type": "string", "pattern": _padded(INTERVAL_PATTERN)}),
    (str, {"type": ["string", "number", "boolean"], "pattern": r"\S"}),
)


class _Writer:
    """Writes the definitions of one schema, each record and each vocabulary once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.definitions: dict[str, Schema] = {}

    def reference(self, record: type) -> Schema:
        """Return the way to the definition of a record, which is made where it is not there yet."""
        if record.__name__ not in self.definitions:
            # A record may hold itself: its name is taken before its fields are looked at.
            self.definitions[record.__name__] = {}
            self.definitions[record.__name__] = (
                self._any_kind() if record is Result else self._object(record)
            )
        return {"$ref": f"#/definitions/{record.__name__}"}

    def _any_kind(self) -> Schema:
        """Return what holds for a result: the keys of its kind, or without a kind those of all."""
        known = {"required": ["kind"], "properties": {"kind": {"enum": list(RESULT_KINDS)}}}
        cases = [
            {
                "if": {"required": ["kind"], "properties": {"kind": {"const": name}}},
                "then": self.reference(kind),
            }
            for name, kind in RESULT_KINDS.items()
        ]
        return {
            "description": _first_sentence(Result),
            "type": "object",
            **known,
            "allOf": [*cases, {"if": known, "else": {"properties": self._properties(Result)}}],
        }

    def _object(self, record: type) -> Schema:
        return {
            "description": _first_sentence(record),
            "type": "object",
            "additionalProperties": False,
            "required": [field.name for field in fields_of(record) if field.required],
            "properties": self._properties(record),
        }

    def _properties(self, record: type) -> dict[str, Schema]:
        return {
            field.name: {"description": described(field), **self._field(field), **_examples(field)}
            for field in fields_of(record)
        }

    def _field(self, field: Field) -> Schema:
        entry = self._entry(field)
        if field.is_list:
            return {"type": "array", "items": entry}
        if field.is_table:
            names = {"pattern": _whole(SLUG_PATTERN)}
            return {"type": "object", "propertyNames": names, "additionalProperties": entry}
        return entry

    def _entry(self, field: Field) -> Schema:
        if is_record(field.entry):
            return self.reference(field.entry)
        if field.names and self.vocabulary.of(field.names):
            return self._named(field.names)
        return _scalar(field.entry)

    def _named(self, kind: str) -> Schema:
        labels = self.vocabulary.of(kind)
        name = f"{kind} of the vocabulary".replace(" ", "-")
        # Written once and referred to: most fields that name a part of the vocabulary share it.
        self.definitions[name] = {"enum": list(labels), "enumDescriptions": list(labels.values())}
        return {"$ref": f"#/definitions/{name}"}


def described(field: Field) -> str:
    """Return what a field means and may hold, for the one who writes it."""
    meaning = field.meaning
    sentences = [f"{meaning.words[:1].upper()}{meaning.words[1:]}"]
    if not is_record(field.entry) and not field.allowed:
        sentences.append(field.type_words[:1].upper() + field.type_words[1:])
    if meaning.examples:
        sentences.append(f"Example: {' · '.join(meaning.examples)}")
    return " ".join(f"{sentence}." for sentence in sentences)


def _scalar(annotation: Any) -> Schema:
    """Return the schema of a single value, in each form that YAML gives to its text."""
    if get_origin(annotation) is Literal:
        return {"enum": list(annotation.__args__)}
    kind = next(schema for read, schema in _SCALARS if annotation == read)
    return {**kind, "patternErrorMessage": f"Expected {words_of(annotation)}."}


def _examples(field: Field) -> Schema:
    """Return examples for an editor to offer, where nothing else says what may stand there."""
    chosen = field.allowed or field.names
    single = not (field.is_list or field.is_table or is_record(field.entry))
    if chosen or not single or not field.meaning.examples:
        return {}
    return {"examples": list(field.meaning.examples)}


def _first_sentence(record: type) -> str:
    return (record.__doc__ or "").partition("\n")[0]
