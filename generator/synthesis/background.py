"""What people did who took a placebo: context for every response without a control group, not a comparison."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.number import Count
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult, Result
from generator.model.study import Study
from generator.model.vocabulary import UNLISTED, Measure, Threshold
from generator.synthesis.groups import (
    KINDS_OF_EVIDENCE,
    Entry,
    domain,
    domains_in_order,
    of_kind,
    standing,
)
from generator.synthesis.selection import is_final

CONTROL = "control"
# Harms have their own pages; whether somebody got better is not asked there.
_NO_RESPONSE = frozenset({"safety"})


class OnPlacebo(NamedTuple):
    """What one group on placebo did: a share of people, or a score.

    `same_measure` says that the outcome is one of those asked about, and not only of the same
    domain. `group` is the size of the group, where the result itself does not say how many people
    it is about.
    """

    study: Study
    result: Result
    same_measure: bool
    group: Count | None

    @property
    def share(self) -> Decimal | None:
        """Return the share in percent, as printed or else of the count; None for a score."""
        result = self.result
        if not isinstance(result, ProportionResult):
            return None
        if result.percent is not None:
            return result.percent.value
        assert result.events is not None  # noqa: S101 - chosen by _is_share
        assert result.total is not None  # noqa: S101 - the same
        return Decimal(100 * result.events.value) / result.total.value


class Limits(NamedTuple):
    """Why a response proves little: how many of the studies lack a control group, and in which way.

    `historical` of them show people treated earlier or elsewhere, `single` are about one patient;
    `before_after` says that changes from the start are among the figures.
    """

    studies: int
    uncontrolled: int
    historical: int
    single: int
    before_after: bool


class Context(NamedTuple):
    """What belongs beside responses without a control group.

    `shares` and `scores` are of people on placebo, the same outcome first; `silent` are the domains
    of outcome on which no trial reports any; each threshold stands with the measures it is for.
    """

    domains: tuple[str, ...]
    shares: tuple[OnPlacebo, ...]
    scores: tuple[OnPlacebo, ...]
    silent: tuple[str, ...]
    thresholds: tuple[tuple[Threshold, tuple[Measure, ...]], ...]
    limits: Limits


class Band(NamedTuple):
    """The lowest and the highest share on placebo in one domain of outcome."""

    domain: str
    low: OnPlacebo
    high: OnPlacebo


def context_of(
    evidence: Evidence, entries: Iterable[Entry], measures: Iterable[str] = ()
) -> Context | None:
    """Return the context of these results, and of further measures; None where every response has its control."""
    shown = [entry for entry in entries if domain(evidence, entry.result) not in _NO_RESPONSE]
    alone = [entry for entry in shown if not has_control(evidence, entry.study)]
    asked = dict.fromkeys([*(entry.result.measure for entry in alone), *measures])
    named = [
        evidence.measures[name] for name in asked if name != UNLISTED and name in evidence.measures
    ]
    found = [
        *(domain(evidence, entry.result) for entry in alone),
        *(measure.domain for measure in named),
    ]
    domains = tuple(name for name in domains_in_order(found) if name not in _NO_RESPONSE)
    if not domains:
        return None
    figures = [
        item
        for name in domains
        for item in sorted(
            on_placebo(evidence, name, asked), key=lambda item: not item.same_measure
        )
    ]
    answered = {domain(evidence, item.result) for item in figures}
    return Context(
        domains=domains,
        shares=tuple(item for item in figures if isinstance(item.result, ProportionResult)),
        scores=tuple(item for item in figures if not isinstance(item.result, ProportionResult)),
        silent=tuple(name for name in domains if name not in answered),
        thresholds=_thresholds(named),
        limits=_limits(evidence, shown),
    )


def on_placebo(
    evidence: Evidence, domain_name: str, asked: Iterable[str] = ()
) -> tuple[OnPlacebo, ...]:
    """Return every share and score of people on placebo in a domain of outcome; retracted trials are left out."""
    wanted = {*asked} - {UNLISTED}
    return tuple(
        OnPlacebo(
            study,
            result,
            result.measure in wanted,
            None if result.total else study.arm(result.arm).total,
        )
        for kind in KINDS_OF_EVIDENCE
        for study in standing(evidence, of_kind(evidence, kind))
        for result in study.results
        if result.arm in control_arms(evidence, study)
        and domain(evidence, result) == domain_name
        and is_final(result)
        and (_is_share(result) or _is_score(result))
    )


def bands(evidence: Evidence, context: Context) -> tuple[Band, ...]:
    """Return the lowest and the highest share on placebo in each domain: of the same outcome, where there is one."""
    found = []
    for name in context.domains:
        shares = [item for item in context.shares if domain(evidence, item.result) == name]
        ordered = sorted(shares, key=lambda item: item.share or 0)
        if ordered:
            found.append(Band(name, ordered[0], ordered[-1]))
    return tuple(found)


def control_arms(evidence: Evidence, study: Study) -> frozenset[str]:
    """Return the arms of a study that took a control, such as a placebo."""
    return frozenset(
        arm.id
        for arm in study.arms
        if (drug := evidence.drugs.get(arm.drug or "")) and drug.role == CONTROL
    )


def has_control(evidence: Evidence, study: Study) -> bool:
    """Tell whether the study compares groups."""
    design = evidence.designs.get(study.design)
    return design is not None and design.comparative


def has_other_groups(evidence: Evidence, study: Study) -> bool:
    """Tell whether a study without a control group shows people on another treatment, as historical controls do."""
    others = (evidence.drugs.get(arm.drug or "") for arm in study.arms)
    return not has_control(evidence, study) and any(
        drug and drug.role == "comparator" for drug in others
    )


def is_randomised(evidence: Evidence, study: Study) -> bool:
    """Tell whether chance assigned the groups: such designs are appraised with RoB, the tool for randomised trials."""
    design = evidence.designs.get(study.design)
    return design is not None and design.appraisal_tool.startswith("RoB")


def _is_share(result: Result) -> bool:
    if not isinstance(result, ProportionResult):
        return False
    counted = result.events is not None and result.total is not None and result.total.value > 0
    return counted or result.percent is not None


def _is_score(result: Result) -> bool:
    return isinstance(result, ContinuousResult) or (
        isinstance(result, ChangeResult)
        and (result.change is not None or result.follow_up is not None)
    )


def _thresholds(measures: Iterable[Measure]) -> tuple[tuple[Threshold, tuple[Measure, ...]], ...]:
    """Return each threshold once, with every measure it is for; sources that clash stay apart."""
    found: dict[tuple[str | None, ...], tuple[Threshold, list[Measure]]] = {}
    for measure in measures:
        for item in measure.thresholds:
            key = (item.label, item.value, item.applies_to, item.url, item.where)
            found.setdefault(key, (item, []))[1].append(measure)
    return tuple((item, tuple(named)) for item, named in found.values())


def _limits(evidence: Evidence, shown: Sequence[Entry]) -> Limits:
    """Return what the results cannot show; a retracted study is counted only where it stands alone."""
    counted = [
        entry for entry in shown if entry.study.id not in evidence.retracted_studies
    ] or shown
    alone = [entry for entry in counted if not has_control(evidence, entry.study)]
    everyone = {entry.study.id for entry in counted}
    lacking = {entry.study.id: entry.study for entry in alone}
    return Limits(
        studies=len(everyone),
        uncontrolled=len(lacking),
        historical=sum(has_other_groups(evidence, study) for study in lacking.values()),
        single=sum(study.size is not None and study.size.value == 1 for study in lacking.values()),
        before_after=any(isinstance(entry.result, ChangeResult) for entry in alone),
    )
