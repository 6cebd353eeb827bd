"""How current the record is, in one line: the same words on every page."""

from collections.abc import Iterator

from generator.html.element import link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.date import day_words
from generator.synthesis.currency import Currency


def status_line(page: OpenPage, state: Currency) -> Safe:
    """Return in words what was searched, found and decided, and when the next search is due; or that there is none.

    The build has no clock: the sentence says from which day the record is overdue, and the reader's
    browser says whether that day has passed.
    """
    return together(_sentences(page, state), " ")


def footer_line(state: Currency, pages: frozenset[str]) -> Safe:
    """Return the line for the foot of every page; its links start at the root of the site, written as `/page.html`."""
    return together(_short(state, pages), " · ")


def _sentences(page: OpenPage, state: Currency) -> Iterator[Safe | str]:
    if state.retired:
        yield tag("strong", f"Retired on {state.retired.date.words()}:")
        yield f"{state.retired.reason.rstrip('.')}. This record is no longer kept up to date; it was last searched on"
        yield together((tag("strong", state.last.words()), "."))
    else:
        yield together(("Last search: ", tag("strong", state.last.words()), "."))
        yield together(
            (
                "Next search due by ",
                tag("strong", _due(state)),
                ": after that day this record is overdue.",
            )
        )
    found = f"{_many(state.found, 'report', 'reports')} found in all"
    yield f"{found}, {state.new:,} of them {state.new_since};"
    waiting = f"{_many(state.awaiting, 'report waits', 'reports wait')} for a decision"
    yield together(
        (
            link(page.address("screening.html#_awaiting"), waiting),
            "." if not state.to_extract else ",",
        )
    )
    if state.to_extract:
        words = f"{_many(state.to_extract, 'study waits', 'studies wait')} for extraction"
        yield together((link(page.address("screening.html#_to-extract"), words), "."))
    yield _looks(state)


def _looks(state: Currency) -> str:
    """Return how old the oldest look for retractions is, and of how many reports nobody has looked for one."""
    unlooked = (
        f"{_many(state.unlooked, 'report has', 'reports have')} not been checked for retraction yet"
    )
    if state.looked is None:
        return "No report has been checked for retraction yet." if state.unlooked else ""
    oldest = f"The oldest look for retractions is of {day_words(state.looked)}"
    return f"{oldest}; {unlooked}." if state.unlooked else f"{oldest}."


def _short(state: Currency, pages: frozenset[str]) -> Iterator[Safe]:
    if state.retired:
        yield together(
            (
                tag("strong", f"Retired on {state.retired.date.words()}"),
                f": {state.retired.reason.rstrip('.')}; no longer kept up to date",
            )
        )
    yield together((f"Last search {state.last.words()}",))
    counts = (
        f"{state.found:,} reports found, {state.new:,} new, {state.awaiting:,} awaiting a decision"
    )
    waiting = (
        f", {_many(state.to_extract, 'study', 'studies')} to be extracted"
        if state.to_extract
        else ""
    )
    yield link("/screening.html", f"{counts}{waiting}")
    if "whats-new.html" in pages:
        yield link("/whats-new.html", "What is new")
    if not state.retired:
        yield together(
            ("Next search due by ", _due(state), "; after that day this record is overdue")
        )


def _due(state: Currency) -> Safe:
    return tag("span", state.due_words, data_ev_due=state.due.isoformat())


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
