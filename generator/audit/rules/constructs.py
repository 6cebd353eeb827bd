"""Scales that are said to measure one thing alike can be set beside each other."""

from collections import Counter
from collections.abc import Iterator

from generator.audit.check import value_check
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence


@value_check(
    "W522",
    "construct-joins-scales",
    "A construct joins no scales",
    checked="Whether scales of one construct can be set beside each other",
    why="Of a scale without a direction nobody knows which sign means the same, and one alone has "
    "nothing to stand beside: its trials enter no average in standard deviations.",
    method="Cochrane Handbook, version 6, section 10.5.2: scales that run in different directions "
    "are turned to one before they are put together",
    reads=("construct", "better"),
    answers=(Ruling.AGREES, Ruling.TO_READ),
)
def construct_joins_scales(evidence: Evidence) -> Iterator[Verdict]:
    """Yield whether each scale with a construct has a direction, and another scale beside it."""
    scales = Counter(measure.construct for measure in evidence.measures.values() if measure.better)
    for place, measure in enumerate(evidence.measures.values()):
        if measure.construct is None:
            continue
        joins = bool(measure.better) and scales[measure.construct] > 1
        why = (
            "no other scale with a direction has it"
            if measure.better
            else "which way is better is not said"
        )
        yield Verdict(
            ruling=Ruling.TO_READ.unless(joins),
            path=f"[{place}].construct",
            words=f"is {measure.construct!r}, of {scales[measure.construct]} scales"
            if joins
            else f"is {measure.construct!r}, and {why}",
            file="data/vocabulary/measures.yml",
            expected="two scales or more that say which way is better",
            remedy="Add better, give the other scale the same words, or take construct out.",
        )
