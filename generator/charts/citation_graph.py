"""The papers around a study as a picture of ours: what it builds on, the study, what came after, and what is like it.

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

_FONT = 14
_LINE = 18
_PAD = 8
_GAP = 6
_HEAD = 30
# How wide a letter is taken to be: a little wider than it is in any font we ask for, so that no
# word leaves its box.
_LETTER = 7.6
_ARROW = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: its short name, its whole citation, where it leads, and the gravest notice that was seen of it."""

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


@dataclass(frozen=True, slots=True)
class CitationGraph:
    """A study and the papers around it, sector by sector."""

    study: str
    sectors: tuple[Sector, ...]

    @property
    def description(self) -> str:
        """Return the whole picture in words."""
        parts = (
            f"{one.name}: {', '.join(paper.shown for paper in one.papers)}" for one in self.sectors
        )
        return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide a picture is, and where the column of each side begins and how wide it is."""

    name: str
    width: int
    study: tuple[int, int]
    columns: dict[Side, tuple[int, int]]


WIDE = Layout(
    "wide", 740, (275, 190), {"before": (1, 220), "beside": (275, 190), "after": (519, 220)}
)
NARROW = Layout(
    "narrow", 320, (1, 318), {"before": (25, 294), "after": (25, 294), "beside": (25, 294)}
)


@dataclass(frozen=True, slots=True)
class _Box:
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
    def level(self) -> int:
        return self.top + self.height // 2


@dataclass(frozen=True, slots=True)
class _Placed:
    sector: Sector
    top: int
    boxes: tuple[_Box, ...]

    @property
    def bottom(self) -> int:
        return (self.boxes[-1].bottom if self.boxes else self.top + _HEAD) + (
            _LINE if self.sector.more else 0
        )


def draw_citation_graph(graph: CitationGraph, layout: Layout) -> Safe:
    """Return the picture as SVG in one line; colours are those of the text around it."""
    wide = layout is WIDE
    study, placed = _places_wide(graph) if wide else _places_narrow(graph)
    height = max([study.bottom, *(one.bottom for one in placed)]) + 2
    name = f"_citations-{layout.name}"
    parts = [
        svg_element("title", f"Papers around {graph.study}", id=f"{name}-title"),
        svg_element("desc", graph.description, id=f"{name}-desc"),
        *(_ties(study, one, wide=wide) for one in placed),
        _drawn_study(study),
        *(drawn for one in placed for drawn in _drawn_sector(one)),
    ]
    return svg_element(
        "svg", *parts, xmlns="http://www.w3.org/2000/svg", class_=f"ev-flow-svg ev-cited-svg ev-flow-{layout.name}",
        role="group", aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc", width=layout.width,
        height=height, viewBox=f"0 0 {layout.width} {height}", font_size=_FONT,
    )  # fmt: skip


def _places_wide(graph: CitationGraph) -> tuple[_Box, list[_Placed]]:
    """Return the study in the middle of the outer columns, with what is like it below."""
    outer = [*_column(graph, "before", WIDE, 1), *_column(graph, "after", WIDE, 1)]
    lines = _wrapped(graph.study, WIDE.study[1])
    tallest = max((one.bottom for one in outer), default=0)
    beside = any(one.side == "beside" for one in graph.sectors)
    top = _HEAD if beside else max(_HEAD, tallest // 2 - _LINE)
    study = _Box(lines, WIDE.study[0], top, WIDE.study[1])
    return study, [*outer, *_column(graph, "beside", WIDE, study.bottom + 4 * _GAP)]


def _places_narrow(graph: CitationGraph) -> tuple[_Box, list[_Placed]]:
    """Return the study above everything else, one sector below the other."""
    study = _Box(_wrapped(graph.study, NARROW.study[1]), NARROW.study[0], 1, NARROW.study[1])
    placed: list[_Placed] = []
    top = study.bottom + 2 * _GAP
    for side in ("before", "after", "beside"):
        placed += _column(graph, side, NARROW, top)
        top = placed[-1].bottom + 2 * _GAP if placed else top
    return study, placed


def _column(graph: CitationGraph, side: Side, layout: Layout, top: int) -> Iterator[_Placed]:
    left, width = layout.columns[side]
    for sector in graph.sectors:
        if sector.side == side:
            placed = _Placed(
                sector, top, tuple(_boxes(sector.papers, left, top + _HEAD - _GAP, width))
            )
            yield placed
            top = placed.bottom + 2 * _GAP


def _boxes(papers: Sequence[Paper], left: int, top: int, width: int) -> Iterator[_Box]:
    for paper in papers:
        box = _Box(_wrapped(paper.shown, width), left, top, width)
        yield box
        top = box.bottom + _GAP


def _wrapped(text: str, width: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, int((width - 2 * _PAD) / _LETTER))) or ("?",)


def _ties(study: _Box, placed: _Placed, *, wide: bool) -> Safe:
    """Return the lines of a sector: arrows point the way time runs, dotted lines say only that papers are alike."""
    ways = [_tie(study, placed.sector.side, box, wide=wide) for box in placed.boxes]
    dots = "2 4" if placed.sector.side == "beside" else None
    return svg_element(
        "path",
        d="".join(ways),
        class_="ev-flow-arrow",
        fill="none",
        stroke="currentColor",
        stroke_dasharray=dots,
    )


def _tie(study: _Box, side: Side, box: _Box, *, wide: bool) -> str:
    if not wide:
        x, level = study.left + 11, box.level
        head = {
            "before": _head(x, study.bottom, 0, 1),
            "after": _head(box.left, level, 1, 0),
            "beside": "",
        }[side]
        return f"M{x} {study.bottom}V{level}H{box.left}{head}"
    if side == "beside":
        x = study.left - 11
        return f"M{study.left} {study.level}H{x}V{box.level}H{box.left}"
    right = study.left + study.width
    if side == "before":
        tip = study.left
        turn = box.left + box.width + (tip - box.left - box.width) // 2 - 8
        return f"M{box.left + box.width} {box.level}H{turn}V{study.level}H{tip}{_head(tip, study.level, 1, 0)}"
    turn = right + (box.left - right) // 2
    return f"M{right} {study.level}H{turn}V{box.level}H{box.left}{_head(box.left, box.level, 1, 0)}"


def _head(x: int, y: int, right: int, up: int) -> str:
    """Return the head of an arrow whose tip is here and that runs to the right or upwards."""
    if right:
        return f"M{x - _ARROW} {y - _ARROW}L{x} {y}L{x - _ARROW} {y + _ARROW}"
    return f"M{x - _ARROW} {y + _ARROW * up}L{x} {y}L{x + _ARROW} {y + _ARROW * up}"


def _drawn_study(box: _Box) -> Safe:
    frame = svg_element(
        "rect", x=box.left, y=box.top, width=box.width, height=box.height, rx=3, class_="ev-cited-study",
        fill="none", stroke="currentColor", stroke_width=2,
    )  # fmt: skip
    return svg_element("g", frame, *_texts(box, "ev-flow-part", strong=True))


def _drawn_sector(placed: _Placed) -> Iterator[Safe]:
    left = placed.boxes[0].left if placed.boxes else 1
    count = len(placed.sector.papers) + placed.sector.more
    yield svg_element(
        "text", f"{placed.sector.name} ({count})", x=left, y=placed.top + _FONT, fill="currentColor",
        font_weight="bold", class_="ev-flow-part",
    )  # fmt: skip
    for paper, box in zip(placed.sector.papers, placed.boxes, strict=True):
        yield _drawn_paper(placed.sector, paper, box)
    if placed.sector.more:
        words = f"and {placed.sector.more} more in the list"
        yield svg_element(
            "text", words, x=left, y=placed.bottom, fill="currentColor", class_="ev-flow-part"
        )


def _drawn_paper(sector: Sector, paper: Paper, box: _Box) -> Safe:
    """Return a paper as a link; one with a notice has a broken frame besides the word."""
    frame = svg_element(
        "rect", x=box.left, y=box.top, width=box.width, height=box.height, rx=3, class_="ev-flow-frame", fill="none",
        stroke="currentColor", stroke_dasharray="5 3" if paper.notice else None,
    )  # fmt: skip
    words = f"{sector.name}: {paper.shown}"
    whole = svg_element("title", f"{sector.name}: {paper.citation}")
    return svg_element(
        "a",
        whole,
        frame,
        *_texts(box, "ev-flow-title", strong=False),
        href=paper.address,
        aria_label=words,
    )


def _texts(box: _Box, looks: str, *, strong: bool) -> list[Safe]:
    return [
        svg_element(
            "text", line, x=box.left + _PAD, y=box.top + _PAD // 2 + _FONT + _LINE * place, fill="currentColor",
            font_weight="bold" if strong else None, class_=looks,
        )
        for place, line in enumerate(box.lines)
    ]  # fmt: skip
