"""A drug beside its control: which figures make a pair, what counts as a share, and who did better."""

import dataclasses
from typing import Any

import pytest
from made_up import count, number

from generator.model.evidence import Evidence
from generator.model.result import NarrativeResult, Result, TimePoint
from generator.model.study import Harm, Study
from generator.synthesis.contrast import (
    Basis,
    Contrast,
    ReportedFigure,
    Row,
    Said,
    Share,
    contrasts,
    estimate_said,
    judge,
    lower_is_better,
    outcome_key,
    said_by_interval,
    share,
)

DRUG, CONTROL, ESTIMATE = "fever-free-two", "fever-free-sugar", "difference"


def row(small: Evidence, name: str, **changes: Any) -> Any:
    """Return a result of the trial of the small project, with changes."""
    rows = {result.id: result for result in small.studies["second-2003"].results}
    return dataclasses.replace(rows[name], **changes)


def harm(small: Evidence, **changes: Any) -> Harm:
    (headache,) = small.studies["second-2003"].harms
    return dataclasses.replace(headache, **changes)


def words(small: Evidence, direction: str) -> NarrativeResult:
    estimate = row(small, ESTIMATE)
    shared = {name: getattr(estimate, name) for name in Result.__dataclass_fields__}
    changes = {"id": f"told-{direction}", "kind": "narrative", "p": None}
    return NarrativeResult(**{**shared, **changes}, finding="In words.", direction=direction)  # type: ignore[arg-type]


def pairs(small: Evidence, *rows: Row, **changes: Any) -> tuple[Contrast, ...]:
    study = dataclasses.replace(small.studies["second-2003"], **changes)
    return contrasts(small, [ReportedFigure(study, each) for each in rows])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Share(11, 21)),
        ({"events": count(21)}, Share(21, 21)),
        ({"events": count(22)}, None),
        ({"events": count(0), "total": count(1)}, Share(0, 1)),
        ({"events": count(0), "total": count(0)}, None),
        ({"events": None}, None),
        ({"events": None, "percent": number("52.4")}, Share(11, 21, derived=True)),
        ({"percent": number("99")}, Share(11, 21)),
        # No count of 21 people is 51 %; of 150 people, 100 and 101 both are 67 %.
        ({"events": None, "percent": number("51")}, None),
        ({"events": None, "percent": number("67"), "total": count(150)}, None),
    ],
)
def test_a_share_is_how_many_of_how_many(
    small: Evidence, changes: dict[str, Any], expected: Share | None
) -> None:
    assert share(row(small, DRUG, **changes)) == expected


def test_only_people_are_a_share_of_people(small: Evidence) -> None:
    assert share(harm(small)) == Share(3, 21)
    assert share(harm(small, counted="events")) is None
    assert share(row(small, "river-two")) is None
    assert share(None) is None


@pytest.mark.parametrize(
    ("low", "high", "lower_is_good", "expected"),
    [
        (0.2, 0.9, True, Said.BETTER),
        (0.2, 0.9, False, Said.WORSE),
        (1.1, 1.9, True, Said.WORSE),
        (1.1, 1.9, False, Said.BETTER),
        (0.2, 1.0, True, Said.NO_CLEAR_DIFFERENCE),
        (1.0, 1.9, True, Said.NO_CLEAR_DIFFERENCE),
        (1.0, 1.0, False, Said.NO_CLEAR_DIFFERENCE),
    ],
)
def test_an_interval_that_only_touches_no_effect_shows_no_difference(
    low: float, high: float, lower_is_good: bool, expected: Said
) -> None:
    assert said_by_interval(low, high, 1, lower_is_good=lower_is_good) is expected


@pytest.mark.parametrize(
    ("effect", "low", "high", "expected"),
    [
        ("risk-ratio", "1.1", "2", Said.BETTER),
        ("odds-ratio", "0.2", "0.9", Said.WORSE),
        ("risk-ratio", "0.5", "2", Said.NO_CLEAR_DIFFERENCE),
        ("risk-difference", "0.1", "0.9", Said.BETTER),
        ("risk-difference", "-0.1", "0.9", Said.NO_CLEAR_DIFFERENCE),
        ("mean-difference", "-9", "-0.1", Said.WORSE),
        ("hazard-ratio", "1.1", "2", None),
        ("p-only", "1.1", "2", None),
        ("other", "1.1", "2", None),
        ("risk-ratio", None, "2", None),
        ("risk-ratio", "1.1", None, None),
        ("risk-ratio", "<1.1", "2", None),
        ("risk-ratio", "1.1", ">2", None),
    ],
)
def test_an_estimate_speaks_by_its_interval_against_no_effect_of_its_measure(
    small: Evidence, effect: str, low: str | None, high: str | None, expected: Said | None
) -> None:
    limits = {"ci_low": low and number(low), "ci_high": high and number(high)}
    assert estimate_said(small, row(small, ESTIMATE, effect=effect, **limits)) is expected


def test_a_hazard_ratio_on_something_bad_has_a_direction(small: Evidence) -> None:
    limits = {"ci_low": number("0.2"), "ci_high": number("0.9")}
    on_score = row(small, ESTIMATE, effect="hazard-ratio", measure="river-score", **limits)
    assert estimate_said(small, on_score) is Said.BETTER
    assert estimate_said(small, row(small, DRUG)) is None
    neither = row(small, ESTIMATE, measure="unlisted", effect="risk-ratio", **limits)
    assert estimate_said(small, neither) is None


def test_less_harm_is_good_and_of_what_is_unlisted_nobody_knows(small: Evidence) -> None:
    assert lower_is_better(small, harm(small)) is True
    assert lower_is_better(small, row(small, "river-two")) is True
    assert lower_is_better(small, row(small, DRUG)) is False
    assert lower_is_better(small, row(small, DRUG, measure="unlisted")) is None
    open_ended = dataclasses.replace(small.measures["fever-free"], better=None)
    evidence = dataclasses.replace(small, measures={"fever-free": open_ended})
    assert lower_is_better(evidence, row(small, DRUG)) is None
    ache = dataclasses.replace(open_ended, domain="safety")
    evidence = dataclasses.replace(small, measures={"fever-free": ache})
    assert lower_is_better(evidence, row(small, DRUG)) is True
    assert lower_is_better(small, row(small, DRUG, measure="unlisted", domain="safety")) is True


def test_an_unlisted_outcome_is_known_by_the_words_of_the_source(small: Evidence) -> None:
    study = small.studies["second-2003"]
    unlisted = row(small, DRUG, measure="unlisted", reported_as="Head Ache")
    assert outcome_key(study, row(small, DRUG)) == "fever-free"
    assert outcome_key(study, unlisted) == "head ache"
    assert outcome_key(study, harm(small, event="Headache")) == "headache"
    assert outcome_key(study, harm(small, event="FEVER free")) == "fever-free"


def test_two_groups_make_a_pair_with_the_comparison_of_them(small: Evidence) -> None:
    (pair,) = pairs(small, row(small, DRUG), row(small, CONTROL), row(small, ESTIMATE))
    assert (pair.arm.id, pair.against.id, pair.concurrent) == ("two", "sugar", True)
    assert [each.id for each in pair.rows] == [DRUG, CONTROL, ESTIMATE]
    assert pair.shares == (Share(11, 21), Share(4, 19))


def test_a_comparison_without_its_groups_stands_alone(small: Evidence) -> None:
    (pair,) = pairs(small, row(small, ESTIMATE))
    assert (pair.drug, pair.control, pair.shares) == (None, None, None)
    assert (pair.arm.id, pair.against.id) == ("two", "sugar")


@pytest.mark.parametrize(
    "changes",
    [
        {"time": TimePoint(value=number("4"), unit="weeks")},
        {"time": None},
        {"measure": "fever-wholly"},
        {"arm": "two"},
        {"arm": None},
    ],
)
def test_another_time_outcome_or_group_makes_no_pair(
    small: Evidence, changes: dict[str, Any]
) -> None:
    assert pairs(small, row(small, DRUG), row(small, CONTROL, **changes)) == ()


def test_words_for_a_time_tell_no_times_apart(small: Evidence) -> None:
    at_the_end = TimePoint(label="at the end")
    (pair,) = pairs(small, row(small, DRUG, time=at_the_end), row(small, CONTROL, time=None))
    assert [each.id for each in pair.rows] == [DRUG, CONTROL]


def test_a_comparison_at_another_time_is_a_pair_of_its_own(small: Evidence) -> None:
    later = row(small, ESTIMATE, time=TimePoint(value=number("24"), unit="weeks"))
    first, second = pairs(small, row(small, DRUG), row(small, CONTROL), later)
    assert (first.estimates, second.estimates) == ((), (later,))


def test_a_figure_printed_twice_makes_one_pair(small: Evidence) -> None:
    again = row(small, DRUG, id="again")
    (pair,) = pairs(small, row(small, DRUG), again, row(small, CONTROL))
    assert pair.drug == row(small, DRUG)


def test_figures_of_two_studies_are_never_a_pair(small: Evidence) -> None:
    study = small.studies["second-2003"]
    other = dataclasses.replace(study, id="other")
    figures = [
        ReportedFigure(study, row(small, DRUG)),
        ReportedFigure(other, row(small, CONTROL)),
    ]
    assert contrasts(small, figures) == ()


def test_people_treated_earlier_are_beside_but_not_concurrent(small: Evidence) -> None:
    (pair,) = pairs(small, row(small, DRUG), row(small, CONTROL), design="open-series")
    assert pair.concurrent is False


def test_a_figure_knows_its_group(small: Evidence) -> None:
    study = small.studies["second-2003"]
    group = ReportedFigure(study, row(small, DRUG)).arm
    assert group is not None
    assert group.label == "Alphatwo"
    assert ReportedFigure(study, row(small, DRUG, arm=None)).arm is None


@pytest.mark.parametrize(
    ("drug", "control", "expected"),
    [
        ((20, 21), (1, 19), (Said.BETTER, Basis.COUNTS)),
        ((1, 21), (18, 19), (Said.WORSE, Basis.COUNTS)),
        ((10, 21), (9, 19), (Said.NO_CLEAR_DIFFERENCE, Basis.COUNTS)),
        (None, (1, 19), (Said.UNTOLD, Basis.NOTHING)),
    ],
)
def test_counts_speak_where_the_source_tested_nothing(
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
    (pair,) = pairs(small, *rows)
    assert judge(small, pair) == expected


def test_counts_of_an_outcome_that_is_neither_good_nor_bad_say_nothing(small: Evidence) -> None:
    rows = (row(small, name, measure="unlisted") for name in (DRUG, CONTROL))
    (pair,) = pairs(small, *rows)
    assert judge(small, pair) == (Said.UNTOLD, Basis.NOTHING)


@pytest.mark.parametrize(
    ("measure", "drug", "control", "p", "expected"),
    [
        ("fever-free", "60", "40", "0.01", Said.BETTER),
        ("fever-free", "40", "60", "0.01", Said.WORSE),
        ("river-score", "40", "60", "0.01", Said.BETTER),
        ("river-score", "60", "40", "0.01", Said.WORSE),
        ("fever-free", "60", "40", "0.2", Said.NO_CLEAR_DIFFERENCE),
        # The percentages name no side, whatever the p value.
        ("fever-free", "50", "50", "0.01", Said.UNTOLD),
        ("river-score", "50", "50", "0.01", Said.UNTOLD),
        ("fever-free", "50", "50.0", "0.2", Said.NO_CLEAR_DIFFERENCE),
        ("unlisted", "60", "40", "0.01", Said.UNTOLD),
        ("fever-free", None, "40", "0.01", Said.UNTOLD),
        ("fever-free", "60", None, "0.01", Said.UNTOLD),
        ("fever-free", "60", "<40", "0.01", Said.UNTOLD),
    ],
)
def test_a_p_value_favours_the_side_of_the_better_percentage(
    small: Evidence, measure: str, drug: str | None, control: str | None, p: str, expected: Said
) -> None:
    bare = {"value": None, "ci_low": None, "ci_high": None}
    rows = (
        row(small, DRUG, measure=measure, events=None, total=None, percent=drug and number(drug)),
        row(small, CONTROL, measure=measure, events=None, total=None, percent=control and number(control)),
        row(small, ESTIMATE, measure=measure, p=number(p), **bare),
    )  # fmt: skip
    (pair,) = pairs(small, *rows)
    basis = Basis.NOTHING if expected is Said.UNTOLD else Basis.P_VALUE
    assert judge(small, pair) == (expected, basis)


@pytest.mark.parametrize(
    ("directions", "expected"),
    [
        (["better"], Said.BETTER),
        (["worse"], Said.WORSE),
        (["unchanged"], Said.NO_CLEAR_DIFFERENCE),
        (["mixed"], Said.UNTOLD),
        (["unclear"], Said.UNTOLD),
        (["unclear", "worse"], Said.WORSE),
    ],
)
def test_words_speak_last_and_only_where_they_take_a_side(
    small: Evidence, directions: list[str], expected: Said
) -> None:
    told = [words(small, direction) for direction in directions]
    (pair,) = pairs(small, *told)
    basis = Basis.NOTHING if expected is Said.UNTOLD else Basis.WORDS
    assert judge(small, pair) == (expected, basis)
    (pair,) = pairs(small, row(small, DRUG), row(small, CONTROL), *told)
    assert judge(small, pair).basis is Basis.COUNTS


def test_a_group_on_no_drug_that_is_named_makes_no_pair(small: Evidence) -> None:
    study: Study = small.studies["second-2003"]
    two, sugar = study.arms
    unnamed = (two, dataclasses.replace(sugar, drug=None))
    assert pairs(small, row(small, DRUG), row(small, CONTROL), arms=unnamed) == ()
    both_on_it = (two, dataclasses.replace(sugar, drug="alphaone"))
    assert pairs(small, row(small, DRUG), row(small, CONTROL), arms=both_on_it) == ()


@pytest.mark.parametrize(
    ("printed", "expected"), [("49.8", Said.WORSE), ("50.2", Said.BETTER), ("50", Said.UNTOLD)]
)
def test_a_printed_percentage_is_set_against_a_counted_one_exactly(
    small: Evidence, printed: str, expected: Said
) -> None:
    bare = {"value": None, "ci_low": None, "ci_high": None, "p": number("0.01")}
    rows = (
        row(small, DRUG, events=None, total=None, percent=number(printed)),
        row(small, CONTROL, events=count(100), total=count(200)),
        words(small, "mixed"),
        row(small, ESTIMATE, **bare),
    )
    (pair,) = pairs(small, *rows)
    assert judge(small, pair).said is expected


def test_both_groups_need_a_count(small: Evidence) -> None:
    for uncounted in (DRUG, CONTROL):
        rows = [
            row(small, name, **({"total": None} if name == uncounted else {}))
            for name in (DRUG, CONTROL)
        ]
        (pair,) = pairs(small, *rows)
        assert pair.shares is None


def test_a_p_value_reads_counts_where_no_percentage_is_printed(small: Evidence) -> None:
    bare = {"value": None, "ci_low": None, "ci_high": None, "p": number("0.01")}
    rows = (
        row(small, DRUG, events=count(60), total=count(200)),
        row(small, CONTROL, events=count(50), total=count(100)),
        row(small, ESTIMATE, **bare),
    )
    (pair,) = pairs(small, *rows)
    assert judge(small, pair) == (Said.WORSE, Basis.P_VALUE)
