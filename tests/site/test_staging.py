"""What mkdocs is given: frame, guests, pages by hand and pages generated, and settings in layers."""

from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.frame import FOLDER
from generator.html.rendered import MenuEntry, Rendered
from generator.site.staging import leaves_the_folder, stage

RENDERED = Rendered(
    files={"index.md": b"# Home\n", "studies/a.md": b"# A\n"},
    title="Rivers & fevers",
    description="All\n about <fevers>",
    menu={"index.md": MenuEntry("Home", 0)},
    unlisted=("studies/a.md",),
)


def written(root: Path, **pages: str) -> Path:
    for name, text in pages.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def staged(root: Path, rendered: Rendered = RENDERED) -> Path:
    settings = stage(root, rendered, root / "staging")
    assert settings == root / "staging/mkdocs.yml"
    return root / "staging"


def layer(folder: Path, name: str) -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    return settings


@pytest.mark.parametrize(
    ("path", "leaves"),
    [
        ("index.md", False),
        ("a/b..md", False),
        ("a/./b.md", False),
        ("", True),
        ("/index.md", True),
        ("..", True),
        ("a/../b.md", True),
        ("a\\b.md", True),
        ("a\0.md", True),
    ],
)
def test_a_file_stays_below_the_site(path: str, leaves: bool) -> None:
    assert leaves_the_folder(path) is leaves


def test_pages_lie_where_they_belong_with_the_frame_around_them(tmp_path: Path) -> None:
    docs = staged(tmp_path) / "docs"
    assert (docs / "index.md").read_bytes() == b"# Home\n"
    assert (docs / "studies/a.md").read_bytes() == b"# A\n"
    for path in (FOLDER / "assets").rglob("*"):
        assert (docs / "assets" / path.relative_to(FOLDER / "assets")).exists()
    assert (tmp_path / "staging/theme").is_dir()


def test_a_page_by_hand_is_kept_and_a_generated_one_takes_its_place_under_one_name(
    tmp_path: Path,
) -> None:
    written(tmp_path, **{"docs/people.md": "# People\n", "docs/index.md": "# Mine\n"})
    docs = staged(tmp_path) / "docs"
    assert (docs / "people.md").read_text(encoding="utf-8") == "# People\n"
    assert (docs / "index.md").read_bytes() == b"# Home\n"


def test_a_guest_brings_its_sheets_after_those_of_the_frame(tmp_path: Path) -> None:
    guest = written(tmp_path / "guest", **{"styles/b.css": "b{}", "styles/a.css": "a{}"})
    folder = staged(tmp_path, replace(RENDERED, guests=(guest,)))
    sheets = layer(folder, "pages.yml")["extra_css"]
    assert sheets[-2:] == ["assets/guest-a.css", "assets/guest-b.css"]
    assert layer(staged(tmp_path / "other"), "pages.yml")["extra_css"] == sheets[:-2]
    assert (folder / "docs/assets/guest-a.css").read_text(encoding="utf-8") == "a{}"
    for sheet in sheets:
        assert (folder / "docs" / sheet).is_file()


def test_settings_are_laid_over_each_other_those_of_the_topic_last(tmp_path: Path) -> None:
    written(tmp_path, **{"mkdocs.yml": "site_author: The curator\n"})
    folder = staged(tmp_path)
    inherited = {
        name: (folder / name).read_text(encoding="utf-8").partition("\n")[0]
        for name in ("mkdocs.yml", "project.yml", "pages.yml")
    }
    assert inherited == {
        "mkdocs.yml": "INHERIT: project.yml",
        "project.yml": "INHERIT: pages.yml",
        "pages.yml": "INHERIT: frame.yml",
    }
    assert "INHERIT" not in (folder / "frame.yml").read_text(encoding="utf-8")
    assert layer(folder, "project.yml")["site_author"] == "The curator"
    topic = layer(folder, "mkdocs.yml")
    for name, text in (
        ("site_name", "Rivers & fevers"),
        ("site_description", "All about <fevers>"),
    ):
        assert unescape(topic[name]) == text
        assert topic[name] != text


def test_only_listed_pages_stand_in_the_navigation(tmp_path: Path) -> None:
    pages = {
        "docs/people.md": "# People\n",
        "docs/guide/index.md": "# The guide\n",
        "docs/guide/first.md": "# First\n",
        "docs/loose/first.md": "# Loose\n",
    }
    settings = layer(staged(written(tmp_path, **pages)), "pages.yml")
    assert settings["nav"] == [
        {"Home": "index.md"},
        {"About": [{"The guide": "guide/index.md"}, {"People": "people.md"}]},
    ]
    assert settings["not_in_nav"].split() == [
        "/studies/a.md",
        "/guide/first.md",
        "/loose/first.md",
    ]
    assert settings["extra"]["by_hand"] == {
        "guide/first.html": {"url": "guide/index.html", "title": "The guide"}
    }
