"""How many people were studied until each year: steps that only rise, the number of studies above each."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.chart import Chart, data, finish
from generator.charts.theme import INK, PAPER, QUIET, WIDTH

_HEIGHT = 220
# Room above the last step for its number.
_HEADROOM = 1.18


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was known after a year: studies and people so far, and whether a controlled study came in it."""

    year: int
    studies: int
    low: int
    high: int
    controlled: bool

    @property
    def people(self) -> str:
        """Return how many people were studied so far, as a range where studies may share people."""
        return f"{self.high:,}" if self.low == self.high else f"{self.low:,} to {self.high:,}"


def draw_timeline(steps: Sequence[Step], *, title: str, description: str) -> Chart:
    """Return the people studied so far as steps over the years; a band where studies may share people.

    A filled dot is a year in which a study with a control group was added, a hollow dot one
    without.
    """
    # The last step is drawn on for half a year, so that its band can be seen.
    end = {**_row(steps[-1]), "year": steps[-1].year + 0.5, "is_year": False}
    plain = alt.Chart(data([*(_row(step) for step in steps), end]))
    of_years = plain.transform_filter("datum.is_year")
    first, last = min(step.year for step in steps), max(step.year for step in steps)
    x = alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(domain=[first - 0.5, last + 0.5], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, tickCount=6, grid=False),
    )
    top = max(step.high for step in steps) * _HEADROOM or 1
    y = alt.Y(
        "high:Q",
        title="people so far",
        scale=alt.Scale(domain=[0, top]),
        axis=alt.Axis(tickCount=4),
    )
    tooltip = [
        alt.Tooltip("year:Q", format="d"),
        alt.Tooltip("studies:Q", title="studies so far"),
        alt.Tooltip("people:N", title="people so far"),
    ]
    band = plain.mark_area(interpolate="step-after", color=QUIET.light, opacity=0.25).encode(
        x=x, y=y, y2="low:Q"
    )
    line = plain.mark_line(interpolate="step-after", color=INK.light, strokeWidth=2).encode(
        x=x, y=y
    )
    dot = of_years.mark_point(size=80, strokeWidth=2, opacity=1, color=INK.light).encode(
        x=x, y=y, fill=alt.Fill("fill:N", scale=None), tooltip=tooltip
    )
    words = of_years.mark_text(baseline="bottom", dy=-9).encode(x=x, y=y, text="studies:Q")
    layers = alt.layer(band, line, dot, words).properties(width=WIDTH - 60, height=_HEIGHT)
    return finish("timeline", title, description, layers)


def _row(step: Step) -> dict[str, object]:
    return {
        "year": step.year,
        "is_year": True,
        "studies": step.studies,
        "low": step.low,
        "high": step.high,
        "people": step.people,
        "fill": INK.light if step.controlled else PAPER.light,
    }
