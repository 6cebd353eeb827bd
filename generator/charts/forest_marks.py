"""The marks of a forest plot: intervals, points, arrows at the ends of the scale."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import altair as alt

from generator.charts.forest_row import ForestRow
from generator.charts.forest_scale import Scale
from generator.charts.marks import Marks, colour_of, fill_of, shape_of
from generator.charts.stack import Stack
from generator.charts.theme import PAPER, colour, shape

# The area of a point: the same for all, as nothing is averaged here.
_POINT = 130.0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrow:
    at: float
    at_row: int
    ink: str
    shape: str


def forest_marks(rows: Sequence[ForestRow], axes: ForestAxes) -> Iterator[alt.Chart]:
    """Yield the intervals, points and arrows of all rows that are drawn."""
    drawn = [(place, row) for place, row in enumerate(rows) if row.drawn]
    intervals = [_interval(row, place, axes) for place, row in drawn]
    yield from _rules(intervals, axes)
    yield from _points([each for each in intervals if each.inside], axes)
    yield from _arrows(intervals, axes)


def _interval(row: ForestRow, place: int, axes: ForestAxes) -> _Interval:
    if row.low is None or row.high is None:
        raise ValueError(f"{row.label} has no interval to draw")
    scale = axes.scale
    middle = row.estimate if row.estimate is not None else (row.low + row.high) / 2
    ink = colour(None if row.control else row.slot)
    return _Interval(
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
    )


def _rules(intervals: Sequence[_Interval], axes: ForestAxes) -> Iterator[alt.Chart]:
    if not intervals:
        return
    marks = Marks(intervals)
    yield marks.chart.mark_rule(strokeWidth=2.5).encode(
        x=axes.x(marks.quantity(lambda interval: interval.at)),
        x2=marks.quantity(lambda interval: interval.to),
        y=axes.y(marks.quantity(lambda interval: interval.at_row)),
        color=colour_of(marks.nominal(lambda interval: interval.ink)),
    )


def _points(intervals: Sequence[_Interval], axes: ForestAxes) -> Iterator[alt.Chart]:
    if not intervals:
        return
    marks = Marks([replace(interval, at=interval.middle) for interval in intervals])
    estimate = marks.nominal(lambda interval: interval.printed)
    yield marks.chart.mark_point(strokeWidth=2.5, opacity=1, size=_POINT).encode(
        x=axes.x(marks.quantity(lambda interval: interval.at)),
        y=axes.y(marks.quantity(lambda interval: interval.at_row)),
        color=colour_of(marks.nominal(lambda interval: interval.ink)),
        fill=fill_of(marks.nominal(lambda interval: interval.fill)),
        shape=shape_of(marks.nominal(lambda interval: interval.shape)),
        tooltip=[
            alt.Tooltip(marks.nominal(lambda interval: interval.label), title="study"),
            alt.Tooltip(estimate, title="estimate (95 % interval)"),
        ],
    )


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
