"""Checks of the built HTML before anybody sees it: links, ids, titles, other hosts, leaks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from generator.model.finding import Finding, Place
from generator.model.rule import Rule
from generator.site import faults

# What a template leaves when a part of it was not filled in.
_LEAK = re.compile(rb"\{\{|\}\}|\{%|%\}|\{#|#\}")
_CODE = re.compile(rb"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_WEB = ("http://", "https://", "//")
_LOADING = (
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
)
# Links of these kinds name an address that a browser does not load.
_ADDRESS_ONLY = frozenset({"canonical", "prev", "next", "alternate"})
# Where a script may hide in an address, and the schemes that run one.
_ADDRESSES = frozenset({"href", "src", "action"})
_RUNNING = frozenset({"javascript", "vbscript", "data"})


@dataclass(frozen=True, slots=True)
class _Page:
    """One built page, read once."""

    path: str
    root: html.HtmlElement
    ids: frozenset[str]


def check_site(folder: Path) -> list[Finding]:
    """Return everything that is wrong with the pages of a built site."""
    pages: dict[str, _Page] = {}
    findings: list[Finding] = []
    for path in sorted(folder.rglob("*.html")):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        root = html.document_fromstring(content)
        ids = Counter(_attributes(root, "id"))
        pages[name] = _Page(name, root, frozenset(ids))
        findings += [*_repeated(name, ids), *_leaks(name, content)]
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for page in pages.values():
        findings += [*_titles(page), *_outside(page), *_active(page), *_links(page, pages, files)]
    return findings


def _attributes(root: html.HtmlElement, name: str, *elements: str) -> list[str]:
    """Return every value of an attribute, of the named elements or of all."""
    values = (element.get(name) for element in root.iter(*elements or ("*",)))
    return [value for value in values if value]


def _repeated(name: str, ids: Mapping[str, int]) -> Iterator[Finding]:
    for identifier, count in ids.items():
        if count > 1:
            seen = f"has the id {identifier!r} {count} times"
            yield _bad(faults.SAME_ID, name, seen, "each id once")


def _leaks(name: str, content: bytes) -> Iterator[Finding]:
    if leak := _LEAK.search(_CODE.sub(b"", content)):
        seen = f"shows {leak[0].decode()!r}"
        yield _bad(faults.LEAKED, name, seen, "text that has been filled in")


def _titles(page: _Page) -> Iterator[Finding]:
    title = (page.root.findtext("head/title") or "").strip()
    headings = list(page.root.iter("h1"))
    if not title or len(headings) != 1 or not headings[0].text_content().strip():
        seen = f"has the title {title!r} and {len(headings)} first headings"
        yield _bad(faults.NO_TITLE, page.path, seen, "a title and one heading h1")


def _outside(page: _Page) -> Iterator[Finding]:
    for name, attribute in _LOADING:
        for element in page.root.iter(name):
            address = element.get(attribute, "")
            only_named = _ADDRESS_ONLY.intersection(element.get("rel", "").split())
            if address.startswith(_WEB) and not only_named:
                seen = f"loads {address!r}"
                yield _bad(faults.OUTSIDE, page.path, seen, "files of the site itself")


def _active(page: _Page) -> Iterator[Finding]:
    for element in page.root.iter("*"):
        for attribute, value in element.attrib.items():
            yield from _acts(page, attribute, value)


def _acts(page: _Page, attribute: str, value: str) -> Iterator[Finding]:
    """Yield a finding where an attribute runs a script."""
    if attribute.startswith("on"):
        seen = f"has the attribute {attribute!r}"
        yield _bad(faults.ACTIVE, page.path, seen, "no event attributes")
    if attribute in _ADDRESSES and _scheme(value) in _RUNNING:
        seen = f"has the address {value[:60]!r}"
        yield _bad(faults.ACTIVE, page.path, seen, "an address of a page")


def _links(page: _Page, pages: Mapping[str, _Page], files: set[str]) -> Iterator[Finding]:
    addresses = [
        *_attributes(page.root, "href", "a", "link"),
        *_attributes(page.root, "src", "script", "img"),
    ]
    for address in dict.fromkeys(addresses):
        if not _scheme(address) and not address.startswith("//"):
            yield from _leads_nowhere(page, address, pages, files)


def _leads_nowhere(
    page: _Page, address: str, pages: Mapping[str, _Page], files: set[str]
) -> Iterator[Finding]:
    parts, seen = urlsplit(address), f"links to {address!r}"
    target = _target(page.path, unquote(parts.path))
    if target not in files:
        yield _bad(faults.BROKEN_LINK, page.path, seen, "a page or file of the site")
    elif target in pages and not _is_there(parts.fragment, pages[target]):
        yield _bad(faults.BROKEN_ANCHOR, page.path, seen, "a place on that page")


def _is_there(fragment: str, page: _Page) -> bool:
    """Tell whether a page has the place that a fragment names, if it names one.

    After a question mark a fragment holds a state of the page.
    """
    return not fragment or fragment.startswith("?") or unquote(fragment) in page.ids


def _target(page: str, path: str) -> str:
    """Return the file that a relative path means, seen from a page."""
    if not path:
        return page
    parts = [] if path.startswith("/") else page.split("/")[:-1]
    for part in path.strip("/").split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(part)
    target = "/".join(parts)
    is_folder = path.endswith(("/", "..")) or not parts
    return f"{target}/index.html".lstrip("/") if is_folder else target


def _scheme(address: str) -> str:
    """Return the scheme as a browser reads it, which drops blanks and control characters first."""
    plain = re.sub(r"[\x00-\x20\x7f]", "", address)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", plain)
    return match[1].lower() if match else ""


def _bad(rule: Rule, page: str, seen: str, expected: str) -> Finding:
    remedy = "Mend the record or template this page is made from."
    return rule.broken(Place(f"site/{page}"), seen=seen, expected=expected, remedy=remedy)
