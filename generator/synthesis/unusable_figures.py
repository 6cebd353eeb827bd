"""Why a figure cannot be averaged: its count, spread, estimate or other group is missing."""

from collections.abc import Iterator

from generator.model.evidence import Evidence
from generator.model.limits import level_of_limits
from generator.model.number import Count, WorkedOutCount
from generator.model.result import ComparisonResult, ProportionResult, Result
from generator.synthesis.candidates import Candidate
from generator.synthesis.figures import figure_of
from generator.synthesis.reasons import Reason, Refusal


def why_unusable(_: Evidence, candidate: Candidate) -> Iterator[Refusal]:
    """Yield why a figure lacks what an average of its kind needs; nothing for one that has it."""
    result = candidate.result
    if isinstance(result, ComparisonResult):
        yield from _comparison_figures(candidate, result)
    elif candidate.form == "words":
        yield Refusal(Reason.IN_WORDS, "told in words, without a figure that could be averaged")
    elif candidate.contrast != "single-arm" and not candidate.controls:
        yield Refusal(Reason.ONE_GROUP, _why_alone(result))
    elif isinstance(result, ProportionResult):
        yield from _share_figures(candidate, result)
    elif candidate.form == "rate":
        yield from _rate_figures(candidate)
    elif candidate.controls:
        yield from _mean_figures(candidate)
    elif candidate.form == "change":
        yield from _change_figures(candidate)
    else:
        yield Refusal(Reason.NOT_MEANS, "one time point only; a level is no change")


def _why_alone(result: Result) -> str:
    """Return why no group stands beside a figure of a study that compares groups."""
    if result.subgroup:
        return "of a part of a group, which is set against no other group here"
    return "its study compares groups, and no like figure of the group beside it is printed"


def _share_figures(candidate: Candidate, result: ProportionResult) -> Iterator[Refusal]:
    if result.events is None or result.total is None or result.total.value == 0:
        yield Refusal(Reason.NO_COUNT, "how many of how many is not printed")
    if _is_supposed(result.total):
        words = f"a total of {result.total} is not printed, though it would fit"
        yield Refusal(Reason.NO_COUNT, words)
    if any(map(_counts_no_people, (result, *candidate.treated, *candidate.controls))):
        yield Refusal(Reason.NOT_PEOPLE, "counts something else than people")
    if any(not _has_count(control) for control in candidate.controls):
        yield Refusal(Reason.NO_COUNT, "the count of the group beside it is not printed")
    elif any(_is_supposed(control.total) for control in candidate.controls):
        yield Refusal(Reason.NO_COUNT, "the size of the group beside it is not printed")


def _counts_no_people(result: Result) -> bool:
    # The record names what was counted only where it is not people: as the unit, or in a note
    # that begins with `unit:`.
    return bool(result.unit) or (result.note or "").startswith("unit:")


def _has_count(result: Result) -> bool:
    counted = isinstance(result, ProportionResult) and result.events is not None
    return counted and result.total is not None and result.total.value > 0


def _is_supposed(total: Count | None) -> bool:
    """Tell whether a total is taken to be that of the whole group; see worked_out_counts."""
    return isinstance(total, WorkedOutCount) and not total.follows


def _comparison_figures(candidate: Candidate, result: ComparisonResult) -> Iterator[Refusal]:
    figure = figure_of(candidate)
    if result.scale is None:
        yield Refusal(Reason.NO_ESTIMATE, "no effect measure is named")
    elif result.value is None or result.value.exact is None:
        yield Refusal(Reason.NO_ESTIMATE, "no estimate is printed")
    elif figure is None:
        yield Refusal(Reason.NO_ESTIMATE, "a ratio with a limit of 0 has no logarithm")
    elif figure.error is None:
        yield Refusal(Reason.NO_ESTIMATE, _no_error(result))


def _no_error(result: ComparisonResult) -> str:
    if result.ci_low is not None and level_of_limits(result.interval_kind) is None:
        return f"limits that are no interval of a stated level ({result.interval_kind})"
    return "no interval or exact p is printed with it"


def _rate_figures(candidate: Candidate) -> Iterator[Refusal]:
    if not candidate.controls:
        yield Refusal(Reason.NOT_PEOPLE, "counts events in time, and a person may have several")
    elif figure_of(candidate) is None:
        yield Refusal(Reason.NO_COUNT, "events or time under observation of a group not printed")


def _mean_figures(candidate: Candidate) -> Iterator[Refusal]:
    if figure_of(candidate) is None:
        words = "no means of both groups with spreads and numbers of people, changed or at the end"
        yield Refusal(Reason.NOT_MEANS, words)


def _change_figures(candidate: Candidate) -> Iterator[Refusal]:
    figure = figure_of(candidate)
    if figure is None or figure.error is None:
        words = "no mean change of a stated number of people with a spread"
        yield Refusal(Reason.NOT_MEANS, words)
