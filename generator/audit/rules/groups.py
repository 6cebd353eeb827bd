"""Groups of people: nobody is counted who is not there, and parts make up their whole."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import (
    FIGURES,
    first_difference,
    in_question,
    subject_of,
)
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.group_size import group_size
from generator.model.number import Count
from generator.model.result import ProportionResult
from generator.model.study import Participants, Study
from generator.text.count_words import count_words

# As in `10 of 24 (4 of 10 women, 6 of 14 men)`: a whole, and its parts in the bracket.
_OF = r"(\d+) of (\d+)\b"
_WHOLE_AND_PARTS = re.compile(rf"{_OF}[^()]*\((?P<parts>[^()]*)\)")


_COUNTING = "Counting: a part is never larger than its whole"


@value_check(
    "W401",
    "total-within-group",
    "A denominator is larger than its group",
    checked="Denominator against the size of its group",
    why="A rate whose denominator holds people of another group says nothing about this one.",
    method=_COUNTING,
    reads=("total", "arm", "against", "unit"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def total_within_group(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each denominator is at most the size of its group."""
    for kind in ("results", "harms", "baseline"):
        for place, row in enumerate(getattr(study, kind)):
            if row.total is not None:
                subject = subject_of(study, kind, place, row, "total")
                yield _within_group(subject, row, group_size(study, row.arm))


def _within_group(subject: Subject, row: Any, group: Count | None) -> Verdict:
    unit = getattr(row, "unit", None)
    if group is None:
        return subject.not_testable(f"is {row.total}; the size of its group is not known")
    if getattr(row, "against", None):
        return subject.not_testable("counts two groups together")
    if row.total.value <= group.value:
        return subject.agrees(f"is {row.total} of a group of {group}")
    # A row with a unit of its own may count ulcers or visits, of which a person has several.
    if unit:
        return subject.agrees_if(
            f"is {row.total} in a group of {group}: {unit} are counted, not people"
        )
    return subject.cannot_be(f"is {row.total} but the group has {group}", "at most the group")


@value_check(
    "W402",
    "group-within-study",
    "A group is larger than its study",
    checked="Size of a group against its study",
    why="A group cannot hold more people than took part.",
    method=_COUNTING,
    reads=("total", "screened", "enrolled", "treated", "analysed"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def group_within_study(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each group is at most as large as the study."""
    most = _most_people(study)
    for place, arm in enumerate(study.arms):
        if arm.total is None:
            continue
        subject = subject_of(study, "arms", place, arm, "total")
        if most is None:
            yield subject.not_testable(f"is {arm.total}; the size of the study is not known")
        elif arm.total.value <= most.value:
            yield subject.agrees(f"is {arm.total} of {most} in the study")
        else:
            yield subject.cannot_be(f"is {arm.total} but the study has {most}", "at most the study")


def _most_people(study: Study) -> Count | None:
    """Return the largest number of people that a study states, whichever step it is of."""
    people = study.participants
    if people is None:
        return None
    steps = (people.screened, people.enrolled, people.treated, people.analysed)
    return max((step for step in steps if step), key=lambda step: step.value, default=None)


@value_check(
    "W403",
    "flow-never-rises",
    "The flow of participants rises",
    checked="Flow of participants, step by step",
    why="People leave a study; nobody joins on the way from enrolment to analysis.",
    method="Hopewell S and others. CONSORT 2025 statement. BMJ 2025;389:e081123",
    reads=("screened", "enrolled", "treated", "analysed", "completed"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def flow_never_rises(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether no step of the flow of participants is larger than the one before."""
    if study.participants is None:
        return
    for (before, more), (after, fewer) in _steps(study.participants):
        yield Subject(study, f"participants.{after}").agrees_or_not(
            f"is {fewer} after {more} {before}",
            f"at most {more}",
            fits=fewer.value <= more.value,
        )


_Step = tuple[str, Count]


def _steps(people: Participants) -> Iterator[tuple[_Step, _Step]]:
    """Yield each step of the flow with the one before it.

    Analysed and completed both follow the last step before them: people who left early may be
    analysed, and people who stayed may not.
    """
    entered = [*_stated(people, "screened", "enrolled", "treated")]
    yield from pairwise(entered)
    for end in _stated(people, "analysed", "completed"):
        if entered:
            yield entered[-1], end


def _stated(people: Participants, *names: str) -> Iterator[_Step]:
    for name in names:
        count = getattr(people, name)
        if count:
            yield name, count


@value_check(
    "W404",
    "categories-within-total",
    "Categories hold more people than there are",
    checked="Categories against the people in them",
    why="Nobody stands in two categories that exclude each other.",
    method=_COUNTING,
    reads=("category", "scale", "events", "total", "arm", "time", "interim"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def categories_within_total(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether categories that exclude each other hold no more people than there are."""
    for members in _categories(evidence, study).values():
        place, first = members[0]
        numbers = tuple(result.id for _, result in members)
        subject = Subject(study, f"results[{place}].events", numbers)
        counts = [result.events.value for _, result in members if result.events]
        totals = (result.total for _, result in members if result.total)
        whole = max(totals, key=lambda total: total.value, default=group_size(study, first.arm))
        words = f"and its sister categories are {' + '.join(map(str, counts))} = {sum(counts)}"
        if len(members) == 1 or whole is None:
            yield subject.not_testable("stands alone, or out of an unknown number")
        # Fewer than the whole is right: some people are in none of the categories.
        elif sum(counts) <= whole.value:
            yield subject.agrees(f"{words} of {whole}")
        else:
            yield subject.cannot_be(
                f"{words} but the group has {whole}", "categories that share nobody"
            )


_Categories = dict[tuple[object, ...], list[tuple[int, ProportionResult]]]


def _categories(evidence: Evidence, study: Study) -> _Categories:
    """Return the counted categories of one scale in one group at one time, with their places."""
    groups: _Categories = {}
    for place, result in enumerate(study.results):
        measure = evidence.measures.get(result.measure)
        if isinstance(result, ProportionResult) and measure and measure.category and result.events:
            key = (measure.category.scale, result.arm, str(result.time or ""), result.interim)
            groups.setdefault(key, []).append((place, result))
    return groups


@value_check(
    "W405",
    "parts-in-words",
    "Parts named in a remark do not add up",
    checked="Parts named in a remark against their sum",
    why="Subgroups that make up a whole have its events between them.",
    method=_COUNTING,
    reads=("text",),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def parts_in_words(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether parts that a remark names add up to the count of their whole.

    Only parts whose denominators make up that of the whole are its parts.
    """
    for place, discrepancy in enumerate(study.discrepancies):
        subject = Subject(study, f"discrepancies[{place}].text", discrepancy.about)
        for match in _WHOLE_AND_PARTS.finditer(discrepancy.text):
            parts = [(int(part), int(of)) for part, of in re.findall(_OF, match["parts"])]
            events, total = int(match[1]), int(match[2])
            if len(parts) > 1 and sum(of for _, of in parts) == total:
                counts = [part for part, _ in parts]
                added = f"{' + '.join(map(str, counts))} = {sum(counts)} of {total}"
                yield subject.agrees_or_not(
                    f"names {events} of {total}, and parts that add up to {added}",
                    "parts that make up the whole",
                    fits=sum(counts) == events,
                )


@value_check(
    "W406",
    "same-figures",
    "A repeated result has other figures",
    checked="Repeated result against the result it repeats",
    why="Two records of one figure that differ cannot both be right.",
    method=_COUNTING,
    reads=(
        "same_as",
        "events",
        "total",
        "percent",
        "baseline",
        "follow_up",
        "change",
        "value",
        "ci_low",
        "ci_high",
        "p",
    ),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def same_figures(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether a result that repeats another has its figures."""
    results = {result.id: result for result in study.results}
    for place, result in enumerate(study.results):
        other = results.get(result.same_as or "")
        if other is None:
            continue
        subject = in_question(study, f"results[{place}].same_as", result, other)
        differing = first_difference(result, other, (*FIGURES, "p"))
        if differing:
            yield subject.cannot_be(f"is {other.id}, but {differing} differs", "the same figures")
        else:
            yield subject.agrees(f"is {other.id}")


@value_check(
    "W407",
    "patients-within-study",
    "More single patients than participants",
    checked="Single patients against the participants",
    why="A patient who was not there is a copy of another, or belongs to another study.",
    method=_COUNTING,
    reads=("patient", "enrolled", "treated", "analysed"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def patients_within_study(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether no more single patients are told of than took part."""
    if not study.patients:
        return
    names = {patient.patient for patient in study.patients}
    subject = Subject(study, "patients")
    if study.size is None:
        yield subject.not_testable(f"tell of {len(names)}; the size of the study is not known")
    elif len(names) <= study.size.value:
        yield subject.agrees(f"tell of {len(names)} of {study.size}")
    else:
        yield subject.cannot_be(
            f"tell of {count_words(len(names), 'person', 'people')}, the study has {study.size}",
            "at most the study",
        )
