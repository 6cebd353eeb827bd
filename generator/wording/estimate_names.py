"""The names of estimates: which kind of ratio or difference it is, and whether it is adjusted."""

from generator.model.effect import EFFECTS
from generator.model.result import ComparisonResult, RateResult, Result

# Ratios of the same people differ by whether they are adjusted, so that silence is said of them.
_RATIOS = frozenset({"risk-ratio", "odds-ratio", "hazard-ratio", "rate-ratio"})
_NAMES: dict[str, str] = {
    effect: measure.name for effect, measure in EFFECTS.items() if measure.name
}
RATIO_OF_COUNTS = "risk ratio (not adjusted)"
RATIO_OF_RATES = "rate ratio (not adjusted)"


def effect_name(effect: str) -> str:
    """Return an effect measure by the name that readers of trials know."""
    # One that the record format does not know goes by the name its record gives it.
    return _NAMES.get(effect, effect)


def ratio_name(result: Result) -> str:
    """Return which ratio a result is, adjusted or not."""
    if isinstance(result, ComparisonResult):
        return estimate_name(result)
    return RATIO_OF_RATES if isinstance(result, RateResult) else RATIO_OF_COUNTS


def estimate_name(row: ComparisonResult) -> str:
    """Return which ratio or difference a study prints, adjusted or not; nothing for p alone."""
    name, adjustment = short_name(row), adjustment_of(row)
    return f"{name} ({adjustment})" if adjustment else name


def short_name(row: ComparisonResult) -> str:
    """Return which ratio or difference a study prints, called adjusted where the source does."""
    return f"adjusted {row.effect_words}" if row.adjusted else row.effect_words


def adjustment_of(row: ComparisonResult) -> str:
    """Return what an estimate is adjusted for, that it is not, or of a ratio that nobody says."""
    if row.adjusted:
        return f"adjustment: {row.adjusted_for}" if row.adjusted_for else ""
    if row.adjusted is False:
        return "not adjusted"
    silent = row.effect in _RATIOS and row.value is not None
    return "adjustment not stated" if silent else ""
