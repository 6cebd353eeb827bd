"""Counts with a parameter of its own for each study, the measure of any model of them together."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from generator.statistics.cumulant import Binomial, Counts, Poisson
from generator.statistics.effect import Effects, Floats
from generator.statistics.no_answer import NotConvergedError

_ROUNDS = 200
# A count at its least or most has no finite log odds ratio. At 40 the odds are 10^17, and the
# likelihood is what it would be without end, to the last digit of a float.
_FARTHEST = 40.0
_LARGEST_STEP = 1.0
_NO_VARIANCE = 1e-12
_SETTLED = 1e-12


class EachStudy(NamedTuple):
    """The estimates of studies that have a finite one, and the log-likelihood of all studies."""

    effects: Effects
    loglik: float


def fit_each_study(counts: Counts) -> EachStudy:
    """Return the fit of each study by itself, by Newton steps that cannot run away.

    >>> alone = fit_each_study(Binomial.of([5, 0], [10, 7]))
    >>> alone.effects.yi.round(6).tolist(), round(alone.loglik, 4)
    ([0.0], -1.402)
    """
    finite = (counts.events > counts.least) & (counts.events < counts.most)
    ends = np.where(counts.events > counts.least, _FARTHEST, -_FARTHEST)
    parameters = _best_parameters(counts, np.where(finite, 0.0, ends), finite)
    normaliser, _, variance = counts.cumulants(parameters)
    loglik = float((counts.events * parameters - normaliser + counts.constant).sum())
    return EachStudy(Effects(parameters[finite], 1 / variance[finite]), loglik)


def _best_parameters(counts: Counts, start: Floats, finite: NDArray[np.bool_]) -> Floats:
    place = start
    for _ in range(_ROUNDS):
        _, expected, variance = counts.cumulants(place)
        step = (counts.events - expected) / np.maximum(variance, _NO_VARIANCE)
        step = np.where(finite, np.clip(step, -_LARGEST_STEP, _LARGEST_STEP), 0.0)
        place = np.clip(place + step, -_FARTHEST, _FARTHEST)
        if (np.abs(step) <= _SETTLED * (1 + np.abs(place))).all():
            return np.asarray(place)
    raise NotConvergedError("the estimate of each study", _ROUNDS)


def saturated_loglik(counts: Counts) -> float:
    """Return the log-likelihood of `fit_each_study` in closed form, if there is one.

    Binomial and Poisson counts have one; for others it raises TypeError.

    >>> round(saturated_loglik(Binomial.of([5, 0], [10, 7])), 4)
    -1.402
    """
    x, constant = counts.events, float(counts.constant.sum())
    if isinstance(counts, Binomial):
        n = counts.totals
        likelihoods = xlogy(x, x / n) + xlogy(n - x, 1 - x / n) - x * counts.offset
        return constant + float(likelihoods.sum())
    if isinstance(counts, Poisson):
        return constant + float((xlogy(x, x / counts.times) - x).sum())
    raise TypeError("only binomial and Poisson counts have a closed form")
