"""The picture of how people spread over the categories of a response."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from generator.charts.composition import Composition, draw_composition
from generator.html.element import Child
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.result import Result
from generator.model.study import Study
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.pictures.results import about_control, counts_of, group_words
from generator.synthesis.arms_of_result import is_compared
from generator.synthesis.groups import Entry
from generator.synthesis.selection import is_final
from generator.tables.table import Column, Row
from generator.wording.result_names import outcome_name


class _Part(NamedTuple):
    """The people of a group in one category; `place` is that of the category among all."""

    place: int
    result: Result
    events: int
    total: int


def category_picture(page: OpenPage, gallery: Gallery, study: Study, shows: Child) -> Safe | None:
    """Return how people spread over categories, where these add up to the whole group."""
    wholes = list(_wholes(page, study))
    # Retracted studies stay visible in tables, and leave every picture.
    if not wholes or study.id in page.site.retracted:
        return None
    bars = [_bar(page, study, parts) for parts in wholes]
    title = f"{study.label}: degree of response"
    chart = draw_composition(
        bars, title=title, description=f"{'; '.join(_in_words(bar) for bar in bars)}."
    )
    drawn = [Entry(study, part.result) for part in chain.from_iterable(wholes)]
    about = f"Every person stands in one category. {about_control(page, drawn)}"
    caption = Caption(
        shows=shows,
        about=about.strip(),
        key="Categories in order, from the least response to the most.",
        how=page.how("computed"),
    )
    columns = (Column("Group and time"), Column("Category"), Column("As printed"))
    numbers = Numbers(columns, list(_rows(bars)))
    return gallery.figure("categories", chart, title, caption, numbers)


def _wholes(page: OpenPage, study: Study) -> Iterator[list[_Part]]:
    """Yield the categories of each group, time and scale that add up to the whole group."""
    groups: dict[tuple[object, ...], list[_Part]] = {}
    for result in study.results:
        measure = page.evidence.measures.get(result.measure)
        counts = counts_of(result)
        if counts and measure and measure.category and is_final(result):
            category = measure.category
            # Counts of other totals are about other people, and would not add up in one bar.
            key = (category.scale, result.arm, str(result.time), str(counts.total))
            part = _Part(category.order.value, result, counts.events.value, counts.total.value)
            groups.setdefault(key, []).append(part)
    for parts in groups.values():
        if _is_whole(parts):
            yield parts


def _bar(page: OpenPage, study: Study, parts: Sequence[_Part]) -> Composition:
    total = parts[0].total
    in_order = sorted(parts, key=lambda part: part.place)
    return Composition(
        label=group_words(study, parts[0].result, one_study=True),
        printed_total=f"n = {total}",
        total=total,
        parts=tuple((outcome_name(page.evidence, part.result), part.events) for part in in_order),
        uncontrolled=not is_compared(page.evidence, study, parts[0].result),
    )


def _is_whole(parts: Sequence[_Part]) -> bool:
    # Categories that a source left out would make the others look larger than they are.
    return len(parts) > 1 and sum(part.events for part in parts) == parts[0].total


def _in_words(bar: Composition) -> str:
    parts = ", ".join(f"{name} {events} of {bar.total}" for name, events in bar.parts)
    return f"{bar.label}: {parts}"


def _rows(bars: Iterable[Composition]) -> Iterator[Row]:
    for bar in bars:
        for name, events in bar.parts:
            yield Row((bar.label, name, f"{events} of {bar.total}"))
