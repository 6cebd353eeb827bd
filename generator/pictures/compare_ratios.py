"""The ratios of drug to control in a comparison as forest plots, one for each good direction."""

from collections.abc import Iterator

from generator.charts.forest_row import Axis, ForestRow
from generator.html.escape import Safe
from generator.model.result import ComparisonResult
from generator.model.vocabulary import Better
from generator.pictures.compare_forest import (
    ComparedResults,
    DrawnRow,
    ForestFigure,
    hang_forest,
)
from generator.pictures.compare_rows import figure_row, pooled_rows
from generator.pictures.results import better_direction
from generator.synthesis.candidates import Candidate
from generator.synthesis.complement import cannot_be_turned
from generator.synthesis.figures import figure_of
from generator.wording.result_names import heading

_TITLE = {"lower": " (fewer is better)", "higher": " (more is better)", None: ""}
_FAVOURS = {
    "lower": " · below 1: fewer on the drug",
    "higher": " · above 1: more on the drug",
    None: "",
}


def ratio_pictures_of(compared: ComparedResults) -> Iterator[Safe]:
    """Yield the ratios of a comparison, direction by direction."""
    directions: dict[Better | None, list[DrawnRow]] = {}
    for drug, candidate in compared.results:
        figure = figure_of(candidate)
        if figure and figure.scale == "ratio" and not _is_turned_away(compared, candidate):
            better = better_direction(compared.page, candidate.result)
            row = DrawnRow(drug, candidate.study, figure_row(compared.page, candidate, figure))
            directions.setdefault(better, []).append(row)
    for better, drawn in directions.items():
        # Rows without an interval are named, but do not make a picture.
        if any(row.drawn for _, _, row in drawn):
            pooled = list(_pooled(compared, better))
            yield hang_forest(compared, _figure(compared, better), drawn, pooled)


def _figure(compared: ComparedResults, better: Better | None) -> ForestFigure:
    domain = heading(compared.comparison.domain)
    return ForestFigure(
        name=f"ratios-{better or 'other'}",
        title=f"{domain}: drug against its control group{_TITLE[better]}",
        axis=Axis(words=f"ratio, drug to control{_FAVOURS[better]}", ratio=True, null=1.0),
        about="Ratios with their 95% interval, each under its name, adjusted or not: as printed, "
        "or risk ratios computed from printed counts. They come from studies without chance "
        f"assignment unless the table says randomised.{_turned_away(compared)}",
    )


def _is_turned_away(compared: ComparedResults, candidate: Candidate) -> bool:
    return cannot_be_turned(compared.page.evidence, candidate.result)


def _turned_away(compared: ComparedResults) -> str:
    """Return the studies whose ratio counts the other side, which no axis can share."""
    ratios = (
        candidate
        for _, candidate in compared.results
        if isinstance(candidate.result, ComparisonResult) and candidate.result.value
    )
    away = (each.study.label for each in ratios if _is_turned_away(compared, each))
    names = ", ".join(dict.fromkeys(away))
    reason = "the ratio counts the other side and cannot be turned without counts"
    return f" Not drawn: {names}, as {reason}." if names else ""


def _pooled(compared: ComparedResults, better: Better | None) -> Iterator[ForestRow]:
    for estimate in compared.comparison.estimates:
        anchor = estimate.body.anchor.result
        if estimate.scale == "ratio" and better_direction(compared.page, anchor) == better:
            yield from pooled_rows(compared.page, estimate)
