"""What an average of trials says of new settings: how many would see less, more, or enough."""

import math
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.statistics.prediction import Prediction
from generator.synthesis.estimate import Estimate
from generator.synthesis.importance import Importance, what_matters
from generator.synthesis.models import Pooled


class NewSettings(NamedTuple):
    """Shares of new settings, from 0 to 1: below no difference, and beyond the least that matters.

    `matters` is that least difference, in the unit of the estimate; None where no source gives one.
    """

    below_no_difference: float
    matters: float | None = None
    below_by_that: float | None = None
    above_by_that: float | None = None


def new_settings(evidence: Evidence, estimate: Estimate) -> NewSettings | None:
    """Return what may be expected in new settings; None where no prediction interval is given."""
    pooled = estimate.pooled
    if pooled is None or pooled.prediction_low is None or pooled.tau is None:
        return None
    below = _share_below(pooled, 0.0)
    matters = _least_that_matters(evidence, estimate)
    if matters is None:
        return NewSettings(below)
    return NewSettings(
        below,
        matters.least,
        _share_below(pooled, -matters.least),
        1 - _share_below(pooled, matters.least),
    )


def _share_below(pooled: Pooled, threshold: float) -> float:
    """Return the share of settings below a threshold on the scale of the model.

    With the error of the interval that is shown, so that 2.5 % lie beyond each of its limits.
    """
    middle = math.log(pooled.value) if pooled.scale == "ratio" else pooled.value
    spread = math.hypot(pooled.tau or 0.0, pooled.error)
    return Prediction(middle, spread, pooled.studies - 1).below(threshold)


def _least_that_matters(evidence: Evidence, estimate: Estimate) -> Importance | None:
    """Return the difference that matters, in the unit of the measure; None for other scales."""
    if estimate.effect != "mean-difference":
        return None
    anchor = estimate.body.anchor
    return what_matters(evidence, anchor.study, anchor.result, of_shares=False)
