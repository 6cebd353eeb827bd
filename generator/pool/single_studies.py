"""What is said of each study by itself, and of all people counted as one group, as plain values."""

from collections.abc import Callable, Mapping

import numpy as np

from generator.model.study_table import StudyTable
from generator.pool.plain import Plain
from generator.statistics import proportion
from generator.statistics.effect_mean import deviations_of_change
from generator.statistics.effect_rate import exact_rate_interval
from generator.statistics.pooling import around, quantile, two_sided_p

# All that papers print, so that a reader finds the one of a paper again.
_INTERVALS = {
    "clopper_pearson": proportion.clopper_pearson_interval,
    "wilson": proportion.wilson_interval,
    "wilson_cc": proportion.wilson_corrected_interval,
    "jeffreys": proportion.jeffreys_interval,
    "agresti_coull": proportion.agresti_coull_interval,
    "wald": proportion.wald_interval,
}


def study_facts(table: StudyTable) -> list[Plain]:
    """Return each study with its own intervals, for the layouts that have such."""
    describe = _DESCRIBED.get(table.layout.name)
    if describe is None:
        return []
    rows = zip(*table.columns.values(), strict=True)
    return [
        {"study": label, **describe(dict(zip(table.columns, row, strict=True)))}
        for label, row in zip(table.labels, rows, strict=True)
    ]


def crude_facts(table: StudyTable) -> Plain:
    """Return all events out of all people, for contrast only: it forgets that studies differ."""
    total = _share(int(sum(table.columns["x"])), int(sum(table.columns["n"])))
    return {"note": "sum of x over sum of n: for contrast only", **total}


def _share(events: int, total: int) -> Plain:
    intervals = {name: interval(events, total) for name, interval in _INTERVALS.items()}
    return {"x": events, "n": total, "p": events / total, **intervals}


def _rate(events: float, time: float) -> Plain:
    return {
        "x": int(events),
        "t": time,
        "rate": events / time,
        "poisson_exact": exact_rate_interval(events, time),
    }


def _mean(row: Mapping[str, float]) -> Plain:
    n = int(row["n"])
    if n < 2:  # noqa: PLR2004 - one person has no interval
        return {"ci_t": None}
    return {"ci_t": around(row["mean"], quantile(n - 1) * row["sd"] / n**0.5)}


def _change(row: Mapping[str, float]) -> Plain:
    n, change = int(row["n"]), row["m_post"] - row["m_pre"]
    before, after, r = (np.array(row[name]) for name in ("sd_pre", "sd_post", "r"))
    deviation = float(deviations_of_change(before, after, r))
    facts: Plain = {"change": change, "sd_change": deviation}
    if n < 2 or deviation == 0:  # noqa: PLR2004 - the same
        return {**facts, "paired_t": None, "df": n - 1, "p_two_sided": None, "ci_t": None}
    se = deviation / n**0.5
    t = change / se
    interval = around(change, quantile(n - 1) * se)
    return {
        **facts,
        "paired_t": t,
        "df": n - 1,
        "p_two_sided": two_sided_p(t, n - 1),
        "ci_t": interval,
    }


def _groups(
    describe: Callable[[float, float], Plain], size: str
) -> Callable[[Mapping[str, float]], Plain]:
    return lambda row: {
        "group1": describe(row["x1"], row[f"{size}1"]),
        "group2": describe(row["x2"], row[f"{size}2"]),
    }


# A table holds all its numbers as floats; these two are counts.
def _whole_share(events: float, total: float) -> Plain:
    return _share(int(events), int(total))


_DESCRIBED: Mapping[str, Callable[[Mapping[str, float]], Plain]] = {
    "proportion": lambda row: _whole_share(row["x"], row["n"]),
    "two_group_binary": _groups(_whole_share, "n"),
    "single_rate": lambda row: _rate(row["x"], row["t"]),
    "two_group_rate": _groups(_rate, "t"),
    "single_mean": _mean,
    "paired_change": _change,
}
