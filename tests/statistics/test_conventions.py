"""Predictions, rates and rare events as other programs have them, by the reference numbers for trials."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials_reference import Answers, Row, judge, judge_all, or_none, rows

from generator.statistics import effect_rate as rate
from generator.statistics import mantel_haenszel as sums
from generator.statistics.cumulant import Binomial, Poisson
from generator.statistics.effect import Effects, Floats, usable
from generator.statistics.glmm import fit_random_intercept
from generator.statistics.glmm_fixed_studies import Pair, fit_fixed_studies
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import pool_common, pool_random
from generator.statistics.prediction import Kind, Prediction, prediction
from generator.statistics.rare_events import Measure, Program, mantel_haenszel, study_effects
from generator.statistics.two_means import Difference

KINDS: tuple[Kind, ...] = ("t_km1", "t_km2", "normal")
PROGRAMS: tuple[Program, ...] = ("metafor", "meta", "revman")
MEASURES: tuple[Measure, ...] = ("RR", "OR", "RD")


def in_sets(name: str, key: str = "set") -> dict[str, list[Row]]:
    sets = defaultdict(list)
    for row in rows(name):
        sets[row[key]].append(row)
    return sets


def columns(members: Iterable[Row], *names: str) -> list[Floats]:
    return [np.array([float(row[name]) for row in members]) for name in names]


def difference(effects: Effects) -> Difference:
    return Difference(float(effects.yi[0]), math.sqrt(float(effects.vi[0])))


def of_a_new_setting(row: Row) -> Answers:
    yi, vi = columns(in_sets("prediction-data")[row["set"]], "yi", "vi")
    method, hartung_knapp = row["tau2_method"], row["interval"] == "HK"
    normal = pool_random(yi, vi, method, "z")
    tested = pool_random(yi, vi, method, "knha") if hartung_knapp else normal
    low, high = row["below"], row["above"]
    if row["scale"] == "log":
        low, high = math.log(low), math.log(high)
    answers: Answers = {
        "k": normal.k,
        "estimate": normal.estimate,
        "se": tested.se,
        "tau2": normal.tau2,
        "ci": tested.ci,
        "metafor_se": tested.se,
        "metafor_tau2": normal.tau2,
        "metafor_pi": tested.pi_t_km1 if hartung_knapp else tested.pi_z,
    }
    for kind in KINDS:
        if normal.k == 2 and kind == "t_km2":
            continue
        new = prediction(normal, kind)
        answers |= {
            "se_for_prediction": new.se,
            f"pi_{kind}": new.interval(),
            f"below_{kind}": new.below(low),
            f"above_{kind}": new.above(high),
            f"between_{kind}": new.between(low, high),
        }
    return answers


def of_two_rates(row: Row) -> Answers:
    figures = row["x1"], row["t1"], row["x2"], row["t2"]
    table = [[figure] for figure in figures]
    ratio, gap = difference(rate.log_rate_ratios(*table)), difference(rate.rate_differences(*table))
    seen = difference(rate.rate_differences_as_seen(*table))
    of_meta = difference(rate.rate_differences_of_meta(*table))
    exact = or_none(lambda: rate.exact_rate_ratio_interval(*figures))
    return {
        "log_irr": ratio.estimate,
        "log_irr_se": ratio.se,
        "meta_log_irr": ratio.estimate,
        "meta_log_irr_se": ratio.se,
        "irr": math.exp(ratio.estimate),
        "irr_ci_z": [math.exp(limit) for limit in ratio.interval()],
        "ird": gap.estimate,
        "ird_se": gap.se,
        "ird_ci_z": gap.interval(),
        "halves_added": 0 in (row["x1"], row["x2"]),
        "ird_no_halves": seen.estimate,
        "ird_no_halves_se": seen.se,
        "meta_ird": of_meta.estimate,
        "meta_ird_se": of_meta.se,
        "irr_exact_ci": exact and [exact.low, None if math.isinf(exact.high) else exact.high],
    }


def of_one_rate(row: Row) -> Answers:
    years = row["person_years"]
    if years is None:
        years = rate.person_time(row["n"], row["mean_followup_years"])
    simple = or_none(lambda: rate.log_rate_interval(row["x"], years))
    return {
        "person_years": years,
        "rate_per_100": 100 * row["x"] / years,
        "exact_ci": [100 * limit for limit in rate.exact_rate_interval(row["x"], years)],
        "log_wald_ci": simple and [100 * limit for limit in simple],
    }


def of_pooled_rates() -> dict[str, Answers]:
    return {name: pooled_rates(members) for name, members in in_sets("rate-sets").items()}


def pooled_rates(members: list[Row]) -> Answers:
    table = columns(members, "x1", "t1", "x2", "t2")
    answers: Answers = {"k": len(members)}
    for name, make, stratified in (
        ("irr", rate.log_rate_ratios, sums.mantel_haenszel_rate_ratio),
        ("ird", rate.rate_differences, sums.mantel_haenszel_rate_difference),
    ):
        effects = make(*table)
        common, random = pool_common(*effects), pool_random(*effects, "DL", "z")
        answers |= {
            f"{name}_common": common.estimate,
            f"{name}_common_se": common.se,
            f"{name}_common_Q": common.q,
            f"{name}_dl": random.estimate,
            f"{name}_dl_se": random.se,
            f"{name}_dl_tau2": random.tau2,
        }
        fit = stratified(*table)
        if fit:
            answers |= dict.fromkeys((f"{name}_mh", f"meta_{name}_mh"), fit.estimate)
            answers |= dict.fromkeys((f"{name}_mh_se", f"meta_{name}_mh_se"), fit.se)
    return answers | likelihood_of_rates(table)


def likelihood_of_rates(table: list[Floats]) -> Answers:
    tells = table[0] + table[2] > 0
    x1, t1, x2, t2 = (column[tells] for column in table)
    given = or_none(lambda: fit_random_intercept(Binomial.of(x1, x1 + x2, np.log(t1 / t2))))
    if not given:
        return {}
    pair = Pair(Poisson.of(x1, t1), Poisson.of(x2, t2))
    both = or_none(lambda: fit_fixed_studies(pair, given.estimate, given.tau, 25))
    return {
        "exact_cmel": given.estimate,
        "exact_cmel_tau2": given.tau2,
        "exact_cmel_loglik": given.loglik,
        "exact_cmel_boundary": given.boundary,
        "rma_glmm_cmel": given.estimate,
        "rma_glmm_cmel_tau2": given.tau2,
        "rma_glmm_cmel_se": given.se,
        "rma_glmm_umfs": both and both.estimate,
        "rma_glmm_umfs_tau2": both and both.tau2,
        "rma_glmm_umfs_se": both and both.se,
    }


def of_rare_events() -> dict[str, Answers]:
    return {name: rare(members) for name, members in in_sets("rare-events").items()}


def rare(members: list[Row]) -> Answers:
    x1, n1, x2, n2 = columns(members, "x1", "n1", "x2", "n2")
    table = x1, n1, x2, n2
    answers: Answers = {
        "k": len(members),
        "double_zero": int(((x1 == 0) & (x2 == 0)).sum()),
        "double_all": int(((x1 == n1) & (x2 == n2)).sum()),
    }
    for measure in MEASURES:
        name = measure.lower()
        for program in PROGRAMS:
            effects = study_effects(measure, program, table)
            answers[f"{program}_{name}_yi"] = without_nan(effects.yi)
            answers[f"{program}_{name}_sei"] = without_nan(np.sqrt(effects.vi))
            answers |= facts(f"{program}_{name}_iv", inverse_variance(effects))
            answers |= facts(f"{program}_{name}_mh", mantel_haenszel(measure, program, table))
        exact = mantel_haenszel(measure, "meta", table, exact=True)
        answers |= facts(f"meta_exact_{name}_mh", exact)
    if (((x1 == 0) & (x2 == 0)) | ((x1 == n1) & (x2 == n2))).all():
        # metafor and meta print an estimate without an error here; we print none.
        for key in ("metafor_rr_mh", "meta_exact_rr_mh", "metafor_rd_mh"):
            del answers[key], answers[f"{key}_se"]
    peto = sums.peto_odds_ratio(*table)
    for program in ("metafor", "meta"):
        answers |= facts(f"{program}_peto", peto and Difference(peto.estimate, peto.se))
    return answers | {"metafor_peto_Q": peto and peto.q}


def facts(key: str, estimate: Difference | None) -> Answers:
    return {key: estimate and estimate.estimate, f"{key}_se": estimate and estimate.se}


def inverse_variance(effects: Effects) -> Difference | None:
    kept = usable(effects)
    if not kept.any():
        return None
    fit = pool_common(effects.yi[kept], effects.vi[kept])
    return Difference(fit.estimate, fit.se)


def without_nan(values: Floats) -> list[Any]:
    return [None if math.isnan(value) else float(value) for value in values]


ANSWERS: dict[str, Callable[[Row], Answers]] = {
    "prediction": of_a_new_setting,
    "rates": of_two_rates,
    "person-time": of_one_rate,
}
SETS: dict[str, Callable[[], dict[str, Answers]]] = {
    "rate-pooled": of_pooled_rates,
    "rare-events": of_rare_events,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_single_cases_are_the_reference_numbers(name: str) -> None:
    judge(name, ANSWERS[name])


@pytest.mark.parametrize("name", SETS)
def test_pooled_sets_are_the_reference_numbers(name: str) -> None:
    judge_all(name, SETS[name]())


HART = ([9, 8, 3, 6, 7, 20], [413, 263, 487, 237, 489, 507])
CONTROLS = ([19, 19, 13, 9, 23, 50], [398, 245, 435, 241, 483, 405])
DOUBLE_ZEROS = (
    [0, 0, 2, 0, 1, 0],
    [40, 25, 60, 33, 90, 15],
    [0, 1, 4, 0, 3, 0],
    [42, 24, 62, 30, 88, 16],
)
UNBALANCED = ([1, 0, 2, 1, 0], [10, 8, 30, 12, 5], [3, 2, 5, 0, 1], [400, 250, 900, 300, 120])


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        # metafor and R's meta on the same tables: nothing added, 0.5 added in the sums.
        (lambda: mantel_haenszel("RR", "metafor", DOUBLE_ZEROS), -0.97224),
        (lambda: mantel_haenszel("RR", "meta", DOUBLE_ZEROS), -0.88366),
        (lambda: mantel_haenszel("RR", "revman", DOUBLE_ZEROS), -0.88366),
        (lambda: mantel_haenszel("RR", "meta", DOUBLE_ZEROS, exact=True), -0.97224),
        (lambda: mantel_haenszel("OR", "meta", DOUBLE_ZEROS), -0.91745),
        (lambda: mantel_haenszel("RD", "meta", DOUBLE_ZEROS), -0.0188),
        # Peto goes wrong where groups differ much in size.
        (lambda: sums.peto_odds_ratio(*UNBALANCED), 7.91378),
        (lambda: sums.mantel_haenszel_odds_ratio(*UNBALANCED), 2.49368),
        # Strokes on warfarin (Hart 1999) by metafor: rma.mh and rma.glmm.
        (lambda: sums.mantel_haenszel_rate_ratio(*HART, *CONTROLS), -1.02957),
    ],
)
def test_programs_are_told_apart(answer: Callable[[], Any], known: float) -> None:
    assert answer().estimate == pytest.approx(known, abs=6e-6)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("measure", MEASURES)
def test_tables_without_a_zero_are_the_same_to_every_program(
    measure: Measure, program: Program
) -> None:
    table = [3, 5], [30, 40], [6, 4], [31, 44]
    metafor, theirs = (study_effects(measure, name, table) for name in ("metafor", program))
    assert theirs.yi == pytest.approx(metafor.yi, rel=1e-12)
    assert theirs.vi == pytest.approx(metafor.vi, rel=1e-12)
    ours = mantel_haenszel(measure, "metafor", table)
    other = mantel_haenszel(measure, program, table)
    assert ours is not None
    assert other is not None
    assert other.estimate == pytest.approx(ours.estimate, rel=1e-12)
    # Sato's standard error of a risk difference is not Greenland and Robins's.
    assert other.se == pytest.approx(ours.se, rel=0.05 if measure == "RD" else 1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("events", [([0, 0], [0, 0]), ([7, 9], [8, 11])])
def test_without_any_or_with_nothing_but_events_sums_give_no_figure(
    measure: Measure, events: tuple[list[int], list[int]]
) -> None:
    tables = events[0], [7, 9], events[1], [8, 11]
    assert mantel_haenszel(measure, "metafor", tables) is None
    if measure == "OR":
        assert mantel_haenszel("OR", "meta", tables) is None


def test_what_gives_no_answer_is_refused() -> None:
    normal = pool_random(np.array([0.1, 0.4]), np.array([0.1, 0.1]), test="z")
    with pytest.raises(NoAnswerError):
        prediction(normal, "t_km2")
    with pytest.raises(ValueError, match="classic se"):
        prediction(pool_random(np.array([0.1, 0.4]), np.array([0.1, 0.1])))
    with pytest.raises(NoAnswerError):
        Prediction(0.0, 1.0, 4).between(1.0, 0.5)
    with pytest.raises(NoAnswerError):
        rate.exact_rate_ratio_interval(0, 10, 0, 12)
    with pytest.raises(NoAnswerError):
        rate.log_rate_interval(0, 12)
    with pytest.raises(NoAnswerError):
        rate.person_time(-1, 2)


def test_no_event_in_a_group_leaves_the_ratio_open_on_that_side() -> None:
    assert math.isinf(rate.exact_rate_ratio_interval(4, 100, 0, 100).high)
    assert rate.exact_rate_ratio_interval(0, 100, 4, 100).low == 0
    # Clopper and Pearson's 4 of 4: from 0.025^(1/4), as odds.
    share = 0.025**0.25
    low = rate.exact_rate_ratio_interval(4, 100, 0, 100).low
    assert low == pytest.approx(share / (1 - share))


@given(
    st.floats(-3, 3), st.floats(0.05, 2), st.one_of(st.none(), st.integers(1, 40)),
    st.floats(-2, 2), st.floats(0, 2),
)  # fmt: skip
def test_shares_of_settings_add_up_and_agree_with_the_interval(
    estimate: float, se: float, df: int | None, low: float, width: float
) -> None:
    new = Prediction(estimate, se, df)
    parts = new.below(low), new.between(low, low + width), new.above(low + width)
    assert sum(parts) == pytest.approx(1, abs=1e-12)
    assert min(parts) >= 0
    interval = new.interval()
    assert new.below(interval.low) == pytest.approx(0.025, abs=1e-9)
    assert new.above(interval.high) == pytest.approx(0.025, abs=1e-9)
