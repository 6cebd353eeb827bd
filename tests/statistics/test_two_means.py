"""Mean differences from every form in which a report can print them, by reference and by published numbers."""

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trials_reference import Answers, Row, judge, or_none

from generator.statistics import adjusted_difference as adjusted
from generator.statistics import crossover, groups_combined, median_to_mean, reported_spread
from generator.statistics import effect_mean as arrays
from generator.statistics import two_means as two
from generator.statistics.adjusted_difference import Adjusted, BeforeAfter, correlation_is_possible
from generator.statistics.change_spread import implied_correlation, spread_from_interval
from generator.statistics.effect import Floats
from generator.statistics.effect_comparison import log_risk_ratios
from generator.statistics.effect_mean import small_sample_correction
from generator.statistics.groups_combined import Counted
from generator.statistics.median_to_mean import Summary
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.reported_spread import Comparison
from generator.statistics.two_means import Difference, Group


def number(values: Floats) -> float | None:
    return None if math.isnan(values[0]) else float(values[0])


def root(values: Floats) -> float | None:
    return number(np.sqrt(values))


def of_groups(first: Group, second: Group) -> Answers:
    difference, g = two.mean_difference(first, second), or_none(lambda: two.hedges_g(first, second))
    return {
        "md": difference.estimate,
        "md_se": difference.se,
        "md_ci_z": difference.interval(),
        "sd_pooled": two.pooled_deviation(first, second),
        "g": g and g.g,
        "g_se": g and g.se,
    }


def by_spreads(row: Row) -> Answers:
    first, second = (Group(row[f"n{i}"], row[f"m{i}"], row[f"sd{i}"]) for i in (1, 2))
    plain, pooled = of_groups(first, second), two.mean_difference_pooled(first, second)
    welch = or_none(lambda: two.mean_difference_welch(first, second))
    g, unbiased, revman = (
        or_none(partial(way, first, second)) for way in (two.hedges_g, two.g_unbiased, two.g_revman)
    )
    return plain | {
        "md_se_pooled_sd": pooled.se,
        "md_ci_t_pooled_sd": pooled.interval(),
        "welch_df": welch and welch.df,
        "md_ci_welch": welch and welch.interval(),
        "d": g and g.d,
        "J": g and g.correction,
        "g_ci_z": g and g.interval(),
        "g_se_unbiased": unbiased and unbiased.se,
        "meta_g_se": unbiased and unbiased.se,
        "revman_g": revman and revman.g,
        "revman_g_se": revman and revman.se,
        "meta_g": g.g if g and first.sd and second.sd else None,
        "glass_delta": or_none(lambda: two.glass_delta(first, second)),
    }


def by_spreads_of_change(row: Row) -> Answers:
    kept = {"md", "md_se", "md_ci_z", "md_se_pooled_sd", "sd_pooled", "g", "g_se"}
    kept |= {"revman_g", "revman_g_se"}
    return {key: value for key, value in by_spreads(row).items() if key in kept}


def by_errors(row: Row) -> Answers:
    groups = [
        reported_spread.group_from_error(row[f"n{i}"], row[f"m{i}"], row[f"se{i}"]) for i in (1, 2)
    ]
    return of_groups(*groups) | {"sd1": groups[0].sd, "sd2": groups[1].sd}


def by_intervals(row: Row) -> Answers:
    level = row["level"] / 100
    by_t, by_z = [], []
    answers: Answers = {}
    for i in (1, 2):
        n, mean, low, high = (row[f"{name}{i}"] for name in ("n", "m", "lo", "hi"))
        by_t.append(Group(n, mean, spread_from_interval(low, high, n, level)))
        by_z.append(
            Group(n, mean, reported_spread.spread_from_normal_interval(low, high, n, level))
        )
        answers[f"sd{i}"], answers[f"if_z_sd{i}"] = by_t[-1].sd, by_z[-1].sd
        answers[f"off_centre{i}"] = reported_spread.off_centre(mean, low, high)
    normal = of_groups(*by_z)
    answers |= {f"if_z_{key}": normal[key] for key in ("md_se", "g", "g_se")}
    return answers | of_groups(*by_t)


def by_test(row: Row) -> Answers:
    n1, n2, md, value = row["n1"], row["n2"], row["md"], row["value"]
    if row["given"] == "t":
        signed = value if md is None else math.copysign(value, md)
        comparison = Comparison(signed, n1, n2)
    else:
        comparison = Comparison.from_p(
            value, n1, n2, estimate=md, one_sided=row["given"] == "p_one_sided"
        )
    difference = None if md is None else or_none(lambda: comparison.difference(md))
    g = or_none(lambda: comparison.g)
    return {
        "t": comparison.t,
        "df": comparison.df,
        "p_two_sided": comparison.p,
        "md_se": difference and difference.se,
        "md_ci_t": difference and difference.interval(),
        "sd_pooled": None if difference is None else comparison.deviation(md),
        "g": g and g.g,
        "g_se": g and g.se,
    }


def by_median(row: Row) -> Answers:
    quartiles = None if row["q1"] is None else (row["q1"], row["q3"])
    ends = None if row["min"] is None else (row["min"], row["max"])
    summary = Summary(row["n"], row["median"], quartiles, ends)
    skewness, limit = median_to_mean.skew(summary), median_to_mean.skew_limit(summary)
    skewed = skewness is not None and skewness >= limit
    assert (or_none(lambda: median_to_mean.mean_from_median(summary)) is None) == skewed
    return {
        "kind": summary.kind,
        "mean_luo2018": median_to_mean.luo_mean(summary),
        "sd_default": median_to_mean.spread(summary),
        "mean_wan2014_plain": median_to_mean.wan_mean(summary),
        "sd_wan2014": median_to_mean.wan_spread(summary),
        "skew_t": skewness,
        "skew_critical": limit,
        "skewed": skewed,
    }


def by_correlation(row: Row) -> Answers:
    r = implied_correlation(row["sd_pre"], row["sd_post"], row["sd_change"])
    return {"r": r, "possible": correlation_is_possible(r)}


def before_and_after(row: Row) -> Answers:
    groups = [
        BeforeAfter(*(row[f"{key}{i}"] for key in ("n", "pre", "post", "sdpre", "sdpost", "r")))
        for i in (1, 2)
    ]
    answers: Answers = {}
    squares, smcr = 0.0, []
    for i, group in enumerate(groups, start=1):
        change = group.change
        columns = [[figure] for figure in group]
        in_changes = arrays.changes_in_deviations_of_change(*columns)
        in_before = arrays.changes_in_deviations_before(*columns[:4], columns[5])
        answers |= {
            f"arm{i}_sd_change": change.sd,
            f"arm{i}_change": change.mean,
            f"arm{i}_change_se": groups_combined.error_of_mean(change),
            f"arm{i}_smcc": number(in_changes.yi) if change.sd else None,
            f"arm{i}_smcc_se": root(in_changes.vi) if change.sd else None,
            f"arm{i}_smcr": number(in_before.yi),
            f"arm{i}_smcr_se": root(in_before.vi),
        }
        squares, smcr = squares + float(in_before.vi[0]), [*smcr, float(in_before.yi[0])]
    changes = of_groups(groups[0].change, groups[1].change)
    final = of_groups(groups[0].final, groups[1].final)
    covariance = or_none(lambda: adjusted.ancova(*groups))
    return answers | {
        "change_md": changes["md"],
        "change_md_se": changes["md_se"],
        "change_md_ci_z": changes["md_ci_z"],
        "change_g": changes["g"],
        "change_g_se": changes["g_se"],
        "post_md": final["md"],
        "post_md_se": final["md_se"],
        "post_g": final["g"],
        "smcr_difference": smcr[0] - smcr[1],
        "smcr_difference_se": squares**0.5,
        "morris_dppc2": adjusted.change_in_deviations_before(*groups),
        "morris_dppc2_var": or_none(
            lambda: adjusted.variance_of_change_in_deviations_before(*groups)
        ),
        "ancova_slope": covariance and covariance.slope,
        "ancova_md": covariance and covariance.difference.estimate,
        "ancova_se": covariance and covariance.difference.se,
        "ancova_df": covariance and covariance.difference.df,
    }


def by_adjustment(row: Row) -> Answers:
    n1, n2 = row["n1"], row["n2"]
    printed = Adjusted(
        row["md"], row["lo"], row["hi"], n1, n2, row["covariates"], row["level"] / 100
    )
    g = adjusted.adjusted_g(printed, row["sd1"], row["sd2"], row["r"])
    from_error = printed.difference.se / math.sqrt(1 / n1 + 1 / n2)
    return {
        "se_z": printed.normal_difference.se,
        "se_t": printed.difference.se,
        "pitfall_sd_from_se": from_error,
        "pitfall_g": g.correction * row["md"] / from_error,
        "off_centre": reported_spread.off_centre(row["md"], row["lo"], row["hi"]),
        "sd_pooled": two.pooled_deviation(Group(n1, 0, row["sd1"]), Group(n2, 0, row["sd2"])),
        "d": g.d,
        "J": g.correction,
        "g": g.g,
        "g_se": g.se,
    }


def by_arms(row: Row) -> Answers:
    groups = [Group(row[f"n{i}"], row[f"m{i}"], row[f"sd{i}"]) for i in (1, 2, 3) if row[f"n{i}"]]
    answers: Answers = {}
    for last in range(2, len(groups) + 1):
        group, name = groups_combined.combined(groups[:last]), "123"[:last]
        answers |= {f"n{name}": group.n, f"mean{name}": group.mean, f"sd{name}": group.sd}
    return answers


def by_parts(row: Row) -> Answers:
    if row["kind"] == "binary":
        counts = groups_combined.shared_counts(Counted(row["x"], row["n"]), row["parts"])
        return {"n": counts.total, "x": counts.events, "proportion": counts.events / counts.total}
    group = groups_combined.shared(Group(row["n"], row["m"], row["sd"]), row["parts"])
    return {
        "n": group.n, "m": group.mean, "sd": group.sd, "se": groups_combined.error_of_mean(group),
    }  # fmt: skip


def by_clusters(row: Row) -> Answers:
    people = row["n1"] + row["n2"]
    effect = groups_combined.design_effect(people, row["clusters"], row["icc"], row["cv"])
    answers: Answers = {"mean_cluster_size": people / row["clusters"], "design_effect": effect}
    if row["kind"] == "mean":
        groups = [Group(row[f"n{i}"], row[f"m{i}"], row[f"sd{i}"]) for i in (1, 2)]
        plain = two.mean_difference(*groups)
        return answers | {
            "n1_effective": row["n1"] / effect,
            "n2_effective": row["n2"] / effect,
            "md": plain.estimate,
            "md_se_unadjusted": plain.se,
            "md_se": groups_combined.inflated(plain, effect).se,
        }
    counts = [Counted(row[f"x{i}"], row[f"n{i}"]) for i in (1, 2)]
    fewer = [groups_combined.effective(group, effect) for group in counts]
    plain, adjusted_ratio = (
        Difference(float(ratios.yi[0]), float(ratios.vi[0]) ** 0.5)
        for ratios in (
            log_risk_ratios([a.events], [a.total], [b.events], [b.total])
            for a, b in (counts, fewer)
        )
    )
    for i, group in enumerate(fewer, start=1):
        answers |= {f"n{i}_effective": group.total, f"x{i}_effective": group.events}
    return answers | {
        "log_rr": adjusted_ratio.estimate,
        "log_rr_se": adjusted_ratio.se,
        "log_rr_unadjusted": plain.estimate,
        "log_rr_se_unadjusted": plain.se,
        "log_rr_se_inflated": groups_combined.inflated(plain, effect).se,
    }


def by_pairs(row: Row) -> Answers:
    n, spreads = row["n"], (row["sd1"], row["sd2"])
    md = row["m1"] - row["m2"] if row["md"] is None else row["md"]
    ways: dict[str, Callable[[], crossover.Paired]] = {
        "means_sds_r": lambda: crossover.from_correlation(n, md, *spreads, row["r"]),
        "sd_diff": lambda: crossover.from_spread(n, md, row["sd_diff"]),
        "se": lambda: crossover.from_error(n, md, row["se"]),
        "t": lambda: crossover.from_t(n, md, row["t"]),
        "p": lambda: crossover.from_p(n, md, row["p"]),
        "ci": lambda: crossover.from_interval(n, md, row["lo"], row["hi"]),
    }
    paired = ways[row["given"]]()
    known = None not in spreads
    as_parallel = math.hypot(*spreads) / math.sqrt(n) if known else None
    standardised = or_none(lambda: paired.standardised)
    between = or_none(lambda: paired.between_people(*spreads)) if known else None
    return {
        "md": md,
        "md_se": paired.se,
        "sd_difference": paired.deviation,
        "t": or_none(lambda: paired.difference.statistic),
        "p": or_none(lambda: paired.difference.p),
        "ci_t": paired.difference.interval(),
        "r": paired.correlation(*spreads) if known else None,
        "pitfall_se_as_parallel": as_parallel,
        "smcc": standardised and standardised.g,
        "smcc_se": standardised and standardised.se,
        "smd_handbook": between and between.estimate,
        "smd_handbook_se": between and between.se,
    }


ANSWERS: dict[str, Callable[[Row], Answers]] = {
    "mean-sd": by_spreads,
    "mean-se": by_errors,
    "mean-ci": by_intervals,
    "change-sd": by_spreads_of_change,
    "pre-post": before_and_after,
    "correlation": by_correlation,
    "t-test": by_test,
    "adjusted-difference": by_adjustment,
    "median": by_median,
    "combine-arms": by_arms,
    "shared-control": by_parts,
    "cluster": by_clusters,
    "crossover": by_pairs,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_form_gives_the_reference_numbers(name: str) -> None:
    judge(name, ANSWERS[name])


@pytest.mark.parametrize(
    ("answer", "published"),
    [
        # Cochrane Handbook, version 6: 6.5.2.2, 6.5.2.3, 23.1.5 and 6.5.2.10 (the formula by hand).
        (lambda: Comparison.from_p(0.008, 25, 22).difference(3.8).se, 1.37),
        (lambda: Comparison.from_p(0.008, 25, 22).t, 2.78),
        (lambda: groups_combined.design_effect(625, 21, 0.02), 1.575),
        (lambda: groups_combined.combined([Group(2, 1, 0), Group(2, 3, 0)]).sd, 1.1547),
        # Morris SB 2008, the five studies as metafor's documentation prints them.
        (lambda: adjusted.change_in_deviations_before(*MORRIS), 0.77),
        # Hedges LV 1981, Table 1.
        (lambda: float(small_sample_correction(2)), 0.5642),
        (lambda: float(small_sample_correction(50)), 0.9849),
        # Normand SL 1999 by metafor: yi -0.3552, vi 0.0131.
        (lambda: two.hedges_g(*EDINBURGH).g, -0.3552),
        (lambda: two.hedges_g(*EDINBURGH).se ** 2, 0.0131),
    ],
)
def test_published_numbers_are_met(answer: Callable[[], float], published: float) -> None:
    digits = len(str(published).split(".")[1])
    assert round(answer(), digits) == published


EDINBURGH = (Group(155, 55, 47), Group(156, 75, 64))
MORRIS = (
    BeforeAfter(20, 30.6, 38.5, 15, 11.6, 0.47),
    BeforeAfter(20, 23.1, 19.7, 13.8, 14.8, 0.47),
)
STILL = Group(8, 7, 0)


@pytest.mark.parametrize(
    "unanswerable",
    [
        lambda: two.hedges_g(STILL, STILL),
        lambda: two.g_unbiased(STILL, STILL),
        lambda: two.g_revman(STILL, STILL),
        lambda: two.g_revman(Group(2, 1, 1), Group(1, 2, 0)),
        lambda: two.hedges_g(Group(2, 1, 1), Group(1, 2, 0)),
        lambda: two.pooled_deviation(Group(1, 1, 0), Group(1, 2, 0)),
        lambda: two.mean_difference_welch(STILL, STILL),
        lambda: two.mean_difference_welch(Group(1, 2, 0), Group(8, 1, 2)),
        lambda: two.glass_delta(EDINBURGH[0], STILL),
        lambda: two.glass_delta(EDINBURGH[0], Group(2, 1, 1)),
        lambda: two.mean_difference(STILL, STILL).p,
        lambda: Comparison(0.0, 10, 10).difference(1.0),
        lambda: Comparison(2.0, 10, 10).difference(0.0),
        lambda: Comparison.from_p(0.0, 10, 10),
        lambda: Comparison.from_p(1.1, 10, 10),
        lambda: Comparison.from_p(0.5, 1, 1),
        lambda: reported_spread.spread_from_error(-1, 10),
        lambda: reported_spread.spread_from_error(1, 0),
        lambda: reported_spread.spread_from_normal_interval(2, 2, 10),
        lambda: median_to_mean.mean_from_median(Summary(20, 5)),
        lambda: median_to_mean.spread(Summary(1, 5, ends=(4, 6))),
        lambda: median_to_mean.mean_from_median(Summary(30, 1, quartiles=(1, 4))),
        lambda: BeforeAfter(10, 1, 2, 1, 1, 1.1).change,
        lambda: adjusted.ancova(MORRIS[0], MORRIS[1]._replace(r=1.0)),
        lambda: adjusted.ancova(MORRIS[0], MORRIS[1]._replace(r=-1.2)),
        lambda: adjusted.ancova(MORRIS[0]._replace(n=1), MORRIS[1]._replace(n=2)),
        lambda: adjusted.ancova(*(group._replace(sd_before=0) for group in MORRIS)),
        lambda: adjusted.change_in_deviations_before(
            *(group._replace(sd_before=0) for group in MORRIS)
        ),
        lambda: adjusted.variance_of_change_in_deviations_before(
            MORRIS[0], MORRIS[1]._replace(r=0.5)
        ),
        lambda: adjusted.variance_of_change_in_deviations_before(
            *(group._replace(n=2) for group in MORRIS)
        ),
        lambda: Adjusted(1, 0, 2, 2, 2, 2).difference,
        lambda: Adjusted(1, 2, 2, 20, 20).difference,
        lambda: adjusted.adjusted_g(Adjusted(1, 0, 2, 20, 20), 0, 0, 0.5),
        lambda: adjusted.adjusted_g(Adjusted(1, 0, 2, 20, 20), 1, 1, 1.5),
        lambda: adjusted.adjusted_g(Adjusted(1, 0, 2, 2, 2), 1, 1, 0.5),
        lambda: groups_combined.combined([Group(0.5, 1, 0), Group(0.5, 1, 0)]),
        lambda: groups_combined.shared(STILL, 0),
        lambda: groups_combined.shared_counts(Counted(1, 4), 0),
        lambda: groups_combined.design_effect(100, 0, 0.1),
        lambda: groups_combined.design_effect(0, 3, 0.1),
        lambda: groups_combined.effective(Counted(1, 4), 0),
        lambda: groups_combined.inflated(Difference(1, 1), -1),
        lambda: crossover.from_error(1, 1, 1),
        lambda: crossover.from_error(10, 1, -1),
        lambda: crossover.from_t(10, 1, 0),
        lambda: crossover.from_t(10, 0, 2),
        lambda: crossover.from_p(10, 1, 0),
        lambda: crossover.from_p(1, 1, 0.5),
        lambda: crossover.from_interval(10, 1, 2, 2),
        lambda: crossover.from_interval(1, 1, 0, 2),
        lambda: crossover.from_correlation(10, 1, 1, 1, 1.01),
        lambda: crossover.from_spread(0, 1, 1),
        lambda: crossover.from_spread(10, 1, 0).standardised,
        lambda: crossover.from_spread(2, 1, 1).standardised,
        lambda: crossover.from_spread(10, 1, 5).between_people(2, 2),
    ],
)
def test_what_gives_no_answer_is_refused(unanswerable: Callable[[], object]) -> None:
    with pytest.raises(NoAnswerError):
        unanswerable()


numbers = st.floats(-50, 50, allow_subnormal=False)
SAMPLES = st.lists(st.integers(-200, 200), min_size=3, max_size=12)


@given(st.lists(SAMPLES, min_size=2, max_size=4))
def test_groups_made_one_have_the_mean_and_spread_of_all_their_people(
    samples: list[list[int]],
) -> None:
    groups = [Group(len(one), float(np.mean(one)), float(np.std(one, ddof=1))) for one in samples]
    everybody = [value for sample in samples for value in sample]
    whole = groups_combined.combined(groups)
    assert whole.n == len(everybody)
    assert whole.mean == pytest.approx(np.mean(everybody), abs=1e-9)
    assert whole.sd == pytest.approx(np.std(everybody, ddof=1), abs=1e-6)


@given(st.integers(0, 10**6), st.integers(3, 9), st.integers(3, 9))
def test_the_covariance_of_summaries_is_that_of_the_people(seed: int, n1: int, n2: int) -> None:
    random = np.random.default_rng(seed)
    before, after = random.normal(size=n1 + n2), random.normal(size=n1 + n2)
    treated = np.arange(n1 + n2) < n1
    groups = []
    for members in (treated, ~treated):
        x, y = before[members], after[members]
        spreads = np.std(x, ddof=1), np.std(y, ddof=1)
        groups.append(BeforeAfter(len(x), x.mean(), y.mean(), *spreads, np.corrcoef(x, y)[0, 1]))
    design = np.column_stack([np.ones(n1 + n2), treated, before])
    fitted, squares, *_ = np.linalg.lstsq(design, after)
    error = math.sqrt(float(squares[0]) / (n1 + n2 - 3) * np.linalg.inv(design.T @ design)[1, 1])
    answer = adjusted.ancova(*groups)
    assert answer.difference.estimate == pytest.approx(fitted[1], rel=1e-6, abs=1e-9)
    assert answer.slope == pytest.approx(fitted[2], rel=1e-6, abs=1e-9)
    assert answer.difference.se == pytest.approx(error, rel=1e-6)


@given(st.floats(0.1, 50), st.integers(2, 200), st.sampled_from([0.9, 0.95, 0.99]))
def test_a_spread_is_found_again_in_its_interval(sd: float, n: int, level: float) -> None:
    paired = crossover.from_spread(n, 1.0, sd)
    again = crossover.from_interval(n, 1.0, *paired.difference.interval(level), level)
    assert again.deviation == pytest.approx(sd)
    assert crossover.from_t(n, 1.0, paired.difference.statistic).deviation == pytest.approx(sd)


def test_many_people_lose_no_digit_of_the_correction() -> None:
    # 1 - 3/(4m - 1) is right to 1/m^3, and so tells both ways of working it out apart.
    below, above = small_sample_correction([1000.0, 1000.0001])
    assert above == pytest.approx(below, abs=1e-10)
    assert small_sample_correction(1e9) == pytest.approx(1 - 0.75e-9, abs=1e-15)
