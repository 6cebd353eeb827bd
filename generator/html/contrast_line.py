"""A drug beside its control group, or a figure without one, in a line."""

from collections.abc import Iterator

from generator.html.element import (
    Child,
    badge,
    computed,
    computed_number,
    line,
    link,
    reported,
    small,
    spaced,
    tag,
)
from generator.html.escape import Safe
from generator.html.harm_line import harm_against, harm_link
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, p_value
from generator.html.result_line import against, figure_link
from generator.html.trial_notes import trial_notes
from generator.model.result import ComparisonResult, NarrativeResult, Result
from generator.model.study import Harm, Study
from generator.synthesis.comparison_verdict import difference
from generator.synthesis.contrast import Contrast, ReportedFigure, Row
from generator.wording.inline_figures import group_name, per_hundred
from generator.wording.limits_words import unusual_limits
from generator.wording.result_names import unfair_words, when_measured


def contrast_line(page: OpenPage, contrast: Contrast) -> Safe:
    """Return a drug beside its control: counts, people of a hundred, the study's own estimate."""
    return tag("div", *_contrast(page, contrast), class_="ev-finding")


def figure_line(page: OpenPage, reported: ReportedFigure) -> Safe:
    """Return a figure of a group, and those of the other groups of its study where it has any."""
    row = reported.row
    shown = figure(row) if isinstance(row, NarrativeResult) else row_link(page, reported.study, row)
    others = other_arms(page, reported.study, row)
    # Beside other groups a figure needs the name of its own.
    group = (
        small(f" {group_name(page.evidence, reported.arm)}") if others and reported.arm else None
    )
    heading = _heading(page, reported.study, row)
    return tag("div", heading, line(shown, group), others, class_="ev-finding")


def other_arms(page: OpenPage, study: Study, row: Row) -> Safe | None:
    """Return what the other groups of the study did on the same question; None without any."""
    return harm_against(page, study, row) if isinstance(row, Harm) else against(page, study, row)


def row_link(page: OpenPage, study: Study, row: Row) -> Safe:
    """Return the figure of a result, or the count of a harm, as a link to its permanent address."""
    return harm_link(page, study, row) if isinstance(row, Harm) else figure_link(page, study, row)


def row_name(row: Row) -> str:
    """Return what was measured, as the source names it."""
    return row.event if isinstance(row, Harm) else row.reported_as


def _contrast(page: OpenPage, contrast: Contrast) -> Iterator[Child]:
    study = contrast.study
    yield _heading(page, study, contrast.rows[0], concurrent=contrast.concurrent)
    on_drug = group_name(page.evidence, contrast.arm)
    on_control = group_name(page.evidence, contrast.against)
    if contrast.drug and contrast.control:
        first, second = _of_a_hundred(contrast)
        yield line(first, row_link(page, study, contrast.drug), " ", small(on_drug))
        control = row_link(page, study, contrast.control)
        yield line("against ", second, control, " ", small(on_control))
    else:
        yield line(f"{on_drug} against {on_control}")
    for row in contrast.estimates:
        yield _estimate(page, study, row)
    # A difference is computed only where the study prints no estimate of its own.
    if not any(isinstance(row, ComparisonResult) for row in contrast.estimates):
        yield _difference(contrast)


def _of_a_hundred(contrast: Contrast) -> tuple[Child, Child]:
    """Return both shares as people of a hundred; nothing for groups treated at different times."""
    # Shares of other years side by side would look like a comparison that nobody made.
    if not contrast.shares or not contrast.concurrent:
        return None, None
    drug, control = per_hundred(*contrast.shares)
    return computed_number(drug) + Safe(" "), computed_number(control) + Safe(" ")


def _heading(page: OpenPage, study: Study, row: Row, *, concurrent: bool = True) -> Safe:
    """Return whose figure it is, of what, and when; a comparison with earlier patients says so."""
    parts: list[Child] = [page.study(study, row.id), ": ", row_name(row)]
    if isinstance(row, Result) and (when := when_measured(row_name(row), row.time)):
        parts += [", ", reported(when)]
    if not concurrent:
        parts += [Safe(" "), badge(unfair_words(page.evidence, study), "caution")]
    return small(*parts)


def _estimate(page: OpenPage, study: Study, row: Result) -> Safe:
    if isinstance(row, NarrativeResult):
        words = link(page.study_address(study, row.id), small("in words"))
        return line(words, ": ", figure(row))
    if getattr(row, "value", None):
        shown = figure_link(page, study, row)
    else:
        shown = link(page.study_address(study, row.id), small("difference tested"))
    return line(shown, _limits(row), " ", p_value(row.p), trial_notes(page, study, row))


def _limits(row: Result) -> Safe | None:
    if isinstance(row, ComparisonResult) and row.ci_low and row.ci_high:
        limits = tag("span", f" ({row.ci_low} to {row.ci_high})", class_="ev-reported ev-num")
        return spaced(limits, small(unusual_limits(row)) if unusual_limits(row) else None)
    return None


def _difference(contrast: Contrast) -> Safe | None:
    """Return the computed difference of two shares, where the study prints no estimate."""
    if contrast.shares is None or not contrast.concurrent:
        return None
    interval = difference(contrast.shares)
    low, high = (round(100 * limit) for limit in interval)
    # A percentage printed without its count was turned back into one.
    derived = any(share.derived for share in contrast.shares)
    how = "; counts worked out from percentages" if derived else ""
    verb = "includes" if interval.low <= 0 <= interval.high else "excludes"
    return line(
        small("difference of 100:"),
        " ",
        computed(f"{_signed(low)} to {_signed(high)}"),
        small(f" Newcombe's 95 % interval, not adjusted{how}: {verb} no difference"),
    )


def _signed(value: int) -> str:
    if value > 0:
        return f"+{value}"
    return f"−{-value}" if value < 0 else "0"
