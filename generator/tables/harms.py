"""Harms as a table: how many of how many, people or events, and how common what was not seen may still be."""

from collections.abc import Iterable

from generator.html.counts import shown
from generator.html.element import link, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.harm_line import harm_count, harm_interval, harm_remarks
from generator.html.open_page import OpenPage
from generator.html.printed_values import p_value, small
from generator.html.provenance import disclose
from generator.html.row_list import row_list
from generator.model.study import Harm, Study
from generator.tables.table import Cell, Column, Row, Table, render_table

_COLUMNS = (
    Column("Harm"),
    Column("Group"),
    Column("How many"),
    Column("95 % interval"),
    Column("Counted"),
    Column("Source"),
)


_A_SCREENFUL = 20


def study_harms(page: OpenPage, study: Study, name: str, caption: str) -> Safe:
    """Return the harms of one study; each row carries the harm's permanent address."""
    rows = [
        Row((_event(page, study, harm), *_figures(page, study, harm, own_page=True)), id=harm.id)
        for harm in study.harms
    ]
    table = render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, [study]),
            key="In the order of the record.",
            columns=_COLUMNS,
            rows=rows,
            how=page.how("computed"),
        )
    )
    return together(
        (table, row_list((harm.id, _row_words(study, harm)) for harm in study.harms)), Safe("\n\n")
    )


def harms_across(
    page: OpenPage,
    studies: Iterable[Study],
    name: str,
    caption: str,
    key: str,
    *,
    serious: bool | None = None,
) -> Safe:
    """Return the harms of several studies, or only those called serious, or all others; numbers lead home."""
    told = [
        (study, harm)
        for study in studies
        for harm in study.harms
        if serious is None or bool(harm.serious) == serious
    ]
    rows = [
        Row(
            (
                page.study(study, harm.id),
                _event(page, study, harm),
                *_figures(page, study, harm, own_page=False),
            )
        )
        for study, harm in told
    ]
    if not rows:
        return Safe("")
    columns = (
        Column("Study", facet=True),
        Column("Harm"),
        Column("Drug or group", facet=True),
        *_COLUMNS[2:],
    )
    return render_table(
        Table(
            name=name,
            caption=caption,
            key=key,
            columns=columns,
            rows=rows,
            shows=shown(page.evidence, (study for study, _ in told)),
            how=page.how("computed"),
            sortable=True,
            filterable=len(rows) > _A_SCREENFUL,
            searchable=serious is not None,
        )
    )


def _row_words(study: Study, harm: Harm) -> str:
    return f"{harm.event}, {study.arm(harm.arm).label}" if len(study.arms) > 1 else harm.event


def _event(page: OpenPage, study: Study, harm: Harm) -> Safe:
    return together((explain(page, harm.event), harm_remarks(page, study, harm)), " ")


def _figures(
    page: OpenPage, study: Study, harm: Harm, *, own_page: bool
) -> tuple[Cell | Safe | str, ...]:
    count = together((harm_count(harm), p_value(harm.p)), " ")
    permalink = link(
        f"#{harm.id}", "#", class_="ev-permalink", aria_label="Permanent address of this number"
    )
    return (
        study.arm(harm.arm).label if own_page else _drug_and_group(page, study, harm),
        together((count, permalink), " ")
        if own_page
        else link(page.study_address(study, harm.id), count),
        harm_interval(harm),
        harm.counted,
        disclose(study, harm.source, harm.where),
    )


def _drug_and_group(page: OpenPage, study: Study, harm: Harm) -> Cell:
    arm = study.arm(harm.arm)
    if arm.drug is None:
        return Cell(arm.label, facets=())
    label = page.evidence.drugs[arm.drug].label
    return Cell(
        together((page.drug(arm.drug, linked=False), small(arm.label)), " "),
        sort=label,
        facets=(label,),
    )
