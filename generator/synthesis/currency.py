"""How current the record is, from its files alone: what was searched, found and decided, and what is due."""

from datetime import date

from generator.model.date import PartialDate
from generator.model.evidence import Evidence
from generator.model.record import record
from generator.model.reference import DEFAULT_NOTICE, CitationNotice
from generator.model.topic import Retirement


@record
class Currency:
    """Where the upkeep of a record stands; it needs no clock, and leaves to the reader's whether the next is late.

    `new` counts records found on `new_since` or later. `looked` is the oldest day on which notices of a report were
    looked for; None where there was no look. `unlooked` counts the reports whose notices nobody has looked for.
    """

    last: PartialDate
    due: date
    found: int
    new: int
    new_since: date
    awaiting: int
    to_extract: int
    retired: Retirement | None
    looked: date | None
    unlooked: int

    @property
    def due_words(self) -> str:
        """Return the day the next search is due as a reader says it."""
        return day_words(self.due)


def currency(evidence: Evidence) -> Currency:
    """Return where the upkeep of the record stands."""
    topic, since = evidence.topic, new_since(evidence)
    looks = [latest_look(evidence, key) for key in evidence.citations]
    days = [look.day for look in looks if look and look.day]
    return Currency(
        last=topic.last_search,
        due=topic.search_interval.after(topic.last_search.first_day),
        found=len(evidence.screening),
        new=sum(_found_from(since, row.date_found) for row in evidence.screening),
        new_since=since,
        awaiting=sum(row.decision == "awaiting" for row in evidence.screening),
        to_extract=len(evidence.drafts),
        retired=topic.retired,
        looked=min(days, default=None),
        unlooked=len(looks) - len(days),
    )


def new_since(evidence: Evidence) -> date:
    """Return from which day on a found record is new: the day of the last search."""
    return evidence.date


def latest_look(evidence: Evidence, citation: str) -> CitationNotice | None:
    """Return the latest look at the notices of a report, else what holds for reports that are not named; None if none.

    A look on a known day comes before one without a date, and a later entry of the file before an earlier one.
    """
    own = [item for item in evidence.citation_notices if item.citation == citation and item.kinds_looked_for]
    if not own:
        own = [item for item in evidence.citation_notices if item.citation == DEFAULT_NOTICE and item.kinds_looked_for]
    return max(reversed(own), key=lambda item: item.day or date.min, default=None)


def day_words(day: date) -> str:
    """Return a day as a reader says it: `22 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def _found_from(since: date, found: str) -> bool:
    try:
        return PartialDate.parse(found).first_day >= since
    except ValueError:
        return False
