"""Percentages, counts and denominators go together."""

from collections.abc import Iterator

from generator.audit.check import in_each_study, value_check
from generator.audit.figures import Share, group_size, shares
from generator.audit.verdict import Ruling, Verdict
from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.result import ProportionResult
from generator.model.study import Study
from generator.statistics.percentage import counts_that_fit, percentage_fits, totals_that_fit
from generator.statistics.rounding import format_number

_REFERENCE = "Brown NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-369, for percentages"


@value_check(
    "W411",
    "percentage-of-count",
    "A percentage is not that of its count",
    why="A percentage that does not fit its count means that one of them, or the denominator, is another.",
    method=_REFERENCE,
    reads=("percent", "events", "total", "arm", "counted"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def percentage_of_count(_: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether each printed percentage is that of its count."""
    for share in shares(study):
        if share.events and share.percent:
            yield _with_total(share) if share.total else _with_group(study, share)


@value_check(
    "W412",
    "percentage-without-count",
    "No count fits a percentage",
    why="A percentage that no count out of the total can have stands for another group or for an estimate.",
    method=_REFERENCE,
    reads=("percent", "events", "total", "domain", "measure"),
    answers=(Ruling.AGREES, Ruling.AGREES_IF, Ruling.CANNOT_BE, Ruling.NOT_TESTABLE),
)
@in_each_study
def percentage_without_count(evidence: Evidence, study: Study) -> Iterator[Verdict]:
    """Yield whether any count out of the printed total fits a percentage printed without its count."""
    for share in shares(study):
        if share.percent and not share.events:
            yield _without_count(evidence, share)


def _with_total(share: Share) -> Verdict:
    events, total, percent = share.events, share.total, share.percent
    assert events is not None  # noqa: S101 - chosen by the caller
    assert total is not None  # noqa: S101 - the same
    assert percent is not None  # noqa: S101 - the same
    if not total.value:
        return share.subject.not_testable("counts nobody")
    exact = format_number(_fraction(events.value, total.value), percent.decimals + 1)
    words = f"{events} of {total} is {exact} %, printed {percent} %"
    if percentage_fits(events.value, total.value, percent.value):
        return share.subject.agrees(words)
    if _cut_off(events.value, total.value, percent):
        return share.subject.agrees_if(f"{words}: cut off instead of rounded")
    fitting = counts_that_fit(total.value, percent.value)
    would = (
        f"{_listed(fitting)} of {total}"
        if fitting
        else f"a percentage that a count of {total} can have"
    )
    return share.subject.cannot_be(words, would)


def _with_group(study: Study, share: Share) -> Verdict:
    events, percent = share.events, share.percent
    assert events is not None  # noqa: S101 - chosen by the caller
    assert percent is not None  # noqa: S101 - the same
    group = group_size(study, share.arm)
    if group is None:
        return share.subject.not_testable(
            f"{events} is printed as {percent} % and the size of the group is not known"
        )
    if not events.value:
        return share.subject.not_testable("0 is 0 % of any number")
    words = f"{events} printed as {percent} % without a total, in a group of {group}"
    if percentage_fits(events.value, group.value, percent.value):
        return share.subject.agrees(words)
    fitting = totals_that_fit(events.value, percent.value, group.value)
    exact = format_number(_fraction(events.value, group.value), percent.decimals + 1)
    would = f"a total of {_listed(fitting)}" if fitting else "a total within the group"
    return share.subject.cannot_be(f"{words}: {events} of {group} is {exact} %", would)


def _without_count(evidence: Evidence, share: Share) -> Verdict:
    percent, total = share.percent, share.total
    assert percent is not None  # noqa: S101 - chosen by the caller
    if total is None:
        return share.subject.not_testable(f"{percent} % is printed without count and without total")
    fitting = counts_that_fit(total.value, percent.value)
    if fitting:
        return share.subject.agrees(f"{percent} % of {total} can be {_listed(fitting)}")
    words = f"no count out of {total} is {percent} %"
    if _may_be_over_time(evidence, share):
        return share.subject.agrees_if(
            f"{words}: agrees if it was estimated over time (Kaplan-Meier)"
        )
    return share.subject.cannot_be(words, f"a percentage that a count of {total} can have")


def _may_be_over_time(evidence: Evidence, share: Share) -> bool:
    row = share.row
    if not isinstance(row, ProportionResult):
        return False
    measure = evidence.measures.get(row.measure)
    domain = evidence.domains.get(row.domain or (measure.domain if measure else ""))
    return domain is not None and domain.over_time


def _cut_off(events: int, total: int, percent: Number) -> bool:
    unit = 10**percent.decimals
    return bool((100 * events * unit) // total == percent.value * unit)


def _fraction(events: int, total: int) -> float:
    return 100 * events / total


def _listed(values: tuple[int, ...]) -> str:
    if len(values) > 3:  # noqa: PLR2004 - a long list is told by its ends
        return f"{values[0]} to {values[-1]}"
    return " or ".join(map(str, values))
