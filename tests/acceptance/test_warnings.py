"""What regulators warn of is in sight on the first screen, and within a screen of every harm."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

# A desk and a phone, in CSS pixels.
SCREENS = [(1440, 900), (390, 844)]
FIRST = (
    "index.html",
    "safety.html",
    "compare/index.html",
    "populations/adult-skin.html",
    "populations/anti-mda5-ild.html",
    "drugs/tofacitinib.html",
    "drugs/brepocitinib.html",
)
# Where harms begin on a page: the rows of chosen harms, and the headings of sections of harms.
HARMS = (
    ".ev-findings[data-ev-harms] tbody tr, #_harms, .ev-minute .ev-regulator, "
    "#findings-harms, [data-ev-harms] caption"
)
DISTANCES = """harms => {
  const warnings = [...document.querySelectorAll(".ev-warning, .ev-regulator")]
    .map(warning => warning.getBoundingClientRect());
  return [...document.querySelectorAll(harms)].map(harm => {
    const from = harm.getBoundingClientRect();
    return Math.min(...warnings.map(warning => {
      if (warning.top >= from.top) return warning.top - from.top;
      return Math.max(from.top - warning.bottom, 0);
    }));
  });
}"""


def opened(open_page: Callable[..., Page], address: str, screen: tuple[int, int]) -> Page:
    page = open_page(address, width=screen[0])
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    return page


@pytest.mark.parametrize("screen", SCREENS, ids=["desk", "phone"])
@pytest.mark.parametrize("name", FIRST)
def test_the_warning_is_on_the_first_screen(
    open_page: Callable[..., Page], http: str, name: str, screen: tuple[int, int]
) -> None:
    page = opened(open_page, http + name, screen)
    warning = page.locator(".ev-warning").first
    first = warning.locator("p").first.bounding_box()
    assert first
    assert first["y"] + first["height"] <= screen[1]
    words = warning.inner_text()
    for heading in ("serious infections", "mortality", "malignancy", "thrombosis"):
        assert heading in words
    assert "major adverse cardiovascular events" in words
    if name != "drugs/tofacitinib.html":
        assert "Label not read: Brepocitinib" in words


@pytest.mark.parametrize("screen", SCREENS, ids=["desk", "phone"])
def test_a_warning_is_within_a_screen_of_every_harm(
    open_page: Callable[..., Page], http: str, site: Path, screen: tuple[int, int]
) -> None:
    folders = ("populations", "drugs", "compare/*", "studies")
    paths = [path for folder in folders for path in sorted(site.glob(f"{folder}/*.html"))[:12]]
    found = 0
    for path in (site / "safety.html", site / "compare/index.html", *paths):
        name = str(path.relative_to(site))
        page = opened(open_page, http + name, screen)
        if not page.locator(".ev-warning").count():
            continue
        distances = page.evaluate(DISTANCES, HARMS)
        found += len(distances)
        assert all(distance < screen[1] for distance in distances), (name, distances)
        page.close()
    assert found > len(paths) // 2
