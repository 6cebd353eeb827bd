"""How a study stands to others: the reports related to it, and the studies that are alike."""

from generator.html.element import link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.pages.reference_entry import cited
from generator.synthesis.groups import by_size
from generator.synthesis.interventions import is_intervention
from generator.wording.relations import related_reports

Neighbour = tuple[str, list[Safe]]


def neighbours(page: OpenPage, study: Study) -> list[Neighbour]:
    """Return the reports related to those of a study, under the name of the relation."""
    return [
        (relation, [_entry(page, key) for key in keys])
        for relation, keys in related_reports(page.evidence, study)
    ]


def others_alike(page: OpenPage, study: Study) -> list[Neighbour]:
    """Return the other treatment studies of the same drug and of the same population."""
    others = [
        other
        for other in page.evidence.studies.values()
        if other.id != study.id and other.evidence == "treatment"
    ]
    groups: list[Neighbour] = []
    for drug in study.drugs:
        alike = [page.study(other) for other in by_size(others) if drug in other.drugs]
        # A control that many trials share makes no two of them alike.
        if is_intervention(page.evidence, drug) and alike:
            groups.append((f"Also with {page.evidence.drugs[drug].label}", alike))
    for population in study.populations:
        alike = [page.study(other) for other in by_size(others) if population in other.populations]
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
