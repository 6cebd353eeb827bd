"""The pages of populations open with their summary of findings; other reviews stand beside our figures."""

import dataclasses
import re
from pathlib import Path

import pytest
from lxml import html

from generator.audit.catalogue import audit
from generator.html.open_page import OpenPage
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pages.population_glance import in_a_minute
from generator.synthesis.findings import summary_of_findings


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(site / f"{name}.html").getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def chosen(evidence: Evidence) -> list[tuple[str, list[str]]]:
    groups = evidence.topic.summary_of_findings
    return [
        (group.population, [outcome.certainty for outcome in group.outcomes]) for group in groups
    ]


def test_each_chosen_outcome_has_its_row_at_the_address_of_its_rating(
    site: Path, evidence: Evidence
) -> None:
    for population, names in chosen(evidence):
        root = page(site, f"populations/{population}")
        rows = [
            row.get("id")
            for box in root.find_class("ev-findings")
            for row in box.iter("tr")
            if row.get("id")
        ]
        assert sorted(rows) == sorted(names)
        first = root.find(".//main//h2")
        assert words(first).startswith("Summary of findings")
        headings = [
            words(caption)
            for box in root.find_class("ev-findings")
            for caption in box.iter("caption")
        ]
        assert headings[0].startswith("Benefits looked for")
        assert headings[1].startswith("Harms")


def test_an_empty_row_says_so(site: Path) -> None:
    row = words(
        page(site, "populations/adult-skin").get_element_by_id("adult-skin-quality-of-life")
    )
    assert "no study that could be read reports this" in row
    assert "no evidence" in row
    assert (
        "No study that could be read reports quality of life and itch in these people on a JAK inhibitor."
        in row
    )


def test_a_drug_stands_beside_its_control_with_people_of_a_hundred(site: Path) -> None:
    root = page(site, "populations/anti-mda5-ild")
    row = root.get_element_by_id("anti-mda5-ild-death-against-calcineurin-inhibitor")
    text = words(row)
    assert "32 of 100 94 of 290 (32.4 %)" in text
    assert "against 47 of 100 105 of 225 (46.7 %)" in text
    assert "hazard ratio 0.44 (0.20 to 0.96)" in text
    assert "⊕◯◯◯ very low judged" in text
    links = {link.get("href") for link in row.iter("a")}
    assert "../studies/wu-2025.html#death-or-transplant-1y-tof" in links
    assert "../studies/fan-2022.html#mortality-1y-tof-vs-tac" in links


def test_background_is_no_comparison(site: Path) -> None:
    bands = page(site, "populations/adult-skin").find_class("ev-background")
    assert bands
    assert all(words(band).startswith("Background, not a comparison") for band in bands)
    (skin,) = bands
    # Both groups of the trial, and who its people were.
    assert "change -1.16" in words(skin)
    assert "against change -9.36" in words(skin)
    assert "near: adults who had muscle disease too" in words(skin)


def test_another_outcome_or_other_people_are_no_background_of_a_rating(site: Path) -> None:
    muscle = page(site, "populations/adult-muscle-and-skin")
    said = " ".join(words(band) for band in muscle.find_class("ev-background"))
    assert "moderate" in said
    assert "3.21" not in said  # on the scale 0 to 150, beside one of 0 to 80
    lungs = page(site, "populations/anti-mda5-ild").find_class("ev-background")
    # The same people, counted as deaths like the comparisons they stand beside, in both groups.
    assert [("against" in words(band), "near" in words(band)) for band in lungs] == [(True, False)]
    assert not page(site, "populations/juvenile").find_class("ev-background")


def test_the_typed_reason_stands_under_the_reasons_only(site: Path, evidence: Evidence) -> None:
    rating = next(one for one in evidence.certainty if one.id == "juvenile-calcinosis")
    row = page(site, "populations/juvenile").get_element_by_id(rating.id)
    for tip in list(row.find_class("ev-tip")):
        tip.drop_tree()
    assert rating.reason in words(row)
    for spoken in row.find_class("ev-sentence"):
        assert rating.reason not in words(spoken)


def test_a_population_without_chosen_outcomes_says_so(site: Path) -> None:
    text = words(page(site, "populations/dm-unspecified").find(".//main"))
    assert "No outcomes were chosen for these people" in text


@pytest.mark.parametrize(
    "population", ["adult-skin", "adult-muscle-and-skin", "anti-mda5-ild", "juvenile"]
)
def test_a_population_in_a_minute(evidence: Evidence, site: Path, population: str) -> None:
    shown = in_a_minute(
        OpenPage(SiteEvidence(evidence, audit(evidence)), "compare.html"), population
    )
    assert shown is not None
    lines = html.fromstring(shown).findall("li")
    assert 3 <= len(lines) <= 10
    # Whatever was found or not found is named: in a line of its own, or among the others.
    for outcome in summary_of_findings(evidence, population):
        assert outcome.label.casefold() in words(html.fromstring(shown)).casefold()
    assert words(lines[0]).startswith("Tried: ")
    # Which regulators warn of a harm comes on top of what was found.
    assert all(len(words(line)) < 720 for line in lines), [words(line) for line in lines]
    for link in html.fromstring(shown).iter("a"):
        path, _, anchor = link.get("href").partition("#")
        root = page(site, path.removesuffix(".html"))
        assert not anchor or root.get_element_by_id(anchor) is not None


def test_a_minute_hides_no_disagreement(evidence: Evidence) -> None:
    page = OpenPage(SiteEvidence(evidence, audit(evidence)), "compare.html")
    lungs, skin = (
        words(html.fromstring(str(in_a_minute(page, name))))
        for name in ("anti-mda5-ild", "adult-skin")
    )
    death = lungs[lungs.index("Death, against other treatment") :]
    assert death.index("fewer on the drug, death from any cause by 6 months") < death.index(
        "no difference shown, but a large benefit or harm would both fit, death or lung"
    )
    assert "may increase herpes zoster" in skin
    # Two doses whose intervals overlap say one thing, though one of them holds no difference.
    assert "may increase serious infection: tofacitinib 5 mg twice daily, 9.7 of 100 v" in skin
    assert "differ:" not in skin


def test_a_population_without_chosen_outcomes_has_no_minute(evidence: Evidence) -> None:
    assert (
        in_a_minute(
            OpenPage(SiteEvidence(evidence, audit(evidence)), "compare.html"), "dm-unspecified"
        )
        is None
    )


def test_the_page_of_reviews_shows_figures_verdicts_and_caveats(
    site: Path, evidence: Evidence
) -> None:
    root = page(site, "reviews")
    text = words(root.find(".//main"))
    for phrase in (
        "risk ratio (adjustment not stated) 0.61 (0.41 to 0.91)",
        "hazard ratio (adjustment not stated) 1.02 (0.48 to 2.16)",
        "with 4 of 4 comparisons here",
        "It pools changes from the start in people without a control group",
        "crude total, not a pooled effect; Wilson’s 95 % interval",
        "AMSTAR 2: no information",
        "not yet appraised",
    ):
        assert phrase in text, phrase
    figures = {
        row.id
        for study in evidence.studies.values()
        for row in study.numbers
        if study.id == "ma-2024"
    }
    links = {
        link.get("href", "").partition("#")[2]
        for link in root.iter("a")
        if "ma-2024" in link.get("href", "")
    }
    assert figures <= links
    assert not re.search(r"\bpooled here\b", text)


def test_populations_lead_to_their_reviews(site: Path) -> None:
    main = page(site, "populations/anti-mda5-ild").find(".//main")
    links = {link.get("href") for link in main.iter("a")}
    assert "../reviews.html#_review-tofa-mda5-meta-39480695" in links
    assert "not confirmed" not in words(main)


@pytest.mark.parametrize(
    ("chosen", "named"),
    [
        (2, ""),
        (3, ""),
        (4, "1 more outcome: antibody titre"),
        (5, "2 more outcomes: antibody titre"),
    ],
)
def test_a_minute_names_what_it_has_no_line_for(
    vaccines: Evidence, chosen: int, named: str
) -> None:
    (group,) = vaccines.topic.summary_of_findings
    benefits = group.outcomes[:chosen]
    topic = dataclasses.replace(
        vaccines.topic,
        summary_of_findings=(dataclasses.replace(group, outcomes=benefits),),
    )
    evidence = dataclasses.replace(vaccines, topic=topic)
    page = OpenPage(SiteEvidence(evidence, audit(evidence)), "compare/index.html")
    shown = in_a_minute(page, group.population)
    assert shown is not None
    text = words(html.fromstring(shown)).casefold()
    assert (named in text) if named else ("more outcome" not in text)
    if named:
        links = {link.get("href") for link in html.fromstring(shown).iter("a")}
        assert "../populations/travelling-adults.html#adults-antibody" in links
