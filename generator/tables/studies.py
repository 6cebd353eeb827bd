"""All studies side by side: who, what, how many, how long, and the main result of each domain as printed."""

from collections import Counter
from collections.abc import Sequence

from generator.html.counts import shown, shown_taking
from generator.html.element import badge, link, missing, reported, tag, together
from generator.html.escape import Safe
from generator.html.harm_line import serious_harms
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, small
from generator.html.provenance import ranks
from generator.html.result_line import against, by_domain
from generator.html.study_facts import doses, follow_up_words
from generator.model.result import Result
from generator.model.study import Study
from generator.synthesis.groups import KINDS_OF_EVIDENCE, domain, domains_in_order
from generator.synthesis.selection import main_result
from generator.synthesis.study_design import control_arms, has_control
from generator.tables.table import Cell, Column, Row, Table, render_table
from generator.wording.result_names import control_words, outcome_name, unit_of

_OVERVIEW_DOMAINS = 6


def overview_domains(page: OpenPage, studies: Sequence[Study]) -> tuple[str, ...]:
    """Return the domains that most of these studies report on, in the order of domains."""
    counts = Counter(name for study in studies for name in _in_overview(page, study))
    order = domains_in_order(page.evidence, counts)
    most = sorted(counts, key=lambda name: (-counts[name], order.index(name)))
    return domains_in_order(page.evidence, most[:_OVERVIEW_DOMAINS])


def _in_overview(page: OpenPage, study: Study) -> set[str]:
    """Return the domains in which a study can have a main result; others have places of their own."""
    aside = {name for name, listed in page.evidence.domains.items() if not listed.overview}
    return {domain(page.evidence, result) for result in study.results} - aside


def studies_table(
    page: OpenPage,
    studies: Sequence[Study],
    name: str,
    caption: str,
    *,
    domains: Sequence[str],
    drug: str | None = None,
) -> Safe:
    """Return studies as one table to sort, filter and read, largest first; with results on one drug if it is named."""
    columns = (
        Column("Study"),
        Column("Drug", facet=True),
        Column("Population", facet=True),
        Column("Design", facet=True),
        Column("People, follow-up", number=True),
        Column("Main results", sorts=False),
        Column("Serious harms", sorts=False),
    )
    rows = [Row(_cells(page, study, domains, drug)) for study in studies]
    takers = all(study.evidence == "treatment" for study in studies)
    table = Table(
        name=name,
        caption=caption,
        key="Largest first. Each figure leads to its row on the study's page.",
        columns=columns,
        rows=rows,
        shows=shown_taking(page.evidence, studies, drug)
        if takers
        else shown(page.evidence, studies),
        how=page.how("reading"),
        sortable=True,
        filterable=len(rows) > 5,  # noqa: PLR2004 - a short list needs no filter
    )
    return render_table(table)


def short_studies_table(page: OpenPage, studies: Sequence[Study], name: str, caption: str) -> Safe:
    """Return studies that are not about treatment: what they are and in one sentence what they say."""
    columns = (
        Column("Study"),
        Column("Kind"),
        Column("Design"),
        Column("People", number=True),
        Column("In short"),
    )
    rows = [
        Row(
            (
                page.study(study),
                study.evidence,
                _design(page, study),
                size_cell(study),
                study.summary,
            )
        )
        for study in studies
    ]
    return render_table(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, studies),
            key="Largest first.",
            columns=columns,
            rows=rows,
            how=page.how("reading"),
        )
    )


def size_cell(study: Study) -> Cell:
    """Return how many people took part, as printed."""
    if study.size is None:
        return Cell(missing(), sort="")
    return Cell(reported(str(study.size)), sort=str(study.size.value))


def _cells(
    page: OpenPage, study: Study, domains: Sequence[str], drug: str | None
) -> tuple[Cell | Safe | str, ...]:
    populations = [page.evidence.populations[item].label for item in study.populations]
    return (
        Cell(
            together((page.study(study), ranks(study) or small("no values")), " "),
            sort=study.label,
        ),
        _drugs(page, study),
        Cell("; ".join(populations), facets=tuple(populations)),
        Cell(_design(page, study), facets=(page.evidence.designs[study.design].label,)),
        Cell(
            together(
                (
                    size_cell(study).content,
                    tag("small", "followed ", follow_up_words(study.follow_up)),
                    _one_by_one(page, study),
                ),
                " ",
            ),
            sort=size_cell(study).sort,
        ),
        _main_results(page, study, domains, drug),
        missing("left out: retracted") if study.id in page.site.retracted else serious_harms(study),
    )


def _one_by_one(page: OpenPage, study: Study) -> Safe | None:
    """Return a link to the patients of a study, where several are described one by one."""
    count = len({row.patient for row in study.patients})
    return (
        tag("small", link(page.study_address(study, "_patients"), f"{count} one by one"))
        if count > 1
        else None
    )


def _drugs(page: OpenPage, study: Study) -> Cell:
    labels = tuple(page.evidence.drugs[item].label for item in study.drugs)
    dose = "; ".join(doses(page.evidence, study))
    shown = together((page.drug(item, linked=False) for item in study.drugs), " ")
    return Cell(
        together((shown, small(dose) if dose else None), " "), sort=", ".join(labels), facets=labels
    )


def _design(page: OpenPage, study: Study) -> Safe:
    label = page.evidence.designs[study.design].label
    kind_words = study.evidence in KINDS_OF_EVIDENCE[:2] and not has_control(page.evidence, study)
    return together(
        (label, badge(control_words(page.evidence, study), "caution") if kind_words else None), " "
    )


def _main_results(page: OpenPage, study: Study, domains: Sequence[str], drug: str | None) -> Safe:
    """Return the main result of each domain the study reports on, and which of the given domains it leaves out."""
    if study.id in page.site.retracted:
        return missing("left out: retracted")
    names = domains_in_order(page.evidence, {*domains, *_in_overview(page, study)})
    found = ((name, main_result(page.evidence, study, name, drug)) for name in names)
    label = page.evidence.drugs[drug].label if drug and len(study.drugs) > 1 else None
    return by_domain(
        [(name, [_main(page, study, result)] if result else []) for name, result in found], label
    )


def _main(page: OpenPage, study: Study, result: Result) -> Safe:
    group = None
    if result.arm and (len(study.arms) > 1):
        control = result.arm in control_arms(page.evidence, study)
        group = small(f"{study.arm(result.arm).label}{' (control)' if control else ''}")
    shown = link(
        page.study_address(study, result.id), figure(result, unit_of(page.evidence, result))
    )
    line = tag(
        "span",
        together((shown, tag("small", outcome_name(page.evidence, result)), group), " "),
        class_="ev-line",
    )
    return together((line, against(page, study, result)))
