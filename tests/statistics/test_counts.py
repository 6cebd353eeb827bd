"""Counts of studies: each likelihood, expected count and variance is that of its distribution."""

import math

import numpy as np
import pytest
from scipy.stats import binom, nchypergeom_fisher, poisson

from generator.statistics.cumulant import Binomial, Counts, Hypergeometric, Poisson
from generator.statistics.each_study import fit_each_study, saturated_loglik

PARAMETERS = [-3.0, -0.4, 0.0, 0.7, 2.5]


def loglik(counts: Counts, parameter: float) -> list[float]:
    place = np.full_like(counts.events, parameter)
    normaliser = counts.cumulants(place).normaliser
    return list(counts.events * place - normaliser + counts.constant)


@pytest.mark.parametrize("parameter", PARAMETERS)
@pytest.mark.parametrize("offset", [0.0, -1.2])
def test_shares_are_binomial_with_the_offset_added_to_the_log_odds(
    parameter: float, offset: float
) -> None:
    x, n = np.array([0, 3, 11]), np.array([7, 11, 11])
    counts = Binomial.of(x, n, offset)
    known = binom(n, 1 / (1 + math.exp(-parameter - offset)))
    assert loglik(counts, parameter) == pytest.approx(known.logpmf(x))
    cumulants = counts.cumulants(np.full(3, parameter))
    assert cumulants.expected == pytest.approx(known.mean())
    assert cumulants.variance == pytest.approx(known.var())
    assert (counts.least.tolist(), counts.most.tolist()) == ([0, 0, 0], [7, 11, 11])


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_events_over_time_are_poisson(parameter: float) -> None:
    x, times = np.array([0, 3, 11]), np.array([2.5, 11, 40])
    counts = Poisson.of(x, times)
    known = poisson(times * math.exp(parameter))
    assert loglik(counts, parameter) == pytest.approx(known.logpmf(x))
    cumulants = counts.cumulants(np.full(3, parameter))
    assert cumulants.expected == pytest.approx(known.mean())
    assert cumulants.variance == pytest.approx(known.var())
    assert (counts.least.tolist(), counts.most.tolist()) == ([0, 0, 0], [math.inf] * 3)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_table_with_fixed_margins_is_noncentral_hypergeometric(parameter: float) -> None:
    x1, n1 = np.array([4, 0, 5, 2]), np.array([12, 5, 5, 3])
    x2, n2 = np.array([11, 3, 1, 4]), np.array([13, 6, 9, 4])
    counts = Hypergeometric.of(x1, n1, x2, n2)
    known = nchypergeom_fisher(n1 + n2, x1 + x2, n1, math.exp(parameter))
    assert loglik(counts, parameter) == pytest.approx(known.logpmf(x1))
    cumulants = counts.cumulants(np.full(4, parameter))
    assert cumulants.expected == pytest.approx(known.mean())
    assert cumulants.variance == pytest.approx(known.var())
    # Fifteen events of whom 13 at most were in the second group, and so on.
    assert counts.least.tolist() == [2, 0, 0, 2]
    assert counts.most.tolist() == [12, 3, 5, 3]


def test_each_study_alone_has_its_own_estimate_with_the_variance_of_its_odds_or_rate() -> None:
    shares = fit_each_study(Binomial.of([3, 0, 7], [11, 9, 7], 0.5))
    assert shares.effects.yi == pytest.approx([math.log(3 / 8) - 0.5])
    assert shares.effects.vi == pytest.approx([1 / 3 + 1 / 8])
    assert shares.loglik == pytest.approx(binom(11, 3 / 11).logpmf(3))
    rates = fit_each_study(Poisson.of([9, 0], [413, 20]))
    assert rates.effects.yi == pytest.approx([math.log(9 / 413)])
    assert rates.effects.vi == pytest.approx([1 / 9])
    assert rates.loglik == pytest.approx(poisson(9).logpmf(9))


@pytest.mark.parametrize(
    "counts",
    [
        Binomial.of([3, 0, 7, 1], [11, 9, 7, 400], [0.5, -1.0, 0.0, 2.0]),
        Poisson.of([9, 0, 1], [413, 20, 0.5]),
    ],
    ids=["binomial", "poisson"],
)
def test_the_closed_form_is_the_likelihood_of_the_fit(counts: Binomial | Poisson) -> None:
    assert saturated_loglik(counts) == pytest.approx(fit_each_study(counts).loglik)


def test_a_table_has_no_closed_form() -> None:
    with pytest.raises(TypeError, match="closed form"):
        saturated_loglik(Hypergeometric.of([4], [12], [11], [13]))
