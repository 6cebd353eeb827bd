"""Studies, one row each: a forest plot that fits a phone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, finish, wrapped
from generator.charts.forest_cells import appraisal_signs, cells_for
from generator.charts.forest_marks import ForestAxes, forest_marks
from generator.charts.forest_row import Axis, Band, ForestRow
from generator.charts.forest_scale import Scale, scale_of
from generator.charts.marks import Marks
from generator.charts.stack import ABOVE, BELOW, Place, Stack, stacked
from generator.charts.theme import GRID, NO_DRUG, WIDTH

# Letters to a line of the axis title, which is set closer than the labels.
_TITLE_WIDTH = 46


@dataclass(frozen=True, slots=True)
class _Label:
    place: Place


@dataclass(frozen=True, slots=True)
class _Shade:
    at: float
    to: float
    at_row: int
    bottom: int


@dataclass(frozen=True, slots=True)
class _Line:
    at: float
    at_row: int
    bottom: int


@dataclass(frozen=True, slots=True)
class _Nothing:
    at: float


def draw_forest(
    rows: Sequence[ForestRow],
    *,
    title: str,
    description: str,
    axis: Axis,
    band: Band | None = None,
) -> Chart:
    """Return a forest plot of rows in the order given."""
    about_band = [ForestRow(label=f"Shaded: {band.words}")] if band else []
    every = [*about_band, *rows]
    stack, cells, scale = _stacked(every), cells_for(rows), _scale(rows, axis, band)
    axes = ForestAxes(scale, stack, _across(axis, scale, cells.plot_width))
    layers = [*_background(every, axis, band, axes), *forest_marks(every, axes)]
    if not any(row.values for row in rows):
        layers.append(_nothing(axes))
    layers += [*_labels(every, stack), *appraisal_signs(every, cells, stack)]
    whole = alt.layer(*layers).properties(width=WIDTH, height=stack.height)
    uncontrolled = [row.uncontrolled for row in rows if row.drawn]
    return finish("forest", title, description, whole, uncontrolled)


def _stacked(rows: Sequence[ForestRow]) -> Stack:
    """Return the places of rows, with room only for the marks and judgements that there are."""
    return stacked([row.words for row in rows], [row.drawn or bool(row.appraisal) for row in rows])


def _scale(rows: Sequence[ForestRow], axis: Axis, band: Band | None) -> Scale:
    values = list(chain.from_iterable(row.values for row in rows))
    if band:
        values += [band.low, band.high]
    return scale_of(values, axis.ends, axis.null, ratio=axis.ratio)


def _across(axis: Axis, scale: Scale, width: int) -> Callable[[str], alt.X]:
    """Return the axis of estimates, to be made for a field of each layer."""
    # As a number is written: the library's own formats round ticks to the step between them.
    numbers = alt.Axis(
        values=list(axis.ticks or scale.ticks),
        labelExpr="replace('' + datum.value, '-', '−')",
        grid=False,
    )
    kind: Literal["log", "linear"] = "log" if axis.ratio else "linear"
    ends = alt.Scale(type=kind, domain=[scale.low, scale.high], range=[0, width], nice=False)
    title = wrapped(axis.words, _TITLE_WIDTH)
    return partial(alt.X, title=title, scale=ends, axis=numbers)


def _background(
    rows: Sequence[ForestRow], axis: Axis, band: Band | None, axes: ForestAxes
) -> Iterator[alt.Chart]:
    """Yield what lies behind the marks: the band, the lines of the scale, that of no difference."""
    if band:
        yield _band(band, axes)
    places = [place for row, place in zip(rows, axes.stack.places, strict=True) if row.drawn]
    yield _lines(axis.ticks or axes.scale.ticks, places, axes, GRID.light)
    if axis.null is not None and axes.scale.holds(axis.null):
        yield _lines((axis.null,), places, axes, NO_DRUG.light)


def _band(band: Band, axes: ForestAxes) -> alt.Chart:
    low, high = axes.scale.within(band.low), axes.scale.within(band.high)
    marks = Marks([_Shade(low, high, 0, axes.stack.height)])
    chart: alt.Chart = marks.chart.mark_rect(color=GRID.light, opacity=0.55).encode(
        x=axes.x(marks.quantity(lambda shade: shade.at)),
        x2=marks.quantity(lambda shade: shade.to),
        y=axes.y(marks.quantity(lambda shade: shade.at_row)),
        y2=marks.quantity(lambda shade: shade.bottom),
    )
    return chart


def _lines(
    values: Sequence[float], places: Sequence[Place], axes: ForestAxes, ink: str
) -> alt.Chart:
    """Return lines at these values beside each mark; they do not run through words."""
    lines: list[_Line] = []
    for place in places:
        top, bottom = place.at_row - ABOVE + 2, place.at_row + BELOW - 6
        lines += [_Line(value, top, bottom) for value in values]
    marks = Marks(lines or [_Line(value, 0, 0) for value in values[:1]])
    chart: alt.Chart = marks.chart.mark_rule(color=ink, strokeWidth=1.5).encode(
        x=axes.x(marks.quantity(lambda line: line.at)),
        y=axes.y(marks.quantity(lambda line: line.at_row)),
        y2=marks.quantity(lambda line: line.bottom),
    )
    return chart


def _nothing(axes: ForestAxes) -> alt.Chart:
    """Return a layer that draws nothing but the axis, for rows without any estimate."""
    marks = Marks([_Nothing(axes.scale.low)])
    chart: alt.Chart = marks.chart.mark_point(opacity=0).encode(
        x=axes.x(marks.quantity(lambda nothing: nothing.at))
    )
    return chart


def _labels(rows: Sequence[ForestRow], stack: Stack) -> Iterator[alt.Chart]:
    """Yield the words of all rows, those of headings in bold."""
    plain: list[_Label] = []
    bold: list[_Label] = []
    for row, place in zip(rows, stack.places, strict=True):
        (bold if row.kind == "heading" else plain).append(_Label(place))
    if plain:
        yield stack.labels(Marks(plain))
    if bold:
        yield stack.labels(Marks(bold), strong=True)
