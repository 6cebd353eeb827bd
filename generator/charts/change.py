"""One measure before and after: from the hollow start to the filled follow-up, on the measure's own scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import altair as alt

from generator.charts.chart import PLOT_WIDTH, Chart, data, finish, height_of, keys, row_axis, wrapped
from generator.charts.theme import PAPER, colour, shape

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


def draw_changes(
    rows: Sequence[Change],
    *,
    title: str,
    description: str,
    axis: str,
    better: Literal["lower", "higher"] | None,
    ends: tuple[Decimal | None, Decimal | None],
) -> Chart:
    """Return before and after as two points joined by an arrow, one row a group, in the order given.

    The axis runs over the scale where its ends are known, and says which direction is better.
    """
    labels = keys((row.label, row.group) for row in rows)
    table = data([_row(row, label) for row, label in zip(rows, labels, strict=True)])
    y, x = row_axis(labels), alt.X("at:Q", title=_axis(axis, better), scale=_scale(rows, *ends))
    plain, ink = alt.Chart(table), alt.Color("colour:N", scale=None)
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

    def whisker(name: str) -> alt.Chart:
        known = plain.transform_filter(f"isValid(datum.{name}_low)").transform_calculate(at=f"datum.{name}_low")
        chart: alt.Chart = known.mark_rule(strokeWidth=1.5, opacity=0.55).encode(
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
        layers = [whisker("before"), whisker("after"), *layers]
    words = plain.mark_text(align="left", baseline="middle", lineBreak="\n").encode(
        y=y, x=alt.value(PLOT_WIDTH + 14), text="words:N"
    )
    whole = alt.layer(*layers, words).properties(width=PLOT_WIDTH, height=max(height_of(labels), 62 * len(rows)))
    return finish("change", title, description, whole, [row.uncontrolled for row in rows])


def _axis(axis: str, better: str | None) -> list[str]:
    return [*wrapped(axis, 60), *filter(None, (_DIRECTION[better],))]


def _scale(rows: Sequence[Change], low: Decimal | None, high: Decimal | None) -> alt.Scale:
    """Return the scale from its lowest to its highest value; where that is not known, from 0 or the data."""
    seen = [
        value
        for row in rows
        for value in (row.before, row.after, *(row.spread_before or ()), *(row.spread_after or ()))
    ]
    start = min([0.0 if low is None else float(low), *seen])
    end = max(seen) if high is None else max(float(high), *seen)
    return alt.Scale(domain=[start, end], nice=high is None, zero=False)


def _row(row: Change, label: str) -> dict[str, object]:
    values: dict[str, object] = {
        "key": label,
        "name": ", ".join(filter(None, (row.label, row.group))),
        "printed": row.printed,
        "words": "\n".join(wrapped(row.printed, 24)),
        "before": row.before,
        "after": row.after,
        "colour": colour(row.slot),
        "paper": PAPER.light,
        "shape": shape(row.slot),
    }
    for name, spread in (("before", row.spread_before), ("after", row.spread_after)):
        values[f"{name}_low"], values[f"{name}_high"] = spread or (None, None)
    return values
