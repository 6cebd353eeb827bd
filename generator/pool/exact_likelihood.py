"""Counts pooled by their exact likelihood, as plain values under the names other programs use."""

import math

import numpy as np
from scipy.special import chdtrc

from generator.model.study_table import StudyTable
from generator.pool.plain import Plain
from generator.statistics.beta_binomial import BetaBinomial, fit_beta_binomial
from generator.statistics.cumulant import Binomial, Counts, Poisson
from generator.statistics.each_study import saturated_loglik
from generator.statistics.effect import Effects, usable
from generator.statistics.effect_proportion import logit_proportions, share_of_log_odds
from generator.statistics.effect_rate import log_rates
from generator.statistics.glmm import RandomIntercept, fit_common, fit_random_intercept
from generator.statistics.glmm_by_points import fit_by_points
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import around, quantile, two_sided_p, typical_variance
from generator.statistics.proportion import Interval
from generator.statistics.tau_squared import residual_sum

_NOTE = (
    "beta-binomial, logit mean, intraclass correlation rho = 1/(a+b+1); "
    "optim: observed information; VGAM: the same maximum with expected information"
)


def share_counts(table: StudyTable) -> Binomial:
    """Return the events and totals of a table as binomial counts."""
    return Binomial.of(table.columns["x"], table.columns["n"])


def rate_counts(table: StudyTable) -> Poisson:
    """Return the events and times of a table as Poisson counts."""
    return Poisson.of(table.columns["x"], table.columns["t"])


def share_facts(table: StudyTable) -> Plain:
    """Return the random-intercept logistic model of shares, exact and as other programs fit it."""
    x, n = table.columns["x"], table.columns["n"]
    call = 'rma.glmm(measure="PLO", xi=x, ni=n, nAGQ=)'
    within = [0 < events < total for events, total in zip(x, n, strict=True)]
    return _facts(call, share_counts(table), logit_proportions(x, n), within, with_common=True)


def rate_facts(table: StudyTable) -> Plain:
    """Return the random-intercept Poisson model of rates, exact and as other programs fit it."""
    x, t = table.columns["x"], table.columns["t"]
    call = 'rma.glmm(measure="IRLN", xi=x, ti=t, nAGQ=)'
    return _facts(
        call, rate_counts(table), log_rates(x, t), [events > 0 for events in x], with_common=False
    )


def beta_binomial_facts(table: StudyTable) -> Plain:
    """Return the beta-binomial model of shares."""
    try:
        fit = fit_beta_binomial(table.columns["x"], table.columns["n"])
    except NoAnswerError as error:
        return {"note": _NOTE, "error": str(error)}
    return {"note": _NOTE, "optim": _beta_facts(fit), "VGAM": _expected_facts(fit)}


def natural(counts: Counts, value: float) -> float:
    """Return what readers know of a pooled parameter: a rate for events over time, else a share."""
    return math.exp(value) if isinstance(counts, Poisson) else float(share_of_log_odds(value))


def natural_interval(
    counts: Counts, fit: RandomIntercept, df: int | None, *, prediction: bool = False
) -> Interval:
    """Return the interval of the mean, or of a new study, on the scale that readers know."""
    # A new study is off by the uncertainty of the mean and by what studies differ.
    spread = math.hypot(fit.se, fit.tau) if prediction else fit.se
    low, high = around(fit.estimate, quantile(df) * spread)
    return Interval(natural(counts, low), natural(counts, high))


def _facts(
    call: str, counts: Counts, effects: Effects, within: list[bool], *, with_common: bool
) -> Plain:
    try:
        fit = fit_random_intercept(counts)
    except NoAnswerError as error:
        return {"call": call, "error": str(error)}
    tests = _tests(counts, fit, effects, within)
    facts: Plain = {"call": call}
    # Laplace's method, the default of metafor, and enough to agree with the exact fit.
    for points in (1, 7, 25):
        few = fit_by_points(counts, fit, points)
        facts[f"ML_nAGQ{points}"] = _fit_facts(
            (few.estimate, few.se, few.tau2, few.loglik), None, effects, tests
        )
    if with_common:
        common = fit_common(counts)
        # One study leaves no degree of freedom; None asks for the normal distribution.
        df = fit.k - 1 or None
        # `few` is now the fit of the last turn, by 25 points.
        facts["ML_t"] = _fit_facts((few.estimate, few.se, few.tau2, few.loglik), df, effects, tests)
        facts["FE"] = _fit_facts(
            (common.estimate, common.se, 0.0, common.loglik), None, effects, tests
        )
    return {**facts, "exact_ml": _exact_facts(counts, fit)}


def _fit_facts(
    figures: tuple[float, float, float, float], df: int | None, effects: Effects, tests: Plain
) -> Plain:
    estimate, se, tau2, loglik = figures
    k = len(effects.yi)
    return {
        "k": k,
        "estimate": estimate,
        "se": se,
        "p": two_sided_p(estimate / se, df),
        "ci": around(estimate, quantile(df) * se),
        "tau2": tau2,
        "I2_metafor": 100 * tau2 / (tau2 + typical_variance(effects.vi)) if k > 1 else 0.0,
        **tests,
        "loglik": loglik,
    }


def _tests(counts: Counts, fit: RandomIntercept, effects: Effects, within: list[bool]) -> Plain:
    """Return the tests for differing studies: Wald's, without bare studies, and the ratio's."""
    kept = usable(effects) & np.array(within)
    df = fit.k - 1
    wald = residual_sum(effects.yi[kept], effects.vi[kept], 0.0) if kept.any() else 0.0
    # Rounding can put the difference of two equal likelihoods a little below 0.
    ratio = max(0.0, 2 * (saturated_loglik(counts) - fit.loglik_common))
    return {
        "Q_wald": wald,
        "Q_wald_p": float(chdtrc(df, wald)) if df else 1.0,
        "Q_lrt": ratio,
        "Q_lrt_p": float(chdtrc(df, ratio)) if df else 1.0,
    }


def _exact_facts(counts: Counts, fit: RandomIntercept) -> Plain:
    facts: Plain = {"estimate": fit.estimate, "se": fit.se, "tau2": fit.tau2}
    if not fit.boundary:
        facts |= {"tau": fit.tau, "tau_se": fit.tau_se}
    facts |= {"loglik": fit.loglik, "boundary": fit.boundary}
    if not fit.boundary:
        facts["LRT_tau2"] = 2 * (fit.loglik - fit.loglik_common)

    def by_t(df: int, *, prediction: bool = False) -> Interval | None:
        return natural_interval(counts, fit, df, prediction=prediction) if df > 0 else None

    return facts | {
        "natural": natural(counts, fit.estimate),
        "natural_ci_z": natural_interval(counts, fit, None),
        "natural_ci_t_km1": by_t(fit.k - 1),
        "natural_pi_z": natural_interval(counts, fit, None, prediction=True),
        "natural_pi_t_km1": by_t(fit.k - 1, prediction=True),
        "natural_pi_t_km2": by_t(fit.k - 2, prediction=True),
    }


def _beta_facts(fit: BetaBinomial) -> Plain:
    if fit.boundary:
        return {
            "boundary": True,
            "rho": 0.0,
            "logit_mean": fit.logit_mean,
            "se": fit.se,
            "loglik": fit.loglik,
            "proportion": fit.proportion,
        }
    return {
        "boundary": False,
        "logit_mean": fit.logit_mean,
        "se": fit.se,
        "logit_rho": math.log(fit.rho / (1 - fit.rho)),
        "rho": fit.rho,
        "loglik": fit.loglik,
        "loglik_binomial": fit.loglik_binomial,
        "proportion": fit.proportion,
        "ci": fit.interval(),
    }


def _expected_facts(fit: BetaBinomial) -> Plain | None:
    if fit.expected_se is None:
        return None
    logit_rho = math.log(fit.rho / (1 - fit.rho))
    return {
        "logit_mean": fit.logit_mean,
        "logit_rho": logit_rho,
        "se": fit.expected_se,
        "loglik": fit.loglik,
    }
