"""Findings of trials in words: fewer or more of 100, rounded last, and the one sentence."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from generator.model.evidence import Evidence
from generator.model.judgement import CertaintyTarget
from generator.model.number import Count, Number
from generator.synthesis.findings import Outcome, summary_of_findings
from generator.synthesis.outcome_trials import with_trials
from generator.synthesis.trial_findings import Span, TrialFinding, Without
from generator.wording.outcome_sentence import sentence
from generator.wording.trial_words import (
    both_fit,
    difference_words,
    interval_words,
    known_risk_words,
    ratio_words,
    source_words,
    target_words,
    trials_words,
    with_words,
    without_words,
)

replace: Any = dataclasses.replace
PER_HUNDRED = Count.parse("100")


def outcome_of(vaccines: Evidence, label: str) -> Outcome:
    rows = summary_of_findings(vaccines, "travelling-adults")
    return with_trials(vaccines, next(row for row in rows if row.label == label))


@pytest.fixture
def fever(vaccines: Evidence) -> TrialFinding:
    """A finding of several trials, to be given other figures."""
    finding = outcome_of(vaccines, "Valley fever").trials
    assert finding is not None
    return finding


def finding_with(
    finding: TrialFinding, risk: float, difference: tuple[float, float, float], **changes: Any
) -> TrialFinding:
    """Return a finding with another risk without, and another difference."""
    without = Without(
        kind="risk", value=risk, low=risk / 2, high=risk * 2, groups=9, people=100, **changes
    )
    return replace(finding, without=without, difference=Span(*difference))


@pytest.mark.parametrize(
    ("risk", "difference", "without", "by", "limits"),
    [
        # The example of the design: nine trials of diuretics.
        (0.130, (-0.0468, -0.0767, 0.0026), "13 of 100", "5 fewer of 100", "8 fewer to none"),
        (0.130, (-0.0468, -0.0767, 0.0126), "13 of 100", "5 fewer of 100", "8 fewer to 1 more"),
        (0.1449, (-0.0498, -0.12, -0.02), "14.5 of 100", "5.0 fewer of 100", "12.0 to 2.0 fewer"),
        (0.060, (0.371, 0.155, 0.825), "6 of 100", "37 more of 100", "16 to 83 more"),
        (0.016, (-0.0048, -0.011, 0.008), "16 of 1,000", "5 fewer of 1,000", "11 fewer to 8 more"),
        # A rare event that is frequent on the drug is told of 100.
        (0.039, (0.861, 0.31, 0.96), "4 of 100", "86 more of 100", "31 to 96 more"),
        # Rounded to whole people, 0.4 fewer would look like none.
        (0.200, (-0.004, -0.1, 0.1), "20.0 of 100", "0.4 fewer of 100", "10.0 fewer to 10.0 more"),
        (0.200, (0.0, -0.1, 0.1), "20 of 100", "none", "10 fewer to 10 more"),
    ],
)
def test_absolute_figures_agree_once_rounded(
    fever: TrialFinding,
    risk: float,
    difference: tuple[float, float, float],
    without: str,
    by: str,
    limits: str,
) -> None:
    finding = finding_with(fever, risk, difference)
    assert without_words(finding) == without
    assert difference_words(finding) == by
    assert interval_words(finding) == limits


def test_with_and_without_stand_in_one_line(fever: TrialFinding) -> None:
    finding = replace(
        finding_with(fever, 0.13, (-0.0468, -0.0767, 0.0026)), relative=Span(0.64, 0.41, 1.02)
    )
    assert with_words(finding) == "13 of 100 without, 8 of 100 with (5 to 13)"
    # GRADE tables take the risk without as known.
    assert known_risk_words(finding).endswith("as GRADE tables do: 8 fewer to none.")
    assert both_fit(finding) == "8 fewer of 100 would fit as well as none"
    more = finding_with(fever, 0.13, (-0.0468, -0.0767, 0.0126))
    assert both_fit(more) == "8 fewer and 1 more of 100 would both fit"


def test_the_risk_without_is_named(fever: TrialFinding) -> None:
    finding = finding_with(fever, 0.13, (-0.0468, -0.0767, 0.0026))
    assert source_words(finding) == "middle of these nine control groups, range 7 to 26"
    added = finding_with(fever, 0.13, (-0.0468, -0.0767, 0.0026), crude=True)
    assert source_words(added).startswith("all nine control groups added up, as the middle one had")
    assert finding.without
    alike = replace(finding, without=replace(finding.without, low=0.13, high=0.131))
    assert source_words(alike).endswith("range 13.0 to 13.1")
    same = replace(finding, without=replace(finding.without, low=0.13, high=0.13))
    assert source_words(same).endswith("all 13")
    single = replace(finding, without=replace(finding.without, groups=1))
    assert source_words(single) == "its control group"


def test_rates_and_means_have_their_units(vaccines: Evidence, fever: TrialFinding) -> None:
    rate = Without(
        kind="rate", value=0.023, low=0.02, high=0.03, groups=2, people=0, unit="patient-years"
    )
    finding = replace(fever, without=rate, difference=Span(-0.011, -0.02, 0.001))
    assert without_words(finding) == "2.3 per 100 patient-years"
    assert difference_words(finding) == "1.1 fewer per 100 patient-years"
    titre = outcome_of(vaccines, "Antibody titre").trials
    assert titre
    assert without_words(titre, "units") == "4.4 units"
    assert difference_words(titre, "units") == "83.7 units higher"
    assert interval_words(titre, "units") == "79.4 to 88.0 higher"
    assert trials_words(titre) == "one trial, not averaged"


def test_a_small_ratio_is_never_written_as_none() -> None:
    assert [ratio_words(ratio) for ratio in (0.0044, 0.64, 0.0)] == ["0.0044", "0.64", "0.00"]
    assert [ratio_words(ratio) for ratio in (99.5, 13355.87)] == ["99.50", "13,356"]


def test_what_is_not_known_is_not_said(fever: TrialFinding) -> None:
    bare = replace(fever, without=None, difference=None)
    assert [without_words(bare), difference_words(bare), interval_words(bare)] == ["", "", ""]
    assert (with_words(bare), source_words(bare)) == ("", "")


@pytest.mark.parametrize(
    ("threshold", "said"),
    [
        (None, "Target: that there is an effect. The interval stays clear of no effect."),
        ("2", "Target: that the difference is at least 2 of 100. The interval stays clear of this"),
        ("10", "Target: that the difference is at least 10 of 100. The interval reaches this line"),
    ],
)
def test_a_target_says_whether_it_is_crossed(
    fever: TrialFinding, threshold: str | None, said: str
) -> None:
    target = CertaintyTarget(kind="no-effect")
    if threshold:
        size = Number.parse(threshold)
        target = CertaintyTarget(kind="important-difference", threshold=size, per=PER_HUNDRED)
    assert target_words(fever, target).startswith(said)
    assert target_words(None, target).endswith("cannot be told.")


def leads(vaccines: Evidence, label: str, levels: tuple[str, ...]) -> Iterator[str]:
    outcome = outcome_of(vaccines, label)
    for level in levels:
        rated = replace(outcome, rating=replace(outcome.rating, rating=level))
        yield "".join(
            str(getattr(piece, "text", piece)) for piece in sentence(vaccines, rated).lead
        )


def test_the_sentence_is_as_firm_as_the_certainty(vaccines: Evidence) -> None:
    levels = ("high", "moderate", "low", "very low")
    assert list(leads(vaccines, "Valley fever", levels)) == [
        "A vaccine reduces valley fever.",
        "A vaccine probably reduces valley fever.",
        "A vaccine may reduce valley fever.",
        "Less valley fever on a vaccine. Whether because of it is very uncertain.",
    ]
    assert list(leads(vaccines, "Sore arm", ("low",))) == ["A vaccine may increase sore arm."]
    assert list(leads(vaccines, "Antibody titre", ("very low",))) == [
        "Higher antibody titre on Valvax. Whether because of it is very uncertain."
    ]


def test_an_interval_that_holds_no_effect_is_no_finding_of_none(vaccines: Evidence) -> None:
    for said in leads(vaccines, "Stay in hospital", ("high", "moderate", "low")):
        assert said == (
            "No difference in stay in hospital on Valvax was shown, but 5 fewer and 95 more of 100"
            " would both fit."
        )


def test_a_rating_made_without_trials_is_to_be_made_again(vaccines: Evidence) -> None:
    (said,) = leads(vaccines, "Valley fever", ("no evidence",))
    assert said == (
        "4 trials report valley fever, which the certainty was judged without: to be judged again."
    )


def test_a_difference_too_small_to_matter_is_said_so(vaccines: Evidence) -> None:
    outcome = outcome_of(vaccines, "Valley fever")
    target = CertaintyTarget(
        kind="important-difference", threshold=Number.parse("20"), per=PER_HUNDRED
    )
    rated = replace(outcome, rating=replace(outcome.rating, target=target))
    assert sentence(vaccines, rated).lead == (
        "A vaccine makes no important difference to valley fever.",
    )


def test_a_ratio_without_a_risk_beside_it_says_so(vaccines: Evidence) -> None:
    outcome = outcome_of(vaccines, "Valley fever")
    bare = replace(outcome, trials=replace(outcome.trials, without=None, difference=None))
    (said,) = sentence(vaccines, bare).figures
    assert said.startswith("No risk without stands beside the ratio, so that nobody")
    assert "risk ratio 0.30 (0.11 to 0.79)" in said


def test_the_figures_give_people_before_the_ratio(vaccines: Evidence) -> None:
    (said,) = sentence(vaccines, outcome_of(vaccines, "Valley fever")).figures
    assert said == (
        "14 of 100 without, 4 of 100 with (2 to 11); risk ratio 0.30 (0.11 to 0.79); 1,999 people, "
        "4 trials."
    )
    (said,) = sentence(vaccines, outcome_of(vaccines, "Antibody titre")).figures
    assert said == (
        "4.4 units without, 83.7 units higher (79.4 to 88.0 higher); 415 people, one trial, not"
        " averaged."
    )
