"""How a study stands to others: what it cites, what cites it, similar papers, reports, shared people, its kind."""

from generator.markup import Safe
from generator.model.study import Study
from generator.pages.cited import cited
from generator.synthesis.groups import by_size
from generator.synthesis.interventions import is_intervention
from generator.tables.element import link, tag, together
from generator.tables.scope import Scope

# What a relation means read forwards and backwards; the order is the order on the page.
_RELATIONS = {
    "report-of": ("Is a report of", "Other reports of this study"),
    "extends": ("Follows the people of", "Followed on in"),
    "cites": ("Cites", "Cited by"),
    "cited-by": ("Cited by", "Cites"),
    "similar": ("Similar papers", "Similar papers"),
    "comments-on": ("Comments on", "Comments"),
    "overlaps": ("May share people with", "May share people with"),
}

Neighbour = tuple[str, list[Safe]]


def neighbours(scope: Scope, study: Study) -> list[Neighbour]:
    """Return the reports that stand in a relation to those of the study, under the name of the relation."""
    groups: dict[str, list[str]] = {}
    for relation in scope.evidence.relations:
        forwards, backwards = _RELATIONS.get(relation.relation, (relation.relation, relation.relation))
        if _is_of(study, relation.subject):
            groups.setdefault(forwards, []).append(relation.object)
        if _is_of(study, relation.object):
            groups.setdefault(backwards, []).append(relation.subject)
    order = [name for pair in _RELATIONS.values() for name in pair]
    names = sorted(groups, key=lambda name: order.index(name) if name in order else len(order))
    found = [
        (name, [_entry(scope, key) for key in dict.fromkeys(groups[name]) if not _is_of(study, key)]) for name in names
    ]
    return [(name, entries) for name, entries in found if entries]


def others_alike(scope: Scope, study: Study) -> list[Neighbour]:
    """Return the other treatment studies of the same drug and of the same population."""
    others = [
        other for other in scope.evidence.studies.values() if other.id != study.id and other.evidence == "treatment"
    ]
    found: list[Neighbour] = []
    for drug in study.drugs:
        alike = [other for other in by_size(others) if drug in other.drugs]
        if is_intervention(scope.evidence, drug) and alike:
            found.append((f"Also with {scope.evidence.drugs[drug].label}", [scope.study(other) for other in alike]))
    for population in study.populations:
        alike = [other for other in by_size(others) if population in other.populations]
        if alike:
            label = scope.evidence.populations[population].label
            found.append((f"Also in: {label}", [scope.study(other) for other in alike]))
    return found


def _is_of(study: Study, key: str) -> bool:
    return key == study.id or key in study.reports


def _entry(scope: Scope, key: str) -> Safe:
    """Return a report as an entry: its study's page where there is one, its citation in any case."""
    citation = scope.evidence.citations.get(key)
    evidence = scope.evidence
    study = evidence.every_study.get(key) or evidence.study_of_report(key) or evidence.draft_of_report(key)
    words = cited(scope, citation) if citation else tag("span", key)
    page = together((Safe(" → "), scope.study(study))) if study else None
    entry = link(scope.address(f"bibliography.html#{key}"), "entry") if citation else None
    return together((words, page, Safe(" · ") if entry else None, entry))
