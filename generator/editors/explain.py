"""What a curator may ask about: a field, a file of the record format, a word of the vocabulary or the glossary."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.editors.example import Example, example_of
from generator.editors.fields import PlacedField, every_field, fields_of
from generator.editors.files import FILES, RecordFile
from generator.editors.names import vocabulary_of
from generator.model.evidence import Evidence
from generator.model.result import RESULT_KINDS, Result

_INDEX = re.compile(r"\[\d*\]")
_HOMES = {
    "drug": "data/vocabulary/drugs.yml",
    "measure": "data/vocabulary/measures.yml",
    "population": "data/vocabulary/populations.yml",
    "design": "data/vocabulary/designs.yml",
    "age group": "data/vocabulary/age_groups.yml",
}


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """A field in words, with the other places where a field means the same."""

    places: tuple[PlacedField, ...]
    allowed: tuple[str, ...]
    kinds: tuple[str, ...]
    example: Example | None

    @property
    def first(self) -> PlacedField:
        """Return the place that stands for all of them."""
        return self.places[0]


@dataclass(frozen=True, slots=True)
class WordAnswer:
    """A word of the vocabulary or of the glossary: what it is, where it is defined, and what is said of it."""

    word: str
    kind: str
    home: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """A file of the record format, with the keys it must and may have."""

    file: RecordFile
    required: tuple[str, ...]
    further: tuple[str, ...]


Answer = FieldAnswer | WordAnswer | FileAnswer


def answers(evidence: Evidence, question: str) -> list[Answer]:
    """Return everything the question can mean: files first, then fields, then words."""
    asked = _INDEX.sub("", question.strip()).strip(".")
    found: list[Answer] = [*_files(asked), *_fields(evidence, asked), *_words(evidence, asked)]
    return found


def near(evidence: Evidence, question: str) -> list[str]:
    """Return what the question may have meant, the nearest first."""
    asked = _INDEX.sub("", question.strip())
    names = [placed.path for placed in every_field()] + [
        placed.field.name for placed in every_field()
    ]
    words = [word for labels in vocabulary_of(evidence).labels.values() for word in labels]
    known = dict.fromkeys([*names, *(file.name for file in FILES), *words])
    return difflib.get_close_matches(asked, known, n=5, cutoff=0.6)


def _files(asked: str) -> Iterator[FileAnswer]:
    for file in FILES:
        if asked in {file.name, file.path}:
            fields = fields_of(file.record)
            required = tuple(field.name for field in fields if field.required)
            yield FileAnswer(
                file, required, tuple(field.name for field in fields if not field.required)
            )


def _fields(evidence: Evidence, asked: str) -> Iterator[FieldAnswer]:
    groups: dict[tuple[object, ...], list[PlacedField]] = {}
    for placed in _matching(asked):
        field = placed.field
        groups.setdefault((field.meaning, str(field.annotation)), []).append(placed)
    for places in groups.values():
        first = places[0]
        example = next(filter(None, (example_of(evidence, placed) for placed in places)), None)
        yield FieldAnswer(tuple(places), _allowed(evidence, first), _kinds(first), example)


def _matching(asked: str) -> list[PlacedField]:
    """Return the fields at a way that begins at a file's name or at its top; else all whose way ends so."""
    whole = [
        placed
        for placed in every_field()
        if asked in {f"{placed.file.name}.{placed.path}", placed.path}
    ]
    exact = [
        placed for placed in whole if asked.startswith(f"{placed.file.name}.") or "." in placed.path
    ]
    ending = [placed for placed in every_field() if f".{placed.path}".endswith(f".{asked}")]
    return exact or ending


def _allowed(evidence: Evidence, placed: PlacedField) -> tuple[str, ...]:
    return placed.field.allowed or tuple(vocabulary_of(evidence).of(placed.field.names))


def _kinds(placed: PlacedField) -> tuple[str, ...]:
    """Return the kinds of result that have the field, where not all have it."""
    if not issubclass(placed.field.record, Result):
        return ()
    kinds: dict[str, type] = dict(RESULT_KINDS)
    having = tuple(
        name
        for name, kind in kinds.items()
        if placed.field.name in {one.name for one in fields_of(kind)}
    )
    return having if len(having) < len(RESULT_KINDS) else ()


def _words(evidence: Evidence, asked: str) -> Iterator[WordAnswer]:
    held = {
        "drug": evidence.drugs,
        "measure": evidence.measures,
        "population": evidence.populations,
        "design": evidence.designs,
        "age group": evidence.age_groups,
    }
    for kind, records in held.items():
        if asked in records:
            yield WordAnswer(
                asked, kind, _HOMES[kind], (*_facts(records[asked]), *_uses(evidence, kind, asked))
            )
    for term in evidence.glossary:
        if asked.casefold() in {word.casefold() for word in (term.term, *term.also)}:
            yield WordAnswer(
                term.term, "word of the glossary", "data/vocabulary/glossary.yml", _facts(term)
            )


def _facts(record: object) -> tuple[tuple[str, str], ...]:
    """Return what a vocabulary says of a word, single values only."""
    told = (
        "label",
        "definition",
        "role",
        "domain",
        "kind",
        "unit",
        "better",
        "comparative",
        "appraisal_tool",
        "note",
    )
    values = ((name, getattr(record, name, None)) for name in told)
    return tuple((name, str(value)) for name, value in values if value is not None)


def _uses(evidence: Evidence, kind: str, word: str) -> tuple[tuple[str, str], ...]:
    """Return how many studies use the word."""
    used = {
        "drug": lambda study: word in study.drugs or any(arm.drug == word for arm in study.arms),
        "measure": lambda study: any(getattr(row, "measure", None) == word for row in study.rows),
        "population": lambda study: word in study.populations,
        "design": lambda study: study.design == word,
        "age group": lambda study: bool(study.population) and study.population.age_group == word,
    }[kind]
    return (("studies that use it", str(sum(map(used, evidence.studies.values())))),)
