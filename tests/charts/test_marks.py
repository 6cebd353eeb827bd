"""A field that a row does not have fails in the type checker, and in the picture, never silently."""

import math
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.charts.marks import Marks

ROOT = Path(__file__).parents[2]
# `datum.value` is what an axis calls the number of a tick.
ENCODING = re.compile(r"""["'][A-Za-z_]\w*:[QNOT]["']|["'{ (]datum\.(?!value\b)[A-Za-z_]""")


@dataclass(frozen=True, slots=True)
class Inner:
    at_row: int


@dataclass(frozen=True, slots=True)
class Row:
    place: Inner
    share: float
    name: str


MARKS = Marks([Row(Inner(3), 0.5, "a")])


def test_an_encoding_names_the_field_that_is_read() -> None:
    assert MARKS.quantity(lambda row: row.share) == "share:Q"
    assert MARKS.quantity(lambda row: row.place.at_row) == "at_row:Q"
    assert MARKS.nominal(lambda row: row.name) == "name:N"
    assert MARKS.ordinal(lambda row: row.place.at_row) == "at_row:O"
    assert MARKS.datum(lambda row: row.share) == "datum.share"
    assert MARKS.chart.data.values == [{"at_row": 3, "share": 0.5, "name": "a"}]


def test_a_field_that_the_rows_lack_fails_at_once() -> None:
    with pytest.raises(AttributeError, match="Row has no field shore"):
        MARKS.quantity(lambda row: row.shore)  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="Inner has no field row_at"):
        MARKS.quantity(lambda row: row.place.row_at)  # type: ignore[attr-defined]


def test_an_encoding_computes_nothing() -> None:
    with pytest.raises(TypeError):
        MARKS.quantity(lambda row: 100 * row.share * row.share)
    with pytest.raises(TypeError, match="reads one field"):
        MARKS.field(lambda row: row.place)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"share is .*cannot be drawn"):
        Marks([Row(Inner(1), value, "a")])


def test_the_type_checker_finds_a_field_that_does_not_exist_or_is_of_another_kind(
    tmp_path: Path,
) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(
        "from dataclasses import dataclass\n"
        "from generator.charts.marks import Marks\n"
        "@dataclass(frozen=True)\n"
        "class Row:\n"
        "    share: float\n"
        "    name: str\n"
        'marks = Marks([Row(0.5, "a")])\n'
        "marks.quantity(lambda row: row.share)\n"
        "marks.quantity(lambda row: row.shore)\n"
        "marks.quantity(lambda row: row.name)\n"
    )
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(snippet)],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    lines = {int(line.split(":")[1]) for line in checked.stdout.splitlines() if ": error:" in line}
    assert lines == {9, 10}, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "generator/charts").glob("*.py")), ids=str)
def test_no_chart_writes_a_field_as_text(path: Path) -> None:
    assert ENCODING.findall(path.read_text(encoding="utf-8")) == []
