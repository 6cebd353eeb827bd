"""The papers around a study as a picture: what it builds on, what came after, what is like it.

Every paper is a link. Two layouts stand in a page, wide and narrow, of which one is shown; places
follow from the order of the papers alone.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.html.escape import Safe
from generator.html.svg import svg_element

Side = Literal["before", "after", "beside"]

# Pixels: letters, lines, the room inside a box, between boxes, and for the name of a sector.
_FONT = 14
_LINE = 18
_PAD = 8
_GAP = 6
_HEAD = 30
# From the study to the line that leads along the papers, on one side or the other.
_ASIDE = 11
# How wide a letter is taken to be: a little wider than it is in any font we ask for, so that no
# word leaves its box.
_LETTER = 7.6
_ARROW = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its short name, its citation, where it leads, and the gravest notice seen of it."""

    name: str
    citation: str
    address: str
    notice: str = ""

    @property
    def shown(self) -> str:
        """Return the name with what every reader of it must know."""
        return f"{self.name} ({self.notice})" if self.notice else self.name


@dataclass(frozen=True, slots=True)
class Sector:
    """The papers of one kind of relation, and on which side of the study they stand."""

    name: str
    side: Side
    papers: tuple[Paper, ...]
    more: int = 0

    @property
    def words(self) -> str:
        """Return the relation with the names of its papers."""
        return f"{self.name}: {', '.join(paper.shown for paper in self.papers)}"

    @property
    def count(self) -> int:
        """Return how many papers stand in the relation, drawn or not."""
        return len(self.papers) + self.more


@dataclass(frozen=True, slots=True)
class CitationGraph:
    """A study and the papers around it, sector by sector."""

    study: str
    sectors: tuple[Sector, ...]

    @property
    def description(self) -> str:
        """Return the whole picture in words."""
        return f"{'; '.join(sector.words for sector in self.sectors)}."


@dataclass(frozen=True, slots=True)
class GraphLayout:
    """How wide a picture is, and where the column of each side begins and how wide it is."""

    name: str
    width: int
    study: tuple[int, int]
    columns: dict[Side, tuple[int, int]]


# 320 pixels is the narrowest phone that pages are tried on.
WIDE = GraphLayout(
    "wide", 740, (275, 190), {"before": (1, 220), "beside": (275, 190), "after": (519, 220)}
)
NARROW = GraphLayout(
    "narrow", 320, (1, 318), {"before": (25, 294), "after": (25, 294), "beside": (25, 294)}
)


@dataclass(frozen=True, slots=True)
class _PaperBox:
    lines: tuple[str, ...]
    left: int
    top: int
    width: int

    @property
    def height(self) -> int:
        return _LINE * len(self.lines) + _PAD + 2

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def level(self) -> int:
        return self.top + self.height // 2


@dataclass(frozen=True, slots=True)
class _PlacedSector:
    sector: Sector
    top: int
    boxes: tuple[_PaperBox, ...]

    @property
    def bottom(self) -> int:
        lowest = self.boxes[-1].bottom if self.boxes else self.top + _HEAD
        return lowest + _LINE if self.sector.more else lowest


def draw_citation_graph(graph: CitationGraph, layout: GraphLayout) -> Safe:
    """Return the picture as SVG in one line; colours are those of the text around it."""
    wide = layout is WIDE
    study, sectors = _places_wide(graph) if wide else _places_narrow(graph)
    height = max([study.bottom, *(placed.bottom for placed in sectors)]) + 2
    name = f"_citations-{layout.name}"
    drawn: list[Safe] = []
    for placed in sectors:
        drawn += _drawn_sector(placed)
    return svg_element(
        "svg",
        svg_element("title", f"Papers around {graph.study}", id=f"{name}-title"),
        svg_element("desc", graph.description, id=f"{name}-desc"),
        *(_ties(study, placed, wide=wide) for placed in sectors),
        _drawn_study(study),
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"ev-flow-svg ev-cited-svg ev-flow-{layout.name}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        width=layout.width,
        height=height,
        viewBox=f"0 0 {layout.width} {height}",
        font_size=_FONT,
    )


def _places_wide(graph: CitationGraph) -> tuple[_PaperBox, list[_PlacedSector]]:
    """Return the study in the middle of the outer columns, with what is like it below."""
    outer = [*_column(graph, "before", WIDE, 1), *_column(graph, "after", WIDE, 1)]
    left, width = WIDE.study
    top = _HEAD
    # With nothing below it the study stands level with the middle of the taller column.
    if not any(sector.side == "beside" for sector in graph.sectors):
        tallest = max((placed.bottom for placed in outer), default=0)
        top = max(_HEAD, tallest // 2 - _LINE)
    study = _PaperBox(_wrapped(graph.study, width), left, top, width)
    return study, [*outer, *_column(graph, "beside", WIDE, study.bottom + 4 * _GAP)]


def _places_narrow(graph: CitationGraph) -> tuple[_PaperBox, list[_PlacedSector]]:
    """Return the study above everything else, one sector below the other."""
    left, width = NARROW.study
    study = _PaperBox(_wrapped(graph.study, width), left, 1, width)
    sectors: list[_PlacedSector] = []
    top = study.bottom + 2 * _GAP
    for side in ("before", "after", "beside"):
        sectors += _column(graph, side, NARROW, top)
        top = sectors[-1].bottom + 2 * _GAP if sectors else top
    return study, sectors


def _column(
    graph: CitationGraph, side: Side, layout: GraphLayout, top: int
) -> Iterator[_PlacedSector]:
    left, width = layout.columns[side]
    for sector in graph.sectors:
        if sector.side == side:
            boxes = tuple(_boxes(sector.papers, left, top + _HEAD - _GAP, width))
            placed = _PlacedSector(sector, top, boxes)
            yield placed
            top = placed.bottom + 2 * _GAP


def _boxes(papers: Sequence[Paper], left: int, top: int, width: int) -> Iterator[_PaperBox]:
    for paper in papers:
        box = _PaperBox(_wrapped(paper.shown, width), left, top, width)
        yield box
        top = box.bottom + _GAP


def _wrapped(text: str, width: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, int((width - 2 * _PAD) / _LETTER))) or ("?",)


def _ties(study: _PaperBox, placed: _PlacedSector, *, wide: bool) -> Safe:
    """Return the lines of a sector: arrows point the way time runs, dotted ones join the alike."""
    tie = _wide_tie if wide else _narrow_tie
    ways = [tie(study, placed.sector.side, box) for box in placed.boxes]
    dots = "2 4" if placed.sector.side == "beside" else None
    return svg_element(
        "path",
        d="".join(ways),
        class_="ev-flow-arrow",
        fill="none",
        stroke="currentColor",
        stroke_dasharray=dots,
    )


def _narrow_tie(study: _PaperBox, side: Side, box: _PaperBox) -> str:
    """Return the line from the study above down to a paper."""
    x = study.left + _ASIDE
    line = f"M{x} {study.bottom}V{box.level}H{box.left}"
    if side == "beside":
        return line
    return line + (
        _head_up(x, study.bottom) if side == "before" else _head_right(box.left, box.level)
    )


def _wide_tie(study: _PaperBox, side: Side, box: _PaperBox) -> str:
    """Return the line between the study and a paper in the column of its side."""
    if side == "beside":
        x = study.left - _ASIDE
        return f"M{study.left} {study.level}H{x}V{box.level}H{box.left}"
    if side == "before":
        start, tip = box.right, study.left
        # A little nearer to the papers, so that the head of the arrow stays clear of the turn.
        turn = start + (tip - start) // 2 - 8
        line = f"M{start} {box.level}H{turn}V{study.level}H{tip}"
        return line + _head_right(tip, study.level)
    turn = study.right + (box.left - study.right) // 2
    line = f"M{study.right} {study.level}H{turn}V{box.level}H{box.left}"
    return line + _head_right(box.left, box.level)


def _head_right(x: int, y: int) -> str:
    """Return the head of an arrow to the right, with its tip here."""
    return f"M{x - _ARROW} {y - _ARROW}L{x} {y}L{x - _ARROW} {y + _ARROW}"


def _head_up(x: int, y: int) -> str:
    """Return the head of an arrow upwards, with its tip here."""
    return f"M{x - _ARROW} {y + _ARROW}L{x} {y}L{x + _ARROW} {y + _ARROW}"


def _drawn_study(box: _PaperBox) -> Safe:
    frame = _frame(box, class_="ev-cited-study", stroke_width=2)
    return svg_element("g", frame, *_texts(box, "ev-flow-part", strong=True))


def _drawn_sector(placed: _PlacedSector) -> Iterator[Safe]:
    sector = placed.sector
    left = placed.boxes[0].left if placed.boxes else 1
    head = f"{sector.name} ({sector.count})"
    yield _text(head, left, placed.top + _FONT, "ev-flow-part", strong=True)
    for paper, box in zip(sector.papers, placed.boxes, strict=True):
        yield _drawn_paper(sector, paper, box)
    if sector.more:
        more = f"and {sector.more} more in the list"
        yield _text(more, left, placed.bottom, "ev-flow-part", strong=False)


def _drawn_paper(sector: Sector, paper: Paper, box: _PaperBox) -> Safe:
    """Return a paper as a link; one with a notice has a broken frame besides the word."""
    dashes = "5 3" if paper.notice else None
    return svg_element(
        "a",
        svg_element("title", f"{sector.name}: {paper.citation}"),
        _frame(box, class_="ev-flow-frame", stroke_dasharray=dashes),
        *_texts(box, "ev-flow-title", strong=False),
        href=paper.address,
        aria_label=f"{sector.name}: {paper.shown}",
    )


def _frame(box: _PaperBox, *, class_: str, **stroke: str | int | None) -> Safe:
    return svg_element(
        "rect",
        x=box.left,
        y=box.top,
        width=box.width,
        height=box.height,
        rx=3,
        class_=class_,
        fill="none",
        stroke="currentColor",
        **stroke,
    )


def _texts(box: _PaperBox, class_: str, *, strong: bool) -> Iterator[Safe]:
    for place, line in enumerate(box.lines):
        y = box.top + _PAD // 2 + _FONT + _LINE * place
        yield _text(line, box.left + _PAD, y, class_, strong=strong)


def _text(line: str, x: int, y: int, class_: str, *, strong: bool) -> Safe:
    weight = "bold" if strong else None
    return svg_element(
        "text", line, x=x, y=y, fill="currentColor", font_weight=weight, class_=class_
    )
