"""What studies are pooled by: an estimate each, on a nearly normal scale, with its variance."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Effects(NamedTuple):
    """The estimate of each study and its sampling variance, in the order of the studies."""

    yi: Floats
    vi: Floats


def floats(*columns: ArrayLike) -> tuple[Floats, ...]:
    """Return columns as arrays of numbers of one length; a single number stands for every study."""
    return tuple(
        np.array(column)
        for column in np.broadcast_arrays(*(np.asarray(column, float) for column in columns))
    )


def usable(effects: Effects) -> NDArray[np.bool_]:
    """Tell which studies have a finite estimate and a positive variance, and so can be pooled.

    >>> usable(Effects(np.array([1.0, np.nan, 2.0]), np.array([0.5, 0.5, 0.0]))).tolist()
    [True, False, False]
    """
    return np.asarray(np.isfinite(effects.yi) & np.isfinite(effects.vi) & (effects.vi > 0))
