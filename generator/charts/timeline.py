"""How many people were studied until each year: steps that only rise, studies counted above."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import altair as alt

from generator.charts.chart import Chart, finish
from generator.charts.marks import Marks, fill_of
from generator.charts.theme import INK, PAPER, QUIET, WIDTH

_HEIGHT = 220
# Room above the last step for its number.
_HEADROOM = 1.18
# Room at the left for the numbers of people.
_NUMBERS = 60
# So long is the last step drawn on, in years, so that its band can be seen.
_TAIL = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """What was known after a year: studies and people so far, and whether a controlled one came."""

    year: int
    studies: int
    low: int
    high: int
    controlled: bool

    @property
    def people(self) -> str:
        """Return how many people were studied so far, as a range where studies may share people."""
        return f"{self.high:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    year: float
    is_year: bool
    studies: int
    low: int
    high: int
    people: str
    fill: str


def draw_timeline(years: Sequence[YearTotal], *, title: str, description: str) -> Chart:
    """Return the people studied so far as steps; a band where studies may share people.

    A filled dot is a year in which a study with a control group was added, a hollow dot one
    without.
    """
    steps = [_step(year) for year in years]
    tail = replace(steps[-1], year=years[-1].year + _TAIL, is_year=False)
    marks = Marks([*steps, tail])
    first, last = min(year.year for year in years), max(year.year for year in years)
    x = alt.X(
        marks.quantity(lambda step: step.year),
        title=None,
        scale=alt.Scale(domain=[first - 0.5, last + 0.5], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, tickCount=6, grid=False),
    )
    top = max(year.high for year in years) * _HEADROOM or 1
    y = alt.Y(
        marks.quantity(lambda step: step.high),
        title="people so far",
        scale=alt.Scale(domain=[0, top]),
        axis=alt.Axis(tickCount=4),
    )
    layers = alt.layer(*_steps(marks, x, y), *_dots(marks, x, y))
    whole = layers.properties(width=WIDTH - _NUMBERS, height=_HEIGHT)
    return finish("timeline", title, description, whole)


def _steps(marks: Marks[_Step], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    band = marks.chart.mark_area(interpolate="step-after", color=QUIET.light, opacity=0.25)
    line = marks.chart.mark_line(interpolate="step-after", color=INK.light, strokeWidth=2)
    low = marks.quantity(lambda step: step.low)
    return [band.encode(x=x, y=y, y2=low), line.encode(x=x, y=y)]


def _dots(marks: Marks[_Step], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    of_years = marks.chart.transform_filter(marks.datum(lambda step: step.is_year))
    studies = marks.quantity(lambda step: step.studies)
    dot = of_years.mark_point(size=80, strokeWidth=2, opacity=1, color=INK.light).encode(
        x=x,
        y=y,
        fill=fill_of(marks.nominal(lambda step: step.fill)),
        tooltip=[
            alt.Tooltip(marks.quantity(lambda step: step.year), format="d"),
            alt.Tooltip(studies, title="studies so far"),
            alt.Tooltip(marks.nominal(lambda step: step.people), title="people so far"),
        ],
    )
    words = of_years.mark_text(baseline="bottom", dy=-9).encode(x=x, y=y, text=studies)
    return [dot, words]


def _step(year: YearTotal) -> _Step:
    return _Step(
        year=year.year,
        is_year=True,
        studies=year.studies,
        low=year.low,
        high=year.high,
        people=year.people,
        fill=INK.light if year.controlled else PAPER.light,
    )
