"""The shares of people in a comparison as forest plots, one for each outcome."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from generator.charts.forest_row import Axis, Band
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.result import ProportionResult
from generator.pictures.compare_forest import (
    ComparedResults,
    DrawnRow,
    ForestFigure,
    OutcomeRows,
    hang_forest,
)
from generator.pictures.compare_rows import is_drawn_as_share, share_rows
from generator.pictures.results import about_earlier, about_undrawn, undrawn_result
from generator.statistics.rounding import format_interval, format_percent
from generator.synthesis.background import Background, Beside
from generator.synthesis.contrast import outcome_key
from generator.synthesis.groups import Entry
from generator.wording.background import background_title, differences
from generator.wording.inline_figures import in_a_sentence

_HOLLOW = "; hollow points are the groups they were compared with in the same study"
_DIRECTIONS = {"higher": " · more is better", "lower": " · fewer is better", None: ""}


def share_pictures_of(compared: ComparedResults, background: Background | None) -> Iterator[Safe]:
    """Yield the shares of a comparison, outcome by outcome, where there are two or more.

    Control groups of other studies stand as a band behind them.
    """
    for shares in shares_of(compared):
        if shares.makes_a_picture:
            # Where every response has a control of its own, those of others add nothing.
            uncontrolled = any(row.uncontrolled for _, _, row in shares.rows)
            band = _band(compared, background, shares.rows) if background and uncontrolled else None
            yield hang_forest(compared, _figure(compared, shares, band), shares.rows)


def shares_of(compared: ComparedResults) -> Iterator[OutcomeRows]:
    """Yield the shares of each outcome, without rows where none can be drawn."""
    outcomes: dict[str, OutcomeRows] = {}
    for drug, candidate in compared.results:
        if isinstance(candidate.result, ProportionResult):
            outcome = compared.of_outcome(candidate)
            drawn = outcomes.setdefault(outcome.key, outcome).rows
            rows = share_rows(compared.page, candidate)
            drawn += (DrawnRow(drug, candidate.study, row) for row in rows)
    yield from outcomes.values()


def not_drawn(compared: ComparedResults, outcomes: Iterable[OutcomeRows]) -> str:
    """Return the shares of some outcomes that cannot be drawn, and why not."""
    keys, page = {outcome.key for outcome in outcomes}, compared.page
    undrawn = (
        candidate
        for _, candidate in compared.results
        if isinstance(candidate.result, ProportionResult)
        and outcome_key(candidate.study, candidate.result) in keys
        and not is_drawn_as_share(page, candidate)
    )
    return about_undrawn(page, ((each.study, each.result) for each in undrawn), undrawn_result)


def _figure(compared: ComparedResults, shares: OutcomeRows, band: Band | None) -> ForestFigure:
    has_controls = any(not row.uncontrolled for _, _, row in shares.rows)
    return ForestFigure(
        name=f"shares-{shares.name}",
        title=f"{shares.outcome}: shares of people",
        axis=Axis(
            words=f"share of people, %{_DIRECTIONS[shares.better]}",
            ends=(0, 100),
            ticks=(0, 25, 50, 75, 100),
        ),
        band=band,
        about="Each point is a share of people with its 95 % interval (Wilson, computed)"
        f"{_HOLLOW if has_controls else ''}. {_about_band(band)}"
        f"{' '.join(filter(None, (not_drawn(compared, (shares,)), _earlier(compared, shares))))}",
    )


def _earlier(compared: ComparedResults, shares: OutcomeRows) -> str:
    """Return what people treated earlier did beside the rows of a picture, who have none."""
    drawn = {row.row.address for row in shares.rows}
    entries = (Entry(each.study, each.result) for _, each in compared.results)
    page = compared.page
    return about_earlier(
        page,
        (entry for entry in entries if page.study_address(entry.study, entry.result.id) in drawn),
    )


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
