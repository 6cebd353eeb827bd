"""The changes as feeds, an entry for each version: Atom 1.0 (RFC 4287) and JSON Feed 1.1."""

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
from generator.history.present import PAGE_OF_CHANGES, Present, anchor_of
from generator.html.element import listed, paragraph, tag, together
from generator.html.escape import Safe
from generator.model.few import few
from generator.model.release import ChangedRecord, Release

ATOM, JSON_FEED = "feed.xml", "feed.json"
# An entry is read in a list of news: it names the first records of each group, the page has all.
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
    entries = [*_unrecorded(state), *_recorded(state)]
    yield ATOM, _atom(state, entries)
    yield JSON_FEED, _json(state, entries)


def _unrecorded(state: Present) -> Iterator[Entry]:
    """Yield the present state where no version records it yet."""
    last = state.last
    if state.is_recorded:
        return
    title = f"Version {state.version}"
    if last is None:
        summary = "The first version."
        yield _entry(state, "first", title, state.date, state.changed, summary, anchor="")
    else:
        yield _entry(
            state,
            f"after {last.version}",
            f"{title}, not yet recorded",
            state.date,
            state.changed,
            _summary(state.changed),
            anchor=anchor_of("next"),
        )


def _recorded(state: Present) -> Iterator[Entry]:
    """Yield the recorded versions, the newest first."""
    for release in state.releases:
        # The state on top of the page is the page itself.
        on_top = release is state.last and state.is_recorded
        first = release.summary if release is state.releases[-1] else None
        yield _entry(
            state,
            str(release.version),
            _title(release),
            release.date.first_day,
            release.changed,
            first or _summary(release.changed),
            anchor="" if on_top else anchor_of(release.version),
        )


def _title(release: Release) -> str:
    plain = f"Version {release.version}"
    return plain if release.title == plain else f"{release.version}: {release.title}"


def _summary(changed: Sequence[ChangedRecord]) -> str:
    return f"{results_sentence(changed)} {counts_sentence(changed)}"


def _entry(  # noqa: PLR0913 - the parts of an entry
    state: Present,
    name: str,
    title: str,
    day: date,
    changed: Sequence[ChangedRecord],
    summary: str,
    *,
    anchor: str,
) -> Entry:
    urn = _urn(state.evidence.topic.seed, name)
    return Entry(urn, title, day, summary, _content(summary, changed), anchor)


def _content(summary: str, changed: Sequence[ChangedRecord]) -> Safe:
    pieces = [paragraph(summary)]
    for group, records in by_group(changed):
        some = few((record.title for record in records), _MOST_NAMED)
        pieces += [tag("h3", TITLES[group]), listed(some.shown)]
        if some.more:
            pieces.append(paragraph(f"and {some.and_more()}, on the page What's new"))
    return together(pieces)


def _urn(seed: str, name: str) -> str:
    """Return a permanent name that needs no address, built from the study the record starts from.

    It is a UUID of version 8 (RFC 9562), whose bits are ours to choose.
    """
    # The digits 8 and a are the version and the variant that the RFC asks for.
    digest = hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


def _base(state: Present) -> str | None:
    address = state.evidence.topic.address
    # A feed is read away from the site: without an address there is nothing it could link to.
    return f"{address.rstrip('/')}/" if address else None


def _moment(day: date) -> str:
    # Feeds ask for a time; a version has a day, and a build knows no clock.
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
        own_address = quoteattr(base + ATOM)
        lines += [
            f'<link rel="self" type="application/atom+xml" href={own_address}/>',
            _alternate(base + PAGE_OF_CHANGES),
        ]
    for entry in entries:
        lines += _atom_entry(entry, base)
    return "\n".join([*lines, "</feed>", ""]).encode()


def _atom_entry(entry: Entry, base: str | None) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{entry.id}</id>"
    yield f"<title>{_xml(entry.title)}</title>"
    yield f"<updated>{_moment(entry.day)}</updated>"
    yield f"<summary>{_xml(entry.summary)}</summary>"
    yield f'<content type="html">{_xml(entry.content)}</content>'
    if base:
        yield _alternate(_address(base, entry))
    yield "</entry>"


def _alternate(address: str) -> str:
    return f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>'


def _json(state: Present, entries: Sequence[Entry]) -> bytes:
    base, topic = _base(state), state.evidence.topic
    feed: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": topic.title,
        "description": f"What changed in the record: {topic.question.intervention}",
        "language": "en",
        "authors": [{"name": _author(state)}],
    }
    if base:
        feed |= {"home_page_url": base, "feed_url": base + JSON_FEED}
    feed["items"] = [_json_entry(entry, base) for entry in entries]
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _json_entry(entry: Entry, base: str | None) -> dict[str, str]:
    return {
        "id": entry.id,
        **({"url": _address(base, entry)} if base else {}),
        "title": entry.title,
        "summary": entry.summary,
        "content_html": str(entry.content),
        "date_published": _moment(entry.day),
    }


def _address(base: str, entry: Entry) -> str:
    return f"{base}{PAGE_OF_CHANGES}{f'#{entry.anchor}' if entry.anchor else ''}"


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", str(text)))
