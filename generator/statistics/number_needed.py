"""Numbers needed to treat, through infinity where the interval holds no difference.

Source: Altman DG. BMJ 1998;317:1309-1312. The number is that of people treated for one more who
benefits (NNTB) or is harmed (NNTH).
"""

import math
from typing import Literal, NamedTuple

from generator.statistics.absolute_effect import Absolute
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.proportion import Interval

Kind = Literal["NNTB", "NNTH", "none"]
# Digits after which a number that a computer made a little too large is the whole number.
_DIGITS = 9


class Reach(NamedTuple):
    """From how many people to how many; to None: without limit."""

    nearest: float
    furthest: float | None


class NumberNeeded(NamedTuple):
    """The number needed to treat that goes with a benefit per person and its limits.

    An interval that crosses no difference runs from NNTB over infinity to NNTH: then both have a
    reach, without limit.
    """

    benefit: float
    limits: Interval

    @property
    def kind(self) -> Kind:
        """Whether treatment benefits or harms, by the estimate.

        >>> number_needed(-0.05, Interval(-0.1, 0.3), event="good").kind
        'NNTH'
        """
        if self.benefit == 0:
            return "none"
        return "NNTB" if self.benefit > 0 else "NNTH"

    @property
    def number(self) -> float | None:
        """One over the benefit; none where there is none.

        >>> round(number_needed(-0.12, Interval(-0.2, -0.04), event="bad").number, 2)
        8.33
        """
        return 1 / abs(self.benefit) if self.benefit else None

    @property
    def rounded_up(self) -> int | None:
        """The next whole number of people, as Cochrane prints it (Handbook, version 6, 15.4.4).

        >>> number_needed(-0.12, Interval(-0.2, -0.04), event="bad").rounded_up
        9
        """
        return math.ceil(round(self.number, _DIGITS)) if self.number else None

    @property
    def crosses_zero(self) -> bool:
        """Whether the interval holds benefit and harm."""
        return self.limits.low < 0 < self.limits.high

    @property
    def touches_zero(self) -> bool:
        """Whether a limit is exactly no difference: unlimited on one side only."""
        return 0 in self.limits

    @property
    def benefit_reach(self) -> Reach | None:
        """From how many to how many people treated for one who benefits, if the interval has any.

        >>> number_needed(-0.05, Interval(-0.1, 0.3), event="good").benefit_reach
        Reach(nearest=3.3333333333333335, furthest=None)
        """
        return _reach(self.limits.low, self.limits.high)

    @property
    def harm_reach(self) -> Reach | None:
        """From how many to how many people treated for one who is harmed, if there is harm.

        >>> number_needed(-0.05, Interval(-0.1, 0.3), event="good").harm_reach
        Reach(nearest=10.0, furthest=None)
        """
        return _reach(-self.limits.high, -self.limits.low)


def number_needed(
    difference: float, interval: Interval, *, event: Literal["good", "bad"]
) -> NumberNeeded:
    """Return the number needed that goes with a difference of risks, treated less control.

    Altman's example, a benefit of 5 in 100 from 15 to -5: NNTB 20, from 7 to infinity to NNTH 20:

    >>> answer = number_needed(-0.05, Interval(-0.15, 0.05), event="bad")
    >>> answer.rounded_up, answer.benefit_reach.nearest, answer.harm_reach.nearest
    (20, 6.666666666666667, 20.0)
    """
    if not interval.low <= interval.high:
        raise NoAnswerError(f"an interval runs from low to high, not from {interval}")
    if event == "good":
        return NumberNeeded(difference, Interval(*interval))
    # Adding 0 leaves no minus before a nought.
    return NumberNeeded(-difference + 0.0, Interval(-interval.high + 0.0, -interval.low + 0.0))


def number_needed_at(absolute: Absolute, *, event: Literal["good", "bad"]) -> NumberNeeded:
    """Return the number needed that goes with an absolute effect."""
    return number_needed(absolute.difference, absolute.interval, event=event)


def _reach(low: float, high: float) -> Reach | None:
    if high <= 0:
        return None
    return Reach(1 / high, 1 / low if low > 0 else None)
