"""Shares of people with their intervals: a row a result, the count printed beside it, no bar."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import Chart, finish, wrapped
from generator.charts.marks import Marks, colour_of, fill_of, shape_of
from generator.charts.stack import Place, stacked
from generator.charts.theme import PAPER, WIDTH, colour, shape
from generator.statistics.proportion import wilson_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """One share: events out of a total, as printed, and whether the group took a control."""

    label: str
    group: str
    events: int
    total: int
    printed: str
    slot: int | None
    control: bool = False
    uncontrolled: bool = False

    @property
    def name(self) -> str:
        """Return the words of the row."""
        return ", ".join(filter(None, (self.label, self.group)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    place: Place
    name: str
    printed: str
    share: float
    low: float
    high: float
    interval: str
    colour: str
    fill: str
    shape: str


def draw_proportions(
    rows: Sequence[Proportion],
    *,
    title: str,
    description: str,
    axis: str,
    earlier_groups: bool = False,
) -> Chart:
    """Return shares as points with 95 % Wilson intervals, in the order given; controls hollow."""
    stack = stacked([f"{row.printed}: {row.name}" for row in rows])
    marks = Marks([_mark(row, place) for row, place in zip(rows, stack.places, strict=True)])
    share = marks.field(lambda mark: mark.share)
    x = alt.X(
        marks.quantity(lambda mark: mark.share),
        title=wrapped(axis),
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    y = stack.axis(marks.quantity(lambda mark: mark.place.at_row))
    ink = colour_of(marks.nominal(lambda mark: mark.colour))
    rule = (
        marks.chart.mark_rule(strokeWidth=2.5)
        .encode(y=y, x=x, x2=marks.quantity(lambda mark: mark.high), color=ink)
        .transform_calculate(**{share: marks.datum(lambda mark: mark.low)})
    )
    point = marks.chart.mark_point(size=130, strokeWidth=2.5, opacity=1).encode(
        y=y,
        x=x,
        color=ink,
        fill=fill_of(marks.nominal(lambda mark: mark.fill)),
        shape=shape_of(marks.nominal(lambda mark: mark.shape)),
        tooltip=[
            alt.Tooltip(marks.nominal(lambda mark: mark.name), title="result"),
            alt.Tooltip(marks.nominal(lambda mark: mark.printed), title="reported"),
            alt.Tooltip(marks.nominal(lambda mark: mark.interval), title="95 % interval"),
        ],
    )
    layers = alt.layer(rule, point, stack.labels(marks))
    whole = layers.properties(width=WIDTH, height=stack.height)
    alone = [row.uncontrolled for row in rows]
    return finish("proportions", title, description, whole, alone, earlier_groups=earlier_groups)


def _mark(row: Proportion, place: Place) -> _Mark:
    low, high = wilson_interval(row.events, row.total)
    ink = colour(None if row.control else row.slot)
    return _Mark(
        place=place,
        name=row.name,
        printed=row.printed,
        share=100 * row.events / row.total,
        low=100 * low,
        high=100 * high,
        interval=f"{100 * low:.0f} to {100 * high:.0f} %",
        colour=ink,
        fill=PAPER.light if row.control else ink,
        shape=shape(row.slot),
    )
