"""The level of an interval, as the words beside it name it."""

import re

# A level that is said of a confidence or credible interval: `95% CI`, `97.5 % interval`.
_LEVEL = re.compile(r"(\d{2}(?:\.\d+)?)\s*%")
_ALL, _HALF = 100, 50


def level_of(kind: str | None) -> float | None:
    """Return the level of an interval as a share; None where its words name none.

    >>> level_of("95% CI"), level_of("97.5 % interval"), level_of("range"), level_of(None)
    (0.95, 0.975, None, None)
    """
    match = _LEVEL.search(kind or "")
    level = float(match[1]) if match else 0.0
    # Less than half is no level that anybody gives an interval; it is another number.
    return level / _ALL if _HALF <= level < _ALL else None
