"""A record as one line of text: parts of parts get names joined by a low line."""

import dataclasses
from collections.abc import Collection, Iterator

from generator.model.date import Interval, PartialDate
from generator.model.identifier import Doi, Pmcid, Pmid
from generator.model.number import Count, Number, WorkedOutCount

Line = dict[str, str]
# Values with parts of their own that are written as they were printed.
_PRINTED: tuple[type, ...] = (Number, Count, PartialDate, Interval, Doi, Pmid, Pmcid)


def flat(record: object, leave_out: Collection[str] = ()) -> Line:
    """Return a record as one line; an absent value is empty.

    >>> from generator.model.number import Number
    >>> from generator.model.result import Summary
    >>> flat(Summary(mean=Number.parse("9.50")), leave_out={"note"})["mean"]
    '9.50'
    """
    return dict(_cells(record, "", leave_out))


def has_parts(value: object) -> bool:
    """Tell whether a value is a record, and not a number, date or identifier as printed."""
    return dataclasses.is_dataclass(value) and not isinstance(value, (type, *_PRINTED))


def _cells(
    record: object, prefix: str, leave_out: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    for field in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        name = f"{prefix}{field.name}"
        if field.name in leave_out:
            continue
        if has_parts(value):
            yield from _cells(value, f"{name}_")
        else:
            yield name, _text(value)


def _text(value: object) -> str:
    # What no source prints stands in columns of its own.
    if value is None or isinstance(value, WorkedOutCount):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "; ".join(map(_text, value))
    if has_parts(value):
        return ", ".join(f"{name}: {text}" for name, text in _cells(value, "") if text)
    return str(value)
