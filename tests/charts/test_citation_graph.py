"""The papers around a study as a picture: every paper a link, no word outside its box, foreign text inert."""

import pytest
from lxml import etree

from generator.charts.citation_graph import (
    NARROW,
    WIDE,
    CitationGraph,
    GraphLayout,
    Paper,
    Sector,
    draw_citation_graph,
)

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<b onload="x">& {{ 1 }} "quoted"'


def paper(name: str, notice: str = "") -> Paper:
    return Paper(
        name=name,
        citation=f"{name}. A title.",
        address=f"#{name.split(maxsplit=1)[0]}",
        notice=notice,
    )


GRAPH = CitationGraph(
    study="Centre 2021",
    sectors=(
        Sector("Cites", "before", (paper("Early 1975"), paper("Wrong 2014", "retracted"))),
        Sector(
            "Cited by",
            "after",
            (paper("A Working Group With a Very Long Name Indeed 2024"), paper(HOSTILE)),
            more=3,
        ),
        Sector("Similar papers", "beside", (paper("Alike 2020"),)),
    ),
)


def drawn(layout: GraphLayout) -> etree._Element:
    text = str(draw_citation_graph(GRAPH, layout))
    assert "\n" not in text
    assert "{{" not in text
    return etree.fromstring(text)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_every_paper_is_a_link_that_says_how_it_stands_to_the_study(layout: GraphLayout) -> None:
    links = drawn(layout).findall(f"{SVG}a")
    said = [link.get("aria-label") for link in links]
    assert said[:2] == ["Cites: Early 1975", "Cites: Wrong 2014 (retracted)"]
    assert said[3] == f"Cited by: {HOSTILE}"
    assert len(links) == 5
    assert all(link.findtext(f"{SVG}title") for link in links)


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_a_notice_is_told_in_words_and_by_its_frame(layout: GraphLayout) -> None:
    frames = {
        link.get("aria-label"): link.find(f"{SVG}rect").get("stroke-dasharray")
        for link in drawn(layout).findall(f"{SVG}a")
    }
    assert frames["Cites: Wrong 2014 (retracted)"]
    assert frames["Cites: Early 1975"] is None


@pytest.mark.parametrize("layout", [WIDE, NARROW], ids=lambda layout: layout.name)
def test_boxes_are_tall_enough_lie_apart_and_inside(layout: GraphLayout) -> None:
    root = drawn(layout)
    boxes = [
        [float(frame.get(name)) for name in ("x", "y", "width", "height")]
        for frame in root.iter(f"{SVG}rect")
    ]
    assert all(height >= 24 for _, _, _, height in boxes)
    width, height = float(root.get("width")), float(root.get("height"))
    assert all(x >= 0 and x + w <= width and y >= 0 and y + h <= height for x, y, w, h in boxes)
    for place, (x, y, w, h) in enumerate(boxes):
        for other_x, other_y, other_w, other_h in boxes[place + 1 :]:
            apart = (
                x + w <= other_x
                or other_x + other_w <= x
                or y + h <= other_y
                or other_y + other_h <= y
            )
            assert apart


def test_what_is_left_out_is_told() -> None:
    words = [text.text for text in drawn(WIDE).iter(f"{SVG}text")]
    assert "Cited by (5)" in words
    assert "and 3 more in the list" in words


def test_arrows_lead_from_the_earlier_to_the_later_and_none_between_those_alike() -> None:
    paths = drawn(WIDE).findall(f"{SVG}path")
    assert [path.get("stroke-dasharray") for path in paths] == [None, None, "2 4"]
    heads = [path.get("d").count("L") for path in paths]
    assert heads == [4, 4, 0]
