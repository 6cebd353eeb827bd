"""Limits that are no 95 % interval: the right quantile for a stated level, nothing for no level."""

import dataclasses
import math

import pytest
from made_up import Made

from generator.model.evidence import Evidence
from generator.model.result import Result
from generator.statistics.pooling import quantile
from generator.synthesis.candidates import Candidate, candidate
from generator.synthesis.comparison_verdict import estimated_effect
from generator.synthesis.eligibility import exclusions
from generator.synthesis.figures import Figure, figure_of
from generator.synthesis.reasons import Reason

Z95 = 1.959963984540054
# Limits of each kind around a hazard ratio of 0.5 whose logarithm has the standard error 0.25.
ERROR = 0.25


def of_kind(made: Made, kind: str | None, level: float = 0.95) -> Evidence:
    """Return the evidence with one hazard ratio of 0.5 and its limits of this level."""
    spread = quantile(None, level) * ERROR
    low, high = (f"{0.5 * math.exp(side * spread):.6f}" for side in (-1, 1))
    made.ratio("one", "0.5", low, high)
    study = made.evidence.studies["one"]
    result = dataclasses.replace(study.results[0], interval_kind=kind)
    changed = dataclasses.replace(study, results=(result,))
    return dataclasses.replace(made.evidence, studies={"one": changed})


def entry(evidence: Evidence) -> Candidate:
    study = evidence.studies["one"]
    return candidate(evidence, study, study.results[0])


def as_risk_ratio(evidence: Evidence) -> Result:
    """Return the ratio as one whose direction can be told on a measure of which more is good."""
    return dataclasses.replace(evidence.studies["one"].results[0], effect="risk-ratio")  # type: ignore[call-arg]


def figure(evidence: Evidence) -> Figure:
    known = figure_of(entry(evidence))
    assert known is not None
    return known


@pytest.mark.parametrize(
    ("kind", "level"), [(None, 0.95), ("95% CI", 0.95), ("90% CI", 0.9), ("97.5 %", 0.975)]
)
def test_a_stated_level_gives_the_standard_error_by_its_own_quantile(
    made: Made, kind: str | None, level: float
) -> None:
    evidence = of_kind(made, kind, level)
    known, study = figure(evidence), evidence.studies["one"]
    assert known.error == pytest.approx(ERROR, rel=1e-4)
    assert known.low == pytest.approx(0.5 * math.exp(-Z95 * ERROR), rel=1e-4)
    assert known.high == pytest.approx(0.5 * math.exp(Z95 * ERROR), rel=1e-4)
    assert known.origin == ("reported" if level == 0.95 else "computed")
    assert exclusions(evidence, entry(evidence)) == ()
    sized = estimated_effect(evidence, study, as_risk_ratio(evidence))
    assert sized
    assert sized.effect.variance == pytest.approx(ERROR**2, rel=1e-3)


@pytest.mark.parametrize("kind", ["not stated", "range", "confidence interval"])
def test_limits_without_a_level_give_no_error_no_direction_and_no_average(
    made: Made, kind: str
) -> None:
    evidence = of_kind(made, kind)
    known = figure(evidence)
    assert (known.value, known.low, known.high, known.error) == (0.5, None, None, None)
    (refusal,) = exclusions(evidence, entry(evidence))
    assert refusal.reason is Reason.NO_ESTIMATE
    assert refusal.words == f"limits that are no interval of a stated level ({kind})"
    assert estimated_effect(evidence, evidence.studies["one"], as_risk_ratio(evidence)) is None
