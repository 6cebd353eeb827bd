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
from generator.text.count_words import count_words
from generator.wording.counts import NOT_PUBLISHED

# Numbers of people that a reader can hold a bubble against, where the map is large enough for them.
_EXAMPLES = (10, 50, 200)
# The radius of the bubbles that show the designs: large enough for their edges to be told apart.
_DESIGN_SIZE = 12
_AREAS = (
    "People are counted once; where studies may share people the area is the most there can be, "
    "and the words give the range. People in control groups are not counted. For an outcome: "
    "those who took the drug in studies that report it, not only those measured. There a control "
    "group counts only where the outcome was compared with it."
)
_ONE_OUTCOME = (
    "A sign is about one outcome, which stands beside it: for people, the first critical outcome "
    "chosen for them before results were looked at; for an outcome, the first chosen one that was "
    "compared. It rests on comparisons with a control group followed at the same time; a group of "
    "whom some are known to have taken another of these drugs is no such group. No sign: not "
    "compared. A row that mixes events, such as safety, has none. Estimate and interval decide, "
    "never a p value. Where no interval can be worked out, as where group sizes are not published, "
    "two printed figures of a comparison name the side, and the words say so."
)
_CERTAINTY = (
    "GRADE, judged for one outcome in one population; one filled circle is very low, four are "
    "high. They stand only beside the sign of the same outcome, and only where the rating rests on "
    "this drug alone; all other ratings stand in the table."
)
_DIRECTION_WORDS: Mapping[Direction, str] = {
    Direction.BETTER: "better for people",
    Direction.WORSE: "worse for people",
    Direction.MIXED: "studies disagree by more than chance",
    Direction.NOT_IMPORTANT: "no difference that matters",
    Direction.NOT_SHOWN: "no difference shown, which does not prove that there is none",
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
        ("Sign: the direction of one outcome", _directions()),
    ]
    if today:
        circles = certainty_sign(("very low", "low"))
        parts.append(("Circles: certainty of that outcome", spaced(circles, small(_CERTAINTY))))
    terms = (tag("div", tag("dt", name), tag("dd", meaning)) for name, meaning in parts)
    return tag("dl", *terms, class_="ev-facts ev-map-legend")


def _areas(largest: int) -> Safe:
    examples = [number for number in _EXAMPLES if number <= largest]
    if largest and not examples:
        examples = [largest]
    lines = [
        (
            bubble(radius(People(number, number, 1, 0), largest), "followed"),
            count_words(number, "person", "people"),
        )
        for number in examples
    ]
    unknown = radius(People(0, 0, 1, 1), largest)
    lines.append((bubble(unknown, "followed", known=False), f"{NOT_PUBLISHED}, or not reported"))
    return together((_lines(lines), small(_AREAS)))


def _designs() -> Safe:
    return _lines(
        (bubble(_DESIGN_SIZE, strength), DESIGN_WORDS[strength]) for strength in STRENGTHS
    )


def _directions() -> Safe:
    lines = [
        (direction_mark(direction, SIGNS[direction]), words)
        for direction, words in _DIRECTION_WORDS.items()
    ]
    return together((_lines(lines), small(_ONE_OUTCOME)))


def _lines(pairs: Iterable[tuple[Safe, str]]) -> Safe:
    lines = (tag("li", mark, Safe(" "), tag("span", meaning)) for mark, meaning in pairs)
    return tag("ul", *lines, class_="ev-lines")
