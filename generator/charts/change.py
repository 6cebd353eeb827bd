"""One measure before and after: from the hollow start to the filled follow-up, on the measure's own scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, data, finish, stacked, wrapped
from generator.charts.theme import PAPER, WIDTH, colour, shape

_DIRECTION = {"lower": "← lower is better", "higher": "higher is better →", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A measure of one group before and after, with the spread a source prints at either time."""

    label: str
    group: str
    before: float
    after: float
    spread_before: tuple[float, float] | None
    spread_after: tuple[float, float] | None
    printed: str
    slot: int | None
    uncontrolled: bool

    @property
    def name(self) -> str:
        """Return the words of the row."""
        return ", ".join(filter(None, (self.label, self.group)))


def draw_changes(
    rows: Sequence[Change],
    *,
    title: str,
    description: str,
    axis: str,
    better: Literal["lower", "higher"] | None,
    ends: tuple[float | None, float | None],
) -> Chart:
    """Return before and after as two points joined by an arrow, one row a group, in the order given.

    The axis runs over the scale where its ends are known, and says which direction is better.
    """
    placed = stacked([f"{row.printed}: {row.name}" for row in rows])
    plain = alt.Chart(
        data([{**_row(row), **placed.places(place)} for place, row in enumerate(rows)])
    )
    ink = alt.Color("colour:N", scale=None)
    y, x = (
        placed.axis,
        alt.X(
            "at:Q", title=_axis(axis, better), scale=_scale(rows, *ends), axis=alt.Axis(tickCount=5)
        ),
    )
    tooltip = [alt.Tooltip("name:N", title="group"), alt.Tooltip("printed:N", title="reported")]

    def point(name: str, fill: str, size: int) -> alt.Chart:
        mark: alt.Chart = plain.mark_point(size=size, strokeWidth=2.5, opacity=1)
        chart: alt.Chart = mark.transform_calculate(at=f"datum.{name}").encode(
            y=y,
            x=x,
            color=ink,
            fill=alt.Fill(f"{fill}:N", scale=None),
            shape=alt.Shape("shape:N", scale=None),
            tooltip=tooltip,
        )
        return chart

    def whisker(name: str, lift: int) -> alt.Chart:
        known = plain.transform_filter(f"isValid(datum.{name}_low)").transform_calculate(
            at=f"datum.{name}_low"
        )
        chart: alt.Chart = known.mark_rule(strokeWidth=1.5, opacity=0.7, yOffset=lift).encode(
            y=y, x=x, x2=f"{name}_high:Q", color=ink
        )
        return chart

    line = (
        plain.transform_calculate(at="datum.before")
        .mark_rule(strokeWidth=2.5)
        .encode(y=y, x=x, x2="after:Q", color=ink)
    )
    layers = [line, point("before", "paper", 110), point("after", "colour", 130)]
    if any(row.spread_before or row.spread_after for row in rows):
        layers = [whisker("before", -9), whisker("after", 9), *layers]
    whole = alt.layer(*layers, placed.labels(plain)).properties(width=WIDTH, height=placed.height)
    return finish("change", title, description, whole, [row.uncontrolled for row in rows])


def _axis(axis: str, better: str | None) -> list[str]:
    return [*wrapped(axis), *filter(None, (_DIRECTION[better],))]


def _scale(rows: Sequence[Change], low: float | None, high: float | None) -> alt.Scale:
    """Return the scale from its lowest to its highest value; where that is not known, from 0 or the data."""
    seen = [
        value
        for row in rows
        for value in (row.before, row.after, *(row.spread_before or ()), *(row.spread_after or ()))
    ]
    start = min([0.0 if low is None else low, *seen])
    end = max(seen) if high is None else max(high, *seen)
    return alt.Scale(domain=[start, end], nice=high is None, zero=False)


def _row(row: Change) -> dict[str, object]:
    values: dict[str, object] = {
        "name": row.name,
        "printed": row.printed,
        "before": row.before,
        "after": row.after,
        "colour": colour(row.slot),
        "paper": PAPER.light,
        "shape": shape(row.slot),
    }
    for name, spread in (("before", row.spread_before), ("after", row.spread_after)):
        values[f"{name}_low"], values[f"{name}_high"] = spread or (None, None)
    return values
