"""Pictures: the same bytes each time, names and descriptions, colours of the page, and no picture of nothing."""

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator.charts.change import Change, draw_changes
from generator.charts.chart import Chart, wrapped
from generator.charts.composition import Composition, draw_composition
from generator.charts.patients import PatientLine, draw_patients
from generator.charts.proportions import Proportion, draw_proportions
from generator.charts.render import render_all
from generator.charts.runtime import runtime_script
from generator.charts.stack import stacked
from generator.charts.swimmer import Lane, draw_swimmer
from generator.charts.theme import ROLES, SLOTS, colour, shape
from generator.charts.timeline import YearTotal, draw_timeline
from generator.charts.waterfall import Line, PatientChange, draw_waterfall
from generator.frame import FOLDER

HOSTILE = '<b id="x">&{{ 1 }} url(#y) #1b2127 \\ "quoted" {: .z }'


def proportions(label: str = "Arm", *, uncontrolled: bool = True, control: bool = False) -> Chart:
    rows = [
        Proportion(label=label, group="12 weeks", events=10, total=10, printed="10 of 10", slot=0,
                   uncontrolled=uncontrolled, control=control),
        Proportion(label=label, group="12 weeks", events=0, total=7, printed="0 of 7", slot=1),
    ]  # fmt: skip
    return draw_proportions(
        rows, title=f"Shares {label}", description=f"Two shares {label}", axis="share of people, %"
    )


def changes(*, uncontrolled: bool = True) -> Chart:
    rows = [
        Change(label="Study", group="one", before=28.0, after=9.5, spread_before=(12.6, 43.4), spread_after=None,
               printed="28 ± 15.4 → 9.5", slot=0, uncontrolled=uncontrolled),
        Change(label="Study", group="two", before=20.0, after=21.0, spread_before=None, spread_after=None,
               printed="20 → 21", slot=3, uncontrolled=uncontrolled),
    ]  # fmt: skip
    return draw_changes(
        rows, title="Score", description="A score", axis="Score", better="lower", ends=(None, None)
    )


def patients() -> Chart:
    lines = [
        PatientLine(patient=f"Patient {number}", slot=0, uncontrolled=True,
                    points=((0, "start", 30.0 + number), (1, "week 4", 10.0)))
        for number in range(3)
    ]  # fmt: skip
    return draw_patients(
        lines, title="Score in 3", description="Three lines", axis="Score", better="lower"
    )


def composition() -> Chart:
    parts = (("minimal", 5), ("moderate", 5), ("major", 0))
    bar = Composition(label="One", printed_total="n = 10", total=10, parts=parts, uncontrolled=True)
    return draw_composition([bar], title="Degree", description="Five and five")


def timeline() -> Chart:
    steps = [
        YearTotal(year=2001, studies=1, low=12, high=12, controlled=False),
        YearTotal(year=2003, studies=3, low=1033, high=1040, controlled=True),
    ]
    return draw_timeline(steps, title="People so far", description="Two years")


def waterfall() -> Chart:
    rows = [
        PatientChange(
            patient="Patient 1",
            difference=-20.0,
            printed="30 → 10 (−20)",
            slot=0,
            uncontrolled=True,
        ),
        PatientChange(
            patient="Patient 2", difference=0.0, printed="10 → 10 (0)", slot=None, uncontrolled=True
        ),
    ]
    lines = [Line(at=-4.0, letter="a")]
    return draw_waterfall(
        rows, title="Changes", description="Two", axis="Score", better="lower", lines=lines
    )


def swimmer() -> Chart:
    lanes = [
        Lane(
            patient="Patient 1",
            months=19.0,
            printed="19 months",
            seen="on oxygen → well",
            slot=0,
            uncontrolled=True,
        ),
        Lane(
            patient="Patient 2", months=1.6, printed="48 days", seen="", slot=0, uncontrolled=True
        ),
    ]
    return draw_swimmer(lanes, title="Observed", description="Two lanes", axis="months observed")


EVERY = (proportions, changes, patients, composition, timeline, waterfall, swimmer)


def inside(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from inside(value)
    elif isinstance(node, list):
        for value in node:
            yield from inside(value)


@pytest.mark.parametrize("make", EVERY)
def test_every_field_that_is_drawn_stands_in_the_numbers(make: Any) -> None:
    specification = make().specification
    rows = [row for values in specification.get("datasets", {}).values() for row in values]
    rows += [row for node in inside(specification) if isinstance(node.get("values"), list)
             for row in node["values"] if isinstance(row, dict)]  # fmt: skip
    known = {name for row in rows for name in row}
    known |= {node["as"] for node in inside(specification) if "calculate" in node}
    fields = {node["field"] for node in inside(specification) if isinstance(node.get("field"), str)}
    assert fields
    assert fields <= known


@pytest.mark.parametrize("make", EVERY)
def test_a_picture_is_named_described_and_takes_its_colours_from_the_page(make: Any) -> None:
    (drawing,) = render_all([make()], None)
    root = etree.fromstring(str(drawing.svg).encode(), etree.XMLParser(recover=False))
    title, description = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    assert description.text
    colours = set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"var\([^)]*\)", "", str(drawing.svg))))
    assert colours == set()
    assert "\n" not in str(drawing.svg)


def test_a_picture_is_drawn_the_same_each_time_and_from_the_store(tmp_path: Path) -> None:
    charts = [make() for make in EVERY]
    first = render_all(charts, tmp_path)
    stored = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert len(stored) == len(charts)
    assert render_all(charts, tmp_path) == first == render_all(charts, None)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == stored


def test_a_store_that_was_damaged_or_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    first = render_all([proportions()], tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(b"\xff\xfe")
    assert render_all([proportions()], tmp_path) == first
    assert render_all([proportions()], Path("/proc/nowhere")) == first


def test_ids_of_two_pictures_never_meet() -> None:
    drawings = render_all([proportions("one"), proportions("two"), changes()], None)
    ids = Counter(
        name for drawing in drawings for name in re.findall(r' id="([^"]+)"', str(drawing.svg))
    )
    assert len(ids) == 2 * len(drawings)
    assert set(ids.values()) == {1}


def test_foreign_text_in_a_picture_comes_out_as_itself() -> None:
    (drawing,) = render_all([proportions(HOSTILE)], None)
    svg = str(drawing.svg)
    shown = " ".join(etree.fromstring(svg.encode()).itertext())
    for word in HOSTILE.split():
        assert word in shown
    outside = re.sub(r"<[^>]*>", "", svg)
    assert not re.search(r"[{}<>\"]", outside)
    assert "<" not in drawing.specification
    assert json.loads(drawing.specification)[
        "datasets" if "datasets" in drawing.specification else "layer"
    ]


def test_a_picture_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        draw_proportions([], title="x", description="x", axis="x")


def test_every_picture_without_a_control_group_says_so() -> None:
    for chart in (changes(), patients(), composition()):
        assert chart.specification["title"] == "no control group beside these figures"
    assert proportions().specification["title"] == "no control group beside some of these figures"
    assert "title" not in proportions(uncontrolled=False).specification
    assert "title" not in changes(uncontrolled=False).specification


def test_rows_stand_below_each_other_and_no_word_is_cut_off() -> None:
    texts = [
        "10 of 10: a short row",
        "5 of 10: " + "a long label of many words " * 6,
        "10 of 10: a short row",
    ]
    stack = stacked(texts)
    assert [" ".join(place.words.split()) for place in stack.places] == [
        " ".join(text.split()) for text in texts
    ]
    for place in stack.places:
        lines = place.words.count("\n") + 1
        assert place.at_row >= place.at_words + 18 * lines
    for earlier, later in zip(stack.places, stack.places[1:], strict=False):
        assert earlier.at_row < later.at_words
    assert stack.height > stack.places[-1].at_row
    assert max(map(len, wrapped("word " * 40))) <= 52


def test_drugs_differ_by_sign_as_well_as_colour() -> None:
    assert len({colour(slot) for slot in range(len(SLOTS))}) == len(SLOTS)
    assert len({shape(slot) for slot in range(len(SLOTS))}) == len(SLOTS)


def test_the_style_sheet_holds_every_colour_of_the_pictures() -> None:
    sheet = (FOLDER / "styles/site/colours.css").read_text(encoding="utf-8")
    for role in ROLES:
        assert re.search(rf"{role.variable}: {role.light};", sheet), role
        assert re.search(rf"{role.variable}: {role.dark};", sheet), role


def test_the_script_of_the_pictures_fetches_nothing_and_needs_no_eval() -> None:
    script = runtime_script().decode()
    assert script.startswith("(()=>{")
    assert "ast:!0" in script.replace(" ", "") or "ast:true" in script.replace(" ", "")
    assert "import(" not in script[:100]


def test_the_same_marks_under_two_names_share_no_id() -> None:
    chart = timeline()
    twin = dataclasses.replace(chart, title="People so far, in one group")
    first, second = (
        set(re.findall(r'id="([^"]+)"', str(drawing.svg)))
        for drawing in render_all([chart, twin], None)
    )
    assert first
    assert second
    assert first.isdisjoint(second)


def rows_of(chart: Chart) -> list[dict[str, Any]]:
    named = [row for values in chart.specification.get("datasets", {}).values() for row in values]
    return named + [row for node in inside(chart.specification) if isinstance(node.get("values"), list)
                    for row in node["values"] if isinstance(row, dict)]  # fmt: skip


def shown_words(chart: Chart) -> str:
    (drawing,) = render_all([chart], None)
    return " ".join(" ".join(etree.fromstring(str(drawing.svg).encode()).itertext()).split())


def test_a_change_of_nothing_is_seen_and_a_threshold_is_named() -> None:
    chart = waterfall()
    assert {row["change"] for row in rows_of(chart) if "change" in row} == {-20.0, 0.0}
    assert {row["at"] for row in rows_of(chart) if "at" in row} == {-4.0}
    words = shown_words(chart)
    for phrase in (
        "Patient 1: 30 → 10 (−20)",
        "Patient 2: 10 → 10 (0)",
        "lower is better",
        "no control group",
        " a ",
    ):
        assert phrase in words


def test_a_threshold_across_the_courses_of_patients_is_within_the_picture() -> None:
    line = PatientLine(
        patient="1", slot=0, uncontrolled=True, points=((0, "start", 3.0), (1, "end", 2.0))
    )
    lines = [Line(at=19.0, letter="a")]
    chart = draw_patients(
        [line], title="t", description="d", axis="Score", better=None, lines=lines
    )
    assert "no direction is called better" in shown_words(chart)
    assert "20" in shown_words(chart).split()


def test_a_lane_is_as_long_as_its_patient_was_observed() -> None:
    assert [row["months"] for row in rows_of(swimmer())] == [19.0, 1.6]
    words = shown_words(swimmer())
    assert "Patient 1, 19 months: on oxygen → well" in words
    assert "Patient 2, 48 days" in words
