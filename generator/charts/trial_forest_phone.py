"""The forest plot of trials for a phone: each row a card with its plot across the whole width."""

from dataclasses import dataclass, field
from typing import Any

import altair as alt

from generator.charts.lettering import text_width
from generator.charts.theme import GRID, INK, QUIET
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
from generator.charts.trial_forest_text import SIZE, Rule, Sheet, name_ink

# The narrowest of common phones has this much beside its margins.
PHONE_WIDTH = 328
# So high is the plot of a row; marks keep this much from both sides.
_TRACK, _MARGIN = 30.0, 8.0
_PAD, _GAP = 9.0, 12.0
# The right side takes at most this part of a line.
_MOST_RIGHT = 0.6


@dataclass(slots=True)
class _Phone:
    """A drawing under way: what was written, the plots of its rows, where the next line begins."""

    forest: TrialForest
    sheet: Sheet = field(default_factory=Sheet)
    placed: list[Placed] = field(default_factory=list)
    tracks: list[tuple[float, float]] = field(default_factory=list)
    top: float = 0.0

    def line(self, text: str, **looks: Any) -> None:
        """Write a text across the whole width."""
        self.top = self.sheet.write(text, 0, self.top, PHONE_WIDTH, **looks)

    def pair(self, left: str, right: str, left_looks: Any, right_looks: Any) -> None:
        """Write one text at the left and one at the right, level with each other."""
        taken = text_width(right, SIZE, strong=right_looks.get("strong", False)) + 1
        taken = min(taken, _MOST_RIGHT * PHONE_WIDTH)
        room = PHONE_WIDTH - (taken + _GAP if right else 0)
        ends = [self.sheet.write(left, 0, self.top, room, **left_looks)]
        looks = {"align": "right", **right_looks}
        ends.append(self.sheet.write(right, PHONE_WIDTH, self.top, taken, **looks))
        self.top = max(ends)

    def track(self, row: TrialRow | AverageRow, kind: Kind) -> None:
        """Leave room for the plot of a row, if it has one."""
        if row.effect.low is None:
            return
        self.tracks.append((self.top, self.top + _TRACK))
        self.placed.append(Placed(row=row, kind=kind, at_row=self.top + _TRACK / 2))
        self.top += _TRACK

    def rule(self, ink: str = GRID.light, thick: float = 1.0) -> None:
        """Draw a line across and leave room below it."""
        rule = Rule(left=0, right=PHONE_WIDTH, at_row=self.top, ink=ink, thick=thick)
        self.sheet.rules.append(rule)
        self.top += _PAD

    def part(self) -> None:
        """End a row with the line that parts it from the next."""
        self.top += _PAD / 2
        self.rule()


def phone_layers(forest: TrialForest) -> tuple[alt.LayerChart | alt.FacetChart, float]:
    """Return the layers of a plot for a phone, and how high it is."""
    plane = Plane(
        scale=trial_scale(forest),
        ratio=forest.ratio,
        left=_MARGIN,
        right=PHONE_WIDTH - _MARGIN,
    )
    phone = _Phone(forest)
    _write_heads(phone)
    for group in forest.groups:
        _write_group(phone, group)
    _write_total(phone)
    height = write_foot(phone.sheet, forest, plane, phone.top, PHONE_WIDTH)
    height = phone.sheet.write(forest.sentence, 0, height + 6, PHONE_WIDTH, strong=True)
    layers = [
        *lines_behind(forest, plane, phone.tracks),
        *phone.sheet.layers(),
        *plot_marks(phone.placed, plane, forest.heaviest),
    ]
    return alt.layer(*layers), height


def _write_heads(phone: _Phone) -> None:
    heads, looks = phone.forest.heads, {"ink": QUIET.light, "strong": True}
    phone.pair(heads.study, f"{heads.measure} (95% interval)", looks, looks)
    versus = " v ".join(_one_line(head) for head in (heads.treated, heads.control) if head)
    weighed = "Weight" if phone.forest.heaviest else ""
    phone.pair(versus, weighed, {"ink": QUIET.light}, {"ink": QUIET.light})
    phone.top += _PAD / 2
    phone.rule(INK.light, 2)


def _one_line(head: str) -> str:
    return head.replace("\n", ", ")


def _write_group(phone: _Phone, group: TrialGroup) -> None:
    if group.head:
        phone.line(group.head, strong=True, ink=QUIET.light)
        phone.part()
    for row in group.rows:
        _write_trial(phone, row)
    if group.average:
        _write_average(phone, group.average, "part")


def _write_trial(phone: _Phone, row: TrialRow) -> None:
    name = {"ink": name_ink(row), "link": row.address, "strong": True}
    phone.pair(row.name, row.effect.printed, name, {"strong": True})
    phone.pair(_versus(row), weight_words(row.weight), {}, {"ink": QUIET.light})
    phone.track(row, "study")
    phone.top += _PAD / 3
    phone.line(row.judged, ink=QUIET.light)
    phone.part()


def _versus(row: TrialRow | AverageRow) -> str:
    return " v ".join(filter(None, (row.treated, row.control)))


def _write_average(phone: _Phone, row: AverageRow, kind: Kind) -> None:
    strong, ink = kind != "prediction", INK.light if kind == "whole" else QUIET.light
    looks = {"strong": strong, "ink": ink}
    phone.pair(row.name, row.effect.printed, looks, looks)
    quiet = {"ink": QUIET.light}
    if counts := _versus(row):
        phone.line(row.detail, **quiet)
        phone.pair(counts, weight_words(row.weight), {"ink": ink}, quiet)
    else:
        phone.pair(row.detail, weight_words(row.weight), quiet, quiet)
    phone.track(row, kind)
    if kind == "prediction":
        phone.top += _PAD
    else:
        phone.part()


def _write_total(phone: _Phone) -> None:
    """Write the average of all trials under a strong line, then the range of a new setting."""
    if phone.forest.average:
        # The line of the row above gives way to the strong one.
        phone.sheet.rules.pop()
        phone.top -= _PAD
        phone.rule(INK.light, 2)
        for average in (phone.forest.average, *phone.forest.others):
            _write_average(phone, average, "whole")
    if phone.forest.prediction:
        _write_average(phone, phone.forest.prediction, "prediction")
