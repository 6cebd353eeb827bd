"""The rows of a comparison's pictures: a share, a change or a ratio, with its study and the signs of its appraisal."""

from collections.abc import Iterator

from generator.charts.forest import ForestRow, Level
from generator.html.open_page import OpenPage
from generator.model.result import ProportionResult, Result
from generator.model.study import Study
from generator.statistics.rounding import format_percent
from generator.synthesis.appraisal import Appraised, appraisal_for
from generator.synthesis.candidates import Candidate
from generator.synthesis.estimate import Estimate
from generator.synthesis.figures import Figure, share_of
from generator.synthesis.selection import set_against
from generator.synthesis.study_design import control_arms, has_control
from generator.wording.computed_values import figure_words, interval_words, value_words
from generator.wording.result_names import outcome_name, unit_of

# Signs of two or three letters would run together in a row.
_ONE_WIDE = {"n/a": "·", "××": "×"}


def share_rows(page: OpenPage, one: Candidate) -> Iterator[ForestRow]:
    """Yield the share of a result, then those of the control groups beside it in the same study."""
    if (found := drawable_share(one.result)) is None:
        return
    yield _share_row(page, one.study, one.result, found)
    for other in set_against(page.evidence, one.study, one.result):
        beside = drawable_share(other)
        if beside and not _is_own_row(one, other):
            yield _share_row(page, one.study, other, beside, control=True)


def _is_own_row(one: Candidate, other: Result) -> bool:
    """Tell whether a group beside a result is on a drug of the topic, and so has a row of its own."""
    arm = one.study.arm(other.arm) if other.arm else None
    return arm is not None and arm.drug in one.study.drugs and arm.drug == one.drug


def _share_row(
    page: OpenPage, study: Study, result: Result, found: Figure, *, control: bool = False
) -> ForestRow:
    assert isinstance(result, ProportionResult)  # noqa: S101 - a share has counts
    arm = study.arm(result.arm) if result.arm else None
    total = result.total.value if result.total else 0
    where = arm.label if arm and (control or len(study.arms) > 1) else ""
    return ForestRow(
        label=page.picture_name(study),
        detail=", ".join(filter(None, (where, _outcome(page, result)))),
        printed=f"{result.events} of {result.total} ({format_percent(found.value, total)})",
        estimate=100 * found.value,
        low=100 * (found.low or 0.0),
        high=100 * (found.high if found.high is not None else 1.0),
        slot=page.site.slots.get(arm.drug) if arm and arm.drug else None,
        control=control or (arm is not None and arm.id in control_arms(page.evidence, study)),
        uncontrolled=not has_control(page.evidence, study),
        appraisal=() if control else _signs(page, study, result),
        address=page.study_address(study, result.id),
    )


def figure_row(page: OpenPage, one: Candidate, found: Figure) -> ForestRow:
    """Return a change or a ratio."""
    study, result = one.study, one.result
    unit = unit_of(page.evidence, result) if found.scale == "difference" else None
    return ForestRow(
        label=page.picture_name(study),
        detail=", ".join(filter(None, (_against(one), _outcome(page, result)))),
        printed=figure_words(found, unit),
        estimate=found.value,
        low=found.low,
        high=found.high,
        slot=page.site.slots.get(one.drug or ""),
        uncontrolled=not has_control(page.evidence, study),
        appraisal=_signs(page, study, result),
        address=page.study_address(study, result.id),
    )


def _outcome(page: OpenPage, result: Result) -> str:
    """Return what was measured and when, the time only where the name does not hold it."""
    name, time = outcome_name(page.evidence, result), str(result.time or "")
    said = (
        result.time is not None
        and result.time.value is not None
        and str(result.time).split(" (")[0] in name
    )
    return name if said or not time else f"{name}, {time}"


def _against(one: Candidate) -> str:
    beside = one.result.against or (one.control.arm if one.control else None)
    return f"against {one.study.arm(beside).label}" if beside else ""


def pooled_rows(page: OpenPage, found: Estimate) -> Iterator[ForestRow]:
    """Yield the average as a diamond and its prediction interval, where it may stand in front."""
    pooled, unit = found.pooled, unit_of(page.evidence, found.body.anchor.result)
    if pooled is None or not found.headline:
        return
    times = 100 if pooled.scale == "share" else 1
    around = interval_words(pooled.scale, pooled.low, pooled.high, unit)
    words = f"{value_words(pooled.scale, pooled.value, unit)} ({around})"
    yield ForestRow(label=f"Average of {pooled.studies} studies, {outcome_name(page.evidence, found.body.anchor.result)}",
                    printed=words, estimate=times * pooled.value, low=times * pooled.low, high=times * pooled.high,
                    kind="pooled")  # fmt: skip
    yield ForestRow(
        label="Prediction interval",
        printed=interval_words(pooled.scale, pooled.prediction_low, pooled.prediction_high, unit),
        low=times * pooled.prediction_low,
        high=times * pooled.prediction_high,
        kind="prediction",
    )


def _signs(page: OpenPage, study: Study, result: Result) -> tuple[tuple[str, Level], ...]:
    found = appraisal_for(page.evidence, study, result.id)
    if not isinstance(found, Appraised):
        return ()
    return tuple(
        (_ONE_WIDE.get(mark.symbol, mark.symbol), Level(mark.level)) for mark in found.marks
    )


def drawable_share(result: Result) -> Figure | None:
    """Return a share of people; None for counts of other things, and without a count."""
    return share_of(result) if isinstance(result, ProportionResult) and not result.unit else None
