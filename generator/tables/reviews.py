"""Figures of other reviews as printed, what our studies say, and whether the two agree."""

from collections.abc import Iterator

from generator.html.contrast_line import contrast_line, other_arms, row_link, row_name
from generator.html.counts import computed_count
from generator.html.element import (
    Child,
    badge,
    computed,
    fold,
    kind_mark,
    line,
    missing,
    remark,
    small,
    small_fold,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import p_value
from generator.html.provenance import disclose
from generator.html.review import limits, review_id
from generator.model.few import few
from generator.model.result import ChangeResult
from generator.statistics.proportion import wilson_interval
from generator.statistics.rounding import format_interval, format_percent
from generator.synthesis.agreement import Agreement, Answer
from generator.synthesis.contrast import ReportedFigure
from generator.synthesis.reviews import Crude, Review, Stance
from generator.tables.registers import reviewed_table
from generator.tables.table import Column, Row, Table, render_if_filled

_COLUMNS = (
    Column("What the review says"),
    Column("What this record says, from its own studies"),
    Column("Do they agree?"),
)
_KEY = (
    "In the order of the record. The review's figures as printed; ours are computed from the "
    "counts of the studies named and not pooled."
)
_TONES = {
    Agreement.CONFLICTS: "caution",
    Agreement.AGREES: None,
    Agreement.NOT_COMPARABLE: "quiet",
}
# A cell shows so many figures of our studies; more are folded away.
_MOST = 5


def review_table(page: OpenPage, review: Review) -> Safe | None:
    """Return each figure of a review beside ours with the verdict."""
    rows = [
        Row((_theirs(page, stance), together(_ours(page, stance)), _verdict(stance.answer)))
        for stance in review.stances
    ]
    return render_if_filled(
        Table(
            name=review_id(review),
            caption=f"{review.name}: figures beside this record",
            shows=computed_count(len(rows), "figure of the review", "figures of the review"),
            key=_KEY,
            columns=_COLUMNS,
            rows=rows,
            how=page.how("together"),
            searchable=True,
        )
    )


def review_rows(page: OpenPage, review: Review) -> Safe | None:
    """Return what a review retells of single studies; None if it retells none."""
    name, caption = f"rows-{review_id(review)}", f"What it retells: {review.name}"
    table = reviewed_table(page, review.rows, name, caption)
    return fold("As noted among second-hand reports", table) if table and review.stances else table


def _theirs(page: OpenPage, stance: Stance) -> Safe:
    study, row = stance.figure
    # A change from the start is of people who were compared with nobody.
    uncontrolled = isinstance(row, ChangeResult)
    return spaced(
        small(row_name(row)),
        line(row_link(page, study, row), limits(row), " ", p_value(row.p)),
        remark(_group(stance.figure)),
        badge("no control group", "caution") if uncontrolled else None,
        disclose(page, study, row.source, row.where, row.note),
    )


def _group(figure: ReportedFigure) -> str:
    label = figure.arm.label if figure.arm else ""
    against = getattr(figure.row, "against", None)
    return f"{label} against {figure.study.arm(against).label}" if against else label


def _ours(page: OpenPage, stance: Stance) -> Iterator[Child]:
    """Yield our figures: the crude total, then comparisons, then figures of other measures."""
    lines = [
        tag("div", contrast_line(page, contrast), _verdict(answer), class_="ev-finding")
        for contrast, answer in stance.against
    ]
    # The one study of a crude total needs no line of its own.
    if stance.crude is None or len(stance.ours) != 1:
        lines += [_line(page, figure) for figure in stance.ours]
    if stance.crude:
        yield _crude(page, stance.crude)
    elif stance.ours:
        yield small("by other definitions or measures:")
    some = few(lines, _MOST)
    yield from some.shown
    if some.more:
        yield small_fold(some.and_more(), *some.rest)
    if not lines and not stance.crude:
        yield missing("no result of this record is on the same outcome (harms stand under safety)")


def _crude(page: OpenPage, crude: Crude) -> Safe:
    events, total, _ = crude.share
    bounds = wilson_interval(events, total)
    interval = format_interval(bounds.low, bounds.high, total)
    share = f"{events} of {total}, {format_percent(events / total, total)} ({interval})"
    kind = "one study" if len(crude.studies) == 1 else "crude total, not a pooled effect"
    about = small(f" {kind}; Wilson’s 95 % interval; ")
    studies = (page.study(page.evidence.studies[name]) for name in crude.studies)
    return tag("div", computed(share), about, together(studies, ", "), class_="ev-finding")


def _line(page: OpenPage, figure: ReportedFigure) -> Safe:
    study, row = figure
    arm = f", {figure.arm.label}" if figure.arm else ""
    about = small(page.study(study, row.id), f": {row_name(row)}{arm}")
    others = other_arms(page, study, row)
    return tag("div", about, line(row_link(page, study, row)), others, class_="ev-finding")


def _verdict(answer: Answer) -> Safe:
    agreement = badge(answer.agreement.value, _TONES[answer.agreement])
    parts = (agreement, " ", small(answer.reason), " ", kind_mark("computed"))
    return tag("div", *parts, class_="ev-verdict")
