"""One result in a line: its figure, when, against what, which remarks; and results by domain."""

from collections.abc import Callable, Iterator, Sequence

from generator.html.check_marks import check_mark
from generator.html.element import (
    Child,
    badge,
    computed,
    line,
    link,
    missing,
    reported,
    small,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval, plain_figure, small_interval
from generator.html.trial_notes import trial_notes
from generator.model.result import Result
from generator.model.study import Harm, Study
from generator.synthesis.arms_of_result import (
    beside_result,
    has_groups_apart,
    is_compared,
    is_of_all_groups,
    untold_beside,
)
from generator.synthesis.candidates import candidate
from generator.synthesis.complement import as_printed
from generator.synthesis.figure import Figure
from generator.synthesis.figures import figure_of
from generator.synthesis.selection import Silence
from generator.wording.computed_values import figure_words
from generator.wording.estimate_names import effect_name
from generator.wording.inline_figures import in_a_sentence
from generator.wording.limits_words import limits_name
from generator.wording.result_names import (
    control_words,
    heading,
    outcome_name,
    unfair_words,
    unit_of,
)

# What an overview passes over stands on the page of the study: so it is never called unreported.
_SILENT: dict[Silence, str] = {
    "other groups": "only of other groups, or of groups together",
    "subgroup": "only of a subgroup",
    "interim": "only before the end of the study",
    "subgroup or interim": "only of a subgroup, or before the end of the study",
    "not reported": "not reported",
}
# Effects in the unit of what was measured; ratios and differences in deviations have none.
_IN_UNIT_OF_MEASURE = frozenset({"change", "mean-difference"})


def figure_link(page: OpenPage, study: Study, result: Result, **attributes: str) -> Safe:
    """Return the figure of a result as a link to its permanent address.

    It is as printed, or marked as computed with the printed one behind it, where survivors are
    shown as deaths or the like.
    """
    unit = unit_of(page.evidence, result)
    shown, behind = figure(result, unit), None
    if printed := as_printed(page.evidence, study, result):
        shown, behind = _turned(page, result, printed)
    return link(page.study_address(study, result.id), shown, **attributes) + (behind or Safe(""))


def _turned(page: OpenPage, result: Result, printed: Result) -> tuple[Safe, Safe]:
    """Return a figure counted from the other side, and what its source prints, behind it."""
    what = in_a_sentence(page.evidence, outcome_name(page.evidence, printed))
    # Published cases are no share of anybody, so that none is worked out from them.
    if printed.collected:
        return figure(printed), small(f" (counted as {what})")
    unit = unit_of(page.evidence, result)
    shown = computed(plain_figure(result, unit))
    return shown, small(f" printed: {plain_figure(printed)}, {what}")


def interval_of(page: OpenPage, study: Study, result: Result) -> Safe | None:
    """Return the interval of a result; marked as computed where the figure was turned."""
    bounds = interval(result)
    if bounds and as_printed(page.evidence, study, result):
        bounds = computed(" ".join(bounds.striptags().removesuffix("computed").split()))
    return small_interval(bounds, limits_name(result))


def worked_out(page: OpenPage, study: Study, result: Result) -> Safe | None:
    """Return the mean change, or the risk ratio of two counts, computed from what is printed."""
    return _worked_out(page, result, page.site.worked_out.get((study.id, result.id)))


def worked_out_as_counted(page: OpenPage, study: Study, result: Result) -> Safe | None:
    """Return the same of a result that a comparison may have counted from the other side."""
    if as_printed(page.evidence, study, result) is None:
        return worked_out(page, study, result)
    return _worked_out(page, result, figure_of(candidate(page.evidence, study, result)))


def _worked_out(page: OpenPage, result: Result, value: Figure | None) -> Safe | None:
    if value is None or value.origin != "computed" or value.scale == "share":
        return None
    name = "mean change" if value.effect == "change" else effect_name(value.effect)
    unit = unit_of(page.evidence, result) if value.effect in _IN_UNIT_OF_MEASURE else None
    return line(small(f"{name} "), computed(figure_words(value, unit)), small(f" {value.how}"))


def time_of(result: Result) -> Safe:
    """Return when an outcome was measured."""
    return reported(str(result.time)) if result.time else missing("time not stated")


def against(page: OpenPage, study: Study, result: Result) -> Safe | None:
    """Return what the other groups of the study did on the same question, each with its way home.

    A figure of one group never stands without those of the others, wherever it is shown.
    """
    others = beside_result(page.evidence, study, result)
    lines = (
        line(small("against "), figure_link(page, study, other), small(_of_group(study, other)))
        for other in others
    )
    unfair = unfair_badge(page, study) if others else None
    untold = not_told_of(page, untold_beside(page.evidence, study, result))
    return together((unfair, *lines, untold, trial_notes(page, study, result))) or None


def not_told_of(page: OpenPage, drugs: Sequence[str], why: Safe | None = None) -> Safe | None:
    """Return that sources say nothing of groups on some drugs; None of no drug."""
    names = [in_a_sentence(page.evidence, page.evidence.drugs[drug].label) for drug in drugs]
    return line(missing(f"not reported for {' or '.join(names)}"), why) if names else None


def unfair_badge(page: OpenPage, study: Study) -> Safe | None:
    """Return the warning that the other groups are no control: earlier ones, or on a like drug."""
    if study.id in page.site.controlled:
        return None
    return line(badge(unfair_words(page.evidence, study), "caution"))


def control_badge(page: OpenPage, study: Study, result: Result | None = None) -> Safe | None:
    """Return the warning that a study, or one result of it, has no control group; else None."""
    site = page.site
    if study.id not in (site.compared if result is None else site.controlled):
        return badge(control_words(page.evidence, study), "caution")
    if result is None or is_compared(page.evidence, study, result):
        return None
    if whole := all_groups_badge(page, study, result):
        return whole
    # What sources leave out is no group that the study did not have.
    apart = has_groups_apart(page.evidence, study, result)
    words = "control group’s figure not reported" if apart else "no control group for this"
    return badge(words, "caution")


def all_groups_badge(page: OpenPage, study: Study, row: Result | Harm) -> Safe | None:
    """Return that a figure is of all groups of a study together; None for any other."""
    if is_of_all_groups(page.evidence, study, row):
        return badge("all groups together", "quiet")
    return None


def remarks(page: OpenPage, study: Study, result: Result) -> Safe:
    """Return what must be said of a figure: interim, of a subgroup, repeated, disputed, checked."""
    return together(_remarks(page, study, result), " ")


def discrepancy_mark(page: OpenPage, study: Study, row: Result | Harm) -> Safe | None:
    """Return the way to the first discrepancy noted about a figure; None where none was noted."""
    disputed = study.discrepancies_about(row.id)
    if not disputed:
        return None
    address = page.study_address(study, disputed[0].id)
    return link(address, "discrepancy noted", class_="ev-badge", data_ev_tone="caution")


def by_domain(
    lines: Sequence[tuple[str, Sequence[Safe]]], why_silent: Callable[[str], Silence]
) -> Safe:
    """Return what is known in each domain of outcome; domains without a main result stand last.

    `why_silent` tells of a domain whether nothing is reported, or nothing that stands for a study.
    """
    known = [_domain_line(name, pieces) for name, pieces in lines if pieces]
    silent: dict[Silence, list[str]] = {}
    for name, pieces in lines:
        if not pieces:
            silent.setdefault(why_silent(name), []).append(heading(name).lower())
    if not known and silent.keys() <= {"not reported"}:
        return missing()
    # That nothing is reported is said, so that nobody takes it for something left out here.
    for why, words in _SILENT.items():
        if why in silent:
            rest = missing(f"{words}: {', '.join(silent[why])}")
            known.append(tag("li", rest, class_="ev-line-silent"))
    return tag("ul", *known, class_="ev-lines")


def _domain_line(name: str, pieces: Sequence[Safe]) -> Safe:
    return tag("li", tag("span", heading(name), class_="ev-line-name"), *pieces)


def _of_group(study: Study, result: Result) -> str:
    return f" {study.arm(result.arm).label}" if result.arm else ""


def _remarks(page: OpenPage, study: Study, result: Result) -> Iterator[Child]:
    if result.role == "primary":
        yield badge("primary outcome")
    if result.interim:
        yield badge("interim figure", "interim")
    if result.subgroup:
        yield badge(f"subgroup: {result.subgroup}", "quiet")
    if result.same_as:
        yield badge(f"same figure as {result.same_as}", "quiet")
    yield discrepancy_mark(page, study, result)
    yield check_mark(page, study, result.id)
