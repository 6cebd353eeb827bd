"""What randomised trials found of one outcome: with, without, and by how much the two differ.

The relative effect is that of the estimate; the risk without is the middle of the control groups of
the same trials, and both together give the difference for a hundred people. Sources: Cochrane
Handbook for Systematic Reviews of Interventions, version 6, sections 14.1.5 and 15.4.4; of an
interval that carries the uncertainty of the control risk too, Murad MH and others. BMJ
2023;381:e073141.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Literal, NamedTuple

from generator.model.record import record
from generator.model.study import Study
from generator.statistics.absolute_effect import (
    Absolute,
    ControlRisk,
    Effect,
    Measure,
    absolute_effect,
    risk_difference,
    uncertain_absolute_effect,
)
from generator.statistics.no_answer import NoAnswerError
from generator.synthesis.candidates import Candidate
from generator.synthesis.contrast import ReportedFigure, share
from generator.synthesis.estimate import Estimate
from generator.synthesis.group_figures import EventsInTime, events_in_time, means_of, table_of

Kind = Literal["risk", "rate", "mean"]
_MEASURES: dict[str, Measure] = {"risk-ratio": "RR", "odds-ratio": "OR", "hazard-ratio": "HR"}
_RATE = "rate-ratio"
_DIFFERENCES = frozenset({"mean-difference", "standardised-mean-difference"})


class Span(NamedTuple):
    """A value with the two ends of its interval; None where it has none."""

    value: float
    low: float | None
    high: float | None


@record
class Without:
    """What happened without the drug: the middle of control groups, the lowest and the highest.

    A risk is a share, a rate stands for one `unit` of time under observation. `people` are those of
    the group or groups in the middle; `crude` tells that all groups were added up, since the middle
    one had no event; `cohort` is the figure of other people, where no group of these trials counts.
    `basis` says, of a mean, whether it is a change.
    """

    kind: Kind
    value: float
    low: float
    high: float
    groups: int
    people: float
    crude: bool = False
    cohort: ReportedFigure | None = None
    basis: str = ""
    unit: str = ""


@record
class TrialFinding:
    """The estimate of trials as a reader needs it: without, difference and relative effect.

    `relative` is None for a difference of means. `difference` is a share of people, a rate, or in
    the unit of the outcome; it has no value where no risk without the drug is known, nor where
    trials are not averaged.
    """

    estimate: Estimate
    without: Without | None
    difference: Span | None
    relative: Span | None

    @property
    def trials(self) -> int:
        """Return how many trials it rests on."""
        return len(self.estimate.inputs)

    @property
    def tells_people(self) -> bool:
        """Tell whether its ratio makes a difference once the risk or rate without is known."""
        return self.estimate.effect in {*_MEASURES, _RATE}

    @property
    def with_drug(self) -> Span | None:
        """Return the risk or rate on the drug, its limits those of the effect at the named risk.

        None for means, or without a difference.
        """
        if self.without is None or self.difference is None or self.without.kind == "mean":
            return None
        value, risk = self.without.value + self.difference.value, self.without.value
        effect = self.relative or self.difference
        if effect.low is None or effect.high is None:
            return Span(value, None, None)
        if self.relative is None:
            return Span(value, risk + effect.low, risk + effect.high)
        if self.without.kind == "rate":
            return Span(value, risk * effect.low, risk * effect.high)
        known = self.at_known_risk
        if known is None or known.low is None or known.high is None:
            return Span(value, None, None)
        return Span(value, risk + known.low, risk + known.high)

    @property
    def at_known_risk(self) -> Span | None:
        """Return the difference if the risk without is taken as known, as GRADE and meta::rd do.

        None where it is no risk, or where the effect is no ratio with an interval.
        """
        name, effect = self.estimate.effect, self.relative
        if self.without is None or name not in _MEASURES or effect is None:
            return None
        if effect.low is None or effect.high is None:
            return None
        limits = Effect(_MEASURES[name], effect.value, effect.low, effect.high)
        known = absolute_effect(limits, self.without.value).cut
        return Span(known.difference, *known.interval)


def finding_of(estimate: Estimate, background: Sequence[ReportedFigure] = ()) -> TrialFinding:
    """Return an estimate of trials as absolute and relative effect.

    `background` are figures of other people: they give the risk without the drug where no control
    group of the trials prints one.
    """
    effect = _effect(estimate)
    if estimate.effect in _DIFFERENCES:
        return TrialFinding(
            estimate=estimate, without=_mean_without(estimate), difference=effect, relative=None
        )
    if estimate.effect == _RATE:
        without = _rate_without(estimate)
        return TrialFinding(
            estimate=estimate,
            without=without,
            difference=_times(without, effect),
            relative=effect,
        )
    without = _risk_without(estimate) or _of_a_cohort(background)
    difference = difference_of_risks(estimate.effect, effect, without)
    relative = None if estimate.scale != "ratio" else effect
    return TrialFinding(
        estimate=estimate, without=without, difference=difference, relative=relative
    )


def _effect(estimate: Estimate) -> Span | None:
    """Return the average, or the figure of the only trial; None for several not averaged."""
    if estimate.pooled:
        return Span(estimate.pooled.value, estimate.pooled.low, estimate.pooled.high)
    if len(estimate.inputs) == 1:
        (entry,) = estimate.inputs
        return Span(entry.figure.value, entry.figure.low, entry.figure.high)
    return None


def difference_of_risks(name: str, effect: Span | None, without: Without | None) -> Span | None:
    """Return the difference that an effect makes at a risk without the drug, with its interval.

    The interval carries both uncertainties; None where no risk is known, or nobody had the event.
    """
    if effect is None:
        return None
    if name == "risk-difference":
        return _as_shares(effect, without)
    if without is None or name not in _MEASURES or not without.value:
        return None
    measure, risk = _MEASURES[name], without.value
    if effect.low is None or effect.high is None:
        # A ratio without an interval gives a difference without one.
        return Span(min(risk_difference(measure, effect.value, risk), 1 - risk), None, None)
    limits = Effect(measure, effect.value, effect.low, effect.high)
    answer = absolute_effect(limits, risk).cut
    low, high = _both_uncertainties(limits, without, answer).interval
    # At the named risk no fewer than all who have the event, and no more than all who have not.
    return Span(answer.difference, max(low, -risk), min(high, 1 - risk))


def _as_shares(effect: Span, without: Without | None) -> Span:
    """Return a printed difference of risks as shares of people; sources print percentages too.

    A difference beyond what the risk without the drug allows is one in percentage points.
    """
    values = [value for value in effect if value is not None]
    room = 1.0 if without is None else max(without.value, 1 - without.value)
    if max(map(abs, values)) <= room:
        return effect
    low, high = (None if limit is None else limit / 100 for limit in effect[1:])
    return Span(effect.value / 100, low, high)


def _both_uncertainties(effect: Effect, without: Without, known: Absolute) -> Absolute:
    """Return the difference with an interval that carries the chance in the control risk too.

    The risk is as sure as the group in the middle is large. Where there is no such interval, the
    one at a risk taken as known stands.
    """
    try:
        seen = ControlRisk(without.value * without.people, without.people)
        return uncertain_absolute_effect(effect, seen).cut
    except NoAnswerError:
        return known


def _times(without: Without | None, ratio: Span | None) -> Span | None:
    """Return the difference of rates that a ratio makes at the rate without the drug."""
    if without is None or ratio is None or not without.value:
        return None
    low, high = (
        None if limit is None else without.value * (limit - 1) for limit in (ratio.low, ratio.high)
    )
    return Span(without.value * (ratio.value - 1), low, high)


class ControlGroup(NamedTuple):
    """The group of a trial that went without the drug: how many of how many had the outcome."""

    study: Study
    events: int
    people: int

    @property
    def risk(self) -> float:
        """Return the share of the group that had the outcome."""
        return self.events / self.people


def control_groups(estimate: Estimate) -> tuple[ControlGroup, ...]:
    """Return the counted control groups of the trials of an estimate, the lowest risk first."""
    groups = [group for group in _control_groups(estimate) if group.people]
    return tuple(sorted(groups, key=lambda group: (group.risk, group.people, group.study.id)))


def at_risk_of(finding: TrialFinding, group: ControlGroup) -> TrialFinding:
    """Return what the ratio of a finding means where the risk without is that of one group.

    One ratio is taken for all risks, which the trials cannot confirm.
    """
    without = Without(
        kind="risk",
        value=group.risk,
        low=group.risk,
        high=group.risk,
        groups=1,
        people=group.people,
    )
    difference = difference_of_risks(finding.estimate.effect, finding.relative, without)
    return replace(finding, without=without, difference=difference)


def with_ratio(finding: TrialFinding, ratio: Span) -> TrialFinding:
    """Return the same at another ratio, as that of a new setting."""
    difference = difference_of_risks(finding.estimate.effect, ratio, finding.without)
    return replace(finding, relative=ratio, difference=difference)


def _risk_without(estimate: Estimate) -> Without | None:
    return middle_risk(control_groups(estimate))


def middle_risk(groups: Sequence[ControlGroup]) -> Without | None:
    """Return the risk in the middle of control groups, the lowest first; None without any."""
    if not groups:
        return None
    shares = [group.risk for group in groups]
    value, crude = median(shares), False
    middle = groups[(len(groups) - 1) // 2 : len(groups) // 2 + 1]
    people = sum(group.people for group in middle)
    if not value:
        # Any ratio of a risk of 0 is 0: then the groups are added up.
        people = sum(group.people for group in groups)
        value, crude = sum(group.events for group in groups) / people, True
    return Without(
        kind="risk",
        value=value,
        low=shares[0],
        high=shares[-1],
        groups=len(groups),
        people=people,
        crude=crude,
    )


def _control_groups(estimate: Estimate) -> Iterator[ControlGroup]:
    """Yield the control group of each trial: of its figure, else of its counts at that time."""
    for entry in estimate.inputs:
        for candidate in _same_question(estimate, entry.candidate):
            if table := table_of(candidate):
                _, _, events, people = table
                yield ControlGroup(candidate.study, events, people)
                break


def _same_question(estimate: Estimate, used: Candidate) -> Iterator[Candidate]:
    """Yield a result and those of its trial on the same outcome against the same treatment.

    A printed hazard ratio stands without a time; the counts at the latest time stand beside it.
    """
    yield used
    others = [
        entry.candidate
        for entry in estimate.body.left_out
        if entry.candidate.study.id == used.study.id
        and entry.candidate.result.measure == used.result.measure
        and entry.candidate.comparator == used.comparator
        and entry.candidate.controls
        and used.weeks in {None, entry.candidate.weeks}
    ]
    yield from sorted(others, key=lambda other: -(other.weeks or 0))


def _of_a_cohort(background: Sequence[ReportedFigure]) -> Without | None:
    """Return the first share of other people that a rating names; None without any."""
    for figure in background:
        counted = share(figure.row)
        if counted:
            risk = counted.events / counted.total
            return Without(
                kind="risk",
                value=risk,
                low=risk,
                high=risk,
                groups=1,
                people=counted.total,
                cohort=figure,
            )
    return None


def _rate_without(estimate: Estimate) -> Without | None:
    known = list(_times_beside(estimate))
    if not known or len({each.unit for each in known}) > 1:
        return None
    rates = sorted(each.events / each.time for each in known)
    value, crude = median(rates), False
    if not value:
        value, crude = sum(e.events for e in known) / sum(e.time for e in known), True
    return Without(
        kind="rate",
        value=value,
        low=rates[0],
        high=rates[-1],
        groups=len(rates),
        people=0,
        crude=crude,
        unit=known[0].unit,
    )


def _times_beside(estimate: Estimate) -> Iterator[EventsInTime]:
    for entry in estimate.inputs:
        for candidate in _same_question(estimate, entry.candidate):
            observed = events_in_time(candidate.controls)
            if observed:
                yield observed
                break


def _mean_without(estimate: Estimate) -> Without | None:
    """Return the middle of the means of control groups; None where they are on several bases."""
    seen = []
    for entry in estimate.inputs:
        for candidate in _same_question(estimate, entry.candidate):
            if means := means_of(candidate):
                seen.append(means)
                break
    units = {entry.candidate.result.unit for entry in estimate.inputs}
    bases = {means.basis for means in seen}
    # In standard deviations trials are set beside each other whose scales are not the same.
    if len(bases) != 1 or len(units) > 1 or estimate.effect == "standardised-mean-difference":
        return None
    values = sorted(means.beside.mean for means in seen)
    return Without(
        kind="mean",
        value=median(values),
        low=values[0],
        high=values[-1],
        groups=len(values),
        people=sum(means.beside.people for means in seen),
        basis=bases.pop(),
    )


def trials_of(estimate: Estimate) -> tuple[Study, ...]:
    """Return the trials of an estimate."""
    return tuple(entry.candidate.study for entry in estimate.inputs)
