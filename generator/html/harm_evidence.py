"""What is known of a harm, in its order: regulators, this disease, then other diseases."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.html.certainty import computed_sentence
from generator.html.contrast_line import figure_line
from generator.html.element import link, paragraph, small_fold, tag, together
from generator.html.escape import Safe
from generator.html.glossary import explain
from generator.html.open_page import OpenPage
from generator.html.regulators import headings_of_the_class, statement_line, who_and_when
from generator.model.register import WARNING_KINDS, SafetyNotice
from generator.synthesis.contrast import ReportedFigure
from generator.synthesis.findings import Outcome, by_weight
from generator.synthesis.warnings import newest_first

# Studies of people with the disease of the topic; those of safety may be about any other.
_OF_THE_DISEASE = frozenset({"treatment", "comparator"})


def harm_in_order(page: OpenPage, outcome: Outcome) -> Safe:
    """Return what regulators say of a harm, what is known in this disease, and then the rest.

    How sure the rest is stands last: uncertainty of a figure is no reason to read past a warning.
    """
    bearing = notices_of(page, outcome)
    regulators = newest_first(notice for notice in bearing if notice.kind in WARNING_KINDS)
    of_disease = [notice for notice in bearing if notice.kind == "background-risk"]
    elsewhere = [notice for notice in bearing if notice.other_disease and notice not in regulators]
    own = _own_figures(outcome)
    rest = replace(outcome, alone=tuple(f for f in outcome.alone if f not in own))
    parts = (
        *_regulators(page, regulators),
        *_in_this_disease(page, of_disease, own),
        *_notices(page, "Other diseases", elsewhere),
        computed_sentence(page, rest if own else outcome),
    )
    return tag("div", *parts, class_="ev-known")


def notices_of(page: OpenPage, outcome: Outcome) -> list[SafetyNotice]:
    """Return the notices that a rating of an outcome rests on, in the order of the rating."""
    known = {notice.id: notice for notice in page.evidence.safety_notices}
    named = outcome.rating.notices if outcome.rating else ()
    return [known[name] for name in named if name in known]


def warned_by(page: OpenPage, outcome: Outcome) -> Safe | None:
    """Return in a few words which regulators warn of a harm; None where none does."""
    warnings = newest_first(n for n in notices_of(page, outcome) if n.kind in WARNING_KINDS)
    names = [
        link(page.address(f"safety.html#{notice.id}"), _who(notice))
        for notice in warnings
        if not notice.has_boxed_warning
    ]
    # The boxed warning of the class is one, on however many labels it stands.
    if len(names) < max(len(warnings), 1) and headings_of_the_class(page):
        names.insert(0, link(page.address("safety.html#_notices"), "boxed warning of the class"))
    if not names:
        return None
    said = together(("Regulators warn: ", together(names, "; "), "."))
    return tag("span", said, class_="ev-line ev-regulator")


def _who(notice: SafetyNotice) -> str:
    when = notice.issued or notice.date_reported
    who = notice.body or notice.kind_words
    return f"{who} {when.year}" if when else who


def _own_figures(outcome: Outcome) -> list[ReportedFigure]:
    """Return the figures in this disease, where every comparison was made in another one."""
    if not outcome.contrasts or any(
        contrast.study.evidence in _OF_THE_DISEASE for contrast in outcome.contrasts
    ):
        return []
    return [f for f in by_weight(outcome) if f.study.evidence in _OF_THE_DISEASE]


def _regulators(page: OpenPage, notices: Sequence[SafetyNotice]) -> Iterator[Safe]:
    """Yield the boxed warning where labels are named or nothing else is, and each statement.

    What else a label says, as of new uses, is nothing about the harm.
    """
    statements = [notice for notice in notices if not notice.has_boxed_warning]
    warning = headings_of_the_class(page)
    if warning and len(statements) < max(len(notices), 1):
        yield paragraph(tag("strong", "Regulators: "), warning, class_="ev-regulator")
        yield from _more(page, statements, "; ".join(map(who_and_when, statements)))
    elif statements:
        short, *others = _shortest_first(statements)
        said = statement_line(page, short)
        yield paragraph(tag("strong", "Regulators: "), said, class_="ev-regulator")
        yield from _more(page, others, "; ".join(map(who_and_when, others)))


def _in_this_disease(
    page: OpenPage, notices: Sequence[SafetyNotice], figures: Sequence[ReportedFigure]
) -> Iterator[Safe]:
    yield from _notices(page, "The disease itself", notices)
    if lines := [figure_line(page, figure) for figure in figures]:
        whom = f"Seen in people {page.evidence.topic.of_the_question}, no control group"
        if any(figure.study.id in page.site.controlled for figure in figures):
            whom = f"Seen in people {page.evidence.topic.of_the_question}, not compared"
        yield tag("div", tag("strong", whom), *lines)


def _notices(page: OpenPage, name: str, notices: Sequence[SafetyNotice]) -> Iterator[Safe]:
    if notices:
        short, *others = _shortest_first(notices)
        whom = f" ({short.population})" if short.other_disease and short.population else ""
        yield paragraph(tag("strong", f"{name}{whom}: "), explain(page, short.fact))
        yield from _more(page, others, f"{len(others)} more")


def _shortest_first(notices: Iterable[SafetyNotice]) -> list[SafetyNotice]:
    """Return notices by length: a cell is narrow, so that the shortest stands in sight."""
    return sorted(notices, key=lambda notice: len(notice.fact))


def _more(page: OpenPage, notices: Sequence[SafetyNotice], name: str) -> Iterator[Safe]:
    if notices:
        yield small_fold(name, *(paragraph(statement_line(page, notice)) for notice in notices))
