"""Shares that differ between studies by a beta distribution: beside the normal model."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, expit, gammaln, logit, psi

from generator.statistics.cumulant import Binomial
from generator.statistics.effect import Floats, floats
from generator.statistics.glmm import fit_common
from generator.statistics.maximum import climb
from generator.statistics.no_answer import NoMaximumError
from generator.statistics.pooling import around, quantile
from generator.statistics.proportion import Interval

# The expected information is a sum over every count that was possible: too long for larger studies.
_MOST_SUMMED = 1_000_000
# From studies that are alike to studies in which nearly all or nearly none had the event.
_LIKENESSES = np.geomspace(1e-6, 0.95, 24)
# Below the first there is no likeness to speak of; above the second the model has no maximum.
_NO_LIKENESS, _ALL_OR_NONE = 1e-9, 1 - 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaBinomial:
    """The highest likelihood: mean share, likeness rho within a study, and their standard errors.

    `se` and `logit_rho_se` come from the observed information, `expected_se` (mean, rho) from the
    expected one, which is not summed over more than a million people. On the boundary rho is 0 and
    the share that of one common parameter.
    """

    boundary: bool
    logit_mean: float
    se: float
    rho: float
    loglik: float
    loglik_binomial: float
    logit_rho_se: float | None = None
    expected_se: tuple[float, float] | None = None

    @property
    def proportion(self) -> float:
        """Return the mean share."""
        return float(expit(self.logit_mean))

    def interval(self, confidence: float = 0.95) -> Interval:
        """Return the interval of the mean share, from the normal interval of its log odds."""
        low, high = around(self.logit_mean, quantile(None, confidence) * self.se)
        return Interval(float(expit(low)), float(expit(high)))


def fit_beta_binomial(events: ArrayLike, totals: ArrayLike) -> BetaBinomial:
    """Return the maximum-likelihood fit of beta-binomial shares: their mean m and likeness rho.

    log C(n, x) + log B(x + a, n - x + b) - log B(a, b) summed over studies, a = m(1 - rho)/rho, b =
    (1 - m)(1 - rho)/rho. Source: Griffiths DA. Biometrics 1973;29:637-648. Responders to
    hyperdynamic therapy (Zhou XH et al. Stat Med 1999;18:2683-2693), as R's VGAM gives them:

    >>> from generator.statistics.examples import PRITZ
    >>> fit = fit_beta_binomial(*PRITZ)
    >>> round(fit.proportion, 4), round(fit.se, 4), round(fit.rho, 4), round(fit.loglik, 4)
    (0.7747, 0.2471, 0.0914, -32.5096)
    """
    x, n = floats(events, totals)
    common = fit_common(Binomial.of(x, n))
    alike = BetaBinomial(
        boundary=True,
        logit_mean=common.estimate,
        se=common.se,
        rho=0.0,
        loglik=common.loglik,
        loglik_binomial=common.loglik,
    )

    def loglik(place: Floats) -> float:
        return float(_log_likelihoods(x, n, float(place[0]), float(place[1])).sum())

    starts = [np.array([common.estimate, logit(likeness)]) for likeness in _LIKENESSES]
    start = max(starts, key=loglik)
    if loglik(start) <= common.loglik and not _rises_from_likeness(
        x, n, float(expit(common.estimate))
    ):
        return alike
    peak = climb(loglik, start)
    rho = float(expit(peak.place[1]))
    if peak.height <= common.loglik or rho < _NO_LIKENESS:
        return alike
    if rho > _ALL_OR_NONE:
        raise NoMaximumError("within each study nearly all or nearly none had the event")
    return BetaBinomial(
        boundary=False,
        logit_mean=float(peak.place[0]),
        se=math.sqrt(peak.covariance[0, 0]),
        rho=rho,
        loglik=peak.height,
        loglik_binomial=common.loglik,
        logit_rho_se=math.sqrt(peak.covariance[1, 1]),
        expected_se=_expected_errors(n, *map(float, peak.place)),
    )


def _shapes(logit_mean: float, logit_rho: float) -> tuple[float, float]:
    size = math.exp(-logit_rho)  # a + b = 1/rho - 1
    return float(expit(logit_mean)) * size, float(expit(-logit_mean)) * size


def _log_likelihoods(x: Floats, n: Floats, logit_mean: float, logit_rho: float) -> Floats:
    a, b = _shapes(logit_mean, logit_rho)
    ways = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)
    return np.asarray(ways + betaln(x + a, n - x + b) - betaln(a, b))


def _rises_from_likeness(x: Floats, n: Floats, share: float) -> bool:
    """Tell whether the likelihood grows with the first bit of likeness within studies."""
    pairs = x * (x - 1) / share + (n - x) * (n - x - 1) / (1 - share) - n * (n - 1)
    return float(pairs.sum()) > 0


def _expected_errors(n: Floats, logit_mean: float, logit_rho: float) -> tuple[float, float] | None:
    """Return both standard errors from the expected information, over all possible counts."""
    if n.sum() > _MOST_SUMMED:
        return None
    a, b = _shapes(logit_mean, logit_rho)
    size, share = a + b, float(expit(logit_mean))
    information = np.zeros((2, 2))
    for total in n:
        y = np.arange(total + 1)
        chances = np.exp(_log_likelihoods(y, np.full_like(y, total), logit_mean, logit_rho))
        shared = psi(size) - psi(total + size)
        by_a, by_b = psi(y + a) - psi(a) + shared, psi(total - y + b) - psi(b) + shared
        scores = np.stack([size * share * (1 - share) * (by_a - by_b), -(a * by_a + b * by_b)])
        information += (scores * chances) @ scores.T
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return float(errors[0]), float(errors[1])
