"""How an average moved as studies were published: each year, from the results known by then."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.synthesis.estimate import Estimate, average_if_any, enough
from generator.synthesis.models import Pooled
from generator.synthesis.over_time import known_by_year


class After(NamedTuple):
    """What was known after a year, on how many people, and its average if one was allowed.

    `of_unknown_size` studies do not say how many people they had.
    """

    year: int
    studies: int
    people: int
    of_unknown_size: int
    pooled: Pooled | None


def after_each_year(evidence: Evidence, estimate: Estimate) -> Iterator[After]:
    """Yield the average of an estimate's results after each year in which one was published.

    The year is that of the study's main report; a result of unknown year enters no row.
    """
    studies = [entry.candidate.study for entry in estimate.inputs]
    for year, known in known_by_year(evidence, studies):
        names = {study.id for study in known}
        inputs = [entry for entry in estimate.inputs if entry.candidate.study.id in names]
        sizes = [entry.candidate.people for entry in inputs]
        people = sum(sizes)
        # What is refused an average today gets none for an earlier year either.
        allowed = estimate.pooled is not None and enough(estimate.body, len(inputs), people)
        pooled = average_if_any(inputs, estimate.inputs) if allowed else None
        yield After(year, len(inputs), people, sizes.count(0), pooled)
