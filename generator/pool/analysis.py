"""A table of studies analysed by every method that fits it, as plain values for other programs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from generator.model.study_table import StudyTable
from generator.pool.exact_comparison import odds_ratio_facts, rate_ratio_facts, tried
from generator.pool.exact_likelihood import beta_binomial_facts, rate_facts, share_facts
from generator.pool.inverse_variance import (
    back_transformed,
    fits_of,
    inverse_variance_facts,
    stratified_facts,
)
from generator.pool.measures import WITHOUT_VARIANCES, Measure, measures_for
from generator.pool.plain import Plain, plain
from generator.pool.single_studies import crude_facts, study_facts
from generator.pool.zeros import stratified, why_nothing_adds_up, zero_facts
from generator.statistics.effect import Effects, usable
from generator.statistics.mantel_haenszel import peto_odds_ratio

# A plain year; "1981a" and "in press" are none.
_YEAR = re.compile(r"-?\d+(?:\.\d+)?")
# Past these sizes, or this ratio of two variances, sums of squares of weights lose their digits.
_FARTHEST, _APART = 1e60, 1e20


def analyse(table: StudyTable, measure: str | None = None) -> Plain:
    """Return the analyses of a table: all that fit, or one measure and what belongs to it.

    Numbers are plain, None where there is none. Keys are those of R's metafor and its users: FE,
    DL, REML, ...; z, knha, adhoc; GLMM_PLO and so on. `rows` names every row of the table; `yi`,
    `vi` and weights have one place for each, None where a row has no estimate.
    """
    analyses: dict[str, object] = {
        name: measure_facts(table, fitting)
        for name, fitting in measures_for(table).items()
        if measure in {None, name}
    }
    for name, belongs_to in WITHOUT_VARIANCES.get(table.layout.name, {}).items():
        if measure in {None, name, belongs_to}:
            facts_without = _without_variances(name, table)
            if facts_without is not None:
                analyses[name] = facts_without
    if table.layout.name == "proportion" and measure in {None, "PLO", "GLMM_PLO"}:
        analyses |= {
            "beta_binomial": tried(lambda: beta_binomial_facts(table)),
            "crude": crude_facts(table),
        }
    facts: Plain = {
        "id": table.name,
        "type": table.layout.name,
        "k": len(table),
        "rows": list(table.rows),
        "cumulative_order": "row" if table.years is None else "year, then row",
        "analyses": analyses,
    }
    if studies := study_facts(table):
        facts["studies"] = studies
    return {name: plain(value) for name, value in facts.items()}


def measure_facts(table: StudyTable, measure: Measure) -> Plain:
    """Return everything about one measure; studies that cannot have it are named as dropped."""
    kept_table, effects, dropped = kept(table, measure)
    facts: Plain = {"call": measure.call}
    if dropped:
        facts["dropped"] = dropped
    if why_none := why_not_pooled(effects):
        return {**facts, "k": len(kept_table), "error": why_none}
    facts |= inverse_variance_facts(effects, kept_table, order_of(kept_table))
    if zeros := zero_facts(table, measure):
        facts["zeros"] = zeros
    if measure.stratify is not None:
        call = f'rma.mh(measure="{measure.name}", ...)  # add=c(1/2,0), to=c("only0","none")'
        fit, why_none = stratified(table, measure)
        facts["mantel_haenszel"] = stratified_facts(call, fit, why_none)
    if measure.back is not None and not measure.ratio:
        facts["back_transformed"] = back_transformed(fits_of(effects), measure.back, kept_table)
    return facts


def kept(table: StudyTable, measure: Measure) -> tuple[StudyTable, Effects, list[str]]:
    """Return the studies with an estimate and a variance, these, and the labels of the others."""
    effects = measure.effects(table)
    mask = usable(effects)
    if mask.all():
        return table, effects, []
    places = np.flatnonzero(mask)
    smaller = replace(
        table,
        labels=tuple(table.labels[place] for place in places),
        years=None if table.years is None else tuple(table.years[place] for place in places),
        every_label=table.rows,
        places=tuple((table.places or range(len(table)))[place] for place in places),
        columns={
            name: tuple(values[place] for place in places) for name, values in table.columns.items()
        },
    )
    dropped = [label for label, stays in zip(table.labels, mask, strict=True) if not stays]
    return smaller, Effects(effects.yi[mask], effects.vi[mask]), dropped


def why_not_pooled(effects: Effects) -> str:
    """Return why these estimates cannot be pooled by their variances; "" where they can be."""
    if not len(effects.vi):
        return "no study has an estimate with a variance above 0"
    least, most = float(effects.vi.min()), float(effects.vi.max())
    is_far = float(np.abs(effects.yi).max()) > _FARTHEST
    if is_far or least < 1 / _FARTHEST or most > _FARTHEST or most / least > _APART:
        return "variances are too small, too large or too far apart to be weighed: check the units"
    return ""


def order_of(table: StudyTable) -> list[int]:
    """Return the places of studies by year, then row; those without a year last.

    Without years the rows keep their order. Years that are not all numbers ("1981a") are ordered as
    text.
    """
    years = table.years
    if years is None:
        return list(range(len(table)))
    numbers = all(_YEAR.fullmatch(year) for year in years if year)

    def key(place: int) -> tuple[bool, float, str]:
        year = years[place]
        if not year or not numbers:
            return (not year, 0.0, year)
        return (False, float(year), "")

    return sorted(range(len(table)), key=key)


def _without_variances(name: str, table: StudyTable) -> Plain | None:
    if name == "PETO":
        columns = (table.columns[column] for column in ("x1", "n1", "x2", "n2"))
        fit, why_none = peto_odds_ratio(*columns), why_nothing_adds_up(table)
        return stratified_facts("rma.peto(...)", fit, why_none, with_p_of_q=False)
    return tried(lambda: _LIKELIHOODS[name](table))


_LIKELIHOODS: Mapping[str, Callable[[StudyTable], Plain]] = {
    "GLMM_PLO": share_facts,
    "GLMM_IRLN": rate_facts,
    "GLMM_OR": odds_ratio_facts,
    "GLMM_IRR": rate_ratio_facts,
}
