"""A self-contained mkdocs project: hand-written pages and assets, generated files, and the words of the frame."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.html.escape import escape_text
from generator.html.rendered import MenuEntry, Rendered
from generator.site.navigation import by_hand, navigation
from generator.site.scripts import ENTRIES, MODULES, bundle_scripts


def leaves_the_folder(path: str) -> bool:
    """Tell whether a path would put a file outside the site."""
    pure = PurePosixPath(path)
    return pure.is_absolute() or ".." in pure.parts or "\\" in path or not path or "\0" in path


def stage(root: Path, rendered: Rendered, staging: Path) -> Path:
    """Write the project into the staging folder; return its mkdocs.yml. ModuleFault where a script cannot be made."""
    shutil.copy(root / "mkdocs.yml", staging / "base.yml")
    shutil.copytree(root / "docs", staging / "docs")
    scripts = {path: text.encode() for path, text in bundle_scripts(staging / "docs").items()}
    for sources in (ENTRIES, MODULES):
        shutil.rmtree(staging / "docs" / sources, ignore_errors=True)
    for path, content in {**scripts, **rendered.files}.items():
        target = staging / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    settings = staging / "mkdocs.yml"
    settings.write_text(_settings(rendered, by_hand(root / "docs")), encoding="utf-8")
    return settings


def _settings(rendered: Rendered, written: Mapping[str, MenuEntry | None]) -> str:
    entries = {path: entry for path, entry in written.items() if entry}
    unlisted = (*rendered.unlisted, *(path for path, entry in written.items() if not entry))
    frame = {
        "site_name": escape_text(rendered.title),
        "site_description": escape_text(" ".join(rendered.description.split())),
        "extra": {"footer": dict(rendered.footer)},
        "theme": {"language": rendered.language},
        "nav": navigation({**rendered.menu, **entries}),
        "not_in_nav": "\n".join(f"/{path}" for path in unlisted),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in frame.items()]
    return "\n".join(["INHERIT: base.yml", *lines, ""])
