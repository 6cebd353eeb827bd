"""The forest plot of a pooled measure: each study as readers know it, then all together."""

from generator.charts.chart import Chart
from generator.charts.trial_forest import draw_trial_forest
from generator.charts.trial_forest_row import (
    AverageRow,
    Effect,
    Heads,
    TrialForest,
    TrialGroup,
    TrialRow,
)
from generator.pool.summary import Line, Summary
from generator.pool.text_report import printed_estimate


def draw_pooled(summary: Summary) -> Chart:
    """Return the forest plot of a summary: shares in percent, ratios on a logarithmic axis."""
    desk, _ = draw_trial_forest(_forest(summary), f"{summary.table.name}: {summary.measure.title}")
    return desk


def _forest(summary: Summary) -> TrialForest:
    measure, share = summary.measure, _is_share(summary)
    pairs = zip(summary.studies, summary.weights, strict=True)
    rows = tuple(
        TrialRow(
            name=line.name, treated="", control="", effect=_effect(line, summary), weight=weight
        )
        for line, weight in pairs
    )
    averages = [_average(line, summary) for line in summary.pooled if not line.prediction]
    predicted = [_average(line, summary) for line in summary.pooled if line.prediction]
    null = 1.0 if measure.ratio else measure.null
    title = _capital(measure.title)
    return TrialForest(
        groups=(TrialGroup(rows=rows),),
        heads=Heads(
            study="Study",
            treated="",
            control="",
            measure=f"{title}, %" if share else title,
        ),
        null=None if share else null,
        ratio=measure.ratio,
        ends=(0.0, 100.0) if share else None,
        average=averages[0],
        others=tuple(averages[1:]),
        prediction=predicted[-1] if predicted else None,
    )


def _is_share(summary: Summary) -> bool:
    return summary.table.layout.name == "proportion"


def _average(line: Line, summary: Summary) -> AverageRow:
    return AverageRow(name=_capital(line.name), effect=_effect(line, summary))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _effect(line: Line, summary: Summary) -> Effect:
    # Shares are drawn in percent, as they are printed beside the plot.
    times = 100.0 if _is_share(summary) else 1.0
    return Effect(
        printed=printed_estimate(line, summary),
        estimate=None if line.estimate is None else times * line.estimate,
        low=times * line.interval.low,
        high=times * line.interval.high,
    )
