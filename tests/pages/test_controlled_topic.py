"""A topic of controlled trials in people who are not ill: no sentence of the first topic on its pages."""

import dataclasses
import re
from pathlib import Path

import pytest
from lxml import html
from site_words import OF_THE_FIRST_TOPIC, sentences

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.vocabulary import Design
from generator.pages.background_section import context_section
from generator.synthesis.background import background_of_study
from generator.synthesis.study_design import has_control


def test_the_project_holds_controlled_studies_alone(vaccines: Evidence) -> None:
    assert len(vaccines.studies) > 4
    assert all(has_control(vaccines, study) for study in vaccines.studies.values())


# What generated sentences said of this topic and what is not so: nobody is ill, nobody took placebo,
# every study has a control group and was read in full or in the news, and lists may be empty.
FALSE_HERE = (
    "treatment stud",
    "with the disease",
    "the ill",
    "on placebo",
    "no control group",
    "0 of them",
    "0 of 1 study",
    "holds :",
    "drug of this record",
    "most could be read in part",
    "treatment studies of no vaccine",
    "who took no vaccine",
    "patients need",
    "is ill?",
    "most studies have no control",
    "in other diseases",
    "the disease itself",
    "different disease",
    "course of the disease",
    "got better because",
    "other reviews say stands beside",
    "0 trials",
    "0 context papers",
)


@pytest.mark.parametrize("words", FALSE_HERE)
def test_no_sentence_is_false_where_nobody_is_ill_and_every_study_is_controlled(
    vaccines_site: Path, words: str
) -> None:
    # The style guide shows every mark with an example of its own, and the methods say the rules.
    of_rules = {"look.html", "methods.html"}
    assert [
        page
        for page, text in sentences(vaccines_site).items()
        # W520 before a word is no count of it.
        if re.search(rf"(?<!\w){re.escape(words)}", text.casefold()) and page not in of_rules
    ] == []


def test_a_brand_keeps_its_capital(vaccines_site: Path) -> None:
    # An id is an address; running words name the vaccine as its vocabulary does.
    brand = re.compile(r"(?<![\w/#.-])(?:valvax|dalvax)(?![\w/.-])")
    of_rules = {"data.html"}
    assert [
        (page, match[0])
        for page, text in sentences(vaccines_site).items()
        for match in [brand.search(text)]
        if match and page not in of_rules
    ] == []


@pytest.mark.parametrize("word", OF_THE_FIRST_TOPIC)
def test_no_page_speaks_of_the_first_topic(vaccines_site: Path, word: str) -> None:
    assert [
        page for page, text in sentences(vaccines_site).items() if word in text.casefold()
    ] == []


def test_a_series_without_a_control_has_the_unvaccinated_beside_it(vaccines: Evidence) -> None:
    """Nobody here is on placebo: a control group goes by what its people were given."""
    evidence = with_a_series(vaccines)
    study = evidence.studies["series"]
    page = OpenPage(SiteEvidence(evidence, Audit(())), "studies/series.html")
    section = context_section(page, background_of_study(evidence, study))
    assert section is not None
    words = " ".join(html.fromstring(section).text_content().split())
    assert words.startswith("Unvaccinated in other trials")
    assert "placebo" not in words
    assert "fits: the same population and outcome, about the same time" in words
    assert "Without the drug, about" in words
    assert "unvaccinated" in words


def with_a_series(vaccines: Evidence) -> Evidence:
    """Return the evidence with a series of one vaccinated group, made of a trial's."""
    trial = vaccines.studies["north-1998"]
    vaccinated = next(row for row in trial.results if getattr(row, "events", None) is not None)
    design = Design(id="series", label="Series", comparative=False, appraisal_tool="none")
    series = dataclasses.replace(
        trial, id="series", design="series", results=(vaccinated,), harms=()
    )
    return dataclasses.replace(
        vaccines,
        studies={**vaccines.studies, "series": series},
        designs={**vaccines.designs, "series": design},
    )


@pytest.mark.parametrize(
    "words", ["placebo", "most studies have no", "earlier patients", "no fair comparison"]
)
def test_what_explains_a_page_is_true_of_it_too(vaccines_site: Path, words: str) -> None:
    # The columns of the downloads and the rules speak of every record there may be.
    of_every_record = {"look.html", "data.html", "checks.html"}
    pages = sentences(vaccines_site).items()
    assert [
        page for page, text in pages if words in text.casefold() and page not in of_every_record
    ] == []


@pytest.mark.parametrize(
    "words", [r"\b0 of (?:them|these) (?:has|have)\b", r"\b1 (?:studies|people)\b"]
)
def test_counts_are_said_as_they_are(vaccines_site: Path, words: str) -> None:
    pages = sentences(vaccines_site).items()
    assert [page for page, text in pages if re.search(words, text)] == []


def test_every_group_of_every_trial_is_on_its_page(vaccines: Evidence, vaccines_site: Path) -> None:
    pages = sentences(vaccines_site)
    for study in vaccines.studies.values():
        for arm in study.arms:
            assert arm.label in pages[f"studies/{study.id}.html"]
