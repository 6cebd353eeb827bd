"""Another review beside this record: what it is, what it says, and where the two differ."""

import re
from collections.abc import Iterable, Iterator

from generator.html.contrast_line import row_link, row_name
from generator.html.element import (
    Child,
    facts,
    judged,
    link,
    listed,
    missing,
    reported,
    small,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval, p_value
from generator.model.number import Count
from generator.model.ratings import ratings_of
from generator.model.result import ChangeResult, Result
from generator.model.study import Study
from generator.synthesis.agreement import Agreement, Answer
from generator.synthesis.contrast import Contrast, ReportedFigure, Row
from generator.synthesis.reviews import Review, is_review, stands_alone, year_of
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.limits_words import unusual_limits
from generator.wording.result_names import name_and_time

_POOLS_CHANGES = (
    "It pools changes from the start in people without a control group. Such a change holds the "
    "natural course, other treatment and the tendency of high scores to fall; it does not tell "
    "what the drug does."
)
_ADDS_CASES = "It adds up published cases: cases that went well are more likely to be published."
_AGREEMENTS = {
    Agreement.AGREES: "agreeing",
    Agreement.CONFLICTS: "in conflict",
    Agreement.NOT_COMPARABLE: "that cannot be compared",
}


def review_id(review: Review) -> str:
    """Return the address of a review on the page of reviews."""
    return "review-" + re.sub(r"[^a-z0-9]+", "-", review.key.lower()).strip("-")


def review_facts(page: OpenPage, review: Review) -> Safe:
    """Return what a review is: people, studies, drugs, what it shares with us, its appraisal."""
    none_known = missing("none of this record, as far as could be read")
    return facts(
        (
            ("Record", together(_record(page, review), ", ")),
            ("People it is about", _populations(page, review)),
            ("Drugs", _drugs(page, review)),
            ("People it counts", _number(_size(page, review))),
            ("Studies it holds", _number(_studies_held(review))),
            ("Known to name", page.studies(review.known) or none_known),
            ("May hold (same drugs and kind of outcome)", _perhaps(page, review)),
            ("Appraisal", _appraisal(page, review)),
        )
    )


def review_words(page: OpenPage, review: Review) -> Safe | None:
    """Return what a review says in words."""
    if not review.words:
        return None
    return listed(
        together((_home(page, said, row_name(said.row)), ": ", figure(said.row)))
        for said in review.words
        if isinstance(said.row, Result)
    )


def review_caveat(review: Review) -> str | None:
    """Return the warning that a review needs, if what it pools cannot be told from other causes."""
    rows = [stance.figure.row for stance in review.stances]
    if any(isinstance(row, ChangeResult) for row in rows):
        return _POOLS_CHANGES
    return _ADDS_CASES if any(getattr(row, "percent", None) for row in rows) else None


def clashes(page: OpenPage, review: Review) -> list[Safe]:
    """Return in plain words where a review and a controlled study of this record differ."""
    return list(_clashes(page, review))


def _clashes(page: OpenPage, review: Review) -> Iterator[Safe]:
    for stance in review.stances:
        for contrast, answer in stance.against:
            if answer.agreement is Agreement.CONFLICTS:
                yield together(_clash(page, review, stance.figure, contrast, answer))


def limits(row: Row) -> Safe | None:
    """Return the interval of a result in brackets; None where there is none."""
    if not isinstance(row, Result):
        return None
    bounds = interval(row)
    if not bounds:
        return None
    return together((" (", bounds, _kind_of_limits(row), ")"))


def _kind_of_limits(row: Result) -> str | None:
    name = unusual_limits(row)
    return f", {name}" if name else None


def mentions(page: OpenPage, reviews: Iterable[Review]) -> Iterator[Safe]:
    """Yield a link to each review with its verdicts counted, for another page."""
    for review in reviews:
        kinds = [stance.answer.agreement for stance in review.stances]
        counts = [
            f"{kinds.count(kind)} {_AGREEMENTS[kind]}" for kind in _AGREEMENTS if kind in kinds
        ]
        verdicts = ", ".join(counts) or "no figure to compare"
        address = page.address(f"reviews.html#{_place(page, review)}")
        yield tag("span", link(address, review.name), f": {verdicts}")


def _place(page: OpenPage, review: Review) -> str:
    """Return where the page of reviews has a review: alone, among those that retell, or silent."""
    if stands_alone(page.evidence, review):
        return f"_{review_id(review)}"
    return "_retold" if review.rows else "_silent"


def _clash(
    page: OpenPage, review: Review, theirs: ReportedFigure, ours: Contrast, answer: Answer
) -> Iterator[Child]:
    yield f"{capital(row_name(theirs.row))}: the review gives "
    yield row_link(page, theirs.study, theirs.row)
    yield limits(theirs.row)
    yield "; "
    yield page.study(ours.study, ours.rows[-1].id)
    yield " gives "
    yield _estimates(page, ours)
    what = in_a_sentence(page.evidence, row_name(ours.rows[0]))
    what = name_and_time(what, getattr(ours.rows[0], "time", None))
    yield f" for {what}. That is: {answer.reason}."
    if ours.study in review.perhaps:
        yield " The study may itself be one of those pooled."


def _estimates(page: OpenPage, contrast: Contrast) -> Safe:
    lines = (
        together((row_link(page, contrast.study, row), limits(row), " ", p_value(row.p)))
        for row in contrast.estimates
        if getattr(row, "value", None) or row.p
    )
    return together(lines, "; ") or missing("no estimate printed")


def _home(page: OpenPage, figure_of_study: ReportedFigure, name: str) -> Safe:
    return link(page.study_address(figure_of_study.study, figure_of_study.row.id), name)


def _record(page: OpenPage, review: Review) -> Iterator[Safe]:
    keys = [review.key]
    if review.study:
        yield page.study(review.study)
        keys += review.study.reports
    key = next((key for key in keys if key in page.evidence.citations), None)
    if key:
        yield link(page.address(f"bibliography.html#{key}"), "in the bibliography")


def _number(count: object) -> Safe:
    return reported(str(count)) if count else missing("not read")


def _studies_held(review: Review) -> Count | None:
    people = review.study.participants if review.study else None
    return people.studies if people else None


def _populations(page: OpenPage, review: Review) -> Safe:
    names = dict.fromkeys(review.study.populations if review.study else ())
    for row in review.rows:
        names |= dict.fromkeys(row.populations)
    return page.populations(names)


def _drugs(page: OpenPage, review: Review) -> Safe:
    names = dict.fromkeys(review.study.drugs if review.study else ())
    for row in review.rows:
        names |= dict.fromkeys(row.drugs)
    return together((page.drug(name, linked=False) for name in names), ", ")


def _size(page: OpenPage, review: Review) -> Count | None:
    """Return how many people a review counts; of another report, the largest group it retells."""
    study = review.study
    if study is None or is_review(page.evidence, study):
        return study.size if study else None
    # Groups that a report retells may share people: they are not added up.
    arms = (stance.figure.arm for stance in review.stances)
    totals = [arm.total for arm in arms if arm and arm.total]
    return max(totals, key=lambda total: total.value, default=None)


def _perhaps(page: OpenPage, review: Review) -> Safe:
    return together((_with_year(page, study) for study in review.perhaps), ", ")


def _with_year(page: OpenPage, study: Study) -> Safe:
    name = page.study(study)
    if year_of(page.evidence, study) is None:
        return name + small(" (year not seen)")
    return name


def _appraisal(page: OpenPage, review: Review) -> Safe:
    for ratings in ratings_of(page.evidence, review.study.id) if review.study else ():
        overall = ratings.settled.overall
        reason = small(f" {overall.reason}")
        return together((f"{ratings.settled.tool}: ", judged(overall.answer), reason))
    return missing("not yet appraised")
