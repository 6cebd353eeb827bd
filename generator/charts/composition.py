"""How a group spreads over categories that exclude each other: parts of one whole, with counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import Chart, finish, wrapped
from generator.charts.marks import Marks, colour_of
from generator.charts.theme import PAPER, STEP_INK, STEPS, WIDTH

# Pixels: a bar, all of a row, and where in a row its label and its bar begin.
_BAR, _ROW, _LABEL_AT, _BAR_AT = 66, 110, 22, 28
# The words in a part are always three lines, so that they stand in the middle of it.
_LINE, _LINES = 17, 3
# Letters that fit into one percent of the width; a part of a few percent still gets a word.
_LETTERS_OF_A_PERCENT, _FEWEST_LETTERS = 0.4, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """One group: its parts from least to most, which add up to the total."""

    label: str
    printed_total: str
    total: int
    parts: tuple[tuple[str, int], ...]
    uncontrolled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    label: str
    at_label: float
    at_row: float
    name: str
    printed: str
    start: float
    end: float
    middle: float
    words: str
    colour: str


def draw_composition(bars: Sequence[Composition], *, title: str, description: str) -> Chart:
    """Return each group as one divided line of the same length, a count printed in each part."""
    parts: list[_Part] = []
    names: list[str] = []
    for bar in bars:
        names += [name for name, _ in bar.parts if name not in names]
    for place, bar in enumerate(bars):
        parts += _parts(bar, place, names)
    marks, height = Marks(parts), _ROW * len(bars)
    scale = alt.Scale(domain=[height, 0], nice=False)
    y = alt.Y(marks.quantity(lambda part: part.at_row), axis=None, scale=scale)
    x = alt.X(
        marks.quantity(lambda part: part.start),
        title="share of people, %",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    part = marks.chart.mark_bar(stroke=PAPER.light, strokeWidth=2, height=_BAR).encode(
        y=y,
        x=x,
        x2=marks.quantity(lambda part: part.end),
        color=colour_of(marks.nominal(lambda part: part.colour)),
        tooltip=[
            alt.Tooltip(marks.nominal(lambda part: part.name), title="category"),
            alt.Tooltip(marks.nominal(lambda part: part.printed), title="reported"),
        ],
    )
    layers = alt.layer(part, _labels(marks, scale), _words(marks, y))
    whole = layers.properties(width=WIDTH, height=height)
    return finish("composition", title, description, whole, [bar.uncontrolled for bar in bars])


def _labels(marks: Marks[_Part], scale: alt.Scale) -> alt.Chart:
    """Return the name of each group above its bar, once: on its first part."""
    first = marks.chart.transform_filter(f"{marks.datum(lambda part: part.start)} == 0")
    chart: alt.Chart = first.mark_text(align="left", baseline="bottom").encode(
        x=alt.value(0),
        y=alt.Y(marks.quantity(lambda part: part.at_label), axis=None, scale=scale),
        text=marks.nominal(lambda part: part.label),
    )
    return chart


def _words(marks: Marks[_Part], y: alt.Y) -> alt.Chart:
    text = marks.chart.mark_text(
        baseline="middle",
        dy=-_LINE * (_LINES - 1) / 2,
        lineHeight=_LINE,
        color=STEP_INK.light,
        lineBreak="\n",
        fontSize=13,
    )
    middle = alt.X(marks.quantity(lambda part: part.middle))
    chart: alt.Chart = text.encode(y=y, x=middle, text=marks.nominal(lambda part: part.words))
    return chart


def _parts(bar: Composition, place: int, names: Sequence[str]) -> Iterator[_Part]:
    start = 0.0
    for name, events in bar.parts:
        end = start + 100 * events / bar.total
        width = max(_FEWEST_LETTERS, int((end - start) * _LETTERS_OF_A_PERCENT))
        printed = f"{events} of {bar.total}"
        yield _Part(
            label=", ".join(filter(None, (bar.label, bar.printed_total))),
            at_label=place * _ROW + _LABEL_AT,
            at_row=place * _ROW + _BAR_AT + _BAR / 2,
            name=name,
            printed=printed,
            start=start,
            end=end,
            middle=(start + end) / 2,
            words=_in_lines(name, printed, width) if events else "",
            colour=STEPS[min(names.index(name), len(STEPS) - 1)].light,
        )
        start = end


def _in_lines(name: str, printed: str, width: int) -> str:
    lines = [*wrapped(name, width)[: _LINES - 1], printed]
    return "\n".join([*lines, *["\u00a0"] * (_LINES - len(lines))])
