"""The reports around a study, under the name of the relation in which they stand to it."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.study import Study

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
_ORDER = tuple(dict.fromkeys(chain.from_iterable(_RELATIONS.values())))
# What a study rests on, and what came after it.
EARLIER = frozenset({"Is a report of", "Follows the people of", "Cites", "Comments on"})
LATER = frozenset({"Other reports of this study", "Followed on in", "Cited by", "Comments"})


class RelatedReports(NamedTuple):
    """The citation keys of the reports that stand in one relation to a study."""

    relation: str
    keys: tuple[str, ...]


def related_reports(evidence: Evidence, study: Study) -> tuple[RelatedReports, ...]:
    """Return the reports that stand in a relation to a study, relation by relation."""
    groups: dict[str, dict[str, None]] = {}
    for relation, key in _relations_of(evidence, study):
        if not _is_report(study, key):
            groups.setdefault(relation, {})[key] = None
    # A relation that the table does not know keeps its own name and stands last.
    order = [*_ORDER, *(relation for relation in groups if relation not in _ORDER)]
    return tuple(
        RelatedReports(relation, tuple(groups[relation]))
        for relation in order
        if relation in groups
    )


def _relations_of(evidence: Evidence, study: Study) -> Iterator[tuple[str, str]]:
    """Yield each relation of a study, as read from its side, with the key at the other end."""
    for relation in evidence.relations:
        name = relation.relation
        forwards, backwards = _RELATIONS.get(name, (name, name))
        if _is_report(study, relation.subject):
            yield forwards, relation.object
        if _is_report(study, relation.object):
            yield backwards, relation.subject


def _is_report(study: Study, key: str) -> bool:
    return key == study.id or key in study.reports
