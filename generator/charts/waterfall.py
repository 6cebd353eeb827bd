"""The change of each patient from the first to the last value, sorted: one measure, one unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, finish, wrapped
from generator.charts.marks import Marks, colour_of
from generator.charts.stack import Place, Stack, stacked
from generator.charts.theme import INK, QUIET, WIDTH, colour

_DIRECTION = {
    "lower": "← lower is better",
    "higher": "higher is better →",
    None: "no direction is called better",
}
_BAR, _ZERO = 12, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientChange:
    """The change of one patient; `printed` are the two values as the source has them."""

    patient: str
    difference: float
    printed: str
    slot: int | None
    uncontrolled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A threshold across a picture: where it stands, and its letter in the caption."""

    at: float
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    place: Place
    patient: str
    printed: str
    change: float
    none: int = 0
    colour: str


def draw_waterfall(
    rows: Sequence[PatientChange],
    *,
    title: str,
    description: str,
    axis: str,
    better: Literal["lower", "higher"] | None,
    lines: Sequence[Line] = (),
) -> Chart:
    """Return one bar a patient from no change to its change, in the order given."""
    stack = stacked([f"{row.patient}: {row.printed}" for row in rows])
    marks = Marks([_bar(row, place) for row, place in zip(rows, stack.places, strict=True)])
    ends = [0.0, *(row.difference for row in rows), *(line.at for line in lines)]
    scale = alt.Scale(domain=[min(ends), max(ends)], nice=True)
    x = alt.X(
        marks.quantity(lambda bar: bar.change),
        title=[*wrapped(axis), _DIRECTION[better]],
        scale=scale,
        axis=alt.Axis(tickCount=5),
    )
    layers = alt.layer(*_rules(lines, scale), *_layers(marks, x, stack), stack.labels(marks))
    whole = layers.properties(width=WIDTH, height=stack.height)
    return finish("waterfall", title, description, whole, [row.uncontrolled for row in rows])


def _layers(marks: Marks[_Bar], x: alt.X, stack: Stack) -> list[alt.Chart]:
    y = stack.axis(marks.quantity(lambda bar: bar.place.at_row))
    ink = colour_of(marks.nominal(lambda bar: bar.colour))
    no_change = marks.quantity(lambda bar: bar.none)
    tooltip = [
        alt.Tooltip(marks.nominal(lambda bar: bar.patient)),
        alt.Tooltip(marks.nominal(lambda bar: bar.printed), title="values and change"),
    ]
    bar = marks.chart.mark_bar(height=_BAR).encode(
        y=y, x=x, x2=no_change, color=ink, tooltip=tooltip
    )
    # A change of nothing has no length; the point is seen all the same.
    point = marks.chart.mark_point(filled=True, size=40, opacity=1).encode(
        y=y, x=x, color=ink, tooltip=tooltip
    )
    # Short, so that no line crosses the words above a bar.
    zero = marks.chart.mark_tick(
        color=INK.light, orient="vertical", size=_ZERO, thickness=2
    ).encode(y=y, x=alt.X(no_change))
    return [bar, point, zero]


def _rules(lines: Sequence[Line], scale: alt.Scale) -> list[alt.Chart]:
    """Return thresholds as dashed lines down the picture, each with its letter at the top."""
    if not lines:
        return []
    marks = Marks(lines)
    x = alt.X(marks.quantity(lambda line: line.at), scale=scale)
    rule = marks.chart.mark_rule(strokeDash=[4, 4], color=QUIET.light).encode(x=x)
    name = marks.chart.mark_text(baseline="bottom", dy=-4).encode(
        x=x, y=alt.value(0), text=marks.nominal(lambda line: line.letter)
    )
    return [rule, name]


def _bar(row: PatientChange, place: Place) -> _Bar:
    return _Bar(
        place=place,
        patient=row.patient,
        printed=row.printed,
        change=row.difference,
        colour=colour(row.slot),
    )
