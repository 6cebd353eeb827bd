"""What the estimates of a site state, rounded as they are shown: a change that nobody can see is none."""

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.history.flatten import AGAIN, BETWEEN, slug
from generator.model.evidence import Evidence
from generator.model.release import Stated
from generator.model.result import ComparisonResult
from generator.model.vocabulary import UNLISTED
from generator.statistics.rounding import format_number
from generator.synthesis.compare import Comparison, compare, compared
from generator.synthesis.estimate import Estimate
from generator.synthesis.models import Pooled
from generator.wording.computed_values import interval_words, value_words

SEVERAL = "together"
Comparisons = Mapping[tuple[str, str], Comparison]


def all_comparisons(evidence: Evidence) -> Comparisons:
    """Return every comparison of a site by population and domain."""
    return {pair: compare(evidence, *pair) for pair in compared(evidence)}


def estimate_statements(evidence: Evidence, comparisons: Comparisons) -> Iterator[Stated]:
    """Yield each estimate with its values; its address names population, domain, drug and outcome."""
    seen: Counter[str] = Counter()
    for (population, domain), comparison in comparisons.items():
        for drug, found in estimates_of(comparison):
            measure, form, effect, _ = found.body.anchor.definition
            outcome = slug(
                f"{found.body.anchor.result.reported_as if measure == UNLISTED else measure} {form} {effect}"
            )
            address = f"estimate/{population}/{domain}/{drug or SEVERAL}/{outcome}"
            seen[address] += 1
            again = f"{AGAIN}{seen[address]}" if seen[address] > 1 else ""
            words = _about(evidence, population, found)
            yield Stated(
                address=f"{address}{again}", words=words, values=dict(_values(evidence, found))
            )


def estimates_of(comparison: Comparison) -> Iterator[tuple[str | None, Estimate]]:
    """Yield the estimates of a comparison, each with the drug it is about; None for all drugs together."""
    for found in comparison.together:
        yield None, found
    for group in comparison.groups:
        for found in group.estimates:
            yield group.drug, found


def _about(evidence: Evidence, population: str, found: Estimate) -> str:
    anchor = found.body.anchor
    names = dict.fromkeys(one.candidate.drug for one in found.inputs)
    drugs = " and ".join(
        evidence.drugs[name].label for name in names if name and name in evidence.drugs
    )
    measure = evidence.measures.get(anchor.result.measure)
    outcome = measure.label if measure else anchor.result.reported_as
    time = (
        f" at {'about ' if len(found.inputs) > 1 else ''}{anchor.result.time}"
        if anchor.result.time
        else ""
    )
    return f"{drugs}: {outcome}{time}, {evidence.populations[population].label}"


def _values(evidence: Evidence, found: Estimate) -> Iterator[tuple[str, str]]:
    yield "studies", str(len(found.inputs))
    yield "people", str(found.body.people)
    yield "rests_on", BETWEEN.join(sorted(one.candidate.address for one in found.inputs))
    if found.refusals:
        yield (
            "why_not_more",
            BETWEEN.join(sorted(f"{one.reason.value} ({one.words})" for one in found.refusals)),
        )
    unit = _unit(evidence, found)
    if found.scale is not None and found.low is not None and found.high is not None:
        low, high = (value_words(found.scale, value, unit) for value in (found.low, found.high))
        yield ("value", low) if len(found.inputs) == 1 else ("range", f"{low} to {high}")
    if found.pooled:
        yield from _average(found.pooled, unit)
        yield "shown_in_front", "yes" if found.headline else "no"


def _average(pooled: Pooled, unit: str | None) -> Iterator[tuple[str, str]]:
    scale = pooled.scale
    yield "average", value_words(scale, pooled.value, unit)
    yield "interval", interval_words(scale, pooled.low, pooled.high, unit)
    yield "prediction", interval_words(scale, pooled.prediction_low, pooled.prediction_high, unit)
    yield "spread_between_studies", format_number(pooled.tau, 2)
    if pooled.i2 is not None:
        yield "i_squared", f"{format_number(pooled.i2, 0)} %"
    if pooled.crude_counts is not None:
        yield "crude_total", "{} of {}".format(*pooled.crude_counts)


def _unit(evidence: Evidence, found: Estimate) -> str | None:
    result = found.body.anchor.result
    if isinstance(result, ComparisonResult):
        return None
    measure = evidence.measures.get(result.measure)
    return result.unit or (measure.unit if measure else None)
