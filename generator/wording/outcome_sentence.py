"""The plain sentence of an outcome: generated from certainty, direction and size, never typed; it advises nothing.

The wording follows GRADE: high does, moderate probably does, low may, very low is very uncertain. A
size is given only where people were treated otherwise at the same time. An interval that holds no
effect is no difference. Source of the wording: Santesso N and others. J Clin Epidemiol
2020;119:126-135.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult
from generator.model.study import Harm
from generator.synthesis.contrast import (
    Basis,
    Contrast,
    ReportedFigure,
    Said,
    judge,
    lower_is_better,
)
from generator.synthesis.findings import (
    NOT_APPRAISED,
    NOT_ASSESSABLE,
    Outcome,
    by_weight,
    is_complete,
    is_told_in_words,
)
from generator.synthesis.selection import drug_taken
from generator.synthesis.study_design import is_randomised
from generator.wording.inline_figures import (
    Piece,
    Quoted,
    Sentence,
    about,
    bare_figure,
    capital,
    drug_name,
    group_name,
    in_a_sentence,
    population_name,
    row_name,
    size,
    small_figure,
    study_name,
)

_MOST_COMPARISONS = 4
_MOST_FIGURES = 3
_VERBS = {"high": "", "moderate": "probably ", "low": "may "}
_COURSES = ("better", "unchanged", "mixed", "worse", "unclear")


class Spoken(NamedTuple):
    """What can be said of an outcome in one sentence, and the figures that stand behind it."""

    lead: Sentence
    figures: Sentence


def sentence(evidence: Evidence, outcome: Outcome) -> Spoken:
    """Return what can be said of an outcome in plain words."""
    drug, what = subject(evidence, outcome), in_a_sentence(outcome.label)
    lead = tuple(piece for piece in _lead(evidence, outcome, drug, what) if piece)
    return Spoken(lead, tuple(piece for piece in _figures(evidence, outcome) if piece))


def subject(evidence: Evidence, outcome: Outcome) -> str:
    """Return the drug the figures are about, or the class that was asked about where they are about several."""
    measured, _ = _told(evidence, outcome)
    contrasts = measured or outcome.concurrent
    compared = [
        ReportedFigure(one.study, row)
        for one in contrasts
        for row in one.rows
        if row.arm == one.arm.id
    ]
    taken = {_drug(evidence, figure) for figure in compared or outcome.alone}
    asked = outcome.rating.comparison.drug if outcome.rating else ""
    only = next(iter(taken)) if len(taken) == 1 else None
    return drug_name(evidence, only or asked)


def _lead(evidence: Evidence, outcome: Outcome, drug: str, what: str) -> Iterator[Piece]:
    measured, _ = _told(evidence, outcome)
    if outcome.certainty == NOT_APPRAISED:
        yield "Not yet appraised: nobody has judged yet how sure one can be, so nothing is said here."
    elif outcome.is_empty:
        yield f"No study that could be read reports {what} in these people on {drug}."
    elif outcome.certainty == NOT_ASSESSABLE:
        yield from _not_assessable(evidence, outcome, drug, what)
    elif measured and outcome.certainty in _VERBS:
        place = _where(evidence, outcome, measured)
        among = f"Among other people ({place}), " if _elsewhere(evidence, outcome) else ""
        yield from _directions(
            evidence, outcome.certainty, drug, measured, among or (f"In {place}, " if place else "")
        )
    elif outcome.concurrent:
        yield f"{_uncertain(outcome, drug, what)}."
    else:
        yield f"{_uncertain(outcome, drug, what)}: no study that could be read has a control group for this, "
        yield "so what would have happened without the drug cannot be told."


def _figures(evidence: Evidence, outcome: Outcome) -> Iterator[Piece]:
    """Yield the figures behind the sentence: comparisons, people treated earlier, groups without a control."""
    if outcome.is_empty or outcome.certainty in {NOT_APPRAISED, NOT_ASSESSABLE}:
        return
    measured, in_words = _told(evidence, outcome)
    elsewhere = _elsewhere(evidence, outcome)
    if measured and outcome.certainty not in _VERBS:
        yield (
            f"Compared among other people ({_where(evidence, outcome, measured)}). "
            if elsewhere
            else ""
        )
        yield from _by_verdict(evidence, outcome, measured)
    if in_words:
        told = [
            f"{verdict_words(outcome, said)} ({in_words.count(said)})"
            for said in Said
            if said in in_words
        ]
        yield f" Comparisons told in words only: {', '.join(told)}."
    yield from _earlier(outcome)
    yield from _seen(evidence, outcome, 1 if elsewhere else 2 if measured else _MOST_FIGURES)


def _not_assessable(evidence: Evidence, outcome: Outcome, drug: str, what: str) -> Iterator[Piece]:
    studies = {one.study.id: one.study for one in outcome.concurrent}
    chance = bool(studies) and all(is_randomised(evidence, study) for study in studies.values())
    rows = [row for one in outcome.concurrent for row in (one.drug, one.control) if row]
    why = (
        ": the number of people in each group is not reported"
        if any(row.total is None for row in rows)
        else ""
    )
    one, many = (
        ("randomised trial", "randomised trials")
        if chance
        else ("controlled study", "controlled studies")
    )
    if len(studies) == 1:
        yield f"A {one}, {next(iter(studies.values())).label}, reports {what}, but its "
    else:
        yield f"{len(studies) or 'Some'} {many} report {what}, but their "
    yield f"numbers cannot be read in full{why}. It cannot be said yet whether {drug} makes a difference."


def printed_so_far(evidence: Evidence, outcome: Outcome) -> Iterator[Piece]:
    """Yield what a controlled study prints of an outcome that cannot be rated yet, figure against figure."""
    for one in outcome.concurrent:
        first, second = bare_figure(evidence, one.drug), bare_figure(evidence, one.control)
        if first and second:
            yield f"{study_name(one.study)}, {group_name(one.arm)}: {row_name(evidence, one.rows[0])} "
            yield from size(evidence, one)
            yield "; "


def _uncertain(outcome: Outcome, drug: str, what: str) -> str:
    effect = f"adds to the risk of {what}" if outcome.is_harm else f"makes a difference to {what}"
    if outcome.certainty == "very low":
        return f"It is very uncertain whether {drug} {effect}"
    return f"Whether {drug} {effect} is not shown (certainty: {outcome.certainty})"


def _elsewhere(evidence: Evidence, outcome: Outcome) -> tuple[str, ...]:
    """Return the populations the comparisons come from, where none comes from the people of the page."""
    names = [tuple(one.study.populations) for one in outcome.concurrent]
    if any(outcome.population in own for own in names):
        return ()
    return tuple(
        dict.fromkeys(name for own in names for name in own if name in evidence.populations)
    )


def _where(evidence: Evidence, outcome: Outcome, measured: Sequence[Contrast]) -> str:
    """Return whom the comparisons are about if others, and study and control group where all share them."""
    parts = [population_name(evidence, name) for name in _elsewhere(evidence, outcome)]
    if _share_their_control(measured):
        parts.append(f"{study_name(measured[0].study)}, against {group_name(measured[0].against)}")
    return "; ".join(parts)


def _share_their_control(measured: Sequence[Contrast]) -> bool:
    return len(measured) > 1 and len({(one.study.id, one.against.id) for one in measured}) == 1


def _directions(
    evidence: Evidence, certainty: str, drug: str, measured: Sequence[Contrast], opening: str
) -> Iterator[Piece]:
    """Yield, for each thing compared, what the drug does to it, with the verb that the certainty allows.

    Things on which comparisons agree stand first.
    """
    bare = _share_their_control(measured)
    groups: dict[str, list[Contrast]] = {}
    for one in measured:
        groups.setdefault(row_name(evidence, one.rows[0]), []).append(one)
    verdicts = {name: {judge(evidence, one).said for one in own} for name, own in groups.items()}
    for name in sorted(groups, key=lambda name: len(verdicts[name])):
        own, said = groups[name], verdicts[name]
        lower = bool(lower_is_better(evidence, own[0].rows[0]))
        clause = _clause(certainty, drug, name, said, lower=lower)
        yield f"{opening}{clause}" if opening else capital(clause)
        opening = ""
        for place, one in enumerate(own):
            yield "; " if place else ": "
            yield f"{_with_words(evidence, one)} " if len(said) > 1 else ""
            yield f"{group_name(one.arm)}, " if len(own) > 1 else ""
            yield from size(evidence, one, bare=bare)
        yield ". "


def _clause(certainty: str, drug: str, name: str, said: set[Said], *, lower: bool) -> str:
    if len(said) > 1:
        return f"comparisons of {name} differ"
    (only,) = said
    if only in {Said.NO_CLEAR_DIFFERENCE, Said.UNTOLD}:
        return f"no clear difference in {name} on {drug} was shown"
    verb = "reduce" if (only is Said.BETTER) == lower else "increase"
    return f"{drug} {_VERBS[certainty]}{verb}{'' if certainty == 'low' else 's'} {name}"


def _with_words(evidence: Evidence, one: Contrast) -> str:
    said = judge(evidence, one).said
    if said in {Said.NO_CLEAR_DIFFERENCE, Said.UNTOLD}:
        return "no clear difference with"
    return (
        "less with"
        if (said is Said.BETTER) == bool(lower_is_better(evidence, one.rows[0]))
        else "more with"
    )


def _by_verdict(
    evidence: Evidence, outcome: Outcome, measured: Sequence[Contrast]
) -> Iterator[Piece]:
    """Yield the comparisons under what they say, so that those that disagree are seen to disagree."""
    bare = _share_their_control(measured) and bool(_elsewhere(evidence, outcome))
    verdicts = [(one, judge(evidence, one).said) for one in measured[:_MOST_COMPARISONS]]
    yield "The comparisons differ. " if len({said for _, said in verdicts}) > 1 else ""
    for said in Said:
        own = [one for one, found in verdicts if found is said]
        for place, one in enumerate(own):
            yield "; " if place else f"{capital(verdict_words(outcome, said))}: "
            yield f"{row_name(evidence, one.rows[0])}{' ' if bare and not one.shares else ', '}"
            yield from size(evidence, one, bare=bare)
        yield ". " if own else ""
    more = len(measured) - _MOST_COMPARISONS
    yield f"{more} more in figures." if more > 0 else ""


def verdict_words(outcome: Outcome, said: Said) -> str:
    """Return what a comparison says, seen from the drug."""
    if said is Said.NO_CLEAR_DIFFERENCE:
        return "no clear difference"
    if said is Said.UNTOLD:
        return "not told apart from chance"
    if outcome.is_harm:
        return f"{'less' if said is Said.BETTER else 'more'} on the drug"
    return f"in favour of the {'drug' if said is Said.BETTER else 'control group'}"


def _told(evidence: Evidence, outcome: Outcome) -> tuple[list[Contrast], list[Said]]:
    """Return the comparisons told in figures, and what those told in words alone say."""
    verdicts = [(one, judge(evidence, one)) for one in outcome.concurrent]
    in_words = [verdict.said for _, verdict in verdicts if verdict.basis is Basis.WORDS]
    return [one for one, verdict in verdicts if verdict.basis is not Basis.WORDS], in_words


def _earlier(outcome: Outcome) -> Iterator[Piece]:
    """Yield comparisons with people treated earlier, called so."""
    for one in outcome.contrasts:
        if not one.concurrent and one.drug and one.control and one.shares:
            yield " Against people treated earlier, which is no fair comparison: "
            yield Quoted(
                f"{one.shares[0].events} of {one.shares[0].total}", one.study.id, one.drug.id
            )
            yield " against "
            yield Quoted(
                f"{one.shares[1].events} of {one.shares[1].total}", one.study.id, one.control.id
            )
            yield f" ({study_name(one.study)})."


def _seen(evidence: Evidence, outcome: Outcome, most: int) -> Iterator[Piece]:
    """Yield figures of groups without a control, each with the number of people; the rest are counted."""
    complete = by_weight(outcome)
    rest = list(_rest(outcome, len(complete) - most))
    yield " Without a control group: " if complete or rest else ""
    for place, figure in enumerate(complete[:most]):
        yield "; " if place else ""
        yield Quoted(small_figure(evidence, figure.row), figure.study.id, figure.row.id)
        yield f" ({about(figure)}; {study_name(figure.study)}{_of_others(evidence, outcome, figure)})"
    yield "; " if complete and rest else ""
    yield f"{', '.join(rest)}." if complete or rest else ""


def _of_others(evidence: Evidence, outcome: Outcome, figure: ReportedFigure) -> str:
    """Return who the people are, where they are not those of the page."""
    own = figure.study.populations
    return "" if outcome.population in own or not own else f", {population_name(evidence, own[0])}"


def _rest(outcome: Outcome, more: int) -> Iterator[str]:
    if more > 0:
        yield f"{more} more"
    silent = sum(
        not is_complete(one.row) and not is_told_in_words(one.row) for one in outcome.alone
    )
    if silent:
        yield f"{silent} {'figure' if silent == 1 else 'figures'} without the number of people"
    words = [one.row for one in outcome.alone if isinstance(one.row, NarrativeResult)]
    if words:
        counts = {name: sum(row.direction == name for row in words) for name in _COURSES}
        yield f"told in words only: {', '.join(f'{name} ({count})' for name, count in counts.items() if count)}"


def _drug(evidence: Evidence, figure: ReportedFigure) -> str | None:
    if isinstance(figure.row, Harm):
        return figure.study.arm(figure.row.arm).drug
    return drug_taken(evidence, figure.study, figure.row)
