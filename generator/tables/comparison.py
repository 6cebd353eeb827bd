"""Every study on one question, aligned: who took what, how many, what came of it, and how far to trust it."""

from collections.abc import Iterator

from generator.html.counts import shown
from generator.html.element import Child, badge, link, missing, tag, together
from generator.html.escape import Safe
from generator.html.open_page import Scope
from generator.html.provenance import disclose
from generator.html.row_list import row_name
from generator.html.signs import light
from generator.model.result import Result
from generator.model.study import Arm, Study
from generator.synthesis.appraisal import Unappraised, appraisal_for, appraisals_of
from generator.synthesis.candidates import Candidate
from generator.synthesis.compare import Comparison, DrugGroup
from generator.synthesis.groups import standing
from generator.synthesis.participants import count_people
from generator.tables.figures import figure, interval, p_value, small
from generator.tables.results import (
    against,
    control_words,
    is_uncontrolled,
    number_of_people,
    outcome_name,
    remarks,
    unit_of,
    worked_out,
)
from generator.tables.table import Band, Cell, Column, Row, Table, render_table
from generator.wording.swim import ORDERING_KEY

_COLUMNS = (
    Column("Study and design"),
    Column("Group and dose"),
    Column("People"),
    Column("Outcome and time"),
    Column("Result"),
    Column("Source"),
)


def comparison_table(scope: Scope, comparison: Comparison, caption: str) -> Safe:
    """Return the final results of every study on the question, drug by drug; trials of other treatments last."""
    rows: list[Row | Band] = []
    for group in comparison.groups:
        if group.final:
            rows += [Band(_heading(scope, group)), *(_row(scope, one) for one in group.final)]
    if comparison.comparators:
        rows.append(Band("Trials of other treatments: background, not a comparison"))
        rows += [_row(scope, one) for one in comparison.comparators]
    key = f"Order: {ORDERING_KEY}."
    told = [*(one for group in comparison.groups for one in group.final), *comparison.comparators]
    return render_table(
        Table(
            name="studies",
            caption=caption,
            shows=shown(scope.evidence, (one.study for one in told)),
            key=key,
            columns=_COLUMNS,
            rows=rows,
            how=scope.how("computed"),
        )
    )


def further_table(scope: Scope, comparison: Comparison, caption: str) -> Safe | None:
    """Return interim figures, parts of groups and repeats, which stand beside no others; None where there are none."""
    further = [one for group in comparison.groups for one in group.further]
    rows = [_row(scope, one) for one in further]
    if not rows:
        return None
    return render_table(
        Table(
            name="further",
            caption=caption,
            shows=shown(scope.evidence, (one.study for one in further)),
            key=f"Order: {ORDERING_KEY}.",
            columns=_COLUMNS,
            rows=rows,
            how=scope.how("computed"),
        )
    )


def _heading(scope: Scope, group: DrugGroup) -> Safe:
    if group.drug is None:
        return tag("span", "Drug not certain, or several groups together")
    studies = standing(scope.evidence, group.studies)
    people = count_people(scope.evidence, studies, group.drug)
    number = (
        f"{people.low:,}" if people.low == people.high else f"{people.low:,} to {people.high:,}"
    )
    took = f"{number} {'person' if people.high == 1 else 'people'} took it"
    words = f" {len(studies)} {'study' if len(studies) == 1 else 'studies'}, {took}"
    return together(
        (
            scope.drug(group.drug),
            small(words) if people.high else small(" number of people not reported"),
        )
    )


def _row(scope: Scope, one: Candidate) -> Row:
    name = row_name(one.study.id, one.result.id)
    # A result may stand with two drugs; its place is the first.
    first = name not in scope.anchors
    scope.anchors.add(name)
    return Row(tuple(_cells(scope, one)), id=name if first else None)


def _cells(scope: Scope, one: Candidate) -> Iterator[Cell | Child]:
    study, result = one.study, one.result
    yield together(
        (
            scope.study(study, result.id),
            small(scope.evidence.designs[study.design].label),
            trust(scope, study, result.id),
            badge(control_words(scope, study), "caution")
            if is_uncontrolled(scope, study)
            else None,
        ),
        " ",
    )
    yield _group(study, result)
    yield number_of_people(result)
    yield together((outcome_name(scope, result), small(f"at {result.time}" if result.time else "time not stated"),
                    remarks(scope, study, result)), " ")  # fmt: skip
    yield together(_result(scope, one), " ")
    yield disclose(study, result.source, result.where, result.note)


def _result(scope: Scope, one: Candidate) -> Iterator[Child]:
    study, result = one.study, one.result
    shown = link(scope.study_address(study, result.id), figure(result, unit_of(scope, result)))
    yield tag("span", shown, class_="ev-line")
    range_ = interval(result)
    yield tag("small", "95 % interval ", range_) if range_ else None
    yield p_value(result.p)
    yield against(scope, study, result)
    yield worked_out(scope, one)


def _group(study: Study, result: Result) -> Child:
    if result.arm is None:
        return missing("not stated")
    arm = study.arm(result.arm)
    beside = f"against {study.arm(result.against).label}" if result.against else ""
    return together((arm.label, small(_dose(arm)), small(beside)), " ")


def _dose(arm: Arm) -> str:
    """Return the dose of a group where its name does not already hold it."""
    parts = [
        part
        for part in (arm.dose, arm.frequency)
        if part and part.casefold() not in arm.label.casefold()
    ]
    return ", ".join(parts)


def trust(scope: Scope, study: Study, result_id: str = "") -> Safe:
    """Return the appraisal that applies to a study or to one result: its overall and the sign of each item."""
    found = appraisal_for(scope.evidence, study, result_id)
    if isinstance(found, Unappraised):
        only = "this result: " if result_id and appraisals_of(scope.evidence, study) else ""
        return tag("small", missing(f"{only}{found.words}"))
    signs = together(
        light(item.symbol, item.level, f"{item.question} {item.answer}") for item in found.marks
    )
    words = link(scope.study_address(study, "_bias"), found.words)
    return tag("small", words, tag("span", signs, class_="ev-light-row"), class_="ev-trust")
