"""Dates of CSL-JSON and Crossref, whose parts may be text, empty, null or too many."""

from collections.abc import Mapping
from typing import Any

from generator.formats.parts.json_fields import JsonObject, text_of
from generator.formats.parts.printed_date import PrintedDate, day_number, month_number, read_date

# The day a work appeared, the better field first; programs disagree on which of them they fill.
_DATES = (
    "issued",
    "published",
    "published-print",
    "published-online",
    "posted",
    "created-date",
    "date",
)


def publication_date(entry: JsonObject) -> PrintedDate:
    """Return the first date of a work that has a year, else the first that has words."""
    dates = [_read(entry.get(name)) for name in _DATES]
    printed = [date for date in dates if date.text]
    for date in dates:
        if date.year:
            return date
    year = text_of(entry, "year")
    if year:
        return read_date(year)
    return printed[0] if printed else PrintedDate()


def date_of(value: JsonObject) -> PrintedDate:
    """Return the date of a CSL object: its parts, or what it says in words."""
    parts: Any = value.get("date-parts")
    figures = _figures(parts[0]) if isinstance(parts, list) and parts else []
    year = read_date(figures[0]).year if figures else None
    if not year:
        return read_date(text_of(value, "raw", "literal", "date-time"))
    # Two lists of parts are a span, of which only the first year is certain.
    is_span = len(parts) > 1
    month = day = None
    if len(figures) > 1 and not is_span:
        month = month_number(figures[1])
    if month and len(figures) > 2:  # noqa: PLR2004 - year, month, day
        day = day_number(figures[2])
    return PrintedDate("-".join(part.zfill(2) for part in figures), year, month, day)


def _read(value: Any) -> PrintedDate:
    if isinstance(value, Mapping):
        return date_of(value)
    return read_date(value) if isinstance(value, str) else PrintedDate()


def _figures(parts: Any) -> list[str]:
    """Return year, month and day as far as they are given; nothing where a part is no text."""
    if not isinstance(parts, list) or any(isinstance(part, list | dict) for part in parts):
        return []
    return [str(part) for part in parts[:3] if part not in {None, ""}]
