"""Rows one below the other, each with its words above its mark, so that a picture fits a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

import altair as alt

from generator.charts.chart import wrapped
from generator.charts.marks import Marks
from generator.charts.theme import FONT_SIZE

LINE = FONT_SIZE + 4
# From the words of a row to the middle of its mark, and from there to the next row, in pixels.
ABOVE, BELOW = 14, 24
# From the words of a row without a mark to the next row.
_GAP = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A row's words, and how many pixels below the top its words and its mark stand."""

    words: str
    at_words: int
    at_row: int


class PlacedRow(Protocol):
    """A row of a chart that holds its place."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def place(self) -> Place:
        """Return the place."""


PlacedT = TypeVar("PlacedT", bound=PlacedRow)


@dataclass(frozen=True, slots=True)
class Stack:
    """The places of rows from the top down, and how high all of them are together."""

    places: tuple[Place, ...]
    height: int

    def axis(self, field: str) -> alt.Y:
        """Return the axis from the top down on which a field of pixels stands."""
        return alt.Y(field, axis=None, scale=alt.Scale(domain=[self.height, 0], nice=False))

    def labels(self, marks: Marks[PlacedT], *, strong: bool = False) -> alt.Chart:
        """Return the words of rows, in bold where asked."""
        weight: dict[str, Any] = {"fontWeight": "bold"} if strong else {}
        text = marks.chart.mark_text(
            align="left", baseline="top", lineBreak="\n", lineHeight=LINE, **weight
        )
        chart: alt.Chart = text.encode(
            x=alt.value(0),
            y=self.axis(marks.quantity(lambda row: row.place.at_words)),
            text=marks.nominal(lambda row: row.place.words),
        )
        return chart


def stacked(texts: Sequence[str], marked: Sequence[bool] = ()) -> Stack:
    """Return places for rows with these words, each as high as its words need.

    `marked` says which rows have a mark and need room for it: all, where nothing is said.
    """
    places: list[Place] = []
    top = 0
    for text, has_mark in zip(texts, marked or [True] * len(texts), strict=True):
        lines = wrapped(text) or [""]
        bottom = top + len(lines) * LINE
        places.append(Place("\n".join(lines), top, bottom + ABOVE))
        top = bottom + (ABOVE + BELOW if has_mark else _GAP)
    return Stack(tuple(places), top)
