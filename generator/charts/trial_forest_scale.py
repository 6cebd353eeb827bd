"""The scale of a forest plot of trials: as wide as what matters, not as its widest interval."""

import math
from collections.abc import Iterable, Iterator, Sequence

from generator.charts.forest_scale import Scale, scale_of
from generator.charts.trial_forest_row import Effect, TrialForest

# The least certain trials, as far as they hold less than this part of all information, do not
# widen the scale by their intervals: these end in an arrow, and the numbers stand beside them.
_LEAST_CERTAIN = 0.1
# Averages of groups and the prediction may widen the scale by this part of it on either side.
_WIDER = 0.5
# And the least certain trials by this one, so that their squares keep clear of their arrows.
_A_LITTLE = 0.08


def trial_scale(forest: TrialForest) -> Scale:
    """Return the scale of a plot: every estimate, the average, the intervals of most trials."""
    if forest.ends:
        return scale_of([], forest.ends, None, ratio=forest.ratio)
    core = [*_core(forest)]
    if forest.null is not None:
        core.append(forest.null)
    core = [value for value in core if math.isfinite(value)]
    if forest.ratio:
        # The logarithm of 0 is nowhere on the scale: what reaches 0 gets an arrow.
        core = [value for value in core if value > 0]
    beyond = [
        *_reined_in(_limits(_secondary(forest)), core, _WIDER, ratio=forest.ratio),
        *_reined_in(
            _limits(row.effect for row in forest.rows), core, _A_LITTLE, ratio=forest.ratio
        ),
    ]
    return scale_of([*core, *beyond], None, forest.null, ratio=forest.ratio)


def _core(forest: TrialForest) -> Iterator[float]:
    effects = [row.effect for row in forest.rows]
    yield from (effect.estimate for effect in effects if effect.estimate is not None)
    yield from _limits(_most_certain(effects, ratio=forest.ratio))
    if forest.average:
        yield from _limits(row.effect for row in (forest.average, *forest.others))
    yield from (threshold.value for threshold in forest.thresholds)


def _secondary(forest: TrialForest) -> Iterator[Effect]:
    """Yield the averages of groups and the range of a new setting."""
    yield from (group.average.effect for group in forest.groups if group.average)
    if forest.prediction:
        yield forest.prediction.effect


def _limits(effects: Iterable[Effect]) -> Iterator[float]:
    for effect in effects:
        if effect.low is not None and effect.high is not None:
            yield from (effect.low, effect.high)


def _most_certain(effects: Sequence[Effect], *, ratio: bool) -> Iterator[Effect]:
    """Yield the effects that hold most of the information, as the width of intervals tells."""
    by_width = sorted(effects, key=lambda effect: _information(effect, ratio=ratio))
    left = _LEAST_CERTAIN * sum(_information(effect, ratio=ratio) for effect in effects)
    for effect in by_width:
        left -= _information(effect, ratio=ratio)
        if left < 0:
            yield effect


def _information(effect: Effect, *, ratio: bool) -> float:
    """Return one over the square of an interval's width; 0 for one without an end."""
    if effect.low is None or effect.high is None or (ratio and effect.low <= 0):
        return 0.0
    width = math.log(effect.high / effect.low) if ratio else effect.high - effect.low
    return 1 / width**2 if 0 < width < math.inf else 0.0


def _reined_in(
    limits: Iterable[float], core: Sequence[float], part: float, *, ratio: bool
) -> Iterator[float]:
    """Yield limits, those beyond the core by more than a part of its width brought nearer."""
    if ratio:
        positive = [math.log(limit) for limit in limits if limit > 0]
        inside = _reined_in(positive, [math.log(value) for value in core], part, ratio=False)
        yield from map(math.exp, inside)
        return
    low, high = min(core), max(core)
    room = part * (high - low)
    yield from (min(max(limit, low - room), high + room) for limit in limits)
