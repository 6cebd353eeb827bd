"""Every study on one question, aligned: who took what, what came of it, how far to trust it."""

from collections.abc import Iterator, Sequence
from itertools import chain

from generator.html.counts import shown
from generator.html.element import Child, line, missing, small, spaced, tag
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import p_value
from generator.html.provenance import disclose
from generator.html.result_line import (
    against,
    control_badge,
    figure_link,
    interval_of,
    remarks,
    worked_out_as_counted,
)
from generator.html.row_list import row_name
from generator.html.signs import appraisal_line
from generator.model.result import Result
from generator.model.study import Arm, Study
from generator.synthesis.candidates import Candidate
from generator.synthesis.compare import Comparison, DrugGroup
from generator.synthesis.complement import cannot_be_turned
from generator.synthesis.groups import standing
from generator.synthesis.kinship import population_apart
from generator.synthesis.participants import People, count_people
from generator.tables.results import number_of_people
from generator.tables.table import Band, Cell, Column, Row, Table, render_table
from generator.text.count_words import count_words, noun_for
from generator.wording.counts import people_range
from generator.wording.result_names import outcome_name
from generator.wording.swim import ORDERING_KEY

_COLUMNS = (
    Column("Study and design"),
    Column("Group and dose"),
    Column("People"),
    Column("Outcome and time"),
    Column("Result"),
    Column("Source"),
)

_NOT_TURNED = "counted the other way round; without counts it cannot be turned"


def comparison_table(page: OpenPage, comparison: Comparison, caption: str) -> Safe:
    """Return the final results on the question, drug by drug; trials of other treatments last."""
    final = chain.from_iterable(group.final for group in comparison.groups)
    candidates = [*final, *comparison.comparators]
    return _table(page, "studies", caption, candidates, list(_rows(page, comparison)))


def further_table(page: OpenPage, comparison: Comparison, caption: str) -> Safe | None:
    """Return interim figures, subgroups and repeats, which stand beside no others; None if none."""
    further = list(chain.from_iterable(group.further for group in comparison.groups))
    if not further:
        return None
    rows = [_row(page, candidate) for candidate in further]
    return _table(page, "further", caption, further, rows)


def _table(
    page: OpenPage,
    name: str,
    caption: str,
    candidates: Sequence[Candidate],
    rows: Sequence[Row | Band],
) -> Safe:
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, (candidate.study for candidate in candidates)),
            key=f"Order: {ORDERING_KEY}.",
            columns=_COLUMNS,
            rows=rows,
            how=page.how("computed"),
        )
    )


def _rows(page: OpenPage, comparison: Comparison) -> Iterator[Row | Band]:
    for group in comparison.groups:
        if group.final:
            yield Band(_heading(page, group))
            yield from (_row(page, candidate) for candidate in group.final)
    # What other treatments did is read after the question was answered, never among its rows.
    if comparison.comparators:
        yield Band("Trials of other treatments: background, not a comparison")
        yield from (_background_row(page, comparison, each) for each in comparison.comparators)


def _background_row(page: OpenPage, comparison: Comparison, candidate: Candidate) -> Row:
    """Return the row of a trial of another treatment, with who its people were if others."""
    population, domain = comparison.population, comparison.domain
    apart = population_apart(page.evidence, population, candidate.study, domain)
    return _row(page, candidate, f"near: {'; '.join(apart)}" if apart else "")


def _heading(page: OpenPage, group: DrugGroup) -> Safe:
    if group.drug is None:
        return tag("span", "Drug not certain, or several groups together")
    studies = standing(page.evidence, group.studies)
    people = count_people(page.evidence, studies, group.drug)
    return page.drug(group.drug) + small(_taken(len(studies), people))


def _taken(studies: int, people: People) -> str:
    if not people.high:
        return " number of people not reported"
    noun = noun_for(people.high, "person", "people")
    return f" {count_words(studies, 'study', 'studies')}, {people_range(people)} {noun} took it"


def _row(page: OpenPage, candidate: Candidate, apart: str = "") -> Row:
    name = row_name(candidate.study.id, candidate.result.id)
    # A result may stand with two drugs; its place is the first.
    first = name not in page.anchors
    page.anchors.add(name)
    return Row(tuple(_cells(page, candidate, apart)), id=name if first else None)


def _cells(page: OpenPage, candidate: Candidate, apart: str) -> Iterator[Cell | Child]:
    study, result = candidate.study, candidate.result
    yield spaced(_study(page, study, result), small(apart))
    yield _group(study, result)
    yield number_of_people(result)
    when = str(result.time) if result.time else "time not stated"
    outcome = outcome_name(page.evidence, result)
    turned = small(_NOT_TURNED) if cannot_be_turned(page.evidence, result) else None
    # Words alone, such as "from day 28", do not go on behind "at".
    if result.time:
        when = f"at {when}" if result.time.value else f"measured: {when}"
    yield spaced(outcome, small(when), remarks(page, study, result), turned)
    yield spaced(*_result(page, study, result))
    yield disclose(page, study, result.source, result.where, result.note)


def _study(page: OpenPage, study: Study, result: Result) -> Safe:
    return spaced(
        page.study(study, result.id),
        small(page.evidence.designs[study.design].label),
        appraisal_line(page, study, result.id),
        control_badge(page, study, result),
    )


def _result(page: OpenPage, study: Study, result: Result) -> Iterator[Child]:
    yield line(figure_link(page, study, result))
    yield interval_of(page, study, result)
    yield p_value(result.p)
    yield against(page, study, result)
    yield worked_out_as_counted(page, study, result)


def _group(study: Study, result: Result) -> Child:
    if result.arm is None:
        return missing("group not stated")
    arm = study.arm(result.arm)
    beside = f"against {study.arm(result.against).label}" if result.against else ""
    return spaced(arm.label, small(_dose(arm)), small(beside))


def _dose(arm: Arm) -> str:
    """Return the dose of a group where its name does not already hold it."""
    label = arm.label.casefold()
    parts = filter(None, (arm.dose, arm.frequency))
    return ", ".join(part for part in parts if part.casefold() not in label)
