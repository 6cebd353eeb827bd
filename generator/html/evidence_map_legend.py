"""What the marks of the map mean, in words beside the marks themselves."""

from collections.abc import Iterable, Mapping
from itertools import chain

from generator.html.certainty import certainty_sign
from generator.html.element import small, spaced, tag, together
from generator.html.escape import Safe
from generator.html.evidence_map_marks import DESIGN_WORDS, SIGNS, bubble, direction_mark, radius
from generator.synthesis.direction import Direction
from generator.synthesis.evidence_map import STRENGTHS, Map, View
from generator.synthesis.participants import People

# Numbers of people that a reader can hold a bubble against, where the map is large enough for them.
_EXAMPLES = (10, 50, 200)
# The radius of the bubbles that show the designs: large enough for their edges to be told apart.
_DESIGN_SIZE = 12
_AREAS = (
    "People are counted once; where studies may share people the area is the most there can be, "
    "and the words give the range. People in control groups are not counted. For an outcome: "
    "those who took the drug in studies that report it, not only those measured."
)
_FILLED = (
    "Filled: against a control group treated at the same time, with placebo or another treatment; "
    "a group of whom some are known to have taken another of these drugs is no such group. "
    "Hollow: as the source tells it of people before and after the drug, without a control group. "
    "Rates of different studies are never compared."
)
_CERTAINTY = (
    "GRADE, judged for one outcome in one population, mostly for the drugs as a class; one filled "
    "circle is very low, four are high. From the lowest to the highest of the ratings that rest on "
    "figures of the cell."
)
_DIRECTION_WORDS: Mapping[Direction, str] = {
    Direction.BETTER: "better for people",
    Direction.WORSE: "worse for people",
    Direction.MIXED: "mixed: what is said does not all point the same way",
    Direction.NO_CLEAR_DIFFERENCE: "no clear difference, which does not prove that there is none",
    Direction.UNCLEAR: "unclear in the source",
    Direction.NONE: "no direction recorded; none is read out of figures without a control group",
}


def largest_number(maps: Mapping[View, Map]) -> int:
    """Return the number of people of the largest bubble of all views."""
    cells = chain.from_iterable(view.cells for view in maps.values())
    return max((cell.people.high for cell in cells), default=0)


def legend(maps: Mapping[View, Map], *, today: bool = True) -> Safe:
    """Return the legend; certainty only for a map of today."""
    parts = [
        ("Area: people who took the drug", _areas(largest_number(maps))),
        ("Shade and edge: the strongest design of the cell", _designs()),
        ("Sign: the direction, and who says it", _directions()),
    ]
    if today:
        circles = certainty_sign(("very low", "low"))
        parts.append(
            ("Circles: certainty, where somebody judged it", spaced(circles, small(_CERTAINTY)))
        )
    terms = (tag("div", tag("dt", name), tag("dd", meaning)) for name, meaning in parts)
    return tag("dl", *terms, class_="ev-facts ev-map-legend")


def _areas(largest: int) -> Safe:
    examples = [number for number in _EXAMPLES if number <= largest] or [largest]
    lines = [
        (bubble(radius(People(number, number, 1, 0), largest), "followed"), f"{number:,} people")
        for number in examples
    ]
    unknown = radius(People(0, 0, 1, 1), largest)
    lines.append((bubble(unknown, "followed", known=False), "number not reported"))
    return together((_lines(lines), small(_AREAS)))


def _designs() -> Safe:
    return _lines(
        (bubble(_DESIGN_SIZE, strength), DESIGN_WORDS[strength]) for strength in STRENGTHS
    )


def _directions() -> Safe:
    lines = [(_mark(direction), words) for direction, words in _DIRECTION_WORDS.items()]
    return together((_lines(lines), small(_FILLED)))


def _mark(direction: Direction) -> Safe:
    return direction_mark(direction, " ".join(dict.fromkeys(SIGNS[direction])))


def _lines(pairs: Iterable[tuple[Safe, str]]) -> Safe:
    lines = (tag("li", mark, Safe(" "), tag("span", meaning)) for mark, meaning in pairs)
    return tag("ul", *lines, class_="ev-lines")
