"""Results as tables: what a page explains, and what leads from a row to others."""

import dataclasses
from typing import Any

import pytest
from lxml import html
from made_up import Made

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.study import Study
from generator.synthesis.groups import all_results
from generator.tables.results import results_across, study_results

replace: Any = dataclasses.replace


def page_of(evidence: Evidence) -> OpenPage:
    return OpenPage(SiteEvidence(evidence, Audit(())), "studies/any.html")


def named(made: Made, reported_as: str) -> Study:
    """Return a study whose source gives its only outcome a name of its own."""
    result = made.share("one", 3, 10)
    study = made.evidence.studies["one"]
    return dataclasses.replace(study, results=(replace(result, reported_as=reported_as),))


@pytest.mark.parametrize(
    ("reported_as", "explained"), [("Fever free", set()), ("No fever at all", {"fever"})]
)
def test_a_word_counts_as_explained_only_where_it_is_shown(
    made: Made, reported_as: str, explained: set[str]
) -> None:
    study = named(made, reported_as)
    glossary = (replace(made.evidence.glossary[0], term="fever", also=("Fever",)),)
    page = page_of(dataclasses.replace(made.evidence, glossary=glossary))
    study_results(page, study, study.results, "fever", "Fever", "1 study")
    assert page.explained == {"Fever free"} | explained


@pytest.mark.parametrize(("design", "warned"), [("open-series", True), ("randomised-trial", False)])
def test_a_result_without_a_control_group_is_never_shown_without_saying_so(
    made: Made, design: str, *, warned: bool
) -> None:
    control = dataclasses.replace(made.share("one", 3, 10), id="control", arm="pill")
    both = (control,) if design == "randomised-trial" else ()
    made.share("one", 3, 10, design=design, others=both)
    entries = all_results(made.evidence.studies.values())
    table = results_across(page_of(made.evidence), entries, "all", "All", "By size.")
    assert ("no control group" in table) is warned
    # A study that compares its groups may show an outcome of one of them alone.
    made.share("one", 3, 10, design="randomised-trial", size=20)
    entries = all_results(made.evidence.studies.values())
    table = results_across(page_of(made.evidence), entries, "all", "All", "By size.")
    assert "control group’s figure not reported" in table
    assert "not reported for sugar pill" in table
    assert "no control group" not in table


def test_a_row_is_found_by_what_was_measured_as_the_source_names_it_and_when(made: Made) -> None:
    study = named(made, "No fever at all")
    written = study_results(
        page_of(made.evidence), study, study.results, "fever", "Fever", "1 study"
    )
    (row,) = html.fromstring(f"<main>{written}</main>").xpath(
        "//details[contains(@class,'ev-rows')]//a"
    )
    assert row.text_content().startswith("Fever free (No fever at all)")
    assert row.get("href") == "#response"
