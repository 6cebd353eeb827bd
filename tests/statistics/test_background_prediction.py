"""How many would respond without the drug: beta-binomial from one group, random effects from several."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.statistics.background_prediction import (
    ControlCount,
    Prediction,
    predict,
    predict_from_one,
    predict_from_several,
)
from generator.statistics.new_group import new_group

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "trials"
ENDS = (0.05, 0.5, 0.95)


def read(name: str) -> tuple[Mapping[str, Any], list[dict[str, str]]]:
    if not REFERENCE.is_dir():
        pytest.skip("the reference numbers are not beside the project")
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))["cases"], rows


def near(expected: float, tolerance: float) -> Any:
    """Return what agrees with a reference number within its tolerance, as its folder judges."""
    return pytest.approx(expected, rel=tolerance, abs=tolerance * 1e-3)


def answers(prediction: Prediction, happened: int) -> dict[str, object]:
    low, middle, high = map(prediction.quantile, ENDS)
    return {
        "pmf": list(prediction.chances),
        "mean": prediction.mean,
        "median": middle,
        "q05": low,
        "q95": high,
        "p_at_least": prediction.at_least(happened),
        "p_at_most": prediction.at_most(happened),
    }


def test_one_group_gives_the_reference_numbers() -> None:
    cases, rows = read("background")
    for row in rows:
        control = ControlCount(int(row["x"]), int(row["n"]))
        prediction = predict_from_one(control, int(row["N"]))
        for name, answer in answers(prediction, int(row["m"])).items():
            assert answer == near(cases[row["id"]][name], 1e-8), (row["id"], name)


def test_several_groups_give_the_reference_numbers() -> None:
    cases, rows = read("background-map")
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[row["id"]].append(row)
    for case, expected in cases.items():
        name, _, scale = case.rpartition("_tau-half-normal-")
        first, *_ = groups[name]
        controls = [ControlCount(int(row["x"]), int(row["n"])) for row in groups[name]]
        prediction = predict_from_several(controls, int(first["N"]), float(scale))
        posterior = new_group(controls, float(scale))
        answer = answers(prediction, int(first["m"])) | {
            "p_new_median": posterior.share(0.5),
            "p_new_90": [posterior.share(0.05), posterior.share(0.95)],
            "mu_mean": posterior.mean,
            "tau_mean": posterior.spread,
            "log_evidence": posterior.log_evidence,
        }
        for key in answer.keys() & expected.keys():
            assert answer[key] == near(expected[key], 1e-5), (case, key)


def test_of_ten_people_about_four_would_respond_where_21_of_48_did() -> None:
    prediction = predict([ControlCount(21, 48)], 10)
    assert prediction.people == 10
    assert tuple(map(prediction.quantile, ENDS)) == (2, 4, 7)
    assert prediction.mean == pytest.approx(10 * 21.5 / 49)
    assert prediction.at_least(10) == pytest.approx(0.00070093, rel=1e-5)
    assert prediction.at_least(0) == pytest.approx(1)
    assert prediction.at_most(10) == pytest.approx(1)


@pytest.mark.parametrize(
    ("control", "ends"), [(ControlCount(0, 10), (0, 0, 2)), (ControlCount(12, 12), (8, 10, 10))]
)
def test_nobody_and_everybody_leave_room_for_others(
    control: ControlCount, ends: tuple[int, int, int]
) -> None:
    assert tuple(map(predict([control], 10).quantile, ENDS)) == ends


Predict = Callable[[], Prediction]


def test_groups_that_differ_make_the_prediction_wider() -> None:
    alike = predict([ControlCount(20, 40), ControlCount(20, 40)], 20)
    apart = predict([ControlCount(4, 40), ControlCount(36, 40)], 20)
    assert apart.quantile(0.95) - apart.quantile(0.05) > alike.quantile(0.95) - alike.quantile(0.05)


def test_the_order_of_groups_changes_nothing_and_large_groups_are_no_difficulty() -> None:
    first, second = ControlCount(310, 1000), ControlCount(290, 1000)
    one, other = predict([first, second], 10), predict([second, first], 10)
    assert one.chances == pytest.approx(other.chances, rel=1e-9)
    assert sum(one.chances) == pytest.approx(1, rel=1e-7)
    assert one.quantile(0.5) == 3


def test_the_same_question_has_the_same_answer_to_the_last_digit() -> None:
    controls = [(3, 9), (5, 11)]
    assert new_group(controls).chances(5) == new_group(controls).chances(5)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: predict([], 10),
        lambda: predict([ControlCount(5, 4)], 10),
        lambda: predict([ControlCount(0, 0)], 10),
        lambda: predict([ControlCount(1, 4)], 0),
        lambda: predict([ControlCount(1, 4), ControlCount(5, 4)], 10),
    ],
)
def test_what_is_no_group_of_people_is_refused(ask: Predict) -> None:
    with pytest.raises(ValueError, match=r"no control group|no share of people|new people"):
        ask()
