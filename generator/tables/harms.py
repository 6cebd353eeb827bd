"""Harms as a table: how many of how many, people or events, and how common the unseen may be."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from generator.html.counts import shown
from generator.html.element import Child, link, small, spaced, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.harm_effects import harm_effects
from generator.html.harm_line import (
    harm_against,
    harm_count,
    harm_interval,
    harm_remarks,
    not_reported_beside,
)
from generator.html.open_page import OpenPage
from generator.html.printed_values import p_value
from generator.html.provenance import disclose
from generator.html.row_list import permalink, row_list
from generator.model.study import Harm, Study
from generator.tables.table import Cell, Column, Row, Table, render_if_filled, render_table

_OF_A_STUDY = (
    Column("Harm"),
    Column("Group"),
    Column("How many"),
    Column("95 % interval"),
    Column("Counted"),
    Column("Source"),
)
_ACROSS_STUDIES = (
    Column("Study", facet=True),
    Column("Harm"),
    Column("Drug or group", facet=True),
    *_OF_A_STUDY[2:],
)
# More rows than this are more than a screenful, and want a filter.
_A_SCREENFUL = 20


def study_harms(page: OpenPage, study: Study, name: str, caption: str, shows: Child) -> Safe | None:
    """Return the harms of one study, each row at the harm's permanent address; None if none."""
    if not study.harms:
        return None
    names = [(harm.id, _row_words(study, harm)) for harm in study.harms]
    table = render_table(
        Table(
            name=name,
            caption=caption,
            shows=shows,
            key="In the order of the record.",
            columns=_OF_A_STUDY,
            rows=[Row(tuple(_cells(page, study, harm)), id=harm.id) for harm in study.harms],
            how=page.how("computed"),
        )
    )
    return together((table, row_list(names)), Safe("\n\n"))


def harms_across(
    page: OpenPage,
    studies: Iterable[Study],
    name: str,
    caption: str,
    key: str,
    chosen: Callable[[Harm], bool] | None = None,
) -> Safe | None:
    """Return the harms of several studies: all, or those chosen by what a source says of them."""
    harms = list(_harms(studies, chosen))
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            key=key,
            columns=_ACROSS_STUDIES,
            rows=[Row(tuple(_across(page, study, harm))) for study, harm in harms],
            shows=shown(page.evidence, (study for study, _ in harms)),
            how=page.how("computed"),
            sortable=True,
            filterable=len(harms) > _A_SCREENFUL,
            searchable=chosen is not None,
        )
    )


def _harms(
    studies: Iterable[Study], chosen: Callable[[Harm], bool] | None
) -> Iterator[tuple[Study, Harm]]:
    for study in studies:
        yield from ((study, harm) for harm in study.harms if chosen is None or chosen(harm))


def _row_words(study: Study, harm: Harm) -> str:
    return f"{harm.event}, {study.arm(harm.arm).label}" if len(study.arms) > 1 else harm.event


def _cells(page: OpenPage, study: Study, harm: Harm) -> Iterator[Child]:
    yield _event(page, study, harm)
    yield study.arm(harm.arm).label
    alone = not_reported_beside(page, study, harm)
    compared = harm_effects(page, study, harm)
    yield spaced(_count(harm), _as_printed(harm), permalink(harm.id), alone, compared)
    yield from _about_count(page, study, harm)


def _as_printed(harm: Harm) -> Safe | None:
    """Return the count of published cases as printed, which stands on the study's page alone."""
    return (
        small("as printed: ", harm_count(replace(harm, collected=False)))
        if harm.collected
        else None
    )


def _across(page: OpenPage, study: Study, harm: Harm) -> Iterator[Cell | Child]:
    yield page.study(study, harm.id)
    yield _event(page, study, harm)
    yield _drug_and_group(page, study, harm)
    count = link(page.study_address(study, harm.id), _count(harm))
    yield spaced(count, harm_against(page, study, harm))
    yield from _about_count(page, study, harm)


def _about_count(page: OpenPage, study: Study, harm: Harm) -> Iterator[Child]:
    yield harm_interval(harm)
    yield harm.counted
    yield disclose(page, study, harm.source, harm.where)


def _event(page: OpenPage, study: Study, harm: Harm) -> Safe:
    return spaced(explain(page, harm.event), harm_remarks(page, study, harm))


def _count(harm: Harm) -> Safe:
    return spaced(harm_count(harm), p_value(harm.p))


def _drug_and_group(page: OpenPage, study: Study, harm: Harm) -> Cell:
    arm = study.arm(harm.arm)
    # A group that did not take one drug gives nothing to filter by.
    if arm.drug is None:
        return Cell(arm.label, facets=())
    label = page.evidence.drugs[arm.drug].label
    drug = page.drug(arm.drug, linked=False)
    return Cell(spaced(drug, small(arm.label)), sort=label, facets=(label,))
