"""A pooled measure as lines of text for a terminal, and as the rows of a forest plot."""

import math

from generator.pool.summary import FEW_STUDIES, Line, Summary
from generator.pool.zeros import zero_remarks
from generator.statistics.proportion import Interval, clopper_pearson_interval
from generator.statistics.rounding import format_interval, format_number, format_percent
from generator.statistics.sensitivity import EGGER_FROM
from generator.text.count_words import count_words

# The longest name of a line, so that the figures stand below each other.
_WIDTH = 32
# Digits of the wider end of an interval: more would say more than the studies know.
_DIGITS, _MOST_DECIMALS = 3, 12
# A ratio below the first would be shown as 0; one above the last is of no use to a reader.
_LEAST_RATIO, _WHOLE_RATIO, _MOST_RATIO = 0.005, 100, 10_000
# Outside these a number is written with a power of ten: 0.000000000000 would say that it is none.
_LEAST_PLAIN, _MOST_PLAIN = 1e-9, 1e15
# As papers print p values.
_LEAST_P = 0.001


def printed_estimate(line: Line, summary: Summary) -> str:
    """Return an estimate with its interval, rounded; a prediction is its interval alone."""
    if summary.table.layout.name == "proportion":
        return _share(line, sum(summary.table.columns["n"]))
    decimals = _decimals(line.interval)

    plain = _LEAST_PLAIN <= max(map(abs, line.interval)) < _MOST_PLAIN

    def rounded(value: float) -> str:
        if summary.measure.ratio:
            return _ratio(value)
        return format_number(value, decimals) if plain else _significant(value)

    interval = f"{rounded(line.interval.low)} to {rounded(line.interval.high)}"
    return interval if line.estimate is None else f"{rounded(line.estimate)} ({interval})"


def pooled_lines(summary: Summary) -> list[str]:
    """Return what a reader is told, one line each."""
    measure, k = summary.measure, summary.common.k
    lines = [f"{measure.title} ({measure.name}), {count_words(k, 'study', 'studies')}"]
    printed = [*summary.pooled, *([summary.stratified] if summary.stratified else [])]
    lines += [f"  {line.name:<{_WIDTH}} {printed_estimate(line, summary)}" for line in printed]
    lines += [f"  {name:<{_WIDTH}} {words}" for name, words in _spread(summary)]
    return lines + [f"  Remark: {remark}" for remark in remarks(summary)]


def remarks(summary: Summary) -> list[str]:
    """Return what must be said beside the numbers."""
    lines = []
    if summary.dropped:
        lines.append(f"without {', '.join(summary.dropped)}: no estimate with a variance above 0.")
    lines += _bare(summary) or zero_remarks(summary.table, summary.measure)
    if summary.why_not_stratified:
        lines.append(f"no Mantel-Haenszel estimate: {summary.why_not_stratified}.")
    if summary.why_not_exact:
        lines.append(f"no exact likelihood: {summary.why_not_exact}.")
    if 1 < summary.common.k < FEW_STUDIES:
        lines.append(
            f"fewer than {FEW_STUDIES} studies: how far they differ is hardly known, and the "
            "intervals show it."
        )
    if summary.measure.name == "PFT":
        lines.append(
            "the double arcsine is here to reproduce papers; its way back to a share misleads."
        )
    return lines


def _bare(summary: Summary) -> list[str]:
    """Return what must be said where nobody, or everybody, had the event."""
    if summary.table.layout.name != "proportion":
        return []
    events, people = (int(sum(summary.table.columns[name])) for name in ("x", "n"))
    if 0 < events < people:
        return []
    interval = format_interval(*clopper_pearson_interval(events, people), people)
    whom = "nobody" if events == 0 else "everybody"
    seen = f"{whom} had the event, {events} of {people} ({interval}, exact)"
    return [f"{seen}: what is pooled above rests on what was added."]


def _share(line: Line, everybody: float) -> str:
    """Return a share in percent, rounded by its number of people, with the counts of a study."""
    total = int(line.counts[1] if line.counts else everybody)
    # Raw shares have normal intervals, which may reach past what a share can be.
    low, high = (min(max(limit, 0.0), 1.0) for limit in line.interval)
    interval = format_interval(low, high, total)
    if line.estimate is None:
        return interval
    share = f"{format_percent(min(max(line.estimate, 0.0), 1.0), total)} ({interval})"
    return f"{line.counts[0]:.0f} of {line.counts[1]:.0f}, {share}" if line.counts else share


def _spread(summary: Summary) -> list[tuple[str, str]]:
    """Return how far studies differ: tau first, since I² grows with the size of studies."""
    random, spread, common = summary.random, summary.spread, summary.common
    if random is None or spread is None:
        return []
    tau, exact = _significant(math.sqrt(random.tau2)), summary.exact
    beside = "" if exact is None else f"; exact likelihood {_significant(exact.tau)}"
    i2 = [format_number(value, 0) for value in (random.i2, *spread.i2)]
    if spread.is_empty:
        # Both limits are 0 then, which would read as if the variance were known for certain.
        no_interval = "no interval: the studies agree more closely than by chance"
        tau_interval, i2_interval = f"REML; {no_interval}", "no interval"
    else:
        low, high = map(_significant, spread.tau)
        tau_interval, i2_interval = f"{low} to {high}; REML, Q-profile", f"{i2[1]} to {i2[2]} %"
    return [
        ("tau, on the pooled scale", f"{tau} ({tau_interval}){beside}"),
        ("I²", f"{i2[0]} % ({i2_interval})"),
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


def _significant(value: float) -> str:
    """Return a number with three digits that say something, whatever its size; 0 as 0.

    >>> _significant(0.000412), _significant(0.0), _significant(1234.5), _significant(2e-15)
    ('0.000412', '0', '1235', '2.00e-15')
    """
    if value == 0:
        return "0"
    if not _LEAST_PLAIN <= abs(value) < _MOST_PLAIN:
        return f"{value:.{_DIGITS - 1}e}"
    return format_number(value, _decimals(Interval(value, value)))


def _ratio(value: float) -> str:
    """Return a ratio with two decimals, whole from a hundred on; bounds for the rest."""
    if value < _LEAST_RATIO:
        return "<0.01"
    if value >= _MOST_RATIO:
        return ">10000"
    return format_number(value, 0 if value >= _WHOLE_RATIO else 2)


def _p(value: float) -> str:
    return "< 0.001" if value < _LEAST_P else f"= {format_number(value, 3)}"


def _decimals(interval: Interval) -> int:
    """Return how many decimals show the wider end of an interval with three digits."""
    size = max(abs(limit) for limit in interval)
    if size == 0:
        return _DIGITS
    return min(_MOST_DECIMALS, max(0, _DIGITS - 1 - math.floor(math.log10(size))))
