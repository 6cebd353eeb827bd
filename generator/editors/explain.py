"""What a curator may ask about: a field, a file, a word of the vocabulary or the glossary."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from generator.editors.example import Example, example_of
from generator.editors.fields import PlacedField, every_field, fields_of
from generator.editors.files import FILES, RecordFile
from generator.editors.names import vocabulary_of
from generator.model.evidence import Evidence, by_id
from generator.model.meaning import record_fields
from generator.model.ratings import ratings_of
from generator.model.result import RESULT_KINDS, Result
from generator.model.study import Study

# So few that they fit a line, and so alike that a slip of the pen explains the rest.
_MOST_MEANT, _ALIKE = 5, 0.6
_INDEX = re.compile(r"\[\d*\]")
_HOMES = {
    "drug": "data/vocabulary/drugs.yml",
    "measure": "data/vocabulary/measures.yml",
    "population": "data/vocabulary/populations.yml",
    "design": "data/vocabulary/designs.yml",
    "age group": "data/vocabulary/age_groups.yml",
    "settling rule": "data/vocabulary/settling_rules.yml",
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
    """A word of the vocabulary or the glossary: what it is, its home, and what is said of it."""

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
    # A place pasted from a finding, as results[2].events, asks for the field in every entry.
    asked = _INDEX.sub("", question.strip()).strip(".")
    return [*_files(asked), *_fields(evidence, asked), *_words(evidence, asked)]


def near(evidence: Evidence, question: str) -> list[str]:
    """Return what the question may have meant, the nearest first."""
    asked = _INDEX.sub("", question.strip())
    known = [placed.path for placed in every_field()]
    known += [placed.field.name for placed in every_field()]
    known += [file.name for file in FILES]
    known += chain.from_iterable(vocabulary_of(evidence).labels.values())
    return difflib.get_close_matches(asked, dict.fromkeys(known), n=_MOST_MEANT, cutoff=_ALIKE)


def _files(asked: str) -> Iterator[FileAnswer]:
    for file in FILES:
        if asked in {file.name, file.path}:
            fields = fields_of(file.record)
            required = tuple(field.name for field in fields if field.required)
            further = tuple(field.name for field in fields if not field.required)
            yield FileAnswer(file, required, further)


def _fields(evidence: Evidence, asked: str) -> Iterator[FieldAnswer]:
    groups: dict[tuple[object, ...], list[PlacedField]] = {}
    for placed in _matching(asked):
        field = placed.field
        # What means the same and is read alike is told once, with all its places.
        groups.setdefault((field.meaning, str(field.annotation)), []).append(placed)
    for places in groups.values():
        first = places[0]
        example = next(filter(None, (example_of(evidence, placed) for placed in places)), None)
        yield FieldAnswer(tuple(places), _allowed(evidence, first), _kinds(first), example)


def _matching(asked: str) -> list[PlacedField]:
    """Return the fields at exactly this way, from a file or its top; else all whose way ends so."""
    exact = [placed for placed in every_field() if _is_exactly(placed, asked)]
    if exact:
        return exact
    return [placed for placed in every_field() if f".{placed.path}".endswith(f".{asked}")]


def _is_exactly(placed: PlacedField, asked: str) -> bool:
    """Tell whether a question is the way to a field.

    A single word, such as `events`, is asked of every field that ends so.
    """
    if asked == placed.path:
        return "." in asked
    return asked == f"{placed.file.name}.{placed.path}"


def _allowed(evidence: Evidence, placed: PlacedField) -> tuple[str, ...]:
    return placed.field.allowed or tuple(vocabulary_of(evidence).of(placed.field.names))


def _kinds(placed: PlacedField) -> tuple[str, ...]:
    """Return the kinds of result that have the field, where not all have it."""
    if not issubclass(placed.field.record, Result):
        return ()
    key = placed.field.name
    every_kind: dict[str, type] = dict(RESULT_KINDS)
    kinds = tuple(name for name, kind in every_kind.items() if key in record_fields(kind))
    return kinds if len(kinds) < len(RESULT_KINDS) else ()


def _words(evidence: Evidence, asked: str) -> Iterator[WordAnswer]:
    held = {
        "drug": evidence.drugs,
        "measure": evidence.measures,
        "population": evidence.populations,
        "design": evidence.designs,
        "age group": evidence.age_groups,
        "settling rule": by_id(evidence.settling_rules),
    }
    for kind, records in held.items():
        if asked in records:
            facts = (*_facts(records[asked]), *_uses(evidence, kind, asked))
            yield WordAnswer(asked, kind, _HOMES[kind], facts)
    for term in evidence.glossary:
        if asked.casefold() in {word.casefold() for word in (term.term, *term.also)}:
            yield WordAnswer(
                term.term, "word of the glossary", "data/vocabulary/glossary.yml", _facts(term)
            )


def _facts(record: object) -> tuple[tuple[str, str], ...]:
    """Return what a vocabulary says of a word, single values only."""
    names = (
        "label",
        "definition",
        "text",
        "role",
        "domain",
        "kind",
        "unit",
        "better",
        "comparative",
        "appraisal_tool",
        "youngest",
        "oldest",
        "note",
    )
    facts = []
    for name in names:
        value = getattr(record, name, None)
        if value is not None:
            facts.append((name, str(value)))
    return tuple(facts)


def _uses(evidence: Evidence, kind: str, word: str) -> tuple[tuple[str, str], ...]:
    """Return how many studies use the word; of a settling rule, in whose appraisals it stands."""
    used = {
        "drug": lambda study: word in study.drugs or any(arm.drug == word for arm in study.arms),
        "measure": lambda study: any(getattr(row, "measure", None) == word for row in study.rows),
        "population": lambda study: word in study.populations,
        "design": lambda study: study.design == word,
        "age group": lambda study: bool(study.population) and study.population.age_group == word,
        "settling rule": lambda study: word in _settled_by(evidence, study),
    }[kind]
    return (("studies that use it", str(sum(map(used, evidence.studies.values())))),)


def _settled_by(evidence: Evidence, study: Study) -> set[str | None]:
    """Return the rules by which the answers that count of a study were settled."""
    settled = (ratings.settled.items for ratings in ratings_of(evidence, study.id))
    return {answered.rule for answered in chain.from_iterable(settled)}
