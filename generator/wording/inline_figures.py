"""Single figures and names as they stand inside a generated sentence, each with the address of its number."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    Summary,
    with_unit,
)
from generator.model.study import Arm, Harm, Study
from generator.statistics.rounding import format_number
from generator.synthesis.contrast import Contrast, ReportedFigure, Row, Share, share
from generator.synthesis.participants import is_of_others
from generator.synthesis.study_design import is_randomised

_ESTIMATES = {
    "risk-ratio": "risk ratio", "odds-ratio": "odds ratio", "hazard-ratio": "hazard ratio",
    "risk-difference": "risk difference", "mean-difference": "mean difference",
}  # fmt: skip
_SMALL = 10


class Quoted(NamedTuple):
    """Words that stand for a number, and the number's permanent address."""

    text: str
    study: str
    number: str


Piece = str | Quoted
Sentence = tuple[Piece, ...]


def plain(pieces: Iterable[Piece]) -> str:
    """Return a sentence as text."""
    text = "".join(piece.text if isinstance(piece, Quoted) else piece for piece in pieces)
    return " ".join(text.split())


def per_hundred(drug: Share, control: Share) -> tuple[str, str]:
    """Return two shares as people of a hundred: whole from ten on, both with one decimal where one is below ten."""
    values = [100 * one.events / one.total for one in (drug, control)]
    decimals = 1 if any(0 < value < _SMALL for value in values) else 0
    first, second = (format_number(value, decimals) for value in values)
    return f"{first} of 100", f"{second} of 100"


def in_a_sentence(label: str) -> str:
    """Return a name as it stands inside a sentence: small, unless it begins with an abbreviation."""
    return (
        label if label[1:2].isupper() or not label[1:2].isalpha() else label[:1].lower() + label[1:]
    )


def capital(words: str) -> str:
    """Return words as they open a sentence."""
    return f"{words[:1].upper()}{words[1:]}"


def row_name(evidence: Evidence, row: Row) -> str:
    """Return the plain name of what a row is about, without what the source adds in brackets."""
    measure = None if isinstance(row, Harm) else evidence.measures.get(row.measure)
    label = measure.label if measure else row.event if isinstance(row, Harm) else row.reported_as
    return in_a_sentence(_without_brackets(label))


def group_name(arm: Arm) -> str:
    """Return a group as it stands in a sentence, without what stands in brackets or after a semicolon."""
    return in_a_sentence(_without_brackets(arm.label).partition(";")[0])


def study_name(study: Study) -> str:
    """Return a study's name without what stands in brackets."""
    return _without_brackets(study.label)


def population_name(evidence: Evidence, population: str) -> str:
    """Return a population as it stands in a sentence."""
    return in_a_sentence(_without_brackets(evidence.populations[population].label))


def drug_name(evidence: Evidence, drug_id: str) -> str:
    """Return a drug as it stands inside a sentence; a class has an article and only its first words."""
    drug = evidence.drugs.get(drug_id)
    if drug is None:
        return "a drug of this record"
    name = class_name(evidence, drug_id)
    if drug.role != "class":
        return name
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def class_name(evidence: Evidence, drug_id: str) -> str:
    """Return the first words of a drug's name as they stand inside a sentence: what a class is called."""
    return in_a_sentence(_without_brackets(evidence.drugs[drug_id].label.partition(",")[0]))


def size(evidence: Evidence, one: Contrast, *, bare: bool = False) -> Iterator[Piece]:
    """Yield how large a difference is: people of a hundred first, then the study's own estimate.

    `bare` leaves out the control group and the study, where the sentence has named them.
    """
    if one.shares and one.drug and one.control:
        first, second = per_hundred(*one.shares)
        yield Quoted(first, one.study.id, one.drug.id)
        yield " against "
        yield Quoted(second, one.study.id, one.control.id)
        yield "" if bare else f" on {group_name(one.against)}"
    elif (first := bare_figure(evidence, one.drug)) and (
        second := bare_figure(evidence, one.control)
    ):
        yield from _as_printed(one, first, second, bare=bare)
    elif not bare:
        yield f"against {group_name(one.against)}"
    inside = [*_estimate(one), *_remark(evidence, one), *([] if bare else [study_name(one.study)])]
    yield " (" if inside else ""
    for place, piece in enumerate(inside):
        yield "; " if place else ""
        yield piece
    yield ")" if inside else ""


def _as_printed(one: Contrast, first: str, second: str, *, bare: bool) -> Iterator[Piece]:
    if one.drug and one.control:
        yield Quoted(first, one.study.id, one.drug.id)
        yield " against "
        yield Quoted(second, one.study.id, one.control.id)
        yield "" if bare else f" on {group_name(one.against)}"


def small_figure(evidence: Evidence, row: Row) -> str:
    """Return a figure in few words: a count with its people, or the middle of a measure before and after."""
    if (found := share(row)) is not None:
        return f"{found.events} of {found.total}"
    people = f"in {row.total} {'person' if row.total and row.total.value == 1 else 'people'}"
    if isinstance(row, ChangeResult | ContinuousResult):
        measure = evidence.measures.get(row.measure)
        unit = row.unit or (measure.unit if measure else None)
        ends = [
            f"{one.centre}"
            for one in (row.baseline, row.follow_up)
            if isinstance(one, Summary) and one.centre
        ]
        way = f"from {ends[0]} to {ends[1]}" if len(ends) == 2 else "".join(ends)  # noqa: PLR2004 - before and after
        return f"{way}{f' {unit}' if unit else ''}{_statistic(row.follow_up)} {people}"
    return people


def about(figure: ReportedFigure) -> str:
    """Return what a figure is about and when it was measured."""
    row = figure.row
    name = in_a_sentence(_without_brackets(row.event if isinstance(row, Harm) else row.reported_as))
    time, part = getattr(row, "time", None), getattr(row, "subgroup", None)
    when = f" at {with_unit(time.value, time.unit)}" if time and time.value else ""
    retold = (
        ", published cases"
        if row.arm and is_of_others(figure.study, figure.study.arm(row.arm))
        else ""
    )
    return f"{name}{when}{f', only of {part}' if part else ''}{retold}"


def bare_figure(evidence: Evidence, row: Row | None) -> str:
    """Return what is printed of a figure whose number of people is not known: a percentage, or a middle."""
    if row is None:
        return ""
    percent = getattr(row, "percent", None)
    if percent is not None:
        return f"{percent} %"
    summary = getattr(row, "follow_up", None)
    if not isinstance(summary, Summary) or summary.centre is None or isinstance(row, Harm):
        return ""
    measure = evidence.measures.get(row.measure)
    return with_unit(summary.centre, row.unit or (measure.unit if measure else None))


def _estimate(one: Contrast) -> Iterator[Piece]:
    estimate = next(
        (row for row in one.estimates if isinstance(row, ComparisonResult) and row.value), None
    )
    tested = next((row for row in one.estimates if row.p), None)
    if estimate:
        limits = (
            f", interval {estimate.ci_low} to {estimate.ci_high}"
            if estimate.ci_low and estimate.ci_high
            else ""
        )
        text = f"{_ESTIMATES.get(estimate.effect, 'effect')} {estimate.value}{limits}"
        yield Quoted(text, one.study.id, estimate.id)
    elif tested and tested.p:
        yield Quoted(f"P {tested.p}", one.study.id, tested.id)


def _remark(evidence: Evidence, one: Contrast) -> Iterator[Piece]:
    estimated = any(isinstance(row, ComparisonResult) and row.value for row in one.estimates)
    if not one.shares and not estimated:
        yield "of how many is not reported"
    elif not estimated and not is_randomised(evidence, one.study):
        yield "not adjusted"


def _statistic(values: Summary | None) -> str:
    if values is None:
        return ""
    return " (mean)" if values.mean else " (median)" if values.median else ""


def _without_brackets(label: str) -> str:
    return label.partition(" (")[0]
