"""One measure before and after: from the hollow start to the filled follow-up, on its own scale."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, finish, wrapped
from generator.charts.marks import Marks, colour_of, fill_of, shape_of
from generator.charts.stack import Place, stacked
from generator.charts.theme import PAPER, WIDTH, colour, shape

_DIRECTION = {"lower": "← lower is better", "higher": "higher is better →"}
# The field that each layer takes its place across from.
_AT = "at"
# The spread at the start is drawn above the row, that at follow-up below it.
_LIFT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A measure of one group before and after, with the spread a source prints at either time."""

    label: str
    group: str
    before: float
    after: float
    spread_before: tuple[float, float] | None
    spread_after: tuple[float, float] | None
    printed: str
    slot: int | None
    uncontrolled: bool

    @property
    def name(self) -> str:
        """Return the words of the row."""
        return ", ".join(filter(None, (self.label, self.group)))

    @property
    def values(self) -> Iterator[float]:
        """Yield every value that is drawn."""
        yield from (self.before, self.after)
        yield from self.spread_before or ()
        yield from self.spread_after or ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    place: Place
    name: str
    printed: str
    before: float
    after: float
    before_low: float | None
    before_high: float | None
    after_low: float | None
    after_high: float | None
    colour: str
    paper: str
    shape: str


def draw_changes(
    rows: Sequence[Change],
    *,
    title: str,
    description: str,
    axis: str,
    better: Literal["lower", "higher"] | None,
    ends: tuple[float | None, float | None],
) -> Chart:
    """Return before and after as two points joined by a line, a row a group, in the order given.

    The axis runs over the scale where its ends are known, and says which direction is better.
    """
    stack = stacked([f"{row.printed}: {row.name}" for row in rows])
    marks = Marks([_mark(row, place) for row, place in zip(rows, stack.places, strict=True)])
    direction = [_DIRECTION[better]] if better else []
    layers = _Layers(
        marks,
        alt.X(
            f"{_AT}:Q",
            title=[*wrapped(axis), *direction],
            scale=_scale(rows, *ends),
            axis=alt.Axis(tickCount=5),
        ),
        stack.axis(marks.quantity(lambda mark: mark.place.at_row)),
    )
    drawn = (
        [*layers.whiskers()] if any(row.spread_before or row.spread_after for row in rows) else []
    )
    drawn += [
        layers.line(),
        layers.point(lambda mark: mark.before, lambda mark: mark.paper, size=110),
        layers.point(lambda mark: mark.after, lambda mark: mark.colour, size=130),
        stack.labels(marks),
    ]
    whole = alt.layer(*drawn).properties(width=WIDTH, height=stack.height)
    return finish("change", title, description, whole, [row.uncontrolled for row in rows])


@dataclass(frozen=True, slots=True)
class _Layers:
    """The layers of the picture on their common axes."""

    marks: Marks[_Mark]
    x: alt.X
    y: alt.Y

    @property
    def ink(self) -> alt.Color:
        return colour_of(self.marks.nominal(lambda mark: mark.colour))

    def at(self, value: Callable[[_Mark], float | None]) -> alt.Chart:
        """Return a chart whose marks stand at a value."""
        return self.marks.chart.transform_calculate(**{_AT: self.marks.datum(value)})

    def line(self) -> alt.Chart:
        mark = self.at(lambda mark: mark.before).mark_rule(strokeWidth=2.5)
        chart: alt.Chart = mark.encode(
            y=self.y, x=self.x, x2=self.marks.quantity(lambda mark: mark.after), color=self.ink
        )
        return chart

    def point(
        self, value: Callable[[_Mark], float], fill: Callable[[_Mark], str], *, size: int
    ) -> alt.Chart:
        marks = self.marks
        chart: alt.Chart = (
            self.at(value)
            .mark_point(size=size, strokeWidth=2.5, opacity=1)
            .encode(
                y=self.y,
                x=self.x,
                color=self.ink,
                fill=fill_of(marks.nominal(fill)),
                shape=shape_of(marks.nominal(lambda mark: mark.shape)),
                tooltip=[
                    alt.Tooltip(marks.nominal(lambda mark: mark.name), title="group"),
                    alt.Tooltip(marks.nominal(lambda mark: mark.printed), title="reported"),
                ],
            )
        )
        return chart

    def whiskers(self) -> Iterator[alt.Chart]:
        yield self.whisker(lambda mark: mark.before_low, lambda mark: mark.before_high, -_LIFT)
        yield self.whisker(lambda mark: mark.after_low, lambda mark: mark.after_high, _LIFT)

    def whisker(
        self,
        low: Callable[[_Mark], float | None],
        high: Callable[[_Mark], float | None],
        lift: int,
    ) -> alt.Chart:
        marks = self.marks
        known = marks.chart.transform_filter(f"isValid({marks.datum(low)})")
        chart: alt.Chart = (
            known.transform_calculate(**{_AT: marks.datum(low)})
            .mark_rule(strokeWidth=1.5, opacity=0.7, yOffset=lift)
            .encode(y=self.y, x=self.x, x2=marks.quantity(high), color=self.ink)
        )
        return chart


def _scale(rows: Sequence[Change], low: float | None, high: float | None) -> alt.Scale:
    """Return the scale between its ends; where these are unknown, from 0 and as far as the data."""
    values = list(chain.from_iterable(row.values for row in rows))
    start = min([0.0 if low is None else low, *values])
    end = max(values) if high is None else max(high, *values)
    return alt.Scale(domain=[start, end], nice=high is None, zero=False)


def _mark(row: Change, place: Place) -> _Mark:
    before, after = row.spread_before or (None, None), row.spread_after or (None, None)
    return _Mark(
        place=place,
        name=row.name,
        printed=row.printed,
        before=row.before,
        after=row.after,
        before_low=before[0],
        before_high=before[1],
        after_low=after[0],
        after_high=after[1],
        colour=colour(row.slot),
        paper=PAPER.light,
        shape=shape(row.slot),
    )
