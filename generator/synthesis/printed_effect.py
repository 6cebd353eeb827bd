"""The effect that a study prints of its two groups, with the error its interval or p stands for."""

import math
from collections.abc import Iterable
from dataclasses import replace

from scipy.special import ndtri

from generator.model.limits import USUAL_LEVEL, level_of_limits
from generator.model.number import Number
from generator.model.result import ComparisonResult
from generator.model.study import Study
from generator.statistics.interval_level import at_usual_level, error_of_interval
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.reported_spread import Comparison
from generator.synthesis.design_effect import error_factor
from generator.synthesis.figure import Figure
from generator.synthesis.participants import size_of

# The normal quantile of a 95 % interval.
_Z = 1.959963984540054


def printed_effect(study: Study, result: ComparisonResult) -> Figure | None:
    """Return the estimate of a comparison; None where none with a place on a scale is printed.

    An interval of another stated level becomes one of 95 %; limits of no stated level are no
    interval. Without an interval the error follows from an exact p value: of a difference of means
    by t on n1 + n2 - 2 degrees of freedom, of any other effect by the normal distribution (Cochrane
    Handbook, version 6, sections 6.3.2 and 6.5.2.3). Clusters that the analysis did not allow for
    widen it.
    """
    value, scale = _exact(result.value), result.scale
    ends = (value, _exact(result.ci_low), _exact(result.ci_high))
    # A ratio of 0 has no logarithm, and no place on the axis.
    if value is None or scale is None or (scale == "ratio" and min(_known(ends)) <= 0):
        return None
    printed = Figure(
        scale=scale,
        value=value,
        low=None,
        high=None,
        error=None,
        origin="reported",
        how=f"{result.effect_words} as printed",
        effect=result.effect_name or result.effect,
        adjusted=result.adjusted,
    )
    factor = error_factor(study, result) or 1.0
    return _widened(_with_interval(study, result, printed), factor)


def _known(ends: Iterable[float | None]) -> list[float]:
    return [end for end in ends if end is not None]


def _with_interval(study: Study, result: ComparisonResult, printed: Figure) -> Figure:
    """Return an estimate with the interval that its limits, or else its p value, stand for."""
    low, high = _exact(result.ci_low), _exact(result.ci_high)
    level = level_of_limits(result.interval_kind)
    if low is not None and high is not None and level is not None:
        return _at_95(printed, low, high, level)
    one_end = replace(printed, low=low, high=high)
    bare = one_end if level is not None else printed
    if level is None and low is not None:
        how = f"{printed.how}; the limits around it are no interval of a stated level"
        bare = replace(printed, how=how)
    p = _exact(result.p)
    middle = math.log(printed.value) if printed.scale == "ratio" else printed.value
    error = _error_from_p(study, result, middle, p) if p is not None and 0 < p < 1 else None
    if error is None or result.p is None:
        return bare
    how = f"{bare.how}; interval worked back from p = {result.p.text.lstrip('= ')}"
    return _around(replace(bare, origin="computed", how=how), error)


def _at_95(printed: Figure, low: float, high: float, level: float) -> Figure:
    """Return a figure with the 95 % interval that its printed one stands for."""
    to, back = (math.log, math.exp) if printed.scale == "ratio" else (float, float)
    error = error_of_interval(to(low), to(high), level)
    # Limits that are printed alike would make a study infinitely sure.
    sure = replace(printed, low=low, high=high, error=error if error > 0 else None)
    if level == USUAL_LEVEL:
        return sure
    bounds = at_usual_level(to(printed.value), to(low), to(high), level)
    how = f"{printed.how}, its interval worked out from the printed {100 * level:.6g} % interval"
    return replace(sure, low=back(bounds.low), high=back(bounds.high), origin="computed", how=how)


def _widened(figure: Figure, factor: float) -> Figure:
    """Return a figure of clusters with the error that they leave it."""
    if factor == 1.0 or figure.error is None:
        return figure
    how = f"{figure.how}; interval widened for clusters"
    return _around(replace(figure, origin="computed", how=how), figure.error * factor)


def _around(figure: Figure, error: float) -> Figure:
    """Return a figure with the normal 95 % interval of an error, of the logarithm for a ratio."""
    to, back = (math.log, math.exp) if figure.scale == "ratio" else (float, float)
    middle = to(figure.value)
    low, high = back(middle - _Z * error), back(middle + _Z * error)
    return replace(figure, error=error, low=low, high=high)


def _error_from_p(
    study: Study, result: ComparisonResult, estimate: float, p: float
) -> float | None:
    if estimate == 0:
        return None
    if result.effect != "mean-difference":
        return abs(estimate / float(ndtri(p / 2)))
    on_drug, beside = _size(study, result.arm), _size(study, result.against)
    if on_drug is None or beside is None:
        return None
    try:
        return Comparison.from_p(p, on_drug, beside).difference(estimate).se
    except NoAnswerError:
        return None


def _size(study: Study, arm: str | None) -> int | None:
    return size_of(study.arm(arm)) if arm else None


def _exact(number: Number | None) -> float | None:
    return None if number is None or number.exact is None else float(number.exact)
