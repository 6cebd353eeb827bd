"""How a study stands to others: the reports related to it, and the studies that are alike."""

from typing import NamedTuple

from generator.html.element import link, tag, together
from generator.html.escape import Safe
from generator.html.notices import report_line
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.pages.reference_entry import Report, cited, report
from generator.pictures.citations import citation_picture
from generator.synthesis.groups import treatment_studies
from generator.wording.relations import related_reports

Neighbour = tuple[str, list[Safe]]


class Papers(NamedTuple):
    """The reports of a study with their notices, and the reports related to them."""

    reports: list[Report]
    notices: list[Safe]
    citation_graph: Safe | None
    neighbours: list[Neighbour]


def papers_of(page: OpenPage, study: Study) -> Papers:
    """Return the papers of a study and around it; related ones under the name of the relation."""
    related = related_reports(page.evidence, study)
    return Papers(
        reports=[report(page, key) for key in study.reports if key in page.evidence.citations],
        neighbours=[(relation, [_entry(page, key) for key in keys]) for relation, keys in related],
        citation_graph=citation_picture(page, study, related),
        notices=[report_line(page, study, key) for key in study.reports],
    )


def others_alike(page: OpenPage, study: Study) -> list[Neighbour]:
    """Return the other treatment studies of the same drug and of the same population."""
    others = [other for other in treatment_studies(page.evidence) if other.id != study.id]
    groups: list[Neighbour] = []
    for drug in study.drugs:
        alike = [page.study(other) for other in others if drug in other.drugs]
        # A control that many trials share makes no two of them alike.
        if drug in page.site.interventions and alike:
            groups.append((f"Also with {page.evidence.drugs[drug].label}", alike))
    for population in study.populations:
        alike = [page.study(other) for other in others if population in other.populations]
        if alike:
            groups.append((f"Also in: {page.evidence.populations[population].label}", alike))
    return groups


def _entry(page: OpenPage, key: str) -> Safe:
    """Return a report as an entry: its study's page where it has one, its citation in any case."""
    citation = page.evidence.citations.get(key)
    study = page.evidence.study_named(key)
    words = cited(page, citation) if citation else tag("span", key)
    way = together((Safe(" → "), page.study(study))) if study else None
    entry = link(page.address(f"bibliography.html#{key}"), "entry") if citation else None
    return together((words, way, Safe(" · ") if entry else None, entry))
