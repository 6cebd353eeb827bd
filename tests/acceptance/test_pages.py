"""Every kind of page, in a real browser: no barrier, no complaint, nothing asked from elsewhere, nothing cut off."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.acceptance

KINDS = (
    "index", "studies/index", "studies/paik-2021", "studies/fan-2022", "studies/ida-2023", "studies/bohan-1975",
    "drugs/index", "drugs/tofacitinib", "outcomes/index", "outcomes/cdasi-activity", "populations/index",
    "populations/anti-mda5-ild", "populations/adult-skin", "compare/index", "compare/anti-mda5-ild/survival",
    "compare/adult-skin/skin", "side-by-side", "time", "safety", "reviews", "trials", "map", "calculator",
    "screening", "bibliography", "whats-new", "checks", "methods", "data", "look", "curating/index", "curating/adding",
)  # fmt: skip
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A page is the same document in the dark: only its colours can raise a barrier that the light page has not.
RULES: dict[str, dict[str, Any]] = {
    "light": {"type": "tag", "values": STANDARDS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
Open = Callable[..., Page]


def barriers(page: Page, scheme: str) -> list[str]:
    response = Axe().run(page, options={"runOnly": RULES[scheme], "preload": False}).response
    return [f"{item['id']}: {item['nodes'][0]['html'][:160]} ({len(item['nodes'])})" for item in response["violations"]]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_barrier_no_complaint_nothing_cut_off(
    http: str, open_page: Open, kind: str, scheme: str, width: int
) -> None:
    page = open_page(f"{http}{kind}.html", width=width, scheme=scheme)
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
    assert barriers(page, scheme) == []
    assert page.complaints == []  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", KINDS)
def test_pages_open_from_a_disk(disk: str, open_page: Open, kind: str) -> None:
    page = open_page(f"{disk}{kind}.html", width=390)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(400)  # pictures come alive, or complain
    assert page.locator("h1").inner_text().strip()
    assert page.complaints == []  # type: ignore[attr-defined]
