"""A table is a value: columns, rows, caption; written as HTML that reads well without scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.html.element import Child, small, tag, together
from generator.html.escape import Safe
from generator.html.menu import menu

# What rows are filtered by besides their cells; the filters of the screening page name them so.
Facet = Literal["found-by", "month", "reason"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, whether it sorts (by number), whether readers may filter by it."""

    name: str
    number: bool = False
    facet: bool = False
    sorts: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, the text it sorts by, and the values it is filtered by.

    A cell that `differs` from the one beside it is shaded; words beside it say so too.
    """

    content: Child
    sort: str | None = None
    facets: tuple[str, ...] | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, the first of which names it; `id` is its permanent address.

    `facets` are further values the row is filtered by.
    """

    cells: tuple[Cell | Child, ...]
    id: str | None = None
    facets: Mapping[Facet, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Band:
    """A row across the whole table that names the rows below it."""

    content: Child


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption; `name` is unique on a page, `key` says how the rows are ordered.

    `shows` says how many studies and people the table shows. `how` is a link to what says how it
    was read or computed; the numbers of a picture have none, since the picture has the menu.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    shows: Child
    key: str
    rows: Sequence[Row | Band] = field(default_factory=tuple)
    how: Safe | None = None
    sortable: bool = False
    filterable: bool = False
    searchable: bool = False


def render_table(table: Table) -> Safe:
    """Return the table as one line of HTML, with a filter before it if it has one."""
    parts = [_filter(table)] if table.filterable else []
    parts.append(scroll_box(_grid(table), f"_caption-{table.name}"))
    if table.how:
        parts.append(menu(f"_table-{table.name}", table.caption, table.how))
    return Safe("\n\n").join(parts)


def render_if_filled(table: Table) -> Safe | None:
    """Return the table as HTML; None where it has no rows."""
    return render_table(table) if table.rows else None


def about(shows: Child, key: str) -> Safe:
    """Return the small print of a caption: how much is shown, and in which order."""
    return small(Safe(" "), together((shows, key), ". "))


def scroll_box(grid: Safe, caption_id: str) -> Safe:
    """Return a table in a box that scrolls sideways, by keyboard too, on a narrow screen."""
    # A box that can be focused is one that can be scrolled by keyboard.
    return tag(
        "div", grid, class_="ev-scroll", role="region", tabindex="0", aria_labelledby=caption_id
    )


def _grid(table: Table) -> Safe:
    # On a narrow screen the style sheet stacks cells as blocks, and browsers then no longer tell
    # that this is a table; the roles say it again.
    rows = [_row(row, table.columns) for row in table.rows]
    headings = tag("tr", *(_heading(column) for column in table.columns), role="row")
    caption = (table.caption, about(table.shows, table.key))
    return tag(
        "table",
        tag("caption", *caption, id=f"_caption-{table.name}"),
        tag("thead", headings, role="rowgroup"),
        tag("tbody", *rows, role="rowgroup"),
        id=f"_table-{table.name}",
        class_="ev-grid ev-stack",
        data_ev_table=table.name,
        data_ev_sort=table.sortable,
        # Numbers would fill the search index and bury the pages that explain them.
        data_search_exclude=not table.searchable,
        role="table",
    )


def _filter(table: Table) -> Safe:
    return tag(
        "div",
        class_="ev-filter",
        data_ev_filter=f"#_table-{table.name}",
        data_ev_facets=",".join(column.name for column in table.columns if column.facet),
        hidden=True,
    )


def _heading(column: Column) -> Safe:
    return tag(
        "th",
        column.name,
        scope="col",
        role="columnheader",
        data_facet=column.name if column.facet else None,
        data_sort_method=_sort_method(column),
    )


def _sort_method(column: Column) -> str | None:
    # In the words of tablesort, the script that sorts.
    if column.number:
        return "number"
    return None if column.sorts else "none"


def _row(row: Row | Band, columns: Sequence[Column]) -> Safe:
    if isinstance(row, Band):
        return _band(row, len(columns))
    cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row.cells]
    head, *rest = zip(cells, columns, strict=True)
    facets = {f"data_ev_facet_{name}": value for name, value in row.facets.items()}
    others = (_cell(cell, column) for cell, column in rest)
    return tag("tr", _row_heading(head[0]), *others, id=row.id, role="row", **facets)


def _band(band: Band, width: int) -> Safe:
    across = tag("th", band.content, scope="rowgroup", role="rowheader", colspan=str(width))
    return tag("tr", across, class_="ev-band", role="row")


def _row_heading(cell: Cell) -> Safe:
    return tag("th", cell.content, scope="row", role="rowheader", **_sorted_and_filtered(cell))


def _cell(cell: Cell, column: Column) -> Safe:
    sorted_and_filtered = _sorted_and_filtered(cell)
    return tag(
        "td",
        cell.content,
        role="cell",
        data_label=column.name,
        data_ev_differs=cell.differs,
        **sorted_and_filtered,
    )


def _sorted_and_filtered(cell: Cell) -> dict[str, str | None]:
    # The script that filters parts several values at the bar.
    facet = None if cell.facets is None else "|".join(cell.facets)
    return {"data_sort": cell.sort, "data_facet_value": facet}
