"""What results allow to be said together, in one line: the average, the range, or nothing."""

from generator.model.evidence import Evidence
from generator.statistics.rounding import format_number, format_share, format_spread
from generator.synthesis.bodies_of_evidence import Body
from generator.synthesis.eligibility import OVER_ALL_TIME
from generator.synthesis.estimate import Estimate, Sensitivity
from generator.synthesis.models import Pooled
from generator.text.count_words import count_words
from generator.wording.computed_values import DEVIATIONS, interval_words, value_words
from generator.wording.estimate_names import effect_name
from generator.wording.inline_figures import capital, in_a_sentence
from generator.wording.result_names import name_and_time, outcome_name, unit_of

# tau stands on the scale of the model; for differences that is the scale readers see.
_SCALES = {"share": " on the scale of log odds", "ratio": " on the scale of log ratios"}


def pooled_words(pooled: Pooled, unit: str | None = None) -> str:
    """Return an average with its interval and, where there is one, its prediction interval."""
    around = f"95 % interval {interval_words(pooled.scale, pooled.low, pooled.high, unit)}"
    predicted = prediction_words(pooled, unit)
    within = f"{around}; prediction interval {predicted}" if predicted else around
    return f"{value_words(pooled.scale, pooled.value, unit)} ({within})"


def prediction_words(pooled: Pooled, unit: str | None = None) -> str:
    """Return the interval in which a new study may lie; nothing where none is given."""
    if pooled.prediction_low is None or pooled.prediction_high is None:
        return ""
    return interval_words(pooled.scale, pooled.prediction_low, pooled.prediction_high, unit)


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


def people_known(people: int, of_unknown_size: int) -> str:
    """Return how many people studies had, and how many studies do not say so.

    >>> people_known(714, 0), people_known(714, 2)
    ('714 people', '714 people and 2 studies of unknown size')
    >>> people_known(0, 6)
    'number of people not reported'
    """
    if not people and of_unknown_size:
        return "number of people not reported"
    known = count_words(people, "person", "people")
    studies = count_words(of_unknown_size, "study", "studies")
    return f"{known} and {studies} of unknown size" if of_unknown_size else known


def body_people(body: Body) -> str:
    """Return how many people a body of evidence stands on, as far as anybody says."""
    return people_known(body.people, body.of_unknown_size)


def estimate_title(evidence: Evidence, estimate: Estimate) -> str:
    """Return what an estimate is about: drugs, outcome, time, and what they were compared with."""
    anchor = estimate.body.anchor
    names = dict.fromkeys(entry.candidate.drug for entry in estimate.inputs)
    known = [evidence.drugs[name].label for name in names if name and name in evidence.drugs]
    outcome = estimate_outcome(evidence, estimate)
    # Times up to a quarter apart stand together: that of the anchor is exact for itself alone.
    several = len(estimate.inputs) > 1
    if several and anchor.result.time and estimate.effect not in OVER_ALL_TIME:
        outcome += f", about {anchor.result.time}"
    elif not several:
        outcome = name_and_time(outcome, anchor.result.time)
    against = ""
    comparator = evidence.drugs.get(anchor.comparator or "")
    if comparator and anchor.compares:
        against = f", against {in_a_sentence(evidence, comparator.label)}"
    return f"{' and '.join(known)}: {outcome}{against}"


def estimate_outcome(evidence: Evidence, estimate: Estimate) -> str:
    """Return what an estimate is about: an outcome, or what several scales measure alike."""
    anchor = estimate.body.anchor
    if not anchor.construct:
        return outcome_name(evidence, anchor.result)
    measures = dict.fromkeys(entry.candidate.result.measure for entry in estimate.inputs)
    labels = [evidence.measures[name].label for name in measures]
    return f"{capital(anchor.construct)}, on {len(labels)} scales ({', '.join(labels)})"


def estimate_range(estimate: Estimate, unit: str | None) -> str:
    """Return the lowest and the highest figure of a body of evidence that has inputs."""
    if estimate.scale is None or estimate.low is None or estimate.high is None:
        raise ValueError("an estimate without inputs has no range")
    low = value_words(estimate.scale, estimate.low, unit)
    high = value_words(estimate.scale, estimate.high, unit)
    return of_kind(estimate, low if low == high else f"{low} to {high}")


def of_kind(estimate: Estimate, average: str) -> str:
    """Return figures under the name of their effect measure; as they are for one group."""
    if estimate.scale == "share" or not estimate.body.anchor.compares:
        return average
    return f"{effect_name(estimate.effect)} {average}"


def estimate_unit(evidence: Evidence, estimate: Estimate) -> str | None:
    """Return the unit of the figures of an estimate; None where they are ratios of a comparison."""
    # Counted in people of a hundred, never in the unit of the measure.
    if estimate.scale == "ratio" or estimate.effect == "risk-difference":
        return None
    if estimate.effect == "standardised-mean-difference":
        return DEVIATIONS
    return unit_of(evidence, estimate.body.anchor.result)


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
    parts = [_tau_words(pooled)]
    if pooled.i2 is not None:
        parts.append(f"I² {format_number(pooled.i2, 0)} %")
    if pooled.crude_counts:
        events, total = pooled.crude_counts
        parts.append(f"crude total {events} of {total} ({format_share(events, total)})")
    return "; ".join(parts) + "."


def _tau_words(pooled: Pooled) -> str:
    if pooled.tau is None:
        return "One effect is assumed in every study, so that no spread between them is estimated"
    tau = f"Between studies (tau) {format_spread(pooled.tau)}{_SCALES.get(pooled.scale, '')}"
    if pooled.tau_low is None or pooled.tau_high is None:
        return tau
    return f"{tau}, {format_spread(pooled.tau_low)} to {format_spread(pooled.tau_high)}"
