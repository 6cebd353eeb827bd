"""What an estimate rests on, and the results that were left out of it, each with its reasons."""

from collections.abc import Sequence

from generator.html.counts import shown
from generator.html.element import computed, link, listed, missing, small, spaced, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.result_line import figure_link
from generator.model.result import ComparisonResult
from generator.statistics.rounding import format_number
from generator.synthesis.bodies_of_evidence import LeftOut
from generator.synthesis.candidates import Candidate
from generator.synthesis.estimate import Estimate, Input
from generator.synthesis.rare_events import tells_of_ratio
from generator.tables.table import Column, Row, Table, render_table
from generator.wording.computed_values import DEVIATIONS, figure_words
from generator.wording.estimate_names import effect_name, estimate_name
from generator.wording.result_names import outcome_name, unit_of

_INPUTS = (
    Column("Study"),
    Column("As printed"),
    Column("On the common scale"),
    Column("Weight", number=True),
    Column("Origin"),
)
_LEFT_OUT = (Column("Study"), Column("Outcome"), Column("Why not"))


def inputs_table(page: OpenPage, estimate: Estimate, name: str) -> Safe:
    """Return what an estimate rests on, the largest study first."""
    return render_table(
        Table(
            name=f"{name}-inputs",
            caption="What it rests on",
            shows=shown(page.evidence, (entry.candidate.study for entry in estimate.inputs)),
            key="Largest first.",
            columns=_INPUTS,
            rows=[_input(page, entry) for entry in estimate.inputs],
            # The section of the average says how it was computed.
            how=link(f"#_{name}", "How this was computed"),
        )
    )


def left_out_table(page: OpenPage, left_out: Sequence[LeftOut], name: str, caption: str) -> Safe:
    """Return the results left out of an estimate, each with its reasons."""
    return render_table(
        Table(
            name=f"{name}-left-out",
            caption=caption,
            shows=shown(page.evidence, (entry.candidate.study for entry in left_out)),
            key="In the order of the table of every study.",
            columns=_LEFT_OUT,
            rows=[_refused(page, entry) for entry in left_out],
            how=page.how("together"),
        )
    )


def _input(page: OpenPage, entry: Input) -> Row:
    study, result = entry.candidate.study, entry.candidate.result
    in_deviations = entry.figure.effect == "standardised-mean-difference"
    unit = DEVIATIONS if in_deviations else unit_of(page.evidence, result)
    words = figure_words(entry.figure, unit)
    kind = _kind(entry)
    value: Safe | str = " ".join(filter(None, (kind, words)))
    if entry.figure.origin == "computed":
        value = computed(value)
    how = entry.figure.how
    if not tells_of_ratio(entry.candidate):
        # What was added would be all that its ratio is made of.
        value, how = missing("not estimable"), "nobody had it in either group"
    as_printed = _as_printed(page, entry.candidate)
    weight = "" if entry.weight is None else f"{format_number(entry.weight)} %"
    return Row((page.study(study, result.id), as_printed, value, weight, how))


def _kind(entry: Input) -> str:
    """Return which effect measure a figure of two groups is; nothing for one group."""
    if isinstance(entry.candidate.result, ComparisonResult):
        return estimate_name(entry.candidate.result)
    return effect_name(entry.figure.effect) if entry.candidate.compares else ""


def _as_printed(page: OpenPage, candidate: Candidate) -> Safe:
    sides = (candidate.treated or (candidate.result,), candidate.controls)
    links = (
        together((figure_link(page, candidate.study, row) for row in side), " and ")
        for side in sides
    )
    return together(filter(None, links), " against ")


def _refused(page: OpenPage, entry: LeftOut) -> Row:
    study, result = entry.candidate.study, entry.candidate.result
    outcome = spaced(outcome_name(page.evidence, result), small(str(result.time or "")))
    reasons = listed(
        together((tag("strong", refusal.reason.value), small(refusal.words)), ": ")
        for refusal in entry.refusals
    )
    return Row((page.study(study, result.id), outcome, reasons))
