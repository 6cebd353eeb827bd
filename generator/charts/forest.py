"""Studies and what they give together: one row each, words above the mark, so that a forest plot fits a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, Row, Rows, data, finish, wrapped
from generator.charts.forest_scale import Scale, scale_of
from generator.charts.theme import (
    FONT_SIZE,
    GRID,
    INK,
    NO_DRUG,
    PAPER,
    QUIET,
    SLOTS,
    WIDTH,
    colour,
    shape,
)

_LINE = FONT_SIZE + 4
_ABOVE, _BELOW, _GAP = 14, 24, 8
# Judgements stand at the right: so wide a cell, and so wide all cells together at most.
_CELL, _CELLS, _ASIDE = 22, 150, 10
_DIAMOND = 7
_SMALLEST, _LARGEST, _PLAIN = 40.0, 180.0, 130.0


class Level(StrEnum):
    """How a study is judged in one respect; each level has a sign of its own, so that colour is never alone."""

    GOOD = "good"
    MIDDLE = "middle"
    BAD = "bad"
    UNKNOWN = "unknown"

    @property
    def symbol(self) -> str:
        """Return the sign of the level."""
        return {"good": "+", "middle": "−", "bad": "×", "unknown": "?"}[self.value]

    @property
    def ink(self) -> str:
        """Return the colour of the level on light ground."""
        return {"good": SLOTS[2], "middle": SLOTS[1], "bad": SLOTS[7], "unknown": NO_DRUG}[
            self.value
        ].light


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One row: its words, and its estimate with an interval where there is one.

    `printed` is the estimate in words ("0.41 (0.13 to 1.26)", "not reported"); `detail` what it is
    about. A heading has words only; a pooled row is drawn as a diamond, a prediction as a dashed
    line. `weight` is in percent of all. A control group is hollow. `appraisal` holds (symbol,
    level) from left to right; `address` is where the number stands.
    """

    label: str
    printed: str = ""
    detail: str = ""
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    kind: Literal["study", "heading", "pooled", "prediction"] = "study"
    weight: float | None = None
    slot: int | None = None
    control: bool = False
    uncontrolled: bool = False
    appraisal: tuple[tuple[str, Level], ...] = ()
    address: str = ""

    @property
    def words(self) -> str:
        """Return the words above the mark."""
        return ", ".join(
            filter(None, (": ".join(filter(None, (self.label, self.printed))), self.detail))
        )

    @property
    def drawn(self) -> bool:
        """Tell whether the row has a mark."""
        return self.kind != "heading" and None not in {self.low, self.high}


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The scale of a forest plot: its words, whether it holds ratios, its ends if given, the value of no difference.

    Without `ends` every interval is shown, ratios up to a hundredfold either way; what goes past an
    end has an arrow. `ticks` overrides where numbers stand.
    """

    words: str
    ratio: bool = False
    ends: tuple[float, float] | None = None
    null: float | None = None
    ticks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range that all rows are seen against, as what people on a placebo did; its words stand above the rows."""

    low: float
    high: float
    words: str


def draw_forest(
    rows: Sequence[ForestRow],
    *,
    title: str,
    description: str,
    axis: Axis,
    band: Band | None = None,
    appraisal_heads: Sequence[str] = (),
) -> Chart:
    """Return a forest plot of rows in the order given."""
    cells = max([len(appraisal_heads), *(len(row.appraisal) for row in rows)])
    above = [ForestRow(label=f"Shaded: {band.words}")] if band else []
    if cells and appraisal_heads:
        above.append(ForestRow(label="", kind="heading"))
    shown = [*above, *rows]
    placed = _stacked(shown)
    limits = [
        value
        for row in rows
        if row.drawn
        for value in (row.low, row.high, row.estimate)
        if value is not None
    ]
    scale = scale_of(
        limits + ([band.low, band.high] if band else []), axis.ends, axis.null, ratio=axis.ratio
    )
    step = min(_CELL, _CELLS // cells) if cells else 0
    width = WIDTH - cells * step - (_ASIDE if cells else 0)
    x = _axis(axis, scale, width)
    layers: list[alt.Chart] = []
    if band:
        layers.append(_band(band, scale, x, placed.height))
    drawn = [place for place, row in enumerate(shown) if row.drawn]
    layers.append(_lines(axis.ticks or scale.ticks, x, placed, drawn, GRID.light))
    if axis.null is not None and scale.holds(axis.null):
        layers.append(_lines((axis.null,), x, placed, drawn, NO_DRUG.light))
    layers += _marks(shown, placed, scale, x)
    if not limits:
        layers.append(_empty(scale, x))
    layers += _words(shown, placed)
    layers += _appraisals(rows, placed, len(above), width, step)
    layers += _heads(appraisal_heads, placed, len(above), width, step) if above and cells else []
    layered = alt.layer(*layers).properties(width=WIDTH, height=placed.height)
    return finish(
        "forest", title, description, layered, [row.uncontrolled for row in rows if row.drawn]
    )


def _stacked(rows: Sequence[ForestRow]) -> Rows:
    """Return the places of rows: words first, then room for a mark or a judgement where there is one."""
    tops, marks, words, at = [], [], [], 0
    for row in rows:
        lines = wrapped(row.words) or [""]
        words.append("\n".join(lines))
        tops.append(at)
        bottom = at + len(lines) * _LINE
        marks.append(bottom + _ABOVE)
        at = marks[-1] + _BELOW if row.drawn or row.appraisal else bottom + _GAP
    return Rows(tuple(words), tuple(tops), tuple(marks), at)


def _axis(axis: Axis, scale: Scale, width: int) -> alt.X:
    ticks = axis.ticks or scale.ticks
    # As a number is written: the library's own formats round ticks to the step between them.
    shown = alt.Axis(
        values=list(ticks), labelExpr="replace('' + datum.value, '-', '−')", grid=False
    )
    kind: Literal["log", "linear"] = "log" if axis.ratio else "linear"
    ends = alt.Scale(type=kind, domain=[scale.low, scale.high], range=[0, width], nice=False)
    return alt.X("at:Q", title=wrapped(axis.words, 46), scale=ends, axis=shown)


def _plain(rows: Sequence[Row]) -> alt.Chart:
    return alt.Chart(data(rows))


def _down(height: int) -> alt.Y:
    return alt.Y("at_row:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))


def _band(band: Band, scale: Scale, x: alt.X, height: int) -> alt.Chart:
    low, high = scale.within(band.low), scale.within(band.high)
    mark = _plain([{"at": low, "to": high, "at_row": 0, "bottom": height}]).mark_rect(
        color=GRID.light, opacity=0.55
    )
    chart: alt.Chart = mark.encode(x=x, x2="to:Q", y=_down(height), y2="bottom:Q")
    return chart


def _lines(
    values: Sequence[float], x: alt.X, placed: Rows, places: Sequence[int], ink: str
) -> alt.Chart:
    """Return lines at these values beside each mark; they do not run through words."""
    parts = [
        {
            "at": value,
            "at_row": placed.marks[place] - _ABOVE + 2,
            "bottom": placed.marks[place] + _BELOW - 6,
        }
        for place in places
        for value in values
    ]
    nothing = [{"at": value, "at_row": 0, "bottom": 0} for value in values[:1]]
    mark = _plain(parts or nothing).mark_rule(color=ink, strokeWidth=1.5)
    chart: alt.Chart = mark.encode(x=x, y=_down(placed.height), y2="bottom:Q")
    return chart


def _empty(scale: Scale, x: alt.X) -> alt.Chart:
    """Return a layer that draws nothing but the axis, for rows without any estimate."""
    chart: alt.Chart = _plain([{"at": scale.low}]).mark_point(opacity=0).encode(x=x)
    return chart


def _marks(rows: Sequence[ForestRow], placed: Rows, scale: Scale, x: alt.X) -> list[alt.Chart]:
    """Return intervals, points, diamonds and arrows."""
    drawn = [(row, place) for place, row in enumerate(rows) if row.drawn]
    heaviest = max((row.weight or 0.0 for row, _ in drawn), default=0.0)
    y, ink = _down(placed.height), alt.Color("ink:N", scale=None)
    facts = [_facts(row, placed, place, scale, heaviest) for row, place in drawn]
    layers = []
    for kind, dash in (("study", [1, 0]), ("prediction", [5, 4])):
        if chosen := [fact for fact in facts if fact["kind"] == kind]:
            rule = _plain(chosen).mark_rule(strokeWidth=2.5, strokeDash=dash)
            layers.append(rule.encode(x=x, x2="to:Q", y=y, color=ink))
    if points := [fact for fact in facts if fact["kind"] == "study" and fact["inside"]]:
        layers.append(_points(points, x, y, ink))
    if diamonds := [
        corner for fact in facts if fact["kind"] == "pooled" for corner in _corners(fact)
    ]:
        diamond = _plain(diamonds).mark_line(
            interpolate="linear-closed", fill=INK.light, stroke=INK.light
        )
        layers.append(diamond.encode(x=x, y=y, order="corner:O", detail="row:N"))
    if arrows := [arrow for fact in facts for arrow in _arrows(fact)]:
        arrow = _plain(arrows).mark_point(size=90, filled=True, opacity=1)
        layers.append(arrow.encode(x=x, y=y, color=ink, shape=alt.Shape("shape:N", scale=None)))
    return layers


def _points(facts: Sequence[Row], x: alt.X, y: alt.Y, ink: alt.Color) -> alt.Chart:
    rows = [{**fact, "at": fact["middle"]} for fact in facts]
    tooltip = [
        alt.Tooltip("label:N", title="study"),
        alt.Tooltip("printed:N", title="estimate (95 % interval)"),
    ]
    mark = _plain(rows).mark_point(strokeWidth=2.5, opacity=1)
    chart: alt.Chart = mark.encode(
        x=x,
        y=y,
        color=ink,
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        size=alt.Size("size:Q", scale=None),
        tooltip=tooltip,
    )
    return chart


def _facts(row: ForestRow, placed: Rows, place: int, scale: Scale, heaviest: float) -> Row:
    if row.low is None or row.high is None:
        raise ValueError(f"{row.label} has no interval to draw")
    middle = row.estimate if row.estimate is not None else (row.low + row.high) / 2
    ink = (
        INK.light
        if row.kind in {"pooled", "prediction"}
        else colour(None if row.control else row.slot)
    )
    share = (row.weight or 0.0) / heaviest if heaviest else None
    return {
        "row": place,
        "kind": row.kind,
        "label": row.label,
        "printed": row.printed,
        "at": scale.within(row.low),
        "to": scale.within(row.high),
        "middle": scale.within(middle),
        "inside": row.estimate is not None and scale.holds(row.estimate),
        "before": row.low < scale.low,
        "after": row.high > scale.high,
        "at_row": placed.marks[place],
        "ink": ink,
        "fill": PAPER.light if row.control else ink,
        "shape": shape(row.slot),
        "size": _PLAIN if share is None else _SMALLEST + (_LARGEST - _SMALLEST) * share,
    }


def _corners(fact: Row) -> list[Row]:
    """Return the corners of a diamond: as wide as its interval, highest at the estimate."""
    places = (
        (fact["at"], 0),
        (fact["middle"], -_DIAMOND),
        (fact["to"], 0),
        (fact["middle"], _DIAMOND),
    )
    return [
        {"at": at, "at_row": fact["at_row"] + offset, "corner": corner, "row": fact["row"]}
        for corner, (at, offset) in enumerate(places)
    ]


def _arrows(fact: Row) -> list[Row]:
    """Return a triangle at each end of the scale that an interval goes past."""
    ends = (("before", "at", "triangle-left"), ("after", "to", "triangle-right"))
    places = {"at_row": fact["at_row"], "ink": fact["ink"]}
    return [{"at": fact[end], "shape": sign, **places} for past, end, sign in ends if fact[past]]


def _words(rows: Sequence[ForestRow], placed: Rows) -> list[alt.Chart]:
    """Return the words of all rows, those of headings and of pooled rows in bold."""
    layers = []
    for strong in (False, True):
        chosen = [
            place for place, row in enumerate(rows) if (row.kind in {"heading", "pooled"}) == strong
        ]
        if chosen:
            layers.append(
                placed.labels(_plain([placed.places(place) for place in chosen]), strong=strong)
            )
    return layers


def _appraisals(
    rows: Sequence[ForestRow], placed: Rows, skipped: int, width: int, step: int
) -> list[alt.Chart]:
    """Return the signs of judgements, in cells at the right of the marks."""
    facts = [
        {
            "sign": sign,
            "ink": level.ink,
            "at_cell": _middle(width, step, cell),
            "at_row": placed.marks[place + skipped],
        }
        for place, row in enumerate(rows)
        for cell, (sign, level) in enumerate(row.appraisal)
    ]
    if not facts:
        return []
    mark = _plain(facts).mark_text(
        fontWeight="bold", fontSize=FONT_SIZE + (3 if step == _CELL else 1), baseline="middle"
    )
    return [_in_cells(mark, placed.height, "sign").encode(color=alt.Color("ink:N", scale=None))]


def _heads(
    heads: Sequence[str], placed: Rows, above: int, width: int, step: int
) -> list[alt.Chart]:
    """Return the column heads of judgements, in the empty row above the first."""
    if not heads:
        return []
    top = placed.tops[above - 1]
    facts = [
        {"head": head, "at_cell": _middle(width, step, cell), "at_row": top}
        for cell, head in enumerate(heads)
    ]
    mark = _plain(facts).mark_text(baseline="top", color=QUIET.light)
    return [_in_cells(mark, placed.height, "head")]


def _middle(width: int, step: int, cell: int) -> float:
    return width + _ASIDE + (cell + 0.5) * step


def _in_cells(mark: alt.Chart, height: int, text: str) -> alt.Chart:
    """Return text whose place across is given in pixels, not on the scale of the estimates."""
    chart: alt.Chart = mark.encode(
        x=alt.X("at_cell:Q", scale=None, axis=None), y=_down(height), text=f"{text}:N"
    )
    return chart
