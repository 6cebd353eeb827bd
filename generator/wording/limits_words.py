"""What the limits around an estimate are called, wherever they are shown."""

from generator.model.limits import USUAL_LEVEL, level_of, level_of_limits
from generator.model.result import Result

USUAL_LIMITS = "95 % interval"
# The words of a record for brackets that its source does not explain.
_UNSTATED = "not stated"


def limits_name(result: Result) -> str:
    """Return what the limits of a result are: a 95 % interval unless the record says otherwise."""
    kind = getattr(result, "interval_kind", None)
    return kind_words(kind) if kind else USUAL_LIMITS


def kind_words(kind: str) -> str:
    """Return words for limits of a kind.

    >>> kind_words("97.5% CI"), kind_words("not stated"), kind_words("range")
    ('97.5 % interval', 'brackets, kind not stated', 'range')
    """
    level = level_of(kind)
    if level is None:
        return "brackets, kind not stated" if kind == _UNSTATED else kind
    return f"{100 * level:.6g} % interval"


def unusual_limits(result: Result) -> str:
    """Return the name of limits that are no 95 % interval; nothing for those that are."""
    kind = getattr(result, "interval_kind", None)
    return "" if level_of_limits(kind) == USUAL_LEVEL else limits_name(result)
