"""Counts pooled by their likelihood: against plain integration, at the boundary, and where there is no maximum."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

from generator.statistics.beta_binomial import fit_beta_binomial
from generator.statistics.cumulant import Binomial, Counts, Hypergeometric, Poisson
from generator.statistics.each_study import saturated_loglik
from generator.statistics.effect_comparison import log_odds_ratios
from generator.statistics.examples import BCG, HART, PRITZ
from generator.statistics.glmm import (
    fit_common,
    fit_random_intercept,
)
from generator.statistics.glmm_by_points import fit_by_points
from generator.statistics.glmm_fixed_studies import Pair, fit_fixed_studies
from generator.statistics.integrated_likelihood import integrate, modes
from generator.statistics.maximum import climb
from generator.statistics.no_answer import NoMaximumError
from generator.statistics.pooled_share import pool_shares

counts = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=3,
    max_size=12,
)
# Where every study has all or none, no spread is wide enough.
told = counts.filter(lambda rows: any(0 < x < n for x, n in rows))


def by_sums(model: Counts, mean: float, spread: float) -> float:
    """The log-likelihood by plain sums over a fine grid."""
    z = np.linspace(-40, 40, 40_001)
    parameter = np.broadcast_to(mean + spread * z, (len(model.events), len(z)))
    kernel = (
        model.events[:, None] * parameter
        - model.cumulants(parameter).normaliser
        + model.constant[:, None]
    )
    logs = kernel - z**2 / 2
    top = logs.max(axis=1)
    sums = np.exp(logs - top[:, None]).sum(axis=1) * (z[1] - z[0]) / math.sqrt(2 * math.pi)
    return float((top + np.log(sums)).sum())


@pytest.mark.parametrize(
    "model",
    [
        Binomial.of(*PRITZ),
        Poisson.of(*HART),
        Hypergeometric.of(*(column[:6] for column in BCG[:4])),
    ],
    ids=["binomial", "poisson", "hypergeometric"],
)
def test_the_likelihood_is_that_of_plain_sums_and_its_derivatives_are_its_own(
    model: Counts,
) -> None:
    for mean, spread in ((-0.4, 0.3), (0.2, 1.1)):
        found = integrate(model, mean, spread)
        assert found.loglik == pytest.approx(by_sums(model, mean, spread), rel=1e-9)
        step = 1e-5
        slopes = [
            (
                integrate(model, mean + a, spread + b).loglik
                - integrate(model, mean - a, spread - b).loglik
            )
            / (2 * step)
            for a, b in ((step, 0), (0, step))
        ]
        assert found.gradient == pytest.approx(slopes, rel=1e-5, abs=1e-6)
        bends = [
            (
                integrate(model, mean + a, spread + b).gradient
                - integrate(model, mean - a, spread - b).gradient
            )
            / (2 * step)
            for a, b in ((step, 0), (0, step))
        ]
        assert found.hessian == pytest.approx(np.array(bends), rel=1e-4, abs=1e-5)


@given(told)
@settings(max_examples=40, deadline=None)
def test_nothing_near_or_far_is_likelier(rows: list[tuple[int, int]]) -> None:
    model = Binomial.of(*zip(*rows, strict=True))
    fit = fit_random_intercept(model)
    assert fit.loglik >= fit_common(model).loglik - 1e-9
    for mean in np.linspace(-4, 4, 9):
        for spread in (0.1, 0.5, 1.0, 2.0, 4.0):
            assert integrate(model, float(mean), spread).loglik <= fit.loglik + 1e-8


@given(told)
@settings(max_examples=40, deadline=None)
def test_events_and_others_mirror_each_other(rows: list[tuple[int, int]]) -> None:
    x, n = map(np.array, zip(*rows, strict=True))
    one, other = (
        fit_random_intercept(Binomial.of(x, n)),
        fit_random_intercept(Binomial.of(n - x, n)),
    )
    assert one.estimate == pytest.approx(-other.estimate, rel=1e-6, abs=1e-6)
    assert one.tau2 == pytest.approx(other.tau2, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(
    ("events", "totals"),
    [
        ((1, 2, 49), (1, 8, 49)),
        ((0, 7, 45), (32, 48, 45)),
        ((0, 0, 1, 0, 5), (4, 5, 3, 4, 5)),
        ((9, 27, 21, 20, 1), (9, 27, 21, 20, 28)),
        ((0, 40_000, 7, 50_000), (30_000, 40_000, 50, 50_000)),
    ],
)
def test_a_peak_at_a_wide_spread_is_higher_than_every_place_around_it(
    events: tuple[int, ...], totals: tuple[int, ...]
) -> None:
    model = Binomial.of(events, totals)
    fit = fit_random_intercept(model)
    assert fit.tau > 4
    assert fit.tau_se is not None
    assert fit.loglik == pytest.approx(by_sums(model, fit.estimate, fit.tau), abs=1e-7)
    near = (-1.0, -1e-3, 0.0, 1e-3, 1.0)
    heights = {
        (a, b): by_sums(model, fit.estimate + a * fit.se, fit.tau + b * fit.tau_se / 2)
        for a in near
        for b in near
    }
    assert max(heights, key=heights.__getitem__) == (0, 0)


def test_only_where_every_study_has_all_or_none_does_the_spread_grow_without_end() -> None:
    chance = np.random.default_rng(7)
    for _ in range(60):
        n = chance.integers(1, 51, size=chance.integers(2, 7))
        x = np.where(chance.random(len(n)) < 0.6, n * chance.integers(0, 2, len(n)), n // 2)
        extremes = (x == 0) | (x == n)
        try:
            fit = fit_random_intercept(Binomial.of(x, n))
        except NoMaximumError:
            assert extremes.all()
        else:
            assert not extremes.all() or (fit.boundary and (n == 1).all())


@pytest.mark.parametrize("mean", [-8.0, -3.0, 0.0, 6.0])
@pytest.mark.parametrize("spread", [0.5, 2.0, 5.0, 15.0])
def test_the_likelihood_is_exact_however_wide_the_spread(mean: float, spread: float) -> None:
    shares = Binomial.of([0, 1, 49, 5, 1_000, 0, 30], [1, 1, 49, 50, 1_000, 9, 1_000])
    rates = Poisson.of([0, 1, 500, 7], [1e2, 3, 1e3, 1e-2])
    for model in (shares, rates):
        loglik = integrate(model, mean, spread).loglik
        assert loglik == pytest.approx(by_sums(model, mean, spread), rel=1e-10)


def test_studies_that_are_alike_give_the_closed_form() -> None:
    for events, total in ((3, 10), (1, 40), (29, 30)):
        fit = fit_random_intercept(Binomial.of([events] * 5, [total] * 5))
        assert fit.boundary
        assert (fit.tau2, fit.tau_se) == (0, None)
        assert fit.estimate == pytest.approx(math.log(events / (total - events)))
        assert fit.se == pytest.approx(1 / math.sqrt(5 * events * (total - events) / total))
    fit = fit_random_intercept(Poisson.of([4, 8, 2], [100, 200, 50]))
    assert fit.boundary
    assert fit.estimate == pytest.approx(math.log(14 / 350))


@pytest.mark.parametrize(
    ("events", "totals"), [([0, 0, 0], [5, 9, 100]), ([5, 9], [5, 9]), ([0], [3])]
)
def test_without_a_maximum_it_says_so(events: list[int], totals: list[int]) -> None:
    with pytest.raises(NoMaximumError):
        fit_random_intercept(Binomial.of(events, totals))
    with pytest.raises(NoMaximumError):
        fit_beta_binomial(events, totals)


def test_all_or_nothing_studies_have_no_finite_spread() -> None:
    with pytest.raises(NoMaximumError, match="without end"):
        fit_random_intercept(Binomial.of([0, 10, 0, 25], [10, 10, 30, 25]))


def test_time_may_be_counted_in_any_unit() -> None:
    years, months = (
        fit_random_intercept(Poisson.of(HART[0], factor * np.array(HART[1])))
        for factor in (1.0, 12.0)
    )
    assert months.estimate == pytest.approx(years.estimate - math.log(12), rel=1e-9)
    assert (months.se, months.tau) == pytest.approx((years.se, years.tau), rel=1e-7)


def test_many_points_are_the_exact_fit_and_one_is_not() -> None:
    model = Binomial.of(*PRITZ)
    exact = fit_random_intercept(model)
    many, one = fit_by_points(model, exact, 51), fit_by_points(model, exact, 1)
    assert many.tau2 == pytest.approx(exact.tau2, rel=1e-6)
    assert many.se == pytest.approx(exact.se, rel=1e-4)
    assert abs(one.tau2 - exact.tau2) > 1e-3
    assert many.loglik > exact.loglik
    assert saturated_loglik(model) >= many.loglik


def test_modes_are_found_from_afar() -> None:
    z, curvature = modes(Binomial.of([1000, 0], [1000, 100_000]), -8.0, 6.0)
    theta = -8 + 6 * z
    share = 1 / (1 + np.exp(-theta))
    assert z == pytest.approx(
        6 * (np.array([1000, 0]) - np.array([1000, 100_000]) * share), abs=1e-6
    )
    assert (curvature >= 1).all()


def test_the_noncentral_hypergeometric_without_odds_is_fisher_s() -> None:
    table = Hypergeometric.of([3], [4], [1], [4])
    found = table.cumulants(np.zeros(1))
    assert (found.normaliser[0], found.expected[0]) == pytest.approx((0, 2), abs=1e-12)
    assert math.exp(table.constant[0]) == pytest.approx(16 / 70)


def test_a_level_for_each_study_without_spread_is_logistic_regression() -> None:
    columns = tuple(
        np.array(column) for column in ((4, 6, 3), (123, 306, 231), (5, 7, 3), (139, 303, 220))
    )
    pair = Pair(Binomial.of(*columns[:2]), Binomial.of(*columns[2:]))
    fit = fit_fixed_studies(pair, 0.0, 0.2)
    assert fit.tau2 == 0
    assert fit.loglik == pytest.approx(fit.loglik_common)
    start = log_odds_ratios(*columns)
    assert abs(fit.estimate - float((start.yi / start.vi).sum() / (1 / start.vi).sum())) < 0.05


def test_a_pooled_share_keeps_to_0_and_1() -> None:
    found = pool_shares([1, 0, 2, 9], [10, 20, 30, 30])
    assert (
        0
        < found.prediction.low
        <= found.ci.low
        < found.share
        < found.ci.high
        <= found.prediction.high
        < 1
    )
    with pytest.raises(ValueError, match="at least two groups"):
        pool_shares([1], [2])


def test_a_beta_binomial_of_like_studies_is_binomial() -> None:
    fit = fit_beta_binomial([5, 5, 5], [10, 10, 10])
    assert fit.boundary
    assert (fit.rho, fit.proportion) == (0, 0.5)
    spread = fit_beta_binomial([1, 9, 2, 8], [10, 10, 10, 10])
    assert spread.rho > 0.2
    assert spread.loglik > spread.loglik_binomial


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("share", [0.1, 0.3, 0.8])
def test_likeness_is_estimated_exactly_where_its_first_bit_is_likelier_than_none(
    seed: int, share: float
) -> None:
    chance = np.random.default_rng(seed)
    n = chance.integers(10, 60, size=5)
    x = np.maximum(chance.binomial(n, np.clip(share + chance.normal(0, 0.06, 5), 0.02, 0.98)), 1)
    fit = fit_beta_binomial(x, n)
    # A likeness of 0.00001, beside the same shares without any.
    mean, size = x.sum() / n.sum(), 99_999
    barely = betabinom.logpmf(x, n, mean * size, (1 - mean) * size).sum()
    assert fit.boundary == (barely <= binom.logpmf(x, n, mean).sum())
    assert fit.boundary == (fit.rho == 0)


def test_expected_errors_come_from_the_scores_of_every_count_there_could_be() -> None:
    totals = [10, 14, 25]
    fit = fit_beta_binomial([1, 9, 20], totals)
    place, step = np.array([fit.logit_mean, math.log(fit.rho / (1 - fit.rho))]), 1e-5
    information = np.zeros((2, 2))

    def logs(total: int, logit_mean: float, logit_rho: float) -> np.ndarray:
        mean, size = 1 / (1 + math.exp(-logit_mean)), math.exp(-logit_rho)
        return betabinom.logpmf(np.arange(total + 1), total, mean * size, (1 - mean) * size)

    for total in totals:
        scores = np.array(
            [
                (logs(total, *(place + each)) - logs(total, *(place - each))) / (2 * step)
                for each in np.eye(2) * step
            ]
        )
        information += (scores * np.exp(logs(total, *place))) @ scores.T
    expected = np.sqrt(np.diag(np.linalg.inv(information)))
    assert fit.expected_se == pytest.approx(tuple(expected), rel=1e-6)


def test_the_interval_of_a_mean_share_is_that_of_its_log_odds() -> None:
    fit = fit_beta_binomial(*PRITZ)
    low, high = fit.interval(0.9)
    reach = 1.6448536 * fit.se
    assert math.log(low / (1 - low)) == pytest.approx(fit.logit_mean - reach)
    assert math.log(high / (1 - high)) == pytest.approx(fit.logit_mean + reach)


def test_climbing_never_goes_down_and_finds_a_curved_ridge() -> None:
    peak = climb(lambda at: -float((1 - at[0]) ** 2 + 10 * (at[1] - at[0] ** 2) ** 2), [-1.0, 1.0])
    assert peak.place == pytest.approx([1, 1], abs=1e-5)


def test_groups_of_one_person_say_nothing_of_a_spread() -> None:
    fit = fit_random_intercept(Binomial.of([0, 0, 1], [1, 1, 1]))
    assert fit.boundary
    assert fit.estimate == pytest.approx(math.log(0.5))
