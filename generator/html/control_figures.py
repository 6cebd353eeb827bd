"""What control groups did: each figure with its way home, its denominator and the other group."""

from generator.html.element import (
    computed,
    line,
    link,
    missing,
    paragraph,
    reported,
    small,
    spaced,
    together,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, summary
from generator.html.result_line import against, figure_link
from generator.model.result import ChangeResult, ContinuousResult, ProportionResult
from generator.synthesis.background import Background, Beside, expected_without_the_drug
from generator.synthesis.groups import Entry
from generator.wording.background import differences, expected_words, on_control, seen_words
from generator.wording.result_names import name_and_time, outcome_name, unit_of

_FITS = "fits: the same population and outcome, about the same time"


def control_figure(page: OpenPage, control: Entry) -> Safe:
    """Return the figure of a control group as a link to its permanent address."""
    address = page.study_address(control.study, control.result.id)
    return spaced(link(address, _figure(page, control)), of_how_many(page, control))


def of_how_many(page: OpenPage, control: Entry) -> Safe | None:
    """Return of how many people a figure is; None where the figure itself says so."""
    result = control.result
    if isinstance(result, ChangeResult) or getattr(result, "events", None) is not None:
        return None
    if result.total is not None:
        return together(("of ", reported(str(result.total))))
    group = control.study.arm(result.arm).total if result.arm else None
    given = f"; {group} were {on_control(page.evidence, control)}" if group else ""
    return missing(f"total not stated{given}")


def both_groups(page: OpenPage, control: Entry) -> Safe:
    """Return what a control group did, and what the groups on the drug of its study did."""
    # One group of a study that compares groups never stands without the others.
    return spaced(
        control_figure(page, control),
        small(on_control(page.evidence, control)),
        against(page, control.study, control.result),
    )


def stands_beside(page: OpenPage, beside: Beside) -> Safe:
    """Return a response without a control group, and how a control group's figure differs."""
    study, _, result = beside.asked
    shown = figure_link(page, study, result) if result else small("findings in single patients")
    apart = differences(beside)
    words = (
        f"near: {'; '.join(apart)}"
        if apart
        else "fits: the same population and outcome, about the same time"
    )
    # About the same time is not the same time: both stand there.
    when = small(f", {result.time}") if result and result.time else None
    return line(small("beside "), page.study(study), ": ", shown, when, " ", small(f"({words})"))


def control_line(page: OpenPage, background: Background, control: Entry) -> Safe:
    """Return a control group's figure with its study, and everything it stands beside."""
    name = outcome_name(page.evidence, control.result)
    besides = background.beside(control)
    return spaced(
        small(f"{name_and_time(name, control.result.time)}: "),
        both_groups(page, control),
        small("(", page.study(control.study), ")"),
        *(stands_beside(page, beside) for beside in besides),
    )


def expected_lines(page: OpenPage, background: Background) -> Safe | None:
    """Return how many would be expected without the drug, for counts with a control that fits."""
    lines = [
        paragraph(
            together(
                (
                    page.study(answer.entry.study),
                    ": ",
                    figure_link(page, *answer.entry),
                    f" {seen_words(page.evidence, answer)} ",
                    computed(expected_words(page.evidence, answer)),
                    " Not a comparison: these were other people.",
                )
            ),
            data_ev_expected=True,
        )
        for answer in expected_without_the_drug(page.evidence, background)
    ]
    return together(lines) if lines else None


def _figure(page: OpenPage, control: Entry) -> Safe:
    result, unit = control.result, unit_of(page.evidence, control.result)
    # A share without a count says below of how many it is, as far as that is known.
    if isinstance(result, ProportionResult) and result.events is None:
        return reported(f"{result.percent} %")
    if isinstance(result, ContinuousResult):
        return summary(result.follow_up, unit)
    return figure(result, unit)
