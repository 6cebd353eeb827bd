"""Pictures of all pages: announced while the pages are written, drawn together, then put in their places."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.charts.chart import Chart
from generator.charts.render import render_all
from generator.html.element import Child, tag, together
from generator.html.escape import Safe, escape
from generator.html.menu import menu
from generator.html.page import Page
from generator.tables.table import Column, Row, Table, render_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands under a picture: how much it shows, what its marks mean, in which order they stand.

    `how` is a link to what says how its numbers were computed.
    """

    shows: Child
    about: Child
    key: str
    how: Safe

    def words(self, title: str) -> Safe:
        """Return the caption of a picture of this title."""
        return together(
            (tag("strong", f"{title}."), together((self.shows, ".")), self.about, self.key), " "
        )


@dataclass(frozen=True, slots=True)
class Numbers:
    """The rows that a picture draws, as a table."""

    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass
class Gallery:
    """The charts announced so far; each leaves a mark on its page that no foreign text can hold."""

    charts: list[Chart] = field(default_factory=list)

    def figure(
        self, name: str, chart: Chart, title: str, caption: Caption, numbers: Numbers
    ) -> Safe:
        """Return a figure: the picture, what it shows, its numbers as a table, its menu and its specification."""
        place = len(self.charts)
        self.charts.append(chart)
        return tag(
            "figure",
            tag("div", Safe(f"\0svg:{place}\0"), class_="ev-chart-image"),
            tag("figcaption", caption.words(title)),
            numbers_fold(name, title, caption, numbers),
            menu(f"_figure-{name}", title, caption.how),
            tag(
                "script",
                Safe(f"\0specification:{place}\0"),
                type="application/json",
                class_="ev-spec",
            ),
            id=f"_figure-{name}",
            class_="ev-chart",
            data_search_exclude=True,
        )

    def hang(self, pages: Sequence[Page], cache: Path | None) -> list[Page]:
        """Return the pages with every picture drawn."""
        marks: dict[str, str] = {}
        for place, drawing in enumerate(render_all(self.charts, cache)):
            marks[f"\0svg:{place}\0"] = str(escape(drawing.svg))
            marks[f"\0specification:{place}\0"] = drawing.specification
        return [replace(page, body=_filled(page.body, marks)) for page in pages]


def numbers_fold(name: str, title: str, caption: Caption, numbers: Numbers) -> Safe:
    """Return the numbers of a picture, folded away below it."""
    table = Table(
        name=f"numbers-{name}",
        caption=f"Numbers: {title}",
        columns=numbers.columns,
        rows=numbers.rows,
        shows=caption.shows,
        key=caption.key,
    )
    return tag(
        "details",
        tag("summary", "The numbers in this picture"),
        render_table(table),
        class_="ev-numbers",
    )


def _filled(body: str, marks: dict[str, str]) -> str:
    pieces = body.split("\0")
    return "".join(
        marks[f"\0{piece}\0"] if place % 2 else piece for place, piece in enumerate(pieces)
    )
