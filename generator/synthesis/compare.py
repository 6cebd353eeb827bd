"""One question and all that bears on it: a population and a domain of outcome, drug by drug."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.record import record
from generator.model.study import Study
from generator.synthesis.bodies_of_evidence import Body, LeftOut, form_bodies
from generator.synthesis.candidates import Candidate, candidates, drugs_of
from generator.synthesis.constructs import bodies_in_deviations
from generator.synthesis.eligibility import exclusions
from generator.synthesis.estimate import Estimate, estimate
from generator.synthesis.groups import (
    Entry,
    domains_by_importance,
    in_population,
    treatment_studies,
)
from generator.synthesis.groups import domain as domain_of
from generator.synthesis.kinship import population_apart
from generator.synthesis.selection import is_final


@record
class DrugGroup:
    """All results on one drug, and what may be averaged of them.

    `further` results are interim, of parts of groups, or repeats. `drug` is None for groups whose
    drug is not certain.
    """

    drug: str | None
    final: tuple[Candidate, ...]
    further: tuple[Candidate, ...]
    estimates: tuple[Estimate, ...]

    @property
    def results(self) -> tuple[Candidate, ...]:
        """Return every result, the final ones first."""
        return (*self.final, *self.further)

    @property
    def studies(self) -> tuple[Study, ...]:
        """Return the studies of the group, once each."""
        return studies_of(self.results)


@record
class Comparison:
    """A population and a domain of outcome: results by drug, other treatments, all drugs together.

    `together` are the groups of results that go together whatever the drug of the class, with the
    reasons for all that stay outside; `alone` holds every result with its reasons where there is
    not even one that may enter. `in_deviations` are trials on several scales of one construct, in
    standard deviations: bodies of their own.
    """

    population: str
    domain: str
    groups: tuple[DrugGroup, ...]
    comparators: tuple[Candidate, ...]
    together: tuple[Estimate, ...]
    alone: tuple[LeftOut, ...]
    ratings: tuple[Certainty, ...]
    in_deviations: tuple[Estimate, ...] = ()

    @property
    def results(self) -> tuple[Candidate, ...]:
        """Return every result of the treatment studies, drug by drug."""
        return tuple(chain.from_iterable(group.results for group in self.groups))

    @property
    def studies(self) -> tuple[Study, ...]:
        """Return the treatment studies that report on the question, once each."""
        return studies_of(self.results)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every result of the treatment studies with its study, drug by drug."""
        return tuple(Entry(candidate.study, candidate.result) for candidate in self.results)

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Return every group of results on the page, of one drug or of several together."""
        of_drugs = chain.from_iterable(group.estimates for group in self.groups)
        return (*self.together, *self.in_deviations, *of_drugs)


def studies_of(candidates_: Sequence[Candidate]) -> tuple[Study, ...]:
    """Return the studies of candidates, once each, in their order."""
    return tuple({candidate.study.id: candidate.study for candidate in candidates_}.values())


def compared(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """Return every population and domain that treatment studies report on, in the topic's order."""
    pairs: list[tuple[str, str]] = []
    for population in evidence.populations:
        domains = _domains(evidence, population)
        ordered = domains_by_importance(evidence, population, domains)
        pairs += ((population, domain) for domain in ordered)
    return tuple(pairs)


def compare(evidence: Evidence, population: str, domain: str) -> Comparison:
    """Return everything that bears on one domain of outcome in one population."""
    results = candidates(evidence, population, domain)
    treated = tuple(result for result in results if result.study.evidence == "treatment")
    others = (
        result
        for result in results
        if result.study.evidence == "comparator"
        and population_apart(evidence, population, result.study, domain) is not None
    )
    # Comparators enter the bodies too, so that the reasons against them can be shown.
    together = _worth_showing(evidence, form_bodies(evidence, results))
    alone = () if together else _left_out(evidence, treated)
    return Comparison(
        population=population,
        domain=domain,
        groups=_groups(evidence, treated, {body.addresses for body in together}),
        comparators=tuple(
            result for result in others if is_final(result.result) and not result.is_further
        ),
        together=tuple(estimate(evidence, body) for body in together),
        alone=alone,
        ratings=tuple(_ratings(evidence, population, domain)),
        in_deviations=tuple(
            estimate(evidence, body) for body in bodies_in_deviations(evidence, results)
        ),
    )


def _left_out(evidence: Evidence, results: Sequence[Candidate]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(candidate=result, refusals=exclusions(evidence, result)) for result in results
    )


def _groups(
    evidence: Evidence, results: Sequence[Candidate], elsewhere: AbstractSet[frozenset[str]]
) -> tuple[DrugGroup, ...]:
    by_drug: dict[str | None, list[Candidate]] = {drug: [] for drug in drugs_of(evidence, results)}
    for result in results:
        drug = result.drug if result.drug in by_drug else None
        by_drug.setdefault(drug, []).append(result)
    return tuple(_group(evidence, drug, members, elsewhere) for drug, members in by_drug.items())


def _group(
    evidence: Evidence,
    drug: str | None,
    members: Sequence[Candidate],
    elsewhere: AbstractSet[frozenset[str]],
) -> DrugGroup:
    """Return the results on one drug; a body that stands for all drugs is not shown twice."""
    # People whose drug is not certain are listed, and never put together.
    bodies = form_bodies(evidence, members) if drug else ()
    # Against a second comparator a result forms a body of its own; it is listed once.
    listed = [member for member in members if not member.is_further]
    # A single result is left to the list of results: there is nothing to put together.
    further = [
        body for body in bodies if len(body.included) > 1 and body.addresses not in elsewhere
    ]
    return DrugGroup(
        drug=drug,
        final=tuple(member for member in listed if is_final(member.result)),
        further=tuple(member for member in listed if not is_final(member.result)),
        estimates=tuple(estimate(evidence, body) for body in further),
    )


def _worth_showing(evidence: Evidence, bodies: Sequence[Body]) -> tuple[Body, ...]:
    """Return the bodies with several drugs of the topic; else the largest with any."""
    of_topic = [body for body in bodies if drugs_of(evidence, body.included)]
    several = [body for body in of_topic if len(drugs_of(evidence, body.included)) > 1]
    return tuple(several or of_topic[:1])


def _domains(evidence: Evidence, population: str) -> set[str]:
    domains: set[str] = set()
    for study in in_population(treatment_studies(evidence), population):
        domains.update(domain_of(evidence, result) for result in study.results)
    return domains


def _ratings(evidence: Evidence, population: str, domain: str) -> Iterator[Certainty]:
    """Yield the ratings of a domain: by their measures, or by their results if they name none."""
    numbers = {candidate.address for candidate in candidates(evidence, population, domain)}
    for rating in evidence.certainty:
        measures = [
            evidence.measures[name] for name in rating.measures if name in evidence.measures
        ]
        by_measure = any(measure.domain == domain for measure in measures)
        by_result = not rating.measures and bool(numbers.intersection(rating.results))
        if rating.population == population and (by_measure or by_result):
            yield rating
