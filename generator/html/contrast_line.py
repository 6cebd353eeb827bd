"""A drug beside its control group, or a figure without one, in a line."""

from generator.html.element import badge, computed, link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import event_count, figure, p_value, share, small
from generator.html.result_line import time_of
from generator.model.result import ComparisonResult, NarrativeResult, Result
from generator.model.study import Harm, Study
from generator.synthesis.contrast import Contrast, ReportedFigure, Row, difference, judge
from generator.wording.inline_figures import group_name, per_hundred
from generator.wording.result_names import unit_of


def contrast_line(page: OpenPage, one: Contrast) -> Safe:
    """Return a drug beside its control: counts and people of a hundred, then the study's own estimate."""
    hundred = per_hundred(*one.shares) if one.shares and one.concurrent else ("", "")
    parts: list[Safe | None] = []
    if one.drug and one.control:
        parts += [
            _side(page, one.study, one.drug, group_name(one.arm), hundred[0]),
            _side(
                page,
                one.study,
                one.control,
                f"{group_name(one.against)}",
                hundred[1],
                control=True,
            ),
        ]
    else:
        parts.append(
            tag(
                "span", f"{group_name(one.arm)} against {group_name(one.against)}", class_="ev-line"
            )
        )
    parts += [_estimate(page, one.study, row) for row in one.estimates]
    if one.shares and not any(isinstance(row, ComparisonResult) for row in one.estimates):
        parts.append(_difference(page, one))
    return tag(
        "div",
        _heading(page, one.study, one.rows[0], concurrent=one.concurrent),
        *parts,
        class_="ev-finding",
    )


def figure_line(page: OpenPage, one: ReportedFigure) -> Safe:
    """Return a figure of a group without a control."""
    shown = (
        figure(one.row)
        if isinstance(one.row, NarrativeResult)
        else _linked(page, one.study, one.row)
    )
    heading = _heading(page, one.study, one.row, concurrent=None)
    return tag("div", heading, tag("span", shown, class_="ev-line"), class_="ev-finding")


def _heading(page: OpenPage, study: Study, row: Row, *, concurrent: bool | None) -> Safe:
    """Return whose figure it is, of what, and when; a comparison that is none in time says so."""
    name = row.event if isinstance(row, Harm) else row.reported_as
    time = together((", ", time_of(row))) if isinstance(row, Result) and row.time else None
    warning = (
        badge("earlier patients, not a fair comparison", "caution") if concurrent is False else None
    )
    return tag(
        "small",
        page.study(study, row.id),
        ": ",
        name,
        time,
        Safe(" ") if warning else None,
        warning,
    )


def _side(
    page: OpenPage, study: Study, row: Row, group: str, hundred: str, *, control: bool = False
) -> Safe:
    shown = (
        together((tag("span", hundred, class_="ev-computed ev-num"), Safe(" ")))
        if hundred
        else None
    )
    return tag(
        "span",
        "against " if control else None,
        shown,
        _linked(page, study, row),
        " ",
        small(group),
        class_="ev-line",
    )


def _linked(page: OpenPage, study: Study, row: Row) -> Safe:
    if isinstance(row, Harm):
        count = event_count if row.counted == "events" else None
        shown = count(row.events, row.total) if count else share(row.events, row.total, row.percent)
    else:
        shown = figure(row, unit_of(page.evidence, row))
    return link(page.study_address(study, row.id), shown)


def _estimate(page: OpenPage, study: Study, row: Result) -> Safe:
    if isinstance(row, NarrativeResult):
        words = link(page.study_address(study, row.id), small("in words"))
        return tag("span", words, ": ", figure(row), class_="ev-line")
    limits = None
    if isinstance(row, ComparisonResult) and row.ci_low and row.ci_high:
        limits = tag("span", f" ({row.ci_low} to {row.ci_high})", class_="ev-reported ev-num")
    shown = (
        _linked(page, study, row)
        if getattr(row, "value", None)
        else link(page.study_address(study, row.id), small("difference tested"))
    )
    return tag("span", shown, limits, " ", p_value(row.p), class_="ev-line")


def _difference(page: OpenPage, one: Contrast) -> Safe | None:
    """Return the computed difference of two shares, where the study prints no estimate."""
    if one.shares is None or not one.concurrent:
        return None
    low, high = (round(100 * limit) for limit in difference(one.shares))
    said = judge(page.evidence, one).said
    derived = (
        "; counts worked out from percentages" if any(part.derived for part in one.shares) else ""
    )
    return tag(
        "span",
        small("difference of 100:"), " ",
        computed(f"{_signed(low)} to {_signed(high)}"),
        small(f" Newcombe's 95 % interval, not adjusted{derived}: {_interval_words(said)}"),
        class_="ev-line",
    )  # fmt: skip


def _interval_words(said: str) -> str:
    return "includes no difference" if said == "no clear difference" else "excludes no difference"


def _signed(value: int) -> str:
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{abs(value)}"
