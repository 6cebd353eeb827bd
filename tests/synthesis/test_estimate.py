"""What may be said of a body: the study, the range, the average; and what stands in the way of a headline."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.evidence import Evidence
from generator.model.number import Number
from generator.model.study import Patient, PatientValue
from generator.synthesis.bodies_of_evidence import form_bodies
from generator.synthesis.candidates import candidates
from generator.synthesis.compare import compare, compared
from generator.synthesis.estimate import Estimate, disagreement, estimate
from generator.synthesis.figures import figure_of
from generator.synthesis.models import Pooled
from generator.synthesis.reasons import Reason
from generator.synthesis.withdrawal import withdrawals
from generator.wording.estimate_words import sensitivity_words
from generator.wording.swim import answer_swim

PEOPLE = "grown-ups"


def best(evidence: Evidence, domain: str = "fever") -> Estimate:
    return estimate(evidence, form_bodies(evidence, candidates(evidence, PEOPLE, domain))[0])


def reasons(found: Estimate) -> list[Reason]:
    return [refusal.reason for refusal in found.refusals]


@pytest.mark.parametrize(
    ("studies", "size", "extent", "refused"),
    [
        (1, 100, "study", [Reason.FEW_STUDIES]),
        (2, 100, "range", [Reason.FEW_STUDIES]),
        (3, 100, "range", [Reason.RANGE_ONLY]),
        (4, 100, "range", [Reason.RANGE_ONLY]),
        (5, 100, "pooled", []),
        (5, 5, "range", [Reason.FEW_PEOPLE]),
        (6, 5, "pooled", []),
        (3, 5, "range", [Reason.RANGE_ONLY, Reason.FEW_PEOPLE]),
        (1, 5, "study", [Reason.FEW_STUDIES, Reason.FEW_PEOPLE]),
    ],
)
def test_how_much_may_be_said_depends_on_studies_and_people(
    made: Any, studies: int, size: int, extent: str, refused: list[Reason]
) -> None:
    for place in range(studies):
        made.share(f"s{place}", 1 + place % 4, size)
    found = best(made.evidence)
    assert (found.extent, reasons(found)) == (extent, refused)
    assert (found.pooled is not None) == (extent == "pooled")
    assert (found.low, found.high) == (1 / size, min(studies, 4) / size)


def test_shares_are_averaged_by_the_exact_likelihood_with_the_crude_total_beside(made: Any) -> None:
    for place, (events, people) in enumerate(
        [(16, 17), (10, 12), (4, 8), (50, 60), (12, 20), (30, 40)]
    ):
        made.share(f"s{place}", events, people)
    found = best(made.evidence)
    assert found.pooled is not None
    assert found.headline
    assert found.pooled.crude_counts == (122, 157)
    assert found.pooled.prediction_low < found.pooled.low < found.pooled.value < found.pooled.high
    assert found.pooled.high < found.pooled.prediction_high < 1
    assert len(found.without) == 6


def test_where_model_and_crude_total_clash_there_is_no_headline(made: Any) -> None:
    for place in range(5):
        made.share(f"small{place}", 8, 10)
    made.share("huge", 10, 1000)
    found = best(made.evidence)
    assert found.pooled is not None
    assert not found.headline
    assert reasons(found) == [Reason.DISAGREEMENT]


@given(st.integers(0, 1000), st.integers(0, 500))
def test_survivors_and_deaths_are_judged_alike(thousandths: int, events: int) -> None:
    def verdict(share: float, count: int) -> bool:
        pooled = Pooled(scale="share", method="", studies=5, value=share, low=0, high=1, prediction_low=0,
                        prediction_high=1, tau=0, crude_counts=(count, 500))  # fmt: skip
        return bool(disagreement(pooled))

    assert verdict(thousandths / 1000, events) == verdict(1 - thousandths / 1000, 500 - events)


def test_where_everybody_responded_no_model_is_made_up(made: Any) -> None:
    for place in range(5):
        made.share(f"s{place}", 10, 10)
    found = best(made.evidence)
    assert (found.extent, found.pooled, reasons(found)) == ("range", None, [Reason.NO_MAXIMUM])


def test_changes_are_averaged_with_the_spread_that_is_known(made: Any, figures: Any) -> None:
    for place in range(5):
        before, after = figures(mean=str(28 + place), sd="8"), figures(mean=str(18 - place), sd="6")
        made.change(f"s{place}", 20, before, after, p=Number.parse("0.001") if place else None)
    found = best(made.evidence, "strength")
    assert found.pooled is not None
    assert -20 < found.pooled.low < found.pooled.value < found.pooled.high < -6
    assert found.pooled.i2 is not None
    assert [one.correlation for one in found.sensitivity] == [0.3, 0.5, 0.7, 0.9]
    assert found.sensitivity[1].pooled == found.pooled
    assert len({one.pooled for one in found.sensitivity}) == 4


def test_the_spread_of_a_change_comes_from_the_surest_place(made: Any, figures: Any) -> None:
    before, after = figures(mean="28", sd="15.4"), figures(mean="9.5", sd="8.5")
    patients = tuple(
        Patient(patient=str(n), source="abstract", where="Table", measure="river-score", arm="one",
                values=(PatientValue(time="start", value="30"), PatientValue(time="week 12", value=value)))
        for n, value in enumerate(("10", "12", "14"))
    )  # fmt: skip
    cases = {
        "printed": ({"change": figures(mean="-18.5", sd="9")}, "as printed", 9.0),
        "from-p": ({"p": Number.parse("0.0005")}, "implied by p = 0.0005", 11.06),
        "clash": ({"p": Number.parse("0.9")}, "for a correlation of 0.5", 13.36),
        "bound": ({"p": Number.parse("<0.001")}, "for a correlation of 0.5", 13.36),
        "neither": ({}, "for a correlation of 0.5", 13.36),
    }
    for name, (changes, _, _) in cases.items():
        made.change(name, 10, before, after, **changes)
    made.change("patients", 3, before, after, patients=patients, p=Number.parse("0.0005"))
    for one in candidates(made.evidence, PEOPLE, "strength"):
        found = figure_of(one)
        assert found is not None
        assert found.error is not None
        words, spread = (
            ("from the single patients", 2.0)
            if one.study.id == "patients"
            else cases[one.study.id][1:]
        )
        assert words in found.how
        assert ("at 0.3" in found.how and "at 0.9" in found.how) == (len(found.spreads) == 4)
        assert found.error * math.sqrt(one.people) == pytest.approx(spread, abs=0.005)


def test_ratios_are_averaged_on_the_scale_of_logarithms(made: Any) -> None:
    for place, (value, low, high) in enumerate(
        [
            ("0.5", "0.3", "0.83"),
            ("0.8", "0.5", "1.28"),
            ("0.6", "0.2", "1.8"),
            ("0.7", "0.4", "1.2"),
            ("1.1", "0.6", "2"),
        ]
    ):
        made.ratio(f"s{place}", value, low, high)
    found = best(made.evidence)
    assert found.pooled is not None
    assert found.scale == "ratio"
    assert 0.45 < found.pooled.low < found.pooled.value < found.pooled.high < 1.1
    assert found.pooled.crude is None


def test_a_study_that_may_share_people_takes_the_place_of_the_other_in_a_sensitivity(
    made: Any,
) -> None:
    for place in range(5):
        made.share(f"s{place}", 10, 20)
    made.share("other", 2, 18)
    made.relate("other", "overlaps", "s0")
    found = best(made.evidence)
    assert [one.candidate.study.id for one in found.inputs] == ["s0", "s1", "s2", "s3", "s4"]
    (swap,) = found.sensitivity
    assert swap.put_in
    assert swap.left_out
    assert (swap.put_in.id, swap.left_out.id) == ("other", "s0")
    assert sensitivity_words(swap) == "Other in place of S0, which may share people with it"
    assert [sensitivity_words(one) for one in found.without[:2]] == ["without S0", "without S1"]
    assert swap.pooled is not None
    assert found.pooled is not None
    assert swap.pooled.value < found.pooled.value


def test_a_retraction_takes_a_study_out_of_every_estimate_and_lists_what_changed(made: Any) -> None:
    for place in range(5):
        made.share(f"s{place}", 10 + place, 20)
    assert withdrawals(made.evidence) == ()
    made.retract("s4")
    found = best(made.evidence)
    assert (found.extent, len(found.inputs)) == ("range", 4)
    changes = withdrawals(made.evidence)
    kinds = {
        (change.drug, change.before.extent, change.after and change.after.extent)
        for change in changes
    }
    assert kinds == {(None, "pooled", "range")}
    assert all(len(change.before.inputs) == 5 for change in changes)


def test_every_study_of_a_real_page_stands_in_an_estimate_or_outside_with_a_reason(
    evidence: Evidence,
) -> None:
    pages = compared(evidence)
    assert ("adult-skin", "skin") in pages
    for population, domain in pages:
        page = compare(evidence, population, domain)
        assert page.studies
        for found in page.together:
            assert all(item.refusals for item in found.body.left_out)
        assert all(item.refusals for item in page.alone)
        assert not any(found.pooled for found in page.estimates)
        items = answer_swim(evidence, page)
        assert [item.number for item in items] == list(range(1, 10))
        assert all(item.answer.endswith(".") for item in items)
