"""Studies pooled by inverse variances, as plain values under the names other programs use."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from generator.model.study_table import StudyTable
from generator.pool.measures import BackTransform
from generator.pool.plain import Plain
from generator.statistics import heterogeneity, sensitivity
from generator.statistics.effect import Effects, Floats
from generator.statistics.mantel_haenszel import Stratified
from generator.statistics.pooling import (
    Pooled,
    Test,
    pool_common,
    pool_random,
    pool_tests,
    weights_percent,
)
from generator.statistics.tau_squared import METHODS, Method

# The fits that papers print most.
_BACK: tuple[tuple[str, Test], ...] = (("FE", "z"), ("DL", "z"), ("REML", "knha"), ("REML", "z"))
# What is fitted again without each study, and study by study.
_AGAIN: tuple[tuple[Method, Test], ...] = (("DL", "z"), ("REML", "knha"))


def fits_of(effects: Effects) -> dict[str, dict[Test, Pooled]]:
    """Return common and random effects by every estimator and test; of one study only the first."""
    fits: dict[str, dict[Test, Pooled]] = {"FE": {"z": pool_common(*effects)}}
    if len(effects.yi) > 1:
        fits |= {method: pool_tests(*effects, method) for method in METHODS}
    return fits


def pooled_facts(fit: Pooled) -> Plain:
    """Return a fit under the names of the reference files."""
    facts: Plain = {
        "k": fit.k,
        "estimate": fit.estimate,
        "se": fit.se,
        "statistic": fit.statistic,
        "df": fit.df,
        "p": fit.p,
        "ci": fit.ci,
        "tau2": fit.tau2,
        "tau2_se": fit.tau2_se,
        "Q": fit.q,
        "Q_p": fit.q_p,
        "I2_metafor": fit.i2,
        "H2_metafor": fit.h2,
        "I2_Q": fit.i2_q,
    }
    if fit.pi_z is not None:
        facts |= {"pi_z": fit.pi_z, "pi_t_km1": fit.pi_t_km1, "pi_t_km2": fit.pi_t_km2}
    return facts


def inverse_variance_facts(effects: Effects, table: StudyTable, order: Sequence[int]) -> Plain:
    """Return estimates, variances, every fit, heterogeneity, weights and sensitivity of studies.

    What is listed without labels has one place for each row of the table.
    """
    fits, labels = fits_of(effects), table.labels
    facts: Plain = {
        "yi": table.by_row(effects.yi.tolist()),
        "vi": table.by_row(effects.vi.tolist()),
        "k": len(effects.yi),
        "fits": {
            method: {test: pooled_facts(fit) for test, fit in by_test.items()}
            for method, by_test in fits.items()
        },
    }
    if len(effects.yi) < 2:  # noqa: PLR2004 - one study has nothing to differ from
        return facts
    return facts | {
        "heterogeneity_ci": _heterogeneity(effects, fits["REML"]["z"]),
        "I2_test_based": _test_based(effects, fits["FE"]["z"]),
        "weights_percent": {
            method: table.by_row(weights_percent(effects.vi, fits[method]["z"].tau2).tolist())
            for method in ("FE", "REML", "DL")
        },
        "leave_one_out": _again("left_out", labels, sensitivity.leave_one_out, effects),
        "cumulative": _again(
            "added", [labels[place] for place in order], partial(_in_order, order), effects
        ),
        "egger": _egger(effects),
    }


def back_transformed(
    fits: dict[str, dict[Test, Pooled]], back: BackTransform, table: StudyTable
) -> Plain:
    """Return the main fits on the scale that readers know."""
    facts: Plain = {}
    for method, test in _BACK:
        fit = fits.get(method, {}).get(test)
        if fit is not None:
            facts[f"{method}_{test}"] = {
                "estimate": back(fit.estimate, table),
                "ci": [back(limit, table) for limit in fit.ci],
            }
    return facts


def stratified_facts(
    call: str, fit: Stratified | None, why_none: str, *, with_p_of_q: bool = True
) -> Plain:
    """Return a Mantel-Haenszel or Peto fit under the names of the reference files, or why none."""
    if fit is None:
        return {"call": call, "error": why_none}
    facts: Plain = {
        "call": call,
        "estimate": fit.estimate,
        "se": fit.se,
        "ci": fit.ci,
        "p": fit.p,
        "Q": fit.q,
    }
    if with_p_of_q:
        facts["Q_p"] = fit.q_p
    return {**facts, "I2": fit.i2}


def _heterogeneity(effects: Effects, fit: Pooled) -> Plain:
    intervals = heterogeneity.q_profile(*effects)
    facts: Plain = {
        "tau2": [fit.tau2, *intervals.tau2],
        "tau": [float(np.sqrt(fit.tau2)), *intervals.tau],
        "I2": [fit.i2, *intervals.i2],
        "H2": [fit.h2, *intervals.h2],
        "columns": ["estimate", "ci_low", "ci_high"],
        "method": "Q-profile",
    }
    if intervals.is_empty:
        facts["empty"] = "studies agree more closely than chance alone would let them"
    return facts


def _test_based(effects: Effects, fit: Pooled) -> Plain:
    return {
        "I2": fit.i2_q,
        "ci": heterogeneity.i_squared_interval(*effects),
        "method": "Higgins-Thompson 2002, H truncated at 1",
    }


def _again(
    key: str,
    labels: Sequence[str],
    refit: Callable[[Floats, Floats, Callable[[Floats, Floats], Plain]], list[Plain]],
    effects: Effects,
) -> list[Plain]:
    fits = refit(*effects, _both)
    return [{key: label, **fit} for label, fit in zip(labels, fits, strict=True)]


def _in_order(
    order: Sequence[int], yi: Floats, vi: Floats, pool: Callable[[Floats, Floats], Plain]
) -> list[Plain]:
    return sensitivity.cumulative(yi, vi, order, pool)


def _both(yi: Floats, vi: Floats) -> Plain:
    """Return a refit by DerSimonian-Laird with z, and by REML with Hartung-Knapp."""
    if len(yi) == 1:
        alone = pool_common(yi, vi)
        return {"DL_z": {"k": 1, "estimate": alone.estimate, "se": alone.se}, "REML_knha": None}
    return {
        f"{method}_{test}": _short(pool_random(yi, vi, method, test)) for method, test in _AGAIN
    }


def _short(fit: Pooled) -> Plain:
    facts = pooled_facts(fit)
    return {
        name: facts[name] for name in ("k", "estimate", "se", "ci", "p", "tau2", "I2_metafor", "Q")
    }


def _egger(effects: Effects) -> Plain | None:
    test = sensitivity.egger_test(*effects)
    return None if test is None else {"t": test.t, "df": test.df, "p": test.p}
