"""Groups of people: nobody is counted who is not there, and parts make up their whole."""

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import differs, group_size, subject_of
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.result import ProportionResult
from generator.model.study import Study

_OF = r"(\d+) of (\d+)\b"
_WHOLE_AND_PARTS = re.compile(rf"{_OF}[^()]*\((?P<parts>[^()]*)\)")


_COUNTING = "Counting: a part is never larger than its whole"


@value_check(
    "W401",
    "total-within-group",
    "A denominator is larger than its group",
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
            group = group_size(study, row.arm)
            subject = subject_of(study, kind, place, row, "total")
            if row.total is None:
                continue
            if group is None:
                yield subject.not_testable(f"is {row.total}; the size of its group is not known")
            elif getattr(row, "against", None):
                yield subject.not_testable("counts two groups together")
            elif row.total.value <= group.value:
                yield subject.agrees(f"is {row.total} of a group of {group}")
            elif getattr(row, "unit", None):
                yield subject.agrees_if(
                    f"is {row.total} in a group of {group}: {row.unit} are counted, not people"
                )
            else:
                yield subject.cannot_be(
                    f"is {row.total} but the group has {group}", "at most the group"
                )


@value_check(
    "W402",
    "group-within-study",
    "A group is larger than its study",
    why="A group cannot hold more people than took part.",
    method=_COUNTING,
    reads=("total", "screened", "enrolled", "treated", "analysed"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def group_within_study(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each group is at most as large as the study."""
    people = study.participants
    known = (
        [n for n in (people.screened, people.enrolled, people.treated, people.analysed) if n]
        if people
        else []
    )
    for place, arm in enumerate(study.arms):
        subject = subject_of(study, "arms", place, arm, "total")
        if arm.total is None:
            continue
        if not known:
            yield subject.not_testable(f"is {arm.total}; the size of the study is not known")
        elif arm.total.value <= max(n.value for n in known):
            yield subject.agrees(
                f"is {arm.total} of {max(known, key=lambda n: n.value)} in the study"
            )
        else:
            most = max(known, key=lambda n: n.value)
            yield subject.cannot_be(f"is {arm.total} but the study has {most}", "at most the study")


@value_check(
    "W403",
    "flow-never-rises",
    "The flow of participants rises",
    why="People leave a study; nobody joins on the way from enrolment to analysis.",
    method="Hopewell S and others. CONSORT 2025 statement. BMJ 2025;389:e081123",
    reads=("screened", "enrolled", "treated", "analysed", "completed"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def flow_never_rises(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether no step of the flow of participants is larger than the one before."""
    people = study.participants
    if people is None:
        return
    steps = (
        ("screened", people.screened),
        ("enrolled", people.enrolled),
        ("treated", people.treated),
    )
    first = [(name, n) for name, n in steps if n]
    last = [
        [(name, n)]
        for name, n in (("analysed", people.analysed), ("completed", people.completed))
        if n
    ]
    flow = [*pairwise(first), *((first[-1], end[0]) for end in last if first)]
    for (before, more), (after, fewer) in flow:
        subject = Subject(study, f"participants.{after}")
        words = f"is {fewer} after {more} {before}"
        yield (
            subject.agrees(words)
            if fewer.value <= more.value
            else subject.cannot_be(words, f"at most {more}")
        )


@value_check(
    "W404",
    "categories-within-total",
    "Categories hold more people than there are",
    why="Nobody stands in two categories that exclude each other.",
    method=_COUNTING,
    reads=("category", "scale", "events", "total", "arm", "time", "interim"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def categories_within_total(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether categories that exclude each other hold no more people than there are."""
    groups: dict[tuple[str, str | None, str, bool], list[tuple[int, ProportionResult]]] = {}
    for place, result in enumerate(study.results):
        measure = evidence.measures.get(result.measure)
        if isinstance(result, ProportionResult) and measure and measure.category and result.events:
            key = (measure.category.scale, result.arm, str(result.time or ""), result.interim)
            groups.setdefault(key, []).append((place, result))
    for (_, arm, _, _), members in groups.items():
        place = members[0][0]
        whole = max(
            (r.total for _, r in members if r.total),
            key=lambda n: n.value,
            default=group_size(study, arm),
        )
        numbers = tuple(result.id for _, result in members)
        subject = Subject(study, f"results[{place}].events", numbers)
        counts = [result.events.value for _, result in members if result.events]
        words = f"and its sister categories are {' + '.join(map(str, counts))} = {sum(counts)}"
        if len(members) == 1 or whole is None:
            yield subject.not_testable("stands alone, or out of an unknown number")
        elif sum(counts) <= whole.value:
            yield subject.agrees(f"{words} of {whole}")
        else:
            yield subject.cannot_be(
                f"{words} but there are {whole} people", "categories that share nobody"
            )


@value_check(
    "W405",
    "parts-in-words",
    "Parts named in a remark do not add up",
    why="Subgroups that make up a whole have its events between them.",
    method=_COUNTING,
    reads=("text",),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def parts_in_words(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether parts named in a remark, with denominators that make up the whole, add up to its count."""
    for place, item in enumerate(study.discrepancies):
        for match in _WHOLE_AND_PARTS.finditer(item.text):
            parts = [(int(a), int(b)) for a, b in re.findall(_OF, match["parts"])]
            events, total = int(match[1]), int(match[2])
            subject = Subject(study, f"discrepancies[{place}].text", item.about)
            if len(parts) > 1 and sum(n for _, n in parts) == total:
                added = f"{' + '.join(str(n) for n, _ in parts)} = {sum(n for n, _ in parts)} of {total}"
                words = f"names {events} of {total}, and parts that add up to {added}"
                agree = sum(n for n, _ in parts) == events
                yield (
                    subject.agrees(words)
                    if agree
                    else subject.cannot_be(words, "parts that make up the whole")
                )


@value_check(
    "W406",
    "same-figures",
    "A repeated result has other figures",
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
        keys = (
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
        )
        differ = [
            key for key in keys
            if differs(getattr(result, key, None), getattr(other, key, None))
        ]  # fmt: skip
        subject = Subject(study, f"results[{place}].same_as", (result.id, other.id))
        words = f"is {other.id}"
        yield (
            subject.cannot_be(f"{words}, but {differ[0]} differs", "the same figures")
            if differ
            else subject.agrees(words)
        )


@value_check(
    "W407",
    "patients-within-study",
    "More single patients than participants",
    why="A patient who was not there is a copy of another, or belongs to another study.",
    method=_COUNTING,
    reads=("patient", "enrolled", "treated", "analysed"),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def patients_within_study(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether no more single patients are told of than took part, and each finding of each once."""
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
            f"tell of {len(names)} people, the study has {study.size}", "at most the study"
        )
