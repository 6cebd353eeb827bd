"""How far values between two ends can spread, given their mean."""

import math


def largest_deviation(mean: float, low: float, high: float, total: int) -> float:
    """Return the largest SD (n - 1 in the denominator) of values between two ends with this mean.

    sqrt((mean - low)(high - mean) n / (n - 1)), reached when every value stands at an end (Bhatia
    R, Davis C. Am Math Mon 2000;107:353-357); for a few values it may lie a little above what can
    be reached.

    >>> round(largest_deviation(5, 0, 10, 10), 3)
    5.27
    """
    if total < 2 or not low <= mean <= high:  # noqa: PLR2004 - one value has no SD
        raise ValueError(f"no SD: {total} values with the mean {mean} between {low} and {high}")
    return math.sqrt((mean - low) * (high - mean) * total / (total - 1))


def smallest_deviation(low: float, high: float, total: int) -> float:
    """Return the smallest SD of values of which one stands at the one end and one at the other.

    All others stand in the middle: range / sqrt(2 (n - 1)) (Thomson GW. Biometrika
    1955;42:268-269).

    >>> round(smallest_deviation(0, 10, 10), 3)
    2.357
    """
    if total < 2 or high < low:  # noqa: PLR2004 - the same
        raise ValueError(f"no SD: {total} values between {low} and {high}")
    return (high - low) / math.sqrt(2 * (total - 1))
