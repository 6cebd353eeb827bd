import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics.rounding import (
    format_interval,
    format_number,
    format_percent,
    format_share,
)

shares = st.fractions(0, 1)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (-0.5, 0, "−1"),
        (1e21, 0, "1" + "0" * 21),
        (Decimal("1.005"), 2, "1.01"),
        (Fraction(1, 3), 3, "0.333"),
        (7, 1, "7.0"),
    ],
)
def test_halves_are_rounded_up_as_by_hand(
    value: float | Decimal | Fraction, decimals: int, shown: str
) -> None:
    assert format_number(value, decimals) == shown


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("Infinity")]
)
def test_what_is_not_finite_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_number(value)


@pytest.mark.parametrize(
    ("events", "total", "shown"),
    [
        (10, 10, "100 %"),
        (0, 10, "0 %"),
        (5, 9, "56 %"),
        (1, 8, "13 %"),
        (29, 200, "14.5 %"),
        (33, 100, "33.0 %"),
        (33, 99, "33 %"),
        (1, 99, "1 %"),
        (199, 200, "99.5 %"),
        (0, 100, "0.0 %"),
        (100, 100, "100.0 %"),
        (1, 2001, "<0.1 %"),
        (1, 1999, "0.1 %"),
        (1999, 2000, ">99.9 %"),
        (200, 201, "99.5 %"),
        (1, 400, "0.3 %"),
        (1, 5000, "<0.1 %"),
    ],
)
def test_shares_are_whole_below_a_hundred_participants(events: int, total: int, shown: str) -> None:
    assert format_share(events, total) == shown


@given(shares, st.sampled_from([None, 10, 99, 100, 100_000]))
def test_only_none_is_zero_and_only_all_is_a_hundred(share: Fraction, total: int | None) -> None:
    shown = format_percent(share, total)
    assert (shown in {"0 %", "0.0 %"}) == (share == 0)
    assert (shown in {"100 %", "100.0 %"}) == (share == 1)


@given(st.decimals(-1000, 1000, places=6), st.integers(0, 4))
def test_rounding_stays_within_half_a_step(value: Decimal, decimals: int) -> None:
    shown = Decimal(format_number(value, decimals).replace("−", "-"))
    assert abs(shown - value) <= Decimal(10) ** -decimals / 2


def test_an_interval_is_rounded_as_its_share() -> None:
    assert format_interval(0.6915, 1) == "69 to 100 %"
    assert format_interval(0.00, 0.3085) == "0 to 31 %"
    assert format_interval(0.1051, 0.2, 250) == "10.5 to 20.0 %"


def test_an_interval_that_runs_backwards_or_leaves_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="low to high"):
        format_interval(0.5, 0.4)
    with pytest.raises(ValueError, match="between 0 and 1"):
        format_interval(0.5, 50)


@pytest.mark.parametrize(("share", "shown"), [(0.004, "<1 %"), (0.005, "1 %"), (0.996, ">99 %")])
def test_without_a_number_of_people_a_share_is_whole(share: float, shown: str) -> None:
    assert format_percent(share) == shown


@pytest.mark.parametrize("share", [-0.001, 1.001])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        format_percent(share)


def test_an_interval_may_be_a_point_and_nothing_is_less_than_nothing() -> None:
    assert format_interval(0.5, 0.5) == "50 to 50 %"
    assert format_interval(0, 1, 99) == "0 to 100 %"
    assert format_interval(0, 1, 100) == "0.0 to 100.0 %"
    assert format_number(0) == "0.0"
    assert format_number(-0.0, 2) == "0.00"
