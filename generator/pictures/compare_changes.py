"""The changes and differences of a comparison as forest plots, one for each scale."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.charts.forest_row import Axis
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.pictures.compare_forest import (
    ComparedResults,
    DrawnRow,
    ForestFigure,
    OutcomeRows,
    hang_forest,
)
from generator.pictures.compare_rows import change_rows
from generator.synthesis.candidates import Candidate
from generator.synthesis.figure import Figure
from generator.synthesis.figures import figure_of
from generator.wording.estimate_names import effect_name
from generator.wording.result_names import unit_of

_BETTER = {"higher": "higher is better", "lower": "lower is better"}
# The kind of what one group reports; a comparison reports a difference, named by its effect.
_CHANGE = "mean change"
_ABOUT_CHANGE = (
    "Mean change with its 95 % interval, computed; the line stands at no change, and the table "
    "says where the spread comes from."
)
_ABOUT_DIFFERENCE = (
    "Difference between two groups of a study with its 95 % interval, as printed or computed from "
    "both groups; the line stands at none."
)


class DifferenceScale(NamedTuple):
    """What differences must share to be drawn together: the outcome, its unit and their kind."""

    outcome: str
    unit: str
    kind: str


def change_pictures_of(compared: ComparedResults) -> Iterator[Safe]:
    """Yield the changes and differences of a comparison, scale by scale."""
    for scale, changes in changes_of(compared):
        if changes.makes_a_picture:
            yield hang_forest(compared, _figure(scale, changes), changes.rows)


def changes_of(compared: ComparedResults) -> Iterator[tuple[DifferenceScale, OutcomeRows]]:
    """Yield the changes and differences on each scale.

    Those of an estimate that has a forest plot of its own are drawn there.
    """
    scales: dict[DifferenceScale, OutcomeRows] = {}
    for drug, candidate in compared.in_no_forest:
        figure = figure_of(candidate)
        if figure and figure.scale == "difference":
            outcome = compared.of_outcome(candidate)
            scale = _scale_of(compared.page, candidate, figure, outcome.key)
            drawn = scales.setdefault(scale, outcome).rows
            rows = change_rows(compared.page, candidate, figure)
            drawn += (DrawnRow(drug, candidate.study, row) for row in rows)
    yield from scales.items()


def _scale_of(
    page: OpenPage, candidate: Candidate, figure: Figure, outcome: str
) -> DifferenceScale:
    result = candidate.result
    kind = effect_name(figure.effect) if candidate.compares else _CHANGE
    return DifferenceScale(outcome, unit_of(page.evidence, result) or "", kind)


def _figure(scale: DifferenceScale, changes: OutcomeRows) -> ForestFigure:
    kind_and_unit = f"{scale.kind}, {scale.unit}" if scale.unit else scale.kind
    better = _BETTER[changes.better] if changes.better else ""
    return ForestFigure(
        name=f"{scale.kind.replace(' ', '-')}-{changes.name}",
        title=f"{changes.outcome}: {scale.kind}",
        axis=Axis(words=" · ".join(filter(None, (kind_and_unit, better))), null=0.0),
        about=_ABOUT_CHANGE if scale.kind == _CHANGE else _ABOUT_DIFFERENCE,
    )
