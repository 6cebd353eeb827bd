"""Pictures of all pages: announced while the pages are written, drawn together, then put in their places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.charts.chart import Chart
from generator.charts.render import render_all
from generator.markup import Safe, escape
from generator.pages.page import Page
from generator.tables.element import Child, tag


@dataclass
class Gallery:
    """The charts announced so far; each leaves a mark on its page that no foreign text can hold."""

    charts: list[Chart] = field(default_factory=list)

    def figure(self, name: str, chart: Chart, title: str, caption: Child, numbers: Child) -> Safe:
        """Return a figure: the picture, what it shows, its numbers as a table, and its specification."""
        place = len(self.charts)
        self.charts.append(chart)
        return tag(
            "figure",
            tag("div", Safe(f"\0svg:{place}\0"), class_="ev-chart-image"),
            tag("figcaption", tag("strong", title), " ", caption),
            tag("details", tag("summary", "The numbers in this picture"), numbers, class_="ev-numbers"),
            tag("script", Safe(f"\0specification:{place}\0"), type="application/json", class_="ev-spec"),
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
        return [Page(page.path, page.title, page.description, _filled(page.body, marks)) for page in pages]


def _filled(body: str, marks: dict[str, str]) -> str:
    pieces = body.split("\0")
    return "".join(marks[f"\0{piece}\0"] if place % 2 else piece for place, piece in enumerate(pieces))
