"""How an average moved as studies were published: after each year, from the results known by then."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.synthesis.estimate import Estimate, average_if_any, enough
from generator.synthesis.models import Pooled
from generator.synthesis.over_time import published


class After(NamedTuple):
    """What was known after a year: how many results, on how many people, and their average where one was allowed."""

    year: int
    studies: int
    people: int
    pooled: Pooled | None


def after_each_year(evidence: Evidence, found: Estimate) -> tuple[After, ...]:
    """Return the average of an estimate's results after each year in which one of them was published.

    The year is that of the study's main report; a result of unknown year enters no row.
    """
    return tuple(_rows(evidence, found))


def _rows(evidence: Evidence, found: Estimate) -> Iterator[After]:
    years = {
        one.candidate.study.id: published(evidence, one.candidate.study) for one in found.inputs
    }
    for year in sorted({year for year in years.values() if year is not None}):
        known = [
            one
            for one in found.inputs
            if (when := years[one.candidate.study.id]) is not None and when <= year
        ]
        people = sum(one.candidate.people for one in known)
        allowed = found.pooled is not None and enough(len(known), people)
        yield After(year, len(known), people, average_if_any(known) if allowed else None)
