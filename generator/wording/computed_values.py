"""Computed values in words: a share, a ratio or a difference, with its interval."""

from generator.statistics.rounding import format_interval, format_number, format_percent
from generator.synthesis.figure import Figure, Scale

DEVIATIONS = "standard deviations"


def value_words(scale: Scale, value: float, unit: str | None = None) -> str:
    """Return a percentage, a ratio with two decimals, or a difference with its unit."""
    if scale == "share":
        return format_percent(value)
    if scale == "ratio":
        return format_number(value, 2)
    return in_unit(format_number(value, 2 if unit == DEVIATIONS else 1), unit)


def interval_words(scale: Scale, low: float, high: float, unit: str | None = None) -> str:
    """Return a computed interval on its scale."""
    if scale == "share":
        return format_interval(low, high)
    # A ratio needs a decimal more: 0.96 and 1.04 would both be 1.0, one on each side of no effect.
    decimals = 2 if scale == "ratio" or unit == DEVIATIONS else 1
    return in_unit(f"{format_number(low, decimals)} to {format_number(high, decimals)}", unit)


def figure_words(figure: Figure, unit: str | None = None) -> str:
    """Return a figure with its 95 % interval, in words."""
    value = value_words(figure.scale, figure.value, unit)
    if figure.low is None or figure.high is None:
        return value
    return f"{value} (95 % interval {interval_words(figure.scale, figure.low, figure.high, unit)})"


def in_unit(number: str, unit: str | None) -> str:
    """Return a number in words with its unit, if it has one."""
    return f"{number} {unit}" if unit else number
