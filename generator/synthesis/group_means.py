"""The mean of one group with its spread, as far as a source prints or implies both.

Two groups are set against each other by what changed in both, or else by what both had at the end;
the two are never mixed within a study. Sources: Cochrane Handbook for Systematic Reviews of
Interventions, version 6, sections 6.5.2 and 10.5.2.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from generator.model.limits import level_of
from generator.model.number import Number
from generator.model.result import ChangeResult, ContinuousResult, Result, Summary
from generator.model.study import Study
from generator.statistics.change_spread import spread_from_interval
from generator.statistics.groups_combined import combined
from generator.statistics.median_to_mean import Summary as Quantiles
from generator.statistics.median_to_mean import mean_from_median
from generator.statistics.no_answer import NoAnswerError
from generator.statistics.reported_spread import spread_from_error
from generator.statistics.two_means import Group
from generator.synthesis.participants import size_of


class GroupMean(NamedTuple):
    """Mean and standard deviation of a number of people; `how` says where the spread is from."""

    people: int
    mean: float
    sd: float
    how: str


# The figures of a group at the end, and those of its change from the start.
Basis = Callable[[Study, Result], GroupMean | None]
_FEWEST = 2


def change_of(study: Study, result: Result) -> GroupMean | None:
    """Return the mean change of a group; None without a printed change and its spread."""
    if not isinstance(result, ChangeResult | ContinuousResult):
        return None
    return _group_mean(study, result, result.change)


def level_at_end(study: Study, result: Result) -> GroupMean | None:
    """Return the mean of a group at the time of a result; None without its spread."""
    if not isinstance(result, ChangeResult | ContinuousResult):
        return None
    return _group_mean(study, result, result.follow_up)


# What changed comes first: it takes out what the groups differed in at the start.
CHANGE, END = "change from the start", "value at the end"
BASES: dict[str, Basis] = {CHANGE: change_of, END: level_at_end}


def put_together(groups: Sequence[GroupMean]) -> GroupMean:
    """Return several groups as one.

    >>> together = put_together([GroupMean(10, 2.0, 1.0, ""), GroupMean(10, 4.0, 1.0, "")])
    >>> together.people, together.mean, round(together.sd, 4)
    (20, 3.0, 1.4142)
    """
    if len(groups) == 1:
        return groups[0]
    whole = combined(Group(group.people, group.mean, group.sd) for group in groups)
    how = "; ".join(dict.fromkeys(group.how for group in groups))
    return GroupMean(int(whole.n), whole.mean, whole.sd, how)


def people_measured(study: Study, result: Result) -> int:
    """Return the people a result is about: its own number, else that of its whole group."""
    if result.total is not None:
        return result.total.value
    if result.subgroup or not result.arm:
        return 0
    return size_of(study.arm(result.arm)) or 0


def _group_mean(study: Study, result: Result, summary: Summary | None) -> GroupMean | None:
    people, mean = people_measured(study, result), _exact(summary.mean if summary else None)
    if summary is None or people < _FEWEST:
        return None
    if mean is None:
        return _from_median(summary, people)
    for how, way in _WAYS.items():
        sd = way(summary, people)
        # A spread of 0 would give a study all the weight, so the next way is tried.
        if sd is not None and sd > 0:
            return GroupMean(people, mean, sd, how)
    return None


def _from_median(summary: Summary, people: int) -> GroupMean | None:
    """Return mean and spread of a group that prints its median, unless that is skewed.

    Luo D and others. Stat Methods Med Res 2018;27:1785-1805; Wan X and others. BMC Med Res Methodol
    2014;14:135; Shi J and others. Stat Med 2023;42:1338-1352 (skewness).
    """
    median = _exact(summary.median)
    if median is None:
        return None
    quartiles, ends = _pair(summary.q1, summary.q3), _pair(summary.min, summary.max)
    try:
        group = mean_from_median(Quantiles(people, median, quartiles, ends))
    except NoAnswerError:
        return None
    how = "means and standard deviations from medians, taken to be symmetric"
    return GroupMean(people, group.mean, group.sd, how) if group.sd > 0 else None


def _pair(low: Number | None, high: Number | None) -> tuple[float, float] | None:
    first, last = _exact(low), _exact(high)
    return None if first is None or last is None else (first, last)


def _printed(summary: Summary, _: int) -> float | None:
    return _exact(summary.sd)


def _from_error(summary: Summary, people: int) -> float | None:
    """Return the spread that a standard error stands for: section 6.5.2.2."""
    error = _exact(summary.se)
    return None if error is None or error < 0 else spread_from_error(error, people)


def _from_interval(summary: Summary, people: int) -> float | None:
    """Return the spread that an interval of the mean stands for: section 6.5.2.2."""
    low, high = _exact(summary.interval_low), _exact(summary.interval_high)
    level = level_of(summary.interval_kind)
    if low is None or high is None or level is None or low >= high:
        return None
    return spread_from_interval(low, high, people, level)


def _exact(number: Number | None) -> float | None:
    return None if number is None or number.exact is None else float(number.exact)


# The surest first; each goes by the words that readers are told.
_WAYS: dict[str, Callable[[Summary, int], float | None]] = {
    "standard deviations as printed": _printed,
    "standard deviations from printed standard errors": _from_error,
    "standard deviations from printed intervals": _from_interval,
}
