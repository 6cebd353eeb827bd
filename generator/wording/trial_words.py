"""A finding of trials in words: of 100 people without the drug, how many fewer or more with it.

Figures are worked out unrounded and rounded last. Risks under 5 of 100 are told of 1,000, one unit
in a row; where rounding would make without, with and difference disagree, all get one decimal.
"""

from typing import NamedTuple

from generator.model.judgement import CertaintyTarget
from generator.statistics.rounding import format_number, format_spread
from generator.synthesis.certainty_target import crosses
from generator.synthesis.outcome_trials import END_OF_TRIAL
from generator.synthesis.trial_findings import Span, TrialFinding, Without
from generator.text.count_words import count_words
from generator.wording.estimate_names import effect_name

# Under 5 of 100 whole people say too little.
_RARE, _FEW, _MANY = 0.05, 100, 1000
# A difference of means smaller than this would lose its digits with one decimal.
_SMALL = 1.0
# A ratio below this would be written 0.00.
_TINY = 0.01
# Decimals of a ratio as large as this say nothing.
_LARGE = 100
_SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SIDES = {"risk": ("fewer", "more"), "rate": ("fewer", "more"), "mean": ("lower", "higher")}


class _Scale(NamedTuple):
    """How the figures of a row are written: multiplied, with decimals, before some words."""

    times: float
    decimals: int
    unit: str
    sides: tuple[str, str]

    def number(self, value: float) -> str:
        return format_number(value * self.times, self.decimals)


def without_words(finding: TrialFinding, unit: str | None = None) -> str:
    """Return what happened without the drug: `13 of 100`, or a mean; nothing if not known."""
    if finding.without is None:
        return ""
    scale = _scale(finding, unit)
    return f"{scale.number(finding.without.value)}{scale.unit}"


def with_words(finding: TrialFinding) -> str:
    """Return both risks: `13 of 100 without, 8 of 100 with (5 to 13)`; nothing if not known."""
    on_drug = with_drug_words(finding)
    if not on_drug:
        return ""
    with_drug, bracket, limits = on_drug.partition(" (")
    return f"{without_words(finding)} without, {with_drug} with{bracket}{limits}"


def with_drug_words(finding: TrialFinding) -> str:
    """Return the risk on the drug with its interval: `8 of 100 (5 to 13)`; nothing if not known."""
    treated = finding.with_drug
    if treated is None:
        return ""
    scale, limits = _scale(finding, None), ""
    if treated.low is not None and treated.high is not None:
        limits = f" ({scale.number(treated.low)} to {scale.number(treated.high)})"
    return f"{scale.number(treated.value)}{scale.unit}{limits}"


def difference_words(finding: TrialFinding, unit: str | None = None) -> str:
    """Return by how much the two differ: `5 fewer of 100`; nothing if not known."""
    if finding.difference is None:
        return ""
    scale = _scale(finding, unit)
    return _sized(scale, finding.difference.value)


def interval_words(finding: TrialFinding, unit: str | None = None) -> str:
    """Return the interval of the difference: `8 fewer to none`; nothing without one."""
    return _between(_scale(finding, unit), finding.difference)


def known_risk_words(finding: TrialFinding) -> str:
    """Return how the interval of the difference came about, and the one at a known risk."""
    if finding.at_known_risk is None or finding.difference is None:
        return ""
    limits = _between(_scale(finding, None), finding.at_known_risk)
    return (
        "The interval carries the chance in the risk without the drug too. With that risk taken "
        f"as known, as GRADE tables do: {limits}."
    )


def _between(scale: _Scale, span: Span | None) -> str:
    if span is None or span.low is None or span.high is None:
        return ""
    low, high = _side(scale, span.low), _side(scale, span.high)
    first, _, side = low.partition(" ")
    # Both on one side: the word is said once.
    return f"{first} to {high}" if side and high.endswith(side) else f"{low} to {high}"


class RisksInWords(NamedTuple):
    """The risk without the drug, the difference it makes, and the interval of that, in words."""

    without: str
    difference: str
    interval: str


def words_of_risks(without: float, difference: Span) -> RisksInWords:
    """Return a risk and a difference of risks in one unit: of 100 people, of 1,000 where rare.

    >>> words_of_risks(0.12, Span(0.05, -0.01, 0.13))
    RisksInWords(without='12 of 100', difference='5 more of 100', interval='1 fewer to 13 more')
    """
    scale = _of_risks(without, difference)
    known = f"{scale.number(without)}{scale.unit}"
    return RisksInWords(known, _sized(scale, difference.value), _between(scale, difference))


def both_fit(finding: TrialFinding, unit: str | None = None) -> str:
    """Return what an interval leaves open: `8 fewer and 1 more of 100 would both fit`."""
    difference = finding.difference
    if difference is None or difference.low is None or difference.high is None:
        return "a benefit and a harm would both fit"
    scale = _scale(finding, unit)
    low, high = _side(scale, difference.low), _side(scale, difference.high)
    if "none" in {low, high}:
        other = difference.low if high == "none" else difference.high
        return f"{_sized(scale, other)} would fit as well as none"
    return f"{low} and {_sized(scale, difference.high)} would both fit"


def source_words(finding: TrialFinding) -> str:
    """Return where the figure without the drug is from, with the range of control groups."""
    without = finding.without
    if without is None or without.cohort:
        return ""
    basis = f", mean {without.basis}" if without.kind == "mean" else ""
    if without.groups == 1:
        return f"its control group{basis}"
    number, ends = in_letters(without.groups), _range(_scale(finding, None), without)
    if without.crude:
        return f"all {number} control groups added up, as the middle one had none; {ends}"
    return f"middle of these {number} control groups{basis}, {ends}"


def _range(scale: _Scale, without: Without) -> str:
    """Return the lowest and the highest, with a decimal more where they would look alike."""
    low, high = scale.number(without.low), scale.number(without.high)
    if low == high and without.low != without.high:
        finer = scale._replace(decimals=scale.decimals + 1)
        low, high = finer.number(without.low), finer.number(without.high)
    return f"all {low}" if low == high else f"range {low} to {high}"


def relative_words(finding: TrialFinding) -> str:
    """Return the interval of the relative effect; nothing without one."""
    relative = finding.relative
    if relative is None or relative.low is None or relative.high is None:
        return ""
    return f"{ratio_words(relative.low)} to {ratio_words(relative.high)}"


def ratio_words(ratio: float) -> str:
    """Return a ratio with two decimals, more where it would look like none, none from 100 on."""
    if ratio >= _LARGE:
        return f"{round(ratio):,}"
    return format_spread(ratio) if 0 < ratio < _TINY else format_number(ratio, 2)


def method_words(finding: TrialFinding) -> str:
    """Return how the effect was averaged, or of one trial how its figure came about."""
    estimate = finding.estimate
    times = (entry.candidate.result.time for entry in estimate.inputs)
    whole = any(time and time.label == END_OF_TRIAL for time in times)
    until = "; harms counted up to the end of each trial, whatever its length" if whole else ""
    if estimate.pooled:
        return f"{estimate.pooled.method}{until}"
    if len(estimate.inputs) == 1:
        return f"one trial, not averaged: {estimate.inputs[0].figure.how}"
    reasons = "; ".join(refusal.reason.value for refusal in estimate.refusals)
    return f"not averaged: {reasons}"


def measure_words(finding: TrialFinding) -> str:
    """Return the name of the effect measure."""
    return effect_name(finding.estimate.effect)


def target_words(finding: TrialFinding | None, target: CertaintyTarget) -> str:
    """Return what a rating is sure of, and whether the interval crosses that line."""
    if target.kind == "no-effect":
        aim, line = "that there is an effect", "no effect"
    else:
        aim, line = f"that the difference is at least {_threshold(target)}", "this line"
    said = f"Target: {aim}."
    crossing = crosses(finding, target) if finding else None
    if crossing is None:
        return f"{said} Whether the interval reaches {line} cannot be told."
    return f"{said} The interval {'reaches' if crossing else 'stays clear of'} {line}."


def _threshold(target: CertaintyTarget) -> str:
    size = target.threshold.text if target.threshold else "one that matters"
    return f"{size} of {target.per.value:,}" if target.per else size


def in_letters(number: int) -> str:
    """Return a number under ten in letters, any other in digits.

    >>> in_letters(9), in_letters(10)
    ('nine', '10')
    """
    return _SMALL_NUMBERS[number] if 0 <= number < len(_SMALL_NUMBERS) else str(number)


def trials_words(finding: TrialFinding) -> str:
    """Return how many trials there are; of one, that it is not averaged."""
    if finding.trials == 1:
        return "one trial, not averaged"
    return count_words(finding.trials, "trial")


def _side(scale: _Scale, value: float) -> str:
    """Return a difference without its sign and the word for its side; none where it rounds to 0."""
    written = scale.number(abs(value))
    if not float(written.replace(",", "")):
        return "none"
    return f"{written} {scale.sides[value > 0]}"


def _sized(scale: _Scale, value: float) -> str:
    """Return a difference with its unit: `5 fewer of 100`, `2.1 points lower`."""
    said = _side(scale, value)
    number, _, side = said.partition(" ")
    if not side:
        return said
    if scale.sides == _SIDES["mean"]:
        return f"{number}{scale.unit} {side}"
    return f"{said}{scale.unit}"


def _scale(finding: TrialFinding, unit: str | None) -> _Scale:
    """Return the scale of a row, by its unrounded figures."""
    estimate, without = finding.estimate, finding.without
    if estimate.effect in {"mean-difference", "standardised-mean-difference"}:
        return _of_means(finding, unit)
    sides = _SIDES["risk"]
    if without is not None and without.kind == "rate":
        per = _FEW if without.value * _FEW >= 1 else _MANY
        return _Scale(per, 1, f" per {per:,} {without.unit}", sides)
    if without is None:
        return _Scale(_FEW, 0, f" of {_FEW:,}", sides)
    return _of_risks(without.value, finding.difference)


def _of_risks(without: float, difference: Span | None) -> _Scale:
    risks = (without, without + (difference.value if difference else 0.0))
    per = _MANY if max(risks) < _RARE else _FEW
    decimals = _decimals(without, difference.value, per) if difference else 0
    return _Scale(per, decimals, f" of {per:,}", _SIDES["risk"])


def _of_means(finding: TrialFinding, unit: str | None) -> _Scale:
    if finding.estimate.effect == "standardised-mean-difference":
        unit = "standard deviations"
    values = [abs(value) for value in finding.difference or () if value is not None]
    decimals = 2 if values and max(values) < _SMALL else 1
    return _Scale(1, decimals, f" {unit}" if unit else "", _SIDES["mean"])


def _decimals(without: float, difference: float, per: int) -> int:
    """Return 0 where whole people agree and show the difference, else 1."""
    first, second = _whole(without * per), _whole((without + difference) * per)
    by = _whole(abs(difference) * per)
    agree = abs(first - second) == by
    hidden = difference != 0 and by == 0
    return 0 if agree and not hidden else 1


def _whole(value: float) -> int:
    # Halves away from zero, as figures are rounded wherever readers see them.
    return int(value + 0.5)
