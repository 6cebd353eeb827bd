"""Studies and results by drug, population, outcome and kind of evidence."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import Result
from generator.model.study import Study
from generator.model.vocabulary import OTHER, UNLISTED

# The order in which kinds of evidence are shown: what answers the question first.
KINDS_OF_EVIDENCE = ("treatment", "comparator", "safety", "context")


class Entry(NamedTuple):
    """A result with the study that reports it."""

    study: Study
    result: Result


def by_size(studies: Iterable[Study]) -> tuple[Study, ...]:
    """Return the studies with the largest first; those of unknown size last, then by label."""
    return tuple(
        sorted(
            studies,
            key=lambda study: (-(study.size.value if study.size else -1), study.label, study.id),
        )
    )


def of_kind(evidence: Evidence, *kinds: str) -> tuple[Study, ...]:
    """Return the studies of these kinds of evidence, largest first."""
    return by_size(study for study in evidence.studies.values() if study.evidence in kinds)


def treatment_studies(evidence: Evidence) -> tuple[Study, ...]:
    """Return the studies in which people with the disease took the drugs, largest first."""
    return of_kind(evidence, "treatment")


def standing(evidence: Evidence, studies: Iterable[Study]) -> tuple[Study, ...]:
    """Return the studies that were not retracted: those that may be counted, in their order."""
    retracted = evidence.retracted_studies
    return tuple(study for study in studies if study.id not in retracted)


def retracted_among(evidence: Evidence, studies: Iterable[Study]) -> tuple[Study, ...]:
    """Return the studies that were retracted, in their order."""
    retracted = evidence.retracted_studies
    return tuple(study for study in studies if study.id in retracted)


def all_results(studies: Iterable[Study]) -> tuple[Entry, ...]:
    """Return every result of the studies, in their order."""
    return tuple(Entry(study, result) for study in studies for result in study.results)


def treatment_results(evidence: Evidence) -> tuple[Entry, ...]:
    """Return every result of the treatment studies that were not retracted, the largest study first."""
    return all_results(standing(evidence, treatment_studies(evidence)))


def with_drug(studies: Iterable[Study], drug_id: str) -> tuple[Study, ...]:
    """Return the studies that name the drug."""
    return tuple(study for study in studies if drug_id in study.drugs)


def in_population(studies: Iterable[Study], population_id: str) -> tuple[Study, ...]:
    """Return the studies of the population."""
    return tuple(study for study in studies if population_id in study.populations)


def domain(evidence: Evidence, result: Result) -> str:
    """Return the domain of outcome a result belongs to."""
    measure = evidence.measures.get(result.measure)
    return result.domain or (measure.domain if measure else OTHER)


def domains_in_order(evidence: Evidence, domains: Iterable[str]) -> tuple[str, ...]:
    """Return the domains once each, as the vocabulary orders them; those it lacks follow by name."""
    known = {name: place for place, name in enumerate(evidence.domains)}
    return tuple(sorted(set(domains), key=lambda name: (known.get(name, len(known)), name)))


def domains_by_importance(
    evidence: Evidence, population_id: str, domains: Iterable[str]
) -> tuple[str, ...]:
    """Return the domains in the order of the outcomes chosen for a population; the others follow in their order.

    The choice stands in the topic, made before results were seen: a measure, or the measures of its
    rating.
    """
    chosen = [item for choice in evidence.topic.summary_of_findings if choice.population == population_id
              for item in choice.outcomes]  # fmt: skip
    ratings = {rating.id: rating for rating in evidence.certainty}
    named = [
        name
        for item in chosen
        for name in (
            (item.measure,)
            if item.measure
            else getattr(ratings.get(item.certainty), "measures", ())
        )
    ]
    first = dict.fromkeys(
        evidence.measures[name].domain for name in named if name in evidence.measures
    )
    wanted = set(domains)
    return (
        *(name for name in first if name in wanted),
        *domains_in_order(evidence, wanted - set(first)),
    )


def with_measure(evidence: Evidence, measure_id: str) -> tuple[Entry, ...]:
    """Return all results on a measure: treatment studies first, then comparators and the rest, largest first."""
    return tuple(
        Entry(study, result)
        for kind in KINDS_OF_EVIDENCE
        for study in of_kind(evidence, kind)
        for result in study.results
        if result.measure == measure_id
    )


def shared_measures(evidence: Evidence) -> tuple[str, ...]:
    """Return the measures on which two or more studies report, in the order of domains and vocabulary."""
    studies: dict[str, set[str]] = {}
    for study in evidence.studies.values():
        for result in study.results:
            studies.setdefault(result.measure, set()).add(study.id)
    shared = [
        name for name in evidence.measures if name != UNLISTED and len(studies.get(name, ())) > 1
    ]
    order = domains_in_order(evidence, (evidence.measures[name].domain for name in shared))
    return tuple(sorted(shared, key=lambda name: order.index(evidence.measures[name].domain)))
