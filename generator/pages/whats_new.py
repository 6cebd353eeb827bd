"""What's new: the version, what changed since the last one, and what each version changed."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.exports.feeds import feeds
from generator.history.change_summary import counts_sentence, results_sentence
from generator.history.present import Present, anchor_of
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.html.page import Page
from generator.html.rendered import MenuEntry
from generator.model.date import day_words
from generator.model.release import ChangedRecord, Release
from generator.pages.background_section import context_note
from generator.pages.change_sentences import change_sentences
from generator.pages.changes import Part, parts_of
from generator.pages.page import make_page
from generator.pages.page_kind import File, Materials, PageKind
from generator.synthesis.background import background_of
from generator.synthesis.groups import Entry, all_results, treatment_studies

_FIRST = "The first recorded version: there is nothing before it to compare with."


class Version(NamedTuple):
    """A version on the page: what it is called, its sentences, and its groups of changes."""

    id: str
    version: str
    day: str
    title: str
    summary: str
    results: str
    counts: str
    sentences: Safe | None
    parts: list[Part]


def whats_new_page(page: OpenPage, state: Present) -> Page:
    """Return the page of changes."""
    releases = state.releases
    recorded = [_release(page, release, is_first=release is releases[-1]) for release in releases]
    pending = None if state.is_recorded or not releases else _pending(page, state)
    current = pending or next(iter(recorded), None)
    return make_page(
        page,
        "whats_new.md",
        title="What’s new",
        description=f"What changed, and in which version: {page.evidence.topic.title}",
        state=state,
        current=current,
        since=_since(releases, state),
        earlier=recorded if pending else recorded[1:],
        is_pending=pending is not None,
        context=context_note(page, background_of(page.evidence, _numbers_told(page, state))),
    )


def _numbers_told(page: OpenPage, state: Present) -> tuple[Entry, ...]:
    """Return the results of treatment studies that the versions on the page tell of."""
    # A recorded version holds its own changes; what is not recorded yet stands in the state.
    versions = (*(release.changed for release in state.releases), state.changed)
    changes = chain.from_iterable(record.changes for record in chain.from_iterable(versions))
    told = {change.at.removeprefix("studies/").partition("/")[0] for change in changes}
    return tuple(
        entry
        for entry in all_results(treatment_studies(page.evidence))
        if f"{entry.study.id}#{entry.result.id}" in told
    )


def _since(releases: Sequence[Release], state: Present) -> str | None:
    """Return the version that the one on top is compared with."""
    older = releases[1:] if state.is_recorded else releases
    return f"version {older[0].version} of {day_words(older[0].date.first_day)}" if older else None


def _release(page: OpenPage, release: Release, *, is_first: bool) -> Version:
    day = day_words(release.date.first_day)
    version = _version(page, release.changed, anchor_of(release.version), str(release.version), day)
    version = version._replace(title=release.title, summary=release.summary or "")
    # Set against nothing, all that a first version holds would be called new.
    return version._replace(results=_FIRST, counts="", sentences=None) if is_first else version


def _pending(page: OpenPage, state: Present) -> Version:
    name, day = anchor_of("next"), day_words(state.date)
    version = _version(page, state.changed, name, str(state.version), day)
    planned = page.evidence.next_release
    return version._replace(summary=(planned.summary or "") if planned else "")


def _version(
    page: OpenPage, changed: Sequence[ChangedRecord], name: str, version: str, day: str
) -> Version:
    return Version(
        id=name,
        version=version,
        day=day,
        title=f"Version {version}",
        summary="",
        results=results_sentence(changed),
        counts=counts_sentence(changed),
        sentences=change_sentences(page, changed),
        parts=parts_of(page, changed, name.removeprefix("_")),
    )


def _feeds(materials: Materials) -> Iterator[File]:
    return feeds(materials.state)


PAGES = PageKind(
    path="whats-new.html",
    menu=MenuEntry("What's new", 10),
    weight=0.3,
    write=lambda materials: {"whats-new.html": partial(whats_new_page, state=materials.state)},
)
FILES = _feeds
