"""Dates that may be known to the day, the month or only the year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

DATE_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
INTERVAL_PATTERN = re.compile(r"(\d+) (day|week|month|year)s?", re.ASCII)
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of which the month and the day may be unknown."""

    text: str
    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-11-22`, `2026-11` or `2026`; ValueError says which forms are read."""
        match = DATE_PATTERN.fullmatch(text.strip())
        if not match:
            raise ValueError("a date, as in 2026-11-22, 2026-11 or 2026")
        year = int(match[1])
        month, day = (int(part) if part else None for part in (match[2], match[3]))
        try:
            # A month or day that is written as 00 is a fault, not an unknown one.
            date(year, _or_first(month), _or_first(day))
        except ValueError:
            raise ValueError("a date that exists in the calendar") from None
        return cls(text.strip(), year, month, day)

    @property
    def first_day(self) -> date:
        """Return the earliest day the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """Return the latest day the date can mean.

        >>> PartialDate.parse("2026-02").last_day.isoformat()
        '2026-02-28'
        """
        month = self.month or 12
        last = calendar.monthrange(self.year, month)[1]
        return date(self.year, month, self.day or last)

    def words(self) -> str:
        """Return the date as a reader says it: `22 November 2026`, `November 2026` or `2026`."""
        month = calendar.month_name[self.month] if self.month else ""
        return " ".join(part for part in (str(self.day or ""), month, str(self.year)) if part)

    def __str__(self) -> str:
        """Return the date as written in the file."""
        return self.text


@dataclass(frozen=True, slots=True)
class Interval:
    """A length of time between searches, as in `3 months`."""

    text: str
    months: int
    days: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `3 months`, `6 weeks` or `1 year`; ValueError says which forms are read."""
        match = INTERVAL_PATTERN.fullmatch(text.strip())
        if not match:
            raise ValueError("a length of time, as in 3 months")
        count, unit = int(match[1]), match[2]
        return cls(text.strip(), count * _MONTHS.get(unit, 0), count * _DAYS.get(unit, 0))

    def after(self, start: date) -> date:
        """Return the day this long after `start`, or the last one of a month that is too short."""
        month_index = start.year * 12 + start.month - 1 + self.months
        year, month = divmod(month_index, 12)
        day = min(start.day, calendar.monthrange(year, month + 1)[1])
        return date.fromordinal(date(year, month + 1, day).toordinal() + self.days)

    def __str__(self) -> str:
        """Return the interval as written in the file."""
        return self.text


def day_words(day: date) -> str:
    """Return a day as a reader says it.

    >>> day_words(date(2026, 11, 22))
    '22 November 2026'
    """
    return f"{day.day} {day:%B} {day.year}"


def _or_first(number: int | None) -> int:
    """Return a month or a day, or the first where none is written."""
    return 1 if number is None else number
