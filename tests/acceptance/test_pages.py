"""Every kind of page, in a real browser: no barrier, no complaint, nothing asked from elsewhere, nothing cut off."""

from collections.abc import Callable

import pytest
from barriers import LOOKS, barriers
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.acceptance

KINDS = (
    "index", "studies/index", "studies/paik-2021", "studies/fan-2022", "studies/ida-2023", "studies/bohan-1975",
    "drugs/index", "drugs/tofacitinib", "outcomes/index", "outcomes/cdasi-activity", "populations/index",
    "populations/anti-mda5-ild", "populations/adult-skin", "compare/index", "compare/anti-mda5-ild/survival",
    "compare/adult-skin/skin", "side-by-side", "time", "safety", "reviews", "trials", "map", "calculator",
    "screening", "bibliography", "whats-new", "checks", "methods", "data", "look", "curating/index", "curating/adding",
    "how-it-works",
)  # fmt: skip
Open = Callable[..., Page]
# All looks of a kind go to one worker, which loads the page once for the same width.
GROUPED = [pytest.param(kind, marks=pytest.mark.xdist_group(kind)) for kind in KINDS]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("kind", GROUPED)
def test_no_barrier_no_complaint_nothing_cut_off(
    http: str, look_at: Open, kind: str, scheme: str, width: int
) -> None:
    page = look_at(f"{http}{kind}.html", width=width, scheme=scheme)
    colours = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", colours)
    assert barriers(page, scheme) == []
    assert page.complaints == []  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", KINDS)
def test_pages_open_from_a_disk(disk: str, look_at: Open, kind: str) -> None:
    page = look_at(f"{disk}{kind}.html", width=390, scheme="light")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(400)  # pictures come alive, or complain
    assert page.locator("h1").inner_text().strip()
    assert page.complaints == []  # type: ignore[attr-defined]
