"""Two groups of counts compared by their likelihood, under the names other programs use.

Studies in which nobody, or everybody, had the event say nothing about the difference and are left
out.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from generator.model.study_table import StudyTable
from generator.pool.plain import Plain
from generator.statistics.cumulant import Binomial, Hypergeometric, Poisson
from generator.statistics.each_study import fit_each_study, saturated_loglik
from generator.statistics.effect import Effects, Floats
from generator.statistics.effect_comparison import log_odds_ratios
from generator.statistics.effect_rate import log_rate_ratios
from generator.statistics.glmm import fit_random_intercept
from generator.statistics.glmm_by_points import fit_by_points
from generator.statistics.glmm_fixed_studies import Pair, fit_fixed_studies
from generator.statistics.glmm_random_studies import fit_random_studies
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import (
    around,
    pool_random,
    quantile,
    two_sided_p,
    typical_variance,
)
from generator.statistics.tau_squared import residual_sum

# The distribution sums over every count that was possible, at each step of the search.
_MOST_EVENTS = 50_000
# One study has nothing to differ from.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Tables:
    """The columns of the studies that say something, and their estimates."""

    columns: tuple[Floats, Floats, Floats, Floats]
    effects: Effects


def odds_ratio_facts(table: StudyTable) -> Plain:
    """Return the four likelihood models of the odds ratio."""
    x1, n1, x2, n2 = (np.array(table.columns[name]) for name in ("x1", "n1", "x2", "n2"))
    # Studies in which nobody or everybody had the event have no finite odds ratio to add.
    both = x1 + x2
    tells = (both > 0) & (both < n1 + n2)
    columns = x1[tells], n1[tells], x2[tells], n2[tells]
    call = 'rma.glmm(measure="OR", ai=x1, n1i=n1, ci=x2, n2i=n2, model=, nAGQ=)'
    if tells.sum() < _FEWEST:
        return {"call": call, "error": "fewer than two studies say something about the odds ratio"}
    tables = _Tables(columns, log_odds_ratios(*columns))
    pair = Pair(Binomial.of(*columns[:2]), Binomial.of(*columns[2:]))
    x1, n1, x2, n2 = columns
    # Given the events of both groups together, the offset stands for the sizes of the groups.
    given = Binomial.of(x1, x1 + x2, np.log(n1 / n2))
    return {
        "call": call,
        "UM.FS_nAGQ7": tried(lambda: _fixed_studies(tables, pair)),
        "UM.RS_nAGQ1": tried(lambda: _random_studies(tables, pair)),
        "CM.AL_nAGQ7": tried(lambda: _conditional(tables, given, np.log(n2 / n1))),
        "CM.EL": tried(lambda: _hypergeometric(tables)),
    }


def rate_ratio_facts(table: StudyTable) -> Plain:
    """Return the three likelihood models of the rate ratio; the conditional one is exact."""
    x1, t1, x2, t2 = (np.array(table.columns[name]) for name in ("x1", "t1", "x2", "t2"))
    tells = x1 + x2 > 0
    columns = x1[tells], t1[tells], x2[tells], t2[tells]
    call = 'rma.glmm(measure="IRR", x1i=x1, t1i=t1, x2i=x2, t2i=t2, model=, nAGQ=)'
    if tells.sum() < _FEWEST:
        return {"call": call, "error": "fewer than two studies have an event"}
    tables = _Tables(columns, log_rate_ratios(*columns))
    pair = Pair(Poisson.of(*columns[:2]), Poisson.of(*columns[2:]))
    x1, t1, x2, t2 = columns
    conditional = tried(
        lambda: _conditional(tables, Binomial.of(x1, x1 + x2, np.log(t1 / t2)), np.log(t2 / t1))
    )
    return {
        "call": call,
        "UM.FS_nAGQ7": tried(lambda: _fixed_studies(tables, pair)),
        "UM.RS_nAGQ1": tried(lambda: _random_studies(tables, pair)),
        # With rates the conditional model is exact, so both names stand for one fit.
        "CM.EL_nAGQ7": conditional,
        "CM.EL": conditional,
    }


def tried(fit: Callable[[], Plain]) -> Plain:
    """Return a fit, or why there is none."""
    try:
        # A number that is none would go on through every later step and be shown as no figure.
        with np.errstate(divide="raise", invalid="raise", over="raise"):
            return fit()
    except (NoAnswerError, np.linalg.LinAlgError) as error:
        return {"error": str(error)}
    except ArithmeticError:
        return {"error": "the counts and times are too far apart for this model: check the units"}


def _start(tables: _Tables) -> tuple[float, float]:
    near = pool_random(*tables.effects, "REML", "z")
    return near.estimate, float(np.sqrt(near.tau2))


def _fixed_studies(tables: _Tables, pair: Pair) -> Plain:
    fit = fit_fixed_studies(pair, *_start(tables))
    wald = _wald(Effects(*_within(pair, tables)))
    ratio = 2 * (saturated_loglik(pair.first) + saturated_loglik(pair.second) - fit.loglik_common)
    return _facts(tables, (fit.estimate, fit.se, fit.tau2, fit.loglik), wald, ratio)


def _random_studies(tables: _Tables, pair: Pair) -> Plain:
    fit, tests = fit_random_studies(pair, *_start(tables))
    return _facts(tables, (fit.estimate, fit.se, fit.tau2, fit.loglik), tests.wald, tests.ratio)


def _conditional(tables: _Tables, counts: Binomial, shift: Floats) -> Plain:
    """Return the logistic model of the events in the first group among those of both."""
    exact = fit_random_intercept(counts)
    few = fit_by_points(counts, exact, 7)
    x1, both = counts.events, counts.totals
    kept = (x1 > 0) & (x1 < both)
    first, second = x1[kept], both[kept] - x1[kept]
    wald = _wald(Effects(np.log(first / second) + shift[kept], 1 / first + 1 / second))
    ratio = 2 * (saturated_loglik(counts) - exact.loglik_common)
    return _facts(tables, (few.estimate, few.se, few.tau2, few.loglik), wald, ratio)


def _hypergeometric(tables: _Tables) -> Plain:
    """Return the model of the noncentral hypergeometric distribution, by its exact likelihood."""
    if sum(events.sum() for events in (tables.columns[0], tables.columns[2])) > _MOST_EVENTS:
        others = "the other models say the same in a fraction of the time"
        return {"error": f"more than {_MOST_EVENTS} events: {others}"}
    counts = Hypergeometric.of(*tables.columns)
    fit = fit_random_intercept(counts)
    alone = fit_each_study(counts)
    figures = (fit.estimate, fit.se, fit.tau2, fit.loglik)
    return _facts(tables, figures, _wald(alone.effects), 2 * (alone.loglik - fit.loglik_common))


def _within(pair: Pair, tables: _Tables) -> tuple[Floats, Floats]:
    """Return log ratios and variances of studies with a finite log odds or rate in both groups."""
    kept = np.ones(len(tables.effects.yi), dtype=bool)
    for counts in pair:
        kept &= (counts.events > counts.least) & (counts.events < counts.most)
    return tables.effects.yi[kept], tables.effects.vi[kept]


def _wald(effects: Effects) -> float:
    return residual_sum(*effects, 0.0) if len(effects.yi) else 0.0


def _facts(
    tables: _Tables, figures: tuple[float, float, float, float], wald: float, ratio: float
) -> Plain:
    estimate, se, tau2, loglik = figures
    k, ratio = len(tables.effects.yi), max(0.0, ratio)
    return {
        "k": k,
        "estimate": estimate,
        "se": se,
        "p": two_sided_p(estimate / se, None) if se > 0 else None,
        "ci": around(estimate, quantile(None) * se),
        "tau2": tau2,
        "I2_metafor": 100 * tau2 / (tau2 + typical_variance(tables.effects.vi)),
        "Q_wald": wald,
        "Q_wald_p": float(chdtrc(k - 1, wald)),
        "Q_lrt": ratio,
        "Q_lrt_p": float(chdtrc(k - 1, ratio)),
        "loglik": loglik,
    }
