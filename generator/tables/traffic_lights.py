"""Appraisals of many studies at a glance: a table for each tool, a sign for each answer, the words behind it."""

from collections.abc import Iterable, Sequence

from generator.html.counts import shown
from generator.html.element import link, listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.html.menu import menu
from generator.html.open_page import OpenPage
from generator.html.printed_values import small
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
from generator.tables.table import about

_KEY = "Largest study first."


def traffic_lights(page: OpenPage, studies: Sequence[Study], name: str, caption: str) -> list[Safe]:
    """Return a table for each tool that judged some of the studies, then in words which studies have no appraisal.

    `name` is unique on the page; tools stand in the order of the vocabulary, studies in the order
    given.
    """
    by_tool: dict[str, list[tuple[Study, Appraised]]] = {
        tool.id: [] for tool in page.evidence.appraisal_tools
    }
    for study in studies:
        for appraised in appraisals_of(page.evidence, study):
            by_tool[appraised.tool_id].append((study, appraised))
    tools = {tool.id: tool for tool in page.evidence.appraisal_tools}
    pieces = [
        _of_tool(page, tools[key], rows, f"{name}-{key}", caption)
        for key, rows in by_tool.items()
        if rows
    ]
    return [*(piece for both in pieces for piece in both), *_without(page, studies)]


def appraisal_anchor(place: int) -> str:
    """Return the id of an appraisal on the page of its study."""
    return f"_appraisal-{place + 1}"


def _of_tool(
    page: OpenPage,
    tool: AppraisalTool,
    rows: Sequence[tuple[Study, Appraised]],
    name: str,
    caption: str,
) -> tuple[Safe, Safe]:
    items = _items(tool, rows)
    caption_id, title = f"_caption-{name}", f"{caption}: {tool.label}"
    shows = shown(page.evidence, (study for study, _ in rows))
    head = tag(
        "tr",
        tag("th", "Study", scope="col", role="columnheader"),
        *(_item_heading(page, tool, item) for item in items),
        *(tag("th", name, scope="col", role="columnheader") for name in ("Overall", "Judged from")),
        role="row",
    )
    grid = tag(
        "table",
        tag("caption", title, about(shows, _KEY), small(f"{tool.name}; version {tool.version}"), id=caption_id),
        tag("thead", head, role="rowgroup"),
        tag("tbody", *(_row(page, study, appraised, items) for study, appraised in rows), role="rowgroup"),
        id=f"_table-{name}", class_="ev-grid ev-lights", data_ev_table=name, data_search_exclude=True, role="table",
    )  # fmt: skip
    scroll = tag(
        "div", grid, class_="ev-scroll", role="region", tabindex="0", aria_labelledby=caption_id
    )
    return together((scroll, menu(f"_table-{name}", title, page.how("kinds")))), _legend(
        tool, items
    )


def _items(tool: AppraisalTool, rows: Sequence[tuple[Study, Appraised]]) -> list[ToolItem]:
    """Return the items of the tool that were answered for any of the studies."""
    answered = {mark.item_id for _, appraised in rows for mark in appraised.marks}
    return [item for item in (*tool.items, *tool.items_if_comparative) if item.id in answered]


def _item_heading(page: OpenPage, tool: AppraisalTool, item: ToolItem) -> Safe:
    term = page.term(item.id, item.question, key=f"{tool.id} {item.id}")
    return tag("th", term, scope="col", role="columnheader", class_="ev-light-cell")


def _row(page: OpenPage, study: Study, appraised: Appraised, items: Iterable[ToolItem]) -> Safe:
    marks = {mark.item_id: mark for mark in appraised.marks}
    return tag(
        "tr",
        tag("th", page.study(study), _about(study, appraised), scope="row", role="rowheader"),
        *(
            tag("td", _light_of(marks.get(item.id)), role="cell", class_="ev-light-cell")
            for item in items
        ),
        tag("td", _overall(page, study, appraised), role="cell", class_="ev-light-overall"),
        tag("td", appraised.basis, role="cell"),
        role="row",
    )


def _about(study: Study, appraised: Appraised) -> Safe | None:
    """Return how many of the figures of the study an appraisal of results speaks of."""
    if not appraised.about:
        return None
    return small(f"about {len(appraised.about)} of {len(study.numbers)} figures")


def _light_of(mark: Mark | None) -> Safe | None:
    return light(mark.symbol, mark.level, f"{mark.item_id}: {mark.answer}") if mark else None


def _overall(page: OpenPage, study: Study, appraised: Appraised) -> Safe:
    words = appraised.overall_answer
    sign = (
        light(appraised.overall_symbol, appraised.overall_level)
        if appraised.overall_symbol
        else None
    )
    address = page.study_address(study, appraisal_anchor(appraised.place))
    label = f"{words}: reasons for {study.label}, {appraised.tool_label}"
    reasons = link(address, tag("span", words, class_="ev-judged"), aria_label=label)
    return together((sign, reasons), " ")


def _legend(tool: AppraisalTool, items: Iterable[ToolItem]) -> Safe:
    """Return what the signs mean, in sight, and the questions and the rule, one step away."""
    way = paragraph(tag("span", "judged", class_="ev-tag", data_ev_kind="judged"),
                    " A link under Overall leads to every answer with its reason, rater and date.")  # fmt: skip
    questions = listed(together((tag("strong", item.id), item.question), " ") for item in items)
    fold = tag("details", tag("summary", f"The questions of {tool.label}, and how the overall is formed"),
               questions, paragraph(f"Overall: {tool.overall.rule}"), class_="ev-fold")  # fmt: skip
    return tag("div", *_keys(tool), way, fold, class_="ev-light-legend", data_search_exclude=True)


def _keys(tool: AppraisalTool) -> list[Safe]:
    """Return the signs of the answers, and those of the overall where it has answers of its own with a level."""
    keys = [paragraph(_key(tool.answers), class_="ev-light-key")]
    known = {answer.answer for answer in tool.answers}
    own = [answer for answer in tool.overall.answers if not answer.answer.startswith("N of ")]
    if any(answer.answer not in known for answer in own):
        keys.append(paragraph(tag("span", "Overall:"), Safe(" "), _key(own), class_="ev-light-key"))
    return keys


def _key(answers: Iterable[ToolAnswer]) -> Safe:
    signs = (
        tag("span", light(symbol_of(answer), answer.level), Safe(" "), _in_words(answer))
        for answer in answers
    )
    return together(signs, " ")


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
    return [
        paragraph(
            tag("span", f"{why[:1].upper()}{why[1:]}:", class_="ev-missing"),
            Safe(" "),
            together(map(page.study, own), ", "),
            ".",
        )
        for why, own in states.items()
    ]
