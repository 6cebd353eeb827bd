"""Appraisals of many studies at a glance: a table for each tool, a sign for each answer."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from generator.html.counts import shown
from generator.html.element import (
    Child,
    fold,
    kind_mark,
    link,
    listed,
    missing,
    paragraph,
    small,
    spaced,
    tag,
)
from generator.html.escape import Safe
from generator.html.menu import menu
from generator.html.open_page import OpenPage
from generator.html.signs import light
from generator.model.study import Study
from generator.model.vocabulary import AppraisalTool, ToolAnswer, ToolItem
from generator.synthesis.appraisal import (
    Appraised,
    Mark,
    Unappraised,
    appraisal_for,
    appraisals_of,
    symbol_of,
)
from generator.tables.table import about, scroll_box
from generator.text.count_words import count_words

_KEY = "Largest study first."


class _StudyRow(NamedTuple):
    """A study with one appraisal of it."""

    study: Study
    appraised: Appraised


def traffic_lights(page: OpenPage, studies: Sequence[Study], name: str, caption: str) -> list[Safe]:
    """Return a table for each tool that judged some studies, then which studies have no appraisal.

    `name` is unique on the page; tools stand in the order of the vocabulary, studies in the order
    given.
    """
    by_tool: dict[str, list[_StudyRow]] = {}
    for study in studies:
        for appraised in appraisals_of(page.evidence, study):
            by_tool.setdefault(appraised.tool_id, []).append(_StudyRow(study, appraised))
    pieces: list[Safe] = []
    for tool in page.evidence.appraisal_tools:
        if rows := by_tool.get(tool.id):
            items = _items(tool, rows)
            pieces.append(_table(page, tool, items, rows, f"{name}-{tool.id}", caption))
            pieces.append(_legend(tool, items))
    return [*pieces, *_without(page, studies)]


def appraisal_anchor(place: int) -> str:
    """Return the id of an appraisal on the page of its study."""
    return f"_appraisal-{place + 1}"


def _table(
    page: OpenPage,
    tool: AppraisalTool,
    items: Sequence[ToolItem],
    rows: Sequence[_StudyRow],
    name: str,
    caption: str,
) -> Safe:
    title, caption_id = f"{caption}: {tool.label}", f"_caption-{name}"
    shows = about(shown(page.evidence, (row.study for row in rows)), _KEY)
    version = small(f"{tool.name}; version {tool.version}")
    body = (_row(page, row, items) for row in rows)
    grid = tag(
        "table",
        tag("caption", title, shows, version, id=caption_id),
        tag("thead", _head(page, tool, items), role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        id=f"_table-{name}",
        class_="ev-grid ev-lights",
        data_ev_table=name,
        data_search_exclude=True,
        role="table",
    )
    return scroll_box(grid, caption_id) + menu(f"_table-{name}", title, page.how("kinds"))


def _items(tool: AppraisalTool, rows: Sequence[_StudyRow]) -> list[ToolItem]:
    """Return the items of the tool that were answered for any of the studies."""
    marks = chain.from_iterable(row.appraised.marks for row in rows)
    answered = {mark.item_id for mark in marks}
    return [entry for entry in (*tool.items, *tool.items_if_comparative) if entry.id in answered]


def _head(page: OpenPage, tool: AppraisalTool, items: Iterable[ToolItem]) -> Safe:
    return tag(
        "tr",
        _heading("Study"),
        *(_item_heading(page, tool, entry) for entry in items),
        _heading("Overall"),
        _heading("Judged from"),
        role="row",
    )


def _item_heading(page: OpenPage, tool: AppraisalTool, entry: ToolItem) -> Safe:
    # Two tools call an item D1 and mean another thing by it: each is explained once.
    term = page.term(entry.id, entry.question, key=f"{tool.id} {entry.id}")
    return _heading(term, class_="ev-light-cell")


def _heading(name: Child, **attributes: str) -> Safe:
    return tag("th", name, scope="col", role="columnheader", **attributes)


def _row(page: OpenPage, row: _StudyRow, items: Iterable[ToolItem]) -> Safe:
    study, appraised = row
    marks = {mark.item_id: mark for mark in appraised.marks}
    return tag(
        "tr",
        tag("th", page.study(study), _about(study, appraised), scope="row", role="rowheader"),
        *(_light_cell(marks.get(entry.id)) for entry in items),
        tag("td", _overall(page, study, appraised), role="cell", class_="ev-light-overall"),
        tag("td", appraised.basis, role="cell"),
        role="row",
    )


def _about(study: Study, appraised: Appraised) -> Safe | None:
    """Return how many of the figures of the study an appraisal of results speaks of."""
    if not appraised.about:
        return None
    return small(f"about {len(appraised.about)} of {count_words(len(study.numbers), 'figure')}")


def _light_cell(mark: Mark | None) -> Safe:
    # An item that was not asked of a study leaves its cell empty.
    sign = light(mark.symbol, mark.level, f"{mark.item_id}: {mark.answer}") if mark else None
    return tag("td", sign, role="cell", class_="ev-light-cell")


def _overall(page: OpenPage, study: Study, appraised: Appraised) -> Safe:
    answer, symbol = appraised.overall_answer, appraised.overall_symbol
    sign = light(symbol, appraised.overall_level) if symbol else None
    address = page.study_address(study, appraisal_anchor(appraised.place))
    label = f"{answer}: reasons for {study.label}, {appraised.tool_label}"
    return spaced(sign, link(address, tag("span", answer, class_="ev-judged"), aria_label=label))


def _legend(tool: AppraisalTool, items: Iterable[ToolItem]) -> Safe:
    """Return what the signs mean, in sight, and the questions and the rule, one step away."""
    overall = " A link under Overall leads to every answer with its reason, rater and date."
    questions = listed(spaced(tag("strong", entry.id), entry.question) for entry in items)
    return tag(
        "div",
        *_keys(tool),
        paragraph(kind_mark("judged"), overall),
        fold(
            f"The questions of {tool.label}, and how the overall is formed",
            questions,
            paragraph(f"Overall: {tool.overall.rule}"),
        ),
        class_="ev-light-legend",
        data_search_exclude=True,
    )


def _keys(tool: AppraisalTool) -> Iterator[Safe]:
    """Yield the signs of the answers, and those of the overall where it has answers of its own."""
    yield paragraph(_key(tool.answers), class_="ev-light-key")
    known = {answer.answer for answer in tool.answers}
    # A count such as "N of 9" has no sign of its own.
    overall = [answer for answer in tool.overall.answers if not answer.answer.startswith("N of ")]
    if any(answer.answer not in known for answer in overall):
        yield paragraph(tag("span", "Overall:"), Safe(" "), _key(overall), class_="ev-light-key")


def _key(answers: Iterable[ToolAnswer]) -> Safe:
    signs = (
        tag("span", light(symbol_of(answer), answer.level), Safe(" "), _in_words(answer))
        for answer in answers
    )
    return spaced(*signs)


def _in_words(answer: ToolAnswer) -> str:
    """Return an answer, with its meaning where the tool answers in figures."""
    return f"{answer.answer}, {answer.meaning}" if answer.answer.isdigit() else answer.answer


def _without(page: OpenPage, studies: Iterable[Study]) -> list[Safe]:
    """Return a sentence for each state of the studies that have no appraisal."""
    states: dict[str, list[Study]] = {}
    for study in studies:
        state = appraisal_for(page.evidence, study)
        if isinstance(state, Unappraised):
            states.setdefault(str(state.why), []).append(study)
    return [_state(page, why, unappraised) for why, unappraised in states.items()]


def _state(page: OpenPage, why: str, studies: Iterable[Study]) -> Safe:
    head = missing(f"{why[:1].upper()}{why[1:]}:")
    return paragraph(head, Safe(" "), page.studies(studies), ".")
