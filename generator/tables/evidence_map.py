"""The map of the evidence as a table whose cells hold a bubble: it reads the same by eye and by ear."""

from collections.abc import Callable, Sequence
from math import sqrt

from generator.html.counts import shown_taking
from generator.html.element import Child, link, tag, together
from generator.html.escape import Safe
from generator.html.menu import menu
from generator.html.open_page import OpenPage
from generator.synthesis.direction import Direction, Signal
from generator.synthesis.evidence_map import Cell, Map, Strength, levels
from generator.synthesis.participants import People
from generator.tables.studies import heading
from generator.tables.table import about

# Half the side of the square a bubble stands in; the radius of the largest and the smallest, and of
# one for no number.
_HALF, _LARGEST, _SMALLEST, _UNKNOWN = 26, 25, 3.5, 9
_UNSEEN = {"class_": "ev-unseen"}
DESIGN_WORDS: dict[Strength, str] = {
    "cases": "single cases, case series or a design that does not follow a whole group",
    "followed": "a trial or cohort without a control group",
    "compared": "groups compared, not at random",
    "randomised": "randomised trial",
}
_SHORT_DESIGN: dict[Strength, str] = {
    "cases": "cases",
    "followed": "no control group",
    "compared": "groups compared",
    "randomised": "randomised",
}
# The sign of a direction: against a control group, and in the sources' own words without one.
SIGNS: dict[Direction, tuple[str, str]] = {
    Direction.BETTER: ("▲", "△"),
    Direction.WORSE: ("▼", "▽"),
    Direction.MIXED: ("◆", "◇"),
    Direction.NO_CLEAR_DIFFERENCE: ("■", "□"),
    Direction.UNCLEAR: ("?", "?"),
    Direction.NONE: ("…", "…"),
}
LEVELS = ("very low", "low", "moderate", "high")
_KEY = (
    "In the order of the vocabulary, which says nothing about merit. Area: people who took the drug. "
    "Shade and edge: strongest design. Sign: direction. Empty: a gap."
)
_CIRCLES = {"very low": "⊕◯◯◯", "low": "⊕⊕◯◯", "moderate": "⊕⊕⊕◯", "high": "⊕⊕⊕⊕"}


def row_label(page: OpenPage, found: Map | Cell, row: str) -> str:
    """Return a row of the map in words."""
    return heading(row) if found.view == "outcome" else page.evidence.populations[row].label


def cell_id(cell: Cell) -> str:
    """Return the address of a cell on the page of the map: its row in the table."""
    return f"_{cell.view}-{cell.drug}--{cell.row}"


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


def people_words(people: People) -> str:
    """Return how many people took a drug: a range where studies may share people, or that nobody says."""
    if people.unknown == people.studies:
        return "number not reported"
    count = (
        f"{people.high:,}" if people.low == people.high else f"{people.low:,} to {people.high:,}"
    )
    return f"{count} {'person' if people.high == 1 else 'people'}"


def studies_words(people: People) -> str:
    """Return how many studies there are, and how many of them do not say how many people took the drug."""
    count = f"{people.studies:,} {'study' if people.studies == 1 else 'studies'}"
    some = 0 < people.unknown < people.studies
    return f"{count}, {people.unknown} of unknown size" if some else count


def radius(people: People, largest: int) -> float:
    """Return the radius whose circle has people as its area; one of its own where their number is not known."""
    if people.unknown == people.studies or not largest:
        return _UNKNOWN
    return round(max(_LARGEST * sqrt(people.high / largest), _SMALLEST), 1)


def ring_of(size: float, strength: Strength) -> float:
    """Return the radius of the ring inside a bubble, which stands for groups that chance made; 0 for none."""
    return round(max(size - 4, 0), 1) if strength == "randomised" else 0


def bubble(size: float, strength: Strength, *, known: bool = True) -> Safe:
    """Return a bubble; its edge tells the design as its shade does, and dots tell that no number is known."""
    side = f"{2 * _HALF}"
    ring = tag("circle", r=str(ring_of(size, strength)), class_="ev-bubble-ring")
    return tag(
        "svg", tag("circle", r=str(size)), ring,
        class_="ev-bubble", data_ev_strength=strength, data_ev_unknown=not known,
        viewBox=f"-{_HALF} -{_HALF} {side} {side}", width=side, height=side, aria_hidden="true", focusable="false",
    )  # fmt: skip


def sign_of(found: Signal) -> tuple[str, str]:
    """Return the sign of a direction and its words."""
    sign = SIGNS[found.direction][0 if found.controlled else 1]
    if found.direction is Direction.NONE:
        return sign, str(found.direction)
    return (
        sign,
        f"{found.direction}, {'against a control group' if found.controlled else 'as told, no control group'}",
    )


def design_words(strength: Strength) -> str:
    """Return the strongest design of a cell in few words."""
    return _SHORT_DESIGN[strength]


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


def certainty_sign(held: Sequence[str]) -> Safe | None:
    """Return levels of certainty, lowest first, as the circles of GRADE."""
    if not held:
        return None
    return tag(
        "span",
        "–".join(_CIRCLES[level] for level in dict.fromkeys((held[0], held[-1]))),
        class_="ev-grade",
    )


def level_words(held: Sequence[str]) -> str:
    """Return levels of certainty, lowest first, in words."""
    return held[0] if len(held) == 1 else f"{held[0]} to {held[-1]}"
