"""The likelihood of counts whose log odds or log rates are normally distributed over studies.

The log odds (or log rate) of study i is mu + tau z_i with z_i standard normal. The likelihood of
each study is integrated over z by the trapezoidal rule, which converges exponentially for such
integrands, or, as other programs do it, by adaptive Gauss-Hermite quadrature: nodes centred and
scaled at the study's own mode. Sources: Trefethen LN, Weideman JAC. SIAM Rev 2014;56:385-458; Liu
Q, Pierce DA. Biometrika 1994;81:624-629; derivatives by Louis TA. J R Stat Soc B 1982;44:226-233.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.statistics.cumulant import Counts, as_column
from generator.statistics.effect import Floats
from generator.statistics.no_answer import NotConvergedError

# An integrand that has fallen by so many powers of e adds nothing to a float.
_NOTHING_LEFT = 40.0
# Beside the farthest end that a normal density has: groups of 10^12 people are no wider. So many
# halvings of the logarithm between the two find an end to 3 %.
_NEAREST_END, _HALVINGS = 1e-6, 9
_BOTH_SIDES = np.array([-1.0, 1.0])
# Gaps between nodes over an integrand without spread; and how many times as many make the sum
# exact to rounding, or good to six digits, enough to choose between peaks.
_GAPS, _EXACT, _ROUGH = 20, 2.0, 1.0
# Steps on the scale of log odds: a longer one could leap to where exp overflows.
_LARGEST_STEP = 2.0
# No fit of the reference data needs as many steps.
_ROUNDS = 200
# Relative to the place: its square, by which the likelihood changes, is lost in a float.
_SETTLED_MODE = 1e-10
# In place of no spread, so that a step may be as long as it likes.
_TINY = 1e-300
_LOG_ROOT_OF_2_PI = math.log(2 * math.pi) / 2


class _Nodes(NamedTuple):
    """Standard normal deviates, one row a study, with the logarithms of their weights."""

    z: Floats
    log_weights: Floats


class Integrated(NamedTuple):
    """The log-likelihood with its gradient and Hessian in the mean and the spread."""

    loglik: float
    gradient: Floats
    hessian: Floats


def integrate(counts: Counts, mean: float, spread: float) -> Integrated:
    """Return the log-likelihood at a mean and a spread, with its derivatives, to rounding.

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import PRITZ
    >>> round(integrate(Binomial.of(*PRITZ), 1.37659439, 0.76766499).loglik, 4)
    -32.6054
    """
    return _integrated(counts, mean, spread, _even_nodes(counts, mean, spread, _EXACT))


def integrate_roughly(counts: Counts, mean: float, spread: float) -> Integrated:
    """Return the log-likelihood and its derivatives to six digits, in half the time.

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import PRITZ
    >>> round(integrate_roughly(Binomial.of(*PRITZ), 1.37659439, 0.76766499).loglik, 4)
    -32.6054
    """
    return _integrated(counts, mean, spread, _even_nodes(counts, mean, spread, _ROUGH))


def integrate_by_points(counts: Counts, mean: float, spread: float, points: int) -> Integrated:
    """Return the log-likelihood by adaptive Gauss-Hermite quadrature, as other programs have it.

    >>> from generator.statistics.cumulant import Binomial
    >>> from generator.statistics.examples import PRITZ
    >>> round(integrate_by_points(Binomial.of(*PRITZ), 1.37659439, 0.76766499, 1).loglik, 4)
    -32.6572
    """
    return _integrated(counts, mean, spread, _hermite_nodes(counts, mean, spread, points))


def _integrated(counts: Counts, mean: float, spread: float, nodes: _Nodes) -> Integrated:
    z, log_weights = nodes
    parameter = mean + spread * z
    normaliser, expected, variance = counts.cumulants(parameter)
    events = as_column(counts.events, z)
    log_parts = events * parameter - normaliser - z**2 / 2 + log_weights
    top = log_parts.max(axis=1)
    parts = np.exp(log_parts - top[:, None])
    sums = parts.sum(axis=1)
    shares = parts / sums[:, None]
    score = events - expected
    first, second = (shares * score).sum(axis=1), (shares * score * z).sum(axis=1)
    curvatures = [
        (shares * (score**2 - variance) * z**power).sum(axis=1) - gained
        for power, gained in ((0, first**2), (1, first * second), (2, second**2))
    ]
    inner, mixed, outer = (float(curvature.sum()) for curvature in curvatures)
    return Integrated(
        float((top + np.log(sums) + counts.constant).sum()),
        np.array([first.sum(), second.sum()]),
        np.array([[inner, mixed], [mixed, outer]]),
    )


def modes(counts: Counts, mean: float, spread: float) -> tuple[Floats, Floats]:
    """Return each study's most likely z and the curvature there; its steps cannot run away.

    >>> from generator.statistics.cumulant import Binomial
    >>> z, curvature = modes(Binomial.of([5], [10]), 0.0, 1.0)
    >>> float(z[0]), float(curvature[0])
    (0.0, 3.5)
    """
    z = np.zeros_like(counts.events)
    longest = _LARGEST_STEP / max(spread, _TINY)
    for _ in range(_ROUNDS):
        _, expected, variance = counts.cumulants(mean + spread * z)
        curvature = 1 + spread**2 * variance
        step = np.clip((spread * (counts.events - expected) - z) / curvature, -longest, longest)
        z = z + step
        if (np.abs(step) <= _SETTLED_MODE * (1 + np.abs(z))).all():
            return z, 1 + spread**2 * counts.cumulants(mean + spread * z).variance
    raise NotConvergedError("the most likely level of each study", _ROUNDS)


@lru_cache(maxsize=8)
def hermite(points: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the nodes of Gauss-Hermite quadrature and the logarithms of its weights times e^(x^2).

    >>> nodes, logs = hermite(1)
    >>> nodes.tolist(), round(float(np.exp(logs[0])) ** 2, 12)
    ([0.0], 3.14159265359)
    """
    nodes, weights = np.polynomial.hermite.hermgauss(points)
    return nodes, np.log(weights) + nodes**2


def _hermite_nodes(counts: Counts, mean: float, spread: float, points: int) -> _Nodes:
    """Return nodes centred and scaled at the mode of each study."""
    centre, curvature = modes(counts, mean, spread)
    scale = np.sqrt(2 / curvature)[:, None]
    abscissae, log_weights = hermite(points)
    return _Nodes(
        centre[:, None] + scale * abscissae, log_weights + np.log(scale) - _LOG_ROOT_OF_2_PI
    )


def _even_nodes(counts: Counts, mean: float, spread: float, fineness: float) -> _Nodes:
    """Return evenly spaced nodes from where nothing is left of each integrand to where it ends."""
    ends = _ends(counts, mean, spread)
    widths = ends[:, 1] - ends[:, 0]
    # Singularities of the integrand lie pi/2 off the real log odds or farther, so that nodes must
    # be the nearer, the wider the spread.
    gaps = math.ceil(fineness * (_GAPS + spread * float(widths.max())))
    gap = widths[:, None] / gaps
    return _Nodes(ends[:, :1] + gap * np.arange(gaps + 1), np.log(gap) - _LOG_ROOT_OF_2_PI)


def _ends(counts: Counts, mean: float, spread: float) -> Floats:
    """Return two z for each study outside of which nothing is left of its integrand.

    Its logarithm is concave, and more so than that of the normal density alone, which bounds the
    way to each end; the way is found by halving its logarithm.
    """
    centre = modes(counts, mean, spread)[0][:, None]
    events = counts.events[:, None]

    def height(z: Floats) -> Floats:
        parameter = mean + spread * z
        return events * parameter - counts.cumulants(parameter).normaliser - z**2 / 2

    lowest = height(centre) - _NOTHING_LEFT
    outside = np.full((len(centre), 2), math.sqrt(2 * _NOTHING_LEFT))
    inside = _NEAREST_END * outside
    for _ in range(_HALVINGS):
        middle = np.sqrt(inside * outside)
        left = height(centre + _BOTH_SIDES * middle) > lowest
        inside, outside = np.where(left, middle, inside), np.where(left, outside, middle)
    return np.asarray(centre + _BOTH_SIDES * outside)
