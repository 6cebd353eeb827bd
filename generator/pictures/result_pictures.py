"""Which results are drawn and how: shares with intervals, before and after, categories."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.charts.change import Change, draw_changes
from generator.charts.composition import Composition, draw_composition
from generator.charts.proportions import Proportion, draw_proportions
from generator.html.counts import shown
from generator.html.element import link
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.printed_values import plain_figure
from generator.model.result import ChangeResult, ProportionResult, Result, Summary
from generator.model.study import Study
from generator.model.vocabulary import Measure
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.synthesis.groups import Entry
from generator.synthesis.selection import is_final
from generator.synthesis.study_design import control_arms, has_control, has_other_groups
from generator.tables.table import Column, Row
from generator.wording.result_names import outcome_name, unit_of


class Wording(NamedTuple):
    """The name of a picture on its page, its title, and what its caption says of order."""

    name: str
    title: str
    key: str


def shares(
    page: OpenPage, gallery: Gallery, entries: Sequence[Entry], wording: Wording
) -> list[Safe]:
    """Return the shares of people among the results as points with intervals: one picture for each good direction.

    A picture that held survivors beside deaths would be read the wrong way round. What has no count
    is named.
    """
    counted = [
        entry for entry in _standing(page, entries) if isinstance(entry.result, ProportionResult)
    ]
    counted = [entry for entry in counted if not _is_repeat(entry.result)]
    drawn = [entry for entry in counted if _is_share(entry.result)]
    silent = ", ".join(
        dict.fromkeys(study.label for study, result in counted if not _is_share(result))
    )
    left_out = f"Not drawn, because no count is printed: {silent}. " if silent else ""
    name, title, key = wording
    return [
        _shares(
            page,
            gallery,
            [entry for entry in drawn if _better(page, entry.result) == better],
            Wording(f"{name}-{better or 'other'}", f"{title}{_DIRECTIONS[better]}", key),
            left_out,
        )
        for better in dict.fromkeys(_better(page, entry.result) for entry in drawn)
    ]


def _standing(page: OpenPage, entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.study.id not in page.site.retracted]


_DIRECTIONS = {"higher": ": more is better", "lower": ": fewer is better", None: ""}
_ARROWS = {"higher": " · more is better →", "lower": " · ← fewer is better", None: ""}


def _shares(
    page: OpenPage, gallery: Gallery, drawn: Sequence[Entry], wording: Wording, left_out: str
) -> Safe:
    name, title, key = wording
    one_study = len({study.id for study, _ in drawn}) == 1
    rows = [_share(page, study, result, one_study=one_study) for study, result in drawn]
    things = any(_counted_unit(entry.result) for entry in drawn)
    axis = "share, % (of people, unless a row says otherwise)" if things else "share of people, %"
    chart = draw_proportions(
        rows,
        title=title,
        axis=f"{axis}{_ARROWS[_better(page, drawn[0].result)]}",
        description=f"{title}: {'; '.join(f'{row.name}: {row.printed}' for row in rows)}.",
        earlier_groups=one_study and has_other_groups(page.evidence, drawn[0].study),
    )
    about = "Each point is a share with its 95 % interval (Wilson, computed)."
    lines = [(row.label, row.group, row.printed) for row in rows]
    caption = _caption(page, drawn, f"{about} {left_out}", key)
    return gallery.figure(name, chart, title, caption, _numbers(page, drawn, lines))


def changes(
    page: OpenPage, gallery: Gallery, entries: Sequence[Entry], measure_id: str, name: str, key: str
) -> Safe | None:
    """Return one measure before and after; None where no result has both."""
    measure = page.evidence.measures[measure_id]
    drawn = [
        entry
        for entry in _standing(page, entries)
        if _is_change(entry.result) and entry.result.measure == measure_id
    ]
    units = {unit_of(page.evidence, result) for _, result in drawn}
    if not drawn or len(units) > 1:
        return None
    one_study = len({study.id for study, _ in drawn}) == 1
    rows = [_change(page, study, result, one_study=one_study) for study, result in drawn]
    title = f"{measure.label}, before and after"
    chart = draw_changes(
        rows,
        title=title,
        axis=" ".join(filter(None, (measure.label, f"({unit})" if (unit := units.pop()) else ""))),
        description=f"{title}: {'; '.join(f'{row.label}, {row.group}: {row.printed}' for row in rows)}.",
        better=measure.better,
        ends=_ends(measure),
    )
    spread = any(row.spread_before or row.spread_after for row in rows)
    thin = (
        "Thin lines: one SD either way, or the quartiles; above for the start, below for follow-up. "
        if spread
        else ""
    )
    caption = _caption(
        page, drawn, f"From the start (hollow) to follow-up (filled), as reported. {thin}", key
    )
    lines = [(row.label, row.group, row.printed) for row in rows]
    return gallery.figure(name, chart, title, caption, _numbers(page, drawn, lines))


def categories(page: OpenPage, gallery: Gallery, study: Study) -> Safe | None:
    """Return how people spread over the categories of a response, where they add up to the whole group."""
    groups: dict[tuple[str, str | None, str, str], list[ProportionResult]] = {}
    for result in study.results if study.id not in page.site.retracted else ():
        measure = page.evidence.measures.get(result.measure)
        if (
            _is_share(result)
            and isinstance(result, ProportionResult)
            and measure
            and measure.category
            and is_final(result)
        ):
            groups.setdefault(
                (measure.category.scale, result.arm, str(result.time), str(result.total)), []
            ).append(result)
    bars = [_composition(page, study, results) for results in groups.values()]
    whole = [
        bar
        for bar in bars
        if sum(events for _, events in bar.parts) == bar.total and len(bar.parts) > 1
    ]
    if not whole:
        return None
    title = f"{study.label}: degree of response"
    chart = draw_composition(
        whole,
        title=title,
        description="; ".join(
            f"{bar.label}: "
            + ", ".join(f"{name} {events} of {bar.total}" for name, events in bar.parts)
            for bar in whole
        )
        + ".",
    )
    key = "Categories in order, from the least response to the most."
    caption = _caption(
        page, [Entry(study, study.results[0])], "Every person stands in one category.", key
    )
    rows = [
        Row((bar.label, name, f"{events} of {bar.total}"))
        for bar in whole
        for name, events in bar.parts
    ]
    numbers = Numbers((Column("Group and time"), Column("Category"), Column("As printed")), rows)
    return gallery.figure("categories", chart, title, caption, numbers)


def _is_share(result: Result) -> bool:
    return (
        isinstance(result, ProportionResult)
        and result.events is not None
        and result.total is not None
        and 0 <= result.events.value <= result.total.value
        and result.total.value > 0
        and not _is_repeat(result)
    )


def _is_repeat(result: Result) -> bool:
    return bool(result.same_as or result.interim)


def _better(page: OpenPage, result: Result) -> str | None:
    measure = page.evidence.measures.get(result.measure)
    return measure.better if measure else None


def _counted_unit(result: Result) -> str:
    """Return what was counted where it was not people: the unit of the row, or of its note."""
    if result.unit:
        return result.unit
    note = result.note or ""
    return note.removeprefix("unit:").partition(";")[0].strip() if note.startswith("unit:") else ""


def _is_change(result: Result) -> bool:
    return (
        isinstance(result, ChangeResult)
        and result.baseline is not None
        and result.follow_up is not None
        and result.baseline.centre is not None
        and result.follow_up.centre is not None
        and is_final(result)
    )


def _share(page: OpenPage, study: Study, result: Result, *, one_study: bool) -> Proportion:
    assert isinstance(result, ProportionResult)  # noqa: S101 - chosen by _is_share
    events, total = result.events, result.total
    assert events is not None  # noqa: S101 - the same
    assert total is not None  # noqa: S101 - the same
    return Proportion(
        label=outcome_name(page.evidence, result)
        if one_study
        else f"{page.picture_name(study)}, {outcome_name(page.evidence, result)}",
        group=", ".join(
            filter(None, (_group(study, result, one_study=one_study), _counted_unit(result)))
        ),
        events=events.value,
        total=total.value,
        printed=f"{events} of {total}",
        slot=page.site.slots.get(drug_of(study, result.arm) or ""),
        control=result.arm in control_arms(page.evidence, study),
        uncontrolled=not has_control(page.evidence, study),
    )


def _change(page: OpenPage, study: Study, result: Result, *, one_study: bool) -> Change:
    assert isinstance(result, ChangeResult)  # noqa: S101 - chosen by _is_change
    assert result.baseline is not None  # noqa: S101 - the same
    assert result.follow_up is not None  # noqa: S101 - the same
    return Change(
        label=outcome_name(page.evidence, result) if one_study else page.picture_name(study),
        group=_group(study, result, one_study=one_study),
        before=_centre(result.baseline),
        after=_centre(result.follow_up),
        spread_before=_spread(result.baseline),
        spread_after=_spread(result.follow_up),
        printed=plain_figure(result, unit_of(page.evidence, result)),
        slot=page.site.slots.get(drug_of(study, result.arm) or ""),
        uncontrolled=not has_control(page.evidence, study),
    )


def _ends(measure: Measure) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and the highest value of a scale, as far as they are known."""
    scale = measure.range
    low, high = (scale.low, scale.high) if scale else (None, None)
    return low.value if low else None, high.value if high else None


def _centre(values: Summary) -> float:
    assert values.centre is not None  # noqa: S101 - chosen by _is_change
    return float(values.centre.value)


def _spread(values: Summary) -> tuple[float, float] | None:
    """Return what a source prints about the spread: one SD either way, the quartiles, or nothing."""
    if values.mean is not None and values.sd is not None:
        return float(values.mean.value - values.sd.value), float(
            values.mean.value + values.sd.value
        )
    if values.q1 is not None and values.q3 is not None:
        return float(values.q1.value), float(values.q3.value)
    return None


def _composition(page: OpenPage, study: Study, results: list[ProportionResult]) -> Composition:
    def order(result: ProportionResult) -> int:
        category = page.evidence.measures[result.measure].category
        return category.order.value if category else 0

    parts = tuple(
        (outcome_name(page.evidence, result), result.events.value)
        for result in sorted(results, key=order)
        if result.events
    )
    total = results[0].total.value if results[0].total else 0
    label = ", ".join(filter(None, (_group(study, results[0], one_study=True),)))
    return Composition(
        label=label,
        printed_total=f"n = {total}",
        total=total,
        parts=parts,
        uncontrolled=not has_control(page.evidence, study),
    )


def drug_of(study: Study, arm_id: str | None) -> str | None:
    """Return the drug of a group; None for no group, or a group without one."""
    return study.arm(arm_id).drug if arm_id else None


def _group(study: Study, result: Result, *, one_study: bool) -> str:
    several = len(study.arms) > 1 or not one_study
    arm = study.arm(result.arm).label if result.arm and several else ""
    interim = "interim" if result.interim else ""
    return ", ".join(filter(None, (arm, str(result.time or ""), result.subgroup or "", interim)))


def alone_words(page: OpenPage, entries: Sequence[Entry]) -> str:
    """Return the words that stand under every picture in which a response has no control group."""
    alone = {study.label for study, _ in entries if not has_control(page.evidence, study)}
    if not alone:
        return ""
    if len({study.id for study, _ in entries}) == 1 and has_other_groups(
        page.evidence, entries[0].study
    ):
        return "No control group at the same time: the other people were treated earlier or elsewhere. "
    if len({study.id for study, _ in entries}) == 1:
        return "No control group: what would have happened without the drug is not known. "
    return f"No control group in {len(alone)} of these {len({study.id for study, _ in entries})} studies. "


def _caption(page: OpenPage, entries: Sequence[Entry], about: str, key: str) -> Caption:
    """Return a caption that counts the studies of these results and says where they have no control group."""
    return Caption(
        shows=shown(page.evidence, (study for study, _ in entries)),
        about=" ".join(f"{about} {alone_words(page, entries)}".split()),
        key=key,
        how=page.how("computed"),
    )


def _numbers(
    page: OpenPage, entries: Sequence[Entry], lines: Sequence[tuple[str, str, str]]
) -> Numbers:
    """Return what each result printed, its name a link to its permanent address."""
    rows = [
        Row((link(page.study_address(study, result.id), first), second, third))
        for (study, result), (first, second, third) in zip(entries, lines, strict=True)
    ]
    return Numbers((Column("What"), Column("Group and time"), Column("As printed")), rows)
