"""Which figure stands for a trial in a body: the nearest in time, then by the ladder of trust."""

from typing import Any

import pytest
from made_up import Made, compared, counted, measured, summary

from generator.model.evidence import Evidence
from generator.synthesis.bodies_of_evidence import Body, form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.reasons import Reason

GROUPS = {"on": ("alphaone", 40), "pill": ("sugar-pill", 40)}
END = summary(mean="20", sd="8")
CHANGE = summary(mean="-9", sd="4")


def bodies(evidence: Evidence, domain: str = "strength") -> tuple[Body, ...]:
    return form_bodies(evidence, candidates(evidence, "grown-ups", domain))


def used(body: Body) -> list[str]:
    return sorted(candidate.address for candidate in body.included)


def both(name: str, **fields: Any) -> list[Any]:
    """Return a mean of both groups of a trial."""
    return [measured(arm, 40, **{"id": f"{name}-{arm}", **fields}) for arm in GROUPS]


def printed(**fields: Any) -> Any:
    interval = {"ci_low": "-9", "ci_high": "-1", "measure": "river-score", "unit": "points"}
    return compared("on", "pill", "mean-difference", "-5", **{**interval, **fields})


@pytest.mark.parametrize(
    ("rows", "stands"),
    [
        ([*both("mean", after=END, change=CHANGE), printed(adjusted=True)], "comparison-on"),
        ([*both("end", after=END), printed(adjusted=True)], "comparison-on"),
        ([*both("change", change=CHANGE), printed(adjusted=False)], "change-on"),
        ([printed(), *both("change", change=CHANGE)], "change-on"),
        # Values at the end and a plain difference need the same trust: then the one measured alike.
        ([*both("end", after=END), printed(adjusted=False)], "end-on"),
    ],
)  # fmt: skip
def test_means_adjusted_for_the_start_go_before_changes_and_these_before_values_at_the_end(
    made: Made, rows: list[Any], stands: str
) -> None:
    made.trial("trial", GROUPS, rows)
    made.trial("other", GROUPS, both("end", after=END))
    (body,) = bodies(made.evidence)
    assert used(body) == ["other#end-on", f"trial#{stands}"]
    out = {entry.candidate.address: entry.refusals[0].reason for entry in body.left_out}
    assert out
    assert set(out.values()) == {Reason.SAME_STUDY}


def test_in_trials_counts_go_before_a_printed_ratio_whether_adjusted_or_not(made: Made) -> None:
    counts = [counted("on", 12, 40), counted("pill", 20, 40)]
    ratio = compared("on", "pill", "risk-ratio", "0.5", ci_low="0.3", ci_high="0.9", adjusted=True)
    made.trial("trial", GROUPS, [ratio, *counts])
    made.trial("other", GROUPS, counts)
    (body,) = bodies(made.evidence, "fever")
    assert used(body) == ["other#share-on", "trial#share-on"]


def test_the_nearest_in_time_stands_for_a_trial_before_the_ladder_decides(made: Made) -> None:
    near = printed(id="near", time="12 weeks")
    early = printed(id="early", time="10 weeks", adjusted=True)
    made.trial("trial", GROUPS, [early, near])
    made.trial("other", GROUPS, [printed(adjusted=True)])
    made.trial("third", GROUPS, [printed(adjusted=True)])
    body, *_ = bodies(made.evidence)
    assert "trial#near" in used(body)


def test_times_more_than_a_quarter_apart_are_two_bodies(made: Made) -> None:
    for name in ("one", "two"):
        made.trial(
            name,
            GROUPS,
            [printed(id="early", time="12 weeks"), printed(id="late", time="24 weeks")],
        )
    first, second = bodies(made.evidence)
    assert {first.anchor.weeks, second.anchor.weeks} == {12, 24}
    assert len(first.included) == len(second.included) == 2
    (left,) = {entry.refusals[0].reason for entry in first.left_out}
    assert left is Reason.TIME


def test_the_anchor_is_the_figure_that_most_trials_go_with(made: Made) -> None:
    for weeks in (10, 12, 15):
        made.trial(f"at-{weeks}", GROUPS, [printed(time=f"{weeks} weeks")])
    # Measured against 12 weeks both others are within a quarter; 10 and 15 are not of each other.
    (body,) = bodies(made.evidence)
    assert body.anchor.study.id == "at-12"
    assert used(body) == [f"at-{weeks}#comparison-on" for weeks in (10, 12, 15)]


def test_members_stand_the_largest_first(made: Made) -> None:
    for name, size in (("few", 10), ("many", 30), ("some", 20)):
        groups = {"on": ("alphaone", size), "pill": ("sugar-pill", size)}
        made.trial(name, groups, [counted(arm, 4, size) for arm in groups])
    (body,) = bodies(made.evidence, "fever")
    assert [candidate.study.id for candidate in body.included] == ["many", "some", "few"]
    assert body.people == 120
