"""What must hold of pooled estimates whatever the studies, and at the edges."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.statistics.effect import Effects
from generator.statistics.effect_comparison import log_odds_ratios
from generator.statistics.heterogeneity import i_squared_interval, q_profile
from generator.statistics.pooling import pool_common, pool_random, pool_tests
from generator.statistics.root import root
from generator.statistics.sensitivity import cumulative, egger_test, leave_one_out
from generator.statistics.tau_squared import (
    METHODS,
    Method,
    residual_sum,
    tau_squared,
    traces,
    where_residual_sum_is,
)

sets = st.integers(2, 12).flatmap(
    lambda k: st.tuples(
        st.lists(st.floats(-5, 5).map(lambda value: round(value, 3)), min_size=k, max_size=k),
        st.lists(st.floats(0.01, 4).map(lambda value: round(value, 3)), min_size=k, max_size=k),
    )
)
ordinary = sets.map(lambda pair: Effects(np.array(pair[0]), np.array(pair[1])))
differing = ordinary.filter(lambda effects: float(np.ptp(effects.yi)) > 0.01)


def likelihood(effects: Effects, tau2: float, *, restricted: bool) -> float:
    """Written apart: with matrices, as textbooks do."""
    total = np.diag(effects.vi + tau2)
    ones = np.ones((len(effects.yi), 1))
    precision = np.linalg.inv(total)
    information = ones.T @ precision @ ones
    middle = np.linalg.solve(information, ones.T @ precision @ effects.yi)
    residuals = effects.yi - ones @ middle
    value = -np.linalg.slogdet(total)[1] - residuals @ precision @ residuals
    return float(value - np.linalg.slogdet(information)[1] if restricted else value) / 2


@given(differing)
@settings(max_examples=60, deadline=None)
def test_no_other_variance_has_a_higher_likelihood(effects: Effects) -> None:
    others = np.concatenate([[0.0], np.geomspace(1e-6, 200, 60)])
    for method, restricted in (("REML", True), ("ML", False)):
        best = likelihood(effects, tau_squared(*effects, method).value, restricted=restricted)
        assert (
            best >= max(likelihood(effects, tau2, restricted=restricted) for tau2 in others) - 1e-9
        )


@given(differing)
@settings(deadline=None)
def test_paule_and_mandel_solve_their_equation_or_stop_at_none(effects: Effects) -> None:
    value = tau_squared(*effects, "PM").value
    assert value == tau_squared(*effects, "EB").value
    if value > 0:
        assert residual_sum(*effects, value) == pytest.approx(len(effects.yi) - 1, rel=1e-9)
    else:
        assert residual_sum(*effects, 0.0) <= len(effects.yi) - 1


@given(differing, st.sampled_from([1e-8, 1e-3, 7.0, 1e6]), st.sampled_from([-3.0, 0.0, 40.0]))
@settings(max_examples=60, deadline=None)
def test_units_and_zero_points_do_not_matter(effects: Effects, unit: float, shift: float) -> None:
    moved = Effects(unit * (effects.yi + shift), unit**2 * effects.vi)
    for method in METHODS:
        here, there = pool_random(*effects, method), pool_random(*moved, method)
        size = unit * (1 + abs(shift))
        assert there.tau2 == pytest.approx(unit**2 * here.tau2, rel=1e-6, abs=1e-8 * unit**2)
        assert there.estimate == pytest.approx(
            unit * (here.estimate + shift), rel=1e-7, abs=1e-7 * size
        )
        assert there.se == pytest.approx(unit * here.se, rel=1e-6)
        assert (there.i2, there.q) == pytest.approx((here.i2, here.q), rel=1e-6, abs=1e-6)


@given(differing, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_studies_does_not_matter(effects: Effects, chance: Random) -> None:
    places = list(range(len(effects.yi)))
    chance.shuffle(places)
    for method in METHODS:
        one, other = (
            pool_random(*effects, method),
            pool_random(effects.yi[places], effects.vi[places], method),
        )
        assert (one.estimate, one.se, one.q) == pytest.approx(
            (other.estimate, other.se, other.q), rel=1e-8, abs=1e-10
        )


@given(differing)
@settings(deadline=None)
def test_intervals_widen_from_mean_to_new_study_and_from_z_to_the_modified_test(
    effects: Effects,
) -> None:
    fits = pool_tests(*effects)
    for fit in fits.values():
        assert fit.pi_t_km1 is not None
        if fit.df is not None:
            assert fit.pi_t_km1.low <= fit.ci.low + 1e-12
            assert fit.ci.high <= fit.pi_t_km1.high + 1e-12
    assert fits["adhoc"].se >= max(fits["z"].se, fits["knha"].se) * (1 - 1e-12)
    assert fits["z"].estimate == fits["knha"].estimate == fits["adhoc"].estimate
    low, high = q_profile(*effects).tau2
    assert 0 <= low <= high
    assert low <= tau_squared(*effects, "PM").value * (1 + 1e-9) <= high * (1 + 1e-6) or high == 0


@given(differing)
@settings(deadline=None)
def test_the_traces_are_those_of_the_projection(effects: Effects) -> None:
    weights = 1 / effects.vi
    projection = np.diag(weights) - np.outer(weights, weights) / weights.sum()
    found = traces(weights)
    assert found == pytest.approx(
        (np.trace(projection), np.trace(projection @ projection)), rel=1e-9
    )


def test_of_two_peaks_the_higher_counts() -> None:
    # One precise study far from three vague ones: restricted likelihood with more than one flat
    # stretch.
    effects = Effects(np.array([0.0, 3.0, 3.1, 2.9, 0.1]), np.array([1e-4, 2.0, 2.1, 1.9, 1e-4]))
    best = tau_squared(*effects, "REML").value
    others = np.concatenate([[0.0], np.geomspace(1e-8, 100, 400)])
    assert likelihood(effects, best, restricted=True) >= max(
        likelihood(effects, tau2, restricted=True) for tau2 in others
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("value", "variance"), [(1.0, 1e-10), (0.0, 1.0), (-3e5, 2.0)])
def test_studies_that_agree_do_not_differ(method: Method, value: float, variance: float) -> None:
    effects = Effects(np.full(4, value), variance * np.array([1.0, 1.0, 2.0, 3.0]))
    fit = pool_random(*effects, method)
    assert (fit.tau2, fit.q, fit.i2) == (0, 0, 0)
    assert fit.estimate == pytest.approx(value)
    assert fit.se == pytest.approx(pool_common(*effects).se)
    assert pool_random(*effects, method, "knha").se == 0


def test_rare_events_are_solved_relative_to_their_scale() -> None:
    effects = Effects(np.array([1e-5, 4e-5, 2e-5, 9e-5]), np.array([1e-10, 2e-10, 1.5e-10, 3e-10]))
    large = tau_squared(1e5 * effects.yi, 1e10 * effects.vi, "PM").value
    assert tau_squared(*effects, "PM").value == pytest.approx(1e-10 * large, rel=1e-12)


def test_one_study_is_returned_as_it_is_and_has_no_random_effects() -> None:
    fit = pool_common(np.array([0.4]), np.array([0.09]))
    assert (fit.estimate, fit.se, fit.q, fit.q_p) == (0.4, pytest.approx(0.3), 0, 1)
    assert math.isnan(fit.h2)
    with pytest.raises(ValueError, match="at least 2"):
        pool_random(np.array([0.4]), np.array([0.09]))


@pytest.mark.parametrize(
    ("yi", "vi"),
    [
        ([1.0, math.nan], [1.0, 1.0]),
        ([1.0, 2.0], [1.0, 0.0]),
        ([1.0, 2.0], [1.0, math.inf]),
        ([], []),
    ],
)
def test_what_cannot_be_pooled_is_refused(yi: list[float], vi: list[float]) -> None:
    with pytest.raises(ValueError, match=r"variance above 0|at least 1"):
        pool_common(np.array(yi), np.array(vi))


def test_two_studies_have_no_interval_on_no_degrees_of_freedom() -> None:
    fit = pool_random(np.array([0.1, 0.5]), np.array([0.1, 0.2]))
    assert fit.pi_t_km2 is None
    assert fit.pi_t_km1 is not None
    assert i_squared_interval(np.array([0.1, 0.2]), np.array([0.1, 0.2])) is None


def test_leaving_out_and_adding_up_end_where_they_should() -> None:
    effects = log_odds_ratios([4, 6, 3], [123, 306, 231], [11, 29, 11], [139, 303, 220])
    whole = pool_common(*effects)
    assert cumulative(*effects, [2, 0, 1], pool_common)[-1].estimate == pytest.approx(
        whole.estimate
    )
    without = leave_one_out(*effects, pool_common)
    assert without[0].estimate == pool_common(effects.yi[1:], effects.vi[1:]).estimate


def test_egger_s_test_is_the_regression_of_deviates_on_precision() -> None:
    yi, vi = np.array([0.1, 0.4, 0.2, 0.9, 0.5]), np.array([0.01, 0.09, 0.04, 0.25, 0.16])
    design = np.column_stack([1 / np.sqrt(vi), np.ones(5)])
    deviates = yi / np.sqrt(vi)
    coefficients, (rest,), *_ = np.linalg.lstsq(design, deviates)
    error = np.sqrt(rest / 3 * np.linalg.inv(design.T @ design)[1, 1])
    found = egger_test(yi, vi)
    assert found is not None
    assert found.t == pytest.approx(coefficients[1] / error)
    assert egger_test(yi, np.full(5, 0.1)) is None
    assert egger_test(yi[:2], vi[:2]) is None


def test_the_bracket_of_the_sum_of_squares_holds_its_root() -> None:
    yi, vi = np.array([0.0, 1e6]), np.array([1e-6, 1e-6])
    tau2 = where_residual_sum_is(yi, vi, 1.0)
    assert residual_sum(yi, vi, tau2) == pytest.approx(1.0)


@given(st.floats(-50, 50), st.floats(0.1, 3))
@settings(deadline=None)
def test_a_root_is_found_wherever_it_lies(place: float, power: float) -> None:
    def function(x: float) -> float:
        return math.copysign(abs(x - place) ** power, x - place)

    assert root(function, -60.0, 70.0) == pytest.approx(place, rel=1e-12, abs=1e-12)
    with pytest.raises(ValueError, match="no change of sign"):
        root(lambda x: x * x + 1, -1.0, 1.0)
