"""What a module says of its pages: where they stand, how they are reached, what writes them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.exports.sheet import Sheet
from generator.history.present import Present
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.html.site_evidence import SiteEvidence
from generator.model.evidence import Evidence
from generator.pictures.gallery import Gallery

# What writes a page once the page is open at its path.
Writer = Callable[[OpenPage], Page]
# A file that is no page, by its path below the site's root.
File = tuple[str, bytes]


class Place(NamedTuple):
    """A page as others name it: its path below the site's root, and the name it has in its list."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Materials:
    """What pages are written from: the evidence, its pictures, tables to download, versions."""

    site: SiteEvidence
    gallery: Gallery
    sheets: tuple[Sheet, ...]
    state: Present

    @property
    def evidence(self) -> Evidence:
        """Return the evidence of the site."""
        return self.site.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Pages that follow each other: what one is called, and all in the order of their list.

    `above` yields the pages between the list and a page, where there are any.
    """

    name: str
    members: Callable[[OpenPage], Iterable[Place]]
    above: Callable[[OpenPage], Iterable[Place]] = lambda _: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A page, or pages alike, as the module that writes them declares it in `PAGES`.

    `path` is below the site's root; a `*` stands for what differs between pages alike. `write`
    returns the writer of each page by path, in the order in which they are to be written.
    """

    path: str
    write: Callable[[Materials], Mapping[str, Writer]]
    # The tab or entry of the navigation. A large site stays quick only with few entries: pages
    # alike have none, and are reached through the page that lists them.
    menu: MenuEntry | None = None
    # The path of the page that lists this one, shown above its heading as the way back.
    listed_on: str = ""
    family: Family | None = None
    # How much more than other pages a search prefers this one; None as much as any.
    weight: float | None = None
    # Whether the headings of the page stand beside it; a wide table needs their room.
    contents: bool = True


def alone(path: str, writer: Writer) -> Callable[[Materials], Mapping[str, Writer]]:
    """Return what writes a page that is the only one of its kind and needs the evidence alone."""
    return lambda _: {path: writer}
