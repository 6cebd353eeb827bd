"""The PRISMA 2020 flow as a picture of ours: boxes with their counts, each a link to its list; wide or narrow.

Page MJ and others. The PRISMA 2020 statement. BMJ 2021;372:n71.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.html.escape import Safe
from generator.html.svg import svg_element

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
        parts = "; ".join(f"{label} {count:,}" for label, count in self.parts)
        return f"{self.title}: {self.count:,}" + (f" ({parts})" if parts else "")


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
class Layout:
    """How wide a picture is and where its columns stand; `beside` tells whether leaving boxes stand at the side."""

    name: str
    width: int
    main: tuple[int, int]
    side: tuple[int, int]
    beside: bool


WIDE = Layout("wide", 740, (1, 340), (386, 353), beside=True)
NARROW = Layout("narrow", 320, (1, 318), (33, 286), beside=False)


@dataclass(frozen=True, slots=True)
class _Placed:
    box: Box
    left: int
    top: int
    width: int

    @property
    def lines(self) -> list[tuple[str, bool]]:
        """Return the lines of the box: its title with the count in bold, then its parts."""
        room = int((self.width - 2 * _PAD) / _LETTER)
        strong = textwrap.wrap(_counted(self.box.title, self.box.count), room)
        parts = [
            line
            for label, count in self.box.parts
            for line in textwrap.wrap(_counted(label, count), room, subsequent_indent="\u2003")
        ]
        return [*((line, True) for line in strong), *((line, False) for line in parts)]

    @property
    def bottom(self) -> int:
        return self.top + 2 * _PAD + _LINE * len(self.lines) - 3

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


def _counted(label: str, count: int) -> str:
    """Return what a line says; its count is never torn apart."""
    return f"{label} (n\u00a0=\u00a0{count:,})"


def draw_flow(picture: FlowPicture, layout: Layout) -> Safe:
    """Return the flow as SVG in one line; colours are those of the text around it, so it holds in light, dark, print.

    Both layouts may stand in one page: their ids differ.
    """
    placed = list(_sources(picture.sources, layout))
    arrows = []
    above, first = placed, True
    for step in picture.steps:
        main = _Placed(
            step.box, layout.main[0], max(one.bottom for one in placed) + _GAP, layout.main[1]
        )
        arrows += [
            _down(one, main, layout) for one in (above if first or layout.beside else above[-1:])
        ]
        leaving = list(_leaving(step, main, layout))
        arrows += [_aside(main, one, layout) for one in leaving]
        placed += [main, *leaving]
        above, first = [main], False
    height = max(one.bottom for one in placed) + 2
    name = f"_flow-{layout.name}"
    parts = [
        svg_element("title", picture.title, id=f"{name}-title"),
        svg_element("desc", picture.description, id=f"{name}-desc"),
        *arrows,
        *(_drawn(one) for one in placed),
    ]
    return svg_element(
        "svg", *parts, xmlns="http://www.w3.org/2000/svg", class_=f"ev-flow-svg ev-flow-{layout.name}", role="group",
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc", width=layout.width, height=height,
        viewBox=f"0 0 {layout.width} {height}", font_size=FONT,
    )  # fmt: skip


def _sources(boxes: Sequence[Box], layout: Layout) -> Iterator[_Placed]:
    """Yield the boxes of identification: side by side, or on a phone one below the other."""
    top = 1
    for place, box in enumerate(boxes):
        left, width = layout.side if layout.beside and place else layout.main
        placed = _Placed(box, left, top, width)
        yield placed
        if not layout.beside:
            top = placed.bottom + _PAD


def _leaving(step: Step, main: _Placed, layout: Layout) -> Iterator[_Placed]:
    """Yield the boxes of what leaves the main way: beside it, or on a phone below it and indented."""
    top = main.top if layout.beside else main.bottom + _PAD
    for box in step.leaving:
        placed = _Placed(box, layout.side[0], top, layout.side[1])
        yield placed
        top = placed.bottom + _PAD


def _down(above: _Placed, below: _Placed, layout: Layout) -> Safe:
    """Return the arrow from a box to the next one of the main way, which a source at the side joins."""
    start, end = (one.middle if layout.beside else one.left + _PAD for one in (above, below))
    way = f"M{start} {above.bottom}V{below.top - _GAP // 2}H{end}V{below.top}"
    return _arrow(
        way,
        f"M{end - _HEAD} {below.top - _HEAD - 1}L{end} {below.top}L{end + _HEAD} {below.top - _HEAD - 1}",
    )


def _aside(main: _Placed, leaving: _Placed, layout: Layout) -> Safe:
    """Return the arrow from the main way to what leaves it."""
    edge, level, tip = main.left + main.width, leaving.top + _LINE, leaving.left
    if not layout.beside:
        way = f"M{main.left + _PAD} {main.bottom}V{level}H{tip}"
    elif level < main.bottom:
        way = f"M{edge} {level}H{tip}"
    else:
        way = f"M{edge + (tip - edge) // 2} {main.top + _LINE}V{level}H{tip}"
    return _arrow(
        way, f"M{tip - _HEAD} {level - _HEAD}L{tip} {level}L{tip - _HEAD} {level + _HEAD}"
    )


def _arrow(way: str, head: str) -> Safe:
    return svg_element(
        "path", d=way + head, class_="ev-flow-arrow", fill="none", stroke="currentColor"
    )


def _drawn(placed: _Placed) -> Safe:
    """Return a box as a link to its list."""
    frame = svg_element(
        "rect", x=placed.left, y=placed.top, width=placed.width, height=placed.bottom - placed.top, rx=3,
        class_="ev-flow-frame", fill="none", stroke="currentColor",
    )  # fmt: skip
    texts = [
        svg_element(
            "text", words, x=placed.left + _PAD, y=placed.top + _PAD + FONT - 2 + _LINE * place, fill="currentColor",
            font_weight="bold" if strong else None, class_="ev-flow-title" if strong else "ev-flow-part",
        )
        for place, (words, strong) in enumerate(placed.lines)
    ]  # fmt: skip
    return svg_element("a", frame, *texts, href=placed.box.address, aria_label=placed.box.words)
