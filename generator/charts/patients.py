"""One line a patient over the times a source prints; times are words, with no distance between."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, finish, wrapped
from generator.charts.marks import Marks, colour_of, shape_of
from generator.charts.theme import QUIET, WIDTH, colour, shape
from generator.charts.waterfall import Line

_DIRECTION = {
    "lower": "lower is better",
    "higher": "higher is better",
    None: "no direction is called better",
}
# Room for the names at the right ends of the lines.
_NAMES = 90
_LOWEST_PICTURE, _HEIGHT_OF_A_NAME = 260, 24
# Names stand at least this part of the highest value apart; the last may go a little past it.
_STEP, _TOP = 0.075, 1.02


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """The values of one patient: the place of the time in the order, its words, and the value."""

    patient: str
    slot: int | None
    points: tuple[tuple[int, str, float], ...]
    uncontrolled: bool

    @property
    def last(self) -> float:
        """Return the last value."""
        return self.points[-1][2]

    @property
    def highest(self) -> float:
        """Return the highest value."""
        return max(value for _, _, value in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    patient: str
    time: str
    order: int
    value: float
    last: bool
    colour: str
    shape: str
    end: float


def draw_patients(
    patients: Sequence[PatientLine],
    *,
    title: str,
    description: str,
    axis: str,
    better: Literal["lower", "higher"] | None,
    lines: Sequence[Line] = (),
) -> Chart:
    """Return one line a patient, named at its end; thresholds dashed, each with its letter."""
    times = _times(patients)
    points: list[_Point] = []
    for patient, end in zip(patients, _ends(patients), strict=True):
        points += _points(patient, times, end)
    marks = Marks(points)
    x = alt.X(
        marks.nominal(lambda point: point.time),
        sort=times,
        title=None,
        axis=alt.Axis(labelAngle=0, domain=False, ticks=False, labelPadding=10),
        scale=alt.Scale(padding=0.15),
    )
    y = alt.Y(
        marks.quantity(lambda point: point.value),
        title=[*wrapped(axis, 40), _DIRECTION[better]],
        scale=alt.Scale(zero=True),
    )
    height = max(_LOWEST_PICTURE, _HEIGHT_OF_A_NAME * len(patients))
    layers = alt.layer(*_rules(lines), *_layers(marks, x, y))
    whole = layers.properties(width=WIDTH - _NAMES, height=height)
    alone = [patient.uncontrolled for patient in patients]
    return finish("patients", title, description, whole, alone)


def _times(patients: Sequence[PatientLine]) -> list[str]:
    """Return the times in order, as the patients with most values have them."""
    longest_first = sorted(patients, key=lambda patient: -len(patient.points))
    times: dict[str, None] = {}
    for patient in longest_first:
        times |= {time: None for _, time, _ in patient.points}
    return list(times)


def _points(patient: PatientLine, times: Sequence[str], end: float) -> Iterator[_Point]:
    for place, (_, time, value) in enumerate(patient.points, 1):
        yield _Point(
            patient=patient.patient,
            time=time,
            order=times.index(time),
            value=value,
            last=place == len(patient.points),
            colour=colour(patient.slot),
            shape=shape(patient.slot),
            end=end,
        )


def _layers(marks: Marks[_Point], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    ink = colour_of(marks.nominal(lambda point: point.colour))
    patient = marks.nominal(lambda point: point.patient)
    line = marks.chart.mark_line(strokeWidth=2, opacity=0.75).encode(
        x=x,
        y=y,
        color=ink,
        detail=alt.Detail(patient),
        order=marks.quantity(lambda point: point.order),
    )
    dot = marks.chart.mark_point(size=60, filled=True, opacity=1).encode(
        x=x,
        y=y,
        color=ink,
        shape=shape_of(marks.nominal(lambda point: point.shape)),
        tooltip=[
            alt.Tooltip(patient),
            alt.Tooltip(marks.nominal(lambda point: point.time)),
            alt.Tooltip(marks.quantity(lambda point: point.value)),
        ],
    )
    last = marks.chart.transform_filter(marks.datum(lambda point: point.last))
    name = last.mark_text(align="left", dx=10).encode(
        x=x, y=alt.Y(marks.quantity(lambda point: point.end)), text=patient
    )
    return [line, dot, name]


def _rules(lines: Sequence[Line]) -> list[alt.Chart]:
    if not lines:
        return []
    marks = Marks(lines)
    height = marks.quantity(lambda line: line.at)
    rule = marks.chart.mark_rule(strokeDash=[4, 4], color=QUIET.light).encode(y=alt.Y(height))
    name = marks.chart.mark_text(align="left", baseline="bottom", dx=2).encode(
        x=alt.value(0), y=height, text=marks.nominal(lambda line: line.letter)
    )
    return [rule, name]


def _ends(patients: Sequence[PatientLine]) -> list[float]:
    """Return the height of each name: beside the last value, or above the name below it."""
    highest = max(patient.highest for patient in patients) or 1.0
    lowest_first = sorted(
        range(len(patients)), key=lambda place: (patients[place].last, patients[place].patient)
    )
    heights = [patient.last for patient in patients]
    below = -math.inf
    for place in lowest_first:
        heights[place] = max(heights[place], below + highest * _STEP)
        below = heights[place]
    # All names move down where the topmost would leave the picture.
    over = max(0.0, below - highest * _TOP)
    return [height - over for height in heights]
