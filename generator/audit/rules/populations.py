"""Whose control groups may stand beside whom: other people, but never of another age group."""

from collections.abc import Iterator

from generator.audit.check import check
from generator.model.evidence import Evidence
from generator.model.finding import Finding
from generator.model.population import Population
from generator.model.rule import Rule

_FILE = "data/vocabulary/populations.yml"


@check(
    "E394",
    "near-of-one-age",
    "A population is called near that is not of the same age group",
    why="What happens to adults without a drug says nothing of children, nor the other way round.",
    reads=("near", "age_group"),
)
def near_of_one_age(evidence: Evidence, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each near population that is the same one, or of another age group."""
    for place, population in enumerate(evidence.populations.values()):
        for number, near in enumerate(population.near):
            other = evidence.populations.get(near.population)
            # A population that nobody knows has a finding of its own.
            if other and not _may_be_near(population, other):
                yield rule.broken(
                    evidence.places.find(_FILE, f"[{place}].near[{number}].population"),
                    seen=f"is {near.population!r}, {_age_of(other)}",
                    expected=f"another population, {_age_of(population)}",
                    remedy="State the age group of both, or leave it out here.",
                )


def _may_be_near(population: Population, other: Population) -> bool:
    same_age = population.age_group is not None and population.age_group == other.age_group
    return other.id != population.id and same_age


def _age_of(population: Population) -> str:
    if population.age_group is None:
        return "of no stated age group"
    return f"of the age group {population.age_group!r}"
