"""An effect as printed: its interval, or the error behind its p value, at the level it states."""

import dataclasses
import math
from typing import Any

import pytest
from made_up import Made, compared, count, number

from generator.model.study_setting import Clusters
from generator.synthesis.figure import Figure
from generator.synthesis.printed_effect import printed_effect

GROUPS = {"on": ("alphaone", 20), "pill": ("sugar-pill", 12)}
Z, Z_90 = 1.959964, 1.644854
# The quantile of t on 30 degrees of freedom of a two-sided p of 0.05, from printed tables.
T_30 = 2.042272


def effect(made: Made, name: str, value: str | None, **fields: Any) -> Figure | None:
    groups = fields.pop("groups", GROUPS)
    clusters = fields.pop("clusters", None)
    row = compared("on", "pill", name, value, **fields)
    return printed_effect(made.trial("trial", groups, [row], clusters=clusters), row)


def known(made: Made, name: str, value: str, **fields: Any) -> Figure:
    figure = effect(made, name, value, **fields)
    assert figure is not None
    return figure


def test_an_interval_stands_as_printed(made: Made) -> None:
    figure = known(made, "hazard-ratio", "0.5", ci_low="0.25", ci_high="1.0", adjusted=True)
    assert (figure.value, figure.low, figure.high) == (0.5, 0.25, 1.0)
    assert figure.error == pytest.approx(math.log(4) / (2 * Z))
    assert (figure.origin, figure.effect, figure.adjusted) == ("reported", "hazard-ratio", True)


def test_a_90_percent_interval_becomes_one_of_95(made: Made) -> None:
    limits = {"ci_low": f"{3 - Z_90:.6f}", "ci_high": f"{3 + Z_90:.6f}"}
    figure = known(made, "mean-difference", "3", **limits, interval_kind="90% CI")
    assert (figure.low, figure.high) == pytest.approx((3 - Z, 3 + Z), abs=1e-5)
    assert figure.error == pytest.approx(1, abs=1e-5)
    assert figure.origin == "computed"
    assert "printed 90 % interval" in figure.how


def test_the_error_of_a_ratio_follows_from_p_by_the_normal_distribution(made: Made) -> None:
    figure = known(made, "risk-ratio", "0.5", p="0.05")
    assert figure.error == pytest.approx(math.log(2) / Z, rel=1e-6)
    assert figure.high == pytest.approx(1, abs=1e-6)
    assert figure.low == pytest.approx(0.25, abs=1e-6)
    assert figure.how.endswith("interval worked back from p = 0.05")


def test_the_error_of_a_mean_difference_follows_from_p_by_t(made: Made) -> None:
    figure = known(made, "mean-difference", "-4", p="0.05")
    assert figure.error == pytest.approx(4 / T_30, rel=1e-6)


@pytest.mark.parametrize("size", [("alphaone", None), ("alphaone", 1)])
def test_without_the_sizes_of_both_groups_t_has_no_degrees_of_freedom(
    made: Made, size: Any
) -> None:
    groups = {"on": size, "pill": ("sugar-pill", None if size[1] is None else 1)}
    figure = known(made, "mean-difference", "-4", p="0.05", groups=groups)
    assert (figure.error, figure.low, figure.origin) == (None, None, "reported")


@pytest.mark.parametrize("p", ["<0.05", "0", "1"])
def test_a_bound_of_p_and_no_p_at_all_tell_no_error(made: Made, p: str) -> None:
    assert known(made, "risk-ratio", "0.5", p=p).error is None


def test_no_difference_tells_no_error_whatever_its_p(made: Made) -> None:
    assert known(made, "risk-ratio", "1", p="0.9").error is None
    assert known(made, "mean-difference", "0", p="0.9").error is None


def test_limits_of_no_stated_level_are_no_interval_and_p_stands_for_the_error(
    made: Made,
) -> None:
    limits = {"ci_low": "0.4", "ci_high": "0.6", "interval_kind": "range"}
    bare = known(made, "risk-ratio", "0.5", **limits)
    assert (bare.low, bare.high, bare.error) == (None, None, None)
    assert "no interval of a stated level" in bare.how
    with_p = known(made, "risk-ratio", "0.5", p="0.05", **limits)
    assert with_p.error == pytest.approx(math.log(2) / Z, rel=1e-6)


def test_one_limit_alone_is_kept_and_tells_no_error(made: Made) -> None:
    figure = known(made, "risk-ratio", "0.5", ci_low="0.4")
    assert (figure.low, figure.high, figure.error) == (0.4, None, None)


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        ("0", {}),
        ("0.5", {"ci_low": "0", "ci_high": "2"}),
        (None, {"ci_low": "0.2", "ci_high": "2"}),
    ],
)
def test_a_ratio_of_0_has_no_place_on_a_scale(made: Made, value: str | None, limits: Any) -> None:
    assert effect(made, "risk-ratio", value, **limits) is None


def test_a_difference_of_0_has_one(made: Made) -> None:
    figure = known(made, "mean-difference", "0", ci_low="-1", ci_high="1")
    assert figure.error == pytest.approx(1 / Z, rel=1e-6)


def test_limits_printed_alike_make_no_study_infinitely_sure(made: Made) -> None:
    figure = known(made, "risk-ratio", "0.5", ci_low="0.5", ci_high="0.5")
    assert figure.error is None


def test_clusters_widen_a_printed_interval_unless_the_source_allowed_for_them(
    made: Made,
) -> None:
    clusters = Clusters(number=count(10), size=number("11"), icc=number("0.1"))
    limits = {"ci_low": f"{3 - Z:.6f}", "ci_high": f"{3 + Z:.6f}", "clusters": clusters}
    wider = known(made, "mean-difference", "3", **limits)
    assert wider.error == pytest.approx(math.sqrt(2), abs=1e-5)
    assert (wider.low, wider.high) == pytest.approx(
        (3 - Z * math.sqrt(2), 3 + Z * math.sqrt(2)), abs=1e-5
    )
    as_printed = known(made, "mean-difference", "3", **limits, clusters_counted=True)
    assert as_printed.error == pytest.approx(1, abs=1e-5)
    assert as_printed.origin == "reported"


def test_a_measure_that_the_record_does_not_know_goes_by_its_name(made: Made) -> None:
    row = compared("on", "pill", "other", "2", ci_low="1", ci_high="4", effect_name="ratio of medians", effect_scale="ratio")  # fmt: skip
    study = made.trial("trial", GROUPS, [row])
    figure = printed_effect(study, row)
    assert figure is not None
    assert (figure.effect, figure.scale) == ("ratio of medians", "ratio")
    assert printed_effect(study, dataclasses.replace(row, effect_scale=None)) is None
