"""A population in a minute: what was tried, in how many, with what result, against what background, how sure."""

from collections import Counter
from collections.abc import Iterator

from generator.html.certainty import certainty_mark, linked_sentence, studies_of
from generator.html.element import link, listed, tag, together
from generator.html.escape import Safe
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.html.people import people_counted
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.background import on_placebo
from generator.synthesis.contrast import Basis, Contrast, ReportedFigure, judge, share
from generator.synthesis.findings import (
    NOT_ASSESSABLE,
    Outcome,
    by_weight,
    is_complete,
    is_told_in_words,
    summary_of_findings,
)
from generator.synthesis.groups import in_population, standing, treatment_studies
from generator.synthesis.interventions import is_intervention, studied_drugs
from generator.synthesis.participants import count_people
from generator.synthesis.study_design import has_control
from generator.wording.counts import count_words
from generator.wording.inline_figures import (
    about,
    in_a_sentence,
    population_name,
    row_name,
    size,
    small_figure,
    study_name,
)
from generator.wording.outcome_comparisons import verdict_words
from generator.wording.outcome_figures import printed_so_far
from generator.wording.outcome_sentence import sentence
from generator.wording.result_names import heading

_MOST_OF_A_KIND = 3
_FIGURES = 3
_IN_FIGURES = frozenset({Basis.INTERVAL, Basis.P_VALUE, Basis.COUNTS})


def in_a_minute(page: OpenPage, population: str) -> Safe | None:
    """Return what a reader with one minute should know of a population; None where no outcomes were chosen.

    At most eight lines: what was tried, up to three benefits, up to three harms, the background.
    Outcomes stand in the order in which they were chosen; those of which nothing could be read are
    named together.
    """
    outcomes = summary_of_findings(page.evidence, population)
    if not outcomes:
        return None
    lines = [_tried(page, population)]
    for of_harm in (False, True):
        found = [one for one in outcomes if one.is_harm is of_harm and not one.is_empty]
        lines += [_line(page, one) for one in found[:_MOST_OF_A_KIND]]
    lines += [*_background(page, outcomes), *_silent(outcomes)]
    return listed(lines[:8], class_="ev-minute")


def _tried(page: OpenPage, population: str) -> Safe:
    evidence = page.evidence
    studies = standing(evidence, in_population(treatment_studies(evidence), population))
    drugs = [
        drug.id for drug in studied_drugs(evidence, studies) if is_intervention(evidence, drug.id)
    ]
    controlled = sum(has_control(evidence, study) for study in studies)
    return together(
        (
            tag("strong", "Tried: "),
            together((page.drug(drug) for drug in drugs), ", "),
            "; people: ",
            people_counted(count_people(evidence, studies)),
            f"; {count_words(len(studies), 'study', 'studies')} ({_designs(evidence, studies)}), ",
            f"{controlled or 'none'} with a control group.",
        )
    )


def _designs(evidence: Evidence, studies: tuple[Study, ...]) -> str:
    counts = Counter(in_a_sentence(evidence.designs[study.design].label) for study in studies)
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


def _line(page: OpenPage, outcome: Outcome) -> Safe:
    """Return an outcome with what may be said of it, and the certainty."""
    mark = tag(
        "span", "Certainty ", certainty_mark(outcome.certainty), class_="ev-minute-certainty"
    )
    doubted = doubts(page, studies_of(outcome))
    return together((tag("strong", f"{outcome.label}: "), _said(page, outcome), mark, doubted))


def _said(page: OpenPage, outcome: Outcome) -> Safe:
    """Return the sentence where certainty allows one, else the figures: one for each thing that comparisons say."""
    evidence = page.evidence
    if outcome.certainty == NOT_ASSESSABLE:
        shown = linked_sentence(page, tuple(printed_so_far(evidence, outcome)))
        return together((shown, "a controlled study whose numbers cannot be read in full. "))
    verdicts = [(one, judge(evidence, one)) for one in outcome.concurrent]
    measured = [(one, verdict.said) for one, verdict in verdicts if verdict.basis in _IN_FIGURES]
    if outcome.certainty in {"high", "moderate", "low"} and measured:
        return linked_sentence(page, (*sentence(evidence, outcome).lead, " "))
    if measured:
        first = {said: one for one, said in reversed(measured)}
        told = [_compared(page, outcome, one) for one, said in measured if first[said] is one]
        more = len(verdicts) - len(told)
        differ = (
            "the comparisons differ; " if len({verdict.said for _, verdict in verdicts}) > 1 else ""
        )
        own = (
            _own_first(page, outcome)
            if all(_is_elsewhere(outcome, one) for one, _ in measured)
            else None
        )
        return together((own, differ, together(told, "; "), _more(more, "comparison")))
    complete = by_weight(outcome)
    silent = sum(
        not is_complete(one.row) and not is_told_in_words(one.row) for one in outcome.alone
    )
    uncounted = f"{count_words(silent, 'figure')} without the number of people" if silent else ""
    further = (
        count_words(len(complete) - _FIGURES, "more figure") if len(complete) > _FIGURES else ""
    )
    rest = "; ".join(filter(None, (further, uncounted)))
    return together((_alone(page, complete), f"; {rest}. " if rest else ". "))


def _own_first(page: OpenPage, outcome: Outcome) -> Safe | None:
    """Return what was seen in the people of the page themselves, where every comparison is among others."""
    own = [one for one in by_weight(outcome) if outcome.population in one.study.populations]
    return together((_alone(page, own), "; among other people: ")) if own else None


def _is_elsewhere(outcome: Outcome, one: Contrast) -> bool:
    return outcome.population not in one.study.populations


def _more(count: int, what: str) -> str:
    return f"; {count_words(count, f'more {what}')}. " if count > 0 else ". "


def _compared(page: OpenPage, outcome: Outcome, one: Contrast) -> Safe:
    evidence = page.evidence
    elsewhere = " (other people)" if _is_elsewhere(outcome, one) else ""
    said = verdict_words(outcome, judge(evidence, one).said)
    words = linked_sentence(page, tuple(size(evidence, one)))
    return together((f"{said}, {row_name(evidence, one.rows[0])}{elsewhere}, ", words))


def _alone(page: OpenPage, complete: list[ReportedFigure]) -> Safe:
    """Return the first figures without a control, by whom they speak of and never by what they say."""
    if not complete:
        return Safe("no figure with its number of people could be read")
    return together((_one_alone(page, one) for one in complete[:_FIGURES]), "; ")


def _one_alone(page: OpenPage, one: ReportedFigure) -> Safe:
    shown = link(page.study_address(one.study, one.row.id), small_figure(page.evidence, one.row))
    alone = "" if has_control(page.evidence, one.study) else ", no control group"
    return together((shown, f", {about(one)} ({study_name(one.study)}{alone})"))


def _background(page: OpenPage, outcomes: tuple[Outcome, ...]) -> Iterator[Safe]:
    """Yield what people on placebo did on the first outcome hoped for of which any trial of the record tells."""
    evidence = page.evidence
    measures = [
        evidence.measures[one.measure] for one in outcomes if one.measure and not one.is_harm
    ]
    domains = list(dict.fromkeys(measure.domain for measure in measures))
    found = [
        item
        for domain in domains
        for item in on_placebo(evidence, domain)
        if share(item.result) is not None
    ]
    if not found:
        names = ", ".join(heading(domain).lower() for domain in domains)
        yield together(
            (
                tag("strong", "Background: "),
                f"no trial in this record counts people on placebo on {names}.",
            )
        )
        return
    one = found[0]
    shown = link(page.study_address(one.study, one.result.id), small_figure(evidence, one.result))
    who = "; ".join(population_name(evidence, name) for name in one.study.populations)
    words = f" on placebo: {about(ReportedFigure(one.study, one.result))} ({study_name(one.study)}; {who}). Not a comparison."
    yield together((tag("strong", "Background: "), shown, words, doubts(page, [one.study])))


def _silent(outcomes: tuple[Outcome, ...]) -> Iterator[Safe]:
    names = [in_a_sentence(one.label) for one in outcomes if one.is_empty]
    if names:
        yield together((tag("strong", "Nothing could be read on: "), f"{'; '.join(names)}."))
