"""How far two shares of people lie apart, with an interval from closed forms only.

The first share less the second; groups must be independent.
"""

import math
from collections.abc import Callable

from generator.statistics.pooling import around, quantile
from generator.statistics.proportion import Interval, wilson_interval


def difference_interval(
    events1: int, total1: int, events2: int, total2: int, confidence: float = 0.95
) -> Interval:
    """Return Newcombe's interval of the difference of two shares, our interval for them.

    With p = events/total and Wilson's limits l and u of each share: the difference d = p1 - p2 runs
    from d - sqrt((p1 - l1)^2 + (u2 - p2)^2) to d + sqrt((u1 - p1)^2 + (p2 - l2)^2).

    Source: Newcombe RG. Stat Med 1998;17:873-890, method 10; his Table II prints 56/70 against
    48/80:

    >>> [round(limit, 4) for limit in difference_interval(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    return _squared_and_added(wilson_interval, (events1, total1), (events2, total2), confidence)


def corrected_difference_interval(
    events1: int, total1: int, events2: int, total2: int, confidence: float = 0.95
) -> Interval:
    """Return Newcombe's interval with a continuity correction.

    As above, from Wilson's limits with the correction (Newcombe's method 4), which is never left
    out. Source: Newcombe 1998, method 11; his Table II:

    >>> [round(limit, 4) for limit in corrected_difference_interval(56, 70, 48, 80)]
    [0.0428, 0.3422]
    """
    return _squared_and_added(_corrected, (events1, total1), (events2, total2), confidence)


def wald_difference_interval(
    events1: int, total1: int, events2: int, total2: int, confidence: float = 0.95
) -> Interval:
    """Return the simple interval, as many papers print it; without width where all or none had it.

    d -/+ z sqrt(p1 (1 - p1)/n1 + p2 (1 - p2)/n2). Source: Newcombe 1998, method 1; his Table II:

    >>> [round(limit, 4) for limit in wald_difference_interval(56, 70, 48, 80)]
    [0.0575, 0.3425]
    """
    share1, share2 = events1 / total1, events2 / total2
    variance = share1 * (1 - share1) / total1 + share2 * (1 - share2) / total2
    return around(share1 - share2, quantile(None, confidence) * math.sqrt(variance))


def agresti_caffo_interval(
    events1: int, total1: int, events2: int, total2: int, confidence: float = 0.95
) -> Interval:
    """Return the simple interval after one event and one other are added to each group.

    It may pass -1 and 1. Source: Agresti A, Caffo B. Am Stat 2000;54:280-288.

    >>> [round(limit, 4) for limit in agresti_caffo_interval(56, 70, 48, 80)]
    [0.0525, 0.3358]
    """
    return wald_difference_interval(events1 + 1, total1 + 2, events2 + 1, total2 + 2, confidence)


def _squared_and_added(
    interval: Callable[[int, int, float], Interval],
    group1: tuple[int, int],
    group2: tuple[int, int],
    confidence: float,
) -> Interval:
    first, second = interval(*group1, confidence), interval(*group2, confidence)
    share1, share2 = group1[0] / group1[1], group2[0] / group2[1]
    below = math.sqrt((share1 - first.low) ** 2 + (second.high - share2) ** 2)
    above = math.sqrt((first.high - share1) ** 2 + (share2 - second.low) ** 2)
    return Interval(share1 - share2 - below, share1 - share2 + above)


def _corrected(events: int, total: int, confidence: float) -> Interval:
    """Return Wilson's interval with a continuity correction; R's prop.test drops it near one half.

    Source: Newcombe RG. Stat Med 1998;17:857-872, method 4.
    """
    z, share = quantile(None, confidence), events / total
    middle, width = 2 * events + z * z, 2 * (total + z * z)

    def limit(sign: int) -> float:
        inner = z * z + sign * 2 - 1 / total + 4 * share * (total - events - sign)
        return (middle + sign * (1 + z * math.sqrt(inner))) / width

    # Nobody, or everybody, leaves one end where no share can pass.
    low = limit(-1) if events else 0.0
    high = limit(1) if events < total else 1.0
    return Interval(low, high)
