"""Another review beside this record: what it is, what it says in words, and where the two differ."""

import re
from collections.abc import Iterable, Iterator

from generator.html.element import facts, link, listed, missing, reported, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval, p_value, share, small
from generator.model.number import Count
from generator.model.result import ChangeResult, Result
from generator.model.study import Harm, Study
from generator.synthesis.agreement import DIFFERING, Agreement, Answer
from generator.synthesis.contrast import Contrast, ReportedFigure, Row
from generator.synthesis.reviews import Review, is_review, stands_alone, year_of
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import unit_of


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


def review_words(page: OpenPage, review: Review) -> Safe | None:
    """Return what a review says in words."""
    if not review.words:
        return None
    return listed(
        together(
            (
                link(page.study_address(one.study, one.row.id), row_name(one.row)),
                ": ",
                figure(one.row),
            )
        )
        for one in review.words
        if isinstance(one.row, Result)
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
        f"{row_name(theirs.row).capitalize()}: the review gives ",
        linked_figure(page, theirs),
        limits(theirs.row),
        "; ",
    )
    yield from (page.study(one.study, one.rows[-1].id), " gives ", _own_figure(page, one))
    time = getattr(one.rows[0], "time", None)
    yield f" for {in_a_sentence(row_name(one.rows[0]))}{f', {time}' if time else ''}. That is: {answer.reason}."
    yield " The study may itself be one of those pooled." if one.study in review.perhaps else None


def _own_figure(page: OpenPage, one: Contrast) -> Safe:
    estimates = [row for row in one.estimates if getattr(row, "value", None) or row.p]
    shown = (
        together(
            (linked_figure(page, ReportedFigure(one.study, row)), limits(row), " ", p_value(row.p))
        )
        for row in estimates
    )
    return together(shown, "; ") or missing("no estimate printed")


def limits(row: Row) -> Safe | None:
    """Return the interval of a result in brackets; None where there is none."""
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


def linked_figure(page: OpenPage, one: ReportedFigure) -> Safe:
    """Return the figure of a result or harm as a link to its permanent address."""
    row = one.row
    shown = (
        share(row.events, row.total, row.percent)
        if isinstance(row, Harm)
        else figure(row, unit_of(page.evidence, row))
    )
    return link(page.study_address(one.study, row.id), shown)


def row_name(row: Row) -> str:
    """Return what was measured, as the source names it."""
    return row.event if isinstance(row, Harm) else row.reported_as


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
