"""How much single changes differ, where a paper prints only what stood before and after."""

import math

from scipy.special import stdtrit

# Correlations of before with after over which a change is worked out where nothing else is known.
CORRELATIONS = (0.3, 0.5, 0.7, 0.9)


def spread_from_p(mean_change: float, n: int, p: float) -> float:
    """Return the standard deviation of change that a paired t test with this two-sided p implies.

    |mean change| sqrt(n) / t, with t the 1 - p/2 quantile on n - 1 degrees of freedom. `n` people,
    at least 2, were measured twice; `p` is printed exactly, not as a bound. Right only where the p
    came from a paired t test.

    Source: Cochrane Handbook for Systematic Reviews of Interventions, version 6, section 6.5.2.3,
    turned round. A fall by 10 in 25 people with t = 2.5, so p = 0.01965:

    >>> round(spread_from_p(-10, 25, 0.019654), 2)
    20.0
    """
    _check_people(n)
    if not 0 < p < 1:
        raise ValueError(f"a p value between 0 and 1 is needed, not {p}")
    if mean_change == 0:
        raise ValueError("a change of 0 with a p value below 1 implies no standard deviation")
    # By the lower tail: 1 - p/2 would round a p near 1 to one half, whose quantile is 0.
    return abs(mean_change) * math.sqrt(n) / -float(stdtrit(n - 1, p / 2))


def spread_from_interval(low: float, high: float, n: int, confidence: float = 0.95) -> float:
    """Return the standard deviation of change that a t interval of the mean change implies.

    sqrt(n) (high - low) / (2 t), with t the quantile of n - 1 degrees of freedom.

    Source: Cochrane Handbook, version 6, section 6.5.2.2: a difference of 2 from 1 to 3 in 25
    people:

    >>> round(spread_from_interval(1, 3, 25), 2)
    2.42
    """
    _check_people(n)
    if not low < high:
        raise ValueError(f"an interval runs from low to high, not from {low} to {high}")
    return math.sqrt(n) * (high - low) / (2 * float(stdtrit(n - 1, 0.5 + confidence / 2)))


def spread_from_correlation(sd_before: float, sd_after: float, correlation: float) -> float:
    """Return the standard deviation of change that goes with a correlation of before and after.

    sqrt(sd_before^2 + sd_after^2 - 2 r sd_before sd_after).

    Source: Cochrane Handbook, version 6, section 6.5.2.8; equal spreads and r = 0.5 give the spread
    itself:

    >>> round(spread_from_correlation(6.4, 6.4, 0.5), 2)
    6.4
    """
    _check_spreads(sd_before, sd_after)
    if not -1 <= correlation <= 1:
        raise ValueError(f"a correlation lies between -1 and 1, not at {correlation}")
    return math.sqrt(max(0.0, sd_before**2 + sd_after**2 - 2 * correlation * sd_before * sd_after))


def implied_correlation(sd_before: float, sd_after: float, sd_change: float) -> float:
    """Return the correlation of before and after that three SDs imply; beyond -1 or 1 they clash.

    (sd_before^2 + sd_after^2 - sd_change^2) / (2 sd_before sd_after): Cochrane Handbook, version 6,
    6.5.2.8.

    >>> round(implied_correlation(6.4, 7.1, 4.5), 2)
    0.78
    """
    _check_spreads(sd_before, sd_after)
    return (sd_before**2 + sd_after**2 - sd_change**2) / (2 * sd_before * sd_after)


def mean_interval(mean: float, sd: float, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the t interval of a mean: mean -/+ t sd / sqrt(n), t on n - 1 degrees of freedom.

    Source: Student. Biometrika 1908;6:1-25; his ten patients slept 1.58 hours (sd 1.23) longer on
    one of two drugs:

    >>> [round(limit, 2) for limit in mean_interval(1.58, 1.23, 10)]
    [0.7, 2.46]
    """
    _check_people(n)
    reach = float(stdtrit(n - 1, 0.5 + confidence / 2)) * sd / math.sqrt(n)
    return mean - reach, mean + reach


def _check_people(n: int) -> None:
    if n < 2:  # noqa: PLR2004 - one person has no spread
        raise ValueError(f"a spread needs at least two people, not {n}")


def _check_spreads(*spreads: float) -> None:
    if not all(spread > 0 for spread in spreads):
        raise ValueError(f"standard deviations are above 0, not {', '.join(map(str, spreads))}")
