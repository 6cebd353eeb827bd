"""What the two limits around an estimate are: an interval of a stated level, or brackets."""

import re

# What limits are unless a record says otherwise: nearly every source prints this interval.
USUAL_LEVEL = 0.95
_STATED = re.compile(r"(\d+(?:\.\d+)?) ?%? ?(?:ci|confidence interval)?", re.IGNORECASE)
_HALF, _WHOLE = 50, 100


def level_of(kind: str | None) -> float | None:
    """Return the level of confidence that words for limits state; None where they state none.

    A level is above 50 and below 100 %. Ranges, quartiles and brackets that nobody explains have
    none.

    >>> level_of("97.5% CI"), level_of("90 %"), level_of("not stated"), level_of("5% CI")
    (0.975, 0.9, None, None)
    """
    stated = _STATED.fullmatch((kind or "").strip())
    percent = float(stated[1]) if stated else 0.0
    return percent / _WHOLE if _HALF < percent < _WHOLE else None


def level_of_limits(kind: str | None) -> float | None:
    """Return the level of the limits of a result, of which one that names no kind means 95 %.

    >>> level_of_limits(None), level_of_limits("90% CI"), level_of_limits("not stated")
    (0.95, 0.9, None)
    """
    return USUAL_LEVEL if kind is None else level_of(kind)
