"""How many people took the drugs, counted once: where studies may share people, a range."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.study import Arm, Study
from generator.synthesis.groups import standing
from generator.synthesis.interventions import is_intervention

_SAME_PEOPLE = frozenset({"extends", "report-of"})
_PERHAPS_SAME_PEOPLE = frozenset({"overlaps"})


class People(NamedTuple):
    """Between `low` and `high` people in `studies` studies; `unknown` further studies do not say how many."""

    low: int
    high: int
    studies: int
    unknown: int


def count_people(
    evidence: Evidence, studies: Iterable[Study], drug_id: str | None = None
) -> People:
    """Return how many people took the drug (or any drug of the topic) in the studies.

    Of studies that follow the same people, the largest counts. Of studies that may share people,
    the lower bound counts the largest and the upper bound all. A retracted study does not count.
    """
    chosen = {study.id: study for study in standing(evidence, studies)}
    sizes = {
        name: size
        for name, study in chosen.items()
        if (size := treated(evidence, study, drug_id)) is not None
    }
    certain = _linked(evidence, sizes, lambda relation: relation in _SAME_PEOPLE)
    possible = _linked(
        evidence, sizes, lambda relation: relation in _SAME_PEOPLE | _PERHAPS_SAME_PEOPLE
    )
    return People(
        low=sum(max(sizes[name] for name in group) for group in possible),
        high=sum(max(sizes[name] for name in group) for group in certain),
        studies=len(chosen),
        unknown=len(chosen) - len(sizes),
    )


def count_once(evidence: Evidence, sizes: Mapping[str, int | None]) -> People:
    """Return how many people stand behind studies of these sizes; reports of the same people count as one study."""
    certain = _linked(evidence, sizes, lambda relation: relation in _SAME_PEOPLE)
    possible = _linked(
        evidence, sizes, lambda relation: relation in _SAME_PEOPLE | _PERHAPS_SAME_PEOPLE
    )
    known = {name: size for name, size in sizes.items() if size is not None}
    return People(
        low=sum(
            max((known[name] for name in group if name in known), default=0) for group in possible
        ),
        high=sum(
            max((known[name] for name in group if name in known), default=0) for group in certain
        ),
        studies=len(certain),
        unknown=sum(not group & known.keys() for group in certain),
    )


def treated(evidence: Evidence, study: Study, drug_id: str | None = None) -> int | None:
    """Return how many people of a study took the drug (or any drug of the topic); None where it does not say.

    Where a study compares groups, or its record marks a whole group as wider than the disease, the
    groups on the drug are added up; else everybody in the study took it. For one drug out of
    several that a study gave, only the groups on that drug count.
    """
    wider = _wider_groups(study)
    taking = [arm for arm in study.arms if _is_on(evidence, arm, drug_id) and arm.id not in wider]
    arms = [arm for arm in taking if not is_of_others(study, arm)]
    if len(arms) < len(taking) and not any(arm.total for arm in arms):
        return 0
    several = (
        drug_id is not None
        and len([name for name in study.drugs if is_intervention(evidence, name)]) > 1
    )
    if _compares(evidence, study) or wider or several:
        totals = [arm.total.value for arm in arms if arm.total]
        return sum(totals) if totals and len(totals) == len(arms) else (sum(totals) or None)
    return study.size.value if study.size else None


def overlaps(evidence: Evidence, studies: Iterable[Study]) -> tuple[tuple[str, str, bool], ...]:
    """Return the pairs of studies that share people: certainly (True) or perhaps (False)."""
    ids = {study.id for study in studies}
    pairs: dict[tuple[str, str], bool] = {}
    for relation in evidence.relations:
        pair = tuple(
            sorted((_study_id(evidence, relation.subject), _study_id(evidence, relation.object)))
        )
        if (
            relation.relation in _SAME_PEOPLE | _PERHAPS_SAME_PEOPLE
            and len(set(pair)) > 1
            and ids.issuperset(pair)
        ):
            key = (pair[0], pair[1])
            pairs[key] = pairs.get(key, False) or relation.relation in _SAME_PEOPLE
    return tuple((*pair, certain) for pair, certain in sorted(pairs.items()))


def sharing_people(evidence: Evidence, studies: Iterable[Study]) -> tuple[frozenset[str], ...]:
    """Return the studies in groups of which each shares people, certainly or perhaps; most stand alone.

    Reports of the same people belong together also where the study that links them is not among
    these.
    """
    everyone = dict.fromkeys(evidence.studies, 0)
    certain = _linked(evidence, everyone, lambda relation: relation in _SAME_PEOPLE)
    groups = {study.id: frozenset({study.id}) for study in studies}
    direct = _linked(
        evidence, dict.fromkeys(groups, 0), lambda relation: relation in _PERHAPS_SAME_PEOPLE
    )
    for linked in (*certain, *direct):
        together = frozenset().union(*(groups[name] for name in linked & groups.keys()))
        groups.update(dict.fromkeys(together, together))
    return tuple(dict.fromkeys(groups.values()))


def _compares(evidence: Evidence, study: Study) -> bool:
    design = evidence.designs.get(study.design)
    return design is not None and design.comparative


def _is_on(evidence: Evidence, arm: Arm, drug_id: str | None) -> bool:
    return arm.drug == drug_id if drug_id else is_intervention(evidence, arm.drug)


def is_of_others(study: Study, arm: Arm) -> bool:
    """Tell whether a group holds more people than the study: published cases it tells of, not its participants."""
    return arm.total is not None and study.size is not None and arm.total.value > study.size.value


def _wider_groups(study: Study) -> set[str]:
    """Return the groups of which every result is marked as a subgroup or mix, where another group has a size."""
    marked = {
        arm.id
        for arm in study.arms
        if (about := [result for result in study.results if result.arm == arm.id])
        and all(result.subgroup for result in about)
    }
    return marked if any(arm.total for arm in study.arms if arm.id not in marked) else set()


def _study_id(evidence: Evidence, report: str) -> str:
    study = evidence.study_of_report(report)
    return study.id if study else report


def _linked(
    evidence: Evidence, sizes: Iterable[str], counts: Callable[[str], bool]
) -> list[set[str]]:
    """Return the studies in groups that relations of the chosen kind hold together."""
    groups = {name: {name} for name in sizes}
    for relation in evidence.relations:
        first, second = _study_id(evidence, relation.subject), _study_id(evidence, relation.object)
        if (
            counts(relation.relation)
            and first in groups
            and second in groups
            and groups[first] is not groups[second]
        ):
            groups[first] |= groups[second]
            for name in groups[second]:
                groups[name] = groups[first]
    return list({id(group): group for group in groups.values()}.values())
