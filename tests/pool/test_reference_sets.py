"""Every number of the reference sets, key by key, where the reference stands beside the project."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.pool.analysis import analyse
from generator.pool.study_file import read_effect_table

SETS = sorted(
    path.with_suffix(".csv")
    for path in (Path(__file__).parents[3] / "shared" / "reference").glob("**/*.json")
    if path.with_suffix(".csv").exists()
    and "analyses" in path.read_text(encoding="utf-8")[:1_000_000]
)
WORDS = {"call", "note", "title", "source", "software", "method", "warnings"}
# Path in the answer, and how far it may be off; the first that fits counts. Other programs stop
# early here and there.
TOLERANCES = (
    (r"\.VGAM\.", 1e-5),
    (r"GLMM_OR\.CM\.EL\.Q_wald", 1e-1),  # the reference differentiates a coarse fit of each study
    (
        r"GLMM_OR\.UM\.RS_nAGQ1",
        1e-1,
    ),  # Laplace's method, which lme4 ends early: with tolPwrss=1e-10 it agrees
    (r"GLMM_\w+\.ML_nAGQ1\.", 2e-2),  # the same
    (r"GLMM_.*exact_ml\.(tau2|tau)", 1e-5),
    (r"GLMM_.*exact_ml", 1e-6),
    (r"GLMM_", 1e-3),
    (r"beta_binomial", 1e-5),
    (r"heterogeneity_ci\.tau\[0\]", 2e-3),  # the root of a variance that is 0 up to 1e-12 there
    (r"\b(REML|ML|PM|EB|REML_\w+|heterogeneity_ci|leave_one_out|cumulative)\b", 2e-6),
    (r"", 1e-8),
)


def walk(seen: Any, expected: Any, path: str = "") -> Iterator[str]:
    """Yield every place where the answer is not as expected."""
    if isinstance(expected, dict):
        yield from walk_keys(seen, expected, path)
    elif isinstance(expected, list):
        if not isinstance(seen, list) or len(seen) != len(expected):
            yield f"{path} is {seen}, expected {expected}"
            return
        for place, (one, other) in enumerate(zip(seen, expected, strict=True)):
            yield from walk(one, other, f"{path}[{place}]")
    elif isinstance(expected, bool | str) or expected is None:
        if seen != expected:
            yield f"{path} is {seen!r}, expected {expected!r}"
    elif not isinstance(seen, int | float) or not close(path, seen, expected):
        yield f"{path} is {seen}, expected {expected}"


def walk_keys(seen: Any, expected: dict[str, Any], path: str) -> Iterator[str]:
    if "warnings" in expected or "error" in expected:
        return
    for key, value in expected.items():
        if key in WORDS or (key == "VGAM" and expected["optim"]["boundary"]):
            continue
        if not isinstance(seen, dict) or key not in seen:
            yield f"{path}.{key} is missing"
        else:
            yield from walk(seen[key], value, f"{path}.{key}")


def close(path: str, seen: float, expected: float) -> bool:
    tolerance = next(limit for pattern, limit in TOLERANCES if re.search(pattern, path))
    return abs(seen - expected) <= tolerance * max(abs(expected), 1e-3)


@pytest.mark.skipif(not SETS, reason="the reference sets are not beside the project")
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_number_of_a_reference_set_is_reproduced(path: Path) -> None:
    table, findings = read_effect_table(path.read_bytes(), path.name, path.stem)
    assert findings == []
    assert table is not None
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    answer = json.loads(json.dumps(analyse(table), allow_nan=False))
    assert list(walk(answer, expected)) == []
