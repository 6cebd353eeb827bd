"""A self-contained mkdocs project: the frame, guests, pages written by hand, and pages generated.

Settings are laid over each other, the later over the earlier: those of the frame, what the pages
of this site need, the project's own `mkdocs.yml`, and the words of the topic.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from generator.frame import FOLDER, STYLES
from generator.html.escape import escape_text
from generator.html.rendered import MenuEntry, Rendered
from generator.site.navigation import by_hand, navigation
from generator.site.scripts import bundle_scripts


def leaves_the_folder(path: str) -> bool:
    """Tell whether a path would put a file outside the site."""
    pure = PurePosixPath(path)
    return pure.is_absolute() or ".." in pure.parts or "\\" in path or not path or "\0" in path


def stage(root: Path, rendered: Rendered, staging: Path) -> Path:
    """Write the whole site for mkdocs; return its mkdocs.yml. ModuleError for a bad script."""
    docs, folders = staging / "docs", (FOLDER, *rendered.guests)
    shutil.copytree(FOLDER / "theme", staging / "theme")
    shutil.copytree(FOLDER / "assets", docs / "assets")
    for name, text in _sheets(rendered).items():
        (docs / "assets" / name).write_text(text, encoding="utf-8")
    if (root / "docs").is_dir():
        shutil.copytree(root / "docs", docs, dirs_exist_ok=True)
    scripts = {path: text.encode() for path, text in bundle_scripts(folders).items()}
    # After the pages written by hand: of two under one name, the generated one counts.
    for path, content in {**scripts, **rendered.files}.items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return _write_settings(root, rendered, staging)


def _sheets(rendered: Rendered) -> dict[str, str]:
    """Return the style sheets by name, in their order: those of the frame, then those of guests."""
    sections: dict[str, list[str]] = {}
    for name in STYLES:
        # The files of a folder are the sections of one sheet.
        sheet = f"{PurePosixPath(name).parts[0].removesuffix('.css')}.css"
        text = (FOLDER / "styles" / name).read_text(encoding="utf-8")
        sections.setdefault(sheet, []).append(text)
    for guest in rendered.guests:
        # With the guest's name before its own, a sheet takes the place of no other.
        for path in sorted((guest / "styles").glob("*.css")):
            sections[f"{guest.name}-{path.name}"] = [path.read_text(encoding="utf-8")]
    return {name: "\n".join(texts) for name, texts in sections.items()}


def _write_settings(root: Path, rendered: Rendered, staging: Path) -> Path:
    own = root / "mkdocs.yml"
    layers = {
        "frame.yml": (FOLDER / "mkdocs.yml").read_text(encoding="utf-8"),
        "pages.yml": _as_yaml(_for_pages(rendered, by_hand(root / "docs"))),
        "project.yml": own.read_text(encoding="utf-8") if own.is_file() else "",
        "mkdocs.yml": _as_yaml(_of_topic(rendered)),
    }
    below = ""
    for name, text in layers.items():
        inherit = f"INHERIT: {below}\n" if below else ""
        (staging / name).write_text(f"{inherit}{text}", encoding="utf-8")
        below = name
    return staging / below


def _for_pages(rendered: Rendered, written: Mapping[str, MenuEntry | None]) -> dict[str, Any]:
    """Return the settings that follow from the pages there are."""
    entries = {path: entry for path, entry in written.items() if entry}
    unlisted = (*rendered.unlisted, *(path for path, entry in written.items() if not entry))
    return {
        "nav": navigation({**rendered.menu, **entries}),
        "not_in_nav": "\n".join(f"/{path}" for path in unlisted),
        "extra_css": [f"assets/{name}" for name in _sheets(rendered)],
        "extra": {"by_hand": _lists(written)},
    }


def _lists(written: Mapping[str, MenuEntry | None]) -> dict[str, dict[str, str]]:
    """Return for each page of a folder written by hand the list that leads to it."""
    lists: dict[str, dict[str, str]] = {}
    for path, entry in written.items():
        index = f"{path.partition('/')[0]}/index.md"
        above = written.get(index)
        if entry is None and above:
            lists[_address(path)] = {"url": _address(index), "title": above.title}
    return lists


def _address(path: str) -> str:
    return path.removesuffix(".md") + ".html"


def _of_topic(rendered: Rendered) -> dict[str, Any]:
    return {
        "site_name": escape_text(rendered.title),
        "site_description": escape_text(" ".join(rendered.description.split())),
        "extra": {"footer": dict(rendered.footer)},
        "theme": {"language": rendered.language},
    }


def _as_yaml(settings: Mapping[str, Any]) -> str:
    """Return settings as YAML, which reads JSON values as they are."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in settings.items()]
    return "\n".join([*lines, ""])
