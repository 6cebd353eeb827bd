"""One question and everything that bears on it: a population and a domain of outcome, drug by drug."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.record import record
from generator.model.study import Study
from generator.synthesis.bodies_of_evidence import Body, LeftOut, form_bodies
from generator.synthesis.candidates import Candidate, candidates, drugs_of
from generator.synthesis.eligibility import exclusions
from generator.synthesis.estimate import Estimate, estimate
from generator.synthesis.groups import (
    Entry,
    domains_by_importance,
    in_population,
    treatment_studies,
)
from generator.synthesis.groups import domain as domain_of
from generator.synthesis.interventions import is_intervention
from generator.synthesis.selection import is_final


@record
class DrugGroup:
    """All results on one drug: final ones, further ones (interim, parts of groups, repeats), and what may be averaged.

    `drug` is None for groups whose drug is not certain.
    """

    drug: str | None
    final: tuple[Candidate, ...]
    further: tuple[Candidate, ...]
    estimates: tuple[Estimate, ...]

    @property
    def studies(self) -> tuple[Study, ...]:
        """Return the studies of the group, once each."""
        return studies_of((*self.final, *self.further))


@record
class Comparison:
    """A population and a domain of outcome: results by drug, trials of other treatments, and all drugs together.

    `together` are the groups of results that go together whatever the drug of the class, with the
    reasons for all that stay outside; `alone` holds every result with its reasons where there is
    not even one that may enter.
    """

    population: str
    domain: str
    groups: tuple[DrugGroup, ...]
    comparators: tuple[Candidate, ...]
    together: tuple[Estimate, ...]
    alone: tuple[LeftOut, ...]
    ratings: tuple[Certainty, ...]

    @property
    def studies(self) -> tuple[Study, ...]:
        """Return the treatment studies that report on the question, once each."""
        return studies_of([one for group in self.groups for one in (*group.final, *group.further)])

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return every result of the treatment studies, drug by drug."""
        return tuple(
            Entry(one.study, one.result)
            for group in self.groups
            for one in (*group.final, *group.further)
        )

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Return every group of results on the page, of one drug or of several together."""
        return (*self.together, *(one for group in self.groups for one in group.estimates))


def studies_of(found: Sequence[Candidate]) -> tuple[Study, ...]:
    """Return the studies of candidates, once each, in their order."""
    return tuple({one.study.id: one.study for one in found}.values())


def compared(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """Return every population and domain on which a treatment study reports, in the order of the topic's choices."""
    return tuple(
        (population, domain)
        for population in evidence.populations
        for domain in domains_by_importance(evidence, population, _domains(evidence, population))
    )


def compare(evidence: Evidence, population: str, domain: str) -> Comparison:
    """Return everything that bears on one domain of outcome in one population."""
    found = candidates(evidence, population, domain)
    own = tuple(one for one in found if one.study.evidence == "treatment")
    bodies = form_bodies(evidence, found)
    together = _worth_telling(evidence, bodies)
    return Comparison(
        population=population,
        domain=domain,
        groups=_groups(evidence, own, {body.addresses for body in together}),
        comparators=tuple(
            one for one in found if one.study.evidence == "comparator" and is_final(one.result)
        ),
        together=tuple(estimate(body) for body in together),
        alone=()
        if together
        else tuple(LeftOut(candidate=one, refusals=exclusions(evidence, one)) for one in own),
        ratings=_ratings(evidence, population, domain),
    )


def _groups(
    evidence: Evidence, own: Sequence[Candidate], told: AbstractSet[frozenset[str]]
) -> tuple[DrugGroup, ...]:
    known = drugs_of(evidence, own)
    others = [one for one in own if one.drug not in known]
    named = [(drug, [one for one in own if one.drug == drug]) for drug in known]
    rest: list[tuple[str | None, list[Candidate]]] = [(None, others)] if others else []
    return tuple(_group(evidence, drug, members, told) for drug, members in (*named, *rest))


def _group(
    evidence: Evidence,
    drug: str | None,
    members: Sequence[Candidate],
    told: AbstractSet[frozenset[str]],
) -> DrugGroup:
    """Return the results on one drug; a body that already stands for all drugs is not told twice."""
    bodies = form_bodies(evidence, members) if drug else ()
    return DrugGroup(
        drug=drug,
        final=tuple(one for one in members if is_final(one.result)),
        further=tuple(one for one in members if not is_final(one.result)),
        estimates=tuple(
            estimate(body)
            for body in bodies
            if len(body.included) > 1 and body.addresses not in told
        ),
    )


def _worth_telling(evidence: Evidence, bodies: Sequence[Body]) -> tuple[Body, ...]:
    """Return the bodies with more than one drug of the topic; else the largest with any, for its reasons."""
    of_topic = [body for body in bodies if _drugs(evidence, body)]
    several = [body for body in of_topic if len(_drugs(evidence, body)) > 1]
    return tuple(several or of_topic[:1])


def _drugs(evidence: Evidence, body: Body) -> set[str]:
    return {one.drug for one in body.included if one.drug and is_intervention(evidence, one.drug)}


def _domains(evidence: Evidence, population: str) -> set[str]:
    studies = in_population(treatment_studies(evidence), population)
    return {domain_of(evidence, result) for study in studies for result in study.results}


def _ratings(evidence: Evidence, population: str, domain: str) -> tuple[Certainty, ...]:
    """Return the ratings of certainty of this domain: by their measures, or by their results where they name none."""
    numbers = {
        f"{one.study.id}#{one.result.id}" for one in candidates(evidence, population, domain)
    }
    return tuple(
        rating
        for rating in evidence.certainty
        if rating.population == population
        and (
            any(
                evidence.measures[name].domain == domain
                for name in rating.measures
                if name in evidence.measures
            )
            if rating.measures
            else bool(numbers.intersection(rating.results))
        )
    )
