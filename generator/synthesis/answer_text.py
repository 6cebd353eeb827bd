"""The sentence of an answer as words and references, and what each reference leads to."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.model.answer import Answer
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    ProportionResult,
    Summary,
    TimePoint,
)
from generator.model.study import Harm
from generator.synthesis.arms_of_result import beside
from generator.synthesis.contrast import ReportedFigure

WHOLE = ""
# The parts of a number that a sentence may print alone, by the field that holds each.
PARTS = {
    "events": "events",
    "percent": "percent",
    "people": "total",
    "baseline": "baseline",
    "follow-up": "follow_up",
    "change": "change",
    "interval": "ci_low",
    "p": "p",
    "time": "time",
}
_REFERENCE = re.compile(r"\{([^{}]*)\}")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z{])")


class Reference(NamedTuple):
    """A permanent address inside a sentence, with the part of it to print; empty for all of it."""

    study: str
    number: str
    part: str

    @property
    def address(self) -> str:
        """Return the permanent address of the number."""
        return f"{self.study}#{self.number}"


Piece = str | Reference


def pieces(sentence: str) -> tuple[Piece, ...]:
    """Return a sentence as words and references, in order.

    >>> pieces("Fever went in {paper-2021#fever-free-4w:events}.")
    ('Fever went in ', Reference(study='paper-2021', number='fever-free-4w', part='events'), '.')
    """
    # Splitting by a pattern with one group yields words and addresses in turn.
    return tuple(
        _reference(text) if place % 2 else text
        for place, text in enumerate(_REFERENCE.split(sentence))
        if place % 2 or text
    )


def _reference(text: str) -> Reference:
    address, _, part = text.strip().partition(":")
    study, _, number = address.partition("#")
    return Reference(study, number, part)


def references(sentence: str) -> tuple[Reference, ...]:
    """Return the references of a sentence, in order."""
    return tuple(piece for piece in pieces(sentence) if isinstance(piece, Reference))


def words_alone(sentence: str) -> str:
    """Return a sentence without its references: what a person wrote."""
    return _REFERENCE.sub(" ", sentence)


def written_answer(evidence: Evidence, about: str) -> Answer | None:
    """Return the answer that a person wrote for a page; None where nobody did."""
    return next((answer for answer in evidence.answers if answer.about == about), None)


def figure_at(evidence: Evidence, reference: Reference) -> ReportedFigure | None:
    """Return the number that a reference leads to, as recorded; None where it leads nowhere."""
    study = evidence.studies.get(reference.study)
    for row in study.numbers if study else ():
        if study and row.id == reference.number:
            return ReportedFigure(study, row)
    return None


def is_printable(figure: ReportedFigure, part: str) -> bool:
    """Tell whether a number has the part; a share is printed with its denominator or not at all."""
    row = figure.row
    if isinstance(row, ProportionResult | Harm) and part in {WHOLE, "events", "percent"}:
        has_part = part == WHOLE or getattr(row, part) is not None
        return has_part and (row.total is not None or row.collected)
    if part == WHOLE:
        return True
    value = getattr(row, PARTS.get(part, ""), None)
    if part == "interval" and getattr(row, "ci_high", None) is None:
        return False
    return isinstance(value, Number | Count | Summary | TimePoint)


def with_one_group_alone(
    evidence: Evidence, sentence: str
) -> Iterator[tuple[Reference, tuple[str, ...]]]:
    """Yield each reference to one group, with the addresses of the other groups it stands without.

    The groups of a study answer a question together, within one sentence.
    """
    for each in _END_OF_SENTENCE.split(sentence):
        named = references(each)
        addresses = {reference.address for reference in named}
        for reference in named:
            missing = tuple(
                address
                for address in _other_groups(evidence, reference)
                if address not in addresses
            )
            if missing:
                yield reference, missing


def _other_groups(evidence: Evidence, reference: Reference) -> Iterator[str]:
    figure = figure_at(evidence, reference)
    # When something was measured is no finding about a group; a comparison has both of its own.
    if figure is None or reference.part == "time" or isinstance(figure.row, ComparisonResult):
        return
    # What people began with was not done to them: it is no result of their group.
    before_after = isinstance(figure.row, ChangeResult | ContinuousResult)
    if before_after and reference.part == "baseline":
        return
    for other in beside(evidence, figure.study, figure.row):
        yield f"{figure.study.id}#{other.id}"
