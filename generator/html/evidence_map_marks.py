"""The marks of the evidence map: bubbles, signs of direction, addresses of cells."""

from math import sqrt

from generator.html.element import tag
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.synthesis.direction import Direction, Signal
from generator.synthesis.evidence_map import Cell, Map, Strength
from generator.synthesis.importance import Size
from generator.synthesis.participants import People
from generator.wording.group_sizes import unpublished_sizes
from generator.wording.result_names import heading

# In pixels: half the side of the square that holds a bubble, and the radius of the largest one,
# which leaves room for its edge.
_HALF, _LARGEST = 26, 25
# The radius of the smallest bubble, and of one for a number that is not known.
_SMALLEST, _UNKNOWN = 3.5, 9
# From the edge of a bubble to the ring inside it.
_GAP = 4
DESIGN_WORDS: dict[Strength, str] = {
    "cases": "single cases, case series or a design that does not follow a whole group",
    "followed": "a trial or cohort with no result against a control group",
    "compared": "groups compared, not at random",
    "randomised": "randomised trial",
}
# The sign of a direction against a control group; without one there is none.
SIGNS: dict[Direction, str] = {
    Direction.BETTER: "▲",
    Direction.WORSE: "▼",
    Direction.MIXED: "◆",
    Direction.NOT_IMPORTANT: "■",
    Direction.NOT_SHOWN: "□",
    Direction.NONE: "",
}
# What sizes an interval leaves open belongs to the direction; whether a size matters stands after.
_OPEN = frozenset({Size.EITHER, Size.BENEFIT, Size.HARM, Size.NEITHER, Size.PERHAPS})


def row_label(page: OpenPage, part: Map | Cell, row: str) -> str:
    """Return the name of a row of the map."""
    return heading(row) if part.view == "outcome" else page.evidence.populations[row].label


def cell_id(cell: Cell) -> str:
    """Return the address of a cell on the page of the map: its row in the table."""
    return f"_{cell.view}-{cell.drug}--{cell.row}"


def radius(people: People, largest: int) -> float:
    """Return the radius of the circle that has people as its area, or that of an unknown number."""
    if people.unknown == people.studies or not largest:
        return _UNKNOWN
    return round(max(_LARGEST * sqrt(people.high / largest), _SMALLEST), 1)


def ring_of(size: float, strength: Strength) -> float:
    """Return the radius of the ring inside a bubble, the mark of randomised groups; 0 for none."""
    return round(max(size - _GAP, 0), 1) if strength == "randomised" else 0


def bubble(size: float, strength: Strength, *, known: bool = True) -> Safe:
    """Return a bubble: shade and edge show the design, dots that the number is not known."""
    side = f"{2 * _HALF}"
    return tag(
        "svg",
        tag("circle", r=str(size)),
        tag("circle", r=str(ring_of(size, strength)), class_="ev-bubble-ring"),
        class_="ev-bubble",
        data_ev_strength=strength,
        data_ev_unknown=not known,
        viewBox=f"-{_HALF} -{_HALF} {side} {side}",
        width=side,
        height=side,
        aria_hidden="true",
        focusable="false",
    )


def direction_mark(direction: Direction, sign: str) -> Safe:
    """Return the sign of a direction in its colour; not read out, since words stand beside it."""
    return tag("span", sign, class_="ev-says", data_ev_says=direction.value, aria_hidden="true")


def sign_of(signal: Signal) -> tuple[str, str]:
    """Return the sign of a direction with the outcome it is about, and its words."""
    if signal.direction is Direction.NONE or signal.outcome is None:
        return "", f"none: {signal.why}"
    outcome = signal.outcome.label
    # A sign alone beside the name of something bad could be read as more of it.
    sign = f"{SIGNS[signal.direction]} {signal.direction}: {outcome}"
    return sign, f"{direction_words(signal)} ({outcome})"


def direction_words(signal: Signal) -> str:
    """Return a direction with its size and what it rests on, in words."""
    if signal.why:
        return f"{signal.direction}: {signal.why}"
    return f"{signal.direction}{_sized(signal)}, against a control group{_unsure(signal)}"


def _sized(signal: Signal) -> str:
    if signal.size is Size.IMPORTANT:
        return f" {signal.size}"
    return f", {signal.size}" if signal.size in _OPEN else ""


def _unsure(signal: Signal) -> str:
    """Return what a reader has to know of a direction without an interval or a threshold."""
    if signal.size is Size.NO_THRESHOLD:
        return f"; {signal.size}"
    if signal.size is not Size.NO_INTERVAL:
        return ""
    unpublished = unpublished_sizes(voice.contrast for voice in signal.voices)
    return f"; {unpublished or signal.size}"
