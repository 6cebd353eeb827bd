"""Harms as a table: how many of how many, people or events, and how common what was not seen may still be."""

from collections.abc import Iterable

from generator.html.counts import shown
from generator.html.element import badge, computed, link, missing, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.provenance import disclose
from generator.html.row_list import row_list
from generator.model.study import Harm, Study
from generator.statistics.proportion import upper_bound_when_none
from generator.statistics.rounding import format_percent
from generator.tables.checks import mark
from generator.tables.figures import event_count, p_value, share, small, wilson
from generator.tables.table import Cell, Column, Row, Table, render_table

_COLUMNS = (
    Column("Harm"),
    Column("Group"),
    Column("How many"),
    Column("95 % interval"),
    Column("Counted"),
    Column("Source"),
)


_IN_A_CELL = 3
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


def serious_harms(study: Study) -> Safe:
    """Return the serious harms of a study in a few words, for an overview."""
    serious = [harm for harm in study.harms if harm.serious]
    if serious:
        more = f"{len(serious) - _IN_A_CELL} more" if len(serious) > _IN_A_CELL else None
        return together((*(_short(harm) for harm in serious[:_IN_A_CELL]), more), "; ")
    if not study.harms:
        return missing("harms not reported")
    told = all(harm.serious is False for harm in study.harms)
    return missing("none called serious" if told else "not said which were serious")


def _row_words(study: Study, harm: Harm) -> str:
    return f"{harm.event}, {study.arm(harm.arm).label}" if len(study.arms) > 1 else harm.event


def _short(harm: Harm) -> Safe:
    return together((harm.event, harm_count(harm)), ": ")


def harm_count(harm: Harm) -> Safe:
    """Return how many people had a harm, or how many events there were, as printed."""
    if harm.counted == "events":
        return event_count(harm.events, harm.total)
    return share(harm.events, harm.total, harm.percent)


def harm_line(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return one harm without its name, in a line: how many, in which group, how sure; the number leads home."""
    range_ = harm_interval(harm)
    return together(
        (
            link(page.study_address(study, harm.id), harm_count(harm)),
            p_value(harm.p),
            tag("small", "95 % interval ", range_) if range_ else None,
            tag("small", f"{study.arm(harm.arm).label}, {harm.counted} counted", class_="ev-line"),
            _remarks(page, study, harm),
        ),
        " ",
    )


def _event(page: OpenPage, study: Study, harm: Harm) -> Safe:
    return together((explain(page, harm.event), _remarks(page, study, harm)), " ")


def _remarks(page: OpenPage, study: Study, harm: Harm) -> Safe:
    disputed = study.discrepancies_about(harm.id)
    return together(
        (
            badge("serious", "caution") if harm.serious else None,
            badge("not recorded as serious", "quiet") if harm.serious is False else None,
            link(
                page.study_address(study, disputed[0].id),
                "discrepancy noted",
                class_="ev-badge",
                data_ev_tone="caution",
            )
            if disputed
            else None,
            mark(page, study, harm.id),
            small(harm.note) if harm.note else None,
        ),
        " ",
    )


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


def harm_interval(harm: Harm) -> Safe:
    """Return how common the harm may be: an upper bound where none was seen, nothing where events were counted."""
    if (
        harm.counted != "participants"
        or harm.events is None
        or harm.total is None
        or not harm.total.value
    ):
        return Safe("")
    if harm.events.value == 0:
        return computed(
            f"up to {format_percent(upper_bound_when_none(harm.total.value), harm.total.value)}"
        )
    return wilson(harm.events.value, harm.total.value) or Safe("")
