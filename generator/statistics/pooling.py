"""Studies pooled by inverse variances: common and random effects, with prediction intervals."""

import math
from dataclasses import dataclass, replace
from typing import Literal, TypedDict

import numpy as np
from scipy.special import chdtrc, ndtr, ndtri, stdtr, stdtrit

from generator.statistics.effect import Floats
from generator.statistics.proportion import Interval
from generator.statistics.tau_squared import (
    Method,
    TauSquared,
    check_studies,
    residual_sum,
    tau_squared,
    traces,
)

Test = Literal["z", "knha", "adhoc"]
TESTS: tuple[Test, ...] = ("z", "knha", "adhoc")
_COMMON = TauSquared(0.0, math.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """An estimate over k studies on the scale of its studies.

    `df` are the degrees of freedom of its test, none for the normal distribution. `tau2` is the
    variance between studies; `q` is Cochran's, with its p value; `i2` and `h2` follow from tau2 and
    the typical variance, `i2_q` from Q (both in percent). Prediction intervals use normal
    quantiles, t on k - 1 and t on k - 2 degrees of freedom; they are none where they are not
    defined (common effect, too few studies).
    """

    k: int
    estimate: float
    se: float
    statistic: float
    df: int | None
    p: float
    ci: Interval
    tau2: float
    tau2_se: float
    q: float
    q_p: float
    i2: float
    h2: float
    i2_q: float
    pi_z: Interval | None = None
    pi_t_km1: Interval | None = None
    pi_t_km2: Interval | None = None


def pool_common(yi: Floats, vi: Floats, confidence: float = 0.95) -> Pooled:
    """Return the common effect: the mean weighted by 1/vi, with the normal test.

    Its se is 1/sqrt(sum of weights). It assumes that all studies estimate one and the same effect.
    One study is returned as it is.
    The trials of BCG as log risk ratios (Viechtbauer W. J Stat Softw 2010;36(3):1-48):

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> fit = pool_common(*log_risk_ratios(*BCG))
    >>> round(fit.estimate, 4), round(fit.se, 4), round(fit.q, 2), round(fit.i2_q, 2)
    (-0.4303, 0.0405, 152.23, 92.12)
    """
    check_studies(yi, vi)
    fit = _fit(yi, vi, _COMMON, confidence)
    df = fit.k - 1
    return replace(fit, i2=fit.i2_q, h2=fit.q / df if df else math.nan)


def pool_random(
    yi: Floats, vi: Floats, method: Method = "REML", test: Test = "adhoc", confidence: float = 0.95
) -> Pooled:
    """Return the mean of effects that differ between studies, for two studies or more.

    Weights are 1/(vi + tau2). Tests: "z", the normal one; "knha", Hartung & Knapp (Stat Med
    2001;20:3875-3889), with the variance times sum(w(y - mean)^2)/(k - 1) and t on k - 1; "adhoc",
    the same but never narrower than "z" (Rover C et al. BMC Med Res Methodol 2015;15:99).
    Prediction intervals: mean -/+ quantile sqrt(tau2 + se^2); with t on k - 2 and "z" that of
    Higgins JPT et al. J R Stat Soc A 2009;172:137-159. The trials of BCG (Viechtbauer 2010):

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> fit = pool_random(*log_risk_ratios(*BCG), method="REML", test="z")
    >>> round(fit.estimate, 4), round(fit.se, 4), [round(limit, 4) for limit in fit.ci]
    (-0.7145, 0.1798, [-1.0669, -0.3622])
    >>> round(fit.tau2, 4), round(fit.tau2_se, 4), round(fit.i2, 2), round(fit.h2, 2)
    (0.3132, 0.1664, 92.22, 12.86)
    """
    check_studies(yi, vi, least=2)
    return refit(_fit(yi, vi, tau_squared(yi, vi, method), confidence), yi, vi, test, confidence)


def pool_tests(
    yi: Floats, vi: Floats, method: Method = "REML", confidence: float = 0.95
) -> dict[Test, Pooled]:
    """Return a random-effects estimate under each of the three tests.

    Hartung and Knapp's test of the trials of BCG (Viechtbauer W. J Stat Softw 2010;36(3):1-48):

    >>> from generator.statistics.effect_comparison import log_risk_ratios
    >>> from generator.statistics.examples import BCG
    >>> {test: round(fit.se, 4) for test, fit in pool_tests(*log_risk_ratios(*BCG)).items()}
    {'z': 0.1798, 'knha': 0.1808, 'adhoc': 0.1808}
    """
    check_studies(yi, vi, least=2)
    normal = _fit(yi, vi, tau_squared(yi, vi, method), confidence)
    return {test: refit(normal, yi, vi, test, confidence) for test in TESTS}


def weights_percent(vi: Floats, tau2: float) -> Floats:
    """Return the share of each study in the estimate, in percent: 100 w/sum(w), w = 1/(vi + tau2).

    >>> weights_percent(np.array([1.0, 3.0]), 0.0).round(12).tolist()
    [75.0, 25.0]
    """
    weights = 1 / (vi + tau2)
    return np.asarray(100 * weights / weights.sum())


def typical_variance(vi: Floats) -> float:
    """Return the typical sampling variance of Higgins & Thompson: (k - 1)/tr(P).

    Source: Stat Med 2002;21:1539-1558.

    >>> round(typical_variance(np.array([2.0, 2.0, 2.0])), 12)
    2.0
    """
    return (len(vi) - 1) / traces(1 / vi)[0]


def quantile(df: float | None, confidence: float = 0.95) -> float:
    """Return the two-sided normal quantile, or that of t where there are degrees of freedom.

    >>> round(quantile(None), 3), round(quantile(4), 3)
    (1.96, 2.776)
    """
    level = 0.5 + confidence / 2
    return float(ndtri(level)) if df is None else float(stdtrit(df, level))


def two_sided_p(statistic: float, df: float | None) -> float:
    """Return the two-sided p value of a statistic, normal or on its degrees of freedom.

    >>> round(two_sided_p(1.96, None), 3), round(two_sided_p(2.776, 4), 3)
    (0.05, 0.05)
    """
    tail = ndtr(-abs(statistic)) if df is None else stdtr(df, -abs(statistic))
    return 2 * float(tail)


def around(estimate: float, spread: float) -> Interval:
    """Return the interval of this half-width around an estimate.

    >>> around(1.0, 0.5)
    Interval(low=0.5, high=1.5)
    """
    return Interval(estimate - spread, estimate + spread)


def refit(normal: Pooled, yi: Floats, vi: Floats, test: Test, confidence: float = 0.95) -> Pooled:
    """Return an estimate with the normal test under another test.

    Where the estimates do not differ at all, Hartung and Knapp's se is 0.
    """
    if test == "z":
        return _predicted(normal, confidence)
    df = normal.k - 1
    scale = residual_sum(yi, vi, normal.tau2) / df
    se = normal.se * math.sqrt(max(1.0, scale) if test == "adhoc" else scale)
    tested = replace(normal, df=df, **_tested(normal.estimate, se, df, confidence))
    return _predicted(tested, confidence)


def _fit(yi: Floats, vi: Floats, tau2: TauSquared, confidence: float) -> Pooled:
    k, weights = len(yi), 1 / (vi + tau2.value)
    estimate, q = float((weights @ yi) / weights.sum()), residual_sum(yi, vi, 0.0)
    se, df = float(1 / np.sqrt(weights.sum())), k - 1
    typical = typical_variance(vi) if df else math.nan
    return Pooled(
        k=k,
        estimate=estimate,
        df=None,
        tau2=tau2.value,
        tau2_se=tau2.se,
        q=q,
        q_p=float(chdtrc(df, q)) if df else 1.0,
        i2=100 * tau2.value / (tau2.value + typical) if df else 0.0,
        h2=tau2.value / typical + 1 if df else math.nan,
        i2_q=100 * max(0.0, (q - df) / q) if q > 0 else 0.0,
        **_tested(estimate, se, None, confidence),
    )


class _Tested(TypedDict):
    se: float
    statistic: float
    p: float
    ci: Interval


def _tested(estimate: float, se: float, df: int | None, confidence: float) -> _Tested:
    """Return standard error, statistic, p value and interval of an estimate."""
    statistic = _ratio(estimate, se)
    return {
        "se": se,
        "statistic": statistic,
        "p": two_sided_p(statistic, df),
        "ci": around(estimate, quantile(df, confidence) * se),
    }


def _ratio(estimate: float, se: float) -> float:
    """Return an estimate in standard errors: without error infinite, and for nothing undefined."""
    if se > 0:
        return estimate / se
    return math.copysign(math.inf, estimate) if estimate else math.nan


def _predicted(fit: Pooled, confidence: float) -> Pooled:
    spread = math.hypot(math.sqrt(fit.tau2), fit.se)

    def interval(df: int | None) -> Interval:
        return around(fit.estimate, quantile(df, confidence) * spread)

    df = fit.k - 2
    return replace(
        fit,
        pi_z=interval(None),
        pi_t_km1=interval(fit.k - 1),
        pi_t_km2=interval(df) if df > 0 else None,
    )
