"""Whether the interval of an effect crosses the line that a rating of certainty names.

The target of a rating is an effect at all, or an important one; where the interval holds the line
between, certainty is rated down for imprecision. Core GRADE 2: Guyatt G and others. BMJ
2025;389:e081904.
"""

from generator.model.judgement import CertaintyTarget
from generator.synthesis.trial_findings import Span, TrialFinding


def crosses(finding: TrialFinding, target: CertaintyTarget) -> bool | None:
    """Tell whether the interval holds the target's line; None where one of them is not known."""
    if target.kind == "no-effect":
        return crosses_no_effect(finding)
    line = line_of(finding, target)
    interval = _ends(finding.difference)
    if line is None or interval is None:
        return None
    low, high = interval
    # The same size matters whether it is a benefit or a harm.
    return any(low < limit < high for limit in (line, -line))


def crosses_no_effect(finding: TrialFinding) -> bool | None:
    """Tell whether the interval holds no effect: 1 of a ratio, 0 of a difference."""
    if relative := _ends(finding.relative):
        return relative[0] <= 1 <= relative[1]
    if interval := _ends(finding.difference):
        return interval[0] <= 0 <= interval[1]
    return None


def line_of(finding: TrialFinding, target: CertaintyTarget) -> float | None:
    """Return the threshold in the unit of the difference; None where it is of another kind."""
    threshold = target.threshold.exact if target.threshold else None
    if threshold is None:
        return None
    of_people = finding.estimate.effect not in {"mean-difference", "standardised-mean-difference"}
    if of_people != (target.per is not None):
        return None
    return float(threshold) / target.per.value if target.per else float(threshold)


def is_within(finding: TrialFinding, target: CertaintyTarget) -> bool:
    """Tell whether the whole interval is too small to matter."""
    line, interval = line_of(finding, target), _ends(finding.difference)
    return bool(line and interval and -line < interval[0] and interval[1] < line)


def _ends(span: Span | None) -> tuple[float, float] | None:
    if span is None or span.low is None or span.high is None:
        return None
    return span.low, span.high
