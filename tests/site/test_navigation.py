"""The navigation: entries in their order, groups where their first entry is, pages written by hand among them."""

from pathlib import Path

from generator.html.rendered import MenuEntry
from generator.site.navigation import by_hand, navigation


def test_a_group_stands_where_its_first_entry_does() -> None:
    entries = {
        "z.md": MenuEntry("Last", 30),
        "c/index.md": MenuEntry("By outcome", 20, "Compare"),
        "map.md": MenuEntry("Map", 40, "Compare"),
        "index.md": MenuEntry("Home", 0),
    }
    assert navigation(entries) == [
        {"Home": "index.md"},
        {"Compare": [{"By outcome": "c/index.md"}, {"Map": "map.md"}]},
        {"Last": "z.md"},
    ]


def test_pages_written_by_hand_stand_under_about(tmp_path: Path) -> None:
    for name, text in {
        "people.md": "# Who we are\n",
        "guide/index.md": "---\ntitle: x\n---\n\n# The guide\n",
        "guide/first.md": "# First\n",
        "guide/deep/index.md": "# Deep\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = by_hand(tmp_path)
    assert found == {
        "people.md": MenuEntry("Who we are", 95, "About"),
        "guide/index.md": MenuEntry("The guide", 95, "About"),
        "guide/first.md": None,
        "guide/deep/index.md": None,
    }
    assert by_hand(tmp_path / "nowhere") == {}
