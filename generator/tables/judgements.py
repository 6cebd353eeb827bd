"""What was judged: bias of studies, certainty, corrections; each with who, why and when."""

from collections.abc import Iterable, Iterator, Sequence

from generator.html.certainty import (
    both_ratings,
    not_counted,
    number_link,
    rated_drug,
    rating_steps,
)
from generator.html.counts import computed_count
from generator.html.element import (
    Child,
    badge,
    judged,
    link,
    listed,
    missing,
    paragraph,
    remark,
    small,
    small_fold,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.signs import light
from generator.model.judgement import Certainty, Correction
from generator.synthesis.appraisal import Appraised, Mark
from generator.synthesis.two_raters import raters_differ
from generator.tables.table import Column, Row, Table, render_if_filled, render_table

_APPRAISAL = (Column("Question"), Column("Answer"), Column("Reason"))
_CERTAINTY = (
    Column("Outcome"),
    Column("Certainty"),
    Column("In a sentence"),
    Column("Why this rating"),
    Column("Rests on"),
)
_CORRECTIONS = (
    Column("About"),
    Column("In the source"),
    Column("What is done here"),
    Column("Why"),
)


def appraisal_table(page: OpenPage, appraised: Appraised, name: str, shows: Child) -> Safe:
    """Return one appraisal: each question, its answer with its sign, and its reason."""
    # A study may be appraised more than once, as for different outcomes.
    number = f"Appraisal {appraised.place + 1}: " if appraised.place else ""
    tool = f"{appraised.tool_label}, version {appraised.version}"
    return render_table(
        Table(
            name=name,
            caption=f"{number}{tool}; {appraised.rater}, {appraised.date}",
            shows=shows,
            key="In the order of the tool's questions.",
            columns=_APPRAISAL,
            rows=[_answer(page, mark) for mark in appraised.marks],
            how=page.how("kinds"),
        )
    )


def certainty_table(
    page: OpenPage, ratings: Iterable[Certainty], name: str, caption: str
) -> Safe | None:
    """Return ratings of certainty with the reason for each step and the results they rest on."""
    rows = [Row(tuple(_rating(page, rating)), id=rating.id) for rating in ratings]
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=computed_count(len(rows), "rating"),
            key="In the order of the record.",
            columns=_CERTAINTY,
            rows=rows,
            how=page.how("kinds"),
        )
    )


def corrections_table(
    page: OpenPage, corrections: Sequence[Correction], name: str, caption: str
) -> Safe | None:
    """Return known faults of sources and what is done about each; None if there are none."""
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=computed_count(len(corrections), "known fault"),
            key="In the order of the record.",
            columns=_CORRECTIONS,
            rows=[_correction(page, correction) for correction in corrections],
            how=page.how("checked"),
        )
    )


def _answer(page: OpenPage, mark: Mark) -> Row:
    question = spaced(tag("span", mark.item_id, class_="ev-item-id"), explain(page, mark.question))
    answer = spaced(light(mark.symbol, mark.level), judged(_with_meaning(mark)))
    reason = explain(page, mark.reason) if mark.reason else missing("no reason written")
    return Row((question, answer, reason))


def _with_meaning(mark: Mark) -> str:
    """Return an answer, with its meaning where the tool answers in figures."""
    has_meaning = mark.answer.isdigit() and mark.meaning
    return f"{mark.answer}: {mark.meaning}" if has_meaning else mark.answer


def _correction(page: OpenPage, correction: Correction) -> Row:
    return Row(
        (
            together((number_link(page, number, "/") for number in correction.about), ", "),
            spaced(explain(page, correction.where), remark(correction.note)),
            explain(page, correction.what_we_do),
            spaced(explain(page, correction.why), small(correction.reported)),
        ),
        id=correction.id,
    )


def _rating(page: OpenPage, rating: Certainty) -> Iterator[Child]:
    compared = small(f"{rated_drug(page, rating)} against {rating.comparison.against}")
    yield spaced(rating.outcome, badge(rating.importance, "quiet"), compared)
    judged_by = small(f"{rating.rater}, {rating.date.words()}")
    yield spaced(judged(rating.rating), judged_by, _raters(page, rating))
    yield explain(page, rating.reason)
    yield small_fold("reasons", listed(rating_steps(rating)))
    yield together(_rests_on(page, rating))


def _raters(page: OpenPage, rating: Certainty) -> Safe | None:
    """Return what each rater judged, and why the settled rating is what it is; None of one."""
    ratings = list(both_ratings(page, rating))
    if not ratings:
        return None
    differ = "raters differ" if raters_differ(rating) else "raters agree"
    if len(ratings) == 1:
        differ = "one rater"
    why = paragraph(explain(page, rating.settled_because)) if rating.settled_because else None
    return small_fold(differ, listed(ratings), *filter(None, (why,)))


def _rests_on(page: OpenPage, rating: Certainty) -> Iterator[Safe]:
    used = together(_by_study(page, rating.results), ", ")
    yield paragraph(used or "no result in this record")
    if background := _by_study(page, rating.background):
        yield small_fold("background", listed(background))
    if left_out := not_counted(page, rating):
        yield small_fold("not counted", listed(left_out))


def _by_study(page: OpenPage, addresses: Iterable[str]) -> list[Safe]:
    """Return each study once, with a link for each of its numbers."""
    studies: dict[str, list[str]] = {}
    for address in addresses:
        studies.setdefault(address.partition("#")[0], []).append(address)
    return [_numbers(page, *numbers) for numbers in studies.values()]


def _numbers(page: OpenPage, first: str, *others: str) -> Safe:
    # The name of a study stands once; its further numbers are links that say which they are.
    further = (_further(page, address, place) for place, address in enumerate(others, 2))
    return spaced(number_link(page, first, "#"), *further)


def _further(page: OpenPage, address: str, place: int) -> Safe:
    study_id, _, result = address.partition("#")
    study = page.evidence.studies.get(study_id)
    if study is None:
        return tag("span", address)
    label = f"{study.label}, number {place} of those this rests on"
    return link(page.study_address(study, result), str(place), aria_label=label)
