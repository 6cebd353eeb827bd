"""The marks of a forest plot: intervals, points, diamonds, arrows at the ends of the scale."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import altair as alt

from generator.charts.forest_row import ForestRow
from generator.charts.forest_scale import Scale
from generator.charts.marks import Marks, colour_of, fill_of, shape_of
from generator.charts.stack import Stack
from generator.charts.theme import INK, PAPER, colour, shape

# Half the height of a diamond, in pixels.
_DIAMOND = 7
# The area of a point: of the lightest and the heaviest study, and where no weights are known.
_SMALLEST, _LARGEST, _PLAIN = 40.0, 180.0, 130.0
_DASHES = {"study": [1, 0], "prediction": [5, 4]}


@dataclass(frozen=True, slots=True)
class ForestAxes:
    """The axes that all layers of a forest plot share; each is made for a field of a layer."""

    scale: Scale
    stack: Stack
    x: Callable[[str], alt.X]

    def y(self, field: str) -> alt.Y:
        """Return the axis from the top down for a field of pixels."""
        return self.stack.axis(field)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Interval:
    """An interval as far as it lies on the scale; `before` and `after` say where it goes on."""

    row: int
    kind: str
    label: str
    printed: str
    at: float
    to: float
    middle: float
    inside: bool
    before: bool
    after: bool
    at_row: int
    ink: str
    fill: str
    shape: str
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corner:
    at: float
    at_row: int
    corner: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrow:
    at: float
    at_row: int
    ink: str
    shape: str


def forest_marks(rows: Sequence[ForestRow], axes: ForestAxes) -> Iterator[alt.Chart]:
    """Yield the intervals, points, diamonds and arrows of all rows that are drawn."""
    drawn = [(place, row) for place, row in enumerate(rows) if row.drawn]
    heaviest = max((row.weight or 0.0 for _, row in drawn), default=0.0)
    intervals = [_interval(row, place, axes, heaviest) for place, row in drawn]
    for kind, dash in _DASHES.items():
        yield from _rules([each for each in intervals if each.kind == kind], axes, dash)
    yield from _points([each for each in intervals if each.kind == "study" and each.inside], axes)
    yield from _diamonds([each for each in intervals if each.kind == "pooled"], axes)
    yield from _arrows(intervals, axes)


def _interval(row: ForestRow, place: int, axes: ForestAxes, heaviest: float) -> _Interval:
    if row.low is None or row.high is None:
        raise ValueError(f"{row.label} has no interval to draw")
    scale = axes.scale
    middle = row.estimate if row.estimate is not None else (row.low + row.high) / 2
    ink = _ink(row)
    return _Interval(
        row=place,
        kind=row.kind,
        label=row.label,
        printed=row.printed,
        at=scale.within(row.low),
        to=scale.within(row.high),
        middle=scale.within(middle),
        inside=row.estimate is not None and scale.holds(row.estimate),
        before=row.low < scale.low,
        after=row.high > scale.high,
        at_row=axes.stack.places[place].at_row,
        ink=ink,
        fill=PAPER.light if row.control else ink,
        shape=shape(row.slot),
        size=_size(row, heaviest),
    )


def _ink(row: ForestRow) -> str:
    if row.kind in {"pooled", "prediction"}:
        return INK.light
    return colour(None if row.control else row.slot)


def _size(row: ForestRow, heaviest: float) -> float:
    if not heaviest:
        return _PLAIN
    return _SMALLEST + (_LARGEST - _SMALLEST) * ((row.weight or 0.0) / heaviest)


def _rules(
    intervals: Sequence[_Interval], axes: ForestAxes, dash: Sequence[int]
) -> Iterator[alt.Chart]:
    if not intervals:
        return
    marks = Marks(intervals)
    yield marks.chart.mark_rule(strokeWidth=2.5, strokeDash=dash).encode(
        x=axes.x(marks.quantity(lambda interval: interval.at)),
        x2=marks.quantity(lambda interval: interval.to),
        y=axes.y(marks.quantity(lambda interval: interval.at_row)),
        color=colour_of(marks.nominal(lambda interval: interval.ink)),
    )


def _points(intervals: Sequence[_Interval], axes: ForestAxes) -> Iterator[alt.Chart]:
    if not intervals:
        return
    marks = Marks([replace(interval, at=interval.middle) for interval in intervals])
    size = marks.quantity(lambda interval: interval.size)
    estimate = marks.nominal(lambda interval: interval.printed)
    yield marks.chart.mark_point(strokeWidth=2.5, opacity=1).encode(
        x=axes.x(marks.quantity(lambda interval: interval.at)),
        y=axes.y(marks.quantity(lambda interval: interval.at_row)),
        color=colour_of(marks.nominal(lambda interval: interval.ink)),
        fill=fill_of(marks.nominal(lambda interval: interval.fill)),
        shape=shape_of(marks.nominal(lambda interval: interval.shape)),
        size=alt.Size(size, scale=None),
        tooltip=[
            alt.Tooltip(marks.nominal(lambda interval: interval.label), title="study"),
            alt.Tooltip(estimate, title="estimate (95 % interval)"),
        ],
    )


def _diamonds(intervals: Sequence[_Interval], axes: ForestAxes) -> Iterator[alt.Chart]:
    if not intervals:
        return
    corners: list[_Corner] = []
    for interval in intervals:
        corners += _corners(interval)
    marks = Marks(corners)
    diamond = marks.chart.mark_line(interpolate="linear-closed", fill=INK.light, stroke=INK.light)
    yield diamond.encode(
        x=axes.x(marks.quantity(lambda corner: corner.at)),
        y=axes.y(marks.quantity(lambda corner: corner.at_row)),
        order=marks.ordinal(lambda corner: corner.corner),
        detail=marks.nominal(lambda corner: corner.row),
    )


def _corners(interval: _Interval) -> Iterator[_Corner]:
    """Yield the corners of a diamond: as wide as its interval, highest at the estimate."""
    corners = (
        (interval.at, 0),
        (interval.middle, -_DIAMOND),
        (interval.to, 0),
        (interval.middle, _DIAMOND),
    )
    for corner, (across, below) in enumerate(corners):
        height = interval.at_row + below
        yield _Corner(at=across, at_row=height, corner=corner, row=interval.row)


def _arrows(intervals: Sequence[_Interval], axes: ForestAxes) -> Iterator[alt.Chart]:
    """Yield a triangle at each end of the scale that an interval goes past."""
    arrows: list[_Arrow] = []
    for interval in intervals:
        if interval.before:
            arrows.append(_arrow(interval, interval.at, "triangle-left"))
        if interval.after:
            arrows.append(_arrow(interval, interval.to, "triangle-right"))
    if arrows:
        marks = Marks(arrows)
        yield marks.chart.mark_point(size=90, filled=True, opacity=1).encode(
            x=axes.x(marks.quantity(lambda arrow: arrow.at)),
            y=axes.y(marks.quantity(lambda arrow: arrow.at_row)),
            color=colour_of(marks.nominal(lambda arrow: arrow.ink)),
            shape=shape_of(marks.nominal(lambda arrow: arrow.shape)),
        )


def _arrow(interval: _Interval, end: float, sign: str) -> _Arrow:
    return _Arrow(at=end, at_row=interval.at_row, ink=interval.ink, shape=sign)
