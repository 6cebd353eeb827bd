"""The cells of a forest plot's row: what each group did, and how far the trial can be trusted."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.charts.forest_row import Level
from generator.charts.trial_forest_row import Light
from generator.html.open_page import OpenPage
from generator.model.study import Study
from generator.statistics.rounding import format_number
from generator.synthesis.appraisal import Appraised, appraisal_for
from generator.synthesis.candidates import Candidate
from generator.synthesis.estimate import Estimate, Input
from generator.synthesis.group_figures import (
    EventsInTime,
    events_in_time,
    means_of,
    table_of,
)
from generator.synthesis.group_means import GroupMean
from generator.synthesis.participants import size_of

# From the worst to the best, as the worst answer is told where there is no room for all.
_WORST_FIRST = ("bad", "unknown", "middle", "good")
_SIZE = "people"
_NOBODY = "not reported"


class Groups(NamedTuple):
    """What both groups of a study did, in words, and what these words count."""

    treated: str
    control: str
    counts: str


def groups_of(entry: Input) -> Groups:
    """Return what the groups of a study did: counts, means, events in time, or their sizes."""
    candidate, effect = entry.candidate, entry.figure.effect
    if effect == "share":
        events, people = candidate.counts
        return Groups(_counted(events, people), "", "events / people")
    if candidate.controls and (table := table_of(candidate)):
        return Groups(_counted(*table[:2]), _counted(*table[2:]), "events / people")
    if candidate.controls and (means := means_of(candidate)):
        return Groups(_mean(means.on_drug), _mean(means.beside), "mean (SD), n")
    on_drug, beside = events_in_time(candidate.treated), events_in_time(candidate.controls)
    if on_drug and beside:
        return Groups(_in_time(on_drug), _in_time(beside), f"events / {on_drug.unit}")
    sizes = _sizes(candidate)
    return Groups(*sizes, _SIZE)


def _counted(events: int, people: int) -> str:
    return f"{events:,} / {people:,}"


def _mean(group: GroupMean) -> str:
    return f"{format_number(group.mean)} ({format_number(group.sd)}), {group.people:,}"


def _in_time(group: EventsInTime) -> str:
    return f"{group.events:,} / {group.time:,.10g}"


def _sizes(candidate: Candidate) -> tuple[str, str]:
    """Return how many people were in each group of a comparison that prints its estimate alone."""
    study, result = candidate.study, candidate.result
    control = result.against or (candidate.control.arm if candidate.control else None)
    return _size(study, result.arm), _size(study, control)


def _size(study: Study, arm_id: str | None) -> str:
    size = size_of(study.arm(arm_id)) if arm_id else None
    return f"n = {size:,}" if size else _NOBODY


def says_nothing(entry: Input) -> bool:
    """Tell whether nobody, or everybody, in both groups had the event: no ratio is in the counts.

    Cochrane Handbook, version 6, section 10.4.4.2.
    """
    table = table_of(entry.candidate) if entry.figure.added_half else None
    if table is None:
        return False
    events, people, beside, others = table
    return events == beside == 0 or (events == people and beside == others)


def sums_of(estimate: Estimate) -> tuple[str, str]:
    """Return the counts of all groups together; nothing where a study has none."""
    tables = [table_of(entry.candidate) for entry in estimate.inputs]
    known = [table for table in tables if table is not None]
    if estimate.effect != "risk-ratio" or len(known) < len(tables):
        return "", ""
    events, people, beside, others = (sum(column) for column in zip(*known, strict=True))
    return _counted(events, people), _counted(beside, others)


class Trust(NamedTuple):
    """How far a study can be trusted: lights under the heads, the overall one, and in words."""

    lights: tuple[Light | None, ...]
    overall: Light | None
    words: str


def shared_heads(page: OpenPage, inputs: Iterable[Input]) -> tuple[str, ...]:
    """Return the heads of the lights where all appraised studies were judged by one tool."""
    appraised = [_appraised(page, entry.candidate) for entry in inputs]
    known = [each for each in appraised if each]
    if len({each.tool_label for each in known}) != 1:
        return ()
    longest = max((each.marks for each in known), key=len)
    return tuple(mark.head for mark in longest)


def trust_in(page: OpenPage, entry: Input, heads: Sequence[str]) -> Trust:
    """Return how far a study of an estimate can be trusted on this result."""
    appraised = _appraised(page, entry.candidate)
    if appraised is None:
        return Trust((), None, "Risk of bias: not yet judged")
    by_head = {mark.head: mark for mark in appraised.marks}
    marks = [by_head.get(head) for head in heads]
    lights = tuple(_light(mark.level, mark.answer) if mark else None for mark in marks)
    overall = None
    if appraised.overall_symbol:
        overall = _light(appraised.overall_level, appraised.overall_answer)
    return Trust(lights, overall, _in_words(appraised, heads))


def _appraised(page: OpenPage, candidate: Candidate) -> Appraised | None:
    """Return the appraisal of a result, or of one of those it is counted together with."""
    for result in (candidate.result, *candidate.treated, *candidate.controls):
        appraised = appraisal_for(page.evidence, candidate.study, result.id)
        if isinstance(appraised, Appraised):
            return appraised
    return None


def _light(level: str, answer: str) -> Light:
    return Light(level=Level(level), words=answer)


def _in_words(appraised: Appraised, heads: Sequence[str]) -> str:
    """Return the overall answer, with the heads of the worst answers that are not good."""
    levels = {mark.level for mark in appraised.marks}
    worst = next((level for level in _WORST_FIRST if level in levels), "good")
    named = [mark.head.lower() for mark in appraised.marks if mark.level == worst]
    overall = f"Risk of bias: {appraised.overall_answer}"
    return f"{overall} ({', '.join(named)})" if heads and worst != "good" else overall
