"""The pictures of a comparison: shares, changes and ratios, every study aligned and in the order of its table."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.charts.forest import Axis, Band, ForestRow, draw_forest
from generator.html.counts import shown
from generator.html.element import link
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.result import ComparisonResult, ProportionResult, Result
from generator.model.study import Study
from generator.pictures.compare_rows import drawable_share, figure_row, pooled_rows, share_rows
from generator.pictures.gallery import Caption, Gallery, Numbers
from generator.statistics.rounding import format_interval, format_percent
from generator.synthesis.background import Background, bands
from generator.synthesis.candidates import Candidate
from generator.synthesis.compare import Comparison
from generator.synthesis.estimate import Estimate
from generator.synthesis.figures import figure_of
from generator.tables.table import Column, Row
from generator.wording.inline_figures import in_a_sentence
from generator.wording.result_names import heading, outcome_name, unit_of
from generator.wording.swim import ORDERING_KEY

_DIRECTIONS = {"higher": "more is better", "lower": "fewer is better", None: ""}
_DIFFERENCES = {"higher": "higher is better", "lower": "lower is better"}
_BACKGROUND = "Trials of other treatments: background, not a comparison"


class _Drawn(NamedTuple):
    """A row of a picture with the group it stands under; None for trials of other treatments."""

    drug: str | None
    row: ForestRow
    study: Study


class Ruler(NamedTuple):
    """A scale on which differences can be drawn together: measure, unit, and what kind of difference it is."""

    measure: str
    unit: str
    kind: str


def pictures(
    page: OpenPage, gallery: Gallery, comparison: Comparison, context: Background | None
) -> list[Safe]:
    """Return the pictures of a comparison: shares by good direction, changes by scale, ratios by effect measure."""
    shares = [
        _share_picture(page, gallery, comparison, context, better)
        for better in dict.fromkeys(_better(page, one.result) for one in _finals(comparison))
    ]
    found = [(one, figure) for one in _finals(comparison) if (figure := figure_of(one))]
    changes = [
        _change_picture(page, gallery, comparison, ruler)
        for ruler in dict.fromkeys(
            _scale_of(page, one) for one, figure in found if figure.scale == "difference"
        )
    ]
    ratios = [
        _ratio_picture(page, gallery, comparison, better)
        for better in dict.fromkeys(
            _better(page, one.result) for one, figure in found if figure.scale == "ratio"
        )
    ]
    return [picture for picture in (*shares, *changes, *ratios) if picture]


def in_words_only(page: OpenPage, comparison: Comparison) -> list[Study]:
    """Return the treatment studies of which no result can be drawn: told in words, or without count or spread."""
    drawn = {
        one.study.id
        for one in _finals(comparison)
        if _has_interval(one) or drawable_share(one.result)
    }
    return [study for study in comparison.studies if study.id not in drawn | page.site.retracted]


def _has_interval(one: Candidate) -> bool:
    found = figure_of(one)
    return found is not None and found.low is not None


def _not_counted(page: OpenPage, comparison: Comparison, better: str | None) -> str:
    """Return the studies whose shares of this good direction cannot be drawn."""
    silent = dict.fromkeys(
        f"{one.study.label} ({in_a_sentence(outcome_name(page.evidence, one.result))})"
        for _, one in _grouped(page, comparison)
        if isinstance(one.result, ProportionResult)
        and _better(page, one.result) == better
        and drawable_share(one.result) is None
    )
    return f"Not drawn, because no count is printed: {', '.join(silent)}." if silent else ""


def about_pictures(page: OpenPage, comparison: Comparison) -> str:
    """Return what holds for every picture of a comparison: order, signs, and the studies that stand in none."""
    names = ", ".join(study.label for study in in_words_only(page, comparison))
    left = f" In words or without a count, and so only in the table: {names}." if names else ""
    return (
        "Rows stand drug by drug in the order of the table. Signs at the right are the answers of a study's appraisal, "
        f"item by item: + good, − middling, × bad, ? unknown, · does not apply.{left}"
    )


def _finals(comparison: Comparison) -> tuple[Candidate, ...]:
    groups = (group for group in comparison.groups if group.drug)
    return (*(one for group in groups for one in group.final), *comparison.comparators)


def _grouped(page: OpenPage, comparison: Comparison) -> Iterator[tuple[str | None, Candidate]]:
    """Yield each final result of a study that stands with its drug; none where that is not certain."""
    for group in comparison.groups:
        for one in group.final:
            if group.drug and one.study.id not in page.site.retracted:
                yield group.drug, one
    for one in comparison.comparators:
        if one.study.id not in page.site.retracted:
            yield None, one


def _share_picture(
    page: OpenPage,
    gallery: Gallery,
    comparison: Comparison,
    context: Background | None,
    better: str | None,
) -> Safe | None:
    drawn = [
        _Drawn(drug, row, one.study)
        for drug, one in _grouped(page, comparison)
        if _better(page, one.result) == better
        for row in share_rows(page, one)
    ]
    if not drawn:
        return None
    pooled = [row for found in comparison.estimates if found.scale == "share" and _is_better(page, found, better)
              for row in pooled_rows(page, found)]  # fmt: skip
    direction = _DIRECTIONS[better]
    return _hang(
        page, gallery, drawn, pooled,
        name=f"shares-{better or 'other'}",
        title=f"{heading(comparison.domain)}: shares of people{f' ({direction})' if direction else ''}",
        axis=Axis(words=f"share of people, %{f' · {direction}' if direction else ''}", ends=(0, 100),
                  ticks=(0, 25, 50, 75, 100)),
        band=_band(page, context, comparison, better) if any(row.uncontrolled for _, row, _ in drawn) else None,
        about="Each point is a share of people with its 95 % interval (Wilson, computed); hollow points are the groups "
              "they were compared with in the same study. "
            + _not_counted(page, comparison, better),
    )  # fmt: skip


def _change_picture(
    page: OpenPage, gallery: Gallery, comparison: Comparison, ruler: Ruler
) -> Safe | None:
    drawn = [
        _Drawn(drug, figure_row(page, one, found), one.study)
        for drug, one in _grouped(page, comparison)
        if (found := figure_of(one))
        and found.scale == "difference"
        and _scale_of(page, one) == ruler
    ]
    if not any(row.drawn for _, row, _ in drawn):
        return None
    pooled = [
        row
        for found in comparison.estimates
        if found.scale == "difference" and _scale_of(page, found.body.anchor) == ruler
        for row in pooled_rows(page, found)
    ]
    measure = page.evidence.measures.get(ruler.measure)
    better = _DIFFERENCES.get((measure.better if measure else None) or "", "")
    unit = f", {ruler.unit}" if ruler.unit else ""
    changed = ruler.kind == "mean change"
    return _hang(
        page,
        gallery,
        drawn,
        pooled,
        name=f"{ruler.kind.replace(' ', '-')}-{ruler.measure}",
        title=f"{measure.label if measure else heading(comparison.domain)}: {ruler.kind}",
        axis=Axis(words=" · ".join(filter(None, (f"{ruler.kind}{unit}", better))), null=0.0),
        band=None,
        about=(
            "Mean change with its 95 % interval, computed; the line stands at no change, and the table says where the "
            "spread comes from."
            if changed
            else "Difference between two groups of a study with its 95 % interval, as printed; the line stands at none."
        ),
    )


def _ratio_picture(
    page: OpenPage, gallery: Gallery, comparison: Comparison, better: str | None
) -> Safe | None:
    drawn = [
        _Drawn(drug, figure_row(page, one, found), one.study)
        for drug, one in _grouped(page, comparison)
        if _better(page, one.result) == better
        and (found := figure_of(one))
        and found.scale == "ratio"
    ]
    if not any(row.drawn for _, row, _ in drawn):
        return None
    pooled = [row for found in comparison.estimates if found.scale == "ratio" and _is_better(page, found, better)
              for row in pooled_rows(page, found)]  # fmt: skip
    favours = {"lower": "below 1: fewer on the drug", "higher": "above 1: more on the drug"}.get(
        better or "", ""
    )
    return _hang(
        page, gallery, drawn, pooled,
        name=f"ratios-{better or 'other'}",
        title=f"{heading(comparison.domain)}: drug against its control group{_good(better)}",
        axis=Axis(words=" · ".join(filter(None, ("ratio, drug to control", favours))), ratio=True, null=1.0),
        band=None,
        about="Ratios with their 95 % interval: hazard ratios as printed, risk ratios computed from printed counts and "
              "not adjusted. They come from studies without chance assignment unless the table says randomised.",
    )  # fmt: skip


def _good(better: str | None) -> str:
    return {"lower": " (fewer is better)", "higher": " (more is better)"}.get(better or "", "")


def _hang(  # noqa: PLR0913 - a picture, its words and its place
    page: OpenPage,
    gallery: Gallery,
    drawn: Sequence[_Drawn],
    pooled: Sequence[ForestRow],
    *,
    name: str,
    title: str,
    axis: Axis,
    band: Band | None,
    about: str,
) -> Safe:
    """Return a figure: its rows under the names of their drugs, averages last, and everything its caption must say."""
    rows = [*_with_headings(page, drawn), *pooled]
    told = "; ".join(row.words for row in rows if row.kind != "heading")
    chart = draw_forest(rows, title=title, axis=axis, band=band, description=f"{title}: {told}.")
    caption = Caption(
        shows=shown(page.evidence, (one.study for one in drawn)),
        about=about,
        key=f"Order: {ORDERING_KEY}.",
        how=link("#_together", "How this was computed") if pooled else page.how("computed"),
    )
    numbers = Numbers(
        (Column("Row"), Column("Figure"), Column("Of what")),
        [Row((_named(row), row.printed, row.detail)) for row in rows if row.kind != "heading"],
    )
    return gallery.figure(name, chart, title, caption, numbers)


def _named(row: ForestRow) -> Safe | str:
    return link(row.address, row.label) if row.address else row.label


def _with_headings(page: OpenPage, drawn: Sequence[_Drawn]) -> Iterator[ForestRow]:
    under: object = object()
    for drug, row, _ in drawn:
        if drug != under:
            yield ForestRow(label=_heading(page, drug), kind="heading")
        under = drug
        yield row


def _heading(page: OpenPage, drug: str | None) -> str:
    if drug is None:
        return _BACKGROUND
    return page.evidence.drugs[drug].label


def _better(page: OpenPage, result: Result) -> str | None:
    measure = page.evidence.measures.get(result.measure)
    return measure.better if measure else None


def _is_better(page: OpenPage, found: Estimate, better: str | None) -> bool:
    return _better(page, found.body.anchor.result) == better


def _scale_of(page: OpenPage, one: Candidate) -> Ruler:
    """Return the scale a difference stands on: rows share a picture only where it is the same."""
    if isinstance(one.result, ComparisonResult):
        return Ruler(
            one.result.measure,
            unit_of(page.evidence, one.result) or "",
            one.result.effect.replace("-", " "),
        )
    return Ruler(one.result.measure, unit_of(page.evidence, one.result) or "", "mean change")


def _band(
    page: OpenPage, context: Background | None, comparison: Comparison, better: str | None
) -> Band | None:
    """Return the shares of people on placebo in this domain, where they count the same good or bad direction."""
    domain, population = comparison.domain, comparison.population
    for band in bands(page.evidence, context) if context else ():
        low, high = band.low.share, band.high.share
        same = _better(page, band.low.result) == _better(page, band.high.result) == better
        shown = {one.study.id for one in comparison.comparators}
        told = shown.isdisjoint({band.low.study.id, band.high.study.id})
        if band.domain == domain and same and told and low is not None and high is not None:
            words = (
                format_interval(low / 100, high / 100) if low < high else format_percent(low / 100)
            )
            alike = population in {
                name for end in (band.low, band.high) for name in end.study.populations
            }
            where = "in other trials" if alike else "in trials of other people"
            return Band(
                low=float(low),
                high=float(high),
                words=f"{words} on placebo {where}, not a comparison",
            )
    return None
