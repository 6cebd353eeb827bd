"""The rows of a comparison's pictures: a share, a change or a ratio, with its appraisal."""

from collections.abc import Iterator
from dataclasses import replace

from generator.charts.forest_row import ForestRow, Level
from generator.html.open_page import OpenPage
from generator.model.result import ProportionResult, Result
from generator.model.study import Study
from generator.statistics.rounding import format_percent
from generator.synthesis.appraisal import Appraised, appraisal_for
from generator.synthesis.arms_of_result import beside_result, is_compared
from generator.synthesis.candidates import Candidate
from generator.synthesis.candidates import candidate as candidate_of
from generator.synthesis.figure import Figure
from generator.synthesis.figures import figure_of, share_of
from generator.synthesis.study_design import control_arms, is_against_the_class
from generator.wording.computed_values import figure_words
from generator.wording.counts import share_words
from generator.wording.estimate_names import ratio_name
from generator.wording.result_names import name_and_time, outcome_name, unit_of

# Signs of two or three letters would run together in a row.
_ONE_WIDE = {"n/a": "·", "××": "×"}


def share_rows(page: OpenPage, candidate: Candidate) -> Iterator[ForestRow]:
    """Yield the share of a result, then those of the control groups beside it in its study."""
    study, result = candidate.study, candidate.result
    share = drawable_share(result)
    controls = _at_the_same_time(page, study, result)
    # Of two groups of which one has no count, the other alone would hide the comparison.
    if is_against_the_class(page.evidence, study):
        return
    if share is None or any(drawable_share(control) is None for control in controls):
        return
    yield _share_row(page, study, result, share)
    for control in controls:
        beside = drawable_share(control)
        if beside and not _has_row_of_its_own(candidate, control):
            yield _share_row(page, study, control, beside, control=True)


def is_drawn_as_share(page: OpenPage, candidate: Candidate) -> bool:
    """Tell whether a share and those of the groups beside it have rows."""
    return any(True for _ in share_rows(page, candidate))


def change_rows(page: OpenPage, candidate: Candidate, figure: Figure) -> Iterator[ForestRow]:
    """Yield a change, then those of the other groups of its study; none if one cannot be drawn.

    Two groups that make one difference have one row.
    """
    if candidate.compares:
        yield figure_row(page, candidate, figure)
        return
    others = [
        candidate_of(page.evidence, candidate.study, result)
        for result in _at_the_same_time(page, candidate.study, candidate.result)
    ]
    figures = [figure_of(other) for other in others]
    if None in figures:
        return
    yield figure_row(page, candidate, figure)
    for other, beside in zip(others, figures, strict=True):
        if beside and not _has_row_of_its_own(candidate, other.result):
            row = figure_row(page, other, beside)
            detail = f"{_group(other)}, {row.detail}"
            yield replace(row, detail=detail, control=True, appraisal=())


def _group(candidate: Candidate) -> str:
    arm = candidate.result.arm
    return candidate.study.arm(arm).label if arm else ""


def _at_the_same_time(page: OpenPage, study: Study, result: Result) -> tuple[Result, ...]:
    # People treated earlier on the same axis would look like a control group.
    if study.id not in page.site.controlled:
        return ()
    return beside_result(page.evidence, study, result)


def _has_row_of_its_own(candidate: Candidate, control: Result) -> bool:
    """Tell whether a group beside a result is on the same drug of the topic."""
    if not control.arm:
        return False
    # As a control too, the same people would stand in the picture twice.
    drug = candidate.study.arm(control.arm).drug
    return drug in candidate.study.drugs and drug == candidate.drug


def _share_row(
    page: OpenPage, study: Study, result: Result, share: Figure, *, control: bool = False
) -> ForestRow:
    assert isinstance(result, ProportionResult)  # noqa: S101 - a share has counts
    arm = study.arm(result.arm) if result.arm else None
    total = result.total.value if result.total else 0
    group = arm.label if arm and (control or len(study.arms) > 1) else ""
    counted = share_words(result.events, result.total)
    return ForestRow(
        label=page.picture_name(study),
        detail=", ".join(filter(None, (group, _outcome(page, result)))),
        printed=f"{counted} ({format_percent(share.value, total)})",
        estimate=100 * share.value,
        low=100 * (share.low or 0.0),
        high=100 * (share.high if share.high is not None else 1.0),
        slot=page.site.slots.get(arm.drug) if arm and arm.drug else None,
        control=control or (arm is not None and arm.id in control_arms(page.evidence, study)),
        uncontrolled=not is_compared(page.evidence, study, result),
        # The signs stand once, at the row of the drug: the result that was appraised is its result.
        appraisal=() if control else _signs(page, study, result),
        address=page.study_address(study, result.id),
    )


def figure_row(page: OpenPage, candidate: Candidate, figure: Figure) -> ForestRow:
    """Return a change or a ratio."""
    study, result = candidate.study, candidate.result
    unit = unit_of(page.evidence, result) if figure.scale == "difference" else None
    return ForestRow(
        label=page.picture_name(study),
        detail=", ".join(filter(None, (_against(candidate), _outcome(page, result)))),
        printed=" ".join(filter(None, (_kind(figure, result), figure_words(figure, unit)))),
        estimate=figure.value,
        low=figure.low,
        high=figure.high,
        slot=page.site.slots.get(candidate.drug or ""),
        uncontrolled=not is_compared(page.evidence, study, result),
        appraisal=_signs(page, study, result),
        address=page.study_address(study, result.id),
    )


def _kind(figure: Figure, result: Result) -> str:
    """Return which ratio a figure is and whether it is adjusted; nothing of a change."""
    return ratio_name(result) if figure.scale == "ratio" else ""


def _outcome(page: OpenPage, result: Result) -> str:
    """Return what was measured and when, the time only where the name does not hold it."""
    return name_and_time(outcome_name(page.evidence, result), result.time)


def _against(candidate: Candidate) -> str:
    beside = candidate.result.against
    if not beside and candidate.control:
        beside = candidate.control.arm
    return f"against {candidate.study.arm(beside).label}" if beside else ""


def _signs(page: OpenPage, study: Study, result: Result) -> tuple[tuple[str, Level], ...]:
    appraised = appraisal_for(page.evidence, study, result.id)
    if not isinstance(appraised, Appraised):
        return ()
    return tuple(
        (_ONE_WIDE.get(mark.symbol, mark.symbol), Level(mark.level)) for mark in appraised.marks
    )


def drawable_share(result: Result) -> Figure | None:
    """Return a share of people; None for counts of other things, and without a count."""
    return share_of(result) if isinstance(result, ProportionResult) and not result.unit else None
