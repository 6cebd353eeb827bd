"""What was followed in single patients: who has which values, who changed by how much, who is missing; none imputed."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.model.number import bare_decimal
from generator.model.study import Patient, Study
from generator.model.vocabulary import Measure, Threshold
from generator.synthesis.candidates import weeks_of

_LEVEL = re.compile(r"(>=|<=|>|<|≥|≤)?\s*(\d+(?:\.\d+)?)")
_POINTS = re.compile(r"(\d+(?:\.\d+)?) points")
_CHANGE = re.compile(r"change|difference", re.IGNORECASE)
_SEVERAL = 2


class Point(NamedTuple):
    """A value of one patient that is a bare number, at a time in the words of the source."""

    time: str
    value: Decimal
    printed: str


class Course(NamedTuple):
    """The values of one patient, in the order of time."""

    patient: Patient
    points: tuple[Point, ...]

    def at(self, time: str) -> Point | None:
        """Return the value at a time; None where none is printed."""
        return next((point for point in self.points if point.time == time), None)


class Change(NamedTuple):
    """From the first to the last time in one patient, both printed; the difference is computed."""

    patient: Patient
    first: Point
    last: Point

    @property
    def difference(self) -> Decimal:
        """Return the last value less the first."""
        return self.last.value - self.first.value


class ThresholdMark(NamedTuple):
    """A threshold as a place on an axis, with its source."""

    at: Decimal
    threshold: Threshold


class Followed(NamedTuple):
    """One finding in one unit, followed in several patients of a study.

    `patients` is how many people the study has, or how many are named where it does not say.
    """

    measure: str
    unit: str | None
    courses: tuple[Course, ...]
    patients: int
    named: tuple[str, ...]

    @property
    def times(self) -> tuple[str, ...]:
        """Return the times in order, as the patient with most values has them."""
        longest_first = sorted(self.courses, key=lambda course: -len(course.points))
        return tuple(
            dict.fromkeys(point.time for course in longest_first for point in course.points)
        )

    @property
    def lines(self) -> tuple[Course, ...]:
        """Return the patients with values at two times or more."""
        return tuple(course for course in self.courses if len(course.points) >= _SEVERAL)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the patients with a value at the first and at the last time, in the order of the record."""
        first, last = self.times[0], self.times[-1]
        both = ((course, course.at(first), course.at(last)) for course in self.courses)
        return tuple(Change(course.patient, a, b) for course, a, b in both if a and b)

    def missing(self) -> Iterator[str]:
        """Yield in words which values of which patients are not printed, or are no plain numbers."""
        for course in self.courses:
            for time in self.times:
                if course.at(time) is None:
                    printed = next(
                        (value.value for value in course.patient.values if value.time == time), ""
                    )
                    words = (
                        f"“{printed}” at {time} is no plain number"
                        if printed
                        else f"no value at {time}"
                    )
                    yield f"patient {course.patient.patient}: {words}"
        silent = [
            name
            for name in self.named
            if name not in {course.patient.patient for course in self.courses}
        ]
        if silent:
            yield f"{'patient' if len(silent) == 1 else 'patients'} {', '.join(silent)}: no value at all"


class Observed(NamedTuple):
    """How long one patient was observed, and what was seen over that time in words."""

    patient: Patient
    weeks: Decimal
    seen: tuple[str, ...]


def followed(study: Study) -> tuple[Followed, ...]:
    """Return what can be drawn of single patients: each finding in each unit, where two or more have two values."""
    names = tuple(dict.fromkeys(row.patient for row in study.patients))
    rows: dict[tuple[str, str | None], list[Course]] = {}
    for row in study.patients:
        if row.measure and (points := _points(row)):
            rows.setdefault((row.measure, row.unit), []).append(Course(row, points))
    size = max(study.size.value if study.size else 0, len(names))
    every = (
        Followed(measure, unit, tuple(own), size, names) for (measure, unit), own in rows.items()
    )
    return tuple(one for one in every if len(one.lines) >= _SEVERAL and _one_row_each(one))


def observed(study: Study) -> tuple[Observed, ...]:
    """Return the patients of whom a length of observation is printed, the longest first."""
    weeks = {
        row.patient: (row, length)
        for row in study.patients
        if (length := weeks_of(row.observed)) is not None
    }
    found = [Observed(row, length, _in_words(study, name)) for name, (row, length) in weeks.items()]
    return tuple(sorted(found, key=lambda one: -one.weeks))


def told_in_words(study: Study) -> tuple[str, ...]:
    """Return the findings whose values over time are words, not numbers."""
    return tuple(
        dict.fromkeys(
            row.measure for row in study.patients if row.measure and row.values and not _points(row)
        )
    )


def levels(measure: Measure | None, unit: str | None) -> tuple[ThresholdMark, ...]:
    """Return the thresholds that are a place on the scale of the measure: a bare number such as `>=48`.

    One that is called a change is none, whatever its number: it would stand in a wrong place.
    """
    return tuple(
        ThresholdMark(Decimal(found[2]), item)
        for item, found in _matches(measure, unit, _LEVEL)
        if not _CHANGE.search(item.label)
    )


def steps(measure: Measure | None, unit: str | None) -> tuple[ThresholdMark, ...]:
    """Return the thresholds that are a change in the good direction: a number of points such as `4 points`."""
    sign = {"lower": -1, "higher": 1}.get((measure.better if measure else None) or "")
    return tuple(
        ThresholdMark(sign * Decimal(found[1]), item)
        for item, found in _matches(measure, unit, _POINTS)
        if sign
    )


def _matches(
    measure: Measure | None, unit: str | None, pattern: re.Pattern[str]
) -> Iterator[tuple[Threshold, re.Match[str]]]:
    """Yield the thresholds written like this; none where the values stand in another unit than the measure."""
    if measure is None or (unit is not None and unit != measure.unit):
        return
    for item in measure.thresholds:
        if found := pattern.fullmatch(item.value.strip()):
            yield item, found


def _one_row_each(one: Followed) -> bool:
    """Tell whether every patient has one row: two rows of one patient may be two courses of a drug."""
    names = [course.patient.patient for course in one.courses]
    return len(set(names)) == len(names)


def _points(row: Patient) -> tuple[Point, ...]:
    found = ((value, bare_decimal(value.value)) for value in row.values)
    return tuple(
        Point(value.time, number, value.value) for value, number in found if number is not None
    )


def _in_words(study: Study, name: str) -> tuple[str, ...]:
    """Return what was seen in a patient over time, in words: findings whose values are no numbers, and the response."""
    rows = [row for row in study.patients if row.patient == name]
    told = [" → ".join(_told(row)) for row in rows if row.values and not _points(row)]
    return (*told, *(row.response for row in rows if row.response))


def _told(row: Patient) -> Sequence[str]:
    return [value.value for value in row.values]
