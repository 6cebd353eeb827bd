"""A harm between two groups: the comparison that the source prints, and the one computed here."""

from collections.abc import Iterator

from generator.html.element import Child, computed, line, link, missing, small, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, p_value
from generator.html.trial_notes import limits_in_brackets
from generator.model.study import Harm, Study
from generator.statistics.rounding import format_number
from generator.synthesis.harms_compared import (
    HarmCompared,
    harms_compared,
    printed_comparisons,
)


def harm_effects(page: OpenPage, study: Study, harm: Harm) -> Safe | None:
    """Return a harm beside other groups of its study: printed and computed; None without any."""
    pairs = harms_compared(page.evidence, study, harm)
    lines = (together(_lines(page, study, harm, compared)) for compared in pairs)
    return together(lines) or None


def _lines(page: OpenPage, study: Study, harm: Harm, compared: HarmCompared) -> Iterator[Safe]:
    first, second = compared.counts
    group = study.arm(compared.other.arm).label
    counts = f"{first.events} of {first.total} against {second.events} of {second.total}, {group}"
    worked_out = (
        "; counts worked out from what is printed" if first.derived or second.derived else ""
    )
    yield line(small(f"{counts}{worked_out}"))
    for result in printed_comparisons(study, harm, compared.other):
        shown = link(page.study_address(study, result.id), figure(result))
        yield line(shown, limits_in_brackets(result), " ", p_value(result.p))
    if compared.why_not:
        yield line(missing(f"not computed: {compared.why_not}"))
        return
    yield line(*_ratio(compared))
    yield line(*_difference(compared))


def _ratio(compared: HarmCompared) -> Iterator[Child]:
    yield small("risk ratio ")
    if compared.ratio is None:
        yield missing("not computed: nobody in either group had it")
        return
    value, (low, high), how = compared.ratio
    limits = f"{format_number(low, 2)} to {format_number(high, 2)}"
    yield computed(f"{format_number(value, 2)} (95 % interval {limits})")
    yield small(f" {how}")


def _difference(compared: HarmCompared) -> Iterator[Child]:
    if compared.difference is None:
        return
    value, (low, high), how = compared.difference
    yield small("difference in 100 people ")
    shown = [format_number(100 * each, 1) for each in (value, low, high)]
    yield computed(f"{shown[0]} (95 % interval {shown[1]} to {shown[2]})")
    yield small(f" {how}, not adjusted")
