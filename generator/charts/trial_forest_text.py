"""The words and lights beside the plot of a forest of trials: every line in its column."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import altair as alt

from generator.charts.forest_row import Level
from generator.charts.lettering import lines_within
from generator.charts.marks import Marks, colour_of, fill_of, shape_of
from generator.charts.theme import (
    ACCENT,
    GRID,
    HIGH_RISK,
    INK,
    LOW_RISK,
    NO_DRUG,
    PAPER,
    QUIET,
    SOME_RISK,
    SOME_RISK_INK,
)
from generator.charts.trial_forest_plot import pixels
from generator.charts.trial_forest_row import Light, TrialRow

# The size of all letters, and from line to line, in pixels.
SIZE, LEADING = 13, 17
# The side of a light.
LIGHT = 14.0

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Lines of text: where their first line begins or ends, in pixels; perhaps a link."""

    words: str
    across: float
    top: float
    align: Align = "left"
    strong: bool = False
    ink: str = INK.light
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    words: str
    across: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLight:
    """A light with its middle, in pixels, and what is told of it to the pointer."""

    light: Light
    across: float
    at_row: float
    study: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lamp:
    across: float
    at_row: float
    fill: str
    edge: str
    shape: str
    sign: str
    ink: str
    study: str
    head: str
    risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line across, in pixels."""

    left: float
    right: float
    at_row: float
    ink: str = GRID.light
    thick: float = 1.0


@dataclass(slots=True)
class Sheet:
    """What has been written so far: words, lights, heads of lights and rules across."""

    words: list[Words] = field(default_factory=list)
    lights: list[PlacedLight] = field(default_factory=list)
    heads: list[tuple[str, float, float]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def write(self, text: str, across: float, top: float, width: float, **looks: Any) -> float:
        """Write a text within a width and return where the next line would begin."""
        if not text:
            return top
        lines = lines_within(text, width, SIZE, strong=looks.get("strong", False))
        words = Words(words="\n".join(lines), across=across, top=top, **looks)
        self.words.append(words)
        return top + LEADING * len(lines)

    def layers(self) -> Iterator[alt.Chart]:
        """Yield rules, words, heads and lights as layers."""
        yield from _rules(self.rules)
        yield from _texts(self.words)
        yield from _heads(self.heads)
        yield from _lamps(self.lights)


def name_ink(row: TrialRow) -> str:
    """Return the colour of a trial's name: that of links, if it leads anywhere."""
    return ACCENT.light if row.address else INK.light


def _rules(rules: Iterable[Rule]) -> Iterator[alt.Chart]:
    by_look: dict[tuple[str, float], list[Rule]] = {}
    for rule in rules:
        by_look.setdefault((rule.ink, rule.thick), []).append(rule)
    for (ink, thick), alike in by_look.items():
        marks = Marks(alike)
        yield marks.chart.mark_rule(color=ink, strokeWidth=thick).encode(
            x=across(marks.quantity(lambda rule: rule.left)),
            x2=marks.quantity(lambda rule: rule.right),
            y=pixels(marks.quantity(lambda rule: rule.at_row)),
        )


def across(name: str) -> alt.X:
    """Return the axis across for a field of pixels, apart from the scale of the estimates."""
    return alt.X(name, scale=None, axis=None)


def _texts(texts: Iterable[Words]) -> Iterator[alt.Chart]:
    by_look: dict[tuple[Align, bool, bool], list[Words]] = {}
    for text in texts:
        by_look.setdefault((text.align, text.strong, bool(text.link)), []).append(text)
    for (align, strong, linked), alike in by_look.items():
        yield _text_layer(alike, align, strong=strong, linked=linked)


def _text_layer(texts: Sequence[Words], align: Align, *, strong: bool, linked: bool) -> alt.Chart:
    marks = Marks(texts)
    looks: dict[str, Any] = {"fontWeight": "bold"} if strong else {}
    text = marks.chart.mark_text(
        align=align, baseline="top", lineBreak="\n", lineHeight=LEADING, fontSize=SIZE, **looks
    )
    chart: alt.Chart = text.encode(
        x=across(marks.quantity(lambda text: text.across)),
        y=pixels(marks.quantity(lambda text: text.top)),
        text=marks.nominal(lambda text: text.words),
        color=colour_of(marks.nominal(lambda text: text.ink)),
    )
    if linked:
        chart = chart.encode(href=marks.nominal(lambda text: text.link))
    return chart


def _heads(heads: Iterable[tuple[str, float, float]]) -> Iterator[alt.Chart]:
    """Yield the heads of the lights, which read from the bottom up."""
    rows = [_Head(words=words, across=place, bottom=bottom) for words, place, bottom in heads]
    if rows:
        marks = Marks(rows)
        text = marks.chart.mark_text(
            angle=270, align="left", baseline="middle", fontSize=SIZE, color=QUIET.light
        )
        yield text.encode(
            x=across(marks.quantity(lambda head: head.across)),
            y=pixels(marks.quantity(lambda head: head.bottom)),
            text=marks.nominal(lambda head: head.words),
        )


_LOOKS = {
    Level.GOOD: ("+", "circle", LOW_RISK.light, PAPER.light),
    Level.MIDDLE: ("−", "circle", SOME_RISK.light, SOME_RISK_INK.light),
    Level.BAD: ("!", "square", HIGH_RISK.light, PAPER.light),
    Level.UNKNOWN: ("?", "circle", PAPER.light, QUIET.light),
}


def _lamp(placed: PlacedLight) -> _Lamp:
    sign, shape, fill, ink = _LOOKS[placed.light.level]
    return _Lamp(
        across=placed.across,
        at_row=placed.at_row,
        fill=fill,
        edge=NO_DRUG.light if placed.light.level == Level.UNKNOWN else fill,
        shape=shape,
        sign=sign,
        ink=ink,
        study=placed.study,
        head=placed.head,
        risk=placed.light.words,
    )


def _lamps(lights: Sequence[PlacedLight]) -> Iterator[alt.Chart]:
    """Yield lights and the signs on them, so that colour is never alone."""
    if not lights:
        return
    marks = Marks([_lamp(light) for light in lights])
    place = {
        "x": across(marks.quantity(lambda lamp: lamp.across)),
        "y": pixels(marks.quantity(lambda lamp: lamp.at_row)),
    }
    yield marks.chart.mark_point(size=LIGHT**2, opacity=1, strokeWidth=1).encode(
        **place,
        shape=shape_of(marks.nominal(lambda lamp: lamp.shape)),
        fill=fill_of(marks.nominal(lambda lamp: lamp.fill)),
        color=colour_of(marks.nominal(lambda lamp: lamp.edge)),
        tooltip=[
            alt.Tooltip(marks.nominal(lambda lamp: lamp.study), title="study"),
            alt.Tooltip(marks.nominal(lambda lamp: lamp.head), title="risk of bias"),
            alt.Tooltip(marks.nominal(lambda lamp: lamp.risk), title="judged"),
        ],
    )
    yield marks.chart.mark_text(baseline="middle", fontSize=SIZE, fontWeight="bold").encode(
        **place,
        text=marks.nominal(lambda lamp: lamp.sign),
        color=colour_of(marks.nominal(lambda lamp: lamp.ink)),
    )
