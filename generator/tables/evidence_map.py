"""The map of the evidence as a table whose cells hold a bubble: it reads the same by eye and by ear."""

from collections.abc import Callable

from generator.html.certainty import LEVELS, certainty_sign, level_words
from generator.html.counts import shown_taking
from generator.html.element import Child, link, tag, together
from generator.html.escape import Safe
from generator.html.evidence_map_marks import (
    DESIGN_WORDS,
    bubble,
    cell_id,
    radius,
    row_label,
    sign_of,
)
from generator.html.menu import menu
from generator.html.open_page import OpenPage
from generator.synthesis.evidence_map import Cell, Map, levels
from generator.tables.table import about
from generator.wording.counts import people_words, studies_words
from generator.wording.result_names import heading

_UNSEEN = {"class_": "ev-unseen"}
_KEY = (
    "In the order of the vocabulary, which says nothing about merit. Area: people who took the drug. "
    "Shade and edge: strongest design. Sign: direction. Empty: a gap."
)


def map_table(
    page: OpenPage,
    found: Map,
    largest: int,
    way: Callable[[Cell], str] | None,
    shows: Child | None = None,
) -> Safe:
    """Return the map; `way` gives the address behind a cell, and without it the cells are no links.

    `largest` is the number of people that has the largest bubble, the same for every map of a site;
    `shows` counts what is shown where that is not what stands in the cells of today. Certainty,
    judged today, stands only in maps of today: those with addresses.
    """
    name = found.view
    what = "outcome" if found.view == "outcome" else "population"
    title = f"Drug by {what}: who was studied"
    counted = shows or shown_taking(page.evidence, found.studies)
    caption = tag("caption", title, about(counted, _KEY), id=f"_caption-bubbles-{name}")
    head = tag(
        "tr",
        tag("th", what.capitalize(), scope="col"),
        *(_drug_head(page, drug) for drug in found.drugs),
    )
    body = [
        tag("tr", tag("th", _row_head(page, found, row), scope="row"),
            *(_slot(page, found, (row, drug), largest, way) for drug in found.drugs))
        for row in found.rows
    ]  # fmt: skip
    grid = tag(
        "table", caption, tag("thead", head), tag("tbody", *body),
        class_="ev-map", id=f"_bubbles-{name}", data_ev_map=found.view, data_search_exclude=True,
    )  # fmt: skip
    scroll = tag(
        "div",
        grid,
        class_="ev-scroll",
        role="region",
        tabindex="0",
        aria_labelledby=f"_caption-bubbles-{name}",
    )
    return scroll + menu(f"_bubbles-{name}", title, page.how("computed"))


def _drug_head(page: OpenPage, drug: str) -> Safe:
    return tag("th", page.drug(drug), scope="col")


def _row_head(page: OpenPage, found: Map, row: str) -> Safe | str:
    return heading(row) if found.view == "outcome" else page.population(row)


def _slot(
    page: OpenPage, found: Map, at: tuple[str, str], largest: int, way: Callable[[Cell], str] | None
) -> Safe:
    """Return a place of the map: what was found, and the words of a gap where nothing was."""
    row, drug = at
    cell = found.at(row, drug)
    gap = "no study reports it" if found.view == "outcome" else "no study"
    if cell is None:
        return tag("td", tag("span", gap, class_="ev-map-gap"))
    inner = _inside(page, cell, row_label(page, found, row), largest, today=way is not None)
    if way is None:
        earlier = tag("span", gap, class_="ev-map-gap", hidden=True)
        return tag("td", tag("span", *inner, class_="ev-cell"), earlier, data_ev_cell=cell_id(cell))
    return tag(
        "td", link(way(cell), together(inner), class_="ev-cell", data_ev_cell=f"{drug},{row}")
    )


def _inside(page: OpenPage, cell: Cell, row: str, largest: int, *, today: bool) -> list[Safe]:
    sign, said = sign_of(cell.signal)
    held = levels(page.evidence, cell, LEVELS) if today else ()
    known = cell.people.unknown < cell.people.studies
    return [
        tag("span", f"{page.evidence.drugs[cell.drug].label}, {row}: ", **_UNSEEN),
        bubble(radius(cell.people, largest), cell.strongest, known=known),
        tag("span", people_words(cell.people), class_="ev-cell-people ev-computed"),
        tag("span", ", ", **_UNSEEN),
        tag("span", studies_words(cell.people), class_="ev-cell-studies"),
        tag("span",
            tag("span", sign, class_="ev-says", data_ev_says=cell.signal.direction.value, aria_hidden="true"),
            certainty_sign(held), class_="ev-cell-says", aria_hidden="true"),
        tag("span", f"; direction: {said}; strongest design: {DESIGN_WORDS[cell.strongest]}"
            + (f"; certainty judged {level_words(held)}" if held else ""), class_="ev-unseen ev-cell-words"),
    ]  # fmt: skip
