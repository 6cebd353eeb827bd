"""Barriers that a page raises in a browser, as axe finds them."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A page is the same document in the dark: only its colours can raise a barrier that the light page
# has not.
_RULES: dict[str, dict[str, Any]] = {
    "light": {"type": "tag", "values": STANDARDS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

# The looks a page is tried in. What is dark on a phone is as dark on a desk.
# Looks of one width stand together: the page is loaded once for both.
LOOKS = (("light", 390), ("dark", 390), ("light", 1440))


def barriers(page: Page, scheme: str = "light") -> list[str]:
    """Return what axe finds on the page, with the first place of each."""
    # Places are final once the whole page is laid out; before, what is measured is an estimate.
    page.wait_for_selector("html.ev-settled", state="attached")
    # What passes is not asked for: to name it takes three times as long as to look.
    options = {"runOnly": _RULES[scheme], "preload": False, "resultTypes": ["violations"]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]} ({len(one['nodes'])})" for one in found]
