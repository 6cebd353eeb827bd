"""The list of a thousand studies on a slow processor: it opens and narrows down before a reader notices.

The thousand are the site's own studies fifteen times over under names of their own: as much text, as many results.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.tables.browse_index import call_script, called_with

pytestmark = pytest.mark.acceptance

TIMES, SLOWER = 15, 4
OPENS, NARROWS = 1500, 100
# What the reader waits for: the first rows are there and the browser has drawn them.
SEEN = """
new MutationObserver((_, watch) => {
  if (!document.querySelector(".ev-explorer tbody tr")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.seen = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
# From a reader's act to the drawn page that answers it.
WAIT = """(act) => new Promise((resolve) => {
  const start = performance.now();
  const [name, value] = act;
  const one = document.querySelector(name);
  if (value === null) one.click();
  else { one.value = value; one.dispatchEvent(new Event("input", { bubbles: true })); }
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""


def thousand(site: Path, target: Path) -> int:
    """Copy the page of studies, with a thousand of them; return how many."""
    shutil.copytree(site / "assets", target / "assets")
    (target / "studies").mkdir()
    page = (site / "studies/index.html").read_text(encoding="utf-8")
    page = re.sub(r"<tbody.*?</tbody>", lambda found: found[0] * TIMES, page, flags=re.DOTALL)
    (target / "studies/index.html").write_text(page, encoding="utf-8")
    script = target / "assets/evidence-index.js"
    index = called_with(script.read_text(encoding="utf-8"))
    index["studies"] = [
        {
            **study,
            "id": f"{study['id']}-{turn}",
            "label": f"{study['label']} ({turn})",
            "summary": f"{study['summary']} {turn}",
        }
        for turn in range(TIMES)
        for study in index["studies"]
    ]
    script.write_bytes(call_script("evidenceIndex", index))
    return len(index["studies"])


def test_a_thousand_studies(
    site: Path, open_page: Callable[..., Page], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    number = thousand(site, tmp_path / "site")
    assert number > 1000
    page = open_page("about:blank")
    page.add_init_script(SEEN)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto((tmp_path / "site/studies/index.html").as_uri())
    page.wait_for_function("window.seen")
    opened = page.evaluate("window.seen")
    expect(page.locator(".ev-found")).to_have_text(f"{number} of {number} studies")
    page.wait_for_timeout(6000)  # the reader looks at the page; meanwhile the words of all studies are made ready
    acts: list[tuple[str, str | None]] = [
        ("input[name=drug][value='any.jak-inhibitor']", None),
        ("input[name=population][value='juvenile']", None),
        ("input[name=outcome][value='any.skin']", None),
        (".ev-search input", "c"),
        (".ev-search input", "children"),
        (".ev-search input", ""),
        (".ev-chips > button:last-child", None),
        ("button.ev-sort[value=size]", None),
    ]
    times: dict[str, float] = {}
    for act in acts:
        times[f"{act[0]} {act[1] or ''}"] = page.evaluate(WAIT, act)
        page.wait_for_timeout(700)
    record_property("opened", opened)
    record_property("narrowed", times)
    print(
        f"\n{number} studies, {SLOWER} times slower: opens in {opened:.0f} ms; "
        + "; ".join(f"{name}: {ms:.0f} ms" for name, ms in times.items())
    )
    assert opened < OPENS
    assert max(times.values()) < NARROWS, times
