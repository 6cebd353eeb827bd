"""Dates stand in order."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from generator.audit.check import in_each_study, value_check
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.study import Study
from generator.text.count_words import noun_for

# Mean lengths of the calendar; sources write both week and weeks.
_DAYS = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}
# Months and weeks do not divide each other, and visits have windows.
_ROOM = 1.15
# Years that a study or a report of today can have.
_YEAR = re.compile(r"\b(19\d{2}|20\d{2})\b")


_ORDER = "Counting: days in order"


@value_check(
    "W461",
    "reading-in-order",
    "Dates of reading are out of order",
    checked="Order of the days of reading",
    why="A page cannot be read before it was published, nor a second time before the first.",
    method=_ORDER,
    reads=("first", "second", "seen", "last_search"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def reading_in_order(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a study was read twice in order, and after its sources were published.

    A study is read after it was found; a day more than a year after the day of the record is taken
    for a slip.
    """
    first = _Day("first", study.extraction.first.first_day)
    last = _Day("a year after the day of the record", latest_day(evidence))
    subject = Subject(study, "extraction")
    if study.extraction.second:
        yield _ordered(subject, first, _Day("second", study.extraction.second.first_day))
    yield _ordered(subject, first, last)
    for name, source in study.sources.items():
        subject = Subject(study, f"sources.{name}.seen")
        seen = _Day("seen", source.seen.first_day)
        yield _ordered(subject, seen, last)
        citation = evidence.citations.get(source.report or "")
        if citation and citation.year:
            yield _ordered(subject, _Day("published", date(citation.year, 1, 1)), seen)


class _Day(NamedTuple):
    """A day of the record, and what happened on it."""

    event: str
    day: date


def _ordered(subject: Subject, first: _Day, second: _Day) -> Verdict:
    if first.day <= second.day:
        return subject.agrees(f"has {first.event} {first.day} before {second.event} {second.day}")
    words = f"has {first.event} {first.day} after {second.event} {second.day}"
    return subject.cannot_be(words, "dates in order", "Mend the date; the file itself is at fault.")


@value_check(
    "W462",
    "period-in-order",
    "The period of a study cannot be",
    checked="Period of the study",
    why="A study runs forwards and before its report.",
    method=_ORDER,
    reads=("period", "reports"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def period_in_order(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the years of a study's period rise and begin before it was published."""
    period = study.setting.period if study.setting else None
    years = [int(year) for year in _YEAR.findall(period or "")]
    if not years:
        return
    subject = Subject(study, "setting.period")
    published = _years_published(evidence, study)
    words = f"is {period}"
    if years != sorted(years):
        yield subject.cannot_be(words, "years in order")
    elif published and years[0] > max(published):
        words = f"{words}, published in {max(published)}"
        yield subject.cannot_be(words, "a study before its report")
    else:
        yield subject.agrees(words)


def _years_published(evidence: Evidence, study: Study) -> set[int]:
    citations = (evidence.citations.get(report) for report in study.reports)
    return {citation.year for citation in citations if citation and citation.year}


@value_check(
    "W464",
    "time-within-follow-up",
    "An outcome was measured after the follow-up",
    checked="Time of an outcome against the follow-up",
    why="Nobody was looked at after the study ended.",
    method=_ORDER,
    reads=("time", "follow_up", "max", "value", "unit"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def time_within_follow_up(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each outcome was measured while people were followed."""
    follow_up = study.follow_up
    longest = (follow_up.max or follow_up.value) if follow_up else None
    if follow_up is None or longest is None:
        return
    followed = _in_days(longest, follow_up.unit)
    for place, result in enumerate(study.results):
        time = result.time
        days = _in_days(time.value, time.unit) if time else None
        if days is None or followed is None:
            continue
        subject = Subject(study, f"results[{place}].time", (result.id,))
        # Where there are days, there is a unit.
        unit = noun_for(longest.value, str(follow_up.unit).removesuffix("s"))
        words = f"is {time}, people were followed {longest} {unit}"
        if days <= followed * _ROOM:
            yield subject.agrees(words)
        else:
            remedy = "Check the time and its unit, or the length of follow-up."
            yield subject.to_read(words, "a time within the follow-up", remedy)


def _in_days(length: Number | None, unit: str | None) -> float | None:
    """Return a length of time in days; None where it has no number or another unit."""
    days = _DAYS.get((unit or "").removesuffix("s"))
    return float(length.value) * days if length and days else None


@value_check(
    "W465",
    "year-of-label",
    "The year in a label is not that of a report",
    checked="Year in the label against the reports",
    why="Readers look a study up by its year.",
    method=_ORDER,
    reads=("label", "reports"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def year_of_label(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the year in a study's label is that of one of its reports."""
    years = _YEAR.findall(study.label)
    published = _years_published(evidence, study)
    # A label with two years names a span, and one without a year nothing to compare.
    if len(years) != 1 or not published:
        return
    subject = Subject(study, "label")
    words = f"names {years[0]}, published in {', '.join(map(str, sorted(published)))}"
    if int(years[0]) in published:
        yield subject.agrees(words)
    else:
        remedy = "Mend the label, or the year in bibliography/references.bib."
        yield subject.to_read(words, "the year of a report", remedy)


@value_check(
    "W463",
    "registers-in-order",
    "Dates of a registered trial are out of order",
    checked="Order of the dates of a registered trial",
    why="A trial starts before it is completed.",
    method=_ORDER,
    reads=("start", "completion", "seen"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
def registers_in_order(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each registered trial starts before it ends, and was seen on a day that was."""
    for place, trial in enumerate(evidence.registered_trials):
        start = _YEAR.search(trial.start or "")
        end = _YEAR.search(trial.completion or "")
        # Registers give years, months or days, and words beside them; years all of them share.
        if start and end:
            fits = int(start[1]) <= int(end[1])
            words = f"is {trial.completion}, started {trial.start}"
            yield _of_register(f"[{place}].completion", words, fits=fits)
        fits = trial.seen.first_day <= latest_day(evidence)
        yield _of_register(f"[{place}].seen", f"is {trial.seen}", fits=fits)


def latest_day(evidence: Evidence) -> date:
    """Return the last day that a date of the record can be: a year after the day of the record."""
    return evidence.topic.last_search.first_day + timedelta(days=366)


def _of_register(path: str, seen: str, *, fits: bool) -> Verdict:
    return Verdict(
        ruling=Ruling.CANNOT_BE.unless(fits),
        path=path,
        words=seen,
        file="data/registered_trials.yml",
        expected="dates in order",
        remedy="Look at the register again.",
    )
