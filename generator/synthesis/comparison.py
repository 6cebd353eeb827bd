"""Groups of one study beside each other: a figure of a controlled study never stands without its control."""

from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult, Result
from generator.model.study import Study
from generator.model.vocabulary import UNLISTED
from generator.synthesis.background import has_control
from generator.synthesis.selection import is_final


def set_against(evidence: Evidence, study: Study, result: Result) -> tuple[Result, ...]:
    """Return what the other groups of a study that compares groups did on the same outcome at the same time."""
    if not has_control(evidence, study):
        return ()
    return tuple(
        other
        for other in study.results
        if other.arm not in {None, result.arm}
        and (other.measure, str(other.time or ""), type(other))
        == (result.measure, str(result.time or ""), type(result))
        and (result.measure != UNLISTED or other.reported_as == result.reported_as)
        and is_final(other)
        and not other.against
        and not isinstance(other, NarrativeResult)
    )
