"""A pooled measure as lines of text for a terminal, and as the rows of a forest plot."""

import math

from generator.pool.summary import FEW_STUDIES, Line, Summary
from generator.statistics.proportion import Interval, clopper_pearson_interval
from generator.statistics.rounding import format_interval, format_number, format_percent
from generator.statistics.sensitivity import EGGER_FROM

_WIDTH = 32
_DIGITS = 3


def printed_estimate(line: Line, summary: Summary) -> str:
    """Return an estimate with its interval in words, rounded; a prediction is its interval alone."""
    if summary.table.layout.name == "proportion":
        return _share(line, sum(summary.table.columns["n"]))
    decimals = _decimals(line.interval)
    shown = [
        _ratio(value) if summary.measure.ratio else format_number(value, decimals)
        for value in (*line.interval, *([] if line.estimate is None else [line.estimate]))
    ]
    interval = f"{shown[0]} to {shown[1]}"
    return interval if line.estimate is None else f"{shown[2]} ({interval})"


def pooled_lines(summary: Summary) -> list[str]:
    """Return what a reader is told, one line each."""
    measure, k = summary.measure, summary.common.k
    lines = [f"{measure.title} ({measure.name}), {k} {'study' if k == 1 else 'studies'}"]
    lines += [
        f"  {line.name:<{_WIDTH}} {printed_estimate(line, summary)}" for line in summary.pooled
    ]
    lines += [f"  {name:<{_WIDTH}} {words}" for name, words in _spread(summary)]
    return lines + [f"  Remark: {remark}" for remark in remarks(summary)]


def remarks(summary: Summary) -> list[str]:
    """Return what must be said beside the numbers."""
    found = []
    if summary.dropped:
        found.append(f"without {', '.join(summary.dropped)}: no estimate with a variance above 0.")
    found += _bare(summary)
    if summary.why_not_exact:
        found.append(f"no exact likelihood: {summary.why_not_exact}.")
    if 1 < summary.common.k < FEW_STUDIES:
        found.append(
            f"fewer than {FEW_STUDIES} studies: how far they differ is hardly known, and the intervals show it."
        )
    if summary.measure.name == "PFT":
        found.append(
            "the double arcsine is here to reproduce papers; its way back to a share misleads."
        )
    return found


def _bare(summary: Summary) -> list[str]:
    """Return what must be said where nobody, or everybody, had the event."""
    if summary.table.layout.name != "proportion":
        return []
    events, people = (int(sum(summary.table.columns[name])) for name in ("x", "n"))
    if 0 < events < people:
        return []
    interval = format_interval(*clopper_pearson_interval(events, people), people)
    whom = "nobody" if events == 0 else "everybody"
    return [
        f"{whom} had the event, {events} of {people} ({interval}, exact): what is pooled above rests on what was added."
    ]


def _share(line: Line, everybody: float) -> str:
    """Return a share in percent, rounded by the number of people it stands for, with the counts of a study."""
    total = int(line.counts[1] if line.counts else everybody)
    low, high = (min(max(limit, 0.0), 1.0) for limit in line.interval)
    interval = format_interval(low, high, total)
    if line.estimate is None:
        return interval
    share = f"{format_percent(min(max(line.estimate, 0.0), 1.0), total)} ({interval})"
    return f"{line.counts[0]:.0f} of {line.counts[1]:.0f}, {share}" if line.counts else share


def _spread(summary: Summary) -> list[tuple[str, str]]:
    """Return how far studies differ: tau before I squared, since I squared grows with the size of studies."""
    random, spread, common = summary.random, summary.spread, summary.common
    if random is None or spread is None:
        return []
    decimals = _decimals(spread.tau)
    tau = [format_number(value, decimals) for value in (math.sqrt(random.tau2), *spread.tau)]
    i2 = [format_number(value, 0) for value in (random.i2, *spread.i2)]
    exact = summary.exact
    beside = "" if exact is None else f"; exact likelihood {format_number(exact.tau, decimals)}"
    return [
        ("tau, on the pooled scale", f"{tau[0]} ({tau[1]} to {tau[2]}; REML, Q-profile){beside}"),
        ("I²", f"{i2[0]} % ({i2[1]} to {i2[2]} %)"),
        ("Q", f"{format_number(common.q, 2)} on {common.k - 1} df, p {_p(common.q_p)}"),
        *_small_studies(summary),
    ]


def _small_studies(summary: Summary) -> list[tuple[str, str]]:
    """Return Egger's test; below ten studies it says too little to be shown."""
    egger = summary.egger
    if egger is None or summary.common.k < EGGER_FROM:
        return []
    return [
        (
            "small studies differ (Egger)",
            f"t {format_number(egger.t, 2)} on {egger.df} df, p {_p(egger.p)}",
        )
    ]


def _ratio(value: float) -> str:
    """Return a ratio with two decimals, whole from a hundred on; what is hardly above 0, or vast, by its bound."""
    if value < 0.005:  # noqa: PLR2004 - would be shown as none at all
        return "<0.01"
    if value >= 10_000:  # noqa: PLR2004 - no reader needs more
        return ">10000"
    return format_number(value, 0 if value >= 100 else 2)  # noqa: PLR2004


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {format_number(value, 3)}"  # noqa: PLR2004 - as papers print it


def _decimals(interval: Interval) -> int:
    """Return how many decimals show the wider end of an interval with three digits."""
    size = max(abs(limit) for limit in interval)
    return _DIGITS if size == 0 else min(12, max(0, _DIGITS - 1 - math.floor(math.log10(size))))
