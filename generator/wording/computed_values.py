"""Computed values in words: a share, a ratio or a difference, with its interval."""

from generator.statistics.rounding import format_interval, format_number, format_percent
from generator.synthesis.figures import Figure, Scale


def value_words(scale: Scale, value: float, unit: str | None = None) -> str:
    """Return a computed value on its scale: a percentage, a ratio with two decimals, a difference with its unit."""
    if scale == "share":
        return format_percent(value)
    if scale == "ratio":
        return format_number(value, 2)
    return f"{format_number(value)}{f' {unit}' if unit else ''}"


def interval_words(scale: Scale, low: float, high: float, unit: str | None = None) -> str:
    """Return a computed interval on its scale."""
    if scale == "share":
        return format_interval(low, high)
    decimals = 2 if scale == "ratio" else 1
    return f"{format_number(low, decimals)} to {format_number(high, decimals)}{f' {unit}' if unit else ''}"


def figure_words(found: Figure, unit: str | None = None) -> str:
    """Return a figure with its 95 % interval, in words."""
    words = value_words(found.scale, found.value, unit)
    if found.low is None or found.high is None:
        return words
    return f"{words} (95 % interval {interval_words(found.scale, found.low, found.high, unit)})"
