"""The appraisal of each row of a forest plot: signs in cells at the right of the marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import altair as alt

from generator.charts.forest_row import ForestRow
from generator.charts.marks import Marks, colour_of
from generator.charts.stack import Stack
from generator.charts.theme import FONT_SIZE, WIDTH

# So wide a cell, so wide all cells of a row at most, and the room between marks and cells.
_CELL, _CELLS, _ASIDE = 22, 150, 10


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a picture: how many in a row, and how wide each."""

    count: int
    step: int

    @property
    def plot_width(self) -> int:
        """Return the width that is left for the marks."""
        return WIDTH - self.count * self.step - (_ASIDE if self.count else 0)

    def middle(self, cell: int) -> float:
        """Return where the middle of a cell is, in pixels from the left."""
        return self.plot_width + _ASIDE + (cell + 0.5) * self.step


@dataclass(frozen=True, slots=True)
class _Sign:
    sign: str
    ink: str
    at_cell: float
    at_row: int


def cells_for(rows: Sequence[ForestRow]) -> Cells:
    """Return the cells that hold the longest appraisal, narrower where there are many."""
    count = max((len(row.appraisal) for row in rows), default=0)
    return Cells(count, min(_CELL, _CELLS // count) if count else 0)


def appraisal_signs(rows: Sequence[ForestRow], cells: Cells, stack: Stack) -> Iterator[alt.Chart]:
    """Yield the signs of all appraisals, beside the marks of their rows."""
    signs: list[_Sign] = []
    for row, place in zip(rows, stack.places, strict=True):
        for cell, (sign, level) in enumerate(row.appraisal):
            signs.append(_Sign(sign, level.ink, cells.middle(cell), place.at_row))
    if not signs:
        return
    marks = Marks(signs)
    # In narrow cells a smaller sign keeps clear of its neighbours.
    size = FONT_SIZE + (3 if cells.step == _CELL else 1)
    text = marks.chart.mark_text(fontWeight="bold", fontSize=size, baseline="middle")
    yield text.encode(
        # In pixels, not on the scale of the estimates.
        x=alt.X(marks.quantity(lambda sign: sign.at_cell), scale=None, axis=None),
        y=stack.axis(marks.quantity(lambda sign: sign.at_row)),
        text=marks.nominal(lambda sign: sign.sign),
        color=colour_of(marks.nominal(lambda sign: sign.ink)),
    )
