"""The one figure of a row: which of the figures of some people or a drug stands for them.

It is chosen by what a figure is of and never by what it says: the first critical outcome that has a
figure; a control such as placebo at random before any other control, before none; the most people.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult
from generator.synthesis.contrast import Contrast, ReportedFigure
from generator.synthesis.findings import Outcome, by_weight, is_told_in_words
from generator.synthesis.study_design import control_arms, is_randomised

_CRITICAL = "critical"


class Against(IntEnum):
    """What a figure was compared with, the strongest first."""

    PLACEBO_AT_RANDOM = 0
    CONTROL = 1
    NOBODY = 2


class BestFigure(NamedTuple):
    """The chosen figure: its outcome, what it was compared with, and how many people it is of.

    Either `contrast` or `alone` is given; the latter has no control group of its own.
    """

    outcome: Outcome
    against: Against
    people: int
    contrast: Contrast | None = None
    alone: ReportedFigure | None = None

    @property
    def study(self) -> str:
        """Return the id of the study the figure is from."""
        figure = self.contrast or self.alone
        return figure.study.id if figure else ""


def best_figure(
    evidence: Evidence, outcomes: Iterable[Outcome], drug: str | None = None
) -> BestFigure | None:
    """Return the figure that stands for the outcomes, of one drug if given; None without any.

    Outcomes come in the order in which they were chosen. Where no critical outcome has a figure,
    the first of the others that has one is taken. Of figures alike in all that counts, the first
    study by id is taken.
    """
    # Sorting keeps the chosen order among critical outcomes and among the others.
    for outcome in sorted(outcomes, key=lambda outcome: not _is_critical(outcome)):
        figures = list(_figures(evidence, outcome, drug))
        if figures:
            return min(figures, key=lambda each: (each.against, -each.people, each.study))
    return None


def _is_critical(outcome: Outcome) -> bool:
    return outcome.rating is not None and outcome.rating.importance == _CRITICAL


def _figures(evidence: Evidence, outcome: Outcome, drug: str | None) -> Iterator[BestFigure]:
    for contrast in outcome.contrasts:
        if drug in {None, contrast.arm.drug} and _has_a_number(contrast):
            against = _against(evidence, contrast)
            yield BestFigure(outcome, against, _people(contrast), contrast=contrast)
    for figure in by_weight(outcome):
        if drug is None or (figure.arm and figure.arm.drug == drug):
            people = figure.row.total.value if figure.row.total else 0
            yield BestFigure(outcome, Against.NOBODY, people, alone=figure)


def _against(evidence: Evidence, contrast: Contrast) -> Against:
    # People treated earlier or elsewhere are no control at the same time.
    if not contrast.concurrent:
        return Against.NOBODY
    took_a_control = contrast.against.id in control_arms(evidence, contrast.study)
    if took_a_control and is_randomised(evidence, contrast.study):
        return Against.PLACEBO_AT_RANDOM
    return Against.CONTROL


def _has_a_number(contrast: Contrast) -> bool:
    if any(isinstance(row, ComparisonResult) and row.value for row in contrast.estimates):
        return True
    sides = (contrast.drug, contrast.control)
    return all(row is not None and not is_told_in_words(row) for row in sides)


def _people(contrast: Contrast) -> int:
    """Return how many people both groups have, by the figures, else by the groups; 0 if unknown."""
    sides = ((contrast.drug, contrast.arm), (contrast.control, contrast.against))
    sizes = [(row.total if row else None) or arm.total for row, arm in sides]
    return sum(size.value for size in sizes if size)
