"""The summary of findings: numbers, people, certainty and a sentence for each chosen outcome."""

from collections.abc import Iterator, Sequence
from itertools import chain

from generator.html.certainty import (
    certainty_mark,
    computed_sentence,
    judge_again,
    rating_reasons,
    studies_of,
)
from generator.html.contrast_line import contrast_line, figure_line
from generator.html.counts import computed_count, shown
from generator.html.element import (
    Child,
    badge,
    line,
    missing,
    small,
    small_fold,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.harm_evidence import harm_in_order, notices_of
from generator.html.open_page import OpenPage
from generator.html.people import people_counted
from generator.html.regulators import headings_of_the_class, regulators_warn
from generator.model.evidence import Evidence
from generator.model.few import few
from generator.model.study import Harm
from generator.model.vocabulary import SAFETY
from generator.synthesis.arms_of_result import is_of_all_groups
from generator.synthesis.contrast import Contrast, ReportedFigure
from generator.synthesis.findings import (
    MOST_OUTCOMES,
    Behind,
    Outcome,
    is_complete,
    is_told_in_words,
)
from generator.synthesis.groups import domain
from generator.synthesis.kinship import population_apart
from generator.synthesis.participants import People
from generator.synthesis.study_design import is_randomised
from generator.tables.findings_of_trials import TRIAL_COLUMNS, TRIAL_KEY, trial_cells
from generator.tables.table import Column, Row, Table, render_table
from generator.text.count_words import count_words
from generator.wording.inline_figures import population_name

# A cell shows so many lines; more are folded away.
_LINES_IN_SIGHT = 4
_COLUMNS = (
    Column("Outcome"),
    Column("Absolute numbers"),
    Column("People (studies)"),
    Column("Certainty"),
    Column("In one sentence"),
)
# Of a harm, what is known stands before the counts: a warning comes before how sure a figure is.
_HARM_COLUMNS = (
    _COLUMNS[0],
    Column("What is known"),
    *_COLUMNS[1:4],
)
_CHOSEN = (
    f"At most {MOST_OUTCOMES} outcomes, good and bad, were chosen before results were looked at, "
    "as what matters to people and clinicians; they stand here whether or not anything was found, "
    "in order of importance. "
)
_KEY = (
    "In the order in which the outcomes were chosen. Each number leads to its source. A drug "
    "stands beside the control group of the same study; “of 100” is computed from the counts."
)


def findings_tables(page: OpenPage, population: str) -> Safe | None:
    """Return the summary of findings of a population, harms last; None where none were chosen.

    What randomised trials compared stands in tables of its own.
    """
    outcomes = page.site.findings.get(population, ())
    harms = [outcome for outcome in outcomes if outcome.is_harm]
    benefits = [outcome for outcome in outcomes if not outcome.is_harm]
    compared = any(_is_of_trials(page, outcome) for outcome in outcomes)
    tables = list(_tables(page, benefits, ("findings", "Benefits looked for"), compared=compared))
    if harms:
        tables += filter(None, (regulators_warn(page, form="line"),))
        tables += _tables(page, harms, ("findings-harms", "Harms"), compared=compared)
    return Safe("\n\n").join(tables) or None


def _tables(
    page: OpenPage, outcomes: Sequence[Outcome], title: tuple[str, str], *, compared: bool
) -> Iterator[Safe]:
    """Yield the rows that trials compared, then the others; each table only if it has rows.

    `title` is the name of the table and its caption; `compared` tells whether trials compared any
    outcome of the page.
    """
    name, caption = title
    of_trials = [outcome for outcome in outcomes if _is_of_trials(page, outcome)]
    others = [outcome for outcome in outcomes if outcome not in of_trials]
    if compared and all(_fits_beside_trials(page, outcome) for outcome in others):
        # What nobody reports stands in its place among the others, in the order chosen.
        of_trials, others = list(outcomes), []
    if of_trials:
        yield _trials_table(page, of_trials, f"{name}-trials" if others else name, caption)
    if others:
        without = f"{caption}: other outcomes" if of_trials else caption
        yield _table(page, others, name, without)


def _is_of_trials(page: OpenPage, outcome: Outcome) -> bool:
    """Tell whether randomised trials compared an outcome, and nothing else comes before.

    Of a harm, what regulators say comes before any count; its table has a place for that.
    """
    return outcome.trials is not None and not _is_warned_of(page, outcome)


def _is_warned_of(page: OpenPage, outcome: Outcome) -> bool:
    return outcome.is_harm and bool(notices_of(page, outcome) or headings_of_the_class(page))


def _fits_beside_trials(page: OpenPage, outcome: Outcome) -> bool:
    """Tell whether nobody reports an outcome, or trials alone without a figure in full."""
    if _is_warned_of(page, outcome) or outcome.alone:
        return False
    return all(is_randomised(page.evidence, contrast.study) for contrast in outcome.contrasts)


def findings_made(page: OpenPage, population: str) -> Safe:
    """Return how the outcomes were chosen, and by whom and when certainty was judged."""
    outcomes = page.site.findings.get(population, ())
    ratings = [outcome.rating for outcome in outcomes if outcome.rating]
    judged = dict.fromkeys(f"{rating.rater}, {rating.date.words()}" for rating in ratings)
    waiting = len(outcomes) - len(ratings)
    sentences = [_CHOSEN]
    if judged:
        sentences.append(f"Certainty was judged by GRADE ({'; '.join(judged)}). ")
    if waiting:
        sentences.append(f"{waiting} not yet rated. ")
    sentences.append("The sentences are generated from certainty, direction and size.")
    return together(sentences)


def _table(page: OpenPage, outcomes: Sequence[Outcome], name: str, caption: str) -> Safe:
    studies = list(chain.from_iterable(studies_of(outcome) for outcome in outcomes))
    are_harms = outcomes[0].is_harm
    cells = _harm_cells if are_harms else _cells
    behind = shown(page.evidence, studies) if studies else "no study"
    counted = (computed_count(len(outcomes), "outcome"), behind)
    table = render_table(
        Table(
            name=name,
            caption=caption,
            shows=together(counted, " from "),
            key=_KEY,
            columns=_HARM_COLUMNS if are_harms else _COLUMNS,
            rows=[Row(tuple(cells(page, outcome)), id=outcome.id) for outcome in outcomes],
            how=page.how("together"),
            searchable=True,
        ),
    )
    return tag("div", table, class_="ev-findings", data_ev_harms=are_harms)


def _trials_table(page: OpenPage, outcomes: Sequence[Outcome], name: str, caption: str) -> Safe:
    studies = list(chain.from_iterable(studies_of(outcome) for outcome in outcomes))
    behind = shown(page.evidence, studies) if studies else "no study"
    counted = (computed_count(len(outcomes), "outcome"), behind)
    table = render_table(
        Table(
            name=name,
            caption=caption,
            shows=together(counted, " from "),
            key=TRIAL_KEY,
            columns=TRIAL_COLUMNS,
            rows=[_trials_row(page, outcome) for outcome in outcomes],
            how=page.how("together"),
            searchable=True,
        ),
    )
    return tag("div", table, class_="ev-findings", data_ev_trials=True)


def _trials_row(page: OpenPage, outcome: Outcome) -> Row:
    heading, certainty = _outcome(page, outcome), _certainty(page, outcome)
    cells = trial_cells(page, outcome, heading, certainty, lambda: _numbers(page, outcome))
    return Row(tuple(cells), id=outcome.id)


def _cells(page: OpenPage, outcome: Outcome) -> Iterator[Child]:
    yield _outcome(page, outcome)
    yield together(_numbers(page, outcome))
    yield together(_people(page.evidence, outcome)) or missing("no study")
    yield _certainty(page, outcome)
    yield computed_sentence(page, outcome)


def _harm_cells(page: OpenPage, outcome: Outcome) -> Iterator[Child]:
    yield _outcome(page, outcome)
    yield harm_in_order(page, outcome)
    yield together(_numbers(page, outcome))
    yield together(_people(page.evidence, outcome)) or missing("no study")
    yield _certainty(page, outcome)


def _outcome(page: OpenPage, outcome: Outcome) -> Safe:
    importance = measure = None
    if outcome.rating:
        importance = badge(outcome.rating.importance, "quiet")
    if outcome.measure:
        measure = small("first measure: ", page.measure(outcome.measure))
    return spaced(explain(page, outcome.label), importance, measure)


def _numbers(page: OpenPage, outcome: Outcome) -> Iterator[Safe | None]:
    """Yield comparisons, then figures without a control, then, folded, what only words report."""
    compared: list[Safe] = []
    alone: list[Safe] = []
    told: list[Safe] = []
    whole: list[Safe] = []
    one_group: list[Safe] = []
    for contrast in outcome.contrasts:
        (told if _is_in_words(contrast) else compared).append(contrast_line(page, contrast))
    # Figures that say of how many people they are come first; sorting keeps their order otherwise.
    for figure in sorted(outcome.alone, key=lambda figure: not is_complete(figure.row)):
        if is_of_all_groups(page.evidence, *figure):
            whole.append(figure_line(page, figure))
            continue
        in_words = is_told_in_words(figure.row)
        if not in_words and figure.study.id in page.site.controlled:
            # A study with a control group is never said to have none.
            one_group.append(figure_line(page, figure))
            continue
        (told if in_words else alone).append(figure_line(page, figure))
    if outcome.is_empty:
        yield missing("no study that could be read reports this")
    elif told and not (compared or alone or one_group):
        yield missing("no figure that could be read")
    some = few(compared, _LINES_IN_SIGHT)
    yield from some.shown
    yield _fold(some.and_more("comparison"), some.rest)
    # However many comparisons there are, one figure without a control stays in sight.
    uncontrolled = few(alone, max(_LINES_IN_SIGHT - len(compared), 1))
    yield _named("No control group for this", uncontrolled.shown)
    yield _fold(f"{uncontrolled.and_more()} without a control group", uncontrolled.rest)
    yield _named("Of the other group not reported", one_group)
    yield _named("All groups together", whole)
    yield _fold(f"{len(told)} told in words", told)
    yield _background(page, outcome)


def _is_in_words(contrast: Contrast) -> bool:
    return all(is_told_in_words(row) for row in contrast.rows)


def _named(name: str, lines: Sequence[Safe]) -> Safe | None:
    if not lines:
        return None
    return tag("div", tag("span", name, class_="ev-line-name"), *lines, class_="ev-alone")


def _fold(name: str, lines: Sequence[Safe]) -> Safe | None:
    return small_fold(name, *lines) if lines else None


def _background(page: OpenPage, outcome: Outcome) -> Safe | None:
    lines = [_elsewhere(page, outcome, figure) for figure in outcome.background]
    if not lines:
        return None
    name = tag("strong", "Background, not a comparison: what happened in other studies")
    return tag("div", name, *lines, class_="ev-background")


def _elsewhere(page: OpenPage, outcome: Outcome, figure: ReportedFigure) -> Safe:
    """Return a figure of other studies with who its people were, where they are not those here."""
    study, row = figure
    name = SAFETY if isinstance(row, Harm) else domain(page.evidence, row)
    apart = population_apart(page.evidence, outcome.population, study, name)
    who = line(small(f"near: {'; '.join(apart)}")) if apart else None
    return together((figure_line(page, figure), who))


def _people(evidence: Evidence, outcome: Outcome) -> Iterator[Safe]:
    for behind in outcome.people:
        lines = list(_counts(behind))
        if behind.population != outcome.population:
            name = population_name(evidence, behind.population)
            lines.insert(0, small(f"not of this population: {name}"))
        yield tag("div", *lines, class_="ev-finding")


def _counts(behind: Behind) -> Iterator[Safe]:
    yield from _group(behind.on_drug, "on the drug")
    yield from _group(behind.controls, "in control groups")
    if behind.retold:
        yield line(small(f"beside {behind.retold} in published cases, not counted"))
    studies = max(behind.on_drug.studies, behind.controls.studies)
    yield line(small(f"({count_words(studies, 'study', 'studies')})"))


def _group(people: People, name: str) -> Iterator[Safe]:
    if people.studies:
        yield line(people_counted(people), " ", small(name))


def _certainty(page: OpenPage, outcome: Outcome) -> Safe:
    if outcome.rating is None:
        return spaced(certainty_mark(outcome.certainty), line(small("rating due")))
    reasons = small_fold("reasons", *rating_reasons(page, outcome.rating, outcome.trials))
    return spaced(certainty_mark(outcome.rating.rating), judge_again(outcome), reasons)
