"""A population in a minute: its lines read as sentences."""

import re

from generator.audit.verdict import Audit
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pages.population import populations_page
from generator.pages.population_glance import in_a_minute


def test_what_was_seen_begins_as_a_sentence_behind_what_regulators_warn_of(
    evidence: Evidence,
) -> None:
    page = OpenPage(SiteEvidence(evidence, Audit(())), "index.html")
    minutes = [in_a_minute(page, population) for population in evidence.populations]
    lines = [line for minute in minutes if minute for line in str(minute).split("<li>")]
    plain = [Safe(line).striptags() for line in lines]
    warned = [line for line in plain if "Regulators warn: " in line]
    assert warned
    for line in warned:
        assert re.search(r"Regulators warn: [^.]*\. [^a-z ]", line), line


def test_no_study_with_a_control_group_is_said_to_have_none(evidence: Evidence) -> None:
    page = OpenPage(SiteEvidence(evidence, Audit(())), "index.html")
    said = str(in_a_minute(page, "anti-mda5-ild"))
    plain = " ".join(Safe(said).striptags().split())
    assert "(JAK plus calcineurin inhibitor, anti-MDA5, all groups together)" in plain
    assert "anti-MDA5, no control group)" not in plain
    assert "(Ida 2023, no control group)" in plain


def test_indexes_and_comparisons_count_studies_of_unknown_size(evidence: Evidence) -> None:
    site = SiteEvidence(evidence, Audit(()))
    index = populations_page(OpenPage(site, "populations/index.html")).body
    assert "a study of 241 people whose number on the drug is not published" in str(index)
