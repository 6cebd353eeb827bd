"""Events over time under observation: rates of one group and of two groups compared.

0.5 is added to the events of a group without any (of both groups where one has none), for IRLN, IR,
IRR and IRD; the square root scales add nothing. Source: Viechtbauer W. J Stat Softw
2010;36(3):1-48. The examples are strokes over patient-years on warfarin (Hart RG et al. Ann Intern
Med 1999;131:492-501): 9 in 413.
"""

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from generator.statistics.effect import Effects, Floats, floats
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import quantile
from generator.statistics.proportion import Interval, clopper_pearson_interval


def rates(events: ArrayLike, times: ArrayLike) -> Effects:
    """Return rates (IR): x/t with variance x/t^2.

    >>> round(float(rates([9], [413]).yi[0]), 4)
    0.0218
    """
    x, t = floats(events, times)
    x = np.where(x == 0, 0.5, x)
    return Effects(x / t, x / t**2)


def log_rates(events: ArrayLike, times: ArrayLike) -> Effects:
    """Return log rates (IRLN): log(x/t) with variance 1/x.

    >>> effects = log_rates([9], [413])
    >>> round(float(effects.yi[0]), 4), round(float(effects.vi[0]), 4)
    (-3.8262, 0.1111)
    """
    x, t = floats(events, times)
    x = np.where(x == 0, 0.5, x)
    return Effects(np.log(x / t), 1 / x)


def root_rates(events: ArrayLike, times: ArrayLike) -> Effects:
    """Return square roots of rates (IRS): sqrt(x/t) with variance 1/(4t).

    >>> round(float(root_rates([9], [413]).yi[0]), 4)
    0.1476
    """
    x, t = floats(events, times)
    return Effects(np.sqrt(x / t), 1 / (4 * t))


def double_root_rates(events: ArrayLike, times: ArrayLike) -> Effects:
    """Return Freeman-Tukey roots of rates (IRFT), only to reproduce papers.

    (sqrt(x/t) + sqrt((x + 1)/t))/2, with variance 1/(4t).

    >>> round(float(double_root_rates([9], [413]).yi[0]), 4)
    0.1516
    """
    x, t = floats(events, times)
    return Effects((np.sqrt(x / t) + np.sqrt((x + 1) / t)) / 2, 1 / (4 * t))


def log_rate_ratios(
    events1: ArrayLike, times1: ArrayLike, events2: ArrayLike, times2: ArrayLike
) -> Effects:
    """Return log rate ratios (IRR): log((x1/t1)/(x2/t2)) with variance 1/x1 + 1/x2.

    >>> round(float(log_rate_ratios([9], [413], [19], [398]).yi[0]), 4)
    -0.7842
    """
    x1, t1, x2, t2 = _without_zeros(events1, times1, events2, times2)
    return Effects(np.log(x1 / t1) - np.log(x2 / t2), 1 / x1 + 1 / x2)


def rate_differences(
    events1: ArrayLike, times1: ArrayLike, events2: ArrayLike, times2: ArrayLike
) -> Effects:
    """Return rate differences (IRD): x1/t1 - x2/t2 with variance x1/t1^2 + x2/t2^2.

    >>> round(float(rate_differences([9], [413], [19], [398]).yi[0]), 4)
    -0.0259
    """
    x1, t1, x2, t2 = _without_zeros(events1, times1, events2, times2)
    return Effects(x1 / t1 - x2 / t2, x1 / t1**2 + x2 / t2**2)


def root_rate_differences(
    events1: ArrayLike, times1: ArrayLike, events2: ArrayLike, times2: ArrayLike
) -> Effects:
    """Return differences of the roots of two rates (IRSD), with variance 1/(4 t1) + 1/(4 t2).

    >>> round(float(root_rate_differences([9], [413], [19], [398]).yi[0]), 4)
    -0.0709
    """
    x1, t1, x2, t2 = floats(events1, times1, events2, times2)
    return Effects(np.sqrt(x1 / t1) - np.sqrt(x2 / t2), 1 / (4 * t1) + 1 / (4 * t2))


def exact_rate_interval(events: float, time: float, confidence: float = 0.95) -> Interval:
    """Return the exact interval of a rate, by the Poisson distribution; from 0 without events.

    Quantiles of the gamma distribution: G(events, tail)/t and G(events + 1, 1 - tail)/t.
    Source: Garwood F. Biometrika 1936;28:437-442, whose table gives 4.115 to 17.085 for 9 events:

    >>> [round(limit, 3) for limit in exact_rate_interval(9, 1)]
    [4.115, 17.085]
    """
    if events < 0 or time <= 0:
        raise ValueError(
            f"{events} events in {time} is no rate: events must be 0 or more, and time more than 0"
        )
    tail = (1 - confidence) / 2
    low = float(gammaincinv(events, tail)) / time if events else 0.0
    return Interval(low, float(gammaincinv(events + 1, 1 - tail)) / time)


def rate_differences_as_seen(
    events1: ArrayLike, times1: ArrayLike, events2: ArrayLike, times2: ArrayLike
) -> Effects:
    """Return rate differences to which nothing is added: without events they have no variance.

    >>> effects = rate_differences_as_seen([0], [50], [0], [52])
    >>> float(effects.yi[0]), float(effects.vi[0])
    (0.0, 0.0)
    """
    x1, t1, x2, t2 = floats(events1, times1, events2, times2)
    return Effects(x1 / t1 - x2 / t2, x1 / t1**2 + x2 / t2**2)


def rate_differences_of_meta(
    events1: ArrayLike, times1: ArrayLike, events2: ArrayLike, times2: ArrayLike
) -> Effects:
    """Return rate differences as R's meta has them: as seen, with 0.5 in the variance alone.

    >>> effects = rate_differences_of_meta([0], [50], [0], [52])
    >>> float(effects.yi[0]), round(float(effects.vi[0]), 6)
    (0.0, 0.000385)
    """
    seen = rate_differences_as_seen(events1, times1, events2, times2)
    return seen._replace(vi=rate_differences(events1, times1, events2, times2).vi)


def exact_rate_ratio_interval(
    events1: int, time1: float, events2: int, time2: float, confidence: float = 0.95
) -> Interval:
    """Return the exact interval of a rate ratio; infinite above where the second group has none.

    Given the events of both groups, those of the first are binomial with the odds ratio t1/t2: the
    limits of Clopper and Pearson for x1 of x1 + x2, as odds, times t2/t1. Source: Rothman KJ,
    Greenland S. Modern Epidemiology, chapter 14.

    >>> [round(limit, 3) for limit in exact_rate_ratio_interval(9, 413, 19, 398)]
    [0.182, 1.059]
    """
    if events1 + events2 == 0:
        raise NoAnswerError("nobody had the event: any ratio goes with that")
    share = clopper_pearson_interval(events1, events1 + events2, confidence)
    high = math.inf if share.high == 1 else share.high / (1 - share.high) * time2 / time1
    return Interval(share.low / (1 - share.low) * time2 / time1, high)


def log_rate_interval(events: float, time: float, confidence: float = 0.95) -> Interval:
    """Return the simple interval of a rate: exp(log(x/t) -/+ z/sqrt(x)); none without events.

    >>> [round(limit, 4) for limit in log_rate_interval(12, 66)]
    [0.1033, 0.3202]
    """
    if events <= 0:
        raise NoAnswerError("without events the logarithm of the rate is without end")
    reach = math.exp(quantile(None, confidence) / math.sqrt(events))
    return Interval(events / time / reach, events / time * reach)


def person_time(people: float, mean_time: float) -> float:
    """Return the time under observation of so many people: n times their mean time.

    >>> round(person_time(60, 1.1), 1)
    66.0
    """
    if people < 0 or mean_time < 0:
        raise NoAnswerError(f"{people:g} people over {mean_time:g} have no time together")
    return people * mean_time


def _without_zeros(
    events1: ArrayLike, times1: ArrayLike, events2: ArrayLike, times2: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    x1, t1, x2, t2 = floats(events1, times1, events2, times2)
    bare = (x1 == 0) | (x2 == 0)
    return np.where(bare, x1 + 0.5, x1), t1, np.where(bare, x2 + 0.5, x2), t2
