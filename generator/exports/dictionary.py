"""What each column of the downloads means: that of its field, or of what a table adds."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_type_hints

from generator.model.meaning import meaning_of
from generator.model.result import Summary

# Columns that no field of a record stands behind.
_ADDED: Mapping[str, str] = {
    "accepted": "why a curator accepted the finding",
    "address": "permanent address of the number, from the site's root",
    "author": "author, as printed",
    "beside": "addresses of the rows of the other groups of the study: the same outcome and time",
    "code": "code of the rule, for good",
    "not_reported_for": "drugs of the other groups for which no source read reports the harm",
    "computed_because": "on what the computed count or total rests",
    "computed_events": "count that no source prints: worked out from percentage and total",
    "computed_total": "number of people that no source prints: worked out from the count and its "
    "percentage",
    "counts": "true for the rating that pages and figures use: the settled one, else the first",
    "design_label": "name of the design as readers see it",
    "expected": "what would go together",
    "file": "file of the record",
    "included": "day on which the study was included, to be extracted later",
    "item": "id of the question in the tool",
    "notices": "notices seen of any report: retraction, concern, erratum; "
    "empty is not the same as none",
    "numbers": "ids of the results or harms it is about",
    "against": "ids of the results they are held against, which are not in question",
    "path": "place inside the file",
    "original": "address of the report or register entry that the page shows, where it is known",
    "host": "kind of site that was read, by data/vocabulary/hosts.yml",
    "rank": "primary, copy of the primary text, or secondary",
    "rule": "what is found where the rule is broken",
    "source": "id of the page within its study",
    "study": "id of the study; its page is studies/<id>.html",
    "time": "time at which the value was measured, as printed",
    "value": "value as printed",
    "verdict": "how the figures stand to each other",
    "words": "the arithmetic, or the reason",
}


def meaning_of_column(records: Iterable[type], column: str) -> str:
    """Return what a column means; KeyError where neither a record nor a table says so.

    Parts of parts have names joined by a low line, as in `follow_up_mean`.
    """
    for record in records:
        for meaning in _meanings(record, column):
            return meaning
    # Better no build than a download with a column that nobody can explain.
    return _ADDED[column]


def _meanings(record: type, column: str) -> Iterator[str]:
    """Yield the meaning of a column as a field of a record, or as a part of one of its fields."""
    hints = get_type_hints(record)
    if column in hints:
        yield meaning_of(record, column).words
    for name, hint in hints.items():
        part_of_field = column.removeprefix(f"{name}_")
        if part_of_field == column:
            continue
        for part in _records(hint):
            # A figure of a summary says nothing without the name of the summary.
            whole = f"{meaning_of(record, name).words}: " if part is Summary else ""
            yield from (f"{whole}{meaning}" for meaning in _meanings(part, part_of_field))


def _records(hint: Any) -> Iterator[type]:
    """Yield the records an optional field may hold."""
    for part in (hint, *get_args(hint)):
        if isinstance(part, type) and dataclasses.is_dataclass(part):
            yield part
