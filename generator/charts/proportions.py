"""Shares of people with their intervals: one row a result, the count printed beside it, never a bar."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import Chart, data, finish, stacked, wrapped
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


def draw_proportions(
    rows: Sequence[Proportion],
    *,
    title: str,
    description: str,
    axis: str,
    earlier_groups: bool = False,
) -> Chart:
    """Return shares as points with 95 % Wilson intervals, in the order given; groups on a control are hollow."""
    placed = stacked([f"{row.printed}: {row.name}" for row in rows])
    plain = alt.Chart(
        data([{**_row(row), **placed.places(place)} for place, row in enumerate(rows)])
    )
    x = alt.X(
        "share:Q",
        title=wrapped(axis),
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    tooltip = [
        alt.Tooltip("name:N", title="result"),
        alt.Tooltip("printed:N", title="reported"),
        alt.Tooltip("interval:N", title="95 % interval"),
    ]
    y, ink = placed.axis, alt.Color("colour:N", scale=None)
    rule = (
        plain.mark_rule(strokeWidth=2.5)
        .encode(y=y, x=x, x2="high:Q", color=ink)
        .transform_calculate(share="datum.low")
    )
    point = plain.mark_point(size=130, strokeWidth=2.5, opacity=1).encode(
        y=y,
        x=x,
        color=ink,
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        tooltip=tooltip,
    )
    layers = alt.layer(rule, point, placed.labels(plain)).properties(
        width=WIDTH, height=placed.height
    )
    alone = [row.uncontrolled for row in rows]
    return finish("proportions", title, description, layers, alone, earlier_groups=earlier_groups)


def _row(row: Proportion) -> dict[str, object]:
    low, high = wilson_interval(row.events, row.total)
    ink = colour(None if row.control else row.slot)
    return {
        "name": row.name,
        "printed": row.printed,
        "share": 100 * row.events / row.total,
        "low": 100 * low,
        "high": 100 * high,
        "interval": f"{100 * low:.0f} to {100 * high:.0f} %",
        "colour": ink,
        "fill": PAPER.light if row.control else ink,
        "shape": shape(row.slot),
    }
