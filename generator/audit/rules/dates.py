"""Dates stand in order."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.audit.check import in_each_study, value_check
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.study import Study

_DAYS = {
    "days": 1,
    "weeks": 7,
    "months": 30.4,
    "years": 365.25,
    "day": 1,
    "week": 7,
    "month": 30.4,
    "year": 365.25,
}
# Months and weeks do not divide each other, and visits have windows.
_ROOM = 1.15
_YEAR = re.compile(r"\b(19\d{2}|20\d{2})\b")


_ORDER = "Counting: days in order"


@value_check(
    "W461",
    "reading-in-order",
    "Dates of reading are out of order",
    why="A page cannot be read before it was published, nor a second time before the first.",
    method=_ORDER,
    reads=("first", "second", "seen", "last_search"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def reading_in_order(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a study was read twice in order, after its sources were published, and not in the far future.

    A study is read after the search that found it; a day more than a year after the last search is
    taken for a slip.
    """
    extraction, last = study.extraction, latest_day(evidence)
    subject = Subject(study, "extraction")
    if extraction.second:
        yield _ordered(
            subject, ("first", extraction.first.first_day), ("second", extraction.second.first_day)
        )
    yield _ordered(
        subject, ("first", extraction.first.first_day), ("a year after the last search", last)
    )
    for name, source in study.sources.items():
        seen = ("seen", source.seen.first_day)
        yield _ordered(
            Subject(study, f"sources.{name}.seen"), seen, ("a year after the last search", last)
        )
        cited = evidence.citations.get(source.report or "")
        if cited and cited.year:
            published = ("published", date(cited.year, 1, 1))
            yield _ordered(Subject(study, f"sources.{name}.seen"), published, seen)


@value_check(
    "W462",
    "period-in-order",
    "The period of a study cannot be",
    why="A study runs forwards and before its report.",
    method=_ORDER,
    reads=("period", "reports"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def period_in_order(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the years of a study's period rise and end before it was published."""
    period = study.setting.period if study.setting else None
    years = [int(year) for year in _YEAR.findall(period or "")]
    if not years:
        return
    subject = Subject(study, "setting.period")
    published = [c.year for key in study.reports if (c := evidence.citations.get(key)) and c.year]
    words = f"is {period}"
    if years != sorted(years):
        yield subject.cannot_be(words, "years in order")
    elif published and years[0] > max(published):
        yield subject.cannot_be(
            f"{words}, published in {max(published)}", "a study before its report"
        )
    else:
        yield subject.agrees(words)


@value_check(
    "W464",
    "time-within-follow-up",
    "An outcome was measured after the follow-up",
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
    if follow_up is None or longest is None or follow_up.unit not in _DAYS:
        return
    for place, result in enumerate(study.results):
        time = result.time
        if time is None or time.value is None or time.unit not in _DAYS:
            continue
        subject = Subject(study, f"results[{place}].time", (result.id,))
        words = f"is {time}, people were followed {longest} {follow_up.unit}"
        if (
            float(time.value.value) * _DAYS[time.unit]
            <= float(longest.value) * _DAYS[follow_up.unit] * _ROOM
        ):
            yield subject.agrees(words)
        else:
            remedy = "Check the time and its unit, or the length of follow-up."
            yield subject.to_read(words, "a time within the follow-up", remedy)


@value_check(
    "W465",
    "year-of-label",
    "The year in a label is not that of a report",
    why="Readers look a study up by its year.",
    method=_ORDER,
    reads=("label", "reports"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def year_of_label(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the year in a study's label is that of one of its reports."""
    years = _YEAR.findall(study.label)
    published = [c.year for key in study.reports if (c := evidence.citations.get(key)) and c.year]
    if len(years) != 1 or not published:
        return
    subject = Subject(study, "label")
    words = f"names {years[0]}, published in {', '.join(map(str, sorted(set(published))))}"
    yield (
        subject.agrees(words)
        if int(years[0]) in published
        else subject.to_read(
            words,
            "the year of a report",
            "Mend the label, or the year in bibliography/references.bib.",
        )
    )


@value_check(
    "W463",
    "registers-in-order",
    "Dates of a registered trial are out of order",
    why="A trial starts before it is completed.",
    method=_ORDER,
    reads=("start", "completion", "seen"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
def registers_in_order(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each registered trial starts before it ends, and was not seen in the far future."""
    for place, trial in enumerate(evidence.registered_trials):
        years = [(int(a[0]), int(b[0])) for a in [_YEAR.findall(trial.start or "")]
                 for b in [_YEAR.findall(trial.completion or "")] if a and b]  # fmt: skip
        for start, end in years:
            yield _of_register(
                f"[{place}].completion",
                f"is {trial.completion}, started {trial.start}",
                start <= end,
            )
        late = trial.seen.first_day > latest_day(evidence)
        yield _of_register(f"[{place}].seen", f"is {trial.seen}", not late)


def latest_day(evidence: Evidence) -> date:
    """Return the last day that a date of the record can be: a year after the last search."""
    return evidence.topic.last_search.first_day + timedelta(days=366)


def _of_register(path: str, words: str, fits: bool) -> Verdict:
    return Verdict(
        ruling=Ruling.AGREES if fits else Ruling.CANNOT_BE, study="", path=path, words=words,
        file="data/registered_trials.yml", expected="dates in order", remedy="Look at the register again.",
    )  # fmt: skip


def _ordered(subject: Subject, first: tuple[str, date], second: tuple[str, date]) -> Verdict:
    words = f"has {first[0]} {first[1]} before {second[0]} {second[1]}"
    if first[1] <= second[1]:
        return subject.agrees(words)
    words = f"has {first[0]} {first[1]} after {second[0]} {second[1]}"
    return subject.cannot_be(words, "dates in order", "Mend the date; the file itself is at fault.")
