"""The shares of people in a comparison as forest plots, one for each good direction."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from generator.charts.forest_row import Axis, Band
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
from generator.pictures.compare_rows import is_drawn_as_share, share_rows
from generator.pictures.results import about_undrawn, better_direction, undrawn_result
from generator.statistics.rounding import format_interval, format_percent
from generator.synthesis.background import Background, Beside
from generator.wording.background import background_title, differences
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import heading

_HOLLOW = "; hollow points are the groups they were compared with in the same study"
_DIRECTIONS = {"higher": "more is better", "lower": "fewer is better"}


def share_pictures_of(compared: ComparedResults, background: Background | None) -> Iterator[Safe]:
    """Yield the shares of a comparison; control groups of other studies as a band behind them."""
    page = compared.page
    directions = (better_direction(page, candidate.result) for _, candidate in compared.results)
    for better in dict.fromkeys(directions):
        drawn = list(_rows(compared, better))
        if drawn:
            # Where every response has a control of its own, those of others add nothing.
            uncontrolled = any(row.uncontrolled for _, _, row in drawn)
            band = _band(compared, background, drawn) if background and uncontrolled else None
            has_controls = any(not row.uncontrolled for _, _, row in drawn)
            figure = _figure(compared, better, band, has_controls=has_controls)
            yield hang_forest(compared, figure, drawn)


def _figure(
    compared: ComparedResults, better: Better | None, band: Band | None, *, has_controls: bool
) -> ForestFigure:
    title, words = f"{heading(compared.comparison.domain)}: shares of people", "share of people, %"
    if better:
        direction = _DIRECTIONS[better]
        title, words = f"{title} ({direction})", f"{words} · {direction}"
    return ForestFigure(
        name=f"shares-{better or 'other'}",
        title=title,
        axis=Axis(words=words, ends=(0, 100), ticks=(0, 25, 50, 75, 100)),
        band=band,
        about="Each point is a share of people with its 95 % interval (Wilson, computed)"
        f"{_HOLLOW if has_controls else ''}. {_about_band(band)}{_not_counted(compared, better)}",
    )


def _rows(compared: ComparedResults, better: Better | None) -> Iterator[DrawnRow]:
    for drug, candidate in compared.results:
        if better_direction(compared.page, candidate.result) == better:
            for row in share_rows(compared.page, candidate):
                yield DrawnRow(drug, candidate.study, row)


def _not_counted(compared: ComparedResults, better: Better | None) -> str:
    """Return the studies whose shares of this good direction cannot be drawn, and why not."""
    page = compared.page
    undrawn = [
        candidate
        for _, candidate in compared.results
        if isinstance(candidate.result, ProportionResult)
        and better_direction(page, candidate.result) == better
        and not is_drawn_as_share(page, candidate)
    ]
    return about_undrawn(page, ((each.study, each.result) for each in undrawn), undrawn_result)


def _band(
    compared: ComparedResults, background: Background, drawn: Iterable[DrawnRow]
) -> Band | None:
    """Return the shares of control groups elsewhere, where they belong to every row without one.

    Behind a row of another outcome, or of people whom nobody is like, they would be read as its
    control.
    """
    numbers = [_number_of(row) for row in drawn if row.row.uncontrolled]
    besides = [each for each in background.besides if each.is_share]
    answered = {_asked(compared.page, each) for each in besides}
    shares = [each.percent for each in besides if each.percent is not None]
    if not shares or not answered.issuperset(numbers) or len(_measures(besides)) > 1:
        return None
    low, high = min(shares), max(shares)
    apart = dict.fromkeys(chain.from_iterable(map(differences, besides)))
    who = f" ({'; '.join(apart)})" if apart else ""
    evidence = compared.page.evidence
    title = in_a_sentence(evidence, background_title(evidence, background))
    words = f"{_range(low / 100, high / 100)} {title}{who}, not a comparison"
    return Band(low=float(low), high=float(high), words=words)


def _about_band(band: Band | None) -> str:
    """Return what is shaded, how those people differ, and that nothing is compared with them."""
    return f"Shaded: {band.words}. " if band else ""


def _number_of(drawn: DrawnRow) -> str:
    return drawn.row.address


def _asked(page: OpenPage, beside: Beside) -> str:
    study, _, result = beside.asked
    return page.study_address(study, result.id) if result else ""


def _measures(besides: Iterable[Beside]) -> set[str]:
    return {each.asked.measure for each in besides}


def _range(low: Decimal, high: Decimal) -> str:
    return format_interval(low, high) if low < high else format_percent(low)
