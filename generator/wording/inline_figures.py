"""Figures and names inside a generated sentence, each figure with the address of its number."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    ProportionResult,
    RateResult,
    Summary,
    with_unit,
)
from generator.model.study import Arm, Harm, Study
from generator.statistics.rounding import format_number
from generator.synthesis.arms_of_result import beside
from generator.synthesis.complement import as_printed
from generator.synthesis.contrast import Contrast, ReportedFigure, Row, Share, share
from generator.synthesis.participants import is_of_others
from generator.synthesis.study_design import is_randomised
from generator.wording.computed_values import in_unit
from generator.wording.counts import share_words
from generator.wording.estimate_names import adjustment_of, short_name
from generator.wording.group_sizes import unpublished_sizes
from generator.wording.limits_words import unusual_limits
from generator.wording.rate_words import rate_words
from generator.wording.result_names import unit_of, when_measured

# Below this many of a hundred people, half a person more or less would be a large part.
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
    """Return two shares as people of a hundred, with one decimal in both if either is below ten."""
    values = [100 * group.events / group.total for group in (drug, control)]
    # Nobody of a hundred is exact and needs no decimal.
    decimals = 1 if any(0 < value < _SMALL for value in values) else 0
    first, second = (format_number(value, decimals) for value in values)
    return f"{first} of 100", f"{second} of 100"


def in_a_sentence(evidence: Evidence, label: str) -> str:
    """Return a label as it stands in a sentence: small, save for abbreviations and proper names."""
    second = label[1:2]
    # An abbreviation (WHO), or a name that goes on with a digit or hyphen (P-value), stays.
    if second.isupper() or not second.isalpha() or _begins_with_a_name(evidence, label):
        return label
    return label[:1].lower() + label[1:]


def _begins_with_a_name(evidence: Evidence, label: str) -> bool:
    names = "|".join(map(re.escape, evidence.topic.proper_names))
    return bool(names) and re.match(rf"(?:{names})\b", label) is not None


def capital(text: str) -> str:
    """Return text as it opens a sentence."""
    # str.capitalize would make the rest small, abbreviations too.
    return f"{text[:1].upper()}{text[1:]}"


def row_name(evidence: Evidence, row: Row) -> str:
    """Return the plain name of what a row is about, without additions in brackets."""
    if isinstance(row, Harm):
        return _small_and_bare(evidence, row.event)
    measure = evidence.measures.get(row.measure)
    return _small_and_bare(evidence, measure.label if measure else row.reported_as)


def group_name(evidence: Evidence, arm: Arm) -> str:
    """Return a group as it stands in a sentence, without brackets or what follows a semicolon."""
    return _small_and_bare(evidence, arm.label).partition(";")[0]


def study_name(study: Study) -> str:
    """Return a study's name without what stands in brackets."""
    return _without_brackets(study.label)


def population_name(evidence: Evidence, population: str) -> str:
    """Return a population as it stands in a sentence."""
    return _small_and_bare(evidence, evidence.populations[population].label)


def drug_name(evidence: Evidence, drug_id: str) -> str:
    """Return a drug as it stands in a sentence; a class has an article and only its first words."""
    drug = evidence.drugs.get(drug_id)
    if drug is None:
        return "one of the drugs"
    name = class_name(evidence, drug_id)
    if drug.role != "class":
        return name
    article = "an" if name[:1].lower() in "aeiou" else "a"
    return f"{article} {name}"


def class_name(evidence: Evidence, drug_id: str) -> str:
    """Return the first words of a drug's name, by which a class is called in a sentence."""
    return _small_and_bare(evidence, evidence.drugs[drug_id].label.partition(",")[0])


def size(evidence: Evidence, contrast: Contrast, *, bare: bool = False) -> Iterator[Piece]:
    """Yield how large a difference is: people of a hundred first, then the study's own estimate.

    `bare` leaves out the control group and the study, where the sentence has named them.
    """
    against = f" on {group_name(evidence, contrast.against)}"
    sides = _sides(evidence, contrast)
    if sides:
        yield from _side_by_side(contrast, sides, "" if bare else against)
    elif not bare:
        yield f"against {group_name(evidence, contrast.against)}"
    remarks = [*_estimate(contrast), *_remark(evidence, contrast)]
    if not bare:
        remarks.append(study_name(contrast.study))
    yield from _in_brackets(remarks)


def _sides(evidence: Evidence, contrast: Contrast) -> tuple[str, str] | None:
    """Return both figures in words, people of a hundred or as printed; None if one is missing."""
    if contrast.shares:
        return per_hundred(*contrast.shares)
    drug = bare_figure(evidence, contrast.drug)
    control = bare_figure(evidence, contrast.control)
    return (drug, control) if drug and control else None


def _side_by_side(contrast: Contrast, sides: tuple[str, str], against: str) -> Iterator[Piece]:
    if contrast.drug and contrast.control:
        yield Quoted(sides[0], contrast.study.id, contrast.drug.id)
        yield " v "
        yield Quoted(sides[1], contrast.study.id, contrast.control.id)
        yield against


def _in_brackets(pieces: Iterable[Piece]) -> Iterator[Piece]:
    opening = " ("
    for piece in pieces:
        yield opening
        yield piece
        opening = "; "
    if opening == "; ":
        yield ")"


def small_figure(evidence: Evidence, row: Row) -> str:
    """Return a figure in few words: a count of people, or the middle before and after."""
    counted = share(row)
    if counted is not None:
        printed = getattr(row, "events", None)
        return share_words(counted.events if printed is None else printed, row.total)
    if isinstance(row, RateResult):
        return rate_words(row) or "a rate"
    alone = row.total is not None and row.total.value == 1
    people = f"in {row.total} {'person' if alone else 'people'}"
    if not isinstance(row, ChangeResult | ContinuousResult):
        return people
    middles = list(_middles(row))
    way = " to ".join(middles)
    if len(middles) > 1:
        way = f"from {way}"
    return f"{in_unit(way, unit_of(evidence, row))}{_statistic(row.follow_up)} {people}"


def against_others(evidence: Evidence, figure: ReportedFigure) -> Iterator[Piece]:
    """Yield what the other groups of the study did on the same question, each with its group."""
    for other in beside(evidence, figure.study, figure.row):
        printed = small_figure(evidence, other) if other.total else bare_figure(evidence, other)
        group = (
            group_name(evidence, figure.study.arm(other.arm)) if other.arm else "the other group"
        )
        yield " against "
        yield Quoted(printed or "a figure in words", figure.study.id, other.id)
        yield f" on {group}"


def _middles(row: ChangeResult | ContinuousResult) -> Iterator[str]:
    """Yield the middle before and after, where each is printed."""
    for summary in (row.baseline, row.follow_up):
        if isinstance(summary, Summary) and summary.centre:
            yield str(summary.centre)


def about(evidence: Evidence, figure: ReportedFigure) -> str:
    """Return what a figure is about and when it was measured."""
    row = figure.row
    words = _small_and_bare(evidence, row.event if isinstance(row, Harm) else row.reported_as)
    time, part = getattr(row, "time", None), getattr(row, "subgroup", None)
    if time and time.value and when_measured(words, replace(time, label=None)):
        # A median follow-up is no time at which everybody was looked at: its name stays.
        words += f" at {time}"
    if part:
        words += f", only of {part}"
    if figure.arm and is_of_others(figure.study, figure.arm):
        words += ", published cases"
    return words


def bare_figure(evidence: Evidence, row: Row | None) -> str:
    """Return what a source prints without the number of people: a percentage, or a middle."""
    if isinstance(row, RateResult):
        return rate_words(row)
    percent = getattr(row, "percent", None)
    if percent is not None:
        return f"{percent}%"
    summary = getattr(row, "follow_up", None)
    if row is None or isinstance(row, Harm) or not isinstance(summary, Summary):
        return ""
    middle = summary.centre
    return "" if middle is None else with_unit(middle, unit_of(evidence, row))


def _estimate(contrast: Contrast) -> Iterator[Piece]:
    """Yield the study's own estimate with its interval; without one, its p value."""
    for row in contrast.estimates:
        if isinstance(row, ComparisonResult) and row.value:
            limits = ""
            if row.ci_low and row.ci_high:
                name = unusual_limits(row) or "interval"
                limits = f", {name} {row.ci_low} to {row.ci_high}"
            text = f"{short_name(row)} {row.value}{limits}"
            adjustment = adjustment_of(row)
            yield Quoted(", ".join(filter(None, (text, adjustment))), contrast.study.id, row.id)
            return
    for row in contrast.estimates:
        if row.p:
            yield Quoted(f"P {row.p}", contrast.study.id, row.id)
            return


def _remark(evidence: Evidence, contrast: Contrast) -> Iterator[Piece]:
    estimated = any(isinstance(row, ComparisonResult) and row.value for row in contrast.estimates)
    if not contrast.shares and not estimated:
        yield from _missing_numbers(contrast)
    # Randomised groups differ by chance alone; counts of any others would need an adjustment.
    elif not estimated and not is_randomised(evidence, contrast.study):
        yield "not adjusted"
    yield from _turned(evidence, contrast)


def _missing_numbers(contrast: Contrast) -> Iterator[Piece]:
    """Yield what keeps a reader from telling how sure two figures are."""
    if not contrast.sets_people_apart:
        yield _why_not_apart(contrast)
    elif unpublished := unpublished_sizes([contrast]):
        yield unpublished
    elif any(isinstance(row, ProportionResult | Harm) for row in contrast.rows):
        yield "counts are not printed"


def _why_not_apart(contrast: Contrast) -> str:
    if contrast.study.crossover:
        return "both groups hold the same people"
    if contrast.groups_share_people:
        return "some people are in both groups"
    return "clusters of people were assigned"


def _turned(evidence: Evidence, contrast: Contrast) -> Iterator[Piece]:
    """Yield what the source counts where a figure is turned to the side that studies share."""
    for row in (contrast.drug, *contrast.estimates):
        printed = as_printed(evidence, contrast.study, row) if row else None
        if printed:
            yield f"printed as {row_name(evidence, printed)}"
            return


# A middle without its name could be either, and nothing is said of it.
def _statistic(values: Summary | None) -> str:
    if values is None or not (values.mean or values.median):
        return ""
    return " (mean)" if values.mean else " (median)"


def _small_and_bare(evidence: Evidence, label: str) -> str:
    return in_a_sentence(evidence, _without_brackets(label))


def _without_brackets(label: str) -> str:
    return label.partition(" (")[0]
