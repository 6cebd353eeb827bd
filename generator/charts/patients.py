"""One line a patient over the times a source prints, before to after; times are words, so their distance is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from generator.charts.chart import Chart, data, finish, wrapped
from generator.charts.theme import QUIET, WIDTH, colour, shape
from generator.charts.waterfall import Line

_DIRECTION = {
    "lower": "lower is better",
    "higher": "higher is better",
    None: "no direction is called better",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """The values of one patient: the place of the time in the order, its words, and the value."""

    patient: str
    slot: int | None
    points: tuple[tuple[int, str, float], ...]
    uncontrolled: bool


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
    times = list(
        dict.fromkeys(
            time
            for one in sorted(patients, key=lambda one: -len(one.points))
            for _, time, _ in one.points
        )
    )
    rows = [
        {
            "patient": line.patient,
            "time": time,
            "order": times.index(time),
            "value": value,
            "last": place == len(line.points) - 1,
            "colour": colour(line.slot),
            "shape": shape(line.slot),
            "end": _end(line, patients),
        }
        for line in patients
        for place, (_, time, value) in enumerate(line.points)
    ]
    plain = alt.Chart(data(rows))
    x = alt.X(
        "time:N",
        sort=times,
        title=None,
        axis=alt.Axis(labelAngle=0, domain=False, ticks=False, labelPadding=10),
        scale=alt.Scale(padding=0.15),
    )
    y = alt.Y(
        "value:Q",
        title=[*wrapped(axis, 40), *filter(None, (_DIRECTION[better],))],
        scale=alt.Scale(zero=True),
    )
    ink, detail = alt.Color("colour:N", scale=None), alt.Detail("patient:N")
    tooltip = [alt.Tooltip("patient:N"), alt.Tooltip("time:N"), alt.Tooltip("value:Q")]
    line = plain.mark_line(strokeWidth=2, opacity=0.75).encode(
        x=x, y=y, color=ink, detail=detail, order="order:Q"
    )
    point = plain.mark_point(size=60, filled=True, opacity=1).encode(
        x=x, y=y, color=ink, shape=alt.Shape("shape:N", scale=None), tooltip=tooltip
    )
    words = (
        plain.transform_filter("datum.last")
        .mark_text(align="left", dx=10)
        .encode(x=x, y=alt.Y("end:Q"), text="patient:N")
    )
    height = max(260, 24 * len(patients))
    layers = alt.layer(*_rules(lines), line, point, words).properties(
        width=WIDTH - 90, height=height
    )
    return finish("patients", title, description, layers, [one.uncontrolled for one in patients])


def _rules(lines: Sequence[Line]) -> list[alt.Chart]:
    if not lines:
        return []
    plain = alt.Chart(data([{"at": line.at, "letter": line.letter} for line in lines]))
    rule = plain.mark_rule(strokeDash=[4, 4], color=QUIET.light).encode(y=alt.Y("at:Q"))
    name = plain.mark_text(align="left", baseline="bottom", dx=2).encode(
        x=alt.value(0), y="at:Q", text="letter:N"
    )
    return [rule, name]


def _end(line: PatientLine, lines: Sequence[PatientLine]) -> float:
    """Return the height of a line's name: beside its last value, moved apart where names would lie on each other."""
    highest = max(value for one in lines for _, _, value in one.points) or 1.0
    step = highest * 0.075
    placed: list[tuple[PatientLine, float]] = []
    for one in sorted(lines, key=lambda item: (item.points[-1][2], item.patient)):
        wanted = one.points[-1][2]
        placed.append((one, max(wanted, placed[-1][1] + step) if placed else wanted))
    over = max(0.0, placed[-1][1] - highest * 1.02)
    return next(at for one, at in placed if one is line) - over
