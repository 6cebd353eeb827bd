"""The map of the evidence as a table of bubbles, which reads the same by eye and by ear."""

from collections.abc import Callable, Iterator

from generator.html.certainty import LEVELS, certainty_sign, level_words
from generator.html.counts import shown_taking
from generator.html.element import Child, link, tag
from generator.html.escape import Safe
from generator.html.evidence_map_marks import (
    DESIGN_WORDS,
    bubble,
    cell_id,
    direction_mark,
    radius,
    row_label,
    sign_of,
)
from generator.html.menu import menu
from generator.html.open_page import OpenPage
from generator.synthesis.evidence_map import Cell, Map, rating_beside
from generator.tables.table import about, scroll_box
from generator.wording.counts import people_words, studies_words
from generator.wording.result_names import heading

AddressOf = Callable[[Cell], str]
_KEY = (
    "In the order of the vocabulary, which says nothing about merit. Area: people who took the "
    "drug. Shade and edge: strongest design. Sign: direction of the outcome named. Empty: a gap."
)


def map_table(
    page: OpenPage,
    evidence_map: Map,
    largest: int,
    address_of: AddressOf | None,
    shows: Child | None = None,
) -> Safe:
    """Return the map; `address_of` gives what a cell leads to, and without it cells are no links.

    `largest` is the number of people that has the largest bubble, the same for every map of a site;
    `shows` counts what is shown where that is not what stands in the cells of today. Certainty,
    judged today, stands only in maps of today: those with addresses.
    """
    view = evidence_map.view
    title = f"Drug by {view}: who was studied"
    counted = shows or shown_taking(page.evidence, evidence_map.studies)
    drugs = (tag("th", page.drug(drug), scope="col") for drug in evidence_map.drugs)
    head = tag("tr", tag("th", view.capitalize(), scope="col"), *drugs)
    rows = (_row(page, evidence_map, row, largest, address_of) for row in evidence_map.rows)
    # No roles here: this table scrolls and is never stacked, so it stays a table to every browser.
    grid = tag(
        "table",
        tag("caption", title, about(counted, _KEY), id=f"_caption-bubbles-{view}"),
        tag("thead", head),
        tag("tbody", *rows),
        class_="ev-map",
        id=f"_bubbles-{view}",
        data_ev_map=view,
        data_search_exclude=True,
    )
    ways = menu(f"_bubbles-{view}", title, page.how("computed"))
    return scroll_box(grid, f"_caption-bubbles-{view}") + ways


def _row(
    page: OpenPage, evidence_map: Map, row: str, largest: int, address_of: AddressOf | None
) -> Safe:
    name = heading(row) if evidence_map.view == "outcome" else page.population(row)
    gap = "no study reports it" if evidence_map.view == "outcome" else "no study"
    slots = (
        _slot(page, evidence_map.at(row, drug), gap, largest, address_of)
        for drug in evidence_map.drugs
    )
    return tag("tr", tag("th", name, scope="row"), *slots)


def _slot(
    page: OpenPage, cell: Cell | None, gap: str, largest: int, address_of: AddressOf | None
) -> Safe:
    """Return a place of the map: what was found, and the words of a gap where nothing was."""
    if cell is None:
        return tag("td", tag("span", gap, class_="ev-map-gap"))
    inner = tuple(_inside(page, cell, largest, today=address_of is not None))
    if address_of is None:
        # A script shows these words instead of the bubble for years before the first study.
        earlier = tag("span", gap, class_="ev-map-gap", hidden=True)
        return tag("td", tag("span", *inner, class_="ev-cell"), earlier, data_ev_cell=cell_id(cell))
    drug_and_row = f"{cell.drug},{cell.row}"
    home = Safe("").join(inner)
    return tag("td", link(address_of(cell), home, class_="ev-cell", data_ev_cell=drug_and_row))


def _inside(page: OpenPage, cell: Cell, largest: int, *, today: bool) -> Iterator[Safe]:
    """Yield the bubble of a cell, its counts and signs, and in words what only eyes would see."""
    sign, said = sign_of(cell.signal)
    beside = rating_beside(page.evidence, cell) if today else None
    certainty = (beside.rating,) if beside and beside.rating in LEVELS else ()
    drug = page.evidence.drugs[cell.drug].label
    yield tag("span", f"{drug}, {row_label(page, cell, cell.row)}: ", class_="ev-unseen")
    known = cell.people.unknown < cell.people.studies
    yield bubble(radius(cell.people, largest), cell.strongest, known=known)
    yield tag("span", people_words(cell.people), class_="ev-cell-people ev-computed")
    yield tag("span", ", ", class_="ev-unseen")
    yield tag("span", studies_words(cell.people), class_="ev-cell-studies")
    marks = (direction_mark(cell.signal.direction, sign), certainty_sign(certainty))
    yield tag("span", *marks, class_="ev-cell-says", aria_hidden="true")
    in_words = f"; direction: {said}; strongest design: {DESIGN_WORDS[cell.strongest]}"
    if certainty:
        in_words += f"; certainty judged {level_words(certainty)}"
    yield tag("span", in_words, class_="ev-unseen ev-cell-words")
