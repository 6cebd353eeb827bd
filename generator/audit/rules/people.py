"""People counted twice: studies that may hold the same patients are linked, or put to the curator."""

import re
from collections.abc import Iterator
from itertools import combinations

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.study import Study

_LINKS = frozenset({"extends", "report-of", "overlaps"})
_ENOUGH = 3
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@value_check(
    "W491",
    "possible-overlap",
    "Two studies may hold the same people",
    why="People counted twice make evidence look larger than it is.",
    method="Cochrane Handbook, section 4.6.2; von Elm E and others. JAMA 2004;291:974-980",
    reads=("drugs", "populations", "reports", "registrations", "site", "city", "country", "period"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def possible_overlap(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether two studies of one drug in one population, by the same people or centre, are linked."""
    linked = _linked(evidence)
    treatment = [study for study in evidence.studies.values() if study.evidence == "treatment"]
    for first, second in combinations(treatment, 2):
        reasons = _reasons(evidence, first, second)
        if len(reasons) < _ENOUGH:
            continue
        subject = Subject(second, "reports")
        words = f"may hold people of {first.id}: {'; '.join(reasons)}"
        if frozenset({first.id, second.id}) in linked:
            yield subject.agrees(f"{words}; linked")
        else:
            remedy = (
                "Link the two in bibliography/relations.csv, or accept the finding with a reason."
            )
            yield subject.to_read(words, "a relation between the two", remedy)


def _linked(evidence: Evidence) -> set[frozenset[str]]:
    found = set()
    for relation in evidence.relations:
        if relation.relation in _LINKS:
            pair = [evidence.study_of_report(key) for key in (relation.subject, relation.object)]
            found.add(frozenset(study.id for study in pair if study))
    return found


def _reasons(evidence: Evidence, first: Study, second: Study) -> list[str]:
    """Return what two studies have in common; drug and population must be among it."""
    drugs, populations = (
        set(first.drugs) & set(second.drugs),
        set(first.populations) & set(second.populations),
    )
    if not drugs or not populations:
        return []
    reasons = [f"drug {', '.join(sorted(drugs))}; population {', '.join(sorted(populations))}"]
    authors = _authors(evidence, first) & _authors(evidence, second)
    if len(authors) > 1:
        reasons += ["authors " + ", ".join(sorted(authors)[:4]), "more than one author"]
    elif authors:
        reasons.append("author " + ", ".join(authors))
    for name in ("site", "city"):
        here, there = (getattr(study.setting, name, None) for study in (first, second))
        if here and there and here.casefold() == there.casefold():
            reasons.append(f"{name} {here}")
    here, there = (_years(study) for study in (first, second))
    same_country = (
        first.setting and second.setting and first.setting.country == second.setting.country
    )
    if here and there and same_country and here[0] <= there[-1] and there[0] <= here[-1]:
        reasons.append(
            f"one country at one time ({here[0]} to {here[-1]}, {there[0]} to {there[-1]})"
        )
    registrations = set(first.registrations) & set(second.registrations)
    if registrations:
        reasons += [f"registration {', '.join(sorted(registrations))}", "one register entry"]
    return reasons


def _years(study: Study) -> list[int]:
    """Return the years of a study's period, in order."""
    return sorted(
        int(year) for year in _YEAR.findall((study.setting.period if study.setting else None) or "")
    )


def _authors(evidence: Evidence, study: Study) -> set[str]:
    citations = [evidence.citations[key] for key in study.reports if key in evidence.citations]
    people = [author for citation in citations for author in citation.authors if author.family]
    return {f"{author.surname} {author.initials}".strip() for author in people}
