"""Each condition of the numeric core decides: what is refused, what has no answer, and the edges between."""

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from generator.statistics import (
    change_spread,
    dispersion,
    mantel_haenszel,
    p_value,
    proportion,
)
from generator.statistics.denominators import denominators
from generator.statistics.difference import difference_interval
from generator.statistics.effect import Effects, floats, usable
from generator.statistics.effect_comparison import log_odds_ratios, log_risk_ratios
from generator.statistics.effect_mean import fisher_z, small_sample_correction
from generator.statistics.effect_proportion import (
    logit_proportions,
    share_of_angle,
    share_of_double_angle,
)
from generator.statistics.effect_rate import exact_rate_interval, log_rate_ratios, log_rates
from generator.statistics.heterogeneity import i_squared_interval, q_profile
from generator.statistics.percentage import counts_that_fit, percentage_fits
from generator.statistics.pooled_share import pool_shares
from generator.statistics.pooling import pool_common, pool_random, quantile, two_sided_p
from generator.statistics.printed import span
from generator.statistics.readability import reading_grade, syllables
from generator.statistics.sensitivity import egger_test
from generator.statistics.tau_squared import check_studies, tau_squared

ONES = np.ones(3)
REFUSED: list[Callable[[], object]] = [
    lambda: p_value.fisher_p(-1, 4, 1, 4),
    lambda: p_value.fisher_p(5, 4, 1, 4),
    lambda: p_value.fisher_p(1, 4, -1, 4),
    lambda: p_value.fisher_p(1, 4, 5, 4),
    lambda: p_value.chi_squared_p(0, 0, 1, 4),
    lambda: p_value.chi_squared_p(1, 4, 0, 0),
    lambda: p_value.implied_correlation(1, 1, 2, 1, 10, 0),
    lambda: p_value.implied_correlation(1, 1, 2, 1, 10, 1),
    lambda: p_value.implied_correlation(1, 1, 2, 1, 1, 0.05),
    lambda: change_spread.spread_from_p(1, 1, 0.05),
    lambda: change_spread.spread_from_p(1, 10, 0),
    lambda: change_spread.spread_from_p(1, 10, 1),
    lambda: change_spread.spread_from_p(0, 10, 0.05),
    lambda: change_spread.spread_from_interval(1, 3, 1),
    lambda: change_spread.spread_from_interval(3, 3, 10),
    lambda: change_spread.spread_from_correlation(1, 1, 1.01),
    lambda: change_spread.spread_from_correlation(1, 1, -1.01),
    lambda: change_spread.spread_from_correlation(0, 1, 0.5),
    lambda: change_spread.implied_correlation(1, 0, 1),
    lambda: change_spread.mean_interval(1, 1, 1),
    lambda: dispersion.largest_deviation(5, 0, 10, 1),
    lambda: dispersion.largest_deviation(-1, 0, 10, 10),
    lambda: dispersion.largest_deviation(11, 0, 10, 10),
    lambda: dispersion.smallest_deviation(0, 10, 1),
    lambda: dispersion.smallest_deviation(10, 0, 10),
    lambda: proportion.wilson_interval(-1, 10),
    lambda: proportion.wilson_interval(11, 10),
    lambda: proportion.wilson_interval(0, 0),
    lambda: proportion.wilson_interval(1, 10, 0),
    lambda: proportion.wilson_interval(1, 10, 1),
    lambda: exact_rate_interval(-1, 10),
    lambda: exact_rate_interval(1, 0),
    lambda: pool_shares([3], [10]),
    lambda: check_studies(np.array([]), np.array([])),
    lambda: check_studies(ONES, np.ones(2)),
    lambda: check_studies(np.array([1.0]), np.array([1.0]), least=2),
    lambda: check_studies(np.array([math.nan]), np.array([1.0])),
    lambda: check_studies(np.array([1.0]), np.array([math.inf])),
    lambda: check_studies(np.array([1.0]), np.array([0.0])),
]


@pytest.mark.parametrize("calculation", REFUSED, ids=range(len(REFUSED)))
def test_what_has_no_meaning_is_refused(calculation: Callable[[], object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each in its own words
        calculation()


ALLOWED: list[tuple[Callable[[], object], object]] = [
    (lambda: p_value.fisher_p(0, 4, 4, 4), 1 / 35),
    (lambda: p_value.chi_squared_p(0, 4, 0, 4), 1.0),
    (lambda: p_value.chi_squared_p(4, 4, 4, 4), 1.0),
    (lambda: p_value.chi_squared_p(5, 10, 5, 10, corrected=True), 1.0),
    (lambda: p_value.chi_squared_p(5, 10, 6, 10, corrected=True), 1.0),
    (lambda: p_value.smallest_signed_rank_p(0), 1.0),
    (lambda: p_value.smallest_signed_rank_p(2), 0.5),
    (lambda: p_value.p_from_interval(0.0, -1.0, 1.0, ratio=False), 1.0),
    (lambda: p_value.p_from_interval(1.0, 0.5, 2.0, ratio=True), 1.0),
    (lambda: p_value.p_from_interval(1.959964, 0.0, 3.919928, ratio=False), 0.05),
    (lambda: change_spread.spread_from_correlation(1, 1, 1), 0.0),
    (lambda: change_spread.spread_from_correlation(1, 1, -1), 2.0),
    (lambda: change_spread.implied_correlation(1, 1, 2), -1.0),
    (lambda: dispersion.largest_deviation(0, 0, 10, 2), 0.0),
    (lambda: dispersion.largest_deviation(5, 0, 10, 2), math.sqrt(50)),
    (lambda: dispersion.smallest_deviation(3, 3, 2), 0.0),
    (lambda: dispersion.smallest_deviation(0, 10, 2), 10 / math.sqrt(2)),
    (lambda: exact_rate_interval(0, 2).low, 0.0),
    (lambda: exact_rate_interval(0, 2).high, -math.log(0.025) / 2),
    (lambda: proportion.upper_bound_when_none(1, sides=1), 0.95),
    (lambda: proportion.upper_bound_when_none(1), 0.975),
    (lambda: quantile(None, 0.9), 1.6448536),
    (lambda: two_sided_p(-1.959964, None), 0.05),
    (lambda: two_sided_p(-2.7764451, 4), 0.05),
]


@pytest.mark.parametrize(("calculation", "expected"), ALLOWED, ids=range(len(ALLOWED)))
def test_edges_have_the_value_of_the_formula(
    calculation: Callable[[], float], expected: float
) -> None:
    assert calculation() == pytest.approx(expected, abs=1e-7)


INTERVALS = [
    proportion.wilson_interval,
    proportion.clopper_pearson_interval,
    proportion.jeffreys_interval,
    proportion.wilson_corrected_interval,
]


@pytest.mark.parametrize("interval", INTERVALS)
def test_an_interval_ends_at_none_and_at_all_and_nowhere_else(
    interval: Callable[[int, int], proportion.Interval],
) -> None:
    none, some, most, all_ = (interval(events, 10) for events in (0, 1, 9, 10))
    assert none.low == 0 < none.high < 1
    assert 0 < some.low < 0.1 < some.high < 1
    assert 0 < most.low < 0.9 < most.high < 1
    assert 0 < all_.low < all_.high == 1
    # What holds of those who had the event holds of those who had not.
    assert some.low == pytest.approx(1 - most.high)
    assert none.high == pytest.approx(1 - all_.low)


def test_newcombe_s_interval_is_turned_round_with_the_groups() -> None:
    first, second = difference_interval(5, 10, 1, 12), difference_interval(1, 12, 5, 10)
    assert (first.low, first.high) == pytest.approx((-second.high, -second.low))
    assert first.low < 0.5 - 1 / 12 < first.high
    assert first.high - (0.5 - 1 / 12) != pytest.approx((0.5 - 1 / 12) - first.low)


def test_half_is_added_to_a_table_only_where_a_cell_is_zero() -> None:
    whole = log_odds_ratios([2], [10], [4], [10])
    assert whole.yi[0] == pytest.approx(math.log((2 / 8) / (4 / 6)))
    for table in (([0], [10], [4], [10]), ([4], [10], [0], [10]), ([10], [10], [4], [10])):
        (x1,), (n1,), (x2,), (n2,) = table
        cells = [value + 0.5 for value in (x1, n1 - x1, x2, n2 - x2)]
        a, b, c, d = cells
        assert log_odds_ratios(*table).yi[0] == pytest.approx(math.log(a * d / (b * c)))
    ratio = log_risk_ratios([10], [10], [4], [10])
    assert ratio.yi[0] == pytest.approx(math.log((10.5 / 11) / (4.5 / 11)))


def test_half_is_added_to_shares_and_rates_only_where_they_need_it() -> None:
    shares = logit_proportions([0, 3, 10], [10, 10, 10]).yi
    assert shares == pytest.approx([math.log(0.5 / 10.5), math.log(3 / 7), math.log(10.5 / 0.5)])
    assert log_rates([0, 3], [10, 10]).yi == pytest.approx([math.log(0.05), math.log(0.3)])
    for first, second in ((0, 4), (4, 0)):
        ratio = log_rate_ratios([first], [10], [second], [10]).yi[0]
        assert ratio == pytest.approx(math.log((first + 0.5) / (second + 0.5)))
    assert log_rate_ratios([2], [10], [4], [10]).yi[0] == pytest.approx(math.log(0.5))


def test_angles_past_the_ends_are_none_and_all() -> None:
    assert share_of_angle([-0.1, 0.0, np.pi / 2, 1.7]) == pytest.approx([0, 0, 1, 1])
    below, above = share_of_double_angle([-1.0, 2.0], [10, 20])
    assert (below, above) == (0.0, 1.0)


def test_too_few_people_have_no_corrected_effect_and_no_z() -> None:
    assert np.isnan(small_sample_correction([0, 1])).all()
    assert small_sample_correction(2) == pytest.approx(0.5642, abs=1e-4)
    assert np.isnan(fisher_z([0.5], [3]).vi[0])
    assert fisher_z([0.5], [4]).vi[0] == pytest.approx(1.0)


def test_only_a_finite_estimate_with_a_variance_can_be_pooled() -> None:
    yi = np.array([1.0, math.nan, 1.0, 1.0, math.inf])
    vi = np.array([1.0, 1.0, math.nan, 0.0, 1.0])
    assert usable(Effects(yi, vi)).tolist() == [True, False, False, False, False]
    assert [column.tolist() for column in floats([1, 2], 3)] == [[1.0, 2.0], [3.0, 3.0]]


def test_one_study_is_its_own_common_effect() -> None:
    fit = pool_common(np.array([2.0]), np.array([4.0]))
    assert (fit.estimate, fit.se, fit.q, fit.q_p, fit.i2) == (2.0, 2.0, 0.0, 1.0, 0.0)
    assert math.isnan(fit.h2)


def test_prediction_needs_a_degree_of_freedom() -> None:
    two = pool_random(np.array([1.0, 2.0]), np.ones(2))
    assert two.pi_t_km1 is not None
    assert two.pi_t_km2 is None
    assert pool_random(np.array([1.0, 2.0, 3.0]), ONES).pi_t_km2 is not None


def test_estimates_that_are_one_have_no_error_by_hartung_and_knapp() -> None:
    plain = pool_random(ONES, ONES, test="z")
    exact = pool_random(ONES, ONES, test="knha")
    careful = pool_random(ONES, ONES, test="adhoc")
    assert exact.se == 0
    assert exact.statistic == math.inf
    assert careful.se == plain.se
    assert math.isnan(pool_random(0 * ONES, ONES, test="knha").statistic)
    assert pool_random(-ONES, ONES, test="knha").statistic == -math.inf


@pytest.mark.parametrize("method", ["DL", "PM", "REML", "ML", "EB", "HE", "SJ"])
def test_like_studies_have_no_variance_between_them(method: str) -> None:
    assert tau_squared(ONES, ONES, method).value == 0  # type: ignore[arg-type]
    assert tau_squared(np.array([0.0, 9.0, 20.0]), ONES, method).value > 10  # type: ignore[arg-type]


def test_intervals_of_heterogeneity_begin_at_none_where_studies_agree() -> None:
    assert i_squared_interval(np.ones(2), np.ones(2)) is None
    three = i_squared_interval(ONES, ONES)
    assert three is not None
    assert three.low == 0 < three.high
    far = i_squared_interval(np.array([0.0, 20.0]), np.ones(2))
    assert far is not None
    assert far.low > 0
    assert q_profile(ONES, ONES).tau2 == (0.0, 0.0)
    wide = q_profile(np.array([0.0, 3.0, 6.0]), ONES)
    assert 0 < wide.tau2.low < wide.tau2.high
    assert wide.tau.high == pytest.approx(math.sqrt(wide.tau2.high))


def test_egger_needs_three_studies_of_different_size_off_a_line() -> None:
    vi = np.array([0.01, 0.04, 0.09])
    assert egger_test(np.array([1.0, 2.0]), vi[:2]) is None
    assert egger_test(np.array([1.0, 2.0, 5.0]), ONES) is None
    assert egger_test(np.sqrt(vi), vi) is None
    assert egger_test(np.array([1.0, 2.0, 5.0]), vi) is not None


def test_without_an_event_in_a_group_or_at_all_strata_have_no_ratio() -> None:
    some, none, all_ = ([2, 1], [10, 12]), ([0, 0], [10, 12]), ([10, 12], [10, 12])
    for ratio in (
        mantel_haenszel.mantel_haenszel_risk_ratio,
        mantel_haenszel.mantel_haenszel_odds_ratio,
        mantel_haenszel.mantel_haenszel_rate_ratio,
    ):
        assert ratio(*some, *none) is None
        assert ratio(*none, *some) is None
        assert ratio(*some, *some) is not None
    assert mantel_haenszel.mantel_haenszel_risk_difference(*none, *none) is None
    assert mantel_haenszel.mantel_haenszel_risk_difference(*some, *none) is not None
    assert mantel_haenszel.mantel_haenszel_rate_difference(*none, *none) is None
    assert mantel_haenszel.peto_odds_ratio(*none, *none) is None
    assert mantel_haenszel.peto_odds_ratio(*all_, *all_) is None
    one = mantel_haenszel.peto_odds_ratio([2], [10], [1], [10])
    assert one is not None
    assert (one.k, one.q_p, one.i2) == (1, 1.0, 0.0)


def test_a_percentage_fits_counts_within_its_rounding() -> None:
    assert percentage_fits(1, 8, Decimal(13))
    assert percentage_fits(1, 8, Decimal(12))
    assert not percentage_fits(1, 8, Decimal(14))
    assert not percentage_fits(0, 0, Decimal(0))
    assert counts_that_fit(8, Decimal(13)) == counts_that_fit(8, Decimal(12)) == (1,)
    assert counts_that_fit(10, Decimal(0)) == (0,)
    assert counts_that_fit(10, Decimal(100)) == (10,)
    assert counts_that_fit(300, Decimal(50)) == (149, 150, 151)
    assert denominators(0, Decimal(0), 3) == (1, 2, 3)
    assert denominators(2, Decimal(100), 3) == (2,)


def test_a_printed_number_holds_both_ends_and_nothing_beyond() -> None:
    printed = span(Decimal("71.4"))
    assert printed.low in printed
    assert printed.high in printed
    assert printed.low - Fraction(1, 10**9) not in printed
    assert printed.high + Fraction(1, 10**9) not in printed
    assert "71.4" not in printed
    assert printed.meets(span(Decimal("71.5")))
    assert span(Decimal("71.5")).meets(printed)
    assert not printed.meets(span(Decimal("71.6")))
    assert not span(Decimal("71.6")).meets(printed)


def test_a_text_without_words_has_no_grade_and_a_word_at_least_a_syllable() -> None:
    assert reading_grade("") is None
    assert reading_grade("…") is None
    assert syllables("hmm") == 1
    assert reading_grade("One two. Three four.") < reading_grade("One two three four.")  # type: ignore[operator]
