"""The answer of a page: the sentence that a person wrote, every number with its way home."""

from collections.abc import Callable, Mapping

from generator.html.element import Child, link, missing, paragraph, reported, small, together
from generator.html.escape import Safe, escape
from generator.html.harm_line import harm_count, harm_link
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval, p_value, share, small_interval, summary
from generator.html.result_line import figure_link
from generator.model.answer import Answer
from generator.model.result import (
    ChangeResult,
    ContinuousResult,
    ProportionResult,
    TimeToEventResult,
)
from generator.model.study import Harm
from generator.synthesis.answer_currency import reasons_to_read_again
from generator.synthesis.answer_text import PARTS, WHOLE, Piece, figure_at, pieces, written_answer
from generator.synthesis.contrast import ReportedFigure, Row
from generator.wording.answer_words import GENERATED, judged_words, waiting_words
from generator.wording.limits_words import limits_name
from generator.wording.result_names import unit_of


def answer_of(page: OpenPage, about: str) -> Safe | None:
    """Return the written answer of a page with who wrote it and when; None where nobody did."""
    answer = written_answer(page.evidence, about)
    if answer is None:
        return None
    sentence = together(_piece(page, piece) for piece in pieces(answer.sentence))
    return together(
        (
            paragraph(sentence, class_="ev-lede ev-answer-written"),
            _waiting(page, answer),
            paragraph(small(judged_words(answer)), class_="ev-judged-by"),
        )
    )


def generated(page: OpenPage, about: str) -> Safe | None:
    """Return that the sentences of a page were generated; None where a person wrote its answer."""
    if written_answer(page.evidence, about):
        return None
    return paragraph(small(GENERATED), class_="ev-generated")


def _waiting(page: OpenPage, answer: Answer) -> Safe | None:
    reasons = reasons_to_read_again(page.evidence, answer)
    return paragraph(missing(waiting_words(reasons)), role="note") if reasons else None


def _piece(page: OpenPage, piece: Piece) -> Safe:
    if isinstance(piece, str):
        return escape(piece)
    number = figure_at(page.evidence, piece)
    # The checks stop a build with such a reference; a draft of the page shows where it is.
    if number is None:
        return missing(f"no number at {piece.address}")
    if piece.part != WHOLE:
        address = page.study_address(number.study, number.row.id)
        return link(address, _part(page, number, piece.part))
    if isinstance(number.row, Harm):
        return harm_link(page, number.study, number.row)
    return figure_link(page, number.study, number.row)


def _part(page: OpenPage, number: ReportedFigure, part: str) -> Child:
    """Return one part of a number as the whole of it is printed everywhere."""
    row = number.row
    if part in _BY_PART:
        return _BY_PART[part](row)
    if part == "time":
        return reported(str(getattr(row, "time", None) or ""))
    if isinstance(row, ChangeResult | ContinuousResult):
        return summary(getattr(row, PARTS[part]), row.unit or unit_of(page.evidence, row))
    return reported(str(getattr(row, PARTS[part])))


def _events(row: Row) -> Safe:
    if isinstance(row, Harm):
        return harm_count(row)
    if isinstance(row, TimeToEventResult):
        return share(row.events, row.total)
    # Published cases are no share of anybody, and the whole figure says so.
    if isinstance(row, ProportionResult) and not row.collected:
        return share(row.events, row.total)
    return figure(row)


def _percent(row: Row) -> Safe:
    if row.collected:
        return _events(row)
    return share(None, row.total, getattr(row, "percent", None))


def _interval(row: Row) -> Child:
    # A harm has no printed interval, and the checks stop a reference to one.
    return None if isinstance(row, Harm) else small_interval(interval(row), limits_name(row))


_BY_PART: Mapping[str, Callable[[Row], Child]] = {
    "events": _events,
    "percent": _percent,
    "people": lambda row: reported(str(row.total)),
    "interval": _interval,
    "p": lambda row: p_value(row.p),
}
