"""Which studies came in after a rating of certainty was judged, and bear on its outcome."""

from generator.model.evidence import Evidence
from generator.model.judgement import Certainty
from generator.model.study import Harm, Study
from generator.model.vocabulary import UNLISTED


def arrived_since(evidence: Evidence, rating: Certainty) -> tuple[Study, ...]:
    """Return the treatment studies of a rating's population and outcome that were first read after it was judged."""
    measures, events = _rated(evidence, rating)
    return tuple(
        study
        for study in evidence.studies.values()
        if study.evidence == "treatment"
        and rating.population in study.populations
        and study.extraction.first.first_day > rating.date.first_day
        and study.id not in evidence.retracted_studies
        and any(
            row.event.casefold() in events if isinstance(row, Harm) else row.measure in measures
            for row in study.numbers
        )
    )


def _rated(evidence: Evidence, rating: Certainty) -> tuple[set[str], set[str]]:
    """Return the measures and the harms that an outcome was rated by: those chosen, else those it rests on."""
    addresses = set(rating.results)
    rows = [
        row
        for study in evidence.studies.values()
        for row in study.numbers
        if f"{study.id}#{row.id}" in addresses
    ]
    groups = evidence.topic.summary_of_findings
    chosen = {
        one.measure
        for group in groups
        for one in group.outcomes
        if one.certainty == rating.id and one.measure
    }
    measures = chosen | set(rating.measures) or {
        row.measure for row in rows if not isinstance(row, Harm)
    }
    return measures - {UNLISTED}, {row.event.casefold() for row in rows if isinstance(row, Harm)}
