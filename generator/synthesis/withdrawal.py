"""What a retraction changes: every estimate with the retracted study and without it."""

from collections.abc import Iterator
from dataclasses import replace

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
    return tuple(
        change
        for study_id in sorted(evidence.retracted_studies)
        for change in _of_study(evidence, study_id)
    )


def _of_study(evidence: Evidence, study_id: str) -> Iterator[Withdrawal]:
    study = evidence.studies[study_id]
    before = _as_if_not_retracted(evidence, study)
    for population, domain in compared(before):
        if population not in study.populations:
            continue
        was, is_now = compare(before, population, domain), compare(evidence, population, domain)
        for drug, estimate in _estimates(was):
            if any(one.candidate.study.id == study_id for one in estimate.inputs):
                after = _nearest(
                    estimate, [now for name, now in _estimates(is_now) if name == drug]
                )
                yield Withdrawal(
                    study=study,
                    population=population,
                    domain=domain,
                    drug=drug,
                    before=estimate,
                    after=after,
                )


def _as_if_not_retracted(evidence: Evidence, study: Study) -> Evidence:
    kept = tuple(
        notice for notice in evidence.citation_notices if notice.citation not in study.reports
    )
    return replace(evidence, citation_notices=kept)


def _estimates(comparison: Comparison) -> Iterator[tuple[str | None, Estimate]]:
    for estimate in comparison.together:
        yield None, estimate
    for group in comparison.groups:
        for estimate in group.estimates:
            yield group.drug, estimate


def _nearest(was: Estimate, now: list[Estimate]) -> Estimate | None:
    """Return the estimate of the same outcome that keeps most of the studies, where any is kept."""
    before = {one.candidate.address for one in was.inputs}

    def kept(found: Estimate) -> int:
        return len(before.intersection(one.candidate.address for one in found.inputs))

    alike = [
        found
        for found in now
        if found.body.anchor.definition == was.body.anchor.definition and kept(found)
    ]
    return max(alike, key=kept, default=None)
