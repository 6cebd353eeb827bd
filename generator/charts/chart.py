"""A picture before it is drawn: what it shows, in words and as a Vega-Lite specification."""

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from generator.charts.theme import FONT_SIZE, ROW, WIDTH, config

_LABEL_WIDTH = 34
_LINE = FONT_SIZE + 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture: its accessible name, one sentence for those who cannot see it, and its specification."""

    kind: str
    title: str
    description: str
    specification: Mapping[str, Any]


Row = dict[str, Any]


def finish(
    kind: str, title: str, description: str, layers: alt.LayerChart | alt.FacetChart, uncontrolled: Sequence[bool] = ()
) -> Chart:
    """Return the chart of some layers, with our look, its numbers, and what it must say of control groups."""
    if remark := about_control(uncontrolled):
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


def about_control(uncontrolled: Sequence[bool]) -> str | None:
    """Return what a picture says of rows without a control group; None where every row has one."""
    if not any(uncontrolled):
        return None
    return "no control group" if all(uncontrolled) else "some of these studies have no control group"


def keys(labels: Iterable[tuple[str, str]]) -> list[str]:
    """Return one axis label for each row: the label, and beneath it the group, both wrapped, each unlike the others.

    Rows of the same words get an invisible mark, because an axis keeps only one of two equal labels.
    """
    found: list[str] = []
    for label, group in labels:
        lines = [*wrapped(label), *wrapped(group)]
        key = "\n".join(lines)
        while key in found:
            key += "\u200b"
        found.append(key)
    return found


def wrapped(text: str, width: int = _LABEL_WIDTH) -> list[str]:
    """Return a label broken into lines, so that it is never cut off."""
    return textwrap.wrap(" ".join(text.split()), width) if text.strip() else []


def height_of(labels: Sequence[str]) -> int:
    """Return the height that rows with these labels need, in pixels."""
    lines = max(label.count("\n") + 1 for label in labels)
    return max(ROW, lines * _LINE + 14) * len(labels)


def row_axis(labels: Sequence[str]) -> alt.Y:
    """Return the axis of rows, in the order given, with labels of several lines."""
    axis = alt.Axis(
        title=None, domain=False, ticks=False, labelExpr="split(datum.label, '\\n')", labelPadding=12, labelLimit=320
    )
    return alt.Y("key:N", sort=list(labels), axis=axis)


PLOT_WIDTH = WIDTH - 300
