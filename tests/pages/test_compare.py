"""Compare pages: no average without inputs, exclusions and prediction interval; no refusal without its reasons."""

import dataclasses
import math
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator.audit.verdict import Audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.model.study import Harm
from generator.pages.compare import _named, address_of, compare_index, compare_page, scripts
from generator.pictures.gallery import Gallery

NOTHING_CHECKED = Audit(checked=())


def fill(made: Any, figures: Any) -> None:
    """Add six shares that may be averaged, three that may not, five changes and five ratios."""
    for place, (events, people) in enumerate(
        [(16, 17), (10, 12), (4, 8), (50, 60), (12, 20), (30, 40)]
    ):
        made.share(f"share{place}", events, people)
    made.share("interim", 5, 10, interim=True)
    made.share("late", 5, 10, time="1 years")
    made.share("news", 5, 10, source="news")
    for place in range(5):
        before, after = figures(mean=str(28 + place), sd="8"), figures(mean=str(18 - place), sd="6")
        made.change(f"change{place}", 20, before, after)
    for place, (value, low, high) in enumerate(
        [
            ("0.5", "0.3", "0.83"),
            ("0.8", "0.5", "1.28"),
            ("0.6", "0.2", "1.8"),
            ("0.7", "0.4", "1.2"),
            ("1.1", "0.6", "2"),
        ]
    ):
        made.ratio(f"ratio{place}", value, low, high, measure="fever-wholly")


def root_of(body: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{body}</div>")


def page(evidence: Evidence, domain: str) -> html.HtmlElement:
    site = SiteEvidence(evidence, NOTHING_CHECKED)
    gallery = Gallery()
    path = address_of("grown-ups", domain)
    body = compare_page(OpenPage(site, path), gallery, "grown-ups", domain).body
    return root_of(re.sub("\0[^\0]*\0", "", body))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_an_average_stands_with_inputs_exclusions_and_prediction_interval(
    made: Any, figures: Any
) -> None:
    fill(made, figures)
    for domain, expected in (("fever", 2), ("strength", 1)):
        found = page(made.evidence, domain).xpath("//*[@data-ev-estimate='pooled']")
        assert len(found) == expected
        for section in found:
            words = text(section)
            assert "prediction interval" in words
            assert "tau" in words
            assert (
                len(
                    section.xpath(".//table[@data-ev-table and contains(@id, '-inputs')]//tbody/tr")
                )
                >= 5
            )
            left_out = section.xpath(".//table[contains(@id, '-left-out')]//tbody/tr")
            assert all(text(row).strip() for row in left_out)
            assert left_out or "No result of this outcome was left out" in words
            (script,) = [
                link.get("href")
                for link in section.iter("a")
                if (link.get("href") or "").endswith(".R")
            ]
            assert script.startswith(domain)


def test_tau_stands_before_i_squared_and_the_crude_total_beside_shares(
    made: Any, figures: Any
) -> None:
    fill(made, figures)
    shares, ratios = (
        text(section)
        for section in page(made.evidence, "fever").xpath("//*[@data-ev-estimate='pooled']")
    )
    assert "crude total 122 of 157 (77.7 %)" in shares
    assert ratios.index("tau") < ratios.index("I²")
    assert "standardised" not in shares + ratios


def test_what_is_left_out_of_an_average_has_its_reason_on_the_page(made: Any, figures: Any) -> None:
    fill(made, figures)
    section = page(made.evidence, "fever").xpath("//*[@data-ev-estimate='pooled']")[0]
    rows = {
        text(row.xpath("./th")[0]): text(row)
        for row in section.xpath(".//table[contains(@id, '-left-out')]//tbody/tr")
    }
    assert "interim figure" in rows["Interim"]
    assert "different time" in rows["Late"]
    assert "second-hand value" in rows["News"]


def test_two_to_four_studies_have_a_range_and_no_average(made: Any) -> None:
    for place in range(4):
        made.share(f"s{place}", 4 + place, 20)
    (section,) = page(made.evidence, "fever").xpath("//*[@data-ev-estimate]")
    assert section.get("data-ev-estimate") == "range"
    assert "Not averaged. 4 studies, 80 people, from 20 % to 35 %" in text(section)
    assert "prediction" not in text(section)


def test_without_a_headline_the_average_is_folded_away_and_the_reason_said(made: Any) -> None:
    for place in range(5):
        made.share(f"small{place}", 8, 10)
    made.share("huge", 10, 1000)
    (section,) = page(made.evidence, "fever").xpath("//*[@data-ev-estimate]")
    assert text(section.xpath("./p/strong")[0]) == "No headline figure."
    assert "model and crude total disagree" in text(section)
    assert "prediction interval" in text(section.xpath("./details")[0])


def test_a_retraction_is_listed_with_what_it_changed(made: Any) -> None:
    for place in range(5):
        made.share(f"s{place}", 10 + place, 20)
    index = OpenPage(SiteEvidence(made.evidence, NOTHING_CHECKED), "compare/index.html")
    assert "Changed by retractions" not in compare_index(index).body
    made.retract("s4")
    words = text(
        root_of(
            compare_index(
                OpenPage(SiteEvidence(made.evidence, NOTHING_CHECKED), "compare/index.html")
            ).body
        )
    )
    assert "was 5 studies, average 60 %" in words
    assert "now 4 studies, from 50 % to 65 %, not averaged" in words
    (section,) = page(made.evidence, "fever").xpath("//*[@data-ev-estimate]")
    assert "retracted" in text(section)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_agrees_with_every_average_of_the_site(made: Any, figures: Any, tmp_path: Path) -> None:
    fill(made, figures)
    site = SiteEvidence(made.evidence, NOTHING_CHECKED)
    averages = {
        f"{pair[1]}-{name}.R": found.pooled
        for pair, comparison in site.comparisons.items()
        for name, found in _named(comparison)
        if found.pooled
    }
    written = {address.rpartition("/")[2]: script for address, script in scripts(site)}
    assert written.keys() == averages.keys()
    assert len(written) == 3
    for place, (name, script) in enumerate(written.items()):
        file = tmp_path / f"{place}.R"
        file.write_bytes(script)
        done = subprocess.run(
            ["Rscript", str(file)], capture_output=True, text=True, check=False, timeout=120
        )
        if "there is no package" in done.stderr:
            pytest.skip("R has no metafor")
        assert done.returncode == 0, done.stderr
        lines = {
            key: [float(x) for x in rest]
            for key, *rest in map(str.split, done.stdout.splitlines())
            if key != "weight"
        }
        pooled = averages[name]
        assert [pooled.value, pooled.low, pooled.high] == pytest.approx(
            shown(lines, pooled.scale), rel=2e-3
        )


def shown(lines: dict[str, list[float]], scale: str) -> list[float]:
    """Return what R printed for the average that the site shows, on the readers' scale."""
    if scale == "share":
        return [1 / (1 + math.exp(-value)) for value in lines["exact"]]
    return [math.exp(value) if scale == "ratio" else value for value in lines["random"]]


def test_every_real_page_says_what_may_be_put_together(site: Path) -> None:
    pages = sorted((site / "compare").glob("*/*.html"))
    assert len(pages) > 30
    for path in pages:
        root = html.parse(path).getroot()
        sections = root.xpath("//*[@data-ev-estimate]")
        assert sections, path
        for section in sections:
            assert section.get("data-ev-estimate") in {"none", "study", "range"}
            assert "Not averaged" in text(section) or "Nothing is averaged" in text(section)
        assert len(root.xpath("//dt[starts-with(normalize-space(), '9. ')]")) == 1
        assert root.xpath("//h2[@id='_sure']"), path


def test_every_study_that_reports_stands_in_the_table_of_its_page(
    site: Path, evidence: Evidence
) -> None:
    for (population, domain), comparison in SiteEvidence(
        evidence, NOTHING_CHECKED
    ).comparisons.items():
        root = html.parse(site / address_of(population, domain)).getroot()
        links = {
            link.get("href")
            for link in root.xpath(
                "//table[@data-ev-table='studies' or @data-ev-table='further']//a"
            )
        }
        for group in comparison.groups:
            for one in (*group.final, *group.further):
                assert f"../../studies/{one.study.id}.html#{one.result.id}" in links


def test_harms_are_counted_in_the_choice_and_never_a_dash(made: Any) -> None:
    made.share("one", 3, 10)
    (study,) = made.evidence.studies.values()
    rash = Harm(id="rash", event="rash", arm="one", counted="participants", source="abstract",
                where="Results")  # fmt: skip
    evidence = dataclasses.replace(
        made.evidence, studies={"one": dataclasses.replace(study, harms=(rash, rash))}
    )
    body = compare_index(
        OpenPage(SiteEvidence(evidence, NOTHING_CHECKED), "compare/index.html")
    ).body
    assert 'href="../populations/grown-ups.html#_harms">2 harm counts</a>' in unescape(body)
    assert (
        "2 harm counts"
        not in compare_index(
            OpenPage(SiteEvidence(made.evidence, NOTHING_CHECKED), "compare/index.html")
        ).body
    )


def test_a_page_of_safety_outcomes_says_where_the_counts_are(evidence: Evidence) -> None:
    path = address_of("anti-mda5-ild", "safety")
    page = OpenPage(SiteEvidence(evidence, NOTHING_CHECKED), path)
    shown = compare_page(page, Gallery(), "anti-mda5-ild", "safety")
    assert shown.title.startswith("Safety outcomes told as results: ")
    assert "Counts of harm are not on this page" in shown.body
    assert re.search(r"anti-mda5-ild\.html#_harms\">\d+ harm counts</a>", unescape(shown.body))
