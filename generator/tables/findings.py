"""The summary of findings: for each chosen outcome the absolute numbers, the people, the certainty and one sentence."""

from collections.abc import Iterable, Iterator

from generator.html.counts import shown, shown_rows
from generator.html.element import badge, computed, judged, link, missing, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.notices import doubts
from generator.html.open_page import OpenPage
from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult, NarrativeResult, Result
from generator.model.study import Harm, Study
from generator.synthesis.contrast import Contrast, ReportedFigure, Row, difference, judge
from generator.synthesis.findings import (
    MOST_OUTCOMES,
    Behind,
    Outcome,
    is_complete,
    is_told_in_words,
    summary_of_findings,
)
from generator.synthesis.participants import People
from generator.tables.figures import event_count, figure, p_value, share, small
from generator.tables.judgements import rating_reasons
from generator.tables.results import time_of, unit_of
from generator.tables.table import Column, Table, render_table
from generator.tables.table import Row as TableRow
from generator.wording.inline_figures import (
    Quoted,
    Sentence,
    group_name,
    per_hundred,
    population_name,
)
from generator.wording.outcome_sentence import sentence

_SYMBOLS = {"high": "⊕⊕⊕⊕", "moderate": "⊕⊕⊕◯", "low": "⊕⊕◯◯", "very low": "⊕◯◯◯"}
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


def certainty_mark(certainty: str) -> Safe:
    """Return a rating as a judgement: its word, with the circles of GRADE where it has them."""
    circles = _SYMBOLS.get(certainty)
    sign = tag("span", circles, class_="ev-grade", aria_hidden="true") if circles else None
    if certainty.startswith("not yet appraised"):
        return missing(certainty)
    return together((sign, judged(certainty)), " ")


def linked_sentence(page: OpenPage, pieces: Sentence) -> Safe:
    """Return a generated sentence in which each number leads to its address."""
    studies = page.evidence.studies
    return together(
        link(page.study_address(studies[one.study], one.number), one.text)
        if isinstance(one, Quoted)
        else one
        for one in pieces
    )


def contrast_line(page: OpenPage, one: Contrast) -> Safe:
    """Return a drug beside its control: counts and people of a hundred, then the study's own estimate."""
    hundred = per_hundred(*one.shares) if one.shares and one.concurrent else ("", "")
    parts: list[Safe | None] = []
    if one.drug and one.control:
        parts += [
            _side(page, one.study, one.drug, group_name(one.arm), hundred[0]),
            _side(
                page,
                one.study,
                one.control,
                f"{group_name(one.against)}",
                hundred[1],
                control=True,
            ),
        ]
    else:
        parts.append(
            tag(
                "span", f"{group_name(one.arm)} against {group_name(one.against)}", class_="ev-line"
            )
        )
    parts += [_estimate(page, one.study, row) for row in one.estimates]
    if one.shares and not any(isinstance(row, ComparisonResult) for row in one.estimates):
        parts.append(_difference(page, one))
    return tag(
        "div",
        _heading(page, one.study, one.rows[0], concurrent=one.concurrent),
        *parts,
        class_="ev-finding",
    )


def figure_line(page: OpenPage, one: ReportedFigure) -> Safe:
    """Return a figure of a group without a control."""
    shown = (
        figure(one.row)
        if isinstance(one.row, NarrativeResult)
        else _linked(page, one.study, one.row)
    )
    heading = _heading(page, one.study, one.row, concurrent=None)
    return tag("div", heading, tag("span", shown, class_="ev-line"), class_="ev-finding")


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


def computed_sentence(page: OpenPage, outcome: Outcome) -> Safe:
    """Return the sentence, marked as computed, and the figures behind it."""
    spoken = sentence(page.evidence, outcome)
    mark = tag("span", "computed", class_="ev-tag", data_ev_kind="computed")
    lead = paragraph(linked_sentence(page, spoken.lead), Safe(" "), mark, class_="ev-sentence")
    behind = (
        paragraph(linked_sentence(page, spoken.figures), class_="ev-behind")
        if spoken.figures
        else None
    )
    return together((lead, behind, doubts(page, studies_of(outcome))))


def studies_of(outcome: Outcome) -> list[Study]:
    """Return the studies whose figures bear on an outcome, those of the background too."""
    return [
        *(one.study for one in outcome.contrasts),
        *(one.study for one in outcome.alone),
        *(one.study for one in outcome.background),
    ]


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


def _heading(page: OpenPage, study: Study, row: Row, *, concurrent: bool | None) -> Safe:
    """Return whose figure it is, of what, and when; a comparison that is none in time says so."""
    name = row.event if isinstance(row, Harm) else row.reported_as
    time = together((", ", time_of(row))) if isinstance(row, Result) and row.time else None
    warning = (
        badge("earlier patients, not a fair comparison", "caution") if concurrent is False else None
    )
    return tag(
        "small",
        page.study(study, row.id),
        ": ",
        name,
        time,
        Safe(" ") if warning else None,
        warning,
    )


def _side(
    page: OpenPage, study: Study, row: Row, group: str, hundred: str, *, control: bool = False
) -> Safe:
    shown = (
        together((tag("span", hundred, class_="ev-computed ev-num"), Safe(" ")))
        if hundred
        else None
    )
    return tag(
        "span",
        "against " if control else None,
        shown,
        _linked(page, study, row),
        " ",
        small(group),
        class_="ev-line",
    )


def _linked(page: OpenPage, study: Study, row: Row) -> Safe:
    if isinstance(row, Harm):
        count = event_count if row.counted == "events" else None
        shown = count(row.events, row.total) if count else share(row.events, row.total, row.percent)
    else:
        shown = figure(row, unit_of(page, row))
    return link(page.study_address(study, row.id), shown)


def _estimate(page: OpenPage, study: Study, row: Result) -> Safe:
    if isinstance(row, NarrativeResult):
        words = link(page.study_address(study, row.id), small("in words"))
        return tag("span", words, ": ", figure(row), class_="ev-line")
    limits = None
    if isinstance(row, ComparisonResult) and row.ci_low and row.ci_high:
        limits = tag("span", f" ({row.ci_low} to {row.ci_high})", class_="ev-reported ev-num")
    shown = (
        _linked(page, study, row)
        if getattr(row, "value", None)
        else link(page.study_address(study, row.id), small("difference tested"))
    )
    return tag("span", shown, limits, " ", p_value(row.p), class_="ev-line")


def _difference(page: OpenPage, one: Contrast) -> Safe | None:
    """Return the computed difference of two shares, where the study prints no estimate."""
    if one.shares is None or not one.concurrent:
        return None
    low, high = (round(100 * limit) for limit in difference(one.shares))
    said = judge(page.evidence, one).said
    derived = (
        "; counts worked out from percentages" if any(part.derived for part in one.shares) else ""
    )
    return tag(
        "span",
        small("difference of 100:"), " ",
        computed(f"{_signed(low)} to {_signed(high)}"),
        small(f" Newcombe's 95 % interval, not adjusted{derived}: {_interval_words(said)}"),
        class_="ev-line",
    )  # fmt: skip


def _interval_words(said: str) -> str:
    return "includes no difference" if said == "no clear difference" else "excludes no difference"


def _signed(value: int) -> str:
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{abs(value)}"


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


def people_counted(people: People) -> Safe:
    """Return how many people, as a range where studies may share people."""
    if people.studies == people.unknown:
        return missing("number not reported")
    count = f"{people.low:,}" if people.low == people.high else f"{people.low:,} to {people.high:,}"
    unknown = f"and {people.unknown} {'group' if people.unknown == 1 else 'groups'} of unknown size"
    known = tag("span", count, class_="ev-computed ev-num")
    return together((known, small(unknown) if people.unknown else None), " ")


def _certainty(page: OpenPage, outcome: Outcome) -> Safe:
    rating = outcome.rating
    if rating is None:
        return certainty_mark(outcome.certainty)
    why = tag(
        "details", tag("summary", "reasons"), *rating_reasons(page, rating), class_="ev-source"
    )
    return together((certainty_mark(rating.rating), judge_again(outcome), why), " ")


def judge_again(outcome: Outcome) -> Safe | None:
    """Return the words that a rating no longer fits: a study was retracted, or came in later."""
    names, arrived = (
        ", ".join(one.label for one in found) for found in (outcome.withdrawn, outcome.arrived)
    )
    day = outcome.rating.date.words() if outcome.rating else ""
    gone = (
        badge(f"made with {names}, since retracted: to be judged again", "caution")
        if names
        else None
    )
    late = (
        badge(f"judged on {day}, before {arrived} came in: to be judged again", "caution")
        if arrived
        else None
    )
    return together((gone, late), " ") if gone or late else None
