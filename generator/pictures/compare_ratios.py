"""The ratios of drug to control in a comparison as forest plots: one outcome, one measure each."""

from collections.abc import Iterator

from generator.charts.forest_row import Axis
from generator.html.escape import Safe
from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult
from generator.pictures.compare_forest import (
    ComparedResults,
    DrawnRow,
    ForestFigure,
    OutcomeRows,
    hang_forest,
)
from generator.pictures.compare_rows import figure_row
from generator.synthesis.candidates import Candidate
from generator.synthesis.complement import cannot_be_turned
from generator.synthesis.figures import figure_of
from generator.synthesis.study_design import is_randomised
from generator.text.count_words import count_words
from generator.wording.estimate_names import effect_name

_BETTER = {"lower": " (fewer is better)", "higher": " (more is better)", None: ""}
_FAVOURS = {
    "lower": " · below 1: fewer on the drug",
    "higher": " · above 1: more on the drug",
    None: "",
}


def ratio_pictures_of(compared: ComparedResults) -> Iterator[Safe]:
    """Yield the ratios of a comparison, outcome by outcome and measure by measure."""
    for effect, ratios in ratios_of(compared):
        if ratios.makes_a_picture:
            yield hang_forest(
                compared, _figure(compared.page.evidence, effect, ratios), ratios.rows
            )


def ratios_of(compared: ComparedResults) -> Iterator[tuple[str, OutcomeRows]]:
    """Yield the ratios of each outcome under their effect measure.

    Those of an estimate that has a forest plot of its own are drawn there.
    """
    ratios: dict[tuple[str, str], OutcomeRows] = {}
    for drug, candidate in compared.in_no_forest:
        figure = figure_of(candidate)
        if figure and figure.scale == "ratio" and not _is_turned_away(compared, candidate):
            row = DrawnRow(drug, candidate.study, figure_row(compared.page, candidate, figure))
            outcome = compared.of_outcome(candidate)
            ratios.setdefault((figure.effect, outcome.key), outcome).rows.append(row)
    yield from ((effect, outcome) for (effect, _), outcome in ratios.items())


def _figure(evidence: Evidence, effect: str, ratios: OutcomeRows) -> ForestFigure:
    name, better = effect_name(effect), ratios.better
    return ForestFigure(
        name=f"{effect.replace(' ', '-')}-{ratios.name}",
        title=f"{ratios.outcome}: {name}, drug against its control group{_BETTER[better]}",
        axis=Axis(words=f"{name}, drug to control{_FAVOURS[better]}", ratio=True, null=1.0),
        about="Ratios with their 95% interval, each under its name, adjusted or not: as printed, "
        f"or computed from printed counts.{_by_chance(evidence, ratios)}",
    )


def _by_chance(evidence: Evidence, ratios: OutcomeRows) -> str:
    """Return how far chance made the groups of the studies that are drawn."""
    studies = {row.study.id: row.study for row in ratios.rows}
    by_chance = sum(is_randomised(evidence, study) for study in studies.values())
    if by_chance == len(studies):
        return " Chance made the groups of every study."
    if not by_chance:
        return " In no study did chance make the groups."
    every = count_words(len(studies), "study", "studies")
    return f" Chance made the groups of {by_chance} of {every}."


def _is_turned_away(compared: ComparedResults, candidate: Candidate) -> bool:
    return cannot_be_turned(compared.page.evidence, candidate.result)


def turned_away(compared: ComparedResults) -> str:
    """Return the studies whose ratio counts the other side, which no axis can share."""
    ratios = (
        candidate
        for _, candidate in compared.results
        if isinstance(candidate.result, ComparisonResult) and candidate.result.value
    )
    away = (each.study.label for each in ratios if _is_turned_away(compared, each))
    names = ", ".join(dict.fromkeys(away))
    reason = "the ratio counts the other side and cannot be turned without counts"
    return f"Not drawn: {names}, as {reason}." if names else ""
