import csv
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.statistics.proportion import (
    agresti_coull_interval,
    clopper_pearson_interval,
    jeffreys_interval,
    upper_bound_when_none,
    wald_interval,
    wilson_corrected_interval,
    wilson_interval,
)

# events, total, then Clopper-Pearson and Wilson at 95 %, as R (binom.test; prop.test without
# correction) prints them.
KNOWN = [
    (0, 1, 0, 0.975, 0, 0.793450685622763),
    (1, 2, 0.0125791170934251, 0.987420882906575, 0.0945312057342307, 0.905468794265769),
    (14, 15, 0.680515433421697, 0.998313569758647, 0.7018347012622, 0.988133104506731),
    (15, 15, 0.781980639089466, 1, 0.796116698964151, 1),
]
REFERENCES = sorted((Path(__file__).parents[3] / "shared" / "reference").glob("**/binomial-ci.csv"))
counts = st.integers(1, 5000).flatmap(
    lambda total: st.tuples(st.integers(0, total), st.just(total))
)


@pytest.mark.parametrize(("events", "total", "exact_low", "exact_high", "low", "high"), KNOWN)
def test_intervals_match_published_numbers(
    events: int, total: int, exact_low: float, exact_high: float, low: float, high: float
) -> None:
    assert clopper_pearson_interval(events, total) == pytest.approx(
        (exact_low, exact_high), rel=1e-12
    )
    assert wilson_interval(events, total) == pytest.approx((low, high), rel=1e-12)


if REFERENCES:

    @pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.parent.name)
    def test_intervals_match_every_row_of_the_reference(path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert len(rows) > 100
        for row in rows:
            events, total = int(row["x"]), int(row["n"])
            for name, interval in (
                ("wilson", wilson_interval),
                ("clopper_pearson", clopper_pearson_interval),
                ("jeffreys", jeffreys_interval),
                ("agresti_coull", agresti_coull_interval),
            ):
                expected = (float(row[f"{name}_low"]), float(row[f"{name}_high"]))
                assert interval(events, total) == pytest.approx(expected, rel=1e-11, abs=1e-13), row


@given(counts)
def test_both_intervals_hold_the_share_and_mirror_each_other(pair: tuple[int, int]) -> None:
    events, total = pair
    for interval in (wilson_interval, clopper_pearson_interval):
        low, high = interval(events, total)
        mirrored = interval(total - events, total)
        assert 0 <= low <= events / total <= high <= 1
        assert (low == 0) == (events == 0)
        assert (high == 1) == (events == total)
        assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high), abs=1e-9)


@given(counts)
@settings(deadline=None)
def test_intervals_for_comparison_hold_the_share_and_mirror_each_other(
    pair: tuple[int, int],
) -> None:
    events, total = pair
    for interval in (
        jeffreys_interval, agresti_coull_interval, wilson_corrected_interval, wald_interval
    ):  # fmt: skip
        low, high = interval(events, total)
        mirrored = interval(total - events, total)
        assert low - 1e-12 <= events / total <= high + 1e-12
        assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high), abs=1e-9)


@given(counts)
@settings(deadline=None)
def test_clopper_pearson_is_the_widest_of_the_exact_ones(pair: tuple[int, int]) -> None:
    exact, prior = (one(*pair) for one in (clopper_pearson_interval, jeffreys_interval))
    assert exact.low <= prior.low + 1e-12
    assert prior.high <= exact.high + 1e-12


@given(counts)
def test_a_higher_confidence_gives_a_wider_interval(pair: tuple[int, int]) -> None:
    for interval in (wilson_interval, clopper_pearson_interval):
        narrow, wide = interval(*pair, 0.8), interval(*pair, 0.99)
        assert wide.low <= narrow.low
        assert narrow.high <= wide.high


@given(st.integers(1, 10**6))
def test_the_upper_bound_when_none_leaves_exactly_its_tail(total: int) -> None:
    two, one = upper_bound_when_none(total), upper_bound_when_none(total, sides=1)
    assert math.exp(total * math.log1p(-two)) == pytest.approx(0.025, rel=1e-6)
    assert math.exp(total * math.log1p(-one)) == pytest.approx(0.05, rel=1e-6)
    assert two == pytest.approx(clopper_pearson_interval(0, total).high, rel=1e-9)


@pytest.mark.parametrize(("events", "total"), [(-1, 3), (4, 3), (0, 0), (0, -2)])
def test_impossible_counts_are_refused_in_one_line(events: int, total: int) -> None:
    for interval in (wilson_interval, clopper_pearson_interval):
        with pytest.raises(ValueError, match=f"{events} of {total} is no share"):
            interval(events, total)


@pytest.mark.parametrize("confidence", [0, 1, 95, math.nan])
def test_impossible_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence level"):
        wilson_interval(1, 2, confidence)
