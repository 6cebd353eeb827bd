"""Every table and picture of the built site says how much it shows and in which order, and has its menu."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from lxml import html

from generator.model.evidence import Evidence
from generator.synthesis.groups import standing, treatment_studies
from generator.synthesis.participants import count_people

# What is counted, and in which order rows stand: said in words, so looked for in words.
COUNTED = re.compile(
    r"\d[\d,]* (stud(y|ies)|reports?|records?|registered trials?|statements?|second-hand reports?|thresholds?|ratings?|"
    r"known faults?|rules?|findings?|checks?|tables?|citations?|values?|outcomes?|figures? of the review|"
    r"of \d+ patients|measures?|appraisals?|categor(y|ies)|instruments?|comparisons?|parts? of the look)\b"
)
ORDERED = re.compile(r"\b(order|first|by (year|change|domain|decision|drug))\b", re.IGNORECASE)
# Written by hand, and not about evidence: what stands in docs/.
BY_HAND = frozenset(
    path.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
    for path in (ROOT / "docs").rglob("*.md")
)


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name not in BY_HAND:
            yield name, html.parse(path).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def shown(site: Path) -> list[tuple[str, html.HtmlElement]]:
    """Every table and picture with the page it stands on."""
    return [
        (name, one)
        for name, root in pages(site)
        for one in root.xpath("//main//table | //main//figure")
    ]


def caption_of(one: html.HtmlElement) -> str:
    captions = one.xpath("./caption | ./figcaption")
    return words(captions[0]) if captions else ""


def test_every_caption_counts_and_names_its_order(
    shown: list[tuple[str, html.HtmlElement]],
) -> None:
    assert len(shown) > 900
    bad = [
        (page, one.tag, caption_of(one)[:160])
        for page, one in shown
        if not COUNTED.search(caption_of(one)) or not ORDERED.search(caption_of(one))
    ]
    assert bad == []


def test_people_are_counted_in_every_picture_of_studies(
    shown: list[tuple[str, html.HtmlElement]],
) -> None:
    pictures = [(page, caption_of(one)) for page, one in shown if one.tag == "figure"]
    bad = [
        (page, text[:120])
        for page, text in pictures
        if not re.search(r"\b(people|person|patients)\b", text)
    ]
    assert len(pictures) > 150
    assert bad == []


def test_everything_has_a_menu_with_its_address_and_how_it_came_about(
    shown: list[tuple[str, html.HtmlElement]],
) -> None:
    for page, one in shown:
        if one.tag == "table" and next(one.iterancestors("figure"), None) is not None:
            continue  # the numbers of a picture: the picture has the menu
        menus = (
            one.xpath("./details[@class='ev-menu']") if one.tag == "figure" else menu_of_table(one)
        )
        assert len(menus) == 1, (page, one.get("id"))
        address, how = (link.get("href") for link in menus[0].iter("a"))
        assert address == f"#{one.get('id')}"
        assert "#_" in how, (page, how)
        assert words(menus[0].find("summary")) == "Save or cite"


def menu_of_table(table: html.HtmlElement) -> list[html.HtmlElement]:
    following = table.getparent().getnext()
    return [following] if following is not None and following.get("class") == "ev-menu" else []


def test_the_map_counts_the_people_the_home_page_counts(site: Path, evidence: Evidence) -> None:
    people = count_people(evidence, standing(evidence, treatment_studies(evidence)))
    root = html.parse(site / "index.html").getroot()
    caption = caption_of(root.get_element_by_id("_bubbles-population"))
    assert (
        f"{people.studies} studies, {people.low:,} to {people.high:,} people on a JAK inhibitor"
        in caption
    )
    assert f"in the {people.studies - people.unknown} studies that say how many" in caption


def test_a_number_drawn_leads_to_its_permanent_address(site: Path, evidence: Evidence) -> None:
    for page in ("studies/paik-2021", "drugs/tofacitinib", "compare/anti-mda5-ild/survival"):
        root = html.parse(site / f"{page}.html").getroot()
        tables = root.xpath("//figure//table[contains(@id, 'shares') or contains(@id, 'change-')]")
        assert tables
        for row in (row for table in tables for row in table.xpath(".//tbody/tr")):
            target = row.find(".//a").get("href")
            study, _, number = target.rpartition("/")[2].partition("#")
            name = study.removesuffix(".html") or page.rpartition("/")[2]
            assert number in {one.id for one in evidence.studies[name].results}, (page, target)
