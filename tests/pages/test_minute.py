"""A population in a minute: its lines read as sentences."""

import re

from generator.audit.verdict import Audit
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
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
