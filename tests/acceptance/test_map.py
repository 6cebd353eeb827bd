"""The map and the year of knowledge in a real browser: mouse, keyboard, a fresh address, no scripts, paper."""

import re
from collections.abc import Callable

import pytest
from barriers import LOOKS, barriers
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.acceptance

Open = Callable[..., Page]


@pytest.mark.parametrize("place", ["http", "disk"])
def test_a_cell_opens_its_list_by_keyboard_and_gives_the_focus_back(
    request: pytest.FixtureRequest, open_page: Open, place: str
) -> None:
    page = open_page(f"{request.getfixturevalue(place)}map.html")
    cell = page.locator("a[data-ev-cell='tofacitinib,survival']")
    cell.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Tofacitinib: Survival")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("heading", name="Tofacitinib: Survival")).to_be_focused()
    expect(sheet.get_by_role("link", name="Fan 2022")).to_be_visible()
    assert page.url.endswith("map.html#?cell=tofacitinib,survival")
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        )
    page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    expect(cell).to_be_focused()
    # The address goes back a moment after the focus does.
    expect(page).to_have_url(re.compile(r"map\.html$"))
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", ["http", "disk"])
def test_an_address_opened_fresh_shows_the_same_cell(
    request: pytest.FixtureRequest, open_page: Open, place: str
) -> None:
    root = request.getfixturevalue(place)
    page = open_page(f"{root}map.html#?view=population&cell=tofacitinib,juvenile")
    expect(page.get_by_role("dialog", name="Tofacitinib: Juvenile dermatomyositis")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("radio", name="population")).to_be_checked()
    expect(page.locator("#_bubbles-population")).to_be_visible()
    expect(page.locator("#_bubbles-outcome")).to_be_hidden()
    page.goto(f"{root}index.html")
    page.locator("#_bubbles-population a[data-ev-cell='tofacitinib,juvenile']").click()
    sheet = page.get_by_role("dialog", name="Tofacitinib: Juvenile dermatomyositis")
    expect(sheet).to_be_visible(timeout=20_000)  # another page has to be loaded


def test_the_switch_and_the_back_button(http: str, open_page: Open) -> None:
    page = open_page(f"{http}map.html")
    page.get_by_role("radio", name="population").check()
    expect(page.locator("#_bubbles-outcome")).to_be_hidden()
    page.locator("#_bubbles-population a[data-ev-cell='baricitinib,anti-mda5-ild']").click()
    sheet = page.locator("dialog")
    expect(sheet).to_be_visible()
    page.go_back()
    expect(sheet).not_to_be_visible()
    expect(page.locator("#_bubbles-population")).to_be_visible()
    page.go_back()
    expect(page.locator("#_bubbles-outcome")).to_be_visible()
    page.goto(f"{http}map.html#?view=nonsense&cell=%3Cb%3E,'\"]")
    expect(page.locator("#_bubbles-outcome")).to_be_visible()
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize(
    "address",
    ["map.html#?cell=tofacitinib,safety", "map.html#?view=population", "time.html#?year=2021",
     "time.html#?year=2023&view=population"],
)  # fmt: skip
def test_no_barrier_in_any_state(
    http: str, open_page: Open, address: str, width: int, scheme: str
) -> None:
    page = open_page(f"{http}{address}", width=width, scheme=scheme)
    if "cell" in address:
        for fold in page.locator("dialog details > summary").all():
            fold.click()
    elif "year" in address:
        expect(page.locator("[data-ev-year]").first).to_have_text(re.compile("202[13]"))
    assert barriers(page, scheme) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", ["http", "disk"])
def test_the_year_slides_by_keyboard_and_stands_in_the_address(
    request: pytest.FixtureRequest, open_page: Open, place: str
) -> None:
    page = open_page(f"{request.getfixturevalue(place)}time.html#?year=2021")
    slider = page.get_by_role("slider", name="Year of knowledge")
    expect(page.locator("[data-ev-year]").first).to_have_text("2021")
    expect(slider).to_have_attribute(
        "aria-valuetext", re.compile(r"^2021: 15 studies.*63 to 64 people$")
    )
    cell = page.locator("[data-ev-cell='_outcome-tofacitinib--survival']")
    expect(cell).to_contain_text("5 people")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-ev-year]").first).to_have_text("2022")
    expect(cell).to_contain_text("2 studies")
    assert page.url.endswith("#?year=2022")
    page.keyboard.press("Home")
    expect(cell.get_by_text("no study reports it")).to_be_visible()
    expect(cell.locator(".ev-cell")).to_be_hidden()
    page.go_back()
    expect(page.locator("[data-ev-year]").first).to_have_text("2022")
    page.get_by_role("button", name="Later").click()
    expect(page.locator("[data-ev-year]").first).to_have_text("2023")
    page.keyboard.press("Tab")
    assert page.complaints == []  # type: ignore[attr-defined]


def test_the_last_year_reached_by_sliding_is_the_page_as_it_was_written(
    http: str, open_page: Open
) -> None:
    page = open_page(f"{http}time.html")

    def shown() -> list[str]:
        places = "[data-ev-then]:not(.ev-year-added), td[data-ev-cell] .ev-cell, [id^=_then-] td"
        return page.locator(places).evaluate_all("all => all.map((one) => one.textContent)")

    written = shown()
    slider = page.get_by_role("slider", name="Year of knowledge")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-ev-year]").first).to_have_text("2014")
    page.keyboard.press("End")
    expect(page.locator("[data-ev-year]").first).to_have_text("2026")
    assert shown() == written


def test_a_printed_year_carries_what_was_then_known(http: str, open_page: Open) -> None:
    page = open_page(f"{http}time.html#?year=2017")
    expect(page.locator("[data-ev-year]").first).to_have_text("2017")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text(re.compile("Known at the end of 2017: 3 studies"))).to_be_visible()
    expect(page.locator("[data-ev-published='2017']")).to_be_visible()
    expect(page.locator("[data-ev-published='2018']").first).to_be_hidden()
    expect(page.locator(".ev-year-control")).to_be_hidden()
    expect(page.locator("#_bubbles-population")).to_be_visible()


def test_a_printed_map_is_whole(http: str, open_page: Open) -> None:
    page = open_page(f"{http}map.html#?cell=tofacitinib,skin")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for place in (
        "#_bubbles-outcome",
        "#_bubbles-population",
        "#_table-map-outcome",
        "#_table-map-population",
    ):
        expect(page.locator(place)).to_be_visible()
    expect(page.locator("dialog")).to_be_hidden()


def test_without_scripts_both_views_and_every_list_are_there(http: str, open_page: Open) -> None:
    page = open_page(f"{http}map.html", scripts=False)
    for view in ("outcome", "population"):
        expect(page.locator(f"#_bubbles-{view}")).to_be_visible()
        expect(page.locator(f"#_table-map-{view}")).to_be_visible()
    page.locator("#_bubbles-outcome a[data-ev-cell='tofacitinib,survival']").click()
    row = page.locator("tr#_outcome-tofacitinib--survival")
    expect(row).to_be_in_viewport()
    row.locator("td[data-label='The studies'] summary").click()
    expect(row.get_by_role("link", name="Fan 2022", exact=True)).to_be_visible()
    page.goto(f"{http}time.html")
    expect(page.locator(".ev-year-control")).to_be_hidden()
    expect(page.locator("#_table-years-all")).to_be_visible()


def test_cells_are_large_enough_for_a_finger_and_visible_when_focused(
    http: str, open_page: Open
) -> None:
    page = open_page(f"{http}map.html", width=390)
    sizes = page.locator("#_bubbles-outcome a").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 14
    cells = page.locator("#_bubbles-outcome a[data-ev-cell]").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
    )
    assert min(min(size) for size in cells) >= 24
    page.keyboard.press("Tab")
    page.locator("#_bubbles-outcome a[data-ev-cell]").first.focus()
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"
