"""Whether the people of a control group are those of a study, near them, or others altogether."""

from collections.abc import Iterable
from itertools import product

from generator.model.evidence import Evidence
from generator.model.population import NearPopulation
from generator.model.study import Study
from generator.synthesis.groups import Entry, domain


def people_apart(evidence: Evidence, study: Study, control: Entry) -> tuple[str, ...] | None:
    """Return how the people of a control group differ from those of a study, in words of the data.

    Nothing where they are of the same population; None where they are neither that nor near, or of
    another age group. Every population of the study has to be the same as, or near to, every one of
    the control group: people with two things are not like people with one of them.
    """
    if not study.populations or not _may_be_of_one_age(evidence, study, control.study):
        return None
    if set(study.populations) == set(control.study.populations):
        return ()
    name = domain(evidence, control.result)
    differences: dict[str, None] = {}
    for here, there in product(study.populations, control.study.populations):
        near = _near(evidence, here, there, name)
        if here != there and near is None:
            return None
        if near is not None:
            differences[near.difference] = None
    return tuple(differences) or None


def population_apart(
    evidence: Evidence, population: str, study: Study, domain_name: str
) -> tuple[str, ...] | None:
    """Return how the people of a study differ from a population; None where they are not near.

    A study of several populations, such as children and adults together, is like none of them: each
    other one has to be near, and a study that is not of the population's age group is never so.
    """
    if not study.populations or not _is_of_its_age(evidence, population, study):
        return None
    others = [there for there in study.populations if there != population]
    nears = (_near(evidence, population, there, domain_name) for there in others)
    known = tuple(near.difference for near in nears if near is not None)
    return known if len(known) == len(others) else None


def age_group_of(evidence: Evidence, study: Study) -> str | None:
    """Return the age group of a study: its own, else the one that all its populations share."""
    if study.population is not None and study.population.age_group is not None:
        return study.population.age_group
    return _shared(
        evidence.populations[name].age_group
        for name in study.populations
        if name in evidence.populations
    )


def _is_of_its_age(evidence: Evidence, population: str, study: Study) -> bool:
    known = evidence.populations.get(population)
    wanted = known.age_group if known else None
    return wanted is None or age_group_of(evidence, study) == wanted


def _may_be_of_one_age(evidence: Evidence, study: Study, other: Study) -> bool:
    """Tell whether two studies are of one age group; what one states the other has to state too."""
    return age_group_of(evidence, study) == age_group_of(evidence, other)


def _shared(groups: Iterable[str | None]) -> str | None:
    every = set(groups)
    return every.pop() if len(every) == 1 else None


def _near(evidence: Evidence, here: str, there: str, domain_name: str) -> NearPopulation | None:
    population = evidence.populations.get(here)
    for near in population.near if population else ():
        if near.population == there and (not near.domains or domain_name in near.domains):
            return near
    return None
