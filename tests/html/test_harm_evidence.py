"""Of a harm, a regulator comes first, then this disease, then others, and how sure comes last."""

import dataclasses
from typing import Any

import pytest
from rated_outcomes import HARM, only, outcomes, rated

from generator.audit.verdict import Audit
from generator.html.certainty import computed_sentence
from generator.html.harm_evidence import harm_in_order, warned_by
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.provenance import Extraction
from generator.model.register import SafetyNotice

replace: Any = dataclasses.replace
DAY = PartialDate.parse("2024-08-01")
FDA = {"kind": "safety-communication", "body": "FDA", "date": DAY, "fact": "Clots were seen."}
BOX = {
    "kind": "label",
    "drugs": ("alphatwo",),
    "fact": "L.",
    "boxed_warning": ("clots", "death"),
    "complete": True,
}
OLD = {"kind": "opinion", "body": "EMA", "fact": "Care is needed with all of them, always."}
RISK = {"kind": "background-risk", "fact": "Ten of 100 have clots."}
OTHER = {
    "kind": "study-of-another-disease",
    "fact": "Two more of 100.",
    "population": "gout",
    "other_disease": True,
}


def page_of(small: Evidence, *notices: dict[str, Any], bearing: bool = True) -> OpenPage:
    read = {"url": "https://example.org", "where": "Top", "seen": DAY}
    extraction = Extraction(first=DAY, status="once")
    known = tuple(
        SafetyNotice(**{"id": f"n{number}", "extraction": extraction, **read, **fields})
        for number, fields in enumerate(notices)
    )
    evidence = replace(rated(small, "very low", HARM), safety_notices=known)
    (rating,) = evidence.certainty
    ids = tuple(notice.id for notice in known) if bearing else ()
    evidence = replace(evidence, certainty=(replace(rating, notices=ids, measures=()),))
    return OpenPage(SiteEvidence(evidence, Audit(())), "index.html")


def words(page: OpenPage) -> str:
    return " ".join(harm_in_order(page, only(page.evidence)).striptags().split())


def test_how_sure_stands_last(small: Evidence) -> None:
    said = words(page_of(small, OTHER, RISK, FDA))
    order = ["Regulators: FDA, 1 August 2024: Clots", "The disease itself: Ten", "(gout): Two"]
    places = [said.index(part) for part in (*order, "computed")]
    assert places == sorted(places)
    assert places[0] == 0


@pytest.mark.parametrize(
    ("notices", "beginning"),
    [
        ([FDA], "Regulators: FDA, 1 August 2024: Clots were seen."),
        ([OLD, FDA], "Regulators: FDA, 1 August 2024: Clots were seen.EMA, undatedEMA, undated:"),
        ([RISK], "The disease itself: Ten of 100 have clots."),
        ([BOX], "Regulators: boxed warning of the class: clots; death (Alphatwo)."),
        (
            [BOX, FDA],
            "Regulators: boxed warning of the class: clots; death (Alphatwo).FDA, 1 August 2024",
        ),
    ],
)
def test_what_there_is_stands_in_its_order(
    small: Evidence, notices: list[dict[str, Any]], beginning: str
) -> None:
    assert words(page_of(small, *notices)).startswith(beginning)


def test_without_a_word_of_its_own_the_boxed_warning_of_the_class_stands_first(
    small: Evidence,
) -> None:
    said = words(page_of(small, BOX, bearing=False))
    assert said.startswith("Regulators: boxed warning of the class: clots; death (Alphatwo).")


def test_where_nobody_warns_the_sentence_stands_alone(small: Evidence) -> None:
    page = page_of(small)
    outcome = only(page.evidence)
    assert harm_in_order(page, outcome).striptags() == computed_sentence(page, outcome).striptags()
    assert warned_by(page, outcome) is None


def test_regulators_are_named_with_their_year_in_a_short_line(small: Evidence) -> None:
    page = page_of(small, FDA, OLD, RISK)
    line = warned_by(page, only(page.evidence))
    assert line is not None
    assert line.striptags() == "Regulators warn: FDA 2024; EMA."


def test_no_harm_of_the_record_begins_with_how_uncertain_it_is(evidence: Evidence) -> None:
    page = OpenPage(SiteEvidence(evidence, Audit(())), "index.html")
    harms = [outcome for outcome in outcomes(evidence) if outcome.is_harm]
    assert len(harms) >= 4
    for outcome in harms:
        said = harm_in_order(page, outcome).striptags()
        assert said.startswith("Regulators: ")
        assert "ncertain" not in said[: len(said) // 3]


def test_of_a_label_the_warning_is_told_and_no_new_use(small: Evidence) -> None:
    page = page_of(small, BOX | {"fact": "The uses listed now include gout."}, FDA)
    assert "gout" not in words(page)


@pytest.mark.parametrize(
    ("notices", "said"),
    [
        ([FDA], "Regulators warn: FDA 2024."),
        ([BOX, BOX], "Regulators warn: boxed warning of the class."),
        ([FDA, BOX, BOX], "Regulators warn: boxed warning of the class; FDA 2024."),
    ],
)
def test_the_boxed_warning_is_named_once_however_many_labels_bear_it(
    small: Evidence, notices: list[dict[str, Any]], said: str
) -> None:
    page = page_of(small, *notices)
    warned = warned_by(page, only(page.evidence))
    assert warned is not None
    assert warned.striptags() == said


def test_a_harm_without_a_notice_of_its_own_names_the_warning_of_the_class(small: Evidence) -> None:
    page = page_of(small, BOX, bearing=False)
    warned = warned_by(page, only(page.evidence))
    assert warned is not None
    assert warned.striptags() == "Regulators warn: boxed warning of the class."
