"""The parts of a group beside each other: an effect in one says something only beside the others.

Whether an effect differs between parts is tested by their interaction, and not by a p value in each
(Sun X and others. JAMA 2014;311:405-411).
"""

from collections.abc import Hashable

from generator.model.result import Result
from generator.model.study import Study


def other_parts(study: Study, result: Result) -> tuple[Result, ...]:
    """Return the same figure in the other parts, by what the parts are parts by."""
    if not result.subgroup_by:
        return ()
    return tuple(
        other
        for other in study.results
        if other.id != result.id and other.subgroup and _asked(other) == _asked(result)
    )


def _asked(result: Result) -> tuple[Hashable, ...]:
    effect, name = getattr(result, "effect", None), getattr(result, "effect_name", None)
    groups = (result.arm, result.against)
    when = (str(result.time or ""), result.interim)
    asked = (result.measure, result.reported_as, result.kind, effect, name, result.subgroup_by)
    return (*asked, *when, *groups)
