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


def test_entries_of_one_place_stand_in_the_order_of_their_paths() -> None:
    entries = {
        "b.md": MenuEntry("About", 1),
        "a.md": MenuEntry("Zebras", 1),
        "d.md": MenuEntry("Cats", 1, "More"),
        "c.md": MenuEntry("Dogs", 1, "More"),
    }
    assert navigation(entries) == [
        {"Zebras": "a.md"},
        {"About": "b.md"},
        {"More": [{"Dogs": "c.md"}, {"Cats": "d.md"}]},
    ]
    assert navigation({}) == []


def test_a_page_without_a_heading_is_called_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "people.md").write_text("## Second\n#No heading\n", encoding="utf-8")
    assert by_hand(tmp_path) == {"people.md": MenuEntry("people", 95, "About")}
