"""Trials on several scales of one construct: in standard deviations, and never among differences."""

import dataclasses
import math

import pytest

from generator.audit.verdict import Audit
from generator.exports.estimate_script import estimate_script
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.model.result import ComparisonResult, ContinuousResult, Result, Summary
from generator.synthesis.compare import Comparison, compare
from generator.synthesis.reasons import Reason
from generator.tables.estimates import inputs_table
from generator.wording.estimate_words import estimate_title, estimate_words

_TRIALS = {"north-1998": "antibody-titre", "south-2002": "antibody-index"}


def number(text: str) -> Number:
    return Number.parse(text)


def with_result(evidence: Evidence, study_id: str, *results: Result) -> Evidence:
    study = dataclasses.replace(evidence.studies[study_id], results=results)
    return dataclasses.replace(evidence, studies={**evidence.studies, study_id: study})


def row(evidence: Evidence, measure: str, arm: str, mean: str, sd: str, people: int) -> Result:
    model = next(
        result
        for result in evidence.studies["north-1998"].results
        if isinstance(result, ContinuousResult)
    )
    return dataclasses.replace(
        model,
        id=f"{measure}-{arm}",
        measure=measure,
        arm=arm,
        unit=None,
        baseline=None,
        follow_up=Summary(mean=number(mean), sd=number(sd)),
        total=Count(str(people), people),
    )


def two_scales(
    vaccines: Evidence, *, better: str = "higher", construct: str = "immunity"
) -> Evidence:
    """Return two trials, each on a scale of its own."""
    titre = vaccines.measures["antibody-titre"]
    index = dataclasses.replace(
        titre, id="antibody-index", label="Antibody index", better=better, construct=construct
    )
    measures = {
        **vaccines.measures,
        "antibody-titre": dataclasses.replace(titre, construct="immunity"),
        "antibody-index": index,
    }
    evidence = dataclasses.replace(vaccines, measures=measures)
    for study, measure in _TRIALS.items():
        on_drug = row(vaccines, measure, "valvax", "55", "47", 155)
        beside = row(vaccines, measure, "none", "75", "64", 156)
        if study == "south-2002":
            on_drug = row(vaccines, measure, "valvax", "27", "7", 31)
            beside = row(vaccines, measure, "none", "29", "4", 32)
        evidence = with_result(evidence, study, on_drug, beside)
    return evidence


def comparison_of(evidence: Evidence) -> Comparison:
    return compare(evidence, "travelling-adults", "antibodies")


# Hedges' g of two trials of stroke units and its variance as R's metafor prints them, `escalc`
# with measure SMD and vtype LS, data of Normand SL. Stat Med 1999;18:321-359.
EDINBURGH = (-0.3552, 0.0131)
ORPINGTON = (-0.3479, 0.0645)


def test_trials_on_two_scales_are_averaged_in_standard_deviations(vaccines: Evidence) -> None:
    evidence = two_scales(vaccines)
    (estimate,) = comparison_of(evidence).in_deviations
    assert estimate.effect == "standardised-mean-difference"
    assert estimate.pooled
    figures = {entry.candidate.study.id: entry.figure for entry in estimate.inputs}
    assert (figures["north-1998"].value, figures["north-1998"].error) == pytest.approx(
        (EDINBURGH[0], math.sqrt(EDINBURGH[1])), abs=2e-4
    )
    assert (figures["south-2002"].value, figures["south-2002"].error) == pytest.approx(
        (ORPINGTON[0], math.sqrt(ORPINGTON[1])), abs=2e-3
    )


def test_no_scale_is_averaged_with_another_in_its_own_unit(vaccines: Evidence) -> None:
    for estimate in comparison_of(two_scales(vaccines)).together:
        assert estimate.effect == "mean-difference"
        assert len({entry.candidate.result.measure for entry in estimate.inputs}) == 1


def test_scales_that_no_curator_calls_alike_stay_apart(vaccines: Evidence) -> None:
    assert comparison_of(two_scales(vaccines, construct="something else")).in_deviations == ()
    assert comparison_of(vaccines).in_deviations == ()


def test_a_scale_that_runs_the_other_way_is_turned_and_says_so(vaccines: Evidence) -> None:
    (estimate,) = comparison_of(two_scales(vaccines, better="lower")).in_deviations
    figures = {entry.candidate.study.id: entry.figure for entry in estimate.inputs}
    assert figures["north-1998"].value == pytest.approx(EDINBURGH[0], abs=1e-4)
    turned = figures["south-2002"]
    assert turned.value == pytest.approx(-ORPINGTON[0], abs=2e-3)
    assert turned.low is not None
    assert turned.high is not None
    assert turned.low < turned.value < turned.high
    assert "sign turned" in turned.how


def test_a_scale_of_no_known_direction_is_left_out(vaccines: Evidence) -> None:
    evidence = two_scales(vaccines)
    index = dataclasses.replace(evidence.measures["antibody-index"], better=None)
    evidence = dataclasses.replace(
        evidence, measures={**evidence.measures, "antibody-index": index}
    )
    assert comparison_of(evidence).in_deviations == ()


def test_changes_and_values_at_the_end_have_other_standard_deviations(vaccines: Evidence) -> None:
    evidence = two_scales(vaccines)
    rows = tuple(
        dataclasses.replace(result, change=result.follow_up, follow_up=None)
        for result in evidence.studies["south-2002"].results
        if isinstance(result, ContinuousResult)
    )
    assert comparison_of(with_result(evidence, "south-2002", *rows)).in_deviations == ()


def test_a_printed_standardised_difference_joins_and_a_printed_difference_does_not(
    vaccines: Evidence,
) -> None:
    evidence = two_scales(vaccines)
    model = row(vaccines, "antibody-index", "valvax", "1", "1", 10)
    printed = ComparisonResult(
        id="printed",
        kind="comparison",
        measure="antibody-index",
        reported_as="Index",
        role="primary",
        arm="valvax",
        against="none",
        time=model.time,
        effect="standardised-mean-difference",
        value=number("-0.40"),
        ci_low=number("-0.80"),
        ci_high=number("0.00"),
        source=model.source,
        where=model.where,
    )
    (estimate,) = comparison_of(with_result(evidence, "south-2002", printed)).in_deviations
    assert {entry.figure.origin for entry in estimate.inputs} == {"computed", "reported"}
    difference = dataclasses.replace(printed, effect="mean-difference")
    both = with_result(evidence, "south-2002", *evidence.studies["south-2002"].results, difference)
    (estimate,) = comparison_of(both).in_deviations
    reasons = {
        entry.candidate.result.id: {refusal.reason for refusal in entry.refusals}
        for entry in estimate.body.left_out
    }
    assert Reason.DEFINITION in reasons["printed"]


def test_title_words_table_and_script_speak_of_standard_deviations(vaccines: Evidence) -> None:
    evidence = two_scales(vaccines)
    (estimate,) = comparison_of(evidence).in_deviations
    title = estimate_title(evidence, estimate)
    assert "Immunity, on 2 scales (Antibody titre, Antibody index)" in title
    assert "standardised mean difference" in estimate_words(evidence, estimate)
    assert "standard deviations" in estimate_words(evidence, estimate)
    page = OpenPage(SiteEvidence(evidence, Audit(())), "compare/x/y.html")
    assert "standard deviations" in inputs_table(page, estimate, "t")
    script = estimate_script(estimate)
    assert script
    assert 'measure = "SMD"' in script


def test_the_script_of_turned_scales_holds_the_turned_differences(vaccines: Evidence) -> None:
    (estimate,) = comparison_of(two_scales(vaccines, better="lower")).in_deviations
    script = estimate_script(estimate)
    assert script
    assert 'measure = "SMD"' not in script
