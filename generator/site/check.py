"""The built HTML is looked at before anybody else sees it: links, anchors, ids, titles, hosts, leaks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from generator.model.finding import Finding, Place
from generator.model.rule import Rule
from generator.site import faults

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
_ADDRESS_ONLY = frozenset({"canonical", "prev", "next", "alternate"})


@dataclass(frozen=True, slots=True)
class _Page:
    """One built page, read once."""

    path: str
    root: html.HtmlElement
    ids: frozenset[str]


def check_site(folder: Path) -> list[Finding]:
    """Return everything that is wrong with the pages of a built site."""
    pages, findings = {}, []
    for path in sorted(folder.rglob("*.html")):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        root = html.document_fromstring(content)
        ids = Counter(_attributes(root, "id"))
        findings += [
            _bad(faults.SAME_ID, name, f"has the id {one!r} {count} times", "each id once")
            for one, count in ids.items()
            if count > 1
        ]
        findings += _leaks(name, content)
        pages[name] = _Page(name, root, frozenset(ids))
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for page in pages.values():
        findings += [*_titles(page), *_outside(page), *_active(page), *_links(page, pages, files)]
    return findings


def _attributes(root: html.HtmlElement, name: str, *elements: str) -> list[str]:
    """Return every value of an attribute, of the named elements or of all."""
    return [
        value
        for element in root.iter(*elements)
        if isinstance(element.tag, str) and (value := element.get(name))
    ]


def _leaks(name: str, content: bytes) -> Iterator[Finding]:
    if found := _LEAK.search(_CODE.sub(b"", content)):
        yield _bad(
            faults.LEAKED, name, f"shows {found[0].decode()!r}", "text that has been filled in"
        )


def _titles(page: _Page) -> Iterator[Finding]:
    title = (page.root.findtext("head/title") or "").strip()
    headings = list(page.root.iter("h1"))
    if not title or len(headings) != 1 or not headings[0].text_content().strip():
        yield _bad(
            faults.NO_TITLE,
            page.path,
            f"has the title {title!r} and {len(headings)} first headings",
            "a title and one heading h1",
        )


def _outside(page: _Page) -> Iterator[Finding]:
    for name, attribute in _LOADING:
        for element in page.root.iter(name):
            address = element.get(attribute, "")
            if address.startswith(_WEB) and not _ADDRESS_ONLY.intersection(
                element.get("rel", "").split()
            ):
                yield _bad(
                    faults.OUTSIDE, page.path, f"loads {address!r}", "files of the site itself"
                )


def _active(page: _Page) -> Iterator[Finding]:
    for element in page.root.iter():
        if not isinstance(element.tag, str):
            continue
        for attribute, value in element.attrib.items():
            if attribute.startswith("on"):
                yield _bad(
                    faults.ACTIVE,
                    page.path,
                    f"has the attribute {attribute!r}",
                    "no event attributes",
                )
            if attribute in {"href", "src", "action"} and _scheme(value) in {
                "javascript",
                "vbscript",
                "data",
            }:
                yield _bad(
                    faults.ACTIVE,
                    page.path,
                    f"has the address {value[:60]!r}",
                    "an address of a page",
                )


def _links(page: _Page, pages: dict[str, _Page], files: set[str]) -> Iterator[Finding]:
    addresses = [
        *_attributes(page.root, "href", "a", "link"),
        *_attributes(page.root, "src", "script", "img"),
    ]
    for address in dict.fromkeys(addresses):
        if _scheme(address) or address.startswith("//"):
            continue
        parts = urlsplit(address)
        target = _target(page.path, unquote(parts.path))
        if target not in files:
            yield _bad(
                faults.BROKEN_LINK, page.path, f"links to {address!r}", "a page or file of the site"
            )
        elif (
            _names_a_place(parts.fragment)
            and target in pages
            and unquote(parts.fragment) not in pages[target].ids
        ):
            yield _bad(
                faults.BROKEN_ANCHOR, page.path, f"links to {address!r}", "a place on that page"
            )


def _names_a_place(fragment: str) -> bool:
    """Tell whether a fragment leads to a place of a page; after a question mark it holds the state of the page."""
    return bool(fragment) and not fragment.startswith("?")


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
    found = "/".join(parts)
    return f"{found}/index.html".lstrip("/") if path.endswith(("/", "..")) or not parts else found


def _scheme(address: str) -> str:
    """Return the scheme as a browser would read it, which drops blanks and control characters first."""
    plain = re.sub(r"[\x00-\x20\x7f]", "", address)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", plain)
    return match[1].lower() if match else ""


def _bad(rule: Rule, page: str, seen: str, expected: str) -> Finding:
    remedy = "Mend the record or template this page is made from."
    return rule.broken(Place(f"site/{page}"), seen=seen, expected=expected, remedy=remedy)
