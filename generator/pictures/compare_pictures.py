"""The pictures of a comparison: shares, changes and ratios, in the order of its table."""

from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.pictures.compare_changes import change_pictures_of
from generator.pictures.compare_forest import ComparedResults, standing_results
from generator.pictures.compare_ratios import ratio_pictures_of
from generator.pictures.compare_rows import drawable_share
from generator.pictures.compare_shares import share_pictures_of
from generator.pictures.gallery import Gallery
from generator.synthesis.background import Background
from generator.synthesis.candidates import Candidate
from generator.synthesis.compare import Comparison
from generator.synthesis.figures import figure_of


def comparison_pictures(
    page: OpenPage, gallery: Gallery, comparison: Comparison, background: Background | None
) -> list[Safe]:
    """Return shares by good direction, changes by scale, and ratios by good direction."""
    compared = ComparedResults(page, gallery, comparison, standing_results(page, comparison))
    return [
        *share_pictures_of(compared, background),
        *change_pictures_of(compared),
        *ratio_pictures_of(compared),
    ]


def about_pictures(page: OpenPage, comparison: Comparison) -> str:
    """Return what holds for every picture: order, signs, and the studies that are in none."""
    names = ", ".join(study.label for study in _not_drawn(page, comparison))
    left_out = f" In words or without a count, and so only in the table: {names}." if names else ""
    return f"Rows stand drug by drug in the order of the table.{_signs(page, comparison)}{left_out}"


def _signs(page: OpenPage, comparison: Comparison) -> str:
    """Return what the signs of appraisals are, where a study has any."""
    appraised = {entry.study for entry in page.evidence.appraisals}
    if appraised.isdisjoint(study.id for study in comparison.studies):
        return ""
    return (
        " Signs at the right are the answers of a study's appraisal, item by item: + good, "
        "− middling, × bad, ? unknown, · does not apply."
    )


def _not_drawn(page: OpenPage, comparison: Comparison) -> list[Study]:
    """Return the studies of which no result can be drawn: in words, without count or spread."""
    drawn = {
        candidate.study.id
        for _, candidate in standing_results(page, comparison)
        if _is_drawable(candidate)
    }
    return [study for study in comparison.studies if study.id not in drawn | page.site.retracted]


def _is_drawable(candidate: Candidate) -> bool:
    figure = figure_of(candidate)
    has_interval = figure is not None and figure.low is not None
    return has_interval or drawable_share(candidate.result) is not None
