"""What was followed in single patients: who has which values and changed how much."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from generator.model.number import bare_decimal
from generator.model.study import Patient, Study
from generator.model.vocabulary import Measure, Threshold
from generator.synthesis.candidates import weeks_of

_LEVEL = re.compile(r"(>=|<=|>|<|≥|≤)?\s*(\d+(?:\.\d+)?)")
_POINTS = re.compile(r"(\d+(?:\.\d+)?) points")
_CHANGE = re.compile(r"change|difference", re.IGNORECASE)
# One value is no course, and one patient no series.
_SEVERAL = 2
_SIGNS = {"lower": -1, "higher": 1}


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
        points = chain.from_iterable(course.points for course in longest_first)
        return tuple(dict.fromkeys(point.time for point in points))

    @property
    def lines(self) -> tuple[Course, ...]:
        """Return the patients with values at two times or more."""
        return tuple(course for course in self.courses if len(course.points) >= _SEVERAL)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the patients with values at the first and last time, as recorded."""
        changes = []
        for course in self.courses:
            first, last = course.at(self.times[0]), course.at(self.times[-1])
            if first and last:
                changes.append(Change(course.patient, first, last))
        return tuple(changes)


class Observed(NamedTuple):
    """How long one patient was observed, and what was seen over that time in words."""

    patient: Patient
    weeks: Decimal
    seen: tuple[str, ...]


class SinglePatients(NamedTuple):
    """What a study says of its patients one by one.

    `named` is how many are described, `people` how many the study has, or how many are named where
    it does not say; `in_words` are the measures whose values over time are words.
    """

    named: int
    people: int
    observed: tuple[Observed, ...]
    in_words: tuple[str, ...]
    followed: tuple[Followed, ...]


def single_patients(study: Study) -> SinglePatients:
    """Return what a study says of its patients one by one."""
    named = len({row.patient for row in study.patients})
    return SinglePatients(
        named=named,
        people=max(study.size.value if study.size else 0, named),
        observed=observed(study),
        in_words=told_in_words(study),
        followed=followed(study),
    )


def followed(study: Study) -> tuple[Followed, ...]:
    """Return each finding in each unit that two or more patients have two values of."""
    names = tuple(dict.fromkeys(row.patient for row in study.patients))
    courses: dict[tuple[str, str | None], list[Course]] = {}
    for row in study.patients:
        points = _points(row)
        if row.measure and points:
            courses.setdefault((row.measure, row.unit), []).append(Course(row, points))
    size = max(study.size.value if study.size else 0, len(names))
    findings = [
        Followed(measure, unit, tuple(group), size, names)
        for (measure, unit), group in courses.items()
    ]
    return tuple(
        finding for finding in findings if len(finding.lines) >= _SEVERAL and _one_row_each(finding)
    )


def observed(study: Study) -> tuple[Observed, ...]:
    """Return the patients of whom a length of observation is printed, the longest first."""
    patients: dict[str, Observed] = {}
    for row in study.patients:
        weeks = weeks_of(row.observed)
        if weeks is not None:
            patients[row.patient] = Observed(row, weeks, _in_words(study, row.patient))
    return tuple(sorted(patients.values(), key=lambda patient: -patient.weeks))


def told_in_words(study: Study) -> tuple[str, ...]:
    """Return the findings whose values over time are words, not numbers."""
    rows = [row for row in study.patients if row.values and not _points(row)]
    return tuple(dict.fromkeys(row.measure for row in rows if row.measure))


def levels(measure: Measure | None, unit: str | None) -> tuple[ThresholdMark, ...]:
    """Return the thresholds that are a place on the scale of the measure, such as `>=48`.

    One that is called a change is none, whatever its number: it would stand in a wrong place.
    """
    return tuple(
        ThresholdMark(Decimal(match[2]), threshold)
        for threshold, match in _matches(measure, unit, _LEVEL)
        if not _CHANGE.search(threshold.label)
    )


def steps(measure: Measure | None, unit: str | None) -> tuple[ThresholdMark, ...]:
    """Return the thresholds that are a change in the good direction, such as `4 points`."""
    sign = _SIGNS.get((measure.better if measure else None) or "")
    if sign is None:
        return ()
    return tuple(
        ThresholdMark(sign * Decimal(match[1]), threshold)
        for threshold, match in _matches(measure, unit, _POINTS)
    )


def _matches(
    measure: Measure | None, unit: str | None, pattern: re.Pattern[str]
) -> Iterator[tuple[Threshold, re.Match[str]]]:
    """Yield the thresholds written like this; none for values in another unit."""
    if measure is None or (unit is not None and unit != measure.unit):
        return
    for threshold in measure.thresholds:
        match = pattern.fullmatch(threshold.value.strip())
        if match:
            yield threshold, match


def _one_row_each(finding: Followed) -> bool:
    """Tell whether every patient has one row: two rows of one may be two courses of a drug."""
    names = [course.patient.patient for course in finding.courses]
    return len(set(names)) == len(names)


def _points(row: Patient) -> tuple[Point, ...]:
    values = [(value, bare_decimal(value.value)) for value in row.values]
    return tuple(
        Point(value.time, number, value.value) for value, number in values if number is not None
    )


def _in_words(study: Study, name: str) -> tuple[str, ...]:
    """Return what was seen in a patient: findings that are no numbers, and the response."""
    rows = [row for row in study.patients if row.patient == name]
    findings = (" → ".join(value.value for value in row.values) for row in rows if not _points(row))
    responses = (row.response for row in rows if row.response)
    return (*filter(None, findings), *responses)
