"""What results allow to be said together, in one line: the average, the range, or nothing."""

from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult
from generator.statistics.rounding import format_number, format_percent
from generator.synthesis.estimate import Estimate
from generator.synthesis.models import Pooled
from generator.wording.computed_values import interval_words, value_words
from generator.wording.counts import count_words
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import outcome_name, unit_of


def pooled_words(pooled: Pooled, unit: str | None = None) -> str:
    """Return an average with its interval and its prediction interval."""
    scale = pooled.scale
    return (
        f"{value_words(scale, pooled.value, unit)} "
        f"(95 % interval {interval_words(scale, pooled.low, pooled.high, unit)}; "
        f"prediction interval {interval_words(scale, pooled.prediction_low, pooled.prediction_high, unit)})"
    )


def estimate_words(evidence: Evidence, found: Estimate) -> str:
    """Return in one line what a body of evidence allows: for lists of what changed."""
    count = len(found.inputs)
    unit = estimate_unit(evidence, found)
    if found.pooled:
        return (
            f"{count_words(count, 'study', 'studies')}, average {pooled_words(found.pooled, unit)}"
        )
    if found.scale is None or found.low is None or found.high is None:
        return "nothing that could be put on a scale"
    if count == 1:
        return f"one study, {'ratio ' if found.scale == 'ratio' else ''}{value_words(found.scale, found.low, unit)}"
    return f"{count_words(count, 'study', 'studies')}, from {estimate_range(found, unit)}, not averaged"


def estimate_title(evidence: Evidence, found: Estimate) -> str:
    """Return what an estimate is about: drugs, outcome, time, and what they were compared with."""
    anchor = found.body.anchor
    names = dict.fromkeys(one.candidate.drug for one in found.inputs)
    drugs = " and ".join(
        evidence.drugs[name].label for name in names if name and name in evidence.drugs
    )
    around = "about " if len(found.inputs) > 1 else ""
    when = f", {around}{anchor.result.time}" if anchor.result.time else ""
    beside = (
        evidence.drugs.get(anchor.comparator or "") if anchor.contrast == "comparative" else None
    )
    against = f", against {in_a_sentence(beside.label)}" if beside else ""
    return f"{drugs}: {outcome_name(evidence, anchor.result)}{when}{against}"


def estimate_range(found: Estimate, unit: str | None) -> str:
    """Return the lowest and the highest figure of a body of evidence that has inputs."""
    assert found.scale is not None and found.low is not None and found.high is not None  # noqa: S101, PT018 - has inputs
    low, high = (value_words(found.scale, value, unit) for value in (found.low, found.high))
    return low if low == high else f"{low} to {high}"


def estimate_unit(evidence: Evidence, found: Estimate) -> str | None:
    """Return the unit of the figures of an estimate; None where they are ratios of a comparison."""
    result = found.body.anchor.result
    return None if isinstance(result, ComparisonResult) else unit_of(evidence, result)


def spread_words(pooled: Pooled) -> str:
    """Return how far the studies differ: tau before I squared, then the crude total."""
    scale = {"share": " on the scale of log odds", "ratio": " on the scale of log ratios"}.get(
        pooled.scale, ""
    )
    parts = [f"Between studies (tau) {format_number(pooled.tau, 2)}{scale}"]
    if pooled.tau_low is not None and pooled.tau_high is not None:
        parts[0] += f", {format_number(pooled.tau_low, 2)} to {format_number(pooled.tau_high, 2)}"
    if pooled.i2 is not None:
        parts.append(f"I² {format_number(pooled.i2, 0)} %")
    if pooled.crude_counts and pooled.crude is not None:
        events, total = pooled.crude_counts
        parts.append(f"crude total {events} of {total} ({format_percent(pooled.crude, total)})")
    return "; ".join(parts) + "."
