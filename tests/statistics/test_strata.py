"""Strata and their differences: turned round with the groups, and worked out in another way."""

import math
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pytest
from scipy.stats import chi2, norm

from generator.statistics import mantel_haenszel as mh
from generator.statistics.dispersion import largest_deviation
from generator.statistics.effect_comparison import log_risk_ratios
from generator.statistics.examples import BCG
from generator.statistics.granularity import deviation_of_shares_is_possible
from generator.statistics.heterogeneity import i_squared_interval, q_profile
from generator.statistics.pooled_share import pool_shares
from generator.statistics.pooling import pool_common, weights_percent
from generator.statistics.root import root
from generator.statistics.tau_squared import METHODS, Method, tau_squared

STROKES = ([9, 8, 0], [413, 263, 50], [19, 13, 0], [398, 260, 40])
POOLED: list[tuple[Callable[..., mh.Stratified | None], tuple[object, ...]]] = [
    (mh.mantel_haenszel_risk_ratio, BCG),
    (mh.mantel_haenszel_odds_ratio, BCG),
    (mh.mantel_haenszel_risk_difference, BCG),
    (mh.peto_odds_ratio, BCG),
    (mh.mantel_haenszel_rate_ratio, STROKES),
    (mh.mantel_haenszel_rate_difference, STROKES),
]


@pytest.mark.parametrize(("pool", "figures"), POOLED, ids=[pool.__name__ for pool, _ in POOLED])
def test_groups_turned_round_turn_the_estimate_and_nothing_else(
    pool: Callable[..., mh.Stratified | None], figures: tuple[object, ...]
) -> None:
    fit, turned = pool(*figures), pool(*figures[2:], *figures[:2])
    assert fit is not None
    assert turned is not None
    assert turned.estimate == pytest.approx(-fit.estimate)
    assert (turned.se, turned.q, turned.i2, turned.k) == pytest.approx(
        (fit.se, fit.q, fit.i2, fit.k)
    )
    # The third group of strokes had none on either side: it says nothing of a difference.
    assert fit.k == (13 if figures is BCG else 2)
    df = fit.k - 1
    assert fit.i2 == pytest.approx(max(0.0, 100 * (fit.q - df) / fit.q))
    assert fit.ci == pytest.approx(
        (fit.estimate - 1.959964 * fit.se, fit.estimate + 1.959964 * fit.se), rel=1e-6
    )


def test_one_stratum_of_equal_groups_has_the_variance_of_its_two_shares() -> None:
    fit = mh.mantel_haenszel_risk_difference([3], [20], [11], [20])
    assert fit is not None
    assert fit.estimate == pytest.approx(-0.4)
    assert fit.se == pytest.approx(math.sqrt(0.15 * 0.85 / 20 + 0.55 * 0.45 / 20))


def test_the_ends_of_heterogeneity_are_one_variance_on_four_scales() -> None:
    yi, vi = log_risk_ratios(*BCG)
    intervals = q_profile(yi, vi, 0.9)
    for variance, quantile in zip(intervals.tau2, chi2(12).ppf([0.95, 0.05]), strict=True):
        weights = 1 / (vi + variance)
        middle = (weights * yi).sum() / weights.sum()
        assert (weights * (yi - middle) ** 2).sum() == pytest.approx(quantile)
    assert [root**2 for root in intervals.tau] == pytest.approx(list(intervals.tau2))
    assert [100 / (100 - share) for share in intervals.i2] == pytest.approx(list(intervals.h2))


@pytest.mark.parametrize("k", [3, 4, 6])
def test_studies_that_agree_may_still_differ_the_more_the_fewer_they_are(k: int) -> None:
    interval = i_squared_interval(np.ones(k), np.ones(k))
    assert interval is not None
    highest = math.exp(1.9599640 * math.sqrt((1 - 1 / (3 * (k - 2) ** 2)) / (2 * (k - 2))))
    assert interval == pytest.approx((0.0, 100 * (1 - 1 / highest**2)), rel=1e-6)


@pytest.mark.parametrize("total", [2, 3, 7, 12])
def test_every_share_of_a_few_people_has_one_deviation(total: int) -> None:
    for yes in range(total + 1):
        spread = np.std([1] * yes + [0] * (total - yes), ddof=1)
        share, deviation = Decimal(f"{yes / total:.2f}"), Decimal(f"{spread:.2f}")
        assert deviation_of_shares_is_possible(share, deviation, total)
        for wrong in (deviation + Decimal("0.02"), deviation - Decimal("0.02")):
            if wrong >= 0:
                assert not deviation_of_shares_is_possible(share, wrong, total)


def test_values_whose_mean_is_an_end_all_stand_there() -> None:
    assert largest_deviation(10, 0, 10, 5) == largest_deviation(0, 0, 10, 5) == 0


def test_weights_lie_closer_together_the_more_studies_differ() -> None:
    assert weights_percent(np.array([1.0, 3.0]), 1.0) == pytest.approx([100 * 2 / 3, 100 / 3])
    assert weights_percent(np.array([1.0, 3.0]), 1e9) == pytest.approx([50, 50])


def test_a_pooled_estimate_has_its_test_and_the_share_of_its_sum_of_squares() -> None:
    yi, vi = np.array([1.0, 2.0, 6.0]), np.array([1.0, 1.0, 4.0])
    fit = pool_common(yi, vi, 0.9)
    middle, error = 4.5 / 2.25, math.sqrt(1 / 2.25)
    squares = (1 - middle) ** 2 + (2 - middle) ** 2 + (6 - middle) ** 2 / 4
    assert (fit.estimate, fit.se, fit.statistic) == pytest.approx((middle, error, middle / error))
    assert fit.p == pytest.approx(2 * norm.sf(middle / error))
    reach = norm.ppf(0.95) * error
    assert fit.ci == pytest.approx((middle - reach, middle + reach))
    assert (fit.q, fit.i2_q) == pytest.approx((squares, 100 * (squares - 2) / squares))
    assert fit.q_p == pytest.approx(chi2(2).sf(squares))


def test_a_share_needs_two_groups() -> None:
    with pytest.raises(ValueError, match="at least two groups"):
        pool_shares([1], [4])
    pooled = pool_shares([1, 2], [4, 8])
    assert pooled.share == pytest.approx(0.25)


@pytest.mark.parametrize("zero", [0.0, 1.0])
def test_a_root_at_either_end_of_its_bracket_is_found(zero: float) -> None:
    assert root(lambda place: place - zero, 0.0, 1.0) == zero


@pytest.mark.parametrize("method", METHODS)
def test_studies_of_one_size_have_the_variance_of_a_plain_sample(method: Method) -> None:
    yi, each, df = np.array([0.0, 3.0, 6.0, 1.0]), 0.5, 3
    spread = float(yi.var() if method == "ML" else yi.var(ddof=1))
    found = tau_squared(yi, np.full(4, each), method)
    # Likelihood divides by the studies; Sidik and Jonkman shrink towards their first guess.
    trust = float(yi.var() / (yi.var() + each)) if method == "SJ" else 1.0
    value = trust * spread if method == "SJ" else spread - each
    error = trust * math.sqrt(2 / (4 if method == "ML" else df)) * (value + each)
    assert (found.value, found.se) == pytest.approx((value, error))
