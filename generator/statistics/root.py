"""Where a continuous function crosses zero, to the last digit.

scipy.optimize does the same, but is slow to load.
"""

from collections.abc import Callable

from generator.statistics.no_answer import NotConvergedError

# Halving takes a round for each power of two between the bracket and the last digit of the root.
_ROUNDS = 500
# Ends this near to each other, beside their own size, are a few floats apart.
_CLOSE = 1e-15
# A root at 0 has no size of its own: it is found when the ends are this near, beside the bracket.
_NOTHING = 1e-60


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return a zero between two ends at which the function has different signs.

    Chandrupatla's method: inverse quadratic steps where they are safe, halving where they are not,
    until the ends are neighbours relative to their size; ends that never become neighbours raise
    NotConvergedError. Source: Chandrupatla TR. Adv Eng Softw
    1997;28:145-149.

    >>> round(root(lambda x: x * x - 2, 0.0, 2.0), 12)
    1.414213562373
    """
    near, far = low, high
    at_near, at_far = function(near), function(far)
    if at_near == 0 or at_far == 0:
        return near if at_near == 0 else far
    if (at_near > 0) == (at_far > 0):
        raise ValueError(f"no change of sign between {low} and {high}")
    part = 0.5
    for _ in range(_ROUNDS):
        new = near + part * (far - near)
        at_new = function(new)
        old, at_old = near, at_near
        if (at_new > 0) != (at_near > 0):
            old, at_old, far, at_far = far, at_far, near, at_near
        near, at_near = new, at_new
        best = near if abs(at_near) < abs(at_far) else far
        width = abs(far - near)
        if at_near == 0 or width <= 2 * _CLOSE * abs(best) or width <= _NOTHING * abs(high - low):
            return best
        least = _CLOSE * abs(best) / width
        part = min(1 - least, max(least, _next_part((near, at_near), (far, at_far), (old, at_old))))
    raise NotConvergedError(f"a root between {low} and {high}", _ROUNDS)


def _next_part(
    near: tuple[float, float], far: tuple[float, float], old: tuple[float, float]
) -> float:
    """Return how far to step towards the far end: by inverse quadratic interpolation, else half."""
    (a, fa), (b, fb), (c, fc) = near, far, old
    if b == c or fb == fc or fa in {fb, fc}:
        return 0.5
    xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
    if not (phi**2 < xi and (1 - phi) ** 2 < 1 - xi):
        return 0.5
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
