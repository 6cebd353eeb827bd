"""Dates as bibliographies print them: `2020 Feb 3`, `2018/03/01/`, `1998 Dec-1999 Jan`."""

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>[A-Za-z]{3,9}\.?|[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[4-9]|20|21)[0-9]{2})"
# A time of day, as services write it behind the date.
_TIME = re.compile(r"(?<=[0-9])(?:T|\s+)[0-9]{1,2}:[0-9]{2}.*$|(?<=[0-9])T?Z$")
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}",
        rf"{_YEAR}[ /.-]{{1,2}}{_MONTH}",
        rf"{_YEAR}[ /.-]{{1,2}}{_MONTH}[ /.-]{{1,2}}{_DAY}",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        rf"(?P<month>[A-Za-z]{{3,9}}\.?) {_DAY},? {_YEAR}",
        rf"{_DAY}[ .-]{{1,2}}(?P<month>[A-Za-z]{{3,9}}\.?),?[ -]{_YEAR}",
        rf"(?P<month>[A-Za-z]{{3,9}}\.?),?[ -]{_YEAR}",
    )
)
_ANY_YEAR = re.compile(r"(?<![0-9])(?:1[4-9]|20|21)[0-9]{2}(?![0-9])")
_HIGHEST_DAY = 31


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, and what of it is certain: of a span or a season only the (first) year."""

    text: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Return year, month and day."""
        return self.year, self.month, self.day


def read_date(text: str) -> PrintedDate:
    """Return the date in `text`; without a year where none can be read.

    >>> read_date("2020 Feb 3")
    PrintedDate(text='2020 Feb 3', year=2020, month=2, day=3)
    >>> read_date("1998 Dec-1999 Jan").year
    1998
    """
    printed = " ".join(text.split())
    plain = _TIME.sub("", printed).strip(" /-.,")
    for form in _FORMS:
        if match := form.fullmatch(plain):
            parts = match.groupdict(default="")
            month = month_number(parts.get("month", ""))
            # A season, or a word that is no month.
            if parts.get("month") and month is None:
                break
            day = day_number(parts.get("day", ""))
            return PrintedDate(printed, int(parts["year"]), month, day)
    year = _ANY_YEAR.search(plain)
    return PrintedDate(printed, int(year[0]) if year else None)


def month_number(text: str) -> int | None:
    """Return the number of a month in figures or in English words, or None."""
    word = text.strip(" .").lower()
    if word.isascii() and word.isdigit():
        return int(word) if 1 <= int(word) <= len(_MONTHS) else None
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS and word.isalpha() else None


def day_number(text: str) -> int | None:
    """Return the day of a month, or None."""
    figures = text.strip()
    if not figures.isascii() or not figures.isdigit():
        return None
    return int(figures) if 1 <= int(figures) <= _HIGHEST_DAY else None
