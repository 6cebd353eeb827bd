"""A picture before it is drawn: what it shows, in words and as a Vega-Lite specification."""

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from generator.charts.theme import FONT_SIZE, config

_LABEL_WIDTH = 52
_LINE = FONT_SIZE + 4
_ABOVE, _BELOW = 14, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture: its accessible name, one sentence for those who cannot see it, and its specification."""

    kind: str
    title: str
    description: str
    specification: Mapping[str, Any]


Row = dict[str, Any]


def finish(
    kind: str,
    title: str,
    description: str,
    layers: alt.LayerChart | alt.FacetChart,
    uncontrolled: Sequence[bool] = (),
    *,
    earlier_groups: bool = False,
) -> Chart:
    """Return the chart of some layers, with our look, its numbers, and what it must say of control groups."""
    if remark := about_control(uncontrolled, earlier_groups=earlier_groups):
        layers = layers.properties(title=remark)
    specification = layers.configure(**config()).to_dict(format="vega-lite")
    return Chart(kind=kind, title=title, description=description, specification=specification)


def data(rows: Sequence[Row]) -> alt.InlineData:
    """Return rows as inline data; a picture of nothing, or of a number that is none, is a fault of ours."""
    if not rows:
        raise ValueError("a picture needs at least one row")
    for row in rows:
        for name, value in row.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"{name} is {value}, which cannot be drawn")
    return alt.InlineData(values=list(rows))


def about_control(uncontrolled: Sequence[bool], *, earlier_groups: bool = False) -> str | None:
    """Return what a picture says of rows without a control group; None where every row has one."""
    if not any(uncontrolled):
        return None
    if earlier_groups:
        return "no control group at the same time"
    return (
        "no control group" if all(uncontrolled) else "some of these studies have no control group"
    )


def wrapped(text: str, width: int = _LABEL_WIDTH) -> list[str]:
    """Return a label broken into lines, so that it is never cut off."""
    return textwrap.wrap(" ".join(text.split()), width) if text.strip() else []


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows one below the other, each with its words above its marks, so that a picture fits a phone.

    `words` are the lines of each row, `tops` and `marks` where its words and its marks stand, in
    pixels from the top.
    """

    words: tuple[str, ...]
    tops: tuple[int, ...]
    marks: tuple[int, ...]
    height: int

    @property
    def axis(self) -> alt.Y:
        """Return the axis on which the marks stand."""
        return alt.Y("at_row:Q", axis=None, scale=alt.Scale(domain=[self.height, 0], nice=False))

    def places(self, place: int) -> Row:
        """Return what the data of a row need to stand in its place."""
        return {
            "words": self.words[place],
            "at_words": self.tops[place],
            "at_row": self.marks[place],
        }

    def labels(self, plain: alt.Chart, *, strong: bool = False) -> alt.Chart:
        """Return the words of all rows, in bold where asked."""
        y = alt.Y("at_words:Q", axis=None, scale=alt.Scale(domain=[self.height, 0], nice=False))
        weight: dict[str, Any] = {"fontWeight": "bold"} if strong else {}
        mark = plain.mark_text(
            align="left", baseline="top", lineBreak="\n", lineHeight=_LINE, **weight
        )
        chart: alt.Chart = mark.encode(x=alt.value(0), y=y, text="words:N")
        return chart


def stacked(texts: Sequence[str]) -> Rows:
    """Return rows for these texts, each as high as its words need."""
    words = [wrapped(text) for text in texts]
    tops, marks, at = [], [], 0
    for lines in words:
        tops.append(at)
        marks.append(at + len(lines) * _LINE + _ABOVE)
        at = marks[-1] + _BELOW
    return Rows(tuple("\n".join(lines) for lines in words), tuple(tops), tuple(marks), at)
