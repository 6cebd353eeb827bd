"""Forest plots: every row with its words, marks where its numbers are, signs for judgements, nothing cut off."""

import html
import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.charts.chart import Chart
from generator.charts.forest import draw_forest
from generator.charts.forest_row import Axis, Band, ForestRow, Level
from generator.charts.forest_scale import scale_of
from generator.charts.render import render_all
from generator.charts.theme import PAPER, WIDTH
from generator.synthesis.appraisal import SYMBOLS

RATIO = Axis(words="risk ratio", ratio=True, null=1.0)
ROWS = (
    ForestRow(label="Against placebo", kind="heading"),
    ForestRow(
        label="First",
        printed="0.41 (0.13 to 1.26)",
        estimate=0.41,
        low=0.13,
        high=1.26,
        slot=1,
        appraisal=(("+", Level.GOOD), ("×", Level.BAD)),
    ),
    ForestRow(
        label="On control",
        printed="2 (0.001 to 900)",
        estimate=2,
        low=0.001,
        high=900,
        control=True,
    ),
    ForestRow(
        label="Third", printed="not reported", appraisal=(("?", Level.UNKNOWN), ("−", Level.MIDDLE))
    ),
)


def draw(rows: Sequence[ForestRow] = ROWS, axis: Axis = RATIO, **more: Any) -> Chart:
    return draw_forest(rows, title="A title", description="A sentence.", axis=axis, **more)


def layers(chart: Chart, mark: str) -> list[dict[str, Any]]:
    return [layer for layer in chart.specification["layer"] if layer["mark"]["type"] == mark]


def values(chart: Chart, layer: dict[str, Any]) -> list[dict[str, Any]]:
    sets: dict[str, list[dict[str, Any]]] = chart.specification.get("datasets", {})
    return sets[layer["data"]["name"]] if "name" in layer["data"] else layer["data"]["values"]


def words_of(chart: Chart) -> str:
    (drawing,) = render_all([chart], None)
    return html.unescape(" ".join(re.sub("<[^>]*>", " ", "".join(drawing.svg)).split()))


def test_every_row_has_its_words_and_only_rows_with_an_interval_a_mark() -> None:
    chart = draw()
    drawn = words_of(chart)
    for row in ROWS:
        assert row.label in drawn
    (points,) = [layer for layer in layers(chart, "point") if "tooltip" in layer["encoding"]]
    assert [row["label"] for row in values(chart, points)] == ["First", "On control"]


def test_marks_stand_where_the_numbers_are() -> None:
    chart = draw()
    (points,) = [layer for layer in layers(chart, "point") if "tooltip" in layer["encoding"]]
    first, control = values(chart, points)
    assert (first["middle"], control["middle"]) == (0.41, 2)
    assert control["fill"] == PAPER.light


def test_what_goes_past_an_end_has_an_arrow_there() -> None:
    chart = draw()
    arrows = [
        row
        for layer in layers(chart, "point")
        for row in values(chart, layer)
        if "triangle" in row["shape"]
    ]
    marks = {row["shape"] for row in arrows if "label" not in row}
    assert marks == {"triangle-left", "triangle-right"}


def test_judgements_are_signs_in_columns_of_their_own_never_colour_alone() -> None:
    assert len(set(SYMBOLS.values())) == len({level.ink for level in Level}) == len(Level)
    chart = draw()
    signs = [
        (row["at_cell"], row["sign"])
        for layer in layers(chart, "text")
        for row in values(chart, layer)
        if "sign" in row
    ]
    assert sorted(sign for _, sign in signs) == sorted(["+", "?", "×", "−"])
    columns = {place for place, _ in signs}
    assert len(columns) == 2
    assert max(columns) < WIDTH


def test_a_band_says_what_it_is() -> None:
    chart = draw(band=Band(low=0.9, high=1.3, words="what people on a placebo did"))
    (band,) = layers(chart, "rect")
    assert [(row["at"], row["to"]) for row in values(chart, band)] == [(0.9, 1.3)]
    assert "Shaded: what people on a placebo did" in words_of(chart)


def test_no_two_rows_overlap_and_nothing_is_wider_than_a_phone() -> None:
    long = ForestRow(
        label="A very long name " * 12, printed="1 (0.5 to 2)", estimate=1, low=0.5, high=2
    )
    chart = draw([long, *ROWS])
    lines = [
        (row["at_words"], row["words"].count("\n") + 1)
        for layer in layers(chart, "text")
        for row in values(chart, layer)
        if "words" in row
    ]
    ends = [0]
    for top, count in sorted(lines):
        assert top >= ends[-1]
        ends.append(top + 18 * count)
    (drawing,) = render_all([chart], None)
    width, height = re.search(r'viewBox="0 0 (\S+) (\S+)"', "".join(drawing.svg)).groups()  # type: ignore[union-attr]
    assert float(width) <= WIDTH + 24
    assert float(height) >= ends[-1]


def test_rows_without_any_estimate_are_still_told() -> None:
    chart = draw(
        [ForestRow(label="Only", printed="not reported")], Axis(words="share", ends=(0, 100))
    )
    assert "Only: not reported" in words_of(chart)


def test_ticks_are_written_as_numbers_are() -> None:
    chart = draw([ROWS[1]], Axis(words="share", ends=(0, 100), ticks=(0, 25, 50, 75, 100)))
    assert "0 25 50 75 100" in words_of(chart)
    assert "0.2 0.5 1" in words_of(draw([ROWS[1]]))


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        draw(
            [ForestRow(label="Bad", estimate=float("nan"), low=0.1, high=2)],
            Axis(words="x", ends=(0, 3)),
        )


def test_a_row_without_a_control_group_makes_the_plot_say_so() -> None:
    alone = ForestRow(label="Alone", estimate=0.5, low=0.2, high=0.9, uncontrolled=True)
    assert "no control group" in words_of(draw([alone]))
    assert "no control group beside some of these figures" in words_of(draw([alone, *ROWS]))


def test_the_specification_is_the_same_each_time() -> None:
    assert json.dumps(draw().specification, sort_keys=True) == json.dumps(
        draw().specification, sort_keys=True
    )


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=8), st.booleans())
@settings(deadline=None)
def test_a_scale_holds_no_difference_and_its_ticks(numbers: list[float], ratio: bool) -> None:
    null = 1.0 if ratio else 0.0
    scale = scale_of(numbers, None, null, ratio=ratio)
    assert scale.low < scale.high
    assert scale.holds(null)
    assert all(scale.holds(tick) for tick in scale.ticks)
    assert all(scale.low <= scale.within(number) <= scale.high for number in numbers)
    if not ratio:
        assert all(scale.holds(number) for number in numbers)
