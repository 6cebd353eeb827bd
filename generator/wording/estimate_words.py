"""What results allow to be said together, in one line: the average, the range, or nothing."""

from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult
from generator.statistics.rounding import format_number, format_share
from generator.synthesis.estimate import Estimate, Sensitivity
from generator.synthesis.models import Pooled
from generator.text.count_words import count_words
from generator.wording.computed_values import interval_words, value_words
from generator.wording.estimate_names import ratio_kind
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import outcome_name, unit_of

# tau stands on the scale of the model; for differences that is the scale readers see.
_SCALES = {"share": " on the scale of log odds", "ratio": " on the scale of log ratios"}


def pooled_words(pooled: Pooled, unit: str | None = None) -> str:
    """Return an average with its interval and its prediction interval."""
    scale = pooled.scale
    interval = interval_words(scale, pooled.low, pooled.high, unit)
    prediction = interval_words(scale, pooled.prediction_low, pooled.prediction_high, unit)
    value = value_words(scale, pooled.value, unit)
    return f"{value} (95 % interval {interval}; prediction interval {prediction})"


def estimate_words(evidence: Evidence, estimate: Estimate) -> str:
    """Return in one line what a body of evidence allows: for lists of what changed."""
    unit = estimate_unit(evidence, estimate)
    studies = count_words(len(estimate.inputs), "study", "studies")
    if estimate.pooled:
        average = pooled_words(estimate.pooled, unit)
        return f"{studies}, average {of_kind(estimate, average)}"
    if estimate.scale is None or estimate.low is None:
        return "nothing that could be put on a scale"
    if len(estimate.inputs) == 1:
        value = value_words(estimate.scale, estimate.low, unit)
        return f"one study, {of_kind(estimate, value)}"
    return f"{studies}, from {estimate_range(estimate, unit)}, not averaged"


def estimate_title(evidence: Evidence, estimate: Estimate) -> str:
    """Return what an estimate is about: drugs, outcome, time, and what they were compared with."""
    anchor = estimate.body.anchor
    names = dict.fromkeys(entry.candidate.drug for entry in estimate.inputs)
    known = [evidence.drugs[name].label for name in names if name and name in evidence.drugs]
    when = ""
    if anchor.result.time:
        # Times up to a quarter apart stand together: that of the anchor is exact for itself alone.
        around = "about " if len(estimate.inputs) > 1 else ""
        when = f", {around}{anchor.result.time}"
    against = ""
    comparator = evidence.drugs.get(anchor.comparator or "")
    if comparator and anchor.contrast == "comparative":
        against = f", against {in_a_sentence(evidence, comparator.label)}"
    return f"{' and '.join(known)}: {outcome_name(evidence, anchor.result)}{when}{against}"


def estimate_range(estimate: Estimate, unit: str | None) -> str:
    """Return the lowest and the highest figure of a body of evidence that has inputs."""
    if estimate.scale is None or estimate.low is None or estimate.high is None:
        raise ValueError("an estimate without inputs has no range")
    low = value_words(estimate.scale, estimate.low, unit)
    high = value_words(estimate.scale, estimate.high, unit)
    return of_kind(estimate, low if low == high else f"{low} to {high}")


def of_kind(estimate: Estimate, average: str) -> str:
    """Return figures under the name of their ratio; as they are on every other scale."""
    if estimate.scale != "ratio":
        return average
    return f"{ratio_kind(estimate.body.anchor.result)} {average}"


def estimate_unit(evidence: Evidence, estimate: Estimate) -> str | None:
    """Return the unit of the figures of an estimate; None where they are ratios of a comparison."""
    result = estimate.body.anchor.result
    if isinstance(result, ComparisonResult):
        return None
    return unit_of(evidence, result)


def sensitivity_words(sensitivity: Sensitivity) -> str:
    """Return in words which other choice an average was made under."""
    if sensitivity.correlation is not None:
        return (
            f"correlation of {sensitivity.correlation} between before and after, "
            "where it is not known"
        )
    names = [study.label for study in (sensitivity.put_in, sensitivity.left_out) if study]
    if sensitivity.put_in:
        return f"{' in place of '.join(names)}, which may share people with it"
    return f"without {names[0]}"


def spread_words(pooled: Pooled) -> str:
    """Return how far the studies differ: tau before I squared, then the crude total."""
    tau = f"Between studies (tau) {format_number(pooled.tau, 2)}{_SCALES.get(pooled.scale, '')}"
    if pooled.tau_low is not None and pooled.tau_high is not None:
        tau += f", {format_number(pooled.tau_low, 2)} to {format_number(pooled.tau_high, 2)}"
    parts = [tau]
    if pooled.i2 is not None:
        parts.append(f"I² {format_number(pooled.i2, 0)} %")
    if pooled.crude_counts:
        events, total = pooled.crude_counts
        parts.append(f"crude total {events} of {total} ({format_share(events, total)})")
    return "; ".join(parts) + "."
