"""Certainty on a page: words with circles only where somebody judged, and what makes a rating old."""

import dataclasses
from typing import Any

import pytest
from lxml import html
from rated_outcomes import CONTROL, DRUG, ESTIMATE, only, rated

from generator.audit.verdict import Audit
from generator.html.certainty import (
    certainty_mark,
    certainty_sign,
    computed_sentence,
    judge_again,
    level_words,
    number_link,
    rated_drug,
    rating_reasons,
    rating_steps,
    studies_of,
)
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.html.sureness import sureness
from generator.model.evidence import Evidence
from generator.model.judgement import Certainty, CertaintyStep, NotCounted
from generator.model.number import Count
from generator.model.reference import CitationNotice
from generator.synthesis.compare import compare

replace: Any = dataclasses.replace


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


@pytest.mark.parametrize(
    ("rating", "circles"),
    [
        ("very low", "⊕◯◯◯"),
        ("high", "⊕⊕⊕⊕"),
        ("no evidence", None),
        ("not yet assessable", None),
        ("not yet rated", "◌◌◌◌"),
    ],
)
def test_only_a_level_has_circles(rating: str, circles: str | None) -> None:
    mark = certainty_mark(rating)
    words = mark.striptags().removesuffix(" judged")
    assert words == (f"{circles} {rating}" if circles else rating)
    assert ("ev-missing" in mark) is (rating == "not yet rated")


@pytest.mark.parametrize(
    ("levels", "sign", "words"),
    [
        (("low",), "⊕⊕◯◯", "low"),
        (("very low", "low"), "⊕◯◯◯–⊕⊕◯◯", "very low to low"),
        (("very low", "low", "high"), "⊕◯◯◯–⊕⊕⊕⊕", "very low to high"),
        (("low", "low"), "⊕⊕◯◯", "low to low"),
    ],
)
def test_levels_are_shown_from_the_lowest_to_the_highest(
    levels: tuple[str, ...], sign: str, words: str
) -> None:
    shown = certainty_sign(levels)
    assert shown is not None
    assert shown.striptags() == sign
    assert level_words(levels) == words
    assert certainty_sign(()) is None


def rating_of(evidence: Evidence, **changes: Any) -> Certainty:
    rating: Certainty = replace(evidence.certainty[0], **changes)
    return rating


def step(judgement: str, levels: int, domain: str = "imprecision") -> CertaintyStep:
    return CertaintyStep(
        domain=domain, judgement=judgement, levels=Count(str(levels), levels), reason="Few people."
    )


def test_a_step_of_no_level_says_no_level(small: Evidence) -> None:
    rating = rating_of(
        rated(small, "low"),
        down=(step("serious", 1), step("not serious", 0)),
        up=(step("large", 2, "size of effect"),),
    )
    assert list(rating_steps(rating)) == [
        "starts at low: R",
        "imprecision: serious (down 1). Few people.",
        "imprecision: not serious. Few people.",
        "size of effect: large (up 2). Few people.",
    ]


def test_reasons_name_the_rater_and_what_was_left_out_if_anything(small: Evidence) -> None:
    evidence = rated(small, "low", DRUG)
    page = page_of(evidence)
    bare = rating_of(evidence, not_counted=())
    text = [piece.striptags() for piece in rating_reasons(page, bare)]
    assert text[-1] == (
        "Compared: Alphadrug, not named, against a sugar pill. Judged by one rater, 31 August 2024."
    )
    left_out = NotCounted(result="second-2003#headache", why="another outcome")
    rating = rating_of(evidence, note="A remark.", not_counted=(left_out,))
    more = [piece.striptags() for piece in rating_reasons(page, rating)]
    assert more[len(text) :] == ["A remark.", "Not counted:", "Second 2003: another outcome"]
    stranger = rating_of(evidence, comparison=replace(rating.comparison, drug="beta"))
    assert rated_drug(page, stranger) == "beta"


def test_an_address_of_no_study_is_text(small: Evidence) -> None:
    page = page_of(small)
    assert "<a " not in number_link(page, "nobody-1999#x", "#")
    assert 'href="studies/second-2003.html&#35;difference"' in number_link(
        page, "second-2003#difference", "#"
    )


def test_a_rating_is_judged_again_after_a_retraction_or_a_new_study(small: Evidence) -> None:
    outcome = only(rated(small, "low", DRUG))
    study = small.studies["second-2003"]
    assert judge_again(outcome) is None
    gone = judge_again(replace(outcome, withdrawn=(study, study)))
    assert gone is not None
    assert gone.striptags() == (
        "made with Second 2003, Second 2003, since retracted: to be judged again"
    )
    came = judge_again(replace(outcome, arrived=(study,)))
    assert came is not None
    assert came.striptags() == (
        "judged on 31 August 2024, before Second 2003 came in: to be judged again"
    )


def test_a_sentence_is_marked_as_computed_links_its_figures_and_names_doubts(
    small: Evidence,
) -> None:
    evidence = rated(small, "low", DRUG, CONTROL, ESTIMATE)
    markup = computed_sentence(page_of(evidence), only(evidence))
    assert "computed" in markup.striptags()
    assert 'href="studies/second-2003.html&#35;difference"' in markup
    assert "expression of concern" not in markup
    assert {study.id for study in studies_of(only(evidence))} == {"second-2003"}
    notice = CitationNotice(
        citation="second-2003",
        retraction="none seen",
        concern="seen",
        erratum="none seen",
        looked_at="PubMed",
        date="2024-08-30",
    )
    doubted = replace(evidence, citation_notices=(notice,))
    words = computed_sentence(page_of(doubted), only(doubted)).striptags()
    assert words.endswith("rests on Second 2003: expression of concern")


def sure(evidence: Evidence, domain: str = "fever") -> Safe:
    comparison = compare(evidence, "grown-ups", domain)
    assert comparison is not None
    return sureness(page_of(evidence), comparison)


def test_a_comparison_shows_its_ratings_or_that_there_is_none(small: Evidence) -> None:
    none = "Certainty: not yet rated for this outcome in these people"
    assert sure(small).striptags() == none
    evidence = rated(small, "low", DRUG, CONTROL, ESTIMATE)
    assert sure(evidence, "strength").striptags() == none
    assert sure(evidence).striptags().startswith("Fever ⊕⊕◯◯ low")


def test_both_raters_stand_beside_the_settled_level(evidence: Evidence) -> None:
    page = page_of(evidence)
    rating = next(rating for rating in evidence.certainty if rating.settled_because)
    told = html.fromstring(f"<main>{''.join(rating_reasons(page, rating))}</main>").text_content()
    assert "very low judged (evidence team, first rater, 22 November 2026)" in told
    assert "low judged (evidence team, second rater, 30 November 2026, before the first" in told
    assert f"Settled: {rating.settled_because}" in told
    bare = replace(rating, ratings=(), settled_because=None)
    told = html.fromstring(f"<main>{''.join(rating_reasons(page, bare))}</main>").text_content()
    assert "Rated by" not in told
    assert "Settled" not in told
