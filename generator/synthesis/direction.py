"""Which way results point: by comparisons with a control group, else by the sources' words."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult, Result
from generator.model.study import Arm, Study
from generator.synthesis.contrast import Basis, ReportedFigure, Row, Said, contrasts, judge
from generator.synthesis.interventions import interventions
from generator.synthesis.selection import drug_taken, is_final


class Direction(StrEnum):
    """Which way results point, seen from what is good for people; NONE where nobody says."""

    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"
    NO_CLEAR_DIFFERENCE = "no clear difference"
    UNCLEAR = "unclear"
    NONE = "no direction recorded"


class Voice(NamedTuple):
    """One statement of a direction, on what it rests, and against whom.

    `against` is None for words without a control. `row` carries the permanent address.
    """

    study: Study
    row: Row
    direction: Direction
    basis: Basis
    against: Arm | None


class Signal(NamedTuple):
    """Which way results point as a whole.

    `controlled` tells whether comparisons with a control group say so. `voices` are the statements
    it is made of: where groups were compared at the same time, these alone.
    """

    direction: Direction
    controlled: bool
    voices: tuple[Voice, ...]


_OF_WORDS = {
    "better": Direction.BETTER,
    "worse": Direction.WORSE,
    "unchanged": Direction.NO_CLEAR_DIFFERENCE,
    "mixed": Direction.MIXED,
    "unclear": Direction.UNCLEAR,
}
# A comparison that was not told apart from chance, nor shown to lack a difference, has no voice.
_OF_CONTRASTS = {
    Said.BETTER: Direction.BETTER,
    Said.WORSE: Direction.WORSE,
    Said.NO_CLEAR_DIFFERENCE: Direction.NO_CLEAR_DIFFERENCE,
}


def signal(evidence: Evidence, figures: Sequence[ReportedFigure], drug: str) -> Signal:
    """Return which way the figures of some studies point for one drug.

    Figures of their other groups are needed too. A comparison with people treated otherwise at the
    same time goes before words; one with people treated earlier, or of whom some took another drug
    of the topic, says nothing here. Statements that differ make the whole mixed. A rate without a
    control group is never read.
    """
    compared = tuple(_compared(evidence, figures, drug))
    # Words about people without a control are heard only where no groups were compared.
    voices = compared or tuple(_in_words(evidence, figures, drug))
    directions = {voice.direction for voice in voices}
    if not directions:
        return Signal(Direction.NONE, controlled=False, voices=())
    direction = directions.pop() if len(directions) == 1 else Direction.MIXED
    return Signal(direction, bool(compared), voices)


def _compared(evidence: Evidence, figures: Sequence[ReportedFigure], drug: str) -> Iterator[Voice]:
    """Yield what each concurrent comparison says, as far as it tells more than chance."""
    final = [figure for figure in figures if _is_final(figure.row)]
    for contrast in contrasts(evidence, final):
        on_drug = contrast.concurrent and contrast.arm.drug == drug
        if not on_drug or _took_another(evidence, contrast.against, drug):
            continue
        verdict = judge(evidence, contrast)
        if verdict.said in _OF_CONTRASTS:
            # The study's own estimate, if it has one, is the number a reader should be led to.
            row = (*contrast.estimates, *contrast.rows)[0]
            direction = _OF_CONTRASTS[verdict.said]
            yield Voice(contrast.study, row, direction, verdict.basis, contrast.against)


def _took_another(evidence: Evidence, control: Arm, drug: str) -> bool:
    """Tell whether the words of a control group name another drug of the topic.

    Against people some of whom took that drug, a comparison says which of two drugs did better, not
    whether this one helps.
    """
    words = " ".join(filter(None, (control.label, control.co_treatment, control.note))).casefold()
    others = (other for other in interventions(evidence) if other.id != drug)
    return any(other.label.casefold() in words for other in others)


def _in_words(evidence: Evidence, figures: Sequence[ReportedFigure], drug: str) -> Iterator[Voice]:
    """Yield the directions that sources give in words about the people on the drug alone."""
    for study, row in figures:
        if not isinstance(row, NarrativeResult) or row.against or not is_final(row):
            continue
        if drug_taken(evidence, study, row) == drug:
            yield Voice(study, row, _OF_WORDS[row.direction], Basis.WORDS, None)


def _is_final(row: Row) -> bool:
    return not isinstance(row, Result) or is_final(row)
