"""Studies and results by drug, population, outcome and kind of evidence."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import Result
from generator.model.study import Study
from generator.model.vocabulary import OTHER

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
            # -1 and not 0: a study that states 0 still comes before one that states nothing.
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


def by_retraction(
    evidence: Evidence, studies: Iterable[Study]
) -> tuple[tuple[Study, ...], tuple[Study, ...]]:
    """Return the studies that may be counted, and those that were retracted, in their order."""
    every = tuple(studies)
    return standing(evidence, every), retracted_among(evidence, every)


def all_results(studies: Iterable[Study]) -> tuple[Entry, ...]:
    """Return every result of the studies, in their order."""
    entries: list[Entry] = []
    for study in studies:
        entries += (Entry(study, result) for result in study.results)
    return tuple(entries)


def treatment_results(evidence: Evidence) -> tuple[Entry, ...]:
    """Return every result of treatment studies that were not retracted, the largest study first."""
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
    """Return the domains once each, in the vocabulary's order; those it lacks follow by name."""
    known = {name: place for place, name in enumerate(evidence.domains)}
    return tuple(sorted(set(domains), key=lambda name: (known.get(name, len(known)), name)))


def results_by_domain(evidence: Evidence, results: Iterable[Result]) -> dict[str, list[Result]]:
    """Return results by their domain of outcome, the domains in the vocabulary's order."""
    by_domain: dict[str, list[Result]] = {}
    for result in results:
        by_domain.setdefault(domain(evidence, result), []).append(result)
    return {name: by_domain[name] for name in domains_in_order(evidence, by_domain)}


def domains_by_importance(
    evidence: Evidence, population_id: str, domains: Iterable[str]
) -> tuple[str, ...]:
    """Return the domains in the order of the outcomes chosen for a population, then the others.

    The choice stands in the topic, made before results were seen: a measure, or the measures of its
    rating.
    """
    # A dictionary keeps the order in which domains were chosen, once each.
    wanted, first = set(domains), dict[str, None]()
    for name in _chosen_measures(evidence, population_id):
        if name in evidence.measures and evidence.measures[name].domain in wanted:
            first[evidence.measures[name].domain] = None
    return (*first, *domains_in_order(evidence, wanted - set(first)))


def _chosen_measures(evidence: Evidence, population_id: str) -> Iterator[str]:
    ratings = {rating.id: rating for rating in evidence.certainty}
    for choice in evidence.topic.summary_of_findings:
        if choice.population == population_id:
            for outcome in choice.outcomes:
                rating = ratings.get(outcome.certainty or "")
                if outcome.measure:
                    yield outcome.measure
                elif rating:
                    yield from rating.measures


def with_measure(evidence: Evidence, measure_id: str) -> tuple[Entry, ...]:
    """Return all results on a measure, by kind of evidence, then the largest study first."""
    studies = chain.from_iterable(of_kind(evidence, kind) for kind in KINDS_OF_EVIDENCE)
    return tuple(entry for entry in all_results(studies) if entry.result.measure == measure_id)


def shared_measures(evidence: Evidence) -> tuple[str, ...]:
    """Return the measures on which two or more studies report, by domain, then the vocabulary."""
    studies: dict[str, set[str]] = {}
    for study, result in all_results(evidence.studies.values()):
        studies.setdefault(result.measure, set()).add(study.id)
    shared = [name for name in evidence.measures if len(studies.get(name, ())) > 1]
    order = domains_in_order(evidence, (evidence.measures[name].domain for name in shared))
    return tuple(sorted(shared, key=lambda name: order.index(evidence.measures[name].domain)))
