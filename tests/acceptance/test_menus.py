"""The menu of every table and picture: each entry gives a valid file, over http and from a disk, by keyboard too."""

import base64
import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from barriers import LOOKS, barriers
from lxml import etree, html
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.acceptance
Open = Callable[..., Page]
PNG = b"\x89PNG\r\n\x1a\n"


def opened(page: Page, anchor: str) -> Locator:
    """Open the menu of a picture or table and return it, filled."""
    subject = page.locator(f"#{anchor}")
    menu = page.locator("details.ev-menu").filter(has=page.locator(f"a[href='#{anchor}']"))
    expect(subject).to_be_attached()
    menu.locator("summary").click()
    expect(menu.get_by_role("button").first).to_be_visible(timeout=15000)
    return menu


def saved(page: Page, menu: Locator, name: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        menu.get_by_role("button", name=re.compile(rf"as {name}|{name} specification")).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("way", ["http", "disk"])
def test_a_picture_is_saved_in_every_form(
    request: pytest.FixtureRequest, open_page: Open, way: str
) -> None:
    base = request.getfixturevalue(way)
    page = open_page(f"{base}studies/ida-2023.html")
    menu = opened(page, "_figure-change-of-each-ferritin")
    name, content = saved(page, menu, "CSV")
    assert name == "studies-ida-2023-change-of-each-ferritin.csv"
    rows = rows_of(content)
    assert [row["Patient"] for row in rows] == [
        f"Patient {number}" for number in (4, 2, 6, 1, 5, 3)
    ]
    assert (rows[0]["Baseline"], rows[0]["Last observation"], rows[0]["Change, computed"]) == (
        "852",
        "20",
        "−832",
    )
    document = json.loads(saved(page, menu, "JSON")[1])
    assert document["rows"] == [
        {name: value for name, value in row.items() if value} for row in rows
    ]
    assert "6 of 6 patients have both values" in document["caption"]
    assert document["cite"]
    svg = etree.fromstring(saved(page, menu, "SVG")[1])
    words = " ".join(" ".join(svg.itertext()).split())
    for phrase in (
        "Serum ferritin: change of each patient",
        "no control group",
        "6 of 6 patients",
        "Cite the primary",
    ):
        assert phrase in words
    assert "var(" not in etree.tostring(svg, encoding="unicode")
    assert saved(page, menu, "PNG")[1].startswith(PNG)
    specification = json.loads(saved(page, menu, "Vega-Lite")[1])
    assert specification["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", ["http", "disk"])
def test_a_table_is_saved_with_the_address_of_every_source(
    request: pytest.FixtureRequest, open_page: Open, way: str
) -> None:
    base = request.getfixturevalue(way)
    page = open_page(f"{base}studies/paik-2021.html")
    menu = opened(page, "_table-skin")
    rows = rows_of(saved(page, menu, "CSV")[1])
    first = rows[0]
    assert first["Permanent address"].endswith("studies/paik-2021.html#cdasi-activity-12w")
    assert first["Permanent address"].startswith(base if way == "http" else "studies/")
    assert first["Source: address"] == "https://pubmed.ncbi.nlm.nih.gov/33258553/"
    assert first["Result"].startswith(
        "28 ± 15.4 → 9.5 ± 8.5 points (mean ± SD) n = 10; mean change −18.5 points"
    )
    assert "Where in it: Abstract, Results, sentence 3" in first["Source"]
    assert "Cutaneous Dermatomyositis" not in first["Outcome"], (
        "an explanation is no part of a value"
    )
    assert (
        len(json.loads(saved(page, menu, "JSON")[1])["rows"])
        == len(rows)
        == page.locator("#_table-skin tbody tr").count()
    )


def test_a_table_is_saved_as_it_is_shown(http: str, open_page: Open) -> None:
    page = open_page(f"{http}drugs/tofacitinib.html")
    table = page.locator("#_table-studies")
    page.get_by_label("Filter by text").first.fill("paik")
    menu = opened(page, "_table-studies")
    rows = rows_of(saved(page, menu, "CSV")[1])
    assert (
        len(rows) == table.locator("tbody tr:visible").count() < table.locator("tbody tr").count()
    )
    assert all("aik" in json.dumps(row) for row in rows)


def test_a_comparison_keeps_the_drug_each_row_stands_under(http: str, open_page: Open) -> None:
    page = open_page(f"{http}compare/anti-mda5-ild/survival.html")
    rows = rows_of(saved(page, opened(page, "_table-studies"), "CSV")[1])
    assert rows[0]["Under"].startswith("Tofacitinib")
    assert all(row["Under"] for row in rows)


@pytest.mark.parametrize("way", ["http", "disk"])
def test_code_to_embed_is_a_whole_picture_elsewhere(
    request: pytest.FixtureRequest, open_page: Open, way: str
) -> None:
    base = request.getfixturevalue(way)
    page = open_page(f"{base}compare/anti-mda5-ild/survival.html")
    if way == "http":
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        "navigator.clipboard && (navigator.clipboard.writeText = async (text) => { window.copied = text; })"
    )
    opened(page, "_figure-shares-death-or-transplant-1y").get_by_role(
        "button", name="Copy code to embed"
    ).click()
    expect(page.get_by_role("status").filter(has_text="Code copied")).to_be_attached()
    figure = html.fragment_fromstring(page.evaluate("window.copied"))
    image, caption = figure.find("img"), figure.find("figcaption")
    etree.fromstring(base64.b64decode(image.get("src").partition("base64,")[2]))
    assert "94 of 290" in image.get("alt")
    assert "1 study" in caption.text_content()
    assert [link.get("href") for link in caption.iter("a")] == (
        [f"{base}compare/anti-mda5-ild/survival.html#_figure-shares-death-or-transplant-1y"]
        if way == "http"
        else []
    )
    elsewhere = page.context.new_page()
    elsewhere.set_content(page.evaluate("window.copied"))
    assert (
        elsewhere.evaluate(
            "async () => { const image = document.images[0]; await image.decode(); return image.width; }"
        )
        > 300
    )


def test_the_flow_of_screening_is_saved_too(http: str, open_page: Open) -> None:
    page = open_page(f"{http}screening.html", width=390)
    menu = opened(page, "_figure-flow")
    words = " ".join(" ".join(etree.fromstring(saved(page, menu, "SVG")[1]).itertext()).split())
    assert "Reports found (n = 131)" in words
    assert saved(page, menu, "PNG")[1].startswith(PNG)
    expect(menu.get_by_role("button", name="Vega-Lite")).to_have_count(0)


def test_the_keyboard_opens_walks_and_closes_a_menu(disk: str, open_page: Open) -> None:
    page = open_page(f"{disk}studies/paik-2021.html")
    menu = page.locator("details.ev-menu").filter(has=page.locator("a[href='#_table-skin']"))
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("button", name="Save the rows as CSV")).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Save the rows as CSV")).to_be_focused()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "studies-paik-2021-skin.csv"
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_without_scripts_the_links_of_a_menu_lead_on(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/ida-2023.html", scripts=False)
    menu = page.locator("#_figure-observed > .ev-menu")
    menu.locator("summary").click()
    expect(menu.get_by_role("button")).to_have_count(0)
    menu.get_by_role("link", name="How this was computed").click()
    expect(page.locator("#_patients")).to_be_in_viewport()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_an_open_menu_raises_no_barrier_and_is_large_enough(
    http: str, open_page: Open, scheme: str, width: int
) -> None:
    page = open_page(f"{http}studies/ida-2023.html", scheme=scheme, width=width)
    menus = [opened(page, anchor) for anchor in ("_figure-course-ferritin", "_table-lung")]
    assert barriers(page, scheme) == []
    for menu in menus:
        for target in menu.locator("summary, button, a").all():
            box = target.bounding_box()
            assert box
            assert min(box["height"], box["width"]) >= 24
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width


def test_patient_lines_are_found_from_the_head_of_the_study(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/ida-2023.html")
    page.get_by_role("link", name=re.compile("6 patients are described one by one")).first.click()
    expect(page.locator("#_patients")).to_be_in_viewport()
    for kind in ("observed", "course-ferritin", "change-of-each-ferritin"):
        expect(page.locator(f"#_figure-{kind} svg").first).to_be_attached()
