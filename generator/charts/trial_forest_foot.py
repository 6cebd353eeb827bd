"""What stands under the plot of trials: the axis, which way is better, what dashed lines mean."""

from collections.abc import Iterable

from generator.charts.lettering import lines_within, text_width
from generator.charts.theme import JUDGED, NO_DRUG, QUIET
from generator.charts.trial_forest_plot import Plane
from generator.charts.trial_forest_row import TrialForest
from generator.charts.trial_forest_text import LEADING, SIZE, Rule, Sheet

# From the line of no effect to the words on either side, and from their end to the next words.
_ASIDE = 7
# Neither side gets less of the width than this, however near the edge the line of no effect is.
_LEAST = 0.36


def write_foot(sheet: Sheet, forest: TrialForest, plane: Plane, top: float, width: float) -> float:
    """Write the foot of a plot within a width and return where it ends."""
    sheet.rules.append(Rule(left=plane.left, right=plane.right, at_row=top, ink=NO_DRUG.light))
    below = _ticks(sheet, plane, top + 6)
    below = _favours(sheet, forest, plane, below, width)
    for threshold in forest.thresholds:
        words = f"Dashed: {threshold.words}"
        below = sheet.write(words, 0, below + 2, width, ink=JUDGED.light)
    return below


def tick_words(value: float) -> str:
    """Return a number of the axis as it is written.

    >>> tick_words(-0.5), tick_words(2.0)
    ('−0.5', '2')
    """
    return f"{value:g}".replace("-", "−")


def _ticks(sheet: Sheet, plane: Plane, top: float) -> float:
    """Write the numbers of the axis, each under its line; those at an end within the plot's sides.

    Numbers that would run into the one before are left out.
    """
    end = -1.0
    for tick in plane.scale.ticks:
        words = tick_words(tick)
        size = text_width(words, SIZE)
        left = plane.pixels(tick) - size / 2
        if left > end:
            sheet.write(words, left, top, size + 1, ink=QUIET.light)
            end = left + size + 4
    return top + LEADING


def _favours(sheet: Sheet, forest: TrialForest, plane: Plane, top: float, width: float) -> float:
    if forest.null is None:
        return top
    null = plane.pixels(forest.null)
    least = _LEAST * width
    room = max(null - _ASIDE, least), max(width - null - _ASIDE, least)
    sides = [_lines(words, side) for words, side in zip(forest.favours, room, strict=True)]
    right_end = max(null - _ASIDE, _longest(sides[0]))
    left_start = max(min(null + _ASIDE, width - _longest(sides[1])), right_end + 2 * _ASIDE)
    looks = {"ink": QUIET.light, "strong": True}
    below = [
        sheet.write("\n".join(sides[0]), right_end, top, width, align="right", **looks),
        sheet.write("\n".join(sides[1]), left_start, top, width, **looks),
    ]
    return max(below)


def _lines(text: str, width: float) -> list[str]:
    return lines_within(text, width, SIZE, strong=True) if text else []


def _longest(lines: Iterable[str]) -> float:
    return max((text_width(line, SIZE, strong=True) for line in lines), default=0.0)
