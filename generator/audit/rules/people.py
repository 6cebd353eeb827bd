"""People counted twice: studies that may hold the same patients are linked or looked at."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.few import named
from generator.model.study import Study

# Relations between the people of two studies; a citation says nothing about its people.
_LINKS = frozenset({"extends", "report-of", "overlaps"})
# One drug in one population is common to most studies of a topic; two more signs are not chance.
_ENOUGH = 3
_MOST_AUTHORS_NAMED = 4
# Periods are printed in many ways; the years in them are all that is compared.
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


class _Sign(NamedTuple):
    """Something that two studies have in common, and how much it says for the same people."""

    words: str
    weight: int = 1


@value_check(
    "W491",
    "possible-overlap",
    "Two studies may hold the same people",
    checked="People shared with another study",
    why="People counted twice make evidence look larger than it is.",
    method="Cochrane Handbook, section 4.6.2; von Elm E and others. JAMA 2004;291:974-980",
    reads=(
        "drugs",
        "populations",
        "reports",
        "registrations",
        "site",
        "city",
        "country",
        "period",
    ),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def possible_overlap(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether two studies that look like studies of the same people are linked."""
    linked = _linked(evidence)
    treatment = [study for study in evidence.studies.values() if study.evidence == "treatment"]
    for first, second in combinations(treatment, 2):
        signs = _signs(evidence, first, second)
        if sum(sign.weight for sign in signs) < _ENOUGH:
            continue
        subject = Subject(second, "reports")
        common = "; ".join(sign.words for sign in signs)
        words = f"may hold people of {first.id}: {common}"
        if frozenset({first.id, second.id}) in linked:
            yield subject.agrees(f"{words}; linked")
        else:
            remedy = (
                "Link the two in bibliography/relations.csv, or accept the finding with a reason."
            )
            yield subject.to_read(words, "a relation between the two", remedy)


def _linked(evidence: Evidence) -> set[frozenset[str]]:
    """Return the pairs of studies whose reports a relation of the bibliography links."""
    pairs = set()
    for relation in evidence.relations:
        if relation.relation in _LINKS:
            reports = (relation.subject, relation.object)
            studies = [evidence.study_of_report(report) for report in reports]
            pairs.add(frozenset(study.id for study in studies if study))
    return pairs


def _signs(evidence: Evidence, first: Study, second: Study) -> list[_Sign]:
    """Return what two studies have in common; nothing without a common drug and population."""
    drugs = set(first.drugs) & set(second.drugs)
    populations = set(first.populations) & set(second.populations)
    if not drugs or not populations:
        return []
    common = f"drug {_listed(drugs)}; population {_listed(populations)}"
    return [
        _Sign(common),
        *_common_authors(evidence, first, second),
        *_common_place(first, second),
        *_common_registration(first, second),
    ]


def _common_authors(evidence: Evidence, first: Study, second: Study) -> Iterator[_Sign]:
    authors = sorted(_authors(evidence, first) & _authors(evidence, second))
    if len(authors) > 1:
        # One name may be a namesake; several are one group of authors.
        yield _Sign(f"authors {named(authors, _MOST_AUTHORS_NAMED)}", weight=2)
    elif authors:
        yield _Sign(f"author {authors[0]}")


def _common_place(first: Study, second: Study) -> Iterator[_Sign]:
    for key in ("site", "city"):
        if _states_same(first, second, key):
            yield _Sign(f"{key} {getattr(first.setting, key)}")
    here, there = _years(first), _years(second)
    if not (here and there and _states_same(first, second, "country")):
        return
    if here[0] <= there[-1] and there[0] <= here[-1]:
        years = f"{here[0]} to {here[-1]}, {there[0]} to {there[-1]}"
        yield _Sign(f"one country at one time ({years})")


def _common_registration(first: Study, second: Study) -> Iterator[_Sign]:
    registrations = set(first.registrations) & set(second.registrations)
    if registrations:
        # A register entry is one study, so this is as much as a group of authors.
        yield _Sign(f"registration {_listed(registrations)}", weight=2)


def _states_same(first: Study, second: Study, key: str) -> bool:
    """Tell whether both studies state one place; what neither states is not in common."""
    here, there = getattr(first.setting, key, None), getattr(second.setting, key, None)
    return bool(here and there and here.casefold() == there.casefold())


def _years(study: Study) -> list[int]:
    """Return the years of a study's period, in order."""
    period = study.setting.period if study.setting else None
    return sorted(int(year) for year in _YEAR.findall(period or ""))


def _authors(evidence: Evidence, study: Study) -> set[str]:
    """Return the people who wrote the reports of a study."""
    names = set()
    for report in study.reports:
        citation = evidence.citations.get(report)
        for author in citation.authors if citation else ():
            if author.family:
                names.add(f"{author.surname} {author.initials}".strip())
    return names


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))
