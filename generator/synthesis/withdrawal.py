"""What a retraction changes: every estimate with the retracted study and without it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.study import Study
from generator.synthesis.compare import Comparison, compare, compared
from generator.synthesis.estimate import Estimate


@record
class Withdrawal:
    """An estimate that a retraction changed: as it was, and as it is; None where nothing is left.

    `drug` is None for estimates of several drugs together.
    """

    study: Study
    population: str
    domain: str
    drug: str | None
    before: Estimate
    after: Estimate | None


def withdrawals(evidence: Evidence) -> tuple[Withdrawal, ...]:
    """Return every estimate that a retracted study was part of, with what is left without it."""
    retracted = sorted(evidence.retracted_studies)
    return tuple(chain.from_iterable(_of_study(evidence, study_id) for study_id in retracted))


def _of_study(evidence: Evidence, study_id: str) -> Iterator[Withdrawal]:
    study = evidence.studies[study_id]
    # The record as it would be today without the notice: only the retraction differs.
    before = _as_if_not_retracted(evidence, study)
    for population, domain in compared(before):
        if population not in study.populations:
            continue
        was = _estimates(compare(before, population, domain))
        is_now = list(_estimates(compare(evidence, population, domain)))
        for drug, estimate in was:
            if any(entry.candidate.study.id == study_id for entry in estimate.inputs):
                same_drug = (now for name, now in is_now if name == drug)
                yield Withdrawal(
                    study=study,
                    population=population,
                    domain=domain,
                    drug=drug,
                    before=estimate,
                    after=_nearest(estimate, same_drug),
                )


def _as_if_not_retracted(evidence: Evidence, study: Study) -> Evidence:
    kept = tuple(
        notice for notice in evidence.citation_notices if notice.citation not in study.reports
    )
    return replace(evidence, citation_notices=kept)


def _estimates(comparison: Comparison) -> Iterator[tuple[str | None, Estimate]]:
    for estimate in (*comparison.together, *comparison.in_deviations):
        yield None, estimate
    for group in comparison.groups:
        for estimate in group.estimates:
            yield group.drug, estimate


def _nearest(was: Estimate, candidates: Iterable[Estimate]) -> Estimate | None:
    """Return the estimate of the same outcome that keeps most of the studies, where any is kept."""
    before, definition = _addresses(was), was.body.anchor.definition
    alike = [
        estimate
        for estimate in candidates
        if estimate.body.anchor.definition == definition and before & _addresses(estimate)
    ]
    return max(alike, key=lambda estimate: len(before & _addresses(estimate)), default=None)


def _addresses(estimate: Estimate) -> set[str]:
    return {entry.candidate.address for entry in estimate.inputs}
