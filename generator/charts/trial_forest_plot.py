"""The plot of a forest of trials: squares by weight, diamonds, the range of a new setting."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from generator.charts.forest_scale import Scale
from generator.charts.marks import Marks, colour_of, shape_of
from generator.charts.theme import DRUG, GRID, INK, JUDGED, PART
from generator.charts.trial_forest_row import AverageRow, Effect, TrialForest, TrialRow

Kind = Literal["study", "part", "whole", "prediction"]

# The side of the heaviest trial's square and of the smallest that is still seen; of all squares
# where nothing is averaged. The area follows the weight.
LARGEST, SMALLEST, PLAIN = 18.0, 6.0, 12.0
# Half the height of the diamond of all trials and of that of a group.
_TALL, _TALL_PART = 10.0, 7.0
# Half the height of the caps of a prediction.
_CAP = 5.5
# A head of 12 by 9 pixels whose tip is at the end of the scale; the size of a sign is the square of
# twice what it calls 1.
_ARROW_SIZE = 24.0**2
_TO_RIGHT, _TO_LEFT = "M0,0L-0.75,-0.375L-0.75,0.375Z", "M0,0L0.75,-0.375L0.75,0.375Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Where the plot lies in its picture, in pixels, and the scale across it."""

    scale: Scale
    ratio: bool
    left: float
    right: float

    def x(self, field: str) -> alt.X:
        """Return the axis across for a field of values on the scale."""
        kind: Literal["log", "linear"] = "log" if self.ratio else "linear"
        ends = alt.Scale(
            type=kind,
            domain=[self.scale.low, self.scale.high],
            range=[self.left, self.right],
            nice=False,
            zero=False,
        )
        return alt.X(field, scale=ends, axis=None)

    def pixels(self, value: float) -> float:
        """Return where a value of the scale lies."""
        low, high, place = map(self.steady, (self.scale.low, self.scale.high, value))
        return self.left + (self.right - self.left) * (place - low) / (high - low)

    def steady(self, value: float) -> float:
        """Return a value as it lies on the paper: the logarithm of a ratio."""
        return math.log(value) if self.ratio else value


def pixels(field: str) -> alt.Y:
    """Return the axis from the top down for a field of pixels."""
    return alt.Y(field, scale=None, axis=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A row of the plot with the middle of its mark, in pixels from the top."""

    row: TrialRow | AverageRow
    kind: Kind
    at_row: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line down the plot at a value, from where to where; a cap of a range is one too."""

    value: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    low: float
    high: float
    at_row: float
    ink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Square:
    estimate: float
    at_row: float
    size: float
    study: str
    printed: str
    weighs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    value: float
    top: float
    bottom: float
    row: int
    ink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrow:
    value: float
    at_row: float
    ink: str
    shape: str


def lines_behind(
    forest: TrialForest, plane: Plane, stretches: Sequence[tuple[float, float]]
) -> Iterator[alt.Chart]:
    """Yield the lines of the axis, of what matters and of no effect, where the plot has room."""
    ticks = [tick for tick in plane.scale.ticks if tick != forest.null]
    yield from _lines_down(_everywhere(ticks, stretches), plane, color=GRID.light)
    matters = [threshold.value for threshold in forest.thresholds]
    dashed = _everywhere([value for value in matters if plane.scale.holds(value)], stretches)
    yield from _lines_down(dashed, plane, color=JUDGED.light, strokeWidth=1.5, strokeDash=[4, 3])
    null = _everywhere([] if forest.null is None else [forest.null], stretches)
    yield from _lines_down(null, plane, color=INK.light, strokeWidth=1.5)


def _everywhere(values: Sequence[float], stretches: Sequence[tuple[float, float]]) -> list[_Line]:
    lines: list[_Line] = []
    for top, bottom in stretches:
        lines += [_Line(value=value, top=top, bottom=bottom) for value in values]
    return lines


def _lines_down(lines: Sequence[_Line], plane: Plane, **looks: Any) -> Iterator[alt.Chart]:
    if lines:
        marks = Marks(lines)
        yield marks.chart.mark_rule(**looks).encode(
            x=plane.x(marks.quantity(lambda line: line.value)),
            y=pixels(marks.quantity(lambda line: line.top)),
            y2=marks.quantity(lambda line: line.bottom),
        )


def plot_marks(placed: Sequence[Placed], plane: Plane, heaviest: float) -> Iterator[alt.Chart]:
    """Yield the intervals, squares, diamonds, prediction and arrows of rows."""
    drawn = [each for each in placed if None not in {each.row.effect.low, each.row.effect.high}]
    yield from _spans([each for each in drawn if each.kind in {"study", "prediction"}], plane)
    yield from _squares([each for each in drawn if each.kind == "study"], plane, heaviest)
    yield from _diamonds([each for each in drawn if each.kind in {"part", "whole"}], plane)
    yield from _caps([each for each in drawn if each.kind == "prediction"], plane)
    yield from _arrows(drawn, plane)


def _ink(placed: Placed) -> str:
    return PART.light if placed.kind == "part" else DRUG.light


def _ends(effect: Effect) -> tuple[float, float]:
    assert effect.low is not None  # noqa: S101 - only rows with an interval are drawn
    assert effect.high is not None  # noqa: S101
    return effect.low, effect.high


def _spans(placed: Sequence[Placed], plane: Plane) -> Iterator[alt.Chart]:
    spans: list[_Span] = []
    for each in placed:
        low, high = map(plane.scale.within, _ends(each.row.effect))
        spans.append(_Span(low=low, high=high, at_row=each.at_row, ink=_ink(each)))
    if spans:
        marks = Marks(spans)
        yield marks.chart.mark_rule(strokeWidth=2).encode(
            x=plane.x(marks.quantity(lambda span: span.low)),
            x2=marks.quantity(lambda span: span.high),
            y=pixels(marks.quantity(lambda span: span.at_row)),
            color=colour_of(marks.nominal(lambda span: span.ink)),
        )


def _squares(placed: Sequence[Placed], plane: Plane, heaviest: float) -> Iterator[alt.Chart]:
    squares: list[_Square] = []
    for each in placed:
        estimate = each.row.effect.estimate
        if estimate is not None and plane.scale.holds(estimate):
            squares.append(_square(each, estimate, heaviest))
    if squares:
        marks = Marks(squares)
        square = marks.chart.mark_point(shape="square", filled=True, opacity=1, color=DRUG.light)
        yield square.encode(
            x=plane.x(marks.quantity(lambda square: square.estimate)),
            y=pixels(marks.quantity(lambda square: square.at_row)),
            size=alt.Size(marks.quantity(lambda square: square.size), scale=None),
            tooltip=[
                alt.Tooltip(marks.nominal(lambda square: square.study), title="study"),
                alt.Tooltip(
                    marks.nominal(lambda square: square.printed), title="estimate (95 % interval)"
                ),
                alt.Tooltip(marks.nominal(lambda square: square.weighs), title="weight"),
            ],
        )


def _square(placed: Placed, estimate: float, heaviest: float) -> _Square:
    weight = placed.row.weight
    side = PLAIN
    if heaviest:
        side = max(SMALLEST, LARGEST * math.sqrt((weight or 0.0) / heaviest))
    return _Square(
        estimate=estimate,
        at_row=placed.at_row,
        size=side**2,
        study=placed.row.name,
        printed=placed.row.effect.printed,
        weighs=weight_words(weight) or "not averaged",
    )


def weight_words(weight: float | None) -> str:
    """Return a weight as it is printed; nothing where there is none.

    >>> weight_words(10.337), weight_words(100.0), weight_words(None)
    ('10.3%', '100%', '')
    """
    if weight is None:
        return ""
    return "100%" if math.isclose(weight, 100) else f"{weight:.1f}%"


def _diamonds(placed: Sequence[Placed], plane: Plane) -> Iterator[alt.Chart]:
    """Yield diamonds without an outline, which would make them wider than their intervals."""
    edges: list[_Edge] = []
    for number, each in enumerate(placed):
        edges += _edges(each, number, plane)
    if edges:
        marks = Marks(edges)
        yield marks.chart.mark_area(opacity=1, line=False).encode(
            x=plane.x(marks.quantity(lambda edge: edge.value)),
            y=pixels(marks.quantity(lambda edge: edge.top)),
            y2=marks.quantity(lambda edge: edge.bottom),
            detail=marks.nominal(lambda edge: edge.row),
            color=colour_of(marks.nominal(lambda edge: edge.ink)),
        )


def _edges(placed: Placed, number: int, plane: Plane) -> Iterator[_Edge]:
    """Yield a diamond from end to end, highest at the estimate; cut where the scale ends."""
    low, high = _ends(placed.row.effect)
    middle = placed.row.effect.estimate
    scale, tall = plane.scale, _TALL_PART if placed.kind == "part" else _TALL
    if middle is None or not scale.holds(middle):
        return
    for value in dict.fromkeys((scale.within(low), middle, scale.within(high))):
        half = tall * _height(value, middle, low if value < middle else high, plane)
        top, bottom = placed.at_row - half, placed.at_row + half
        yield _Edge(value=value, top=top, bottom=bottom, row=number, ink=_ink(placed))


def _height(value: float, middle: float, end: float, plane: Plane) -> float:
    """Return how high a diamond is at a value, as a part of its height at the estimate."""
    if value == middle:
        return 1.0
    if plane.ratio and end <= 0:
        # From an end at 0 the edge comes in level with the axis.
        return 1.0
    at, peak, tip = map(plane.steady, (value, middle, end))
    return (tip - at) / (tip - peak)


def _caps(placed: Sequence[Placed], plane: Plane) -> Iterator[alt.Chart]:
    caps: list[_Line] = []
    for each in placed:
        top, bottom = each.at_row - _CAP, each.at_row + _CAP
        ends = [end for end in _ends(each.row.effect) if plane.scale.holds(end)]
        caps += [_Line(value=end, top=top, bottom=bottom) for end in ends]
    yield from _lines_down(caps, plane, color=DRUG.light, strokeWidth=2)


def _arrows(placed: Sequence[Placed], plane: Plane) -> Iterator[alt.Chart]:
    """Yield a head at each end of the scale that an interval goes past."""
    arrows: list[_Arrow] = []
    for each in placed:
        low, high = _ends(each.row.effect)
        if low < plane.scale.low:
            arrows.append(_arrow(each, plane.scale.low, _TO_LEFT))
        if high > plane.scale.high:
            arrows.append(_arrow(each, plane.scale.high, _TO_RIGHT))
    if arrows:
        marks = Marks(arrows)
        yield marks.chart.mark_point(size=_ARROW_SIZE, filled=True, opacity=1).encode(
            x=plane.x(marks.quantity(lambda arrow: arrow.value)),
            y=pixels(marks.quantity(lambda arrow: arrow.at_row)),
            color=colour_of(marks.nominal(lambda arrow: arrow.ink)),
            shape=shape_of(marks.nominal(lambda arrow: arrow.shape)),
        )


def _arrow(placed: Placed, end: float, shape: str) -> _Arrow:
    return _Arrow(value=end, at_row=placed.at_row, ink=_ink(placed), shape=shape)
