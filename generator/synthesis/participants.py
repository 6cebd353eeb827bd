"""How many people took the drugs, counted once: where studies may share people, a range."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.study import Arm, Study
from generator.synthesis.groups import standing
from generator.synthesis.interventions import is_intervention
from generator.synthesis.study_design import compares_groups

# Relations that say for certain that the people are the same, and one that leaves it open: the
# first settle a number, the other turns it into a range.
_SAME_PEOPLE = frozenset({"extends", "report-of"})
_PERHAPS_SAME_PEOPLE = frozenset({"overlaps"})
_SHARING = _SAME_PEOPLE | _PERHAPS_SAME_PEOPLE


class People(NamedTuple):
    """Between `low` and `high` people in `studies` studies; `unknown` of them do not say how many.

    `wholes` are the sizes, smallest first, of those among the unknown whose whole size is known.
    """

    low: int
    high: int
    studies: int
    unknown: int
    wholes: tuple[int, ...] = ()


def count_people(
    evidence: Evidence, studies: Iterable[Study], drug_id: str | None = None
) -> People:
    """Return how many people took the drug (or any drug of the topic) in the studies.

    Of studies that follow the same people, the largest counts. Of studies that may share people,
    the lower bound counts the largest and the upper bound all. A retracted study does not count.
    """
    chosen = standing(evidence, studies)
    sizes = {study.id: treated(evidence, study, drug_id) for study in chosen}
    stated = {name: size for name, size in sizes.items() if size is not None}
    people = count_once(evidence, stated)
    return people._replace(
        studies=len(sizes),
        unknown=len(sizes) - len(stated),
        wholes=_wholes_of_unknown(evidence, chosen, stated.keys()),
    )


def _wholes_of_unknown(
    evidence: Evidence, chosen: Collection[Study], known: Collection[str]
) -> tuple[int, ...]:
    """Return how many people took part in each study whose number on the drug is not published.

    Reports of the same people are one study.
    """
    wholes = {study.id: study.size.value for study in chosen if study.size}
    groups = _linked(evidence, [study.id for study in chosen], _SAME_PEOPLE)
    unknown = (group for group in groups if group.isdisjoint(known) and group & wholes.keys())
    return tuple(sorted(_largest(wholes, group) for group in unknown))


def count_once(evidence: Evidence, sizes: Mapping[str, int | None]) -> People:
    """Return the people behind studies of these sizes; reports of the same people are one study."""
    certain = _linked(evidence, sizes, _SAME_PEOPLE)
    possible = _linked(evidence, sizes, _SHARING)
    stated = {name: size for name, size in sizes.items() if size is not None}
    return People(
        low=sum(_largest(stated, group) for group in possible),
        high=sum(_largest(stated, group) for group in certain),
        studies=len(certain),
        unknown=sum(not group & stated.keys() for group in certain),
    )


def _largest(sizes: Mapping[str, int], group: Iterable[str]) -> int:
    return max((sizes[name] for name in group if name in sizes), default=0)


def treated(evidence: Evidence, study: Study, drug_id: str | None = None) -> int | None:
    """Return how many people of a study took the drug (or any drug of the topic); None if unstated.

    Where a study compares groups, or its record marks a whole group as wider than the disease, the
    groups on the drug are added up; else everybody in the study took it. For one drug out of
    several that a study gave, only the groups on that drug count.
    """
    wider = _wider_groups(study)
    taking = [arm for arm in study.arms if _is_on(evidence, arm, drug_id) and arm.id not in wider]
    arms = [arm for arm in taking if not is_of_others(study, arm)]
    if len(arms) < len(taking) and _add_nobody(study, arms):
        return 0
    drugs = [name for name in study.drugs if is_intervention(evidence, name)]
    one_of_several = drug_id is not None and len(drugs) > 1
    if compares_groups(evidence, study) or wider or one_of_several:
        return add_groups(study, [size_of(arm) for arm in arms])
    return study.size.value if study.size else None


def add_groups(study: Study, sizes: Collection[int | None]) -> int | None:
    """Return how many people these groups of a study hold together; None where that is not said.

    A group of unstated size is only known to add nobody where the groups with a size already hold
    the whole study, as does one that joins two others. Groups with more people than the study
    overlap: they are the whole study if one of them is.
    """
    stated = [size for size in sizes if size is not None]
    if not stated:
        return None
    whole = study.size.value if study.size else None
    if len(stated) < len(sizes) and not _hold_everybody(study):
        return None
    together = sum(stated)
    if whole is None or together <= whole:
        return together
    return whole if whole in stated else None


def _add_nobody(study: Study, arms: Collection[Arm]) -> bool:
    """Tell whether groups beside published cases have no size and add nobody."""
    if any(arm.total for arm in arms):
        return False
    return not arms or _hold_everybody(study)


def _hold_everybody(study: Study) -> bool:
    """Tell whether the groups whose size is stated hold every participant of the study."""
    own = [size_of(arm) or 0 for arm in study.arms if not is_of_others(study, arm)]
    return study.size is not None and sum(own) >= study.size.value


def must_share_people(study: Study, sizes: Iterable[int]) -> bool:
    """Tell whether groups hold more people than the study, as where some changed over."""
    people = _everybody_in(study)
    return people is not None and sum(sizes) > people


def _everybody_in(study: Study) -> int | None:
    people = study.participants
    if people is None:
        return None
    # Those called treated may be the people on the drug alone, without the group beside them.
    if people.enrolled is None and people.analysed is None:
        return None
    known = (people.enrolled, people.treated, people.analysed)
    return max(count.value for count in known if count)


def size_of(arm: Arm) -> int | None:
    """Return how many people a group holds; None where the source does not say."""
    return arm.total.value if arm.total else None


def overlaps(evidence: Evidence, studies: Iterable[Study]) -> tuple[tuple[str, str, bool], ...]:
    """Return the pairs of studies that share people: certainly (True) or perhaps (False)."""
    ids = {study.id for study in studies}
    pairs: dict[tuple[str, str], bool] = {}
    for first, second, relation in _links(evidence, _SHARING):
        if first != second and ids.issuperset((first, second)):
            pair = (min(first, second), max(first, second))
            pairs[pair] = pairs.get(pair, False) or relation in _SAME_PEOPLE
    return tuple((*pair, certain) for pair, certain in sorted(pairs.items()))


def sharing_people(evidence: Evidence, studies: Iterable[Study]) -> tuple[frozenset[str], ...]:
    """Return the studies in groups that share people, certainly or perhaps; most stand alone.

    Reports of the same people belong together also where the study that links them is not among
    these.
    """
    groups = {study.id: frozenset({study.id}) for study in studies}
    certain = _linked(evidence, evidence.studies, _SAME_PEOPLE)
    direct = _linked(evidence, groups, _PERHAPS_SAME_PEOPLE)
    for linked in (*certain, *direct):
        together = frozenset().union(*(groups[name] for name in linked & groups.keys()))
        groups.update(dict.fromkeys(together, together))
    return tuple(dict.fromkeys(groups.values()))


def _is_on(evidence: Evidence, arm: Arm, drug_id: str | None) -> bool:
    return arm.drug == drug_id if drug_id else is_intervention(evidence, arm.drug)


def is_of_others(study: Study, arm: Arm) -> bool:
    """Tell whether a group is larger than the study: published cases it retells, not its people."""
    size = size_of(arm)
    return size is not None and study.size is not None and size > study.size.value


def _wider_groups(study: Study) -> set[str]:
    """Return the groups known only by a subgroup or mix, where another group has a size."""
    marked = {arm.id for arm in study.arms if _is_only_in_part(study, arm)}
    return marked if any(arm.total for arm in study.arms if arm.id not in marked) else set()


def _is_only_in_part(study: Study, arm: Arm) -> bool:
    about = [result for result in study.results if result.arm == arm.id]
    return bool(about) and all(result.subgroup for result in about)


def study_id(evidence: Evidence, report: str) -> str:
    """Return the study that a report belongs to; without one, the report stands for itself."""
    study = evidence.study_of_report(report)
    return study.id if study else report


def _links(evidence: Evidence, relations: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the studies at both ends of each relation of these kinds, with the relation."""
    for link in evidence.relations:
        if link.relation in relations:
            ends = study_id(evidence, link.subject), study_id(evidence, link.object)
            yield (*ends, link.relation)


def _linked(evidence: Evidence, names: Iterable[str], relations: Collection[str]) -> list[set[str]]:
    """Return the studies in groups that relations of these kinds hold together."""
    groups = {name: {name} for name in names}
    for first, second, _ in _links(evidence, relations):
        if first not in groups or second not in groups or groups[first] is groups[second]:
            continue
        groups[first] |= groups[second]
        for name in groups[second]:
            groups[name] = groups[first]
    return list({id(group): group for group in groups.values()}.values())
