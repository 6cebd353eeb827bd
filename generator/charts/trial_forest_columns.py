"""The columns of a forest plot for a desk: as wide as their words, the rest is the plot."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.charts.lettering import text_width
from generator.charts.trial_forest_plot import weight_words
from generator.charts.trial_forest_row import TrialForest
from generator.charts.trial_forest_text import SIZE

# So wide that it fits a window of 820 pixels as it is, and paper nearly so.
DESK_WIDTH = 780
# The plot keeps this much: where words need more, first names, then groups are broken into lines.
_LEAST_PLOT, _LEAST_NAME, _LEAST_GROUP = 232.0, 92.0, 62.0
_MOST_FOR_AVERAGES = 122.0
_GAP = 9.0
# From light to light, and from the last of them to the overall one.
_STEP, _APART = 16.0, 20.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its left edge and how wide it is, in pixels."""

    left: float
    width: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns from left to right; `lights` are the middles of lights, `overall` of the last."""

    name: Column
    treated: Column
    control: Column
    plot: Column
    effect: Column
    weight: Column
    lights: tuple[float, ...]
    overall: float | None


def columns_of(forest: TrialForest) -> Columns:
    """Return the columns of a plot."""
    lights = _lights_width(forest)
    effect, weight = _effect_width(forest), _weight_width(forest)
    after = _GAP + effect + (_GAP + weight if weight else 0.0) + lights
    name, treated, control = _before_plot(forest, DESK_WIDTH - after - _LEAST_PLOT)
    first = list(_side_by_side((name, treated, control)))
    plot = Column(first[-1].right + _GAP, DESK_WIDTH - after - first[-1].right - _GAP)
    effects = Column(plot.right + _GAP, effect)
    weights = Column(effects.right + (_GAP if weight else 0.0), weight)
    middles = _middles(forest, weights.right)
    return Columns(
        name=first[0],
        treated=first[1],
        control=first[2],
        plot=plot,
        effect=effects,
        weight=weights,
        lights=tuple(middles),
        overall=DESK_WIDTH - _STEP / 2 if _has_overall(forest) else None,
    )


def _side_by_side(widths: Iterable[float]) -> Iterator[Column]:
    """Yield columns next to each other; before one without any words there is no gap."""
    right = -_GAP
    for width in widths:
        yield Column(right + _GAP if width else right, width)
        right += width + _GAP if width else 0.0


def _before_plot(forest: TrialForest, room: float) -> tuple[float, float, float]:
    """Return the widths of the names and of both groups, narrower where the room asks for it."""
    averages = _width((row.name for row in forest.averages), strong=True)
    # Averages have room beside their names: they widen the column by little.
    name = max(_width(row.name for row in forest.rows), min(averages, _MOST_FOR_AVERAGES))
    treated = _group_width([row.treated for row in forest.rows], forest, forest.heads.treated)
    control = _group_width([row.control for row in forest.rows], forest, forest.heads.control)
    room -= 3 * _GAP
    name = max(_LEAST_NAME, min(name, room - treated - control))
    over = max(0.0, name + treated + control - room)
    return (
        name,
        max(min(treated, _LEAST_GROUP), treated - over / 2),
        max(min(control, _LEAST_GROUP), control - over / 2),
    )


def _group_width(cells: Iterable[str], forest: TrialForest, head: str) -> float:
    sums = [row.treated for row in forest.averages]
    sums += [row.control for row in forest.averages]
    return max(_width(cells), _width(sums, strong=True), _width(head.split(), strong=True))


def _width(texts: Iterable[str], *, strong: bool = False) -> float:
    lines = chain.from_iterable(text.split("\n") for text in texts)
    return max((text_width(line, SIZE, strong=strong) for line in lines), default=0.0)


def _effect_width(forest: TrialForest) -> float:
    printed = [row.effect.printed for row in forest.rows]
    printed += [row.effect.printed for row in forest.averages]
    if forest.prediction and forest.prediction.effect.low is not None:
        printed.append(forest.prediction.effect.printed)
    # The longest that are words and no figures are broken into lines.
    return max(90.0, min(150.0, _width(printed, strong=True)))


def _weight_width(forest: TrialForest) -> float:
    weights = [weight_words(row.weight) for row in forest.rows]
    weights += [weight_words(row.weight) for row in forest.averages]
    return _width(["Weight", *weights], strong=True) if any(weights) else 0.0


def _has_overall(forest: TrialForest) -> bool:
    return any(row.overall for row in forest.rows)


def _lights_width(forest: TrialForest) -> float:
    heads = len(forest.heads.lights) * _STEP
    overall = _APART if _has_overall(forest) else 0.0
    return _GAP + heads + overall if heads or overall else 0.0


def _middles(forest: TrialForest, left: float) -> Iterator[float]:
    for place in range(len(forest.heads.lights)):
        yield left + _GAP + (place + 0.5) * _STEP
