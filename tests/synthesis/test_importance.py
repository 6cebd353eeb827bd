"""How large a difference is: against a threshold, against no difference, and what would fit."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import POPULATION, number

from generator.model.vocabulary import Threshold
from generator.synthesis.importance import Importance, Large, Said, Size, read, what_matters

FOUR = Importance(4, 4)
LARGE = Large(benefit=0.3, harm=0.2)
MIRRORED = {Said.BETTER: Said.WORSE, Said.WORSE: Said.BETTER}


@pytest.mark.parametrize(
    ("low", "high", "said", "size"),
    [
        (4, 9, Said.BETTER, Size.IMPORTANT),
        (3.9, 9, Said.BETTER, Size.PERHAPS),
        (-9, -4, Said.WORSE, Size.IMPORTANT),
        (-9, -0.1, Said.WORSE, Size.PERHAPS),
        (-3.9, 3.9, Said.NOT_IMPORTANT, Size.SMALL),
        # All beyond no difference and within the threshold: real, perhaps, and too small to matter.
        (0.5, 3, Said.NOT_IMPORTANT, Size.SMALL),
        (-4, 4, Said.NOT_SHOWN, Size.EITHER),
        (-1, 4, Said.NOT_SHOWN, Size.BENEFIT),
        (-4, 1, Said.NOT_SHOWN, Size.HARM),
        (0, 9, Said.NOT_SHOWN, Size.BENEFIT),
    ],
)
def test_an_interval_is_read_against_a_threshold(
    low: float, high: float, said: Said, size: Size
) -> None:
    assert read(low, high, FOUR) == (said, size)


@pytest.mark.parametrize(
    ("low", "high", "said", "size"),
    [
        (0.1, 0.2, Said.BETTER, Size.NO_THRESHOLD),
        (-0.2, -0.1, Said.WORSE, Size.NO_THRESHOLD),
        # An interval that only touches no difference still holds it.
        (0, 0.1, Said.NOT_SHOWN, Size.NEITHER),
        (-0.2, 0.3, Said.NOT_SHOWN, Size.EITHER),
        (-0.1, 0.3, Said.NOT_SHOWN, Size.BENEFIT),
        (-0.2, 0.1, Said.NOT_SHOWN, Size.HARM),
        (-0.1, 0.1, Said.NOT_SHOWN, Size.NEITHER),
    ],
)
def test_without_a_threshold_only_no_difference_decides(
    low: float, high: float, said: Said, size: Size
) -> None:
    assert read(low, high, None, LARGE) == (said, size)
    if said is Said.NOT_SHOWN:
        assert read(low, high) == (said, Size.NO_THRESHOLD)


def test_where_sources_differ_a_difference_has_to_pass_them_all() -> None:
    between = Importance(4, 11)
    assert read(5, 20, between).size is Size.PERHAPS
    assert read(11, 20, between).size is Size.IMPORTANT
    assert read(-5, 5, between).said is Said.NOT_SHOWN


@given(st.floats(-20, 20), st.floats(0, 20), st.floats(0.1, 9), st.booleans())
def test_arms_that_change_places_mirror_the_reading(
    low: float, width: float, threshold: float, with_threshold: bool
) -> None:
    matters = Importance(threshold, threshold) if with_threshold else None
    there, back = read(low, low + width, matters), read(-low - width, -low, matters)
    assert back.said is MIRRORED.get(there.said, there.said)


def threshold(value: str, **changes: Any) -> Threshold:
    fields = {"id": "t", "label": "important change", "value": value, "url": "https://example.org/"}
    rest = {"where": "Table 1", "seen": None, "populations": (POPULATION,)}
    return Threshold(**{**fields, **rest, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["4 points"], Importance(4, 4)),
        (["6 to 7 points"], Importance(6, 7)),
        (["4 points", "9 to 11 points"], Importance(4, 11)),
        # A place on the scale, a share of the start, another unit, and words are no length.
        ([">=20", "19", "40% of baseline", "2 cm", "at least 3 of 6"], None),
        (["0 points"], None),
        ([], None),
    ],
)
def test_only_a_length_in_the_unit_of_the_measure_is_a_threshold(
    made: Any, values: list[str], expected: Importance | None
) -> None:
    made.ratio("trial", "3", "2", "4", effect="mean-difference", measure="river-score")
    evidence = made.evidence
    study = evidence.studies["trial"]
    measure = dataclasses.replace(
        evidence.measures["river-score"],
        unit="points",
        thresholds=tuple(threshold(value) for value in values),
    )
    evidence = dataclasses.replace(evidence, measures={**evidence.measures, measure.id: measure})
    row = study.results[0]
    assert what_matters(evidence, study, row, of_shares=False) == expected
    other = dataclasses.replace(study, populations=("children",))
    assert what_matters(evidence, other, row, of_shares=False) is None
    in_metres = dataclasses.replace(row, unit="m")
    assert what_matters(evidence, study, in_metres, of_shares=False) is None
    assert what_matters(evidence, study, row, of_shares=True) is None


def test_a_threshold_of_shares_is_in_people_of_a_hundred(made: Any) -> None:
    made.ratio("trial", "5", "2", "8", effect="risk-difference")
    evidence = made.evidence
    study = evidence.studies["trial"]
    measure = dataclasses.replace(
        evidence.measures["fever-free"], thresholds=(threshold("2 of 100"),)
    )
    evidence = dataclasses.replace(evidence, measures={**evidence.measures, measure.id: measure})
    row = dataclasses.replace(study.results[0], unit="percentage points")
    assert what_matters(evidence, study, row, of_shares=True) == Importance(2, 2)
    assert number("2").exact == 2
