"""What readers do with the site, by mouse, keyboard and without scripts, over http and from a disk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.acceptance

Open = Callable[..., Page]


@pytest.mark.parametrize("place", ["http", "disk"])
@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("Paik", "paik-2021"),
        ("33258553", "paik-2021"),
        ("Tofacitinib", "tofacitinib"),
        ("CDASI", "cdasi-activity"),
        ("NCT03002649", "paik-2021"),
    ],
)
def test_search_finds_studies_drugs_and_outcomes(
    request: pytest.FixtureRequest, open_page: Open, place: str, words: str, target: str
) -> None:
    page = open_page(f"{request.getfixturevalue(place)}index.html")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type(words, delay=20)
    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_visible(timeout=15000)
    addresses = [
        results.nth(number).get_attribute("href") or ""
        for number in range(min(results.count(), 10))
    ]
    assert any(target in address for address in addresses), addresses
    assert page.complaints == []  # type: ignore[attr-defined]


def test_a_source_opens_in_one_step_by_keyboard_and_without_scripts(
    http: str, open_page: Open
) -> None:
    for scripts in (True, False):
        page = open_page(f"{http}studies/paik-2021.html", scripts=scripts)
        source = page.locator("tr#cdasi-activity-12w details.ev-source")
        source.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(source.get_by_role("link", name="PubMed abstract (seed)")).to_be_visible()
        expect(source).to_contain_text("primary")
        expect(source).to_contain_text("Abstract, Results, sentence 3")


def test_the_permanent_address_of_a_number_leads_to_it(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/paik-2021.html#cdasi-activity-12w")
    expect(page.locator("tr#cdasi-activity-12w")).to_be_in_viewport()


def test_a_word_is_explained_on_focus_and_goes_with_escape(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/paik-2021.html")
    word = page.locator("button.ev-term-word").first
    word.focus()
    tip = page.locator(f"#{word.get_attribute('aria-describedby')}")
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).not_to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_word_in_a_table_is_explained_beside_the_word(
    http: str, open_page: Open, width: int
) -> None:
    page = open_page(f"{http}studies/paik-2021.html", width=width)
    word = page.locator(".ev-scroll button.ev-term-word:visible").last
    word.focus()
    tip = page.locator(f"#{word.get_attribute('aria-describedby')}")
    expect(tip).to_be_visible()
    place, said = word.bounding_box(), tip.bounding_box()
    assert place
    assert said
    below, above = (
        abs(said["y"] - place["y"] - place["height"]),
        abs(place["y"] - said["y"] - said["height"]),
    )
    assert min(below, above) < 12
    assert said["x"] >= 0
    assert said["x"] + said["width"] <= width


@pytest.mark.parametrize("name", ["studies/paik-2021", "map", "safety"])
def test_paper_holds_every_row_of_every_table(http: str, open_page: Open, name: str) -> None:
    page = open_page(f"{http}{name}.html")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    flat = page.locator("main :is(.ev-scroll, .ev-chart-image)").evaluate_all(
        """(all) => all.map((one) => [one.firstElementChild.getBoundingClientRect(), one.getBoundingClientRect(), one])
          .filter(([, , one]) => !one.closest("[hidden]"))
          .filter(([inner, outer]) => !inner.height || inner.bottom > outer.bottom + 1)
          .map(([inner, , one]) => [inner.height, one.textContent.slice(0, 60)])"""
    )
    assert flat == []


def test_a_long_table_sorts_and_filters(http: str, open_page: Open) -> None:
    page = open_page(f"{http}safety.html")
    table = page.locator("#_table-unstated")
    rows = table.locator("tbody tr:visible")
    before = rows.count()
    header = table.get_by_role("button", name=re.compile("Study"))
    header.click()
    header.click()
    names = table.locator("tbody th").all_inner_texts()
    assert names[0].lower() > names[-1].lower()
    page.get_by_label("Filter by text").first.fill("infection")
    expect(rows.first).to_contain_text(re.compile("infection", re.IGNORECASE))
    assert 0 < rows.count() < before


def test_pictures_come_alive_in_both_schemes_without_eval(disk: str, open_page: Open) -> None:
    for scheme in ("light", "dark"):
        page = open_page(f"{disk}studies/paik-2021.html", scheme=scheme)
        picture = page.locator("figure.ev-chart").first
        picture.scroll_into_view_if_needed()
        expect(picture.locator("[data-ev-live]")).to_be_attached(timeout=15000)
        assert picture.locator(".ev-chart-live svg").count() == 1
        box, live = (
            picture.locator(name).bounding_box()
            for name in (".ev-chart-frame > svg", ".ev-chart-live")
        )
        assert box
        assert live
        assert abs(box["y"] - live["y"]) < 2
        assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("day", "overdue"), [("2027-02-28", 0), ("2027-03-01", 1)])
def test_a_late_search_is_called_overdue_by_the_reader_s_own_clock(
    http: str, open_page: Open, day: str, overdue: int
) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time(f"{day}T12:00:00")
    for name, places in (("index", 2), ("methods", 2), ("studies/paik-2021", 1)):
        page.goto(f"{http}{name}.html")
        expect(page.locator("[data-ev-due] + .ev-overdue")).to_have_count(places * overdue)


@pytest.mark.parametrize(("day", "old"), [("2027-02-20", 0), ("2027-02-21", 1)])
def test_a_look_for_notices_grows_old_by_the_reader_s_own_clock(
    http: str, open_page: Open, day: str, old: int
) -> None:
    page = open_page("about:blank")
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(f"{http}bibliography.html")
    expect(page.locator("#mcleish-2023 [data-ev-fresh] + .ev-overdue")).to_have_count(old)
    expect(page.locator(".ev-overdue", has_text="look again")).to_have_count(old)


def test_citations_can_be_copied(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/paik-2021.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").first.click()
    assert "Paik JJ" in page.evaluate("navigator.clipboard.readText()")
    page.locator("summary", has_text="RIS").first.click()
    page.get_by_role("button", name="Copy RIS").first.click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("TY  - JOUR")


def test_a_printed_page_is_whole(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/paik-2021.html")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0


def test_the_reader_finds_the_three_answers(http: str, open_page: Open) -> None:
    page = open_page(f"{http}populations/adult-skin.html")
    row = page.locator("#_table-drugs tbody tr", has_text="Tofacitinib")
    expect(row).to_contain_text("28 ± 15.4")
    expect(row).to_contain_text("9.5 ± 8.5")
    page.goto(f"{http}populations/anti-mda5-ild.html")
    page.locator("#_results ~ ul a", has_text="Survival").click()
    expect(page.locator("#_table-studies")).to_contain_text("Fan 2022")
    page.goto(f"{http}studies/paik-2021.html")
    expect(page.locator("main")).to_contain_text("No control group.")


def test_a_box_of_the_flow_opens_its_list(http: str, open_page: Open) -> None:
    page = open_page(f"{http}screening.html")
    fold = page.locator("#_excluded")
    assert not fold.evaluate("fold => fold.open")
    page.get_by_role("link", name=re.compile(r"^Excluded: 39")).focus()
    page.keyboard.press("Enter")
    expect(fold.locator("tbody tr").first).to_be_visible()
    assert fold.locator("tbody tr").count() == 39
    page.get_by_label("Filter by text").fill("narrative review")
    expect(page.locator("#_awaiting")).to_be_hidden()
    expect(fold.locator("tbody tr:visible").first).to_contain_text("arrative review")
    page.get_by_label("Decision").select_option("awaiting")
    expect(page.locator(".ev-filter output")).to_have_text("0 of 131")
    page.goto(f"{http}screening.html#_awaiting")
    page.get_by_role("link", name=re.compile(r"^Awaiting classification: 17")).click()
    expect(page.locator("#_awaiting tbody tr").first).to_be_visible()


@pytest.mark.parametrize(
    ("width", "layout"),
    [(320, "narrow"), (390, "narrow"), (640, "narrow"), (720, "wide"), (1440, "wide")],
)
def test_the_flow_is_legible_at_every_width(
    http: str, open_page: Open, width: int, layout: str
) -> None:
    page = open_page(f"{http}screening.html", width=width)
    picture = page.locator("svg.ev-flow-svg:visible")
    assert picture.count() == 1
    assert f"ev-flow-{layout}" in (picture.get_attribute("class") or "")
    texts = picture.locator("text").evaluate_all(
        """texts => texts.map((text) => {
          const box = text.getBoundingClientRect();
          const frame = text.parentElement.querySelector("rect").getBoundingClientRect();
          const size = parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getBoundingClientRect().width
            / text.ownerSVGElement.viewBox.baseVal.width;
          return [size, box.left - frame.left, frame.right - box.right];
        })"""
    )
    assert len(texts) > 15
    assert min(size for size, _, _ in texts) >= 12
    assert min(min(left, right) for _, left, right in texts) >= 0, "no word leaves its box"


def test_without_scripts_the_flow_and_the_lists_are_there(http: str, open_page: Open) -> None:
    page = open_page(f"{http}screening.html", scripts=False)
    expect(page.locator("svg.ev-flow-wide")).to_be_visible()
    expect(page.locator("main")).to_contain_text("after that day this record is overdue")
    page.locator("#_awaiting > summary").click()
    expect(page.locator("#_awaiting tbody tr").first).to_be_visible()
