"""Shares of people on the scales on which they are pooled, and the way back to a share.

0.5 is added to the events (and 1 to the people) of groups in which nobody or everybody had the
event, for `PR`, `PLN` and `PLO`; the arcsine scales add nothing. Source of scales and variances:
Viechtbauer W. J Stat Softw 2010;36(3):1-48.
"""

import numpy as np
from numpy.typing import ArrayLike

from generator.statistics.effect import Effects, Floats, floats

_HALF_TURN = np.pi / 2


def raw_proportions(events: ArrayLike, totals: ArrayLike) -> Effects:
    """Return the shares themselves (PR): x/n with variance p(1 - p)/n.

    >>> effects = raw_proportions([3], [11])
    >>> round(float(effects.yi[0]), 4), round(float(effects.vi[0]), 5)
    (0.2727, 0.01803)
    """
    x, n = _without_zeros(events, totals)
    return Effects(x / n, x * (n - x) / n**3)


def log_proportions(events: ArrayLike, totals: ArrayLike) -> Effects:
    """Return the logarithms of the shares (PLN): log(x/n) with variance 1/x - 1/n.

    >>> effects = log_proportions([10], [21])
    >>> round(float(effects.yi[0]), 4), round(float(effects.vi[0]), 5)
    (-0.7419, 0.05238)
    """
    x, n = _without_zeros(events, totals)
    return Effects(np.log(x / n), 1 / x - 1 / n)


def logit_proportions(events: ArrayLike, totals: ArrayLike) -> Effects:
    """Return the log odds of the shares (PLO): log(x/(n - x)) with variance 1/x + 1/(n - x).

    >>> effects = logit_proportions([0, 3], [10, 11])
    >>> effects.yi.round(4).tolist(), effects.vi.round(4).tolist()
    ([-3.0445, -0.9808], [2.0952, 0.4583])
    """
    x, n = _without_zeros(events, totals)
    return Effects(np.log(x / (n - x)), 1 / x + 1 / (n - x))


def arcsine_proportions(events: ArrayLike, totals: ArrayLike) -> Effects:
    """Return the arcsine square roots of the shares (PAS): asin(sqrt(p)) with variance 1/(4n).

    >>> round(float(arcsine_proportions([5], [10]).yi[0]), 4)
    0.7854
    """
    x, n = floats(events, totals)
    return Effects(np.arcsin(np.sqrt(x / n)), 1 / (4 * n))


def double_arcsine_proportions(events: ArrayLike, totals: ArrayLike) -> Effects:
    """Return Freeman-Tukey double arcsines (PFT), only to reproduce papers: the way back misleads.

    (asin(sqrt(x/(n + 1))) + asin(sqrt((x + 1)/(n + 1))))/2 with variance 1/(4n + 2). Source:
    Freeman MF, Tukey JW. Ann Math Stat 1950;21:607-611; why not: Schwarzer G et al. Res Synth
    Methods 2019;10:476-483. The first study of Miller JJ. Am Stat 1978;32:138, in half its angle:

    >>> round(2 * float(double_arcsine_proportions([3], [11]).yi[0]), 4)
    1.1391
    """
    x, n = floats(events, totals)
    angle = (np.arcsin(np.sqrt(x / (n + 1))) + np.arcsin(np.sqrt((x + 1) / (n + 1)))) / 2
    return Effects(angle, 1 / (4 * n + 2))


def share_of_log_odds(value: ArrayLike) -> Floats:
    """Return the share that has these log odds: 1/(1 + exp(-value)).

    >>> share_of_log_odds([0.0, -0.5596157879354227]).round(4).tolist()
    [0.5, 0.3636]
    """
    ends = np.asarray(value, float)
    small = np.exp(-np.abs(ends))
    return np.asarray(np.where(ends < 0, small, 1.0) / (1 + small))


def share_of_angle(value: ArrayLike) -> Floats:
    """Return the share that has this arcsine square root: sin^2, kept within a quarter turn.

    >>> share_of_angle([np.pi / 4, -1.0, 3.0]).round(12).tolist()
    [0.5, 0.0, 1.0]
    """
    return np.asarray(np.sin(np.clip(np.asarray(value, float), 0.0, _HALF_TURN)) ** 2)


def share_of_double_angle(value: ArrayLike, totals: ArrayLike) -> Floats:
    """Return the share with this double arcsine in a group of the harmonic mean size of `totals`.

    (1 - sgn(cos 2t) sqrt(1 - (sin 2t + (sin 2t - 1/sin 2t)/n)^2))/2. The answer hangs on the n that
    is put in. Source: Miller JJ. Am Stat 1978;32:138, whose example of four studies gives 0.36:

    >>> totals = [11, 17, 21, 6]
    >>> effects = double_arcsine_proportions([3, 6, 10, 1], totals)
    >>> middle = float((effects.yi / effects.vi).sum() / (1 / effects.vi).sum())
    >>> round(float(share_of_double_angle(middle, totals)), 4)
    0.3595
    """
    angle, sizes = np.asarray(value, float), np.asarray(totals, float)
    size = float(1 / np.mean(1 / sizes))
    least, most = (float(double_arcsine_proportions(x, size).yi) for x in (0.0, size))
    inside = np.clip(angle, least, most)
    sine = np.sin(2 * inside)
    root = np.sqrt(np.clip(1 - (sine + (sine - 1 / sine) / size) ** 2, 0.0, None))
    share = (1 - np.sign(np.cos(2 * inside)) * root) / 2
    return np.asarray(np.where(angle < least, 0.0, np.where(angle > most, 1.0, share)))


def _without_zeros(events: ArrayLike, totals: ArrayLike) -> tuple[Floats, Floats]:
    x, n = floats(events, totals)
    bare = (x == 0) | (x == n)
    return np.where(bare, x + 0.5, x), np.where(bare, n + 1.0, n)
