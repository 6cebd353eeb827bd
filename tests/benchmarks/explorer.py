"""How fast the list of a thousand studies is on a slow processor: `python tests/benchmarks/explorer.py`.

The thousand are the site's own studies fifteen times over under names of their own: as much text,
as many results.
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from generator.exports.browse_scripts import call_script, called_with

TIMES, SLOWER = 15, 4
OPENS, NARROWS = 1500, 100
# The fastest of so many tries is what the page takes; the others tell how busy the machine is
# besides.
TRIES = 7
ACTS: tuple[tuple[str, str | None], ...] = (
    ("input[name=drug][value='any.jak-inhibitor']", None),
    ("input[name=population][value='juvenile']", None),
    ("input[name=outcome][value='any.skin']", None),
    (".ev-search input", "c"),
    (".ev-search input", "children"),
    (".ev-search input", ""),
    (".ev-chips > button:last-child", None),
    ("button.ev-sort[value=size]", None),
)
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


def measured(
    browser: Browser, site: Path, target: Path, tries: int = TRIES
) -> tuple[int, float, dict[str, float]]:
    """Return of how many studies the list was, when it was seen, and how long the answer to each act took, in ms."""
    number = thousand(site, target)
    page = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    ).new_page()
    page.add_init_script(SEEN)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    opened = min(opening(page, (target / "studies/index.html").as_uri()) for _ in range(tries))
    page.wait_for_timeout(
        8000
    )  # the reader looks at the page; meanwhile the words of all studies are made ready
    turns = [[answer(page, act) for act in ACTS] for _ in range(tries)]
    page.context.close()
    names = [f"{name} {value or ''}".strip() for name, value in ACTS]
    return number, opened, dict(zip(names, map(min, zip(*turns, strict=True)), strict=True))


def opening(page: Page, address: str) -> float:
    """Return how long it takes until the first studies are seen."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("window.seen")
    return float(page.evaluate("window.seen"))


def answer(page: Page, act: tuple[str, str | None]) -> float:
    """Return how long it takes until the page that answers an act is drawn."""
    time = float(page.evaluate(WAIT, act))
    page.wait_for_timeout(600)
    return time


def main() -> int:
    """Measure the site that stands in the folder `site`, and say how it went."""
    from browser import chromium_path  # noqa: PLC0415 - stands beside this folder

    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        number, opened, times = measured(browser, site, Path(folder) / "site")
        browser.close()
    print(f"{number} studies on a processor {SLOWER} times slower, the fastest of {TRIES} tries:")
    print(f"{opened:6.0f} ms until the first studies are seen (wanted: under {OPENS})")
    for name, time in times.items():
        print(f"{time:6.0f} ms {name} (wanted: under {NARROWS})")
    return 0 if opened < OPENS and max(times.values()) < NARROWS else 1


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    sys.exit(main())
