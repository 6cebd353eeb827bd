"""A group of a controlled study has one figure of an outcome at a time."""

from collections.abc import Iterator
from itertools import combinations

from generator.audit.check import value_check
from generator.audit.figures import FIGURES, first_difference, in_question
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult, Result
from generator.model.study import Harm, Study
from generator.model.vocabulary import UNLISTED
from generator.synthesis.study_design import compares_groups


@value_check(
    "W521",
    "one-figure-a-group",
    "A group of a controlled study has two figures of one outcome",
    checked="Figures of one group, measure and time against each other",
    why="Of two figures of a group nobody can choose one, so that the study stands in no "
    "comparison of that outcome; a harm is compared by the first.",
    method="Cochrane Handbook, section 5.2.1, on several reports of one study",
    reads=("arm", "measure", "event", "serious", "time", "subgroup", "events", "total", "percent"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.TO_READ),
)
def one_figure_a_group(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether rows of one group on one outcome under other words have the same figures."""
    for study in evidence.studies.values():
        if compares_groups(evidence, study):
            yield from _of_results(study)
            yield from _of_harms(study)


def _of_results(study: Study) -> Iterator[Verdict]:
    for (_, first), (place, second) in combinations(enumerate(study.results), 2):
        if _is_one_outcome(first, second):
            subject = in_question(study, f"results[{place}]", second, first)
            differing = first_difference(first, second, FIGURES)
            yield _verdict(study, subject, first.id, second.id, differing)


def _of_harms(study: Study) -> Iterator[Verdict]:
    for (_, first), (place, second) in combinations(enumerate(study.harms), 2):
        if _harm_asked(first) == _harm_asked(second):
            subject = Subject(study, f"harms[{place}]", (second.id,), (first.id,))
            figures = ("events", "total", "percent")
            same = all(getattr(first, key) == getattr(second, key) for key in figures)
            differing = None if same else "how many had it"
            yield _verdict(study, subject, first.id, second.id, differing)


def _verdict(
    study: Study, subject: Subject, first: str, second: str, differing: str | None
) -> Verdict:
    words = f"is of the group, outcome and time of {first}"
    if differing is None:
        return subject.agrees(f"{words}; no figure differs")
    if study.discrepancies_about(first) or study.discrepancies_about(second):
        return subject.agrees_if(f"{words}; {differing} differs, as told under discrepancies")
    return subject.to_read(
        f"{words}, but {differing} differs",
        "one figure of a group",
        "Say what sets the two apart (measure, time, subgroup), or tell it under discrepancies.",
    )


def _is_one_outcome(first: Result, second: Result) -> bool:
    """Tell whether two rows are of one group, measure and time; the same words are held by W454."""
    if isinstance(first, NarrativeResult) or first.measure == UNLISTED or first.against:
        return False
    if first.same_as or second.same_as or first.reported_as == second.reported_as:
        return False
    return first.arm is not None and _asked(first) == _asked(second)


def _asked(result: Result) -> tuple[object, ...]:
    time = str(result.time or "")
    part = (result.subgroup, result.interim, result.crossover, result.unit)
    return result.arm, result.against, result.measure, result.kind, time, *part


def _harm_asked(harm: Harm) -> tuple[object, ...]:
    event = " ".join(harm.event.casefold().split())
    return harm.arm, event, harm.counted, harm.serious, harm.collected
