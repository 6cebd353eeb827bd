"""The criteria of response in myositis: edges, attainable intervals, scales, enzymes, published verdicts."""

import csv
import itertools
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.instruments.myositis.core_set import (
    Measure,
    ScaleError,
    check_belongs,
    instrument_named,
)
from generator.instruments.myositis.core_set_change import (
    Change,
    change_between,
    change_in_percent,
    most_abnormal,
    one_for_each_measure,
)
from generator.instruments.myositis.exact_number import exact, in_decimals
from generator.instruments.myositis.imacs_definition import (
    Verdict,
    imacs_improvement,
    imacs_of_changes,
    verdict_of_lists,
)
from generator.instruments.myositis.total_improvement_score import (
    LEVELS,
    THRESHOLDS,
    Category,
    Criteria,
    category_of,
    improvement_points,
    total_improvement,
)

REFERENCE = Path(__file__).parents[4] / "shared" / "reference" / "tis"
NAMES = {"DGA": "physician_global", "PGA": "patient_global", "HAQ": "function", "CK": "enzyme_or_quality_of_life",
         "EXM": "extramuscular"}  # fmt: skip
percents = st.decimals(-100, 100, places=4)
some_measures = st.dictionaries(st.sampled_from(Measure), percents)
all_measures = st.fixed_dictionaries(dict.fromkeys(Measure, percents))


@pytest.mark.parametrize(
    ("measure", "edges"),
    [
        ("physician_global", ["5", "7.5", "15", "15", "25", "17.5", "40", "20"]),
        ("patient_global", ["5", "2.5", "15", "5", "25", "7.5", "40", "10"]),
        ("strength", ["2", "10", "10", "20", "20", "27.5", "30", "32.5"]),
        ("function", ["5", "5", "15", "7.5", "25", "7.5", "40", "10"]),
        ("enzyme_or_quality_of_life", ["5", "2.5", "15", "5", "25", "7.5", "40", "7.5"]),
        ("extramuscular", ["5", "7.5", "15", "12.5", "25", "15", "40", "20"]),
    ],
)
def test_points_begin_above_their_cut(measure: str, edges: list[str]) -> None:
    below = "0"
    for cut, points in zip(edges[::2], edges[1::2], strict=True):
        assert improvement_points(measure, cut) == Decimal(below)
        assert improvement_points(measure, f"{cut}.{'0' * 25}1") == Decimal(points)
        below = points


@pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference numbers do not stand beside the project"
)
def test_every_edge_of_the_reference_table() -> None:
    with (REFERENCE / "level-points.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 96
    for row in rows:
        found = improvement_points(row["measure"], row["absolute_percent_improvement"])
        assert found == Decimal(row["points"]), row


@pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference numbers do not stand beside the project"
)
def test_the_table_and_the_thresholds_are_those_of_the_reference() -> None:
    table = json.loads((REFERENCE / "acr-eular-2016-tis.json").read_text(encoding="utf-8"))
    for row in table["measures"]:
        levels = LEVELS[Measure(row["id"])]
        assert list(levels.cuts) == row["cuts_percent"]
        assert list(levels.points) == [Decimal(str(points)) for points in row["points"]]
    for criteria, thresholds in THRESHOLDS.items():
        named = {name.split()[0]: int(value) for name, value in thresholds.items()}
        assert named == {
            name: value
            for name, value in table["thresholds"][criteria].items()
            if name != "seen_in"
        }


@pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference numbers do not stand beside the project"
)
def test_nine_published_verdicts() -> None:
    published = json.loads((REFERENCE / "imacs-doi-published.json").read_text(encoding="utf-8"))[
        "patients"
    ]
    found = {
        row["patient"]: verdict_of_lists(
            [NAMES[name] for name in row["improved_20_percent"]],
            [NAMES[name] for name in row["worsened_30_percent"]],
        )
        for row in published
    }
    assert len(found) == 9
    assert found == {row["patient"]: row["outcome"] for row in published}


def test_the_thresholds_are_reached_by_their_own_value() -> None:
    for criteria, thresholds in THRESHOLDS.items():
        for category, threshold in thresholds.items():
            assert category_of(threshold, criteria) is category
            assert category_of(threshold - Decimal("2.5"), criteria) is not category
    assert category_of(Decimal("17.5")) is Category.NONE


@given(all_measures)
def test_a_score_is_between_0_and_100_in_steps_of_two_and_a_half(
    given_percents: dict[Measure, Decimal],
) -> None:
    total = total_improvement(given_percents)
    assert total.score is not None
    assert 0 <= total.score <= 100
    assert total.score % Decimal("2.5") == 0
    assert total.score == total.low == total.high == sum(total.points.values())
    assert total.category is category_of(total.score)


@given(all_measures, st.sampled_from(Measure), st.decimals(0, 200, places=3))
def test_more_improvement_never_lowers_a_score(
    given_percents: dict[Measure, Decimal], measure: Measure, more: Decimal
) -> None:
    better = {**given_percents, measure: given_percents[measure] + more}
    assert total_improvement(better).low >= total_improvement(given_percents).low


@given(some_measures, all_measures, st.sampled_from(Criteria))
def test_the_interval_holds_the_score_whatever_is_missing(
    seen: dict[Measure, Decimal], unseen: dict[Measure, Decimal], criteria: Criteria
) -> None:
    partial, whole = (
        total_improvement(seen, criteria),
        total_improvement({**unseen, **seen}, criteria),
    )
    assert whole.score is not None
    assert partial.low <= whole.score <= partial.high
    assert whole.category in partial.possible
    assert (partial.score is None) == (partial.category is None) == (len(seen) < 6)
    assert partial.missing == tuple(measure for measure in Measure if measure not in seen)


def test_with_nothing_seen_everything_is_attainable() -> None:
    nothing = total_improvement({"strength": None})
    assert (nothing.score, nothing.low, nothing.high) == (None, 0, 100)
    assert nothing.possible == tuple(Category)


def test_a_category_no_sum_can_reach_is_not_possible() -> None:
    best = {name: 100 for name in Measure if name is not Measure.ENZYME_OR_QUALITY_OF_LIFE}
    assert total_improvement(best).possible == (Category.MAJOR,)
    assert total_improvement(dict.fromkeys(list(Measure)[:5], 0)).possible == (
        Category.NONE,
        Category.MINIMAL,
    )


@pytest.mark.parametrize(
    ("name", "baseline", "follow_up", "given_scale", "percent"),
    [
        ("physician-global", "7.2", "3.1", {"scale": 10}, "41"),
        ("patient-global", "64", "59", {"scale": 100}, "5"),
        ("mmt8", "120", "138", {"scale": 150}, "12"),
        ("mmt8", "64", "72", {"scale": 80}, "10"),
        ("mmt8", "72", "64", {"scale": 80}, "-10"),
        ("cmas", "26", "39", {}, "25"),
        ("haq", "1.500", "1.350", {}, "5"),
        ("chaq", "0.5", "1.25", {}, "-25"),
        ("das", "14", "9", {}, "25"),
        ("ck", "2400", "900", {"upper_limit": 200}, "50"),
        ("aldolase", "24", "6", {"upper_limit": "7.5"}, "40"),
        ("ast", "120", "84", {"upper_limit": 40}, "30"),
        ("chq-phs", "30", "39", {"scale": 60}, "15"),
        ("extramuscular", "5", "2.5", {"scale": 10}, "25"),
    ],
)
def test_a_change_is_a_share_of_the_scale(
    name: str, baseline: str, follow_up: str, given_scale: dict[str, Any], percent: str
) -> None:
    assert change_between(name, baseline, follow_up, **given_scale).absolute_percent == Fraction(
        percent
    )


def test_no_edge_is_lost_to_rounding() -> None:
    # In floats 100 x (0.3 - 0.15) / 3 and 100 x (1.15 - 1.0) / 3 lie beside 5.
    for baseline, follow_up in (("0.3", "0.15"), (0.3, 0.15), ("1.15", "1.00"), (1.15, 1.0)):
        change = change_between("haq", baseline, follow_up)
        assert change.absolute_percent == 5
        assert improvement_points("function", change.absolute_percent) == 0


@pytest.mark.parametrize(
    ("name", "values", "given_scale", "seen"),
    [
        ("haq", ("3.1", "1"), {}, "has a baseline of 3.1"),
        ("haq", ("1", "-0.1"), {}, "has a follow-up of -0.1"),
        ("mmt8", ("70", "75"), {}, "has no scale"),
        ("mmt8", ("70", "75"), {"scale": 100}, "has the scale 100"),
        ("physician-global", ("7", "3"), {}, "has no scale"),
        ("physician-global", ("64", "30"), {"scale": 10}, "has a baseline of 64"),
        ("chq-phs", ("30", "40"), {}, "has no scale"),
        ("chq-phs", ("30", "140"), {"scale": 60}, "changes by 110"),
        ("ck", ("30", "40"), {}, "has no upper limit of normal"),
        ("ck", ("30", "40"), {"upper_limit": 200, "scale": 3000}, "has a scale"),
        ("ck", ("30", "40"), {"upper_limit": 0}, "has an upper limit of normal of 0"),
        ("ck", ("-30", "40"), {"upper_limit": 200}, "has a baseline of -30"),
        (
            "haq",
            ("1", "2"),
            {"upper_limit": 40},
            "has an upper limit of normal, and HAQ is no enzyme",
        ),
        ("strength", ("1", "2"), {}, "has values, and muscle strength is a measure"),
        ("grip", ("1", "2"), {}, "is 'grip'"),
        ("haq", ("1,5", "2"), {}, "has a baseline that cannot be read: '1,5'"),
        ("haq", (float("nan"), "2"), {}, "has a baseline that cannot be read: nan"),
        ("haq", (Decimal("Infinity"), "2"), {}, "has a baseline that cannot be read: Infinity"),
        ("haq", (True, "2"), {}, "has a baseline that is a yes or no"),
    ],
)
def test_a_value_off_its_scale_is_told_with_what_was_expected(
    name: str, values: tuple[Any, Any], given_scale: dict[str, Any], seen: str
) -> None:
    with pytest.raises(ScaleError) as told:
        change_between(name, *values, **given_scale)
    assert told.value.seen.startswith(seen)
    assert told.value.expected
    assert told.value.remedy.endswith(".")


@pytest.mark.parametrize("text", ["1e3", "1_000", "٣", "1/3", "", "nan", "--1", "1.2.3", "9" * 31])
def test_only_plain_decimals_are_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="is no number"):
        exact(text)


@given(st.decimals(-1000, 1000, places=8))
def test_numbers_are_read_and_shown_exactly(number: Decimal) -> None:
    assert exact(f"{number:f}") == Fraction(number)
    assert Decimal(in_decimals(Fraction(number))) == number
    assert exact(str(number).replace("-", "−") if "E" not in str(number) else number) == Fraction(
        number
    )


def test_percentages_of_a_scale_end_at_a_hundred_but_enzymes_have_no_top() -> None:
    with pytest.raises(ScaleError, match="-100 to 100"):
        change_in_percent("strength", absolute="101")
    with pytest.raises(ScaleError, match="-100 to 100"):
        change_in_percent("chq-phs", absolute="101")
    with pytest.raises(ScaleError, match="at most 100"):
        change_in_percent("ck", relative="100.01")
    assert change_in_percent("mmt8", relative=150).relative_percent == 150
    assert change_in_percent("enzyme_or_quality_of_life", absolute="140").absolute_percent == 140
    assert change_between("ck", 9000, 100, upper_limit=200).absolute_percent == Fraction(8900, 30)


def test_the_most_abnormal_enzyme_is_so_by_its_limit_not_its_value() -> None:
    ck = change_between("ck", 300, 100, upper_limit=200)
    ast = change_between("ast", 120, 60, upper_limit=40)
    for enzymes in itertools.permutations([ck, ast]):
        assert most_abnormal(enzymes) is ast
        assert one_for_each_measure(enzymes)[Measure.ENZYME_OR_QUALITY_OF_LIFE] is ast


def test_the_most_abnormal_enzyme_counts_even_where_its_follow_up_is_missing() -> None:
    ck = change_between("ck", 3000, None, upper_limit=200)
    ldh = change_between("ldh", 300, 200, upper_limit=250)
    chosen = one_for_each_measure([ldh, ck])
    assert chosen[Measure.ENZYME_OR_QUALITY_OF_LIFE] is ck
    assert ck.absolute_percent is None


@pytest.mark.parametrize(
    "changes",
    [
        [
            change_between("ck", 400, 100, upper_limit=200),
            change_between("ast", 80, 40, upper_limit=40),
        ],
        [change_between("ck", 400, 100, upper_limit=200), change_in_percent("ast", absolute=10)],
        [
            change_between("ck", 400, 100, upper_limit=200),
            change_between("ck", 300, 100, upper_limit=200),
        ],
        [change_between("mmt8", 70, 75, scale=80), change_between("cmas", 30, 40)],
        [
            change_between("ck", 400, 100, upper_limit=200),
            change_between("chq-phs", 30, 40, scale=60),
        ],
    ],
)
def test_where_two_could_count_nobody_guesses(changes: list[Change]) -> None:
    with pytest.raises(ScaleError) as told:
        one_for_each_measure(changes)
    assert told.value.about in {change.instrument.id for change in changes}


def test_instruments_belong_to_adults_or_to_children() -> None:
    for name, juvenile in (
        ("haq", True),
        ("chaq", False),
        ("cmas", False),
        ("das", False),
        ("chq-phs", False),
    ):
        with pytest.raises(ScaleError):
            check_belongs(instrument_named(name), juvenile=juvenile)
        check_belongs(instrument_named(name), juvenile=not juvenile)
    for juvenile in (True, False):
        check_belongs(instrument_named("MMT8"), juvenile=juvenile)


def test_only_ranges_that_were_used_and_never_seen_rest_on_memory() -> None:
    assert change_between("mmt8", 100, 120, scale=150).rests_on_memory
    assert not change_between("mmt8", 70, 75, scale=80).rests_on_memory
    assert change_between("aldolase", 20, 10, upper_limit="7.5").rests_on_memory
    assert change_between("das", 14, 9).rests_on_memory
    assert not change_between("ck", 2000, 100, upper_limit=200).rests_on_memory
    assert not change_in_percent("mmt8", absolute=5).rests_on_memory


def improvements(*values: int | str) -> dict[Measure, int | str]:
    return dict(zip(Measure, values, strict=True))


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((20, 20, 0, 20, 0, 0), Verdict.IMPROVED),
        ((20, 20, 0, "19.9999", 0, 0), Verdict.UNCHANGED),
        ((20, 20, 0, 20, -25, -25), Verdict.IMPROVED),
        ((20, 20, -25, 20, 0, 0), Verdict.UNCHANGED),
        ((20, 20, "-24.9999", 20, 0, 0), Verdict.IMPROVED),
        ((20, -25, 20, 20, -25, -25), Verdict.WORSE),
        ((-25, -25, -25, 0, 0, 0), Verdict.WORSE),
        ((-25, -25, "-24.9999", 0, 0, 0), Verdict.UNCHANGED),
    ],
)
def test_the_definition_at_its_edges(values: tuple[int | str, ...], verdict: Verdict) -> None:
    assert imacs_improvement(improvements(*values)).verdict is verdict


def test_the_cut_of_worsening_is_a_parameter() -> None:
    values = improvements(-25, -27, 0, -29, 0, 0)
    assert imacs_improvement(values).verdict is Verdict.WORSE
    assert imacs_improvement(values, worsened_from=30).verdict is Verdict.UNCHANGED
    with pytest.raises(ScaleError):
        imacs_improvement(values, worsened_from=-25)


def test_a_missing_measure_matters_only_where_it_could_change_the_verdict() -> None:
    clear = {"physician_global": 30, "patient_global": 30, "function": 30, "strength": 0}
    assert imacs_improvement(clear).verdict is Verdict.IMPROVED
    without_strength = {"physician_global": 30, "patient_global": 30, "function": 30}
    found = imacs_improvement(without_strength)
    assert found.verdict is Verdict.UNDETERMINED
    assert found.possible == (Verdict.IMPROVED, Verdict.UNCHANGED, Verdict.WORSE)
    assert set(found.open_measures) == set(Measure) - {Measure(name) for name in without_strength}


@given(some_measures, all_measures)
def test_a_verdict_given_early_is_the_verdict_of_all_six(
    seen: dict[Measure, Decimal], unseen: dict[Measure, Decimal]
) -> None:
    early, late = imacs_improvement(seen), imacs_improvement({**unseen, **seen})
    assert late.verdict in early.possible
    assert early.verdict in {Verdict.UNDETERMINED, late.verdict}
    assert late.verdict is not Verdict.UNDETERMINED


def test_from_a_baseline_of_0_no_percentage_is_formed() -> None:
    rest = [
        change_in_percent(name, relative=30)
        for name in ("physician-global", "patient-global", "mmt8")
    ]
    counted = one_for_each_measure(
        [*rest, change_between("haq", 0, 1), change_between("ck", 0, 0, upper_limit=200)]
    )
    found = imacs_of_changes(counted)
    assert counted[Measure.FUNCTION].relative_percent is None
    assert found.open_measures[Measure.FUNCTION].startswith("its baseline is 0")
    assert Measure.ENZYME_OR_QUALITY_OF_LIFE not in found.open_measures
    assert found.verdict is Verdict.IMPROVED


def test_instruments_of_another_core_set_do_not_count_for_imacs() -> None:
    found = imacs_of_changes(one_for_each_measure([change_between("das", 20, 0)]))
    assert found.improved == ()
    assert "DAS" in found.open_measures[Measure.EXTRAMUSCULAR]


def test_cmas_is_physical_function_in_the_imacs_core_set_and_strength_in_the_score() -> None:
    cmas = change_between("cmas", 20, 40)
    assert list(one_for_each_measure([cmas])) == [Measure.STRENGTH]
    found = imacs_of_changes(one_for_each_measure([cmas]))
    assert found.improved == (Measure.FUNCTION,)
    assert "CMAS" in found.open_measures[Measure.STRENGTH]
    by_imacs = one_for_each_measure([change_between("mmt8", 60, 60, scale=80), cmas], imacs=True)
    assert by_imacs[Measure.FUNCTION] is cmas
    assert imacs_of_changes(by_imacs).improved == (Measure.FUNCTION,)


@pytest.mark.parametrize(
    ("chaq", "improved", "is_open"), [(1, (Measure.FUNCTION,), False), (2, (), True)]
)
def test_where_cmas_and_chaq_go_different_ways_function_is_open(
    chaq: int, improved: tuple[Measure, ...], *, is_open: bool
) -> None:
    changes = [change_between("cmas", 20, 40), change_between("chaq", 2, chaq)]
    found = imacs_of_changes(one_for_each_measure(changes))
    assert found.improved == improved
    assert (Measure.FUNCTION in found.open_measures) is is_open
