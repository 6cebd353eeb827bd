"""What the theme loads before anybody asks for it is left until somebody does, and what nobody reads is left out.

Over http the theme fetches the whole search index with every first page; from a disk it waits until
the search is opened. Here it always waits. A theme that is written otherwise stays as it is: the
site works the same, only heavier.
"""

import re
from pathlib import Path

# How the theme's script starts the search: at once unless the page comes from a disk, else once it
# is opened.
_AT_ONCE = re.compile(r'\(location\.protocol!=="file:"\)')
# How it marks the words that were searched for; it reads the index first, even where the address
# names no word.
_MARKS = re.compile(r'(\w+\("search\.highlight"\))\?')
# The theme's script stands at the end of the page; a browser need not stop there to have the page
# shown.
_THEME_SCRIPT = re.compile(r'(<script src="(?:\.\./)*assets/javascripts/bundle\.[^"]+")>')
_WAITING = ((_AT_ONCE, "(!1)"), (_MARKS, r'\1&&new URL(location.href).searchParams.has("h")?'))


def make_lean(site: Path) -> None:
    """Let search and script of the theme wait in a built site, and take out the maps of sources for its developers."""
    assets = site / "assets"
    for script in sorted((assets / "javascripts").rglob("*.min.js")):
        text = script.read_text(encoding="utf-8")
        script.write_text(_search_waits(_without_map(text)), encoding="utf-8")
    for path in sorted(assets.rglob("*.map")):
        path.unlink()
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        page.write_text(_THEME_SCRIPT.sub(r"\1 defer>", text), encoding="utf-8")


def _search_waits(text: str) -> str:
    # Once only: anything else that asks for the same must not be changed along with it.
    if any(len(pattern.findall(text)) != 1 for pattern, _ in _WAITING):
        return text
    for pattern, instead in _WAITING:
        text = pattern.sub(instead, text)
    return text


def _without_map(text: str) -> str:
    return "".join(
        line
        for line in text.splitlines(keepends=True)
        if not line.startswith("//# sourceMappingURL=")
    )
