"""The ends of a forest plot's scale, and the round numbers that stand on it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Ratios are shown up to a hundredfold either way, and at least from half to twice.
_WIDEST, _NARROWEST = 100.0, 2.0
# Room beyond the outermost value, as a part of the scale, so that no mark stands on the edge.
_ROOM = 0.06
# More numbers than this run into each other on a phone; about so many equal steps are aimed at.
_MOST_TICKS, _STEPS = 7, 5


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from `low` to `high`, with the numbers that stand on it."""

    low: float
    high: float
    ticks: tuple[float, ...] = ()

    def holds(self, value: float) -> bool:
        """Tell whether a value lies on the scale."""
        return self.low <= value <= self.high

    def within(self, value: float) -> float:
        """Return a value, or the end of the scale that it goes past."""
        return min(max(value, self.low), self.high)


def scale_of(
    values: Sequence[float], ends: tuple[float, float] | None, null: float | None, *, ratio: bool
) -> Scale:
    """Return the scale for values: its ends if given, else as far as the values go.

    >>> scale_of([0.2, 3.0], None, 1.0, ratio=True).ticks
    (0.2, 0.5, 1.0, 2.0)
    >>> scale_of([0.2, 3.0], (0.0, 4.0), 1.0, ratio=False)
    Scale(low=0.0, high=4.0, ticks=(0.0, 1.0, 2.0, 3.0, 4.0))
    """
    if ends is not None:
        return Scale(*ends, _round_ratios(*ends) if ratio else _round_steps(*ends))
    with_null = [*values] if null is None else [*values, null]
    if ratio:
        # The logarithm of a ratio of 0 is nowhere on the scale: its interval gets an arrow.
        drawable = [value for value in with_null if value > 0 and math.isfinite(value)]
        return _ratio_scale(drawable, null)
    low, high = min(with_null, default=0.0), max(with_null, default=1.0)
    # A single value, or a single 0, has room around it all the same.
    room = (high - low) * _ROOM or abs(high) * _ROOM or 1.0
    return Scale(low - room, high + room, _round_steps(low - room, high + room))


def _round_steps(low: float, high: float) -> tuple[float, ...]:
    """Return about five round numbers in equal steps of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / _STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
    first, last = math.ceil(low / step), math.floor(high / step)
    digits = max(0, -math.floor(math.log10(step)))
    return tuple(round(place * step, digits) for place in range(first, last + 1))


def _ratio_scale(values: Sequence[float], null: float | None) -> Scale:
    middle = null if null and null > 0 else 1.0
    low = max(min(values, default=middle / 2), middle / _WIDEST)
    high = min(max(values, default=middle * 2), middle * _WIDEST)
    low, high = min(low, middle / _NARROWEST), max(high, middle * _NARROWEST)
    room = (high / low) ** _ROOM if high > low else 2.0
    return Scale(low / room, high * room, _round_ratios(low / room, high * room))


def _round_ratios(low: float, high: float) -> tuple[float, ...]:
    """Return 1, 2 and 5 of each power of ten on the scale, or fewer where these are too many."""
    ticks: tuple[float, ...] = ()
    for steps in ((1, 2, 5), (1, 3), (1,)):
        ticks = tuple(tick for tick in _ratios(low, high, steps) if low <= tick <= high)
        if len(ticks) <= _MOST_TICKS:
            break
    return ticks


def _ratios(low: float, high: float, steps: Sequence[int]) -> Iterator[float]:
    """Yield the steps of each power of ten around the scale."""
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        # Read from text, since 3 * 10 ** -1 is not quite 0.3.
        yield from (float(f"{step}e{power}") for step in steps)
