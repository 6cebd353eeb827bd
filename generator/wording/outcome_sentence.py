"""The plain sentence of an outcome: made from certainty, direction and size; it advises nothing.

The wording follows GRADE: high does, moderate probably does, low may, very low is very uncertain. A
size is given only where people were treated otherwise at the same time. Direction and size are
those of all comparisons of one thing together (`synthesis.together`). Source of the wording:
Santesso N and others. J Clin Epidemiol 2020;119:126-135.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.study import Harm
from generator.synthesis.comparison_verdict import Basis, judge
from generator.synthesis.contrast import Contrast, ReportedFigure, lower_is_better
from generator.synthesis.findings import NOT_ASSESSABLE, NOT_RATED, Outcome
from generator.synthesis.importance import Said, Size
from generator.synthesis.selection import drug_taken
from generator.synthesis.study_design import has_control, is_randomised
from generator.synthesis.together import Together
from generator.wording.group_sizes import unpublished_sizes
from generator.wording.inline_figures import (
    Piece,
    Sentence,
    capital,
    drug_name,
    group_name,
    in_a_sentence,
    row_name,
    size,
)
from generator.wording.outcome_comparisons import (
    FITTING,
    OfOneOutcome,
    by_outcome,
    compared,
    elsewhere,
    share_their_control,
    where,
)
from generator.wording.outcome_figures import figures_behind, listed
from generator.wording.trial_sentence import figures_of_trials, trials_sentence

# GRADE's verbs for the certainties that allow one; with very low certainty no direction is named.
_VERBS = {"high": "{}s", "moderate": "probably {}s", "low": "may {}"}
_NOT_RATED = "Not yet rated"
_COMPLETE = " The figures are complete; the judgement is not."
_NO_MATTER = {"high": "makes", "moderate": "probably makes", "low": "may make"}


class Spoken(NamedTuple):
    """What can be said of an outcome in one sentence, and the figures that stand behind it."""

    lead: Sentence
    figures: Sentence


def sentence(evidence: Evidence, outcome: Outcome) -> Spoken:
    """Return what can be said of an outcome in plain words."""
    lead = _lead(evidence, outcome)
    if outcome.trials and not outcome.is_empty and outcome.certainty != NOT_ASSESSABLE:
        return Spoken(tuple(lead), (figures_of_trials(evidence, outcome.trials),))
    figures = figures_behind(evidence, outcome, compared_in_lead=outcome.certainty in _VERBS)
    return Spoken(tuple(filter(None, lead)), tuple(filter(None, figures)))


def subject(evidence: Evidence, outcome: Outcome) -> str:
    """Return the drug the figures are about; if they are about several, the class asked about."""
    contrasts = compared(evidence, outcome).measured or outcome.concurrent
    figures: list[ReportedFigure] = []
    for contrast in contrasts:
        on_drug = (row for row in contrast.rows if row.arm == contrast.arm.id)
        figures += (ReportedFigure(contrast.study, row) for row in on_drug)
    taken = {_drug(evidence, figure) for figure in figures or outcome.alone}
    drug = taken.pop() if len(taken) == 1 else None
    asked = outcome.rating.comparison.drug if outcome.rating else ""
    return drug_name(evidence, drug or asked)


def _drug(evidence: Evidence, figure: ReportedFigure) -> str | None:
    if isinstance(figure.row, Harm):
        return figure.study.arm(figure.row.arm).drug
    return drug_taken(evidence, figure.study, figure.row)


def _lead(evidence: Evidence, outcome: Outcome) -> Iterator[Piece]:
    drug, what = subject(evidence, outcome), in_a_sentence(evidence, outcome.label)
    measured = compared(evidence, outcome).measured
    if outcome.is_empty:
        yield _nothing(outcome, drug, what)
    elif outcome.certainty == NOT_RATED:
        complete = outcome.trials is not None and outcome.trials.difference is not None
        yield f"{_NOT_RATED}.{_COMPLETE if complete else ''}"
    elif outcome.certainty == NOT_ASSESSABLE:
        yield from _not_assessable(evidence, outcome, drug, what)
    elif outcome.trials:
        yield trials_sentence(evidence, outcome, outcome.trials, drug)
    elif measured and outcome.certainty in _VERBS:
        opening = _opening(evidence, outcome, measured)
        yield from _directions(evidence, outcome.certainty, drug, measured, opening)
    elif outcome.concurrent:
        yield f"{_uncertain(outcome, drug, what)}."
    else:
        yield f"{_uncertain(outcome, drug, what)}: {_without_control(evidence, outcome)}"


def _nothing(outcome: Outcome, drug: str, what: str) -> str:
    if outcome.rating is None:
        counted = " Not counted is not the same as none." if outcome.is_harm else ""
        return f"No study that could be read reports {what}.{counted}"
    return f"No study that could be read reports {what} in these people on {drug}."


def _without_control(evidence: Evidence, outcome: Outcome) -> str:
    """Return why nobody can tell what a drug added: no control group, or none with a figure."""
    controlled = {
        figure.study.label for figure in outcome.alone if has_control(evidence, figure.study)
    }
    if not controlled:
        return (
            "no study that could be read has a control group for this, so what would have "
            "happened without the drug cannot be told."
        )
    names = ", ".join(sorted(controlled))
    have, figures = ("has", "its figure") if len(controlled) == 1 else ("have", "their figures")
    return (
        f"{names} {have} a control group, but {figures} for this could not be set beside it, so "
        "what would have happened without the drug cannot be told."
    )


def _opening(evidence: Evidence, outcome: Outcome, measured: Sequence[Contrast]) -> str:
    """Return whom the comparisons are about; nothing if the page says it already."""
    place = where(evidence, outcome, measured)
    if elsewhere(evidence, outcome):
        return f"Among other people ({place}), "
    return f"In {place}, " if place else ""


def _not_assessable(evidence: Evidence, outcome: Outcome, drug: str, what: str) -> Iterator[Piece]:
    studies = {contrast.study.id: contrast.study for contrast in outcome.concurrent}
    by_chance = [is_randomised(evidence, study) for study in studies.values()]
    kind, kinds = "controlled study", "controlled studies"
    # all() holds for no study as well, and nobody has called that one randomised.
    if by_chance and all(by_chance):
        kind, kinds = "randomised trial", "randomised trials"
    if len(studies) == 1:
        (study,) = studies.values()
        yield f"A {kind}, {study.label}, reports {what}, but its "
    else:
        yield f"{len(studies) or 'Some'} {kinds} report {what}, but their "
    by_figures = [each for each in outcome.concurrent if _names_a_side(evidence, each)]
    if by_figures:
        yield "numbers cannot be read in full. "
        yield from listed(_of_two_figures(evidence, contrast) for contrast in by_figures)
        yield ". How exact this is cannot be told."
        return
    unpublished = unpublished_sizes(outcome.concurrent)
    yield f"numbers cannot be read in full{f': {unpublished}' if unpublished else ''}. "
    yield f"It cannot be said yet whether {drug} makes a difference."


def _names_a_side(evidence: Evidence, contrast: Contrast) -> bool:
    """Tell whether two printed figures name the better side, though not how surely."""
    verdict = judge(evidence, contrast)
    return verdict.basis is Basis.FIGURES and verdict.said in {Said.BETTER, Said.WORSE}


def _of_two_figures(evidence: Evidence, contrast: Contrast) -> Iterator[Piece]:
    yield f"{capital(row_name(evidence, contrast.rows[0]))}: "
    yield from size(evidence, contrast)


def _uncertain(outcome: Outcome, drug: str, what: str) -> str:
    effect = f"adds to the risk of {what}" if outcome.is_harm else f"makes a difference to {what}"
    if outcome.certainty == "very low":
        return f"It is very uncertain whether {drug} {effect}"
    return f"Whether {drug} {effect} is not shown (certainty: {outcome.certainty})"


def _directions(
    evidence: Evidence, certainty: str, drug: str, measured: Sequence[Contrast], opening: str
) -> Iterator[Piece]:
    """Yield, for each thing compared, what the drug does to it, as firmly as the certainty allows.

    Things on which studies agree stand first.
    """
    bare = share_their_control(measured)
    groups = by_outcome(evidence, measured)
    for group in sorted(groups, key=lambda group: bool(group.together.disagreement)):
        lower = _lower_is_better(evidence, group.contrasts[0])
        clause = _clause(certainty, drug, group.name, group.together, lower=lower)
        yield f"{capital(f'{opening}{clause}')}: "
        yield from listed(_sizes(evidence, group, bare=bare))
        yield ". "
        # Whom it is about is said once, in the first clause.
        opening = ""


def _lower_is_better(evidence: Evidence, contrast: Contrast) -> bool:
    return bool(lower_is_better(evidence, contrast.rows[0]))


def _sizes(evidence: Evidence, group: OfOneOutcome, *, bare: bool) -> Iterator[list[Piece]]:
    """Yield the size of each comparison; its direction is named where studies disagree."""
    for contrast in group.contrasts:
        pieces: list[Piece] = []
        if group.together.disagreement:
            pieces.append(f"{_direction(evidence, contrast)} with ")
        if len(group.contrasts) > 1:
            pieces.append(f"{group_name(evidence, contrast.arm)}, ")
        yield [*pieces, *size(evidence, contrast, bare=bare)]


def _clause(certainty: str, drug: str, name: str, together: Together, *, lower: bool) -> str:
    if together.disagreement:
        return f"studies disagree on {name}, as {together.disagreement}"
    if together.said is Said.UNTOLD:
        return f"whether {drug} changes {name} cannot be told"
    if together.said is Said.NOT_SHOWN:
        open_sizes = f", {together.size}" if together.size in FITTING else ""
        return f"no difference in {name} on {drug} was shown{open_sizes}"
    if together.said is Said.NOT_IMPORTANT:
        return f"{drug} {_NO_MATTER[certainty]} no important difference to {name}"
    verb = "reduce" if (together.said is Said.BETTER) == lower else "increase"
    return f"{drug} {_VERBS[certainty].format(verb)} {name}{_by_how_much(together.size)}"


def _by_how_much(size_: Size | None) -> str:
    if size_ is Size.IMPORTANT:
        return f" {size_}"
    return f", {size_}" if size_ is Size.PERHAPS else ""


def _direction(evidence: Evidence, contrast: Contrast) -> str:
    said = judge(evidence, contrast).said
    if said not in {Said.BETTER, Said.WORSE}:
        return str(said)
    better_is_less = _lower_is_better(evidence, contrast)
    return "less" if (said is Said.BETTER) == better_is_less else "more"
