"""The marks of the evidence map: bubbles, signs of direction, addresses of cells."""

from math import sqrt

from generator.html.element import tag
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.synthesis.direction import Direction, Signal
from generator.synthesis.evidence_map import Cell, Map, Strength
from generator.synthesis.participants import People
from generator.wording.result_names import heading

# Half the side of the square a bubble stands in; the radius of the largest and the smallest, and of
# one for no number.
_HALF, _LARGEST, _SMALLEST, _UNKNOWN = 26, 25, 3.5, 9


DESIGN_WORDS: dict[Strength, str] = {
    "cases": "single cases, case series or a design that does not follow a whole group",
    "followed": "a trial or cohort without a control group",
    "compared": "groups compared, not at random",
    "randomised": "randomised trial",
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


def row_label(page: OpenPage, found: Map | Cell, row: str) -> str:
    """Return a row of the map in words."""
    return heading(row) if found.view == "outcome" else page.evidence.populations[row].label


def cell_id(cell: Cell) -> str:
    """Return the address of a cell on the page of the map: its row in the table."""
    return f"_{cell.view}-{cell.drug}--{cell.row}"


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
