"""What a relative effect means for 1,000 people, and for how many one more benefits."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from trials_reference import Answers, Row, judge

from generator.statistics import difference as shares
from generator.statistics.absolute_effect import (
    Absolute,
    ControlRisk,
    Effect,
    Measure,
    absolute_effect,
    delta_interval,
    risk_difference,
    uncertain_absolute_effect,
    uncertain_delta,
)
from generator.statistics.effect_comparison import risk_differences
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.number_needed import number_needed, number_needed_at
from generator.statistics.proportion import Interval


def effect_of(row: Row) -> Effect:
    return Effect(row["measure"], row["est"], row["lo"], row["hi"])


def per_1000(interval: Interval) -> list[float]:
    return [1000 * limit for limit in interval]


def at_a_known_risk(row: Row) -> Answers:
    effect, control = effect_of(row), row["p0"]
    absolute = absolute_effect(effect, control)
    difference, interval = absolute.per(1000)
    cut = absolute.cut
    return {
        "log_or_identity_se": effect.linear.se,
        "p1": absolute.risk,
        "p1_ci": absolute.risk_interval,
        "rd_per_1000": difference,
        "rd_per_1000_ci": interval,
        "rd_per_1000_ci_delta": per_1000(delta_interval(effect, control)),
        "p1_above_one": absolute.risk > 1,
        "p1_limit_above_one": max(absolute.risk_interval) > 1,
        "rd_per_1000_capped": cut.per(1000)[0],
        "rd_per_1000_ci_capped": cut.per(1000)[1],
        "meta_nnt": -1 / absolute.difference if absolute.difference else None,
    }


def at_an_uncertain_risk(row: Row) -> Answers:
    effect, control = effect_of(row), ControlRisk(row["x0"], row["n0"])
    limits = effect.linear.interval()
    if effect.measure != "RD":
        limits = Interval(*np.exp(limits))
    delta, exact = uncertain_delta(effect, control), uncertain_absolute_effect(effect, control)
    symmetric = effect._replace(low=limits.low, high=limits.high)
    return {
        "p0_mean": control.mean,
        "p0_sd": control.sd,
        "log_se": effect.linear.se,
        "rd_per_1000_at_means": 1000 * delta.estimate,
        "rd_per_1000_delta_se": 1000 * delta.se,
        "rd_per_1000_delta_ci": per_1000(delta.interval()),
        "rd_per_1000_median": exact.per(1000)[0],
        "rd_per_1000_ci": exact.per(1000)[1],
        "rd_per_1000_ci_if_p0_fixed": absolute_effect(symmetric, control.mean).per(1000)[1],
    }


def of_two_shares(row: Row) -> Answers:
    counts = row["x1"], row["n1"], row["x2"], row["n2"]
    halves = risk_differences(*([count] for count in counts))
    return {
        "rd": row["x1"] / row["n1"] - row["x2"] / row["n2"],
        "newcombe": shares.difference_interval(*counts),
        "newcombe_cc": shares.corrected_difference_interval(*counts),
        "wald": shares.wald_difference_interval(*counts),
        "agresti_caffo": shares.agresti_caffo_interval(*counts),
        "metafor_rd": float(halves.yi[0]),
        "metafor_rd_se": float(halves.vi[0]) ** 0.5,
    }


def of_numbers_needed(row: Row) -> Answers:
    absolute = absolute_effect(effect_of(row), row["p0"] or 0.0)
    answer = number_needed_at(absolute, event=row["event"])
    answers: Answers = {
        "benefit_per_person": answer.benefit,
        "benefit_limits": answer.limits,
        "nnt": answer.number,
        "nnt_rounded_up": answer.rounded_up,
        "kind": answer.kind,
        "crosses_zero": answer.crosses_zero,
        "touches_zero": answer.touches_zero,
    }
    for name, reach in (("nntb", answer.benefit_reach), ("nnth", answer.harm_reach)):
        if reach:
            answers |= {f"{name}_from": reach.nearest, f"{name}_to": reach.furthest}
    return answers


ANSWERS: dict[str, Callable[[Row], Answers]] = {
    "absolute-fixed": at_a_known_risk,
    "absolute-uncertain": at_an_uncertain_risk,
    "risk-difference": of_two_shares,
    "nnt": of_numbers_needed,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_absolute_effect_is_that_of_the_reference_numbers(name: str) -> None:
    judge(name, ANSWERS[name])


@pytest.mark.parametrize(
    ("answer", "published"),
    [
        # Cochrane Handbook, version 6, 15.4.4: a risk ratio of 0.92 and an odds ratio of 0.73 at 0.3.
        (lambda: -1000 * risk_difference("RR", 0.92, 0.3), 24),
        (lambda: number_needed(-0.024, Interval(-0.06, 0.018), event="bad").rounded_up, 42),
        (lambda: number_needed(-0.12, Interval(-0.2, -0.04), event="bad").rounded_up, 9),
        (lambda: number_needed(0.22, Interval(0.1, 0.3), event="good").rounded_up, 5),
        (lambda: -1 / risk_difference("OR", 0.73, 0.3), 16.2081128748),
        # R: meta::rd(0.72, 0.67, "HR", 0.55, 0.92), to its printed digits and more.
        (lambda: absolute_effect(ALTMAN, 0.33).difference, -0.0795038326),
        (lambda: absolute_effect(ALTMAN, 0.33).interval.low, -0.1323080347),
        (lambda: absolute_effect(ALTMAN, 0.33).interval.high, -0.0218131590),
        # Newcombe 1998, Table II, rows g and h.
        (lambda: shares.difference_interval(10, 10, 0, 20).low, 0.6791),
        (lambda: shares.difference_interval(10, 10, 0, 10).low, 0.6075),
    ],
)
def test_published_numbers_are_met(answer: Callable[[], float], published: float) -> None:
    assert answer() == pytest.approx(published, abs=5e-5 if abs(published) > 0.5 else 5e-10)


ALTMAN = Effect("HR", 0.72, 0.55, 0.92)


@pytest.mark.parametrize("measure", ["RR", "OR", "HR"])
@pytest.mark.parametrize("control", [0.0, 0.001, 0.3, 1.0])
def test_no_effect_makes_exactly_no_difference(measure: Measure, control: float) -> None:
    effect = Effect(measure, 1.0, 1.0, 2.0)
    absolute = absolute_effect(effect, control)
    assert sum(delta_interval(effect, control)) == pytest.approx(0)
    assert absolute.difference == absolute.interval.low == 0
    answer = number_needed_at(absolute, event="bad")
    assert (answer.kind, answer.number, answer.rounded_up) == ("none", None, None)
    assert answer.touches_zero
    assert not answer.crosses_zero
    assert answer.benefit_reach is None


@pytest.mark.parametrize("measure", ["RR", "OR", "HR"])
@pytest.mark.parametrize(
    ("estimate", "se", "events", "others"), [(0.2, 0.3, 5, 20), (1.4, 0.05, 30, 60)]
)
def test_a_well_known_control_risk_adds_nothing(
    measure: Measure, estimate: float, se: float, events: int, others: int
) -> None:
    effect = Effect(measure, estimate, *(estimate * math.exp(z * se) for z in (-1.96, 1.96)))
    many = ControlRisk(events * 1e6, (events + others) * 1e6)
    exact, carried = uncertain_absolute_effect(effect, many), absolute_effect(effect, many.mean)
    assert exact.difference == pytest.approx(carried.difference, abs=1e-3)
    assert exact.interval == pytest.approx(carried.interval, abs=1e-3)


def test_both_uncertainties_are_those_of_a_simulation() -> None:
    random = np.random.default_rng(15)
    effect, control = Effect("HR", 3.0, 1.0, 9.0), ControlRisk(5, 6)
    risks = random.beta(*control.shapes, 200_000)
    effects = np.exp(random.normal(effect.linear.estimate, effect.linear.se, 200_000))
    drawn = (1 - risks) - (1 - risks) ** effects
    exact = uncertain_absolute_effect(effect, control)
    for value, share in ((exact.interval.low, 0.025), (exact.difference, 0.5)):
        assert np.mean(drawn <= value) == pytest.approx(share, abs=0.004)
    assert np.mean(drawn <= exact.interval.high) == pytest.approx(0.975, abs=0.004)


@pytest.mark.parametrize("event", ["good", "bad"])
def test_a_risk_difference_needs_no_control_risk(event: str) -> None:
    effect = Effect("RD", -0.12, -0.2, -0.04)
    absolute = uncertain_absolute_effect(effect, ControlRisk(30, 100))
    assert absolute.interval == pytest.approx((-0.2, -0.04))
    assert delta_interval(effect, 0.3) == pytest.approx((-0.2, -0.04))
    answer = number_needed_at(absolute, event=event)  # type: ignore[arg-type]
    assert answer.kind == ("NNTB" if event == "bad" else "NNTH")
    assert (answer.benefit_reach is None) == (event == "good")
    assert (answer.harm_reach is None) == (event == "bad")


def test_a_risk_above_one_is_named_and_can_be_cut() -> None:
    absolute = absolute_effect(Effect("RR", 2.2, 1.1, 4.4), 0.9)
    assert absolute.impossible
    assert absolute.cut == Absolute(0.9, pytest.approx(0.1), pytest.approx((0.09, 0.1)))
    assert not absolute_effect(Effect("OR", 2.2, 1.1, 4.4), 0.9).impossible


@pytest.mark.parametrize(
    "unanswerable",
    [
        lambda: risk_difference("RR", 2, 1.1),
        lambda: risk_difference("RR", -0.1, 0.1),
        lambda: Effect("OR", 0.5, 0, 2).linear,
        lambda: ControlRisk(11, 10).mean,
        lambda: ControlRisk(0, 0).sd,
        lambda: uncertain_absolute_effect(Effect("OR", 1, 1, 1), ControlRisk(1, 10)),
        lambda: number_needed(0.1, Interval(0.2, 0.1), event="bad"),
    ],
)
def test_what_gives_no_answer_is_refused(unanswerable: Callable[[], object]) -> None:
    with pytest.raises(NoAnswerError):
        unanswerable()
