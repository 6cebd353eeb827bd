"""An average of trials in plain words: what to expect elsewhere, and how far trials differ."""

from generator.model.evidence import Evidence
from generator.statistics.rounding import format_number, format_spread
from generator.synthesis.estimate import Estimate
from generator.synthesis.models import Pooled
from generator.synthesis.new_settings import NewSettings, new_settings
from generator.text.count_words import count_words
from generator.wording.computed_values import in_unit, value_words
from generator.wording.estimate_names import effect_name
from generator.wording.estimate_words import estimate_unit, prediction_words

# Under ten studies a share of settings is known to the nearest twenty at best: it is rounded to 5,
# and the ends are told as over and under.
_STEP, _ENDS = 5, 95
_ALL = 100
# A few trials cannot show that they do not differ.
_NOTHING_SEEN = (
    "In a new setting like these: the same as the average, as no difference between these trials "
    "was seen."
)
_ON_LOGARITHMS = " on the log scale"


def prediction_lines(evidence: Evidence, estimate: Estimate) -> list[str]:
    """Return what a new setting may show, in sentences; why nothing can be said where it cannot."""
    pooled = estimate.pooled
    if pooled is None:
        return []
    settings, unit = new_settings(evidence, estimate), estimate_unit(evidence, estimate)
    if settings is None:
        return [_no_prediction(pooled)]
    if not pooled.tau:
        return [_NOTHING_SEEN]
    name = effect_name(estimate.effect)
    within = f"the {name} would probably lie from {prediction_words(pooled, unit)}"
    return [
        f"In a new setting like these, {within} (95 % prediction interval).",
        *_shares(estimate, settings, unit),
    ]


def _no_prediction(pooled: Pooled) -> str:
    if pooled.tau is None:
        return (
            "This method takes the effect to be one and the same everywhere: it predicts nothing."
        )
    few = count_words(pooled.studies, "trial")
    return f"{few} in the average: too few to say what a new setting would show."


def _shares(estimate: Estimate, settings: NewSettings, unit: str | None) -> list[str]:
    less, more = ("a lower", "a higher") if estimate.scale == "difference" else ("fewer", "more")
    noun = " value" if estimate.scale == "difference" else ""
    below = settings.below_no_difference
    on_drug = f"{_rounded(below)} of 100 such settings would see {less}{noun} on the drug"
    about = "About " if on_drug[0].isdigit() else ""
    told = f"{about}{on_drug}, {_rounded(1 - below)} {more}{noun}."
    lines = [f"{told[0].upper()}{told[1:]}"]
    if settings.matters is None or settings.below_by_that is None:
        return lines
    least = in_unit(f"{settings.matters:g}", unit)
    lower, higher = _rounded(settings.below_by_that), _rounded(settings.above_by_that or 0.0)
    return [*lines, f"By {least} or more: lower in {lower}, higher in {higher} of 100."]


def _rounded(share: float) -> str:
    """Return a share of a hundred settings to the nearest 5, the ends as over and under."""
    percent = _ALL * share
    if percent > _ENDS:
        return f"over {_ENDS}"
    if percent < _ALL - _ENDS:
        return f"under {_ALL - _ENDS}"
    return str(_STEP * round(percent / _STEP))


def heterogeneity_line(pooled: Pooled) -> str:
    """Return how far trials differ: tau with its interval and scale first, I² last."""
    if pooled.tau is None:
        i2 = "" if pooled.i2 is None else f" I² {format_number(pooled.i2, 0)} %."
        return f"How much trials differ is not estimated by this method.{i2}"
    scale = _ON_LOGARITHMS if pooled.scale == "ratio" else ""
    around = ""
    if pooled.tau_low is not None and pooled.tau_high is not None:
        around = f" ({format_spread(pooled.tau_low)} to {format_spread(pooled.tau_high)})"
    i2 = "" if pooled.i2 is None else f"; I² {format_number(pooled.i2, 0)} %"
    return f"How much trials differ: tau {format_spread(pooled.tau)}{around}{scale}{i2}."


def leave_one_out_summary(evidence: Evidence, estimate: Estimate) -> str:
    """Return in words between which averages leaving out one study at a time leads."""
    unit = estimate_unit(evidence, estimate)
    values = [each.pooled.value for each in estimate.without if each.pooled]
    if not values or estimate.scale is None:
        return "Leaving out one study at a time"
    low, high = (value_words(estimate.scale, end, unit) for end in (min(values), max(values)))
    return f"Leaving out one study at a time: {low} to {high}"


def doubts_no_difference(pooled: Pooled) -> bool:
    """Tell whether the interval of an average holds no difference."""
    null = 1.0 if pooled.scale == "ratio" else 0.0
    return pooled.low <= null <= pooled.high
