"""What readers are told of a pooled measure: a few numbers, on the scale they know."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generator.model.study_table import StudyTable
from generator.pool.analysis import kept, why_not_pooled
from generator.pool.measures import Measure
from generator.pool.zeros import stratified
from generator.statistics.cumulant import Binomial, Counts, Poisson
from generator.statistics.effect import Effects
from generator.statistics.effect_rate import exact_rate_interval
from generator.statistics.glmm import RandomIntercept, fit_random_intercept
from generator.statistics.heterogeneity import HeterogeneityInterval, q_profile
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.pooling import (
    Pooled,
    around,
    pool_common,
    pool_random,
    quantile,
    weights_percent,
)
from generator.statistics.proportion import Interval, wilson_interval
from generator.statistics.sensitivity import Egger, egger_test

# Below five studies their spread is hardly known (as on the site, FEWEST_FOR_MODEL).
FEW_STUDIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An estimate with its interval on the scale of readers; a prediction has only an interval.

    `counts` are events and people, or events and time, where the study has such.
    """

    name: str
    interval: Interval
    estimate: float | None = None
    prediction: bool = False
    counts: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A measure pooled over studies: each study's line, the pooled lines, how far studies differ.

    `stratified` is the Mantel-Haenszel estimate of two groups, to which nothing is added.
    `why_not_exact` and `why_not_stratified` say why there is none where counts could have one.
    """

    table: StudyTable
    measure: Measure
    studies: tuple[Line, ...]
    weights: tuple[float, ...]
    pooled: tuple[Line, ...]
    common: Pooled
    random: Pooled | None
    exact: RandomIntercept | None
    why_not_exact: str
    stratified: Line | None
    why_not_stratified: str
    spread: HeterogeneityInterval | None
    egger: Egger | None
    dropped: tuple[str, ...]


def summarise(table: StudyTable, measure: Measure) -> Summary | None:
    """Return the summary of a measure; none where no study has it, or they cannot be weighed.

    Random effects by REML with the modified Hartung-Knapp test; counts of one group also by their
    exact likelihood, with t on k - 1 degrees of freedom.
    """
    used, effects, dropped = kept(table, measure)
    if why_not_pooled(effects):
        return None
    several = len(used) > 1
    common = pool_common(*effects)
    random = pool_random(*effects) if several else None
    exact, why_not_exact = None, ""
    if several:
        try:
            with np.errstate(divide="raise", invalid="raise", over="raise"):
                exact = _exact(used, measure)
        except NoAnswerError as error:
            why_not_exact = str(error)
        except ArithmeticError:
            why_not_exact = "the counts and times are too far apart: check the units"
    by_strata, why_not_stratified = _stratified(table, measure)
    return Summary(
        table=used,
        measure=measure,
        studies=tuple(_studies(used, measure, effects)),
        weights=tuple(weights_percent(effects.vi, random.tau2 if random else 0.0).tolist()),
        pooled=tuple(_lines(used, measure, common, random, exact)),
        common=common,
        random=random,
        exact=exact,
        why_not_exact=why_not_exact,
        stratified=by_strata,
        why_not_stratified=why_not_stratified,
        spread=q_profile(*effects) if several else None,
        egger=egger_test(*effects),
        dropped=tuple(dropped),
    )


def _exact(table: StudyTable, measure: Measure) -> RandomIntercept | None:
    counts: Counts
    if measure.name == "PLO":
        counts = Binomial.of(table.columns["x"], table.columns["n"])
    elif measure.name == "IRLN":
        counts = Poisson.of(table.columns["x"], table.columns["t"])
    else:
        return None
    return fit_random_intercept(counts)


def _stratified(table: StudyTable, measure: Measure) -> tuple[Line | None, str]:
    """Return the Mantel-Haenszel estimate of all studies of a table, or why there is none."""
    if measure.stratify is None:
        return None, ""
    fit, why_none = stratified(table, measure)
    if fit is None:
        return None, why_none
    name = "Mantel-Haenszel, nothing added"
    return _line(name, fit.estimate, fit.ci, _back(table, measure)), ""


def _studies(table: StudyTable, measure: Measure, effects: Effects) -> list[Line]:
    """Return each study as readers know it: its counts, with nothing added to a zero."""
    by_itself = _BY_ITSELF.get(table.layout.name)
    if by_itself is not None:
        columns = zip(*(table.columns[column] for column in measure.columns), strict=True)
        return [
            by_itself(label, *counts) for label, counts in zip(table.labels, columns, strict=True)
        ]
    back, z = _back(table, measure), quantile(None)
    return [
        _line(label, float(estimate), around(float(estimate), z * math.sqrt(variance)), back)
        for label, estimate, variance in zip(table.labels, effects.yi, effects.vi, strict=True)
    ]


def _share(label: str, events: float, total: float) -> Line:
    interval = wilson_interval(int(events), int(total))
    return Line(name=label, interval=interval, estimate=events / total, counts=(events, total))


def _rate(label: str, events: float, time: float) -> Line:
    interval = exact_rate_interval(events, time)
    return Line(name=label, interval=interval, estimate=events / time, counts=(events, time))


_BY_ITSELF = {"proportion": _share, "single_rate": _rate}


def _lines(
    table: StudyTable,
    measure: Measure,
    common: Pooled,
    random: Pooled | None,
    exact: RandomIntercept | None,
) -> list[Line]:
    back = _back(table, measure)
    lines = [_line("common effect", common.estimate, common.ci, back)]
    if random is not None and random.pi_t_km1 is not None:
        lines.append(_line("random effects", random.estimate, random.ci, back))
        # The exact likelihood, where there is one, also predicts: it adds nothing to zeros.
        prediction = random.pi_t_km1
        if exact is not None:
            t = quantile(exact.k - 1)
            ci = around(exact.estimate, t * exact.se)
            lines.append(_line("exact likelihood", exact.estimate, ci, back))
            prediction = around(exact.estimate, t * math.hypot(exact.se, exact.tau))
        lines.append(_line("a new study, 95 % of the time", None, prediction, back))
    return lines


def _line(
    name: str, estimate: float | None, interval: Interval, back: Callable[[float], float]
) -> Line:
    shown = Interval(back(interval.low), back(interval.high))
    middle = None if estimate is None else back(estimate)
    return Line(name=name, interval=shown, estimate=middle, prediction=estimate is None)


def _back(table: StudyTable, measure: Measure) -> Callable[[float], float]:
    back = measure.back
    return (lambda value: value) if back is None else lambda value: back(value, table)
