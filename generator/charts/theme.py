"""One look for all pictures: colours, signs and sizes; the style sheet holds the same colours."""

from dataclasses import dataclass
from typing import Any

# Fonts whose letters are equally wide: one is measured, readers see whichever they have.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
FONT_SIZE = 14
# The width of the marks in pixels; the page scales a picture down where it is wider than a screen.
WIDTH = 420


@dataclass(frozen=True, slots=True)
class Role:
    """A colour by its role: its variable in the style sheet, its value on light and dark ground."""

    variable: str
    light: str
    dark: str


INK = Role("--ev-ink", "#1b2127", "#e7e8e5")
QUIET = Role("--ev-ink-quiet", "#525961", "#abb2b8")
GRID = Role("--ev-hairline", "#dbd9d1", "#363d43")
PAPER = Role("--ev-paper", "#fefefe", "#14181b")
NO_DRUG = Role("--ev-edge", "#777e85", "#828b93")
SLOTS = (
    Role("--ev-slot-0", "#0072b2", "#56b4e9"),
    Role("--ev-slot-1", "#b45309", "#f59e42"),
    Role("--ev-slot-2", "#00795c", "#34c79a"),
    Role("--ev-slot-3", "#a21c6b", "#ec7fc0"),
    Role("--ev-slot-4", "#5b4fc4", "#a79bff"),
    Role("--ev-slot-5", "#8a6d00", "#e3c34a"),
    Role("--ev-slot-6", "#4b5563", "#aeb8c6"),
    Role("--ev-slot-7", "#9b1c1c", "#f28b82"),
)
# A ramp of one hue from least to most; the text on each step is legible in both schemes.
STEPS = (
    Role("--ev-step-0", "#d7e3ea", "#2c3b44"),
    Role("--ev-step-1", "#a9c7d8", "#3f5d6d"),
    Role("--ev-step-2", "#6ba3c2", "#4f86a3"),
    Role("--ev-step-3", "#2f7ba6", "#74b4d4"),
)
STEP_INK = Role("--ev-step-ink", "#10171d", "#f2f4f5")
# A link; then of trials: the drug studied whatever its name, the average of some of them, what was
# judged.
ACCENT = Role("--ev-accent", "#0b5a6e", "#7fc9da")
DRUG = Role("--ev-drug", "#14599c", "#74b2ee")
PART = Role("--ev-part", "#5c9bd4", "#4585c2")
JUDGED = Role("--ev-judged", "#74480a", "#e6b96c")
# Risk of bias, with the sign on the middle one: no other ink is legible on amber in both schemes.
LOW_RISK = Role("--ev-low-risk", "#2b7a57", "#63c498")
SOME_RISK = Role("--ev-some-risk", "#b98500", "#e3bb4c")
HIGH_RISK = Role("--ev-high-risk", "#b3372a", "#f08a7c")
SOME_RISK_INK = Role("--ev-some-risk-ink", "#1b1400", "#10151a")
ROLES = (
    *(INK, QUIET, GRID, PAPER, NO_DRUG, *SLOTS, *STEPS, STEP_INK),
    *(ACCENT, DRUG, PART, JUDGED, LOW_RISK, SOME_RISK, HIGH_RISK, SOME_RISK_INK),
)

_STAR = (
    "M0,-1L0.235,-0.324L0.951,-0.309L0.38,0.124L0.588,0.809"
    "L0,0.4L-0.588,0.809L-0.38,0.124L-0.951,-0.309L-0.235,-0.324Z"
)
_PENTAGON = "M0,-0.9L0.856,-0.278L0.529,0.728L-0.529,0.728L-0.856,-0.278Z"
_SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross", _STAR, _PENTAGON)
_NO_SHAPE = "circle"


def colour(slot: int | None) -> str:
    """Return the colour of a drug's place on light ground; grey for no place of its own."""
    return NO_DRUG.light if slot is None else SLOTS[slot % len(SLOTS)].light


def shape(slot: int | None) -> str:
    """Return the sign of a drug's place, so that colour is never alone."""
    return _NO_SHAPE if slot is None else _SHAPES[slot % len(_SHAPES)]


def config() -> dict[str, Any]:
    """Return the settings that every picture shares."""
    text = {
        "labelColor": INK.light,
        "titleColor": QUIET.light,
        "labelFontSize": FONT_SIZE,
        "titleFontSize": FONT_SIZE,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            **text,
            "titleFontWeight": "normal",
            "gridColor": GRID.light,
            "domainColor": GRID.light,
            "tickColor": GRID.light,
            "labelLimit": 300,
            "titlePadding": 10,
        },
        "text": {"color": INK.light, "fontSize": FONT_SIZE, "font": FONT},
        "title": {
            "color": QUIET.light,
            "fontSize": FONT_SIZE,
            "fontWeight": "normal",
            "anchor": "start",
            "offset": 12,
        },
        "legend": {**text, "labelLimit": 300},
    }
