"""Agreement of two raters: worked by hand, undefined where nothing can differ, and as R prints it."""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics.rater_agreement import Coefficient, Pairs, Weights

STEPS = ["good", "middle", "bad"]
SHARED = Path(__file__).parents[3] / "shared" / "reference"
REFERENCES = sorted(SHARED.glob("**/agreement.json"))
ratings = st.lists(st.tuples(st.sampled_from([*STEPS, None]), st.sampled_from([*STEPS, None])))


def value(coefficient: Coefficient | None) -> float:
    assert coefficient
    return coefficient.value


def test_kappa_by_hand() -> None:
    # 3 of 4 the same; chance: 0.5 x 0.75 + 0.5 x 0.25 = 0.5.
    pairs = Pairs([("good", "good"), ("good", "good"), ("bad", "bad"), ("bad", "good")], STEPS)
    assert (pairs.number, pairs.same) == (4, 3)
    assert value(pairs.kappa()) == pytest.approx(0.5)
    # Whole steps from end to end: weights change nothing.
    assert value(pairs.kappa(Weights.LINEAR)) == pytest.approx(0.5)
    # Mean shares 0.625, 0 and 0.375 of three categories: pe = (0.234 + 0.234) / 2.
    assert value(pairs.gwet()) == pytest.approx((0.75 - 0.234375) / (1 - 0.234375))


def test_half_a_step_counts_half_and_squared_three_quarters() -> None:
    # Each rater once good, once middle, once bad: two of three a step apart.
    pairs = Pairs([("good", "middle"), ("middle", "good"), ("bad", "bad")], STEPS)
    assert value(pairs.kappa()) == pytest.approx(0.0)
    # Weights 0.5, 0.5, 1 against a chance of 5/9.
    assert value(pairs.kappa(Weights.LINEAR)) == pytest.approx((2 / 3 - 5 / 9) / (4 / 9))
    # Weights 0.75, 0.75, 1 against a chance of 2/3.
    assert value(pairs.kappa(Weights.QUADRATIC)) == pytest.approx((2.5 / 3 - 2 / 3) / (1 / 3))


@pytest.mark.parametrize("weights", Weights)
def test_nothing_is_said_where_nothing_can_differ(weights: Weights) -> None:
    same = Pairs([("good", "good")] * 12, STEPS)
    assert same.kappa(weights) is None
    assert same.gwet(weights) == Coefficient(value=1.0, se=0.0)
    for empty in (Pairs([], STEPS), Pairs([("good", None), (None, "bad")], STEPS)):
        assert (empty.number, empty.same) == (0, 0)
        assert empty.kappa(weights) is None
        assert empty.gwet(weights) is None
    single = Pairs([("good", "good")], ["good"])
    assert single.kappa(weights) is None
    assert single.gwet(weights) is None


def test_one_who_always_says_the_same_agrees_as_by_chance() -> None:
    pairs = Pairs([("good", "good"), ("good", "bad"), ("good", "good")], STEPS)
    assert value(pairs.kappa(Weights.LINEAR)) == pytest.approx(0.0)


def test_an_answer_that_may_not_be_given_is_named() -> None:
    with pytest.raises(KeyError, match="perhaps"):
        Pairs([("good", "perhaps")], STEPS)


@given(ratings, st.sampled_from(list(Weights)))
def test_raters_may_change_places(
    answers: list[tuple[str | None, str | None]], weights: Weights
) -> None:
    there, back = Pairs(answers, STEPS), Pairs([(b, a) for a, b in answers], STEPS)
    for one, other in (
        (there.kappa(weights), back.kappa(weights)),
        (there.gwet(weights), back.gwet(weights)),
    ):
        assert (one is None) == (other is None)
        if one and other:
            assert one.value == pytest.approx(other.value)
            assert one.se == pytest.approx(other.se, abs=1e-6)
            low, high = one.interval()
            assert -1 <= low <= one.value + 1e-9
            assert one.value - 1e-9 <= high <= 1


if REFERENCES:

    @pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.parent.name)
    def test_every_case_of_the_reference(path: Path) -> None:
        reference = json.loads(path.read_text(encoding="utf-8"))
        answers = defaultdict(list)
        with path.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                answers[row["case"]].append((row["rater1"] or None, row["rater2"] or None))
        limit = reference["tolerance"]["default"]
        assert len(reference["cases"]) >= 7
        for case, expected in reference["cases"].items():
            computed = _computed(Pairs(answers[case], expected["categories_in_order"]))
            for key in computed.keys() & expected.keys():
                assert _meets(computed[key], expected[key], limit), (case, key)


def _meets(computed: float | None, expected: float | None, limit: float) -> bool:
    if computed is None or expected is None:
        return computed is expected
    return abs(computed - expected) <= limit * max(abs(expected), 0.001)


def _computed(pairs: Pairs) -> dict[str, Any]:
    computed: dict[str, Any] = {"pairs": pairs.number}
    if pairs.number:
        computed["percent_agreement"] = 100 * pairs.same / pairs.number
    for weights, ending in ((Weights.NONE, ""), *((w, f"_{w}") for w in list(Weights)[1:])):
        for name, found in (
            (f"kappa{ending}", pairs.kappa(weights)),
            (f"ac2{ending}" if ending else "ac1", pairs.gwet(weights)),
        ):
            computed[name] = found and found.value
            computed[f"{name}_se"] = found and found.se
    return computed
