"""One harm in a line: how many of how many, how sure, how serious."""

from generator.html.check_marks import check_mark
from generator.html.element import badge, computed, link, missing, remark, spaced, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import event_count, p_value, share, small_interval, wilson
from generator.html.result_line import discrepancy_mark
from generator.model.study import Harm, Study
from generator.statistics.proportion import upper_bound_when_none
from generator.statistics.rounding import format_percent

# An overview names so many serious harms of a study and counts the rest.
_IN_A_CELL = 3


def harm_count(harm: Harm) -> Safe:
    """Return how many people had a harm, or how many events there were, as printed."""
    if harm.counted == "events":
        return event_count(harm.events, harm.total)
    return share(harm.events, harm.total, harm.percent)


def harm_link(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return the count of a harm as a link to its permanent address."""
    return link(page.study_address(study, harm.id), harm_count(harm))


def harm_line(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return one harm without its name: how many, how sure, in which group, with which remarks."""
    group = f"{study.arm(harm.arm).label}, {harm.counted} counted"
    return spaced(
        harm_link(page, study, harm),
        p_value(harm.p),
        small_interval(harm_interval(harm)),
        tag("small", group, class_="ev-line"),
        harm_remarks(page, study, harm),
    )


def harm_remarks(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return what must be said of a harm: serious or not, discrepancies, checks, the note."""
    return spaced(
        _seriousness(harm),
        discrepancy_mark(page, study, harm),
        check_mark(page, study, harm.id),
        remark(harm.note),
    )


def harm_interval(harm: Harm) -> Safe:
    """Return how common the harm may be: an upper bound if none was seen, nothing for events."""
    if harm.counted != "participants" or harm.events is None or harm.total is None:
        return Safe("")
    # That nobody had it among few people does not mean that nobody will.
    events, total = harm.events.value, harm.total.value
    if events == 0 and total:
        return computed(f"up to {format_percent(upper_bound_when_none(total), total)}")
    return wilson(events, total) or Safe("")


def serious_harms(study: Study) -> Safe:
    """Return the serious harms of a study in a few words, for an overview."""
    serious = [harm for harm in study.harms if harm.serious]
    if serious:
        counts = [together((harm.event, harm_count(harm)), ": ") for harm in serious]
        more = f"{len(serious) - _IN_A_CELL} more" if len(serious) > _IN_A_CELL else None
        return together((*counts[:_IN_A_CELL], more), "; ")
    if not study.harms:
        return missing("harms not reported")
    if all(harm.serious is False for harm in study.harms):
        return missing("none called serious")
    return missing("not said which were serious")


def _seriousness(harm: Harm) -> Safe | None:
    if harm.serious:
        return badge("serious", "caution")
    if harm.serious is False:
        return badge("not recorded as serious", "quiet")
    return None
