"""The sentence of an outcome: as firm as its certainty allows, with a size only where groups were compared."""

import dataclasses
import re

import pytest
from rated_outcomes import (
    ALONE,
    CONTROL,
    DRUG,
    ESTIMATE,
    FINE,
    HARM,
    by_id,
    only,
    outcomes,
    rated,
    with_result,
)

from generator.model.evidence import Evidence
from generator.model.number import Count, Number
from generator.synthesis.contrast import (
    Share,
)
from generator.wording.inline_figures import Quoted, per_hundred, plain
from generator.wording.outcome_sentence import sentence


def said(evidence: Evidence) -> str:
    return plain(sentence(evidence, only(evidence)).lead)


UNREAD = (
    "A randomised trial, Second 2003, reports fever, but its numbers cannot be read in full. "
    "It cannot be said yet whether alphatwo makes a difference."
)


SIZE = (
    "52 of 100 v 21 of 100 on sugar pill (risk ratio 2.49, interval 1.2 to 6.5, "
    "adjustment not stated; Second 2003)."
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
    # What decides nothing in the sentence stands behind it.
    behind = plain(sentence(evidence, only(evidence)).figures)
    is_said = rating != "not yet assessable"
    assert ("How large a difference matters is not known." in behind) is is_said


def test_two_figures_that_name_a_side_are_given_where_nothing_can_be_rated_yet(
    small: Evidence,
) -> None:
    evidence = rated(small, "not yet assessable", DRUG, CONTROL)
    for address in (DRUG, CONTROL):
        percent = Number.parse("52" if address == DRUG else "21")
        name = address.partition("#")[2]
        evidence = with_result(evidence, name, events=None, total=None, percent=percent)
    study = evidence.studies["second-2003"]
    arms = tuple(dataclasses.replace(arm, total=None) for arm in study.arms)
    studies = {**evidence.studies, study.id: dataclasses.replace(study, arms=arms)}
    words = said(dataclasses.replace(evidence, studies=studies))
    assert words.startswith(
        "A randomised trial, Second 2003, reports fever, but its numbers cannot be read in full. "
        "Fever free: 52% v 21% on sugar pill (group sizes are not published; Second 2003)"
    )
    assert words.endswith(". How exact this is cannot be told.")
    assert "It cannot be said" not in words


@pytest.mark.parametrize("rating", ["high", "moderate", "low"])
def test_an_interval_that_holds_no_effect_is_never_a_difference(
    small: Evidence, rating: str
) -> None:
    words = said(rated(small, rating, DRUG, CONTROL, ESTIMATE))
    assert words.startswith(
        "No difference in fever free on alphatwo was shown, but a large benefit would fit: "
    )
    assert not re.search(r"increase|reduce", words)


@pytest.mark.parametrize("rating", ["high", "moderate", "low"])
def test_what_is_neither_good_nor_bad_is_not_said_to_be_the_same(
    small: Evidence, rating: str
) -> None:
    study = small.studies["second-2003"]
    unlisted = {"measure": "unlisted", "domain": "fever", "reported_as": "Fever"}
    rows = tuple(dataclasses.replace(row, **unlisted) for row in study.results)
    changed = dataclasses.replace(study, results=rows)
    evidence = dataclasses.replace(small, studies={**small.studies, study.id: changed})
    words = said(rated(evidence, rating, DRUG, CONTROL))
    assert words.startswith("Whether alphatwo changes fever cannot be told: 52 of 100 v 21 of 100")
    assert "shown" not in words


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


def test_an_outcome_nobody_rated_is_not_yet_rated_though_studies_report_it(
    small: Evidence,
) -> None:
    assert only(small).certainty == "not yet rated"
    assert said(small) == "Not yet rated."
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
        "Alphatwo may increase headache: 71 of 100 v 16 of 100 on sugar pill"
    )


def test_outcomes_that_point_apart_are_no_disagreement(small: Evidence) -> None:
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
    # Another outcome that points another way is no disagreement of studies.
    assert "disagree" not in words
    assert words.index("No difference shown, but a large benefit would fit: fever free") < (
        words.index("Worse on the drug: cough")
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
    ("first", "second", "shown"),
    [
        (Share(94, 290), Share(105, 225), ("32 of 100", "47 of 100")),
        (Share(180, 1455), Share(58, 1451), ("12.4 of 100", "4.0 of 100")),
        (Share(0, 48), Share(10, 20), ("0 of 100", "50 of 100")),
    ],
)
def test_people_of_a_hundred(first: Share, second: Share, shown: tuple[str, str]) -> None:
    assert per_hundred(first, second) == shown


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


def test_death_against_a_calcineurin_inhibitor(evidence: Evidence) -> None:
    outcome = by_id(evidence, "anti-mda5-ild-death-against-calcineurin-inhibitor")
    assert [len(one.rows) for one in outcome.contrasts] == [3, 4, 1]
    assert outcome.contrasts[0].shares == (Share(94, 290), Share(105, 225))
    words = plain(sentence(evidence, outcome).figures)
    assert (
        "32 of 100 v 47 of 100 on calcineurin inhibitor as initial regimen (not adjusted; Wu 2025)"
        in words
    )
    assert "adjusted hazard ratio 0.44, interval 0.20 to 0.96; Fan 2022" in words
    assert words.startswith("Fewer on the drug: death or lung transplantation within 1 year, ")
    assert "How large a difference matters is not known." in words


def test_people_treated_earlier_are_no_control_group(evidence: Evidence) -> None:
    outcome = by_id(evidence, "anti-mda5-ild-death-against-other-treatment")
    assert [one.concurrent for one in outcome.contrasts] == [True, True, False]
    assert (
        "Against people treated earlier, which is no fair comparison: 2 of 5 against 6 of 6"
        in plain(sentence(evidence, outcome).figures)
    )


@pytest.mark.parametrize("rating", ["low", "very low", "no evidence"])
def test_a_trial_with_a_figure_of_one_group_is_not_said_to_have_no_control(
    small: Evidence, rating: str
) -> None:
    study = small.studies["second-2003"]
    one_group = dataclasses.replace(
        study, results=tuple(row for row in study.results if row.id == "fever-free-two")
    )
    evidence = dataclasses.replace(small, studies={**small.studies, study.id: one_group})
    spoken = sentence(evidence, only(rated(evidence, rating, DRUG)))
    words = plain((*spoken.lead, *spoken.figures))
    assert "Second 2003 has a control group, but its figure for this could not be set" in words
    assert "no study that could be read has a control group" not in words
    assert "Without a control group" not in words
    assert "Of the other group not reported: 11 of 21" in words
