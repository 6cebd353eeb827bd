"""Two groups pooled by stratum without a variance for each study: Mantel-Haenszel and Peto.

Nothing is added to zeros in these sums; Q is computed about the pooled value from the studies' own
estimates, to which 0.5 was added where a cell is 0; studies in which nobody or everybody had the
event have no part in Q. Examples: the trials of BCG (Viechtbauer W. J Stat Softw 2010;36(3):1-48).
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from generator.statistics import effect_comparison, effect_rate
from generator.statistics.effect import Effects, Floats, floats, usable
from generator.statistics.pooling import around, quantile, two_sided_p
from generator.statistics.proportion import Interval


class Stratified(NamedTuple):
    """A pooled estimate with its normal test, and Q of the studies about it (I² in percent)."""

    k: int
    estimate: float
    se: float
    ci: Interval
    p: float
    q: float
    q_p: float
    i2: float


def mantel_haenszel_risk_ratio(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike
) -> Stratified | None:
    """Return the Mantel-Haenszel log risk ratio, with the variance of Greenland & Robins.

    R/S with R = sum(x1 n2/N), S = sum(x2 n1/N). None where a group has no event in any study, or
    nobody or everybody had the event in each: its variance is 0 then.
    Source of the variance: Biometrics 1985;41:55-68.

    >>> from generator.statistics.examples import BCG
    >>> fit = mantel_haenszel_risk_ratio(*BCG)
    >>> round(fit.estimate, 4), round(fit.se, 4)
    (-0.4537, 0.0393)
    """
    a, m1, c, m2 = floats(x1, n1, x2, n2)
    total = m1 + m2
    r, s = float((a * m2 / total).sum()), float((c * m1 / total).sum())
    # Asked of the counts, since rounding leaves a variance of 0 a little above or below it.
    if r == 0 or s == 0 or not _tells(a, m1, c, m2).any():
        return None
    variance = float((m1 * m2 * (a + c) / total**2 - a * c / total).sum()) / (r * s)
    if variance <= 0:
        return None
    studies = effect_comparison.log_risk_ratios(a, m1, c, m2)
    return _stratified(math.log(r / s), math.sqrt(variance), studies, _tells(a, m1, c, m2))


def mantel_haenszel_odds_ratio(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike
) -> Stratified | None:
    """Return the Mantel-Haenszel log odds ratio, with the variance of Robins, Breslow & Greenland.

    Sources: Mantel N, Haenszel W. J Natl Cancer Inst 1959;22:719-748; Biometrics 1986;42:311-323.

    >>> from generator.statistics.examples import BCG
    >>> fit = mantel_haenszel_odds_ratio(*BCG)
    >>> round(fit.estimate, 4), round(fit.se, 4)
    (-0.4734, 0.041)
    """
    a, m1, c, m2 = floats(x1, n1, x2, n2)
    b, d, total = m1 - a, m2 - c, m1 + m2
    # The names of the source: R and S are the sums of these, P and Q the shares of each diagonal.
    rs, ss, p, q = a * d / total, b * c / total, (a + d) / total, (b + c) / total
    r, s = float(rs.sum()), float(ss.sum())
    if r == 0 or s == 0:
        return None
    variance = float((p * rs).sum()) / r**2 + float((p * ss + q * rs).sum()) / (r * s)
    variance += float((q * ss).sum()) / s**2
    studies = effect_comparison.log_odds_ratios(a, m1, c, m2)
    return _stratified(math.log(r / s), math.sqrt(variance / 2), studies, _tells(a, m1, c, m2))


def mantel_haenszel_risk_difference(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike
) -> Stratified | None:
    """Return the Mantel-Haenszel risk difference, with the variance of Sato, Greenland & Robins.

    Source: Biometrics 1989;45:1323-1324. None where each group of each study has no event, or
    nothing but events: its variance is 0 then.

    >>> from generator.statistics.examples import BCG
    >>> fit = mantel_haenszel_risk_difference(*BCG)
    >>> round(fit.estimate, 4), round(fit.se, 4)
    (-0.0033, 0.0003)
    """
    a, m1, c, m2 = floats(x1, n1, x2, n2)
    total = m1 + m2
    size = float((m1 * m2 / total).sum())
    estimate = float((a * m2 / total - c * m1 / total).sum()) / size
    first = (
        c * (m1 / total) ** 2 - a * (m2 / total) ** 2 + (m1 / total) * (m2 / total) * (m2 - m1) / 2
    )
    second = (a * (m2 - c) + c * (m1 - a)) / total / 2
    variance = (estimate * float(first.sum()) + float(second.sum())) / size**2
    mixed = ((a > 0) & (a < m1)) | ((c > 0) & (c < m2))
    if variance <= 0 or not mixed.any():
        return None
    studies = effect_comparison.risk_differences(a, m1, c, m2)
    return _stratified(estimate, math.sqrt(variance), studies, _tells(a, m1, c, m2))


def mantel_haenszel_rate_ratio(
    x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike
) -> Stratified | None:
    """Return the Mantel-Haenszel log rate ratio.

    Source: Rothman KJ, Greenland S. Modern Epidemiology, chapter 15.

    >>> fit = mantel_haenszel_rate_ratio([9, 8], [413, 263], [19, 13], [398, 260])
    >>> round(fit.estimate, 4), round(fit.se, 4)
    (-0.6583, 0.3)
    """
    a, u, c, v = floats(x1, t1, x2, t2)
    total = u + v
    r, s = float((a * v / total).sum()), float((c * u / total).sum())
    if r == 0 or s == 0:
        return None
    variance = float(((a + c) * u * v / total**2).sum()) / (r * s)
    studies = effect_rate.log_rate_ratios(a, u, c, v)
    return _stratified(math.log(r / s), math.sqrt(variance), studies, a + c > 0)


def mantel_haenszel_rate_difference(
    x1: ArrayLike, t1: ArrayLike, x2: ArrayLike, t2: ArrayLike
) -> Stratified | None:
    """Return the Mantel-Haenszel rate difference.

    Source: Rothman KJ, Greenland S. Modern Epidemiology, chapter 15.

    >>> fit = mantel_haenszel_rate_difference([9, 8], [413, 263], [19, 13], [398, 260])
    >>> round(fit.estimate, 4), round(fit.se, 4)
    (-0.0235, 0.0105)
    """
    a, u, c, v = floats(x1, t1, x2, t2)
    total = u + v
    size = float((u * v / total).sum())
    estimate = float((a * v / total - c * u / total).sum()) / size
    variance = float(((u * v / total) ** 2 * (a / u**2 + c / v**2)).sum()) / size**2
    if variance <= 0:
        return None
    return _stratified(
        estimate, math.sqrt(variance), effect_rate.rate_differences(a, u, c, v), a + c > 0
    )


def peto_odds_ratio(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike
) -> Stratified | None:
    """Return Peto's log odds ratio: sum(O - E)/sum(V) with the hypergeometric variance V.

    For rare events and groups of about one size. Studies in which nobody or everybody had the event
    say nothing. Source: Yusuf S et al. Prog Cardiovasc Dis 1985;27:335-371.

    >>> from generator.statistics.examples import BCG
    >>> fit = peto_odds_ratio(*BCG)
    >>> round(fit.estimate, 4), round(fit.se, 4), round(fit.q, 2)
    (-0.4744, 0.0407, 167.73)
    """
    gap, variance = peto_parts(x1, n1, x2, n2)
    telling = variance > 0
    if not telling.any():
        return None
    gap, variance = gap[telling], variance[telling]
    estimate = float(gap.sum() / variance.sum())
    studies = Effects(gap / variance, 1 / variance)
    return _stratified(estimate, float(1 / np.sqrt(variance.sum())), studies, variance > 0)


def peto_parts(x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike) -> tuple[Floats, Floats]:
    """Return observed less expected events in the first group, with their variance, by study.

    >>> gap, variance = peto_parts([4], [123], [11], [139])
    >>> round(float(gap[0]), 4), round(float(variance[0]), 4)
    (-3.042, 3.5356)
    """
    a, m1, c, m2 = floats(x1, n1, x2, n2)
    events, total = a + c, m1 + m2
    gap = a - events * m1 / total
    variance = events * (m1 / total) * (m2 / total) * (total - events) / np.maximum(total - 1, 1)
    return gap, variance


def _tells(a: Floats, m1: Floats, c: Floats, m2: Floats) -> NDArray[np.bool_]:
    """Tell in which studies somebody had the event and somebody had not."""
    return np.asarray((a + c > 0) & (a + c < m1 + m2))


def _stratified(
    estimate: float, se: float, studies: Effects, tells: NDArray[np.bool_]
) -> Stratified:
    kept = usable(studies) & tells
    k, q = int(kept.sum()), float(((studies.yi[kept] - estimate) ** 2 / studies.vi[kept]).sum())
    df = max(k - 1, 0)
    return Stratified(
        k=k,
        estimate=estimate,
        se=se,
        ci=around(estimate, quantile(None) * se),
        p=two_sided_p(estimate / se, None),
        q=q,
        q_p=float(chdtrc(df, q)) if df else 1.0,
        i2=100 * max(0.0, (q - df) / q) if q > 0 else 0.0,
    )
