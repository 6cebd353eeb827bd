"""The R script that reproduces an average of the site, with its studies inside."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from generator.model.study_table import (
    GENERIC_ERROR,
    PROPORTION,
    TWO_GROUP_BINARY,
    TWO_GROUP_CONTINUOUS,
    TWO_GROUP_RATE,
    Layout,
    StudyTable,
)
from generator.pool.measures import measures_for
from generator.pool.r_script import r_script
from generator.synthesis.design_effect import error_factor
from generator.synthesis.estimate import Estimate, Input
from generator.synthesis.group_figures import events_in_time, means_of
from generator.synthesis.models import MANTEL_HAENSZEL, Pooled
from generator.synthesis.rare_events import tells_of_ratio

_EXACT = (
    "# The site shows the line `exact`, on the scale of log odds: 1/(1 + exp(-x)) is the share.\n"
)
_SCALES = {
    "ratio": "as logarithms: exp(x) gives the ratio",
    "difference": "in the units of the scale",
}
_COUNTS = "ai = x1, n1i = n1, ci = x2, n2i = n2, data = dat"
_RANDOM_WEIGHTS = "weights(random)"
_STRATIFIED_WEIGHTS = {
    "risk-ratio": f'weights(rma.mh(measure = "RR", {_COUNTS}))',
    "rate-ratio": "weights(rma.mh("
    'measure = "IRR", x1i = x1, t1i = t1, x2i = x2, t2i = t2, data = dat))',
}


class _Form(NamedTuple):
    """A way in which the numbers of a study may stand in a script, and its measure in metafor.

    `row` gives the numbers of one study in the order of the layout; None where it is not of this
    form, so that the whole script takes the next one.
    """

    measure: str
    layout: Layout
    row: Callable[[Input], tuple[float, ...] | None]


def estimate_script(estimate: Estimate) -> str | None:
    """Return an R script for metafor that reproduces an average; None where nothing is averaged.

    Counts, means and rates of both groups stand in it where every study has them; else it holds
    the estimate of each study with its standard error. Each line it prints holds a name, estimate,
    lower and upper limit, and after them `weight` with a study and its weight in percent.
    """
    if estimate.pooled is None:
        return None
    measure, table = _table(estimate)
    if estimate.scale == "share":
        return _EXACT + r_script(table, measures_for(table)[measure])
    tau = estimate.pooled.tau
    script = r_script(table, measures_for(table)[measure], None if tau is None else tau**2)
    return "".join((_which_lines(estimate.pooled), script, *_other_lines(estimate)))


def _which_lines(pooled: Pooled) -> str:
    """Return a comment that says which of the printed lines are those on the page."""
    lines = ["`mantel_haenszel`" if _is_stratified(pooled) else "`random`"]
    if pooled.prediction_low is not None:
        lines.append("`prediction`")
    noun = "lines" if len(lines) > 1 else "line"
    shown = " and ".join(lines)
    return f"# The site shows the {noun} {shown}, {_SCALES[pooled.scale]}.\n"


def _other_lines(estimate: Estimate) -> Iterator[str]:
    """Yield what prints the weights, and the averages by methods that are not in front."""
    rare = estimate.pooled is not None and _is_stratified(estimate.pooled)
    weights = _STRATIFIED_WEIGHTS[estimate.effect] if rare else _RANDOM_WEIGHTS
    yield f'cat(sprintf("weight %s %.15g\\n", dat$study, {weights}), sep = "")\n'
    yield 'report("normal", rma(yi, vi, data = dat, test = "z", control = precise))\n'
    if rare and estimate.effect == "risk-ratio":
        yield f'report("peto_odds", rma.peto({_COUNTS}))\n'
        yield f'report("mantel_haenszel_odds", rma.mh(measure = "OR", {_COUNTS}))\n'


def _is_stratified(pooled: Pooled) -> bool:
    return pooled.method.startswith(MANTEL_HAENSZEL)


def _telling(estimate: Estimate) -> list[Input]:
    """Return the inputs that enter the average: a trial without any event tells of no ratio."""
    return [entry for entry in estimate.inputs if tells_of_ratio(entry.candidate)]


def _table(estimate: Estimate) -> tuple[str, StudyTable]:
    """Return the measure and the inputs of an average, in the first form that fits every study."""
    for form in _FORMS:
        rows = [form.row(entry) for entry in _telling(estimate)]
        known = [row for row in rows if row is not None]
        if len(known) == len(rows):
            return form.measure, _study_table(estimate, form.layout, known)
    raise ValueError("an average holds only studies with an estimate and its standard error")


def _study_table(
    estimate: Estimate, layout: Layout, rows: Sequence[tuple[float, ...]]
) -> StudyTable:
    labels = tuple(entry.candidate.study.label for entry in _telling(estimate))
    columns = dict(zip(layout.columns, zip(*rows, strict=True), strict=True))
    return StudyTable(name="inputs", layout=layout, labels=labels, years=None, columns=columns)


def _share(entry: Input) -> tuple[float, ...] | None:
    return _floats(*entry.candidate.counts) if entry.figure.scale == "share" else None


def _counts(entry: Input) -> tuple[float, ...] | None:
    if not _is_of_groups(entry, "risk-ratio"):
        return None
    return _floats(*entry.candidate.counts, *entry.candidate.control_counts)


def _rates(entry: Input) -> tuple[float, ...] | None:
    if not _is_of_groups(entry, "rate-ratio"):
        return None
    on_drug = events_in_time(entry.candidate.treated)
    beside = events_in_time(entry.candidate.controls)
    return _floats(*on_drug[:2], *beside[:2]) if on_drug and beside else None


def _means(entry: Input) -> tuple[float, ...] | None:
    means = means_of(entry.candidate) if _is_of_groups(entry, "mean-difference") else None
    return _floats(*means.on_drug[:3], *means.beside[:3]) if means else None


def _deviations(entry: Input) -> tuple[float, ...] | None:
    # On a scale that runs the other way the groups would have to change places.
    if not _is_of_groups(entry, "standardised-mean-difference") or entry.candidate.turned:
        return None
    means = means_of(entry.candidate)
    return _floats(*means.on_drug[:3], *means.beside[:3]) if means else None


def _effect(entry: Input) -> tuple[float, ...] | None:
    figure = entry.figure
    if figure.error is None:
        return None
    # Errors of ratios are those of their logarithms.
    value = math.log(figure.value) if figure.scale == "ratio" else figure.value
    return value, figure.error


def _is_of_groups(entry: Input, effect: str) -> bool:
    """Tell whether a figure is an effect that figures of two groups give as they are."""
    # Figures of clusters give a narrower interval than the one that the site allows them.
    allowed = error_factor(entry.candidate.study, entry.candidate.result) == 1
    return bool(entry.candidate.controls) and entry.figure.effect == effect and allowed


def _floats(*numbers: float) -> tuple[float, ...]:
    return tuple(map(float, numbers))


# What readers can check in the reports comes first.
_FORMS = (
    _Form("PLO", PROPORTION, _share),
    _Form("RR", TWO_GROUP_BINARY, _counts),
    _Form("IRR", TWO_GROUP_RATE, _rates),
    _Form("MD", TWO_GROUP_CONTINUOUS, _means),
    _Form("SMD", TWO_GROUP_CONTINUOUS, _deviations),
    _Form("GEN", GENERIC_ERROR, _effect),
)
