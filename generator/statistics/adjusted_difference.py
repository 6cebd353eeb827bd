"""Differences of two groups that start from different values: change, ANCOVA, adjusted results.

Differences are the first group less the second, in units of the scale. Correlations are those of
before with after within a group. Figures that cannot belong together raise NoAnswerError.
"""

import math
from typing import NamedTuple

from generator.statistics.effect_mean import small_sample_correction
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import quantile
from generator.statistics.two_means import Difference, Group, Standardised, pooled_deviation

# A correlation worked out from rounded figures may pass 1 by what a computer rounds.
_ROUNDING = 1e-12
# Two groups less their means, and the degrees of freedom that Morris's variance needs above them.
_GROUPS = 2


class BeforeAfter(NamedTuple):
    """One group measured twice: means, standard deviations, and their correlation."""

    n: float
    before: float
    after: float
    sd_before: float
    sd_after: float
    r: float

    @property
    def change(self) -> Group:
        """The group by its change, after less before: sd^2 = s1^2 + s2^2 - 2 r s1 s2.

        Source: Cochrane Handbook, version 6, 6.5.2.8.

        >>> round(BeforeAfter(20, 30.6, 38.5, 15, 11.6, 0.47).change.sd, 1)
        14.0
        """
        _check_correlation(self.r)
        # So written, equal spreads that move together leave exactly nothing.
        square = (self.sd_before - self.sd_after) ** 2
        square += 2 * (1 - self.r) * self.sd_before * self.sd_after
        return Group(self.n, self.after - self.before, math.sqrt(max(0.0, square)))

    @property
    def final(self) -> Group:
        """The group by its final values.

        >>> BeforeAfter(20, 30.6, 38.5, 15, 11.6, 0.47).final
        Group(n=20, mean=38.5, sd=11.6)
        """
        return Group(self.n, self.after, self.sd_after)


class Ancova(NamedTuple):
    """A difference adjusted for the values before, with the slope of after on before."""

    slope: float
    difference: Difference


def ancova(first: BeforeAfter, second: BeforeAfter) -> Ancova:
    """Return the analysis of covariance that the summaries of two groups hold.

    slope = Sxy/Sxx, sums within groups: Sxx = sum((n - 1) sd_before^2), Sxy = sum((n - 1) r
    sd_before sd_after); difference = after1 - after2 - slope (before1 - before2); se^2 = s^2 (1/n1
    + 1/n2 + (before1 - before2)^2/Sxx) with s^2 = (Syy - slope Sxy)/(n1 + n2 - 3), t on as many
    degrees of freedom. One slope in both groups is supposed. Source: Senn S. Statistical Issues in
    Drug Development, chapter 7; equal to lm() in R on data with these moments. A correlation of 1
    is refused: it leaves no error. The first study of Morris SB. Organ Res Methods 2008;11:364-386:

    >>> answer = ancova(
    ...     BeforeAfter(20, 30.6, 38.5, 15, 11.6, 0.47),
    ...     BeforeAfter(20, 23.1, 19.7, 13.8, 14.8, 0.47),
    ... )
    >>> round(answer.slope, 3), round(answer.difference.estimate, 2), round(answer.difference.se, 2)
    (0.428, 15.59, 3.91)
    """
    groups, df = (first, second), first.n + second.n - 3
    if df <= 0:
        raise NoAnswerError(f"{first.n:g} and {second.n:g} people are too few for an adjustment")
    for group in groups:
        _check_correlation(group.r)
    if any(abs(group.r) == 1 for group in groups):
        raise NoAnswerError("a correlation of 1 leaves no error, as no trial has")
    xx = sum((group.n - 1) * group.sd_before**2 for group in groups)
    xy = sum((group.n - 1) * group.r * group.sd_before * group.sd_after for group in groups)
    yy = sum((group.n - 1) * group.sd_after**2 for group in groups)
    if xx <= 0:
        raise NoAnswerError("nobody differed before, so that nothing can be adjusted for")
    slope, gap = xy / xx, first.before - second.before
    error = math.sqrt((yy - slope * xy) / df * (1 / first.n + 1 / second.n + gap**2 / xx))
    return Ancova(slope, Difference(first.after - second.after - slope * gap, error, df))


def change_in_deviations_before(first: BeforeAfter, second: BeforeAfter) -> float:
    """Return the difference of changes in pooled standard deviations before treatment.

    J(n1 + n2 - 2) (change1 - change2)/pooled sd before. Source: Morris SB. Organ Res Methods
    2008;11:364-386, d_ppc2; its first study:

    >>> first = BeforeAfter(20, 30.6, 38.5, 15, 11.6, 0.47)
    >>> second = BeforeAfter(20, 23.1, 19.7, 13.8, 14.8, 0.47)
    >>> round(change_in_deviations_before(first, second), 2)
    0.77
    """
    deviation = pooled_deviation(
        Group(first.n, 0.0, first.sd_before), Group(second.n, 0.0, second.sd_before)
    )
    if deviation <= 0:
        raise NoAnswerError("nobody differed before, so that there is no unit to measure in")
    gap = first.after - first.before - (second.after - second.before)
    return float(small_sample_correction(first.n + second.n - _GROUPS)) * gap / deviation


def variance_of_change_in_deviations_before(first: BeforeAfter, second: BeforeAfter) -> float:
    """Return the variance of that difference, where both groups have one correlation below 1.

    2 (1 - r) J^2 N m/(m - 2) (1 + d^2/(2 (1 - r) N)) - d^2 with N = 1/n1 + 1/n2 and m = n1 + n2 -
    2. Source: Morris 2008, equation 25.

    >>> first = BeforeAfter(20, 30.6, 38.5, 15, 11.6, 0.47)
    >>> second = BeforeAfter(20, 23.1, 19.7, 13.8, 14.8, 0.47)
    >>> round(variance_of_change_in_deviations_before(first, second), 4)
    0.1157
    """
    df, r = first.n + second.n - _GROUPS, first.r
    if r != second.r or r >= 1 or df <= _GROUPS:
        raise NoAnswerError("the formula takes one correlation below 1, and five people or more")
    d = change_in_deviations_before(first, second)
    correction, per_group = float(small_sample_correction(df)), 1 / first.n + 1 / second.n
    part = 2 * (1 - r) * per_group
    return correction**2 * part * df / (df - _GROUPS) * (1 + d**2 / part) - d**2


class Adjusted(NamedTuple):
    """A printed difference adjusted for covariates, with its interval and level (0.95 for 95 %)."""

    estimate: float
    low: float
    high: float
    n1: float
    n2: float
    covariates: int = 1
    level: float = 0.95

    @property
    def df(self) -> float:
        """Degrees of freedom that are left: n1 + n2 - 2 - covariates.

        >>> Adjusted(-2.1, -3.6, -0.6, 40, 41).df
        78
        """
        return self.n1 + self.n2 - _GROUPS - self.covariates

    @property
    def difference(self) -> Difference:
        """The difference with se = (high - low)/(2 t), t on the degrees of freedom left.

        Source: Cochrane Handbook, version 6, 6.5.2.3.

        >>> round(Adjusted(-2.1, -3.6, -0.6, 40, 41).difference.se, 4)
        0.7534
        """
        if self.df <= 0:
            raise NoAnswerError("more was adjusted for than there are people")
        return Difference(self.estimate, self._half / quantile(self.df, self.level), self.df)

    @property
    def normal_difference(self) -> Difference:
        """The same with the normal quantile, as for large trials and estimates of mixed models.

        >>> round(Adjusted(-2.1, -3.6, -0.6, 40, 41).normal_difference.se, 4)
        0.7653
        """
        return Difference(self.estimate, self._half / quantile(None, self.level))

    @property
    def _half(self) -> float:
        if not self.low < self.high:
            raise NoAnswerError(f"an interval runs from low to high, not {self.low} to {self.high}")
        return (self.high - self.low) / 2


def adjusted_g(adjusted: Adjusted, sd1: float, sd2: float, r: float) -> Standardised:
    """Return Hedges' g of an adjusted difference, in the unadjusted standard deviation.

    d = difference/pooled sd, J on the degrees of freedom left, se = J sqrt((1/n1 + 1/n2)(1 - r^2) +
    d^2/(2 (n1 + n2))), r the correlation of covariates and outcome. The deviation that follows from
    the adjusted se is smaller by sqrt(1 - r^2): g would come out too large. Source: Borenstein M.
    In: Cooper H et al. The Handbook of Research Synthesis and Meta-Analysis, 2009, p. 221-235.

    >>> answer = adjusted_g(Adjusted(-2.1, -3.6, -0.6, 40, 41), 4, 4.3, 0.5)
    >>> round(answer.g, 4), round(answer.se, 4)
    (-0.5006, 0.1946)
    """
    _check_correlation(r)
    n1, n2 = adjusted.n1, adjusted.n2
    deviation = pooled_deviation(Group(n1, 0.0, sd1), Group(n2, 0.0, sd2))
    correction = float(small_sample_correction(adjusted.df))
    if deviation <= 0 or math.isnan(correction):
        raise NoAnswerError("without spread, or with too few people, there is no g")
    d = adjusted.estimate / deviation
    square = (1 / n1 + 1 / n2) * (1 - r**2) + d**2 / (2 * (n1 + n2))
    return Standardised(d, correction, correction * d, correction * math.sqrt(square))


def correlation_is_possible(r: float) -> bool:
    """Tell whether a correlation worked out from three spreads lies between -1 and 1.

    >>> correlation_is_possible(1 + 1e-15), correlation_is_possible(-1.01)
    (True, False)
    """
    return abs(r) <= 1 + _ROUNDING


def _check_correlation(r: float) -> None:
    if not correlation_is_possible(r):
        raise NoAnswerError(f"a correlation lies between -1 and 1, not at {r:g}")
