"""How a group spreads over categories that exclude each other: parts of one whole, each with its count."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import Chart, data, finish, wrapped
from generator.charts.theme import PAPER, STEP_INK, STEPS, WIDTH

_BAR, _LINE, _LINES = 66, 17, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """One group: its parts from least to most, which add up to the total."""

    label: str
    printed_total: str
    total: int
    parts: tuple[tuple[str, int], ...]
    uncontrolled: bool


def draw_composition(bars: Sequence[Composition], *, title: str, description: str) -> Chart:
    """Return each group as one divided line of the same length, with every count printed in its part."""
    names = list(dict.fromkeys(name for bar in bars for name, _ in bar.parts))
    height = (_BAR + 44) * len(bars)
    rows = [row for place, bar in enumerate(bars) for row in _parts(bar, place, names)]
    plain = alt.Chart(data(rows))
    scale = alt.Scale(domain=[height, 0], nice=False)
    y = alt.Y("at_row:Q", axis=None, scale=scale)
    x = alt.X(
        "start:Q",
        title="share of people, %",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    tooltip = [alt.Tooltip("name:N", title="category"), alt.Tooltip("printed:N", title="reported")]
    part = plain.mark_bar(stroke=PAPER.light, strokeWidth=2, height=_BAR).encode(
        y=y, x=x, x2="end:Q", color=alt.Color("colour:N", scale=None), tooltip=tooltip
    )
    groups = (
        plain.transform_filter("datum.start == 0")
        .mark_text(align="left", baseline="bottom")
        .encode(x=alt.value(0), y=alt.Y("at_label:Q", axis=None, scale=scale), text="label:N")
    )
    words = plain.mark_text(
        baseline="middle",
        dy=-_LINE * (_LINES - 1) / 2,
        lineHeight=_LINE,
        color=STEP_INK.light,
        lineBreak="\n",
        fontSize=13,
    ).encode(y=y, x=alt.X("middle:Q"), text="words:N")
    layers = alt.layer(part, groups, words).properties(width=WIDTH, height=height)
    return finish("composition", title, description, layers, [bar.uncontrolled for bar in bars])


def _parts(bar: Composition, place: int, names: Sequence[str]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    start = 0.0
    for name, events in bar.parts:
        end = start + 100 * events / bar.total
        width = max(10, int((end - start) * 0.4))
        printed = f"{events} of {bar.total}"
        rows.append(
            {
                "label": ", ".join(filter(None, (bar.label, bar.printed_total))),
                "at_label": place * (_BAR + 44) + 22,
                "at_row": place * (_BAR + 44) + 28 + _BAR / 2,
                "name": name,
                "printed": printed,
                "start": start,
                "end": end,
                "middle": (start + end) / 2,
                "words": _words(name, printed, width) if events else "",
                "colour": STEPS[min(names.index(name), len(STEPS) - 1)].light,
            }
        )
        start = end
    return rows


def _words(name: str, printed: str, width: int) -> str:
    """Return a name and its count as always three lines, so that they stand in the middle of their part."""
    lines = [*wrapped(name, width)[: _LINES - 1], printed]
    return "\n".join([*lines, *["\u00a0"] * (_LINES - len(lines))])
