"""The forest plot of a pooled measure, as an SVG file for itself."""

import re
from typing import Literal

from generator.charts.forest import Axis, ForestRow, draw_forest
from generator.charts.render import render_all
from generator.synthesis.summary import Line, Summary
from generator.tables.pooled import printed_estimate

_OWN_COLOUR = re.compile(r"var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)")
_PAPER = '<rect width="100%" height="100%" fill="#fefefe"/>'


def draw_pooled(summary: Summary) -> str:
    """Return a forest plot as SVG that needs no style sheet."""
    measure, share = summary.measure, summary.table.layout.name == "proportion"
    times = 100.0 if share else 1.0
    rows = [
        _row(line, summary, times, weight=weight) for line, weight in zip(summary.studies, summary.weights, strict=True)
    ]
    rows += [_row(line, summary, times, pooled=True) for line in summary.pooled]
    null = None if measure.null is None else 1.0 if measure.ratio else measure.null
    axis = Axis(
        words="share of people, %" if share else measure.title,
        ratio=measure.ratio,
        ends=(0.0, 100.0) if share else None,
        null=null,
        ticks=(0.0, 25.0, 50.0, 75.0, 100.0) if share else (),
    )
    title = f"{summary.table.name}: {measure.title}"
    description = f"{summary.common.k} studies with 95 % intervals; size by weight; below them pooled estimates."
    chart = draw_forest(rows, title=title, description=description, axis=axis)
    svg = _OWN_COLOUR.sub(r"\1", "".join(render_all([chart], None)[0].svg))
    return svg.replace("</desc>", f"</desc>{_PAPER}", 1) + "\n"


def _row(line: Line, summary: Summary, times: float, *, weight: float | None = None, pooled: bool = False) -> ForestRow:
    low, high = (times * limit for limit in line.interval)
    words = printed_estimate(line, summary)
    kind: Literal["study", "pooled", "prediction"] = (
        ("prediction" if line.prediction else "pooled") if pooled else "study"
    )
    return ForestRow(
        label=line.name[:1].upper() + line.name[1:],
        printed=words,
        estimate=None if line.estimate is None else times * line.estimate,
        low=low,
        high=high,
        kind=kind,
        weight=weight,
        slot=None if pooled else 0,
    )
