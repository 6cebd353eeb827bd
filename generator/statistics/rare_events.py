"""Trials with few events, as metafor, R's meta and RevMan each make of them; to tell them apart.

They differ where a cell of a table is 0. metafor adds 0.5 to each cell of such a table for
estimates of single studies, keeps studies without any event, and adds nothing in Mantel-Haenszel
sums. R's meta and RevMan leave out of risk and odds ratios the studies in which nobody had the
event (of odds ratios also those in which everybody had), and carry the 0.5 into Mantel-Haenszel
sums; risk differences stay as they are, but not their standard errors. Differences are the first
group less the second, ratios on the log scale. Sources: Viechtbauer W. J Stat Softw
2010;36(3):1-48; Schwarzer G et al. Meta-Analysis with R, 2015, chapter 3; Bradburn MJ et al. Stat
Med 2007;26:53-77.
"""

import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from generator.statistics import effect_comparison as plain
from generator.statistics import mantel_haenszel as sums
from generator.statistics.effect import Effects, Floats, floats
from generator.statistics.two_means import Difference

Measure = Literal["RR", "OR", "RD"]
Program = Literal["metafor", "meta", "revman"]
# Events and people of the first group, events and people of the second, one entry a study each.
Tables = tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]
Columns = tuple[Floats, ...]

_OF_STUDIES: dict[Measure, Callable[..., Effects]] = {
    "RR": plain.log_risk_ratios,
    "OR": plain.log_odds_ratios,
    "RD": plain.risk_differences,
}
_OF_SUMS: dict[Measure, Callable[..., sums.Stratified | None]] = {
    "RR": sums.mantel_haenszel_risk_ratio,
    "OR": sums.mantel_haenszel_odds_ratio,
    "RD": sums.mantel_haenszel_risk_difference,
}


def study_effects(measure: Measure, program: Program, tables: Tables) -> Effects:
    """Return the estimates of single studies; NaN where the program leaves a study out.

    For a risk ratio of a table with a zero, metafor and RevMan have (x + 0.5)/(n + 1), R's meta
    (x + 0.5)/(n + 0.5) (Hartung J, Knapp G. Stat Med 2001;20:3875-3889, equation 18).

    >>> tables = [0], [25], [1], [24]
    >>> [float(study_effects("RR", name, tables).yi.round(4)[0]) for name in ("revman", "meta")]
    [-1.1378, -1.1386]
    """
    columns = floats(*tables)
    a, m1, c, m2 = columns
    effects = _OF_STUDIES[measure](*columns)
    if program == "metafor":
        return effects
    if measure == "RD":
        return effects._replace(yi=a / m1 - c / m2)
    if measure == "RR" and program == "meta":
        effects = _hartung_knapp(columns)
    kept = _kept(measure, columns)
    return Effects(np.where(kept, effects.yi, np.nan), np.where(kept, effects.vi, np.nan))


def mantel_haenszel(
    measure: Measure, program: Program, tables: Tables, *, exact: bool = False
) -> Difference | None:
    """Return the Mantel-Haenszel estimate as a program has it; none where it is not defined.

    `exact` adds nothing in the sums of R's meta and RevMan (their MH.exact). The se of a
    risk difference is that of Sato, Greenland & Robins (1989) in metafor, of Greenland & Robins
    (1985) in the others.

    >>> tables = [0, 2, 1], [25, 60, 90], [1, 4, 3], [24, 62, 88]
    >>> [round(mantel_haenszel("RR", name, tables).estimate, 4) for name in ("metafor", "meta")]
    [-0.9722, -0.8837]
    """
    columns = floats(*tables)
    if program == "metafor":
        return _estimate(_OF_SUMS[measure](*columns))
    kept = _kept(measure, columns)
    a, m1, c, m2 = (column[kept] for column in columns)
    if not len(a):
        return None
    summed = (a, m1, c, m2) if exact else _with_halves((a, m1, c, m2))
    if measure != "RD":
        return _estimate(_OF_SUMS[measure](*summed))
    return _greenland_robins(a / m1 - c / m2, summed)


def _greenland_robins(differences: Floats, columns: Columns) -> Difference:
    """Return differences weighted by n1 n2/N, with the variance of Greenland & Robins.

    sum((x1 (n1 - x1) n2^3 + x2 (n2 - x2) n1^3)/(n1 n2 N^2))/(sum of weights)^2. Source: Biometrics
    1985;41:55-68.
    """
    a, m1, c, m2 = columns
    total = m1 + m2
    weights = m1 * m2 / total
    squares = (a * (m1 - a) * m2**3 + c * (m2 - c) * m1**3) / (m1 * m2 * total**2)
    size = float(weights.sum())
    return Difference(
        float((weights * differences).sum()) / size, math.sqrt(float(squares.sum())) / size
    )


def _hartung_knapp(columns: Columns) -> Effects:
    """Return log risk ratios with 0.5 added to events and people of tables with a zero.

    Where everybody had the event, the 0.5 stays out of 1/x of the variance.
    """
    a, m1, c, m2 = columns
    half = np.where(_has_zero(columns), 0.5, 0.0)
    of_events = np.where((a == m1) & (c == m2), 0.0, half)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.log((a + half) / (m1 + half)) - np.log((c + half) / (m2 + half))
        variances = 1 / (a + of_events) - 1 / (m1 + half) + 1 / (c + of_events) - 1 / (m2 + half)
    return Effects(ratios, variances)


def _kept(measure: Measure, columns: Columns) -> NDArray[np.bool_]:
    """Tell which studies R's meta and RevMan keep for this measure."""
    a, m1, c, m2 = columns
    if measure == "RD":
        return np.ones(len(a), dtype=bool)
    nobody, everybody = (a == 0) & (c == 0), (a == m1) & (c == m2)
    return np.asarray(~(nobody | everybody) if measure == "OR" else ~nobody)


def _has_zero(columns: Columns) -> NDArray[np.bool_]:
    a, m1, c, m2 = columns
    return np.asarray((a == 0) | (a == m1) | (c == 0) | (c == m2))


def _with_halves(columns: Columns) -> Columns:
    a, m1, c, m2 = columns
    half = np.where(_has_zero(columns), 0.5, 0.0)
    return a + half, m1 + 2 * half, c + half, m2 + 2 * half


def _estimate(fit: sums.Stratified | None) -> Difference | None:
    return Difference(fit.estimate, fit.se) if fit else None
