"""How far two shares of people lie apart, with an interval from closed forms only."""

from generator.statistics.proportion import Interval, wilson_interval


def difference_interval(events1: int, total1: int, events2: int, total2: int) -> Interval:
    """Return Newcombe's 95 % interval of the difference of two shares, first less second.

    With p = events/total and Wilson's limits l and u of each share: the difference d = p1 - p2 runs
    from d - sqrt((p1 - l1)^2 + (u2 - p2)^2) to d + sqrt((u1 - p1)^2 + (p2 - l2)^2). The groups must
    be independent.

    Source: Newcombe RG. Stat Med 1998;17:873-890, method 10; his Table II prints 56/70 against
    48/80:

    >>> [round(limit, 4) for limit in difference_interval(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    first, second = wilson_interval(events1, total1), wilson_interval(events2, total2)
    share1, share2 = events1 / total1, events2 / total2
    below = ((share1 - first.low) ** 2 + (second.high - share2) ** 2) ** 0.5
    above = ((first.high - share1) ** 2 + (share2 - second.low) ** 2) ** 0.5
    return Interval(share1 - share2 - below, share1 - share2 + above)
