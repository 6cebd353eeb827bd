"""A result's figures as a source prints them: never rounded, never without unit or denominator."""

from collections.abc import Iterator
from dataclasses import fields

from generator.html.element import (
    computed,
    missing,
    reported,
    small,
    spaced,
    together,
)
from generator.html.escape import Safe, escape
from generator.model.number import Count, Number, WorkedOutCount
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    NarrativeResult,
    ProportionResult,
    RateResult,
    Result,
    Summary,
    TimeToEventResult,
)
from generator.statistics.proportion import wilson_interval
from generator.statistics.rounding import format_interval
from generator.text.count_words import noun_for
from generator.wording.estimate_names import estimate_name
from generator.wording.limits_words import USUAL_LIMITS, kind_words
from generator.wording.rate_words import counted_in_time, printed_rate

# Statistics whose name is printed once for two summaries side by side: `28 → 12 (mean)`.
_NAMED_ONCE = {frozenset({"mean", "sd"}), frozenset({"mean"}), frozenset({"median"})}
_IN_UNIT_OF_MEASURE = frozenset({"mean-difference", "risk-difference"})
_DIRECTIONS = {
    "better": "better",
    "worse": "worse",
    "unchanged": "unchanged",
    "mixed": "mixed",
    "unclear": "direction unclear",
}


def figure(result: Result, unit: str | None = None) -> Safe:
    """Return the figures of a result as printed, with a word for each statistic."""
    return together(_figures(result, result.unit or unit), " ")


def plain_figure(result: Result, unit: str | None = None) -> str:
    """Return the figures as plain text on one line, for pictures and exports."""
    return " ".join(figure(result, unit).striptags().split())


def interval(result: Result) -> Safe:
    """Return the interval a source prints, else Wilson's interval of events out of a total.

    What is worked out here is marked as computed; where neither is known, nothing is returned.
    """
    low, high = getattr(result, "ci_low", None), getattr(result, "ci_high", None)
    if low or high:
        return reported(f"{low or '?'} to {high or '?'}")
    # Wilson's is right in small groups and never passes 0 or 1.
    if isinstance(result, ProportionResult) and result.events and result.total:
        if result.collected:
            return Safe("")
        return wilson(result.events.value, result.total.value) or Safe("")
    return Safe("")


def wilson(events: int, total: int) -> Safe | None:
    """Return Wilson's 95 % interval of a share, marked as computed; None if there is no share."""
    if not 0 <= events <= total or total == 0:
        return None
    bounds = wilson_interval(events, total)
    return computed(format_interval(bounds.low, bounds.high, total))


def small_interval(bounds: Safe, name: str = USUAL_LIMITS) -> Safe | None:
    """Return limits under their name, as they stand behind a figure; None where they are empty."""
    return small(f"{name} ", bounds) if bounds else None


def p_value(p: Number | None) -> Safe | None:
    """Return a p value as printed."""
    if p is None:
        return None
    return reported(f"P = {p.text}" if p.relation == "=" else f"P {p.text}")


def share(events: object, total: object, percent: object = None) -> Safe:
    """Return how many of how many, and the percentage if printed; what is missing is named."""
    return together(_share(events, total, percent), " ")


def collected_cases(events: object) -> Safe:
    """Return how many published cases a review counted: never out of how many, and no share."""
    if events is None:
        return missing("cases collected from publications: no share is shown")
    return spaced(small("cases collected from publications:"), reported(f"{events} reported"))


def event_count(events: Count | None, total: Count | None) -> Safe:
    """Return a count of events, of which one person may have several, and among how many people."""
    if events is None:
        return missing("count not reported")
    noun = noun_for(events.value, "event")
    among = "" if total is None else f" among {total} {noun_for(total.value, 'person', 'people')}"
    return reported(f"{events} {noun}{among}")


def summary(values: Summary, unit: str | None = None) -> Safe:
    """Return the figures of a summary, each with the name of its statistic."""
    return together(_summary(values, unit), " ")


def _figures(result: Result, unit: str | None) -> Iterator[Safe]:
    if isinstance(result, ProportionResult):
        yield from _proportion(result)
    elif isinstance(result, ChangeResult | ContinuousResult):
        yield from _before_after(result, unit)
    elif isinstance(result, ComparisonResult):
        yield from _comparison(result, _unit_of_effect(result, unit))
    elif isinstance(result, RateResult):
        yield from _rate(result)
    elif isinstance(result, TimeToEventResult):
        yield from _time_to_event(result, unit)
    elif isinstance(result, NarrativeResult):
        yield from _narrative(result)
    else:
        yield missing()


def _share(events: object, total: object, percent: object) -> Iterator[Safe]:
    if events is None and percent is None:
        group = "" if total is None else f" (group of {total})"
        yield missing(f"count not reported{group}")
    elif events is None:
        yield from _with_total(reported(f"{percent} %"), total)
    else:
        behind = "" if percent is None else f" ({percent} %)"
        yield from _counted(events, total, behind)


def _counted(events: object, total: object, percent: str) -> Iterator[Safe]:
    computed_here = isinstance(events, WorkedOutCount) or isinstance(total, WorkedOutCount)
    if total is None:
        yield from _with_total(reported(f"{events}{percent}"), None)
    elif computed_here:
        yield from (count_as_known(events), Safe("of"), count_as_known(total))
        yield from [reported(percent.strip())] if percent else ()
        yield from _whole_group(total)
    else:
        yield reported(f"{events} of {total}{percent}")


def _whole_group(total: object) -> Iterator[Safe]:
    """Yield how many people the group had, where a total worked out here is another number."""
    if isinstance(total, WorkedOutCount) and total.group is not None:
        yield small(f"(group of {total.group})")


def _with_total(figure_alone: Safe, total: object) -> Iterator[Safe]:
    if total is None:
        yield together((figure_alone, missing("total not stated")), ", ")
    else:
        yield spaced(figure_alone, reported(f"of {total}"))


def count_as_known(count: object) -> Safe:
    """Return a count as printed, or marked as computed where no source prints it."""
    return computed(str(count)) if isinstance(count, WorkedOutCount) else reported(str(count))


def _proportion(result: ProportionResult) -> Iterator[Safe]:
    if result.collected:
        yield collected_cases(result.events)
        return
    yield from _share(result.events, result.total, result.percent)
    if result.unit:
        yield small(result.unit)


def _before_after(result: ChangeResult | ContinuousResult, unit: str | None) -> Iterator[Safe]:
    if result.baseline and result.follow_up:
        yield _first_of_two(result.baseline, result.follow_up)
        yield Safe("→")
        yield summary(result.follow_up, unit)
    elif result.follow_up:
        yield summary(result.follow_up, unit)
    elif result.baseline:
        yield summary(result.baseline, unit)
        yield missing("at the start; afterwards not reported")
    if result.change:
        yield small("change")
        yield summary(result.change, unit)
    yield _people(result)


def _unit_of_effect(result: ComparisonResult, unit: str | None) -> str | None:
    """Return the unit of an effect: as printed; that of the measure for differences of it alone."""
    return result.unit or (unit if result.effect in _IN_UNIT_OF_MEASURE else None)


def _comparison(result: ComparisonResult, unit: str | None) -> Iterator[Safe]:
    if name := estimate_name(result):
        yield small(name)
    if result.value is not None:
        yield reported(f"{result.value}{_end(unit)}")
    elif result.p is None:
        yield missing("estimate not reported")
    else:
        yield missing("only the p value is reported")


def _rate(result: RateResult) -> Iterator[Safe]:
    counted, rate = counted_in_time(result), printed_rate(result)
    if result.events is None and not rate:
        yield missing("number of events not reported")
    if counted:
        yield reported(counted)
    if result.person_time is None and not rate:
        yield missing("person-time not reported")
    if rate:
        yield reported(f"({rate})" if counted else rate)
    yield _people(result)


def _time_to_event(result: TimeToEventResult, unit: str | None) -> Iterator[Safe]:
    if result.events is not None or result.total is not None:
        yield share(result.events, result.total)
    if result.follow_up:
        yield summary(result.follow_up, unit)
    if result.value is not None:
        yield reported(f"{result.value}{_end(unit)}")


def _narrative(result: NarrativeResult) -> Iterator[Safe]:
    yield escape(result.finding)
    # Of one group, better than before says nothing of what the drug added.
    if result.against:
        yield small(f"({_DIRECTIONS[result.direction]})")
    if result.total:
        yield _people(result)


def _people(result: Result) -> Safe:
    if result.total is None:
        return missing("number of people not reported")
    return small("n = ", reported(str(result.total)))


def _summary(values: Summary, unit: str | None) -> Iterator[Safe]:
    yield from _centre(values, _end(unit))
    if values.q1 or values.q3:
        yield _spread("quartiles", values.q1, values.q3, "lower quartile", "upper quartile")
    if values.min or values.max:
        yield _spread("range", values.min, values.max, "lowest", "highest")
    if values.interval_low or values.interval_high:
        kind = kind_words(values.interval_kind or "interval, kind not named")
        yield _spread(kind, values.interval_low, values.interval_high, "from", "to")
    if values.spread:
        kind = values.spread_kind or "bracket not named"
        yield spaced(reported(f"± {values.spread}"), small(kind))


def _centre(values: Summary, end: str) -> Iterator[Safe]:
    if values.mean is not None:
        name = "(mean)" if values.sd is None else "(mean ± SD)"
        yield spaced(_mean(values, end), small(name))
    elif values.sd is not None:
        yield spaced(reported(f"{values.sd}{end}"), small("(SD)"))
    if values.median is not None:
        yield spaced(reported(f"{values.median}{end}"), small("(median)"))
    if values.value is not None:
        yield reported(f"{values.value}{end}")
    if values.percent is not None:
        yield reported(f"{values.percent} %")


def _mean(values: Summary, end: str = "") -> Safe:
    deviation = "" if values.sd is None else f" ± {values.sd}"
    return reported(f"{values.mean}{deviation}{end}")


def _first_of_two(before: Summary, after: Summary) -> Safe:
    """Return the first of two summaries, without its name where the second has the same one."""
    names = _statistics(before)
    if names != _statistics(after) or names not in _NAMED_ONCE:
        return summary(before)
    return reported(str(before.median)) if before.mean is None else _mean(before)


def _statistics(values: Summary) -> frozenset[str]:
    names = (field.name for field in fields(values))
    return frozenset(name for name in names if getattr(values, name) is not None)


def _spread(
    kind: str, low: Number | None, high: Number | None, low_name: str, high_name: str
) -> Safe:
    if low is not None and high is not None:
        return spaced(small(kind), reported(f"{low} to {high}"))
    # A source that prints one end alone is not completed by us.
    name, value = (high_name, high) if low is None else (low_name, low)
    return spaced(small(name), reported(str(value)))


def _end(unit: str | None) -> str:
    return f" {unit}" if unit else ""
