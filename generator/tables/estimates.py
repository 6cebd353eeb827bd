"""What may be said of results together: the average with all it rests on, or the refusal with its reasons."""

from collections.abc import Sequence

from generator.html.counts import shown
from generator.html.element import computed, link, listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, small
from generator.synthesis.bodies_of_evidence import LeftOut
from generator.synthesis.candidates import Candidate
from generator.synthesis.estimate import Estimate, Input
from generator.tables.table import Column, Row, Table, render_table
from generator.wording.computed_values import figure_words
from generator.wording.result_names import outcome_name, unit_of


def inputs_table(page: OpenPage, found: Estimate, name: str) -> Safe | None:
    """Return what an estimate rests on, folded; None where it is one study."""
    if len(found.inputs) < 2:  # noqa: PLR2004 - one study stands in the table above
        return None
    columns = (
        Column("Study"),
        Column("As printed"),
        Column("On the common scale"),
        Column("Origin"),
    )
    rows = [Row(_input(page, one)) for one in found.inputs]
    table = Table(
        name=f"{name}-inputs",
        caption="What it rests on",
        shows=shown(page.evidence, (one.candidate.study for one in found.inputs)),
        key="Largest first.",
        columns=columns,
        rows=rows,
        how=link(f"#_{name}", "How this was computed"),
    )
    return tag(
        "details",
        tag("summary", f"What it rests on ({len(rows)})"),
        render_table(table),
        class_="ev-fold",
    )


def _input(page: OpenPage, one: Input) -> tuple[Safe | str, ...]:
    unit = unit_of(page.evidence, one.candidate.result)
    return (
        page.study(one.candidate.study, one.candidate.result.id),
        _number(page, one.candidate),
        computed(figure_words(one.figure, unit))
        if one.figure.origin == "computed"
        else figure_words(one.figure, unit),
        one.figure.how,
    )


def left_out_table(page: OpenPage, left_out: Sequence[LeftOut], name: str, caption: str) -> Safe:
    """Return the results left out of an estimate, folded, each with its reasons."""
    if not left_out:
        return paragraph(tag("small", "No result of this outcome was left out."))
    rows = [
        Row(
            (
                page.study(item.candidate.study, item.candidate.result.id),
                together(
                    (
                        outcome_name(page.evidence, item.candidate.result),
                        small(str(item.candidate.result.time or "")),
                    ),
                    " ",
                ),
                listed(
                    together((tag("strong", r.reason.value), small(r.words)), ": ")
                    for r in item.refusals
                ),
            )
        )
        for item in left_out
    ]
    columns = (Column("Study"), Column("Outcome"), Column("Why not"))
    table = Table(
        name=f"{name}-left-out",
        caption=caption,
        shows=shown(page.evidence, (item.candidate.study for item in left_out)),
        key="In the order of the table of every study.",
        columns=columns,
        rows=rows,
        how=page.how("together"),
    )
    return tag(
        "details", tag("summary", f"{caption} ({len(rows)})"), render_table(table), class_="ev-fold"
    )


def _number(page: OpenPage, one: Candidate) -> Safe:
    own = link(
        page.study_address(one.study, one.result.id),
        figure(one.result, unit_of(page.evidence, one.result)),
    )
    if one.control is None:
        return own
    beside = link(
        page.study_address(one.study, one.control.id),
        figure(one.control, unit_of(page.evidence, one.control)),
    )
    return together((own, beside), " against ")
