"""The evidence as it stood at the end of a year: how much was known, and what could be averaged.

A study counts from the year of its main report on, with all that was read of it since; certainty,
judged today, belongs to no earlier year.
"""

from collections.abc import Iterable
from typing import NamedTuple

from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.synthesis.compare import Comparison
from generator.synthesis.cumulative import after_each_year
from generator.synthesis.estimate import Estimate
from generator.synthesis.groups import standing, treatment_studies
from generator.synthesis.over_time import published
from generator.synthesis.participants import People, count_people
from generator.synthesis.study_design import is_randomised
from generator.text.count_words import count_words, noun_for
from generator.wording.counts import people_words, studies_words
from generator.wording.estimate_words import (
    estimate_title,
    estimate_unit,
    of_kind,
    people_known,
    pooled_words,
)

# Stands for a comparison in the years before its first study.
NONE_YET = "none yet"


class KnownByYear(NamedTuple):
    """The counts at the end of a year, in words for those who hear the slider, and how to cite."""

    words: str
    studies: str
    studies_noun: str
    people: str
    people_noun: str
    controlled: str
    controlled_noun: str
    randomised: str
    added: str
    citation: str


class ComparisonByYear(NamedTuple):
    """How many studies and people a comparison had at the end of a year, and its averages."""

    studies: str
    people: str
    averages: str


def counted_studies(page: OpenPage) -> tuple[Study, ...]:
    """Return the treatment studies that count."""
    return standing(page.evidence, treatment_studies(page.evidence))


def studies_by_year(page: OpenPage) -> dict[int, list[Study]]:
    """Return the studies that count by the year of their main report; the undated are left out."""
    years: dict[int, list[Study]] = {}
    for study in counted_studies(page):
        year = published(page.evidence, study)
        if year is not None:
            years.setdefault(year, []).append(study)
    return years


def known_by(page: OpenPage, year: int, citation: str) -> KnownByYear:
    """Return what was known at the end of a year; `citation` says how to cite the present state."""
    evidence = page.evidence
    known = _until(page, counted_studies(page), year)
    added = [study.label for study in known if published(evidence, study) == year]
    people = count_people(evidence, known)
    size = people_words(people)
    kind = evidence.topic.kind_of_study
    compared = [study for study in known if study.id in page.site.compared]
    summed = f"{studies_words(people)}, {size}"
    return KnownByYear(
        words=f"{year}: {summed}",
        studies=f"{len(known):,}",
        studies_noun=noun_for(len(known), f"{kind} study", f"{kind} studies"),
        people=size.removesuffix(" people").removesuffix(" person"),
        people_noun=noun_for(people.high, "person", "people"),
        controlled=str(len(compared)),
        controlled_noun=noun_for(len(compared), "study", "studies"),
        randomised=str(sum(is_randomised(evidence, study) for study in compared)),
        added=f"Added in {year}: {', '.join(added) or 'nothing'}.",
        citation=f"Known at the end of {year}: {summed}, as listed here. {citation} "
        f"time.html#?year={year}",
    )


def comparison_by(page: OpenPage, comparison: Comparison, year: int) -> ComparisonByYear | None:
    """Return a comparison as it stood at the end of a year; None where it had no study yet."""
    known = _until(page, standing(page.evidence, comparison.studies), year)
    if not known:
        return None
    people = count_people(page.evidence, known)
    studies = studies_words(people).partition(",")[0]
    return ComparisonByYear(studies, _size(people), _averages(page, comparison, year))


def comparison_row_id(population: str, domain: str) -> str:
    """Return the id of a comparison's row, by which the script finds it."""
    return f"_then-{population}--{domain}"


def _until(page: OpenPage, studies: Iterable[Study], year: int) -> tuple[Study, ...]:
    dated = ((study, published(page.evidence, study)) for study in studies)
    return tuple(study for study, when in dated if when is not None and when <= year)


def _size(people: People) -> str:
    words = people_words(people)
    if not 0 < people.unknown < people.studies:
        return words
    return f"{words} and {count_words(people.unknown, 'study', 'studies')} of unknown size"


def _averages(page: OpenPage, comparison: Comparison, year: int) -> str:
    """Return the averages that stood at the end of a year, or that there was none."""
    averages = (_average(page, estimate, year) for estimate in comparison.estimates)
    return "; ".join(average for average in averages if average) or "not averaged"


def _average(page: OpenPage, estimate: Estimate, year: int) -> str | None:
    last = None
    for state in after_each_year(page.evidence, estimate):
        if state.year <= year and state.pooled:
            last = state
    if last is None or last.pooled is None:
        return None
    unit = estimate_unit(page.evidence, estimate)
    size = ", ".join(
        (
            count_words(last.studies, "study", "studies"),
            people_known(last.people, last.of_unknown_size),
        )
    )
    title = estimate_title(page.evidence, estimate)
    average = of_kind(estimate, pooled_words(last.pooled, unit))
    return f"{title}: {size}: {average}"
