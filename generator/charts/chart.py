"""A picture before it is drawn: what it shows, in words and as a Vega-Lite specification."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from generator.charts.theme import config

# Letters to a line: about as many as a picture of our width holds.
_LABEL_WIDTH = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture: its accessible name, a sentence for those who cannot see it, its specification."""

    kind: str
    title: str
    description: str
    specification: Mapping[str, Any]


def finish(
    kind: str,
    title: str,
    description: str,
    layers: alt.LayerChart | alt.FacetChart,
    uncontrolled: Sequence[bool] = (),
    *,
    earlier_groups: bool = False,
) -> Chart:
    """Return the chart of some layers in our look, with what it must say of control groups."""
    if remark := about_control(uncontrolled, earlier_groups=earlier_groups):
        layers = layers.properties(title=remark)
    specification = layers.configure(**config()).to_dict(format="vega-lite")
    return Chart(kind=kind, title=title, description=description, specification=specification)


def about_control(uncontrolled: Sequence[bool], *, earlier_groups: bool = False) -> str | None:
    """Return what a picture says of rows without a control group; None where every row has one."""
    if not any(uncontrolled):
        return None
    if earlier_groups:
        return "no control group at the same time"
    # A study may have a control group, and no like figure of it.
    if all(uncontrolled):
        return "no control group beside these figures"
    return "no control group beside some of these figures"


def wrapped(text: str, width: int = _LABEL_WIDTH) -> list[str]:
    """Return a label broken into lines, so that it is never cut off."""
    return textwrap.wrap(" ".join(text.split()), width) if text.strip() else []
