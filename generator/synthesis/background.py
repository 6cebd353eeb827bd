"""What people on placebo did: the background to uncontrolled responses, no comparison."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.number import Count
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult, Result
from generator.model.study import Study
from generator.model.vocabulary import SAFETY, UNLISTED, Measure, Threshold
from generator.synthesis.groups import (
    KINDS_OF_EVIDENCE,
    Entry,
    all_results,
    domain,
    domains_in_order,
    of_kind,
    standing,
)
from generator.synthesis.selection import is_final
from generator.synthesis.study_design import control_arms, has_control, has_other_groups

# Harms have their own pages; whether somebody got better is not asked there.
_NO_RESPONSE = frozenset({SAFETY})


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
    def is_share(self) -> bool:
        """Tell whether people were counted, rather than scored."""
        return isinstance(self.result, ProportionResult)

    @property
    def share(self) -> Decimal | None:
        """Return the share in percent, as printed or else of the count; None for a score."""
        result = self.result
        if not isinstance(result, ProportionResult):
            return None
        if result.percent is not None and result.percent.exact is not None:
            return result.percent.exact
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


class Background(NamedTuple):
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


def background_of(
    evidence: Evidence, entries: Iterable[Entry], measures: Iterable[str] = ()
) -> Background | None:
    """Return the background of results and further measures; None if every one has a control."""
    responses = [entry for entry in entries if domain(evidence, entry.result) not in _NO_RESPONSE]
    alone = [entry for entry in responses if not has_control(evidence, entry.study)]
    # A dictionary, not a set: thresholds are shown in the order of the results they belong to.
    asked = dict.fromkeys([*(entry.result.measure for entry in alone), *measures])
    named = [evidence.measures[name] for name in asked if name in evidence.measures]
    domains = _domains(evidence, alone, named)
    if not domains:
        return None
    figures: list[OnPlacebo] = []
    for name in domains:
        figures += _same_measure_first(evidence, name, asked)
    answered = {domain(evidence, figure.result) for figure in figures}
    return Background(
        domains=domains,
        shares=tuple(figure for figure in figures if figure.is_share),
        scores=tuple(figure for figure in figures if not figure.is_share),
        silent=tuple(name for name in domains if name not in answered),
        thresholds=_thresholds(named),
        limits=_limits(evidence, responses),
    )


def background_of_study(evidence: Evidence, study: Study) -> Background | None:
    """Return the background of one study; None if it has a control."""
    # What single patients did is a response too, and needs the same background.
    in_patients = [patient.measure for patient in study.patients if patient.measure]
    return background_of(evidence, all_results([study]), in_patients)


def _domains(
    evidence: Evidence, alone: Iterable[Entry], measures: Iterable[Measure]
) -> tuple[str, ...]:
    names = {domain(evidence, entry.result) for entry in alone}
    names |= {measure.domain for measure in measures}
    return domains_in_order(evidence, names - _NO_RESPONSE)


def _same_measure_first(
    evidence: Evidence, domain_name: str, asked: Iterable[str]
) -> list[OnPlacebo]:
    return sorted(
        on_placebo(evidence, domain_name, asked), key=lambda figure: not figure.same_measure
    )


def on_placebo(
    evidence: Evidence, domain_name: str, asked: Iterable[str] = ()
) -> tuple[OnPlacebo, ...]:
    """Return every share and score on placebo in a domain of outcome, without retracted trials."""
    # Two unlisted outcomes share this word and no definition: they are not the same measure.
    wanted = {*asked} - {UNLISTED}
    return tuple(
        OnPlacebo(study, result, result.measure in wanted, _size_of_group(study, result))
        for study, result in _final_on_control(evidence)
        if domain(evidence, result) == domain_name and (_is_share(result) or _is_score(result))
    )


def _final_on_control(evidence: Evidence) -> Iterator[Entry]:
    """Yield the final results of control groups by kind of evidence, the largest study first."""
    for kind in KINDS_OF_EVIDENCE:
        for study in standing(evidence, of_kind(evidence, kind)):
            # Only a control such as placebo is background: an active comparator is treatment too.
            controls = control_arms(evidence, study)
            for result in study.results:
                if result.arm in controls and is_final(result):
                    yield Entry(study, result)


def _size_of_group(study: Study, result: Result) -> Count | None:
    if result.total or not result.arm:
        return None
    return study.arm(result.arm).total


def bands(evidence: Evidence, background: Background) -> tuple[Band, ...]:
    """Return the lowest and the highest share on placebo in each domain that has any."""
    spans = []
    for name in background.domains:
        ordered = sorted(
            (figure for figure in background.shares if domain(evidence, figure.result) == name),
            key=lambda figure: figure.share or 0,
        )
        if ordered:
            spans.append(Band(name, ordered[0], ordered[-1]))
    return tuple(spans)


def _is_share(result: Result) -> bool:
    if not isinstance(result, ProportionResult):
        return False
    # `share` divides by the total, so a group of nobody is none.
    counted = result.events is not None and result.total is not None and result.total.value > 0
    return counted or (result.percent is not None and result.percent.exact is not None)


def _is_score(result: Result) -> bool:
    if isinstance(result, ChangeResult):
        return result.change is not None or result.follow_up is not None
    return isinstance(result, ContinuousResult)


def _thresholds(measures: Iterable[Measure]) -> tuple[tuple[Threshold, tuple[Measure, ...]], ...]:
    """Return each threshold once, with every measure it is for; sources that clash stay apart."""
    grouped: dict[tuple[str | None, ...], tuple[Threshold, list[Measure]]] = {}
    for measure in measures:
        for threshold in measure.thresholds:
            key = (
                threshold.label,
                threshold.value,
                threshold.applies_to,
                threshold.url,
                threshold.where,
            )
            grouped.setdefault(key, (threshold, []))[1].append(measure)
    return tuple((threshold, tuple(named)) for threshold, named in grouped.values())


def _limits(evidence: Evidence, entries: Sequence[Entry]) -> Limits:
    """Return what the results cannot show; a retracted study is counted only if it stands alone."""
    retracted = evidence.retracted_studies
    counted = [entry for entry in entries if entry.study.id not in retracted] or entries
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
