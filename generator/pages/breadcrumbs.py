"""The way back from a page and on to the next of its kind: what stands above its heading and at its end."""

from collections.abc import Iterator, Mapping

from generator.html.element import link, tag
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.pages.page_order import Place, pages_like
from generator.wording.result_names import heading

# Each folder of pages has a list that leads to them, and a name for one of them.
_LISTS: Mapping[str, tuple[str, str]] = {
    "studies": ("Studies", "study"),
    "drugs": ("Drugs", "drug"),
    "outcomes": ("Outcomes", "outcome"),
    "populations": ("Populations", "population"),
    "compare": ("Compare", "comparison"),
}
# Pages beside the folders, with the folder through whose list the reader reaches them.
_BESIDE: Mapping[str, str] = {
    "side-by-side.html": "compare",
    "map.html": "compare",
    "time.html": "compare",
    "reviews.html": "compare",
    "calculator.html": "outcomes",
}


def trail(page: OpenPage, title: str) -> Safe | None:
    """Return the way from the home page down to this one, as links; None on the home page and on lists."""
    steps = list(_steps(page))
    if not steps:
        return None
    last = heading(_name(page.path)) if page.path.startswith("compare/") else title
    links = [
        tag("li", link(page.address(step.path), step.label))
        for step in (Place("index.html", "Home"), *steps)
    ]
    return tag(
        "nav",
        tag("ol", *links, tag("li", last, aria_current="page")),
        class_="ev-crumbs",
        aria_label="Breadcrumb",
    )


def pager(page: OpenPage) -> Safe | None:
    """Return the ways to the page before and after this one in its list; None where there is neither."""
    folder = page.path.partition("/")[0]
    pages = pages_like(page) if folder in _LISTS else ()
    here = next((number for number, place in enumerate(pages) if place.path == page.path), None)
    if here is None or len(pages) == 1:
        return None
    kind = _LISTS[folder][1]
    before = _to(page, pages[here - 1], "prev", f"Previous {kind}") if here else None
    after = _to(page, pages[here + 1], "next", f"Next {kind}") if here + 1 < len(pages) else None
    return tag(
        "nav",
        before,
        after,
        class_="ev-pager",
        aria_label=f"Previous and next {kind}",
        data_search_exclude=True,
    )


def _steps(page: OpenPage) -> Iterator[Place]:
    """Yield the lists above this page, from the widest."""
    folder, _, rest = page.path.partition("/")
    folder = _BESIDE.get(page.path, folder)
    if folder not in _LISTS or rest == "index.html":
        return
    yield Place(f"{folder}/index.html", _LISTS[folder][0])
    population = page.evidence.populations.get(rest.partition("/")[0]) if "/" in rest else None
    if population:
        yield Place(f"populations/{population.id}.html", population.label)


def _to(page: OpenPage, place: Place, rel: str, words: str) -> Safe:
    return link(
        page.address(place.path), tag("span", tag("small", words), Safe(" "), place.label), rel=rel
    )


def _name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".html")
