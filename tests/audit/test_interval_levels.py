"""A p value is held to an interval of the level that its source states, and to no other."""

import dataclasses
import math

import pytest
from made_up import Made, number

from generator.audit.rules.intervals import p_of_interval
from generator.audit.verdict import Ruling
from generator.statistics.pooling import quantile

# A hazard ratio of 0.5 whose logarithm has the standard error 0.25: z = 2.77, p = 0.0056.
ERROR, P = 0.25, "0.0056"


@pytest.mark.parametrize(
    ("kind", "level", "rulings"),
    [
        (None, 0.95, [Ruling.AGREES, Ruling.AGREES]),
        ("90% CI", 0.9, [Ruling.AGREES, Ruling.AGREES]),
        # The same limits, taken for those of 95 %, imply a p value of 0.001.
        ("95% CI", 0.9, [Ruling.AGREES, Ruling.AGREES_IF]),
        ("not stated", 0.95, [Ruling.NOT_TESTABLE]),
    ],
)
def test_a_p_value_is_held_to_the_level_of_its_interval(
    made: Made, kind: str | None, level: float, rulings: list[Ruling]
) -> None:
    spread = quantile(None, level) * ERROR
    low, high = (f"{0.5 * math.exp(side * spread):.6f}" for side in (-1, 1))
    made.ratio("one", "0.500000", low, high, p=number(P))
    study = made.evidence.studies["one"]
    result = dataclasses.replace(study.results[0], interval_kind=kind)  # type: ignore[call-arg]
    studies = {"one": dataclasses.replace(study, results=(result,))}
    evidence = dataclasses.replace(made.evidence, studies=studies)
    assert [verdict.ruling for verdict in p_of_interval.look(evidence)] == rulings
