"""One harm in a line: how many of how many, how sure, how serious."""

from generator.html.check_marks import check_mark
from generator.html.element import (
    badge,
    computed,
    line,
    link,
    missing,
    remark,
    small,
    spaced,
    tag,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import (
    collected_cases,
    event_count,
    p_value,
    share,
    small_interval,
    wilson,
)
from generator.html.result_line import (
    all_groups_badge,
    discrepancy_mark,
    not_told_of,
    unfair_badge,
)
from generator.model.evidence import Evidence
from generator.model.few import few
from generator.model.study import Harm, Study
from generator.statistics.proportion import upper_bound_when_none
from generator.statistics.rounding import format_percent
from generator.synthesis.arms_of_result import beside_harm, unreported_beside

# An overview names so many serious harms of a study and counts the rest.
_IN_A_CELL = 3


def harm_count(harm: Harm) -> Safe:
    """Return how many people had a harm, or how many events there were, as printed."""
    if harm.collected:
        return collected_cases(harm.events)
    if harm.counted == "events":
        return event_count(harm.events, harm.total)
    return share(harm.events, harm.total, harm.percent)


def harm_link(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return the count of a harm as a link to its permanent address."""
    return link(page.study_address(study, harm.id), harm_count(harm))


def harm_line(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return one harm without its name: how many, how sure, in which group, with which remarks."""
    group = f"{_group(study, harm)}, {harm.counted} counted"
    return spaced(
        harm_link(page, study, harm),
        p_value(harm.p),
        small_interval(harm_interval(harm)),
        tag("small", group, class_="ev-line"),
        harm_against(page, study, harm),
        harm_remarks(page, study, harm),
    )


def harm_against(page: OpenPage, study: Study, harm: Harm) -> Safe | None:
    """Return how often the harm was seen in the other groups, each figure with its way home."""
    others = beside_harm(page.evidence, study, harm)
    lines = (
        line(small("against "), harm_link(page, study, other), small(f" {_group(study, other)}"))
        for other in others
    )
    unfair = unfair_badge(page, study) if others else None
    return together((unfair, *lines, not_reported_beside(page, study, harm))) or None


def not_reported_beside(page: OpenPage, study: Study, harm: Harm) -> Safe | None:
    """Return for which other drugs of a controlled study a harm has no figure; None if for none."""
    drugs = unreported_beside(page.evidence, study, harm)
    doubts = [doubt for doubt in study.discrepancies if harm.id in doubt.about]
    ways = [
        link(page.study_address(study, doubt.id), "see where sources differ") for doubt in doubts
    ]
    why = together((" (", together(ways, ", "), ")")) if ways else None
    return not_told_of(page, drugs, why)


def harm_remarks(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return what must be said of a harm: of whom, serious or not, discrepancies, checks, note."""
    return spaced(
        all_groups_badge(page, study, harm),
        _seriousness(harm),
        discrepancy_mark(page, study, harm),
        check_mark(page, study, harm.id),
        remark(harm.note),
    )


def harm_interval(harm: Harm) -> Safe:
    """Return how common the harm may be: an upper bound if none was seen, nothing for events."""
    if harm.counted != "participants" or harm.events is None or harm.total is None:
        return Safe("")
    if harm.collected:
        return Safe("")
    # That nobody had it among few people does not mean that nobody will.
    events, total = harm.events.value, harm.total.value
    if events == 0 and total:
        return computed(f"up to {format_percent(upper_bound_when_none(total), total)}")
    return wilson(events, total) or Safe("")


def serious_harms(page: OpenPage, study: Study) -> Safe:
    """Return the serious harms of a study in a few words, all groups of each, for an overview."""
    serious = _by_event(page.evidence, study)
    if serious:
        some = few(serious, _IN_A_CELL)
        counts = (_in_each_group(page, study, harms) for harms in some.shown)
        rest = link(page.study_address(study, "_harms"), some.and_more()) if some.more else None
        return together((*counts, rest), "; ")
    if not study.harms:
        return missing("harms not reported")
    if all(harm.serious is False for harm in study.harms):
        return missing("none called serious")
    return missing("not said which were serious")


def _by_event(evidence: Evidence, study: Study) -> list[tuple[Harm, ...]]:
    """Return the serious harms, each with what was seen in the other groups."""
    events: list[tuple[Harm, ...]] = []
    named: list[Harm] = []
    for harm in study.harms:
        # What one group is said to have had seriously is asked of the others too.
        if harm.serious and not any(harm is other for other in named):
            events.append((harm, *beside_harm(evidence, study, harm)))
            named += events[-1]
    return events


def _in_each_group(page: OpenPage, study: Study, harms: tuple[Harm, ...]) -> Safe:
    first, *others = harms
    if not others:
        # Without its group, a harm on a control would be read as one on the drug.
        group = small(_group(study, first)) if len(study.arms) > 1 else None
        count = spaced(harm_count(first), group, not_reported_beside(page, study, first))
        return together((first.event, count), ": ")
    counts = (spaced(harm_count(harm), small(_group(study, harm))) for harm in harms)
    return together((first.event, together(counts, " against ")), ": ")


def _group(study: Study, harm: Harm) -> str:
    return study.arm(harm.arm).label


def _seriousness(harm: Harm) -> Safe | None:
    if harm.serious:
        return badge("serious", "caution")
    if harm.serious is False:
        return badge("not recorded as serious", "quiet")
    return None
