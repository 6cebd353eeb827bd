"""What a body of evidence allows: one study, the range of a few, or an average with its grounds."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from generator.model.evidence import Evidence
from generator.model.pooling_override import PoolingOverride
from generator.model.record import record
from generator.model.study import Study
from generator.statistics.change_spread import CORRELATIONS
from generator.statistics.no_answer import NotConvergedError
from generator.synthesis.bodies_of_evidence import Body
from generator.synthesis.candidates import Candidate
from generator.synthesis.figure import Figure, Scale
from generator.synthesis.figures import figure_of
from generator.synthesis.models import (
    Pooled,
    average_effects,
    average_rare,
    average_shares,
    other_averages,
    other_rare,
)
from generator.synthesis.overrides import overrides_of
from generator.synthesis.rare_events import rare_events, tells_of_ratio
from generator.synthesis.reasons import Reason, Refusal
from generator.text.count_words import count_words

Extent = Literal["none", "study", "range", "pooled"]
# One or two studies have no range worth the name; below five, the spread between studies cannot be
# estimated; below thirty people chance alone decides. The pages give the same reasons (WHY).
FEWEST_FOR_RANGE, FEWEST_FOR_MODEL, FEWEST_PEOPLE = 3, 5, 30
# Chance made the groups of each trial alike, so that two trials may be averaged: how little they
# say of the spread widens the interval (t on one degree of freedom). Cochrane Handbook, version 6,
# section 10.2.1.
FEWEST_TRIALS = 2
# A headline needs model and crude total to differ less than this, counted by events and by those
# without.
LARGEST_DISAGREEMENT = 1.5
# So that a ratio of exactly 1.5 in exact numbers is not turned away by the last digit of a float.
_ROUNDING = 1e-9


@record
class Input:
    """A result that an estimate rests on, with its figure; its weight in percent, if averaged."""

    candidate: Candidate
    figure: Figure
    weight: float | None = None


@record
class Sensitivity:
    """The same average under another choice; `pooled` is None where too little is left to average.

    The choice is to leave out a study, perhaps with another put in its place that may share people
    with it; or a correlation of before and after, where it is not known.
    """

    pooled: Pooled | None
    left_out: Study | None = None
    put_in: Study | None = None
    correlation: float | None = None


@record
class Estimate:
    """What a body of evidence allows, and every reason why it does not allow more.

    `low` and `high` are the range of the studies' values. `pooled` is there from five studies, or
    two randomised trials, and thirty people on; `headline` tells whether it may stand in front;
    `without` holds the average without each study in turn, `others` the same studies averaged by
    other methods. `overrides` are the reasons that a curator set aside for one of its results.
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
    others: tuple[Pooled, ...] = ()
    overrides: tuple[PoolingOverride, ...] = ()

    @property
    def is_of_trials(self) -> bool:
        """Tell whether it compares groups that chance made."""
        return _is_of_trials(self.body)

    @property
    def effect(self) -> str:
        """Return the effect measure of all inputs: risk-ratio, mean-difference, share and so on."""
        return self.inputs[0].figure.effect if self.inputs else ""

    @property
    def scale(self) -> Scale | None:
        """Return the scale all inputs stand on."""
        return self.inputs[0].figure.scale if self.inputs else None


def estimate(evidence: Evidence, body: Body) -> Estimate:
    """Return what may be said of a body of evidence.

    One study stands alone. Randomised trials are averaged from two on, other studies from five on;
    below that all and their range are shown. Thirty people are the least. Where a model of shares
    and the crude total are more than 1.5-fold apart, the average has no headline.
    """
    inputs = tuple(_inputs(body))
    values = [entry.figure.value for entry in inputs]
    # What may be said without a model; the model is added where nothing stands against it.
    bare = Estimate(
        body=body,
        inputs=inputs,
        extent=_extent(len(inputs)),
        refusals=_size_refusals(body, len(inputs)),
        low=min(values, default=None),
        high=max(values, default=None),
        overrides=overrides_of(evidence, (entry.candidate for entry in inputs)),
    )
    return bare if bare.refusals else _averaged(bare)


def _inputs(body: Body) -> Iterator[Input]:
    for candidate in body.included:
        figure = figure_of(candidate)
        if figure is not None:
            yield Input(candidate=candidate, figure=figure)


def _extent(studies: int) -> Extent:
    if studies == 0:
        return "none"
    return "study" if studies == 1 else "range"


def enough(body: Body, studies: int, people: int) -> bool:
    """Tell whether there are studies and people of a body enough for an average."""
    return studies >= _fewest(body) and (people >= FEWEST_PEOPLE or body.of_unknown_size > 0)


def _is_of_trials(body: Body) -> bool:
    return body.anchor.compares and body.anchor.contrast == "randomised"


def _fewest(body: Body) -> int:
    return FEWEST_TRIALS if _is_of_trials(body) else FEWEST_FOR_MODEL


def _size_refusals(body: Body, studies: int) -> tuple[Refusal, ...]:
    refusals = []
    if studies < _fewest(body):
        reason = Reason.FEW_STUDIES if studies < FEWEST_FOR_RANGE else Reason.RANGE_ONLY
        reason = Reason.ONE_TRIAL if _is_of_trials(body) else reason
        refusals.append(Refusal(reason, count_words(studies, "study", "studies")))
    # An unknown number is not a small one: the interval of a printed effect tells how many it took.
    if body.people < FEWEST_PEOPLE and not body.of_unknown_size:
        refusals.append(Refusal(Reason.FEW_PEOPLE, count_words(body.people, "person", "people")))
    return tuple(refusals)


def _averaged(bare: Estimate) -> Estimate:
    try:
        pooled = average(bare.inputs)
    except NotConvergedError as error:
        return replace(bare, refusals=(Refusal(Reason.NOT_CONVERGED, str(error)),))
    if pooled is None:
        return replace(bare, refusals=(_no_answer(bare),))
    refusals = disagreement(pooled)
    return replace(
        bare,
        inputs=_weighted(bare.inputs, pooled),
        extent="pooled",
        refusals=refusals,
        pooled=pooled,
        headline=not refusals,
        sensitivity=(*_other_people(bare), *_other_correlations(bare.inputs)),
        without=tuple(_without_each(bare.inputs)),
        others=_others(bare.inputs),
    )


def _no_answer(bare: Estimate) -> Refusal:
    """Return why studies that are enough have no average all the same."""
    if not bare.is_of_trials:
        return Refusal(Reason.NO_MAXIMUM, "in every study alike")
    telling = sum(tells_of_ratio(entry.candidate) for entry in bare.inputs)
    if telling == 1:
        return Refusal(Reason.ONE_TRIAL, "in the others nobody had the outcome")
    return Refusal(Reason.NO_MAXIMUM, "in every study, or in every group on one side")


def _weighted(inputs: Sequence[Input], pooled: Pooled) -> tuple[Input, ...]:
    weights = iter(pooled.weights)
    if not pooled.weights:
        return tuple(inputs)
    return tuple(
        replace(entry, weight=next(weights) if tells_of_ratio(entry.candidate) else 0.0)
        for entry in inputs
    )


def disagreement(pooled: Pooled) -> tuple[Refusal, ...]:
    """Return the refusal of a headline where the crude total and the model tell different stories.

    Counted on the events and on those without them, so that survival and death are judged alike.
    """
    if pooled.crude is None:
        return ()
    apart = max(_fold(pooled.value, pooled.crude), _fold(1 - pooled.value, 1 - pooled.crude))
    if apart <= LARGEST_DISAGREEMENT * (1 + _ROUNDING):
        return ()
    return (Refusal(Reason.DISAGREEMENT, f"{apart:.1f}-fold apart"),)


def _fold(share: float, other: float) -> float:
    low, high = sorted((share, other))
    if high == 0:
        # Both are 0, hence alike; their ratio would be none.
        return 1.0
    return high / low if low > 0 else math.inf


def average(inputs: Sequence[Input], among: Sequence[Input] = ()) -> Pooled | None:
    """Return the average of inputs; None for too few, or if nobody or everybody had the outcome.

    Some inputs are averaged by the method of all that they are `among`, so that a figure moves by
    its studies alone and never by another model. A search that does not settle raises
    NotConvergedError.
    """
    telling = [entry for entry in inputs if tells_of_ratio(entry.candidate)]
    # Lower than FEWEST_FOR_MODEL, as an average of five is also made without each of them.
    randomised = all(entry.candidate.contrast == "randomised" for entry in telling)
    if len(telling) < (FEWEST_TRIALS if randomised else FEWEST_FOR_RANGE):
        return None
    figures = [entry.figure for entry in telling]
    if figures[0].scale == "share":
        return average_shares([entry.candidate.counts for entry in telling])
    if rare := rare_events(_candidates(inputs), _candidates(among)):
        return average_rare(*rare)
    return average_effects(figures[0].scale, *_effects(figures))


def _candidates(inputs: Sequence[Input]) -> list[Candidate]:
    return [entry.candidate for entry in inputs if tells_of_ratio(entry.candidate)]


def _effects(figures: Sequence[Figure]) -> tuple[list[float], list[float]]:
    # Never 0 for an error that is not known: it would give one study all the weight.
    return [each.value for each in figures], [each.error or math.nan for each in figures]


def _others(inputs: Sequence[Input]) -> tuple[Pooled, ...]:
    """Return the same studies averaged by methods that are not shown in front."""
    telling = [entry for entry in inputs if tells_of_ratio(entry.candidate)]
    figures = [entry.figure for entry in telling]
    if figures[0].scale == "share":
        return ()
    others = other_averages(figures[0].scale, *_effects(figures))
    if rare := rare_events([entry.candidate for entry in telling]):
        with_half = average_effects(figures[0].scale, *_effects(figures))
        return (with_half, *others, *other_rare(*rare))
    return others


def average_if_any(inputs: Sequence[Input], among: Sequence[Input] = ()) -> Pooled | None:
    """Return the average of inputs; None wherever there is none, for whatever reason."""
    try:
        return average(inputs, among)
    except NotConvergedError:
        return None


def _other_people(bare: Estimate) -> Iterator[Sensitivity]:
    """Yield the average with the other of two studies that may share people, for each such pair."""
    for used, other in bare.body.alternatives:
        figure = figure_of(other)
        if figure is not None:
            swapped = Input(candidate=other, figure=figure)
            inputs = [
                swapped if entry.candidate.address == used.address else entry
                for entry in bare.inputs
            ]
            yield Sensitivity(
                pooled=average_if_any(inputs), left_out=used.study, put_in=other.study
            )


def _other_correlations(inputs: Sequence[Input]) -> Iterator[Sensitivity]:
    """Yield the average under each correlation of before and after, if some spread is unknown."""
    # As many spreads as correlations mean that none is known: see `change_spreads`.
    if any(len(entry.figure.spreads) == len(CORRELATIONS) for entry in inputs):
        for place, correlation in enumerate(CORRELATIONS):
            changed = [replace(entry, figure=_with_correlation(entry, place)) for entry in inputs]
            yield Sensitivity(pooled=average_if_any(changed), correlation=correlation)


def _with_correlation(entry: Input, place: int) -> Figure:
    figure = entry.figure
    if len(figure.spreads) != len(CORRELATIONS):
        return figure
    _, spread = figure.spreads[place]
    error = spread / math.sqrt(entry.candidate.people)
    # The interval was made with the usual correlation and would contradict this error.
    return replace(figure, low=None, high=None, error=error, spreads=())


def _without_each(inputs: Sequence[Input]) -> Iterator[Sensitivity]:
    for entry in inputs:
        others = [other for other in inputs if other is not entry]
        yield Sensitivity(pooled=average_if_any(others, inputs), left_out=entry.candidate.study)
