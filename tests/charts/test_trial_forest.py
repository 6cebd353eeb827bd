"""The forest plot of trials: aligned columns, marks exactly where their numbers are, letters that never shrink."""

import dataclasses
import math
import re
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.charts.chart import Chart
from generator.charts.forest_row import Level
from generator.charts.lettering import lines_within, text_width
from generator.charts.render import render_all
from generator.charts.trial_forest import draw_trial_forest
from generator.charts.trial_forest_columns import DESK_WIDTH, columns_of
from generator.charts.trial_forest_phone import PHONE_WIDTH
from generator.charts.trial_forest_plot import LARGEST, PLAIN, SMALLEST
from generator.charts.trial_forest_row import (
    AverageRow,
    Effect,
    Heads,
    Light,
    Threshold,
    TrialForest,
    TrialGroup,
    TrialRow,
)
from generator.charts.trial_forest_scale import trial_scale

SVG = "{http://www.w3.org/2000/svg}"
DOMAINS = ("Randomisation", "Deviations", "Missing data", "Measurement", "Reporting")


def effect(estimate: float | None, low: float, high: float) -> Effect:
    return Effect(printed=f"{estimate} ({low} to {high})", estimate=estimate, low=low, high=high)


def trial(name: str, shown: Effect, weight: float | None = None, **more: object) -> TrialRow:
    lights = tuple(Light(level=level, words=level.value) for level in (*Level, Level.GOOD))
    row = TrialRow(
        name=name,
        treated="14 / 131",
        control="14 / 136",
        effect=shown,
        weight=weight,
        lights=lights,
        overall=Light(level=Level.BAD, words="high"),
        judged="Risk of bias: high (measurement)",
        address=f"../studies/{name.lower()}.html#all",
    )
    return dataclasses.replace(row, **more)  # type: ignore[arg-type]


TRIALS = (
    trial("Alder", effect(0.4, 0.2, 0.8), 25.0),
    trial("Birch", effect(0.8, 0.6, 1.07), 64.0),
    trial("Cedar", effect(2.9, 0.1, 84.0), 4.0),
    trial("Dogwood", effect(1.1, 0.4, 3.0), 7.0),
)
HEADS = Heads(
    study="Trial",
    treated="On the drug\nevents / people",
    control="On placebo\nevents / people",
    measure="Risk ratio",
    lights=DOMAINS,
)
AVERAGE = AverageRow(
    name="Average of all four",
    detail="1,068 people",
    treated="56 / 524",
    control="56 / 544",
    effect=effect(0.645, 0.408, 1.018),
    weight=100.0,
)
FOREST = TrialForest(
    groups=(TrialGroup(rows=TRIALS),),
    heads=HEADS,
    null=1.0,
    ratio=True,
    favours=("fewer deaths on the drug", "more deaths"),
    average=AVERAGE,
    prediction=AverageRow(
        name="In a new setting", detail="95% prediction interval", effect=effect(None, 0.21, 1.99)
    ),
    thresholds=(Threshold(value=0.84, words="2 fewer of 100 where 13 get it"),),
)
LONG = " ".join(["A very long name of a group of people"] * 3)


@cache
def drawn(forest: TrialForest) -> list[etree._Element]:
    drawings = render_all(draw_trial_forest(forest, "Deaths by day 28"), None)
    return [etree.fromstring(str(drawing.svg).encode()) for drawing in drawings]


def words_of(picture: etree._Element) -> str:
    return " ".join(" ".join(picture.itertext()).split())


def points(path: str) -> list[tuple[float, float]]:
    pairs = re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)
    return [(float(x), float(y)) for x, y in pairs]


def marks(picture: etree._Element, kind: str) -> list[etree._Element]:
    groups = [
        group
        for group in picture.iter(f"{SVG}g")
        if f"mark-{kind} role-mark" in group.get("class", "")
    ]
    return [mark for group in groups for mark in group if mark.tag != f"{SVG}g"]


def place_of(picture: etree._Element, value: float) -> float:
    """Return where a value lies, from two numbers of the drawn axis and nothing of our own code."""
    ticks: dict[float, float] = {}
    for text in picture.iter(f"{SVG}text"):
        if re.fullmatch(r"−?[\d.]+", text.text or ""):
            left = float(re.search(r"\((-?[\d.]+)", text.get("transform", ""))[1])  # type: ignore[index]
            tick = float((text.text or "").replace("−", "-"))
            ticks[tick] = left + text_width(text.text or "", 13) / 2
    (a, at_a), *_, (b, at_b) = sorted(ticks.items())
    across = (math.log(value) - math.log(a)) / (math.log(b) - math.log(a))
    return at_a + across * (at_b - at_a)


@pytest.mark.parametrize("drawing", [0, 1], ids=["desk", "phone"])
def test_a_diamond_is_exactly_as_wide_as_its_interval_and_highest_at_the_estimate(
    drawing: int,
) -> None:
    picture = drawn(FOREST)[drawing]
    (diamond,) = marks(picture, "area")
    corners = points(diamond.get("d", ""))
    assert diamond.get("stroke") is None
    left, right = min(corners)[0], max(corners)[0]
    assert left == pytest.approx(place_of(picture, 0.408), abs=0.5)
    assert right == pytest.approx(place_of(picture, 1.018), abs=0.5)
    top = min(corners, key=lambda corner: corner[1])
    bottom = max(corners, key=lambda corner: corner[1])
    assert top[0] == bottom[0] == pytest.approx(place_of(picture, 0.645), abs=0.5)
    assert bottom[1] - top[1] == pytest.approx(20, abs=0.1)


def test_the_diamond_of_some_trials_is_lower_and_of_another_colour() -> None:
    part = AverageRow(name="Average of both", effect=effect(0.7, 0.5, 0.9), weight=89.0)
    groups = (
        TrialGroup(rows=TRIALS[:2], head="Low dose", average=part),
        TrialGroup(rows=TRIALS[2:], head="High dose"),
    )
    picture = drawn(dataclasses.replace(FOREST, groups=groups))[0]
    heights, colours = [], set()
    for diamond in marks(picture, "area"):
        tall = [y for _, y in points(diamond.get("d", ""))]
        heights.append(round(max(tall) - min(tall)))
        colours.add(diamond.get("fill"))
    assert sorted(heights) == [14, 20]
    assert len(colours) == 2
    words = words_of(picture)
    assert words.index("Low dose") < words.index("High dose")


def sides(picture: etree._Element) -> list[float]:
    """Return the sides of the squares in the colour of the drug, from the top down."""
    squares = []
    for mark in marks(picture, "symbol"):
        corners = points(mark.get("d", ""))
        if "--ev-drug" in mark.get("fill", "") and "h" in mark.get("d", ""):
            squares.append(2 * abs(corners[0][0]))
    return squares


def test_the_area_of_a_square_is_the_weight_and_none_is_too_small_to_be_seen() -> None:
    picture = drawn(FOREST)[0]
    heaviest = 64.0
    expected = [max(SMALLEST, LARGEST * math.sqrt((row.weight or 0) / heaviest)) for row in TRIALS]
    assert sides(picture) == pytest.approx(expected, abs=0.1)
    assert expected[1] == LARGEST
    light = dataclasses.replace(
        FOREST, groups=(TrialGroup(rows=(*TRIALS, trial("Elm", effect(1, 0.5, 2), 0.1))),)
    )
    assert min(sides(drawn(light)[0])) == pytest.approx(SMALLEST, abs=0.1)


def not_averaged() -> TrialForest:
    rows = tuple(dataclasses.replace(row, weight=None) for row in TRIALS)
    return dataclasses.replace(
        FOREST,
        groups=(TrialGroup(rows=rows),),
        average=None,
        prediction=None,
        sentence="Not averaged: the trials count other events.",
    )


@pytest.mark.parametrize("drawing", [0, 1], ids=["desk", "phone"])
def test_trials_that_are_not_averaged_have_squares_of_one_size_no_diamond_and_one_sentence(
    drawing: int,
) -> None:
    picture = drawn(not_averaged())[drawing]
    assert sides(picture) == pytest.approx([PLAIN] * 4, abs=0.1)
    assert marks(picture, "area") == []
    words = words_of(picture)
    assert "Not averaged: the trials count other events." in words
    assert "Weight" not in words
    assert "%" not in words.replace("95%", "")


@pytest.mark.parametrize("drawing", [0, 1], ids=["desk", "phone"])
def test_every_row_has_all_of_its_words_once(drawing: int) -> None:
    picture = drawn(FOREST)[drawing]
    words = words_of(picture)
    for row in TRIALS:
        assert words.count(row.effect.printed) == 2  # in the description and in the row
        assert f"{row.weight:.1f}%" in words
    for phrase in ("Average of all four", "100%", "In a new setting", "fewer deaths on the drug", "more deaths",
                   "Dashed: 2 fewer of 100 where 13 get it", "Risk ratio"):  # fmt: skip
        assert phrase in words


def test_the_range_of_a_new_setting_has_a_row_of_its_own_under_the_average() -> None:
    picture = drawn(FOREST)[0]
    (diamond,) = marks(picture, "area")
    bottom = max(y for _, y in points(diamond.get("d", "")))
    left, right = place_of(picture, 0.21), place_of(picture, 1.99)
    spans = []
    for line in marks(picture, "rule"):
        x, y = points(
            line.get("transform", "").replace("(", "(0,0) (").replace("translate(0,0)", "")
        )[-1]
        length = float(line.get("x2", "0"))
        spans.append((min(x, x + length), max(x, x + length), y))
    (below,) = [y for low, high, y in spans if abs(low - left) < 0.5 and abs(high - right) < 0.5]
    assert below > bottom + 10


def test_too_few_trials_to_predict_is_said_in_words() -> None:
    few = AverageRow(name="In a new setting", effect=Effect(printed="too few trials to predict"))
    for picture in drawn(dataclasses.replace(FOREST, prediction=few)):
        assert "too few trials to predict" in words_of(picture).replace(
            "too few trials to  ", "too few trials to "
        )


def test_an_interval_that_leaves_the_axis_ends_in_an_arrow_and_its_numbers_are_whole() -> None:
    scale = trial_scale(FOREST)
    assert scale.holds(2.9)
    assert not scale.holds(84.0)
    picture = drawn(FOREST)[0]
    plot = columns_of(FOREST).plot
    tips = [
        float(re.search(r"\((-?[\d.]+)", mark.get("transform", ""))[1])  # type: ignore[index]
        for mark in marks(picture, "symbol")
        if "Z" in mark.get("d", "")
        and "h" not in mark.get("d", "")
        and "A" not in mark.get("d", "")
    ]
    assert plot.right in [pytest.approx(tip, abs=0.01) for tip in tips]
    assert "2.9 (0.1 to 84.0)" in words_of(picture)


def test_a_diamond_wider_than_the_scale_is_cut_at_its_end() -> None:
    wide = dataclasses.replace(AVERAGE, effect=effect(1.0, 1e-6, 1e6))
    forest = dataclasses.replace(FOREST, average=wide)
    (diamond,) = marks(drawn(forest)[0], "area")
    across = [x for x, _ in points(diamond.get("d", ""))]
    plot = columns_of(forest).plot
    assert min(across) == pytest.approx(plot.left, abs=0.01)
    assert max(across) == pytest.approx(plot.right, abs=0.01)
    # Cut, not drawn to a point: the end still has height.
    heights = {round(y, 1) for x, y in points(diamond.get("d", "")) if abs(x - plot.left) < 0.01}
    assert len(heights) == 2


def test_the_drawings_have_their_widths_and_the_plot_its_room() -> None:
    desk, phone = drawn(FOREST)
    assert float(desk.get("width", "")) == DESK_WIDTH <= 788  # the room in a window of 820 pixels
    assert float(phone.get("width", "")) == PHONE_WIDTH <= 358
    assert columns_of(FOREST).plot.width >= 230
    means = dataclasses.replace(
        FOREST,
        groups=(TrialGroup(rows=tuple(dataclasses.replace(row, treated="123.4 (56.7), 131", control="123.4 (56.7), 131") for row in TRIALS)),),
    )  # fmt: skip
    assert columns_of(means).plot.width >= 230


def texts(picture: etree._Element) -> list[tuple[float, float, float, str]]:
    """Return every line of text: its left and right end, its height, its words."""
    lines = []
    for text in picture.iter(f"{SVG}text"):
        if "rotate" in text.get("transform", ""):
            continue
        x, y = map(
            float, re.search(r"\((-?[\d.]+),(-?[\d.]+)\)", text.get("transform", "")).groups()
        )  # type: ignore[union-attr]
        spans = list(text.iter(f"{SVG}tspan")) or [text]
        for place, span in enumerate(spans):
            words = span.text or ""
            width = text_width(words, 13, strong=text.get("font-weight") == "bold")
            left = {"end": x - width, "middle": x - width / 2}.get(text.get("text-anchor", ""), x)
            lines.append((left, left + width, y + 17 * place, words))
    return lines


@pytest.mark.parametrize("drawing", [0, 1], ids=["desk", "phone"])
def test_no_words_run_into_each_other_however_long_they_are(drawing: int) -> None:
    rows = (
        *TRIALS,
        trial(f"Elm ({LONG})", effect(0.5, 0.2, 0.9), 10.0, treated="1,234.5 (678.9), 12,345", control="not reported"),
        trial("Fir", Effect(printed="not estimable, as nobody had the event in either group"), None),
    )  # fmt: skip
    forest = dataclasses.replace(
        FOREST,
        groups=(TrialGroup(rows=rows, head=LONG, average=dataclasses.replace(AVERAGE, name=LONG)),),
        favours=(LONG, LONG),
        heads=dataclasses.replace(HEADS, treated=f"{LONG}\nmean (SD), n"),
    )
    picture = drawn(forest)[drawing]
    lines = texts(picture)
    width = (DESK_WIDTH, PHONE_WIDTH)[drawing]
    for left, right, _, words in lines:
        assert left >= -1, words
        assert right <= width + 2, words
    for place, (left, right, y, words) in enumerate(lines):
        for other_left, other_right, other_y, other in lines[place + 1 :]:
            apart = abs(y - other_y) >= 12 or right <= other_left + 1 or other_right <= left + 1
            assert apart, (words, other)
    assert max(y for *_, y, _ in lines) <= float(picture.get("height", ""))


def test_lights_stand_under_named_heads_and_no_sign_is_colour_alone() -> None:
    desk, phone = drawn(FOREST)
    signs = [text.text for text in marks(desk, "text") if text.text in {"+", "−", "!", "?"}]
    assert len(signs) == len(TRIALS) * 6
    assert set(signs) == {"+", "−", "!", "?"}
    for head in (*DOMAINS, "Overall"):
        assert head in words_of(desk)
    # A phone has one line of words instead.
    assert not [text for text in marks(phone, "text") if text.text in {"+", "!"}]
    assert words_of(phone).count("Risk of bias: high (measurement)") == 2 * len(TRIALS)


def test_names_lead_to_where_the_numbers_stand_and_the_rest_is_heard_once() -> None:
    for picture in drawn(FOREST):
        links = list(picture.iter(f"{SVG}a"))
        assert [link.get("href") for link in links] == [row.address for row in TRIALS]
        assert [words_of(link) for link in links] == [row.name for row in TRIALS]
        assert picture.get("role") == "group"
        for text in picture.iter(f"{SVG}text"):
            hidden = any(above.get("aria-hidden") == "true" for above in text.iterancestors())
            linked = any(above.tag == f"{SVG}a" for above in text.iterancestors())
            assert hidden or text.get("aria-hidden") == "true" or linked
        (description,) = picture.iter(f"{SVG}desc")
        for row in TRIALS:
            assert f"{row.name}: 14 / 131 against 14 / 136, {row.effect.printed}" in words_of(
                description
            )


def test_differences_stand_on_even_steps_and_ratios_on_their_own() -> None:
    difference = dataclasses.replace(
        FOREST,
        groups=(TrialGroup(rows=(trial("Alder", effect(-2.1, -5.6, 1.4), 50.0), trial("Birch", effect(-5.6, -9.3, -1.9), 50.0))),),
        null=0.0, ratio=False, average=None, prediction=None, thresholds=(),
    )  # fmt: skip
    assert trial_scale(difference).ticks == (-5.0, 0.0)
    assert "−5 0" in words_of(drawn(difference)[0])
    assert {0.2, 0.5, 1.0, 2.0} <= set(trial_scale(FOREST).ticks)


effects = st.tuples(st.floats(0.02, 50), st.floats(1.01, 30), st.floats(1.01, 30)).map(
    lambda drawn: effect(drawn[0], drawn[0] / drawn[1], drawn[0] * drawn[2])
)


@given(st.lists(effects, min_size=1, max_size=6), effects)
@settings(deadline=None)
def test_the_scale_holds_every_estimate_the_whole_average_and_no_effect(
    shown: Sequence[Effect], average: Effect
) -> None:
    rows = tuple(trial(f"T{place}", each, 10.0) for place, each in enumerate(shown))
    forest = dataclasses.replace(
        FOREST,
        groups=(TrialGroup(rows=rows),),
        average=dataclasses.replace(AVERAGE, effect=average),
    )
    scale = trial_scale(forest)
    assert scale.holds(1.0)
    assert all(scale.holds(each.estimate or 0) for each in shown)
    for end in (average.low, average.high):
        assert scale.holds(min(max(end or 0, 0.01), 100.0))


def test_a_trial_whose_ratio_reaches_nought_gets_an_arrow_and_no_error() -> None:
    nought = trial("Elm", effect(0.0, 0.0, 0.8), 5.0)
    forest = dataclasses.replace(FOREST, groups=(TrialGroup(rows=(*TRIALS, nought)),))
    assert len(sides(drawn(forest)[0])) == len(TRIALS)


def test_lines_are_broken_between_words_and_at_breaks_alone() -> None:
    assert lines_within("one two\nthree", 500, 13) == ["one two", "three"]
    assert lines_within("one two three", text_width("one two", 13), 13) == ["one two", "three"]
    assert lines_within("Donaudampfschiffahrt", 10, 13) == ["Donaudampfschiffahrt"]


def test_two_drawings_are_the_same_each_time_and_say_the_same() -> None:
    charts = draw_trial_forest(FOREST, "Deaths")
    assert charts == draw_trial_forest(FOREST, "Deaths")
    desk, phone = charts
    assert isinstance(desk, Chart)
    assert (desk.title, desk.description) == (phone.title, phone.description)
