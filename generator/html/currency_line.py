"""How current the record is: a sentence for a page, and a line for the foot of every page."""

from collections.abc import Iterator, Sequence

from generator.html.element import link, tag, together
from generator.html.escape import Safe
from generator.html.open_page import OpenPage
from generator.model.date import day_words
from generator.model.topic import REGULATORS, Topic
from generator.synthesis.currency import Currency
from generator.text.count_words import count_words, noun_for
from generator.wording.record_sentences import part_of_them


def status_line(page: OpenPage, state: Currency) -> Safe:
    """Return what was searched, found and decided, and when the next search is due, if one is.

    The build has no clock: the sentence says from which day the record is overdue, and the reader's
    browser says whether that day has passed.
    """
    return together(_sentences(page, state), " ")


def footer_line(state: Currency, pages: frozenset[str]) -> Safe:
    """Return the line for the foot of every page; its links start at the root: `/page.html`."""
    return together(_footer(state, pages), " · ")


def last_looked(state: Currency) -> Safe:
    """Return when sources were last looked for, called a search only if databases were asked.

    What was looked for on other pages says so, with the databases not asked yet or asked earlier.
    """
    day = tag("strong", state.last.words())
    if state.was_search:
        names = tuple(dict.fromkeys(state.searched))
        return together(("Last search: ", day, f", of {_listed(names)}." if names else "."))
    looked = together(("Sources last looked for on ", day, "."))
    return together((looked, *_databases(state)), " ")


def regulators_unasked(topic: Topic) -> str:
    """Return which databases of regulators were never asked; empty where all were."""
    searches = [search for search in topic.searches if search.service in REGULATORS]
    names = tuple(dict.fromkeys(s.service_words for s in searches if not s.run_on))
    return f"{_listed(names)} {_have(names)} not been asked yet." if names else ""


def _have(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _databases(state: Currency) -> Iterator[str]:
    """Yield the databases that were asked on an earlier day, and those that never were."""
    for name, day in dict(state.asked).items():
        yield f"{name} was last searched on {day.words()}."
    if names := tuple(dict.fromkeys(state.unasked)):
        yield f"{_listed(names)} {_have(names)} not been searched yet."


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _sentences(page: OpenPage, state: Currency) -> Iterator[Safe | str]:
    yield from _last_search(state)
    reports = count_words(state.found, "report") if state.found else "No report"
    yield f"{reports} found in all{_new(state)};"
    waiting = f"{_wait(state.awaiting, 'report')} for a decision"
    end = "," if state.to_extract else "."
    yield together((link(page.address("screening.html#_awaiting"), waiting), end))
    if state.to_extract:
        waiting = f"{_wait(state.to_extract, 'study', 'studies')} for extraction"
        yield together((link(page.address("screening.html#_to-extract"), waiting), "."))
    yield _looks(state)


def _last_search(state: Currency) -> Iterator[Safe | str]:
    if state.retired:
        yield tag("strong", f"Retired on {state.retired.date.words()}:")
        reason = state.retired.reason.rstrip(".")
        yield f"{reason}. This record is no longer kept up to date."
        yield last_looked(state)
        return
    yield last_looked(state)
    due = tag("strong", _due(state))
    yield together((f"{_next(state)} due by ", due, ": after that day this record is overdue."))


def _looks(state: Currency) -> str:
    """Return how old the oldest look for retractions is, and how many reports await one."""
    if state.looked is None:
        return "No report has been checked for retraction yet." if state.unlooked else ""
    oldest = f"The oldest look for retractions is of {day_words(state.looked)}"
    if not state.unlooked:
        return f"{oldest}."
    unlooked = count_words(state.unlooked, "report has", "reports have")
    return f"{oldest}; {unlooked} not been checked for retraction yet."


def _footer(state: Currency, pages: frozenset[str]) -> Iterator[Safe]:
    if state.retired:
        retired = tag("strong", f"Retired on {state.retired.date.words()}")
        yield together(
            (retired, f": {state.retired.reason.rstrip('.')}; no longer kept up to date")
        )
    # Without its full stop, as one part of the line among others.
    yield Safe(last_looked(state).striptags().rstrip("."))
    found = count_words(state.found, "report")
    new, awaiting = (f"{count:,}" if count else "none" for count in (state.new, state.awaiting))
    counts = f"{found} found, {new} new, {awaiting} awaiting a decision"
    if state.to_extract:
        counts += f", {count_words(state.to_extract, 'study', 'studies')} to be extracted"
    yield link("/screening.html", counts)
    if "whats-new.html" in pages:
        yield link("/whats-new.html", "What is new")
    if not state.retired:
        yield together(
            (f"{_next(state)} due by ", _due(state), "; after that day this record is overdue")
        )


def _new(state: Currency) -> str:
    """Return how many of the reports are new: none, some or all; nothing where there is none."""
    if not state.found:
        return ""
    alone = state.found == state.new == 1
    return f", {'' if alone else f'{part_of_them(state.new, state.found)} '}{_new_since(state)}"


def _new_since(state: Currency) -> str:
    if state.version is None:
        return f"on or after {day_words(state.as_of)}"
    return f"since version {state.version}"


def _next(state: Currency) -> str:
    never = state.unasked and not state.asked
    return "First search" if never else "Next search"


def _due(state: Currency) -> Safe:
    # A script compares this day with the clock of the reader.
    return tag("span", day_words(state.due), data_ev_due=state.due.isoformat())


def _wait(count: int, singular: str, plural: str = "") -> str:
    nouns = (f"{singular} waits", f"{noun_for(0, singular, plural)} wait")
    return count_words(count, *nouns) if count else f"no {nouns[0]}"
