"""Side by side in a real browser: chosen by mouse and keyboard, kept in the address, read on a phone and on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from barriers import barriers
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.acceptance

Open = Callable[..., Page]
FOUR = "#?studies=paik-2021,ida-2023,fan-2022,aggarwal-2022"
DRUGS = "#?drugs=tofacitinib,ruxolitinib,baricitinib"


def opened(open_page: Open, place: str, state: str, columns: int, **how: Any) -> Page:
    page = open_page(f"{place}side-by-side.html{state}", **how)
    expect(page.locator(f".ev-beside-table[data-ev-columns='{columns}']")).to_be_visible()
    return page


def heads(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".ev-beside-table thead th a").all_inner_texts()]


def row(page: Page, name: str) -> Any:
    heading = page.get_by_role("rowheader", name=name, exact=True)
    return page.get_by_role("row").filter(has=heading)


@pytest.mark.parametrize("place", ["http", "disk"])
def test_two_studies_are_chosen_and_the_link_opens_the_same(
    request: pytest.FixtureRequest, open_page: Open, place: str
) -> None:
    home = request.getfixturevalue(place)
    page = open_page(f"{home}side-by-side.html")
    for words in ("fan 2022", "33258553 nothing", "ida 2023"):
        page.get_by_label("Find by text").fill(words)
        if "nothing" in words:
            expect(page.get_by_role("button", name="Add")).to_be_disabled()
            continue
        page.get_by_role("button", name="Add").click()
    expect(page.locator(".ev-beside-table[data-ev-columns='2']")).to_be_visible()
    assert page.url.endswith("#?studies=fan-2022,ida-2023")
    fresh = open_page(page.url)
    expect(fresh.locator(".ev-beside-table")).to_be_visible()
    assert (
        fresh.locator(".ev-beside-table").inner_text()
        == page.locator(".ev-beside-table").inner_text()
    )
    for one in (page, fresh):
        assert one.complaints == []  # type: ignore[attr-defined]


def test_the_back_button_undoes_a_step(http: str, open_page: Open) -> None:
    page = opened(open_page, http, "#?studies=fan-2022,ida-2023", 2)
    page.get_by_role("button", name="Move Fan 2022 one place later").click()
    assert heads(page) == ["Ida 2023", "Fan 2022"]
    page.go_back()
    expect(page.locator(".ev-beside-table thead th").first).to_contain_text("Fan 2022")
    page.go_forward()
    expect(page.locator(".ev-beside-table thead th").first).to_contain_text("Ida 2023")


def test_everything_can_be_done_by_keyboard(http: str, open_page: Open) -> None:
    page = open_page(f"{http}side-by-side.html")
    page.get_by_label("Find by text").focus()
    for words in ("paik 2021", "aggarwal 2022"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    expect(page.locator(".ev-beside-table[data-ev-columns='2']")).to_be_visible()
    page.get_by_role("button", name="Move Aggarwal 2022 one place earlier").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ev-beside-table thead th").first).to_contain_text("Aggarwal 2022")
    expect(page.get_by_role("button", name="Move Aggarwal 2022 one place later")).to_be_focused()
    page.get_by_role("button", name="Remove Aggarwal 2022").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove Paik 2021")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find by text")).to_be_focused()
    expect(page.locator(".ev-beside-table")).to_have_count(0)


def test_rows_align_and_say_what_differs(http: str, open_page: Open) -> None:
    page = opened(open_page, http, "#?studies=paik-2021,aggarwal-2022", 2)
    note = page.get_by_role("note", name="Before reading across")
    for words in ("not the effect of a drug", "Paik 2021 (no control group)", "never by result"):
        expect(note).to_contain_text(words)
    first, second = row(page, "CDASI activity").get_by_role("cell").all()
    expect(first).to_contain_text("28 ± 15.4 → 9.5 ± 8.5 points")
    expect(first).to_contain_text("n = 10")
    expect(second).to_contain_text("≠ other time")
    expect(row(page, "Design").get_by_role("cell").nth(1)).to_contain_text("≠ other design")
    # Nothing that control groups did in other trials fits this outcome of the first study.
    expect(page.get_by_role("row").filter(has_text="Global response").first).to_contain_text(
        "not a comparison"
    )
    first.get_by_role("link").first.click()
    expect(page.locator("tr#cdasi-activity-12w")).to_be_in_viewport()


def test_drugs_stand_side_by_side_without_a_sum_or_rank(http: str, open_page: Open) -> None:
    page = opened(open_page, http, DRUGS, 3)
    assert heads(page) == ["Tofacitinib", "Ruxolitinib (tablets)", "Baricitinib"]
    expect(row(page, "With a result against a control group")).to_contain_text("0 of 7 studies")
    expect(page.get_by_role("note", name="Before reading across")).to_contain_text(
        "nothing is added up"
    )
    lines = page.locator(".ev-beside-entry", has_text="no control group")
    assert lines.count() > 10


def test_what_an_address_cannot_mean_is_told(http: str, open_page: Open) -> None:
    named = "no-such,../x,paik-2021,paik-2021,fan-2022,ida-2023,wang-2022,chen-2025"
    page = open_page(f"{http}side-by-side.html#?studies={named}")
    expect(page.locator(".ev-beside-said")).to_contain_text("Not in this record: no-such, ../x")
    expect(page.locator(".ev-beside-said")).to_contain_text("Only the first 4 are shown")
    expect(page.locator(".ev-beside-table[data-ev-columns='4']")).to_be_visible()
    expect(page.get_by_role("button", name="Add")).to_be_disabled()
    page = open_page(f"{http}side-by-side.html#?studies=<img src=x onerror=alert(1)>")
    expect(page.locator(".ev-beside-said")).to_contain_text("<img")
    assert page.complaints == []  # type: ignore[attr-defined]


def test_a_study_and_a_drug_lead_here_without_scripts_too(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/fan-2022.html", scripts=False)
    page.get_by_text("Compare with …").click()
    page.get_by_role("link", name="Choose another study").click()
    expect(page.locator("[data-ev-without]")).to_be_visible()
    page.get_by_text("Every study and drug that can stand here").click()
    expect(page.get_by_role("link", name="Paik 2021", exact=True)).to_be_visible()
    page = open_page(f"{http}drugs/baricitinib.html")
    page.get_by_text("Compare with …").click()
    page.locator(".ev-ways").get_by_role("link", name="Tofacitinib").click()
    expect(page.locator(".ev-beside-table[data-ev-columns='2']")).to_be_visible()
    assert heads(page) == ["Baricitinib", "Tofacitinib"]


def test_the_link_can_be_copied(http: str, open_page: Open) -> None:
    page = opened(open_page, http, FOUR, 4)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(FOUR)


def test_only_what_leads_somewhere_has_the_colour_of_links(http: str, open_page: Open) -> None:
    page = open_page(f"{http}side-by-side.html{FOUR}")
    cell = page.locator(".ev-beside-table td").filter(has_text="dermatomyositis").first
    ink = page.locator(".ev-lede").evaluate("(one) => getComputedStyle(one).color")
    assert cell.evaluate("(one) => getComputedStyle(one).color") == ink


@pytest.mark.parametrize("width", [320, 390, 800, 1440])
@pytest.mark.parametrize("state", [FOUR, DRUGS])
def test_nothing_is_cut_off_and_a_phone_reads_line_by_line(
    http: str, open_page: Open, state: str, width: int
) -> None:
    page = opened(open_page, http, state, state.count(",") + 1, width=width)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.locator(".ev-beside-table td").evaluate_all(
        "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.innerText)"
    )
    assert outside == []
    first = page.locator(".ev-beside-table tbody tr:not(.ev-band)").first.get_by_role("cell")
    tops = first.evaluate_all(
        "cells => cells.map((cell) => Math.round(cell.getBoundingClientRect().top))"
    )
    assert len(set(tops)) == (len(tops) if width < 960 else 1)
    labels = first.evaluate_all(
        "cells => cells.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert all(label != "none" for label in labels) == (width < 960)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("state", "width"), [(FOUR, 1440), (FOUR, 390), (DRUGS, 1440), ("", 1440)])
def test_no_barrier_in_any_state(
    http: str, open_page: Open, state: str, width: int, scheme: str
) -> None:
    page = open_page(f"{http}side-by-side.html{state}", width=width, scheme=scheme)
    if state:
        expect(page.locator(".ev-beside-table")).to_be_visible()
        page.evaluate(
            "document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"
        )
    assert barriers(page, scheme) == []


@pytest.mark.parametrize("state", [FOUR, DRUGS, ""])
def test_nothing_moves_while_the_columns_come(http: str, open_page: Open, state: str) -> None:
    page = open_page("about:blank")
    page.goto(f"{http}side-by-side.html{state}")
    expect(page.get_by_role("button", name="Add")).to_be_visible()
    moved = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
            .observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 600);
        })"""
    )
    assert moved < 0.05


def test_buttons_are_large_enough_for_a_finger(http: str, open_page: Open) -> None:
    page = opened(open_page, http, FOUR, 4, width=390)
    pressed = page.locator(
        ".ev-beside-page :is(button, select, input:not([type=radio]), fieldset label)"
    )
    sizes = pressed.evaluate_all("all => all.map((one) => [one.offsetWidth, one.offsetHeight])")
    assert min(min(size) for size in sizes) >= 24


def test_on_paper_the_table_stands_without_its_controls(http: str, open_page: Open) -> None:
    page = opened(open_page, http, FOUR, 4)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".ev-beside-table")).to_be_visible()
    expect(page.get_by_role("note", name="Before reading across")).to_be_visible()
    for part in (".ev-beside-choose", ".ev-beside-chosen", ".ev-beside-tools", "[data-ev-choices]"):
        expect(page.locator(part)).to_be_hidden()
    assert page.locator(".ev-beside-table details:not([open])").count() == 0
