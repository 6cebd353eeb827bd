"""What a forest plot is drawn from: its rows, its axis, and the band behind them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from generator.charts.theme import NO_DRUG, SLOTS


class Level(StrEnum):
    """How a study is judged in one respect; a sign stands for it, so colour is never alone."""

    GOOD = "good"
    MIDDLE = "middle"
    BAD = "bad"
    UNKNOWN = "unknown"

    @property
    def ink(self) -> str:
        """Return the colour of the level on light ground."""
        roles = {"good": SLOTS[2], "middle": SLOTS[1], "bad": SLOTS[7], "unknown": NO_DRUG}
        return roles[self.value].light


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One row: its words, and its estimate with an interval where there is one.

    `printed` is the estimate in words ("0.41 (0.13 to 1.26)", "not reported"); `detail` what it is
    about. A heading has words only. A control group is hollow. `appraisal` holds (symbol, level)
    from left to right; `address` is where the number stands.
    """

    label: str
    printed: str = ""
    detail: str = ""
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    kind: Literal["study", "heading"] = "study"
    slot: int | None = None
    control: bool = False
    uncontrolled: bool = False
    appraisal: tuple[tuple[str, Level], ...] = ()
    address: str = ""

    @property
    def words(self) -> str:
        """Return the words above the mark."""
        name = ": ".join(filter(None, (self.label, self.printed)))
        return ", ".join(filter(None, (name, self.detail)))

    @property
    def drawn(self) -> bool:
        """Tell whether the row has a mark."""
        return self.kind != "heading" and None not in {self.low, self.high}

    @property
    def values(self) -> tuple[float, ...]:
        """Return every value that has to find room on the scale."""
        values = (self.low, self.high, self.estimate) if self.drawn else ()
        return tuple(value for value in values if value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The scale of a forest plot: its words, whether it holds ratios, its ends, no difference.

    Without `ends` every interval is shown, ratios up to a hundredfold either way; what goes past an
    end has an arrow. `null` is the value of no difference. `ticks` overrides where numbers stand.
    """

    words: str
    ratio: bool = False
    ends: tuple[float, float] | None = None
    null: float | None = None
    ticks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range behind all rows, as what control groups elsewhere did; its words stand above them."""

    low: float
    high: float
    words: str
