"""A population in a minute: what was tried, in how many, with what result, how sure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.html.certainty import certainty_mark, linked_sentence, studies_of
from generator.html.control_figures import control_line
from generator.html.element import link, listed, tag, together
from generator.html.escape import Safe
from generator.html.harm_evidence import warned_by
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.html.people import people_counted
from generator.model.evidence import Evidence
from generator.model.few import few
from generator.model.study import Study
from generator.synthesis.arms_of_result import is_compared, is_of_all_groups
from generator.synthesis.background import background_of
from generator.synthesis.comparison_verdict import WITH_INTERVAL, Basis, judge
from generator.synthesis.contrast import Contrast, ReportedFigure
from generator.synthesis.findings import (
    NOT_ASSESSABLE,
    Outcome,
    by_weight,
    is_complete,
    is_told_in_words,
)
from generator.synthesis.groups import (
    all_results,
    in_population,
    standing,
    treatment_studies,
)
from generator.synthesis.interventions import studied_drugs
from generator.synthesis.participants import count_people
from generator.synthesis.study_design import has_control
from generator.text.count_words import count_words
from generator.wording.background import no_background
from generator.wording.inline_figures import (
    about,
    against_others,
    in_a_sentence,
    row_name,
    size,
    small_figure,
    study_name,
)
from generator.wording.outcome_comparisons import by_outcome, together_words
from generator.wording.outcome_figures import printed_so_far
from generator.wording.outcome_sentence import sentence

# A minute is enough for three benefits and three harms; the others are named in one line.
_MOST_OF_A_KIND = 3
# So many figures without a control are named; the others are counted.
_FIGURES = 3
# The words of a source alone say nothing of a size.
_IN_FIGURES = WITH_INTERVAL | {Basis.FIGURES}
# Certainty that bears a sentence; with less of it, figures are named one by one.
_BEARS_A_SENTENCE = frozenset({"high", "moderate", "low"})
_NOT_IN_FULL = "a controlled study whose numbers cannot be read in full. "
# A text may begin with a number, which leaves its first word small.
_FIRST_LETTER = re.compile(r"\A[a-z]")
_BACKGROUND = tag("strong", "Background: ")


def in_a_minute(page: OpenPage, population: str) -> Safe | None:
    """Return what a reader with one minute should know of a population.

    What was tried, three benefits, three harms, and in one line each what else was found, the
    background, and what nothing could be read of. Outcomes stand in the order in which they were
    chosen. None where no outcomes were chosen.
    """
    outcomes = page.site.findings.get(population, ())
    if not outcomes:
        return None
    reported = [outcome for outcome in outcomes if not outcome.is_empty]
    benefits = few((each for each in reported if not each.is_harm), _MOST_OF_A_KIND)
    harms = few((each for each in reported if each.is_harm), _MOST_OF_A_KIND)
    lines = [_tried(page, population)]
    lines += [_line(page, outcome) for outcome in (*benefits.shown, *harms.shown)]
    lines += _further(page, (*benefits.rest, *harms.rest))
    lines += [*_background(page, population), *_silent(page.evidence, outcomes)]
    return listed(lines, class_="ev-minute")


def _further(page: OpenPage, outcomes: Sequence[Outcome]) -> Iterator[Safe]:
    """Yield the outcomes there was no line for, each a link to its row."""
    rows = (
        together((_row_link(page, outcome, outcome.label), _how_sure(outcome)))
        for outcome in outcomes
    )
    if outcomes:
        more = count_words(len(outcomes), "more outcome")
        yield together((tag("strong", f"{more}: "), together(rows, "; "), "."))


def _how_sure(outcome: Outcome) -> Safe:
    return together((" (certainty ", certainty_mark(outcome.certainty), ")"))


def _row_link(page: OpenPage, outcome: Outcome, text: str) -> Safe:
    """Return the way to the row of an outcome in the summary of findings."""
    table = page.address(f"populations/{outcome.population}.html")
    return link(f"{table}#{outcome.id}", text)


def _tried(page: OpenPage, population: str) -> Safe:
    evidence = page.evidence
    studies = standing(evidence, in_population(treatment_studies(evidence), population))
    if not studies:
        return together((tag("strong", "Tried: "), "nothing that was read, in these people."))
    drugs = [drug.id for drug in studied_drugs(evidence, studies)]
    ours = [page.drug(drug) for drug in drugs if drug in page.site.interventions]
    controlled = sum(study.id in page.site.compared for study in studies)
    number = count_words(len(studies), "study", "studies")
    return together(
        (
            tag("strong", "Tried: "),
            together(ours, ", ") or "no drug that is certain",
            "; people: ",
            people_counted(count_people(evidence, studies)),
            f"; {number} ({_designs(evidence, studies)}), ",
            f"{controlled or 'none'} with a result against a control group.",
        )
    )


def _designs(evidence: Evidence, studies: tuple[Study, ...]) -> str:
    counts = Counter(
        in_a_sentence(evidence, evidence.designs[study.design].label) for study in studies
    )
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


def _line(page: OpenPage, outcome: Outcome) -> Safe:
    """Return an outcome with what may be said of it, and the certainty."""
    certainty = ("Certainty ", certainty_mark(outcome.certainty))
    warned = warned_by(page, outcome) if outcome.is_harm else None
    return together(
        (
            tag("strong", f"{outcome.label}: "),
            warned,
            _after_a_stop(_said(page, outcome)) if warned else _said(page, outcome),
            tag("span", *certainty, class_="ev-minute-certainty"),
            doubts(page, studies_of(outcome)),
        )
    )


def _after_a_stop(markup: Safe) -> Safe:
    """Return a text as it stands behind a full stop: its first word with a capital letter."""
    first = _FIRST_LETTER.match(markup)
    return Safe(f" {markup[:1].upper()}{markup[1:]}" if first else f" {markup}")


def _said(page: OpenPage, outcome: Outcome) -> Safe:
    """Return the sentence where certainty allows one, else comparisons, else figures alone."""
    evidence = page.evidence
    if outcome.certainty == NOT_ASSESSABLE:
        printed = linked_sentence(page, tuple(printed_so_far(evidence, outcome)))
        return together((printed, _NOT_IN_FULL))
    if outcome.trials:
        spoken = sentence(evidence, outcome)
        return linked_sentence(page, (*spoken.lead, " ", *spoken.figures, " "))
    verdicts = [(contrast, judge(evidence, contrast)) for contrast in outcome.concurrent]
    in_figures = [contrast for contrast, said in verdicts if said.basis in _IN_FIGURES]
    if in_figures and outcome.certainty in _BEARS_A_SENTENCE:
        return linked_sentence(page, (*sentence(evidence, outcome).lead, " "))
    if in_figures:
        return _comparisons(page, outcome, in_figures)
    return _figures(page, outcome)


def _comparisons(page: OpenPage, outcome: Outcome, contrasts: Sequence[Contrast]) -> Safe:
    """Return one comparison for each thing that comparisons say, and how many more there are."""
    # One comparison for each thing said together, so that a short list hides no disagreement.
    first: dict[str, tuple[str, Contrast]] = {}
    for group in by_outcome(page.evidence, contrasts):
        said = group.together.disagreement or group.together.said
        first.setdefault(said, (together_words(outcome, group), group.contrasts[0]))
    own = None
    # What was seen in these people comes before any comparison made among others.
    if all(_is_elsewhere(outcome, contrast) for contrast in contrasts):
        own = _own_first(page, outcome)
    # Among whom it was seen is said once, before the comparisons or in each of them.
    lines = (
        _compared(page, said, contrast, elsewhere=not own and _is_elsewhere(outcome, contrast))
        for said, contrast in first.values()
    )
    more = few(outcome.concurrent, len(first)).and_more("comparison")
    rest = together(("; ", _row_link(page, outcome, more))) if more else None
    return together((own, together(lines, "; "), rest, ". "))


def _figures(page: OpenPage, outcome: Outcome) -> Safe:
    """Return the first figures without a control, and how many more there are."""
    complete = few(by_weight(outcome), _FIGURES)
    rest = [complete.and_more("figure")]
    if uncounted := sum(_lacks_people(figure) for figure in outcome.alone):
        rest.append(f"{count_words(uncounted, 'figure')} whose number of people is not stated")
    if collected := sum(figure.row.collected for figure in outcome.alone):
        rest.append(f"{count_words(collected, 'figure')} of published cases")
    if in_words := sum(is_told_in_words(figure.row) for figure in outcome.alone):
        rest.append(f"{in_words} without figures")
    ways = (_row_link(page, outcome, words) for words in rest if words)
    return together((together((_alone(page, complete.shown), *ways), "; "), ". "))


def _lacks_people(figure: ReportedFigure) -> bool:
    row = figure.row
    return not (is_complete(row) or is_told_in_words(row) or row.collected)


def _own_first(page: OpenPage, outcome: Outcome) -> Safe | None:
    """Return what was seen in the people of the page, where every comparison is among others."""
    ours = (figure for figure in by_weight(outcome) if not _is_elsewhere(outcome, figure))
    figures = few(ours, _FIGURES)
    if not figures.shown:
        return None
    more = figures.and_more("figure")
    rest = together(("; ", _row_link(page, outcome, more))) if more else None
    return together((_alone(page, figures.shown), rest, "; among other people: "))


def _is_elsewhere(outcome: Outcome, seen: Contrast | ReportedFigure) -> bool:
    return outcome.population not in seen.study.populations


def _compared(page: OpenPage, said: str, contrast: Contrast, *, elsewhere: bool) -> Safe:
    evidence = page.evidence
    among = " (other people)" if elsewhere else ""
    name = row_name(evidence, contrast.rows[0])
    numbers = linked_sentence(page, tuple(size(evidence, contrast)))
    return together((f"{said}, {name}{among}, ", numbers))


def _alone(page: OpenPage, complete: Sequence[ReportedFigure]) -> Safe:
    """Return the first figures without a control, in order of whom they speak of."""
    if not complete:
        return Safe("no figure with its number of people could be read")
    return together((_figure(page, figure) for figure in complete), "; ")


def _figure(page: OpenPage, figure: ReportedFigure) -> Safe:
    study = figure.study
    alone = _beside_it(page, figure)
    others = linked_sentence(page, tuple(against_others(page.evidence, figure)))
    about_it = f", {about(page.evidence, figure)} ({study_name(study)}{alone})"
    return together((_number(page, figure), others, about_it))


def _beside_it(page: OpenPage, figure: ReportedFigure) -> str:
    """Return what a figure lacks beside it: a control group, or the figure of one."""
    evidence, (study, row) = page.evidence, figure
    if is_compared(evidence, study, row):
        return ""
    if is_of_all_groups(evidence, study, row):
        return ", all groups together"
    return (
        ", control group’s figure not reported"
        if has_control(evidence, study)
        else ", no control group"
    )


def _number(page: OpenPage, figure: ReportedFigure) -> Safe:
    address = page.study_address(figure.study, figure.row.id)
    return link(address, small_figure(page.evidence, figure.row))


def _background(page: OpenPage, population: str) -> Iterator[Safe]:
    """Yield what a control group did beside a response here, a share first; or that none did."""
    evidence = page.evidence
    studies = standing(evidence, in_population(treatment_studies(evidence), population))
    background = background_of(evidence, all_results(studies))
    if background is None or not background.alone:
        return
    if not background.besides:
        yield together((_BACKGROUND, no_background(background)))
        return
    first, *others = background.controls
    more = f" {count_words(len(others), 'more figure')} below." if others else ""
    shown = control_line(page, background, first)
    yield together((_BACKGROUND, shown, " Not a comparison.", more, doubts(page, [first.study])))


def _silent(evidence: Evidence, outcomes: Iterable[Outcome]) -> Iterator[Safe]:
    names = [in_a_sentence(evidence, outcome.label) for outcome in outcomes if outcome.is_empty]
    if names:
        yield together((tag("strong", "Nothing could be read on: "), f"{'; '.join(names)}."))
