"""A result's figures as a source prints them: never rounded, never without unit or denominator."""

from collections.abc import Iterator
from dataclasses import fields

from generator.html.element import computed, missing, reported, tag, together
from generator.html.escape import Safe, escape
from generator.model.number import Number
from generator.model.result import (
    ChangeResult,
    ComparisonResult,
    ContinuousResult,
    NarrativeResult,
    ProportionResult,
    Result,
    Summary,
    TimeToEventResult,
)
from generator.statistics.proportion import wilson_interval
from generator.statistics.rounding import format_interval

EFFECTS = {
    "risk-difference": "risk difference",
    "risk-ratio": "risk ratio",
    "odds-ratio": "odds ratio",
    "hazard-ratio": "hazard ratio",
    "mean-difference": "mean difference",
    "p-only": "",
    "other": "effect",
}
_SAID_ONCE = {frozenset({"mean", "sd"}), frozenset({"mean"}), frozenset({"median"})}
DIRECTIONS = {
    "better": "better",
    "worse": "worse",
    "unchanged": "unchanged",
    "mixed": "mixed",
    "unclear": "direction unclear",
}


def figure(result: Result, unit: str | None = None) -> Safe:
    """Return the figures of a result as printed, with a word for each statistic."""
    unit = result.unit or unit
    if isinstance(result, ProportionResult):
        return together(_proportion(result), " ")
    if isinstance(result, ChangeResult | ContinuousResult):
        return together(_before_after(result, unit), " ")
    if isinstance(result, ComparisonResult):
        return together(_comparison(result, unit), " ")
    if isinstance(result, TimeToEventResult):
        return together(_time_to_event(result, unit), " ")
    if isinstance(result, NarrativeResult):
        count = _of(result) if result.total else None
        return together(
            (escape(result.finding), small(f"({DIRECTIONS[result.direction]})"), count), " "
        )
    return missing()


def plain_figure(result: Result, unit: str | None = None) -> str:
    """Return the figures as plain text on one line, for pictures and exports."""
    return " ".join(figure(result, unit).striptags().split())


def interval(result: Result) -> Safe:
    """Return the interval a source prints, else Wilson's interval of events out of a total, marked as computed."""
    low, high = getattr(result, "ci_low", None), getattr(result, "ci_high", None)
    if low or high:
        return reported(f"{low or '?'} to {high or '?'}")
    if isinstance(result, ProportionResult) and result.events and result.total:
        return wilson(result.events.value, result.total.value) or Safe("")
    return Safe("")


def wilson(events: int, total: int) -> Safe | None:
    """Return Wilson's 95 % interval of a share, marked as computed; None where no share can be formed."""
    if not 0 <= events <= total or total == 0:
        return None
    bounds = wilson_interval(events, total)
    return computed(format_interval(bounds.low, bounds.high, total))


def p_value(p: Number | None) -> Safe | None:
    """Return a p value as printed."""
    if p is None:
        return None
    return reported(f"P {p.text}" if p.relation != "=" else f"P = {p.text}")


def share(events: object, total: object, percent: object = None) -> Safe:
    """Return how many of how many, and the percentage where it is printed; what is missing is named."""
    return together(_share(events, total, percent), " ")


def event_count(events: object, total: object) -> Safe:
    """Return a count of events, which may happen to one person more than once, and in how many people."""
    if events is None:
        return missing("count not reported")
    among = f" among {total} people" if total is not None else ""
    return reported(f"{events} {'event' if str(events) == '1' else 'events'}{among}")


def summary(values: Summary, unit: str | None = None) -> Safe:
    """Return the figures of a summary, each with the name of its statistic."""
    return together(_summary(values, unit), " ")


def small(text: str) -> Safe:
    """Return words that stand back behind a figure."""
    return tag("small", text)


def _share(events: object, total: object, percent: object) -> Iterator[Safe]:
    if events is not None and total is not None:
        yield reported(f"{events} of {total}")
    elif events is not None:
        yield reported(events_only := str(events))
        yield missing(
            f"{'person' if events_only == '1' else 'people'}; out of how many is not reported"
        )
    if percent is not None:
        yield reported(f"{percent} %" if events is None else f"({percent} %)")
        if events is None:
            yield missing(
                f"of {total}; count not reported"
                if total is not None
                else "denominator not reported"
            )
    if events is None and percent is None:
        yield missing(
            f"count not reported (group of {total})" if total is not None else "count not reported"
        )


def _proportion(result: ProportionResult) -> Iterator[Safe]:
    yield from _share(result.events, result.total, result.percent)
    if result.unit:
        yield small(result.unit)


def _before_after(result: ChangeResult | ContinuousResult, unit: str | None) -> Iterator[Safe]:
    if result.baseline and result.follow_up:
        yield (
            _value(result.baseline)
            if _alike(result.baseline, result.follow_up)
            else summary(result.baseline)
        )
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
    yield _of(result)


def _comparison(result: ComparisonResult, unit: str | None) -> Iterator[Safe]:
    if name := EFFECTS[result.effect]:
        yield small(name)
    if result.value is not None:
        yield reported(f"{result.value}{f' {unit}' if unit else ''}")
    elif result.p is None:
        yield missing("estimate not reported")
    else:
        yield missing("only the p value is reported")


def _time_to_event(result: TimeToEventResult, unit: str | None) -> Iterator[Safe]:
    if result.events is not None or result.total is not None:
        yield share(result.events, result.total)
    if result.follow_up:
        yield summary(result.follow_up, unit)
    if result.value is not None:
        yield reported(f"{result.value}{f' {unit}' if unit else ''}")


def _of(result: Result) -> Safe:
    if result.total is None:
        return missing("number of people not reported")
    return tag("small", "n = ", reported(str(result.total)))


def _summary(values: Summary, unit: str | None) -> Iterator[Safe]:
    end = f" {unit}" if unit else ""
    yield from _centre(values, end)
    if values.q1 or values.q3:
        yield _spread("quartiles", values.q1, values.q3, "lower quartile", "upper quartile")
    if values.min or values.max:
        yield _spread("range", values.min, values.max, "lowest", "highest")
    if values.interval_low or values.interval_high:
        kind = values.interval_kind or "interval, kind not named"
        yield _spread(kind, values.interval_low, values.interval_high, "from", "to")
    if values.spread:
        yield together(
            (reported(f"± {values.spread}"), small(values.spread_kind or "bracket not named")), " "
        )


def _centre(values: Summary, end: str) -> Iterator[Safe]:
    if values.mean is not None:
        name = small("(mean ± SD)" if values.sd is not None else "(mean)")
        yield together((_mean(values, end), name), " ")
    elif values.sd is not None:
        yield together((reported(f"{values.sd}{end}"), small("(SD)")), " ")
    if values.median is not None:
        yield together((reported(f"{values.median}{end}"), small("(median)")), " ")
    if values.value is not None:
        yield reported(f"{values.value}{end}")
    if values.percent is not None:
        yield reported(f"{values.percent} %")


def _mean(values: Summary, end: str = "") -> Safe:
    return reported(f"{values.mean}{f' ± {values.sd}' if values.sd is not None else ''}{end}")


def _alike(before: Summary, after: Summary) -> bool:
    """Tell whether two summaries hold the same statistic and no more, so that its name need be said only once."""
    names = _statistics(before)
    return names == _statistics(after) and names in _SAID_ONCE


def _statistics(values: Summary) -> frozenset[str]:
    return frozenset(item.name for item in fields(values) if getattr(values, item.name) is not None)


def _value(values: Summary) -> Safe:
    return _mean(values) if values.mean is not None else reported(str(values.median))


def _spread(
    kind: str, low: Number | None, high: Number | None, low_name: str, high_name: str
) -> Safe:
    if low is not None and high is not None:
        return together((small(kind), reported(f"{low} to {high}")), " ")
    name, value = (low_name, low) if low is not None else (high_name, high)
    return together((small(name), reported(str(value))), " ")
