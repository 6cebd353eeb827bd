"""Pictures of all pages: announced while pages are written, drawn together, then put in place."""

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
    """What stands under a picture: how much it shows, what its marks mean, how they are ordered.

    `how` is a link to what says how its numbers were computed.
    """

    shows: Child
    about: Child
    key: str
    how: Safe

    def words(self, title: str) -> Safe:
        """Return the caption of a picture of this title."""
        shows = together((self.shows, "."))
        return together((tag("strong", f"{title}."), shows, self.about, self.key), " ")


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
        """Return a chart with its caption, its numbers as a table, its menu and specification."""
        return _figure(name, self._announced(chart), _below(name, title, caption, numbers))

    def figure_for_desk_and_phone(
        self, name: str, charts: tuple[Chart, Chart], title: str, caption: Caption, numbers: Numbers
    ) -> Safe:
        """Return a chart that was drawn twice; the style sheet shows the drawing that fits."""
        desk, phone = charts
        drawings = self._announced(desk, "ev-chart-desk") + self._announced(phone, "ev-chart-phone")
        below = _below(name, title, caption, numbers)
        return _figure(name, drawings, below, "ev-chart ev-chart-twice")

    def _announced(self, chart: Chart, looks: str = "") -> Safe:
        """Return the place of a chart, followed by its specification."""
        # The escape lets no NUL of foreign text through, so that nobody can forge a mark.
        place = len(self.charts)
        self.charts.append(chart)
        image = Safe(f"\0svg:{place}\0")
        specification = Safe(f"\0specification:{place}\0")
        return tag("div", image, class_=f"ev-chart-image {looks}".strip()) + tag(
            "script", specification, type="application/json", class_="ev-spec"
        )

    def hang(self, pages: Sequence[Page], cache: Path | None) -> list[Page]:
        """Return the pages with every picture drawn."""
        marks: dict[str, str] = {}
        for place, drawing in enumerate(render_all(self.charts, cache)):
            marks[f"svg:{place}"] = str(escape(drawing.svg))
            marks[f"specification:{place}"] = drawing.specification
        return [replace(page, body=_filled(page.body, marks)) for page in pages]


def _figure(name: str, drawings: Safe, below: tuple[Safe, ...], looks: str = "ev-chart") -> Safe:
    return tag(
        "figure",
        drawings,
        *below,
        id=f"_figure-{name}",
        class_=looks,
        data_search_exclude=True,
    )


def figure_in_two_widths(
    name: str, title: str, drawings: tuple[Safe, Safe], caption: Caption, numbers: Numbers
) -> Safe:
    """Return a picture drawn for wide and for narrow screens; the style sheet shows one of them."""
    below = _below(name, title, caption, numbers)
    return _figure(name, drawings[0] + drawings[1], below, "ev-flow")


def _below(name: str, title: str, caption: Caption, numbers: Numbers) -> tuple[Safe, Safe, Safe]:
    """Return what stands below a picture: its caption, its numbers folded away, its menu."""
    table = Table(
        name=f"numbers-{name}",
        caption=f"Numbers: {title}",
        columns=numbers.columns,
        rows=numbers.rows,
        shows=caption.shows,
        key=caption.key,
    )
    words = caption.words(title)
    return (
        tag("figcaption", words),
        tag(
            "details",
            tag("summary", "The numbers in this picture"),
            render_table(table),
            class_="ev-numbers",
        ),
        menu(f"_figure-{name}", title, caption.how),
    )


def _filled(body: str, marks: dict[str, str]) -> str:
    """Return the text of a page with its marks, which stand between NUL characters, replaced."""
    pieces = body.split("\0")
    pieces[1::2] = [marks[mark] for mark in pieces[1::2]]
    return "".join(pieces)
