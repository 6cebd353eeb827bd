"""Outcomes of the small project as somebody might have rated them, and those of the real record."""

import dataclasses

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty, CertaintyComparison, CertaintyStart, NotCounted
from generator.model.number import Number
from generator.synthesis.findings import Outcome, summary_of_findings
from generator.synthesis.groups import all_results

DRUG, CONTROL, ESTIMATE = (
    "second-2003#fever-free-two",
    "second-2003#fever-free-sugar",
    "second-2003#difference",
)
ALONE, HARM = "example-2001#fever-free-4w", "second-2003#headache"
FINE = {"ci_low": Number.parse("1.2"), "ci_high": Number.parse("6.5")}


def rated(small: Evidence, rating: str, *results: str, population: str = "grown-ups") -> Evidence:
    """Return the small evidence with a rating that rests on these numbers, and counts no others."""
    others = [
        f"{study.id}#{row.id}"
        for study, row in all_results(small.studies.values())
        if row.measure == "fever-free"
    ]
    left_out = tuple(
        NotCounted(result=address, why="W") for address in others if address not in results
    )
    certainty = Certainty(
        id="fever-free-rating",
        outcome="Fever",
        population=population,
        importance="critical",
        comparison=CertaintyComparison(drug="alphadrug", against="a sugar pill"),
        start=CertaintyStart(level="low", reason="R"),
        rating=rating,
        reason="Typed by a hand and never shown as the sentence.",
        rater="one rater",
        date=small.topic.last_search,
        measures=("fever-free",),
        results=results,
        not_counted=left_out,
    )  # type: ignore[arg-type]
    return dataclasses.replace(small, certainty=(certainty,))


def with_result(evidence: Evidence, name: str, **changes: object) -> Evidence:
    study = evidence.studies["second-2003"]
    results = tuple(
        dataclasses.replace(row, **changes) if row.id == name else row for row in study.results
    )  # type: ignore[arg-type]
    return dataclasses.replace(
        evidence,
        studies={**evidence.studies, study.id: dataclasses.replace(study, results=results)},
    )


def only(evidence: Evidence) -> Outcome:
    (outcome,) = summary_of_findings(evidence, "grown-ups")
    return outcome


def outcomes(evidence: Evidence) -> list[Outcome]:
    groups = evidence.topic.summary_of_findings
    return [
        outcome for group in groups for outcome in summary_of_findings(evidence, group.population)
    ]


def by_id(evidence: Evidence, name: str) -> Outcome:
    return next(outcome for outcome in outcomes(evidence) if outcome.id == name)
