"""Lets what the theme loads at once wait until a reader asks for it, and drops what nobody reads.

Over http the theme fetches the whole search index with every first page; from a disk it waits until
the search is opened. Here it always waits. The theme's script is changed where it stands, minified,
so each place is looked for by its text: a theme that is written otherwise stops the build.
"""

import re
from pathlib import Path
from typing import NamedTuple

from generator.model.finding import Finding, Place
from generator.site import faults
from generator.text.count_words import count_words


class _Change(NamedTuple):
    """A place in the theme's script: what is found there once, what stands instead, and why."""

    pattern: re.Pattern[str]
    instead: str
    purpose: str


_WAITING = (
    # How the script starts the search: at once unless the page comes from a disk, else once opened.
    _Change(
        re.compile(r'\(location\.protocol!=="file:"\)'),
        "(!1)",
        "the search waits till it is opened",
    ),
    # How it marks the words searched for: it reads the index first, even if the address has none.
    _Change(
        re.compile(r'(\w+\("search\.highlight"\))\?'),
        r'\1&&new URL(location.href).searchParams.has("h")?',
        "words are marked only where the address names some",
    ),
)
# The script stands at the end of the page; with `defer` a browser shows the page without it.
_THEME_SCRIPT = re.compile(r'(<script src="(?:\.\./)*assets/javascripts/bundle\.[^"]+")>')


def make_lean(site: Path) -> list[Finding]:
    """Let the theme's search and script wait in a built site; return what could not be changed."""
    assets = site / "assets"
    for path in sorted(assets.rglob("*.map")):
        path.unlink()
    for script in sorted((assets / "javascripts").rglob("*.min.js")):
        script.write_text(_without_map(script.read_text(encoding="utf-8")), encoding="utf-8")
    bundle = next((assets / "javascripts").glob("bundle.*.min.js"), None)
    in_script = _let_search_wait(bundle) if bundle else [_finding("its script is missing")]
    return [*in_script, *_let_script_wait(site)]


def _let_search_wait(bundle: Path) -> list[Finding]:
    text, findings = bundle.read_text(encoding="utf-8"), []
    for change in _WAITING:
        changed, count = change.pattern.subn(change.instead, text)
        # Once only: anything else that asks for the same must not be changed along with it.
        if count == 1:
            text = changed
        else:
            findings.append(
                _finding(f"{change.purpose}: {count_words(count, 'place')} in its script")
            )
    bundle.write_text(text, encoding="utf-8")
    return findings


def _let_script_wait(site: Path) -> list[Finding]:
    missed = 0
    for page in sorted(site.rglob("*.html")):
        text, count = _THEME_SCRIPT.subn(r"\1 defer>", page.read_text(encoding="utf-8"))
        missed += count != 1
        page.write_text(text, encoding="utf-8")
    missed_on = f"missed on {count_words(missed, 'page')}"
    return [_finding(f"a page shows without its script: {missed_on}")] if missed else []


def _finding(what: str) -> Finding:
    return faults.THEME.broken(
        Place("mkdocs-material"),
        seen=f"is written otherwise ({what})",
        expected="one place for each change that keeps pages light",
        remedy="Install the locked version, or fit generator/site/lean.py to the new one.",
    )


def _without_map(text: str) -> str:
    """Return a script without the line that names its map, which is for the theme's developers."""
    return "".join(
        line
        for line in text.splitlines(keepends=True)
        if not line.startswith("//# sourceMappingURL=")
    )
