"""Finding one's way: search that leads to the thing itself, ways up and on, a menu for the keyboard, paper, weight."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.acceptance

Open = Callable[..., Page]


@pytest.mark.parametrize("place", ["http", "disk"])
@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Fan 2022", "studies/fan-2022"),
        ("33258553", "studies/paik-2021"),
        ("NCT03002649", "studies/paik-2021"),
        ("10.1002/art.41602", "studies/paik-2021"),
        ("baricitinib", "drugs/baricitinib"),
        ("CDASI", "outcomes/cdasi-activity"),
    ],
)
def test_the_thing_itself_stands_before_what_mentions_it(
    request: pytest.FixtureRequest, open_page: Open, place: str, words: str, first: str
) -> None:
    found = searched(open_page(f"{request.getfixturevalue(place)}index.html"), words)
    assert first in found[0], found[:5]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("STAT1", "studies/paik-2021.html"),
        ("NCT05437263", "studies/valor-brepocitinib-2025.html"),
        ("NCT04972760", "trials.html"),
        ("zoster", "studies/"),
        ("RP-ILD", "methods.html"),
    ],
)
def test_rows_of_tables_trials_and_words_are_found(
    http: str, open_page: Open, words: str, place: str
) -> None:
    found = searched(open_page(f"{http}index.html"), words)
    assert any(place in address for address in found), found


def test_a_found_row_shows_which_page_and_section_it_stands_in(http: str, open_page: Open) -> None:
    page = open_page(f"{http}index.html")
    searched(page, "STAT1 signalling")
    entry = page.locator(".md-search-result__item", has=page.locator("[href*='paik-2021']")).first
    expect(entry.locator("h1")).to_contain_text("Paik 2021")
    expect(entry.locator("h2").first).to_be_attached()


def test_the_search_loads_nothing_until_it_is_opened(http: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{http}studies/paik-2021.html")
    page.wait_for_timeout(500)
    assert not [address for address in asked if "search_index" in address]
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("Paik")
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=15000)
    page.locator(".md-search-result__link").first.click()
    expect(page.locator("mark").first).to_be_attached(timeout=15000)
    page.close()


def test_a_study_page_weighs_less_than_150_kilobytes(
    http: str, site: Path, browser: Browser
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{http}studies/paik-2021.html")
    page.wait_for_timeout(500)
    files = {
        address.removeprefix(http).partition("?")[0]
        for address in asked
        if address.startswith(http)
    }
    weight = sum(len(gzip.compress((site / name).read_bytes(), mtime=0)) for name in files)
    assert len(files) > 5
    assert weight < 150_000, {
        name: len(gzip.compress((site / name).read_bytes(), mtime=0)) for name in files
    }
    page.close()


def test_from_a_number_to_its_comparison_and_back(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/paik-2021.html#cdasi-activity-12w")
    page.locator("tr#cdasi-activity-12w").get_by_role("link", name="Beside other studies").click()
    row = page.locator("tr:target")
    expect(row).to_contain_text("Paik 2021")
    expect(row).to_be_in_viewport()
    row.get_by_role("link", name="Paik 2021").click()
    expect(page.locator("tr#cdasi-activity-12w")).to_be_in_viewport()
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Studies").click()
    assert page.url.endswith("studies/index.html")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/paik-2021.html", width=390)
    menu = page.get_by_role("button", name="Menu")
    studies = page.locator(".md-sidebar--primary").get_by_role("link", name="Studies", exact=True)
    expect(studies).not_to_be_visible()
    menu.focus()
    page.keyboard.press("Enter")
    expect(studies).to_be_in_viewport()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(studies).not_to_be_visible()
    expect(menu).to_be_focused()


def test_without_scripts_every_part_is_one_step_away(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/paik-2021.html", width=390, scripts=False)
    page.get_by_role("navigation", name="All parts of this site").get_by_role(
        "link", name="Methods"
    ).click()
    expect(page.locator("h1")).to_contain_text("Methods")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_folds_are_open_and_ways_are_gone(
    http: str, open_page: Open, *, scripts: bool
) -> None:
    page = open_page(f"{http}studies/paik-2021.html", scripts=scripts)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_text("Abstract, Results, sentence 3").first).to_be_visible()
    for gone in (
        ".md-header",
        ".md-tabs",
        ".ev-crumbs",
        ".ev-pager",
        ".ev-parts",
        ".ev-rows",
        ".md-sidebar",
    ):
        assert page.locator(gone).evaluate_all(
            "all => all.every((one) => !one.getClientRects().length)"
        ), gone
    assert (
        page.evaluate("getComputedStyle(document.body).getPropertyValue('--ev-paper').trim()")
        == "#fefefe"
    )


@pytest.mark.parametrize(
    "kind",
    ["index", "studies/paik-2021", "compare/anti-mda5-ild/survival", "look", "methods", "time"],
)
def test_four_times_as_large_nothing_scrolls_sideways_and_nothing_jumps(
    http: str, open_page: Open, kind: str
) -> None:
    page = open_page(f"{http}{kind}.html", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    shift = page.evaluate(
        """() => new Promise((told) => {
          let sum = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
            .observe({ type: "layout-shift", buffered: true });
          setTimeout(() => told(sum), 700);
        })"""
    )
    assert shift < 0.05


@pytest.mark.parametrize("width", [390, 1440])
def test_the_papers_around_a_study_are_links_in_sight(
    http: str, open_page: Open, width: int
) -> None:
    page = open_page(f"{http}studies/paik-2021.html", width=width)
    picture = page.locator("svg.ev-cited-svg:visible")
    assert picture.count() == 1
    box = picture.bounding_box()
    assert box
    assert box["x"] + box["width"] <= width
    paper = picture.get_by_role("link", name="Cited by: Beckett 2024")
    paper.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/beckett-2024.html")


def searched(page: Page, words: str) -> list[str]:
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type(words, delay=20)
    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_visible(timeout=20000)
    return [
        str(address)
        for address in results.evaluate_all("all => all.slice(0, 80).map((one) => one.href)")
    ]
