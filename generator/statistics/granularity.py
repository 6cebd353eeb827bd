"""Means and SDs that whole scores can give: GRIM, GRIMMER and DEBIT by exact reasoning.

GRIM: Brown NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-369. GRIMMER: Anaya J. PeerJ
Preprints 2016;4:e2400v1; here decided by the existence of a sample, not by the shortcut for the
third test, which rejects samples that exist. DEBIT: Heathers JAJ, Brown NJL. OSF 2019,
https://osf.io/5vb3u.
"""

import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from generator.statistics.percentage import counts_that_fit
from generator.statistics.printed import Span, span

# The search for a sample with the printed figures grows fast with the number of scores.
MOST_SCORES = 200


def mean_is_possible(mean: Decimal, total: int, grain: Fraction = Fraction(1)) -> bool:
    """Tell whether scores in steps of `grain` of this many people can have the printed mean (GRIM).

    >>> mean_is_possible(Decimal("5.19"), 28), mean_is_possible(Decimal("5.18"), 28)
    (False, True)
    """
    return next(_sums(mean, total, grain), None) is not None


def mean_can_fail(mean: Decimal, total: int, grain: Fraction = Fraction(1)) -> bool:
    """Tell whether the test can fail: with few decimals or many people every mean is possible.

    A mean of ten whole scores has one decimal at the most, so that one printed decimal can never be
    wrong.

    >>> mean_can_fail(Decimal("9.5"), 10), mean_can_fail(Decimal("9.52"), 10)
    (False, True)
    """
    unit = Fraction(10) ** int(mean.as_tuple().exponent)
    return grain / total > unit


def deviation_is_possible(
    mean: Decimal,
    deviation: Decimal,
    total: int,
    *,
    grain: Fraction = Fraction(1),
    low: Fraction | None = None,
    high: Fraction | None = None,
) -> bool:
    """Tell whether scores within the ends of their scale can have this mean and SD (GRIMMER).

    Scores move in steps of `grain`. The SD has n - 1 in its denominator. Without ends any multiple
    of the grain counts. A sample with the printed figures either exists or not: sums that round to
    the mean are tried with every sum of squares that rounds to the SD. Two answers published as
    impossible:

    >>> deviation_is_possible(Decimal("3.44"), Decimal("2.47"), 18)
    False
    >>> deviation_is_possible(Decimal("5.23"), Decimal("2.55"), 35)
    False
    >>> deviation_is_possible(Decimal("2.57"), Decimal("2.57"), 30)
    True
    """
    if total < 2 or total > MOST_SCORES:  # noqa: PLR2004 - one person has no SD
        raise ValueError(f"{total} scores: the test is for 2 to {MOST_SCORES}")
    spread = span(deviation)
    spread = Span(max(Fraction(0), spread.low) / grain, spread.high / grain)
    return any(
        _sample_exists(total, whole, spread, _end(low, grain, up=True), _end(high, grain, up=False))
        for whole in _sums(mean, total, grain)
    )


def deviation_of_shares_is_possible(share: Decimal, deviation: Decimal, total: int) -> bool:
    """Tell whether a share of yes can have this SD (DEBIT), from the counts that fit the share.

    >>> deviation_of_shares_is_possible(Decimal("0.19"), Decimal("0.35"), 1683)
    False
    >>> deviation_of_shares_is_possible(Decimal("0.34"), Decimal("0.47"), 1683)
    True
    """
    printed = span(deviation)
    squared = Span(max(Fraction(0), printed.low) ** 2, printed.high**2)
    return any(
        Fraction(count * (total - count), total * (total - 1)) in squared
        for count in _yes(share, total)
    )


def _yes(share: Decimal, total: int) -> tuple[int, ...]:
    return counts_that_fit(total, share.scaleb(2))


def _sums(mean: Decimal, total: int, grain: Fraction) -> Iterator[int]:
    """Yield every sum of scores, in grains, that can be printed as the mean."""
    low, high = (end * total / grain for end in span(mean))
    return iter(range(math.ceil(low), math.floor(high) + 1))


def _end(end: Fraction | None, grain: Fraction, *, up: bool) -> int | None:
    if end is None:
        return None
    return math.ceil(end / grain) if up else math.floor(end / grain)


def _sample_exists(total: int, whole: int, spread: Span, low: int | None, high: int | None) -> bool:
    """Tell whether this many whole scores with this sum have an SD in the span."""
    least, most = (
        Fraction(whole * whole, total) + (total - 1) * spread.low**2,
        Fraction(whole * whole, total) + (total - 1) * spread.high**2,
    )
    # No score lies further from the mean than this (Samuelson PA. J Am Stat Assoc
    # 1968;63:1522-1525).
    reach = math.isqrt(math.ceil(Fraction((total - 1) ** 2, total) * spread.high**2)) + 1
    middle = whole // total
    low = middle - reach if low is None else max(low, middle - reach)
    high = middle + 1 + reach if high is None else min(high, middle + 1 + reach)
    # Scores are counted from the low end, so that every score is 0 or more.
    shifted, width = whole - total * low, high - low
    offset = 2 * low * whole - total * low * low
    first, last = math.ceil(least) - offset, math.floor(most) - offset
    return any(_exists(total, shifted, squares, width) for squares in range(first, last + 1))


@lru_cache(maxsize=200_000)
def _exists(count: int, whole: int, squares: int, highest: int) -> bool:
    """Tell whether `count` whole numbers, 0 to `highest`, have this sum and this sum of squares."""
    if not 0 <= whole <= count * highest or (whole - squares) % 2:
        return False
    if count == 0:
        return squares == 0
    least, most = _fewest_squares(count, whole), _most_squares(count, whole, highest)
    if squares in {least, most}:
        return True
    if not least < squares < most:
        return False
    # The largest number is tried from its highest possible value down; what is left is a smaller
    # question.
    return any(
        _exists(count - 1, whole - value, squares - value * value, value)
        for value in range(min(highest, whole, math.isqrt(squares)), -(-whole // count) - 1, -1)
    )


def _fewest_squares(count: int, whole: int) -> int:
    each, over = divmod(whole, count)
    return count * each * each + over * (2 * each + 1)


def _most_squares(count: int, whole: int, highest: int) -> int:
    if highest == 0:
        return 0
    full, rest = divmod(whole, highest)
    return full * highest * highest + (rest * rest if full < count else 0)
