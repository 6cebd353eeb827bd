"""The shares of people in a comparison as forest plots, one for each good direction."""

from collections.abc import Iterator
from decimal import Decimal

from generator.charts.forest_row import Axis, Band, ForestRow
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.result import ProportionResult
from generator.model.vocabulary import Better
from generator.pictures.compare_forest import (
    ComparedResults,
    DrawnRow,
    ForestFigure,
    hang_forest,
)
from generator.pictures.compare_rows import is_drawn_as_share, pooled_rows, share_rows
from generator.pictures.results import about_uncounted, better_direction
from generator.statistics.rounding import format_interval, format_percent
from generator.synthesis.background import Background, bands
from generator.synthesis.candidates import Candidate
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import heading, outcome_name

_DIRECTIONS = {"higher": "more is better", "lower": "fewer is better"}


def share_pictures_of(compared: ComparedResults, background: Background | None) -> Iterator[Safe]:
    """Yield the shares of a comparison; on placebo in other trials as a band behind them."""
    page = compared.page
    directions = (better_direction(page, candidate.result) for _, candidate in compared.results)
    for better in dict.fromkeys(directions):
        drawn = list(_rows(compared, better))
        if drawn:
            # Where every response has a control of its own, others on placebo add nothing.
            uncontrolled = any(row.uncontrolled for _, _, row in drawn)
            band = _band(compared, background, better) if background and uncontrolled else None
            pooled = list(_pooled(compared, better))
            yield hang_forest(compared, _figure(compared, better, band), drawn, pooled)


def _figure(compared: ComparedResults, better: Better | None, band: Band | None) -> ForestFigure:
    title, words = f"{heading(compared.comparison.domain)}: shares of people", "share of people, %"
    if better:
        direction = _DIRECTIONS[better]
        title, words = f"{title} ({direction})", f"{words} · {direction}"
    return ForestFigure(
        name=f"shares-{better or 'other'}",
        title=title,
        axis=Axis(words=words, ends=(0, 100), ticks=(0, 25, 50, 75, 100)),
        band=band,
        about="Each point is a share of people with its 95 % interval (Wilson, computed); hollow "
        "points are the groups they were compared with in the same study. "
        f"{_not_counted(compared, better)}",
    )


def _rows(compared: ComparedResults, better: Better | None) -> Iterator[DrawnRow]:
    for drug, candidate in compared.results:
        if better_direction(compared.page, candidate.result) == better:
            for row in share_rows(compared.page, candidate):
                yield DrawnRow(drug, candidate.study, row)


def _pooled(compared: ComparedResults, better: Better | None) -> Iterator[ForestRow]:
    for estimate in compared.comparison.estimates:
        anchor = estimate.body.anchor.result
        if estimate.scale == "share" and better_direction(compared.page, anchor) == better:
            yield from pooled_rows(compared.page, estimate)


def _not_counted(compared: ComparedResults, better: Better | None) -> str:
    """Return the studies whose shares of this good direction cannot be drawn."""
    return about_uncounted(
        _named(compared.page, candidate)
        for _, candidate in compared.results
        if isinstance(candidate.result, ProportionResult)
        and better_direction(compared.page, candidate.result) == better
        and not is_drawn_as_share(compared.page, candidate)
    )


def _named(page: OpenPage, candidate: Candidate) -> str:
    outcome = in_a_sentence(outcome_name(page.evidence, candidate.result))
    return f"{candidate.study.label} ({outcome})"


def _band(compared: ComparedResults, background: Background, better: Better | None) -> Band | None:
    """Return the shares of people on placebo in this domain that count the same direction.

    A trial that has rows of its own in the comparison is no background to it.
    """
    page, comparison = compared.page, compared.comparison
    drawn = {candidate.study.id for candidate in comparison.comparators}
    for band in bands(page.evidence, background):
        low, high = band.low.share, band.high.share
        # A band of people who got better behind shares of those who did not would be read the wrong
        # way round.
        directions = {better_direction(page, end.result) for end in (band.low, band.high)}
        if band.domain != comparison.domain or directions != {better}:
            continue
        if low is None or high is None or drawn & {band.low.study.id, band.high.study.id}:
            continue
        populations = {*band.low.study.populations, *band.high.study.populations}
        alike = comparison.population in populations
        where = "in other trials" if alike else "in trials of other people"
        words = f"{_range(low / 100, high / 100)} on placebo {where}, not a comparison"
        return Band(low=float(low), high=float(high), words=words)
    return None


def _range(low: Decimal, high: Decimal) -> str:
    return format_interval(low, high) if low < high else format_percent(low)
