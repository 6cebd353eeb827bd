"""The way back from a page and on to the next of its kind, above its heading and at its end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.html.element import link, tag
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.pages.page_kind import Family, PageKind, Place


def with_ways(written: Page, page: OpenPage, kind: PageKind, lists: Mapping[str, PageKind]) -> Page:
    """Return a page with the way back to its list and the ways on to its neighbours, if any."""
    pager = _pager(page, kind.family) if kind.family else None
    trail = _trail(page, kind, written.title, lists) if kind.listed_on else None
    body = "\n\n".join(str(part) for part in (written.body, pager) if part)
    return replace(written, body=body, trail=str(trail or ""))


def _trail(page: OpenPage, kind: PageKind, title: str, lists: Mapping[str, PageKind]) -> Safe:
    """Return the way from the home page down to this one, as links."""
    between = tuple(kind.family.above(page)) if kind.family else ()
    # Where pages between say the rest of the title, the name in the list is enough.
    last = _name_in_list(page, kind.family) if kind.family and between else title
    steps = (Place("index.html", "Home"), _list(lists[kind.listed_on]), *between)
    links = [tag("li", link(page.address(step.path), step.label)) for step in steps]
    return tag(
        "nav",
        tag("ol", *links, tag("li", last, aria_current="page")),
        class_="ev-crumbs",
        aria_label="Breadcrumb",
    )


def _list(kind: PageKind) -> Place:
    return Place(kind.path, (kind.menu.group or kind.menu.title) if kind.menu else "")


def _name_in_list(page: OpenPage, family: Family) -> str:
    return next(place.label for place in family.members(page) if place.path == page.path)


def _pager(page: OpenPage, family: Family) -> Safe | None:
    """Return the ways to the page before and after this one in its list; None without either."""
    places = tuple(family.members(page))
    paths = [place.path for place in places]
    # A page that its list leaves out, or that is alone in it, has no neighbour to lead to.
    if page.path not in paths or len(places) == 1:
        return None
    return tag(
        "nav",
        *_neighbours(page, places, paths.index(page.path), family.name),
        class_="ev-pager",
        aria_label=f"Previous and next {family.name}",
        data_search_exclude=True,
    )


def _neighbours(page: OpenPage, places: Sequence[Place], here: int, name: str) -> Iterator[Safe]:
    if here > 0:
        yield _way(page, places[here - 1], "prev", f"Previous {name}")
    if here + 1 < len(places):
        yield _way(page, places[here + 1], "next", f"Next {name}")


def _way(page: OpenPage, place: Place, rel: str, text: str) -> Safe:
    return link(
        page.address(place.path), tag("span", tag("small", text), Safe(" "), place.label), rel=rel
    )
