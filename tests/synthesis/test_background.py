"""What people on placebo did: the whole band and not one end of it, and what an uncontrolled response lacks."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from made_up import Made, count, number

from generator.model.evidence import Evidence
from generator.synthesis.background import (
    Background,
    Limits,
    background_of,
    bands,
    on_placebo,
)
from generator.synthesis.groups import Entry, all_results

TRIAL = "randomised-trial"


def trial(made: Made, name: str, happened: int, people: int, **changes: Any) -> None:
    """Add a trial whose control group has this share."""
    beside = made.share(
        name, happened, people, **{"design": TRIAL, "id": "beside", "arm": "pill", **changes}
    )
    made.share(name, 1, people, design=TRIAL, others=(beside,))


def asked(made: Made, measures: tuple[str, ...] = ()) -> Background | None:
    """Return the background of the uncontrolled study `one`."""
    study = made.evidence.studies["one"]
    return background_of(made.evidence, all_results([study]), measures)


def test_a_band_runs_from_the_lowest_to_the_highest_share(made: Made) -> None:
    made.share("one", 5, 10)
    for name, happened in (("middle", 5), ("high", 8), ("low", 1)):
        trial(made, name, happened, 20)
    background = asked(made)
    assert background is not None
    (band,) = bands(made.evidence, background)
    assert (band.domain, band.low.study.id, band.high.study.id) == ("fever", "low", "high")
    assert (band.low.share, band.high.share) == (Decimal(5), Decimal(40))


def test_one_share_is_both_ends_of_its_band_and_none_has_no_band(made: Made) -> None:
    made.share("one", 5, 10)
    background = asked(made)
    assert background is not None
    assert (bands(made.evidence, background), background.silent) == ((), ("fever",))
    trial(made, "only", 3, 20)
    background = asked(made)
    assert background is not None
    (band,) = bands(made.evidence, background)
    assert band.low == band.high
    assert background.silent == ()


@pytest.mark.parametrize(
    ("changes", "shares"),
    [
        ({}, ["15"]),
        ({"events": None, "percent": number("14.9")}, ["14.9"]),
        ({"percent": number("15.0")}, ["15.0"]),
        ({"events": None}, []),
        ({"total": None}, []),
        ({"total": count(0), "events": count(0)}, []),
        ({"total": count(1), "events": count(1)}, ["100"]),
        ({"interim": True}, []),
        ({"subgroup": "the oldest"}, []),
        ({"arm": "one"}, []),
        ({"measure": "river-score"}, []),
    ],
)
def test_only_a_final_share_of_a_control_group_stands_in_the_band(
    made: Made, changes: dict[str, Any], shares: list[str]
) -> None:
    trial(made, "trial", 3, 20, **changes)
    assert [str(figure.share) for figure in on_placebo(made.evidence, "fever")] == shares


def test_a_retracted_trial_says_nothing_of_placebo(made: Made) -> None:
    trial(made, "trial", 3, 20)
    made.retract("trial")
    assert on_placebo(made.evidence, "fever") == ()


def test_the_same_outcome_comes_first_and_is_marked(made: Made) -> None:
    made.share("one", 5, 10)
    trial(made, "other", 9, 200, measure="fever-wholly")
    trial(made, "same", 3, 20)
    background = asked(made)
    assert background is not None
    assert [(one.study.id, one.same_measure) for one in background.shares] == [
        ("same", True),
        ("other", False),
    ]
    assert background.scores == ()


def test_each_domain_has_its_own_band_and_a_score_is_in_none(made: Made, figures: Any) -> None:
    made.share("one", 5, 10)
    trial(made, "nobody", 0, 200)
    trial(made, "hardly-anybody", 1, 200)
    trial(made, "stronger", 9, 20, measure="river-score")
    score = made.change(
        "score", 20, figures(mean="28"), figures(mean="20"), design=TRIAL, arm="pill"
    )
    background = asked(made, ["river-score"])
    assert background is not None
    assert [figure.study.id for figure in background.scores] == ["score"]
    assert background.scores[0].result == score
    ends = [
        (band.domain, band.low.study.id, band.high.study.id)
        for band in bands(made.evidence, background)
    ]
    assert ends == [("fever", "nobody", "hardly-anybody"), ("strength", "stronger", "stronger")]


def test_a_share_without_its_number_of_people_has_the_size_of_its_group(made: Made) -> None:
    trial(made, "bare", 3, 20, total=None, percent=number("15"))
    trial(made, "whole", 3, 20)
    groups = {one.study.id: str(one.group) for one in on_placebo(made.evidence, "fever")}
    assert groups == {"bare": "20", "whole": "None"}


def test_scores_and_changes_stand_beside_shares_where_they_have_an_end(
    made: Made, figures: Any
) -> None:
    before, after = figures(mean="28", sd="9"), figures(mean="20", sd="9")
    for name, changes in (
        ("whole", {}),
        ("nothing", {"follow_up": None}),
        ("change", {"follow_up": None, "change": after}),
    ):
        score = made.change(name, 20, before, after, design=TRIAL, arm="pill", id="beside")
        ends = {"follow_up": after, "change": None, **changes}
        made.study(name, dataclasses.replace(score, **ends), 20, design=TRIAL)
    found = on_placebo(made.evidence, "strength")
    assert sorted(figure.study.id for figure in found) == ["change", "whole"]
    assert all(figure.share is None and not figure.is_share for figure in found)


def test_where_every_response_has_its_control_no_background_is_needed(made: Made) -> None:
    trial(made, "trial", 3, 20)
    evidence = made.evidence
    assert background_of(evidence, all_results(evidence.studies.values())) is None
    assert background_of(evidence, [], ["fever-free"]) is not None
    assert background_of(evidence, [], ["no-such-measure"]) is None


def test_harms_are_no_response(made: Made) -> None:
    made.share("one", 5, 10)
    study = made.evidence.studies["one"]
    harm = dataclasses.replace(study.results[0], domain="safety")
    assert background_of(made.evidence, [Entry(study, harm)]) is None


def limits_of(evidence: Evidence) -> Limits:
    background = background_of(evidence, all_results(evidence.studies.values()))
    assert background is not None
    return background.limits


def test_limits_count_studies_without_control_and_of_which_kind(made: Made, figures: Any) -> None:
    made.share("plain", 5, 10)
    trial(made, "trial", 3, 20)
    assert limits_of(made.evidence) == Limits(2, 1, 0, 0, before_after=False)
    made.share("case", 1, 1)
    made.change("moved", 9, figures(mean="9", sd="2"), figures(mean="5", sd="2"))
    assert limits_of(made.evidence) == Limits(4, 3, 0, 1, before_after=True)
    evidence = made.evidence
    study = evidence.studies["plain"]
    earlier = dataclasses.replace(study.arms[0], id="earlier", drug="old-drug")
    drug = dataclasses.replace(evidence.drugs["alphaone"], id="old-drug", role="comparator")
    evidence = dataclasses.replace(
        evidence,
        drugs={**evidence.drugs, "old-drug": drug},
        studies={
            **evidence.studies,
            "plain": dataclasses.replace(study, arms=(*study.arms, earlier)),
        },
    )
    assert limits_of(evidence) == Limits(4, 3, 1, 1, before_after=True)


def test_a_retracted_study_counts_among_the_limits_only_where_it_stands_alone(made: Made) -> None:
    made.share("plain", 5, 10)
    made.share("case", 1, 1)
    made.retract("case")
    assert limits_of(made.evidence) == Limits(1, 1, 0, 0, before_after=False)
    made.retract("plain")
    assert limits_of(made.evidence) == Limits(2, 2, 0, 1, before_after=False)


def test_a_change_with_a_control_is_no_change_without_one(made: Made, figures: Any) -> None:
    made.share("plain", 5, 10)
    made.change("moved", 9, figures(mean="9", sd="2"), figures(mean="5", sd="2"), design=TRIAL)
    assert not limits_of(made.evidence).before_after


def test_each_threshold_stands_once_with_every_measure_it_is_for(
    made: Made, evidence: Evidence
) -> None:
    made.share("one", 5, 10)
    threshold = next(
        threshold for measure in evidence.measures.values() for threshold in measure.thresholds
    )
    other = dataclasses.replace(threshold, value="another value")
    measures = dict(made.evidence.measures)
    for name, thresholds in (("fever-free", (threshold,)), ("fever-wholly", (threshold, other))):
        measures[name] = dataclasses.replace(measures[name], thresholds=thresholds)
    changed = dataclasses.replace(made.evidence, measures=measures)
    study = changed.studies["one"]
    background = background_of(changed, all_results([study]), ["fever-wholly", "fever-free"])
    assert background is not None
    named = [(t.value, [measure.id for measure in of]) for t, of in background.thresholds]
    assert named == [
        (threshold.value, ["fever-free", "fever-wholly"]),
        ("another value", ["fever-wholly"]),
    ]


def test_a_bound_beside_a_count_leaves_the_count(made: Made) -> None:
    trial(made, "trial", 3, 20, percent=number("<25"))
    assert [figure.share for figure in on_placebo(made.evidence, "fever")] == [Decimal(15)]


def test_a_study_of_unstated_size_is_not_about_one_patient(made: Made) -> None:
    made.share("plain", 5, 10)
    evidence = made.evidence
    silent = dataclasses.replace(evidence.studies["plain"], participants=None)
    evidence = dataclasses.replace(evidence, studies={"plain": silent})
    assert limits_of(evidence) == Limits(1, 1, 0, 0, before_after=False)
