"""Where there is evidence and where there is none: a grid of groups by drugs, people as area."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, data, finish, wrapped
from generator.charts.theme import GRID, PAPER, QUIET, colour

_CELL_WIDTH, _CELL_HEIGHT = 100, 92
_LARGEST = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was found for one row and column: studies, people, and whether any study compares groups."""

    row: str
    column: str
    studies: int
    patients: int
    unknown: int
    controlled: bool
    slot: int | None


def draw_map(
    cells: Sequence[Cell], *, rows: Sequence[str], columns: Sequence[str], title: str, description: str
) -> Chart:
    """Return the grid in the order given; filled where groups were compared, hollow where not, a dash for a gap."""
    row_names = {name: "\n".join(wrapped(name, 26)) for name in rows}
    column_names = _level({name: wrapped(name, 12) for name in columns})
    found = {(cell.row, cell.column): cell for cell in cells}
    table = [_row(found.get((row, column)), row_names[row], column_names[column]) for row in rows for column in columns]
    largest = max(cell.patients for cell in cells) or 1
    y = alt.Y("row:N", sort=list(row_names.values()), axis=_axis("left", 10))
    x = alt.X(
        "column:N",
        sort=list(column_names.values()),
        axis=_axis("top", 10 + 17 * max(name.count("\n") for name in column_names.values())),
    )
    plain = alt.Chart(data(table))
    tooltip = [
        alt.Tooltip("row:N", title="people"),
        alt.Tooltip("column:N", title="drug"),
        alt.Tooltip("words:N", title="found"),
    ]
    ground = plain.mark_rect(color="transparent", stroke=GRID.light, strokeWidth=1).encode(x=x, y=y, tooltip=tooltip)
    bubble = (
        plain.transform_filter("datum.patients > 0")
        .mark_point(strokeWidth=2.5, opacity=1, yOffset=-16)
        .encode(
            x=x,
            y=y,
            size=alt.Size(
                "patients:Q", scale=alt.Scale(type="linear", domain=[0, largest], range=[20, _LARGEST]), legend=None
            ),
            color=alt.Color("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=tooltip,
        )
    )
    words = plain.mark_text(baseline="top", lineBreak="\n", fontSize=13, dy=12).encode(x=x, y=y, text="words:N")
    layers = alt.layer(ground, bubble, words).properties(
        width=_CELL_WIDTH * len(columns), height=_CELL_HEIGHT * len(rows)
    )
    return finish("map", title, description, layers)


def _level(names: dict[str, list[str]]) -> dict[str, str]:
    """Return labels of equally many lines, so that all end at the same height."""
    most = max(len(lines) for lines in names.values())
    return {name: "\n".join(["\u00a0"] * (most - len(lines)) + lines) for name, lines in names.items()}


def _axis(side: Literal["left", "top"], padding: int) -> alt.Axis:
    return alt.Axis(
        title=None,
        orient=side,
        grid=False,
        domain=False,
        ticks=False,
        labelAngle=0,
        labelLimit=260,
        labelPadding=padding,
        labelExpr="split(datum.label, '\\n')",
    )


def _row(cell: Cell | None, row: str, column: str) -> dict[str, object]:
    if cell is None:
        return {"row": row, "column": column, "patients": 0, "words": "–", "colour": QUIET.light, "fill": PAPER.light}
    more = "+" if cell.unknown else ""
    people = f"{cell.patients}{more} people" if cell.patients else "size unknown"
    studies = f"{cell.studies} {'study' if cell.studies == 1 else 'studies'}"
    ink = colour(cell.slot)
    return {
        "row": row,
        "column": column,
        "patients": cell.patients,
        "words": f"{people}\n{studies}",
        "colour": ink,
        "fill": ink if cell.controlled else PAPER.light,
    }
