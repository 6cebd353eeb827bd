"""Every place where one record names another by its id, which a rule asks after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from generator.model.evidence import Evidence, study_file
from generator.model.meaning import RecordField, is_record, record_fields
from generator.model.study import Study

_TOPIC = "data/topic.yml"
# The files that hold a list of records, each with the part of the evidence that was read from it.
_LISTS = {
    "data/registered_trials.yml": "registered_trials",
    "data/safety_notices.yml": "safety_notices",
    "data/reported_in_reviews.yml": "reported_in_reviews",
    "data/unread_reports.yml": "unread_reports",
    "data/appraisals.yml": "appraisals",
    "data/certainty.yml": "certainty",
    "data/corrections.yml": "corrections",
    "data/pooling_overrides.yml": "pooling_overrides",
    "data/answers.yml": "answers",
    "data/vocabulary/glossary.yml": "glossary",
    "data/vocabulary/appraisal_tools.yml": "appraisal_tools",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """An id that stands at a place and should name something."""

    file: str
    path: str
    id: str


def of_vocabulary(evidence: Evidence, kind: str, studies: Iterable[Study]) -> Iterator[Mention]:
    """Yield every drug, measure, population or design that some studies or other records name.

    The model says which fields name one: `means(..., names="drug")`.
    """
    for study in studies:
        yield from _below(study_file(study.id), "", study, kind)
    yield from _below(_TOPIC, "", evidence.topic, kind)
    populations = evidence.populations.values()
    yield from _entries("data/vocabulary/populations.yml", "", populations, kind)
    for file, name in _LISTS.items():
        yield from _entries(file, "", getattr(evidence, name), kind)


def _below(file: str, path: str, record: Any, kind: str) -> Iterator[Mention]:
    record_type: type = type(record)
    for field in _leading_to(record_type, kind):
        value = getattr(record, field.name)
        way = f"{path}.{field.name}" if path else field.name
        if isinstance(value, tuple):
            yield from _entries(file, way, value, kind)
        elif isinstance(value, str):
            yield Mention(file, way, value)
        elif value is not None:
            yield from _below(file, way, value, kind)


def _entries(file: str, path: str, entries: Iterable[object], kind: str) -> Iterator[Mention]:
    for number, entry in enumerate(entries):
        if isinstance(entry, str):
            yield Mention(file, f"{path}[{number}]", entry)
        else:
            yield from _below(file, f"{path}[{number}]", entry, kind)


@cache
def _leading_to(record: type, kind: str) -> tuple[RecordField, ...]:
    """Return the fields of a record that name something of a kind, or hold records that do."""
    return tuple(field for field in record_fields(record).values() if _names(field, kind))


def _names(field: RecordField, kind: str) -> bool:
    if field.meaning and field.meaning.names == kind:
        return True
    # What is inside an optional field, a list or a table counts as the field itself.
    parts: tuple[Any, ...] = (field.annotation, *get_args(field.annotation))
    return any(_leading_to(part, kind) for part in parts if is_record(part))


def listed(file: str, path: str, ids: Iterable[str]) -> Iterator[Mention]:
    """Yield the ids of a list, each with its place."""
    return _entries(file, path, ids, "")


def of_arms(study: Study) -> Iterator[Mention]:
    """Yield every arm that a row of the study names."""
    file = study_file(study.id)
    for name in ("results", "baseline", "patients", "harms"):
        for number, row in enumerate(getattr(study, name)):
            for key in ("arm", "against"):
                if getattr(row, key, None):
                    yield Mention(file, f"{name}[{number}].{key}", getattr(row, key))


def of_sources(study: Study) -> Iterator[Mention]:
    """Yield every source that a row or a card of the study names."""
    file = study_file(study.id)
    for name in ("results", "baseline", "patients", "harms"):
        for number, row in enumerate(getattr(study, name)):
            yield Mention(file, f"{name}[{number}].source", row.source)
            margin = getattr(row, "margin", None)
            if margin and margin.source:
                yield Mention(file, f"{name}[{number}].margin.source", margin.source)
    for name in ("population", "setting", "participants", "follow_up", "clusters"):
        card = getattr(study, name)
        if card and card.source:
            yield Mention(file, f"{name}.source", card.source)


def of_studies(evidence: Evidence) -> Iterator[Mention]:
    """Yield every study that is named outside its own file."""
    yield Mention(_TOPIC, "seed", evidence.topic.seed)
    for file in (
        "data/registered_trials.yml",
        "data/reported_in_reviews.yml",
        "data/unread_reports.yml",
        "data/appraisals.yml",
    ):
        for number, entry in enumerate(getattr(evidence, _LISTS[file])):
            if entry.study:
                yield Mention(file, f"[{number}].study", entry.study)
    for number, correction in enumerate(evidence.corrections):
        for place, about in enumerate(correction.about):
            study = about.partition("/")[0]
            yield Mention("data/corrections.yml", f"[{number}].about[{place}]", study)


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A permanent address of a number that stands at a place: a study, and one of its numbers."""

    mention: Mention
    study: str
    number: str


def of_numbers(evidence: Evidence) -> Iterator[NumberMention]:
    """Yield every permanent address of a number that is named: `study#number` or `study/number`."""
    for place, rating in enumerate(evidence.certainty):
        file, path = "data/certainty.yml", f"[{place}]"
        yield from _addresses(file, f"{path}.results", "#", rating.results)
        yield from _addresses(file, f"{path}.background", "#", rating.background)
        for number, left_out in enumerate(rating.not_counted):
            way = f"{path}.not_counted[{number}].result"
            yield from _addresses(file, way, "#", (left_out.result,))
    for place, correction in enumerate(evidence.corrections):
        yield from _addresses("data/corrections.yml", f"[{place}].about", "/", correction.about)
    for place, override in enumerate(evidence.pooling_overrides):
        file, path = "data/pooling_overrides.yml", f"[{place}].result"
        yield from _addresses(file, path, "#", (override.result,))
    for place, answer in enumerate(evidence.answers):
        file, path = "data/answers.yml", f"[{place}].rests_on"
        yield from _addresses(file, path, "#", answer.rests_on)
    # An appraisal names its study once and its results alone.
    for place, appraisal in enumerate(evidence.appraisals):
        about = [f"{appraisal.study}/{number}" for number in appraisal.about]
        yield from _addresses("data/appraisals.yml", f"[{place}].about", "/", about)


def _addresses(
    file: str, path: str, mark: str, addresses: Iterable[str]
) -> Iterator[NumberMention]:
    for address in addresses:
        study, marked, number = address.partition(mark)
        # An address without a mark is a whole study.
        if marked:
            yield NumberMention(Mention(file, path, address), study, number)
