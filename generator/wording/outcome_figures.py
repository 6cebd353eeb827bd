"""The figures behind the sentence of an outcome: comparisons, then groups without a control."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from generator.model.evidence import Evidence
from generator.model.few import few
from generator.model.result import NarrativeResult
from generator.synthesis.arms_of_result import is_of_all_groups
from generator.synthesis.contrast import Contrast, ReportedFigure, Row, Share
from generator.synthesis.findings import (
    NOT_ASSESSABLE,
    NOT_RATED,
    Outcome,
    by_weight,
    is_complete,
    is_told_in_words,
)
from generator.synthesis.importance import Said
from generator.synthesis.study_design import has_control, took_the_class
from generator.text.count_words import count_words
from generator.wording.inline_figures import (
    Piece,
    Quoted,
    about,
    against_others,
    bare_figure,
    capital,
    group_name,
    population_name,
    row_name,
    size,
    small_figure,
    study_name,
)
from generator.wording.outcome_comparisons import (
    OfOneOutcome,
    by_outcome,
    compared,
    elsewhere,
    share_their_control,
    threshold_words,
    together_words,
    verdict_words,
    where,
)

# What fits beside a sentence: the rest is counted, and stands in the table below it.
_MOST_COMPARISONS = 4
_MOST_FIGURES = 3
_MOST_BESIDE_COMPARISONS = 2
_MOST_BESIDE_OTHER_PEOPLE = 1


def figures_behind(
    evidence: Evidence, outcome: Outcome, *, compared_in_lead: bool
) -> Iterator[Piece]:
    """Yield comparisons, people treated earlier, and groups without a control.

    `compared_in_lead` leaves out the comparisons that the sentence itself has given.
    """
    if outcome.is_empty or outcome.certainty in {NOT_RATED, NOT_ASSESSABLE}:
        return
    measured, in_words = compared(evidence, outcome)
    others = elsewhere(evidence, outcome)
    if measured and not compared_in_lead:
        if others:
            yield f"Compared among other people ({where(evidence, outcome, measured)}). "
        yield from _by_verdict(evidence, outcome, measured)
    if measured and compared_in_lead:
        yield threshold_words(by_outcome(evidence, measured))
    if in_words:
        counts = {said: in_words.count(said) for said in Said if said in in_words}
        verdicts = (f"{verdict_words(outcome, said)} ({count})" for said, count in counts.items())
        yield f" Comparisons told in words only: {', '.join(verdicts)}."
    yield from _earlier(evidence, outcome)
    most = _MOST_FIGURES
    if others:
        most = _MOST_BESIDE_OTHER_PEOPLE
    elif measured:
        most = _MOST_BESIDE_COMPARISONS
    yield from _without_control(evidence, outcome, most)


def printed_so_far(evidence: Evidence, outcome: Outcome) -> Iterator[Piece]:
    """Yield what a controlled study prints of an outcome not yet rated, figure against figure."""
    for contrast in outcome.concurrent:
        drug = bare_figure(evidence, contrast.drug)
        control = bare_figure(evidence, contrast.control)
        if drug and control:
            what = row_name(evidence, contrast.rows[0])
            yield f"{study_name(contrast.study)}, {group_name(evidence, contrast.arm)}: {what} "
            yield from size(evidence, contrast)
            yield "; "


def listed(parts: Iterable[Iterable[Piece]]) -> Iterator[Piece]:
    """Yield the pieces of several parts, with a semicolon between the parts."""
    for place, pieces in enumerate(parts):
        if place:
            yield "; "
        yield from pieces


def _by_verdict(
    evidence: Evidence, outcome: Outcome, measured: Sequence[Contrast]
) -> Iterator[Piece]:
    """Yield the comparisons under what those of one thing say together."""
    bare = share_their_control(measured) and bool(elsewhere(evidence, outcome))
    groups = by_outcome(evidence, measured)
    by_words: dict[str, list[OfOneOutcome]] = {}
    for group in groups:
        by_words.setdefault(together_words(outcome, group), []).append(group)
    # Those named first are named; which they are is the order of the record.
    some = few(measured, _MOST_COMPARISONS)
    named = {id(contrast) for contrast in some.shown}
    for words, alike in by_words.items():
        members = [contrast for contrast in _all_of(alike) if id(contrast) in named]
        if members:
            yield f"{capital(words)}: "
            yield from listed(_named_size(evidence, contrast, bare=bare) for contrast in members)
            yield ". "
    yield threshold_words(groups)
    if some.more:
        yield f"{some.and_more('comparison')} in the summary of findings."


def _all_of(groups: Iterable[OfOneOutcome]) -> Iterator[Contrast]:
    return chain.from_iterable(group.contrasts for group in groups)


def _named_size(evidence: Evidence, contrast: Contrast, *, bare: bool) -> Iterator[Piece]:
    yield row_name(evidence, contrast.rows[0])
    yield " " if bare and not contrast.shares else ", "
    yield from size(evidence, contrast, bare=bare)


def _unlike(evidence: Evidence, contrast: Contrast) -> str:
    """Return why people of another group are no control group."""
    if took_the_class(evidence, contrast.against):
        return "against people most of whom took another drug of the class, which is no control"
    return "against people treated earlier, which is no fair comparison"


def _earlier(evidence: Evidence, outcome: Outcome) -> Iterator[Piece]:
    """Yield comparisons with people treated earlier, called so."""
    for contrast in outcome.contrasts:
        if contrast.concurrent or not (contrast.drug and contrast.control and contrast.shares):
            continue
        study, (drug, control) = contrast.study, contrast.shares
        yield f" {capital(_unlike(evidence, contrast))}: "
        yield Quoted(_of(drug), study.id, contrast.drug.id)
        yield " against "
        yield Quoted(_of(control), study.id, contrast.control.id)
        yield f" ({study_name(study)})."


def _of(share: Share) -> str:
    return f"{share.events} of {share.total}"


def _without_control(evidence: Evidence, outcome: Outcome, most: int) -> Iterator[Piece]:
    """Yield figures of groups without a control, with their people; the rest are counted."""
    whole = [figure for figure in outcome.alone if is_of_all_groups(evidence, *figure)]
    # A study with a control group is never said to have none.
    one_group = [
        figure
        for figure in by_weight(outcome)
        if figure not in whole and has_control(evidence, figure.study)
    ]
    apart = (*whole, *one_group)
    outcome = replace(outcome, alone=tuple(each for each in outcome.alone if each not in apart))
    some = few(by_weight(outcome), most)
    parts: list[Iterable[Piece]] = [_alone(evidence, outcome, figure) for figure in some.shown]
    rest = ", ".join(_rest(outcome, some.and_more("figure")))
    if rest:
        parts.append((rest,))
    if parts:
        yield " Without a control group: "
        yield from listed(parts)
        yield "."
    if one_group:
        yield " Of the other group not reported: "
        yield from listed(_alone(evidence, outcome, figure) for figure in one_group)
        yield "."
    if whole:
        yield " All groups together: "
        yield from listed(_alone(evidence, outcome, figure) for figure in whole)
        yield "."


def _alone(evidence: Evidence, outcome: Outcome, figure: ReportedFigure) -> Iterator[Piece]:
    study = figure.study
    yield Quoted(small_figure(evidence, figure.row), study.id, figure.row.id)
    yield from against_others(evidence, figure)
    others = _of_others(evidence, outcome, figure)
    yield f" ({about(evidence, figure)}; {study_name(study)}{others})"


def _of_others(evidence: Evidence, outcome: Outcome, figure: ReportedFigure) -> str:
    """Return who the people are, if they are not those of the page."""
    populations = figure.study.populations
    if not populations or outcome.population in populations:
        return ""
    return f", {population_name(evidence, populations[0])}"


def _is_silent(row: Row) -> bool:
    """Tell whether a figure does not say of how many people it speaks."""
    return not (is_complete(row) or is_told_in_words(row) or row.collected)


def _rest(outcome: Outcome, more: str) -> Iterator[str]:
    if more:
        yield f"{more} in the summary of findings"
    rows = [figure.row for figure in outcome.alone]
    collected = sum(row.collected for row in rows)
    silent = sum(_is_silent(row) for row in rows)
    if collected:
        yield f"{count_words(collected, 'figure')} of published cases"
    if silent:
        yield f"{count_words(silent, 'figure')} without the number of people"
    # Words on one group earn no direction: nobody was treated otherwise.
    in_words = sum(isinstance(row, NarrativeResult) for row in rows)
    if in_words:
        yield f"{in_words} told in words only"
