"""Reference numbers for controlled trials, which stand beside the project where they are at hand."""

import csv
import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "reference" / "trials"
Row = Mapping[str, Any]
Answers = dict[str, Any]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The cases of a table, numbers as numbers and blanks as None."""
    if not FOLDER.is_dir():
        pytest.skip("the reference numbers are not beside the project")
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            {key: _value(text) for key, text in row.items()} for row in csv.DictReader(file)
        )


def judge(name: str, answer: Callable[[Row], Answers]) -> None:
    """Hold the answers of every case of a file against what is expected, within its tolerance."""
    judge_all(name, {row["id"]: answer(row) for row in rows(name)})


def judge_all(name: str, answers: Mapping[str, Answers]) -> None:
    if not FOLDER.is_dir():
        pytest.skip("the reference numbers are not beside the project")
    reference = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    tolerance, keys = reference["tolerance"], set()
    assert set(answers) == set(reference["cases"])
    for case, expected in reference["cases"].items():
        for key in answers[case].keys() & expected.keys():
            keys.add(key)
            allowed = tolerance.get(key, tolerance["default"])
            floor = tolerance.get("absolute", {}).get(key, 0)
            assert _same(expected[key], answers[case][key], allowed, floor), (
                name, case, key, expected[key], answers[case][key],
            )  # fmt: skip
    assert keys == {key for given in answers.values() for key in given}, "a key that no case has"


def or_none(calculation: Callable[[], Any]) -> Any:
    """The result, or None where there is no answer (NoAnswerError is a ValueError)."""
    try:
        return calculation()
    except ValueError:
        return None


def _value(text: str) -> Any:
    try:
        return float(text) if "." in text or "e" in text else int(text)
    except ValueError:
        return text or None


def _same(expected: Any, answer: Any, allowed: float, floor: float) -> bool:
    if isinstance(expected, list) and isinstance(answer, list | tuple):
        return len(expected) == len(answer) and all(
            _same(a, b, allowed, floor) for a, b in zip(expected, answer, strict=True)
        )
    if isinstance(expected, bool | str) or expected is None or isinstance(answer, bool | None):
        return bool(expected == answer)
    return math.isfinite(answer) and abs(expected - answer) <= max(
        allowed * max(abs(expected), 1e-3), floor
    )
