"""A population in a minute: what was tried, in how many, with what result, against what background, how sure."""

from collections import Counter
from collections.abc import Iterator

from generator.markup import Safe
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.context import has_control
from generator.synthesis.contrast import Basis, Contrast, Figure, judge
from generator.synthesis.findings import NOT_ASSESSABLE, Outcome, is_complete, summary_of_findings
from generator.synthesis.groups import in_population, treatment_studies
from generator.synthesis.interventions import is_intervention, studied_drugs
from generator.synthesis.participants import count_people
from generator.synthesis.sentence import sentence, verdict_words
from generator.synthesis.wording import about, in_a_sentence, row_name, size, small_figure, study_name
from generator.tables.element import link, listed, tag, together
from generator.tables.findings import certainty_mark, linked_sentence, people_counted
from generator.tables.scope import Scope

_MOST_OF_A_KIND = 3
_IN_FIGURES = frozenset({Basis.INTERVAL, Basis.P_VALUE, Basis.COUNTS})


def in_a_minute(scope: Scope, population: str) -> Safe | None:
    """Return what a reader with one minute should know of a population; None where no outcomes were chosen.

    At most eight lines: what was tried, up to three benefits, up to three harms, the background. Outcomes
    stand in the order in which they were chosen; those of which nothing could be read are named together.
    """
    outcomes = summary_of_findings(scope.evidence, population)
    if not outcomes:
        return None
    lines = [_tried(scope, population)]
    for of_harm in (False, True):
        found = [one for one in outcomes if one.is_harm is of_harm and not one.is_empty]
        lines += [_line(scope, one) for one in found[:_MOST_OF_A_KIND]]
    lines += [*_background(scope, outcomes), *_silent(outcomes)]
    return listed(lines[:8], class_="ev-minute")


def _tried(scope: Scope, population: str) -> Safe:
    evidence = scope.evidence
    studies = in_population(treatment_studies(evidence), population)
    drugs = [drug.id for drug in studied_drugs(evidence, studies) if is_intervention(evidence, drug.id)]
    controlled = sum(has_control(evidence, study) for study in studies)
    return together(
        (
            tag("strong", "Tried: "),
            together((scope.drug(drug) for drug in drugs), ", "),
            "; people: ",
            people_counted(count_people(evidence, studies)),
            f"; {len(studies)} {'study' if len(studies) == 1 else 'studies'} ({_designs(evidence, studies)}), ",
            f"{controlled or 'none'} with a control group.",
        )
    )


def _designs(evidence: Evidence, studies: tuple[Study, ...]) -> str:
    counts = Counter(in_a_sentence(evidence.designs[study.design].label) for study in studies)
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


def _line(scope: Scope, outcome: Outcome) -> Safe:
    """Return an outcome with what may be said of it, and the certainty."""
    mark = tag("span", "Certainty ", certainty_mark(outcome.certainty), class_="ev-minute-certainty")
    return together((tag("strong", f"{outcome.label}: "), _said(scope, outcome), mark))


def _said(scope: Scope, outcome: Outcome) -> Safe:
    """Return the sentence where certainty allows one, else the figures: one for each thing that comparisons say."""
    evidence = scope.evidence
    if outcome.certainty == NOT_ASSESSABLE:
        return Safe("a controlled study reports it, but its numbers cannot be read in full. ")
    verdicts = [(one, judge(evidence, one)) for one in outcome.concurrent]
    measured = [(one, verdict.said) for one, verdict in verdicts if verdict.basis in _IN_FIGURES]
    if outcome.certainty in {"high", "moderate", "low"} and measured:
        return linked_sentence(scope, (*sentence(evidence, outcome).lead, " "))
    if measured:
        first = {said: one for one, said in reversed(measured)}
        told = [_compared(scope, outcome, one) for one, said in measured if first[said] is one]
        more = len(verdicts) - len(told)
        differ = "the comparisons differ; " if len({verdict.said for _, verdict in verdicts}) > 1 else ""
        return together((differ, together(told, "; "), _more(more, "comparison")))
    complete = [one for one in outcome.alone if is_complete(one.row)]
    return together((_alone(scope, complete), _more(len(complete) - 1, "figure")))


def _more(count: int, what: str) -> str:
    return f"; {count} more {what}{'' if count == 1 else 's'}. " if count > 0 else ". "


def _compared(scope: Scope, outcome: Outcome, one: Contrast) -> Safe:
    evidence = scope.evidence
    elsewhere = " (other people)" if outcome.population not in one.study.populations else ""
    said = verdict_words(outcome, judge(evidence, one).said)
    words = linked_sentence(scope, tuple(size(evidence, one)))
    return together((f"{said}, {row_name(evidence, one.rows[0])}{elsewhere}, ", words))


def _alone(scope: Scope, complete: list[Figure]) -> Safe:
    if not complete:
        return Safe("no figure with its number of people could be read")
    one = complete[0]
    shown = link(scope.study_address(one.study, one.row.id), small_figure(scope.evidence, one.row))
    return together((shown, f", {about(one)} ({study_name(one.study)}, no control group)"))


def _background(scope: Scope, outcomes: tuple[Outcome, ...]) -> Iterator[Safe]:
    found = [one for outcome in outcomes for one in outcome.background if is_complete(one.row)]
    for one in found[:1]:
        shown = link(scope.study_address(one.study, one.row.id), small_figure(scope.evidence, one.row))
        arm = in_a_sentence(one.arm.label) if one.arm else "the control"
        words = f", {about(one)}, on {arm} ({study_name(one.study)}): other people, not a comparison."
        yield together((tag("strong", "Background: "), shown, words))


def _silent(outcomes: tuple[Outcome, ...]) -> Iterator[Safe]:
    names = [in_a_sentence(one.label) for one in outcomes if one.is_empty]
    if names:
        yield together((tag("strong", "Nothing could be read on: "), f"{'; '.join(names)}."))
