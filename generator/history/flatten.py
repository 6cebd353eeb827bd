"""A record becomes statements: one for each single value, under an address that does not depend on order."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.model.citation import Author
from generator.model.judgement import (
    Acceptance,
    Appraisal,
    AppraisalItem,
    CertaintyStep,
    Guard,
    NotCounted,
)
from generator.model.reference import Relation, ScreeningRecord
from generator.model.register import RegisterFact
from generator.model.release import Stated
from generator.model.result import Result
from generator.model.study import Baseline, Harm, Patient, PatientValue
from generator.model.topic import ChosenOutcome, ChosenOutcomes
from generator.model.vocabulary import Approval, GlossaryTerm, ToolAnswer, ToolItem, ToolSource

Words = Callable[[object], str]
# By which of its values a row without a permanent id is known, so that a new row moves no other.
_KNOWN_BY: dict[type, tuple[str, ...]] = {
    Baseline: ("item", "arm", "measure"),
    Patient: ("patient", "measure", "reported_as", "arm"),
    PatientValue: ("time",),
    Appraisal: ("study", "tool"),
    AppraisalItem: ("id",),
    CertaintyStep: ("domain",),
    NotCounted: ("result",),
    Guard: ("at", "key"),
    RegisterFact: ("field",),
    ChosenOutcomes: ("population",),
    ChosenOutcome: ("certainty",),
    Approval: ("region", "indication", "product"),
    ToolAnswer: ("answer",),
    ToolItem: ("id",),
    ToolSource: ("url",),
    GlossaryTerm: ("term",),
    Acceptance: ("code", "at"),
    ScreeningRecord: ("identifier",),
    Relation: ("subject", "relation", "object"),
}
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
    record: Any, address: str, words: Words, leave_out: Iterable[str] = ()
) -> Iterator[Stated]:
    """Yield what a record states, then what its rows state, each under an address of its own."""
    values: dict[str, str] = {}
    rows: list[Stated] = []
    below = _within(words(record), words) if isinstance(record, Patient) else words
    for name, value, default in _fields(record):
        if name in leave_out or name in PLACES or value in (None, (), "") or value == default:
            continue
        if _holds_rows(value):
            rows += _rows(value, address, name, below)
        elif _is_record(value) and any(_holds_rows(inner) for _, inner, _ in _fields(value)):
            rows += flatten(value, f"{address}/{name}", below)
        else:
            values.update(_values(name, value))
    yield Stated(address=address, words=words(record), values=values)
    yield from rows


def _within(whole: str, words: Words) -> Words:
    """Return the words of rows that are not understood without the record they stand in."""
    return lambda record: f"{whole}, {words(record)}"


def rows_of(
    records: Iterable[Any], address: str, words: Words, leave_out: Iterable[str] = ()
) -> Iterator[Stated]:
    """Yield what records of a list state, each under the name it is known by."""
    for name, record in _named(records):
        yield from flatten(record, f"{address}/{name}", words, leave_out)


def slug(text: str) -> str:
    """Return a text as a step of an address.

    >>> slug("River score, week 12")
    'river-score-week-12'
    """
    return _OUTSIDE_A_NAME.sub("-", text.casefold()).strip("-") or "-"


def _rows(value: Any, address: str, name: str, words: Words) -> Iterator[Stated]:
    if isinstance(value, Mapping):
        for key, record in sorted(value.items()):
            yield from flatten(record, f"{address}/{name}/{key}", words)
        return
    for known_by, record in _named(value):
        own = (
            f"{address}#{known_by}"
            if isinstance(record, Result | Harm)
            else f"{address}/{name}/{known_by}"
        )
        yield from flatten(record, own, words)


def _named(records: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield records with the names they are known by, each name once; which of several alike is first is settled."""
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
    found = [getattr(record, name) for name in names]
    return ".".join(slug(str(part)) for part in found if part is not None)


def _content(record: Any) -> tuple[str, ...]:
    """Return what a record says, without the line it stands on: by this, records of one name are put in order."""
    return tuple(repr(value) for name, value, _ in _fields(record) if name not in PLACES)


def _values(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if name == "other" and isinstance(value, tuple):
        yield from ((f"other.{key}", text) for key, text in value)
    elif isinstance(value, tuple):
        texts = [_author(item) if isinstance(item, Author) else str(item) for item in value]
        yield name, BETWEEN.join(texts if name in _IN_ORDER else sorted(texts))
    elif isinstance(value, bool):
        yield name, "yes" if value else "no"
    elif _is_record(value):
        for part, inner, default in _fields(value):
            if inner not in (None, (), "") and inner != default:
                yield from _values(f"{name}.{part}", inner)
    else:
        yield name, str(value)


def _author(author: Author) -> str:
    return " ".join(filter(None, (author.surname, author.given, author.suffix)))


def _fields(record: Any) -> Iterator[tuple[str, Any, Any]]:
    for item in dataclasses.fields(record):
        yield item.name, getattr(record, item.name), item.default


def _holds_rows(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    return (
        isinstance(value, tuple)
        and bool(value)
        and _is_record(value[0])
        and not isinstance(value[0], Author)
    )


def _is_record(value: Any) -> bool:
    return (
        dataclasses.is_dataclass(value)
        and not isinstance(value, type)
        and not hasattr(type(value), "parse")
    )
