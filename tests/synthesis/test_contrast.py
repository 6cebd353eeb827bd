"""A drug beside its control: which figures make a pair, and what counts as a share."""

import dataclasses
from typing import Any

import pytest
from made_up import count, number

from generator.model.evidence import Evidence
from generator.model.result import TimePoint
from generator.model.study import Harm, Study
from generator.synthesis.contrast import (
    Contrast,
    ReportedFigure,
    Row,
    Share,
    contrasts,
    lower_is_better,
    outcome_key,
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


def test_a_group_on_no_drug_that_is_named_makes_no_pair(small: Evidence) -> None:
    study: Study = small.studies["second-2003"]
    two, sugar = study.arms
    unnamed = (two, dataclasses.replace(sugar, drug=None))
    assert pairs(small, row(small, DRUG), row(small, CONTROL), arms=unnamed) == ()
    both_on_it = (two, dataclasses.replace(sugar, drug="alphaone"))
    assert pairs(small, row(small, DRUG), row(small, CONTROL), arms=both_on_it) == ()


def test_both_groups_need_a_count(small: Evidence) -> None:
    for uncounted in (DRUG, CONTROL):
        rows = [
            row(small, name, **({"total": None} if name == uncounted else {}))
            for name in (DRUG, CONTROL)
        ]
        (pair,) = pairs(small, *rows)
        assert pair.shares is None
