"""Studies side by side: who, what, how many, how long, and the main result of each domain."""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.html.counts import shown, shown_taking
from generator.html.element import (
    Child,
    line,
    link,
    missing,
    remark,
    reported,
    small,
    spaced,
    together,
)
from generator.html.escape import Safe
from generator.html.harm_line import serious_harms
from generator.html.open_page import OpenPage
from generator.html.provenance import ranks
from generator.html.result_line import against, by_domain, control_badge, figure_link, interval_of
from generator.html.study_facts import doses, follow_up_words
from generator.model.few import few
from generator.model.result import Result
from generator.model.study import Study
from generator.synthesis.complement import counted_alike
from generator.synthesis.groups import KINDS_OF_EVIDENCE, domain, domains_in_order
from generator.synthesis.participants import treated
from generator.synthesis.selection import main_result, why_silent
from generator.synthesis.study_design import compares_groups, control_arms
from generator.tables.table import Cell, Column, Row, Table, render_if_filled
from generator.text.count_words import count_words
from generator.wording.result_names import outcome_name

_COLUMNS = (
    Column("Study"),
    Column("Drug", facet=True),
    Column("Population", facet=True),
    Column("Design", facet=True),
    Column("People, follow-up", number=True),
    Column("Main results", sorts=False),
    Column("Serious harms", sorts=False),
)
_SHORT_COLUMNS = (
    Column("Study"),
    Column("Kind"),
    Column("Design"),
    Column("People", number=True),
    Column("In short"),
)
# So many domains fit into a cell; a study's page has them all.
_OVERVIEW_DOMAINS = 6
# A list of so many studies is seen at a glance and needs no filter.
_SHORT_LIST = 5
# Studies of patients, whose responses need a control group beside them.
_OF_PATIENTS = KINDS_OF_EVIDENCE[:2]


def overview_domains(page: OpenPage, studies: Sequence[Study]) -> tuple[str, ...]:
    """Return the domains that most of these studies report on, in the order of domains."""
    counts: Counter[str] = Counter()
    for study in studies:
        counts.update(_in_overview(page, study))
    order = domains_in_order(page.evidence, counts)
    most = sorted(counts, key=lambda name: (-counts[name], order.index(name)))
    return domains_in_order(page.evidence, few(most, _OVERVIEW_DOMAINS).shown)


def studies_table(
    page: OpenPage,
    studies: Sequence[Study],
    name: str,
    caption: str,
    *,
    domains: Sequence[str],
    drug: str | None = None,
) -> Safe | None:
    """Return studies to sort, filter and read; with results on one drug alone if it is named."""
    # Of studies of treatment those who took a drug are counted, of others everybody.
    if all(study.evidence == "treatment" for study in studies):
        counted = shown_taking(page.evidence, studies, drug)
    else:
        counted = shown(page.evidence, studies)
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            key="Largest first. Each figure leads to its row on the study's page.",
            columns=_COLUMNS,
            rows=[Row(tuple(_cells(page, study, domains, drug))) for study in studies],
            shows=counted,
            how=page.how("reading"),
            sortable=True,
            filterable=len(studies) > _SHORT_LIST,
        )
    )


def short_studies_table(
    page: OpenPage, studies: Sequence[Study], name: str, caption: str
) -> Safe | None:
    """Return studies that are not about treatment: what they are and what they say in short."""
    return render_if_filled(
        Table(
            name=name,
            caption=caption,
            shows=shown(page.evidence, studies),
            key="Largest first.",
            columns=_SHORT_COLUMNS,
            rows=[_short_row(page, study) for study in studies],
            how=page.how("reading"),
        )
    )


def size_cell(study: Study) -> Cell:
    """Return how many people took part, as printed."""
    if study.size is None:
        return Cell(missing(), sort="")
    return Cell(reported(str(study.size)), sort=str(study.size.value))


def _in_overview(page: OpenPage, study: Study) -> set[str]:
    """Return the domains in which a study can have a main result; others have their own places."""
    aside = {name for name, listed in page.evidence.domains.items() if not listed.overview}
    return {domain(page.evidence, result) for result in study.results} - aside


def _short_row(page: OpenPage, study: Study) -> Row:
    design = _design(page, study)
    return Row((page.study(study), study.evidence, design, size_cell(study), study.summary))


def _cells(
    page: OpenPage, study: Study, domains: Sequence[str], drug: str | None
) -> Iterator[Cell | Child]:
    yield Cell(spaced(page.study(study), ranks(study) or small("no values")), sort=study.label)
    yield _drugs(page, study)
    populations = tuple(page.evidence.populations[name].label for name in study.populations)
    yield Cell("; ".join(populations), facets=populations)
    yield Cell(_design(page, study), facets=(page.evidence.designs[study.design].label,))
    yield _people(page, study)
    if study.id in page.site.retracted:
        # In the place of the main results, and of the serious harms.
        yield missing("left out: retracted")
        yield missing("left out: retracted")
    else:
        yield _main_results(page, study, domains, drug)
        yield serious_harms(page, study)


def _people(page: OpenPage, study: Study) -> Cell:
    size = size_cell(study)
    length = small("followed ", follow_up_words(study.follow_up))
    parts = (size.content, _of_these_people(page, study), length, _one_by_one(page, study))
    return Cell(spaced(*parts), sort=size.sort)


def _of_these_people(page: OpenPage, study: Study) -> Safe | None:
    """Return how many of a mix are of the people in question; None where all of them are."""
    if study.size is None or compares_groups(page.evidence, study):
        return None
    counted = treated(page.evidence, study)
    if not counted or counted >= study.size.value:
        return None
    return remark(f"{count_words(counted, 'of them is', 'of them are')} of these people")


def _one_by_one(page: OpenPage, study: Study) -> Safe | None:
    """Return a link to the patients of a study, where several are described one by one."""
    # A source may follow several findings in one patient.
    count = len({finding.patient for finding in study.patients})
    if count <= 1:
        return None
    return small(link(page.study_address(study, "_patients"), f"{count} one by one"))


def _drugs(page: OpenPage, study: Study) -> Cell:
    labels = tuple(page.evidence.drugs[drug].label for drug in study.drugs)
    dose = remark("; ".join(doses(page.evidence, study)))
    return Cell(spaced(page.drugs(study.drugs), dose), sort=", ".join(labels), facets=labels)


def _design(page: OpenPage, study: Study) -> Safe:
    label = page.evidence.designs[study.design].label
    of_patients = study.evidence in _OF_PATIENTS
    return spaced(label, control_badge(page, study) if of_patients else None)


def _main_results(page: OpenPage, study: Study, domains: Sequence[str], drug: str | None) -> Safe:
    """Return the main result of each domain the study reports on, and which it leaves out."""
    names = domains_in_order(page.evidence, {*domains, *_in_overview(page, study)})
    counted = counted_alike(page.evidence, study)
    lines = [(name, list(_main_result(page, counted, name, drug))) for name in names]
    return by_domain(lines, lambda name: why_silent(page.evidence, [counted], name, drug))


def _main_result(page: OpenPage, study: Study, name: str, drug: str | None) -> Iterator[Safe]:
    result = main_result(page.evidence, study, name, drug)
    if result:
        outcome = small(outcome_name(page.evidence, result))
        # A ratio alone hides how wide it is.
        bounds = interval_of(page, study, result) if result.against else None
        of_group = _group(page, study, result)
        figure = spaced(figure_link(page, study, result), bounds, outcome, of_group)
        yield together((line(figure), against(page, study, result)))


def _group(page: OpenPage, study: Study, result: Result) -> Safe | None:
    if not result.arm or len(study.arms) == 1:
        return None
    control = " (control)" if result.arm in control_arms(page.evidence, study) else ""
    beside = f" v {study.arm(result.against).label}" if result.against else ""
    return small(f"{study.arm(result.arm).label}{control}{beside}")
