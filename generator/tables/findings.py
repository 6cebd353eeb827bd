"""The summary of findings: for each chosen outcome the absolute numbers, the people, the certainty and one sentence."""

from collections.abc import Iterable, Iterator

from generator.html.certainty import certainty_mark, computed_sentence, judge_again, rating_reasons
from generator.html.contrast_line import contrast_line, figure_line
from generator.html.counts import shown, shown_rows
from generator.html.element import badge, missing, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.people import people_counted
from generator.html.printed_values import small
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.contrast import ReportedFigure
from generator.synthesis.findings import (
    MOST_OUTCOMES,
    Behind,
    Outcome,
    is_complete,
    is_told_in_words,
    summary_of_findings,
)
from generator.tables.table import Column, Table, render_table
from generator.tables.table import Row as TableRow
from generator.wording.inline_figures import (
    population_name,
)

_LINES_IN_SIGHT = 4
_COLUMNS = (
    Column("Outcome"),
    Column("Absolute numbers"),
    Column("People (studies)"),
    Column("Certainty"),
    Column("In one sentence"),
)
_CHOSEN = (
    f"At most {MOST_OUTCOMES} outcomes, good and bad, were chosen before results were looked at, as what patients and "
    "clinicians need; they stand here whether or not anything was found, in order of importance. "
)
_KEY = (
    "In the order in which the outcomes were chosen. Each number leads to its source. A drug stands beside the control "
    "group of the same study; “of 100” is computed from the counts."
)


def findings_tables(page: OpenPage, population: str) -> Safe | None:
    """Return the summary of findings of a population: benefits looked for, then harms; None where none were chosen."""
    outcomes = summary_of_findings(page.evidence, population)
    if not outcomes:
        return None
    hoped = [one for one in outcomes if not one.is_harm]
    harms = [one for one in outcomes if one.is_harm]
    return Safe("\n\n").join(
        [
            *([_table(page, hoped, "findings", "Benefits looked for")] if hoped else []),
            *([_table(page, harms, "findings-harms", "Harms")] if harms else []),
        ]
    )


def findings_made(evidence: Evidence, population: str) -> Safe:
    """Return how the outcomes were chosen, and by whom and when certainty was judged."""
    outcomes = summary_of_findings(evidence, population)
    raters = dict.fromkeys(
        (one.rating.rater, one.rating.date.words()) for one in outcomes if one.rating
    )
    waiting = sum(one.rating is None for one in outcomes)
    judges = "; ".join(f"{rater}, {day}" for rater, day in raters)
    return together(
        (
            _CHOSEN,
            f"Certainty was judged by GRADE ({judges}). " if judges else None,
            f"{waiting} not yet appraised. " if waiting else None,
            "The sentences are generated from certainty, direction and size.",
        )
    )


def _table(page: OpenPage, outcomes: list[Outcome], name: str, caption: str) -> Safe:
    rows = [TableRow(_cells(page, outcome), id=outcome.id) for outcome in outcomes]
    table = render_table(
        Table(
            name=name,
            caption=caption,
            shows=together(
                (shown_rows(len(rows), "outcome"), shown(page.evidence, _studies(outcomes))),
                " from ",
            ),
            key=_KEY,
            columns=_COLUMNS,
            rows=rows,
            how=page.how("together"),
            searchable=True,
        ),
    )
    return tag("div", table, class_="ev-findings", data_ev_harms=name.endswith("harms"))


def _studies(outcomes: Iterable[Outcome]) -> Iterator[Study]:
    """Yield the studies of all figures that stand beside the outcomes."""
    for outcome in outcomes:
        yield from (one.study for one in outcome.contrasts)
        yield from (one.study for one in (*outcome.alone, *outcome.background))


def _cells(page: OpenPage, outcome: Outcome) -> tuple[Safe | None, ...]:
    return (
        _outcome(page, outcome),
        _numbers(page, outcome),
        together(_people(page.evidence, outcome)) or missing("no study"),
        _certainty(page, outcome),
        computed_sentence(page, outcome),
    )


def _outcome(page: OpenPage, outcome: Outcome) -> Safe:
    importance = badge(outcome.rating.importance, "quiet") if outcome.rating else None
    measure = None
    if outcome.measure:
        measure = tag("small", "first measure: ", page.measure(outcome.measure))
    return together((explain(page, outcome.label), importance, measure), " ")


def _numbers(page: OpenPage, outcome: Outcome) -> Safe:
    """Return comparisons first, then figures without a control, then, folded, what is told in words alone."""
    told = [one for one in outcome.contrasts if all(is_told_in_words(row) for row in one.rows)]
    compared = [contrast_line(page, one) for one in outcome.contrasts if one not in told]
    figures = sorted(outcome.alone, key=lambda one: not is_complete(one.row))
    alone = [figure_line(page, one) for one in figures if not is_told_in_words(one.row)]
    words = [contrast_line(page, one) for one in told]
    words += [figure_line(page, one) for one in figures if is_told_in_words(one.row)]
    left = max(_LINES_IN_SIGHT - len(compared), 1)
    none = "no study that could be read reports this" if outcome.is_empty else None
    silent = "no figure that could be read" if words and not (compared or alone) else None
    return together(
        (
            missing(none or silent or "") if none or silent else None,
            *compared[:_LINES_IN_SIGHT],
            _fold(
                f"{len(compared) - _LINES_IN_SIGHT} more comparisons", compared[_LINES_IN_SIGHT:]
            ),
            _without_control(alone[:left]),
            _fold(f"{len(alone) - left} more without a control group", alone[left:]),
            _fold(f"{len(words)} told in words", words),
            _background(page, outcome.background),
        )
    )


def _without_control(lines: list[Safe]) -> Safe | None:
    name = tag("span", "No control group for this", class_="ev-line-name")
    return tag("div", name, *lines, class_="ev-alone") if lines else None


def _fold(name: str, lines: list[Safe]) -> Safe | None:
    return tag("details", tag("summary", name), *lines, class_="ev-source") if lines else None


def _background(page: OpenPage, figures: Iterable[ReportedFigure]) -> Safe | None:
    lines = [figure_line(page, one) for one in figures]
    if not lines:
        return None
    name = tag("strong", "Background, not a comparison: control groups of other trials")
    return tag("div", name, *lines, class_="ev-background")


def _people(evidence: Evidence, outcome: Outcome) -> Iterator[Safe]:
    for behind in outcome.people:
        own = behind.population == outcome.population
        where = (
            None
            if own
            else small(f"not of this population: {population_name(evidence, behind.population)}")
        )
        yield tag("div", where, together(_counts(behind)), class_="ev-finding")


def _counts(behind: Behind) -> Iterator[Safe]:
    studies = max(behind.on_drug.studies, behind.controls.studies)
    if behind.on_drug.studies:
        yield tag(
            "span", people_counted(behind.on_drug), " ", small("on the drug"), class_="ev-line"
        )
    if behind.controls.studies:
        yield tag(
            "span",
            people_counted(behind.controls),
            " ",
            small("in control groups"),
            class_="ev-line",
        )
    if behind.retold:
        yield tag(
            "span",
            small(f"beside {behind.retold} in published cases, not counted"),
            class_="ev-line",
        )
    yield tag(
        "span", small(f"({studies} {'study' if studies == 1 else 'studies'})"), class_="ev-line"
    )


def _certainty(page: OpenPage, outcome: Outcome) -> Safe:
    rating = outcome.rating
    if rating is None:
        return certainty_mark(outcome.certainty)
    why = tag(
        "details", tag("summary", "reasons"), *rating_reasons(page, rating), class_="ev-source"
    )
    return together((certainty_mark(rating.rating), judge_again(outcome), why), " ")
