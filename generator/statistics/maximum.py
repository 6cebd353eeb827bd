"""The highest point of a smooth function of a few numbers, with the curvature there."""

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from generator.statistics.effect import Floats
from generator.statistics.no_answer import NotConvergedError

# Long enough that the rounding of a log-likelihood in the hundreds does not show, short enough that
# a difference stands for a slope or a curvature.
_GRADIENT_STEP, _HESSIAN_STEP = 1e-4, 1e-3
# A direction flatter than this has no curvature to divide by; the step there is cut to length 1.
_FLAT = 1e-8
# A step this small beside the place changes a smooth function by its square: nothing in a float.
_SETTLED = 1e-9
# A step halved to this and still not uphill means that rounding, not the function, decides.
_NO_WAY_UP = 1e-12


class Peak(NamedTuple):
    """Where a function is highest, how high it is, and its Hessian there."""

    place: Floats
    height: float
    hessian: Floats

    @property
    def covariance(self) -> Floats:
        """Return the inverse of the negative Hessian: for a log-likelihood, the covariance."""
        return np.asarray(np.linalg.pinv(-self.hessian))


def climb(function: Callable[[Floats], float], start: ArrayLike, *, rounds: int = 100) -> Peak:
    """Return the peak near a start, by Newton steps with central differences that never go down.

    Where the function still rises after all rounds it raises NotConvergedError. Source: Nocedal J,
    Wright SJ. Numerical Optimization, 2nd ed. 2006, chapters 3 and 8. The Hessian is good to about
    six digits where the function is of order one.

    >>> peak = climb(lambda x: -((x[0] - 1) ** 2) - 2 * (x[1] + 3) ** 2, [0.0, 0.0])
    >>> peak.place.round(6).tolist(), peak.hessian.round(3).tolist()
    ([1.0, -3.0], [[-2.0, 0.0], [0.0, -4.0]])
    """
    place = np.array(start, dtype=float)
    height = function(place)
    for _ in range(rounds):
        step = _uphill(function, place, height)
        while (new := function(place + step)) < height and np.abs(step).max() > _NO_WAY_UP:
            step = step / 2
        if new < height:
            break
        place, height = place + step, new
        if np.abs(step).max() <= _SETTLED * (1 + float(np.abs(place).max())):
            break
    else:
        raise NotConvergedError("the highest likelihood", rounds)
    return Peak(place, height, hessian(function, place, height))


def _uphill(function: Callable[[Floats], float], place: Floats, height: float) -> Floats:
    """Return Newton's step, turned uphill where the function is curved up; never longer than 1."""
    values, vectors = np.linalg.eigh(hessian(function, place, height))
    slope = vectors.T @ gradient(function, place)
    step = vectors @ (slope / np.maximum(np.abs(values), _FLAT))
    return np.asarray(step / max(1.0, float(np.abs(step).max())))


def gradient(function: Callable[[Floats], float], place: Floats) -> Floats:
    """Return the slope in each direction, by central differences of fourth order.

    >>> gradient(lambda x: float(x[0] ** 3), np.array([2.0])).round(6).tolist()
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

    >>> hessian(lambda x: float(x[0] ** 2 * x[1]), np.array([1.0, 2.0]), 2.0).round(4).tolist()
    [[4.0, 2.0], [2.0, 0.0]]
    """
    steps = _HESSIAN_STEP * np.eye(len(place))
    curvatures = np.zeros((len(place), len(place)))
    for i, step in enumerate(steps):
        curvatures[i, i] = function(place + step) - 2 * height + function(place - step)
    for j, i in combinations(range(len(place)), 2):
        near, far = place + steps[i], place - steps[i]
        twist = function(near + steps[j]) - function(near - steps[j])
        twist = twist - function(far + steps[j]) + function(far - steps[j])
        curvatures[i, j] = curvatures[j, i] = twist / 4
    return curvatures / _HESSIAN_STEP**2
