"""What a source prints only as a bound, such as `<0.05` or `>12 weeks`, is never read as the number itself."""

import dataclasses
from typing import Any

import pytest

from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import ComparisonResult, TimePoint
from generator.synthesis.candidates import candidate, candidates, weeks_of
from generator.synthesis.comparison_verdict import estimated_effect
from generator.synthesis.contrast import share
from generator.synthesis.eligibility import exclusions
from generator.synthesis.figures import change_spreads, figure_of, mean_change
from generator.synthesis.reasons import Reason


def row(small: Evidence, name: str) -> Any:
    return next(row for row in small.studies["second-2003"].results if row.id == name)


@pytest.mark.parametrize("limit", ["value", "ci_low", "ci_high"])
def test_a_bound_in_place_of_an_estimate_or_limit_enters_no_synthesis(
    made: Any, limit: str
) -> None:
    made.ratio("bound", "0.5", "0.3", "0.8")
    study = made.evidence.studies["bound"]
    (printed,) = study.results
    assert isinstance(printed, ComparisonResult)
    bound = dataclasses.replace(printed, **{limit: Number.parse("<0.4")})
    one = candidate(made.evidence, dataclasses.replace(study, results=(bound,)), bound)
    assert [refusal.reason for refusal in exclusions(made.evidence, one)] == [Reason.NO_ESTIMATE]
    figure = figure_of(one)
    if limit == "value":
        assert figure is None
    else:
        assert figure is not None
        assert figure.error is None
        assert estimated_effect(made.evidence, study, bound) is None


def test_a_bound_on_a_length_of_time_is_no_length() -> None:
    assert weeks_of(TimePoint(value=Number.parse("12"), unit="weeks")) == 12
    assert weeks_of(TimePoint(value=Number.parse(">12"), unit="weeks")) is None


def test_a_bound_on_a_mean_or_spread_is_no_mean_and_no_spread(made: Any, figures: Any) -> None:
    made.change("exact", 10, figures(mean="28", sd="15.4"), figures(mean="9.5", sd="8.5"))
    made.change("mean", 10, figures(mean="28", sd="15.4"), figures(mean="<10", sd="8.5"))
    made.change("spread", 10, figures(mean="28", sd="15.4"), figures(mean="9.5", sd="<9"))
    found = {one.study.id: one for one in candidates(made.evidence, "grown-ups", "strength")}
    changes: dict[str, Any] = {name: one.result for name, one in found.items()}
    assert mean_change(changes["exact"]) == -18.5
    assert mean_change(changes["mean"]) is None
    assert len(list(change_spreads(found["exact"], changes["exact"]))) == 4
    assert list(change_spreads(found["spread"], changes["spread"])) == []


def test_a_bound_on_a_percentage_gives_no_count(small: Evidence) -> None:
    bound = dataclasses.replace(
        row(small, "fever-free-two"), events=None, percent=Number.parse("<52.4")
    )
    assert share(bound) is None
