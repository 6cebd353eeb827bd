"""The highest point of a smooth function of a few numbers, with the curvature there."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from generator.statistics.effect import Floats

_GRADIENT_STEP, _HESSIAN_STEP = 1e-4, 1e-3


class Peak(NamedTuple):
    """Where a function is highest, how high it is, and its Hessian there."""

    place: Floats
    height: float
    hessian: Floats

    @property
    def covariance(self) -> Floats:
        """Return the inverse of the negative Hessian: of a log-likelihood, the covariance of its parameters."""
        return np.asarray(np.linalg.pinv(-self.hessian))


def climb(function: Callable[[Floats], float], start: ArrayLike, *, rounds: int = 100) -> Peak:
    """Return the peak near a start, by Newton steps with central differences that never go down.

    Source: Nocedal J, Wright SJ. Numerical Optimization, 2nd ed. 2006, chapters 3 and 8. The
    Hessian is good to about six digits where the function is of order one.

    >>> peak = climb(lambda at: -((at[0] - 1) ** 2) - 2 * (at[1] + 3) ** 2, [0.0, 0.0])
    >>> peak.place.round(6).tolist(), peak.hessian.round(3).tolist()
    ([1.0, -3.0], [[-2.0, 0.0], [0.0, -4.0]])
    """
    place = np.array(start, dtype=float)
    height = function(place)
    for _ in range(rounds):
        values, vectors = np.linalg.eigh(hessian(function, place, height))
        slope = vectors.T @ gradient(function, place)
        step = vectors @ (slope / np.maximum(np.abs(values), 1e-8))
        step = step / max(1.0, float(np.abs(step).max()))
        while (new := function(place + step)) < height and np.abs(step).max() > 1e-12:  # noqa: PLR2004 - no way up
            step = step / 2
        if new < height:
            break
        place, height = place + step, new
        if np.abs(step).max() <= 1e-9 * (1 + float(np.abs(place).max())):
            break
    return Peak(place, height, hessian(function, place, height))


def gradient(function: Callable[[Floats], float], place: Floats) -> Floats:
    """Return the slope in each direction, by central differences of fourth order.

    >>> gradient(lambda at: float(at[0] ** 3), np.array([2.0])).round(6).tolist()
    [12.0]
    """
    slopes = []
    for direction in _GRADIENT_STEP * np.eye(len(place)):
        near = function(place + direction) - function(place - direction)
        far = function(place + 2 * direction) - function(place - 2 * direction)
        slopes.append((8 * near - far) / (12 * _GRADIENT_STEP))
    return np.array(slopes)


def hessian(function: Callable[[Floats], float], place: Floats, height: float) -> Floats:
    """Return the curvatures, by central differences.

    >>> hessian(lambda at: float(at[0] ** 2 * at[1]), np.array([1.0, 2.0]), 2.0).round(4).tolist()
    [[4.0, 2.0], [2.0, 0.0]]
    """
    size = len(place)
    steps = _HESSIAN_STEP * np.eye(size)
    found = np.zeros((size, size))
    for i in range(size):
        found[i, i] = function(place + steps[i]) - 2 * height + function(place - steps[i])
        for j in range(i):
            corners = [
                function(place + a * steps[i] + b * steps[j]) * a * b
                for a in (1, -1)
                for b in (1, -1)
            ]
            found[i, j] = found[j, i] = sum(corners) / 4
    return found / _HESSIAN_STEP**2
