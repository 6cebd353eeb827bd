"""Shares of people with their intervals: one row a result, the count printed beside it, never a bar."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import PLOT_WIDTH, Chart, data, finish, height_of, keys, row_axis
from generator.charts.theme import PAPER, colour, shape
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


def draw_proportions(rows: Sequence[Proportion], *, title: str, description: str, axis: str) -> Chart:
    """Return shares as points with 95 % Wilson intervals, in the order given; groups on a control are hollow."""
    labels = keys((row.label, row.group) for row in rows)
    table = data([_row(row, label) for row, label in zip(rows, labels, strict=True)])
    y = row_axis(labels)
    x = alt.X(
        "share:Q", title=axis, scale=alt.Scale(domain=[0, 100], nice=False), axis=alt.Axis(values=[0, 25, 50, 75, 100])
    )
    tooltip = [
        alt.Tooltip("name:N", title="result"),
        alt.Tooltip("printed:N", title="reported"),
        alt.Tooltip("interval:N", title="95 % interval"),
    ]
    plain = alt.Chart(table)
    ink = alt.Color("colour:N", scale=None)
    rule = (
        plain.mark_rule(strokeWidth=2.5).encode(y=y, x=x, x2="high:Q", color=ink).transform_calculate(share="datum.low")
    )
    point = plain.mark_point(size=130, strokeWidth=2.5, opacity=1).encode(
        y=y,
        x=x,
        color=ink,
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        tooltip=tooltip,
    )
    words = plain.mark_text(align="left", baseline="middle").encode(y=y, x=alt.value(PLOT_WIDTH + 14), text="printed:N")
    layers = alt.layer(rule, point, words).properties(width=PLOT_WIDTH, height=height_of(labels))
    return finish("proportions", title, description, layers, [row.uncontrolled for row in rows])


def _row(row: Proportion, label: str) -> dict[str, object]:
    low, high = wilson_interval(row.events, row.total)
    ink = colour(None if row.control else row.slot)
    return {
        "key": label,
        "name": ", ".join(filter(None, (row.label, row.group))),
        "printed": row.printed,
        "share": 100 * row.events / row.total,
        "low": 100 * low,
        "high": 100 * high,
        "interval": f"{100 * low:.0f} to {100 * high:.0f} %",
        "colour": ink,
        "fill": PAPER.light if row.control else ink,
        "shape": shape(row.slot),
    }
