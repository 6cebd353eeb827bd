"""One result in a line: when, against what, with which remarks; and results domain by domain."""

from collections.abc import Sequence

from generator.html.check_marks import check_mark
from generator.html.element import badge, computed, link, missing, reported, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import figure, small
from generator.model.result import Result
from generator.model.study import Study
from generator.synthesis.candidates import Candidate
from generator.synthesis.figures import figure_of
from generator.synthesis.selection import set_against
from generator.wording.computed_values import figure_words
from generator.wording.result_names import heading, unit_of


def worked_out(page: OpenPage, one: Candidate) -> Safe | None:
    """Return the mean change, or the risk ratio of two counts, that can be computed from what is printed."""
    found = figure_of(one)
    if found is None or found.origin != "computed" or found.scale == "share":
        return None
    unit = unit_of(page.evidence, one.result) if found.scale == "difference" else None
    name = "risk ratio" if found.scale == "ratio" else "mean change"
    words = computed(figure_words(found, unit))
    return tag("span", small(f"{name} "), words, small(f" {found.how}"), class_="ev-line")


def time_of(result: Result) -> Safe:
    """Return when an outcome was measured."""
    return (
        reported(str(result.time))
        if result.time
        else tag("span", "not stated", class_="ev-missing")
    )


def against(page: OpenPage, study: Study, result: Result) -> Safe | None:
    """Return what the other groups of a controlled study did, each with its words and its way home."""
    others = set_against(page.evidence, study, result)
    return together(
        tag(
            "span",
            tag("small", "against "),
            link(page.study_address(study, other.id), figure(other, unit_of(page.evidence, other))),
            tag("small", f" {study.arm(other.arm).label}" if other.arm else ""),
            class_="ev-line",
        )
        for other in others
    )


def remarks(page: OpenPage, study: Study, result: Result) -> Safe:
    """Return what has to be said of a figure: its role, interim, part of a group, repeat, discrepancy, checks."""
    disputed = study.discrepancies_about(result.id)
    address = page.study_address(study, disputed[0].id) if disputed else ""
    return together(
        (
            badge("primary outcome") if result.role == "primary" else None,
            badge("interim figure", "interim") if result.interim else None,
            badge(f"subgroup: {result.subgroup}", "quiet") if result.subgroup else None,
            badge(f"same figure as {result.same_as}", "quiet") if result.same_as else None,
            link(address, "discrepancy noted", class_="ev-badge", data_ev_tone="caution")
            if disputed
            else None,
            check_mark(page, study, result.id),
        ),
        " ",
    )


def by_domain(lines: Sequence[tuple[str, Sequence[Safe]]], drug: str | None = None) -> Safe:
    """Return what is known in each domain of outcome, line by line; domains of which nothing is known stand last."""
    known = [
        tag("li", tag("span", heading(name), class_="ev-line-name"), *found)
        for name, found in lines
        if found
    ]
    silent = [heading(name).lower() for name, found in lines if not found]
    nothing = f"nothing on {drug} alone" if drug else "not reported"
    rest = (
        tag("li", missing(f"{nothing}: {', '.join(silent)}"), class_="ev-line-silent")
        if silent
        else None
    )
    return tag("ul", *known, rest, class_="ev-lines") if known else missing(nothing)
