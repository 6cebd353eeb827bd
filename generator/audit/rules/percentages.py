"""Percentages, counts and denominators go together."""

from collections.abc import Iterator

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import Share, may_be_over_time, shares
from generator.audit.verdict import Ruling, Subject, Verdict
from generator.model.evidence import Evidence
from generator.model.group_size import group_size
from generator.model.number import Count, Number
from generator.model.result import ProportionResult
from generator.model.study import Study
from generator.statistics.denominators import denominators
from generator.statistics.percentage import counts_that_fit, percentage_fits
from generator.statistics.rounding import format_number

_REFERENCE = "Brown NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-369, for percentages"
# A longer list is named by its ends.
_MOST_LISTED = 3


@value_check(
    "W411",
    "percentage-of-count",
    "A percentage is not that of its count",
    checked="Percentage against its count",
    why="A percentage that does not fit its count means that one of them, or the denominator, is"
    " another.",
    method=_REFERENCE,
    reads=("percent", "events", "total", "arm", "counted"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def percentage_of_count(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each printed percentage is that of its count."""
    for share in shares(study):
        # A percentage without a count is judged by the next rule.
        if share.events and share.percent:
            if share.total:
                yield _with_total(share.subject, share.events, share.total, share.percent)
            else:
                group = group_size(study, share.arm)
                yield _with_group(share.subject, share.events, group, share.percent)


@value_check(
    "W412",
    "percentage-without-count",
    "No count fits a percentage",
    checked="Percentage against the counts that fit it",
    why="A percentage that no count out of the total can have stands for another group or for an"
    " estimate.",
    method=_REFERENCE,
    reads=("percent", "events", "total", "domain", "measure"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def percentage_without_count(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether any count out of the total has a percentage printed without a count."""
    for share in shares(study):
        if share.percent and not share.events:
            yield _without_count(evidence, share, share.percent)


def _with_total(subject: Subject, events: Count, total: Count, percent: Number) -> Verdict:
    if not total.value:
        return subject.not_testable("counts nobody")
    words = f"{events} of {total} is {_exact(events, total, percent)} %, printed {percent} %"
    if percentage_fits(events.value, total.value, percent.value):
        return subject.agrees(words)
    if _cut_off(events.value, total.value, percent):
        return subject.agrees_if(f"{words}: cut off instead of rounded")
    fitting = counts_that_fit(total.value, percent.value)
    if fitting:
        return subject.cannot_be(words, f"{_listed(fitting)} of {total}")
    return subject.cannot_be(words, f"a percentage that a count of {total} can have")


def _with_group(subject: Subject, events: Count, group: Count | None, percent: Number) -> Verdict:
    """Judge a percentage without a total by the size of the group it may be out of."""
    if group is None:
        words = f"{events} is printed as {percent} % and the size of the group is not known"
        return subject.not_testable(words)
    if not events.value:
        return subject.not_testable("0 is 0 % of any number")
    words = f"{events} printed as {percent} % without a total, in a group of {group}"
    if percentage_fits(events.value, group.value, percent.value):
        return subject.agrees(words)
    words = f"{words}: {events} of {group} is {_exact(events, group, percent)} %"
    fitting = denominators(events.value, percent.value, group.value)
    if len(fitting) == 1:
        # The pages show it so; part of the group may have been asked.
        return subject.agrees_if(f"{words}; agrees if it is of {fitting[0]}, which alone fits")
    if fitting:
        return subject.cannot_be(words, f"a total of {_listed(fitting)}")
    return subject.cannot_be(words, "a total within the group")


def _without_count(evidence: Evidence, share: Share, percent: Number) -> Verdict:
    subject, total = share.subject, share.total
    if total is None:
        return subject.not_testable(f"{percent} % is printed without count and without total")
    fitting = counts_that_fit(total.value, percent.value)
    if fitting:
        return subject.agrees(f"{percent} % of {total} can be {_listed(fitting)}")
    words = f"no count out of {total} is {percent} %"
    if _may_be_over_time(evidence, share):
        return subject.agrees_if(f"{words}: agrees if it was estimated over time (Kaplan-Meier)")
    return subject.cannot_be(words, f"a percentage that a count of {total} can have")


def _may_be_over_time(evidence: Evidence, share: Share) -> bool:
    return isinstance(share.row, ProportionResult) and may_be_over_time(evidence, share.row)


# 8 of 12 printed as 66.6 %: the digits behind were dropped.
def _cut_off(events: int, total: int, percent: Number) -> bool:
    unit = 10**percent.decimals
    return bool((100 * events * unit) // total == percent.value * unit)


def _exact(events: Count, total: Count, percent: Number) -> str:
    """Return the percentage of a count with one decimal more than is printed."""
    return format_number(100 * events.value / total.value, percent.decimals + 1)


def _listed(values: tuple[int, ...]) -> str:
    if len(values) > _MOST_LISTED:
        return f"{values[0]} to {values[-1]}"
    return " or ".join(map(str, values))
