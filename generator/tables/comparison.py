"""Every study on one question, aligned: who took what, how many, what came of it, and how far to trust it."""

from collections.abc import Iterator

from generator.html.appraisal_line import appraisal_line
from generator.html.counts import shown
from generator.html.element import Child, badge, link, missing, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval, p_value, small
from generator.html.provenance import disclose
from generator.html.result_line import against, remarks, worked_out
from generator.html.row_list import row_name
from generator.model.result import Result
from generator.model.study import Arm, Study
from generator.synthesis.candidates import Candidate
from generator.synthesis.compare import Comparison, DrugGroup
from generator.synthesis.groups import standing
from generator.synthesis.participants import count_people
from generator.synthesis.study_design import has_control
from generator.tables.results import number_of_people
from generator.tables.table import Band, Cell, Column, Row, Table, render_table
from generator.wording.result_names import control_words, outcome_name, unit_of
from generator.wording.swim import ORDERING_KEY

_COLUMNS = (
    Column("Study and design"),
    Column("Group and dose"),
    Column("People"),
    Column("Outcome and time"),
    Column("Result"),
    Column("Source"),
)


def comparison_table(page: OpenPage, comparison: Comparison, caption: str) -> Safe:
    """Return the final results of every study on the question, drug by drug; trials of other treatments last."""
    rows: list[Row | Band] = []
    for group in comparison.groups:
        if group.final:
            rows += [Band(_heading(page, group)), *(_row(page, one) for one in group.final)]
    if comparison.comparators:
        rows.append(Band("Trials of other treatments: background, not a comparison"))
        rows += [_row(page, one) for one in comparison.comparators]
    key = f"Order: {ORDERING_KEY}."
    told = [*(one for group in comparison.groups for one in group.final), *comparison.comparators]
    return render_table(
        Table(
            name="studies",
            caption=caption,
            shows=shown(page.evidence, (one.study for one in told)),
            key=key,
            columns=_COLUMNS,
            rows=rows,
            how=page.how("computed"),
        )
    )


def further_table(page: OpenPage, comparison: Comparison, caption: str) -> Safe | None:
    """Return interim figures, parts of groups and repeats, which stand beside no others; None where there are none."""
    further = [one for group in comparison.groups for one in group.further]
    rows = [_row(page, one) for one in further]
    if not rows:
        return None
    return render_table(
        Table(
            name="further",
            caption=caption,
            shows=shown(page.evidence, (one.study for one in further)),
            key=f"Order: {ORDERING_KEY}.",
            columns=_COLUMNS,
            rows=rows,
            how=page.how("computed"),
        )
    )


def _heading(page: OpenPage, group: DrugGroup) -> Safe:
    if group.drug is None:
        return tag("span", "Drug not certain, or several groups together")
    studies = standing(page.evidence, group.studies)
    people = count_people(page.evidence, studies, group.drug)
    number = (
        f"{people.low:,}" if people.low == people.high else f"{people.low:,} to {people.high:,}"
    )
    took = f"{number} {'person' if people.high == 1 else 'people'} took it"
    words = f" {len(studies)} {'study' if len(studies) == 1 else 'studies'}, {took}"
    return together(
        (
            page.drug(group.drug),
            small(words) if people.high else small(" number of people not reported"),
        )
    )


def _row(page: OpenPage, one: Candidate) -> Row:
    name = row_name(one.study.id, one.result.id)
    # A result may stand with two drugs; its place is the first.
    first = name not in page.anchors
    page.anchors.add(name)
    return Row(tuple(_cells(page, one)), id=name if first else None)


def _cells(page: OpenPage, one: Candidate) -> Iterator[Cell | Child]:
    study, result = one.study, one.result
    yield together(
        (
            page.study(study, result.id),
            small(page.evidence.designs[study.design].label),
            appraisal_line(page, study, result.id),
            badge(control_words(page.evidence, study), "caution")
            if not has_control(page.evidence, study)
            else None,
        ),
        " ",
    )
    yield _group(study, result)
    yield number_of_people(result)
    yield together((outcome_name(page.evidence, result), small(f"at {result.time}" if result.time else "time not stated"),
                    remarks(page, study, result)), " ")  # fmt: skip
    yield together(_result(page, one), " ")
    yield disclose(study, result.source, result.where, result.note)


def _result(page: OpenPage, one: Candidate) -> Iterator[Child]:
    study, result = one.study, one.result
    shown = link(
        page.study_address(study, result.id), figure(result, unit_of(page.evidence, result))
    )
    yield tag("span", shown, class_="ev-line")
    range_ = interval(result)
    yield tag("small", "95 % interval ", range_) if range_ else None
    yield p_value(result.p)
    yield against(page, study, result)
    yield worked_out(page, one)


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
