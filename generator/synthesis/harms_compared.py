"""A harm compared between two groups of a study: what the source prints, and what is computed."""

import math
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.result import ComparisonResult
from generator.model.study import Harm, Study
from generator.statistics.difference import difference_interval
from generator.statistics.effect_comparison import log_risk_ratios, risk_differences
from generator.statistics.proportion import Interval
from generator.synthesis.arms_of_result import beside_harm
from generator.synthesis.contrast import Share, share
from generator.synthesis.design_effect import error_factor
from generator.synthesis.interventions import is_intervention
from generator.synthesis.participants import must_share_people
from generator.synthesis.study_design import compares_groups, control_arms

# The normal quantile of a 95 % interval.
_Z = 1.959963984540054


class Computed(NamedTuple):
    """An effect computed from two counts, with its 95 % interval and how that was made."""

    value: float
    interval: Interval
    how: str


class HarmCompared(NamedTuple):
    """A harm in a group beside that in another: counts, risk ratio and difference of shares.

    `ratio` is None where nobody in either group had it; `why_not` says why nothing is computed.
    """

    other: Harm
    counts: tuple[Share, Share]
    ratio: Computed | None
    difference: Computed | None
    why_not: str = ""


def harms_compared(evidence: Evidence, study: Study, harm: Harm) -> tuple[HarmCompared, ...]:
    """Return a harm of a group beside each other group that counted people with it.

    The group on a drug of the topic stands first, a control last; else the first of the record.
    """
    first = share(harm)
    if first is None or not compares_groups(evidence, study):
        return ()
    pairs = ((other, share(other)) for other in beside_harm(evidence, study, harm))
    return tuple(
        compared_counts(study, harm, other, (first, second))
        for other, second in pairs
        if second and _goes_first(evidence, study, harm.arm, other.arm)
    )


def printed_comparisons(study: Study, harm: Harm, other: Harm) -> tuple[ComparisonResult, ...]:
    """Return the study's own comparisons of a harm of the same name between two groups."""
    groups, event = {harm.arm, other.arm}, harm.event.casefold()
    return tuple(
        result
        for result in study.results
        if isinstance(result, ComparisonResult)
        and result.reported_as.casefold() == event
        and {result.arm, result.against} == groups
    )


def _goes_first(evidence: Evidence, study: Study, arm: str, other: str) -> bool:
    controls, order = control_arms(evidence, study), [group.id for group in study.arms]

    def place(each: str) -> tuple[bool, bool, int]:
        on_drug = is_intervention(evidence, study.arm(each).drug)
        return not on_drug, each in controls, order.index(each)

    return place(arm) < place(other)


def compared_counts(
    study: Study, harm: Harm, other: Harm, counts: tuple[Share, Share]
) -> HarmCompared:
    """Return the counts of two sides with risk ratio and difference, or why there are none."""
    if study.crossover:
        words = "both groups hold the same people"
        return HarmCompared(other, counts, None, None, words)
    if must_share_people(study, (each.total for each in counts)):
        words = "the two groups hold more people than the study, so that they share some"
        return HarmCompared(other, counts, None, None, words)
    factor = error_factor(study, harm)
    if factor is None:
        words = "clusters were assigned, and how alike their people are is not known"
        return HarmCompared(other, counts, None, None, words)
    return HarmCompared(other, counts, _ratio(counts, factor), _difference(counts, factor))


def _ratio(counts: tuple[Share, Share], factor: float) -> Computed | None:
    """Return the risk ratio with its interval: Katz D and others. Biometrics 1978;34:469-474.

    Where one group has nobody with it, or everybody, 0.5 is added to each of the four cells.
    """
    first, second = counts
    if not first.events and not second.events:
        return None
    effects = log_risk_ratios([first.events], [first.total], [second.events], [second.total])
    log, error = float(effects.yi[0]), factor * math.sqrt(float(effects.vi[0]))
    limits = Interval(math.exp(log - _Z * error), math.exp(log + _Z * error))
    empty = any(each.events in {0, each.total} for each in counts)
    added = "; 0.5 added to each cell, as one is 0" if empty else ""
    return Computed(math.exp(log), limits, f"not adjusted{_of_clusters(factor)}{added}")


def _difference(counts: tuple[Share, Share], factor: float) -> Computed:
    """Return the difference of two shares: Newcombe's interval, with clusters that of the error."""
    first, second = counts
    columns = (first.events, first.total, second.events, second.total)
    middle = first.events / first.total - second.events / second.total
    if factor == 1:
        return Computed(middle, difference_interval(*columns), "Newcombe's interval")
    effects = risk_differences(*([number] for number in columns))
    reach = _Z * factor * math.sqrt(float(effects.vi[0]))
    limits = Interval(middle - reach, middle + reach)
    return Computed(middle, limits, f"Wald's interval{_of_clusters(factor)}")


def _of_clusters(factor: float) -> str:
    return "" if factor == 1 else ", widened for clusters"
