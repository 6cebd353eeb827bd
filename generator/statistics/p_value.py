"""p values worked out again from what was printed: counts, means, intervals. All are two-sided."""

import math
from typing import NamedTuple

from scipy.special import chdtrc, ndtr, ndtri, stdtr

from generator.statistics import change_spread


class TTest(NamedTuple):
    """A t statistic, its degrees of freedom and its p value."""

    t: float
    df: float
    p: float


def fisher_p(events1: int, total1: int, events2: int, total2: int) -> float:
    """Return Fisher's exact p of two shares: the chance of all tables no likelier than this one.

    Source: Fisher RA. J R Stat Soc 1935;98:39-82; ties as in R's fisher.test (relative error 1e-7).
    The lady tasting tea, 3 of 4 cups right:

    >>> round(fisher_p(3, 4, 1, 4), 4)
    0.4857
    """
    _check_table(events1, total1, events2, total2)
    events = events1 + events2

    def ways(count: int) -> int:
        return math.comb(total1, count) * math.comb(total2, events - count)

    counts = range(max(0, events - total2), min(events, total1) + 1)
    # Exact whole numbers; a tie is a tie up to one part in ten million.
    limit = ways(events1) * 10_000_001
    unlikely = sum(ways(count) for count in counts if ways(count) * 10_000_000 <= limit)
    return unlikely / math.comb(total1 + total2, events)


def chi_squared_p(
    events1: int, total1: int, events2: int, total2: int, *, corrected: bool = False
) -> float:
    """Return Pearson's chi-squared p of two shares; 1 where all or none had the event.

    n (ad - bc)^2 / ((a + b)(c + d)(a + c)(b + d)); corrected: |ad - bc| less n/2, but not below 0.
    Source: Yates F. J R Stat Soc Suppl 1934;1:217-235.

    >>> round(chi_squared_p(5, 10, 0, 10), 6), round(chi_squared_p(5, 10, 0, 10, corrected=True), 6)
    (0.009823, 0.038867)
    """
    _check_table(events1, total1, events2, total2)
    a, b, c, d = events1, total1 - events1, events2, total2 - events2
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if margins == 0:
        return 1.0
    total, gap = total1 + total2, float(abs(a * d - b * c))
    if corrected:
        gap = max(0.0, gap - total / 2)
    return float(chdtrc(1, total * gap * gap / margins))


def student_t_test(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> TTest:
    """Return Student's t test of two means with a pooled variance (Biometrika 1908;6:1-25).

    >>> round(student_t_test(20.3, 5.5, 36, 16.8, 9.6, 33).p, 6)
    0.064772
    """
    df = n1 + n2 - 2
    pooled = ((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / df
    return _t_test((mean1 - mean2) / math.sqrt(pooled * (1 / n1 + 1 / n2)), df)


def welch_t_test(mean1: float, sd1: float, n1: int, mean2: float, sd2: float, n2: int) -> TTest:
    """Return Welch's t test of two means, each with its variance (Biometrika 1947;34:28-35).

    >>> round(welch_t_test(20.3, 5.5, 36, 16.8, 9.6, 33).p, 6)
    0.072266
    """
    part1, part2 = sd1**2 / n1, sd2**2 / n2
    df = (part1 + part2) ** 2 / (part1**2 / (n1 - 1) + part2**2 / (n2 - 1))
    return _t_test((mean1 - mean2) / math.sqrt(part1 + part2), df)


def implied_correlation(
    mean1: float, sd1: float, mean2: float, sd2: float, n: int, p: float
) -> float:
    """Return the correlation of before and after that a paired t test with this p implies.

    (sd1^2 + sd2^2 - sd of the change^2) / (2 sd1 sd2); outside -1 to 1 the figures cannot all be
    right.

    >>> round(implied_correlation(28, 15.4, 9.5, 8.5, 10, 0.0005), 4)
    0.7148
    """
    # Rounding can make two means that differ one; people who all change alike have no spread.
    change = change_spread.spread_from_p(mean2 - mean1, n, p) if mean1 != mean2 else 0.0
    return change_spread.implied_correlation(sd1, sd2, change)


def p_from_interval(
    estimate: float, low: float, high: float, *, ratio: bool, confidence: float = 0.95
) -> float:
    """Return the p value that an estimate and its interval imply; ratios on the log scale.

    z = estimate / SE, SE = (high - low) / (2 z of the confidence). Source: Altman DG, Bland JM. BMJ
    2011;343:d2304.

    >>> round(p_from_interval(0.5532, 0.2813, 1.0878, ratio=True), 6)
    0.086181
    """
    if ratio:
        estimate, low, high = math.log(estimate), math.log(low), math.log(high)
    error = (high - low) / (2 * float(ndtri(0.5 + confidence / 2)))
    return 2 * float(ndtr(-abs(estimate / error)))


def smallest_signed_rank_p(n: int) -> float:
    """Return the smallest p of the exact signed rank (or sign) test of n pairs: 2 / 2^n.

    Source: Wilcoxon F. Biometrics Bull 1945;1:80-83.

    >>> smallest_signed_rank_p(10)
    0.001953125
    """
    return min(1.0, 2.0 ** (1 - n))


def _t_test(t: float, df: float) -> TTest:
    return TTest(t, df, 2 * float(stdtr(df, -abs(t))))


def _check_table(events1: int, total1: int, events2: int, total2: int) -> None:
    if not (0 <= events1 <= total1 and 0 <= events2 <= total2 and total1 and total2):
        raise ValueError(f"no table: {events1} of {total1} and {events2} of {total2}")
