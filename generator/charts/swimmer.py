"""One lane a patient, as long as the patient was observed, under the words of what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import Chart, data, finish, stacked, wrapped
from generator.charts.theme import WIDTH, colour, shape

_LANE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """How long one patient was observed, in months and as printed, and what was seen."""

    patient: str
    months: float
    printed: str
    seen: str
    slot: int | None
    uncontrolled: bool


def draw_swimmer(lanes: Sequence[Lane], *, title: str, description: str, axis: str) -> Chart:
    """Return the lanes in the order given, from 0 to the end of observation."""
    placed = stacked(
        [f"{lane.patient}, {lane.printed}{f': {lane.seen}' if lane.seen else ''}" for lane in lanes]
    )
    plain = alt.Chart(
        data([{**_row(lane), **placed.places(place)} for place, lane in enumerate(lanes)])
    )
    x = alt.X(
        "months:Q",
        title=wrapped(axis),
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(tickCount=5),
    )
    ink = alt.Color("colour:N", scale=None)
    tooltip = [
        alt.Tooltip("patient:N"),
        alt.Tooltip("printed:N", title="observed for"),
        alt.Tooltip("seen:N", title="seen"),
    ]
    lane = plain.mark_bar(height=_LANE, opacity=0.75).encode(
        y=placed.axis, x=x, x2="start:Q", color=ink
    )
    end = plain.mark_point(filled=True, size=110, opacity=1).encode(
        y=placed.axis, x=x, color=ink, shape=alt.Shape("shape:N", scale=None), tooltip=tooltip
    )
    whole = alt.layer(lane, end, placed.labels(plain)).properties(width=WIDTH, height=placed.height)
    return finish("swimmer", title, description, whole, [one.uncontrolled for one in lanes])


def _row(lane: Lane) -> dict[str, object]:
    return {
        "patient": lane.patient,
        "months": lane.months,
        "start": 0,
        "printed": lane.printed,
        "seen": lane.seen,
        "colour": colour(lane.slot),
        "shape": shape(lane.slot),
    }
