"""The picture of one measure before and after treatment, a row for each group."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.charts.change import Change, draw_changes
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import plain_figure
from generator.model.number import Number
from generator.model.result import ChangeResult, Result, Summary
from generator.model.study import Study
from generator.pictures.gallery import Gallery
from generator.pictures.results import (
    are_of_one_study,
    caption_of,
    drug_slot,
    group_words,
    numbers_of,
    standing_entries,
)
from generator.synthesis.arms_of_result import drawn_together, is_compared
from generator.synthesis.groups import Entry
from generator.synthesis.selection import is_final
from generator.wording.result_names import outcome_name, unit_of


class _Change(NamedTuple):
    """A result with a figure at the start and at follow-up."""

    study: Study
    result: ChangeResult
    before: Number
    after: Number


def change_picture(
    page: OpenPage,
    gallery: Gallery,
    entries: Iterable[Entry],
    measure_id: str,
    name: str,
    order: str,
) -> Safe | None:
    """Return one measure before and after; None where no result has both."""
    measure = page.evidence.measures[measure_id]
    measured = [
        entry for entry in standing_entries(page, entries) if entry.result.measure == measure_id
    ]
    whole, _ = drawn_together(page.evidence, measured, _has_both)
    changes = [change for entry in whole if (change := _change(*entry))]
    units = {unit_of(page.evidence, change.result) for change in changes}
    # Values in two units have no scale in common.
    if len(units) != 1:
        return None
    drawn = [Entry(change.study, change.result) for change in changes]
    one_study = are_of_one_study(drawn)
    rows = [_row(page, change, one_study=one_study) for change in changes]
    title = f"{measure.label}, before and after"
    in_words = "; ".join(f"{row.label}, {row.group}: {row.printed}" for row in rows)
    unit, scale = units.pop(), measure.range
    chart = draw_changes(
        rows,
        title=title,
        axis=f"{measure.label} ({unit})" if unit else measure.label,
        description=f"{title}: {in_words}.",
        better=measure.better,
        ends=(_float(scale.low), _float(scale.high)) if scale else (None, None),
    )
    about = f"From the start (hollow) to follow-up (filled), as reported. {_about_spread(rows)}"
    numbers = numbers_of(page, drawn, rows)
    return gallery.figure(name, chart, title, caption_of(page, drawn, about, order), numbers)


def _has_both(result: Result) -> bool:
    """Tell whether a result has a figure at the start and at follow-up."""
    # Interim figures, subgroups and repeats stand in the table alone.
    if not isinstance(result, ChangeResult) or not is_final(result):
        return False
    return _centre(result.baseline) is not None and _centre(result.follow_up) is not None


def _change(study: Study, result: Result) -> _Change | None:
    if not isinstance(result, ChangeResult):
        return None
    before, after = _centre(result.baseline), _centre(result.follow_up)
    return _Change(study, result, before, after) if before and after else None


def _centre(values: Summary | None) -> Number | None:
    return values.centre if values else None


def _about_spread(rows: Sequence[Change]) -> str:
    if not any(row.spread_before or row.spread_after for row in rows):
        return ""
    return (
        "Thin lines: one SD either way, or the quartiles; above for the start, below for follow-up."
    )


def _row(page: OpenPage, change: _Change, *, one_study: bool) -> Change:
    study, result = change.study, change.result
    return Change(
        label=outcome_name(page.evidence, result) if one_study else page.picture_name(study),
        group=group_words(study, result, one_study=one_study),
        before=float(change.before.value),
        after=float(change.after.value),
        spread_before=_spread(result.baseline),
        spread_after=_spread(result.follow_up),
        printed=plain_figure(result, unit_of(page.evidence, result)),
        slot=drug_slot(page, study, result.arm),
        uncontrolled=not is_compared(page.evidence, study, result),
    )


def _spread(values: Summary | None) -> tuple[float, float] | None:
    """Return what a source prints about the spread: one SD either way, or the quartiles."""
    if values is None:
        return None
    if values.mean is not None and values.sd is not None:
        mean, deviation = values.mean.value, values.sd.value
        return float(mean - deviation), float(mean + deviation)
    if values.q1 is not None and values.q3 is not None:
        return float(values.q1.value), float(values.q3.value)
    return None


def _float(number: Number | None) -> float | None:
    return float(number.value) if number else None
