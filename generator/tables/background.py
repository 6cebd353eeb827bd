"""What stands beside responses without a control group: people on placebo, important change, what stays open."""

from generator.html.counts import shown, shown_rows
from generator.html.element import badge, link, missing, reported, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.placebo_figures import of_how_many, placebo_figure
from generator.html.result_line import time_of
from generator.model.vocabulary import Measure, Threshold
from generator.synthesis.background import Background, OnPlacebo, bands
from generator.synthesis.groups import domain
from generator.synthesis.study_design import control_arms
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.wording.background import source_name
from generator.wording.result_names import heading, outcome_name


def thresholds_table(page: OpenPage, context: Background, name: str = "thresholds") -> Safe:
    """Return each threshold with the name of its source and whom it is for; where sources clash, each is shown."""
    several = len({measure.id for _, measures in context.thresholds for measure in measures}) > 1
    rows = [
        Row(
            (
                together((item.label, _of(page, measures) if several else None), " "),
                reported(item.value),
                item.applies_to or missing("not stated"),
                together(
                    (_source(page, item), tag("small", item.where), tag("small", item.note)), " "
                ),
            )
        )
        for item, measures in context.thresholds
    ]
    columns = (Column("Threshold"), Column("Value"), Column("In whom, by what"), Column("Source"))
    caption = "Thresholds with a source; where sources differ, each stands"
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown_rows(len(rows), "threshold"),
            key="In the order of the vocabulary.",
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def placebo_table(page: OpenPage, context: Background, *, mark_same: bool = True) -> Safe:
    """Return every figure of people on placebo, shares before scores."""
    figures = (*context.shares, *context.scores)
    mixed = mark_same and len({item.same_measure for item in figures}) > 1
    ends = {
        id(item): words
        for band in bands(page.evidence, context)
        if band.low is not band.high
        for item, words in ((band.low, "lowest share"), (band.high, "highest share"))
    }
    rows = [
        Row(
            (
                _outcome(page, item, same=mixed and item.same_measure),
                together(
                    (placebo_figure(page, item), of_how_many("", item), _end(ends.get(id(item)))),
                    " ",
                ),
                _trial(page, item),
            )
        )
        for item in figures
    ]
    columns = (Column("Outcome"), Column("On placebo"), Column("Trial"))
    caption = "People on placebo, as reported"
    same = " Those of the same outcome first." if mixed else ""
    return render_table(
        Table(
            name="placebo",
            caption=caption,
            shows=shown(page.evidence, (item.study for item in figures)),
            key=f"Shares, then scores, by domain of outcome.{same}",
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def _end(words: str | None) -> Safe | None:
    return badge(words, "quiet") if words else None


def _outcome(page: OpenPage, item: OnPlacebo, *, same: bool) -> Safe:
    when = time_of(item.result) if item.result.time else missing("time not stated")
    where = tag("small", heading(domain(page.evidence, item.result)).lower(), ", ", when)
    return together(
        (
            outcome_name(page.evidence, item.result),
            where,
            badge("same outcome as here", "quiet") if same else None,
        ),
        " ",
    )


def _trial(page: OpenPage, item: OnPlacebo) -> Cell:
    evidence, study = page.evidence, item.study
    controls = control_arms(evidence, study)
    tested = dict.fromkeys(
        arm.drug for arm in study.arms if arm.id not in controls and arm.drug in evidence.drugs
    )
    drugs = ", ".join(evidence.drugs[name].label for name in tested if name)
    who = "; ".join(evidence.populations[name].label for name in study.populations)
    remarks = "; ".join(filter(None, (f"of {drugs}" if drugs else "", who)))
    return Cell(together((page.study(study), tag("small", remarks)), " "), sort=study.label)


def _of(page: OpenPage, measures: tuple[Measure, ...]) -> Safe:
    return tag("small", together((page.measure(measure.id) for measure in measures), "; "))


def _source(page: OpenPage, threshold: Threshold) -> Safe:
    return link(threshold.url, source_name(page.evidence, threshold))
