"""The forest plot of trials for a desk: a table with a plot in it, its columns aligned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import altair as alt

from generator.charts.lettering import lines_within, text_width
from generator.charts.theme import GRID, INK, QUIET
from generator.charts.trial_forest_columns import DESK_WIDTH, Column, Columns, columns_of
from generator.charts.trial_forest_foot import write_foot
from generator.charts.trial_forest_plot import (
    Kind,
    Placed,
    Plane,
    lines_behind,
    plot_marks,
    weight_words,
)
from generator.charts.trial_forest_row import AverageRow, TrialForest, TrialGroup, TrialRow
from generator.charts.trial_forest_scale import trial_scale
from generator.charts.trial_forest_text import (
    LEADING,
    SIZE,
    Align,
    PlacedLight,
    Rule,
    Sheet,
    name_ink,
)

# Above and below the lines of a row, and above the head of a group.
_PAD, _ABOVE_GROUP = 7.0, 6.0
# From the top of a line to where its letters begin, so that they are level with the marks.
_DROP = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    text: str
    column: Column
    align: Align = "left"
    strong: bool = False
    ink: str = INK.light
    link: str = ""

    @property
    def lines(self) -> int:
        if not self.text:
            return 0
        return len(lines_within(self.text, self.column.width, SIZE, strong=self.strong))


@dataclass(slots=True)
class _Desk:
    """A drawing under way: its columns, what was written, where the next row begins.

    `stretches` are the heights over which the lines of the plot run; the last began at `begins`.
    """

    forest: TrialForest
    columns: Columns
    sheet: Sheet = field(default_factory=Sheet)
    placed: list[Placed] = field(default_factory=list)
    stretches: list[tuple[float, float]] = field(default_factory=list)
    begins: float = 0.0
    top: float = 0.0

    def end_stretch(self) -> None:
        """End the lines of the plot here; they go on where the next stretch begins."""
        if self.top > self.begins:
            self.stretches.append((self.begins, self.top))

    def rule(self, ink: str, thick: float) -> None:
        """Draw a line across the whole table."""
        self.sheet.rules.append(
            Rule(left=0, right=DESK_WIDTH, at_row=self.top, ink=ink, thick=thick)
        )

    def part(self) -> None:
        """Draw the line that parts two rows."""
        self.rule(GRID.light, 1)

    def write(self, cell: _Cell, top: float) -> None:
        """Write a cell whose lines begin at a height."""
        across = cell.column.right if cell.align == "right" else cell.column.left
        looks = {"align": cell.align, "strong": cell.strong, "ink": cell.ink, "link": cell.link}
        self.sheet.write(cell.text, across, top + _DROP, cell.column.width, **looks)

    def row(self, cells: Sequence[_Cell], lines: int = 1) -> float:
        """Write cells level with each other; return the middle of the row."""
        lines = max([lines, *(cell.lines for cell in cells)])
        height = lines * LEADING + 2 * _PAD
        for cell in cells:
            self.write(cell, self.top + (height - cell.lines * LEADING) / 2)
        middle = self.top + height / 2
        self.top += height
        return middle


def desk_layers(forest: TrialForest) -> tuple[alt.LayerChart | alt.FacetChart, float]:
    """Return the layers of a plot for a desk, and how high it is."""
    columns = columns_of(forest)
    plane = Plane(
        scale=trial_scale(forest),
        ratio=forest.ratio,
        left=columns.plot.left,
        right=columns.plot.right,
    )
    desk = _Desk(forest, columns)
    _write_heads(desk)
    desk.begins = desk.top
    for group in forest.groups:
        _write_group(desk, group)
    _write_total(desk)
    desk.end_stretch()
    height = write_foot(desk.sheet, forest, plane, desk.top, DESK_WIDTH)
    height = _write_sentence(desk, height)
    layers = [
        *lines_behind(forest, plane, desk.stretches),
        *desk.sheet.layers(),
        *plot_marks(desk.placed, plane, forest.heaviest),
    ]
    return alt.layer(*layers), height


def _write_heads(desk: _Desk) -> None:
    columns, heads = desk.columns, desk.forest.heads
    cells = [
        _head(heads.study, columns.name),
        _head(heads.treated, columns.treated),
        _head(heads.control, columns.control),
        _head(f"{heads.measure}\n(95% interval)", columns.effect),
    ]
    if columns.weight.width:
        cells.append(_head("Weight", columns.weight, "right"))
    lights = [*heads.lights, *(["Overall"] if columns.overall else [])]
    tall = max((text_width(words, SIZE) for words in lights), default=0.0)
    bottom = max(tall + 2, max(cell.lines for cell in cells) * LEADING)
    for cell in cells:
        desk.write(cell, bottom - cell.lines * LEADING)
    places = [*columns.lights, *([columns.overall] if columns.overall else [])]
    desk.sheet.heads += [
        (words, place, bottom) for words, place in zip(lights, places, strict=True)
    ]
    desk.top = bottom + 7
    desk.rule(INK.light, 2)


def _head(text: str, column: Column, align: Align = "left") -> _Cell:
    return _Cell(text=text, column=column, align=align, strong=True, ink=QUIET.light)


def _write_group(desk: _Desk, group: TrialGroup) -> None:
    if group.head:
        # No line of the plot runs through the words.
        desk.end_stretch()
        desk.top += _ABOVE_GROUP
        across = Column(0, DESK_WIDTH)
        desk.row([_Cell(text=group.head, column=across, strong=True, ink=QUIET.light)])
        desk.begins = desk.top
        desk.part()
    for row in group.rows:
        _write_trial(desk, row)
    if group.average:
        _write_average(desk, group.average, "part")


def _write_trial(desk: _Desk, row: TrialRow) -> None:
    columns = desk.columns
    middle = desk.row(
        [
            _Cell(text=row.name, column=columns.name, ink=name_ink(row), link=row.address),
            _Cell(text=row.treated, column=columns.treated),
            _Cell(text=row.control, column=columns.control),
            _Cell(text=row.effect.printed, column=columns.effect, strong=True),
            _Cell(text=weight_words(row.weight), column=columns.weight, align="right"),
        ]
    )
    desk.placed.append(Placed(row=row, kind="study", at_row=middle))
    desk.sheet.lights += _lights(desk, row, middle)
    desk.part()


def _lights(desk: _Desk, row: TrialRow, middle: float) -> Iterator[PlacedLight]:
    places = zip(row.lights, desk.columns.lights, desk.forest.heads.lights, strict=False)
    for light, across, head in places:
        if light:
            yield PlacedLight(light=light, across=across, at_row=middle, study=row.name, head=head)
    if row.overall and desk.columns.overall:
        across = desk.columns.overall
        yield PlacedLight(
            light=row.overall, across=across, at_row=middle, study=row.name, head="Overall"
        )


def _write_average(desk: _Desk, row: AverageRow, kind: Kind) -> None:
    columns, ink = desk.columns, INK.light if kind == "whole" else QUIET.light
    strong = kind != "prediction"
    # The range of a new setting has no groups, so that its words have their room.
    wide = columns.name if row.treated or row.control else Column(0, columns.control.right)
    name = _Cell(text=row.name, column=wide, strong=strong, ink=ink)
    detail = _Cell(text=row.detail, column=wide, ink=QUIET.light)
    middle = desk.row(
        [
            _Cell(text=row.treated, column=columns.treated, strong=kind == "whole", ink=ink),
            _Cell(text=row.control, column=columns.control, strong=kind == "whole", ink=ink),
            _Cell(text=row.effect.printed, column=columns.effect, strong=strong, ink=ink),
            _Cell(text=weight_words(row.weight), column=columns.weight, align="right", ink=ink),
        ],
        name.lines + detail.lines,
    )
    begin = middle - (name.lines + detail.lines) * LEADING / 2
    desk.write(name, begin)
    desk.write(detail, begin + name.lines * LEADING)
    desk.placed.append(Placed(row=row, kind=kind, at_row=middle))
    if kind != "whole":
        desk.part()


def _write_total(desk: _Desk) -> None:
    """Write the average of all trials under a strong line, then the range of a new setting."""
    if desk.forest.average:
        # The line that parts the row above gives way to the strong one.
        desk.sheet.rules.pop()
        desk.rule(INK.light, 2)
        for average in (desk.forest.average, *desk.forest.others):
            _write_average(desk, average, "whole")
    if desk.forest.prediction:
        _write_average(desk, desk.forest.prediction, "prediction")


def _write_sentence(desk: _Desk, top: float) -> float:
    return desk.sheet.write(desk.forest.sentence, 0, top + 6, DESK_WIDTH, strong=True)
