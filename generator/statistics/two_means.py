"""Two groups compared by their means: the difference, and the difference in standard deviations.

Every difference is the first group less the second, the treated less the control. Units: those of
the scale for the mean difference; standard deviations, without unit, for the standardised one.
Figures that give no standard error raise NoAnswerError, which says why. The example is the
Edinburgh trial of stroke units (Normand SL. Stat Med 1999;18:321-359): days in hospital.
"""

import math
from typing import NamedTuple

from generator.statistics.effect_mean import small_sample_correction
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import around, quantile, two_sided_p
from generator.statistics.proportion import Interval

# RevMan's standard error of g divides by n1 + n2 less this (Review Manager 5 statistical methods).
_REVMAN_LESS = 3.94


class Group(NamedTuple):
    """How many people were measured, their mean, and the standard deviation between them."""

    n: float
    mean: float
    sd: float


class Difference(NamedTuple):
    """A difference with its standard error; `df` are the degrees of freedom, none if normal."""

    estimate: float
    se: float
    df: float | None = None

    def interval(self, confidence: float = 0.95) -> Interval:
        """Return the interval: estimate -/+ quantile se, of t where there are degrees of freedom.

        >>> [round(limit, 2) for limit in Difference(-2.0, 1.0).interval(0.9)]
        [-3.64, -0.36]
        """
        return around(self.estimate, quantile(self.df, confidence) * self.se)

    @property
    def statistic(self) -> float:
        """The difference in standard errors: t where there are degrees of freedom, else z."""
        if self.se <= 0:
            raise NoAnswerError("a difference without a standard error has no p value")
        return self.estimate / self.se

    @property
    def p(self) -> float:
        """The two-sided p value that there is no difference; none without a standard error.

        >>> round(Difference(2.1, 1.0, 40).p, 4)
        0.0421
        """
        return two_sided_p(self.statistic, self.df)


class Standardised(NamedTuple):
    """A difference in standard deviations: as it is, and made smaller for few people (g)."""

    d: float
    correction: float
    g: float
    se: float

    def interval(self, confidence: float = 0.95) -> Interval:
        """Return the normal interval of g."""
        return Difference(self.g, self.se).interval(confidence)


def mean_difference(first: Group, second: Group) -> Difference:
    """Return the mean difference with each group's own spread, as metafor and RevMan have it.

    m1 - m2, se = sqrt(sd1^2/n1 + sd2^2/n2), normal. Source: Cochrane Handbook, version 6, 10.5.

    >>> difference = mean_difference(Group(155, 55, 47), Group(156, 75, 64))
    >>> difference.estimate, round(difference.se, 4)
    (-20, 6.3646)
    """
    return Difference(
        first.mean - second.mean, math.sqrt(first.sd**2 / first.n + second.sd**2 / second.n)
    )


def mean_difference_pooled(first: Group, second: Group) -> Difference:
    """Return the mean difference with the pooled spread: Student's t on n1 + n2 - 2.

    se = pooled sd sqrt(1/n1 + 1/n2). Source: Student. Biometrika 1908;6:1-25.

    >>> difference = mean_difference_pooled(Group(155, 55, 47), Group(156, 75, 64))
    >>> round(difference.se, 4), difference.df
    (6.3707, 309)
    """
    error = pooled_deviation(first, second) * math.sqrt(1 / first.n + 1 / second.n)
    return Difference(first.mean - second.mean, error, first.n + second.n - 2)


def mean_difference_welch(first: Group, second: Group) -> Difference:
    """Return the mean difference with each group's own spread and Satterthwaite's t.

    df = (v1 + v2)^2/(v1^2/(n1 - 1) + v2^2/(n2 - 1)) with v = sd^2/n. Source: Welch BL. Biometrika
    1947;34:28-35. No answer where neither group varies, or one holds one person.

    >>> round(mean_difference_welch(Group(155, 55, 47), Group(156, 75, 64)).df, 2)
    284.55
    """
    part1, part2 = first.sd**2 / first.n, second.sd**2 / second.n
    both = part1 + part2
    if both == 0 or min(first.n, second.n) <= 1:
        raise NoAnswerError("nobody in either group differs from the others")
    df = 1 / ((part1 / both) ** 2 / (first.n - 1) + (part2 / both) ** 2 / (second.n - 1))
    return Difference(first.mean - second.mean, math.sqrt(both), df)


def pooled_deviation(first: Group, second: Group) -> float:
    """Return the standard deviation within groups, pooled over both.

    sqrt(((n1 - 1) sd1^2 + (n2 - 1) sd2^2)/(n1 + n2 - 2)). It needs three people.

    >>> round(pooled_deviation(Group(155, 55, 47), Group(156, 75, 64)), 4)
    56.1743
    """
    df = first.n + second.n - 2
    if df <= 0:
        raise NoAnswerError(f"{first.n:g} and {second.n:g} people have no standard deviation")
    squares = (first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2
    return math.sqrt(squares / df)


def hedges_g(first: Group, second: Group) -> Standardised:
    """Return Hedges' g with the large-sample standard error, metafor's default.

    d = (m1 - m2)/pooled sd, g = J(n1 + n2 - 2) d, se = sqrt(1/n1 + 1/n2 + g^2/(2(n1 + n2))).
    Source: Hedges LV. J Educ Stat 1981;6:107-128; metafor escalc("SMD", vtype="LS").

    >>> answer = hedges_g(Group(155, 55, 47), Group(156, 75, 64))
    >>> round(answer.d, 4), round(answer.g, 4), round(answer.se, 4)
    (-0.356, -0.3552, 0.1143)
    """
    return g_of(_in_deviations(first, second), first.n, second.n)


def g_of(d: float, n1: float, n2: float) -> Standardised:
    """Return Hedges' g of a difference already in standard deviations; formulas as above.

    >>> round(g_of(0.5, 10, 10).g, 4)
    0.4788
    """
    correction = _correction(n1 + n2 - 2)
    g = correction * d
    return Standardised(d, correction, g, math.sqrt(1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2))))


def g_unbiased(first: Group, second: Group) -> Standardised:
    """Return Hedges' g with the unbiased estimate of its variance, as R's meta has it by default.

    se^2 = 1/n1 + 1/n2 + (1 - (m - 2)/(m J^2)) g^2 with m = n1 + n2 - 2. Source: Hedges LV. Psychol
    Bull 1983;93:388-395; metafor escalc("SMD", vtype="UB").

    >>> round(g_unbiased(Group(155, 55, 47), Group(156, 75, 64)).se, 4)
    0.1143
    """
    plain, m = hedges_g(first, second), first.n + second.n - 2
    part = 1 - (m - 2) / (m * plain.correction**2)
    return plain._replace(se=math.sqrt(1 / first.n + 1 / second.n + part * plain.g**2))


def g_revman(first: Group, second: Group) -> Standardised:
    """Return Hedges' g as RevMan prints it, with the approximate correction.

    J = 1 - 3/(4(n1 + n2) - 9), se = sqrt(1/n1 + 1/n2 + g^2/(2(n1 + n2 - 3.94))). Source: Deeks JJ,
    Higgins JPT. Statistical algorithms in Review Manager 5, 2010. It needs four people.

    >>> round(g_revman(Group(155, 55, 47), Group(156, 75, 64)).g, 4)
    -0.3552
    """
    people = first.n + second.n
    if people <= _REVMAN_LESS:
        raise NoAnswerError(f"{people:g} people have no standard error of g by RevMan's formula")
    d, correction = _in_deviations(first, second), 1 - 3 / (4 * people - 9)
    g = correction * d
    square = 1 / first.n + 1 / second.n + g**2 / (2 * (people - _REVMAN_LESS))
    return Standardised(d, correction, g, math.sqrt(square))


def glass_delta(first: Group, second: Group) -> float:
    """Return the difference in standard deviations of the second group alone.

    J(n2 - 1) (m1 - m2)/sd2. Source: Glass GV. Educ Res 1976;5:3-8; metafor escalc("SMD1").

    >>> round(glass_delta(Group(155, 55, 47), Group(156, 75, 64)), 4)
    -0.311
    """
    if second.sd <= 0:
        raise NoAnswerError("nobody in the second group differs from the others")
    return _correction(second.n - 1) * (first.mean - second.mean) / second.sd


def _in_deviations(first: Group, second: Group) -> float:
    deviation = pooled_deviation(first, second)
    if deviation <= 0:
        raise NoAnswerError("nobody in either group differs from the others")
    return (first.mean - second.mean) / deviation


def _correction(df: float) -> float:
    correction = float(small_sample_correction(df))
    if math.isnan(correction):
        raise NoAnswerError(f"there is no correction for few people on {df:g} degrees of freedom")
    return correction
