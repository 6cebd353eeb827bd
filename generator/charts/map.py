"""Where there is evidence and where there is none: a grid of groups by drugs, people as area."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import Chart, data, finish, wrapped
from generator.charts.theme import PAPER, QUIET, colour

_CELL_WIDTH, _CELL_HEIGHT = 96, 84
_LARGEST = 2400


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was found for one row and column: studies, people, and whether any study compares groups."""

    row: str
    column: str
    studies: int
    patients: int
    controlled: bool
    slot: int | None


def draw_map(cells: Sequence[Cell], *, rows: Sequence[str], columns: Sequence[str], title: str, description: str) -> Chart:
    """Return the grid in the order given; filled where groups were compared, hollow where not, a dash for a gap."""
    row_names = {name: "\n".join(wrapped(name, 26)) for name in rows}
    column_names = {name: "\n".join(wrapped(name, 12)) for name in columns}
    found = {(cell.row, cell.column): cell for cell in cells}
    table = [
        _row(found.get((row, column)), row_names[row], column_names[column]) for row in rows for column in columns
    ]
    largest = max(cell.patients for cell in cells) or 1
    y = alt.Y("row:N", sort=list(row_names.values()), axis=_axis("left"))
    x = alt.X("column:N", sort=list(column_names.values()), axis=_axis("top"))
    plain = alt.Chart(data(table))
    tooltip = [alt.Tooltip("row:N", title="people"), alt.Tooltip("column:N", title="drug"), alt.Tooltip("words:N", title="found")]
    bubble = plain.transform_filter("datum.patients > 0").mark_point(strokeWidth=2.5, opacity=1, yOffset=-12).encode(
        x=x, y=y, size=alt.Size("patients:Q", scale=alt.Scale(type="linear", domain=[0, largest], range=[20, _LARGEST]), legend=None),
        color=alt.Color("colour:N", scale=None), fill=alt.Fill("fill:N", scale=None), tooltip=tooltip,
    )  # fmt: skip
    words = plain.mark_text(baseline="top", lineBreak="\n", fontSize=13, dy=16).encode(x=x, y=y, text="words:N")
    layers = alt.layer(bubble, words).properties(width=_CELL_WIDTH * len(columns), height=_CELL_HEIGHT * len(rows))
    return finish("map", title, description, layers)


def _axis(side: str) -> alt.Axis:
    return alt.Axis(
        title=None, orient=side, grid=True, domain=False, ticks=False, labelAngle=0, labelLimit=260, labelPadding=10,
        labelExpr="split(datum.label, '\\n')", bandPosition=0,
    )  # fmt: skip


def _row(cell: Cell | None, row: str, column: str) -> dict[str, object]:
    if cell is None:
        return {"row": row, "column": column, "patients": 0, "words": "–", "colour": QUIET.light, "fill": PAPER.light}
    people = f"{cell.patients} people" if cell.patients else "size unknown"
    studies = f"{cell.studies} {'study' if cell.studies == 1 else 'studies'}"
    ink = colour(cell.slot)
    return {
        "row": row, "column": column, "patients": cell.patients, "words": f"{people}\n{studies}", "colour": ink,
        "fill": ink if cell.controlled else PAPER.light,
    }  # fmt: skip
