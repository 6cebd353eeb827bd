"""What a figure of a trial needs beside it: its margin, the other parts, pairs and clusters."""

from collections.abc import Iterator

from generator.html.element import badge, computed, line, link, missing, small, spaced, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, interval, p_value
from generator.model.result import ComparisonResult, NarrativeResult, Result
from generator.model.study import Study
from generator.synthesis.arms_of_result import beside_result
from generator.synthesis.crossover import crossover_words, why_not_as_groups
from generator.synthesis.design_effect import allows_for_clusters, design_effect
from generator.synthesis.participants import must_share_people
from generator.synthesis.parts_of_group import other_parts
from generator.synthesis.study_design import compares_groups
from generator.wording.limits_words import unusual_limits
from generator.wording.margin_words import margin_words
from generator.wording.result_names import unit_of


def trial_notes(page: OpenPage, study: Study, result: Result) -> Safe | None:
    """Return the lines that a figure of a trial needs beside it; None where it needs none."""
    return together(_notes(page, study, result)) or None


def limits_in_brackets(result: Result) -> Safe | None:
    """Return the limits of a result in brackets, with their name where it is not the usual one."""
    bounds = interval(result)
    if not bounds:
        return None
    name = unusual_limits(result)
    return together((" (", bounds, f", {name}" if name else None, ")"))


def _notes(page: OpenPage, study: Study, result: Result) -> Iterator[Safe]:
    if isinstance(result, NarrativeResult):
        return
    if study.crossover:
        fair = not why_not_as_groups(study, result)
        yield line(badge(crossover_words(result), "quiet" if fair else "caution"))
    elif _holds_some_of_the_others(page, study, result):
        yield line(badge("some people are in both groups", "caution"))
    if isinstance(result, ComparisonResult):
        yield from _of_comparison(study, result)
    if result.subgroup_by:
        yield from _parts(page, study, result)


def _holds_some_of_the_others(page: OpenPage, study: Study, result: Result) -> bool:
    """Tell whether groups on one question hold more people than the study that compares them."""
    if not compares_groups(page.evidence, study) or result.total is None:
        return False
    others = (other.total for other in beside_result(page.evidence, study, result))
    sizes = [other.value for other in others if other]
    return any(must_share_people(study, (result.total.value, size)) for size in sizes)


def _of_comparison(study: Study, result: ComparisonResult) -> Iterator[Safe]:
    too_narrow = why_not_as_groups(study, result)
    if study.clusters and not allows_for_clusters(result):
        too_narrow = "clusters are not said to be allowed for"
        unknown = "" if design_effect(study) else ", and how alike their people are is not known"
        yield line(missing(f"{too_narrow}{unknown}"))
    elif study.clusters:
        yield line(small("the analysis allows for clusters"))
    if words := margin_words(result, too_narrow=too_narrow):
        yield line(computed(words))


def _parts(page: OpenPage, study: Study, result: Result) -> Iterator[Safe]:
    others = other_parts(study, result)
    for other in others:
        shown = link(
            page.study_address(study, other.id), figure(other, unit_of(page.evidence, other))
        )
        yield line(small(f"beside {other.subgroup}: "), shown, limits_in_brackets(other))
    if not others:
        yield line(missing(f"other parts by {result.subgroup_by} not recorded"))
    if isinstance(result, ComparisonResult) and result.interaction_p:
        differs = small(f"whether it differs by {result.subgroup_by} (interaction):")
        yield line(spaced(differs, p_value(result.interaction_p)))
