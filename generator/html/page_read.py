"""A page that was read: its link with the kind of site in words, behind that of the original."""

from collections.abc import Iterator

from generator.html.element import Child, link, small, spaced
from generator.html.escape import Safe
from generator.model.evidence import Evidence
from generator.model.host import host_name
from generator.synthesis.original import Original


def page_read(evidence: Evidence, address: str, title: str | None = None) -> Safe:
    """Return a link to a page that was read, with the name of the site and what it is."""
    name = host_name(address)
    host = evidence.host_of(address)
    site = f"{name}, {host.words}" if host else name
    if title is None:
        return spaced(link(address, name), small(host.words) if host else None)
    return spaced(link(address, title), small(site))


def original_link(original: Original | None, address: str) -> Safe | None:
    """Return a link to the report or register entry that a page shows, if it is not that page."""
    if original is None or _is_at(original, address):
        return None
    return link(original.address, original.name)


def origin_pairs(
    evidence: Evidence, original: Original | None, address: str, title: str
) -> Iterator[tuple[str, Child]]:
    """Yield the link to the original, where it is known, and the page that was read in its place.

    A page that is the original itself is named once.
    """
    read = page_read(evidence, address, title)
    if original is None or _is_at(original, address):
        yield "Source", read
        return
    yield "Source", link(original.address, original.name)
    yield "Read as", read


def _is_at(original: Original, address: str) -> bool:
    return original.address.rstrip("/") == address.rstrip("/")
