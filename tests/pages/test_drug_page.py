"""The page of a control counts the studies that compare with it, those without the drugs too."""

import dataclasses
from typing import Any

import pytest

from generator.audit.verdict import Audit
from generator.html.element import spaced
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.provenance import Extraction
from generator.model.register import RegisteredTrial
from generator.model.topic import SavedSearch
from generator.pages.drug import drug_page
from generator.pages.home import home_page
from generator.pictures.gallery import Gallery
from generator.synthesis.participants import count_people

replace: Any = dataclasses.replace


def words(evidence: Evidence, drug: str) -> str:
    site = SiteEvidence(evidence, Audit(()))
    page = drug_page(OpenPage(site, f"drugs/{drug}.html"), Gallery(), evidence.drugs[drug])
    return " ".join(spaced(Safe(page.body)).striptags().split())


@pytest.fixture
def compared(small: Evidence) -> Evidence:
    """The small project with a trial of placebo that gave no drug of the topic."""
    study = replace(small.studies["second-2003"], evidence="comparator", drugs=("sugar-pill",))
    return replace(small, studies={**small.studies, study.id: study})


def test_a_control_counts_and_lists_its_comparator_studies(compared: Evidence) -> None:
    text = words(compared, "sugar-pill")
    assert "No treatment study of it was found" not in text
    assert "No treatment study compares with it." in text
    assert "Comparator studies of it: 1 study, 40 people" in text
    assert "Comparator studies with Sugar pill" in text
    # Listed once, with its figures, and not again by its name alone.
    assert "Other papers that name it" not in text


def test_a_drug_of_the_topic_has_no_comparator_studies(compared: Evidence) -> None:
    assert "Comparator studies" not in words(compared, "alphaone")


def test_the_day_beside_the_status_of_a_trial_is_that_of_its_entry(small: Evidence) -> None:
    day = PartialDate.parse("2024-08-01")
    trial = RegisteredTrial(
        id="t",
        title="Alphaone by night",
        drugs=("alphaone",),
        status="recruiting",
        as_of=day,
        url="https://example.org",
        where="Top",
        seen=day,
        extraction=Extraction(first=day, status="once"),
    )
    evidence = replace(small, registered_trials=(trial,))
    page = home_page(OpenPage(SiteEvidence(evidence, Audit(())), "index.html"))
    text = " ".join(Safe(page.body).striptags().split())
    assert "Registered trials without figures here" in text
    assert "(recruiting; entry as of 1 August 2024)" in text
    assert "entry as of 1 August 2024" in words(evidence, "alphaone")


def test_home_says_how_large_a_trial_is_that_hides_how_many_were_on_the_drug(
    small: Evidence,
) -> None:
    trial = small.studies["second-2003"]
    hidden = replace(trial, arms=tuple(replace(arm, total=None) for arm in trial.arms))
    assert count_people(small, [trial]).wholes == ()
    evidence = replace(small, studies={**small.studies, trial.id: hidden})
    assert count_people(evidence, [hidden]).wholes == (40,)
    page = home_page(OpenPage(SiteEvidence(evidence, Audit(())), "index.html"))
    text = " ".join(Safe(page.body).striptags().split())
    assert "among them a study of 40 people whose number on the drug is not published" in text


def test_home_says_that_a_regulator_was_never_asked(small: Evidence) -> None:
    search = SavedSearch(id="fda", service="openfda", query="every drug", not_yet_run=True)
    for searches, said in (
        ((search,), True),
        ((replace(search, not_yet_run=False, last=PartialDate.parse("2024-08-01")),), False),
    ):
        evidence = replace(small, topic=replace(small.topic, searches=searches))
        page = home_page(OpenPage(SiteEvidence(evidence, Audit(())), "index.html"))
        assert ("openFDA has not been asked yet." in Safe(page.body).striptags()) is said
