"""The flow as a picture: every box a link, every number in sight, no word outside its box, foreign text inert."""

import re
from itertools import pairwise

import pytest
from lxml import etree

from generator.charts.flow import NARROW, WIDE, Box, FlowLayout, FlowPicture, Step, draw_flow

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<b onload="x">& {{ 1 }} "quoted" \u202edeceit'
PICTURE = FlowPicture(
    title="Flow",
    sources=(
        Box("Found in databases", 1200, "#_a", (("PubMed", 1200),)),
        Box("Found elsewhere", 3, "#_b"),
    ),
    steps=(
        Step(Box("Found", 1203, "#_c"), (Box("Duplicates", 3, "#_d"),)),
        Step(
            Box("To be screened", 1200, "#_e"),
            (
                Box("Excluded", 1100, "#_f", (("a very long reason " * 6, 600), (HOSTILE, 500))),
                Box("Awaiting", 40, "#_g"),
            ),
        ),
        Step(Box("Included", 60, "#_h")),
    ),
)


def drawn(layout: FlowLayout) -> etree._Element:
    text = str(draw_flow(PICTURE, layout))
    assert "\n" not in text, "one line, so that no reader of Markdown takes a part of it for text"
    assert "{{" not in text
    return etree.fromstring(text)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_box_is_a_link_that_says_what_it_counts(layout: FlowLayout) -> None:
    links = drawn(layout).findall(f"{SVG}a")
    assert [link.get("href") for link in links] == [f"#_{letter}" for letter in "abcdefgh"]
    said = {link.get("href"): link.get("aria-label") for link in links}
    assert said["#_g"] == "Awaiting: 40"
    assert "1,100" in said["#_f"]
    for link in links:
        shown = "".join(text.text or "" for text in link.findall(f"{SVG}text"))
        assert (
            f"{int(re.findall(r'[0-9,]+', said[link.get('href')])[0].replace(',', '')):,}" in shown
        )


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_it_has_a_name_and_a_description_and_can_be_reached(layout: FlowLayout) -> None:
    svg = drawn(layout)
    assert svg.get("role") == "group", "an image would hide its links"
    named, described = svg.get("aria-labelledby"), svg.get("aria-describedby")
    texts = {one.get("id"): one.text for one in svg.iter(f"{SVG}title", f"{SVG}desc")}
    assert texts[named] == "Flow"
    assert "Awaiting: 40" in texts[described]
    assert "a very long reason" in texts[described]


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_nothing_lies_on_anything_or_leaves_the_picture(layout: FlowLayout) -> None:
    svg = drawn(layout)
    width, height = (int(number) for number in svg.get("viewBox").split()[2:])
    assert width == layout.width
    boxes = [
        tuple(int(rect.get(name)) for name in ("x", "y", "width", "height"))
        for rect in svg.iter(f"{SVG}rect")
    ]
    for x, y, wide, high in boxes:
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height
    for place, (x, y, wide, high) in enumerate(boxes):
        for other_x, other_y, other_wide, other_high in boxes[place + 1 :]:
            apart = (
                x + wide <= other_x
                or other_x + other_wide <= x
                or y + high <= other_y
                or other_y + other_high <= y
            )
            assert apart
    for link in svg.findall(f"{SVG}a"):
        rect, texts = link.find(f"{SVG}rect"), link.findall(f"{SVG}text")
        lines = [int(text.get("y")) for text in texts]
        assert all(second - first >= 18 for first, second in pairwise(lines))
        assert (
            int(rect.get("y"))
            < lines[0]
            <= lines[-1]
            < int(rect.get("y")) + int(rect.get("height"))
        )


def test_two_layouts_in_one_page_share_no_id() -> None:
    ids = [
        element.get("id")
        for layout in (WIDE, NARROW)
        for element in drawn(layout).iter()
        if element.get("id")
    ]
    assert len(ids) == len(set(ids)) == 4


def test_a_narrow_picture_fits_a_phone() -> None:
    assert NARROW.width <= 358, "390 pixels without the page's margins: letters keep their size"
    assert draw_flow(PICTURE, NARROW) == draw_flow(PICTURE, NARROW)
