"""Figures as plain values: dictionaries, lists and numbers that JSON can hold."""

import math
from collections.abc import Mapping, Sequence

Plain = dict[str, object]


def plain(value: object) -> object:
    """Return a value that JSON can hold: no NaN or infinity, no array types.

    >>> plain({"a": float("nan"), "b": (1.5, 2)})
    {'a': None, 'b': [1.5, 2]}
    """
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(inner) for inner in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value
