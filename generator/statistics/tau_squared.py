"""The variance of true effects between studies, by seven estimators.

Each solves its own equation to the precision of the machine: brackets and tolerances are taken from
the estimates themselves, so that rare events and small scales are solved as well as large ones.
Where a likelihood has several peaks, the highest counts. Formulas and standard errors: Viechtbauer
W. J Educ Behav Stat 2005;30:261-293, and Veroniki AA et al. Res Synth Methods 2016;7:55-79.
"""

import math
from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np

from generator.statistics.effect import Floats
from generator.statistics.root import root

Method = Literal["DL", "PM", "REML", "ML", "EB", "HE", "SJ"]
# Eight places for each power of ten where the ends of the grid lie 10^12 apart: peaks are wider.
_STEPS = 97
# A variance between studies this small, beside those within them, changes no weight.
_FINEST = 1e-12
# About two units in the last place of a float: estimates nearer to their mean than that are equal.
_ROUNDING = 4e-16
# A bracket that rounding has closed too early is widened by this share until it holds the root.
_A_LITTLE = 1e-9


class TauSquared(NamedTuple):
    """The variance between studies and its standard error."""

    value: float
    se: float


def tau_squared(yi: Floats, vi: Floats, method: Method = "REML") -> TauSquared:
    """Return the variance between studies, never below 0, with its large-sample standard error.

    DL: DerSimonian & Laird 1986; PM: Paule & Mandel 1982; REML and ML: restricted and full
    likelihood; EB: Morris 1983 (the same value as PM); HE: Hedges & Olkin 1985; SJ: Sidik & Jonkman
    2005. Takes two studies or more with positive variances. The trials of BCG as log risk ratios
    (Viechtbauer W. J Stat Softw 2010;36(3):1-48):

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> effects = log_risk_ratios(*BCG)
    >>> [round(tau_squared(*effects, method).value, 4) for method in ("DL", "PM", "REML", "ML")]
    [0.3088, 0.3181, 0.3132, 0.28]
    >>> [round(tau_squared(*effects, method).value, 4) for method in ("EB", "HE", "SJ")]
    [0.3181, 0.3286, 0.3455]
    """
    check_studies(yi, vi, least=2)
    return _ESTIMATORS[method](yi, vi)


def check_studies(yi: Floats, vi: Floats, *, least: int = 1) -> None:
    """Refuse what cannot be pooled: too few studies, or variances that are not above 0."""
    if len(yi) < least or len(yi) != len(vi):
        raise ValueError(
            f"{len(yi)} estimates and {len(vi)} variances: at least {least} of each are needed"
        )
    if not (np.isfinite(yi).all() and np.isfinite(vi).all() and (vi > 0).all()):
        raise ValueError("each study needs a finite estimate and a variance above 0")


def residual_sum(yi: Floats, vi: Floats, tau2: float) -> float:
    """Return the weighted sum of squares about the weighted mean; Cochran's Q where tau2 is 0.

    Weights are 1/(vi + tau2). Estimates that are one up to rounding have the sum 0.
    Source: Cochran WG. Biometrics 1954;10:101-129; the trials of BCG as log risk ratios:

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> round(residual_sum(*log_risk_ratios(*BCG), 0.0), 2)
    152.23
    """
    weights = 1 / (vi + tau2)
    residuals = yi - (weights @ yi) / weights.sum()
    residuals[np.abs(residuals) <= _ROUNDING * np.abs(yi).max()] = 0.0
    return float(weights @ residuals**2)


def where_residual_sum_is(yi: Floats, vi: Floats, target: float) -> float:
    """Return the tau2 at which the weighted sum of squares falls to `target`; 0 if never above.

    The sum only falls as the variance grows, and lies below sum((y - mean)^2)/variance, which
    closes the bracket.
    """
    if residual_sum(yi, vi, 0.0) <= target:
        return 0.0
    high = float(((yi - yi.mean()) ** 2).sum()) / target
    while residual_sum(yi, vi, high) > target:  # only by rounding, where variances vanish beside it
        high *= 1 + _A_LITTLE
    return root(lambda tau2: residual_sum(yi, vi, tau2) - target, 0.0, high)


def traces(weights: Floats) -> tuple[float, float]:
    """Return tr(P) and tr(PP) of P = W - W1(1'W1)^-1 1'W, from sums alone.

    P holds w(sum of the other weights)/sum on its diagonal and -w w'/sum beside it.
    """
    # Sums of the others, not the whole sum less each: where one study has nearly all the weight,
    # that difference would be rounding alone.
    shares = weights / weights.sum()
    diagonal = weights * _sums_of_others(shares)
    beside = shares**2 * _sums_of_others(weights**2)
    return float(diagonal.sum()), float((diagonal**2).sum() + beside.sum())


def _sums_of_others(values: Floats) -> Floats:
    """Return for each value the sum of all others."""
    before = np.concatenate([[0.0], np.cumsum(values[:-1])])
    after = np.concatenate([np.cumsum(values[:0:-1])[::-1], [0.0]])
    return np.asarray(before + after)


def _dersimonian_laird(yi: Floats, vi: Floats) -> TauSquared:
    df, (trace, trace2) = len(yi) - 1, traces(1 / vi)
    value = max(0.0, (residual_sum(yi, vi, 0.0) - df) / trace)
    return TauSquared(value, math.sqrt(2 * df + 4 * value * trace + 2 * value**2 * trace2) / trace)


def _paule_mandel(yi: Floats, vi: Floats) -> TauSquared:
    """Solve Q = k - 1: Paule and Mandel's equation, and Morris' empirical Bayes one."""
    k = len(yi)
    value = where_residual_sum_is(yi, vi, k - 1)
    return TauSquared(value, math.sqrt(2 * k**2 / (k - 1)) / float((1 / (vi + value)).sum()))


def _hedges_olkin(yi: Floats, vi: Floats) -> TauSquared:
    k = len(yi)
    df, spread = k - 1, float(((yi - yi.mean()) ** 2).sum())
    # With P = I - 11'/k and V = diag(vi): tr(PV) and tr(PVPV).
    first = float(vi.sum()) * (1 - 1 / k)
    second = float((vi**2).sum()) * (1 - 2 / k) + (float(vi.sum()) / k) ** 2
    value = max(0.0, (spread - first) / df)
    return TauSquared(value, math.sqrt(2 * second + 4 * value * first + 2 * value**2 * df) / df)


def _sidik_jonkman(yi: Floats, vi: Floats) -> TauSquared:
    k = len(yi)
    df, start = k - 1, float(((yi - yi.mean()) ** 2).mean())
    if start == 0:
        return TauSquared(0.0, 0.0)
    weights = 1 / (vi + start)
    value = start * residual_sum(yi, vi, start) / df
    projection = np.diag(weights) - np.outer(weights, weights) / weights.sum()
    with_variance = projection * vi
    variance = (
        2 * float((with_variance * with_variance.T).sum())
        + 4 * value * float((with_variance * projection.T).sum())
        + 2 * value**2 * float((projection * projection.T).sum())
    )
    return TauSquared(value, start * math.sqrt(variance) / df)


def _restricted_likelihood(yi: Floats, vi: Floats) -> TauSquared:
    def score(tau2: float) -> float:
        weights = 1 / (vi + tau2)
        residuals = yi - (weights @ yi) / weights.sum()
        return float((weights**2) @ residuals**2) - traces(weights)[0]

    value = _highest(yi, vi, score, restricted=True)
    return TauSquared(value, math.sqrt(2 / traces(1 / (vi + value))[1]))


def _full_likelihood(yi: Floats, vi: Floats) -> TauSquared:
    def score(tau2: float) -> float:
        weights = 1 / (vi + tau2)
        residuals = yi - (weights @ yi) / weights.sum()
        return float((weights**2) @ residuals**2) - float(weights.sum())

    value = _highest(yi, vi, score, restricted=False)
    return TauSquared(value, math.sqrt(2 / float((1 / (vi + value) ** 2).sum())))


def _highest(yi: Floats, vi: Floats, score: Callable[[float], float], *, restricted: bool) -> float:
    """Return where the likelihood is highest: its best place on a grid, then the root beside it.

    Above twice the square of the range of the estimates the likelihood only falls. The grid starts
    at a millionth of a millionth of that, or of the smallest variance.
    """
    top = 2 * float(np.ptp(yi)) ** 2
    if top == 0 or top < _FINEST * float(vi.min()):
        return 0.0
    bottom = _FINEST * min(top, float(vi.min()))
    grid = np.concatenate([[0.0], np.geomspace(bottom, top, _STEPS)])
    best = int(np.argmax(_log_likelihoods(yi, vi, grid, restricted=restricted)))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    if best <= 1 and score(0.0) <= 0:
        return 0.0
    if score(low) > 0 > score(high):
        return root(score, float(low), float(high))
    return float(grid[best])


def _log_likelihoods(yi: Floats, vi: Floats, grid: Floats, *, restricted: bool) -> Floats:
    """Return the log-likelihood, up to a constant, at each variance of a grid."""
    totals = vi + grid[:, None]
    weights = 1 / totals
    sums = weights.sum(axis=1)
    residuals = yi - ((weights @ yi) / sums)[:, None]
    value = -(np.log(totals).sum(axis=1) + (weights * residuals**2).sum(axis=1)) / 2
    if restricted:
        value = value - np.log(sums) / 2
    return np.asarray(value)


_ESTIMATORS: dict[Method, Callable[[Floats, Floats], TauSquared]] = {
    "DL": _dersimonian_laird,
    "PM": _paule_mandel,
    "REML": _restricted_likelihood,
    "ML": _full_likelihood,
    "EB": _paule_mandel,
    "HE": _hedges_olkin,
    "SJ": _sidik_jonkman,
}
METHODS: tuple[Method, ...] = tuple(_ESTIMATORS)
