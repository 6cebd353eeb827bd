"""Harms that controlled studies counted in both groups, trials of one harm averaged by trial.

A harm goes together across studies by the words of the source, or by the measure that a result of
that name has; serious ones apart. Groups on one class of drugs against one treatment form a row:
randomised trials share it, any other study has a row of its own. The same models average as for
every other outcome. Sources: Cochrane Handbook for Systematic Reviews of Interventions, version 6,
sections 10.4.4 and 19.4.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.study import Harm, Study
from generator.statistics.no_answer import NotConvergedError
from generator.statistics.pooling import quantile
from generator.synthesis.arms_of_result import beside_harm
from generator.synthesis.candidates import class_of
from generator.synthesis.contrast import Share, outcome_key, share
from generator.synthesis.design_effect import error_factor
from generator.synthesis.estimate import FEWEST_PEOPLE, FEWEST_TRIALS
from generator.synthesis.group_figures import lacks_events
from generator.synthesis.groups import standing
from generator.synthesis.harms_compared import HarmCompared, compared_counts
from generator.synthesis.interventions import is_intervention
from generator.synthesis.models import Pooled, Table, average_effects, average_rare
from generator.synthesis.participants import sharing_people, size_of
from generator.synthesis.study_design import has_control, is_randomised, went_without
from generator.synthesis.trial_findings import (
    ControlGroup,
    Span,
    Without,
    difference_of_risks,
    middle_risk,
)

_PARTS = 2


@record
class HarmOfStudy:
    """A harm of one study: groups on one drug, beside groups on one other treatment."""

    study: Study
    treated: tuple[Harm, ...]
    controls: tuple[Harm, ...]
    compared: HarmCompared

    @property
    def counts(self) -> tuple[Share, Share]:
        """Return how many of how many on the drug, and beside it."""
        return self.compared.counts

    @property
    def table(self) -> Table:
        """Return events and people on the drug, then beside it."""
        first, second = self.counts
        return first.events, first.total, second.events, second.total

    @property
    def people(self) -> int:
        """Return how many people both groups hold."""
        return self.table[1] + self.table[3]


@record
class HarmRow:
    """A harm over studies: what each counted, and the average where trials allow one.

    `why_not` says why several trials are not averaged; `left_out` are harms of studies whose groups
    cannot be set against each other, or whose people are counted already, each with the reason.
    """

    event: str
    serious: bool
    drug_class: str
    comparator: str
    randomised: bool
    entries: tuple[HarmOfStudy, ...]
    left_out: tuple[tuple[HarmOfStudy, str], ...] = ()
    pooled: Pooled | None = None
    why_not: str = ""

    @property
    def on_drug(self) -> tuple[int, int]:
        """Return events and people on the drug, simply added up."""
        return _sum(entry.table[:2] for entry in self.entries)

    @property
    def beside(self) -> tuple[int, int]:
        """Return events and people in the other groups, simply added up."""
        return _sum(entry.table[2:] for entry in self.entries)

    @property
    def nobody(self) -> bool:
        """Tell whether nobody in any group had it: there is no ratio, and a line says so."""
        return not self.on_drug[0] and not self.beside[0]

    @property
    def alone(self) -> HarmOfStudy | None:
        """Return the only study in which anybody had it; None where several are, or none."""
        telling = _telling(self.entries)
        return telling[0] if len(telling) == 1 else None

    @property
    def ratio(self) -> Span | None:
        """Return the average of trials, or the risk ratio of the only study that has one."""
        if self.pooled:
            return Span(self.pooled.value, self.pooled.low, self.pooled.high)
        ratio = self.alone.compared.ratio if self.alone else None
        return Span(ratio.value, *ratio.interval) if ratio else None

    @property
    def without(self) -> Without | None:
        """Return the risk in the middle of the studies' own control groups, or in that of one."""
        entries = (self.alone,) if self.alone else self.entries
        groups = (ControlGroup(entry.study, *entry.table[2:]) for entry in entries)
        return middle_risk(sorted(groups, key=lambda group: group.risk))

    @property
    def difference(self) -> Span | None:
        """Return the difference of shares: what the average makes of it, or that of one study."""
        if self.pooled:
            return difference_of_risks("risk-ratio", self.ratio, self.without)
        known = self.alone.compared.difference if self.alone else None
        return Span(known.value, *known.interval) if known else None


class _Key(NamedTuple):
    event: str
    serious: bool
    drug_class: str
    comparator: str
    # A study that chance did not decide stands alone.
    alone: str


def harm_rows(evidence: Evidence, studies: Iterable[Study]) -> tuple[HarmRow, ...]:
    """Return the harms that studies counted in both groups, the most frequent in controls first.

    By class of drugs and by what it is compared with, in the order of the studies. Retracted
    studies are not counted.
    """
    groups: dict[_Key, list[HarmOfStudy]] = {}
    for study in standing(evidence, studies):
        for key, entry in _of_study(evidence, study):
            groups.setdefault(key, []).append(entry)
    rows = [_row(evidence, key, entries) for key, entries in groups.items()]
    order = list(dict.fromkeys((key.drug_class, key.comparator) for key in groups))
    return tuple(sorted(rows, key=lambda row: _place(row, order)))


def _place(row: HarmRow, order: Sequence[tuple[str, str]]) -> tuple[int, float, float]:
    # Alike in controls: the more frequent on the drug first.
    shares = _share(row.beside), _share(row.on_drug)
    return order.index((row.drug_class, row.comparator)), -shares[0], -shares[1]


def _share(counts: tuple[int, int]) -> float:
    events, people = counts
    return events / people if people else 0.0


def _of_study(evidence: Evidence, study: Study) -> Iterator[tuple[_Key, HarmOfStudy]]:
    if not has_control(evidence, study):
        return
    seen: set[tuple[str, ...]] = set()
    alone = "" if is_randomised(evidence, study) else study.id
    for harm in study.harms:
        drug = study.arm(harm.arm).drug
        if drug is None or not is_intervention(evidence, drug) or share(harm) is None:
            continue
        for comparator, controls in _controls(evidence, study, harm).items():
            treated = _together(study, [harm, *_on_the_same_drug(evidence, study, harm)])
            beside = _together(study, controls)
            # What one group is said to have had seriously is asked of the others too.
            serious = any(each.serious for each in (*treated, *beside))
            event, drug_class = outcome_key(study, harm), class_of(evidence, drug) or drug
            # The first row stands for the groups on a drug: the next are its other doses.
            if (event, str(serious), drug, comparator) not in seen:
                seen.add((event, str(serious), drug, comparator))
                key = _Key(event, serious, drug_class, comparator, alone)
                yield key, _entry(study, treated, beside)


def _controls(evidence: Evidence, study: Study, harm: Harm) -> dict[str, list[Harm]]:
    """Return the harms of groups without the drugs of the topic, by the name of what they took."""
    by_name: dict[str, list[Harm]] = {}
    for other in _alike(evidence, study, harm):
        arm = study.arm(other.arm)
        if went_without(evidence, arm):
            drug = evidence.drugs.get(arm.drug or "")
            by_name.setdefault(drug.label if drug else str(arm.drug), []).append(other)
    return by_name


def _on_the_same_drug(evidence: Evidence, study: Study, harm: Harm) -> list[Harm]:
    drug = study.arm(harm.arm).drug
    others = _alike(evidence, study, harm)
    return [other for other in others if study.arm(other.arm).drug == drug]


def _alike(evidence: Evidence, study: Study, harm: Harm) -> list[Harm]:
    """Return the same harm in other groups, the first of each; serious ones beside serious ones.

    A group of which the source does not say how serious stands beside any.
    """
    counted = [other for other in beside_harm(evidence, study, harm) if share(other)]
    of_group: dict[str, Harm] = {}
    for other in sorted(counted, key=lambda other: other.serious != harm.serious):
        if harm.serious in {other.serious, None} or other.serious is None:
            of_group.setdefault(other.arm, other)
    return list(of_group.values())


def _together(study: Study, harms: Sequence[Harm]) -> tuple[Harm, ...]:
    """Return the group that holds all the others, else every one: people are added up."""
    for harm in harms:
        others = [size_of(study.arm(other.arm)) for other in harms if other is not harm]
        whole = size_of(study.arm(harm.arm))
        known = [size for size in others if size is not None]
        if len(known) == len(others) >= _PARTS and whole == sum(known):
            return (harm,)
    return tuple(harms)


def _entry(study: Study, treated: tuple[Harm, ...], controls: tuple[Harm, ...]) -> HarmOfStudy:
    counts = _added(treated), _added(controls)
    compared = compared_counts(study, treated[0], controls[0], counts)
    return HarmOfStudy(study=study, treated=treated, controls=controls, compared=compared)


def _added(harms: Iterable[Harm]) -> Share:
    shares = [each for each in map(share, harms) if each]
    derived = any(each.derived for each in shares)
    return Share(sum(each.events for each in shares), sum(each.total for each in shares), derived)


def _row(evidence: Evidence, key: _Key, entries: Sequence[HarmOfStudy]) -> HarmRow:
    left_out = [(entry, entry.compared.why_not) for entry in entries if entry.compared.why_not]
    whole = [entry for entry in entries if not entry.compared.why_not]
    used, twice = _once(evidence, whole)
    pooled, why_not = _average(used) if not key.alone else (None, "")
    return HarmRow(
        event=entries[0].treated[0].event,
        serious=key.serious,
        drug_class=key.drug_class,
        comparator=key.comparator,
        randomised=not key.alone,
        entries=tuple(used),
        left_out=(*left_out, *twice),
        pooled=pooled,
        why_not=why_not,
    )


def _once(
    evidence: Evidence, entries: Sequence[HarmOfStudy]
) -> tuple[list[HarmOfStudy], list[tuple[HarmOfStudy, str]]]:
    """Return one entry of each group of people, the largest; and the others with the reason."""
    used, left_out = [], []
    for linked in sharing_people(evidence, (entry.study for entry in entries)):
        of_people = [entry for entry in entries if entry.study.id in linked]
        # The order of the record decides between equals, since sorting keeps it.
        first, *others = sorted(of_people, key=lambda entry: -entry.people)
        used.append(first)
        left_out += [(other, _why_left_out(first, other)) for other in others]
    return used, left_out


def _why_left_out(used: HarmOfStudy, other: HarmOfStudy) -> str:
    if used.study.id == other.study.id:
        return "another group of this study is used"
    return f"may be the same people as in {used.study.label}, which is used"


def _average(entries: Sequence[HarmOfStudy]) -> tuple[Pooled | None, str]:
    """Return the average of trials, or why there is none; neither for one trial or no event."""
    telling = _telling(entries)
    if len(telling) < FEWEST_TRIALS:
        return None, ""
    if sum(entry.people for entry in telling) < FEWEST_PEOPLE:
        return None, f"fewer than {FEWEST_PEOPLE} people"
    tables = [entry.table for entry in telling]
    assigned_one_by_one = all(_factor(entry) == 1 for entry in telling)
    if any(map(lacks_events, tables)) and assigned_one_by_one:
        pooled = average_rare("risk-ratio", tables)
        return pooled, "" if pooled else "no ratio where a side has no event, or everybody, in all"
    return _of_effects(telling)


def _telling(entries: Sequence[HarmOfStudy]) -> list[HarmOfStudy]:
    """Return the studies in which anybody had it: no other says anything of a ratio."""
    return [entry for entry in entries if entry.table[0] or entry.table[2]]


def _of_effects(entries: Sequence[HarmOfStudy]) -> tuple[Pooled | None, str]:
    ratios = [entry.compared.ratio for entry in entries if entry.compared.ratio]
    width = 2 * quantile(None)
    errors = [math.log(ratio.interval.high / ratio.interval.low) / width for ratio in ratios]
    try:
        return average_effects("ratio", [ratio.value for ratio in ratios], errors), ""
    except NotConvergedError as error:
        return None, str(error)


def _factor(entry: HarmOfStudy) -> float | None:
    return error_factor(entry.study, entry.treated[0])


def _sum(counts: Iterable[tuple[int, int]]) -> tuple[int, int]:
    every = list(counts)
    return sum(events for events, _ in every), sum(people for _, people in every)
