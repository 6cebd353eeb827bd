"""What a trial of non-inferiority or equivalence shows: its interval beside its margin."""

from decimal import Decimal

from generator.model.limits import level_of_limits
from generator.model.result import ComparisonResult, Margin
from generator.wording.limits_words import limits_name


def margin_words(result: ComparisonResult, *, too_narrow: str = "") -> str:
    """Return what the interval of a comparison says of its margin; nothing where it has none.

    `too_narrow` says why the printed interval is surer than it may be, and shows nothing. Whether
    the margin is excluded is read from the interval alone, of whichever level the source states
    (Piaggio G and others. JAMA 2012;308:2594-2604).
    """
    margin = result.margin
    if margin is None:
        return ""
    named = f"margin of {margin.kind} {_limits_of(result, margin)}"
    low, high = result.ci_low, result.ci_high
    if low is None or high is None or low.exact is None or high.exact is None:
        return f"{named}: no interval is printed, so that it cannot be held against it"
    if too_narrow:
        return f"{named}: the printed interval cannot be held against it, {too_narrow}"
    name, printed = limits_name(result), f"{low} to {high}"
    if level_of_limits(result.interval_kind) is None:
        return f"{named}: {name} ({printed}), which cannot be held against it"
    if is_excluded(result):
        return f"{named}: the {name} ({printed}) {_EXCLUDED[margin.kind]}"
    return f"{named}: the {name} ({printed}) {_HELD[margin.kind]}"


_EXCLUDED = {
    "non-inferiority": "does not reach it; worse by that much is excluded",
    "equivalence": "lies within it; a difference that large is excluded",
}
_HELD = {
    "non-inferiority": "reaches it; worse by that much is not excluded",
    "equivalence": "reaches beyond it; a difference that large is not excluded",
}


def is_excluded(result: ComparisonResult) -> bool | None:
    """Tell whether the interval excludes the margin; None without an interval or a scale."""
    null, margin = result.null, result.margin
    if margin is None or null is None or result.ci_low is None or result.ci_high is None:
        return None
    low, high = result.ci_low.exact, result.ci_high.exact
    if low is None or high is None:
        return None
    limits = sorted(_both(result, margin))
    beyond = [low > limit if limit < null else high < limit for limit in limits]
    return all(beyond)


def _both(result: ComparisonResult, margin: Margin) -> list[Decimal]:
    """Return the limits of a margin: one of non-inferiority, two of equivalence."""
    value = margin.value.value
    if margin.kind == "non-inferiority":
        return [value]
    if margin.other_value is not None:
        return [value, margin.other_value.value]
    return [value, 1 / value if result.is_ratio and value else -value]


def _limits_of(result: ComparisonResult, margin: Margin) -> str:
    unit = f" {result.unit}" if result.unit else ""
    if margin.kind == "non-inferiority":
        return f"{margin.value}{unit}"
    if margin.other_value is not None:
        return f"{margin.other_value} to {margin.value}{unit}"
    return f"{margin.value}{unit} and its {'reciprocal' if result.is_ratio else 'negative'}"
