"""What a comparison says: estimate and interval decide, a p value never."""

import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import count, number, summary

from generator.model.evidence import Evidence
from generator.model.result import ContinuousResult, NarrativeResult, Result
from generator.synthesis.comparison_verdict import (
    Basis,
    Verdict,
    estimated_effect,
    judge,
)
from generator.synthesis.contrast import (
    Contrast,
    ReportedFigure,
    Row,
    contrasts,
    sides_of_unpublished_size,
)
from generator.synthesis.importance import Said, Size

DRUG, CONTROL, ESTIMATE = "fever-free-two", "fever-free-sugar", "difference"
BARE = {"value": None, "ci_low": None, "ci_high": None}
MIRRORED = {Said.BETTER: Said.WORSE, Said.WORSE: Said.BETTER}


def row(small: Evidence, name: str, **changes: Any) -> Any:
    """Return a result of the trial of the small project, with changes."""
    rows = {result.id: result for result in small.studies["second-2003"].results}
    return dataclasses.replace(rows[name], **changes)


def words(small: Evidence, direction: str) -> NarrativeResult:
    estimate = row(small, ESTIMATE)
    shared = {name: getattr(estimate, name) for name in Result.__dataclass_fields__}
    changes = {"id": f"told-{direction}", "kind": "narrative", "p": None}
    return NarrativeResult(**{**shared, **changes}, finding="In words.", direction=direction)  # type: ignore[arg-type]


def pair(small: Evidence, *rows: Row) -> Contrast:
    study = small.studies["second-2003"]
    (contrast,) = contrasts(small, [ReportedFigure(study, each) for each in rows])
    return contrast


def limits(low: str | None, high: str | None) -> dict[str, Any]:
    return {"ci_low": low and number(low), "ci_high": high and number(high)}


@pytest.mark.parametrize(
    ("effect", "low", "high", "expected"),
    [
        ("risk-ratio", "1.1", "2", Said.BETTER),
        ("odds-ratio", "0.2", "0.9", Said.WORSE),
        ("risk-ratio", "0.5", "2", Said.NOT_SHOWN),
        ("risk-difference", "0.1", "0.9", Said.BETTER),
        ("risk-difference", "-0.1", "0.9", Said.NOT_SHOWN),
        ("mean-difference", "-9", "-0.1", Said.WORSE),
        ("risk-ratio", "1.0", "2", Said.NOT_SHOWN),
        ("hazard-ratio", "1.1", "2", None),
        ("p-only", "1.1", "2", None),
        ("other", "1.1", "2", None),
        ("risk-ratio", "0", "2", None),
        ("risk-ratio", None, "2", None),
        ("risk-ratio", "1.1", None, None),
        ("risk-ratio", "<1.1", "2", None),
        ("risk-ratio", "1.1", ">2", None),
    ],
)
def test_an_estimate_speaks_by_its_interval_against_no_effect_of_its_measure(
    small: Evidence, effect: str, low: str | None, high: str | None, expected: Said | None
) -> None:
    printed = row(small, ESTIMATE, effect=effect, value=None, **limits(low, high))
    sized = estimated_effect(small, small.studies["second-2003"], printed)
    assert (sized.reading.said if sized else None) is expected


def test_a_hazard_ratio_on_something_bad_has_a_direction(small: Evidence) -> None:
    study = small.studies["second-2003"]
    printed = row(small, ESTIMATE, effect="hazard-ratio", value=None, **limits("0.2", "0.9"))
    on_score = dataclasses.replace(printed, measure="river-score")
    sized = estimated_effect(small, study, on_score)
    assert sized
    assert sized.reading.said is Said.BETTER
    assert estimated_effect(small, study, row(small, DRUG)) is None
    assert estimated_effect(small, study, dataclasses.replace(printed, measure="unlisted")) is None


@pytest.mark.parametrize(
    ("better", "expected"), [("higher", Said.BETTER), ("lower", Said.WORSE), (None, None)]
)
def test_a_lower_hazard_is_a_longer_time(
    small: Evidence, better: str | None, expected: Said | None
) -> None:
    """A lower hazard of death is good where a long time to it is; of recovery it is bad."""
    printed = row(small, ESTIMATE, effect="hazard-ratio", value=None, **limits("0.2", "0.9"))
    known = small.measures[printed.measure]
    measure = dataclasses.replace(known, kind="time-to-event", better=better)
    evidence = dataclasses.replace(small, measures={**small.measures, measure.id: measure})
    sized = estimated_effect(evidence, small.studies["second-2003"], printed)
    assert (sized.reading.said if sized else None) is expected


@pytest.mark.parametrize(
    ("low", "high", "size"),
    [
        ("0.48", "2.16", Size.EITHER),
        ("0.9", "1.5", Size.BENEFIT),
        ("0.7", "1.1", Size.HARM),
        ("0.9", "1.1", Size.NEITHER),
        ("1.1", "1.5", Size.NO_THRESHOLD),
    ],
)
def test_the_sizes_that_an_interval_leaves_open_are_said(
    small: Evidence, low: str, high: str, size: Size
) -> None:
    printed = row(small, ESTIMATE, effect="risk-ratio", value=number("1.02"), **limits(low, high))
    assert judge(small, pair(small, printed)).size is size


def test_an_adjusted_estimate_goes_before_one_that_is_not(small: Evidence) -> None:
    crude = row(small, ESTIMATE, effect="risk-ratio", **limits("1.1", "2"))
    adjusted = dataclasses.replace(crude, id="adjusted", adjusted=True, **limits("0.5", "2"))
    assert judge(small, pair(small, crude)).said is Said.BETTER
    assert judge(small, pair(small, crude, adjusted)).said is Said.NOT_SHOWN


@pytest.mark.parametrize(
    ("drug", "control", "expected"),
    [
        ((20, 21), (1, 19), (Said.BETTER, Basis.COUNTS)),
        ((1, 21), (18, 19), (Said.WORSE, Basis.COUNTS)),
        ((10, 21), (9, 19), (Said.NOT_SHOWN, Basis.COUNTS)),
        (None, (1, 19), (Said.UNTOLD, Basis.NOTHING)),
    ],
)
def test_counts_speak_where_the_source_estimated_nothing(
    small: Evidence,
    drug: tuple[int, int] | None,
    control: tuple[int, int],
    expected: tuple[Said, Basis],
) -> None:
    events, total = drug or (None, 21)
    rows = (
        row(small, DRUG, events=events and count(events), total=count(total)),
        row(small, CONTROL, events=count(control[0]), total=count(control[1])),
    )
    assert judge(small, pair(small, *rows))[:2] == expected


def test_what_is_neither_good_nor_bad_says_nothing(small: Evidence) -> None:
    rows = (row(small, name, measure="unlisted") for name in (DRUG, CONTROL))
    assert judge(small, pair(small, *rows)) == (Said.UNTOLD, Basis.NOTHING, None)


def test_means_with_their_deviations_speak_by_their_interval(small: Evidence) -> None:
    river = row(small, "river-two")

    def mean(name: str, arm: str, middle: str, people: int, sd: str = "3") -> ContinuousResult:
        shared = {field: getattr(river, field) for field in Result.__dataclass_fields__}
        changes = {"id": name, "arm": arm, "total": count(people), "kind": "continuous"}
        return ContinuousResult(**{**shared, **changes}, follow_up=summary(mean=middle, sd=sd))

    # 10 less 20 with a standard error of sqrt(9/20 + 9/20), or about 0.95: far from 0.
    apart = pair(small, mean("d", "two", "10", 20), mean("c", "sugar", "20", 20))
    assert judge(small, apart)[:2] == (Said.BETTER, Basis.MEANS)
    near = pair(small, mean("d", "two", "10", 20), mean("c", "sugar", "10.5", 20))
    assert judge(small, near)[:2] == (Said.NOT_SHOWN, Basis.MEANS)
    alone = pair(small, mean("d", "two", "10", 1), mean("c", "sugar", "20", 20))
    assert judge(small, alone)[:2] == (Said.BETTER, Basis.FIGURES)


def uncounted(small: Evidence, drug: str | None, control: str | None, **changes: Any) -> list[Any]:
    bare = {"events": None, "total": None, **changes}
    return [
        row(small, DRUG, percent=drug and number(drug), **bare),
        row(small, CONTROL, percent=control and number(control), **bare),
    ]


@pytest.mark.parametrize(
    ("measure", "drug", "control", "expected"),
    [
        ("fever-free", "44", "21", Said.BETTER),
        ("fever-free", "21", "44", Said.WORSE),
        ("river-score", "21", "44", Said.BETTER),
        ("fever-free", "44", "44.0", Said.NOT_SHOWN),
        ("fever-free", None, "44", Said.UNTOLD),
        ("fever-free", "<44", "21", Said.UNTOLD),
        ("unlisted", "44", "21", Said.UNTOLD),
    ],
)
def test_percentages_without_group_sizes_name_a_side_and_no_size(
    small: Evidence, measure: str, drug: str | None, control: str | None, expected: Said
) -> None:
    verdict = judge(small, pair(small, *uncounted(small, drug, control, measure=measure)))
    assert verdict.said is expected
    if expected is not Said.UNTOLD:
        assert verdict == (expected, Basis.FIGURES, Size.NO_INTERVAL)


def test_published_cases_favour_no_side(small: Evidence) -> None:
    rows = uncounted(small, "90", "20", collected=True)
    assert judge(small, pair(small, *rows)).said is Said.UNTOLD


def test_sizes_are_unpublished_only_where_a_group_has_none(small: Evidence) -> None:
    contrast = pair(small, *uncounted(small, "44", "21"))
    assert not sides_of_unpublished_size(contrast)
    unsized = dataclasses.replace(contrast.against, total=None)
    assert sides_of_unpublished_size(dataclasses.replace(contrast, against=unsized))


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        (["better"], Said.BETTER),
        (["worse"], Said.WORSE),
        (["unchanged"], Said.NOT_SHOWN),
        (["mixed"], Said.UNTOLD),
        (["unclear"], Said.UNTOLD),
        (["unclear", "worse"], Said.WORSE),
    ],
)
def test_words_speak_last_and_only_where_they_take_a_side(
    small: Evidence, directions: list[str], expected: Said
) -> None:
    told = [words(small, direction) for direction in directions]
    basis = Basis.NOTHING if expected is Said.UNTOLD else Basis.WORDS
    assert judge(small, pair(small, *told)) == (expected, basis, None)
    assert (
        judge(small, pair(small, row(small, DRUG), row(small, CONTROL), *told)).basis
        is Basis.COUNTS
    )


@pytest.mark.parametrize("p", [None, "0.9", "0.05", "0.0001", "<0.05", ">0.05"])
def test_a_p_value_changes_nothing(small: Evidence, p: str | None) -> None:
    printed = p and number(p)
    groups = (row(small, DRUG), row(small, CONTROL))
    tested = row(small, ESTIMATE, p=printed, **BARE)
    assert judge(small, pair(small, *groups, tested)).basis is Basis.COUNTS
    assert judge(small, pair(small, *groups, tested)) == judge(small, pair(small, *groups))
    # A p value alone names no side and shows no sameness.
    assert judge(small, pair(small, tested)) == Verdict(Said.UNTOLD, Basis.NOTHING)
    estimate = row(small, ESTIMATE, effect="risk-ratio", p=printed, **limits("0.5", "2"))
    assert judge(small, pair(small, *groups, estimate)).said is Said.NOT_SHOWN


def swapped(contrast: Contrast) -> Contrast:
    """Return a comparison whose arms have changed places."""
    return dataclasses.replace(
        contrast,
        arm=contrast.against,
        against=contrast.arm,
        drug=contrast.control,
        control=contrast.drug,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 21), st.integers(0, 19))
def test_arms_that_change_places_mirror_the_direction(
    small: Evidence, drug: int, control: int
) -> None:
    rows = (row(small, DRUG, events=count(drug)), row(small, CONTROL, events=count(control)))
    contrast = pair(small, *rows)
    said = judge(small, contrast).said
    assert judge(small, swapped(contrast)).said is MIRRORED.get(said, said)
    without = (
        dataclasses.replace(each, total=None, percent=number(str(each.events)), events=None)
        for each in rows
    )
    contrast = pair(small, *without)
    said = judge(small, contrast).said
    assert judge(small, swapped(contrast)).said is MIRRORED.get(said, said)
