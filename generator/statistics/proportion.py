"""How sure a share of participants is: intervals for events out of a total."""

import math
from typing import Literal, NamedTuple

from scipy.special import betaincinv, ndtri


class Interval(NamedTuple):
    """The lowest and the highest share that go well with what was seen, each between 0 and 1."""

    low: float
    high: float


def wilson_interval(events: int, total: int, confidence: float = 0.95) -> Interval:
    """Return Wilson's score interval, our interval for every share: right also in small groups.

    With p = events/total and z the normal quantile of 1 - (1 - confidence)/2, without continuity
    correction: (p + z^2/2n -/+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n).

    Source: Newcombe RG. Stat Med 1998;17:857-872, method 3; his Table I prints 81/263 and 15/148:

    >>> [round(limit, 4) for limit in wilson_interval(81, 263)]
    [0.2553, 0.3662]
    >>> [round(limit, 4) for limit in wilson_interval(15, 148)]
    [0.0624, 0.1605]
    """
    _check_counts(events, total)
    z = float(ndtri(0.5 + _level(confidence) / 2))
    share, square = events / total, z * z / total
    centre = share + square / 2
    spread = z * math.sqrt(share * (1 - share) / total + square / (4 * total))
    low = 0.0 if events == 0 else (centre - spread) / (1 + square)
    high = 1.0 if events == total else (centre + spread) / (1 + square)
    return Interval(low, high)


def clopper_pearson_interval(events: int, total: int, confidence: float = 0.95) -> Interval:
    """Return the exact interval, which covers the true share at least as often as it says.

    With tail = (1 - confidence)/2, the limits are the tail quantile of Beta(events, total - events
    + 1) and the 1 - tail quantile of Beta(events + 1, total - events); 0 without events, 1 with
    nothing but events.

    Source: Clopper CJ, Pearson ES. Biometrika 1934;26:404-413; numbers from Newcombe 1998, Table I,
    method 5:

    >>> [round(limit, 4) for limit in clopper_pearson_interval(81, 263)]
    [0.2527, 0.3676]
    >>> [round(limit, 4) for limit in clopper_pearson_interval(15, 148)]
    [0.0578, 0.1617]
    """
    _check_counts(events, total)
    tail = (1 - _level(confidence)) / 2
    low = 0.0 if events == 0 else float(betaincinv(events, total - events + 1, tail))
    high = 1.0 if events == total else float(betaincinv(events + 1, total - events, 1 - tail))
    return Interval(low, high)


def jeffreys_interval(events: int, total: int, confidence: float = 0.95) -> Interval:
    """Return the interval of Jeffreys' prior, equal tails; from 0 without events, to 1 with all.

    The tail quantiles of Beta(events + 1/2, total - events + 1/2), with tail = (1 - confidence)/2;
    the limit at 0 and at all is set to 0 and to 1, so that what was seen lies inside.

    Source: Brown LD, Cai TT, DasGupta A. Stat Sci 2001;16:101-133, whose Table 5 prints 2 of 10:

    >>> [round(limit, 3) for limit in jeffreys_interval(2, 10)]
    [0.044, 0.503]
    """
    _check_counts(events, total)
    tail = (1 - _level(confidence)) / 2
    shapes = (events + 0.5, total - events + 0.5)
    low = 0.0 if events == 0 else float(betaincinv(*shapes, tail))
    high = 1.0 if events == total else float(betaincinv(*shapes, 1 - tail))
    return Interval(low, high)


def agresti_coull_interval(events: int, total: int, confidence: float = 0.95) -> Interval:
    """Return the interval that adds about two events and two others; it may pass 0 and 1.

    With z the normal quantile, n' = n + z^2 and p' = (events + z^2/2)/n': p' -/+ z sqrt(p'(1 -
    p')/n'). It is as wide as Wilson's or wider, around the same middle. Not clipped, as papers
    print it.

    Source: Agresti A, Coull BA. Am Stat 1998;52:119-126; 9 of 10 in base R and by hand:

    >>> [round(limit, 4) for limit in agresti_coull_interval(9, 10)]
    [0.574, 1.0039]
    """
    _check_counts(events, total)
    z = float(ndtri(0.5 + _level(confidence) / 2))
    larger = total + z * z
    share = (events + z * z / 2) / larger
    spread = z * math.sqrt(share * (1 - share) / larger)
    return Interval(share - spread, share + spread)


def wilson_corrected_interval(events: int, total: int, confidence: float = 0.95) -> Interval:
    """Return Wilson's interval with a continuity correction, as R's prop.test prints it.

    The corrected score equation solved for p; with c = 1/2, or |events - n/2| where that is less
    (as prop.test has it): (events -/+ c + z^2/2 -/+ z sqrt(z^2/4 + (events -/+ c)(1 - (events -/+
    c)/n))) / (n + z^2).

    Source: Newcombe RG. Stat Med 1998;17:857-872, method 4; his Table I prints 81/263 and 0/20:

    >>> [round(limit, 4) for limit in wilson_corrected_interval(81, 263)]
    [0.2535, 0.3682]
    >>> [round(limit, 4) for limit in wilson_corrected_interval(0, 20)]
    [0.0, 0.2005]
    """
    _check_counts(events, total)
    z = float(ndtri(0.5 + _level(confidence) / 2))

    def limit(count: float, sign: int) -> float:
        spread = z * math.sqrt(z * z / 4 + count * (1 - count / total))
        return (count + z * z / 2 + sign * spread) / (total + z * z)

    correction = min(0.5, abs(events - total / 2))
    low = 0.0 if events == 0 else limit(events - correction, -1)
    high = 1.0 if events == total else limit(events + correction, 1)
    return Interval(low, high)


def wald_interval(events: int, total: int, confidence: float = 0.95) -> Interval:
    """Return the textbook interval, only to reproduce papers: too short, and past 0 and 1.

    p -/+ z sqrt(p(1 - p)/n). Source: Newcombe RG. Stat Med 1998;17:857-872, method 1, Table I:

    >>> [round(limit, 4) for limit in wald_interval(81, 263)]
    [0.2522, 0.3638]
    """
    _check_counts(events, total)
    z, share = float(ndtri(0.5 + _level(confidence) / 2)), events / total
    spread = z * math.sqrt(share * (1 - share) / total)
    return Interval(share - spread, share + spread)


def upper_bound_when_none(
    total: int, confidence: float = 0.95, *, sides: Literal[1, 2] = 2
) -> float:
    """Return how common an event may still be that happened to none of `total` participants.

    Two-sided (the default) it is the upper Clopper-Pearson limit of 0/total: 1 - ((1 -
    confidence)/2)^(1/n). One-sided it is 1 - (1 - confidence)^(1/n), about 3/n: the "rule of
    three".

    Source: Hanley JA, Lippman-Hand A. JAMA 1983;249:1743-1745, whose example, none of 14 patients
    with a one-sided 95 % bound, can be as common as 19 %:

    >>> round(upper_bound_when_none(14, sides=1), 2)
    0.19
    >>> upper_bound_when_none(14) == clopper_pearson_interval(0, 14).high
    True
    """
    _check_counts(0, total)
    return -math.expm1(math.log((1 - _level(confidence)) / sides) / total)


def _check_counts(events: int, total: int) -> None:
    if not 0 <= events <= total or total == 0:
        raise ValueError(
            f"{events} of {total} is no share: events must be 0 to total, and total at least 1"
        )


def _level(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not at {confidence}")
    return confidence
