"""Means, changes and differences of means, as measured or in standard deviations; and correlations.

Standardised means carry Hedges' exact correction for few people, J(m) = G(m/2)/(sqrt(m/2) G((m -
1)/2)), and the large-sample variance that holds the corrected value. Source: Hedges LV. J Educ Stat
1981;6:107-128; changes: Becker BJ. Br J Math Stat Psychol 1988;41:257-278, and Gibbons RD et al. J
Educ Stat 1993;18:271-279.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from generator.statistics.effect import Effects, Floats, floats

# The variance of Fisher's z is 1/(n - 3): three people have none.
_FEWEST_FOR_Z = 3
# Logarithms of huge gamma functions lose digits when subtracted; the series is exact from here on.
_MANY = 1000.0


def means(totals: ArrayLike, mean: ArrayLike, deviations: ArrayLike) -> Effects:
    """Return means of one group (MN), with variance sd^2/n.

    >>> round(float(means([209], [0.2], [1.446]).vi[0]), 6)
    0.010004
    """
    n, m, sd = floats(totals, mean, deviations)
    return Effects(m, sd**2 / n)


def mean_differences(
    totals1: ArrayLike,
    means1: ArrayLike,
    sds1: ArrayLike,
    totals2: ArrayLike,
    means2: ArrayLike,
    sds2: ArrayLike,
) -> Effects:
    """Return differences of two means (MD), with variance sd1^2/n1 + sd2^2/n2.

    The Edinburgh trial of stroke units (Normand SL. Stat Med 1999;18:321-359), days in hospital:

    >>> effects = mean_differences([155], [55], [47], [156], [75], [64])
    >>> float(effects.yi[0]), round(float(effects.vi[0]), 4)
    (-20.0, 40.508)
    """
    n1, m1, s1, n2, m2, s2 = floats(totals1, means1, sds1, totals2, means2, sds2)
    return Effects(m1 - m2, s1**2 / n1 + s2**2 / n2)


def standardised_mean_differences(
    totals1: ArrayLike,
    means1: ArrayLike,
    sds1: ArrayLike,
    totals2: ArrayLike,
    means2: ArrayLike,
    sds2: ArrayLike,
) -> Effects:
    """Return Hedges' g of two means (SMD), with variance 1/n1 + 1/n2 + g^2/(2(n1 + n2)).

    The Edinburgh trial again (Normand 1999):

    >>> effects = standardised_mean_differences([155], [55], [47], [156], [75], [64])
    >>> round(float(effects.yi[0]), 4), round(float(effects.vi[0]), 4)
    (-0.3552, 0.0131)
    """
    n1, m1, s1, n2, m2, s2 = floats(totals1, means1, sds1, totals2, means2, sds2)
    df = n1 + n2 - 2
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / df)
        g = small_sample_correction(df) * (m1 - m2) / pooled
    return Effects(g, 1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2)))


def mean_changes(
    totals: ArrayLike,
    before: ArrayLike,
    after: ArrayLike,
    sd_before: ArrayLike,
    sd_after: ArrayLike,
    r: ArrayLike,
) -> Effects:
    """Return mean changes in one group (MC), after - before, variance (s1^2 + s2^2 - 2 r s1 s2)/n.

    The first control group of Morris SB. Organ Res Methods 2008;11:364-386:

    >>> round(float(mean_changes([20], [23.1], [19.7], [13.8], [14.8], [0.47]).yi[0]), 4)
    -3.4
    """
    n, m1, m2, s1, s2, correlation = floats(totals, before, after, sd_before, sd_after, r)
    return Effects(m2 - m1, deviations_of_change(s1, s2, correlation) ** 2 / n)


def changes_in_deviations_of_change(
    totals: ArrayLike,
    before: ArrayLike,
    after: ArrayLike,
    sd_before: ArrayLike,
    sd_after: ArrayLike,
    r: ArrayLike,
) -> Effects:
    """Return mean changes in SDs of the change (SMCC), with variance 1/n + g^2/(2n).

    >>> effects = changes_in_deviations_of_change([20], [23.1], [19.7], [13.8], [14.8], [0.47])
    >>> round(float(effects.yi[0]), 4)
    -0.2213
    """
    n, m1, m2, s1, s2, correlation = floats(totals, before, after, sd_before, sd_after, r)
    with np.errstate(divide="ignore", invalid="ignore"):
        g = small_sample_correction(n - 1) * (m2 - m1) / deviations_of_change(s1, s2, correlation)
    return Effects(g, 1 / n + g**2 / (2 * n))


def changes_in_deviations_before(
    totals: ArrayLike, before: ArrayLike, after: ArrayLike, sd_before: ArrayLike, r: ArrayLike
) -> Effects:
    """Return mean changes in SDs before treatment (SMCR), with variance 2(1 - r)/n + g^2/(2n).

    The first control group of Morris 2008 again; metafor's documentation prints -0.2365:

    >>> round(float(changes_in_deviations_before([20], [23.1], [19.7], [13.8], [0.47]).yi[0]), 4)
    -0.2365
    """
    n, m1, m2, s1, correlation = floats(totals, before, after, sd_before, r)
    with np.errstate(divide="ignore", invalid="ignore"):
        g = small_sample_correction(n - 1) * (m2 - m1) / s1
    return Effects(g, 2 * (1 - correlation) / n + g**2 / (2 * n))


def correlations(r: ArrayLike, totals: ArrayLike) -> Effects:
    """Return correlations as they are (COR), with variance (1 - r^2)^2/(n - 1).

    >>> round(float(correlations([0.6], [26]).vi[0]), 6)
    0.016384
    """
    correlation, n = floats(r, totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Effects(correlation, (1 - correlation**2) ** 2 / (n - 1))


def fisher_z(r: ArrayLike, totals: ArrayLike) -> Effects:
    """Return Fisher's z of correlations (ZCOR): atanh(r), with variance 1/(n - 3).

    Source: Fisher RA. Metron 1921;1:3-32.

    >>> round(float(fisher_z([0.6], [26]).yi[0]), 4)
    0.6931
    """
    correlation, n = floats(r, totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        variances = np.where(n > _FEWEST_FOR_Z, 1 / (n - _FEWEST_FOR_Z), np.nan)
        return Effects(np.arctanh(correlation), variances)


def deviations_of_change(before: Floats, after: Floats, r: Floats) -> Floats:
    """Return the SD of the change: sqrt(s1^2 + s2^2 - 2 r s1 s2) (Cochrane Handbook, 6.5.2.8).

    >>> deviations_of_change(np.array([13.8]), np.array([14.8]), np.array([0.47])).round(4).tolist()
    [14.7477]
    """
    # So written, equal spreads that move together leave exactly nothing.
    square = (before - after) ** 2 + 2 * (1 - r) * before * after
    return np.asarray(np.sqrt(np.maximum(square, 0.0)))


def small_sample_correction(df: ArrayLike) -> Floats:
    """Return Hedges' exact correction J for these degrees of freedom; NaN below two.

    Source: Hedges LV. J Educ Stat 1981;6:107-128, whose Table 1 begins with J(2) = 0.5642:

    >>> small_sample_correction([2, 10, 50]).round(4).tolist()
    [0.5642, 0.9227, 0.9849]
    """
    m = np.asarray(df, float)
    safe = np.where(m > 1, m, 2.0)
    exact = np.exp(gammaln(safe / 2) - np.log(np.sqrt(safe / 2)) - gammaln((safe - 1) / 2))
    corrections = np.where(m > _MANY, _correction_of_many(np.maximum(m, _MANY)), exact)
    return np.asarray(np.where(m > 1, corrections, np.nan))


def _correction_of_many(df: Floats) -> Floats:
    """Return J by the asymptotic series of G(z + 1/2)/G(z) at z = (m - 1)/2.

    1 - 1/(8z) + 1/(128z^2) + 5/(1024z^3) - 21/(32768z^4), times sqrt((m - 1)/m). Source: Tricomi
    FG, Erdelyi A. Pacific J Math 1951;1:133-142.
    """
    z = (df - 1) / 2
    series = 1 - 1 / (8 * z) + 1 / (128 * z**2) + 5 / (1024 * z**3) - 21 / (32768 * z**4)
    return np.asarray(np.sqrt((df - 1) / df) * series)
