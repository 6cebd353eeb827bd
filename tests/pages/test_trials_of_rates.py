"""A topic of trials that count events in time, of groups of unknown size: true sentences, metafor's numbers."""

import dataclasses
import math
from pathlib import Path

import pytest
from lxml import html
from made_up import count
from script_again import Again
from site_words import OF_THE_FIRST_TOPIC, sentences

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.synthesis.compare import compare
from generator.synthesis.estimate import Estimate
from generator.synthesis.evidence_map import evidence_map
from generator.synthesis.findings import summary_of_findings
from generator.synthesis.outcome_trials import with_trials
from generator.synthesis.reasons import Reason
from generator.tables.evidence_map_numbers import numbers_table
from generator.wording.estimate_words import body_people
from generator.wording.trial_sentence import trials_sentence

# metafor 5.1-12, rma.uni of escalc(measure="IRR"): REML is at 0 here, so that the error is that of
# one effect; dat.hart1999.
LOG_RATIO, ERROR = -1.016815714812683, 0.16345925007892084
# The quantile of t on five degrees of freedom.
T5 = 2.570581835636314
SIX = ("AFASAK", "BAATAF", "CAFA", "EAFT", "SPAF", "SPINAF")


def averaged(warfarin: Evidence, domain: str, effect: str) -> Estimate:
    """Return the only average of an effect measure in a domain."""
    estimates = compare(warfarin, "fibrillation", domain).estimates
    (estimate,) = [each for each in estimates if each.effect == effect]
    return estimate


def test_rates_of_groups_of_unknown_size_are_averaged_as_metafor_does(warfarin: Evidence) -> None:
    estimate = averaged(warfarin, "stroke", "rate-ratio")
    assert estimate.pooled is not None
    assert math.log(estimate.pooled.value) == pytest.approx(LOG_RATIO, abs=1e-8)
    assert estimate.pooled.error == pytest.approx(ERROR, abs=1e-8)
    low, high = (math.log(end) for end in (estimate.pooled.low, estimate.pooled.high))
    assert (low, high) == pytest.approx((LOG_RATIO - T5 * ERROR, LOG_RATIO + T5 * ERROR), abs=1e-7)


def test_people_followed_for_a_time_are_those_of_their_group(warfarin: Evidence) -> None:
    study = warfarin.studies["afasak"]
    arms = tuple(dataclasses.replace(arm, total=count(335)) for arm in study.arms)
    sized = {**warfarin.studies, "afasak": dataclasses.replace(study, arms=arms)}
    evidence = dataclasses.replace(warfarin, studies=sized)
    body = averaged(evidence, "stroke", "rate-ratio").body
    assert (body.people, body.of_unknown_size) == (670, 5)
    assert body_people(body) == "670 people and 5 studies of unknown size"


def test_few_people_of_known_number_are_still_few(warfarin: Evidence) -> None:
    few = {
        name: dataclasses.replace(
            study, arms=tuple(dataclasses.replace(arm, total=count(2)) for arm in study.arms)
        )
        for name, study in warfarin.studies.items()
    }
    estimate = averaged(dataclasses.replace(warfarin, studies=few), "stroke", "rate-ratio")
    assert [refusal.reason for refusal in estimate.refusals] == [Reason.FEW_PEOPLE]


def test_a_rating_of_a_drug_that_no_vocabulary_has_stands_on_the_map(warfarin: Evidence) -> None:
    (rating,) = warfarin.certainty
    of_tablets = dataclasses.replace(rating.comparison, drug="tablets")
    rated = (dataclasses.replace(rating, comparison=of_tablets),)
    evidence = dataclasses.replace(warfarin, certainty=rated)
    page = OpenPage(SiteEvidence(evidence, Audit(())), "map.html")
    numbers = numbers_table(page, evidence_map(evidence, "outcome"))
    words = " ".join(html.fromstring(numbers).text_content().split())
    assert "of the class (tablets)" in words


def test_its_script_holds_events_and_patient_years(warfarin_site: Path) -> None:
    (script,) = (warfarin_site / "compare" / "fibrillation").glob("stroke-*.R")
    again = Again(script.read_text())
    assert (again.measure, sorted(again.studies)) == ("IRR", sorted(SIX))
    assert sorted(again.columns["x1"]) == [3, 6, 7, 8, 9, 20]
    assert sorted(again.columns["t2"]) == [241, 245, 398, 405, 435, 483]


def test_the_direction_of_rates_is_read(warfarin: Evidence) -> None:
    (cell,) = [cell for cell in evidence_map(warfarin, "outcome").cells if cell.row == "stroke"]
    assert cell.signal.direction == "better"


@pytest.mark.parametrize(
    "words",
    [
        " 0 people",
        "fewer than 30 people (",
        "360 people in 8 studies,8",
        "360 people in 8 studies, 8",
        "no study that could be read reports",
        "not compared on this outcome",
        "without an average",
        "placebo",
        "0 trials",
        # Deaths are counted, under another measure than the hazard ratios.
        "risk without is not published",
        "not counted in these trials",
        # With six trials a difference may go unseen.
        "do not differ",
    ],
)
def test_no_sentence_is_false_where_nobody_says_how_large_groups_were(
    warfarin_site: Path, words: str
) -> None:
    # What explains every mark and column speaks of every record there may be.
    of_every_record = {"look.html", "methods.html", "data.html", "checks.html", "map.html"}
    assert [
        page
        for page, text in sentences(warfarin_site).items()
        if words in text and page not in of_every_record
    ] == []


@pytest.mark.parametrize("word", OF_THE_FIRST_TOPIC)
def test_no_page_speaks_of_the_first_topic(warfarin_site: Path, word: str) -> None:
    pages = sentences(warfarin_site).items()
    assert [page for page, text in pages if word in text.casefold()] == []


def test_the_page_of_an_outcome_says_that_sizes_are_unknown(warfarin_site: Path) -> None:
    text = sentences(warfarin_site)["compare/fibrillation/stroke.html"]
    assert "0.36 (0.24 to 0.55)" in text
    assert "6 studies, number of people not reported" in text


def test_the_answer_of_an_average_bears_the_certainty_of_its_rating(warfarin_site: Path) -> None:
    pages = sentences(warfarin_site)
    assert "not rated" not in pages["compare/fibrillation/stroke.html"]
    assert "Warfarin probably reduces stroke" in pages["compare/fibrillation/stroke.html"]
    assert "How sure that is has not been rated." in pages["compare/fibrillation/survival.html"]


def test_a_row_without_a_rating_has_its_trials_all_the_same(warfarin_site: Path) -> None:
    text = sentences(warfarin_site)["populations/fibrillation.html"]
    assert "Not yet rated. The figures are complete; the judgement is not." in text
    assert "No study that could be read reports quality of life." in text


@pytest.mark.parametrize(
    ("level", "start"),
    [
        ("high", "No difference in the hazard of the event in time to death on warfarin was shown"),
        ("very low", "Lower hazard of the event in time to death on warfarin. Whether"),
    ],
)
def test_a_lower_hazard_of_death_is_not_called_less_time_to_it(
    warfarin: Evidence, level: str, start: str
) -> None:
    (rating,) = warfarin.certainty
    hazard = dataclasses.replace(
        rating,
        id="hazard-rating",
        measures=("time-to-death",),
        rating=level,
        outcome="Time to death",
    )
    of_hazard = ("made-up-one#death-hazard", "made-up-two#death-hazard")
    rated = (dataclasses.replace(hazard, results=of_hazard),)
    evidence = dataclasses.replace(warfarin, certainty=rated)
    rows = summary_of_findings(evidence, "fibrillation")
    (row,) = [each for each in rows if each.measure == "time-to-death"]
    outcome = with_trials(evidence, row)
    assert outcome.trials is not None
    assert trials_sentence(evidence, outcome, outcome.trials, "warfarin").startswith(start)


def test_both_groups_have_their_harms(warfarin_site: Path) -> None:
    text = sentences(warfarin_site)["populations/fibrillation.html"]
    assert "7 of 240" in text
    assert "2 of 236" in text
