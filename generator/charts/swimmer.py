"""One lane a patient, as long as the patient was observed, under the words of what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import Chart, finish, wrapped
from generator.charts.marks import Marks, colour_of, shape_of
from generator.charts.stack import Place, stacked
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

    @property
    def words(self) -> str:
        """Return the words above the lane."""
        return f"{self.patient}, {self.printed}{f': {self.seen}' if self.seen else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    place: Place
    patient: str
    months: float
    start: int = 0
    printed: str
    seen: str
    colour: str
    shape: str


def draw_swimmer(lanes: Sequence[Lane], *, title: str, description: str, axis: str) -> Chart:
    """Return the lanes in the order given, from 0 to the end of observation."""
    stack = stacked([lane.words for lane in lanes])
    marks = Marks([_mark(lane, place) for lane, place in zip(lanes, stack.places, strict=True)])
    x = alt.X(
        marks.quantity(lambda mark: mark.months),
        title=wrapped(axis),
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(tickCount=5),
    )
    y = stack.axis(marks.quantity(lambda mark: mark.place.at_row))
    ink = colour_of(marks.nominal(lambda mark: mark.colour))
    lane = marks.chart.mark_bar(height=_LANE, opacity=0.75).encode(
        y=y, x=x, x2=marks.quantity(lambda mark: mark.start), color=ink
    )
    end = marks.chart.mark_point(filled=True, size=110, opacity=1).encode(
        y=y,
        x=x,
        color=ink,
        shape=shape_of(marks.nominal(lambda mark: mark.shape)),
        tooltip=[
            alt.Tooltip(marks.nominal(lambda mark: mark.patient)),
            alt.Tooltip(marks.nominal(lambda mark: mark.printed), title="observed for"),
            alt.Tooltip(marks.nominal(lambda mark: mark.seen), title="seen"),
        ],
    )
    layers = alt.layer(lane, end, stack.labels(marks))
    whole = layers.properties(width=WIDTH, height=stack.height)
    return finish("swimmer", title, description, whole, [lane.uncontrolled for lane in lanes])


def _mark(lane: Lane, place: Place) -> _Mark:
    return _Mark(
        place=place,
        patient=lane.patient,
        months=lane.months,
        printed=lane.printed,
        seen=lane.seen,
        colour=colour(lane.slot),
        shape=shape(lane.slot),
    )
