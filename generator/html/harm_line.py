"""One harm in a line: how many of how many, how sure, how serious."""

from generator.html.check_marks import check_mark
from generator.html.element import badge, computed, link, missing, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import event_count, p_value, share, small, wilson
from generator.model.study import Harm, Study
from generator.statistics.proportion import upper_bound_when_none
from generator.statistics.rounding import format_percent

_IN_A_CELL = 3


def serious_harms(study: Study) -> Safe:
    """Return the serious harms of a study in a few words, for an overview."""
    serious = [harm for harm in study.harms if harm.serious]
    if serious:
        more = f"{len(serious) - _IN_A_CELL} more" if len(serious) > _IN_A_CELL else None
        return together((*(_short(harm) for harm in serious[:_IN_A_CELL]), more), "; ")
    if not study.harms:
        return missing("harms not reported")
    told = all(harm.serious is False for harm in study.harms)
    return missing("none called serious" if told else "not said which were serious")


def _short(harm: Harm) -> Safe:
    return together((harm.event, harm_count(harm)), ": ")


def harm_count(harm: Harm) -> Safe:
    """Return how many people had a harm, or how many events there were, as printed."""
    if harm.counted == "events":
        return event_count(harm.events, harm.total)
    return share(harm.events, harm.total, harm.percent)


def harm_line(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return one harm without its name, in a line: how many, in which group, how sure; the number leads home."""
    range_ = harm_interval(harm)
    return together(
        (
            link(page.study_address(study, harm.id), harm_count(harm)),
            p_value(harm.p),
            tag("small", "95 % interval ", range_) if range_ else None,
            tag("small", f"{study.arm(harm.arm).label}, {harm.counted} counted", class_="ev-line"),
            harm_remarks(page, study, harm),
        ),
        " ",
    )


def harm_remarks(page: OpenPage, study: Study, harm: Harm) -> Safe:
    """Return what a reader must know of a harm: serious or not, discrepancies, checks, the note."""
    disputed = study.discrepancies_about(harm.id)
    return together(
        (
            badge("serious", "caution") if harm.serious else None,
            badge("not recorded as serious", "quiet") if harm.serious is False else None,
            link(
                page.study_address(study, disputed[0].id),
                "discrepancy noted",
                class_="ev-badge",
                data_ev_tone="caution",
            )
            if disputed
            else None,
            check_mark(page, study, harm.id),
            small(harm.note) if harm.note else None,
        ),
        " ",
    )


def harm_interval(harm: Harm) -> Safe:
    """Return how common the harm may be: an upper bound where none was seen, nothing where events were counted."""
    if (
        harm.counted != "participants"
        or harm.events is None
        or harm.total is None
        or not harm.total.value
    ):
        return Safe("")
    if harm.events.value == 0:
        return computed(
            f"up to {format_percent(upper_bound_when_none(harm.total.value), harm.total.value)}"
        )
    return wilson(harm.events.value, harm.total.value) or Safe("")
