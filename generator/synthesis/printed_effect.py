"""The effect that a study prints of its two groups, with the error its interval or p stands for."""

import math

from scipy.special import ndtri

from generator.model.number import Number
from generator.model.result import ComparisonResult
from generator.model.study import Study
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.reported_spread import Comparison
from generator.synthesis.design_effect import error_factor
from generator.synthesis.figure import Figure, Scale
from generator.synthesis.participants import size_of

# The normal quantile of a 95 % interval.
_Z = 1.959963984540054


def printed_effect(study: Study, result: ComparisonResult) -> Figure | None:
    """Return the estimate of a comparison; None where none with a place on a scale is printed.

    Without an interval its error follows from an exact p value: of a difference of means by t on n1
    + n2 - 2 degrees of freedom, of any other effect by the normal distribution (Cochrane Handbook,
    version 6, sections 6.3.2 and 6.5.2.3). Clusters that the analysis did not allow for widen it.
    """
    value, scale = _exact(result.value), result.scale
    if value is None or scale is None or (scale == "ratio" and value <= 0):
        return None
    low, high = _exact(result.ci_low), _exact(result.ci_high)
    # A ratio of 0 has no logarithm, and no place on the axis.
    if scale == "ratio" and any(end is not None and end <= 0 for end in (low, high)):
        return None
    error, how = _error(study, result, scale, value)
    factor = error_factor(study, result) or 1.0
    as_printed = how == "" and factor == 1.0
    if not as_printed and error is not None:
        error *= factor
        low, high = _around(scale, value, error)
    words = [f"{result.effect_words} as printed", how, _clusters(factor)]
    return Figure(
        scale=scale,
        value=value,
        low=low,
        high=high,
        error=error,
        origin="reported" if as_printed else "computed",
        how="; ".join(filter(None, words)),
        effect=result.effect_name or result.effect,
        adjusted=result.adjusted,
    )


def _clusters(factor: float) -> str:
    return "interval widened for clusters" if factor > 1 else ""


def _around(scale: Scale, value: float, error: float) -> tuple[float, float]:
    if scale == "ratio":
        middle = math.log(value)
        return math.exp(middle - _Z * error), math.exp(middle + _Z * error)
    return value - _Z * error, value + _Z * error


def _error(
    study: Study, result: ComparisonResult, scale: Scale, value: float
) -> tuple[float | None, str]:
    """Return the standard error, and in words where it is from if not from the interval."""
    low, high = _exact(result.ci_low), _exact(result.ci_high)
    if low is not None and high is not None:
        width = math.log(high) - math.log(low) if scale == "ratio" else high - low
        # Limits that are printed alike would make a study infinitely sure.
        return (width / (2 * _Z) if width > 0 else None), ""
    p = _exact(result.p)
    if p is None or not 0 < p < 1 or result.p is None:
        return None, ""
    error = _error_from_p(study, result, math.log(value) if scale == "ratio" else value, p)
    return error, f"interval worked back from p = {result.p.text.lstrip('= ')}" if error else ""


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
