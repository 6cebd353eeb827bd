"""The forest plot of a pooled measure: each study as readers know it, then all together."""

from typing import Literal

from generator.charts.chart import Chart
from generator.charts.forest import draw_forest
from generator.charts.forest_row import Axis, ForestRow
from generator.pool.summary import Line, Summary
from generator.pool.text_report import printed_estimate
from generator.text.count_words import count_words


def draw_pooled(summary: Summary) -> Chart:
    """Return the forest plot of a summary: shares in percent, ratios on a logarithmic axis."""
    measure, share = summary.measure, summary.table.layout.name == "proportion"
    # Shares are drawn in percent, as they are printed beside the plot.
    times = 100.0 if share else 1.0
    rows = [
        _row(line, summary, times, kind="study", weight=weight)
        for line, weight in zip(summary.studies, summary.weights, strict=True)
    ]
    rows += [
        _row(line, summary, times, kind="prediction" if line.prediction else "pooled")
        for line in summary.pooled
    ]
    axis = Axis(
        words="share of people, %" if share else measure.title,
        ratio=measure.ratio,
        ends=(0.0, 100.0) if share else None,
        null=1.0 if measure.ratio else measure.null,
        ticks=(0.0, 25.0, 50.0, 75.0, 100.0) if share else (),
    )
    title = f"{summary.table.name}: {measure.title}"
    description = (
        f"{count_words(summary.common.k, 'study', 'studies')} with 95 % intervals; size by weight; "
        "below them pooled estimates."
    )
    return draw_forest(rows, title=title, description=description, axis=axis)


def _row(
    line: Line,
    summary: Summary,
    times: float,
    *,
    kind: Literal["study", "pooled", "prediction"],
    weight: float | None = None,
) -> ForestRow:
    return ForestRow(
        label=line.name if kind == "study" else line.name[:1].upper() + line.name[1:],
        printed=printed_estimate(line, summary),
        estimate=None if line.estimate is None else times * line.estimate,
        low=times * line.interval.low,
        high=times * line.interval.high,
        kind=kind,
        weight=weight,
        slot=0 if kind == "study" else None,
    )
