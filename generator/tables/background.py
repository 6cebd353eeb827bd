"""The background of responses without a control group: people on placebo, thresholds of change."""

from itertools import chain

from generator.html.counts import computed_count, shown
from generator.html.element import badge, link, missing, reported, small, spaced, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page_read import page_read
from generator.html.placebo_figures import in_the_same_trial, of_how_many, placebo_figure
from generator.html.result_line import time_of
from generator.model.vocabulary import Measure, Threshold
from generator.synthesis.background import Background, OnPlacebo, bands
from generator.synthesis.groups import domain
from generator.synthesis.study_design import control_arms
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.wording.background import source_address, source_name
from generator.wording.result_names import heading, outcome_name

_PLACEBO = (Column("Outcome"), Column("On placebo"), Column("Trial"))
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


def placebo_table(page: OpenPage, background: Background, *, mark_same: bool = True) -> Safe:
    """Return every figure of people on placebo, shares before scores."""
    figures = (*background.shares, *background.scores)
    # A mark on every row would mark nothing.
    mixed = mark_same and len({figure.same_measure for figure in figures}) > 1
    ends = _ends(page, background)
    rows = [
        Row(
            (
                _outcome(page, figure, same=mixed and figure.same_measure),
                spaced(
                    placebo_figure(page, figure),
                    of_how_many(figure),
                    ends.get(id(figure)),
                    in_the_same_trial(page, figure),
                ),
                _trial(page, figure),
            )
        )
        for figure in figures
    ]
    same = " Those of the same outcome first." if mixed else ""
    return render_table(
        Table(
            name="placebo",
            caption="People on placebo, as reported",
            shows=shown(page.evidence, (figure.study for figure in figures)),
            key=f"Shares, then scores, by domain of outcome.{same}",
            columns=_PLACEBO,
            rows=rows,
            how=page.how("reading"),
        )
    )


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


def _ends(page: OpenPage, background: Background) -> dict[int, Safe]:
    """Return the marks of the lowest and the highest share of each domain that has several."""
    # By identity, since a figure holds its whole study, which cannot be a key.
    marks = {}
    for band in bands(page.evidence, background):
        if band.low is not band.high:
            marks[id(band.low)] = badge("lowest share", "quiet")
            marks[id(band.high)] = badge("highest share", "quiet")
    return marks


def _outcome(page: OpenPage, placebo: OnPlacebo, *, same: bool) -> Safe:
    result = placebo.result
    when = time_of(result) if result.time else missing("time not stated")
    where = small(heading(domain(page.evidence, result)).lower(), ", ", when)
    mark = badge("same outcome as here", "quiet") if same else None
    return spaced(outcome_name(page.evidence, result), where, mark)


def _trial(page: OpenPage, placebo: OnPlacebo) -> Cell:
    evidence, study = page.evidence, placebo.study
    controls = control_arms(evidence, study)
    tested = dict.fromkeys(arm.drug or "" for arm in study.arms if arm.id not in controls)
    drugs = ", ".join(evidence.drugs[name].label for name in tested if name in evidence.drugs)
    who = "; ".join(evidence.populations[name].label for name in study.populations)
    about = "; ".join(filter(None, (f"of {drugs}" if drugs else "", who)))
    return Cell(spaced(page.study(study), small(about)), sort=study.label)
