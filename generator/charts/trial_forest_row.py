"""What the forest plot of controlled trials is drawn from: rows, groups, averages and words.

One plot holds one outcome on one effect measure; whoever fills it sees to that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from generator.charts.forest_row import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """The risk of bias of a trial under one head: its level, and its words for who sees no sign."""

    level: Level
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An estimate with its interval on the scale of the plot, and as it is printed at the right.

    Without limits nothing is drawn and only the words stand there ("not estimable").
    """

    printed: str
    estimate: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """A trial: what its two groups did, its effect, its weight in percent, its risk of bias.

    `treated` and `control` are texts such as "14 / 131" or "12.3 (4.5), 131". `lights` stand in the
    order of the heads of the plot, `overall` after them. `judged` says the worst answer and its
    heads in words, for narrow screens. `address` is where the trial's numbers stand.
    """

    name: str
    treated: str
    control: str
    effect: Effect
    weight: float | None = None
    lights: tuple[Light | None, ...] = ()
    overall: Light | None = None
    judged: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageRow:
    """An average: of all trials or of a group of them; `detail` stands small under its name."""

    name: str
    effect: Effect
    detail: str = ""
    treated: str = ""
    control: str = ""
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialGroup:
    """Trials under a head that says why it could matter; one group without a head is all trials."""

    rows: tuple[TrialRow, ...]
    head: str = ""
    average: AverageRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A difference that matters: its place on the scale, and the words that name it."""

    value: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """What stands above the columns; a line break in a head is kept."""

    study: str
    treated: str
    control: str
    measure: str
    lights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialForest:
    """A forest plot of controlled trials, before it is drawn.

    `null` is the value of no effect, None where one group is counted; `favours` says what lies at
    its left and right, in words of the outcome. `sentence` is the one bold line of trials that are
    not averaged. `prediction` is the range of a new setting, in a row of its own under the average.
    `others` are averages of the same trials by other methods. `ends` are those of the scale, where
    they are given and not found in the figures.
    """

    groups: tuple[TrialGroup, ...]
    heads: Heads
    null: float | None
    ratio: bool
    ends: tuple[float, float] | None = None
    favours: tuple[str, str] = ("", "")
    average: AverageRow | None = None
    others: tuple[AverageRow, ...] = ()
    prediction: AverageRow | None = None
    thresholds: tuple[Threshold, ...] = ()
    sentence: str = ""

    @property
    def rows(self) -> tuple[TrialRow, ...]:
        """Return all trials."""
        return tuple(chain.from_iterable(group.rows for group in self.groups))

    @property
    def averages(self) -> Iterator[AverageRow]:
        """Yield the averages of groups, then that of all trials."""
        for group in self.groups:
            if group.average:
                yield group.average
        if self.average:
            yield self.average
        yield from self.others

    @property
    def heaviest(self) -> float:
        """Return the largest weight of a trial; 0 where trials have none."""
        return max((row.weight or 0.0 for row in self.rows), default=0.0)
