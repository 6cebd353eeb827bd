"""How the evidence grew: studies, people and control groups, year by year of publication."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.compared_studies import compares_a_result
from generator.synthesis.groups import by_size, retracted_among, standing
from generator.synthesis.participants import People, count_people


class Year(NamedTuple):
    """What was known after a year: `added` came in it, the counts are of everything until then.

    `year` is None for the studies of which no year is known; they come last, so that the counts end
    in the whole. Retracted studies are named and counted nowhere.
    """

    year: int | None
    added: tuple[Study, ...]
    retracted: tuple[Study, ...]
    studies: int
    people: People
    controlled: int


def published(evidence: Evidence, study: Study) -> int | None:
    """Return the year in which the main report of a study, the first it names, was published."""
    citation = evidence.citations.get(study.reports[0]) if study.reports else None
    return citation.year if citation else None


def known_by_year(
    evidence: Evidence, studies: Iterable[Study]
) -> Iterator[tuple[int, list[Study]]]:
    """Yield each year in which a study was published, with the studies known by its end."""
    years = [(published(evidence, study), study) for study in studies]
    dated = [(year, study) for year, study in years if year is not None]
    for year in sorted({year for year, _ in dated}):
        yield year, [study for when, study in dated if when <= year]


def over_time(evidence: Evidence, studies: Iterable[Study]) -> tuple[Year, ...]:
    """Return what the studies add up to after each year in which one of them was published."""
    by_year: dict[int | None, list[Study]] = {}
    for study in by_size(studies):
        by_year.setdefault(published(evidence, study), []).append(study)
    years, known = [], list[Study]()
    # Studies of unknown year come last, so that the counts end in the whole.
    for year in sorted(by_year, key=lambda year: (year is None, year or 0)):
        added = standing(evidence, by_year[year])
        known.extend(added)
        years.append(
            Year(
                year=year,
                added=added,
                retracted=retracted_among(evidence, by_year[year]),
                studies=len(known),
                people=count_people(evidence, known),
                controlled=sum(compares_a_result(evidence, study) for study in known),
            )
        )
    return tuple(years)
