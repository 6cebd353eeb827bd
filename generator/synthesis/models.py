"""The models that average a body of evidence: here the numeric core meets the records."""

import math
from collections.abc import Sequence

import numpy as np

from generator.model.record import record
from generator.statistics.heterogeneity import q_profile
from generator.statistics.no_answer import NoMaximumError
from generator.statistics.pooled_share import pool_shares
from generator.statistics.pooling import pool_random
from generator.synthesis.figures import Scale

SHARES = (
    "random-intercept logistic model (maximum likelihood by numerical integration), "
    "intervals by the t distribution on k − 1 degrees of freedom"
)
MEANS = (
    "random-effects model (REML), intervals by the modified Hartung-Knapp method, never narrower "
    "than the normal one"
)


@record
class Pooled:
    """An average over studies on the readers' scale, with its 95 % and prediction intervals.

    `tau` is the standard deviation between studies: of log odds for shares, of log ratios for
    ratios, in the units of the scale for differences; `tau_low` and `tau_high` are its Q-profile
    interval, None for shares. `i2` is in percent, None for shares. `crude` is the sum of events
    over the sum of people, for contrast only.
    """

    scale: Scale
    method: str
    studies: int
    value: float
    low: float
    high: float
    prediction_low: float
    prediction_high: float
    tau: float
    tau_low: float | None = None
    tau_high: float | None = None
    i2: float | None = None
    crude_counts: tuple[int, int] | None = None

    @property
    def crude(self) -> float | None:
        """Return the sum of events over the sum of people, where people were counted."""
        return self.crude_counts[0] / self.crude_counts[1] if self.crude_counts else None


def average_shares(counts: Sequence[tuple[int, int]]) -> Pooled | None:
    """Return the average share over studies of (events, people); None if all or none had it.

    A search that does not settle raises NotConvergedError: it has another reason to be told.
    """
    events, totals = zip(*counts, strict=True)
    try:
        share = pool_shares(events, totals)
    except NoMaximumError:
        return None
    return Pooled(
        scale="share",
        method=SHARES,
        studies=len(counts),
        value=share.share,
        low=share.ci.low,
        high=share.ci.high,
        prediction_low=share.prediction.low,
        prediction_high=share.prediction.high,
        tau=share.fit.tau,
        crude_counts=(sum(events), sum(totals)),
    )


def average_effects(scale: Scale, values: Sequence[float], errors: Sequence[float]) -> Pooled:
    """Return the average of differences, or of ratios on the scale of their logarithms.

    `errors` are standard errors on that scale. Viechtbauer W. J Educ Behav Stat 2005;30:261-293;
    Rover C and others. BMC Med Res Methodol 2015;15:99; prediction interval with t on k - 1 degrees
    of freedom.
    """
    yi = np.asarray(values, dtype=float)
    if scale == "ratio":
        yi = np.log(yi)
    vi = np.asarray(errors, dtype=float) ** 2
    fit, spread = pool_random(yi, vi, method="REML", test="adhoc"), q_profile(yi, vi)
    assert fit.pi_t_km1 is not None  # noqa: S101 - there for two studies or more
    back = math.exp if scale == "ratio" else float
    return Pooled(
        scale=scale,
        method=MEANS,
        studies=len(values),
        value=back(fit.estimate),
        low=back(fit.ci.low),
        high=back(fit.ci.high),
        prediction_low=back(fit.pi_t_km1.low),
        prediction_high=back(fit.pi_t_km1.high),
        tau=math.sqrt(fit.tau2),
        tau_low=spread.tau.low,
        tau_high=spread.tau.high,
        i2=fit.i2,
    )
