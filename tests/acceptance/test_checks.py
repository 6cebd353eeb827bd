"""What readers see of the checks: the arithmetic, the mark on a number, and the way between the two."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.acceptance

Open = Callable[..., Page]


def test_the_mark_on_a_number_leads_to_its_arithmetic(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/lim-2020.html")
    number = page.locator("tr#tis-moderate-or-better-adult-9w")
    number.get_by_role("link", name="check: cannot both be right").click()
    target = page.locator(page.evaluate("location.hash"))
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("8 of 19 is 42.11 %")
    expect(target).to_contain_text("a percentage that a count of 19 can have")


def test_the_page_of_checks_counts_what_it_shows(http: str, open_page: Open) -> None:
    page = open_page(f"{http}checks.html")
    figures = [int(text.replace(",", "")) for text in page.locator(".ev-figure").all_inner_texts()]
    _, ran, agreed, cannot = figures
    assert page.locator("#_table-cannot tbody tr").count() == cannot == 4
    rows = page.locator("#_table-rules tbody tr")
    cells = [[int(text) for text in row.locator(".ev-num").all_inner_texts()] for row in rows.all()]
    assert sum(map(sum, cells)) == ran
    assert sum(row[0] for row in cells) == agreed
    expect(page.locator("#_table-accepted")).to_contain_text("Accepted:")


def test_known_faults_of_the_sources_stand_with_their_arithmetic(
    http: str, open_page: Open
) -> None:
    text = " ".join(open_page(f"{http}checks.html").locator("#_table-cannot").inner_text().split())
    for words in (
        "7 + 1 + 4 = 12 of 24",
        "610 to 76.0",
        "8 of 19 is 42.11 %",
        "equals the final figure",
    ):
        assert words in text
    assert not re.search(r"\berrors?\b|\bwrong\b", text)


def test_a_study_says_how_far_it_was_checked(http: str, open_page: Open) -> None:
    page = open_page(f"{http}studies/paik-2021.html")
    line = page.locator(".ev-checked")
    expect(line).to_contain_text(
        re.compile(r"18 rows of values, 8 of them from primary sources; \d+ checks ran")
    )
    line.get_by_role("link").click()
    expect(page.locator("#_checks")).to_be_in_viewport()
    page.locator("summary", has_text=re.compile(r"checks: agrees")).click()
    expect(page.locator("main")).to_contain_text(
        "implies r = 0.71 (0.67 to 0.76 over the rounding)"
    )
