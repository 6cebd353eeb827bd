"""A record as statements, one for each value, under addresses that do not depend on order."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.model.answer import Answer
from generator.model.approval import Approval
from generator.model.citation import Author
from generator.model.judgement import (
    Acceptance,
    Appraisal,
    AppraisalItem,
    CertaintyRating,
    CertaintyStep,
    Guard,
    NotCounted,
)
from generator.model.number import WorkedOutCount
from generator.model.pooling_override import PoolingOverride
from generator.model.population import NearPopulation
from generator.model.reference import Relation, ScreeningRecord
from generator.model.register import LabelSection, RegisterFact
from generator.model.release import Stated
from generator.model.result import Result
from generator.model.study import Baseline, Harm, Patient, PatientValue
from generator.model.taken import Taken
from generator.model.topic import ChosenOutcome, ChosenOutcomes
from generator.model.vocabulary import GlossaryTerm, ToolAnswer, ToolItem, ToolSource

# Says what a record is about.
About = Callable[[object], str]
# By which of its values a row without a permanent id is known, so that a new row moves no other.
_KNOWN_BY: dict[type, tuple[str, ...]] = {
    Taken: ("drug",),
    Baseline: ("item", "arm", "measure"),
    Patient: ("patient", "measure", "reported_as", "arm"),
    PatientValue: ("time",),
    Appraisal: ("study", "tool"),
    AppraisalItem: ("id",),
    CertaintyStep: ("domain",),
    CertaintyRating: ("rater",),
    NotCounted: ("result",),
    Guard: ("at", "key"),
    RegisterFact: ("field",),
    LabelSection: ("section",),
    ChosenOutcomes: ("population",),
    ChosenOutcome: ("row_id",),
    Approval: ("region", "indication", "product"),
    ToolAnswer: ("answer",),
    ToolItem: ("id",),
    ToolSource: ("url",),
    GlossaryTerm: ("term",),
    NearPopulation: ("population",),
    Acceptance: ("code", "at"),
    PoolingOverride: ("result", "reason", "population"),
    Answer: ("about",),
    ScreeningRecord: ("identifier",),
    Relation: ("subject", "relation", "object"),
}
# The fields by which all other records are known, of which each has one.
_NAMES = ("id", "key", "citation")
# Where a record stands in a file is no part of what it states.
PLACES = frozenset({"line"})
# Lists whose order says something; the order of all others is nobody's business.
_IN_ORDER = frozenset({"reports", "authors", "editors"})
# Stands between the members of a list of words in one statement.
BETWEEN = "\n"
# Marks the second and further rows that are known by the same values.
AGAIN = "~"
_OUTSIDE_A_NAME = re.compile(r"[^a-z0-9]+")


def flatten(
    record: Any, address: str, about: About, leave_out: Iterable[str] = ()
) -> Iterator[Stated]:
    """Yield what a record states, then what its rows state, each under an address of its own."""
    values: dict[str, str] = {}
    rows: list[Stated] = []
    about_rows = _within(about(record), about) if isinstance(record, Patient) else about
    for name, value in _stated_fields(record):
        if name in leave_out or name in PLACES:
            continue
        if _holds_rows(value):
            rows += _rows(value, address, name, about_rows)
        elif _is_record(value) and _has_rows(value):
            rows += flatten(value, f"{address}/{name}", about_rows)
        else:
            values.update(_values(name, value))
    yield Stated(address=address, words=about(record), values=values)
    yield from rows


def _within(whole: str, about: About) -> About:
    """Return the words of rows that are not understood without the record they stand in."""
    return lambda record: f"{whole}, {about(record)}"


def rows_of(
    records: Iterable[Any], address: str, about: About, leave_out: Iterable[str] = ()
) -> Iterator[Stated]:
    """Yield what records of a list state, each under the name it is known by."""
    for name, record in _named(records):
        yield from flatten(record, f"{address}/{name}", about, leave_out)


def slug(text: str) -> str:
    """Return a text as a step of an address.

    >>> slug("River score, week 12")
    'river-score-week-12'
    """
    return _OUTSIDE_A_NAME.sub("-", text.casefold()).strip("-") or "-"


def _rows(value: Any, address: str, name: str, about: About) -> Iterator[Stated]:
    if isinstance(value, Mapping):
        for key, record in sorted(value.items()):
            yield from flatten(record, f"{address}/{name}/{key}", about)
        return
    for known_by, record in _named(value):
        has_address = isinstance(record, Result | Harm)
        place = f"{address}#{known_by}" if has_address else f"{address}/{name}/{known_by}"
        yield from flatten(record, place, about)


def _named(records: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield records with the names they are known by, each name once.

    Where several are known by the same name, what they say decides which is the first.
    """
    named = [(_known_by(record), record) for record in records]
    often = Counter(name for name, _ in named)
    if max(often.values(), default=0) > 1:
        named.sort(key=lambda pair: (pair[0], _content(pair[1]) if often[pair[0]] > 1 else ()))
    seen: Counter[str] = Counter()
    for name, record in named:
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}{AGAIN}{seen[name]}"), record


def _known_by(record: Any) -> str:
    names = _KNOWN_BY.get(type(record))
    if names is None:
        return next(str(getattr(record, name)) for name in _NAMES if hasattr(record, name))
    parts = (getattr(record, name) for name in names)
    return ".".join(slug(str(part)) for part in parts if part is not None)


def _content(record: Any) -> tuple[str, ...]:
    """Return what a record says, without the line it stands on."""
    fields = dataclasses.fields(record)
    return tuple(repr(getattr(record, field.name)) for field in fields if field.name not in PLACES)


def _values(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if name == "other" and isinstance(value, tuple):
        yield from ((f"other.{key}", text) for key, text in value)
    elif isinstance(value, tuple):
        texts = [_text(member) for member in value]
        yield name, BETWEEN.join(texts if name in _IN_ORDER else sorted(texts))
    elif isinstance(value, bool):
        yield name, "yes" if value else "no"
    elif _is_record(value):
        for part, inner in _stated_fields(value):
            yield from _values(f"{name}.{part}", inner)
    else:
        yield name, str(value)


def _text(member: object) -> str:
    if isinstance(member, Author):
        return " ".join(filter(None, (member.surname, member.given, member.suffix)))
    return str(member)


def _stated_fields(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields that say something: neither empty nor what goes without saying."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        said = value not in (None, (), "") and value != field.default
        # What was worked out is no statement of a source: it follows from those that are.
        if said and not isinstance(value, WorkedOutCount):
            yield field.name, value


def _holds_rows(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    if not isinstance(value, tuple) or not value:
        return False
    return _is_record(value[0]) and not isinstance(value[0], Author)


def _has_rows(record: Any) -> bool:
    return any(_holds_rows(getattr(record, field.name)) for field in dataclasses.fields(record))


def _is_record(value: Any) -> bool:
    is_parsed_from_text = hasattr(type(value), "parse")
    is_record = dataclasses.is_dataclass(value) and not isinstance(value, type)
    return is_record and not is_parsed_from_text
