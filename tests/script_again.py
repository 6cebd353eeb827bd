"""The R script of an average computed again from the numbers inside it, by formulas written apart.

Where R is installed the scripts themselves are run; this holds everywhere else. Viechtbauer W. J
Educ Behav Stat 2005;30:261-293 (restricted likelihood); Rover C and others. BMC Med Res Methodol
2015;15:99 (interval); Greenland S, Robins JM. Biometrics 1985;41:55-68 (Mantel-Haenszel).
"""

import math
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import stdtrit

from generator.synthesis.models import Pooled

Column = NDArray[np.float64]
_COLUMN = re.compile(r"^  (\w+) = c\((.*)\),?$", re.MULTILINE)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_Z = 1.959963984540054


class Average(NamedTuple):
    """An average as readers see it, its prediction interval, and its weights in percent."""

    shown: tuple[float, float, float]
    prediction: tuple[float, float]
    weights: list[float]


class Again:
    """The studies and the numbers of a script."""

    def __init__(self, script: str) -> None:
        self.script = script
        texts = dict(_COLUMN.findall(script))
        labels = re.findall(r'"([^"]*)"', texts.pop("study"))
        self.studies = [_ESCAPE.sub(lambda code: chr(int(code[1], 16)), name) for name in labels]
        self.columns = {
            name: np.array(list(map(float, text.split(", ")))) for name, text in texts.items()
        }
        self.is_logarithm = "as logarithms" in script

    @property
    def line(self) -> str:
        """Return which of its lines a script says is on the page."""
        return re.findall(r"`(\w+)`", self.script)[0]

    @property
    def measure(self) -> str:
        """Return the effect measure it asks metafor for; GEN where it holds estimates."""
        asked = re.search(r'escalc\(measure = "(\w+)"', self.script)
        return asked[1] if asked else "GEN"

    def effects(self) -> tuple[Column, Column]:
        """Return the estimates and the variances of the studies."""
        columns = self.columns
        if self.measure == "GEN":
            return columns["yi"], columns["sei"] ** 2
        return _EFFECTS[self.measure](*columns.values())

    def average(self, pooled: Pooled) -> Average:
        """Return the average on the line that is on the page."""
        if self.line == "mantel_haenszel":
            estimate, half, weights = _mantel_haenszel(*self.columns.values())
            new = 0.0
        else:
            estimate, half, new, weights = _restricted(*self.effects())
        ends = [self._back(estimate + step) for step in (0.0, -half, half, -new, new)]
        assert self.is_logarithm == (pooled.scale == "ratio")
        return Average((ends[0], ends[1], ends[2]), (ends[3], ends[4]), weights.tolist())

    def _back(self, value: float) -> float:
        return math.exp(value) if self.is_logarithm else value


def _risk_ratios(x1: Column, n1: Column, x2: Column, n2: Column) -> tuple[Column, Column]:
    lacking = (x1 == 0) | (x1 == n1) | (x2 == 0) | (x2 == n2)
    half = np.where(lacking, 0.5, 0.0)
    a, b, c, d = x1 + half, n1 - x1 + half, x2 + half, n2 - x2 + half
    return np.log(a * (c + d) / (c * (a + b))), b / (a * (a + b)) + d / (c * (c + d))


def _rate_ratios(x1: Column, t1: Column, x2: Column, t2: Column) -> tuple[Column, Column]:
    half = np.where((x1 == 0) | (x2 == 0), 0.5, 0.0)
    a, c = x1 + half, x2 + half
    return np.log(a * t2 / (c * t1)), 1 / a + 1 / c


def _mean_differences(
    n1: Column, m1: Column, sd1: Column, n2: Column, m2: Column, sd2: Column
) -> tuple[Column, Column]:
    return m1 - m2, sd1**2 / n1 + sd2**2 / n2


_EFFECTS = {"RR": _risk_ratios, "IRR": _rate_ratios, "MD": _mean_differences}


def _restricted(yi: Column, vi: Column) -> tuple[float, float, float, Column]:
    """Return estimate, half its interval, half its prediction interval, and weights in percent."""
    tau2 = _highest_peak(yi, vi)
    weights = 1 / (vi + tau2)
    estimate = float((weights * yi).sum() / weights.sum())
    df = len(yi) - 1
    scatter = float((weights * (yi - estimate) ** 2).sum()) / df
    error = math.sqrt(max(1.0, scatter) / weights.sum())
    quantile = float(stdtrit(df, 0.975))
    new = quantile * math.sqrt(tau2 + error**2)
    return estimate, quantile * error, new, 100 * weights / weights.sum()


def _highest_peak(yi: Column, vi: Column) -> float:
    """Return the variance between studies of the highest restricted likelihood; it may have two."""

    def slope(tau2: float) -> float:
        weights = 1 / (vi + tau2)
        mean = (weights * yi).sum() / weights.sum()
        trace = weights.sum() - (weights**2).sum() / weights.sum()
        return float((weights**2 * (yi - mean) ** 2).sum() - trace)

    most = float(np.ptp(yi)) ** 2 + float(vi.max())
    grid = np.concatenate(([0.0], np.geomspace(1e-6 * most, most, 80)))
    weights = 1 / (vi + grid[:, None])
    sums = weights.sum(axis=1)
    means = (weights * yi).sum(axis=1) / sums
    squares = (weights * (yi - means[:, None]) ** 2).sum(axis=1)
    place = int(np.argmax(np.log(weights).sum(axis=1) - np.log(sums) - squares))
    low, high = grid[max(place - 1, 0)], grid[min(place + 1, len(grid) - 1)]
    if slope(low) <= 0:
        return 0.0
    return float(brentq(slope, low, high, xtol=1e-16 * most, rtol=1e-14))


def _mantel_haenszel(x1: Column, n1: Column, x2: Column, n2: Column) -> tuple[float, float, Column]:
    people = n1 + n2
    treated, beside = (x1 * n2 / people).sum(), (x2 * n1 / people).sum()
    both = (n1 * n2 * (x1 + x2) - x1 * x2 * people) / people**2
    error = math.sqrt(both.sum() / (treated * beside))
    weights = x2 * n1 / people
    return math.log(treated / beside), _Z * error, 100 * weights / weights.sum()
