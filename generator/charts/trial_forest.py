"""The forest plot of controlled trials: one outcome on one effect measure, for desk and phone."""

from typing import Any

import altair as alt

from generator.charts.chart import Chart
from generator.charts.theme import config
from generator.charts.trial_forest_columns import DESK_WIDTH
from generator.charts.trial_forest_desk import desk_layers
from generator.charts.trial_forest_phone import PHONE_WIDTH, phone_layers
from generator.charts.trial_forest_plot import weight_words
from generator.charts.trial_forest_row import AverageRow, TrialForest, TrialRow

# So that half the width of a line at an edge is not cut off.
_EDGE = 2


def draw_trial_forest(forest: TrialForest, title: str) -> tuple[Chart, Chart]:
    """Return the forest plot of trials twice: as wide as a desk and as narrow as a phone."""
    description = f"{title}. {describe(forest)}"
    desk, tall = desk_layers(forest)
    phone, taller = phone_layers(forest)
    return (
        _chart(title, description, _specification(desk, DESK_WIDTH, tall)),
        _chart(title, description, _specification(phone, PHONE_WIDTH, taller)),
    )


def _chart(title: str, description: str, specification: dict[str, Any]) -> Chart:
    return Chart(
        kind="trial-forest",
        title=title,
        description=description,
        specification=specification,
    )


def _specification(
    layers: alt.LayerChart | alt.FacetChart, width: float, height: float
) -> dict[str, Any]:
    # Every word has its place; nothing that a browser measures may move the others.
    whole = layers.properties(
        width=width,
        height=height + _EDGE,
        padding=0,
        autosize=alt.AutoSizeParams(type="none"),
    )
    specification: dict[str, Any] = whole.configure(**config()).to_dict(format="vega-lite")
    return specification


def describe(forest: TrialForest) -> str:
    """Return the whole plot in words."""
    sentences = [f"{forest.heads.measure} with its 95% interval"]
    for group in forest.groups:
        if group.head:
            sentences.append(group.head)
        sentences += [_trial_words(row) for row in group.rows]
        if group.average:
            sentences.append(_average_words(group.average))
    totals = (forest.average, *forest.others, forest.prediction)
    sentences += [_average_words(row) for row in totals if row]
    sentences += [f"Dashed line: {threshold.words}" for threshold in forest.thresholds]
    left, right = forest.favours
    if forest.null is not None and (left or right):
        sentences.append(f"Left of {forest.null:g}: {left}; right of it: {right}")
    sentences.append(forest.sentence)
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences if sentence)


def _trial_words(row: TrialRow) -> str:
    groups = f"{row.treated} against {row.control}" if row.control else row.treated
    parts = [groups, row.effect.printed, _weighs(row.weight), row.judged]
    return f"{row.name}: {', '.join(filter(None, parts))}"


def _average_words(row: AverageRow) -> str:
    return f"{row.name}: {', '.join(filter(None, (row.effect.printed, row.detail)))}"


def _weighs(weight: float | None) -> str:
    return f"weight {weight_words(weight)}" if weight is not None else ""
