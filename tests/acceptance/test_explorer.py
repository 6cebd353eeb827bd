"""The list of studies as readers use it: narrowing down, comparing, sending, taking home; by mouse, keyboard, phone."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from barriers import LOOKS, barriers
from playwright.sync_api import Locator, Page, expect

from generator.formats.ris import read_ris

pytestmark = pytest.mark.acceptance

Open = Callable[..., Page]
# Every study of the record.
TOTAL = len(list((Path(__file__).parents[2] / "data/studies").glob("*.yml")))
# Of them about children.
CHILDREN = 20
SURVIVAL = "#?drug=any.jak-inhibitor&population=anti-mda5-ild&outcome=any.survival"


def found(page: Page) -> Locator:
    return page.locator(".ev-found")


def rows(page: Page) -> Locator:
    return page.locator(".ev-explorer tbody tr")


def box(page: Page, facet: str, value: str) -> Locator:
    fold = page.locator(
        "details.ev-facet", has=page.locator("summary", has_text=re.compile(f"^{facet}"))
    )
    return fold.get_by_role("checkbox", name=re.compile(f"^{value}"))


@pytest.mark.parametrize("place", ["http", "disk"])
def test_list_compare_two_copy_the_link_and_open_it_fresh(
    request: pytest.FixtureRequest, open_page: Open, place: str
) -> None:
    root = request.getfixturevalue(place)
    page = open_page(f"{root}studies/index.html")
    expect(found(page)).to_have_text(f"{TOTAL} of {TOTAL} studies")
    box(page, "Drug", "Any JAK inhibitor").check()
    box(page, "Population", "Anti-MDA5 dermatomyositis with lung disease").check()
    box(page, "Outcome measured", "Survival").check()
    expect(found(page)).to_have_text(f"9 of {TOTAL} studies")
    expect(page.locator(".ev-found-people")).to_contain_text("people in 8 treatment studies")
    for name in ("Wu 2025", "Fan 2022"):
        rows(page).filter(has_text=name).get_by_role("checkbox").check()
    way = page.get_by_role("link", name="Compare side by side")
    assert (way.get_attribute("href") or "").endswith("side-by-side.html#?studies=wu-2025,fan-2022")
    if place == "http":
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link to this view").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()") if place == "http" else page.url
    assert address == f"{root}studies/index.html{SURVIVAL}&compare=wu-2025,fan-2022"
    fresh = open_page(address)
    expect(found(fresh)).to_have_text(f"9 of {TOTAL} studies")
    assert rows(fresh).all_inner_texts() == rows(page).all_inner_texts()
    expect(fresh.get_by_role("checkbox", name="Compare Wu 2025")).to_be_checked()
    expect(box(fresh, "Drug", "Any JAK inhibitor")).to_be_checked()
    assert page.complaints == fresh.complaints == []  # type: ignore[attr-defined]


def test_the_back_button_takes_back_one_choice_at_a_time(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/index.html")
    box(page, "Population", "Juvenile").check()
    box(page, "Outcome measured", "Calcinosis").check()
    expect(found(page)).to_have_text(f"1 of {TOTAL} studies")
    expect(rows(page)).to_contain_text("Zhang 2023")
    expect(rows(page)).to_contain_text("no control group")
    expect(rows(page)).to_contain_text("15 of 20 computed (75 %)")
    page.go_back()
    expect(found(page)).to_have_text(f"{CHILDREN} of {TOTAL} studies")
    expect(box(page, "Outcome measured", "Calcinosis")).not_to_be_checked()
    page.get_by_label("Filter by text").press_sequentially("tofa")
    expect(page).to_have_url(re.compile("text=tofa&population=juvenile$"))
    page.go_back()
    expect(page).to_have_url(re.compile("#\\?population=juvenile$"))
    expect(page.get_by_label("Filter by text")).to_have_value("")
    page.go_back()
    expect(found(page)).to_have_text(f"{TOTAL} of {TOTAL} studies")


def test_counts_say_what_each_further_choice_would_leave(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/index.html#?population=juvenile")
    values = page.locator("details.ev-facet", has_text="Drug").first.locator("label:visible")
    counts = dict(
        zip(
            values.locator("bdi").all_inner_texts(),
            values.locator(".ev-facet-count").all_inner_texts(),
            strict=True,
        )
    )
    assert int(counts["Any JAK inhibitor"]) > int(counts["Tofacitinib"]) > 0
    box(page, "Drug", "Tofacitinib").check()
    expect(found(page)).to_have_text(f"{counts['Tofacitinib']} of {TOTAL} studies")
    box(page, "Drug", "Baricitinib").check()
    more = int(found(page).inner_text().split()[0])
    assert (
        int(counts["Tofacitinib"]) < more <= int(counts["Tofacitinib"]) + int(counts["Baricitinib"])
    )
    page.get_by_role("button", name="Remove Drug: Tofacitinib").click()
    expect(found(page)).to_have_text(f"{counts['Baricitinib']} of {TOTAL} studies")
    page.get_by_role("button", name="Clear all").click()
    expect(found(page)).to_have_text(f"{TOTAL} of {TOTAL} studies")
    expect(page).to_have_url(f"{http}studies/index.html")


@pytest.mark.parametrize("place", ["http", "disk"])
def test_what_is_seen_goes_home_as_a_file(
    request: pytest.FixtureRequest, open_page: Open, place: str, tmp_path: Path
) -> None:
    page = open_page(
        f"{request.getfixturevalue(place)}studies/index.html{SURVIVAL}&sort=-year&columns=size,year"
    )
    expect(found(page)).to_have_text(f"9 of {TOTAL} studies")
    names = [
        text.splitlines()[0] for text in page.locator(".ev-explorer tbody th").all_inner_texts()
    ]

    def take(button: str, ending: str) -> str:
        page.locator("summary", has_text="Download these 9").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        name = download.value.suggested_filename
        assert re.fullmatch(
            rf"jak-inhibitors-in-dermatomyositis-9-of-{TOTAL}-studies-version-[\d.]+\.{ending}",
            name,
        )
        download.value.save_as(tmp_path / name)
        page.keyboard.press("Escape")
        return (tmp_path / name).read_bytes().decode()

    table = list(csv.reader(io.StringIO(take("CSV", "csv"))))
    assert table[0] == ["Study", "People", "Year", "Address"]
    assert [row[0].split(" [")[0] for row in table[1:]] == names
    found_json = json.loads(take("JSON", "json"))
    assert [row["Study"].split(" [")[0] for row in found_json["studies"]] == names
    assert found_json["view"] == page.url
    references = take("RIS", "ris")
    records, faults = read_ris(references, "shown.ris")
    assert not faults
    assert references.count("TY  - ") == len(records) >= 9
    assert references.count("ER  - ") == references.count("TY  - ")
    assert take("BibTeX", "bib").count("\n@") + 1 == references.count("TY  - ")


def test_any_column_puts_studies_in_order_and_columns_can_be_chosen(
    http: str, open_page: Open
) -> None:
    page = open_page(f"{http}studies/index.html")
    page.get_by_role("button", name="People").click()
    expect(page).to_have_url(re.compile("sort=-size"))
    expect(rows(page)).to_have_count(TOTAL)
    sizes = page.locator(".ev-explorer td[data-ev-column=size]").all_inner_texts()
    numbers = [int(text.replace(",", "")) for text in sizes if text[:1].isdigit()]
    assert numbers == sorted(numbers, reverse=True)
    assert all(not text[:1].isdigit() for text in sizes[len(numbers) :]), (
        "what is not reported stands last"
    )
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("People")
    assert page.get_by_role("columnheader", name="Results").get_by_role("button").count() == 0
    page.locator("summary", has_text="Columns").click()
    page.get_by_role("checkbox", name="Appraisal").check()
    page.get_by_role("checkbox", name="Population").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Columns")).to_be_focused()
    expect(page.get_by_role("columnheader", name="Appraisal")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Population")).to_have_count(0)
    expect(page).to_have_url(re.compile("columns=study,drug,design,size,results,year,appraisal"))


def test_where_nothing_fits_it_says_what_to_let_go_of(http: str, open_page: Open) -> None:
    page = open_page(
        f"{http}studies/index.html#?population=juvenile&outcome=any.survival&text=2023"
    )
    nothing = page.locator(".ev-nothing")
    expect(found(page)).to_have_text(f"0 of {TOTAL} studies")
    expect(nothing).to_contain_text("No study fits all of this.")
    assert barriers(page) == []
    way = nothing.get_by_role("button").first
    number = re.search(r"\d+", way.inner_text())
    assert number
    way.click()
    expect(found(page)).to_have_text(f"{number[0]} of {TOTAL} studies")
    page.goto(f"{http}studies/index.html#?population=juvenile&outcome=any.survival&text=nowhere")
    nothing.get_by_role(
        "button", name=re.compile(f"Keep only population: {CHILDREN} studies")
    ).click()
    expect(found(page)).to_have_text(f"{CHILDREN} of {TOTAL} studies")


def test_by_keyboard_alone_on_a_phone(disk: str, open_page: Open) -> None:
    page = open_page(f"{disk}studies/index.html", width=390)
    expect(found(page)).to_have_text(f"{TOTAL} of {TOTAL} studies")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    button = page.get_by_role("button", name="Filters")
    expect(page.locator("#_filters")).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Filters")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "tofacitinib"
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("drug=tofacitinib$"))
    assert page.evaluate("document.activeElement.value") == "tofacitinib", (
        "choosing does not move the reader"
    )
    page.keyboard.press("Escape")
    expect(page.locator("#_filters")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (1 active)")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Copy link"):
            break
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style != "none", "the focus is visible"
    card = rows(page).first.bounding_box()
    assert card
    assert card["width"] <= 390
    assert page.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_no_barrier_in_any_state(http: str, open_page: Open, width: int, scheme: str) -> None:
    page = open_page(
        f"{http}studies/index.html{SURVIVAL}&compare=wu-2025,fan-2022", width=width, scheme=scheme
    )
    expect(found(page)).to_have_text(f"9 of {TOTAL} studies")
    if width == 390:
        page.get_by_role("button", name="Filters").first.click()
    folds = page.locator("details.ev-facet, details.ev-facet-more")
    folds.evaluate_all("(folds) => folds.forEach((fold) => { fold.open = true; })")
    assert barriers(page, scheme) == []
    for words in ("Columns", "Download"):
        page.locator("summary", has_text=words).click()
        assert barriers(page, scheme) == []
    small = page.locator(".ev-explorer").evaluate(
        """(all) => [...all.querySelectorAll("button, select, summary, label, .ev-go, input[type=search]")]
          .map((one) => [one.getBoundingClientRect(), one.textContent])
          .filter(([box]) => box.width && box.height < 23.9)
          .map(([box, text]) => `${text}: ${box.height}`)"""
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_four_studies_at_most_stand_side_by_side(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/index.html")
    boxes = page.get_by_role("checkbox", name=re.compile("^Compare "))
    boxes.nth(0).check()
    expect(page.locator(".ev-tray")).to_contain_text("Choose one more")
    assert page.get_by_role("link", name="Compare side by side").count() == 0
    for place in (1, 2, 3):
        boxes.nth(place).check()
    expect(page.locator(".ev-tray")).to_contain_text("Four at most")
    boxes.nth(4).click()
    expect(boxes.nth(4)).not_to_be_checked()
    chosen = unquote(page.url).partition("compare=")[2].split(",")
    assert len(chosen) == 4
    page.locator(".ev-tray button").first.click()
    expect(boxes.nth(0)).not_to_be_checked()


def test_an_anchor_and_a_hostile_address_do_no_harm(http: str, open_page: Open) -> None:
    for words in (
        "#_drafts",
        "#?drug=<img src=x onerror=alert(1)>&sort=__proto__&compare=none&text=%3Cb%3E%zz",
        "#?%&&=&",
    ):
        page = open_page(f"{http}studies/index.html{words}")
        expect(found(page)).to_contain_text(f"of {TOTAL} studies")
        assert page.locator(".ev-explorer img, .ev-explorer b").count() == 0
        assert page.complaints == []  # type: ignore[attr-defined]


def test_without_scripts_and_on_paper_every_study_is_there(http: str, open_page: Open) -> None:
    plain = open_page(f"{http}studies/index.html", scripts=False)
    tables = plain.locator("noscript table tbody tr")
    assert tables.count() == TOTAL
    expect(tables.first).to_be_visible()
    page = open_page(f"{http}studies/index.html")
    expect(found(page)).to_have_text(f"{TOTAL} of {TOTAL} studies")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert rows(page).count() == TOTAL
    expect(page.locator(".ev-panel")).to_be_hidden()
    expect(page.locator(".ev-found-people")).to_be_visible()


def test_where_the_evidence_cannot_be_loaded_the_plain_tables_come(
    http: str, open_page: Open
) -> None:
    page = open_page("about:blank")
    page.route("**/evidence-index.js", lambda route: route.abort())
    page.goto(f"{http}studies/index.html")
    expect(page.locator("#_table-treatment tbody tr").first).to_be_visible()
    assert page.locator("#explorer tbody tr").count() == TOTAL
