"""A mean change that the source prints is not said to be computed."""

import pytest
from made_up import Made, summary

from generator.model.evidence import Evidence
from generator.model.result import Summary
from generator.synthesis.candidates import candidate
from generator.synthesis.figures import figure_of


@pytest.fixture
def made(small: Evidence) -> Made:
    return Made(small)


@pytest.mark.parametrize(
    ("change", "origin", "how"),
    [
        (None, "computed", "mean after less mean before; no spread of the change"),
        (summary(mean="-4"), "reported", "mean change as printed; no spread of the change"),
    ],
)
def test_only_a_difference_of_two_means_is_computed(
    made: Made, change: Summary | None, origin: str, how: str
) -> None:
    made.change("mean", 1, summary(mean="9"), summary(mean="5"), change=change)
    study = made.evidence.studies["mean"]
    figure = figure_of(candidate(made.evidence, study, study.results[0]))
    assert figure is not None
    assert (figure.value, figure.origin, figure.how) == (-4.0, origin, how)
