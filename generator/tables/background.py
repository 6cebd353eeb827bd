"""The background of responses without a control group: control groups, thresholds of change."""

from collections.abc import Iterator
from itertools import chain

from generator.html.control_figures import both_groups, stands_beside
from generator.html.counts import computed_count, shown
from generator.html.element import link, missing, reported, small, spaced, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page_read import page_read
from generator.html.result_line import time_of
from generator.model.result import Result
from generator.model.study import Study
from generator.model.vocabulary import Measure, Threshold
from generator.synthesis.background import Background
from generator.synthesis.groups import Entry, domain
from generator.synthesis.study_design import control_arms
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.wording.background import on_any_control, source_address, source_name
from generator.wording.inline_figures import capital
from generator.wording.result_names import heading, outcome_name

_THRESHOLDS = (Column("Threshold"), Column("Value"), Column("In whom, by what"), Column("Source"))


def thresholds_table(page: OpenPage, background: Background, name: str = "thresholds") -> Safe:
    """Return each threshold, whom it is for and who names it; sources that differ each stand."""
    thresholds = background.thresholds
    measured = chain.from_iterable(measures for _, measures in thresholds)
    # With one measure on the page its name would only repeat the heading.
    several = len({measure.id for measure in measured}) > 1
    rows = [
        _threshold(page, threshold, measures if several else ())
        for threshold, measures in thresholds
    ]
    return render_table(
        Table(
            name=name,
            caption="Thresholds with a source; where sources differ, each stands",
            shows=computed_count(len(rows), "threshold"),
            key="In the order of the vocabulary.",
            columns=_THRESHOLDS,
            rows=rows,
            how=page.how("reading"),
        )
    )


def control_table(page: OpenPage, background: Background) -> Safe:
    """Return every figure of a control group, shares before scores, and what each stands beside."""
    name = capital(on_any_control(page.evidence, background))
    controls = background.controls
    rows = [Row(tuple(_cells(page, background, control))) for control in controls]
    return render_table(
        Table(
            name="background",
            caption=f"{name}, as reported, with what was seen on the drug of the same study",
            shows=shown(page.evidence, (control.study for control in controls)),
            key="Shares first, then scores.",
            columns=(Column("Outcome"), Column(name), Column("Study"), Column("Read beside")),
            rows=rows,
            how=page.how("beside"),
        )
    )


def _cells(page: OpenPage, background: Background, control: Entry) -> Iterator[Cell | Safe]:
    yield _outcome(page, control.result)
    yield both_groups(page, control)
    yield _study(page, control.study)
    besides = background.beside(control)
    yield together((stands_beside(page, beside) for beside in besides), " ")


def _threshold(page: OpenPage, threshold: Threshold, measures: tuple[Measure, ...]) -> Row:
    names = together((page.measure(measure.id) for measure in measures), "; ")
    name = source_name(page.evidence, threshold)
    source = link(source_address(page.evidence, threshold), name)
    read = small("read on ", page_read(page.evidence, threshold.url))
    return Row(
        (
            spaced(threshold.label, small(names) if measures else None),
            reported(threshold.value),
            threshold.applies_to or missing("not stated"),
            spaced(source, read, small(threshold.where), small(threshold.note)),
        )
    )


def _outcome(page: OpenPage, result: Result) -> Safe:
    when = time_of(result) if result.time else missing("time not stated")
    where = small(heading(domain(page.evidence, result)).lower(), ", ", when)
    return spaced(outcome_name(page.evidence, result), where)


def _study(page: OpenPage, study: Study) -> Cell:
    evidence = page.evidence
    controls = control_arms(evidence, study)
    tested = dict.fromkeys(arm.drug or "" for arm in study.arms if arm.id not in controls)
    drugs = ", ".join(evidence.drugs[name].label for name in tested if name in evidence.drugs)
    who = "; ".join(evidence.populations[name].label for name in study.populations)
    about = "; ".join(filter(None, (f"of {drugs}" if drugs else "", who)))
    return Cell(spaced(page.study(study), small(about)), sort=study.label)
