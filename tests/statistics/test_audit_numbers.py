"""The arithmetic of the audit: against enumeration, against base R where its numbers stand beside the project."""

import csv
import itertools
import json
import math
import statistics
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.statistics import p_value
from generator.statistics.change_spread import spread_from_correlation, spread_from_p
from generator.statistics.denominators import denominators
from generator.statistics.dispersion import largest_deviation, smallest_deviation
from generator.statistics.granularity import (
    deviation_is_possible,
    deviation_of_shares_is_possible,
    mean_can_fail,
    mean_is_possible,
)
from generator.statistics.percentage import counts_that_fit, percentage_fits
from generator.statistics.printed import span

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "audit"


def squared(values: tuple[int, ...]) -> Fraction:
    n, total = len(values), sum(values)
    return (sum(value * value for value in values) - Fraction(total * total, n)) / (n - 1)


def printed_mean_and_deviation(values: list[int], decimals: int) -> tuple[Decimal, Decimal]:
    unit = Decimal(1).scaleb(-decimals)
    mean = Decimal(sum(values)) / len(values)
    return mean.quantize(unit), Decimal(repr(statistics.stdev(values))).quantize(unit)


@settings(max_examples=150, deadline=None)
@given(
    values=st.lists(st.integers(0, 100), min_size=2, max_size=60),
    decimals=st.integers(1, 3),
)
def test_a_sample_that_exists_is_never_called_impossible(values: list[int], decimals: int) -> None:
    mean, deviation = printed_mean_and_deviation(values, decimals)
    assert mean_is_possible(mean, len(values))
    assert deviation_is_possible(mean, deviation, len(values), low=Fraction(0), high=Fraction(100))
    assert deviation_is_possible(mean, deviation, len(values))


def test_every_answer_for_small_samples_is_that_of_complete_enumeration() -> None:
    for n, high in ((2, 4), (3, 3), (4, 3), (5, 2)):
        samples = list(itertools.combinations_with_replacement(range(high + 1), n))
        for mean_text, deviation_text in itertools.product(range(0, 41, 3), range(0, 31, 1)):
            mean, deviation = Decimal(mean_text) / 10, Decimal(deviation_text) / 10
            near = span(deviation)
            exists = any(
                Fraction(sum(sample), n) in span(mean)
                and max(Fraction(0), near.low) ** 2 <= squared(sample) <= near.high**2
                for sample in samples
            )
            found = deviation_is_possible(mean, deviation, n, low=Fraction(0), high=Fraction(high))
            assert found == exists, (n, high, mean, deviation)


@pytest.mark.parametrize("deviation", ["0.01", "31.17", "49.13", "50.40", "50.43", "50.44"])
def test_sixty_people_on_a_long_scale_take_less_than_a_second(deviation: str) -> None:
    start = time.process_time()
    deviation_is_possible(
        Decimal("50.02"), Decimal(deviation), 60, low=Fraction(0), high=Fraction(100)
    )
    assert time.process_time() - start < 1


def test_a_scale_of_half_points_has_a_finer_grain() -> None:
    assert not mean_is_possible(Decimal("2.33"), 4)
    assert not mean_is_possible(Decimal("2.33"), 4, Fraction(1, 2))
    assert mean_is_possible(Decimal("2.38"), 4, Fraction(1, 2))
    assert not mean_is_possible(Decimal("2.38"), 4)


def test_where_the_test_cannot_fail_it_says_so() -> None:
    assert not mean_can_fail(Decimal("9.5"), 10)
    assert mean_can_fail(Decimal("28.33"), 10)
    assert all(mean_is_possible(Decimal(tenth) / 10, 10) for tenth in range(400))


def test_shares_and_their_deviations() -> None:
    assert deviation_of_shares_is_possible(Decimal("0.53"), Decimal("0.50"), 1683)
    assert not deviation_of_shares_is_possible(Decimal("0.5"), Decimal("0.3"), 10)
    assert largest_deviation(0.5, 0, 1, 10) == pytest.approx(statistics.stdev([0] * 5 + [1] * 5))


def test_deviations_between_ends() -> None:
    assert largest_deviation(5, 0, 10, 4) == pytest.approx(statistics.stdev([0, 0, 10, 10]))
    assert smallest_deviation(0, 10, 5) == pytest.approx(statistics.stdev([0, 5, 5, 5, 10]))


@given(total=st.integers(1, 300), data=st.data(), decimals=st.integers(0, 2))
def test_a_percentage_of_a_count_always_fits_it(
    total: int, data: st.DataObject, decimals: int
) -> None:
    events = data.draw(st.integers(0, total))
    printed = (Decimal(100 * events) / total).quantize(Decimal(1).scaleb(-decimals))
    assert percentage_fits(events, total, printed)
    assert events in counts_that_fit(total, printed)
    assert total in denominators(events, printed, total)


def test_the_percentage_of_the_trial_of_fifteen_fits_fourteen() -> None:
    assert denominators(10, Decimal("71.4"), 30) == (14,)


def test_tables_with_nothing_or_everything_have_nothing_to_compare() -> None:
    assert p_value.fisher_p(0, 5, 0, 7) == 1
    assert p_value.chi_squared_p(5, 5, 7, 7) == 1
    assert p_value.fisher_p(10, 10, 0, 10) == pytest.approx(2 / math.comb(20, 10))


@pytest.mark.parametrize("table", [(3, 2, 1, 4), (-1, 4, 1, 4), (0, 0, 1, 4)])
def test_what_is_no_table_is_refused(table: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no table"):
        p_value.fisher_p(*table)


def test_the_pilot_s_p_implies_a_correlation_of_0_71() -> None:
    assert p_value.implied_correlation(28, 15.4, 9.5, 8.5, 10, 0.0005) == pytest.approx(
        0.71, abs=0.005
    )


if REFERENCE.exists():

    def rows(name: str) -> list[dict[str, str]]:
        with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def test_means_and_deviations_match_the_enumerated_vectors() -> None:
        found = rows("grim-grimmer.csv")
        assert len(found) > 200
        for row in found:
            mean, deviation, n = Decimal(row["mean"]), Decimal(row["sd"]), int(row["n"])
            low, high = Fraction(row["scale_min"]), Fraction(row["scale_max"])
            assert mean_is_possible(mean, n) == (row["grim"] == "true"), row
            if row["grimmer_unbounded"]:
                assert deviation_is_possible(mean, deviation, n) == (
                    row["grimmer_unbounded"] == "true"
                ), row
                bounded = deviation_is_possible(mean, deviation, n, low=low, high=high)
                assert bounded == (row["grimmer_bounded"] == "true"), row

    def test_percentages_match_the_vectors() -> None:
        found = rows("percent-count.csv")
        assert len(found) > 100
        for row in found:
            events, total, printed = int(row["x"]), int(row["n"]), Decimal(row["percent"])
            counts = ";".join(map(str, counts_that_fit(total, printed)))
            assert percentage_fits(events, total, printed) == (row["consistent"] == "true"), row
            assert counts == row["counts_that_fit"].replace(" ", ";"), row

    def p_values(row: dict[str, Any]) -> dict[str, float]:  # noqa: PLR0911 - one answer a kind
        """Work a row of the reference out again, under its own names."""
        kind = row["kind"]
        if kind == "implied_correlation":
            figures = (row["mean1"], row["sd1"], row["mean2"], row["sd2"], row["n"], row["p"])
            change = spread_from_p(row["mean2"] - row["mean1"], row["n"], row["p"])
            return {"sd_change": change, "r": p_value.implied_correlation(*figures)}
        if kind == "two_by_two":
            table = (row["x1"], row["n1"], row["x2"], row["n2"])
            return {
                "fisher_p": p_value.fisher_p(*table),
                "pearson_chi2_p": p_value.chi_squared_p(*table),
                "yates_chi2_p": p_value.chi_squared_p(*table, corrected=True),
            }
        if kind == "two_sample_t":
            figures = (row["mean1"], row["sd1"], row["n1"], row["mean2"], row["sd2"], row["n2"])
            student, welch = p_value.student_t_test(*figures), p_value.welch_t_test(*figures)
            return {
                "student_t": student.t,
                "student_p": student.p,
                "welch_t": welch.t,
                "welch_df": welch.df,
                "welch_p": welch.p,
            }
        if kind == "paired_t_from_correlation":
            change = spread_from_correlation(row["sd1"], row["sd2"], row["r"])
            return {"sd_change": change}
        if kind == "smallest_two_sided_p":
            return {
                "sign_test": p_value.smallest_signed_rank_p(row["n"]),
                "wilcoxon_signed_rank_exact": p_value.smallest_signed_rank_p(row["n"]),
            }
        if kind == "smallest_two_sided_p_rank_sum":
            # No rule asks for it.
            return {}
        if kind == "p_from_ci":
            figures = (row["estimate"], row["ci_low"], row["ci_high"])
            return {"p": p_value.p_from_interval(*figures, ratio=row["log_scale"])}
        return {"sd_sample": largest_deviation(row["proportion"], 0, 1, row["n"])}

    def test_p_values_and_correlations_match_base_r() -> None:
        found = json.loads((REFERENCE / "p-values.json").read_text(encoding="utf-8"))
        assert len(found) > 30
        for row in found:
            for name, value in p_values(row).items():
                assert value == pytest.approx(row[name], rel=1e-6), (name, row)

    def test_the_published_example_sets_agree() -> None:
        sets = {
            item["set"]: item["rows"]
            for item in json.loads((REFERENCE / "scrutiny-pigs.json").read_text())["sets"]
        }
        for row in sets["pigs1"]:
            assert mean_is_possible(Decimal(row["x"]), int(row["n"])) == (row["grim"] == "TRUE"), (
                row
            )
        for row in sets["pigs2"]:
            assert bool(counts_that_fit(int(row["n"]), Decimal(row["x"]))) == (
                row["grim_percent"] == "TRUE"
            ), row
        for row in sets["pigs3"]:
            figures = (Decimal(row["x"]), Decimal(row["sd"]), int(row["n"]))
            assert deviation_of_shares_is_possible(*figures) == (row["debit"] == "TRUE"), row
        for row in sets["pigs5"]:
            figures = (Decimal(row["x"]), Decimal(row["sd"]), int(row["n"]))
            assert deviation_is_possible(*figures) == (row["grimmer_scrutiny"] == "TRUE"), row
