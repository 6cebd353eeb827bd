"""The two sides of a study: doses put together, controls together, a view for each comparator."""

import dataclasses
from typing import Any

import pytest
from made_up import Made, compared, counted, measured, summary, timed

from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.candidates import Candidate, candidates
from generator.synthesis.eligibility import exclusions
from generator.synthesis.reasons import Reason
from generator.synthesis.two_groups import sides_against, treated_side

DOSES = {"low": ("alphaone", 20), "high": ("alphaone", 30), "pill": ("sugar-pill", 25)}


def sides(made: Made, study: Study, place: int = 0) -> tuple[list[str], list[list[str]]]:
    """Return the groups on the drug of a result, and those of each side against it."""
    evidence, result = made.evidence, study.results[place]
    against = sides_against(evidence, study, result)
    return names(treated_side(evidence, study, result)), [names(side.rows) for side in against]


def names(rows: Any) -> list[str]:
    return [row.arm for row in rows]


def views(evidence: Evidence, domain: str = "fever") -> tuple[Candidate, ...]:
    return candidates(evidence, "grown-ups", domain)


def with_old_drug(made: Made) -> Evidence:
    """Return the evidence with a drug that is no control and that the topic is not about."""
    old = dataclasses.replace(made.evidence.drugs["alphaone"], id="old-drug", role="comparator")
    return dataclasses.replace(made.evidence, drugs={**made.evidence.drugs, "old-drug": old})


def test_doses_are_put_together_and_counted_once(made: Made) -> None:
    rows = [counted("low", 4, 20), counted("high", 9, 30), counted("pill", 5, 25)]
    made.trial("trial", DOSES, rows)
    low, high = views(made.evidence)
    assert (low.counts, low.control_counts, low.people) == ((13, 50), (5, 25), 75)
    assert (low.joined_to, high.joined_to) == (None, "trial#share-low")
    assert exclusions(made.evidence, low) == ()
    assert [refusal.reason for refusal in exclusions(made.evidence, high)] == [Reason.DOSE]


def test_the_first_dose_of_the_record_stands_for_all_whatever_the_order_of_its_rows(
    made: Made,
) -> None:
    rows = [counted("pill", 5, 25), counted("high", 9, 30), counted("low", 4, 20)]
    study = made.trial("trial", DOSES, rows)
    assert sides(made, study, 1) == sides(made, study, 2) == (["high", "low"], [["pill"]])


def test_a_group_that_holds_the_doses_stands_for_them(made: Made) -> None:
    groups = {**DOSES, "any": ("alphaone", 50)}
    rows = [counted(arm, 4, size) for arm, (_, size) in groups.items()]
    study = made.trial("trial", groups, rows)
    assert sides(made, study) == (["any"], [["pill"]])
    joined = {view.result.arm: view.joined_to for view in views(made.evidence)}
    assert joined == {"low": "trial#share-any", "high": "trial#share-any", "any": None}


def test_a_group_as_large_as_one_other_holds_nobody(made: Made) -> None:
    groups = {"low": ("alphaone", 20), "high": ("alphaone", 20), "pill": ("sugar-pill", 25)}
    study = made.trial(
        "trial", groups, [counted(arm, 4, size) for arm, (_, size) in groups.items()]
    )
    assert sides(made, study) == (["low", "high"], [["pill"]])


def test_a_dose_without_figures_is_not_put_together_with_the_other(made: Made) -> None:
    rows = [counted("low", 4, 20), counted("high", None, 30), counted("pill", 5, 25)]
    study = made.trial("trial", DOSES, rows)
    assert sides(made, study) == (["low"], [["pill"]])


def test_a_dose_that_is_reported_in_another_form_is_not_put_together(made: Made) -> None:
    end = summary(mean="20", sd="8")
    rows = [measured("low", 20, end), measured("high", 30, change=end), measured("pill", 25, end)]
    study = made.trial("trial", DOSES, rows)
    assert sides(made, study) == (["low"], [["pill"]])


@pytest.mark.parametrize(
    "rows",
    [
        [timed("low", 4, "20.5"), timed("high", 9, "30"), timed("pill", 5, "25")],
        [measured(arm, 20, summary(mean="9", se="1")) for arm in DOSES],
        [measured(arm, 20, change=summary(mean="-9", sd="4")) for arm in DOSES],
    ],
)
def test_rates_and_means_of_doses_are_put_together_too(made: Made, rows: Any) -> None:
    assert sides(made, made.trial("trial", DOSES, rows)) == (["low", "high"], [["pill"]])


def test_two_control_groups_of_one_drug_are_one_side(made: Made) -> None:
    groups = {"on": ("alphaone", 40), "pill": ("sugar-pill", 20), "gel": ("sugar-pill", 10)}
    rows = [counted("on", 9, 40), counted("pill", 5, 20), counted("gel", 2, 10)]
    made.trial("trial", groups, rows)
    (view,) = views(made.evidence)
    assert (view.control_counts, view.people) == ((7, 30), 70)


def test_of_two_control_groups_of_which_one_has_no_count_neither_is_the_control(
    made: Made,
) -> None:
    groups = {"on": ("alphaone", 40), "pill": ("sugar-pill", 20), "gel": ("sugar-pill", 10)}
    rows = [counted("on", 9, 40), counted("pill", 5, 20), counted("gel", None, 10)]
    made.trial("trial", groups, rows)
    (view,) = views(made.evidence)
    assert view.controls == ()
    reasons = [refusal.reason for refusal in exclusions(made.evidence, view)]
    assert reasons == [Reason.ONE_GROUP]


def test_two_comparators_make_two_views_the_control_first(made: Made) -> None:
    groups = {"on": ("alphaone", 40), "old": ("old-drug", 20), "pill": ("sugar-pill", 10)}
    rows = [counted("on", 9, 40), counted("old", 5, 20), counted("pill", 2, 10)]
    made.trial("trial", groups, rows)
    first, further = views(with_old_drug(made))
    assert (first.comparator, first.control_counts, first.is_further) == (
        "sugar-pill",
        (2, 10),
        False,
    )
    assert (further.comparator, further.control_counts, further.is_further) == (
        "old-drug",
        (5, 20),
        True,
    )
    assert first.address == further.address
    assert first.key != further.key


def test_of_two_figures_of_one_group_nobody_chooses(made: Made) -> None:
    groups = {"on": ("alphaone", 40), "pill": ("sugar-pill", 20)}
    rows = [counted("on", 9, 40), counted("pill", 5, 20), counted("pill", 6, 20, id="again")]
    study = made.trial("trial", groups, rows)
    assert sides(made, study) == (["on"], [])


@pytest.mark.parametrize("changes", [{"subgroup": "the oldest"}, {"interim": True}])
def test_part_of_a_group_has_no_whole_control_beside_it(made: Made, changes: Any) -> None:
    groups = {"on": ("alphaone", 40), "pill": ("sugar-pill", 20)}
    rows = [counted("on", 9, 20, **changes), counted("pill", 5, 20)]
    assert sides(made, made.trial("trial", groups, rows)) == (["on"], [])


def test_a_printed_comparison_has_no_sides_of_its_own(made: Made) -> None:
    groups = {"on": ("alphaone", 40), "pill": ("sugar-pill", 20)}
    rows = [compared("on", "pill", "risk-ratio", "0.5"), counted("pill", 5, 20)]
    assert sides(made, made.trial("trial", groups, rows)) == (["on"], [])


def test_another_drug_of_the_topic_is_no_control(made: Made) -> None:
    groups = {"on": ("alphaone", 40), "two": ("alphatwo", 20)}
    rows = [counted("on", 9, 40), counted("two", 5, 20)]
    assert sides(made, made.trial("trial", groups, rows)) == (["on"], [])
