"""The summary of findings: which figures stand behind an outcome, in how many people, and what may be said of it."""

import dataclasses
import re

import pytest

from generator.html.certainty import judge_again
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.judgement import Certainty, CertaintyComparison, CertaintyStart
from generator.model.number import Count, Number
from generator.model.result import ComparisonResult, NarrativeResult, ProportionResult, Result
from generator.model.study import Harm
from generator.synthesis.contrast import (
    Basis,
    ReportedFigure,
    Said,
    Share,
    contrasts,
    difference,
    judge,
    said_by_interval,
    share,
)
from generator.synthesis.findings import Outcome, summary_of_findings
from generator.wording.inline_figures import Quoted, per_hundred, plain
from generator.wording.outcome_sentence import sentence

DRUG, CONTROL, ESTIMATE = (
    "second-2003#fever-free-two",
    "second-2003#fever-free-sugar",
    "second-2003#difference",
)
ALONE, HARM = "example-2001#fever-free-4w", "second-2003#headache"
FINE = {"ci_low": Number.parse("1.2"), "ci_high": Number.parse("6.5")}


def rated(small: Evidence, rating: str, *results: str, population: str = "grown-ups") -> Evidence:
    """Return the small evidence with a rating that rests on these numbers."""
    certainty = Certainty(
        id="fever-free-rating",
        outcome="Fever",
        population=population,
        importance="critical",
        comparison=CertaintyComparison(drug="alphadrug", against="a sugar pill"),
        start=CertaintyStart(level="low", reason="R"),
        rating=rating,
        reason="Typed by a hand and never shown as the sentence.",
        rater="one rater",
        date=small.topic.last_search,
        measures=("fever-free",),
        results=results,
    )  # type: ignore[arg-type]
    return dataclasses.replace(small, certainty=(certainty,))


def with_result(evidence: Evidence, name: str, **changes: object) -> Evidence:
    study = evidence.studies["second-2003"]
    results = tuple(
        dataclasses.replace(row, **changes) if row.id == name else row for row in study.results
    )  # type: ignore[arg-type]
    return dataclasses.replace(
        evidence,
        studies={**evidence.studies, study.id: dataclasses.replace(study, results=results)},
    )


def only(evidence: Evidence) -> Outcome:
    (outcome,) = summary_of_findings(evidence, "grown-ups")
    return outcome


def said(evidence: Evidence) -> str:
    return plain(sentence(evidence, only(evidence)).lead)


UNREAD = (
    "A controlled study, Second 2003, reports fever, but its numbers cannot be read in full. "
    "It cannot be said yet whether alphatwo makes a difference."
)
SIZE = (
    "52 of 100 against 21 of 100 on sugar pill (risk ratio 2.49, interval 1.2 to 6.5; Second 2003)."
)


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        ("high", f"Alphatwo increases fever free: {SIZE}"),
        ("moderate", f"Alphatwo probably increases fever free: {SIZE}"),
        ("low", f"Alphatwo may increase fever free: {SIZE}"),
        ("very low", "It is very uncertain whether alphatwo makes a difference to fever."),
        (
            "not yet assessable",
            UNREAD,
        ),
    ],
)
def test_the_verb_follows_the_certainty(small: Evidence, rating: str, words: str) -> None:
    evidence = with_result(rated(small, rating, DRUG, CONTROL, ESTIMATE), "difference", **FINE)
    assert said(evidence) == words


@pytest.mark.parametrize("rating", ["high", "moderate", "low"])
def test_an_interval_that_holds_no_effect_is_never_a_difference(
    small: Evidence, rating: str
) -> None:
    words = said(rated(small, rating, DRUG, CONTROL, ESTIMATE))
    assert words.startswith("No clear difference in fever free on alphatwo was shown")
    assert not re.search(r"increase|reduce", words)


@pytest.mark.parametrize("rating", ["high", "moderate", "low", "very low"])
def test_figures_without_a_control_group_have_no_size(small: Evidence, rating: str) -> None:
    evidence = rated(small, rating, ALONE)
    whole = sentence(evidence, only(evidence))
    assert "no study that could be read has a control group for this" in plain(whole.lead)
    assert "what would have happened without the drug cannot be told" in plain(whole.lead)
    assert not re.search(r"increase|reduce|of 100", plain((*whole.lead, *whole.figures)))
    assert "7 of 12 (fever free at 4 weeks; Example 2001)" in plain(whole.figures)


@pytest.mark.parametrize("rating", ["no evidence", "very low"])
def test_an_outcome_nobody_reports_is_said_to_be_so(small: Evidence, rating: str) -> None:
    assert (
        said(rated(small, rating))
        == "No study that could be read reports fever in these people on an alphadrug."
    )


def test_an_outcome_nobody_rated_is_not_yet_appraised(small: Evidence) -> None:
    assert only(small).certainty == "not yet appraised"
    assert said(small).startswith("Not yet appraised")
    assert sentence(small, only(small)).figures == ()


def test_a_harm_is_more_or_less_on_the_drug(small: Evidence) -> None:
    study = small.studies["second-2003"]
    (headache,) = study.harms
    more = dataclasses.replace(headache, events=Count.parse("15"))
    control = dataclasses.replace(
        headache, id="headache-sugar", arm="sugar", total=Count.parse("19")
    )
    evidence = dataclasses.replace(
        small,
        studies={**small.studies, study.id: dataclasses.replace(study, harms=(more, control))},
    )
    evidence = rated(evidence, "low", HARM, "second-2003#headache-sugar")
    assert said(evidence).startswith(
        "Alphatwo may increase headache: 71 of 100 against 16 of 100 on sugar pill"
    )


def test_comparisons_that_disagree_are_said_to_disagree(small: Evidence) -> None:
    study = small.studies["second-2003"]
    first = next(row for row in study.results if row.id == "difference")
    other = dataclasses.replace(
        first, id="other", measure="unlisted", domain="safety", reported_as="Cough", **FINE
    )
    changed = dataclasses.replace(study, results=(*study.results, other))
    evidence = rated(
        dataclasses.replace(small, studies={**small.studies, study.id: changed}), "very low"
    )
    evidence = rated(evidence, "very low", DRUG, CONTROL, ESTIMATE, "second-2003#other")
    words = plain(sentence(evidence, only(evidence)).figures)
    assert "The comparisons differ." in words
    assert words.index("In favour of the control group: cough") < words.index(
        "No clear difference: fever free"
    )


def test_people_of_another_population_are_named(small: Evidence) -> None:
    study = dataclasses.replace(small.studies["second-2003"], populations=("children",))
    evidence = dataclasses.replace(small, studies={**small.studies, study.id: study})
    evidence = with_result(rated(evidence, "low", DRUG, CONTROL, ESTIMATE), "difference", **FINE)
    assert said(evidence).startswith(
        "Among other people (children), alphatwo may increase fever free"
    )
    assert [behind.population for behind in only(evidence).people] == ["children"]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.2, 0.96, Said.BETTER),
        (0.48, 2.16, Said.NO_CLEAR_DIFFERENCE),
        (1.0, 2.0, Said.NO_CLEAR_DIFFERENCE),
        (1.17, 1.87, Said.WORSE),
    ],
)
def test_an_interval_says_what_it_excludes(low: float, high: float, expected: Said) -> None:
    assert said_by_interval(low, high, 1, lower_is_good=True) is expected


def test_a_contrast_rests_on_the_firmest_that_is_there(small: Evidence) -> None:
    with_estimate = only(rated(small, "low", DRUG, CONTROL, ESTIMATE)).contrasts
    assert [judge(small, one).basis for one in with_estimate] == [Basis.INTERVAL]
    counts = only(rated(small, "low", DRUG, CONTROL)).contrasts
    assert [judge(small, one) for one in counts] == [(Said.BETTER, Basis.COUNTS)]
    assert only(rated(small, "low", DRUG)).contrasts == ()


def test_a_test_of_the_source_goes_before_our_arithmetic(
    evidence: Evidence, small: Evidence
) -> None:
    fan = evidence.studies["fan-2022"]
    names = ("mortality-6mo-tof", "mortality-6mo-tac", "mortality-6mo-tof-vs-tac")
    (contrast,) = contrasts(
        evidence, [ReportedFigure(fan, row) for row in fan.results if row.id in names]
    )
    assert contrast.shares == (Share(10, 26, derived=True), Share(22, 35, derived=True))
    assert difference(contrast.shares).low < 0 < difference(contrast.shares).high
    assert judge(evidence, contrast) == (Said.BETTER, Basis.P_VALUE)
    assert (
        said_by_interval(*difference((Share(11, 21), Share(4, 19))), 0, lower_is_good=False)
        is Said.BETTER
    )
    evidence = with_result(
        small, "difference", value=None, ci_low=None, ci_high=None, p=Number.parse("0.06")
    )
    (contrast,) = only(rated(evidence, "low", DRUG, CONTROL, ESTIMATE)).contrasts
    assert judge(evidence, contrast) == (Said.NO_CLEAR_DIFFERENCE, Basis.P_VALUE)


def test_a_hazard_ratio_on_something_good_tells_no_direction(small: Evidence) -> None:
    evidence = with_result(small, "difference", effect="hazard-ratio", **FINE)
    (contrast,) = only(rated(evidence, "low", ESTIMATE)).contrasts
    assert judge(evidence, contrast).said is Said.UNTOLD


def test_a_count_comes_from_a_percentage_only_where_one_alone_fits(small: Evidence) -> None:
    row = next(row for row in small.studies["second-2003"].results if row.id == "fever-free-two")
    assert isinstance(row, ProportionResult)
    assert share(dataclasses.replace(row, events=None, percent=Number.parse("52.4"))) == Share(
        11, 21, derived=True
    )
    assert share(dataclasses.replace(row, events=None, percent=Number.parse("44.0"))) is None
    assert (
        share(
            dataclasses.replace(
                row, events=None, percent=Number.parse("50"), total=Count.parse("300")
            )
        )
        is None
    )
    assert share(dataclasses.replace(row, total=None)) is None
    (harm,) = small.studies["second-2003"].harms
    assert share(dataclasses.replace(harm, counted="events")) is None


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (Share(94, 290), Share(105, 225), ("32 of 100", "47 of 100")),
        (Share(180, 1455), Share(58, 1451), ("12.4 of 100", "4.0 of 100")),
        (Share(0, 48), Share(10, 20), ("0 of 100", "50 of 100")),
    ],
)
def test_people_of_a_hundred(first: Share, second: Share, shown: tuple[str, str]) -> None:
    assert per_hundred(first, second) == shown


# ---- the real record


def outcomes(evidence: Evidence) -> list[Outcome]:
    groups = evidence.topic.summary_of_findings
    return [
        outcome for group in groups for outcome in summary_of_findings(evidence, group.population)
    ]


def test_every_chosen_outcome_has_a_row_even_when_empty(evidence: Evidence) -> None:
    rows = outcomes(evidence)
    assert len(rows) == 28
    assert (
        sum(row.is_empty for row in rows)
        == sum(row.certainty == "no evidence" for row in rows)
        == 6
    )


def test_every_number_of_a_rating_is_used_once(evidence: Evidence) -> None:
    for outcome in outcomes(evidence):
        assert outcome.rating
        used = [f"{one.study.id}#{row.id}" for one in outcome.contrasts for row in one.estimates]
        sides = {
            f"{one.study.id}#{row.id}"
            for one in outcome.contrasts
            for row in (one.drug, one.control)
            if row
        }
        used += [*sides, *(f"{one.study.id}#{one.row.id}" for one in outcome.alone)]
        assert sorted(used) == sorted(outcome.rating.results), outcome.id


def test_no_sentence_says_more_than_its_certainty_allows(evidence: Evidence) -> None:
    for outcome in outcomes(evidence):
        lead = plain(sentence(evidence, outcome).lead)
        assert outcome.rating
        assert lead != outcome.rating.reason
        assert not re.search(r"should|recommend|best|safe\b|effective|works", lead), lead
        if outcome.certainty == "very low":
            assert lead.startswith("It is very uncertain whether")
            assert not re.search(r"\b(reduces?|increases?)\b", lead)
        if outcome.certainty == "low":
            assert "may increase" in lead or "may reduce" in lead
            assert "Among other people (rheumatoid arthritis" in lead
        if not outcome.concurrent:
            assert "of 100" not in plain(sentence(evidence, outcome).figures)


def test_every_number_of_a_sentence_leads_home(evidence: Evidence) -> None:
    quoted = 0
    for outcome in outcomes(evidence):
        spoken = sentence(evidence, outcome)
        for piece in (*spoken.lead, *spoken.figures):
            if isinstance(piece, Quoted):
                quoted += 1
                assert piece.number in {row.id for row in evidence.studies[piece.study].numbers}
    assert quoted > 40


def by_id(evidence: Evidence, name: str) -> Outcome:
    return next(outcome for outcome in outcomes(evidence) if outcome.id == name)


def test_death_against_a_calcineurin_inhibitor(evidence: Evidence) -> None:
    outcome = by_id(evidence, "anti-mda5-ild-death-against-calcineurin-inhibitor")
    assert [len(one.rows) for one in outcome.contrasts] == [3, 4, 1]
    assert outcome.contrasts[0].shares == (Share(94, 290), Share(105, 225))
    words = plain(sentence(evidence, outcome).figures)
    assert (
        "32 of 100 against 47 of 100 on calcineurin inhibitor as initial regimen (not adjusted; Wu 2025)"
        in words
    )
    assert "hazard ratio 0.44, interval 0.20 to 0.96; Fan 2022" in words


def test_people_treated_earlier_are_no_control_group(evidence: Evidence) -> None:
    outcome = by_id(evidence, "anti-mda5-ild-death-against-other-treatment")
    assert [one.concurrent for one in outcome.contrasts] == [True, True, False]
    assert (
        "Against people treated earlier, which is no fair comparison: 3 of 5 against 0 of 6"
        in plain(sentence(evidence, outcome).figures)
    )


def test_people_are_counted_once_and_by_population(evidence: Evidence) -> None:
    skin = by_id(evidence, "adult-skin-skin-activity")
    assert [(one.population, one.on_drug.low, one.on_drug.high) for one in skin.people] == [
        ("adult-skin", 14, 14),
        ("mixed-adult-iim", 35, 43),
    ]
    zoster = by_id(evidence, "adult-skin-serious-infection-or-zoster")
    arthritis = next(one for one in zoster.people if one.population == "rheumatoid-arthritis")
    assert (arthritis.on_drug.high, arthritis.controls.high, arthritis.on_drug.studies) == (
        2911,
        1451,
        1,
    )
    meningitis = by_id(evidence, "juvenile-serious-adverse-events")
    assert (meningitis.people[0].on_drug.high, meningitis.people[0].retold) == (10, 8)


def test_harms_are_told_from_benefits(evidence: Evidence) -> None:
    harms = {outcome.id for outcome in outcomes(evidence) if outcome.is_harm}
    assert harms == {
        rating.id
        for rating in evidence.certainty
        if re.search(r"adverse|infection|Blood clots", rating.outcome)
    }
    assert len(harms) == 12


def test_rows_are_of_the_kinds_that_are_read(evidence: Evidence) -> None:
    rows = [row for outcome in outcomes(evidence) for one in outcome.contrasts for row in one.rows]
    kinds = {type(row) for row in rows}
    assert {Harm, ProportionResult, ComparisonResult, NarrativeResult} <= kinds
    assert all(isinstance(row, Result | Harm) for row in rows)


def test_a_study_that_came_in_after_the_judgement_is_said_beside_it(small: Evidence) -> None:
    judged = rated(small, "very low", ALONE)
    assert only(judged).arrived == ()
    (rating,) = judged.certainty
    early = dataclasses.replace(rating, date=PartialDate.parse("2024-08-02"))
    outcome = only(dataclasses.replace(judged, certainty=(early,)))
    assert [study.id for study in outcome.arrived] == ["second-2003"]
    assert "judged on 2 August 2024, before Second 2003 came in" in str(judge_again(outcome))
