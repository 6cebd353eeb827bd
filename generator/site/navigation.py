"""The navigation of a site: entries that pages declare, and pages that a project wrote by hand."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.html.rendered import MenuEntry

# Pages written by hand stand among those about the record itself, before the one on its look.
_BY_HAND = ("About", 95)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


def by_hand(docs: Path) -> Mapping[str, MenuEntry | None]:
    """Return the Markdown pages of a project's folder, each with its entry in the navigation.

    A page directly in the folder and the `index.md` of a folder within have one, under the title
    of their first heading; the other pages of a folder are reached through its index.
    """
    group, order = _BY_HAND
    pages: dict[str, MenuEntry | None] = {}
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        heading = _HEADING.search(path.read_text(encoding="utf-8"))
        listed = "/" not in name or (name.count("/") == 1 and path.name == "index.md")
        title = heading[1].strip() if heading else path.stem
        pages[name] = MenuEntry(title, order, group) if listed else None
    return pages


def navigation(entries: Mapping[str, MenuEntry]) -> list[dict[str, Any]]:
    """Return the navigation as mkdocs reads it; a group stands where its first entry does.

    >>> navigation({"b.md": MenuEntry("B", 2, "G"), "a.md": MenuEntry("A", 1)})
    [{'A': 'a.md'}, {'G': [{'B': 'b.md'}]}]
    """
    first: dict[str, int] = {}
    for path, entry in entries.items():
        name = entry.group or path
        first[name] = min(entry.order, first.get(name, entry.order))
    ordered = sorted(
        entries.items(),
        key=lambda pair: (first[pair[1].group or pair[0]], pair[1].group, pair[1].order, pair[0]),
    )
    return list(_items(ordered))


def _items(ordered: Iterable[tuple[str, MenuEntry]]) -> Iterator[dict[str, Any]]:
    for group, members in groupby(ordered, key=lambda pair: pair[1].group):
        items = [{entry.title: path} for path, entry in members]
        if group:
            yield {group: items}
        else:
            yield from items
