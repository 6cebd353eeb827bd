"""A table is a value: columns, rows, caption; written as HTML that reads well without scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.html.element import Child, tag, together
from generator.html.escape import Safe
from generator.html.menu import menu


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, whether it sorts (by number), whether readers may filter by it."""

    name: str
    number: bool = False
    facet: bool = False
    sorts: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, the text it sorts by, and the values it is filtered by."""

    content: Child
    sort: str | None = None
    facets: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, the first of which names it; `id` is its permanent address.

    `facets` are further values the row is filtered by, under the name of each facet in small
    letters with hyphens.
    """

    cells: tuple[Cell | Child, ...]
    id: str | None = None
    facets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Band:
    """A row across the whole table that names the rows below it."""

    content: Child


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its caption; `name` is unique on a page, `key` says in which order the rows stand.

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
    caption_id = f"_caption-{table.name}"
    grid = tag(
        "table",
        tag("caption", table.caption, about(table.shows, table.key), id=caption_id),
        tag(
            "thead",
            tag("tr", *(_heading(column) for column in table.columns), role="row"),
            role="rowgroup",
        ),
        tag("tbody", *(_row(row, table.columns) for row in table.rows), role="rowgroup"),
        id=f"_table-{table.name}",
        class_="ev-grid ev-stack",
        data_ev_table=table.name,
        data_ev_sort=table.sortable,
        data_search_exclude=not table.searchable,
        role="table",
    )
    scroll = tag(
        "div", grid, class_="ev-scroll", role="region", tabindex="0", aria_labelledby=caption_id
    )
    ways = [menu(f"_table-{table.name}", table.caption, table.how)] if table.how else []
    return Safe("\n\n").join([*_filter(table), scroll, *ways])


def about(shows: Child, key: str) -> Safe:
    """Return the small print of a caption: how much is shown, and in which order."""
    return tag("small", Safe(" "), together((shows, key), ". "))


def _filter(table: Table) -> list[Safe]:
    if not table.filterable:
        return []
    names = ",".join(column.name for column in table.columns if column.facet)
    return [
        tag(
            "div",
            class_="ev-filter",
            data_ev_filter=f"#_table-{table.name}",
            data_ev_facets=names,
            hidden=True,
        )
    ]


def _heading(column: Column) -> Safe:
    return tag(
        "th",
        column.name,
        scope="col",
        role="columnheader",
        data_facet=column.name if column.facet else None,
        data_sort_method="number" if column.number else None if column.sorts else "none",
    )


def _row(row: Row | Band, columns: Sequence[Column]) -> Safe:
    if isinstance(row, Band):
        across = tag(
            "th", row.content, scope="rowgroup", role="rowheader", colspan=str(len(columns))
        )
        return tag("tr", across, class_="ev-band", role="row")
    cells = [item if isinstance(item, Cell) else Cell(item) for item in row.cells]
    head, *rest = (
        _cell(cell, column, first=place == 0)
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True))
    )
    facets = {f"data_ev_facet_{name}": value for name, value in row.facets.items()}
    return tag("tr", head, *rest, id=row.id, role="row", **facets)


def _cell(cell: Cell, column: Column, *, first: bool) -> Safe:
    facet = "|".join(cell.facets) if cell.facets is not None else None
    if first:
        return tag(
            "th",
            cell.content,
            scope="row",
            role="rowheader",
            data_sort=cell.sort,
            data_facet_value=facet,
        )
    return tag(
        "td",
        cell.content,
        role="cell",
        data_label=column.name,
        data_sort=cell.sort,
        data_facet_value=facet,
    )
