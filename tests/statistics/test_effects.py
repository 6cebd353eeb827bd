"""Every effect that can be pooled, with its variance, worked out by hand from the formula of its source."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from generator.statistics import effect_comparison as comparison
from generator.statistics import effect_mean as mean
from generator.statistics import effect_proportion as proportion
from generator.statistics import effect_rate as rate
from generator.statistics.dispersion import largest_deviation, smallest_deviation
from generator.statistics.effect import Effects

# Aronson's trial of BCG, and strokes on warfarin and without it over years.
BCG = ([4], [123], [11], [139])
STROKES = ([9], [413], [19], [398])
# People, means before and after, deviations before and after, and their correlation: Morris 2008.
MORRIS = ([20], [23.1], [19.7], [13.8], [14.8], [0.47])
CHANGE = math.sqrt(13.8**2 + 14.8**2 - 2 * 0.47 * 13.8 * 14.8)
# Hedges' exact factor, here from the plain gamma function.
J19 = math.gamma(19 / 2) / (math.sqrt(19 / 2) * math.gamma(18 / 2))
J28 = math.gamma(28 / 2) / (math.sqrt(28 / 2) * math.gamma(27 / 2))
G_OF_CHANGE, G_BEFORE = J19 * (19.7 - 23.1) / CHANGE, J19 * (19.7 - 23.1) / 13.8
POOLED = math.sqrt((11 * 4.0**2 + 17 * 5.0**2) / 28)
G_OF_TWO = J28 * (9.0 - 6.5) / POOLED

BY_HAND: list[tuple[Callable[..., Effects], tuple[object, ...], float, float]] = [
    (comparison.log_risk_ratios, BCG, math.log(4 * 139 / (11 * 123)), 1 / 4 - 1 / 123 + 1 / 11 - 1 / 139),
    (comparison.log_odds_ratios, BCG, math.log(4 * 128 / (119 * 11)), 1 / 4 + 1 / 119 + 1 / 11 + 1 / 128),
    (comparison.risk_differences, BCG, 4 / 123 - 11 / 139,
     4 / 123 * (119 / 123) / 123 + 11 / 139 * (128 / 139) / 139),
    (comparison.arcsine_differences, BCG,
     math.asin(math.sqrt(4 / 123)) - math.asin(math.sqrt(11 / 139)), 0.25 / 123 + 0.25 / 139),
    (proportion.raw_proportions, ([3], [11]), 3 / 11, 3 / 11 * (8 / 11) / 11),
    (proportion.log_proportions, ([10], [21]), math.log(10 / 21), 1 / 10 - 1 / 21),
    (proportion.logit_proportions, ([3], [11]), math.log(3 / 8), 1 / 3 + 1 / 8),
    (proportion.arcsine_proportions, ([3], [11]), math.asin(math.sqrt(3 / 11)), 0.25 / 11),
    (proportion.double_arcsine_proportions, ([3], [11]),
     (math.asin(math.sqrt(3 / 12)) + math.asin(math.sqrt(4 / 12))) / 2, 0.25 / 11.5),
    (rate.rates, ([9], [413]), 9 / 413, 9 / 413 / 413),
    (rate.rates, ([0], [413]), 0.5 / 413, 0.5 / 413 / 413),
    (rate.log_rates, ([9], [413]), math.log(9 / 413), 1 / 9),
    (rate.root_rates, ([9], [413]), math.sqrt(9 / 413), 0.25 / 413),
    (rate.double_root_rates, ([9], [413]), (math.sqrt(9 / 413) + math.sqrt(10 / 413)) / 2, 0.25 / 413),
    (rate.log_rate_ratios, STROKES, math.log(9 * 398 / (19 * 413)), 1 / 9 + 1 / 19),
    (rate.rate_differences, STROKES, 9 / 413 - 19 / 398, 9 / 413 / 413 + 19 / 398 / 398),
    (rate.root_rate_differences, STROKES, math.sqrt(9 / 413) - math.sqrt(19 / 398), 0.25 / 413 + 0.25 / 398),
    (mean.means, ([209], [0.2], [1.446]), 0.2, 1.446**2 / 209),
    (mean.mean_differences, ([155], [55], [47], [156], [75], [64]), -20, 47**2 / 155 + 64**2 / 156),
    (mean.standardised_mean_differences, ([12], [9.0], [4.0], [18], [6.5], [5.0]),
     G_OF_TWO, 1 / 12 + 1 / 18 + G_OF_TWO**2 / 60),
    (mean.mean_changes, MORRIS, 19.7 - 23.1, CHANGE**2 / 20),
    (mean.changes_in_deviations_of_change, MORRIS, G_OF_CHANGE, 1 / 20 + G_OF_CHANGE**2 / 40),
    (mean.changes_in_deviations_before, (*MORRIS[:4], MORRIS[5]), G_BEFORE, 1.06 / 20 + G_BEFORE**2 / 40),
    (mean.correlations, ([0.6], [26]), 0.6, (1 - 0.36) ** 2 / 25),
    (mean.fisher_z, ([0.6], [26]), math.log(1.6 / 0.4) / 2, 1 / 23),
]  # fmt: skip


@pytest.mark.parametrize(
    ("effect", "figures", "estimate", "variance"),
    BY_HAND,
    ids=[effect.__name__ for effect, *_ in BY_HAND],
)
def test_an_effect_and_its_variance_are_those_of_its_formula(
    effect: Callable[..., Effects], figures: tuple[object, ...], estimate: float, variance: float
) -> None:
    effects = effect(*figures)
    assert effects.yi == pytest.approx([estimate], rel=1e-12)
    assert effects.vi == pytest.approx([variance], rel=1e-12)


def test_half_an_event_is_added_where_nobody_or_everybody_had_it() -> None:
    shares = proportion.raw_proportions([0, 10, 5], [10, 10, 10])
    assert shares.yi == pytest.approx([0.5 / 11, 10.5 / 11, 0.5])
    assert shares.vi == pytest.approx([0.5 * 10.5 / 11**3, 0.5 * 10.5 / 11**3, 0.025])


def test_a_deviation_that_rounding_makes_impossible_is_none() -> None:
    alike = np.array([3.0])
    assert mean.deviations_of_change(alike, alike, np.array([1.0])) == [0.0]
    assert mean.deviations_of_change(alike, alike, np.array([1.1])) == [0.0]
    assert mean.deviations_of_change(alike, alike, np.array([0.5])) == pytest.approx([3.0])


@pytest.mark.parametrize(("events", "totals"), [(3, [11, 11]), (8, [11, 11]), (1, [6, 6, 6])])
def test_the_way_back_from_a_double_angle_leads_to_the_share(
    events: int, totals: list[int]
) -> None:
    angle = proportion.double_arcsine_proportions(events, totals[0]).yi
    share = proportion.share_of_double_angle(angle, totals)
    assert share == pytest.approx(events / totals[0])


def test_a_double_angle_at_either_end_is_none_or_all() -> None:
    lowest, highest = (proportion.double_arcsine_proportions(x, 10).yi for x in (0, 10))
    assert proportion.share_of_double_angle(lowest, [10]) == pytest.approx(0.0, abs=1e-12)
    assert proportion.share_of_double_angle(highest, [10]) == pytest.approx(1.0)


@pytest.mark.parametrize("confidence", [0.9, 0.95])
@pytest.mark.parametrize("events", [0, 1, 9])
def test_each_end_of_an_exact_rate_leaves_its_tail(events: int, confidence: float) -> None:
    low, high = rate.exact_rate_interval(events, 4.0, confidence)

    def at_most(count: int, expected: float) -> float:
        return sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(count + 1))

    tail = (1 - confidence) / 2
    assert at_most(events, 4 * high) == pytest.approx(tail)
    if events:
        assert 1 - at_most(events - 1, 4 * low) == pytest.approx(tail)
    else:
        assert low == 0


@pytest.mark.parametrize(("events", "time"), [(-1, 10), (1, 0), (1, -2)])
def test_what_is_no_rate_has_no_interval(events: float, time: float) -> None:
    with pytest.raises(ValueError, match="is no rate"):
        rate.exact_rate_interval(events, time)


def test_the_widest_sample_stands_at_the_ends_and_the_narrowest_in_the_middle() -> None:
    # Three at 2 and one at 10; one at either end and two between.
    assert largest_deviation(4, 2, 10, 4) == pytest.approx(np.std([2, 2, 2, 10], ddof=1))
    assert smallest_deviation(2, 10, 4) == pytest.approx(np.std([2, 6, 6, 10], ddof=1))
