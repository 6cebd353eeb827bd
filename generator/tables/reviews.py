"""Other reviews beside this record: each figure as printed, what our studies say, and whether the two agree."""

from generator.html.contrast_line import contrast_line
from generator.html.counts import shown_rows
from generator.html.element import (
    badge,
    computed,
    missing,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import p_value, small
from generator.html.provenance import disclose
from generator.html.review import limits, linked_figure, review_id, row_name
from generator.model.result import ChangeResult
from generator.statistics.proportion import wilson_interval
from generator.statistics.rounding import format_interval, format_percent
from generator.synthesis.agreement import Agreement, Answer
from generator.synthesis.contrast import ReportedFigure
from generator.synthesis.reviews import Crude, Review, Stance
from generator.tables.registers import reviewed_table
from generator.tables.table import Column, Table, render_table
from generator.tables.table import Row as TableRow

_COLUMNS = (
    Column("What the review says"),
    Column("What this record says, from its own studies"),
    Column("Do they agree?"),
)
_KEY = (
    "In the order of the record. The review's figures as printed; ours are computed from the counts of the studies "
    "named and not pooled."
)
_TONES = {
    Agreement.CONFLICTS: "caution",
    Agreement.UNCONFIRMED: "caution",
    Agreement.AGREES: None,
    Agreement.NOT_COMPARABLE: "quiet",
}
_MOST = 5


def review_table(page: OpenPage, review: Review) -> Safe | None:
    """Return each figure of a review beside ours with the verdict."""
    if not review.stances:
        return None
    rows = [
        TableRow((_theirs(page, stance), _ours(page, stance), _verdict(stance.answer)))
        for stance in review.stances
    ]
    name = review_id(review)
    caption = f"{review.name}: figures beside this record"
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "figure of the review", "figures of the review"),
            key=_KEY,
            columns=_COLUMNS,
            rows=rows,
            how=page.how("together"),
            searchable=True,
        )
    )


def review_rows(page: OpenPage, review: Review) -> Safe | None:
    """Return what a review retells of single studies."""
    if not review.rows:
        return None
    table = reviewed_table(
        page, review.rows, f"rows-{review_id(review)}", f"What it retells: {review.name}"
    )
    if not review.stances:
        return table
    return tag(
        "details", tag("summary", "As noted among second-hand reports"), table, class_="ev-fold"
    )


def _theirs(page: OpenPage, stance: Stance) -> Safe:
    study, row = stance.figure
    arm = stance.figure.arm
    group = small(arm.label) if arm else None
    if getattr(row, "against", None):
        group = small(f"{arm.label if arm else ''} against {study.arm(str(row.against)).label}")  # type: ignore[union-attr]
    uncontrolled = badge("no control group", "caution") if isinstance(row, ChangeResult) else None
    return together(
        (
            tag("small", row_name(row)),
            tag(
                "span",
                linked_figure(page, stance.figure),
                limits(row),
                " ",
                p_value(row.p),
                class_="ev-line",
            ),
            group,
            uncontrolled,
            disclose(study, row.source, row.where, row.note),
        ),
        " ",
    )


def _ours(page: OpenPage, stance: Stance) -> Safe:
    lines = [
        tag("div", contrast_line(page, one), _verdict(answer), class_="ev-finding")
        for one, answer in stance.against
    ]
    alone = stance.crude is not None and len(stance.ours) == 1
    lines += [] if alone else [_line(page, one) for one in stance.ours]
    other = stance.ours and stance.crude is None
    seen, more = lines[:_MOST], lines[_MOST:]
    return together(
        (
            _crude(page, stance.crude) if stance.crude else None,
            small("by other definitions or measures:") if other else None,
            *seen,
            tag("details", tag("summary", f"{len(more)} more"), *more, class_="ev-source")
            if more
            else None,
            None
            if lines or stance.crude
            else missing(
                "no result of this record is on the same outcome (harms stand under safety)"
            ),
        )
    )


def _crude(page: OpenPage, crude: Crude) -> Safe:
    events, total, _ = crude.share
    bounds = wilson_interval(events, total)
    names = together((page.study(page.evidence.studies[name]) for name in crude.studies), ", ")
    range_ = format_interval(bounds.low, bounds.high, total)
    words = f"{events} of {total}, {format_percent(events / total, total)} ({range_})"
    kind = "one study" if len(crude.studies) == 1 else "crude total, not a pooled effect"
    return tag(
        "div",
        computed(words),
        small(f" {kind}; Wilson’s 95 % interval; "),
        names,
        class_="ev-finding",
    )


def _line(page: OpenPage, one: ReportedFigure) -> Safe:
    arm = f", {one.arm.label}" if one.arm else ""
    return tag(
        "div",
        tag("small", page.study(one.study, one.row.id), f": {row_name(one.row)}{arm}"),
        tag("span", linked_figure(page, one), class_="ev-line"),
        class_="ev-finding",
    )


def _verdict(answer: Answer) -> Safe:
    mark = tag("span", "computed", class_="ev-tag", data_ev_kind="computed")
    said = badge(answer.agreement.value, _TONES[answer.agreement])
    return tag("div", said, " ", small(answer.reason), " ", mark, class_="ev-verdict")
