"""What the estimates of a site state, rounded as shown: a change that nobody can see is none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.history.record_statements import AGAIN, BETWEEN, slug
from generator.model.evidence import Evidence
from generator.model.release import Stated
from generator.model.vocabulary import UNLISTED
from generator.statistics.rounding import format_number
from generator.synthesis.compare import Comparison, compare, compared
from generator.synthesis.estimate import Estimate
from generator.synthesis.models import Pooled
from generator.synthesis.worked_out_counts import with_worked_out_counts
from generator.wording.computed_values import interval_words, value_words
from generator.wording.estimate_words import estimate_unit, prediction_words

# Stands in an address for the drug of an estimate that is of several together.
SEVERAL = "together"
Comparisons = Mapping[tuple[str, str], Comparison]


def all_comparisons(evidence: Evidence) -> Comparisons:
    """Return every comparison of a site by population and domain."""
    # As the pages of a site have them: with the counts that follow from printed figures.
    completed = with_worked_out_counts(evidence)
    return {pair: compare(completed, *pair) for pair in compared(completed)}


def estimate_statements(evidence: Evidence, comparisons: Comparisons) -> Iterator[Stated]:
    """Yield each estimate with its values; its address names population, domain, drug, outcome."""
    seen: Counter[str] = Counter()
    for (population, domain), comparison in comparisons.items():
        for drug, estimate in estimates_of(comparison):
            place = f"estimate/{population}/{domain}/{drug or SEVERAL}"
            address = f"{place}/{_outcome(estimate)}"
            seen[address] += 1
            again = f"{AGAIN}{seen[address]}" if seen[address] > 1 else ""
            yield Stated(
                address=f"{address}{again}",
                words=_about(evidence, population, estimate),
                values=dict(_values(evidence, estimate)),
            )


def estimates_of(comparison: Comparison) -> Iterator[tuple[str | None, Estimate]]:
    """Yield the estimates of a comparison, each with its drug; None for all drugs together."""
    for estimate in (*comparison.together, *comparison.in_deviations):
        yield None, estimate
    for group in comparison.groups:
        for estimate in group.estimates:
            yield group.drug, estimate


def _outcome(estimate: Estimate) -> str:
    measure, form, effect, _ = estimate.body.anchor.definition
    # As such an outcome has always been called here: addresses never change.
    form = "two groups" if estimate.body.anchor.controls else estimate.body.anchor.form
    effect = "" if estimate.body.anchor.controls and effect == "risk-ratio" else effect
    reported_as = estimate.body.anchor.result.reported_as
    return slug(f"{reported_as if measure == UNLISTED else measure} {form} {effect}")


def _about(evidence: Evidence, population: str, estimate: Estimate) -> str:
    result = estimate.body.anchor.result
    drugs = dict.fromkeys(entry.candidate.drug for entry in estimate.inputs)
    labels = [evidence.drugs[drug].label for drug in drugs if drug and drug in evidence.drugs]
    measure = evidence.measures.get(result.measure)
    outcome = measure.label if measure else result.reported_as
    about = "about " if len(estimate.inputs) > 1 else ""
    time = f" at {about}{result.time}" if result.time else ""
    return f"{' and '.join(labels)}: {outcome}{time}, {evidence.populations[population].label}"


def _values(evidence: Evidence, estimate: Estimate) -> Iterator[tuple[str, str]]:
    yield "studies", str(len(estimate.inputs))
    yield "people", str(estimate.body.people)
    yield "rests_on", _listed(entry.candidate.address for entry in estimate.inputs)
    if estimate.refusals:
        yield (
            "why_not_more",
            _listed(f"{refusal.reason.value} ({refusal.words})" for refusal in estimate.refusals),
        )
    unit = estimate_unit(evidence, estimate)
    if estimate.scale is not None and estimate.low is not None and estimate.high is not None:
        low = value_words(estimate.scale, estimate.low, unit)
        high = value_words(estimate.scale, estimate.high, unit)
        yield ("value", low) if len(estimate.inputs) == 1 else ("range", f"{low} to {high}")
    if estimate.pooled:
        yield from _average(estimate.pooled, unit)
        yield "shown_in_front", "yes" if estimate.headline else "no"


def _listed(texts: Iterable[str]) -> str:
    return BETWEEN.join(sorted(texts))


def _average(pooled: Pooled, unit: str | None) -> Iterator[tuple[str, str]]:
    scale = pooled.scale
    yield "average", value_words(scale, pooled.value, unit)
    yield "interval", interval_words(scale, pooled.low, pooled.high, unit)
    if predicted := prediction_words(pooled, unit):
        yield "prediction", predicted
    if pooled.tau is not None:
        yield "spread_between_studies", format_number(pooled.tau, 2)
    if pooled.i2 is not None:
        yield "i_squared", f"{format_number(pooled.i2, 0)} %"
    if pooled.crude_counts is not None:
        events, total = pooled.crude_counts
        yield "crude_total", f"{events} of {total}"
