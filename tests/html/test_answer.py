"""The written answer of a page: numbers as everywhere, each with its way home, and its state."""

from dataclasses import replace
from typing import Any

import pytest
from made_up import Made, count, summary

from generator.audit.verdict import Audit
from generator.html.answer import answer_of, generated
from generator.html.element import link
from generator.html.open_page import OpenPage
from generator.html.result_line import figure_link
from generator.html.site_evidence import SiteEvidence
from generator.model.answer import Answer
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.study import Harm
from generator.synthesis.answer_text import PARTS


def page_of(evidence: Evidence, sentence: str | None, **fields: Any) -> OpenPage:
    day = PartialDate.parse("2024-08-30")
    answers = ()
    if sentence:
        answers = (Answer(**{"about": "home", "sentence": sentence, "rater": "Ada", "date": day} | fields),)  # fmt: skip
    return OpenPage(SiteEvidence(replace(evidence, answers=answers), Audit(())), "index.html")


def words_of(page: OpenPage) -> str:
    shown = answer_of(page, "home")
    assert shown is not None
    return " ".join(shown.striptags().split())


def with_harm(made: Made) -> Evidence:
    study = made.evidence.studies["study"]
    harm = Harm(
        id="deaths", event="deaths", events=count(0), total=count(10), arm="one",
        counted="participants", serious=True, source="abstract", where="Results",
    )  # fmt: skip
    return replace(made.evidence, studies={"study": replace(study, harms=(harm,))})


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("study#response", "7 of 10"),
        ("study#response:events", "7 of 10"),
        ("study#response:people", "10"),
        ("study#response:time", "12 weeks"),
        ("study#deaths", "0 of 10"),
        ("study#deaths:events", "0 of 10"),
    ],
)
def test_a_number_is_printed_as_everywhere_and_leads_home(
    made: Made, reference: str, printed: str
) -> None:
    made.share("study", 7, 10)
    page = page_of(with_harm(made), f"It is {{{reference}}}.")
    assert f"It is {printed}." in words_of(page)
    number = reference.partition("#")[2].partition(":")[0]
    assert link(f"studies/study.html#{number}", "")[:-6] in (answer_of(page, "home") or "")


def test_a_sentence_changes_with_the_record(made: Made) -> None:
    made.share("study", 7, 10)
    study = made.evidence.studies["study"]
    changed = replace(study, results=(replace(study.results[0], events=count(8)),))
    page = page_of(replace(made.evidence, studies={"study": changed}), "In {study#response}.")
    assert "In 8 of 10." in words_of(page)
    assert figure_link(page, changed, changed.results[0]) in (answer_of(page, "home") or "")


def test_each_side_of_a_change_is_printed_with_its_statistic(made: Made) -> None:
    made.change("study", 10, summary(mean="28", sd="15.4"), summary(mean="9.5", sd="8.5"))
    page = page_of(made.evidence, "{study#response:baseline} to {study#response:follow-up}.")
    assert words_of(page).startswith("28 ± 15.4 points (mean ± SD) to 9.5 ± 8.5 points (mean ± SD)")
    assert "value" not in PARTS


def test_an_effect_is_printed_with_its_name_and_interval(made: Made) -> None:
    made.ratio("study", "0.5", "0.3", "0.9")
    page = page_of(made.evidence, "{study#response}, {study#response:interval}.")
    assert "hazard ratio (adjustment not stated) 0.5, 95 % interval 0.3 to 0.9." in words_of(page)


def test_who_judged_and_what_it_waits_for_stand_beside_it(made: Made) -> None:
    made.share("study", 7, 10)
    page = page_of(made.evidence, "In {study#response}.", note="Read twice.")
    assert words_of(page).endswith("Our judgement: Ada, 30 August 2024. Read twice.")
    assert "waits" not in words_of(page)
    made.retract("study")
    page = page_of(made.evidence, "In {study#response}.")
    assert "This sentence waits to be read again: Study was retracted." in words_of(page)


def test_words_of_a_person_are_no_markup(made: Made) -> None:
    made.share("study", 7, 10)
    page = page_of(made.evidence, "<b>Bold</b> & {study#gone}.")
    assert "<b>" not in (answer_of(page, "home") or "")
    assert "no number at study#gone" in words_of(page)


def test_a_page_without_a_written_answer_says_that_it_was_generated(made: Made) -> None:
    made.share("study", 7, 10)
    page = page_of(made.evidence, None)
    assert answer_of(page, "home") is None
    assert "Generated" in (generated(page, "home") or "")
    assert generated(page_of(made.evidence, "Fever had gone."), "home") is None
