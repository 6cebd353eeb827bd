"""Values on their scale: of a measure, of a life, of a share; and ages in their group."""

import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import Summed, printed_figures, scale_of, subject_of, summaries
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import ComparisonResult
from generator.model.study import Patient, Study
from generator.text.count_words import noun_for

# Only one person is known to have lived longer.
_OLDEST = 120
_WHOLE = 100
# No test gives 0, however small its p is; Fisher's and other exact tests do give 1.
_P_VALUES = "a p value above 0 and at most 1"
_BASELINE_LINE = re.compile(r"baseline\[(\d+)\]")
# As in `age`, `mean age` and `age at onset`, and not in `average`.
_AGE = re.compile(r"^(?:\w+ )?age\b", re.IGNORECASE)

# A standard deviation and a spread are distances and lie on no scale.
_ON_A_SCALE = (
    "mean",
    "median",
    "q1",
    "q3",
    "min",
    "max",
    "value",
    "interval_low",
    "interval_high",
)


@value_check(
    "W422",
    "inside-scale",
    "A value lies outside its scale",
    checked="Value against the ends of its scale",
    why="A score that the scale cannot give is a slip, or belongs to another scale.",
    method="The range of each measure with its source: data/vocabulary/measures.yml",
    reads=(
        *_ON_A_SCALE,
        "se",
        "p",
        "interaction_p",
        "percent",
        "age",
        "range",
        "low",
        "high",
    ),
    answers=(Ruling.AGREES, Ruling.CANNOT_BE),
)
@in_each_study
def inside_scale(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether every value lies on its scale: of its measure, of a life, or from 0 to 1."""
    for summary in summaries(evidence, study):
        yield from _below_nothing(summary)
        yield from _on_scale(summary)
    for place, result in enumerate(study.results):
        yield from _p_on_scale(subject_of(study, "results", place, result, "p"), result.p)
        if isinstance(result, ComparisonResult):
            subject = subject_of(study, "results", place, result, "interaction_p")
            yield from _p_on_scale(subject, result.interaction_p)
        percent = getattr(result, "percent", None)
        if isinstance(percent, Number):
            subject = subject_of(study, "results", place, result, "percent")
            fits = 0 <= percent.value <= _WHOLE
            yield subject.agrees_or_not(f"is {percent}", f"0 to {_WHOLE}", fits=fits)
    for place, harm in enumerate(study.harms):
        yield from _p_on_scale(subject_of(study, "harms", place, harm, "p"), harm.p)
    for place, line in enumerate(study.baseline):
        yield from _p_on_scale(subject_of(study, "baseline", place, line, "p"), line.p)
    yield from _patients_on_scale(evidence, study)


def _p_on_scale(subject: Subject, p: Number | None) -> Iterator[Verdict]:
    """Yield whether some test can give a p value, or a value within a bound on it."""
    if p is None:
        return
    # Above 1 lies nothing, so that ">1" leaves no p; ">0" leaves all of them.
    fits = 0 <= p.value < 1 if p.relation == ">" else 0 < p.value <= 1
    if fits:
        yield subject.agrees(f"is {p}")
    elif p.value == 0:
        # Programs print .000 for what rounds to it; sources that copy it say nothing more exact.
        remedy = (
            "Look at the source again. If it prints that, keep it, and accept this finding with "
            "the reason that a p too small for its decimals is meant."
        )
        yield subject.cannot_be(f"is {p}", _P_VALUES, remedy)
    else:
        yield subject.cannot_be(f"is {p}", _P_VALUES)


def _below_nothing(summary: Summed) -> Iterator[Verdict]:
    error = getattr(summary.values, "se", None)
    if error is not None and error.value < 0:
        yield summary.subject.cannot_be(f"has the standard error {error}", "one of 0 or more")


def _on_scale(summary: Summed) -> Iterator[Verdict]:
    low, high = scale_of(summary.measure)
    if _is_age(summary):
        low, high = Decimal(0), Decimal(_OLDEST)
    if low is None or high is None:
        return
    # A change can be as large as the scale is wide, either way.
    bottom, top = (low - high, high - low) if summary.is_change else (low, high)
    for name, value in printed_figures(summary.values, _ON_A_SCALE):
        words = f"has the {name.replace('_', ' ')} {value}"
        if bottom <= value.value <= top:
            yield summary.subject.agrees(f"{words} on a scale of {low} to {high}")
        else:
            expected = f"{float(bottom):g} to {float(top):g}, the ends of the scale"
            yield summary.subject.cannot_be(words, expected)


def _is_age(summary: Summed) -> bool:
    place = _BASELINE_LINE.fullmatch(summary.subject.path)
    if not place or not (summary.unit or "").startswith("year"):
        return False
    return bool(_AGE.search(summary.subject.study.baseline[int(place[1])].item))


def _patients_on_scale(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    for place, patient in enumerate(study.patients):
        subject = Subject(study, f"patients[{place}]")
        low, high = scale_of(evidence.measures.get(patient.measure or ""))
        if low is not None and high is not None:
            for time, value in _printed_values(patient):
                words = f"has {value} at {time}"
                fits = low <= value.value <= high
                yield subject.agrees_or_not(words, f"{low} to {high}", fits=fits)
        if patient.age:
            words = f"is {patient.age} {noun_for(patient.age.value, 'year')} old"
            fits = 0 <= patient.age.value <= _OLDEST
            yield subject.agrees_or_not(words, f"0 to {_OLDEST} years", fits=fits)


def _printed_values(patient: Patient) -> Iterator[tuple[str, Number]]:
    """Yield the values of a patient that are numbers, each with its time; some are words."""
    for value in patient.values:
        with suppress(ValueError):
            yield value.time, Number.parse(value.value)


@value_check(
    "W427",
    "age-fits-group",
    "An age does not fit the age group",
    checked="Age against the age group",
    why="A child among adults, or a slip in the age.",
    method="Plausibility: the ages in years that the vocabulary gives for the age group",
    reads=("age_group", "age", "item", "unit", "mean", "median"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
@in_each_study
def age_fits_group(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether the ages of a study are those that its age group can have."""
    name = study.population.age_group if study.population else None
    group = evidence.age_groups.get(name or "")
    if group is None or group.youngest is None or group.oldest is None:
        return
    low, high = group.youngest.value, group.oldest.value
    for subject, age in _ages(study):
        words = f"has the age {age} in a study of {group.id} people"
        if low <= age.value <= high:
            yield subject.agrees(words)
        else:
            remedy = "Check the age, its unit, and the age group."
            yield subject.to_read(words, f"{low} to {high} years", remedy)


def _ages(study: Study) -> Iterator[tuple[Subject, Number]]:
    for place, line in enumerate(study.baseline):
        if _AGE.search(line.item) and (line.unit or "").startswith("year"):
            for _, age in printed_figures(line, ("mean", "median")):
                yield Subject(study, f"baseline[{place}]"), age
    for place, patient in enumerate(study.patients):
        if patient.age:
            yield Subject(study, f"patients[{place}].age"), patient.age
