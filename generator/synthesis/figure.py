"""A figure on a scale: its value, its interval, its effect measure, and where it comes from."""

from typing import Literal

from generator.model.record import record

Scale = Literal["share", "difference", "ratio"]
Origin = Literal["reported", "computed"]
DIFFERENCES_OF_MEANS = frozenset({"mean-difference", "standardised-mean-difference"})


@record
class Figure:
    """A value on a scale with its 95 % interval.

    `error` is its standard error, of the logarithm for a ratio. `how` says in words where the
    interval comes from. `effect` names the measure: share, change, risk-ratio and so on; `adjusted`
    is None where nobody says. `added_half` tells that 0.5 was added as a group had no event.
    `spreads` holds, for a change, the standard deviations of change it was worked out with, under
    the words that say how each came about; several where none is known.
    """

    scale: Scale
    value: float
    low: float | None
    high: float | None
    error: float | None
    origin: Origin
    how: str
    effect: str
    adjusted: bool | None = None
    added_half: bool = False
    spreads: tuple[tuple[str, float], ...] = ()
