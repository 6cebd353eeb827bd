"""The PRISMA 2020 flow as a picture: boxes with their counts, each a link to its list.

Page MJ and others. The PRISMA 2020 statement. BMJ 2021;372:n71.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.html.escape import Safe
from generator.html.svg import svg_element

# Pixels: letters, lines, the room inside a box, and between boxes of the main way.
FONT = 14
_LINE = 19
_PAD = 12
_GAP = 30
# How wide a letter is taken to be: a little wider than it is in any font we ask for, so that no
# word leaves its box.
_LETTER = 7.3
_HEAD = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A box: what it counts, how many, what the number is made of, and where its list stands."""

    title: str
    count: int
    address: str
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def words(self) -> str:
        """Return the box as one sentence, for those who hear it."""
        counted = f"{self.title}: {self.count:,}"
        parts = "; ".join(f"{label} {count:,}" for label, count in self.parts)
        return f"{counted} ({parts})" if parts else counted


@dataclass(frozen=True, slots=True)
class Step:
    """A box of the main way, and the boxes that leave it there."""

    box: Box
    leaving: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowPicture:
    """What the flow shows: where records came from, and step by step what became of them."""

    title: str
    sources: tuple[Box, ...]
    steps: tuple[Step, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return every box in the order of the work."""
        boxes = [*self.sources]
        for step in self.steps:
            boxes += [step.box, *step.leaving]
        return tuple(boxes)

    @property
    def description(self) -> str:
        """Return the whole flow in words."""
        return ". ".join(box.words for box in self.boxes) + "."


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """How wide a picture is, and where its columns stand.

    `beside` tells whether leaving boxes stand at the side.
    """

    name: str
    width: int
    main: tuple[int, int]
    side: tuple[int, int]
    beside: bool


WIDE = FlowLayout("wide", 740, (1, 340), (386, 353), beside=True)
NARROW = FlowLayout("narrow", 320, (1, 318), (33, 286), beside=False)


@dataclass(frozen=True, slots=True)
class _PlacedBox:
    box: Box
    left: int
    top: int
    width: int

    @property
    def lines(self) -> list[tuple[str, bool]]:
        """Return the lines of the box: its title with the count in bold, then its parts."""
        room = int((self.width - 2 * _PAD) / _LETTER)
        title = textwrap.wrap(_counted(self.box.title, self.box.count), room)
        lines = [(line, True) for line in title]
        for label, count in self.box.parts:
            part = textwrap.wrap(_counted(label, count), room, subsequent_indent="\u2003")
            lines += [(line, False) for line in part]
        return lines

    @property
    def bottom(self) -> int:
        return self.top + 2 * _PAD + _LINE * len(self.lines) - 3

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


def _counted(label: str, count: int) -> str:
    """Return what a line says; its count is never torn apart."""
    return f"{label} (n\u00a0=\u00a0{count:,})"


def draw_flow(picture: FlowPicture, layout: FlowLayout) -> Safe:
    """Return the flow as SVG in one line, in the colours of the text around it.

    Both layouts may stand in one page: their ids differ.
    """
    placed, arrows = _placed(picture, layout)
    height = max(box.bottom for box in placed) + 2
    name = f"_flow-{layout.name}"
    return svg_element(
        "svg",
        svg_element("title", picture.title, id=f"{name}-title"),
        svg_element("desc", picture.description, id=f"{name}-desc"),
        *arrows,
        *map(_drawn, placed),
        xmlns="http://www.w3.org/2000/svg",
        class_=f"ev-flow-svg ev-flow-{layout.name}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        width=layout.width,
        height=height,
        viewBox=f"0 0 {layout.width} {height}",
        font_size=FONT,
    )


def _placed(picture: FlowPicture, layout: FlowLayout) -> tuple[list[_PlacedBox], list[Safe]]:
    """Return every box in its place, and the arrows between them."""
    placed = list(_sources(picture.sources, layout))
    above = list(placed)
    arrows: list[Safe] = []
    left, width = layout.main
    for step in picture.steps:
        main = _PlacedBox(step.box, left, max(box.bottom for box in placed) + _GAP, width)
        leaving = list(_leaving(step, main, layout))
        arrows += [_down(box, main, layout) for box in above]
        arrows += [_aside(main, box, layout) for box in leaving]
        placed += [main, *leaving]
        above = [main]
    return placed, arrows


def _sources(boxes: Sequence[Box], layout: FlowLayout) -> Iterator[_PlacedBox]:
    """Yield the boxes of identification: side by side, or on a phone one below the other."""
    top = 1
    for place, box in enumerate(boxes):
        left, width = layout.side if layout.beside and place else layout.main
        placed = _PlacedBox(box, left, top, width)
        yield placed
        if not layout.beside:
            top = placed.bottom + _PAD


def _leaving(step: Step, main: _PlacedBox, layout: FlowLayout) -> Iterator[_PlacedBox]:
    """Yield the boxes of what leaves the main way: beside it, or on a phone below and indented."""
    top = main.top if layout.beside else main.bottom + _PAD
    for box in step.leaving:
        placed = _PlacedBox(box, layout.side[0], top, layout.side[1])
        yield placed
        top = placed.bottom + _PAD


def _down(above: _PlacedBox, below: _PlacedBox, layout: FlowLayout) -> Safe:
    """Return the arrow to the next box of the main way, which a source at the side joins."""
    start, end = above.left + _PAD, below.left + _PAD
    if layout.beside:
        start, end = above.middle, below.middle
    tip, barb = below.top, below.top - _HEAD - 1
    return _arrow(
        f"M{start} {above.bottom}V{tip - _GAP // 2}H{end}V{tip}",
        f"M{end - _HEAD} {barb}L{end} {tip}L{end + _HEAD} {barb}",
    )


def _aside(main: _PlacedBox, leaving: _PlacedBox, layout: FlowLayout) -> Safe:
    """Return the arrow from the main way to what leaves it."""
    level, tip = leaving.top + _LINE, leaving.left
    if not layout.beside:
        way = f"M{main.left + _PAD} {main.bottom}V{level}H{tip}"
    elif level < main.bottom:
        way = f"M{main.right} {level}H{tip}"
    else:
        # To a lower box the way leaves the first arrow, half between the columns, and turns down.
        turn = main.right + (tip - main.right) // 2
        way = f"M{turn} {main.top + _LINE}V{level}H{tip}"
    barb = tip - _HEAD
    return _arrow(way, f"M{barb} {level - _HEAD}L{tip} {level}L{barb} {level + _HEAD}")


def _arrow(way: str, head: str) -> Safe:
    return svg_element(
        "path", d=way + head, class_="ev-flow-arrow", fill="none", stroke="currentColor"
    )


def _drawn(placed: _PlacedBox) -> Safe:
    """Return a box as a link to its list."""
    frame = svg_element(
        "rect",
        x=placed.left,
        y=placed.top,
        width=placed.width,
        height=placed.bottom - placed.top,
        rx=3,
        class_="ev-flow-frame",
        fill="none",
        stroke="currentColor",
    )
    box = placed.box
    return svg_element("a", frame, *_texts(placed), href=box.address, aria_label=box.words)


def _texts(placed: _PlacedBox) -> Iterator[Safe]:
    for place, (line, strong) in enumerate(placed.lines):
        yield svg_element(
            "text",
            line,
            x=placed.left + _PAD,
            y=placed.top + _PAD + FONT - 2 + _LINE * place,
            fill="currentColor",
            font_weight="bold" if strong else None,
            class_="ev-flow-title" if strong else "ev-flow-part",
        )
