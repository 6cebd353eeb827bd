"""The changes as feeds: Atom 1.0 (RFC 4287) and JSON Feed 1.1, an entry for each version; foreign text is inert."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.change_text import by_group
from generator.history.headings import TITLES
from generator.history.present import Present
from generator.html.element import listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.model.release import ChangedRecord
from generator.pages.whats_new import PATH, anchor_of

ATOM, JSON_FEED = "feed.xml", "feed.json"
_MOST_NAMED = 30
# What XML 1.0 cannot hold, not even as references.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """One version in the feeds; `content` is inert HTML."""

    id: str
    title: str
    day: date
    summary: str
    content: Safe
    anchor: str


def feeds(state: Present) -> Iterator[tuple[str, bytes]]:
    """Yield both feeds under their paths."""
    entries = list(_entries(state))
    yield ATOM, _atom(state, entries)
    yield JSON_FEED, _json(state, entries)


def _entries(state: Present) -> Iterator[Entry]:
    """Yield the state that is not recorded yet, if there is one, then the versions, the newest first."""
    seed = state.evidence.topic.seed
    last = state.last
    if not state.is_recorded:
        name = f"after {last.version}" if last else "first"
        title = f"Version {state.version}, not yet recorded" if last else f"Version {state.version}"
        first = "The first version." if last is None else None
        anchor = "" if last is None else anchor_of("next")
        yield _entry(_urn(seed, name), title, state.date, state.changed, first, anchor)
    releases = sorted(state.evidence.releases, key=lambda one: one.version, reverse=True)
    for one in releases:
        newest = one is releases[0] and state.is_recorded
        first = one.summary if one is releases[-1] else None
        title = (
            f"Version {one.version}"
            if one.title == f"Version {one.version}"
            else f"{one.version}: {one.title}"
        )
        anchor = "" if newest else anchor_of(one.version)
        yield _entry(
            _urn(seed, str(one.version)), title, one.date.first_day, one.changed, first, anchor
        )


def _entry(
    name: str,
    title: str,
    day: date,
    changed: Sequence[ChangedRecord],
    first: str | None,
    anchor: str,
) -> Entry:
    summary = first or f"{results_sentence(changed)} {counts_sentence(changed)}"
    return Entry(name, title, day, summary, _content(summary, changed), anchor)


def _content(summary: str, changed: Sequence[ChangedRecord]) -> Safe:
    groups = [
        together(
            (
                tag("h3", TITLES[group]),
                listed(one.title for one in found[:_MOST_NAMED]),
                _rest(found),
            )
        )
        for group, found in by_group(changed)
    ]
    return together((paragraph(summary), *groups))


def _rest(found: Sequence[ChangedRecord]) -> Safe | None:
    left = len(found) - _MOST_NAMED
    return paragraph(f"and {left} more") if left > 0 else None


def _urn(seed: str, name: str) -> str:
    """Return a name that stays for good and needs no address: built from the study the record starts from."""
    digest = hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
    # A version 8 UUID (RFC 9562): its bits are ours to choose.
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


def _base(state: Present) -> str | None:
    address = state.evidence.topic.address
    return f"{address.rstrip('/')}/" if address else None


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _author(state: Present) -> str:
    return f"The curators of {state.evidence.topic.title}"


def _atom(state: Present, entries: Sequence[Entry]) -> bytes:
    base, topic = _base(state), state.evidence.topic
    updated = max((entry.day for entry in entries), default=state.date)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>{_urn(topic.seed, '')}</id>",
        f"<title>{_xml(topic.title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_xml(_author(state))}</name></author>",
    ]
    if base:
        lines.append(
            f'<link rel="self" type="application/atom+xml" href={quoteattr(base + ATOM)}/>'
        )
        lines.append(f'<link rel="alternate" type="text/html" href={quoteattr(base + PATH)}/>')
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{entry.id}</id>",
            f"<title>{_xml(entry.title)}</title>",
            f"<updated>{_moment(entry.day)}</updated>",
            f"<summary>{_xml(entry.summary)}</summary>",
            f'<content type="html">{_xml(entry.content)}</content>',
        ]
        if base:
            lines.append(
                f'<link rel="alternate" type="text/html" href={quoteattr(_page(base, entry))}/>'
            )
        lines.append("</entry>")
    return "\n".join([*lines, "</feed>", ""]).encode()


def _json(state: Present, entries: Sequence[Entry]) -> bytes:
    base, topic = _base(state), state.evidence.topic
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": topic.title,
        "description": f"What changed in the record: {topic.question.intervention}",
        "language": "en",
        "authors": [{"name": _author(state)}],
    }
    links = {"home_page_url": base, "feed_url": base + JSON_FEED} if base else {}
    items = [
        {
            "id": entry.id,
            **({"url": _page(base, entry)} if base else {}),
            "title": entry.title,
            "summary": entry.summary,
            "content_html": str(entry.content),
            "date_published": _moment(entry.day),
        }
        for entry in entries
    ]
    return (
        json.dumps({**head, **links, "items": items}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _page(base: str, entry: Entry) -> str:
    return f"{base}{PATH}{f'#{entry.anchor}' if entry.anchor else ''}"


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", str(text)))
