"""What may be said of a body of evidence: the one study, the range of a few, or an average with all it rests on."""

import math
from collections.abc import Callable, Sequence
from typing import Literal

from generator.model.record import record
from generator.statistics.change_spread import CORRELATIONS
from generator.synthesis.bodies_of_evidence import Body
from generator.synthesis.candidates import Candidate
from generator.synthesis.figures import Figure, Scale, figure_of
from generator.synthesis.models import Pooled, average_effects, average_shares
from generator.synthesis.reasons import Reason, Refusal

Extent = Literal["none", "study", "range", "pooled"]
FEWEST_FOR_RANGE, FEWEST_FOR_MODEL, FEWEST_PEOPLE = 3, 5, 30
# A headline needs model and crude total to differ less than this, counted by events and by those
# without.
LARGEST_DISAGREEMENT = 1.5
_ROUNDING = 1e-9


@record
class Input:
    """A result that an estimate rests on, with its figure."""

    candidate: Candidate
    figure: Figure


@record
class Sensitivity:
    """The same average under another choice, in words; None where that choice leaves too little to average."""

    words: str
    pooled: Pooled | None


@record
class Estimate:
    """What a body of evidence allows, and every reason why it does not allow more.

    `low` and `high` are the range of the studies' values. `pooled` is there from five studies and
    thirty people on; `headline` tells whether it may stand in front; `without` holds the average
    without each study in turn.
    """

    body: Body
    inputs: tuple[Input, ...]
    extent: Extent
    refusals: tuple[Refusal, ...]
    low: float | None = None
    high: float | None = None
    pooled: Pooled | None = None
    headline: bool = False
    sensitivity: tuple[Sensitivity, ...] = ()
    without: tuple[Sensitivity, ...] = ()

    @property
    def scale(self) -> Scale | None:
        """Return the scale all inputs stand on."""
        return self.inputs[0].figure.scale if self.inputs else None


def estimate(body: Body) -> Estimate:
    """Return what may be said of a body of evidence.

    One study stands alone. From two to four, all and their range are shown, without an average.
    From five studies and thirty people on, a model averages them; where it and the crude total are
    more than 1.5-fold apart, it has no headline.
    """
    inputs = tuple(
        Input(candidate=one, figure=figure) for one in body.included if (figure := figure_of(one))
    )
    refusals = _size_refusals(inputs, body.people)
    values = [one.figure.value for one in inputs]
    extent: Extent = "none" if not inputs else "study" if len(inputs) == 1 else "range"
    if refusals or not inputs:
        return Estimate(body=body, inputs=inputs, extent=extent, refusals=refusals,
                        low=min(values, default=None), high=max(values, default=None))  # fmt: skip
    return _averaged(body, inputs)


def enough(studies: int, people: int) -> bool:
    """Tell whether there are studies and people enough for an average."""
    return studies >= FEWEST_FOR_MODEL and people >= FEWEST_PEOPLE


def _size_refusals(inputs: Sequence[Input], people: int) -> tuple[Refusal, ...]:
    count = len(inputs)
    found = []
    if count < FEWEST_FOR_RANGE:
        found.append(Refusal(Reason.FEW_STUDIES, f"{count} {'study' if count == 1 else 'studies'}"))
    elif count < FEWEST_FOR_MODEL:
        found.append(Refusal(Reason.RANGE_ONLY, f"{count} studies"))
    if people < FEWEST_PEOPLE:
        found.append(Refusal(Reason.FEW_PEOPLE, f"{people} people"))
    return tuple(found)


def _averaged(body: Body, inputs: tuple[Input, ...]) -> Estimate:
    values = [one.figure.value for one in inputs]
    pooled = average(inputs)
    refusals = (
        disagreement(pooled) if pooled else (Refusal(Reason.NO_MAXIMUM, "in every study alike"),)
    )
    return Estimate(
        body=body,
        inputs=inputs,
        extent="range" if pooled is None else "pooled",
        refusals=refusals,
        low=min(values),
        high=max(values),
        pooled=pooled,
        headline=pooled is not None and not refusals,
        sensitivity=()
        if pooled is None
        else (*_other_people(body, inputs), *_other_correlations(inputs)),
        without=() if pooled is None else _without_each(inputs),
    )


def disagreement(pooled: Pooled) -> tuple[Refusal, ...]:
    """Return the refusal of a headline where the crude total and the model tell different stories.

    Counted on the events and on those without them, so that survival and death are judged alike.
    """
    if pooled.crude is None:
        return ()
    folds = [_fold(pooled.value, pooled.crude), _fold(1 - pooled.value, 1 - pooled.crude)]
    if max(folds) <= LARGEST_DISAGREEMENT * (1 + _ROUNDING):
        return ()
    return (Refusal(Reason.DISAGREEMENT, f"{max(folds):.1f}-fold apart"),)


def _fold(one: float, other: float) -> float:
    low, high = sorted((one, other))
    if high == 0:
        return 1.0
    return high / low if low > 0 else float("inf")


def average(
    inputs: Sequence[Input], figure: Callable[[Input], Figure] = lambda one: one.figure
) -> Pooled | None:
    """Return the average of inputs, or None where there are too few, or nobody or everybody had the outcome."""
    figures = [figure(one) for one in inputs]
    if len(inputs) < FEWEST_FOR_RANGE:
        return None
    if figures[0].scale == "share":
        return average_shares([one.candidate.counts for one in inputs])
    errors = [one.error or math.nan for one in figures]
    return average_effects(figures[0].scale, [one.value for one in figures], errors)


def _other_people(body: Body, inputs: Sequence[Input]) -> tuple[Sensitivity, ...]:
    """Return the average with the other of two studies that may share people, for each such pair."""
    found = []
    for used, other in body.alternatives:
        figure = figure_of(other)
        if figure is None:
            continue
        swapped = [
            Input(candidate=other, figure=figure) if one.candidate.address == used.address else one
            for one in inputs
        ]
        words = (
            f"{other.study.label} in place of {used.study.label}, which may share people with it"
        )
        found.append(Sensitivity(words=words, pooled=average(swapped)))
    return tuple(found)


def _other_correlations(inputs: Sequence[Input]) -> tuple[Sensitivity, ...]:
    """Return the average under each correlation of before and after, where some spread of change is not known."""
    if not any(len(one.figure.spreads) == len(CORRELATIONS) for one in inputs):
        return ()
    return tuple(
        Sensitivity(
            words=f"correlation of {r} between before and after, where it is not known",
            pooled=average(inputs, lambda one, place=place: _at_correlation(one, place)),  # type: ignore[misc]
        )
        for place, r in enumerate(CORRELATIONS)
    )


def _at_correlation(one: Input, place: int) -> Figure:
    figure, people = one.figure, one.candidate.people
    if len(figure.spreads) != len(CORRELATIONS):
        return figure
    error = figure.spreads[place][1] / people**0.5
    return Figure(scale=figure.scale, value=figure.value, low=None, high=None, error=error, origin=figure.origin,
                  how=figure.how)  # fmt: skip


def _without_each(inputs: Sequence[Input]) -> tuple[Sensitivity, ...]:
    return tuple(
        Sensitivity(
            words=f"without {one.candidate.study.label}",
            pooled=average([x for x in inputs if x is not one]),
        )
        for one in inputs
    )
