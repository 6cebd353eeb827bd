"""The change of each patient from the first to the last value, sorted: one measure, one unit, a line at no change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, data, finish, stacked, wrapped
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
    """A threshold across a picture: where it stands, and the letter by which the caption names it."""

    at: float
    letter: str


def draw_waterfall(
    rows: Sequence[PatientChange],
    *,
    title: str,
    description: str,
    axis: str,
    better: Literal["lower", "higher"] | None,
    lines: Sequence[Line] = (),
) -> Chart:
    """Return one bar a patient from no change to its change, in the order given, thresholds dashed."""
    placed = stacked([f"{row.patient}: {row.printed}" for row in rows])
    plain = alt.Chart(
        data([{**_row(row), **placed.places(place)} for place, row in enumerate(rows)])
    )
    ends = [0.0, *(row.difference for row in rows), *(line.at for line in lines)]
    scale = alt.Scale(domain=[min(ends), max(ends)], nice=True)
    x = alt.X(
        "change:Q",
        title=[*wrapped(axis), _DIRECTION[better]],
        scale=scale,
        axis=alt.Axis(tickCount=5),
    )
    tooltip = [alt.Tooltip("patient:N"), alt.Tooltip("printed:N", title="values and change")]
    bar = plain.mark_bar(height=_BAR).encode(
        y=placed.axis, x=x, x2="none:Q", color=alt.Color("colour:N", scale=None), tooltip=tooltip
    )
    # A change of nothing has no length; the point is seen all the same.
    point = plain.mark_point(filled=True, size=40, opacity=1).encode(
        y=placed.axis, x=x, color=alt.Color("colour:N", scale=None), tooltip=tooltip
    )
    # Short, so that no line crosses the words above a bar.
    zero = plain.mark_tick(color=INK.light, orient="vertical", size=_ZERO, thickness=2).encode(
        y=placed.axis, x=alt.X("none:Q")
    )
    layers = alt.layer(*rules(lines, scale), bar, point, zero, placed.labels(plain))
    whole = layers.properties(width=WIDTH, height=placed.height)
    return finish("waterfall", title, description, whole, [row.uncontrolled for row in rows])


def rules(lines: Sequence[Line], scale: alt.Scale) -> list[alt.Chart]:
    """Return thresholds as dashed lines down the picture, each with its letter at the top."""
    if not lines:
        return []
    plain = alt.Chart(data([{"at": line.at, "letter": line.letter} for line in lines]))
    x = alt.X("at:Q", scale=scale)
    rule = plain.mark_rule(strokeDash=[4, 4], color=QUIET.light).encode(x=x)
    name = plain.mark_text(baseline="bottom", dy=-4).encode(x=x, y=alt.value(0), text="letter:N")
    return [rule, name]


def _row(row: PatientChange) -> dict[str, object]:
    return {
        "patient": row.patient,
        "printed": row.printed,
        "change": row.difference,
        "none": 0,
        "colour": colour(row.slot),
    }
