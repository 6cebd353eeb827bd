"""The pictures of a comparison: shares, changes and ratios, in the order of its table."""

from collections.abc import Iterable

from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.pictures.compare_changes import change_pictures_of, changes_of
from generator.pictures.compare_forest import ComparedResults, standing_results
from generator.pictures.compare_ratios import ratio_pictures_of, ratios_of, turned_away
from generator.pictures.compare_rows import drawable_share
from generator.pictures.compare_shares import not_drawn, share_pictures_of, shares_of
from generator.pictures.gallery import Gallery
from generator.synthesis.background import Background
from generator.synthesis.candidates import Candidate
from generator.synthesis.compare import Comparison
from generator.synthesis.figures import figure_of
from generator.wording.inline_figures import in_a_sentence


def comparison_pictures(
    page: OpenPage, gallery: Gallery, comparison: Comparison, background: Background | None
) -> list[Safe]:
    """Return shares by outcome, changes by scale, and ratios by outcome and effect measure."""
    compared = ComparedResults(page, gallery, comparison, standing_results(page, comparison))
    return [
        *share_pictures_of(compared, background),
        *change_pictures_of(compared),
        *ratio_pictures_of(compared),
    ]


def about_pictures(page: OpenPage, comparison: Comparison) -> str:
    """Return what holds for every picture: order, signs, and what is in none."""
    missing = _not_drawn(page, comparison)
    # Of studies that are in no picture at all one sentence says so.
    results = tuple(
        result
        for result in standing_results(page, comparison)
        if result.candidate.study not in missing
    )
    compared = ComparedResults(page, Gallery(), comparison, results)
    outside = [shares for shares in shares_of(compared) if not shares.makes_a_picture]
    return " ".join(
        filter(
            None,
            (
                "Rows stand drug by drug in the order of the table.",
                _signs(page, comparison),
                _only_in_the_table("In words or without a count", (s.label for s in missing)),
                _only_in_the_table("One figure alone", _alone(compared)),
                not_drawn(compared, outside),
                turned_away(compared),
            ),
        )
    )


def _only_in_the_table(why: str, names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return f"{why}, and so only in the table: {listed}." if listed else ""


def _alone(compared: ComparedResults) -> tuple[str, ...]:
    """Return the outcomes that make no picture, as there is nothing to set beside their figure."""
    every = [
        *shares_of(compared),
        *(changes for _, changes in changes_of(compared)),
        *(ratios for _, ratios in ratios_of(compared)),
    ]
    drawn = {outcome.key for outcome in every if outcome.makes_a_picture}
    alone = (outcome for outcome in every if outcome.rows and outcome.key not in drawn)
    names = dict.fromkeys(outcome.outcome for outcome in alone)
    return tuple(in_a_sentence(compared.page.evidence, name) for name in names)


def _signs(page: OpenPage, comparison: Comparison) -> str:
    """Return what the signs of appraisals are, where a study has any."""
    appraised = {entry.study for entry in page.evidence.appraisals}
    if appraised.isdisjoint(study.id for study in comparison.studies):
        return ""
    return (
        "Signs at the right are the answers of a study's appraisal, item by item: + good, "
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
