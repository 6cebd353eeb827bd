"""Computed values in words: each scale has its own decimals and its own unit, or none."""

import pytest

from generator.synthesis.figure import Figure, Scale
from generator.wording.computed_values import figure_words, interval_words, value_words


@pytest.mark.parametrize(
    ("scale", "value", "unit", "words"),
    [
        ("share", 0.25, None, "25 %"),
        ("ratio", 0.956, "points", "0.96"),
        ("difference", -2.25, "points", "−2.3 points"),
        ("difference", 2, None, "2.0"),
    ],
)
def test_a_value_is_said_on_its_scale(
    scale: Scale, value: float, unit: str | None, words: str
) -> None:
    assert value_words(scale, value, unit) == words


@pytest.mark.parametrize(
    ("scale", "low", "high", "unit", "words"),
    [
        ("share", 0.1, 0.4, None, "10 to 40 %"),
        ("ratio", 0.96, 1.04, None, "0.96 to 1.04"),
        ("difference", -1, 2.25, "points", "−1.0 to 2.3 points"),
    ],
)
def test_an_interval_is_said_on_its_scale(
    scale: Scale, low: float, high: float, unit: str | None, words: str
) -> None:
    assert interval_words(scale, low, high, unit) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.5, 2.5, "1.5 days (95 % interval 0.5 to 2.5 days)"),
        (0.5, None, "1.5 days"),
        (None, 2.5, "1.5 days"),
    ],
)
def test_an_interval_is_said_only_with_both_ends(
    low: float | None, high: float | None, words: str
) -> None:
    figure = Figure(
        scale="difference",
        effect="change",
        value=1.5,
        low=low,
        high=high,
        error=None,
        origin="computed",
        how="of two means",
    )
    assert figure_words(figure, "days") == words
