"""Which studies came in after a rating of certainty was judged, and bear on its outcome."""

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.study import Harm, Study
from generator.model.vocabulary import UNLISTED


def arrived_since(evidence: Evidence, rating: Certainty) -> tuple[Study, ...]:
    """Return the studies that bear on a rating and were first read after it was judged."""
    measures, events = _rated(evidence, rating)
    return tuple(
        study
        for study in evidence.studies.values()
        # A study read on the day of the judgement itself counts as known to the rater.
        if study.extraction.first.first_day > rating.date.first_day
        and _is_of(evidence, rating, study)
        and _reports(study, measures, events)
    )


def _is_of(evidence: Evidence, rating: Certainty, study: Study) -> bool:
    return (
        study.evidence == "treatment"
        and rating.population in study.populations
        and study.id not in evidence.retracted_studies
    )


def _reports(study: Study, measures: set[str], events: set[str]) -> bool:
    """Tell whether a study has a number of one of the measures or harms."""
    return any(result.measure in measures for result in study.results) or any(
        harm.event.casefold() in events for harm in study.harms
    )


def _rated(evidence: Evidence, rating: Certainty) -> tuple[set[str], set[str]]:
    """Return the measures and the harms of a rated outcome: chosen, or else those it rests on."""
    addresses = set(rating.results)
    measures = _chosen(evidence, rating) | set(rating.measures)
    rested_on, events = set(), set()
    for study in evidence.studies.values():
        for row in study.numbers:
            if f"{study.id}#{row.id}" not in addresses:
                continue
            if isinstance(row, Harm):
                events.add(row.event.casefold())
            else:
                rested_on.add(row.measure)
    # Unlisted outcomes share no definition: a new one says nothing about the one that was rated.
    return (measures or rested_on) - {UNLISTED}, events


def _chosen(evidence: Evidence, rating: Certainty) -> set[str]:
    """Return the measures that the summary of findings shows the rating with."""
    measures = set()
    for group in evidence.topic.summary_of_findings:
        for outcome in group.outcomes:
            if outcome.certainty == rating.id and outcome.measure:
                measures.add(outcome.measure)
    return measures
