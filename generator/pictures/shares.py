"""The pictures of shares of people: each result as a point with its interval."""

from collections.abc import Sequence

from generator.charts.proportions import Proportion, draw_proportions
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.result import ProportionResult, Result
from generator.model.study import Study
from generator.model.vocabulary import Better
from generator.pictures.gallery import Gallery
from generator.pictures.results import (
    Heading,
    about_undrawn,
    are_of_one_study,
    better_direction,
    caption_of,
    counts_of,
    drug_slot,
    group_words,
    is_repeat,
    numbers_of,
    standing_entries,
    undrawn_result,
)
from generator.synthesis.arms_of_result import drawn_together, is_compared
from generator.synthesis.groups import Entry
from generator.synthesis.study_design import control_arms, is_against_the_class
from generator.wording.counts import share_words
from generator.wording.result_names import outcome_name

_DIRECTIONS = {"higher": ": more is better", "lower": ": fewer is better", None: ""}
_ARROWS = {"higher": " · more is better →", "lower": " · ← fewer is better", None: ""}


def share_pictures(
    page: OpenPage, gallery: Gallery, entries: Sequence[Entry], heading: Heading
) -> list[Safe]:
    """Return the shares among some results: one picture for each good direction.

    A picture that held survivors beside deaths would be read the wrong way round. What has no count
    is named.
    """
    shares = [entry for entry in standing_entries(page, entries) if _is_share(entry.result)]
    on_plot, like = _on_the_plot(page, shares)
    whole, in_part = drawn_together(page.evidence, on_plot, _has_counts)
    directions: dict[Better | None, list[Entry]] = {}
    for entry in whole:
        directions.setdefault(better_direction(page, entry.result), []).append(entry)
    undrawn = [entry for entry in shares if not _has_counts(entry.result)]
    drawn_studies = {study.id for study, _ in whole}

    def name(page: OpenPage, study: Study, result: Result) -> str:
        # A study of which some results are drawn is not missing: the others are named.
        in_picture = study.id in drawn_studies
        return undrawn_result(page, study, result) if in_picture else study.label

    left_out = about_undrawn(page, (*undrawn, *in_part, *like), name)
    return [
        _picture(page, gallery, drawn, _of_direction(heading, better), left_out)
        for better, drawn in directions.items()
    ]


def _on_the_plot(page: OpenPage, shares: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the shares that may stand beside others, and those set against a like drug.

    On the page of its own study such a figure stands beside its other group, named as it is.
    """
    if are_of_one_study(shares):
        return [*shares], []
    like = [entry for entry in shares if is_against_the_class(page.evidence, entry.study)]
    return [entry for entry in shares if entry not in like], like


def _has_counts(result: Result) -> bool:
    return counts_of(result) is not None


def _of_direction(heading: Heading, better: Better | None) -> Heading:
    name, title, order = heading
    return Heading(f"{name}-{better or 'other'}", f"{title}{_DIRECTIONS[better]}", order)


def _picture(
    page: OpenPage, gallery: Gallery, drawn: Sequence[Entry], heading: Heading, left_out: str
) -> Safe:
    name, title, order = heading
    one_study = are_of_one_study(drawn)
    rows = [_row(page, entry, one_study=one_study) for entry in drawn]
    in_words = "; ".join(f"{row.name}: {row.printed}" for row in rows)
    chart = draw_proportions(
        rows,
        title=title,
        axis=_axis(page, drawn),
        description=f"{title}: {in_words}.",
        earlier_groups=one_study and drawn[0].study.id in page.site.historical,
    )
    about = f"Each point is a share with its 95 % interval (Wilson, computed). {left_out}"
    numbers = numbers_of(page, drawn, rows)
    return gallery.figure(name, chart, title, caption_of(page, drawn, about, order), numbers)


def _axis(page: OpenPage, drawn: Sequence[Entry]) -> str:
    share = "share of people, %"
    if any(_counted_unit(entry.result) for entry in drawn):
        share = "share, % (of people, unless a row says otherwise)"
    return f"{share}{_ARROWS[better_direction(page, drawn[0].result)]}"


def _is_share(result: Result) -> bool:
    return isinstance(result, ProportionResult) and not is_repeat(result)


def _row(page: OpenPage, entry: Entry, *, one_study: bool) -> Proportion:
    study, result = entry
    counts = counts_of(result)
    assert counts is not None  # noqa: S101 - chosen by counts_of
    outcome = outcome_name(page.evidence, result)
    group = (group_words(study, result, one_study=one_study, name=outcome), _counted_unit(result))
    return Proportion(
        label=outcome if one_study else f"{page.picture_name(study)}, {outcome}",
        group=", ".join(filter(None, group)),
        events=counts.events.value,
        total=counts.total.value,
        printed=share_words(counts.events, counts.total),
        slot=drug_slot(page, study, result.arm),
        control=result.arm in control_arms(page.evidence, study),
        uncontrolled=not is_compared(page.evidence, study, result),
    )


def _counted_unit(result: Result) -> str:
    """Return what was counted where it was not people: the unit of the row, or of its note."""
    # A record may name the unit in the first words of its note, as `unit: samples`.
    mark, note = "unit:", result.note or ""
    if result.unit or not note.startswith(mark):
        return result.unit or ""
    return note.removeprefix(mark).partition(";")[0].strip()
