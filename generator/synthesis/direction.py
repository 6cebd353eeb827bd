"""Which way the results of one outcome point on one drug: by comparisons with a control group.

What a source says in words about people without a control, and every rate of theirs, gives no
direction: what would have happened without the drug is not known.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult, Result
from generator.model.study import Arm, Study
from generator.synthesis.comparison_verdict import Verdict, judge
from generator.synthesis.contrast import Contrast, Row, outcome_key
from generator.synthesis.findings import Outcome
from generator.synthesis.importance import Said, Size
from generator.synthesis.interventions import interventions, is_intervention
from generator.synthesis.selection import is_final
from generator.synthesis.together import Together, by_control, say_together


class Direction(StrEnum):
    """Which way results point, seen from what is good for people; NONE where nobody can say."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "studies disagree"
    NOT_IMPORTANT = "no important difference"
    NOT_SHOWN = "no difference shown"
    NONE = "no direction"


class Voice(NamedTuple):
    """One comparison that bears on a direction. `row` carries the permanent address."""

    study: Study
    row: Row
    verdict: Verdict
    contrast: Contrast
    against: Arm


class Signal(NamedTuple):
    """Which way one outcome points on one drug, and the comparisons it is made of.

    `outcome` is None where none was chosen. `alone` tells whether the rating of the outcome rests
    on this drug and no other: only then is it a rating of the same evidence. `why` says why there
    is no direction, or why studies disagree.
    """

    direction: Direction
    outcome: Outcome | None
    size: Size | None = None
    voices: tuple[Voice, ...] = ()
    alone: bool = False
    why: str = ""


NO_OUTCOME = "no single outcome was chosen"
NOT_COMPARED = "not compared on this outcome"
SEVERAL_OUTCOMES = "several events or control groups, which do not agree"
_OF_SAID = {
    Said.BETTER: Direction.BETTER,
    Said.WORSE: Direction.WORSE,
    Said.NOT_IMPORTANT: Direction.NOT_IMPORTANT,
    Said.NOT_SHOWN: Direction.NOT_SHOWN,
}


def signal(evidence: Evidence, outcome: Outcome, drug: str, studies: Iterable[Study]) -> Signal:
    """Return which way an outcome points for one drug, in some of its studies.

    It rests on the comparisons in the outcome's row and on no others. A comparison with people
    treated earlier, or of whom some took another drug of the topic, says nothing. An outcome that
    holds several events, or a study of several control groups, has a direction only where each of
    them has the same.
    """
    known = {study.id for study in studies}
    compared = (
        contrast
        for contrast in outcome.concurrent
        if contrast.study.id in known and _is_heard(evidence, contrast, drug)
    )
    told = _told(evidence, compared)
    bare = Signal(Direction.NONE, outcome, alone=_is_on_one_drug(evidence, outcome, drug))
    voices = tuple(_voices(evidence, told))
    if not told:
        return bare._replace(why=NOT_COMPARED)
    if reason := next((each.disagreement for each in told if each.disagreement), ""):
        return bare._replace(direction=Direction.MIXED, voices=voices, why=reason)
    if len({each.said for each in told}) > 1:
        return bare._replace(voices=voices, why=SEVERAL_OUTCOMES)
    # Of several events the size is said for each, and for the whole only where it is one.
    size = told[0].size if len({each.size for each in told}) == 1 else None
    return bare._replace(direction=_OF_SAID[told[0].said], size=size, voices=voices)


def _is_heard(evidence: Evidence, contrast: Contrast, drug: str) -> bool:
    if contrast.arm.drug != drug or not is_of_whole_groups(contrast):
        return False
    return not _took_another(evidence, contrast.against, drug)


def _told(evidence: Evidence, compared: Iterable[Contrast]) -> list[Together]:
    """Return what comparisons say of each event and control, as far as they say anything."""
    by_event: dict[str, list[Contrast]] = {}
    for contrast in compared:
        by_event.setdefault(outcome_key(contrast.study, contrast.rows[0]), []).append(contrast)
    parts = chain.from_iterable(by_control(contrasts) for contrasts in by_event.values())
    together = (say_together(evidence, contrasts) for contrasts in parts)
    return [each for each in together if each.heard]


def _voices(evidence: Evidence, together: Iterable[Together]) -> Iterator[Voice]:
    for each in together:
        for contrast in each.heard:
            yield _voice(evidence, contrast)


def no_signal() -> Signal:
    """Return that no outcome was chosen, so that no direction can be named."""
    return Signal(Direction.NONE, None, why=NO_OUTCOME)


def is_of_whole_groups(contrast: Contrast) -> bool:
    """Tell whether a comparison is the study's own last word on whole groups."""
    return all(not isinstance(row, Result) or is_final(row) for row in contrast.rows)


def _voice(evidence: Evidence, contrast: Contrast) -> Voice:
    # The study's own estimate, if it has one, is the number a reader should be led to.
    estimates = (row for row in contrast.estimates if isinstance(row, ComparisonResult))
    own = next((row for row in estimates if row.value is not None), None)
    row = own or contrast.rows[0]
    return Voice(contrast.study, row, judge(evidence, contrast), contrast, contrast.against)


def _is_on_one_drug(evidence: Evidence, outcome: Outcome, drug: str) -> bool:
    """Tell whether all figures of an outcome on drugs of the topic are on this one."""
    arms = [contrast.arm for contrast in outcome.contrasts]
    arms += [figure.arm for figure in outcome.alone if figure.arm]
    drugs = {arm.drug for arm in arms if is_intervention(evidence, arm.drug)}
    return drugs == {drug}


def _took_another(evidence: Evidence, control: Arm, drug: str) -> bool:
    """Tell whether the words of a control group name another drug of the topic.

    Against people some of whom took that drug, a comparison says which of two drugs did better, not
    whether this one helps.
    """
    words = " ".join(filter(None, (control.label, control.co_treatment, control.note))).casefold()
    others = (other for other in interventions(evidence) if other.id != drug)
    return any(other.label.casefold() in words for other in others)
