"""A page that was read: its link with the kind of site in words, behind that of the original."""

from generator.html.element import link, small, spaced
from generator.html.escape import Safe
from generator.model.evidence import Evidence
from generator.model.host import host_name
from generator.synthesis.original import Original

Pairs = tuple[tuple[str, Safe], ...]


def page_read(evidence: Evidence, address: str, title: str | None = None) -> Safe:
    """Return a link to a page that was read, with the name of the site and what it is."""
    name = host_name(address)
    host = evidence.host_of(address)
    if title is None:
        return spaced(link(address, name), small(host.words) if host else None)
    return spaced(link(address, title), small(f"{name}, {host.words}" if host else name))


def original_link(original: Original | None, address: str) -> Safe | None:
    """Return a link to the report or register entry that a page shows, if it is not that page."""
    if original is None or _is_at(original, address):
        return None
    return link(original.address, original.name)


def origin_pairs(original: Original | None, address: str, read: Safe) -> Pairs:
    """Return the link to the original, where it is known, and the page that was read in its place.

    A page that is the original itself is named once.
    """
    there = original_link(original, address)
    return (("Source", there), ("Read as", read)) if there else (("Source", read),)


def _is_at(original: Original, address: str) -> bool:
    return original.address.rstrip("/") == address.rstrip("/")
