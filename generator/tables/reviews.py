"""Other reviews beside this record: each figure as printed, what our studies say, and whether the two agree."""

import re
from collections.abc import Iterable, Iterator

from generator.html.counts import shown_rows
from generator.html.element import (
    badge,
    computed,
    facts,
    link,
    listed,
    missing,
    reported,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.provenance import disclose
from generator.model.number import Count
from generator.model.result import ChangeResult, Result
from generator.model.study import Harm, Study
from generator.statistics.proportion import wilson_interval
from generator.statistics.rounding import format_interval, format_percent
from generator.synthesis.agreement import DIFFERING, Agreement, Answer
from generator.synthesis.contrast import Contrast, ReportedFigure, Row
from generator.synthesis.reviews import Crude, Review, Stance, is_review, stands_alone, year_of
from generator.tables.figures import figure, interval, p_value, share, small
from generator.tables.findings import contrast_line
from generator.tables.registers import reviewed_table
from generator.tables.results import unit_of
from generator.tables.table import Column, Table, render_table
from generator.tables.table import Row as TableRow
from generator.wording.inline_figures import in_a_sentence

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


def review_id(review: Review) -> str:
    """Return the address of a review on the page of reviews."""
    return "review-" + re.sub(r"[^a-z0-9]+", "-", review.key.lower()).strip("-")


def review_facts(page: OpenPage, review: Review) -> Safe:
    """Return what a review is: people, studies, drugs, what it shares with this record, and how it was appraised."""
    study = review.study
    people = study.participants if study else None
    return facts(
        (
            (
                "Record",
                together((page.study(study) if study else None, _entry(page, review)), ", "),
            ),
            ("People it is about", _populations(page, review)),
            ("Drugs", _drugs(page, review)),
            (
                "People it counts",
                reported(str(size)) if (size := _size(page, review)) else missing("not read"),
            ),
            (
                "Studies it holds",
                reported(str(people.studies)) if people and people.studies else missing("not read"),
            ),
            (
                "Known to name",
                _studies(page, review.known)
                or missing("none of this record, as far as could be read"),
            ),
            ("May hold (same drugs and kind of outcome)", _perhaps(page, review)),
            ("Appraisal", _appraisal(page, review)),
        )
    )


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


def review_words(page: OpenPage, review: Review) -> Safe | None:
    """Return what a review says in words."""
    if not review.words:
        return None
    return listed(
        together(
            (
                link(page.study_address(one.study, one.row.id), _name(one.row)),
                ": ",
                figure(one.row),
            )
        )
        for one in review.words
        if isinstance(one.row, Result)
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


def review_caveat(review: Review) -> str | None:
    """Return the warning that a review needs: that it pools changes nobody can tell from the natural course."""
    if any(isinstance(stance.figure.row, ChangeResult) for stance in review.stances):
        return (
            "It pools changes from the start in people without a control group. Such a change holds the natural "
            "course, other treatment and the tendency of high scores to fall; it does not tell what the drug does."
        )
    if any(getattr(stance.figure.row, "percent", None) for stance in review.stances):
        return "It adds up published cases: cases that went well are more likely to be published."
    return None


def clashes(page: OpenPage, review: Review) -> list[Safe]:
    """Return in plain words where a review's comparison and a controlled study of this record differ."""
    return [
        together(_clash(page, review, stance.figure, one, answer))
        for stance in review.stances
        for one, answer in stance.against
        if answer.agreement in DIFFERING
    ]


def _clash(
    page: OpenPage, review: Review, theirs: ReportedFigure, one: Contrast, answer: Answer
) -> Iterator[Safe | str | None]:
    yield from (
        f"{_name(theirs.row).capitalize()}: the review gives ",
        _linked(page, theirs),
        _limits(theirs.row),
        "; ",
    )
    yield from (page.study(one.study, one.rows[-1].id), " gives ", _own_figure(page, one))
    time = getattr(one.rows[0], "time", None)
    yield f" for {in_a_sentence(_name(one.rows[0]))}{f', {time}' if time else ''}. That is: {answer.reason}."
    yield " The study may itself be one of those pooled." if one.study in review.perhaps else None


def _own_figure(page: OpenPage, one: Contrast) -> Safe:
    estimates = [row for row in one.estimates if getattr(row, "value", None) or row.p]
    shown = (
        together((_linked(page, ReportedFigure(one.study, row)), _limits(row), " ", p_value(row.p)))
        for row in estimates
    )
    return together(shown, "; ") or missing("no estimate printed")


def _limits(row: Row) -> Safe | None:
    bounds = interval(row) if isinstance(row, Result) else None
    return together((" (", bounds, ")")) if bounds else None


def _entry(page: OpenPage, review: Review) -> Safe | None:
    keys = (review.key, *(review.study.reports if review.study else ()))
    key = next((key for key in keys if key in page.evidence.citations), None)
    return link(page.address(f"bibliography.html#{key}"), "in the bibliography") if key else None


def _populations(page: OpenPage, review: Review) -> Safe:
    own = review.study.populations if review.study else ()
    names = dict.fromkeys((*own, *(name for row in review.rows for name in row.populations)))
    return together((page.population(name) for name in names), ", ")


def _drugs(page: OpenPage, review: Review) -> Safe:
    own = review.study.drugs if review.study else ()
    names = dict.fromkeys((*own, *(name for row in review.rows for name in row.drugs)))
    return together((page.drug(name, linked=False) for name in names), ", ")


def _size(page: OpenPage, review: Review) -> Count | None:
    """Return how many people a review counts: all of a review, of another report the largest group it retells."""
    if review.study is None or is_review(page.evidence, review.study):
        return review.study.size if review.study else None
    totals = [
        one.figure.arm.total for one in review.stances if one.figure.arm and one.figure.arm.total
    ]
    return max(totals, key=lambda total: total.value, default=None)


def _perhaps(page: OpenPage, review: Review) -> Safe:
    return together(
        (together((page.study(study), _no_year(page, study))) for study in review.perhaps), ", "
    )


def _no_year(page: OpenPage, study: Study) -> Safe | None:
    return small(" (year not seen)") if year_of(page.evidence, study) is None else None


def _studies(page: OpenPage, studies: Iterable[Study]) -> Safe:
    return together((page.study(study) for study in studies), ", ")


def _appraisal(page: OpenPage, review: Review) -> Safe:
    own = [
        item for item in page.evidence.appraisals if review.study and item.study == review.study.id
    ]
    if not own:
        return missing("not yet appraised")
    item = own[0]
    mark = tag("span", "judged", class_="ev-tag", data_ev_kind="judged")
    overall = tag("span", item.overall.answer, class_="ev-judged")
    return together((f"{item.tool}: ", overall, " ", mark, small(f" {item.overall.reason}")))


def _theirs(page: OpenPage, stance: Stance) -> Safe:
    study, row = stance.figure
    arm = stance.figure.arm
    group = small(arm.label) if arm else None
    if getattr(row, "against", None):
        group = small(f"{arm.label if arm else ''} against {study.arm(str(row.against)).label}")  # type: ignore[union-attr]
    uncontrolled = badge("no control group", "caution") if isinstance(row, ChangeResult) else None
    return together(
        (
            tag("small", _name(row)),
            tag(
                "span",
                _linked(page, stance.figure),
                _limits(row),
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
        tag("small", page.study(one.study, one.row.id), f": {_name(one.row)}{arm}"),
        tag("span", _linked(page, one), class_="ev-line"),
        class_="ev-finding",
    )


def _linked(page: OpenPage, one: ReportedFigure) -> Safe:
    row = one.row
    shown = (
        share(row.events, row.total, row.percent)
        if isinstance(row, Harm)
        else figure(row, unit_of(page, row))
    )
    return link(page.study_address(one.study, row.id), shown)


def _name(row: Row) -> str:
    return row.event if isinstance(row, Harm) else row.reported_as


def _verdict(answer: Answer) -> Safe:
    mark = tag("span", "computed", class_="ev-tag", data_ev_kind="computed")
    said = badge(answer.agreement.value, _TONES[answer.agreement])
    return tag("div", said, " ", small(answer.reason), " ", mark, class_="ev-verdict")


def mentions(page: OpenPage, reviews: Iterable[Review]) -> Iterator[Safe]:
    """Yield a link to each review with its verdicts counted, for another page."""
    for review in reviews:
        kinds = [stance.answer.agreement for stance in review.stances]
        counts = [
            f"{kinds.count(kind)} {words}" for kind, words in _COUNTED.items() if kind in kinds
        ]
        told = f": {', '.join(counts)}" if counts else ": no figure to compare"
        place = f"_{review_id(review)}" if stands_alone(page.evidence, review) else "_retold"
        place = place if stands_alone(page.evidence, review) or review.rows else "_silent"
        yield tag("span", link(page.address(f"reviews.html#{place}"), review.name), told)


_COUNTED = {
    Agreement.AGREES: "agreeing",
    Agreement.CONFLICTS: "in conflict",
    Agreement.UNCONFIRMED: "not confirmed by a study here",
    Agreement.NOT_COMPARABLE: "that cannot be compared",
}
