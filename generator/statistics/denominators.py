"""Of how many people a printed percentage can be, and the share that follows from what is printed.

A percentage fixes its denominator as far as its digits go. The reasoning is that of GRIM: Brown
NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-369, turned round for percentages.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from generator.statistics.percentage import counts_that_fit
from generator.statistics.printed import span


def denominators(count: int, printed: Decimal, highest: int) -> tuple[int, ...]:
    """Return every number of people, up to a highest, of whom the count can be this percentage.

    All n with 100 count/n in [printed - u/2, printed + u/2], u the unit of the last digit. Both
    ends are in: a tie may have been rounded either way, so that 5 of 40 can be printed as 12 and as
    13.

    >>> denominators(10, Decimal("71.4"), 20), denominators(3, Decimal("3.4"), 88)
    ((14,), (87, 88))
    """
    low, high = span(printed)
    if high <= 0:
        return ()
    first = max(1, count, math.ceil(100 * count / high))
    last = highest if low <= 0 else min(highest, math.floor(100 * count / low))
    return tuple(range(first, last + 1))


def denominators_half_up(count: int, printed: Decimal, highest: int) -> tuple[int, ...]:
    """Return the denominators if every tie was rounded up.

    >>> denominators_half_up(5, Decimal("13"), 40), denominators_half_even(5, Decimal("13"), 40)
    ((38, 39, 40), (38, 39))
    """
    return _printed_by(_half_up, count, printed, highest)


def denominators_half_even(count: int, printed: Decimal, highest: int) -> tuple[int, ...]:
    """Return the denominators if every tie was rounded to the even digit, as programs often do."""
    return _printed_by(round, count, printed, highest)


def denominators_cut_off(count: int, printed: Decimal, highest: int) -> tuple[int, ...]:
    """Return the denominators if digits were cut off and not rounded.

    >>> denominators_cut_off(8, Decimal("66.6"), 15), denominators(8, Decimal("66.6"), 15)
    ((12,), ())
    """
    return _printed_by(math.floor, count, printed, highest)


class Basis(StrEnum):
    """On what a share rests, the firmest first."""

    PRINTED = "count and total are printed"
    ONLY_ONE_FITS = "one number alone fits what is printed"
    GROUP_FITS = "the size of the group fits what is printed"
    WHOLE_GROUP = "if the whole group was counted"


class WorkedOut(NamedTuple):
    """How many of how many people, and on what that rests."""

    events: int
    total: int
    basis: Basis
    count_is_printed: bool
    total_is_printed: bool

    @property
    def follows(self) -> bool:
        """Tell whether the share is printed, or follows from what is printed and nothing else."""
        return self.basis in {Basis.PRINTED, Basis.ONLY_ONE_FITS}


class PrintedShare(NamedTuple):
    """What is printed of a share, and how many people there were at all.

    `group` is the size of the whole group, None where only part of it was asked; `highest` is a
    number of people that the total cannot pass. `estimated` says that the percentage may come from
    a curve of survival, which no count has to match.
    """

    events: int | None
    total: int | None
    percent: Decimal | None
    group: int | None = None
    highest: int | None = None
    estimated: bool = False


def work_out(share: PrintedShare) -> WorkedOut | None:
    """Return how many of how many people, as far as that is printed or follows; else None.

    A total follows where one alone, up to the highest possible, fits count and percentage; else it
    is taken to be the group, where that fits. A count follows where one alone fits percentage and
    total. Without a total it is that of the whole group, which then is supposed to have been
    counted. 15 (75 %) of a group of 88, and 3 (3.4 %):

    >>> work_out(PrintedShare(15, None, Decimal("75"), group=88, highest=88)).total
    20
    >>> work_out(PrintedShare(3, None, Decimal("3.4"), group=88, highest=88)).basis.name
    'GROUP_FITS'
    """
    events, total = share.events, share.total
    if events is not None and total is not None:
        possible = 0 <= events <= total and total > 0
        return WorkedOut(events, total, Basis.PRINTED, True, True) if possible else None
    if share.percent is None:
        return None
    if events is not None:
        return _total_of(events, share.percent, share)
    return None if share.estimated else _count_of(share.percent, share)


def _total_of(events: int, percent: Decimal, share: PrintedShare) -> WorkedOut | None:
    fitting = denominators(events, percent, share.highest or share.group or 0)
    if len(fitting) == 1:
        return WorkedOut(events, fitting[0], Basis.ONLY_ONE_FITS, True, False)
    if share.group in fitting:
        return WorkedOut(events, share.group or 0, Basis.GROUP_FITS, True, False)
    return None


def _count_of(percent: Decimal, share: PrintedShare) -> WorkedOut | None:
    total = share.group if share.total is None else share.total
    fitting = counts_that_fit(total, percent) if total else ()
    # Of 300 people, 50 % may be 149, 150 or 151: then nobody knows.
    if not total or len(fitting) != 1:
        return None
    printed = share.total is not None
    basis = Basis.ONLY_ONE_FITS if printed else Basis.WHOLE_GROUP
    return WorkedOut(fitting[0], total, basis, False, printed)


def _printed_by(
    rounded: Callable[[Fraction], int], count: int, printed: Decimal, highest: int
) -> tuple[int, ...]:
    unit = Fraction(10) ** -int(printed.as_tuple().exponent)
    return tuple(
        n
        for n in range(max(1, count), highest + 1)
        if rounded(unit * Fraction(100 * count, n)) == unit * Fraction(printed)
    )


def _half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))
