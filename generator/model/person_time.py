"""Person-time and rates as sources word them: how many people's years a unit stands for."""

import re
from typing import NamedTuple

from generator.model.result import RateResult

# A year of 365.25 days and of twelve months.
_YEARS = {"day": 1 / 365.25, "week": 7 / 365.25, "month": 1 / 12, "year": 1.0}
_SHORT = {"y": "year", "yr": "year", "mo": "month", "wk": "week", "d": "day", "py": "year"}
_TIME = r"(?:(?P<people>[a-z]+)[-\s]*)?\b(?P<time>days?|weeks?|months?|years?|yrs?|mos?|wks?|pys?)"
_UNIT = re.compile(rf"^\s*(?P<many>\d[\d,.]*)?\s*{_TIME}\b", re.IGNORECASE)
_PER = re.compile(r"(?:\bper\b|/)(?P<rest>.*)$", re.IGNORECASE)


class PersonTime(NamedTuple):
    """A length of person-time: so many of a unit, and how many years that unit is."""

    many: float
    unit: str

    @property
    def years(self) -> float:
        """Return the person-years it stands for."""
        return self.many * _YEARS[self.unit]


def read_unit(unit: str | None) -> PersonTime | None:
    """Return the person-time that words name; None where they name none.

    >>> read_unit("patient-years"), read_unit("1,000 person-months").years
    (PersonTime(many=1.0, unit='year'), 83.33333333333333)
    >>> read_unit("points") is None
    True
    """
    match = _UNIT.match(unit or "")
    if match is None:
        return None
    many = float(match["many"].replace(",", "").rstrip(".")) if match["many"] else 1.0
    time = match["time"].lower().removesuffix("s")
    return PersonTime(many, _SHORT.get(time, time))


def read_per(unit: str | None) -> PersonTime | None:
    """Return the person-time in which a rate counts events; None where no rate is worded.

    >>> read_per("per 100 patient-years"), read_per("events/1000 PY"), read_per("percent")
    (PersonTime(many=100.0, unit='year'), PersonTime(many=1000.0, unit='year'), None)
    """
    match = _PER.search(unit or "")
    return read_unit(match["rest"]) if match else None


def person_years(result: RateResult) -> float | None:
    """Return how many person-years a group was followed; None where they are not printed so."""
    unit, time = read_unit(result.person_time_unit), result.person_time
    if unit is None or time is None or time.exact is None:
        return None
    return float(time.exact) * unit.years


def rate_per_year(result: RateResult) -> float | None:
    """Return the printed rate as events in one person-year; None where it is not printed so."""
    per, rate = read_per(result.unit), result.value
    if per is None or rate is None or rate.exact is None or not per.years:
        return None
    return float(rate.exact) / per.years


def is_rate_unit(unit: str | None) -> bool:
    """Tell whether a unit is that of a rate: so many in a length of person-time.

    >>> is_rate_unit("per 100 patient-years"), is_rate_unit("points per week"), is_rate_unit(None)
    (True, False, False)
    """
    match = _PER.search(unit or "")
    per = _UNIT.match(match["rest"]) if match else None
    return per is not None and bool(per["many"] or per["people"] or "py" in per["time"].lower())
